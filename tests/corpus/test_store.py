"""The store: what goes in comes out, a document whole or not at all, and schemas go forward."""

import dataclasses
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_strategies import JUDGEMENTS as SAID
from judgement_strategies import judgement
from store_strategies import documents, tags

from corpus.ids import passage_id
from corpus.records import (
    Box,
    Document,
    Entity,
    Evidence,
    Grade,
    Outcome,
    PageRecord,
    Passage,
    PassageKind,
    RemovedLine,
    Tag,
)
from corpus.store import MIGRATIONS, Store, StoreError

PROJECT = Path(__file__).parents[2]
LATER = """
-- A script with two statements; one on several lines, with a ; in a text.
CREATE TABLE remark_of_later (
    passage_id TEXT NOT NULL REFERENCES passage ON DELETE CASCADE,
    verdict    TEXT NOT NULL DEFAULT 'ja; nee'
) STRICT;
CREATE INDEX remark_of_later_of_passage ON remark_of_later (passage_id);
"""
NEWER = (*MIGRATIONS, LATER)
TABLES = ("document", "page", "passage", "removed_line", "tag", "vector")


def document(key="d1", texts=("Eerste.", "Tweede."), extractor="x1"):
    """A document of one page with these passages."""
    return Document(
        key,
        extractor,
        Outcome.GELUKT,
        "",
        (PageRecord(1, 595.0, 842.0, 14, "tekstlaag"),),
        tuple(
            Passage(
                passage_id(key, place, text), key, place, PassageKind.BODY, (), text, (), (), (0,)
            )
            for place, text in enumerate(texts)
        ),
    )


def ids_of(saved):
    return [passage.passage_id for passage in saved.passages]


def vectors_for(count, dimensions=3):
    return np.arange(count * dimensions, dtype=np.float32).reshape(count, dimensions) / 7


def rows_in(path):
    """Number of rows of every table, read past the store."""
    with sqlite3.connect(path) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in TABLES
        }
    connection.close()
    return counts


def refusal(path, *migrations):
    """The one sentence with which a store is refused."""
    with pytest.raises(StoreError) as refused:
        Store(path, *migrations)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rodedraden.sqlite"


@pytest.fixture
def store(path):
    with Store(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    """One store for the examples of a law; every example replaces what it writes."""
    with Store(tmp_path_factory.mktemp("opslag") / "rodedraden.sqlite") as opened:
        yield opened


@settings(max_examples=50, deadline=None)
@given(saved=documents())
def test_a_document_is_read_back_as_it_was_saved(shared_store, saved):
    shared_store.save_document(saved)
    assert shared_store.document(saved.document_id) == saved
    assert tuple(shared_store.passages(saved.document_id)) == saved.passages
    assert shared_store.extracted_with()[saved.document_id] == saved.extractor


@settings(max_examples=50, deadline=None)
@given(old=documents("a" * 16), new=documents("a" * 16))
def test_saving_again_leaves_only_the_new_document(shared_store, old, new):
    shared_store.save_document(old)
    shared_store.save_document(new)
    shared_store.save_document(new)
    assert shared_store.document("a" * 16) == new


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_tags_are_read_back_as_they_were_saved(shared_store, data):
    saved = document("b" * 16)
    shared_store.save_document(saved)
    expected = {key: data.draw(tags(key)) for key in ids_of(saved)}
    shared_store.save_tags("tagger", expected.values())
    assert shared_store.tags(ids_of(saved), "tagger") == expected


@settings(max_examples=50, deadline=None)
@given(st.permutations(["c1", "c2", "c3"]), st.permutations(["c1", "c2", "c3"]))
def test_the_order_of_saving_does_not_matter(shared_store, one, other):
    for order in (one, other):
        for key in order:
            shared_store.save_document(document(key))
        found = [shared_store.document(key) for key in ("c1", "c2", "c3")]
        assert found == [document("c1"), document("c2"), document("c3")]


def test_what_was_saved_is_there_after_closing(path):
    with Store(path) as store:
        store.save_document(document())
    with Store(path) as store:
        assert store.document("d1") == document()


def test_an_unknown_document_is_none(store):
    assert store.document("weg") is None
    assert list(store.passages("weg")) == []


def test_hashes_of_files_are_kept_and_renewed(store):
    store.remember_hashes({"/a.pdf": "1", "/b.pdf": "2"})
    store.remember_hashes({"/b.pdf": "3"})
    assert store.seen_hashes() == {"/a.pdf": "1", "/b.pdf": "3"}


def test_vectors_are_kept_per_embedder(store):
    store.save_document(document())
    ids = ids_of(document())
    store.save_vectors(ids, "klein", vectors_for(2))
    store.save_vectors(ids[:1], "groot", vectors_for(1, 9))
    found = store.vectors([*ids, "onbekend"], "klein")
    assert set(found) == set(ids)
    np.testing.assert_array_equal([found[key] for key in ids], vectors_for(2))
    assert store.vectors(ids, "groot")[ids[0]].shape == (9,)
    assert store.vectors(ids, "ander") == {}


def test_vectors_of_another_type_are_kept_as_float32(store):
    store.save_document(document())
    ids = ids_of(document())
    store.save_vectors(ids, "e", vectors_for(2).astype(">f8"))
    assert store.vectors(ids, "e")[ids[1]].dtype == np.float32
    np.testing.assert_array_equal(store.vectors(ids, "e")[ids[1]], vectors_for(2)[1])


def test_more_passages_than_fit_in_one_question(store):
    saved = document(texts=[f"Zin {number}." for number in range(1203)])
    store.save_document(saved)
    store.save_vectors(ids_of(saved), "e", vectors_for(1203))
    store.save_tags("t", [Tag(key, {"R1": 0.5}) for key in ids_of(saved)])
    found = store.vectors(ids_of(saved), "e")
    np.testing.assert_array_equal([found[key] for key in ids_of(saved)], vectors_for(1203))
    assert len(store.tags(ids_of(saved), "t")) == 1203


def test_a_vector_too_few_saves_none(store):
    store.save_document(document())
    with pytest.raises(ValueError, match="shorter"):
        store.save_vectors(ids_of(document()), "e", vectors_for(1))
    assert store.vectors(ids_of(document()), "e") == {}


def test_a_new_extraction_takes_its_vectors_and_tags_with_it(path, store):
    for key in ("d1", "d2"):
        saved = document(key)
        store.save_document(saved)
        store.save_vectors(ids_of(saved), "e", vectors_for(2))
        store.save_tags(
            "t", [Tag(one, {}, {"R1": (Evidence(0, 3, "x"),)}) for one in ids_of(saved)]
        )
    store.save_document(document("d1", ("Eerste.",)))
    assert rows_in(path) == {
        "document": 2,
        "page": 2,
        "passage": 3,
        "removed_line": 0,
        "tag": 2,
        "vector": 2,
    }
    assert len(store.tags(ids_of(document("d2")), "t")) == 2


def test_no_vector_or_tag_without_its_passage(path, store):
    with pytest.raises(sqlite3.IntegrityError):
        store.save_vectors(["weg"], "e", vectors_for(1))
    with pytest.raises(sqlite3.IntegrityError):
        store.save_tags("t", [Tag("weg", {})])
    assert set(rows_in(path).values()) == {0}


def test_a_document_that_does_not_fit_leaves_the_old_one_whole(store):
    store.save_document(document())
    one = document().passages[0]
    twice = dataclasses.replace(document(extractor="x2"), passages=(one, one))
    with pytest.raises(sqlite3.IntegrityError):
        store.save_document(twice)
    assert store.document("d1") == document()
    store.save_document(document("d2"))
    assert store.document("d2") == document("d2")


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_store import document
from corpus.store import Store
import dataclasses

def passages(key):
    yield document(key).passages[0]
    os.kill(os.getpid(), signal.SIGKILL)

store = Store(Path({path!r}))
store.save_document(document("whole"))
store.save_document(document("old"))
for key in ("old", "new"):
    if {key!r} == key:
        changed = dataclasses.replace(document(key, extractor="x2"), passages=passages(key))
        store.save_document(changed)
print("not reached")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with a POSIX signal")
@pytest.mark.parametrize("key", ["old", "new"])
def test_a_process_killed_while_writing_leaves_whole_documents(path, key):
    script = KILLED.format(path=str(path), key=key, tests=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (-9, ""), done.stderr
    with Store(path) as store:
        assert store.extracted_with() == {"whole": "x1", "old": "x1"}
        assert store.document("old") == document("old")
        assert store.document("whole") == document("whole")
        assert store.document("new") is None
        store.save_document(document("new"))


def test_a_reader_sees_the_old_document_while_a_writer_writes(path, store):
    store.save_document(document())
    seen = []

    def passages(reader):
        seen.append(reader.document("d1"))
        yield from document(texts=("Nieuw.",)).passages
        seen.append(reader.document("d1"))

    with Store(path) as reader:
        store.save_document(dataclasses.replace(document(), passages=passages(reader)))
        seen.append(reader.document("d1"))
    assert seen == [document(), document(), document(texts=("Nieuw.",))]


def test_a_writer_does_not_wait_for_a_reader(path, store):
    store.save_document(document())
    with Store(path) as reader:
        reading = reader.passages("d1")
        first = next(reading)
        store.save_document(document(texts=("Nieuw.",)))
        assert (first, *reading) == document().passages
        assert reader.document("d1") == document(texts=("Nieuw.",))


def test_two_writers_wait_for_one_another(path):
    Store(path).close()

    def write(name):
        with Store(path) as store:
            for number in range(20):
                store.save_document(document(f"{name}{number}"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "ab"))
    with Store(path) as store:
        assert len(store.extracted_with()) == 40
        assert store.document("b19") == document("b19")


def test_a_store_goes_to_the_next_schema_and_keeps_its_documents(path):
    with Store(path) as store:
        assert store.schema_version == len(MIGRATIONS)
        store.save_document(document())
    with Store(path, NEWER) as store:
        assert store.schema_version == len(MIGRATIONS) + 1
        assert store.document("d1") == document()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO remark_of_later (passage_id) VALUES ('x')")
        assert connection.execute("SELECT verdict FROM remark_of_later").fetchone() == ("ja; nee",)
    connection.close()


WRITTEN_BY_SCHEMA_1 = """
INSERT INTO document VALUES ('d1', 'x1', 'gelukt', 'Pagina 2 heeft geen tekst.');
INSERT INTO page VALUES ('d1', 1, 595.0, 842.0, 40, 'pdfplumber');
INSERT INTO page VALUES ('d1', 2, 595.0, 842.0, 0, 'geen tekst');
INSERT INTO removed_line VALUES ('d1', 1, 'Convenant', 'kopregel');
INSERT INTO passage VALUES (
    'p1', 'd1', 0, 'body', '["Artikel 3"]', 'Partijen geven € 2 miljoen.',
    '[[1,10.0,20.0,30.0,40.0]]', '[0]', '[0]', '[[0,8,"DEAL","Partijen"]]'
);
INSERT INTO vector VALUES ('p1', 'e', x'0000803f');
INSERT INTO tag VALUES ('p1', 't', '{"R1":0.5}', '{"R1":[[0,8,"partij"]]}');
"""
BEFORE_GRADES = Document(
    "d1",
    "x1",
    Outcome.GELUKT,
    "Pagina 2 heeft geen tekst.",
    (PageRecord(1, 595.0, 842.0, 40, "pdfplumber"), PageRecord(2, 595.0, 842.0, 0, "geen tekst")),
    (
        Passage(
            passage_id="p1",
            document_id="d1",
            position=0,
            kind=PassageKind.BODY,
            heading_path=("Artikel 3",),
            text="Partijen geven € 2 miljoen.",
            boxes=(Box(1, 10.0, 20.0, 30.0, 40.0),),
            box_starts=(0,),
            sentence_starts=(0,),
            entities=(Entity(0, 8, "DEAL", "Partijen"),),
        ),
    ),
    (RemovedLine(1, "Convenant", "kopregel"),),
)
"""What those rows say; places, amounts, calls and grades were not known then."""


def test_what_schema_1_held_is_whole_in_later_schemas_with_its_vectors_and_tags(path):
    Store(path, MIGRATIONS[:1]).close()
    with sqlite3.connect(path) as connection:
        connection.executescript(WRITTEN_BY_SCHEMA_1)
    connection.close()
    with Store(path) as store:
        assert store.schema_version == len(MIGRATIONS)
        assert store.document("d1") == BEFORE_GRADES
        assert store.vectors(["p1"], "e")["p1"].tolist() == [1.0]
        assert store.tags(["p1"], "t") == {
            "p1": Tag("p1", {"R1": 0.5}, {"R1": (Evidence(0, 8, "partij"),)})
        }
        assert store.document("d1").grade is Grade.GOED
        store.save_document(BEFORE_GRADES)
        assert store.document("d1") == BEFORE_GRADES


@settings(max_examples=50, deadline=None)
@given(said=st.lists(SAID, max_size=6))
def test_judgements_are_read_back_as_they_were_saved(shared_store, said):
    before = [one for _, one in shared_store.judgements()]
    new = [one for one in dict.fromkeys(said) if one not in before]
    assert shared_store.add_judgements(said) == len(new)
    assert [one for _, one in shared_store.judgements()] == before + new


def test_a_judgement_is_saved_once_and_keeps_its_number(store):
    assert store.add_judgements([judgement(1), judgement(2), judgement(1)]) == 2
    before = store.judgements()
    assert store.add_judgements([judgement(2)]) == 0
    assert store.add_judgements([]) == 0
    assert store.add_judgements([judgement(3)]) == 1
    assert store.judgements()[:2] == before
    last = before[-1][0]
    assert [one for _, one in store.judgements(after=last)] == [judgement(3)]


def test_judgements_outlive_the_passages_that_they_are_about(path, store):
    store.save_document(document())
    said = [judgement(passage_id=key) for key in ids_of(document())]
    store.add_judgements(said)
    store.save_document(document(texts=("Heel anders.",)))
    assert [one for _, one in store.judgements()] == said
    with Store(path) as again:
        assert [one for _, one in again.judgements()] == said


def test_a_batch_of_judgements_is_saved_whole_or_not_at_all(store):
    store.add_judgements([judgement(1)])
    with pytest.raises(OverflowError):
        store.add_judgements([judgement(2), too_far(judgement(3))])
    assert [one for _, one in store.judgements()] == [judgement(1)]
    assert store.add_judgements([judgement(2)]) == 1


def test_judgements_that_cannot_be_saved_now_are_refused_with_a_sentence(path, store):
    store._connection.execute("PRAGMA busy_timeout = 20")
    with Store(path) as other, other._transaction(), pytest.raises(StoreError, match="wacht tot"):
        store.add_judgements([judgement()])
    assert store.add_judgements([judgement()]) == 1


def too_far(one):
    """A judgement on a place that SQLite has no number for."""
    return dataclasses.replace(one, anchor=dataclasses.replace(one.anchor, position=2**63))


def test_a_store_of_before_judgements_has_room_for_them(path):
    with Store(path, MIGRATIONS[:3]) as store:
        store.save_document(document())
    with Store(path) as store:
        assert store.judgements() == []
        assert store.add_judgements([judgement()]) == 1
        assert store.document("d1") == document()


@pytest.mark.parametrize("is_shared", [True, False])
def test_another_thread_may_use_a_store_only_when_that_was_asked(path, is_shared):
    with Store(path, any_thread=is_shared) as store, ThreadPoolExecutor(1) as pool:
        used = pool.submit(store.add_judgements, [judgement()])
        error = used.exception()
    assert isinstance(error, sqlite3.ProgrammingError) != is_shared
    assert is_shared == (error is None)


def test_opening_again_migrates_nothing(path):
    for _ in range(2):
        with Store(path, NEWER) as store:
            assert store.schema_version == len(NEWER)


def test_a_migration_that_fails_halfway_leaves_the_old_schema(path):
    with Store(path) as store:
        store.save_document(document())
    message = refusal(path, (*MIGRATIONS, "CREATE TABLE a (b TEXT) STRICT;\nCREATE TABEL c;"))
    assert "verwijder" not in message
    with Store(path, (*MIGRATIONS, "CREATE TABLE a (b TEXT) STRICT;")) as store:
        assert store.schema_version == len(NEWER)
        assert store.document("d1") == document()


def test_many_may_migrate_one_store_at_once(path):
    Store(path, MIGRATIONS[:1]).close()

    def version(_):
        with Store(path, NEWER) as store:
            return store.schema_version

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(version, range(8))) == [len(NEWER)] * 8


def test_a_store_of_a_newer_version_is_refused_and_left_alone(path):
    with Store(path, NEWER) as store:
        store.save_document(document())
    before = path.read_bytes()
    assert refusal(path) == (
        f"{path} is gemaakt door een nieuwere versie van Rode Draden; werk het programma bij."
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"Dit is geen database. " * 100, b"%PDF-1.7\n" * 300])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    assert refusal(path) == (
        f"{path} is geen opslag van Rode Draden of is beschadigd (file is not a database); "
        "zet een reservekopie terug of verwijder het bestand en draai opnieuw."
    )
    assert path.read_bytes() == content


def test_a_damaged_store_is_refused(path):
    with Store(path) as store:
        store.save_document(document(texts=[f"Zin {number}." * 50 for number in range(400)]))
    content = path.read_bytes()
    path.write_bytes(b"\0" * 200 + content[200:])
    assert "beschadigd" in refusal(path)


def test_a_database_of_another_program_is_refused_and_gets_no_tables(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recept (naam TEXT)")
    connection.close()
    assert refusal(path) == (
        f"{path} is een database van een ander programma; geef een andere map."
    )
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema").fetchall()
    connection.close()
    assert tables == [("recept",)]


def test_a_store_that_cannot_be_opened_is_not_called_damaged(tmp_path):
    path = tmp_path / "weg" / "rodedraden.sqlite"
    assert refusal(path) == (
        f"{path} is nu niet te gebruiken (unable to open database file); wacht tot een andere run "
        "klaar is en controleer of de map bestaat en beschrijfbaar is."
    )
