"""Write agreement as files: the tables and the page, all of them or none."""

import shutil
from pathlib import Path
from urllib.parse import quote

from pipelines.finished.export import path_from
from pipelines.problems import UserProblem
from report.agreement_page import agreement_page
from report.agreement_report import AgreementReport, Place
from report.agreement_tables import Links, confusions_csv, disputes_csv, figures_csv

PAGE = "overeenstemming.html"
FILES = ("overeenstemming.csv", "oneens.csv", "verwarring.csv", PAGE)


def write_agreement(folder: Path, report: AgreementReport) -> None:
    """Write the four files into a folder; what else is there stays.

    Raises UserProblem where the folder is a file. The same report gives the same bytes.
    """
    if folder.exists() and not folder.is_dir():
        raise UserProblem(f"{folder} is een bestand; geef een map voor de overeenstemming.")
    links = links_from(folder)
    contents = (
        figures_csv(report),
        disputes_csv(report, links),
        confusions_csv(report),
        agreement_page(report, links),
    )
    draft = folder.absolute().with_name(f".{folder.absolute().name}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        for name, text in zip(FILES, contents, strict=True):
            (draft / name).write_bytes(text.encode("utf-8"))
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (draft / name).replace(folder / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def links_from(folder: Path) -> Links:
    """Links to the documents as seen from a folder, at the page."""

    def link(place: Place) -> str:
        address = quote(path_from(place.path, folder))
        return f"{address}#page={place.page}" if place.page else address

    return link
