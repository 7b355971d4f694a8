"""A body on which a person marks where it hurts and how strongly: a picture, or a table where there is little room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rich.color import Color as Colour
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from mckenzie_tui.body import MIDDLE, SPOTS, Spot, Way, beside, seen_from_the_other_side, sides_as_seen
from mckenzie_tui.locating import Felt, cleared, felt_at, leg_in_question, on_chart, rated, with_numbness
from mckenzie_tui.session import Symptoms
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.widgets import silhouette
from mckenzie_tui.words import Kind, Region, Side, View

MOST = 10
LEAST_PICTURE = Size(38, silhouette.LEAST_ROWS + 1)
"""Where there is less room there is a table."""


class Palette(NamedTuple):
    """The colours of the picture on one kind of ground."""

    trunk: str
    plain: tuple[str, str, str]
    """What is not marked: two in turn from the low back down, and one for the middle of the low back."""
    rim: str
    numb: str
    """Where it is numb and nothing else is felt."""
    ramp: tuple[tuple[str, str], ...]
    """For each strength from 1 to 10 the ground, and the number on it."""

    def of(self, spot: Spot, felt: Felt) -> tuple[str, str]:
        """The ground of a spot where this is felt, and what is written on it."""
        strength = max(felt.pain, felt.tingling)
        if strength:
            return self.ramp[strength - 1]
        plain = self.plain[2 if spot == MIDDLE else list(Region).index(spot.region) % 2]
        return (self.numb if felt.numb else plain), "#000000"


_STRONG = tuple(
    zip(
        ("#ffd54f", "#ffbd45", "#ffa033", "#fa7f2c", "#f0602b", "#cf2e33", "#b51a50", "#930c66"),
        ("#000000",) * 5 + ("#ffffff",) * 3,
        strict=True,
    )
)
PALETTES = {
    True: Palette(
        "#2a343f",
        ("#5b6875", "#748290", "#8a97a4"),
        "#6fe7ff",
        "#8ea6d8",
        (("#fff3b0", "#000000"), ("#ffe680", "#000000"), *_STRONG),
    ),
    False: Palette(
        "#8b949d",
        ("#c0c7cd", "#a9b1b9", "#d3d8dc"),
        "#0047c2",
        "#8fa6dc",
        (("#ffec7a", "#000000"), ("#ffe04d", "#000000"), *_STRONG),
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


class _Shown(NamedTuple):
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


_Line = list[tuple[str, Style]]
"""The characters of a line, each with its style."""


def _write(line: _Line, column: int, text: str, style: Style) -> None:
    for x, letter in enumerate(text, start=column):
        if 0 <= x < len(line):
            line[x] = (letter, style)


@lru_cache(maxsize=2048)
def _style(front: str | Colour, behind: str | Colour, *, bold: bool = False) -> Style:
    return Style(color=front, bgcolor=behind, bold=bold)


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
                ink, _ = silhouette.owners(view, self._columns, self._rows)[y - self._top][x - left]
                return silhouette.spot_of_ink(ink)
        return None

    def lines(self, shown: _Shown) -> list[_Line]:
        """The picture, with the names of the sides and of the views below it."""
        lines: list[_Line] = [[(" ", shown.plain)] * self._size.width for _ in range(self._size.height)]
        for view, left in self._left.items():
            inks = silhouette.dots(view, self._columns, self._rows)
            if shown.cursor.view is view:
                inks = silhouette.rimmed(inks, silhouette.ink_of(shown.cursor), 2 + (self._rows > 20))
            if self._palette is None:
                self._in_braille(view, inks, left, lines, shown)
            else:
                self._in_colours(view, inks, left, lines, shown, self._palette)
            self._name(view, lines[self._top + self._rows], left + self._columns // 2, shown)
        return lines

    def _in_colours(
        self, view: View, inks: silhouette.Dots, left: int, lines: list[_Line], shown: _Shown, palette: Palette
    ) -> None:
        ground = shown.plain.bgcolor or "#000000"
        colours: dict[int, str | Colour] = {
            silhouette.OUTSIDE: ground,
            silhouette.TRUNK: palette.trunk,
            silhouette.SEAM: palette.trunk,
            silhouette.RIM: palette.rim,
        }
        letters, textures = {}, {}
        for spot, felt in shown.felt.items():
            ink = silhouette.ink_of(spot)
            colours[ink], letters[ink] = palette.of(spot, felt)
            textures[ink] = _TEXTURES[felt.numb, felt.tingling > 0]
        for y, row in enumerate(silhouette.cells(inks), start=self._top):
            lines[y][left : left + self._columns] = [
                (glyph, _style(colours[front], colours[behind])) for glyph, front, behind in row
            ]
            for x, (glyph, _, ink) in enumerate(row, start=left):
                if glyph == " " and ink in textures:
                    lines[y][x] = (textures[ink][x % 2], _style(letters[ink], colours[ink]))
        for spot in shown.felt:
            if spot.view is view and (worded := shown.wordings(spot)):
                ink = silhouette.ink_of(spot)
                self._label(spot, worded, left, lines, _style(letters[ink], colours[ink], bold=True))

    def _in_braille(self, view: View, inks: silhouette.Dots, left: int, lines: list[_Line], shown: _Shown) -> None:
        here = {silhouette.ink_of(spot): felt for spot, felt in shown.felt.items()}
        strengths = {ink: max(felt.pain, felt.tingling) for ink, felt in here.items() if felt.pain or felt.tingling}
        numb = {ink for ink, felt in here.items() if felt.numb}
        for y, text in enumerate(silhouette.braille(inks, strengths, numb), start=self._top):
            _write(lines[y], left, text, shown.plain)
        for spot in shown.felt:
            worded = shown.wordings(spot)
            if spot == shown.cursor:
                worded = [(f"[{word}]",) for word in ([first for first, *rest in worded if not rest] or [" "])]
            if spot.view is view and worded:
                self._label(spot, worded, left, lines, shown.plain + Style(bold=True))

    def _label(self, spot: Spot, worded: Sequence[Sequence[str]], left: int, lines: list[_Line], style: Style) -> None:
        owned = silhouette.owners(spot.view, self._columns, self._rows)
        ink = silhouette.ink_of(spot)
        for row, column, text in silhouette.place(owned, ink, worded):
            line = lines[self._top + row]
            for beside_it in (column - 1, column + len(text)):
                if line[left + beside_it][0] in "╱·" or owned[row][beside_it] == (ink, silhouette.WHOLE):
                    _write(line, left + beside_it, " ", style)
            _write(line, left + column, text, style)

    def _name(self, view: View, line: _Line, middle: int, shown: _Shown) -> None:
        before, after = sides_as_seen(view)
        leg = (self._columns - 2 * silhouette.MARGIN) / 4
        start = middle - len(view) // 2
        end = start + len(view)
        for text, column, here in (
            (before, min(start - 2 - len(before), round(middle - leg - len(before) / 2)), shown.cursor.side is before),
            (view.upper(), start, True),
            (after, max(end + 2, round(middle + leg - len(after) / 2)), shown.cursor.side is after),
        ):
            _write(line, column, text, shown.here if here and shown.cursor.view is view else shown.plain)


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

    def lines(self, shown: _Shown) -> list[_Line]:
        """The rows, the left side first in either view; the first line says which view it is."""
        other = View.FRONT if self._view is View.BACK else View.BACK
        heading = f"{self._view.capitalize()} view (tab: {other})"
        lines: list[_Line] = [[(" ", shown.plain)] * self._size.width for _ in range(self._size.height)]
        _write(lines[0], 0, heading + f"{Side.LEFT:^{self._cell}}{Side.RIGHT:^{self._cell}}", shown.here)
        for line, (words, spots) in zip(lines[1:], self._rows[self._first :], strict=False):
            _write(line, 0, words, shown.plain)
            width = 2 * self._cell // len(spots)
            for number, spot in enumerate(spots):
                text = "".join((shown.wordings(spot) or [("·",)])[0])
                here = spot == shown.cursor
                text = f"[{text.replace('·', ' ')}]" if here else text
                start = self.WORDS + number * width + (width - len(text) + 1) // 2
                _write(line, start, text, shown.chosen if here else shown.plain)
        return lines


class BodyChart(Widget, can_focus=True):
    """The body from the low back down, with a cursor that the arrow keys move; digits say how strong it is there."""

    DEFAULT_CSS = """
    BodyChart {
        width: 1fr;
        height: 1fr;
    }
    BodyChart > .body-chart--here {
        color: $primary;
        text-style: bold;
    }
    BodyChart > .body-chart--cursor {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: bold;
    }
    """
    COMPONENT_CLASSES = {"body-chart--here", "body-chart--cursor"}
    BINDINGS = [
        *(Binding(way.value, f"move('{way}')", way.capitalize(), show=False) for way in Way),
        Binding("tab,shift+tab", "other_view", "Other view", show=False),
        Binding("backspace,delete", "clear_spot", "Clear", show=False),
    ]

    found: reactive[Symptoms] = reactive(Symptoms(), init=False)
    """What is marked."""
    cursor: reactive[Spot] = reactive(MIDDLE, init=False)
    """The spot that is marked by the next key."""
    rating_tingling: reactive[bool] = reactive(False, init=False)
    """Whether the next number is for pins and needles."""

    @dataclass
    class Changed(Message):
        """The person changed a mark."""

        found: Symptoms

    @dataclass
    class Moved(Message):
        """The cursor is elsewhere, or there is something else to say about the spot it is at."""

        spot: Spot

        def can_replace(self, message: Message) -> bool:
            """Tell of several changes at once only the last."""
            return isinstance(message, BodyChart.Moved)

    def __init__(self, *, colours: bool = True, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        """Begin without marks; without ``colours`` nothing is told by colour."""
        super().__init__(id=id)
        self._colours = colours
        self._leg: Side | None = None
        """The side of the last spot that had one."""
        self._turned_from: Spot | None = None
        """Where one was in the other view, until one moves in this one."""
        self._keys = HeldKeys()
        self._seen = False
        """Whether the chart has been painted: what nobody has seen cannot be marked."""
        self._drawn: tuple[object, list[Strip]] = (None, [])
        """The lines as they were last drawn, and what they were drawn from."""

    # What the screen does with it

    def show(self, found: Symptoms) -> None:
        """Show these marks, with the cursor at the middle of the low back."""
        self.found = on_chart(found)
        self.cursor = MIDDLE
        self.rating_tingling = False
        self._leg = self._turned_from = None
        self._seen = False
        self.refresh()

    def move(self, way: Way) -> None:
        """Go to the next spot that way; from the middle of the back down to the leg one was at."""
        if isinstance(self._look, Table) and self.cursor.view is View.FRONT:
            # The picture of the front is mirrored; the columns of the table are not.
            way = {Way.LEFT: Way.RIGHT, Way.RIGHT: Way.LEFT}.get(way, way)
        self._go(beside(self.cursor, way, self._leg or leg_in_question(self.found)))

    def other_view(self) -> None:
        """Go to the nearest spot of the other view, on the same side; at once again leads back to where one was."""
        here, there = self.cursor, self._turned_from
        if there is None:
            leg = self._leg or leg_in_question(self.found)
            there = seen_from_the_other_side(Spot(here.view, leg, Region.BACK_SIDE) if here == MIDDLE else here)
        self._go(there)
        self._turned_from = here

    def rate(self, strength: int) -> None:
        """Mark pain of this strength, 0 to 10, or pins and needles where these were asked for; 0 takes them away."""
        self._change(rated(self.found, self.cursor, Kind.TINGLING if self.rating_tingling else Kind.PAIN, strength))

    def toggle_numb(self) -> None:
        """Mark the spot as numb, or as not numb any more."""
        self._change(with_numbness(self.found, self.cursor, numb=not felt_at(self.found, self.cursor).numb))

    def ask_tingling(self) -> None:
        """Take the next number for pins and needles at the cursor."""
        self.rating_tingling = True

    def clear_spot(self) -> None:
        """Take away every mark at the cursor."""
        self._change(cleared(self.found, self.cursor))

    def clear_all(self) -> None:
        """Take away every mark."""
        self._change(Symptoms())

    def _go(self, spot: Spot) -> None:
        self.rating_tingling = False
        self._turned_from = None
        self.cursor = spot

    def _change(self, found: Symptoms) -> None:
        self.rating_tingling = False
        if found != self.found:
            self.found = found
            self.post_message(self.Changed(found))

    def watch_cursor(self, cursor: Spot) -> None:
        """Remember the leg, and tell."""
        if cursor.side is not Side.CENTRAL:
            self._leg = cursor.side
        self.watch_found()

    def watch_found(self) -> None:
        """Tell that there is something else to say."""
        self.post_message(self.Moved(self.cursor))

    watch_rating_tingling = watch_found

    # Keys and mouse

    def action_move(self, way: str) -> None:
        """Go that way."""
        self.move(Way(way))

    def action_other_view(self) -> None:
        """Look at the other view."""
        self.other_view()

    def action_clear_spot(self) -> None:
        """Take away what is marked at the cursor."""
        if self._seen:
            self.clear_spot()

    def on_key(self, event: events.Key) -> None:
        """Take a digit: the strength at the cursor; one that is held down must not rate pins and needles, then pain."""
        held = self._keys.held(event)
        character = event.character or ""
        if not (character.isascii() and character.isdigit()):
            return
        event.stop()
        if self._seen and not held:
            self.rate(int(character) or MOST)

    def on_click(self, event: events.Click) -> None:
        """Go to the spot under the mouse; a click never marks anything."""
        place = event.get_content_offset(self)
        spot = None if place is None else self._look.spot_at(*place)
        if spot is not None:
            self._go(spot)

    # What is seen

    @property
    def _look(self) -> Picture | Table:
        size = self.content_size
        if size.width < LEAST_PICTURE.width or size.height < LEAST_PICTURE.height:
            return Table(size, self.cursor)
        return Picture(size, PALETTES[self.app.current_theme.dark] if self._colours else None)

    def render_line(self, y: int) -> Strip:
        """Paint one row; from now on the chart is to be seen."""
        self._seen = True
        styles = [self.rich_style, *map(self.get_component_rich_style, ("body-chart--here", "body-chart--cursor"))]
        key = (self.content_size, self.app.current_theme.dark, self.found, self.cursor, self.rating_tingling, styles)
        if self._drawn[0] != key:
            shown = _Shown(
                {spot: felt_at(self.found, spot) for spot in SPOTS}, self.cursor, self.rating_tingling, *styles
            )
            self._drawn = (key, [_strip(line) for line in self._look.lines(shown)])
        lines = self._drawn[1]
        return lines[y] if y < len(lines) else Strip.blank(self.content_size.width, self.rich_style)


def _strip(line: _Line) -> Strip:
    groups = groupby(line, key=itemgetter(1))
    return Strip([Segment("".join(letter for letter, _ in group), style) for style, group in groups], len(line))
