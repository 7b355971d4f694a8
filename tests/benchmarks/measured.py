"""What is measured: a value of ours beside one of a yardstick, taken in turn, and the goal for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

Take = Callable[[], float]
"""Measures once."""


@dataclass(frozen=True)
class Measured:
    """One line of the table."""

    what: str
    ours: float
    unit: str
    against: str = ""
    """The yardstick, in words; empty where the value is judged by itself."""
    yardstick: float | None = None
    low: float | None = None
    """The least of the ratios of single rounds, and below it the greatest: they tell how noisy it is."""
    high: float | None = None
    most: float | None = None
    """The goal: what the ratio, or the value where there is no yardstick, is to be at most. None where it has none."""

    @property
    def ratio(self) -> float | None:
        """Ours by the yardstick."""
        return self.ours / self.yardstick if self.yardstick else None

    @property
    def judged(self) -> float:
        """What the goal is about."""
        return self.ours if self.ratio is None else self.ratio

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.most is None else self.judged <= self.most

    def row(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "ratio": self.ratio, "reached": self.reached}


def took(work: Callable[[], object]) -> float:
    """Milliseconds that some work takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def in_turn(rounds: int, *takes: Take) -> list[list[float]]:
    """So many values of each, taken in turn, so that a busy spell of the machine meets all of them."""
    found: list[list[float]] = [[] for _ in takes]
    for _ in range(rounds):
        for values, take in zip(found, takes, strict=True):
            values.append(take())
    return found


def beside(
    what: str,
    ours: Iterable[float],
    against: str,
    yardstick: Iterable[float],
    *,
    unit: str = "ms",
    most: float | None = None,
    middle: Callable[[list[float]], float] = median,
) -> Measured:
    """Ours beside a yardstick, by their medians."""
    mine, other = list(ours), list(yardstick)
    ratios = [one / two for one, two in zip(mine, other, strict=False) if two]
    return Measured(what, middle(mine), unit, against, middle(other), min(ratios), max(ratios), most)


def most_of_them(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def table(found: Iterable[Measured]) -> list[str]:
    """All of it as a table of Markdown."""
    rows = [("what", "ours", "beside", "ratio", "goal", "")]
    rows += [
        (
            one.what,
            _told(one.ours, one.unit),
            f"{one.against}: {_told(one.yardstick, one.unit)}" if one.yardstick is not None else "",
            f"{one.ratio:.2f}{_range(one)}" if one.ratio is not None else "",
            _goal(one),
            {True: "reached", False: "**missed**", None: ""}[one.reached],
        )
        for one in found
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    told = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows]
    return [told[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *told[1:]]


def _goal(one: Measured) -> str:
    if one.most is None:
        return ""
    return f"≤ {one.most:g}×" if one.ratio is not None else f"≤ {_told(one.most, one.unit)}"


def _range(one: Measured) -> str:
    return "" if one.low is None or one.high is None else f" ({one.low:.2f} to {one.high:.2f})"


def _told(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
    return f"{number} {unit}"
