"""Puts bytes onto the disk so that they hold: the one module that writes files."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from mckenzie_tui.errors import NotWrittenError

_CANNOT_BE_SYNCED = frozenset({errno.EACCES, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""What a system says that lets nobody open this folder, or cannot sync any: asking again would not help."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put these bytes into a file so that it holds, whatever happens, its old content or the new one.

    A temporary file in the same folder is written, synced and renamed over the old one, then the folder is synced.
    Files are readable by their owner alone (0600), and so are folders made on the way (0700).

    Raises:
        NotWrittenError: it could not be written, or nobody can tell whether it would outlast a power failure.
    """
    try:
        make_private(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise NotWrittenError(f"{error.strerror or error}: {path} cannot be written") from error


def remove(path: Path) -> None:
    """Remove a file; when this returns its name is gone from the disk. One that is not there is gone already.

    Raises:
        NotWrittenError: it could not be removed.
    """
    try:
        path.unlink(missing_ok=True)
        if path.parent.exists():
            sync_folder(path.parent)
    except OSError as error:
        raise NotWrittenError(f"{error.strerror or error}: {path} cannot be removed") from error


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone, and make that last."""
    missing = takewhile(lambda parent: not parent.exists(), (folder, *folder.parents))
    for parent in reversed(list(missing)):
        parent.mkdir(mode=0o700, exist_ok=True)
        try:
            sync_folder(parent.parent)
        except OSError:
            # Found there the next time, it would be taken for one that lasts.
            with suppress(OSError):
                parent.rmdir()
            raise


def sync_folder(folder: Path) -> None:
    """Make a rename last; where folders cannot be opened (Windows) the system does so by itself."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_BE_SYNCED:
            raise


def folder_named(typed: str) -> Path:
    """The folder that a person named.

    Raises:
        NotWrittenError: it begins with the name of somebody who is not there.
    """
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError as error:
        raise NotWrittenError(f"there is no such person on this computer: {typed} cannot be written") from error
