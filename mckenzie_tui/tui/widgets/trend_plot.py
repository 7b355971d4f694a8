"""The plot of the history: back pain, leg pain and how far it reaches, over the same days."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from mckenzie_tui.history import picture
from mckenzie_tui.history.look import History
from mckenzie_tui.history.picture import Ink

STYLES = {
    Ink.BACK: "bold $primary",
    Ink.LEG: "bold $accent",
    Ink.REACH: "$foreground",
    Ink.BAND: "$quiet",
    Ink.LABEL: "$quiet",
}
LEAST_COLUMNS = picture.GUTTER + 10
"""With fewer columns nothing can be seen."""


class TrendPlot(Widget):
    """Draws a history as wide as there is room, and as high as it is told to be."""

    def __init__(self) -> None:
        """Begin without anything to draw."""
        super().__init__()
        self._history: History | None = None
        self._rows = picture.LEAST_ROWS

    def show(self, history: History) -> None:
        """Draw this one."""
        self._history = history
        self.refresh(layout=True)

    def set_rows(self, rows: int) -> None:
        """Give each of both strips so many rows, within what can be read."""
        rows = max(picture.LEAST_ROWS, min(picture.MOST_ROWS, rows))
        if rows != self._rows:
            self._rows = rows
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Both strips, and the rows below them."""
        return 2 * self._rows + picture.OTHER_ROWS

    def render(self) -> Content:
        """Draw it."""
        columns = self.content_size.width
        if self._history is None or columns < LEAST_COLUMNS:
            return Content("")
        rows = picture.drawn(self._history.readings, self._history.trend, columns, self._rows)
        return Content("\n").join(Content.assemble(*((piece.text, STYLES[piece.ink]) for piece in row)) for row in rows)
