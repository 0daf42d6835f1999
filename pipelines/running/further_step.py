"""The step of a run that tags passages with the further facets."""

from collections.abc import Sequence

import numpy as np

from classify.further_tagger import FurtherTagger
from corpus.records import Document
from corpus.store import Store
from pipelines.progress import Reporter
from pipelines.running.steps import taggable


def tag_further(
    store: Store,
    documents: Sequence[Document],
    tagger_id: str,
    further: FurtherTagger,
    reporter: Reporter,
) -> int:
    """Tag the passages without tags of this further tagger; return how many there were.

    `tagger_id` is that of the tags for the rode draden, which must be in the store.
    """
    reporter.start("Verdere labels", len(documents))
    count = 0
    for document in documents:
        passages = taggable(document)
        ids = [passage.passage_id for passage in passages]
        if store.count_tags(ids, further.tagger_id) < len(ids):
            main = store.tags(ids, tagger_id)
            texts = [passage.text for passage in passages]
            vectors = store.vectors(ids, further.embedder_id)
            known = np.stack([vectors[key] for key in ids]) if len(vectors) == len(ids) else None
            tags = further.tag(ids, texts, [main[key] for key in ids], known)
            store.save_tags(further.tagger_id, tags)
            count += len(ids)
        reporter.advance()
    return count
