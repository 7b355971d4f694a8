"""Logs that patients have sent, brought into the therapist's own data folder under the patient's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from mckenzie_tui.errors import (
    AlreadyThereError,
    DamagedSessionError,
    NewerSessionError,
    SessionInUseError,
    StorageError,
    UsageError,
)
from mckenzie_tui.reports.clinical import side_of
from mckenzie_tui.seal import seal_of
from mckenzie_tui.sealed import from_bytes
from mckenzie_tui.series import Series
from mckenzie_tui.session import Imported, Session
from mckenzie_tui.store.files import LARGEST_LOG, began, beginning, id_in
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Mode, Side

BEGINS = b"schema_version"
"""How every log begins."""


class Fate(StrEnum):
    """What becomes of a file that is to be imported."""

    IMPORTED = "imported"
    SKIPPED = "skipped"
    """It is here already, or belongs to nobody; nothing is wrong."""
    REFUSED = "refused"
    """It is whole, and importing it could mix up patients or lose a session."""
    DAMAGED = "damaged"
    """It is damaged or cannot be read."""
    NO_LOG = "no_log"
    """It lies in the folder and is no log."""


@dataclass(frozen=True)
class Incoming:
    """One file, and what became of it."""

    path: Path
    fate: Fate
    why: str = ""
    """Why it was not imported, in a sentence without its full stop."""
    session: Session | None = None
    """The session that is in it, as far as it could be read: where it was imported, the copy."""


@dataclass(frozen=True)
class Receiver:
    """Whose logs are imported, by whom, and when."""

    patient: str
    """The patient's code here."""
    now: datetime
    version: str
    """The version of this program."""
    known_as: str | None = None
    """Another code under which the same patient is known elsewhere."""
    only_looks: bool = False
    """Whether nothing is written."""


@dataclass(frozen=True)
class _Here:
    """What is here already, by the ids of the sessions."""

    files: dict[str, Path]
    """The files that were here before."""
    seals: dict[str, str]
    """The seals of the logs that came in this import."""


def check_source(store: Store, named: Path) -> None:
    """See that a file or folder that was named can be imported from.

    Raises:
        UsageError: there is none, or it lies in the store itself.
    """
    try:
        found = named.resolve()
        if not found.exists():
            raise UsageError(f"there is no file or folder {named}")
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"{named} cannot be looked at") from error
    for own in (store.folder.resolve(), store.received.folder.resolve()):
        if found == own or own in found.parents:
            raise UsageError(f"{named} is where this program keeps its own sessions; nothing of it is imported")


def sides_before(store: Store, patient: str) -> Counter[Side]:
    """How many sessions of a patient that are here have which painful side, those in which one was marked."""
    here = store.since(Series(Mode.CLINIC, patient), datetime.min.replace(tzinfo=UTC))
    sides = (side_of(stored.session) for stored in here if stored.session is not None)
    return Counter(side for side in sides if side is not None)


def imported(store: Store, sources: Iterable[Path], receiver: Receiver) -> Iterator[Incoming]:
    """Import the logs that were named, or that lie in a folder that was named, one after the other.

    Raises:
        NotWrittenError: one could not be written; those before it are here.
    """
    here = _Here({id_in(path): path for path in store.logs()}, {})
    for source in sources:
        if source.is_dir():
            yield from _of_folder(store, source, receiver, here)
        else:
            yield _of_file(store, source, receiver, here)


def _of_folder(store: Store, folder: Path, receiver: Receiver, here: _Here) -> Iterator[Incoming]:
    """The logs of one folder. What lies deeper, or is a link, may be somebody else's and has to be named itself."""
    try:
        names = sorted(folder.iterdir())
    except OSError as error:
        yield Incoming(folder, Fate.DAMAGED, f"the folder cannot be read: {error.strerror or error}")
        return
    for path in names:
        if path.name.startswith("."):
            continue
        try:
            if path.is_symlink():
                yield Incoming(path, Fate.SKIPPED, "a link; what it leads to has to be named itself")
            elif path.is_dir():
                yield Incoming(path, Fate.SKIPPED, "a folder within the folder; it has to be named itself")
            elif path.is_file() and _is_meant(path):
                yield _of_file(store, path, receiver, here)
            else:
                yield Incoming(path, Fate.NO_LOG)
        except OSError as error:
            yield Incoming(path, Fate.DAMAGED, f"it cannot be read: {error.strerror or error}")


def _is_meant(path: Path) -> bool:
    """Whether a file looks like a log, whole or not, by its first word or by its name."""
    return beginning(path, len(BEGINS)) == BEGINS or began(path) is not None


def _of_file(store: Store, path: Path, receiver: Receiver, here: _Here) -> Incoming:
    try:
        data = beginning(path, LARGEST_LOG + 1)
        if len(data) > LARGEST_LOG:
            raise DamagedSessionError("it is far larger than any session")
        session = from_bytes(data)
    except OSError as error:
        return Incoming(path, Fate.DAMAGED, f"it cannot be read: {error.strerror or error}")
    except NewerSessionError as error:
        return Incoming(path, Fate.REFUSED, str(error))
    except DamagedSessionError as error:
        return Incoming(path, Fate.DAMAGED, str(error))
    fate, why = _judged(store, session, data, receiver, here)
    if fate is not Fate.IMPORTED:
        return Incoming(path, fate, why, session)
    copy = _copy(session, data, receiver)
    if not receiver.only_looks:
        try:
            store.take_in(copy, data)
        except (AlreadyThereError, SessionInUseError) as error:
            return Incoming(path, Fate.REFUSED, str(error), session)
    here.seals[session.id] = copy.imported.sha256 if copy.imported else ""
    return Incoming(path, Fate.IMPORTED, "", copy)


def _copy(session: Session, data: bytes, receiver: Receiver) -> Session:
    """A log under the patient's code; everything else stays as it was said.

    The name of its file is not kept: people name files after people.
    """
    about = Imported(at=receiver.now, version=receiver.version, sha256=seal_of(data), patient=session.patient)
    return session.model_copy(update={"patient": receiver.patient, "imported": about})


def _judged(store: Store, session: Session, data: bytes, receiver: Receiver, here: _Here) -> tuple[Fate, str]:
    """What becomes of a log that is whole, and why."""
    if session.mode is Mode.DEMO:
        return Fate.SKIPPED, "a demonstration: nobody's symptoms"
    if session.patient not in (None, receiver.patient, receiver.known_as):
        return Fate.REFUSED, (
            f"it is of another patient, {session.patient}; if both codes are of one person, add "
            f"--known-as {session.patient}"
        )
    if session.id in here.seals:
        if here.seals[session.id] == seal_of(data):
            return Fate.SKIPPED, "it came before in this import"
        return Fate.REFUSED, f"the session {session.id} came before in this import, with other content"
    if session.id in here.files:
        return _beside(store, here.files[session.id], session, data, receiver)
    return Fate.IMPORTED, ""


def _beside(store: Store, path: Path, session: Session, data: bytes, receiver: Receiver) -> tuple[Fate, str]:
    """What becomes of a log while a session of its id is here already."""
    again = f"to take this one, 'mckenzie-tui sessions forget {session.id}' first"
    try:
        own = store.read(path)
    except StorageError:
        return Fate.REFUSED, f"the session {session.id} is here already, and cannot be read; {again}"
    the_same = own.imported.sha256 == seal_of(data) if own.imported is not None else own == session
    if own.patient != receiver.patient:
        whose = f"under the code {own.patient}" if own.patient else "as a session of this computer's own"
        return Fate.REFUSED, f"the session {session.id} is here already, {whose}"
    if the_same:
        return Fate.SKIPPED, "it is here already"
    newer = " (this one was saved later)" if session.saved_at > own.saved_at else ""
    return Fate.REFUSED, f"the session {session.id} is here already, with other content{newer}; {again}"
