"""How large the letters of a sheet can be, so that a session is one page of A4 and of Letter.

The browser alone knows how long a page will be; this is a careful guess, held against a real one by the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

WIDTH, HEIGHT = 186.0, 258.0
"""Millimetres that there are: the width of A4, the height of Letter, without their margins."""
_POINT = 0.3528
"""Millimetres."""
_LINE = 1.28
"""How high a line is, beside its letters."""
_LETTER = 0.49
"""How wide a letter is on average, beside its height, lines that end early included."""


class Close(NamedTuple):
    """How close a sheet is set."""

    name: str
    """Its class in the style sheet."""
    size: float
    """Height of letters, in points."""
    pictures: float
    """Height of the body charts, in millimetres."""


CLOSE = (Close("", 9.2, 56), Close("close", 8.4, 50), Close("closer", 7.6, 44), Close("closest", 6.9, 39))
"""From the usual one to the closest that can still be read."""


class Texts(NamedTuple):
    """The texts that stand in one part of a sheet."""

    told: Sequence[str]
    """Each begins a line of its own."""
    width: float = WIDTH
    """Millimetres that its lines have."""
    smaller: float = 1.0
    """How high its letters are, beside the usual ones."""
    room: float = 0.0
    """Millimetres around all of it."""


def closeness(parts: Sequence[Texts]) -> Close:
    """The largest letters with which all parts fit onto one page; the smallest ones where nothing would do.

    Args:
        parts: the texts below each other, without the heading and the pictures, which are reckoned with here.
    """
    fitting = (close for close in CLOSE if _height(parts, close) <= HEIGHT)
    return next(fitting, CLOSE[-1])


def _height(parts: Sequence[Texts], close: Close) -> float:
    line = close.size * _POINT * _LINE
    heading = 3.4 * line + 2
    # The chart stands beside the result and the pain at each reading, which are about as high.
    pictures = close.pictures + 5 * line + 8
    return heading + pictures + sum(_height_of(part, close) for part in parts)


def _height_of(part: Texts, close: Close) -> float:
    size = close.size * part.smaller * _POINT
    letters = part.width / (size * _LETTER)
    return part.room + sum(ceil(len(told) / letters) for told in part.told) * size * _LINE
