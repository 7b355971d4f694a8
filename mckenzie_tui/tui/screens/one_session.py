"""One session: what its log says, in plain words."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from mckenzie_tui import report
from mckenzie_tui.session import Session
from mckenzie_tui.tui.reading import ReadingScreen


class OneSessionScreen(ReadingScreen):
    """A session log to read."""

    CSS_PATH = "one_session.tcss"

    def __init__(self, path: Path, session: Session | None, damage: str = "") -> None:
        """Show this session; where its file is damaged, what can be read of it, and what is wrong with it."""
        super().__init__()
        self._path = path
        self._session = session
        self._damage = damage

    def heading_text(self) -> str:
        """What it is."""
        return "One session, changed or damaged" if self._damage else "One session"

    def told(self) -> Content:
        """The log as text, and where its file lies."""
        if self._damage or self._session is None:
            return Content("\n".join((self._damage, "", *report.damaged_lines(self._session))))
        return Content("\n".join((*report.session_lines(self._session), "", f"File: {self._path}")))
