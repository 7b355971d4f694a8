"""The page of a session that a person gives to a therapist, left where it can be found again."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path

from mckenzie_tui.reports.kinds import Kind, file_name, report
from mckenzie_tui.session import Session
from mckenzie_tui.writing import write_atomically

FOLDER = "reports"
"""The folder beside the sessions that is used where no other one is known."""


def leave_page(session: Session, folder: Path) -> Path:
    """Write the page of a session into a folder, and give its file.

    No file is written over: where one of that name holds something else, the page gets a number. The same page is not
    written twice.

    Raises:
        NotWrittenError: it could not be written.
    """
    data = report([session], Kind.HTML)
    for number in count(1):
        path = folder / file_name(session, Kind.HTML, number)
        if _is_free(path):
            write_atomically(path, data)
            return path
        if _holds(path, data):
            return path
    raise AssertionError("numbers do not end")


def _is_free(path: Path) -> bool:
    """Whether nothing has this name; a folder that cannot be looked into says so when it is written into."""
    try:
        return not path.exists() and not path.is_symlink()
    except OSError:
        return True


def _holds(path: Path, data: bytes) -> bool:
    with suppress(OSError):
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    return False
