"""The shipped taxonomy, embedder and tagger, read once; and builders for small taxonomies."""

import pytest

from classify.embed import EMBEDDED, load_embedder
from classify.model import read_model
from classify.signals import WordingReader
from classify.tagger import Tagger
from pipelines.models.model_in_use import SHIPPED_MODEL
from taxonomy.concept import Concept, Facet, Label, Taxonomy
from taxonomy.load import shipped_taxonomy


@pytest.fixture(scope="session")
def taxonomy():
    return shipped_taxonomy()


@pytest.fixture(scope="session")
def embedder():
    return load_embedder(EMBEDDED)


@pytest.fixture(scope="session")
def reader(taxonomy):
    return WordingReader(taxonomy)


@pytest.fixture(scope="session")
def tagger(reader):
    return Tagger(reader, read_model(SHIPPED_MODEL))


@pytest.fixture(scope="session")
def tag(tagger, embedder):
    """Tags texts with the shipped model, in one batch."""

    def tag_texts(*texts, headings=None):
        ids = [str(number) for number in range(len(texts))]
        return tagger.tag(ids, texts, embedder.encode_passages(texts), headings)

    return tag_texts


@pytest.fixture(scope="session")
def make_concept():
    """A concept with the given terms and nothing else to know it by."""

    def make(concept_id="R1", core=(), supporting=(), negative=(), organisations=(), **texts):
        return Concept(
            id=concept_id,
            label=Label(texts.get("label", concept_id), concept_id),
            short=concept_id,
            definition=texts.get("definition", ""),
            includes=texts.get("includes", ()),
            excludes=(),
            confusable=(),
            interventions=(),
            examples=texts.get("examples", ()),
            core_terms=tuple(core),
            supporting_terms=tuple(supporting),
            negative_terms=tuple(negative),
            organisations=tuple(organisations),
        )

    return make


@pytest.fixture(scope="session")
def taxonomy_of():
    """A taxonomy of one facet with these concepts."""

    def make(*concepts):
        facet = Facet("draden", Label("Rode draden", "Threads"), "test", (), tuple(concepts))
        return Taxonomy((facet,))

    return make
