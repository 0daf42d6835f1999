"""The whole way of a reviewer, in a real Chromium and with the real commands: fifty passages by
keyboard, a page closed in the middle, Excel out and in, agreement, learning, and another matrix."""

import re
import shutil
from dataclasses import replace
from functools import partial
from urllib.parse import urljoin

import hostile
import openpyxl
import pytest

from classify.signals import WordingReader
from classify.train import fit_tagger, fit_wording
from corpus.judgements.log import JudgementLog
from corpus.records import Review
from corpus.sample.draw import draw_samples
from corpus.sample.markdown import expected_labels, read_sample
from pipelines.cli import main
from pipelines.commands.serve import desk_of
from pipelines.finding.searching import open_search
from pipelines.finished.run_folder import latest_run
from pipelines.learning import training
from pipelines.models.embedders import open_embedder
from pipelines.models.tagger import SAMPLES, training_passages
from pipelines.page_pictures import PagePictures
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import add_sources, workspace_at
from taxonomy.load import shipped_taxonomy
from web.reading_room import ReadingRoom
from web.safety import rules_for

reviewing = pytest.importorskip("test_review_browser", reason="no Chromium or no playwright here")
browser, entered, here, is_blind = (
    reviewing.browser, reviewing.entered, reviewing.here, reviewing.is_blind
)  # fmt: skip

ONE, TWO = "lezer-1", "lezer-2"
PASSAGES, CLOSED_AFTER = 50, 23
CHOSEN = (
    "eemsdelta-convenant-2025",
    "foodvalley-convenant-2019",
    "het-hogeland-convenant-2024",
    "noord-limburg-convenant-2020",
    "noord-limburg-voortgangsrapportage-2022",
    "rotterdam-zuid-convenant-2018",
)
SHIPPED = 300


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Six documents of the sample corpus, analysed and not yet judged."""
    folder = tmp_path_factory.mktemp("journey")
    texts, drawn = folder / "teksten", folder / "documenten"
    texts.mkdir()
    for name in CHOSEN:
        shutil.copy(SAMPLES / f"{name}.md", texts)
    draw_samples(texts, drawn)
    opened = workspace_at(folder / "werkruimte")
    add_sources(opened, drawn / "manifest.csv")
    analyse(opened, Directly(), Silent(), workers=1)
    return opened


@pytest.fixture(scope="module")
def truth():
    """Labels of a passage as its writer meant them, by the words that it holds."""
    known = [
        (plain(text), labels)
        for name in CHOSEN
        for text, labels in expected_labels(read_sample(SAMPLES / f"{name}.md"))
    ]

    def labels_of(text):
        words = plain(text)
        return frozenset().union(
            *(labels for told, labels in known if told in words or words in told)
        )

    return labels_of


def plain(text):
    return re.sub(r"\W+", "", text).lower()


@pytest.fixture(scope="module")
def little():
    """What ships, made small: learning from all of it takes minutes."""
    every = [one for one in training_passages() if not one.is_clause]
    some = [
        replace(one, group=f"shipped {row % 7}")
        for row, one in enumerate(every[:: len(every) // SHIPPED])
    ]
    embedder, reader = open_embedder(), WordingReader(shipped_taxonomy())
    wording = fit_wording(reader, some)
    vectors = embedder.encode_passages([one.text for one in some])
    model = fit_tagger(reader, wording, some, vectors, embedder.embedder_id, "little")
    return training.Shipped(some, "little", wording, model)


def answered(page, labels):
    """Answer the question that is open as somebody who reads well, with keys only."""
    if is_blind(page):
        for concept in sorted(labels):
            code = page.locator(f".ask[data-concept='{concept}']").get_attribute("data-code")
            page.keyboard.press(code[0])
            page.keyboard.press(code[1])
        return
    asked = page.locator(".ask[data-digit]")
    for place in range(asked.count()):
        ask = asked.nth(place)
        digit, concept = ask.get_attribute("data-digit"), ask.get_attribute("data-concept")
        for _ in range(1 if concept in labels else 2):
            page.keyboard.press(digit)
    if not asked.count():
        code = page.locator("#lijst .ask").first.get_attribute("data-code")
        for _ in range(2):
            page.keyboard.press(code[0])
            page.keyboard.press(code[1])


def command(capsys, *arguments):
    """Run a command as a person would; its exit code and what it said."""
    code = 0
    try:
        main([str(one) for one in arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, capsys.readouterr().out


def run_again(workspace, capsys):
    code, said = command(capsys, "run", "--workspace", workspace.folder, "--no-prefect")
    assert code == 0, said
    return latest_run(workspace), said


def test_from_the_first_question_to_another_matrix(
    browser, workspace, truth, little, capsys, monkeypatch, tmp_path
):
    first = latest_run(workspace)
    search_room = open_search(workspace)
    desk = desk_of(workspace)
    reading = ReadingRoom(partial(open_search, workspace), lambda: str(first), desk.open_room)
    pictures = PagePictures(workspace.settings())
    texts = {key: one.passage.text for key, one in reading.holdings.passages.items()}

    with hostile.serving(reading, pictures, desk, rules_for("127.0.0.1")) as base:
        page = reviewing.sat_down(browser, base, ONE)
        done = []
        while len(done) < CLOSED_AFTER:
            done.append((here(page), is_blind(page)))
            answered(page, truth(texts[here(page)]))
            entered(page)
        half = here(page)
        context = page.context
        page.close()

        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(urljoin(base, "/nakijken"))
        page.wait_for_selector("#oordeel")
        assert here(page) == half
        while len(done) < PASSAGES:
            done.append((here(page), is_blind(page)))
            answered(page, truth(texts[here(page)]))
            entered(page)
        assert len({key for key, _ in done}) == PASSAGES
        assert sum(blind for _, blind in done) == PASSAGES // 5
        assert all(reading.holdings.review.is_done(key, ONE) for key, _ in done)
        page.goto(urljoin(base, "/nakijken/voortgang"))
        assert f"{PASSAGES} passages" in " ".join(page.inner_text(".figures").split())
        context.close()
    reading.close()

    book = tmp_path / "nakijken.xlsx"
    given = ("--workspace", workspace.folder)
    code, said = command(capsys, "review", "export", book, *given, "--reviewer", TWO, "--count", 40)
    assert (code, book.is_file()) == (0, True), said
    filled_in(book, truth)
    code, said = command(capsys, "review", "import", book, *given)
    assert code == 0, said
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.merge()
        every = log.everything()
    assert {one.reviewer for one in every} == {ONE, TWO}
    assert command(capsys, "review", "import", book, *given)[0] == 0
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        assert len(log.everything()) == len(every)

    code, said = command(capsys, "agreement", *given)
    assert code == 0
    assert ONE in said
    assert TWO in said

    second, said = run_again(workspace, capsys)
    assert second != first
    assert "oordelen van 2 beoordelaars" in said
    _, told = command(capsys, "diff", first.name, second.name, *given)
    assert "oordeel van een mens" in told
    assert "model veranderd" not in told

    monkeypatch.setattr(training, "shipped_for", lambda *_: little)
    code, said = command(capsys, "train", *given, "--toch")
    assert code == 0, said
    third, _ = run_again(workspace, capsys)
    _, told = command(capsys, "diff", second.name, third.name, *given)
    assert "model veranderd" in told
    code, said = command(capsys, "verify", *given)
    assert code == 0, said

    after = open_search(workspace).analysis.passages
    judged = [one for one in after if one.reviewed]
    assert {one.passage.passage_id for one in judged} >= {key for key, _ in done}
    for one in judged:
        for concept, label in one.reviewed.items():
            if label.review is not Review.NIET_BEKEKEN:
                assert (concept in one.labels) == (label.review is Review.BEVESTIGD)
    assert search_room.analysis.passages != after


def filled_in(path, truth):
    """Fill in every question of a workbook, as somebody who reads well would."""
    from report.review_workbook import DOUBT, NO, QUESTIONS, WHOLE, YES

    book = openpyxl.load_workbook(path)
    sheet = book[QUESTIONS]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    concepts = {
        name.split()[0]: column
        for name, column in columns.items()
        if name.split()[0] in shipped_taxonomy().concept_ids
    }
    assert len(concepts) == len(shipped_taxonomy().concept_ids)
    for row in range(2, sheet.max_row + 1):
        labels = truth(str(sheet.cell(row, columns["tekst"]).value))
        for concept, column in concepts.items():
            if concept in labels:
                sheet.cell(row, column).value = YES
        sheet.cell(row, columns[WHOLE]).value = YES
    sheet.cell(2, concepts["I6"]).value = DOUBT
    sheet.cell(3, concepts["R15"]).value = NO
    book.save(path)
