"""Projects of which the Rebel report says enough to know their instruments, looked up by name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from report.columns import count, text
from report.material import Material
from report.quotes import Pointer
from report.results import Check, ResultRow, ResultTable, Verdict
from report.shown_values import dotted
from taxonomy.concept import Facet

_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.4 en 3.4"
_UNNAMED = "landelijk, geen deal"


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case whose instruments are known: words that name it, and what it must have.

    Of each set in `expected` at least one instrument must be found.
    """

    name: str
    pattern: str
    expected: tuple[frozenset[str], ...]
    why: str


_SCHEME = frozenset({"I1", "I2", "I3"})
KNOWN_CASES = (
    KnownCase(
        "Twents Fonds voor Vakmanschap",
        r"twents[ -]fonds",
        (_SCHEME,),
        "Het geeft scholingscheques; het rapport zegt niet bij welk instrument die horen.",
    ),
    KnownCase(
        "Scholingsfonds Flevoland",
        r"scholingsfonds(?: \w+){0,2} flevoland|flevolands? scholingsfonds",
        (_SCHEME,),
        "Het geeft scholingscheques; het rapport zegt niet bij welk instrument die horen.",
    ),
    KnownCase(
        "Stallenaanpak Noordoost-Brabant",
        r"stallenaanpak",
        (frozenset({"I4"}), frozenset({"I5"})),
        "Het is een pilot waarin partijen samenwerken.",
    ),
    KnownCase(
        "IKBINDR", r"ik(?:bin|[ -]bin[ -])dr\b", (frozenset({"I6"}),), "Het is een campagne."
    ),
)


@dataclass(frozen=True, slots=True)
class FoundCase:
    """What a corpus says of a known case; `basis` holds the passages that name it."""

    case: KnownCase
    passages: tuple[str, ...]
    deals: tuple[str, ...]
    instruments: tuple[str, ...]
    basis: tuple[Pointer, ...]
    check: Check


def found_cases(material: Material, facet: Facet) -> list[FoundCase]:
    """Look every known case up by name in every passage, also of documents about many deals."""
    written = [
        ("\n".join((*one.passage.heading_path, one.passage.text)).casefold(), one)
        for one in material.analysis.passages
    ]
    found = []
    for case in KNOWN_CASES:
        pattern = re.compile(case.pattern)
        named = [one for text, one in written if pattern.search(text)]
        found.append(_found_case(material, facet, case, named))
    return found


def _found_case(
    material: Material, facet: Facet, case: KnownCase, named: Sequence[AnalysedPassage]
) -> FoundCase:
    ids = set(facet.concept_ids)
    found = {label for one in named for label in one.labels} & ids
    deals = tuple(
        dict.fromkeys(
            material.deals[one.deal].name if one.deal in material.deals else _UNNAMED
            for one in named
        )
    )
    basis = tuple(Pointer(one.passage.passage_id, *one.passage.sentence_bounds[0]) for one in named)
    shorts = {concept.id: concept.short for concept in facet.concepts}
    instruments = tuple(shorts[one] for one in facet.concept_ids if one in found)
    missing = [_either(shorts, wanted) for wanted in case.expected if not wanted & found]
    wanted = " en ".join(_either(shorts, one) for one in case.expected)
    statement = f"{case.name} wordt herkend als {wanted}. {case.why}"
    seen = f"{dotted(len(named))} passages noemen het"
    if not named:
        check = Check(statement, Verdict.NOT_TESTABLE, "Dit corpus noemt het niet.", _SOURCE)
    elif missing:
        seen += f"; gevonden: {', '.join(instruments) or 'geen instrument'}; niet gevonden: "
        check = Check(statement, Verdict.FAILS, seen + f"{', '.join(missing)}.", _SOURCE, basis)
    else:
        seen += f"; gevonden: {', '.join(instruments)}."
        check = Check(statement, Verdict.HOLDS, seen, _SOURCE, basis)
    return FoundCase(
        case, tuple(one.passage.passage_id for one in named), deals, instruments, basis, check
    )


def _either(shorts: Mapping[str, str], wanted: frozenset[str]) -> str:
    """Names of instruments of which one is enough, in the order of the taxonomy."""
    return " of ".join(f"‘{name}’" for one, name in shorts.items() if one in wanted)


def known_cases_table(facet: Facet, cases: Sequence[FoundCase]) -> ResultTable:
    shorts = {concept.id: concept.short for concept in facet.concepts}
    return ResultTable(
        name="bekende_gevallen",
        title="Bekende gevallen en hun instrumenten",
        sheet="Bekende gevallen",
        reading="Gevallen uit het rapport van Rebel, op naam gezocht in alle passages.",
        columns=(
            text("geval", "Geval", "Naam van het project."),
            text("verwacht", "Verwacht", "Instrumenten die het volgens het rapport moet hebben."),
            text("gevonden", "Gevonden", "Instrumenten in de passages die het noemen."),
            count("passages", "Passages", "Passages die het noemen."),
            text("deals", "Deals", "Deals van die passages."),
            text("oordeel", "Oordeel", "Klopt, klopt niet, of niet te toetsen."),
        ),
        rows=tuple(
            ResultRow(
                one.case.name,
                {
                    "geval": one.case.name,
                    "verwacht": " en ".join(
                        _either(shorts, wanted) for wanted in one.case.expected
                    ),
                    "gevonden": ", ".join(one.instruments),
                    "passages": len(one.passages),
                    "deals": ", ".join(one.deals),
                    "oordeel": one.check.verdict,
                },
                {"passages": one.basis},
            )
            for one in cases
        ),
    )
