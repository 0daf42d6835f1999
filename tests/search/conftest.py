"""Builders for small indexes: three deals, a taxonomy of three concepts, passages in a line."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import Amount, Box, Deal, Entity, Kind, Passage, PassageKind, Source, Tag
from search.index import build_index
from taxonomy.concept import Concept, Domain, Facet, Label, Taxonomy

SHORT = {"R1": "Ontmoeten", "R2": "Scholing", "I1": "Subsidie"}
TERMS = {"R1": ("dorpshuis",), "R2": ("scholingscheque", "om- en bijscholing"), "I1": ("subsidie",)}
DIMENSIONS = 4


@pytest.fixture(scope="session")
def taxonomy():
    """R1 and R2 in `draden`, each in a domain of its own; I1 in `instrumenten`."""
    domains = (Domain("D1", Label("Sociaal", "")), Domain("D2", Label("Economie", "")))
    draden = Facet(
        "draden",
        Label("Rode draden", ""),
        "",
        domains,
        (_concept("R1", "D1"), _concept("R2", "D2")),
    )
    means = Facet("instrumenten", Label("Instrumenten", ""), "", (), (_concept("I1", None),))
    return Taxonomy((draden, means))


def _concept(key, domain):
    return Concept(
        key, Label(SHORT[key], key), SHORT[key], "", (), (), (), (), (), TERMS[key], (), (),
        domain=domain,
    )  # fmt: skip


@pytest.fixture(scope="session")
def deals():
    """Three deals of two tranches and two provinces."""
    return {
        "groen": _deal("groen", "Groene Streek", 1, "Drenthe"),
        "blauw": _deal("blauw", "Blauwe Kust", 2, "Zeeland"),
        "rood": _deal("rood", "Noord-Limburg", 2, "Limburg"),
    }


def _deal(key, name, tranche, province):
    return Deal(key, name, (), tranche, 2020, 10.0, (province,), False, "", "")


@pytest.fixture(scope="session")
def make_passage():
    """A passage with its labels; text, deal and kind of document decide its identity."""

    def make(
        text,
        deal="groen",
        labels=(),
        kind=Kind.CONVENANT,
        *,
        position=0,
        headings=(),
        euros=(),
        ministries=(),
        is_heading=False,
    ):
        name = f"{deal}-{kind}.pdf"
        digest = sha256(name.encode()).hexdigest()
        source = Source(Path("/d") / name, name, deal, kind, 2021, f"Titel {kind}", "", "", digest)
        key = sha256(f"{name}{position}{text}".encode()).hexdigest()[:16]
        passage = Passage(
            key,
            digest[:16],
            position,
            PassageKind.HEADING if is_heading else PassageKind.BODY,
            tuple(headings),
            text,
            (Box(3, 1.0, 2.0, 3.0, 4.0),),
            (0,),
            entities=tuple(Entity(0, 1, "MINISTERIE", name) for name in ministries),
            amounts=tuple(Amount(0, 1, one) for one in euros),
        )
        shares = dict.fromkeys(SHORT, 0.01) | dict.fromkeys(labels, 0.9)
        tag = None if is_heading else Tag(key, shares)
        return AnalysedPassage(passage, source, deal, "manifest", tag, tuple(labels))

    return make


@pytest.fixture(scope="session")
def make_index(deals, taxonomy):
    """An index of passages; `vectors` gives one row a passage, or nothing."""

    def make(passages, vectors=None, interventions=()):
        sources = tuple({one.source.name: one.source for one in passages}.values())
        analysis = Analysis(sources, {}, tuple(passages), dict.fromkeys(SHORT, 0.5))
        rows = {} if vectors is None else {
            one.passage.passage_id: np.array(vector, dtype=np.float32)
            for one, vector in zip(passages, vectors, strict=True)
        }  # fmt: skip
        return build_index(analysis, rows, deals, taxonomy, interventions)

    return make


@pytest.fixture(scope="session")
def small(make_passage, make_index):
    """Seven passages of three deals, with vectors along the axes."""
    passages = [
        make_passage("Inwoners knappen het dorpshuis op.", "groen", ["R1"]),
        make_passage("Werknemers krijgen een scholingscheque van € 2.500.", "groen", ["R2", "I1"],
                     Kind.VOORTGANGSRAPPORTAGE, euros=(2500.0,)),
        make_passage("Er zijn 80 scholingscheques uitgegeven.", "blauw", ["R2"], Kind.EVALUATIE),
        make_passage("De stuurgroep vergadert in mei.", "blauw", position=1),
        make_passage("Een ontwikkelcheque voor omscholing kost € 2 mln.", "rood", ["R2"],
                     euros=(2e6,), ministries=("SZW",)),
        make_passage("Dorpshuizen krijgen subsidie.", "rood", ["R1", "I1"], position=1),
        make_passage("Hoofdstuk scholingscheque", "rood", position=2, is_heading=True),
    ]  # fmt: skip
    axes = np.eye(DIMENSIONS)[[0, 1, 1, 2, 1, 0, 3]]
    return make_index(passages, axes)
