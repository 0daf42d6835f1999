"""Why a document could not be read: each problem is one Dutch sentence with advice."""

from collections.abc import Sequence

from corpus.records import PageRecord


class DocumentProblem(ValueError):
    """A document that gives no text, with the reason, what to do, and the pages that were seen."""

    def __init__(self, message: str, pages: Sequence[PageRecord] = ()) -> None:
        super().__init__(message)
        self.pages = tuple(pages)


def not_found(name: str) -> DocumentProblem:
    """The file is not there."""
    return DocumentProblem(f"{name} staat niet op schijf; controleer de naam en de map.")


def empty_file(name: str) -> DocumentProblem:
    """The file has no bytes."""
    return DocumentProblem(f"{name} is een leeg bestand; vraag het opnieuw op bij de bron.")


def not_a_pdf(name: str) -> DocumentProblem:
    """The file is something else under the name of a PDF."""
    return DocumentProblem(f"{name} is geen pdf, al heet het misschien zo; sla het op als pdf.")


def damaged(name: str) -> DocumentProblem:
    """No reader can open the file."""
    return DocumentProblem(
        f"{name} is beschadigd en niet te openen; vraag het opnieuw op of sla het opnieuw op "
        "als pdf."
    )


def encrypted(name: str) -> DocumentProblem:
    """A password is needed."""
    return DocumentProblem(
        f"{name} is met een wachtwoord versleuteld; sla een kopie zonder wachtwoord op."
    )


def no_pages(name: str) -> DocumentProblem:
    """The file opens and has no pages."""
    return DocumentProblem(f"{name} heeft geen enkele pagina; vraag het opnieuw op bij de bron.")


def no_text(name: str, pages: Sequence[PageRecord]) -> DocumentProblem:
    """Only pictures: a scan without text layer, or empty pages."""
    return DocumentProblem(
        f"{name} heeft op geen van de {len(pages)} pagina's leesbare tekst (een scan of alleen "
        "beeld); maak het eerst doorzoekbaar met tekstherkenning (OCR).",
        pages,
    )


def only_running_lines(name: str, pages: Sequence[PageRecord]) -> DocumentProblem:
    """Nothing is left once headers, footers and page numbers are gone: a stamped scan."""
    return DocumentProblem(
        f"{name} heeft op de {len(pages)} pagina's alleen kop- en voetteksten; is de rest beeld, "
        "maak het dan eerst doorzoekbaar met tekstherkenning (OCR).",
        pages,
    )


def too_large(name: str, megabytes: int, limit: int) -> DocumentProblem:
    """More bytes than the limit."""
    return DocumentProblem(
        f"{name} is {megabytes} MB en daarmee groter dan de grens van {limit} MB; "
        "verklein de afbeeldingen of splits het document."
    )


def too_many_pages(name: str, pages: int, limit: int) -> DocumentProblem:
    """More pages than the limit."""
    return DocumentProblem(
        f"{name} heeft {pages} pagina's en de grens is {limit}; splits het document."
    )


def garbled(name: str, pages: Sequence[PageRecord]) -> DocumentProblem:
    """The fonts lack a table of letters, so that only codes come out."""
    return DocumentProblem(
        f"{name} bevat letters die niet als tekst zijn opgeslagen (onleesbare tekens); "
        "maak het doorzoekbaar met tekstherkenning (OCR).",
        pages,
    )


def too_slow(name: str, seconds: float) -> DocumentProblem:
    """The worker was stopped at its time limit."""
    return DocumentProblem(
        f"Het lezen van {name} is na {seconds:.0f} seconden afgebroken; splits het document of "
        "sla het opnieuw op als pdf."
    )


def crashed(name: str) -> DocumentProblem:
    """The worker died: out of memory, or a fault in a reader."""
    return DocumentProblem(
        f"Het lezen van {name} is vastgelopen (te veel geheugen of een fout in de pdf); "
        "sla het opnieuw op als pdf."
    )
