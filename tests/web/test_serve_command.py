"""The command `serve`: it binds to this machine only, unless there is a password."""

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.commands.serve import serve
from pipelines.problems import UserProblem


@pytest.fixture
def started(monkeypatch):
    """What would have been served."""
    calls = []
    monkeypatch.setattr("web.serve.serve", lambda *given: calls.append(given))
    return calls


def test_a_public_address_needs_a_password(workspace, started):
    with pytest.raises(UserProblem, match="geef een wachtwoord met --password-file"):
        serve(workspace.folder, host="0.0.0.0")
    assert not started


def test_a_short_password_is_refused(workspace, started, tmp_path):
    secret = tmp_path / "wachtwoord.txt"
    secret.write_text("kort\n", "utf-8")
    with pytest.raises(UserProblem, match="minder dan 12 tekens"):
        serve(workspace.folder, host="0.0.0.0", password_file=secret)
    assert not started


def test_with_a_password_others_may_come_in_by_the_names_that_were_given(
    workspace, started, tmp_path
):
    secret = tmp_path / "wachtwoord.txt"
    secret.write_text("een lang wachtwoord\n", "utf-8")
    arguments = ["serve", "-w", str(workspace.folder), "--host", "0.0.0.0", "--name", "Beleid-PC"]
    result = CliRunner().invoke(app, [*arguments, "--password-file", str(secret)])
    assert result.exit_code == 0, result.output
    (given,) = started
    assert given[4].password == "een lang wachtwoord"
    assert {"beleid-pc", "0.0.0.0", "localhost"} <= given[4].hosts


def test_a_folder_that_is_no_workspace_gives_one_sentence(tmp_path, started):
    with pytest.raises(UserProblem, match="is geen werkruimte"):
        serve(tmp_path / "nergens")
    assert not started
