"""The same run as a Prefect flow: each document a task, each step a task.

Without PREFECT_API_URL Prefect keeps its records in the workspace and starts no lasting server;
with it, runs show up in that server. Prefect's usage statistics are off: nothing leaves the
machine.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import ParamSpec, TypeVar


def _keep_prefect_quiet() -> None:
    """Prefect reads its settings when it is imported, so this comes first."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    os.environ["PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY"] = "false"
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")


_keep_prefect_quiet()

from prefect import flow, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from corpus.records import Document  # noqa: E402
from pipelines.finished.outcome import RunResult  # noqa: E402
from pipelines.progress import Lines, Reporter  # noqa: E402
from pipelines.running.run import analyse  # noqa: E402
from pipelines.running.workers import ExtractionJob, WorkerPool  # noqa: E402
from pipelines.workspace import Workspace, add_sources, workspace_at  # noqa: E402

P = ParamSpec("P")
T = TypeVar("T")


class WithPrefect:
    """Carries out the steps of a run as Prefect tasks.

    The tasks close over what they work on: Prefect would otherwise walk through, copy and hash
    every passage that is handed to it.
    """

    def extract(self, pool: WorkerPool, jobs: Sequence[ExtractionJob]) -> Iterator[Document]:
        """One mapped task a document; the workers do as many at a time as they are."""

        @task(
            name="document lezen",
            task_run_name="lezen: {name}",
            retries=1,
            persist_result=False,
            cache_policy=NO_CACHE,
        )
        def read(name: str, place: int) -> Document:
            return pool.start(jobs[place])()

        waiting = read.map([job.path.name for job in jobs], list(range(len(jobs))))
        return (future.result() for future in waiting)

    def step(self, name: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One task a step."""

        @task(name=name, persist_result=False, cache_policy=NO_CACHE)
        def carry_out() -> T:
            return function(*args, **kwargs)

        return carry_out()


def analyse_with_prefect(
    workspace: Workspace, reporter: Reporter, *, workers: int | None = None, pooled: bool = False
) -> RunResult:
    """Run the analysis as a Prefect flow over what the workspace holds."""
    threads = 2 * (workers or workspace.settings().worker_count)

    @flow(
        name="rode-draden",
        flow_run_name=workspace.folder.absolute().name,
        task_runner=ThreadPoolTaskRunner(max_workers=threads),  # type: ignore[arg-type]
        persist_result=False,
        validate_parameters=False,
    )
    def rode_draden() -> RunResult:
        return analyse(workspace, WithPrefect(), reporter, workers=workers, pooled=pooled)

    with _own_records(workspace):
        return rode_draden()


def _own_records(workspace: Workspace):  # type: ignore[no-untyped-def]  # either context manager
    """Where no server is set, Prefect's records stay in the workspace."""
    if PREFECT_API_URL.value():
        return nullcontext()
    return temporary_settings({PREFECT_HOME: (workspace.folder / ".prefect").absolute()})


@flow(name="rode-draden-map", persist_result=False)
def analyse_folder(sources: str, workspace: str) -> str:
    """Add a folder or manifest to a workspace and analyse it: the flow of the deployment file.

    Returns the folder of the run.
    """
    opened = workspace_at(Path(workspace))
    add_sources(opened, Path(sources))
    return str(analyse_with_prefect(opened, Lines()).folder)
