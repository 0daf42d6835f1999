"""A workspace with sample documents and one hostile document, and the pages over it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import hostile
import pytest
from starlette.testclient import TestClient

from corpus.analysed import settled_labels
from corpus.manifest import ManifestRow, read_manifest, write_manifest
from corpus.records import Verdict
from corpus.sample.draw import draw_samples
from pipelines.commands.serve import desk_of
from pipelines.finding.searching import SearchRoom, open_search
from pipelines.models.tagger import SAMPLES
from pipelines.page_pictures import PagePictures
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import Workspace, add_sources, workspace_at
from search.facets import facet_columns
from web.holdings import CellKey, Holdings, probability
from web.reading_room import ReadingRoom
from web.review_desk import ReviewDesk
from web.safety import rules_for

CHOSEN = (
    "eemsdelta-convenant-2025",
    "foodvalley-convenant-2019",
    "het-hogeland-convenant-2024",
    "het-hogeland-monitoring-2025",
    "noord-limburg-convenant-2020",
    "noord-limburg-voortgangsrapportage-2022",
)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Six sample documents, a hostile one, one without text and one that is lost, analysed."""
    folder = tmp_path_factory.mktemp("web")
    texts, drawn = folder / "teksten", folder / "documenten"
    texts.mkdir()
    drawn.mkdir()
    for name in CHOSEN:
        shutil.copy(SAMPLES / f"{name}.md", texts)
    draw_samples(texts, drawn)
    hostile.draw_hostile(drawn / hostile.NAME)
    hostile.draw_silent(drawn / hostile.SILENT)
    manifest = drawn / "manifest.csv"
    rows = read_manifest(manifest)
    added = ManifestRow(
        path=str(drawn / hostile.NAME),
        deal="t1-zeeland",
        kind="voortgangsrapportage",
        year="2021",
        title=hostile.TITLE,
    )
    silent = ManifestRow(
        path=str(drawn / hostile.SILENT),
        deal="t1-brainport-eindhoven",
        kind="convenant",
        year="2019",
    )
    refused = ManifestRow(path=str(drawn / hostile.REFUSED), deal="t3-noord-limburg", kind="overig")
    write_manifest(manifest, [*rows, added, silent, refused])
    opened = workspace_at(folder / "werkruimte")
    add_sources(opened, manifest)
    analyse(opened, Directly(), Silent(), workers=1)
    return opened


@pytest.fixture(scope="session")
def search_room(workspace: Workspace) -> SearchRoom:
    """The workspace opened for search."""
    return open_search(workspace)


@pytest.fixture(scope="session")
def pictures(workspace: Workspace) -> PagePictures:
    """Pictures of its pages."""
    return PagePictures(workspace.settings())


@pytest.fixture(scope="session")
def desk(workspace: Workspace) -> ReviewDesk:
    """What the pages for reviewing need; nobody judges in this workspace."""
    return desk_of(workspace)


@pytest.fixture(scope="session")
def room(search_room: SearchRoom, desk: ReviewDesk) -> Iterator[ReadingRoom]:
    """What the pages read."""
    opened = ReadingRoom(lambda: search_room, lambda: "1", desk.open_room)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def holdings(room: ReadingRoom) -> Holdings:
    """What the pages look things up in."""
    return room.holdings


@pytest.fixture(scope="session")
def client(room: ReadingRoom, pictures: PagePictures, desk: ReviewDesk) -> TestClient:
    """A browser without JavaScript, on this machine."""
    return hostile.client_of(room, pictures, desk, rules_for("127.0.0.1"))


@pytest.fixture(scope="session")
def hostile_id(holdings: Holdings) -> str:
    """The document of which the text is markup."""
    return next(key for key, one in holdings.sources.items() if one.name == hostile.NAME)


@pytest.fixture(scope="session")
def addresses(holdings: Holdings, hostile_id: str) -> dict[str, str]:
    """An address of every kind of page, in every state that looks different."""
    cell = next(key for key, one in holdings.cells.items() if one.value == "1")
    uncertain = next(key for key, one in holdings.cells.items() if one.value == "onzeker")
    passage = next(key for key, one in holdings.passages.items() if one.labels)
    intervention = max(
        holdings.interventions.values(), key=lambda one: (len(one.passages), one.intervention_id)
    )
    document = holdings.passages[passage].source.document_id
    return {
        "begin": "/",
        "zoeken": "/?q=scholingscheques",
        "filters": "/?draad=R8&draad=R9&tranche=3&bereik=deal",
        "niets": "/?q=scholing&tranche=3&deal=t6-eemsdelta",
        "interventies": "/interventies",
        "interventie": f"/interventies/{intervention.intervention_id}",
        "vergelijk": "/vergelijkbaar",
        "vergelijkbaar": f"/vergelijkbaar?interventie={intervention.intervention_id}",
        "matrix": "/matrix",
        "instrumenten": "/matrix?facet=instrumenten&sorteer=I3&bron=plan",
        "cel": "/cellen/" + "/".join(cell),
        "onzekere cel": "/cellen/" + "/".join(uncertain),
        "deals": "/deals",
        "deal": f"/deals/{cell[0]}",
        "labels": "/labels",
        "label": "/labels/R8",
        "documenten": "/documenten",
        "document": f"/documenten/{document}?pagina=2",
        "kwaad": f"/documenten/{hostile_id}",
        "over": "/over",
        "eerste bezoek": "/nakijken",
        "voortgang": "/nakijken/voortgang",
        "overeenstemming": "/nakijken/overeenstemming",
        "fout": "/deze-pagina-is-er-niet",
    }


@pytest.fixture(scope="session")
def served(room: ReadingRoom, pictures: PagePictures, desk: ReviewDesk) -> Iterator[str]:
    """The pages on a port of this machine, for a real browser."""
    with hostile.serving(room, pictures, desk, rules_for("127.0.0.1")) as base:
        yield base


@pytest.fixture
def judging(
    workspace: Workspace, search_room: SearchRoom, tmp_path: Path
) -> Iterator[tuple[ReadingRoom, ReviewDesk]]:
    """Room and desk over a copy of its own, in which nothing was judged yet."""
    folder = tmp_path / "werkruimte"
    shutil.copytree(workspace.folder, folder)
    desk = desk_of(workspace_at(folder))
    opened = ReadingRoom(lambda: search_room, lambda: "1", desk.open_room)
    yield opened, desk
    opened.close()


@pytest.fixture
def judge_client(judging: tuple[ReadingRoom, ReviewDesk], pictures: PagePictures) -> TestClient:
    """A browser without JavaScript in which people judge."""
    return hostile.client_of(judging[0], pictures, judging[1], rules_for("127.0.0.1"))


@pytest.fixture
def judged_served(judging: tuple[ReadingRoom, ReviewDesk], pictures: PagePictures) -> Iterator[str]:
    """The same on a port of this machine."""
    with hostile.serving(judging[0], pictures, judging[1], rules_for("127.0.0.1")) as base:
        yield base


@dataclass(frozen=True, slots=True)
class Rejected:
    """Pages over a run that counts what people rejected: `emptied` is a cell of which the only
    label is gone, `thinned` one that kept others; `passage_id` had the label of the first."""

    room: ReadingRoom
    desk: ReviewDesk
    emptied: CellKey
    thinned: CellKey
    passage_id: str


@pytest.fixture
def rejected(
    judging: tuple[ReadingRoom, ReviewDesk], search_room: SearchRoom
) -> Iterator[Rejected]:
    """Two labels rejected and counted, without another run."""
    before, desk = judging[0].holdings, judging[1]

    def others(key: CellKey) -> float:
        """The highest chance of the passages without the label."""
        cell = before.cells[key]
        return max(probability(one, key[2]) for one in cell.row.own if one not in cell.labelled)

    ones = [key for key, cell in before.cells.items() if cell.value == "1" and cell.passages == 1]
    emptied = min(ones, key=others)
    thinned = max(before.cells, key=lambda key: before.cells[key].passages)
    for key in (emptied, thinned):
        passage = before.cells[key].labelled[0].passage
        before.review.save("lezer-1", passage.passage_id, {key[2]: Verdict.AFWEZIG})
    passages = []
    for one in search_room.analysis.passages:
        judged = before.judged(one.passage.passage_id)
        if one.tag and judged:
            given = settled_labels(one.tag, search_room.analysis.thresholds, judged)
            one = replace(one, labels=given[0], struck=given[1], reviewed=judged)
        passages.append(one)
    analysis = replace(search_room.analysis, passages=tuple(passages))
    found = tuple(one for one in passages if one.is_text)
    facets = facet_columns(found, search_room.deals, search_room.taxonomy)
    index = replace(search_room.index, passages=found, facets=facets)
    counted = replace(search_room, analysis=analysis, index=index)
    room = ReadingRoom(lambda: counted, lambda: "2", desk.open_room)
    passage_id = before.cells[emptied].labelled[0].passage.passage_id
    yield Rejected(room, desk, emptied, thinned, passage_id)
    room.close()
