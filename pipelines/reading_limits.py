"""How large a document may be: apart from the steps of a run, which load the tagger too."""

from extract.pdf.opening import Limits
from pipelines.settings import Settings


def limits_of(settings: Settings) -> Limits:
    """Limits on the size of documents."""
    return Limits(settings.max_megabytes, settings.max_pages)
