"""Sessions that were not finished: for how long one can go on, and how one is closed that does not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mckenzie_tui.errors import StorageError
from mckenzie_tui.series import Series
from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Status

RESUMABLE_FOR = timedelta(hours=1)
"""How long a session can be taken up again after its last answer; later the body is no longer the same."""


@dataclass(frozen=True)
class LeftBehind:
    """The beginning of a session that was saved in one folder and went on in another."""

    path: Path
    is_closed: bool
    """Whether it is marked there as broken off, so that nobody goes on with it by mistake."""


def resumable(session: Session, now: datetime) -> bool:
    """Whether an unfinished session is recent enough to be taken up again."""
    return session.status is Status.IN_PROGRESS and timedelta() <= now - session.saved_at <= RESUMABLE_FOR


def close_all_but(session_id: str, store: Store, series: Series, now: datetime) -> None:
    """Mark every unfinished session of a series but one as broken off, and but those open in other programs.

    Raises:
        StorageError: they cannot be looked at.
    """
    for session in store.in_progress(series):
        if session.id == session_id:
            continue
        # One that is open elsewhere goes on there.
        with suppress(StorageError):
            store.claim(session.id)
            try:
                close(store, session, now)
            finally:
                store.release(session.id)


def close(store: Store, session: Session, now: datetime) -> None:
    """Mark a session as broken off, unless it has ended since it was looked at; what it says stays as it is.

    Raises:
        StorageError: it cannot be read, or not be written.
    """
    session = store.read(store.path_of(session))
    if session.status is Status.IN_PROGRESS:
        store.save(session.model_copy(update={"status": Status.ABANDONED, "finished_at": now}))


def left_behind(store: Store, path: Path) -> LeftBehind | None:
    """What stands in a file that a session does not use any more; None where there is none."""
    try:
        return LeftBehind(path, store.read(path).status is not Status.IN_PROGRESS)
    except StorageError:
        return LeftBehind(path, is_closed=False) if path.exists() else None
