"""Keeps session logs in a folder: names, finds, reads and forgets them, and keeps two programs from one of them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.carrying import carried_on
from mckenzie_tui.errors import (
    AlreadyThereError,
    DamagedSessionError,
    NewerSessionError,
    NotWrittenError,
    SessionInUseError,
    StorageError,
    UsageError,
)
from mckenzie_tui.log_files import LARGEST_LOG, Stored, beginning, id_in, id_in_litter, is_lock, is_log, name_of
from mckenzie_tui.received import Received
from mckenzie_tui.sealed import from_bytes, salvaged, to_bytes
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Context, Session
from mckenzie_tui.words import Status
from mckenzie_tui.writing import make_private, remove, sync_folder, write_atomically

if TYPE_CHECKING:
    from filelock import FileLock


class Store:
    """The sessions of one data folder, one TOML file each, named so that sorting by name is sorting by time."""

    def __init__(self, data_folder: Path) -> None:
        """Use the sessions in this folder; nothing is made until something is saved."""
        self.folder = data_folder / "sessions"
        self.received = Received(data_folder)
        """The logs of other computers, as they were sent."""
        self._claimed: dict[str, FileLock] = {}
        """The sessions that only this store may write, each with its lock."""

    def path_of(self, session: Session) -> Path:
        """The file of a session."""
        return self.folder / name_of(session)

    def save(self, session: Session) -> Path:
        """Write a session; when this returns it is on the disk.

        Raises:
            NotWrittenError: it could not be written; the file holds what was saved before, or this, whole.
        """
        path = self.path_of(session)
        write_atomically(path, to_bytes(session))
        return path

    def take_in(self, session: Session, original: bytes) -> Path:
        """Save a session that was made of a log that was sent, and that log beside it; nothing is written over.

        Raises:
            AlreadyThereError: there is a session in its file already.
            SessionInUseError: another program is writing it.
            NotWrittenError: it could not be written.
        """
        path = self.path_of(session)
        self.claim(session.id)
        try:
            if path.exists():
                raise AlreadyThereError(f"{path} is there already, and is left as it is")
            # Killed between the two, nothing is told of a session whose log is not there.
            self.received.keep(path, original)
            return self.save(session)
        finally:
            self.release(session.id)

    def claim(self, session_id: str) -> None:
        """Keep other programs from writing a session, until it is released or this program ends, however it ends.

        Raises:
            SessionInUseError: another program has it open.
        """
        if session_id in self._claimed:
            return
        from filelock import FileLock, Timeout

        with suppress(OSError):
            make_private(self.folder)
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

    def logs(self) -> list[Path]:
        """The files that are named like a session log, newest first; a folder or a pipe of such a name is none."""
        return list(filter(is_log, self.paths()))

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
        yield from map(self._stored, self.paths())

    def _stored(self, path: Path) -> Stored:
        try:
            return Stored(path, self.read(path))
        except StorageError as error:
            newer = isinstance(error, NewerSessionError)
            return Stored(path, None, str(error), newer, is_stray=not is_log(path))

    def find(self, name: str) -> Path:
        """The file of a session by its id, by the beginning of it, or ``last``.

        Only a file that is named like a log is found, and as the last one no copy that was given another time.

        Raises:
            UsageError: there is none, or more than one.
        """
        if name == "last":
            last = next(self.originals(), None)
            if last is None:
                raise UsageError("there is no session yet")
            return last.path
        fitting = [path for path in self.logs() if id_in(path).startswith(name)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise UsageError(f"more than one session begins with '{name}'")
        raise UsageError(f"there is no session '{name}'; 'mckenzie-tui sessions list' shows those there are")

    def originals(self) -> Iterator[Stored]:
        """The sessions in the files of their own names, newest first; one that cannot be read goes by its name."""
        for stored in map(self._stored, self.logs()):
            if stored.session is None or stored.path.name == self.path_of(stored.session).name:
                yield stored

    def own(self, series: Series) -> Iterator[Session]:
        """The sessions of a series that can be read, each from the file of its own name, newest first."""
        for stored in self.originals():
            if stored.session is not None and series.holds(stored.session.series):
                yield stored.session

    def forget(self, path: Path) -> None:
        """Remove one session file, damaged or not, and the log that it was made of; then their names are off the disk.

        Raises:
            SessionInUseError: a program has it open.
            NotWrittenError: it could not be removed.
        """
        try:
            self.claim(id_in(path))
        except SessionInUseError:
            raise SessionInUseError(f"{path} is open in another window: quit it there first") from None
        try:
            # The session goes last: as long as any of it is there, it is listed.
            self.received.forget(path)
            path.unlink()
            sync_folder(self.folder)
        except OSError as error:
            raise NotWrittenError(f"{error.strerror or error}: {path} cannot be removed") from error
        finally:
            self.release(id_in(path))

    def clear_litter(self) -> None:
        """Remove what programs that were killed have left of sessions that nobody has open."""
        for found in set(filter(None, map(id_in_litter, self._beside()))):
            with suppress(SessionInUseError):
                self.claim(found)
                self.release(found)
        for path in self.received.left_over():
            found = id_in_litter(path) or id_in(path)
            with suppress(StorageError):
                self.claim(found)
                try:
                    if not (self.folder / path.name).exists():
                        remove(path)
                finally:
                    self.release(found)

    def others(self) -> list[Path]:
        """Everything in the folder that is no session log, by name; but not the empty files that keep others out."""
        return [path for path in self._beside() if not is_lock(path)]

    def _beside(self) -> list[Path]:
        with suppress(OSError, StorageError):
            logs = set(self.logs())
            return sorted(path for path in self.folder.iterdir() if path not in logs)
        return []

    def unfinished(self, series: Series = AT_HOME, given_up: AbstractSet[str] = frozenset()) -> Session | None:
        """The newest session of a series that was not finished and that no other program has open.

        Args:
            series: the sessions among which it is one.
            given_up: the ids of sessions that are left out, as they cannot be gone on with.
        """
        left = (session for session in self.in_progress(series) if session.id not in given_up)
        return next((session for session in left if not self.in_use(session.id)), None)

    def open_elsewhere(self, series: Series = AT_HOME) -> Session | None:
        """The newest session of a series that another program has open."""
        return next((session for session in self.in_progress(series) if self.in_use(session.id)), None)

    def in_progress(self, series: Series = AT_HOME) -> Iterator[Session]:
        """Every session of a series that was not finished here, newest first, each from its own file.

        One that was imported goes on, if at all, where it was begun.

        A copy, or a file that was given another name, is listed and no more: what is saved goes to the session's own
        file, which may have gone on since.
        """
        for stored in self.sessions():
            session = stored.session
            if session is None or session.status is not Status.IN_PROGRESS or not series.holds(session.series):
                continue
            if session.imported is None and stored.path.name == self.path_of(session).name:
                yield session

    def context(self, series: Series = AT_HOME) -> Context:
        """What a new session is to know from those of its series; where a newer one cannot be read, all is asked anew.

        Sessions held in a clinic without a code may be of anybody, so nothing is known from them.
        """
        if not series.is_of_one_person:
            return Context()
        newest: dict[bool, Session] = {}
        """The newest session that is known: of those held here, and of those that were imported."""
        unread = False
        received = self.received.names()
        for path in self.paths():
            if (path.name in received) in newest:
                continue  # one of its kind is newer
            stored = self._stored(path)
            if stored.session is not None and not series.holds(stored.session.series):
                continue
            if stored.session is None or stored.session.carries is None:
                unread = unread or not newest or path.name not in received
                continue
            # The name of a file that was given another one does not say whether it is the newest.
            unread = unread or (not newest and path.name != self.path_of(stored.session).name)
            newest.setdefault(stored.session.imported is not None, stored.session)
        carried = carried_on(newest.get(False), newest.get(True))
        return carried.model_copy(update={"first": True}) if unread else carried
