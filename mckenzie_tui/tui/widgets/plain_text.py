"""A text that is shown letter for letter, and that can be told again and again at little cost."""

from __future__ import annotations

from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.visual import Visual
from textual.widgets import Static


class PlainText(Static):
    """A text in which nothing is markup; the screen is laid out anew only where the text takes more or fewer rows.

    A text often stays the same, or is as long as the one before it, while laying out a screen takes longer than
    painting it: whoever presses an arrow key would wait for that.
    """

    def __init__(self, content: Content | str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        """Show this text."""
        super().__init__(_as_content(content), id=id, classes=classes, markup=False)

    def tell(self, content: Content | str) -> None:
        """Show another text."""
        told, before = _as_content(content), self.visual
        if isinstance(before, Content) and before.is_same(told):
            return
        width = self.content_size.width
        # One that makes its own width, or has not been laid out yet, may need another place.
        stays = width > 0 and not self.styles.is_auto_width and self._rows(before, width) == self._rows(told, width)
        self.update(told, layout=not stays)

    def _rows(self, visual: Visual, width: int) -> int:
        """The rows that a text takes here."""
        least = self.styles.min_height
        rows = visual.get_height(cast("RulesMap", self.styles), width)
        return max(rows, int(least.value)) if least is not None and least.is_cells else rows


def _as_content(content: Content | str) -> Content:
    return Content(content) if isinstance(content, str) else content
