"""Errors that a person can mend: one Dutch sentence, and the exit code of the command line."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code of `rodedraden` means to a script."""

    GOED = 0
    VERKEERD_GEBRUIK = 2
    DEELS_MISLUKT = 3
    NIETS_BRUIKBAAR = 4


class UserProblem(Exception):
    """Something is wrong with what was asked or given; the message says what to do."""

    def __init__(self, message: str, code: ExitCode = ExitCode.VERKEERD_GEBRUIK) -> None:
        super().__init__(message)
        self.code = code


def sentence_of(error: Exception) -> str:
    """What to tell a person of an error, in one Dutch sentence.

    The packages that raise errors of their own are imported here: `rodedraden --help` needs none.
    """
    from corpus.manifest import ManifestError
    from corpus.store import StoreError
    from extract.problems import DocumentProblem
    from taxonomy.load import TaxonomyError

    if isinstance(
        error, UserProblem | ManifestError | StoreError | TaxonomyError | DocumentProblem
    ):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} is niet te gebruiken: {error.strerror}."
    return (
        f"er ging iets onverwachts mis ({type(error).__name__}: {error}); draai hetzelfde met "
        "rodedraden --debug voor de details."
    )


def code_of(error: Exception) -> int:
    """The exit code of the command line after an error."""
    from extract.problems import DocumentProblem

    if isinstance(error, DocumentProblem):
        return ExitCode.NIETS_BRUIKBAAR
    return error.code if isinstance(error, UserProblem) else ExitCode.VERKEERD_GEBRUIK
