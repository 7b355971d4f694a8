"""The progression, always in sight: as a column beside the screen, or as one line above it where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from mckenzie_tui.report import Mark, TrailRow

_STYLES = {Mark.HERE: "bold $accent", Mark.TO_COME: "$quiet", Mark.LEFT_OUT: "$quiet", Mark.WORSE: "$error"}


class Trail(Widget):
    """One row for each place of the progression: its mark and its title."""

    rows: reactive[Sequence[TrailRow]] = reactive((), layout=True)

    def render(self) -> Content:
        """Draw the column."""
        lines = [Content.styled(f"{row.mark} {row.title}", _STYLES.get(row.mark, "")) for row in self.rows]
        return Content("\n").join(lines)


class TrailLine(Widget):
    """The same in one line: a mark for each place."""

    rows: reactive[Sequence[TrailRow]] = reactive(())

    def render(self) -> Content:
        """Draw the line."""
        marks = [Content.styled(row.mark, _STYLES.get(row.mark, "")) for row in self.rows]
        return Content(" ").join(marks)
