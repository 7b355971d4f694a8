"""A person who does the exercise, in step with the count; where nothing is to move, its beginning and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from mckenzie_tui.dots import Dots, cells
from mckenzie_tui.figure.load import figure_of
from mckenzie_tui.figure.looks import CARE, PALETTES, in_braille
from mckenzie_tui.figure.motion import START, Moment, beginning, moment, picture, stills, ways
from mckenzie_tui.figure.schema import FigureFile
from mckenzie_tui.figure.solids import Ink
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.tui.widgets.cell_picture import CellPicture, Line, Painted, painted, write

LEAST = Size(30, 9)
"""Where there is less room nothing is drawn."""
LEAST_STILL = 7
"""Rows for each of the two pictures that stand above each other where nothing moves."""
KEPT = 120
"""So many pictures are kept, to be shown again without being drawn again."""
_GAP = 2
"""Columns between the beginning and the end of the movement."""


class Figure(CellPicture):
    """The figure of an exercise. It stands at the beginning of the movement until it is told where it is."""

    DEFAULT_CSS = """
    Figure {
        width: 1fr;
        height: 1fr;
    }
    Figure > .figure--words {
        color: $foreground;
    }
    """
    COMPONENT_CLASSES = {"figure--words"}

    @dataclass
    class NoRoom(Message):
        """It is on the screen, and there is too little room to draw it."""

    def __init__(
        self,
        *,
        colours: bool = True,
        moving: bool = True,
        id: str | None = None,  # noqa: A002  (Textual's own name)
    ) -> None:
        """Begin empty; without ``colours`` it is drawn in braille, without ``moving`` it stands still."""
        super().__init__(id=id)
        self._colours = colours
        self._moving = moving
        self._figure: FigureFile | None = None
        self._mirrored = False
        self._at = START
        self._first = True
        """Whether the next way out begins with getting into place."""
        self._kept: dict[tuple[object, ...], Sequence[Strip]] = {}
        self._latest = Painted()
        """The picture that was drawn last: much of the next one is the same."""

    def on_show(self) -> None:
        """Tell where there is no room to draw anything."""
        self._tell_room()

    def on_resize(self) -> None:
        """Tell where there is no room any more."""
        self._tell_room()

    def _tell_room(self) -> None:
        if self.display and not self.has_room:
            self.post_message(self.NoRoom())

    def show(self, figure: FigureFile | str | None, *, mirrored: bool = False) -> None:
        """Show the figure of an exercise, by itself or by id; nothing where there is none."""
        found = figure_of(figure) if isinstance(figure, str) else figure
        if found is not self._figure:
            self._kept.clear()
        self._figure = found
        self._mirrored = mirrored
        self._stand()

    def at(self, part: Part, progress: float) -> None:
        """Stand where a part of the movement is so far gone, 0 to 1; a pose that is kept is drawn once."""
        # A way out that stands still has not begun: nothing is counted yet, or the movement is only being shown.
        # The one after it is the first. A way out that follows another part is not.
        self._first = part is Part.OUT and (self._first or progress == 0)
        first = self._first and self._figure is not None and bool(self._figure.motion.set_up)
        count = 1 if self._figure is None else ways(self._figure, part)
        if self._moving and (now := moment(part, progress, first=first, each=count)) != self._at:
            self._at = now
            self.repaint()

    @property
    def has_room(self) -> bool:
        """Whether there is room enough to draw anything."""
        return self.content_size.width >= LEAST.width and self.content_size.height >= LEAST.height

    @property
    def moving(self) -> bool:
        """Whether it moves; otherwise its beginning and its end stand side by side."""
        return self._moving

    @moving.setter
    def moving(self, moving: bool) -> None:
        self._moving = moving
        self._stand()

    def _stand(self) -> None:
        """Stand at the beginning."""
        self._at = START if self._figure is None else beginning(self._figure)
        self._first = True
        self.refresh()

    # What is seen

    def picture(self) -> Sequence[Strip]:
        """The moment that is to be seen now: kept from before, or drawn."""
        size = self.content_size
        if self._figure is None or not self.has_room:
            return []
        words = self.get_component_rich_style("figure--words")
        dark = self.app.current_theme.dark if self._colours else None
        key = (size, self._mirrored, dark, self.rich_style, words, self._moving, self._at)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._latest = painted(self._drawn(self._figure, size, words), self._latest)
            self._kept[key] = self._latest.strips
        return self._kept[key]

    def _drawn(self, figure: FigureFile, size: Size, words: Style) -> list[Line]:
        """The picture of this moment; or those of the beginning and the end, or of the end alone, as there is room."""
        moments = (self._at,) if self._moving else stills(figure)
        if len(moments) == 1:
            return self._lines(figure, moments[0], size, figure.caption, words)
        start, end = f"start, {figure.caption}", "end"
        if (size.width - _GAP) // 2 >= LEAST.width:
            half = Size((size.width - _GAP) // 2, size.height)
            gap = [(" ", self.rich_style)] * (size.width - 2 * half.width)
            first = self._lines(figure, moments[0], half, start, words)
            last = self._lines(figure, moments[1], half, end, words)
            return [left + gap + right for left, right in zip(first, last, strict=True)]
        half = Size(size.width, size.height // 2)
        if half.height < LEAST_STILL:
            return self._lines(figure, moments[1], size, end, words)
        first = self._lines(figure, moments[0], half, start, words)
        return first + self._lines(figure, moments[1], half, end, words)

    def _lines(self, figure: FigureFile, at: Moment, size: Size, caption: str, words: Style) -> list[Line]:
        """One picture with the words in it, and below it from where it is seen."""
        drawn = picture(figure, at, size.width, size.height - 1, mirrored=self._mirrored)
        lines = self._in_colours(drawn.dots) if self._colours else self._in_braille(drawn.dots)
        lines.append([(" ", self.rich_style)] * size.width)
        for row, column, text in drawn.words:
            write(lines[row], column, text, words, ground=True)
        words_below = caption if len(caption) < size.width else caption.partition(",")[0]
        write(lines[-1], 1, words_below, words, ground=True)
        return lines

    def _in_colours(self, dots: Dots) -> list[Line]:
        palette = PALETTES[self.app.current_theme.dark]
        colours = [palette.get(ink, self.rich_style.bgcolor) for ink in Ink]

        @cache
        def style(front: int, behind: int) -> Style:
            return Style(color=colours[front], bgcolor=colours[behind])

        return [[(glyph, style(front, behind)) for glyph, front, behind in row] for row in cells(dots, CARE)]

    def _in_braille(self, dots: Dots) -> list[Line]:
        return [[(letter, self.rich_style) for letter in row] for row in in_braille(dots)]
