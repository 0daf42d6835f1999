"""Builders for small analyses: a taxonomy of three concepts, two deals, passages in a line."""

from hashlib import sha256
from pathlib import Path

import pytest

from corpus.analysed import SUBSTANTIVE, AnalysedPassage, Analysis
from corpus.records import (
    Box,
    Deal,
    Document,
    Evidence,
    Kind,
    Outcome,
    PageRecord,
    Passage,
    PassageKind,
    Source,
    Tag,
)
from report.theme_matrix import cells_of, rows_of
from taxonomy.concept import Concept, Facet, Label, Taxonomy

BOX = Box(1, 10.0, 20.0, 30.0, 40.0)
SHORT = {"R1": "Sociale cohesie", "R2": "Gezondheid", "I1": "Investering"}


@pytest.fixture(scope="session")
def taxonomy():
    """R1 and R2 in the facet `draden`, I1 in the facet `instrumenten`."""
    draden, instrumenten = Label("Rode draden", "Threads"), Label("Instrumenten", "Instruments")
    return Taxonomy(
        (
            Facet("draden", draden, "test", (), (_concept("R1"), _concept("R2"))),
            Facet("instrumenten", instrumenten, "test", (), (_concept("I1"),)),
        )
    )


def _concept(concept_id):
    label = Label(SHORT[concept_id], concept_id)
    return Concept(concept_id, label, SHORT[concept_id], "", *[()] * 8)


@pytest.fixture(scope="session")
def deals():
    """`groen` (tranche 1) and `blauw` (tranche 2), in the order of the register."""
    return {"groen": _deal("groen", "Groene Streek", 1), "blauw": _deal("blauw", "Blauwe Kust", 2)}


def _deal(deal_id, name, tranche):
    return Deal(deal_id, name, (), tranche, 2020, 10.0, ("Drenthe",), False, "test", "test")


@pytest.fixture(scope="session")
def make_source():
    """A source; its name says which file it is, so another name is another content."""

    def make(name="plan.pdf", deal="groen", kind=Kind.CONVENANT, title="Titel", year=2021):
        digest = sha256(name.encode()).hexdigest()
        path = Path("/dossiers") / name
        return Source(path, name, deal, kind, year, title, "", "", digest)

    return make


@pytest.fixture(scope="session")
def make_passage(make_source):
    """A passage with its labels. `words` gives a text of that length when the text is of no
    interest; `evidence` holds words of the text; labels have probability 0.9 unless given."""

    def make(
        text=None,
        labels=(),
        *,
        words=50,
        source=None,
        deal=None,
        kind=PassageKind.BODY,
        position=0,
        probabilities=(),
        evidence=(),
        sentence_starts=(0,),
        boxes=(BOX,),
        box_starts=(0,),
    ):
        source = source or make_source()
        text = " ".join(["woord"] * words) if text is None else text
        passage = Passage(
            passage_id=f"{source.name}/{position}",
            document_id=source.document_id,
            position=position,
            kind=kind,
            heading_path=("Hoofdstuk", "Paragraaf"),
            text=text,
            boxes=tuple(boxes),
            box_starts=tuple(box_starts),
            sentence_starts=tuple(sentence_starts),
        )
        shares = dict.fromkeys(SHORT, 0.01) | dict.fromkeys(labels, 0.9) | dict(probabilities)
        found = {
            concept: tuple(
                Evidence(text.index(word), text.index(word) + len(word), word) for word in shown
            )
            for concept, shown in dict(evidence).items()
        }
        tag = Tag(passage.passage_id, shares, found) if kind in SUBSTANTIVE else None
        return AnalysedPassage(passage, source, deal or source.deal, "manifest", tag, tuple(labels))

    return make


@pytest.fixture(scope="session")
def make_analysis():
    """An analysis of passages, and of sources that may have no passage at all."""

    def make(passages=(), sources=()):
        known = {one.name: one for one in (*sources, *(found.source for found in passages))}
        documents = {
            source.document_id: _document(
                source, [one.passage for one in passages if one.source == source]
            )
            for source in known.values()
        }
        return Analysis(
            tuple(known.values()), documents, tuple(passages), dict.fromkeys(SHORT, 0.5)
        )

    return make


def _document(source, passages):
    page = PageRecord(1, 595.0, 842.0, 100, "pdfplumber" if passages else "geen tekst")
    reason = "" if passages else "Geen enkele pagina heeft tekst."
    return Document(source.document_id, "test", Outcome.GELUKT, reason, (page,), tuple(passages))


@pytest.fixture(scope="session")
def study(make_analysis, make_passage, make_source):
    """A plan and a report of Groene Streek with labels, and an unread scan of Blauwe Kust."""
    plan, evaluation = make_source("plan.pdf"), make_source("evaluatie.pdf", kind=Kind.EVALUATIE)
    filler = " woord" * 60 + "."
    passages = [
        make_passage(
            "=SUM(A1) is geen formule maar een citaat." + filler,
            ["R1", "I1"],
            source=plan,
            evidence={"R1": ["citaat"]},
            sentence_starts=(0, 41),
        ),
        make_passage(source=plan, kind=PassageKind.HEADING, words=3, position=1),
        make_passage(
            "Veel bewegen." + filler,
            ["R2"],
            source=evaluation,
            boxes=[Box(7, 1.0, 2.0, 3.0, 4.0)],
            sentence_starts=(0, 13),
        ),
        make_passage(
            "Samen misschien." + filler,
            ["R1"],
            probabilities={"R1": 0.55},
            source=evaluation,
            position=1,
            sentence_starts=(0, 16),
        ),
    ]
    return make_analysis(passages, [make_source("scan.pdf", "blauw")])


@pytest.fixture(scope="session")
def study_cells(study, deals, taxonomy):
    """The cells of the study."""
    return list(cells_of(rows_of(study, deals), taxonomy.facets))
