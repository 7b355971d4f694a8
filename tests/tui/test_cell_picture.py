"""Pictures made of cells: only the lines that change are painted again, and none of them is forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.cell_picture import CellPicture, Painted, painted
from mckenzie_tui.tui.widgets.figure import Figure

SIZE = (60, 24)
KEYS = ("right", "6", "down", "p", "3", "left", "left", "backspace", "tab", "4", "up", "space", "enter")


class Stage(App[None]):
    """A picture alone on the screen."""

    def __init__(self, picture: CellPicture) -> None:
        super().__init__()
        self.picture = picture

    def compose(self) -> ComposeResult:
        yield self.picture

    def key_p(self) -> None:
        if isinstance(self.picture, BodyChart):
            self.picture.ask_tingling()

    def key_space(self) -> None:
        if isinstance(self.picture, BodyChart):
            self.picture.next()


@asynccontextmanager
async def staged(picture: CellPicture) -> AsyncIterator[Pilot[None]]:
    async with Stage(picture).run_test(size=SIZE) as pilot:
        picture.focus()
        await pilot.pause()
        yield pilot


class Terminal:
    """What a terminal shows that is sent only the lines that were asked for."""

    def __init__(self) -> None:
        self.lines: list[Strip] = []
        self.asked: list[int] = []

    def take(self, picture: CellPicture) -> None:
        rows = [picture.render_line(y) for y in range(picture.size.height)]
        self.lines = [rows[y] if y in self.asked else line for y, line in enumerate(self.lines)] or rows
        assert self.lines == rows
        self.asked.clear()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    found = Terminal()
    real = CellPicture.refresh

    def noted(self: CellPicture, *regions: Region, **more: bool) -> CellPicture:
        for region in regions or (self.size.region,):
            assert region.x == 0
            assert region.width == self.size.width
            found.asked += region.line_range
        return real(self, *regions, **more)

    monkeypatch.setattr(CellPicture, "refresh", noted)
    return found


@pytest.mark.parametrize("colours", [True, False], ids=["colours", "braille"])
async def test_every_key_on_the_chart_is_to_be_seen(terminal: Terminal, *, colours: bool) -> None:
    chart = BodyChart(colours=colours)
    async with staged(chart) as pilot:
        terminal.take(chart)
        for key in KEYS:
            await pilot.press(key)
            terminal.take(chart)


async def test_keys_that_come_faster_than_it_is_painted_are_all_to_be_seen(terminal: Terminal) -> None:
    chart = BodyChart()
    async with staged(chart) as pilot:
        terminal.take(chart)
        with pilot.app.batch_update():
            await pilot.press(*KEYS)
        terminal.take(chart)


async def test_a_step_of_the_cursor_paints_some_lines_alone(terminal: Terminal) -> None:
    chart = BodyChart()
    async with staged(chart) as pilot:
        terminal.asked.clear()
        await pilot.press("down")
        assert 0 < len(set(terminal.asked)) < chart.size.height * 2 / 3


async def test_a_step_that_leads_nowhere_paints_nothing(terminal: Terminal) -> None:
    chart = BodyChart()
    async with staged(chart) as pilot:
        await pilot.press("up")
        terminal.asked.clear()
        await pilot.press("up")
        assert terminal.asked == []


async def test_every_moment_of_a_figure_is_to_be_seen(terminal: Terminal) -> None:
    figure = Figure()
    async with staged(figure) as pilot:
        figure.show("press_ups")
        await pilot.pause()
        terminal.lines.clear()
        terminal.take(figure)
        for part in (Part.OUT, Part.HOLD, Part.RETURN, Part.OUT):
            for look in range(21):
                figure.at(part, look / 20)
                terminal.take(figure)


async def test_lines_in_which_nothing_moves_are_not_painted_again(terminal: Terminal) -> None:
    figure = Figure()
    async with staged(figure) as pilot:
        figure.show("press_ups")
        await pilot.pause()
        for look in range(21):
            terminal.asked.clear()
            figure.at(Part.OUT, look / 20)
            assert figure.size.height - 1 not in terminal.asked, "the caption does not move"


def test_a_line_that_stays_the_same_is_kept() -> None:
    def line(text: str) -> list[tuple[str, object]]:
        return [(letter, None) for letter in text]

    before = painted([line("one"), line("two")], Painted())  # type: ignore[list-item]
    after = painted([line("one"), line("six"), line("new")], before)  # type: ignore[list-item]
    assert after.strips[0] is before.strips[0]
    assert [strip.text for strip in after.strips] == ["one", "six", "new"]
