"""What a run takes for a document: what was just read, before what was stored long ago."""

from pathlib import Path

from corpus.records import Document, Kind, Outcome, Source
from corpus.store import Store
from pipelines.running.run import _documents
from pipelines.running.workers import INTERRUPTED


def test_an_interrupted_reading_does_not_bring_back_what_an_older_version_read(
    tmp_path: Path,
) -> None:
    source = Source(Path("a.pdf"), "a.pdf", "t2-twente", Kind.BRIEF, 2021, "", "", "", "0" * 64)
    key = source.document_id
    with Store(tmp_path / "opslag.sqlite") as store:
        store.save_document(Document(key, "oude versie", Outcome.GELUKT, ""))
        interrupted = Document(key, INTERRUPTED, Outcome.MISLUKT, "vastgelopen")
        assert _documents(store, [source], {key: interrupted}) == {key: interrupted}
        assert _documents(store, [source], {})[key].extractor == "oude versie"
