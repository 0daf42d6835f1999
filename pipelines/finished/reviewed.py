"""What people judged, as a run counts it: settled once, kept beside its results.

Everything that reads a finished run reads this snapshot, never the label log, which goes on.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.analysed import SUBSTANTIVE
from corpus.judgements.attach import attach
from corpus.judgements.log import JudgementLog
from corpus.judgements.standing import last_verdicts, reviewed_labels
from corpus.records import Document, Judgement, Passage, ReviewedLabel, ReviewedLabels, Source, Tag
from corpus.store import Store
from pipelines.finished.result_files import REVIEWED
from pipelines.models.unseen_chances import Probabilities, unseen_by_passage
from pipelines.problems import UserProblem
from pipelines.workspace import Workspace
from report.tables import Column, csv_text, names

REVIEWED_COLUMNS = (
    Column("passage_id", "De passage; zie passages.parquet."),
    Column("concept", "Rode draad (R) of instrument (I)."),
    Column("staat", "bevestigd, afgewezen of niet bekeken (verdeeld of alleen twijfel)."),
    Column("aanwezig", "Aantal mensen volgens wie het label er staat."),
    Column("afwezig", "Aantal mensen volgens wie het er niet staat."),
    Column("twijfel", "Aantal mensen dat twijfelt."),
    Column("blind_aanwezig", "Van aanwezig: wie niet zag wat het model ervan maakte."),
    Column("blind_afwezig", "Van afwezig: wie niet zag wat het model ervan maakte."),
    Column("blind_twijfel", "Van twijfel: wie niet zag wat het model ervan maakte."),
    Column(
        "kans", "Kans volgens een model dat niet van het oordeel leerde; leeg zonder zo'n kans."
    ),
)

TagsOf = Callable[[Sequence[str]], Mapping[str, Tag]]
"""The tags of the passages with these ids, as far as there are any."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The judged labels of the passages of now, and what came of the judgements.

    `judgements` counts the verdicts that stand (the last of each person), `passages` and `people`
    those they are of; `lost` counts verdicts whose passage is no longer there, `unreadable` lines
    of the log that are no judgement.
    """

    labels: ReviewedLabels = field(default_factory=dict)
    judgements: int = 0
    passages: int = 0
    people: int = 0
    lost: int = 0
    unreadable: int = 0

    @property
    def record(self) -> dict[str, int]:
        """The counts as the record of a run tells them."""
        return {
            "oordelen": self.judgements,
            "passages": self.passages,
            "mensen": self.people,
            "verloren": self.lost,
            "onleesbare_regels": self.unreadable,
        }


NOTHING_REVIEWED = Reviewed()


def reviewed_of_run(
    workspace: Workspace,
    store: Store,
    sources: Sequence[Source],
    documents: Mapping[str, Document],
    tagger_id: str,
    concepts: Collection[str],
    unseen: Probabilities,
) -> Reviewed:
    """Bring the label log of a workspace together, also what colleagues put in its folder, and
    settle it for the passages of now."""
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        unreadable = log.merge().unreadable_lines
        judgements = log.everything()
    return reviewed_now(
        judgements,
        sources,
        documents,
        lambda ids: store.tags(ids, tagger_id),
        concepts,
        unseen=unseen,
        unreadable=unreadable,
    )


def reviewed_now(
    judgements: Iterable[Judgement],
    sources: Sequence[Source],
    documents: Mapping[str, Document],
    tags_of: TagsOf,
    concepts: Collection[str],
    *,
    unseen: Probabilities,
    unreadable: int = 0,
) -> Reviewed:
    """Settle judgements for the passages that these documents have now.

    `tags_of` gives the tags of the model in use. Where that model learnt from a passage, `unseen`
    has what is said of that text by what had not seen it: see pipelines.models.unseen_chances.
    """
    passages = dict(_passages(sources, documents))
    attached = attach(judgements, passages.values(), concepts)
    standing = last_verdicts(attached.judgements)
    judged = sorted({passage_id for passage_id, _, _ in standing})
    # A blind verdict that was taken back with a proposal is measured still.
    spoken = sorted({one.passage_id for one in attached.judgements})
    texts = {passage_id: passage.text for passage_id, (_, passage) in passages.items()}
    chances = {passage_id: tag.probabilities for passage_id, tag in tags_of(spoken).items()}
    chances |= unseen_by_passage(attached.judgements, texts, unseen)
    return Reviewed(
        labels=reviewed_labels(attached.judgements, concepts, chances),
        judgements=len(standing),
        passages=len(judged),
        people=len({reviewer for _, _, reviewer in standing}),
        lost=len(last_verdicts(one.judgement for one in attached.lost)),
        unreadable=unreadable,
    )


def _passages(
    sources: Sequence[Source], documents: Mapping[str, Document]
) -> Iterator[tuple[str, tuple[str, Passage]]]:
    """Passages that can have labels, with the name of their file, by passage_id."""
    for source in sorted(sources, key=lambda source: source.name):
        for passage in documents[source.document_id].passages:
            if passage.kind in SUBSTANTIVE:
                yield passage.passage_id, (source.name, passage)


def reviewed_csv(labels: ReviewedLabels) -> str:
    """The snapshot as CSV text, sorted: the same labels give the same text, whoever judged."""
    rows = [
        _row(passage_id, concept, found)
        for passage_id, judged in sorted(labels.items())
        for concept, found in sorted(judged.items())
    ]
    return csv_text(names(REVIEWED_COLUMNS), rows)


def _row(passage_id: str, concept: str, found: ReviewedLabel) -> dict[str, str]:
    return {
        "passage_id": passage_id,
        "concept": concept,
        "staat": found.review,
        "aanwezig": str(found.present),
        "afwezig": str(found.absent),
        "twijfel": str(found.doubt),
        "blind_aanwezig": str(found.blind_present),
        "blind_afwezig": str(found.blind_absent),
        "blind_twijfel": str(found.blind_doubt),
        "kans": "" if found.probability is None else repr(found.probability),
    }


def read_reviewed(folder: Path) -> ReviewedLabels:
    """The judged labels that a run counted; none where it was made before there were any.

    Raises UserProblem for a file that is not as a run writes it.
    """
    path = folder / REVIEWED
    if not path.is_file():
        return {}
    found: dict[str, dict[str, ReviewedLabel]] = {}
    try:
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"))):
            found.setdefault(row["passage_id"], {})[row["concept"]] = _label(row)
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise UserProblem(
            f"{path} is niet zoals de run het schreef; controleer de run met: "
            f"rodedraden verify {folder}."
        ) from error
    return found


def _label(row: Mapping[str, str]) -> ReviewedLabel:
    return ReviewedLabel(
        present=int(row["aanwezig"]),
        absent=int(row["afwezig"]),
        doubt=int(row["twijfel"]),
        blind_present=int(row["blind_aanwezig"]),
        blind_absent=int(row["blind_afwezig"]),
        blind_doubt=int(row["blind_twijfel"]),
        probability=float(row["kans"]) if row["kans"] else None,
    )
