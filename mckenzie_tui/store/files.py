"""What a file in the folder of the sessions is: its name, what can be read of it, and whether it is a log at all."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.errors import StorageError

if TYPE_CHECKING:
    from mckenzie_tui.session import Session

SESSIONS = "sessions"
"""The folder of the logs, in the data folder."""
LARGEST_LOG = 5_000_000
"""Bytes that a log can have; a very long session has a fiftieth of it."""
_STAMP = "%Y-%m-%dT%H%M%SZ"
_LOG_NAME = re.compile(r"(\d{1,4}-\d\d-\d\dT\d{6}Z)-([a-z0-9]{1,32})\.toml")
_ID_IN_LITTER = re.compile(r"\.(?:.*-)?([a-z0-9]{1,32})\.(?:(lock)|toml\..*\.part)")
"""What a program that was killed can leave of a session: its lock, and what it was just writing."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Opened so, a pipe into which nobody writes is not waited for."""
_AS_BYTES = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Stored:
    """A session file: its session, or why it cannot be read."""

    path: Path
    session: Session | None
    damage: str = ""
    """Why it cannot be read, in a sentence without its full stop."""
    is_newer: bool = False
    """Whether it is whole, and of a newer program."""
    is_stray: bool = False
    """Whether it is no session at all: it cannot be read as one, and is not named like one, or is no file."""

    @property
    def began(self) -> datetime | None:
        """When the session began; where it cannot be read, by the name of its file. None where nothing says it."""
        return self.session.started_at if self.session is not None else began(self.path)


def names_in(folder: Path) -> list[str]:
    """The names of the session files in a folder, newest first.

    Raises:
        StorageError: the folder cannot be read.
    """
    try:
        found = os.listdir(folder)  # noqa: PTH208  (thousands of names: an object for each takes longer)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(f"{folder} cannot be read: {error.strerror}") from error
    return sorted((name for name in found if name.endswith(".toml") and not name.startswith(".")), reverse=True)


def name_of(session: Session) -> str:
    """The name of a session's file: sorted by name, the files are sorted by time."""
    return f"{session.started_at.astimezone(UTC).strftime(_STAMP)}-{session.id}.toml"


def lowest_name(began: datetime) -> str:
    """A name before those of all sessions that began at this time or later."""
    return began.astimezone(UTC).strftime(_STAMP)


def is_named_as_log(name: str) -> bool:
    """Whether this is how the file of a session is named."""
    return _LOG_NAME.fullmatch(name) is not None


def is_log(path: Path) -> bool:
    """Whether a file is named as a session log is, and no folder or pipe."""
    named = is_named_as_log(path.name)
    try:
        return named and path.is_file()
    except OSError:
        return named  # nobody can tell; what cannot be looked at may be a log


def began(path: Path) -> datetime | None:
    """When a session began, by the name of its file, in UTC; None where the name does not say."""
    named = _LOG_NAME.fullmatch(path.name)
    with suppress(ValueError):
        return datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC) if named else None
    return None


def beginning(path: Path | str, count: int) -> bytes:
    """The first bytes of a file, whatever its size; what is no file, such as a pipe, is not read."""
    handle = os.open(path, os.O_RDONLY | _AT_ONCE | _AS_BYTES)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("it is no file")
        stream = os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise
    with stream:
        return stream.read(count)


def id_in_litter(path: Path) -> str:
    """The session of which a killed program left this; empty for any other file."""
    found = _ID_IN_LITTER.fullmatch(path.name)
    return found[1] if found else ""


def is_lock(path: Path) -> bool:
    """Whether a file is there only to keep other programs from a session."""
    found = _ID_IN_LITTER.fullmatch(path.name)
    return found is not None and found[2] is not None


def id_in(path: Path) -> str:
    """The session id in a file name."""
    return path.stem.rpartition("-")[2]
