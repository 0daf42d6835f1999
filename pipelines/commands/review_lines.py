"""What the commands `review ...` tell: what an import came to, and how far the review is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.judgements.attach import Lost
from corpus.judgements.jsonl import Unreadable
from corpus.judgements.standing import last_verdicts
from corpus.records import Judgement, ReviewedLabels, Verdict
from pipelines.review.colleagues import TakenOver
from pipelines.review.progress import Progress, ThemeProgress
from pipelines.review.sheets import Imported
from report.shown_values import counted, dotted
from taxonomy.concept import Taxonomy

_SHOWN = 10
"""Lines of a list that are told; the number of the others is told too."""
_FIRST_WORDS = 60


def imported_lines(found: Imported) -> Iterator[str]:
    """What came of a workbook."""
    kinds = ", ".join(
        f"{dotted(found.judged[one])} {one}" for one in Verdict if found.judged.get(one)
    )
    yield (
        f"Overgenomen van {found.reviewer}: {_judgements(found.added)} over "
        f"{_passages(found.passages)}{f' ({kinds})' if kinds else ''}."
    )
    if found.same:
        yield f"{_judgements(found.same)} {_stood(found.same)} er al en {_is(found.same)} gelaten."
    if found.later:
        yield (
            f"Niet overgenomen: {_judgements(len(found.later))}, want {found.reviewer} oordeelde "
            "daarover anders nadat dit bestand was gemaakt. Het latere oordeel blijft staan:"
        )
        yield from _listed(f"  {one.concept} {one.verdict}: {_where(one)}" for one in found.later)
    if found.partly:
        yield (
            f"{_passages(len(found.partly))} uit de steekproef zonder ‘ja’ bij ‘hele passage "
            f"bekeken’ (rij {_numbers(found.partly)}): daarvan tellen alleen de ingevulde labels."
        )
    if found.moved:
        yield (
            f"{_judgements(found.moved)} {'hoort' if found.moved == 1 else 'horen'} bij een "
            "passage die opnieuw is gelezen; het oordeel gaat met de tekst mee."
        )
    yield from lost_lines(found.lost)
    if found.noted:
        told = "de notitie" if len(found.noted) == 1 else "de notities"
        yield f"Zonder oordeel bewaard: {told} in rij {_numbers(found.noted)}."
    if found.empty:
        yield f"Leeg gelaten: {_passages(found.empty)}."


def taken_over_lines(file: Path, taken: TakenOver) -> Iterator[str]:
    """What came of a colleague's file."""
    verb = "dat hier nog niet was" if taken.added == 1 else "die hier nog niet waren"
    yield f"Overgenomen uit {file}: {_judgements(taken.added)} {verb}."
    yield from lost_lines(taken.lost)
    yield from _damaged_lines(file, taken.damaged)
    yield from unreadable_lines(taken.unreadable)


def _damaged_lines(file: Path, damaged: Sequence[Unreadable]) -> Iterator[str]:
    """Lines of the file that was given which are no judgement, and what to do."""
    if not damaged:
        return
    if len(damaged) == 1 and not damaged[0].line:
        yield f"{file} is niet te lezen. {damaged[0].reason}"
        return
    lines = sum(one.lines for one in damaged)
    yield f"In {file} {_is(lines)} {counted(lines, 'regel', 'regels')} onleesbaar:"
    yield from _listed(map(_unreadable_line, damaged))
    yield (
        "Vraag het bestand opnieuw op, of verbeter wat onleesbaar is, en importeer het nog eens: "
        "wat al is overgenomen, komt er niet dubbel bij."
    )


def status_lines(
    progress: Progress,
    taxonomy: Taxonomy,
    judgements: Sequence[Judgement],
    labels: ReviewedLabels,
    lost: Sequence[Lost],
    unreadable: Sequence[Unreadable],
    new_since_run: int,
) -> Iterator[str]:
    """How far the review of a workspace is; `judgements` are all that the log holds, `labels` what
    people say of the passages of the last run."""
    standing = last_verdicts(judgements)
    people = Counter(reviewer for _, _, reviewer in standing)
    if not standing:
        yield "Er zijn nog geen oordelen."
    else:
        yield (
            f"{_judgements(len(standing))} van {counted(len(people), 'persoon', 'personen')}; van "
            f"de laatste run {_is(progress.passages)} {_passages(progress.passages)} beoordeeld."
        )
    for reviewer, said in sorted(people.items(), key=lambda one: (-one[1], one[0])):
        yield f"  {reviewer}: {_judgements(said)}"
    yield ""
    yield from _theme_lines(progress.themes, taxonomy)
    yield ""
    if standing:
        yield _not_counted(new_since_run)
    yield from _disputed_lines(labels, judgements)
    yield from lost_lines(lost)
    yield from unreadable_lines(unreadable)


def _theme_lines(themes: Sequence[ThemeProgress], taxonomy: Taxonomy) -> Iterator[str]:
    names = {one.id: one.short for one in taxonomy.concepts}
    yield "Blinde steekproef (daaraan wordt de kwaliteit gemeten)"
    yield (
        f"  {'label':7}{'naam':38}{'vastgesteld':>11}{'aanwezig':>10}{'niet beslist':>14}  "
        "nog nodig voor een cijfer"
    )
    for one in themes:
        name = _cut(names[one.concept], 37)
        yield (
            f"  {one.concept:7}{name:38}{dotted(one.judged):>11}{dotted(one.support):>10}"
            f"{dotted(one.undecided):>14}  {_to_go(one)}"
        )
    if any(one.undecided for one in themes):
        yield "  Niet beslist: wie de passage las, twijfelt of is het oneens; zij telt niet mee."
    if any(one.passages_to_go is None for one in themes):
        yield (
            f"  Steekproef te klein: een cijfer vraagt {themes[0].needed} keer aanwezig, en zo "
            "vaak komt het label in de steekproef van deze documenten naar verwachting niet voor."
        )


def _to_go(one: ThemeProgress) -> str:
    if one.support >= one.needed:
        return "genoeg"
    if one.passages_to_go is None:
        return "steekproef te klein"
    return f"ongeveer {_passages(one.passages_to_go)}"


def _not_counted(new_since_run: int) -> str:
    if not new_since_run:
        return "De laatste run telt alle oordelen mee."
    labels = counted(new_since_run, "label", "labels")
    verb = "is" if new_since_run == 1 else "zijn"
    return (
        f"Sinds de laatste run {verb} {labels} beoordeeld of anders beoordeeld; een nieuwe run "
        "telt dat mee (rodedraden run)."
    )


def _disputed_lines(labels: ReviewedLabels, judgements: Iterable[Judgement]) -> Iterator[str]:
    disputed = [
        (passage_id, concept)
        for passage_id, judged in sorted(labels.items())
        for concept, found in sorted(judged.items())
        if found.is_disputed
    ]
    if not disputed:
        return
    told = {one.passage_id: one for one in judgements}
    yield f"Mensen zijn het oneens over {counted(len(disputed), 'label', 'labels')}:"
    yield from _listed(
        f"  {concept}: {_where(told[passage_id]) if passage_id in told else passage_id}"
        for passage_id, concept in disputed
    )


def lost_lines(lost: Sequence[Lost]) -> Iterator[str]:
    """Judgements that stand nowhere now: each text once, with the reason."""
    if not lost:
        return
    reasons = dict.fromkeys((_where(one.judgement), one.reason) for one in lost)
    yield (
        f"{_judgements(len(lost))} {'hoort' if len(lost) == 1 else 'horen'} bij geen enkele "
        "passage van de laatste run; bewaard, maar niet meegeteld:"
    )
    yield from _listed(f"  {where}: {reason}" for where, reason in reasons)


def unreadable_lines(unreadable: Sequence[Unreadable]) -> Iterator[str]:
    """Lines of the log that are no judgement, with file and line."""
    if not unreadable:
        return
    lines = sum(one.lines for one in unreadable)
    yield f"Onleesbaar: {counted(lines, 'regel', 'regels')} in de map met oordelen:"
    yield from _listed(map(_unreadable_line, unreadable))


def _unreadable_line(one: Unreadable) -> str:
    return f"  {one.file}{f', regel {one.line}' if one.line else ''}: {one.reason}"


def _listed(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_SHOWN]
    if len(every) > _SHOWN:
        yield f"  en nog {dotted(len(every) - _SHOWN)}"


def _where(one: Judgement) -> str:
    anchor = one.anchor
    return f"{anchor.document}, p. {anchor.page}, “{_cut(anchor.text, _FIRST_WORDS)}”"


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"


def _judgements(count: int) -> str:
    return counted(count, "oordeel", "oordelen")


def _passages(count: int) -> str:
    return counted(count, "passage", "passages")


def _stood(count: int) -> str:
    return "stond" if count == 1 else "stonden"


def _is(count: int) -> str:
    return "is" if count == 1 else "zijn"


def _numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:_SHOWN]))
    return f"{shown} en nog {dotted(len(rows) - _SHOWN)}" if len(rows) > _SHOWN else shown
