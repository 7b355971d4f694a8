"""A sheet of all figures for the readme. ``UPDATE_SNAPSHOTS=1 pytest tests/tui/test_figure_sheet.py`` draws it anew."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style
from textual.app import App, ComposeResult
from textual.strip import Strip

from mckenzie_tui.figure.load import figure_of
from mckenzie_tui.figure.motion import mirrors
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.settings import Theme
from mckenzie_tui.tui.theme import THEMES
from mckenzie_tui.tui.widgets.figure import Figure
from mckenzie_tui.words import Side

SHEET = Path(__file__).parent / "snapshots" / "figures.svg"
UPDATE = "UPDATE_SNAPSHOTS"
COLUMNS, ROWS = 74, 11
"""Cells of the beginning and the end of a movement, side by side."""
WIDE, HIGH, GAP = 8, 16, 3
"""A cell in the sheet, and the cells between two exercises."""
EIGHTHS = "▁▂▃▄▅▆▇"
QUARTERS = {"▎": 1, "▌": 2, "▊": 3}
CORNERS = {"▘": "tl", "▝": "tr", "▖": "bl", "▗": "br", "▚": "tl br"}
PLACES = {"tl": (0, 0), "tr": (1, 0), "bl": (0, 1), "br": (1, 1)}

WORDS = re.compile(r"\S+(?: \S+)*")

Box = tuple[int, int, int, int]
"""From the left, from the top, how wide, how high."""


class Still(App[None]):
    """A figure with nothing to move, and nothing else."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[Theme.DARK].name

    def compose(self) -> ComposeResult:
        yield Figure(moving=False)

    def on_mount(self) -> None:
        found = figure_of(self._name)
        assert found is not None
        self.query_one(Figure).show(found, mirrored=mirrors(found, Side.RIGHT))


def figures() -> list[str]:
    """The figures in the order in which the exercises come."""
    exercises = Catalogue().library.exercises
    named = [exercises[step.exercise].figure for step in Catalogue().find("lumbar-progression").steps]
    return [name for name in dict.fromkeys(named) if name]


def block(letter: str) -> Iterator[Box]:
    """What a block character fills of its cell."""
    if letter in EIGHTHS:
        high = HIGH * (EIGHTHS.index(letter) + 1) // 8
        yield 0, HIGH - high, WIDE, high
    elif letter in QUARTERS:
        yield 0, 0, WIDE * QUARTERS[letter] // 4, HIGH
    else:
        for place in CORNERS[letter].split():
            across, down = PLACES[place]
            yield across * WIDE // 2, down * HIGH // 2, WIDE // 2, HIGH // 2


def is_block(letter: str) -> bool:
    return letter in QUARTERS or letter in EIGHTHS or letter in CORNERS


def colour(given: Color | None) -> str:
    assert given is not None
    return given.get_truecolor().hex


def drawn(strips: Iterable[Strip], left: int, top: int) -> Iterator[str]:
    """The lines of a widget as shapes, so that no font decides how they look, and its words as text."""
    grounds, fronts, words = defaultdict[str, list[Box]](list), defaultdict[str, list[Box]](list), []
    for row, strip in enumerate(strips):
        y = top + row * HIGH
        cells: list[tuple[str, Style]] = [(letter, s.style or Style()) for s in strip for letter in s.text]
        x = left
        for ground, run in groupby(cells, key=lambda cell: colour(cell[1].bgcolor)):
            wide = len(list(run)) * WIDE
            grounds[ground].append((x, y, wide, HIGH))
            x += wide
        for column, (letter, style) in enumerate(cells):
            if is_block(letter):
                fronts[colour(style.color)] += [
                    (left + column * WIDE + dx, y + dy, wide, high) for dx, dy, wide, high in block(letter)
                ]
        plain = "".join(" " if is_block(letter) else letter for letter, _ in cells)
        words += [written(found[0], left + found.start() * WIDE, y) for found in WORDS.finditer(plain)]
    for layer in (grounds, fronts):
        for ink, boxes in sorted(layer.items()):
            shapes = "".join(f"M{x} {y}h{wide}v{high}h-{wide}z" for x, y, wide, high in boxes)
            yield f'<path fill="{ink}" d="{shapes}"/>'
    yield from words


def written(text: str, x: int, y: int, kind: str = "") -> str:
    wide = len(text) * WIDE
    return f'<text{kind} x="{x}" y="{y + 12}" textLength="{wide}">{escape(text)}</text>'


async def sheet() -> str:
    """All figures in two columns, each below its title."""
    lines: list[str] = []
    names = figures()
    for index, name in enumerate(names):
        left = (GAP + index % 2 * (COLUMNS + GAP)) * WIDE
        top = (1 + index // 2 * (ROWS + GAP)) * HIGH
        app = Still(name)
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause()
            figure = app.query_one(Figure)
            ground, front = figure.rich_style.bgcolor, figure.get_component_rich_style("figure--words").color
            stated = figure_of(name)
            assert stated is not None
            lines.append(written(stated.title, left, top, ' class="title"'))
            lines += drawn((figure.render_line(y) for y in range(ROWS)), left, top + HIGH * 3 // 2)
    width = (2 * COLUMNS + 3 * GAP) * WIDE
    height = (1 + -(-len(names) // 2) * (ROWS + GAP)) * HIGH
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" shape-rendering="crispEdges">',
            f"<style>text {{ font: 13px monospace; fill: {colour(front)} }} .title {{ font-weight: bold }}</style>",
            f'<rect width="{width}" height="{height}" fill="{colour(ground)}"/>',
            *lines,
            "</svg>\n",
        ]
    )


@pytest.fixture
async def svg() -> str:
    return await sheet()


def test_the_sheet_in_the_readme_shows_the_figures_as_they_are(svg: str, tmp_path: Path) -> None:
    if os.environ.get(UPDATE) == "1":
        SHEET.write_text(svg, encoding="utf-8")
    if SHEET.read_text(encoding="utf-8") != svg:
        new = tmp_path / "figures.new.svg"
        new.write_text(svg, encoding="utf-8")
        pytest.fail(
            f"the figures look different now: see {new}. If they are meant to, accept it with "
            f"{UPDATE}=1 pytest tests/tui/test_figure_sheet.py, and look at the picture before committing it."
        )


def test_the_sheet_is_a_picture_of_every_exercise_of_the_progression(svg: str) -> None:
    titles = {escape(exercise.title) for exercise in Catalogue().find("lumbar-progression").exercises.values()}
    assert titles <= set(re.findall(r">([^<]+)</text>", svg))
    assert len(svg) < 600_000
