"""The errors a person may see: each one plain sentence, with file, line and key where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mckenzie_tui.letters import printable

PACKAGE = Path(__file__).parent.name
MOST_TOLD = 100
"""Problems of one flow that are told; somebody who mends these sees the others after that."""


class McKenzieError(Exception):
    """Something went wrong that the person can be told about in one sentence."""


class UsageError(McKenzieError):
    """What was asked for on the command line does not fit."""


class StorageError(McKenzieError):
    """A session could not be read from the disk or written to it."""


class DamagedSessionError(StorageError):
    """A session file is cut, changed or not ours; it must never be read as if it were whole."""


class NewerSessionError(StorageError):
    """A session file is whole, but a newer program wrote it, and in a way that this one does not know."""


class CannotGoOnError(StorageError):
    """A session is whole, but cannot be taken up again; it is kept."""


class NotWrittenError(StorageError):
    """A file could not be written; it holds what it held before, or all that was to be written, and never a part."""


class AlreadyThereError(StorageError):
    """A file is there already, and must not be written over."""


class SessionInUseError(StorageError):
    """Another program has this session open; two of them would spoil it."""


NOT_HERE = "That cannot be done here."
"""Said to a person whose key or answer does not fit where the walk stands."""


class NotAllowedError(McKenzieError):
    """An answer was given that does not fit where the walk stands."""

    def __init__(self, answer: str, place: str, allowed: Sequence[str]) -> None:
        """Name the answer, the place and what would have been allowed there."""
        self.answer = answer
        self.place = place
        self.allowed = tuple(allowed)
        listed = ", ".join(self.allowed) or "nothing, the walk has ended"
        super().__init__(f"'{answer}' does not fit here ({place}); allowed: {listed}")


_SIGNS = frozenset("\"'=[]")
"""Where these stand in what was meant, it is shown as it is to be written."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a flow, and where."""

    message: str
    """What is wrong, in words."""
    key: str = ""
    """The key it is about, as a path: ``steps[3].dose.reps``."""
    file: str = ""
    """The file's name or path; empty where none was read."""
    line: int | None = None
    """The line in that file, from 1; None where it cannot be told."""
    column: int | None = None
    """The column in that line, from 1."""
    meant: str = ""
    """What was probably meant, or empty."""
    text: str = ""
    """That line as it stands in the file; empty where it was not read."""
    warns: bool = False
    """Whether the flow can be used all the same: legal, but probably not wise."""
    advice: str = ""
    """Of a warning: why it matters, and what to do."""

    @property
    def sentence(self) -> str:
        """What is wrong, what was probably meant, and what to do; nothing in it steers a terminal."""
        hint = f"Did you mean {self.meant if _SIGNS & set(self.meant) else repr(self.meant)}?" if self.meant else ""
        parts = [part for part in (self.message, hint, self.advice) if part]
        return " ".join(printable(". ".join(parts).replace("?. ", "? ").replace(".. ", ". ")).splitlines())

    def __str__(self) -> str:
        """Write the problem as one line: place, key, what is wrong, what was meant; nothing in it steers a terminal."""
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        parts = [part for part in (place, self.key, self.sentence) if part]
        return " ".join(printable(": ".join(parts)).splitlines())


class FlowError(McKenzieError):
    """A flow cannot be used; holds every problem that was found, not just the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; the message has one line for each."""
        self.problems = tuple(problems)
        told = [str(problem) for problem in self.problems[:MOST_TOLD]]
        if len(self.problems) > MOST_TOLD:
            told.append(f"and {len(self.problems) - MOST_TOLD} more")
        super().__init__("\n".join(told))


def mistake_told(error: BaseException | None) -> str:
    """A mistake in the program in one sentence, with nothing of its own text, which may hold what a person said."""
    where = "outside its own code"
    at = error.__traceback__ if error is not None else None
    while at is not None:
        file = Path(at.tb_frame.f_code.co_filename)
        if PACKAGE in file.parts:
            where = f"in {file.name}, line {at.tb_lineno}"
        at = at.tb_next
    what = f"{type(error).__name__} " if error is not None else ""
    return f"mckenzie-tui had to stop: a mistake in the program ({what}{where})."
