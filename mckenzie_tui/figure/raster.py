"""Solids as seen from one side, drawn into dots of inks; each part first clears a thin halo around itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, cos, floor, pi, radians, sin
from typing import NamedTuple

from mckenzie_tui.dots import ACROSS, DOWN, Dots
from mckenzie_tui.figure.schema import Eye, Frame, Seen
from mckenzie_tui.figure.solids import Ball, Solid
from mckenzie_tui.figure.vectors import Vector, dot

_EYES = {Seen.SIDE: Eye(above=0), Seen.BACK: Eye(above=0), Seen.ABOVE: Eye(above=90)}
"""Where the viewer stands in the views that leave nothing open."""
_ROUND = tuple((cos(2 * pi * n / 14), sin(2 * pi * n / 14)) for n in range(14))

Spot = tuple[float, float]
Span = tuple[int, int, int]
"""A row, the first dot and the one after the last."""


class Camera(NamedTuple):
    """From where one looks, and how the picture lies in the dots."""

    toward: Vector
    """The way to the viewer."""
    right: Vector
    """What is seen as to the right, and as up."""
    up: Vector
    scale: float
    """Dots for a hundredth of a body height."""
    across: float
    down: float
    """The dots at which what lies in the origin is drawn."""

    def spot(self, point: Vector) -> Spot:
        """The dot at which a point is seen."""
        return self.across + dot(point, self.right) * self.scale, self.down - dot(point, self.up) * self.scale


def camera(view: Seen, eye: Eye, frame: Frame, columns: int, rows: int) -> Camera:
    """A camera that sees at least what is in the frame, in so many cells."""
    width, height = columns * ACROSS, rows * DOWN
    across_the_floor = view in (Seen.SIDE, Seen.BACK) and frame.bottom <= 0
    if across_the_floor:
        # The floor is the last row of cells, so that no cell needs a third colour.
        scale = min(width / (frame.right - frame.left), (height - DOWN) / frame.top)
        down = float(height - DOWN)
    else:
        scale = min(width / (frame.right - frame.left), height / (frame.top - frame.bottom))
        down = height / 2 + (frame.bottom + frame.top) / 2 * scale
    across = width / 2 - (frame.left + frame.right) / 2 * scale
    eye = _EYES.get(view, eye)
    above, about = radians(eye.above), radians(eye.round)
    rise, depth, ahead, aside = (round(each, 9) for each in (cos(above), sin(above), cos(about), sin(about)))
    toward = (aside * rise, depth, ahead * rise)
    up = (-aside * depth, rise, -ahead * depth)
    return Camera(toward, (ahead, 0.0, -aside), up, scale, round(across * 2) / 2, down)


class Canvas:
    """Dots to draw on, before what lies behind."""

    def __init__(self, camera: Camera, columns: int, rows: int, behind: Dots = ()) -> None:
        """Begin with what lies behind, or with nothing."""
        self.camera = camera
        self._width = columns * ACROSS
        self._behind = behind or (bytes(self._width),) * (rows * DOWN)
        self._lines = [bytearray(line) for line in self._behind]

    def part(self, solids: Iterable[Solid], halo: float) -> None:
        """Draw one part of the body over what lies farther away."""
        drawn = [(solid, list(self._spans(solid.balls))) for solid in solids]
        reach = floor(halo)
        widths = [(near, round((halo * halo - near * near) ** 0.5)) for near in range(-reach, reach + 1)]
        for solid, spans in drawn:
            if solid.apart:
                self._clear(spans, widths)
        for solid, spans in drawn:
            ink = bytes((solid.ink,))
            for row, first, after in spans:
                self._lines[row][first:after] = ink * (after - first)

    def dots(self) -> Dots:
        """What was drawn."""
        return tuple(map(bytes, self._lines))

    def whole_cells(self, solid: Solid) -> None:
        """Fill the cells around a solid, as a mat is seen, so that its edges are clean lines."""
        spots = [self.camera.spot(at) for at, _ in solid.balls]
        left, right = (round(edge(x for x, _ in spots) / ACROSS) * ACROSS for edge in (min, max))
        top, bottom = (round(edge(y for _, y in spots) / DOWN) * DOWN for edge in (min, max))
        left, right = max(0, left), min(self._width, right)
        for line in self._lines[max(0, top) : max(0, bottom)]:
            line[left:right] = bytes((solid.ink,)) * (right - left)

    def _clear(self, spans: Iterable[Span], widths: Iterable[tuple[int, int]]) -> None:
        """Show again what lies behind the body, so many dots beside a span in the rows around it."""
        last = len(self._lines) - 1
        for row, first, after in spans:
            for near, beside in widths:
                y, start, end = row + near, max(0, first - beside), after + beside
                if 0 <= y <= last:
                    self._lines[y][start:end] = self._behind[y][start:end]

    def _spans(self, balls: Iterable[Ball]) -> Iterator[Span]:
        scale, spot = self.camera.scale, self.camera.spot
        corners: list[Spot] = []
        for at, radius in balls:
            x, y = spot(at)
            if radius:
                corners += [(x + dx * radius * scale, y + dy * radius * scale) for dx, dy in _ROUND]
            else:
                corners.append((x, y))
        hull = _hull(corners)
        for row in range(max(0, floor(min(y for _, y in hull))), min(len(self._lines), ceil(max(y for _, y in hull)))):
            crossed = _crossed(hull, row + 0.5)
            if crossed:
                first, after = max(0, round(crossed[0])), min(self._width, round(crossed[1]))
                if first < after:
                    yield row, first, after


def _crossed(hull: list[Spot], level: float) -> Spot | None:
    """From where to where a convex shape is cut at this level."""
    low, high = 1e9, -1e9
    x0, y0 = hull[-1]
    for x1, y1 in hull:
        if (y0 <= level) != (y1 <= level):
            x = x0 + (level - y0) / (y1 - y0) * (x1 - x0)
            low, high = min(low, x), max(high, x)
        x0, y0 = x1, y1
    return (low, high) if low <= high else None


def _hull(points: list[Spot]) -> list[Spot]:
    """The corners of the smallest convex shape around points."""
    points = sorted(points)

    def half(ordered: Iterable[Spot]) -> list[Spot]:
        line: list[Spot] = []
        for x, y in ordered:
            while len(line) > 1 and (
                (line[-1][0] - line[-2][0]) * (y - line[-2][1]) <= (line[-1][1] - line[-2][1]) * (x - line[-2][0])
            ):
                line.pop()
            line.append((x, y))
        return line[:-1]

    return half(points) + half(reversed(points)) or points
