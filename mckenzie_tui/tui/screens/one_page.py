"""One page: something to read about back pain, part by part, with its sources at the end."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from mckenzie_tui.flow.pages import Pages
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui.reading import ReadingScreen
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.plain_text import PlainText


class OnePageScreen(ReadingScreen):
    """A page to read; whom to call in an emergency stays in sight."""

    CSS_PATH = "one_page.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""

    def __init__(self, pages: Pages, name: str, settings: Settings, showing: Showing) -> None:
        """Show the page of this name."""
        super().__init__(showing)
        self._pages = pages
        self._page = pages.find(name)
        self._settings = settings

    def heading_text(self) -> str:
        """What it is about."""
        return self._page.title

    def compose_text(self) -> ComposeResult:
        """One part under the other; the lines of a point hang beside its mark."""
        for part in self._pages.told(self._page):
            yield PlainText(part.title, classes="title")
            for text in part.texts:
                yield PlainText(text, classes="text")
            for point in part.points:
                with Horizontal(classes="point"):
                    yield PlainText("-", classes="mark")
                    yield PlainText(point)

    def compose(self) -> ComposeResult:
        """The page, and whom to call."""
        yield from super().compose()
        yield PlainText(f"In an emergency call {self._settings.call_for_help}.", id="emergency")
