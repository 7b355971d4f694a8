"""Turns a picture of dots into characters: blocks of two colours, or braille. The body chart and the figures use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

ACROSS, DOWN = 4, 8
WHOLE = ACROSS * DOWN
"""Dots of one character cell. Cells are twice as high as wide, so the dots are square."""
NOTHING = 0
"""The ink of the dots on which nothing is drawn."""

Dots = tuple[bytes, ...]
"""The ink of each dot, row by row."""


class Cell(NamedTuple):
    """One character cell: what stands in it, and the inks in front and behind."""

    glyph: str
    front: int
    behind: int


class Care(NamedTuple):
    """What must not get lost where a cell has more inks than the two it can show."""

    weights: tuple[tuple[int, float], ...]
    """Inks that count more than others: thin lines."""
    grounds: frozenset[int] = frozenset({NOTHING})
    """Inks that lie behind; a third ink of the body is drawn as the second one, so that the outline stays as it is."""
    lines: frozenset[int] = frozenset()
    """Inks beside which no outline has to be kept."""
    splinter: int = 6
    """So few dots of a cell would stick out like a splinter, and are left out."""


def _mask(across: range, down: range) -> int:
    return sum(1 << (y * ACROSS + x) for y in down for x in across)


def _glyphs() -> dict[int, str]:
    """The blocks by the dots they cover; what they leave free is drawn with the inks exchanged."""
    everything, left, right = range(ACROSS), range(ACROSS // 2), range(ACROSS // 2, ACROSS)
    upper, lower = range(DOWN // 2), range(DOWN // 2, DOWN)
    found = {_mask(everything, range(DOWN - n, DOWN)): "▁▂▃▄▅▆▇"[n - 1] for n in range(1, DOWN)}
    found |= {_mask(range(n), range(DOWN)): "▎▌▊"[n - 1] for n in range(1, ACROSS)}
    found |= {_mask(left, upper): "▘", _mask(right, upper): "▝", _mask(left, lower): "▖", _mask(right, lower): "▗"}
    return found | {_mask(left, upper) | _mask(right, lower): "▚"}


_GLYPHS = _glyphs()
_ALL = (1 << WHOLE) - 1
_MASKS = (*_GLYPHS, *(_ALL ^ mask for mask in _GLYPHS), 0, _ALL)


@lru_cache(maxsize=8192)
def cell(block: bytes, care: Care) -> Cell:
    """The block character, of all there are, that comes nearest to the dots of a cell."""
    counted = Counter(block)
    if len(counted) == 1:
        return Cell(" ", NOTHING, block[0])
    weights = dict(care.weights)
    front, behind = sorted(counted, key=lambda ink: -counted[ink] * weights.get(ink, 1.0))[:2]
    if (front in care.grounds) != (behind in care.grounds) and not care.lines & {front, behind}:
        ground, body = (front, behind) if front in care.grounds else (behind, front)
        covered = sum(n for ink, n in counted.items() if ink not in care.grounds)
        if min(covered, WHOLE - covered) <= care.splinter:
            return Cell(" ", NOTHING, ground if front == ground else body)
        block = bytes(ground if ink in care.grounds else body for ink in block)
    ahead = sum(1 << place for place, ink in enumerate(block) if ink == front)
    back = sum(1 << place for place, ink in enumerate(block) if ink == behind)

    def wrong(mask: int) -> int:
        return (ahead & ~mask & _ALL).bit_count() + (back & mask).bit_count()

    best = min(_MASKS, key=wrong)
    if best in (0, _ALL):
        return Cell(" ", NOTHING, front if best else behind)
    return Cell(_GLYPHS[best], front, behind) if best in _GLYPHS else Cell(_GLYPHS[_ALL ^ best], behind, front)


def blocks(picture: Dots) -> Iterator[Iterator[bytes]]:
    """The dots of each cell, row by row."""
    for y in range(0, len(picture), DOWN):
        lines = picture[y : y + DOWN]
        yield (b"".join([line[x : x + ACROSS] for line in lines]) for x in range(0, len(picture[0]), ACROSS))


def cells(picture: Dots, care: Care) -> list[list[Cell]]:
    """The picture in character cells of two colours each."""
    return [[cell(block, care) for block in row] for row in blocks(picture)]


_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def braille(lit: Sequence[Sequence[int]]) -> list[str]:
    """Lines of braille for dots that are lit or not; two dots across and four down make a character."""
    return [
        "".join(
            chr(0x2800 + sum(_BRAILLE[dy][dx] for dy in range(4) for dx in range(2) if lit[y + dy][x + dx]))
            for x in range(0, len(lit[0]), 2)
        )
        for y in range(0, len(lit), 4)
    ]
