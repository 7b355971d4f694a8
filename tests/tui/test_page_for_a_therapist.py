"""The page for a therapist, made from the result of a session and from an earlier one."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from walks import answered, at_first_step, sat

from mckenzie_tui.series import Series
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Mode
from tui.conftest import Opening
from tui.hands import flat
from tui.marking import about_to_say

NAME = "low-back-report-2026-03-01-0930.html"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_a_page_of_the_result_is_left_beside_the_sessions_and_told(
    opened: Opening, desk: Desk, data: Path, size: tuple[int, int]
) -> None:
    async with opened(about_to_say(Event.CENTRALIZED), size=size) as hands:
        await hands.press("1", "p")
        assert hands.said("#heading") == "A page for your therapist"
        read = await hands.read("#reading")
        [page] = (data / "reports").iterdir()
        assert page.name in read.replace(" ", "")
        assert flat(str(page.parent)).replace(" ", "") in read.replace(" ", "")
        assert page.read_text().startswith("<!DOCTYPE html>")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        await hands.press("escape")
        assert "One direction helped" in hands.said("#heading")


async def test_a_page_of_an_earlier_session_goes_where_people_look_and_no_file_is_written_over(
    opened: Opening, desk: Desk, machine: FlowMachine, tmp_path: Path
) -> None:
    sat(desk, answered(at_first_step(machine), Event.CENTRALIZED))
    (tmp_path / NAME).write_text("mine")
    async with opened(at_desk=replace(desk, handouts=tmp_path)) as hands:
        await hands.press("6", "1", "p")
        second = NAME.replace(".html", "-2.html")
        assert second in (await hands.read("#reading")).replace(" ", "")
        await hands.press("escape", "p")
        assert second in (await hands.read("#reading")).replace(" ", "")
    assert sorted(path.name for path in tmp_path.glob("*.html")) == [second, NAME]
    assert (tmp_path / NAME).read_text() == "mine"


async def test_a_page_that_cannot_be_written_is_told_of(opened: Opening, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with opened(about_to_say(Event.CENTRALIZED), at_desk=replace(desk, handouts=tmp_path / "file")) as hands:
        await hands.press("1", "p")
        assert "One direction helped" in hands.said("#heading")
        assert any("cannot be written" in told.message for told in hands.app._notifications)


async def test_of_a_damaged_session_no_page_is_made(
    opened: Opening, desk: Desk, machine: FlowMachine, data: Path
) -> None:
    path = sat(desk, answered(at_first_step(machine), Event.CENTRALIZED)).path
    path.write_bytes(path.read_bytes()[:-10])
    async with opened() as hands:
        await hands.press("6", "1", "p")
        assert hands.said("#heading") == "One session, changed or damaged"
    assert not (data / "reports").exists()


async def test_of_a_demonstration_no_page_is_made(opened: Opening, data: Path) -> None:
    async with opened(series=Series(Mode.DEMO)) as hands:
        await hands.press("e", "3", "d", "backspace", "enter", "1")
        assert hands.session.ending
        await hands.press("p")
        assert hands.said("#heading") != "A page for your therapist"
        assert "Report" not in hands.said("KeyBar")
    assert not (data / "reports").exists()
