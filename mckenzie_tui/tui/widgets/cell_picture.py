"""A picture that is painted cell by cell; lines that were painted before are shown again as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Line = list[tuple[str, Style]]
"""The characters of a line, each with its style."""


class CellPicture(Widget):
    """A picture with nothing around it: no border, no padding.

    So its lines need not be put together with a frame each time, and whoever keeps them has the work of a line
    (joining its cells, fitting its colours to the terminal) done once; and a line that is still the same one need not
    be sent to the terminal again.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        """Begin without a picture."""
        super().__init__(id=id)
        self._shown: Sequence[Strip] = ()
        """The lines that are on the screen, or will be with the next frame."""

    def picture(self) -> Sequence[Strip]:
        """The lines that are to be seen now, from the top; the rest is left empty."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Have those lines painted that are not what they were: a terminal may be far away."""
        if not self.size:
            self.refresh()
            return
        before = self._shown
        self._shown = self.picture()
        if len(before) != len(self._shown):
            self.refresh()
            return
        changed = [y for y, (one, other) in enumerate(zip(before, self._shown, strict=True)) if one is not other]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint these lines just as they are kept."""
        self._shown, background = self.picture(), self.background_colors[1]
        shown = [self._line(self._shown, y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            shown = [strip.apply_filter(line_filter, background) for strip in shown]
        return [strip.crop(crop.x, crop.right) for strip in shown]

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        return self._line(self.picture(), y)

    def _line(self, strips: Sequence[Strip], y: int) -> Strip:
        return strips[y] if y < len(strips) else Strip.blank(self.content_size.width, self.rich_style)


def write(line: Line, column: int, text: str, style: Style, *, ground: bool = False) -> None:
    """Write words into a line, as far as they fit.

    Args:
        line: is changed.
        column: where the words begin; they may begin or end outside.
        text: the words.
        style: theirs.
        ground: whether they leave the ground as it is below them.
    """
    for x, letter in enumerate(text, start=column):
        if 0 <= x < len(line):
            line[x] = (letter, style + Style(bgcolor=line[x][1].bgcolor) if ground else style)


def _strip_of(line: Sequence[tuple[str, Style]]) -> Strip:
    """A line as Textual paints it."""
    groups = groupby(line, key=itemgetter(1))
    return Strip([Segment("".join(letter for letter, _ in group), style) for style, group in groups], len(line))


@dataclass(frozen=True)
class Painted:
    """Lines, and the same as Textual paints them."""

    lines: Sequence[Line] = ()
    strips: Sequence[Strip] = ()


def painted(lines: Sequence[Line], before: Painted) -> Painted:
    """Paint lines; each that is as it was before is taken from there."""
    known = len(before.lines)
    strips = [
        before.strips[y] if y < known and before.lines[y] == line else _strip_of(line) for y, line in enumerate(lines)
    ]
    return Painted(lines, strips)
