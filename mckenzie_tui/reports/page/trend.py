"""Pain as two lines: over the readings of a session, or over several sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mckenzie_tui.reports.first import STRONG_PAIN
from mckenzie_tui.reports.markup import Markup, element

MOST = 10
"""The end of the scale."""


@dataclass(frozen=True)
class Point:
    """The two ratings of one moment, 0 to 10."""

    tick: str
    """Its word below the axis."""
    back: int
    leg: int


@dataclass(frozen=True)
class _Frame:
    """Where the lines lie in the drawing."""

    width: float
    height: float
    left: float = 17
    right: float = 40
    top: float = 8
    bottom: float = 16

    def x(self, number: int, count: int) -> float:
        """Where the so-and-so-many-th of some readings lies."""
        room = self.width - self.left - self.right - 12
        return self.left + 6 + (room * number / (count - 1) if count > 1 else room / 2)

    def y(self, rating: float) -> float:
        """Where a rating lies."""
        return self.top + (MOST - rating) * (self.height - self.top - self.bottom) / MOST


def trend(points: Sequence[Point], told: str, width: float = 250, height: float = 108) -> Markup:
    """The pain of the back and of the leg at each of some moments.

    Args:
        points: the moments, in order; at least one.
        told: what it shows, for those who do not see it.
        width: of the drawing.
        height: of the drawing.
    """
    frame = _Frame(width, height)
    ratings = "; ".join(f"{point.tick}: back {point.back}, leg {point.leg}" for point in points)
    return element(
        "svg",
        element("title", f"{told} {ratings}."),
        *_scale(frame),
        *_ticks(frame, points),
        *_line(frame, "back", [point.back for point in points]),
        *_line(frame, "leg", [point.leg for point in points]),
        *_names(frame, points[-1]),
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="img",
        class_="trend",
    )


def _scale(frame: _Frame) -> Iterator[Markup]:
    end = frame.width - frame.right
    strong = frame.y(STRONG_PAIN)
    yield element(
        "rect", x=frame.left, y=frame.top, width=end - frame.left, height=f"{strong - frame.top:.1f}", class_="strong"
    )
    for rating in (0, 2, 4, 6, 8, 10):
        y = f"{frame.y(rating):.1f}"
        yield element("line", x1=frame.left, x2=end, y1=y, y2=y, class_="grid")
        yield element("text", f"{rating}", x=frame.left - 4, y=f"{frame.y(rating) + 2.4:.1f}", class_="rating")
    yield element("text", f"{STRONG_PAIN} or more", x=end - 2, y=frame.top + 6.5, class_="named")


def _ticks(frame: _Frame, points: Sequence[Point]) -> Iterator[Markup]:
    every = -(-len(points) // 12)
    for number, point in enumerate(points):
        if number % every == 0:
            x = f"{frame.x(number, len(points)):.1f}"
            yield element("text", point.tick, x=x, y=frame.height - 5, class_="tick")


def _line(frame: _Frame, part: str, ratings: Sequence[int]) -> Iterator[Markup]:
    # The squares of the back are drawn first, and wider, so that a dot of the leg in one of them hides nothing.
    places = [(frame.x(number, len(ratings)), frame.y(rating)) for number, rating in enumerate(ratings)]
    yield element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), class_=f"line {part}")
    for x, y in places:
        if part == "leg":
            yield element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2.1, class_="point leg")
        else:
            yield element("rect", x=f"{x - 3:.1f}", y=f"{y - 3:.1f}", width=6, height=6, class_="point back")


def _names(frame: _Frame, last: Point) -> Iterator[Markup]:
    """The name of each line at its end, apart from each other where both end alike."""
    back, leg = frame.y(last.back), frame.y(last.leg)
    apart = 9.0
    if abs(back - leg) < apart:
        middle = (back + leg) / 2
        higher = leg <= back
        back, leg = middle + (apart / 2 if higher else -apart / 2), middle + (-apart / 2 if higher else apart / 2)
    x = frame.width - frame.right + 4
    yield element("text", f"leg {last.leg}", x=x, y=f"{leg + 2.4:.1f}", class_="name leg")
    yield element("text", f"back {last.back}", x=x, y=f"{back + 2.4:.1f}", class_="name back")
