"""Page made: where the page for a therapist lies, and what to do with it."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from mckenzie_tui.tui.frame import paragraphs
from mckenzie_tui.tui.reading import ReadingScreen
from mckenzie_tui.tui.showing import Showing


class PageMadeScreen(ReadingScreen):
    """Says that a page was written, and where."""

    CSS_PATH = "page_made.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""

    def __init__(self, file: Path, showing: Showing) -> None:
        """Tell of this file."""
        super().__init__(showing)
        self._file = file

    def heading_text(self) -> str:
        """What it is about."""
        return "A page for your therapist"

    def told(self) -> Content:
        """Where it is, how to print it, and that it is private."""
        return paragraphs(
            "The page is ready. It is in this folder:",
            f"{self._file.parent.absolute()}",
            "The name of the file:",
            self._file.name,
            "Open it with your browser, for example by a double click. There you can print it, or save it as PDF.",
            "It tells about your health. Only you can read it. Nothing was sent: give it to people you trust.",
        )
