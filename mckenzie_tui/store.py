"""Keeps session logs on the disk: the one module that writes files."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.errors import DamagedSessionError, NotWrittenError, SessionInUseError, StorageError, UsageError
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Context, Session, from_bytes, salvaged, to_bytes
from mckenzie_tui.words import Status

if TYPE_CHECKING:
    from filelock import FileLock

LARGEST_LOG = 5_000_000
"""Bytes that a log can have; a very long session has a fiftieth of it."""
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
        _make_private(path.parent)
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
        _sync_folder(path.parent)
    except OSError as error:
        raise NotWrittenError(f"{error.strerror or error}: {path} cannot be written") from error


def _make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone, and make that last."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=0o700, exist_ok=True)
        try:
            _sync_folder(parent.parent)
        except OSError:
            # Found there the next time, it would be taken for one that lasts.
            with suppress(OSError):
                parent.rmdir()
            raise


def _sync_folder(folder: Path) -> None:
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


@dataclass(frozen=True)
class Stored:
    """A session file: its session, or why it cannot be read."""

    path: Path
    session: Session | None
    damage: str = ""


class Store:
    """The sessions of one data folder, one TOML file each, named so that sorting by name is sorting by time."""

    def __init__(self, data_folder: Path) -> None:
        """Use the sessions in this folder; nothing is made until something is saved."""
        self.folder = data_folder / "sessions"
        self._claimed: dict[str, FileLock] = {}
        """The sessions that only this store may write, each with its lock."""

    def path_of(self, session: Session) -> Path:
        """The file of a session."""
        stamp = session.started_at.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
        return self.folder / f"{stamp}-{session.id}.toml"

    def save(self, session: Session) -> Path:
        """Write a session; when this returns it is on the disk.

        Raises:
            NotWrittenError: it could not be written; the file holds what was saved before, or this, whole.
        """
        path = self.path_of(session)
        write_atomically(path, to_bytes(session))
        return path

    def claim(self, session_id: str) -> None:
        """Keep other programs from writing a session, until it is released or this program ends, however it ends.

        Raises:
            SessionInUseError: another program has it open.
        """
        if session_id in self._claimed:
            return
        from filelock import FileLock, Timeout

        with suppress(OSError):
            _make_private(self.folder)
        lock = FileLock(self._lock_file(session_id), timeout=0, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            raise SessionInUseError("this session is open in another window; go on with it there") from None
        except (OSError, NotImplementedError):
            # Where nothing can be written, or files cannot be locked, there is nothing to keep others from.
            return
        self._claimed[session_id] = lock
        self._clear_away(session_id)

    def _clear_away(self, session_id: str) -> None:
        """Remove what a program that was killed while writing a session has left; nobody else is writing it now."""
        with suppress(OSError):
            for left in self.folder.glob(f".*-{session_id}.toml.*.part"):
                left.unlink()

    def release(self, session_id: str) -> None:
        """Let other programs write a session again."""
        lock = self._claimed.get(session_id)
        if lock is None:
            return
        try:
            with suppress(OSError):
                self._lock_file(session_id).unlink()
            lock.release()
        except OSError:
            return  # it could not be unlocked, so it is still this store's, and no stranger's
        del self._claimed[session_id]

    def in_use(self, session_id: str) -> bool:
        """Whether another program has a session open."""
        try:
            open_somewhere = self._lock_file(session_id).exists()
        except OSError:
            return False  # nor could it be claimed
        if session_id in self._claimed or not open_somewhere:
            return False
        try:
            self.claim(session_id)
        except SessionInUseError:
            return True
        self.release(session_id)
        return False

    def _lock_file(self, session_id: str) -> Path:
        return self.folder / f".{session_id}.lock"

    def paths(self) -> list[Path]:
        """The session files, newest first."""
        try:
            found = [path for path in self.folder.iterdir() if path.suffix == ".toml" and not path.name.startswith(".")]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be read: {error.strerror}") from error
        return sorted(found, key=lambda path: path.name, reverse=True)

    def read(self, path: Path) -> Session:
        """Read one session.

        Raises:
            DamagedSessionError: it is not whole, or not ours.
            StorageError: it cannot be read at all.
        """
        try:
            data = _beginning(path, LARGEST_LOG + 1)
        except OSError as error:
            raise StorageError(f"{path} cannot be read: {error.strerror or error}") from error
        try:
            if len(data) > LARGEST_LOG:
                raise DamagedSessionError("it is far larger than any session")
            return from_bytes(data)
        except DamagedSessionError as error:
            raise DamagedSessionError(f"{path}: {error}") from error

    def salvaged(self, path: Path) -> Session | None:
        """What can still be read of a damaged session, to be looked at only; None where nothing can."""
        try:
            return salvaged(_beginning(path, LARGEST_LOG))
        except OSError:
            return None

    def sessions(self) -> Iterator[Stored]:
        """Every session file, newest first; a damaged one is told as damaged and stops nothing."""
        for path in self.paths():
            try:
                yield Stored(path, self.read(path))
            except StorageError as error:
                yield Stored(path, None, str(error))

    def find(self, name: str) -> Path:
        """The file of a session by its id, by the beginning of it, or ``last``.

        Raises:
            UsageError: there is none, or more than one.
        """
        paths = self.paths()
        if name == "last":
            if not paths:
                raise UsageError("there is no session yet")
            return paths[0]
        fitting = [path for path in paths if _id_in(path).startswith(name)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise UsageError(f"more than one session begins with '{name}'")
        raise UsageError(f"there is no session '{name}'; 'mckenzie-tui sessions list' shows those there are")

    def forget(self, path: Path) -> None:
        """Remove one session file, damaged or not; when this returns its name is gone from the disk.

        Raises:
            SessionInUseError: a program has it open.
            NotWrittenError: it could not be removed.
        """
        self.claim(_id_in(path))
        try:
            path.unlink()
            _sync_folder(self.folder)
        except OSError as error:
            raise NotWrittenError(f"{error.strerror or error}: {path} cannot be removed") from error
        finally:
            self.release(_id_in(path))

    def unfinished(self, series: Series = AT_HOME) -> Session | None:
        """The newest session of a series that was not finished and that no other program has open."""
        return next((session for session in self.in_progress(series) if not self.in_use(session.id)), None)

    def open_elsewhere(self, series: Series = AT_HOME) -> Session | None:
        """The newest session of a series that another program has open."""
        return next((session for session in self.in_progress(series) if self.in_use(session.id)), None)

    def in_progress(self, series: Series = AT_HOME) -> Iterator[Session]:
        """Every session of a series that was not finished, newest first, each from its own file.

        A copy, or a file that was given another name, is listed and no more: what is saved goes to the session's own
        file, which may have gone on since.
        """
        for stored in self.sessions():
            session = stored.session
            if session is None or session.status is not Status.IN_PROGRESS or not series.holds(session.series):
                continue
            if stored.path.name == self.path_of(session).name:
                yield session

    def context(self, series: Series = AT_HOME) -> Context:
        """What a new session is to know from those of its series; where a newer one cannot be read, all is asked anew.

        Sessions held in a clinic without a code may be of anybody, so nothing is known from them.
        """
        unread = False
        for stored in self.sessions() if series.is_of_one_person else ():
            if stored.session is not None and not series.holds(stored.session.series):
                continue
            if stored.session is None or stored.session.carries is None:
                unread = True
                continue
            carried = stored.session.carries
            # The name of a file that was given another one does not say whether it is the newest.
            unread = unread or stored.path.name != self.path_of(stored.session).name
            return carried.model_copy(update={"first": True}) if unread else carried
        return Context()


def _beginning(path: Path, count: int) -> bytes:
    """The first bytes of a file, whatever its size."""
    with path.open("rb") as stream:
        return stream.read(count)


def _id_in(path: Path) -> str:
    """The session id in a file name."""
    return path.stem.rpartition("-")[2]
