"""A figure at one moment of a repetition: which poses it is between, and the picture of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mckenzie_tui.dots import ACROSS, DOWN, Dots
from mckenzie_tui.figure.raster import Camera, Canvas, camera
from mckenzie_tui.figure.scenery import arrow, beside
from mckenzie_tui.figure.schema import Box, FigureFile, Label, Stage
from mckenzie_tui.figure.skeleton import Skeleton, skeleton
from mckenzie_tui.figure.solids import Ink
from mckenzie_tui.figure.things import with_things
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.words import Side

STEPS = 14
"""Pictures of one way out, or back; of each way where one part goes to and fro."""
_HALO = 1.25
"""How wide the halo around a part is, in hundredths of a body height."""


_ROWS_TO_TRY = 7
"""Words stand this near to where they are wanted, in the first row where they cover nothing."""


class Words(NamedTuple):
    """Words in the picture, and the cell in which they begin."""

    row: int
    column: int
    text: str


class Picture(NamedTuple):
    """One picture of a figure."""

    dots: Dots
    words: tuple[Words, ...]


class Moment(NamedTuple):
    """The part of a repetition, and which of its pictures it is: 0 to ``STEPS``."""

    part: Part
    step: float
    first: bool = False
    """Whether one first gets into place, as before the first repetition."""


START = Moment(Part.OUT, 0)


def moment(part: Part, progress: float, *, first: bool = False, each: int = 1) -> Moment:
    """The picture for a part that is so far gone, 0 to 1, of one that goes so many ways.

    While a pose is kept it is always the same one.
    """
    if part in (Part.OUT, Part.RETURN):
        return Moment(part, round(min(1.0, max(0.0, progress)) * STEPS * each) / each, first and part is Part.OUT)
    return Moment(Part.BETWEEN_SETS if part is Part.BETWEEN_SETS else Part.HOLD, 0)


def ways(figure: FigureFile, part: Part) -> int:
    """How many ways a part goes: each from one pose to the next where it comes back to one, as to each side in turn."""
    names = figure.motion.out if part is Part.OUT else figure.way_back
    return len(names) - 1 if len(set(names)) < len(names) else 1


def stills(figure: FigureFile) -> tuple[Moment, ...]:
    """The moments that say it all where nothing moves: the beginning and the end, or the one pose there is."""
    held = Moment(Part.HOLD, 0)
    return (held,) if figure.motion.out[0] == figure.held else (beginning(figure), held)


def beginning(figure: FigureFile) -> Moment:
    """The moment before anything has moved."""
    return START._replace(first=bool(figure.motion.set_up))


def posture(figure: FigureFile, at: Moment) -> Skeleton:
    """The body at a moment."""
    if at.part not in (Part.OUT, Part.RETURN):
        return skeleton(figure, figure.pose(figure.motion.out[0] if at.part is Part.BETWEEN_SETS else figure.held))
    names, place = _place(figure, at)
    first = min(int(place), max(0, len(names) - 2))
    start, end = figure.pose(names[first]), figure.pose(names[min(first + 1, len(names) - 1)])
    return skeleton(figure, start, end, place - first)


def _place(figure: FigureFile, at: Moment) -> tuple[tuple[str, ...], float]:
    """The poses of a part, and how many of them are gone by."""
    names = figure.motion.out if at.part is Part.OUT else figure.way_back
    if at.first:
        names = (*figure.motion.set_up, *names)
    share, each = at.step / STEPS, len(names) - 1
    if ways(figure, at.part) == 1:
        return names, _eased(share) * each
    gone = min(int(share * each), each - 1)
    return names, gone + _eased(share * each - gone)


def _stage(figure: FigureFile, at: Moment) -> Stage:
    return "set_up" if at.first and _place(figure, at)[1] < len(figure.motion.set_up) else "movement"


def _eased(share: float) -> float:
    """Slow at both ends."""
    return share * share * (3 - 2 * share)


def mirrors(figure: FigureFile, side: Side | None) -> bool:
    """Whether the picture is mirrored for this side: the painful one, or the one that works where they take turns."""
    return figure.drawn_for is not None and side in (Side.LEFT, Side.RIGHT) and side is not figure.drawn_for


def picture(figure: FigureFile, at: Moment, columns: int, rows: int, *, mirrored: bool = False) -> Picture:
    """The picture of a moment, in so many cells."""
    seen, stage = camera(figure.view, figure.eye, figure.frame, columns, rows), _stage(figure, at)
    canvas = Canvas(seen, columns, rows, _scenery_dots(figure.scenery, seen, columns, rows))
    halo = _HALO * seen.scale
    for solids in with_things(figure, posture(figure, at), seen):
        canvas.part(solids, halo)
    for thing in figure.scenery:
        if thing.nearest:
            canvas.part(beside(thing), 0)
    for stated in figure.arrows:
        # Turned round on the way back it would point away from where the words say to go.
        if stated.during == stage and at.part is Part.OUT:
            canvas.part(arrow(stated, seen), halo)
    drawn = canvas.dots()
    if mirrored:
        drawn = tuple(line[::-1] for line in drawn)
    labels = (label for label in figure.labels if label.during in (None, stage))
    return Picture(drawn, tuple(_placed(label, seen.spot(label.at), drawn, mirrored=mirrored) for label in labels))


@lru_cache(maxsize=32)
def _scenery_dots(boxes: tuple[Box, ...], seen: Camera, columns: int, rows: int) -> Dots:
    canvas = Canvas(seen, columns, rows)
    for stated in boxes:
        if stated.nearest:
            continue
        solids = beside(stated)
        if stated.kind == "mat" and not seen.right[2]:
            canvas.whole_cells(*solids)
        else:
            canvas.part(solids, 0)
    return canvas.dots()


def _placed(label: Label, spot: tuple[float, float], drawn: Dots, *, mirrored: bool) -> Words:
    """Where words stand; what is written never mirrors, but left and right change places."""
    columns, rows = len(drawn[0]) // ACROSS, len(drawn) // DOWN
    x, y = spot
    if mirrored:
        x = columns * ACROSS - x
    wanted = min(max(0, int(y / DOWN)), rows - 1)
    texts = [_other_side(text) if mirrored else text for text in (label.text, label.short or label.text)]

    def at(row: int, text: str, margin: int) -> Words:
        rightmost = columns - len(text) - margin
        return Words(row, max(0, min(max(margin, round(x / ACROSS - len(text) / 2)), rightmost)), text)

    rows_to_try = sorted(range(rows), key=lambda row: abs(row - wanted))[:_ROWS_TO_TRY]
    tried = (at(row, text, margin) for text in texts for row in rows_to_try for margin in (1, 0))
    return next((words for words in tried if _has_room(words, drawn)), at(wanted, texts[-1], 0))


def _other_side(text: str) -> str:
    return re.sub(r"\b(left|right)\b", lambda found: "right" if found[0] == "left" else "left", text)


def _has_room(words: Words, drawn: Dots) -> bool:
    """Whether words cover nothing that is to be seen."""
    lines = drawn[words.row * DOWN : (words.row + 1) * DOWN]
    covered = {ink for line in lines for ink in line[words.column * ACROSS : (words.column + len(words.text)) * ACROSS]}
    return covered <= {Ink.NOTHING, Ink.MAT}
