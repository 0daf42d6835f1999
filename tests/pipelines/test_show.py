"""What the terminal shows of a run and of a matrix."""

import json
from pathlib import Path

import pytest

from pipelines.commands.show import show_matrix, show_result
from pipelines.finished.outcome import Done, RunResult
from pipelines.finished.result_files import RECORD
from report.review_count import ReviewCount
from report.theme_matrix import ABSENT, FOUND, NO_TEXT, UNCERTAIN


def test_every_value_of_a_cell_has_a_sign_of_its_own_that_the_legend_explains(
    capsys: pytest.CaptureFixture[str],
) -> None:
    values = (FOUND, ABSENT, UNCERTAIN, NO_TEXT)
    head = "deal_id,deal,tranche,bron,R1,R2,R3,R4"
    show_matrix(f"{head}\nt1-x,Ergens,1,plan,{','.join(values)}\n")
    table, legend = " ".join(capsys.readouterr().out.split()).split("Kolommen:")
    signs = table.split(" plan ")[1].split()
    assert len(set(signs)) == len(values)
    assert all(len(sign) == 1 and f"{sign} " in legend for sign in signs)


@pytest.mark.parametrize(
    ("national", "told"),
    [
        (323, "Van 349 passages gaan er 323 over geen bepaalde deal; die zijn te vinden"),
        (1, "Van 349 passages gaat er 1 over geen bepaalde deal; die is te vinden"),
        (0, ""),
    ],
)
def test_a_run_tells_how_many_passages_stand_in_no_row(
    national: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {"passages": 349, "passages_landelijk": national}
    (tmp_path / RECORD).write_text(json.dumps({"aantallen": counts}), encoding="utf-8")
    show_result(RunResult(tmp_path, (), (), Done(), is_new=True, review=ReviewCount(0)))
    printed = capsys.readouterr().out
    assert told in printed
    assert ("geen rij van de matrix" in printed) is bool(national)
