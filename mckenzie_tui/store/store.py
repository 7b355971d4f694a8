"""Keeps the sessions of a person: saves, finds and forgets them, and tells what of them matters for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

from mckenzie_tui.answers import Context
from mckenzie_tui.errors import AlreadyThereError, NotWrittenError, SessionInUseError, StorageError, UsageError
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.store.carrying import carried_on
from mckenzie_tui.store.claims import Claims
from mckenzie_tui.store.files import (
    SESSIONS,
    Stored,
    id_in,
    id_in_litter,
    is_lock,
    is_named_as_log,
    lowest_name,
    name_of,
)
from mckenzie_tui.store.folder import LogFolder
from mckenzie_tui.store.received import Received
from mckenzie_tui.words import Status
from mckenzie_tui.writing import remove, sync_folder, write_atomically


class Store(LogFolder):
    """The sessions of one data folder, and what a person comes back to among them."""

    def __init__(self, data_folder: Path) -> None:
        """Use the sessions in this folder; nothing is made until something is saved."""
        super().__init__(data_folder / SESSIONS)
        self._claims = Claims(self.folder)
        self.received = Received(data_folder)
        """The logs of other computers, as they were sent."""

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
        self._claims.claim(session_id)

    def release(self, session_id: str) -> None:
        """Let other programs write a session again."""
        self._claims.release(session_id)

    def in_use(self, session_id: str) -> bool:
        """Whether another program has a session open."""
        return self._claims.in_use(session_id)

    @property
    def is_all(self) -> bool:
        """Whether nothing that lies in the folder is left out."""
        return True

    def newest(self, most: int) -> Store:
        """The same sessions, with only so many of the newest logs, by their names, to be looked at first."""
        return _Newest(self, most)

    def find(self, name: str, *, untouched: bool = False) -> Path:
        """The file of a session by its id, by the beginning of it, or ``last``.

        Only a file that is named like a log is found, and as the last one no copy that was given another time.

        Args:
            name: what it is called by.
            untouched: whether the last one may be one that was opened and no more, though there are others.

        Raises:
            UsageError: there is none, or more than one.
        """
        if name == "last":
            last = next(self.originals(), None) if untouched else last_of(self.originals())
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
        for stored in (self.stored(path.name) for path in self.logs()):
            if stored.session is None or stored.path.name == self.path_of(stored.session).name:
                yield stored

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
        if not self._claims.some_elsewhere():
            return None
        return next((session for session in self.in_progress(series) if self.in_use(session.id)), None)

    def names_in(self, series: Series) -> list[str]:
        """The names of the files with sessions of a series, newest first; also damaged ones that still say so."""
        return [name for name in self.names() if self._says_it_is_of(name, series)]

    def _says_it_is_of(self, name: str, series: Series) -> bool:
        first = self.first_lines(name)
        if first is not None:
            return series.holds(first.series)
        session = self.stored(name).session
        return session is not None and series.holds(session.series)

    def in_progress(self, series: Series = AT_HOME) -> Iterator[Session]:
        """Every session of a series that was not finished here, newest first, each from its own file.

        One that was imported goes on, if at all, where it was begun.

        A copy, or a file that was given another name, is listed and no more: what is saved goes to the session's own
        file, which may have gone on since.
        """
        for name in filter(is_named_as_log, self.names()):
            first = self.first_lines(name)
            if first is not None and (first.status is not Status.IN_PROGRESS or not series.holds(first.series)):
                continue
            session = self.stored(name).session
            if session is None or session.status is not Status.IN_PROGRESS or not series.holds(session.series):
                continue
            if session.imported is None and name == name_of(session):
                yield session

    def since(self, series: Series, began: datetime) -> Iterator[Stored]:
        """The sessions of a series that began at this time or later, and the logs among them that cannot be read.

        Each session is there once, however many copies of it there are; newest first by the names of the files.
        """
        names = self.names()
        own, seen = set(names), set()
        for name in names:
            if (is_named_as_log(name) and name < lowest_name(began)) or self.is_of_others(name, series):
                continue
            stored = self.stored(name)
            session = stored.session
            if session is None and not stored.is_stray and self.may_be_of(name, series):
                yield stored
            elif session is not None and series.holds(session.series) and session.started_at >= began:
                is_copy = name != name_of(session) and name_of(session) in own
                if session.id not in seen and not is_copy:
                    seen.add(session.id)
                    yield stored

    def has_before(self, series: Series, began: datetime) -> bool:
        """Whether there are logs of a series from before this time, by their names and first lines."""
        older = (name for name in self.names() if is_named_as_log(name) and name < lowest_name(began))
        return any(self.may_be_of(name, series) for name in older)

    def latest(self, series: Series) -> Stored | None:
        """The session of a series that began last, or a log that cannot be read and is named as if it had.

        One that was opened and no more hides nothing that was told before it.

        A copy may be named so that it comes first, and a log may have been given another name: what it says counts.
        """
        best: tuple[datetime, Stored] | None = None
        earliest = ""
        for name in self.names():
            if best is not None and self._began_before(name, best[0], earliest, series):
                continue
            if self.is_of_others(name, series):
                continue
            stored = self.stored(name)
            at = stored.began
            if stored.is_stray or at is None or (stored.session and not series.holds(stored.session.series)):
                continue
            if stored.session is not None and stored.session.untouched:
                continue
            if best is None or at > best[0]:
                best, earliest = (at, stored), lowest_name(at)
        return best[1] if best else None

    def _began_before(self, name: str, at: datetime, earliest: str, series: Series) -> bool:
        """Whether a log cannot be of a session of a series that began after this time, by its name and first lines."""
        if name >= earliest or not is_named_as_log(name):
            return False
        first = self.first_lines(name)
        return first is not None and (first.began <= at or not series.holds(first.series))

    def context(self, series: Series = AT_HOME) -> Context:
        """What a new session is to know from those of its series; where a newer one cannot be read, all is asked anew.

        Sessions held in a clinic without a code may be of anybody, so nothing is known from them.
        """
        if not series.is_of_one_person:
            return Context()
        here: Session | None = None
        """The newest session that was held here."""
        sent: list[Session] = []
        """Those that were imported, newest first: one does not know of those of another computer."""
        unread = False
        received = self.received.names()
        for name in self.names():
            if here is not None and name not in received:
                continue
            if self.is_of_others(name, series):
                continue
            session = self.stored(name).session
            if session is not None and not series.holds(session.series):
                continue
            if session is None or session.carries is None:
                unread = unread or not (here or sent) or name not in received
                continue
            # The name of a file that was given another one does not say whether it is the newest.
            unread = unread or (not (here or sent) and name != name_of(session))
            if session.imported is not None:
                sent.append(session)
            elif here is None:
                here = session
        carried = carried_on(here, sent)
        return carried.model_copy(update={"first": True}) if unread else carried


def last_of(found: Iterable[Stored]) -> Stored | None:
    """The newest of some sessions that was more than opened; where there is none, the newest of all."""
    newest: Stored | None = None
    for stored in found:
        if stored.session is None or not stored.session.untouched:
            return stored
        newest = newest or stored
    return newest


class _Newest(Store):
    """The newest logs of a store as they are now; what is claimed and seen is known to both."""

    def __init__(self, store: Store, most: int) -> None:
        """Look at so many of its logs."""
        self.folder, self.received = store.folder, store.received
        self._claims, self._glances = store._claims, store._glances
        names = store.names()
        self._names = list(islice(filter(is_named_as_log, names), most))
        self._is_all = len(self._names) == len(names)

    @property
    def is_all(self) -> bool:
        """Whether there are no others."""
        return self._is_all

    def names(self) -> list[str]:
        """The names of those files, newest first."""
        return self._names
