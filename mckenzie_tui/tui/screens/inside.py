"""Inside: where the flow stands, which rule led there, and where each answer leads from here."""

from __future__ import annotations

from textual.content import Content

from mckenzie_tui import inside
from mckenzie_tui.tui.frame import paragraphs, titled
from mckenzie_tui.tui.reading import ReadingScreen
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.walk.walk import Walk

_BESIDE = 6
"""Columns that are no text."""


class InsideScreen(ReadingScreen):
    """The state machine, as it stands."""

    CSS_PATH = "inside.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""

    def __init__(self, walk: Walk, showing: Showing) -> None:
        """Show where this walk stands."""
        super().__init__(showing)
        self._walk = walk

    def heading_text(self) -> str:
        """What it is about."""
        return "Inside the flow"

    def told(self) -> Content:
        """One part under the other."""
        return paragraphs(
            *(titled(title, lines) for title, lines in inside.inside(self._walk, self.app.size.width - _BESIDE))
        )
