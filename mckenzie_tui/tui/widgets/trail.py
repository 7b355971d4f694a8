"""The progression, always in sight: as a column beside the screen, or as one line above it where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from mckenzie_tui.report.trail import Mark, TrailRow

_GAP = 2
"""Columns between two places of the line."""
_STYLES = {Mark.HERE: "bold $accent", Mark.TO_COME: "$quiet", Mark.LEFT_OUT: "$quiet", Mark.WORSE: "$error"}


class Trail(Widget):
    """One row for each place of the progression: its mark and its title."""

    rows: reactive[Sequence[TrailRow]] = reactive((), layout=True)

    def render(self) -> Content:
        """Draw the column."""
        lines = [Content.styled(f"{row.mark} {row.title}", _STYLES.get(row.mark, "")) for row in self.rows]
        return Content("\n").join(lines)


class TrailLine(Widget):
    """The same in one line: a mark for each place, and as many titles around the present place as there is room for."""

    rows: reactive[Sequence[TrailRow]] = reactive(())

    def render(self) -> Content:
        """Draw the line."""
        titled = self._titled(self.content_size.width)
        parts = [f"{row.mark} {row.title}" if place in titled else row.mark for place, row in enumerate(self.rows)]
        styled = [Content.styled(part, _STYLES.get(row.mark, "")) for part, row in zip(parts, self.rows, strict=True)]
        return Content(" " * _GAP if titled else " ").join(styled)

    def _titled(self, width: int) -> set[int]:
        """The places whose titles fit, the present one first, then those next to it."""
        here = next((place for place, row in enumerate(self.rows) if row.mark is Mark.HERE), None)
        if here is None:
            return set()
        room = width - len(self.rows) - _GAP * (len(self.rows) - 1)
        titled = set()
        for place in sorted(range(len(self.rows)), key=lambda place: (abs(place - here), place < here)):
            room -= 1 + len(self.rows[place].title)
            if room < 0:
                break
            titled.add(place)
        return titled
