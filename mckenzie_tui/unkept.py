"""Sessions of which nothing gets to the disk: those of a demonstration."""

from __future__ import annotations

from pathlib import Path

from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store


class Unkept(Store):
    """A store that forgets: nothing is found in it, and nothing it is given is written."""

    def names(self) -> list[str]:
        """None: a demonstration neither knows nor closes the sessions that are there."""
        return []

    def save(self, session: Session) -> Path:
        """Take a session as saved; gives the file that it would have."""
        return self.path_of(session)

    def claim(self, session_id: str) -> None:
        """Nobody else can have a session open that is nowhere."""

    def release(self, session_id: str) -> None:
        """There is nothing to release."""
