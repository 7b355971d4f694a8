"""How the inks of a figure look: two palettes for blocks, and patterns of dots for braille."""

from __future__ import annotations

from mckenzie_tui.dots import NOTHING, Care, Dots, braille
from mckenzie_tui.figure.solids import Ink

CARE = Care(
    weights=(
        (Ink.NOTHING, 1.4),
        (Ink.MAT, 1.4),
        (Ink.ARROW, 2.0),
        (Ink.LOAD, 1.6),
        (Ink.LOW_BACK, 1.3),
        (Ink.HAIR, 1.2),
        (Ink.SKIN, 1.1),
    ),
    grounds=frozenset({Ink.NOTHING, Ink.FLOOR, Ink.MAT, Ink.WALL, Ink.GEAR}),
    splinter=4,
)
"""What must not get lost where a cell has more inks than two."""

PALETTES = {
    True: {
        Ink.FLOOR: "#5d6c7c",
        Ink.MAT: "#22303f",
        Ink.WALL: "#8d7458",
        Ink.PILLOW: "#8b8fa3",
        Ink.SKIN: "#eec39f",
        Ink.HAIR: "#8a4d26",
        Ink.SHIRT: "#2f8a7e",
        Ink.SLEEVE: "#5ec2b4",
        Ink.TROUSERS: "#6276ad",
        Ink.LEG: "#7388bf",
        Ink.LOW_BACK: "#ff7d5c",
        Ink.ARROW: "#ffc83d",
        Ink.SHADED_SKIN: "#c9a284",
        Ink.SHADED_SLEEVE: "#3c9184",
        Ink.SHADED_LEG: "#4f6196",
        Ink.GEAR: "#8f8560",
        Ink.LOAD: "#e07be0",
    },
    False: {
        Ink.FLOOR: "#8f918f",
        Ink.MAT: "#dbe3ec",
        Ink.WALL: "#a98a64",
        Ink.PILLOW: "#a9adc0",
        Ink.SKIN: "#c4855a",
        Ink.HAIR: "#532c14",
        Ink.SHIRT: "#157a70",
        Ink.SLEEVE: "#27998c",
        Ink.TROUSERS: "#33436f",
        Ink.LEG: "#42548a",
        Ink.LOW_BACK: "#f0472c",
        Ink.ARROW: "#c05f00",
        Ink.SHADED_SKIN: "#dcb69c",
        Ink.SHADED_SLEEVE: "#79bdb4",
        Ink.SHADED_LEG: "#8d9abf",
        Ink.GEAR: "#978a58",
        Ink.LOAD: "#d13ccc",
    },
}
"""The colour of each ink on a dark ground, and on a light one."""


_NONE: frozenset[int] = frozenset()
_PLAIN = frozenset(Ink) - {Ink.LOW_BACK, Ink.HAIR, Ink.MAT, Ink.PILLOW, Ink.GEAR}
_BEHIND = (NOTHING, Ink.MAT)
_OVER: dict[int, frozenset[int]] = {
    Ink.SKIN: frozenset({Ink.LOAD}),
    Ink.SLEEVE: frozenset({Ink.LOAD}),
    Ink.SHIRT: frozenset({Ink.SKIN, Ink.SLEEVE, Ink.LEG, Ink.ARROW, Ink.LOAD}),
    Ink.TROUSERS: frozenset({Ink.SKIN, Ink.SLEEVE, Ink.ARROW, Ink.LOAD}),
    Ink.LEG: frozenset({Ink.SKIN, Ink.SLEEVE, Ink.ARROW, Ink.LOAD}),
    Ink.SHADED_LEG: frozenset({Ink.SKIN, Ink.SLEEVE, Ink.LEG, Ink.ARROW, Ink.LOAD}),
    Ink.SHADED_SLEEVE: frozenset({Ink.SHIRT, Ink.SKIN, Ink.SLEEVE, Ink.ARROW, Ink.LOAD}),
    Ink.SHADED_SKIN: frozenset({Ink.SHIRT, Ink.TROUSERS, Ink.LEG, Ink.SKIN, Ink.SLEEVE, Ink.ARROW, Ink.LOAD}),
}
"""What lies in front of what: without colours a dark line keeps them apart."""


def _is_mortar(x: int, y: int) -> bool:
    """Whether a dot of a wall lies between its bricks."""
    return y % 4 == 3 or (x + y // 4 % 2 * 4) % 8 == 0


def in_braille(picture: Dots) -> list[str]:
    """The picture in braille: limbs set off, the low back chequered, a mat and furniture outlined, a wall of bricks."""
    grid = [line[::2] for line in picture[::2]]
    width = len(grid[0])
    nothing = bytes(width)
    lit = [bytearray(width) for _ in grid]
    for y, line in enumerate(grid):
        above, below = grid[y - 1] if y else nothing, grid[y + 1] if y + 1 < len(grid) else nothing
        for x, ink in enumerate(line):
            if ink == NOTHING:
                continue
            beside = above[x], below[x], line[x - 1] if x else NOTHING, line[x + 1] if x + 1 < width else NOTHING
            if ink in _PLAIN:
                lit[y][x] = not (ink == Ink.WALL and _is_mortar(x, y)) and _OVER.get(ink, _NONE).isdisjoint(beside)
            elif ink == Ink.LOW_BACK:
                lit[y][x] = (x + y) % 2
            elif ink == Ink.HAIR:
                lit[y][x] = Ink.SKIN not in beside
            else:
                lit[y][x] = any(other in _BEHIND and other != ink for other in beside)
    return braille(lit)
