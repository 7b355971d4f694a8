"""The folder of the session logs as it can be read: what files there are, what they hold, and what a glance tells."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mckenzie_tui.errors import DamagedSessionError, NewerSessionError, StorageError
from mckenzie_tui.sealed import from_bytes, salvaged
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.store.files import LARGEST_LOG, Stored, beginning, is_log, is_named_as_log, name_of, names_in
from mckenzie_tui.store.glances import FirstLines, Glances


class LogFolder:
    """The sessions of one data folder, one TOML file each, named so that sorting by name is sorting by time."""

    def __init__(self, folder: Path) -> None:
        """Read the logs in this folder, which need not be there."""
        self.folder = folder
        self._glances = Glances()

    def path_of(self, session: Session) -> Path:
        """The file of a session."""
        return self.folder / name_of(session)

    def names(self) -> list[str]:
        """The names of the session files, newest first.

        Raises:
            StorageError: the folder cannot be read.
        """
        return names_in(self.folder)

    def paths(self) -> list[Path]:
        """The session files, newest first."""
        return [self.folder / name for name in self.names()]

    def logs(self) -> Iterator[Path]:
        """The files that are named like a session log, newest first; a folder or a pipe of such a name is none."""
        return (path for name in self.names() if is_named_as_log(name) and is_log(path := self.folder / name))

    def bytes_of(self, path: Path) -> bytes:
        """What a session file holds, and one byte too many where it is larger than any session.

        Raises:
            StorageError: it cannot be read, or is no file.
        """
        try:
            return beginning(path, LARGEST_LOG + 1)
        except OSError as error:
            raise StorageError(f"{path} cannot be read: {error.strerror or error}") from error

    def read(self, path: Path) -> Session:
        """Read one session.

        Raises:
            DamagedSessionError: it is not whole, or not ours.
            NewerSessionError: it is whole, and of a newer program.
            StorageError: it cannot be read at all.
        """
        data = self.bytes_of(path)
        try:
            if len(data) > LARGEST_LOG:
                raise DamagedSessionError("it is far larger than any session")
            return from_bytes(data)
        except (DamagedSessionError, NewerSessionError) as error:
            raise type(error)(f"{path}: {error}") from error

    def salvaged(self, path: Path) -> Session | None:
        """What can still be read of a damaged session, to be looked at only; None where nothing can."""
        try:
            return salvaged(beginning(path, LARGEST_LOG))
        except OSError:
            return None

    def sessions(self) -> Iterator[Stored]:
        """Every session file, newest first; a damaged one is told as damaged and stops nothing."""
        yield from map(self.stored, self.names())

    def stored(self, name: str) -> Stored:
        """The session file of this name; a damaged one is told as damaged."""
        path = self.folder / name
        try:
            return Stored(path, self.read(path))
        except StorageError as error:
            newer = isinstance(error, NewerSessionError)
            return Stored(path, None, str(error), newer, is_stray=not is_log(path))

    def first_lines(self, name: str) -> FirstLines | None:
        """What the first lines of a file say; None where that cannot be told without reading it."""
        return self._glances.at(f"{self.folder}{os.sep}{name}")

    def is_of_others(self, name: str, series: Series) -> bool:
        """Whether a file is proved to be no session of a series, without all of it being read."""
        first = self.first_lines(name) if is_named_as_log(name) else None
        return (
            first is not None
            and not series.holds(first.series)
            and self._glances.is_whole(f"{self.folder}{os.sep}{name}")
        )

    def may_be_of(self, name: str, series: Series) -> bool:
        """Whether a log that cannot be read, or was not, is likely to be one of a series."""
        first = self.first_lines(name)
        return series.holds(first.series) if first is not None else series == AT_HOME
