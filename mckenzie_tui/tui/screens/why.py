"""Why: what changed at each step, which rule that met, and what speaks for and against each direction."""

from __future__ import annotations

from textual.content import Content

from mckenzie_tui import reasons
from mckenzie_tui.session import Session
from mckenzie_tui.tui.frame import paragraphs, titled
from mckenzie_tui.tui.reading import ReadingScreen
from mckenzie_tui.tui.showing import Showing


class WhyScreen(ReadingScreen):
    """The reasons for a result, all of them from the log."""

    CSS_PATH = "why.tcss"

    def __init__(self, session: Session, showing: Showing) -> None:
        """Show the reasons of this session."""
        super().__init__(showing)
        self._session = session

    def heading_text(self) -> str:
        """What it is about."""
        return "Why"

    def told(self) -> Content:
        """One part under the other."""
        return paragraphs(*(titled(title, lines) for title, lines in reasons.reasons(self._session)))
