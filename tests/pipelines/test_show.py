"""What the terminal shows of a matrix."""

import pytest

from pipelines.commands.show import show_matrix
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
