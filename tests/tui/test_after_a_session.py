"""The day after: the last session is asked about on the screen, and line by line; the plan is shown."""

from __future__ import annotations

import pytest
from after_a_session import held
from clocks import Clock
from typist import logged, typed

from mckenzie_tui.sitting import Desk
from mckenzie_tui.words import Event, Feels
from tui.conftest import Opening


@pytest.fixture
def day_after(desk: Desk, clock: Clock) -> Desk:
    """A desk on the day after a session that found a direction."""
    held(desk, Event.UNCHANGED, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    return desk


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_start_screen_shows_the_plan_and_the_session_begins_with_the_last_one(
    opened: Opening, day_after: Desk, size: tuple[int, int]
) -> None:
    async with opened(size=size) as hands:
        assert "Prone props: 2 minutes, about every 2 hours" in await hands.read("#home")
        await hands.press("1")
        assert "Since last time" in hands.said("#heading")
        assert "is there anything new" in hands.said("#text")
        await hands.press("n", "4")
        assert "How often did you do it" in hands.said("#text")
        await hands.press("3")
        assert "Where do you feel it now?" in hands.flat
        await hands.press("down", "down", "down", "6", "enter")
        assert "It is still worse since last time" in hands.said("#text")
        await hands.press("1", "n")
        assert "Thank you, that is noted" in hands.said("#heading")
    told = logged(day_after)
    assert told.follow_up is not None
    assert (told.follow_up.feels, told.follow_up.often) == (Feels.STILL_WORSE, "three_to_five")


async def test_half_as_much_is_done_and_said(opened: Opening, day_after: Desk) -> None:
    async with opened() as hands:
        await hands.press("1", "n", "4", "1", "down", "down", "down", "6", "enter", "1", "y")
        await hands.press(*"nnnnnnnn", "n")
        assert hands.sitting.walk.place.name == "where_it_hurts"
        assert "Less than usual" not in hands.flat
        await hands.press("enter")
        assert "1 minute 30 seconds" in hands.flat
        assert "Less than usual today" in await hands.read("#text", "pagedown")


async def test_the_result_shows_the_plan(opened: Opening, desk: Desk) -> None:
    sitting = held(desk, Event.UNCHANGED, Event.CENTRALIZED)
    sitting.back()
    sitting.close()
    async with opened(resume=True) as hands:
        await hands.press("n", "1")
        shown = await hands.read("#text", "pagedown")
        assert "Until the next session Prone props: 2 minutes, about every 2 hours while you are awake" in shown
        assert "Nobody has shown that it is the best dose" in shown


def test_line_by_line(day_after: Desk) -> None:
    written = " ".join(typed(day_after, ["no", "worse, and", "once", "right calf", "6", "no", "go on", "no"]).split())
    assert "Your plan since 2026-03-01 09:30: Prone props: 2 minutes" in written
    assert "Since last time" in written
    assert "It is still worse since last time, so that was too much." in written
    assert "Thank you, that is noted" in written
    told = logged(day_after).follow_up
    assert told is not None
    assert (told.feels, told.dose_percent) == (Feels.STILL_WORSE, 50)
