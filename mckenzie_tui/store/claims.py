"""Keeps two programs from writing one session: each claims those that it writes."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.errors import SessionInUseError
from mckenzie_tui.store.files import id_in_litter, is_lock
from mckenzie_tui.writing import make_private

if TYPE_CHECKING:
    from filelock import FileLock


class Claims:
    """The sessions of one folder that this program alone may write, each with its lock."""

    def __init__(self, folder: Path) -> None:
        """Claim sessions of this folder; it is made when the first one is claimed."""
        self._folder = folder
        self._claimed: dict[str, FileLock] = {}
        self._claiming = threading.RLock()
        """Held while it is seen whether another program has a session open, which may be in the background."""

    def claim(self, session_id: str) -> None:
        """Keep other programs from writing a session, until it is released or this program ends, however it ends.

        Raises:
            SessionInUseError: another program has it open.
        """
        from filelock import FileLock, Timeout

        with self._claiming:
            if session_id in self._claimed:
                return
            with suppress(OSError):
                make_private(self._folder)
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
            for left in self._folder.glob(f".*-{session_id}.toml.*.part"):
                left.unlink()

    def release(self, session_id: str) -> None:
        """Let other programs write a session again."""
        with self._claiming:
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
        with self._claiming:
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
        return self._folder / f".{session_id}.lock"

    def some_elsewhere(self) -> bool:
        """Whether other programs have sessions open, or had when they were killed."""
        with suppress(OSError):
            names = os.listdir(self._folder)  # noqa: PTH208  (thousands of names: an object for each takes longer)
            locks = (Path(name) for name in names if name.endswith(".lock"))
            return any(is_lock(path) and id_in_litter(path) not in self._claimed for path in locks)
        return False
