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
        f"{name} is met een wachtwoord versleuteld; sla een kopie zonder wachtwoord op, geef het "
        f'wachtwoord met: rodedraden extract "{name}" --password "...", of zet het in '
        "settings.toml onder [passwords]."
    )


def no_pages(name: str) -> DocumentProblem:
    """The file opens and has no pages."""
    return DocumentProblem(f"{name} heeft geen enkele pagina; vraag het opnieuw op bij de bron.")


def no_text(name: str, pages: Sequence[PageRecord], advice: str = "") -> DocumentProblem:
    """Only pictures or empty pages; `advice` tells that there is no text recognition here."""
    return DocumentProblem(
        f"{name} heeft op geen van de {len(pages)} pagina's leesbare tekst (een scan of alleen "
        f"beeld); {_by_recognition(advice)}",
        pages,
    )


def only_running_lines(name: str, pages: Sequence[PageRecord], advice: str = "") -> DocumentProblem:
    """Nothing is left once headers, footers and page numbers are gone: a stamped scan."""
    return DocumentProblem(
        f"{name} heeft op de {len(pages)} pagina's alleen kop- en voetteksten; is de rest beeld: "
        f"{_by_recognition(advice)}",
        pages,
    )


def _by_recognition(advice: str) -> str:
    if advice:
        return "lees het met tekstherkenning (OCR): rodedraden doctor zegt hoe u die installeert."
    return "ook tekstherkenning (OCR) vond er geen; controleer het origineel."


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


def garbled(name: str, pages: Sequence[PageRecord], advice: str = "") -> DocumentProblem:
    """The fonts lack a table of letters, so that only codes come out."""
    return DocumentProblem(
        f"{name} bevat letters die niet als tekst zijn opgeslagen (onleesbare tekens); "
        f"{_by_recognition(advice)}",
        pages,
    )


def too_slow(name: str, seconds: float) -> DocumentProblem:
    """The worker was stopped at its time limit."""
    return DocumentProblem(
        f"Het lezen van {name} is na {seconds:.0f} seconden afgebroken; splits het document of "
        "sla het opnieuw op als pdf."
    )


def crashed(name: str) -> DocumentProblem:
    """The worker died of a fault in a reader."""
    return DocumentProblem(
        f"Het lezen van {name} is vastgelopen op een fout in de pdf of in de pdf-lezer; sla het "
        "opnieuw op als pdf."
    )


def not_html(name: str) -> DocumentProblem:
    """The file is something else under the name of a web page."""
    return DocumentProblem(
        f"{name} is geen webpagina (html), al heet het misschien zo; bewaar de pagina opnieuw "
        "vanuit de browser of sla haar op als pdf."
    )


def not_docx(name: str) -> DocumentProblem:
    """The file is something else under the name of a Word document."""
    return DocumentProblem(
        f"{name} is geen Word-document (docx), al heet het misschien zo; sla het op als docx of "
        "als pdf."
    )


def old_word(name: str) -> DocumentProblem:
    """A Word document of before 2007."""
    return DocumentProblem(
        f"{name} is een Word-document van voor 2007 (doc); open het in een tekstverwerker en sla "
        "het op als docx of als pdf."
    )


def swollen(name: str, megabytes: int) -> DocumentProblem:
    """Packed text that unpacks to more than a document holds, or that was packed to do harm."""
    return DocumentProblem(
        f"{name} is verdacht sterk ingepakt (uitgepakt {megabytes} MB tekst); vraag een schone "
        "kopie of sla het op als pdf."
    )


def too_deep(name: str) -> DocumentProblem:
    """Elements inside elements, further than any office makes them."""
    return DocumentProblem(
        f"{name} is te diep genest om te lezen (onderdelen in onderdelen); sla het op als pdf."
    )


def no_words(name: str) -> DocumentProblem:
    """A web page or Word document without a word of text."""
    return DocumentProblem(
        f"{name} bevat geen leesbare tekst (leeg of alleen beeld); controleer of het het goede "
        "bestand is of sla het op als doorzoekbare pdf."
    )


def wrong_password(name: str) -> DocumentProblem:
    """The password that was given is that of another file."""
    return DocumentProblem(
        f"Het opgegeven wachtwoord past niet op {name}; controleer het, ook op hoofdletters."
    )


def unknown_security(name: str) -> DocumentProblem:
    """Protected by something else than a password, such as a rights server."""
    return DocumentProblem(
        f"{name} is beveiligd op een manier die alleen het eigen programma van de maker kent; "
        "vraag om een kopie zonder beveiliging."
    )


def too_much_memory(name: str, megabytes: int) -> DocumentProblem:
    """The worker came to the limit of its memory."""
    return DocumentProblem(
        f"Het lezen van {name} kost te veel geheugen (de grens is {megabytes} MB); splits het "
        "document, sla het opnieuw op als pdf, of verhoog max_memory_megabytes in settings.toml."
    )


def memory_ran_out(name: str) -> DocumentProblem:
    """The operating system killed the worker, as it does when the computer's memory is full."""
    return DocumentProblem(
        f"Het lezen van {name} is vastgelopen omdat de computer het heeft afgebroken, meestal bij "
        "een vol geheugen; sluit andere programma's of zet workers = 1 in settings.toml."
    )


def too_nested(name: str) -> DocumentProblem:
    """The parts of the file refer to one another without end, or too deep."""
    return DocumentProblem(
        f"De onderdelen van {name} verwijzen te diep of eindeloos naar elkaar; sla het opnieuw op "
        "als pdf."
    )


def program_fault(name: str) -> DocumentProblem:
    """An error of this program, not of the file."""
    return DocumentProblem(
        f"Het lezen van {name} is gestuit op een fout in dit programma; meld dit, zo mogelijk met "
        "het bestand erbij."
    )


def locked_word(name: str) -> DocumentProblem:
    """A Word document with a password, which cannot be given here."""
    return DocumentProblem(
        f"{name} is met een wachtwoord versleuteld; sla in Word een kopie zonder wachtwoord op."
    )
