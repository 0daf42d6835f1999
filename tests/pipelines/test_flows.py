"""Prefect: quiet without a server, visible in one, and nothing sent out."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from surroundings import PROJECT, environment


def prefect_variables(home: Path, **more: str) -> dict[str, str]:
    """Variables of a process that has its own records of Prefect, and nothing else of Prefect."""
    inherited = environment().items()
    kept = {name: value for name, value in inherited if not name.startswith("PREFECT")}
    return {**kept, "PREFECT_HOME": str(home), **more}


def analyse(
    documents: Path, workspace: Path, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines.cli", "run", str(documents / "manifest.csv")]
    return subprocess.run(
        [*command, "-w", str(workspace)],
        capture_output=True,
        text=True,
        env=variables,
        timeout=300,
        check=False,
    )


def test_a_run_with_prefect_makes_no_noise(documents: Path, tmp_path: Path) -> None:
    done = analyse(documents, tmp_path / "w", prefect_variables(tmp_path / "thuis"))
    assert done.returncode == 3, done.stderr
    allowed = ("Lezen ", "Vectoren ", "Labels ", "Verdere labels ")
    noise = [line for line in done.stderr.splitlines() if not line.startswith(allowed)]
    assert noise == []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port), "--no-ui"],
        env=prefect_variables(
            tmp_path / "server", DO_NOT_TRACK="1", PREFECT_SERVER_ANALYTICS_ENABLED="0"
        ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}/api"
    try:
        _wait_until_healthy(url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_until_healthy(url: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/health", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.5)
    raise AssertionError("the Prefect server did not start in two minutes")


def test_a_run_shows_up_in_a_server(documents: Path, tmp_path: Path, server: str) -> None:
    variables = prefect_variables(tmp_path / "thuis", PREFECT_API_URL=server)
    done = analyse(documents, tmp_path / "werkruimte", variables)
    assert done.returncode == 3, done.stderr
    flow_runs = httpx.post(f"{server}/flow_runs/filter", json={}, timeout=30).json()
    assert [(run["name"], run["state_type"]) for run in flow_runs] == [("werkruimte", "COMPLETED")]
    tasks = httpx.post(f"{server}/task_runs/filter", json={}, timeout=30).json()
    names = [task["name"] for task in tasks]
    assert sum(name.startswith("lezen: ") for name in names) == 5
    assert any(name.startswith("labels") for name in names)


def test_the_deployment_file_points_at_a_flow_with_these_parameters() -> None:
    plan = yaml.safe_load((PROJECT / "prefect.yaml").read_text("utf-8"))
    deployment = plan["deployments"][0]
    file, _, name = deployment["entrypoint"].partition(":")
    code = (
        f"from {file.removesuffix('.py').replace('/', '.')} import {name} as flow\n"
        "import inspect; print(*inspect.signature(flow.fn).parameters)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == list(deployment["parameters"])
    assert deployment["schedules"][0]["cron"]
