"""The embedder of a run or a search: apart from the models, which load what fits a tagger."""

from classify.embed import EMBEDDED, Embedder, EmbedderError, load_embedder
from pipelines.problems import UserProblem


def open_embedder(name: str = EMBEDDED) -> Embedder:
    """Load an embedder; raises UserProblem with advice when it is not to be had."""
    try:
        return load_embedder(name)
    except EmbedderError as error:
        raise UserProblem(str(error)) from error
