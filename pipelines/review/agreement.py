"""Agreement in a workspace: the label log of now, laid on the passages of the last run."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from classify.agreement import (
    People,
    Unit,
    Verdicts,
    agreement_of_all,
    agreement_of_two,
    agreement_on_sets,
    consensus,
    verdicts_by_rater,
)
from classify.label_confusion import against_model, confused_pairs, disputed_passages
from corpus import registry
from corpus.analysed import Analysis
from corpus.judgements.attach import attach
from corpus.judgements.log import JudgementLog
from corpus.judgements.notes import as_written
from corpus.judgements.standing import last_blind_verdicts, last_verdicts
from corpus.records import Deal, Judgement, Seen, Verdict
from pipelines.finished.past_run import analysis_of, last_run_of, sources_of
from pipelines.finished.run_folder import read_record
from pipelines.models.unseen_chances import Probabilities, unseen_by_passage, unseen_probabilities
from pipelines.problems import ExitCode, UserProblem
from pipelines.workspace import Workspace
from report.agreement_report import (
    AMONG_PEOPLE,
    MODEL,
    MOST,
    WITH_MODEL,
    AgreementReport,
    Confusion,
    Counts,
    PairRow,
    Place,
    View,
)
from search.citation import citation
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy

__all__ = ["AgreementReport", "agreement_in", "agreement_of"]

_KEPT_VERSIONS = ("taxonomie", "tagger", "extractor")


def agreement_of(workspace: Workspace) -> AgreementReport:
    """How far people, and the model of the last run, agree in a workspace.

    What colleagues put in the folder of judgements is taken in first. Raises UserProblem when there
    is no run, when it was made with another taxonomy, or when nothing was judged.
    """
    folder = last_run_of(workspace)
    record, taxonomy = read_record(folder), shipped_taxonomy()
    if record["taxonomie"] != taxonomy.version:
        raise UserProblem(
            f"De laatste run van {workspace.folder} is met een andere taxonomie gemaakt; draai "
            f"eerst: rodedraden run --workspace {workspace.folder}."
        )
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        unreadable = log.merge().unreadable_lines
        judgements = log.everything()
    if not judgements:
        raise UserProblem(
            f"In {workspace.folder} is nog geen enkel oordeel gegeven; kijk eerst passages na met: "
            f"rodedraden serve --workspace {workspace.folder}.",
            ExitCode.NIETS_BRUIKBAAR,
        )
    with workspace.store() as store:
        analysis = analysis_of(record, sources_of(record, folder, workspace), store)
    return agreement_in(
        analysis,
        judgements,
        taxonomy,
        registry.deal_by_id(),
        unseen_probabilities(workspace.models_folder, workspace.settings().embedder),
        {name: record[name] for name in _KEPT_VERSIONS},
        unreadable=unreadable,
    )


def agreement_in(
    analysis: Analysis,
    judgements: Iterable[Judgement],
    taxonomy: Taxonomy,
    deals: Mapping[str, Deal],
    unseen: Probabilities,
    versions: Mapping[str, str],
    *,
    unreadable: int = 0,
) -> AgreementReport:
    """The same of a run that is open already.

    `unseen` has what is said of a text that the model learnt from by what had not seen it
    (pipelines.models.unseen_chances); the model is measured by that, elsewhere by its tags.
    """
    concepts = taxonomy.concept_ids
    held = analysis.judgeable
    attached = attach(judgements, held, concepts)
    last = last_verdicts(attached.judgements)
    said_blind = last_blind_verdicts(attached.judgements, concepts)
    # What the log writes for itself in a note goes no further than here.
    last = {place: as_written(one) for place, one in last.items()}
    standing, blindly = tuple(last.values()), tuple(said_blind.values())
    # Whoever judged a label blind and then saw it is no second reader with a proposal.
    with_proposal = [one for place, one in last.items() if place not in said_blind]
    judged = {one.passage_id for one in (*standing, *blindly)}
    places = _places(analysis, judged, deals)
    documents = {key: place.document_id for key, place in places.items()}
    texts = {passage.passage_id: passage.text for _, passage in held}
    earlier = unseen_by_passage(attached.judgements, texts, unseen)
    chances, relearnt = _chances(analysis, judged, earlier)
    model = {unit: chance >= analysis.thresholds[unit[1]] for unit, chance in chances.items()}
    people = {
        Seen.BLIND: verdicts_by_rater(blindly, Seen.BLIND),
        Seen.MET_VOORSTEL: verdicts_by_rater(with_proposal, Seen.MET_VOORSTEL),
    }
    facets = {facet.title.nl: facet.concept_ids for facet in taxonomy.facets}
    blind, assisted = (
        _view(seen, people[seen], model, documents, facets)
        for seen in (Seen.BLIND, Seen.MET_VOORSTEL)
    )
    agreed = consensus(people[Seen.BLIND])
    return AgreementReport(
        facets=facets,
        names={concept.id: concept.short for concept in taxonomy.concepts},
        blind=blind,
        assisted=assisted,
        disputed=disputed_passages(standing, concepts),
        against=against_model(agreed, model, chances),
        confusions=tuple(
            _confusions(taxonomy, _everyone(standing), AMONG_PEOPLE)
            + _confusions(taxonomy, {MOST: agreed, MODEL: model}, WITH_MODEL)
        ),
        places=places,
        counts=Counts(
            judgements=len(standing),
            people=len({one.reviewer for one in standing}),
            passages=len(judged),
            doubts=sum(one.verdict is Verdict.TWIJFEL for one in standing),
            mixed=_mixed(people[Seen.BLIND], people[Seen.MET_VOORSTEL]),
            unseen=sum(unit in relearnt for view in people.values() for unit in _units(view)),
            lost=len(last_verdicts(one.judgement for one in attached.lost)),
            unreadable=unreadable,
        ),
        versions=versions,
    )


def _places(analysis: Analysis, judged: set[str], deals: Mapping[str, Deal]) -> dict[str, Place]:
    return {
        one.passage.passage_id: Place(
            one.passage.passage_id,
            one.passage.document_id,
            one.source.name,
            one.source.path,
            one.passage.pages[0] if one.passage.pages else 0,
            one.passage.text,
            citation(one.passage, one.source, deals.get(one.deal)),
        )
        for one in analysis.passages
        if one.passage.passage_id in judged
    }


def _chances(
    analysis: Analysis, judged: set[str], earlier: Probabilities
) -> tuple[dict[Unit, float], set[Unit]]:
    """Probabilities of the model for judged passages, and for which `earlier` ones speak."""
    found: dict[Unit, float] = {}
    relearnt: set[Unit] = set()
    for one in analysis.passages:
        key = one.passage.passage_id
        if key not in judged or one.tag is None:
            continue
        chances = earlier.get(key, one.tag.probabilities)
        found |= {(key, concept): chance for concept, chance in chances.items()}
        if key in earlier:
            relearnt |= {(key, concept) for concept in chances}
    return found, relearnt


def _view(
    seen: Seen,
    people: People,
    model: Verdicts,
    documents: Mapping[str, str],
    facets: Mapping[str, Sequence[str]],
) -> View:
    concepts = [concept for own in facets.values() for concept in own]
    raters = {MOST: consensus(people), **people} if len(people) > 1 else dict(people)
    split = {name: _by_concept(verdicts, concepts) for name, verdicts in raters.items()}
    of_model = _by_concept(model, concepts)
    return View(
        seen=seen,
        people=tuple(people),
        scopes={title: agreement_of_all(people, documents, own) for title, own in facets.items()},
        sets={title: agreement_on_sets(people, documents, own) for title, own in facets.items()},
        concepts={
            one: agreement_of_all({name: split[name][one] for name in people}, documents, [one])
            for one in concepts
        },
        pairs=tuple(
            _pair(first, second, split[first], split[second], documents)
            for first, second in combinations(people, 2)
        ),
        model=tuple(_pair(name, MODEL, split[name], of_model, documents) for name in raters),
    )


def _by_concept(verdicts: Verdicts, concepts: Sequence[str]) -> dict[str, dict[Unit, bool]]:
    """The verdicts on each concept, so that nobody has to look for them among all others."""
    found: dict[str, dict[Unit, bool]] = {concept: {} for concept in concepts}
    for unit, present in verdicts.items():
        found[unit[1]][unit] = present
    return found


def _pair(
    first: str,
    second: str,
    one: Mapping[str, Verdicts],
    other: Mapping[str, Verdicts],
    documents: Mapping[str, str],
) -> PairRow:
    each = {
        concept: agreement_of_two(one[concept], other[concept], documents, [concept])
        for concept in one
    }
    together = agreement_of_two(_joined(one), _joined(other), documents, list(one))
    return PairRow(first, second, together, each)


def _joined(verdicts: Mapping[str, Verdicts]) -> dict[Unit, bool]:
    return {unit: present for own in verdicts.values() for unit, present in own.items()}


def _everyone(standing: Iterable[Judgement]) -> dict[str, dict[Unit, bool]]:
    """Verdicts of each person, however the passage was seen."""
    given = list(standing)
    found: dict[str, dict[Unit, bool]] = {}
    for seen in Seen:
        for name, verdicts in verdicts_by_rater(given, seen).items():
            found.setdefault(name, {}).update(verdicts)
    return dict(sorted(found.items()))


def _confusions(taxonomy: Taxonomy, raters: People, among: str) -> list[Confusion]:
    """Confused concepts of one facet: a rode draad never stands in the place of an instrument."""
    apart = {concept.id: dict(concept.distinguish) for concept in taxonomy.concepts}
    found = [
        Confusion(pair, among, _told_apart(apart, pair.first, pair.second))
        for facet in taxonomy.facets
        for pair in confused_pairs(raters, facet.concept_ids)
    ]
    return sorted(found, key=lambda one: -len(one.pair.passages))


def _told_apart(apart: Mapping[str, Mapping[str, str]], first: str, second: str) -> tuple[str, ...]:
    told = (apart[first].get(second, ""), apart[second].get(first, ""))
    return tuple(dict.fromkeys(filter(None, told)))


def _mixed(blind: People, assisted: People) -> int:
    """Passages of which one person judged a label blind and another the same with a proposal."""
    return len(
        {
            passage
            for name, verdicts in blind.items()
            for other, seen in assisted.items()
            if name != other
            for passage, _ in verdicts.keys() & seen.keys()
        }
    )


def _units(people: People) -> set[Unit]:
    return {unit for verdicts in people.values() for unit in verdicts}
