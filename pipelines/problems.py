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
