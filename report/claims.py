"""The Rebel report as executable claims: which of its statements hold on this corpus?"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.claims import SOURCE, Claim, rebel_claims
from report.claim_queries import QUERIES
from report.claim_queries.finding import Finding
from report.material import Material
from report.quotes import quote_at
from report.results import Check, Verdict


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A statement and what was found; `quote` is the best passage with its document and page."""

    claim: Claim
    finding: Finding
    quote: str
    place: str

    @property
    def check(self) -> Check:
        """The same as reports show it."""
        return Check(
            statement=self.claim.statement,
            verdict=self.finding.verdict,
            found=self.finding.found,
            source=f"{SOURCE}, {self.claim.section}",
            basis=self.finding.basis,
        )


def checked_claims(material: Material) -> Iterator[CheckedClaim]:
    """Every statement of the report, in order."""
    for claim in rebel_claims():
        finding = QUERIES[claim.query](material, claim.arguments)
        yield CheckedClaim(claim, finding, *_quoted(finding, material))


def _quoted(finding: Finding, material: Material) -> tuple[str, str]:
    if not finding.basis:
        return "", ""
    pointer = finding.basis[0]
    quote = quote_at(material.passages[pointer.passage_id], pointer)
    return quote.text, f"{quote.document}, p. {quote.page}"


def verdicts_counted(claims: list[CheckedClaim]) -> dict[Verdict, int]:
    """How many statements hold, do not hold, and cannot be tested."""
    return {verdict: sum(one.finding.verdict is verdict for one in claims) for verdict in Verdict}
