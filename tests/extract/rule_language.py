"""The pipeline with rules, also on a machine where a language model is installed."""

import pytest

from extract import language


def rule_language(*gazetteer):
    """What `load_language` gives where the usual model is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "DEFAULT_MODEL", "geen_taalmodel")
        return language.load_language("geen_taalmodel", gazetteer)
