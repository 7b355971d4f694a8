"""History: how it goes in words, the plot, and a list of any length, by all keys and by two."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from clocks import Clock
from many_sessions import fill
from walks import at_first_step, sat

from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.tui.screens.history import HistoryScreen
from mckenzie_tui.tui.widgets.paged_list import PagedList
from mckenzie_tui.tui.widgets.trend_plot import TrendPlot
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Status
from tui.conftest import Opening
from tui.hands import Hands, flat

TODAY = date(2026, 3, 1)
SPACE, ENTER = "space", "enter"


@pytest.fixture
def month(desk: Desk, data: Path) -> list[Path]:
    """Sessions of the last 29 days, the oldest first: three pages and a bit."""
    return fill(data, 29, TODAY)


async def open_history(hands: Hands) -> None:
    await hands.press("6")
    await hands.until(lambda: isinstance(hands.screen, HistoryScreen))
    await hands.settle()


async def read_through(hands: Hands) -> None:
    """Wait for what is read in the background."""
    await hands.until(lambda: getattr(hands.screen, "_history", None) is not None)
    await hands.settle()


def marked(hands: Hands) -> str:
    """The line that is highlighted."""
    (line,) = [line for line in hands.part(hands.get(PagedList)) if "▶" in line]
    return flat(line.replace("▶", ""))


# In words, and as a plot


@pytest.mark.usefixtures("month")
async def test_it_is_said_how_it_goes_and_shown_over_the_list_where_there_is_room(opened: Opening) -> None:
    async with opened(size=(100, 40)) as hands:
        await open_history(hands)
        assert "Pain is about the same as at first (0 to 10): back 3; leg 7." in hands.said("#told")
        assert "Days with a session in the last 30: 29." in hands.said("#told")
        plot = hands.said("TrendPlot")
        for words in ("Back 10", "Leg 10", "lower is", "better ↓", "reaches │", "2026-02-01"):
            assert words in plot
        assert "1 2026-03-01" in hands.said("PagedList")
        assert "See how it went" not in hands.flat
        await hands.press("tab", "1")
        assert "One session" in hands.said("#heading")


@pytest.mark.usefixtures("month")
@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_by_two_keys_the_plot_is_seen_and_a_session_opened_and_left(
    opened: Opening, size: tuple[int, int]
) -> None:
    async with opened(size=size) as hands:
        await hands.press(*[SPACE] * 5, ENTER)
        await read_through(hands)
        assert not hands.screen.query_one("#picture").display
        while "See how it went" not in marked(hands):
            await hands.press(SPACE)
        await hands.press(ENTER)
        assert "Back 10" in hands.flat
        assert not hands.get(PagedList).display
        read = await hands.read("#picture", SPACE)
        assert "Between the dotted lines it is about the same as at first" in read
        assert "Pain is about the same as at first" in read + hands.flat
        await hands.press(ENTER)
        for _ in range(3):
            await hands.press(SPACE)
        assert marked(hands).startswith("3 2026-02-27")
        await hands.press(ENTER)
        assert "One session" in hands.said("#heading")
        await hands.press(*[SPACE] * 30, ENTER)
        assert marked(hands).startswith("3 2026-02-27")
        while "Back to the start screen" not in marked(hands):
            await hands.press(SPACE)
        await hands.press(ENTER)
        assert "Begin a session" in hands.flat


@pytest.mark.usefixtures("month")
async def test_from_the_plot_one_goes_back_to_the_list_and_from_there_to_the_start(opened: Opening) -> None:
    async with opened() as hands:
        await open_history(hands)
        await hands.press("tab")
        assert hands.get(TrendPlot).region.height > 0
        await hands.press("escape")
        assert hands.get(PagedList).display
        await hands.press("tab", "tab", "escape")
        assert "Begin a session" in hands.flat


@pytest.mark.usefixtures("month")
async def test_the_room_is_shared_out_anew_where_the_window_changes(opened: Opening) -> None:
    async with opened(size=(80, 24)) as hands:
        await open_history(hands)
        await hands.press("tab")
        await hands.pilot.resize_terminal(100, 40)
        await hands.settle()
        assert hands.get(TrendPlot).region.height > 0
        assert hands.get(PagedList).region.height >= 11
        await hands.pilot.resize_terminal(40, 15)
        await hands.settle()
        await hands.press(ENTER)
        assert hands.get(PagedList).has_focus
        await hands.pilot.resize_terminal(12, 4)
        await hands.settle()
        await hands.press("tab")


async def test_with_one_session_there_is_no_plot_and_no_word_on_how_it_goes(
    opened: Opening, desk: Desk, machine: FlowMachine
) -> None:
    sat(desk, at_first_step(machine))
    async with opened() as hands:
        await hands.press("7", "tab")
        assert "There is one reading so far. From 4 on, this page says which way it goes." in hands.said("#told")
        assert "See how it went" not in hands.flat
        assert hands.get(PagedList).has_focus


@pytest.mark.usefixtures("month")
async def test_without_colour_both_strips_can_be_told_apart(opened: Opening) -> None:
    async with opened(settings=Settings(colours=False)) as hands:
        await open_history(hands)
        await hands.press("tab")
        lines = hands.part("TrendPlot")
        first, second = (next(n for n, line in enumerate(lines) if line.startswith(name)) for name in ("Back", "Leg"))
        assert first < second
        assert any(letter > "\u2800" for line in lines[first:second] for letter in line)
        assert any(letter > "\u2800" for line in lines[second:] for letter in line)


# The list


@pytest.mark.usefixtures("month")
async def test_the_arrows_run_on_from_page_to_page(opened: Opening) -> None:
    async with opened() as hands:
        await open_history(hands)
        assert "1 to 9 of 29" in hands.said("#heading")
        await hands.press(*["down"] * 9)
        assert "10 to 18 of 29" in hands.said("#heading")
        assert marked(hands).startswith("1 2026-02-20")
        await hands.press("up")
        assert marked(hands).startswith("9 2026-02-21")
        await hands.press("9")
        assert "2026-02-21" in hands.said("#reading")


async def test_all_keys_find_their_session_however_many_there_are(opened: Opening, month: list[Path]) -> None:
    async with opened() as hands:
        await open_history(hands)
        await hands.press("pagedown", "pagedown")
        assert "19 to 27 of 29" in hands.said("#heading")
        await hands.press("pageup")
        assert marked(hands).startswith("1 2026-02-20")
        await hands.press("0", "0")
        assert "28 to 29 of 29" in hands.said("#heading")
        await hands.press("home")
        assert marked(hands).startswith("1 2026-03-01")
        await hands.press("end", "up", "enter")
        assert f"File: {month[0]}" in (await hands.read("#reading")).replace(" ", "").replace("File:", "File: ")
        await hands.press("escape")
        assert "28 to 29 of 29" in hands.said("#heading")
        await hands.press("pagedown", "enter")
        assert "Begin a session" in hands.flat


@pytest.mark.usefixtures("month")
async def test_by_two_keys_older_sessions_are_reached(opened: Opening) -> None:
    async with opened(size=(40, 15)) as hands:
        await hands.press(*[SPACE] * 5, ENTER)
        for line in ("Older sessions", "Older sessions", "Newer sessions"):
            while line not in marked(hands):
                await hands.press(SPACE)
            await hands.press(ENTER)
        assert "10 to 18 of 29" in hands.said("#heading")


async def test_what_is_no_session_or_damaged_stands_in_its_place_on_every_page(
    opened: Opening, month: list[Path], data: Path
) -> None:
    for path in month[::4]:
        path.write_bytes(path.read_bytes()[:-30])
    month[1].with_name("2026-02-10T000000Z-f.toml").mkdir()
    month[1].with_name("holiday.toml").write_bytes(b"\x89PNG")
    names = Store(data).names()
    async with opened() as hands:
        await open_history(hands)
        await read_through(hands)
        assert "8 logs could not be read, and are left out." in hands.said("#told")
        shown = []
        for _ in range(4):
            shown += [line[2:] for line in hands.rows("PagedList") if line[0].isdigit() and line[0] != "0"]
            await hands.press("pagedown")
        shown = [line for line in shown if "start screen" not in line]
        assert len(shown) == len(names) == 31
        for line, name in zip(shown, names, strict=True):
            assert name in line if line.startswith(("changed", "no session")) else line.startswith(name[:10])


async def test_of_many_sessions_a_page_is_read_and_the_rest_in_the_background(
    opened: Opening, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data, 120, TODAY)
    read: list[str] = []
    stored = Store.stored
    monkeypatch.setattr(HistoryScreen, "_look_back", lambda _: None)
    monkeypatch.setattr(Store, "stored", lambda store, name: (read.append(name), stored(store, name))[1])
    async with opened() as hands:
        await hands.app.workers.wait_for_complete()
        read.clear()
        await open_history(hands)
        assert len(read) == 9
        assert "Looking back …" in hands.said("#told")
        assert "1 2026-03-01" in hands.said("PagedList")
        await hands.press("end")
        assert len(read) == 9 + 6


async def test_one_can_leave_while_many_sessions_are_read(opened: Opening, data: Path) -> None:
    fill(data, 200, TODAY)
    async with opened() as hands:
        await hands.press("6", "escape")
        assert "Begin a session" in hands.flat
        await hands.press("6")
        await read_through(hands)
        assert "Leg pain is less than at first" in hands.said("#told")
        await hands.press("escape", "6", "q")
    assert not hands.app.is_running


# At the start


async def test_a_session_to_go_on_with_is_found_behind_many_others(opened: Opening, data: Path, clock: Clock) -> None:
    store = Store(data)
    oldest = fill(data, 60, TODAY)[0]
    store.save(store.read(oldest).model_copy(update={"status": Status.IN_PROGRESS, "saved_at": clock.time}))
    async with opened() as hands:
        await hands.until_shown("Go on: the session of 2026-01-01 08:00")
        await hands.press("1")
        await hands.until(lambda: hands.app.sitting is not None)
        assert hands.sitting.path == oldest


async def test_asked_to_go_on_at_once_it_is_looked_for_among_all(opened: Opening, data: Path, clock: Clock) -> None:
    fill(data, 60, TODAY)
    async with opened(resume=True) as hands:
        await hands.until_shown("There is no session to go on with.")
