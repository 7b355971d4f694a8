"""The errors a person may see: each one plain sentence, with file, line and key where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class McKenzieError(Exception):
    """Something went wrong that the person can be told about in one sentence."""


class UsageError(McKenzieError):
    """What was asked for on the command line does not fit."""


class StorageError(McKenzieError):
    """A session could not be read from the disk or written to it."""


class DamagedSessionError(StorageError):
    """A session file is cut, changed or not ours; it must never be read as if it were whole."""


class NotWrittenError(StorageError):
    """A file could not be written; it holds what it held before, or all that was to be written, and never a part."""


class SessionInUseError(StorageError):
    """Another program has this session open; two of them would spoil it."""


class NotAllowedError(McKenzieError):
    """An answer was given that does not fit where the walk stands."""

    def __init__(self, answer: str, place: str, allowed: Sequence[str]) -> None:
        """Name the answer, the place and what would have been allowed there."""
        self.answer = answer
        self.place = place
        self.allowed = tuple(allowed)
        listed = ", ".join(self.allowed) or "nothing, the walk has ended"
        super().__init__(f"'{answer}' does not fit here ({place}); allowed: {listed}")


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

    def __str__(self) -> str:
        """Write the problem as one line: place, key, what is wrong, what was meant."""
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        parts = [part for part in (place, self.key, self.message) if part]
        hint = f". Did you mean '{self.meant}'?" if self.meant else ""
        return ": ".join(parts) + hint


class FlowError(McKenzieError):
    """A flow cannot be used; holds every problem that was found, not just the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; the message has one line for each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
