"""Judgements at random: any text that a reviewer or a document may hold, few reviewers and moments
so that they meet."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from corpus.records import Anchor, Judgement, Seen, Verdict

READERS = ("lezer-1", "lezer-2", "lezer-3")
CONCEPTS = ("R1", "R2", "I1")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["", "\u2028", "a\u2029b", "\x85", "\r\n", '"\\', "😀 é e\u0301", "\0", "\ufeff", '{"a": 1}']
)
COUNT = st.integers(0, 10_000)


def moment(number: int) -> str:
    """The time so many milliseconds after a morning in November."""
    when = datetime(2026, 1, 22, 9, 30, tzinfo=UTC) + timedelta(milliseconds=number)
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03}Z"


ANCHORS = st.builds(Anchor, ANY_TEXT, ANY_TEXT, COUNT, COUNT, ANY_TEXT, ANY_TEXT)
JUDGEMENTS = st.builds(
    Judgement,
    passage_id=st.sampled_from(["p1", "p2", "p3"]),
    concept=st.sampled_from(CONCEPTS),
    verdict=st.sampled_from(Verdict),
    reviewer=st.sampled_from(READERS),
    when=st.integers(0, 20).map(moment),
    seen=st.sampled_from(Seen),
    tagger=ANY_TEXT,
    taxonomy=ANY_TEXT,
    anchor=ANCHORS,
    note=ANY_TEXT,
)


def judgement(
    number: int = 0,
    reviewer: str = "lezer-1",
    verdict: Verdict = Verdict.AANWEZIG,
    *,
    text: str = "De regio legt een fietspad aan.",
    passage_id: str = "",
    concept: str = "R1",
    seen: Seen = Seen.BLIND,
    note: str = "",
) -> Judgement:
    """A judgement that is told from others by its number: each a millisecond after the one before,
    on a passage of its own."""
    return Judgement(
        passage_id or f"p{number}",
        concept,
        verdict,
        reviewer,
        moment(number),
        seen,
        "tagger",
        "taxonomie",
        Anchor("d1", "plan.pdf", number, 1, "Artikel 1", text),
        note,
    )
