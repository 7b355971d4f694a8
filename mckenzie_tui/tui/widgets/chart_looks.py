"""The looks of a body chart: a picture in colours, one in braille, and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color as Colour
from rich.style import Style
from textual.geometry import Size

from mckenzie_tui.body import MIDDLE, SPOTS, Spot, sides_as_seen
from mckenzie_tui.dots import WHOLE, Dots
from mckenzie_tui.locating import Felt
from mckenzie_tui.tui.widgets import blocks, silhouette
from mckenzie_tui.tui.widgets.cell_picture import Line, write
from mckenzie_tui.words import Region, Side, View

LEAST_PICTURE = Size(38, silhouette.LEAST_ROWS + 1)
"""Where there is less room there is a table."""


Paint = tuple[str, str]
"""A ground, and what is written on it."""


_IN_TURN = {region: number % 2 for number, region in enumerate(Region)}
"""Which of the two colours of what is not marked a region has."""


class Palette(NamedTuple):
    """The colours of the picture on one kind of ground."""

    trunk: str
    plain: tuple[Paint, Paint, Paint]
    """What is not marked: two in turn from the low back down, and one for the middle of the low back."""
    rim: str
    numb: Paint
    """Where it is numb and nothing else is felt."""
    ramp: tuple[Paint, ...]
    """Strength 1 to 10."""

    def of(self, spot: Spot, felt: Felt) -> Paint:
        """The colours of a spot where this is felt."""
        strength = max(felt.pain, felt.tingling)
        if strength:
            return self.ramp[strength - 1]
        if felt.numb:
            return self.numb
        return self.plain[2 if spot == MIDDLE else _IN_TURN[spot.region]]


_BLACK, _WHITE = "#000000", "#ffffff"
_FROM_3_ON = (
    ("#ffd54f", _BLACK),
    ("#ffbd45", _BLACK),
    ("#ffa033", _BLACK),
    ("#fa7f2c", _BLACK),
    ("#f0602b", _BLACK),
    ("#cf2e33", _WHITE),
    ("#b51a50", _WHITE),
    ("#930c66", _WHITE),
)
PALETTES = {
    True: Palette(
        trunk="#2a343f",
        plain=(("#5b6875", _WHITE), ("#748290", _BLACK), ("#8a97a4", _BLACK)),
        rim="#6fe7ff",
        numb=("#8ea6d8", _BLACK),
        ramp=(("#fff3b0", _BLACK), ("#ffe680", _BLACK), *_FROM_3_ON),
    ),
    False: Palette(
        trunk="#8b949d",
        plain=(("#c0c7cd", _BLACK), ("#a9b1b9", _BLACK), ("#d3d8dc", _BLACK)),
        rim="#0047c2",
        numb=("#8fa6dc", _BLACK),
        ramp=(("#ffec7a", _BLACK), ("#ffe04d", _BLACK), *_FROM_3_ON),
    ),
}
"""For a dark ground, and for a light one."""


def wordings(felt: Felt, *, asked: bool = False) -> list[tuple[str, ...]]:
    """What to write in a spot, the fullest first: ``6t4N`` is pain 6, pins and needles 4, and numb.

    A ``?`` stands for the strength of pins and needles that is asked for.
    """
    tingling = "t?" if asked else f"t{felt.tingling}" if felt.tingling else ""
    parts = [part for part in (f"{felt.pain}" if felt.pain else "", tingling, "N" if felt.numb else "") if part]
    if not parts:
        return []
    first, *others = parts
    if not others:
        return [(first,)]
    return [("".join(parts),), (first, "".join(others)), (first + "".join(other[0] for other in others),)]


_TEXTURES = {(False, False): "  ", (True, False): "╱╱", (False, True): "··", (True, True): "╱·"}
"""What a spot is filled with, column by column: stripes where it is numb, pricks where there are pins and needles."""


class Shown(NamedTuple):
    """What there is to see, and the styles of the theme for it."""

    felt: Mapping[Spot, Felt]
    cursor: Spot
    asked: bool
    """Whether the next number is for pins and needles at the cursor."""
    plain: Style
    here: Style
    """For the names of the side and the view that the cursor is at."""
    chosen: Style
    """For the cursor in the table."""

    def wordings(self, spot: Spot) -> list[tuple[str, ...]]:
        """What to write in a spot."""
        return wordings(self.felt[spot], asked=self.asked and spot == self.cursor)


@lru_cache(maxsize=2048)
def _style(front: str | Colour, behind: str | Colour, *, bold: bool = False) -> Style:
    return Style(color=front, bgcolor=behind, bold=bold)


class _Body(NamedTuple):
    """One view of the body, and all that its looks depend on."""

    view: View
    columns: int
    rows: int
    felt: tuple[tuple[Spot, Felt], ...]
    cursor: Spot | None
    """Where it is, if it is in this view."""
    asked: bool
    plain: Style

    def inks(self) -> Dots:
        """The body, with a rim around the spot at the cursor."""
        inks = silhouette.dots(self.view, self.columns, self.rows)
        if self.cursor is None:
            return inks
        return silhouette.rimmed(inks, silhouette.ink_of(self.cursor), 2 + (self.rows > 20))

    def wordings(self, spot: Spot, felt: Felt) -> list[tuple[str, ...]]:
        """What to write in a spot."""
        return wordings(felt, asked=self.asked and spot == self.cursor)

    def label(self, spot: Spot, worded: Sequence[Sequence[str]], lines: list[Line], style: Style) -> None:
        """Write in a spot, with a space beside it where there is a pattern or room."""
        owned = blocks.owners(self.view, self.columns, self.rows)
        ink = silhouette.ink_of(spot)
        for row, column, text in blocks.place(owned, ink, worded):
            line = lines[row]
            for beside_it in (column - 1, column + len(text)):
                if line[beside_it][0] in "╱·" or owned[row][beside_it] == (ink, WHOLE):
                    write(line, beside_it, " ", style)
            write(line, column, text, style)


@lru_cache(maxsize=64)
def _in_colours(body: _Body, palette: Palette) -> list[Line]:
    """A view of the body in colours; it is kept, as most of what is seen stays the same from key to key."""
    ground = body.plain.bgcolor or _BLACK
    colours: dict[int, str | Colour] = {
        silhouette.OUTSIDE: ground,
        silhouette.TRUNK: palette.trunk,
        silhouette.SEAM: palette.trunk,
        silhouette.RIM: palette.rim,
    }
    letters, textures = {}, {}
    for spot, felt in body.felt:
        ink = silhouette.ink_of(spot)
        colours[ink], letters[ink] = palette.of(spot, felt)
        textures[ink] = _TEXTURES[felt.numb, felt.tingling > 0]
    lines: list[Line] = []
    for row in blocks.cells(body.inks()):
        line = [(glyph, _style(colours[front], colours[behind])) for glyph, front, behind in row]
        for x, (glyph, _, ink) in enumerate(row):
            if glyph == " " and ink in textures:
                line[x] = (textures[ink][x % 2], _style(letters[ink], colours[ink]))
        lines.append(line)
    for spot, felt in body.felt:
        if worded := body.wordings(spot, felt):
            ink = silhouette.ink_of(spot)
            body.label(spot, worded, lines, _style(letters[ink], colours[ink], bold=True))
    return lines


def _in_braille(body: _Body) -> list[Line]:
    """A view of the body without colours."""
    here = {silhouette.ink_of(spot): felt for spot, felt in body.felt}
    strengths = {ink: max(felt.pain, felt.tingling) for ink, felt in here.items() if felt.pain or felt.tingling}
    numb = {ink for ink, felt in here.items() if felt.numb}
    lines = [[(letter, body.plain) for letter in text] for text in blocks.braille(body.inks(), strengths, numb)]
    for spot, felt in body.felt:
        worded = body.wordings(spot, felt)
        if spot == body.cursor:
            worded = [(f"[{word}]",) for word in ([first for first, *rest in worded if not rest] or [" "])]
        if worded:
            body.label(spot, worded, lines, body.plain + Style(bold=True))
    return lines


class Picture:
    """Both views of the body side by side: in colours, or without them in braille."""

    def __init__(self, size: Size, palette: Palette | None) -> None:
        self._size, self._palette = size, palette
        self._columns = min(size.width // 4 * 2, max(16, round(2 + 0.375 * size.height) * 2))
        self._rows = min(size.height - 1, round(1.6 * self._columns))
        self._top = (size.height - 1 - self._rows) // 2
        spare = size.width - 2 * self._columns
        gap = min(spare, max(3, self._columns // 4))
        self._left = {View.BACK: (spare - gap) // 2, View.FRONT: (spare - gap) // 2 + self._columns + gap}

    def spot_at(self, x: int, y: int) -> Spot | None:
        """The spot that is drawn in a cell."""
        for view, left in self._left.items():
            if 0 <= x - left < self._columns and 0 <= y - self._top < self._rows:
                ink, _ = blocks.owners(view, self._columns, self._rows)[y - self._top][x - left]
                return silhouette.spot_of_ink(ink)
        return None

    def lines(self, shown: Shown) -> list[Line]:
        """The picture, with the names of the sides and of the views below it."""
        lines: list[Line] = [[(" ", shown.plain)] * self._size.width for _ in range(self._size.height)]
        for view, left in self._left.items():
            body = _Body(
                view,
                self._columns,
                self._rows,
                tuple((spot, felt) for spot, felt in shown.felt.items() if spot.view is view),
                shown.cursor if shown.cursor.view is view else None,
                shown.asked,
                shown.plain,
            )
            seen = _in_braille(body) if self._palette is None else _in_colours(body, self._palette)
            for line, row in zip(lines[self._top :], seen, strict=False):
                line[left : left + self._columns] = row
            self._name(view, lines[self._top + self._rows], left + self._columns // 2, shown)
        return lines

    def _name(self, view: View, line: Line, middle: int, shown: Shown) -> None:
        before, after = sides_as_seen(view)
        leg = (self._columns - 2 * silhouette.MARGIN) / 4
        start = middle - len(view) // 2
        end = start + len(view)
        for text, column, here in (
            (before, min(start - 2 - len(before), round(middle - leg - len(before) / 2)), shown.cursor.side is before),
            (view.upper(), start, True),
            (after, max(end + 2, round(middle + leg - len(after) / 2)), shown.cursor.side is after),
        ):
            write(line, column, text, shown.here if here and shown.cursor.view is view else shown.plain)


class Table:
    """One view as a table, for where there is little room."""

    WORDS, CELL = 22, 8
    """Columns for the words of a row, and for each side."""

    def __init__(self, size: Size, cursor: Spot) -> None:
        self._size, self._view = size, cursor.view
        rows: dict[str, list[Spot]] = {}
        for spot in SPOTS:
            if spot.view is cursor.view:
                rows.setdefault(spot.words.replace(f"{spot.side} ", ""), []).append(spot)
        self._rows = list(rows.items())
        if cursor.view is View.BACK:
            # The middle comes below the sides: from it the way down leads to the buttocks.
            self._rows[:2] = self._rows[1::-1]
        at = next(number for number, (_, spots) in enumerate(self._rows) if cursor in spots)
        self._first = max(0, min(at, len(self._rows) - 1) - max(0, size.height - 2))

    def spot_at(self, x: int, y: int) -> Spot | None:
        """The spot whose cell this is."""
        row, side = self._first + y - 1, (x - self.WORDS) // self._cell
        if y < 1 or row >= len(self._rows) or side not in (0, 1):
            return None
        spots = self._rows[row][1]
        return spots[min(side, len(spots) - 1)]

    @property
    def _cell(self) -> int:
        return max(4, min(self.CELL, (self._size.width - self.WORDS) // 2))

    def lines(self, shown: Shown) -> list[Line]:
        """The rows, the left side first in either view; the first line says which view it is."""
        other = View.FRONT if self._view is View.BACK else View.BACK
        heading = f"{self._view.capitalize()} view (tab: {other})"
        lines: list[Line] = [[(" ", shown.plain)] * self._size.width for _ in range(self._size.height)]
        write(lines[0], 0, heading + f"{Side.LEFT:^{self._cell}}{Side.RIGHT:^{self._cell}}", shown.here)
        for line, (words, spots) in zip(lines[1:], self._rows[self._first :], strict=False):
            write(line, 0, words, shown.plain)
            width = 2 * self._cell // len(spots)
            for number, spot in enumerate(spots):
                text = "".join((shown.wordings(spot) or [("·",)])[0])
                here = spot == shown.cursor
                text = f"[{text.replace('·', ' ')}]" if here else text
                start = self.WORDS + number * width + (width - len(text) + 1) // 2
                write(line, start, text, shown.chosen if here else shown.plain)
        return lines
