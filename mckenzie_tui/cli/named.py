"""Which log is meant on the command line: one of this computer's sessions, or a file that somebody sent."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from mckenzie_tui.errors import UsageError
from mckenzie_tui.store.store import Store


def log_file(store: Store, name: str) -> Path:
    """The file of a log by the id of its session, the beginning of it, ``last``, or the name of a file.

    Raises:
        UsageError: there is none, or more than one.
    """
    path = Path(name)
    if path.suffix == ".toml" or os.sep in name or (os.altsep or os.sep) in name:
        if not _is_file(path):
            raise UsageError(f"there is no log file {name}")
        return path
    return store.find(name)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False
