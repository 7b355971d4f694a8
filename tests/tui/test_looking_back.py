"""History, one session, and the flows there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from clocks import Clock
from mistakes import TEXT
from walks import answered, at_first_step, eventful, sat

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.report.lines import session_lines
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event
from tui.conftest import Opening
from tui.hands import flat
from tui.marking import about_to_say


@pytest.fixture
def three_sessions(desk: Desk, machine: FlowMachine, clock: Clock) -> Desk:
    """One that found a direction, a day later one that did not end, and a newer file that is damaged."""
    sat(desk, answered(at_first_step(machine), Event.UNCHANGED, Event.CENTRALIZED))
    clock.forward(days=1)
    damaged = sat(desk, at_first_step(machine)).path
    (damaged.parent / "2026-03-09T120000Z-damaged0.toml").write_bytes(damaged.read_bytes()[:-10])
    return desk


async def test_without_sessions_history_says_so(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("6")
        assert "There are no sessions yet." in hands.flat
        await hands.press("enter", "escape")
        assert "Begin a session" in hands.flat


async def test_history_lists_the_newest_first_with_its_ending(opened: Opening, three_sessions: Desk) -> None:
    async with opened() as hands:
        await hands.press("7")
        assert hands.rows("ChoiceList") == [
            "See how it went over time",
            "1 changed or damaged: 2026-03-09T120000Z-damaged0.toml",
            "2 2026-03-02 09:31 not finished",
            "3 2026-03-01 09:30 One direction helped (extension)",
            "4 Back to the start screen",
        ]


@pytest.mark.parametrize("keys", [("3",), ("end", "up", "enter"), ("home", "down", "down", "enter")])
async def test_a_session_of_the_list_is_opened(opened: Opening, three_sessions: Desk, keys: tuple[str, ...]) -> None:
    async with opened() as hands:
        await hands.press("7", *keys)
        read = await hands.read("#reading")
        assert "Session 00000001, 2026-03-01 09:30" in read
        assert "Prone lying: no clear change" in read
        assert "Prone props: moved all the way up, or went away" in read
        assert "extension" in read
        await hands.press("escape")
        assert "Earlier sessions" in hands.said("#heading")


async def test_of_a_damaged_file_what_can_be_read_is_shown_as_damaged(opened: Opening, three_sessions: Desk) -> None:
    async with opened() as hands:
        await hands.press("7", "1")
        read = await hands.read("#reading")
        assert hands.said("#heading") == "One session, changed or damaged"
        assert "What can be read of it follows. Parts may be missing or wrong, so it is not gone on with." in read
        assert "Status: not finished" in read
        await hands.press("b", "b")
        assert "Go on:" in hands.flat


async def test_everything_that_is_told_about_a_session_can_be_read(
    opened: Opening, desk: Desk, machine: FlowMachine
) -> None:
    sitting = sat(desk, eventful(machine))
    for size in ((80, 24), (40, 15)):
        async with opened(size=size) as hands:
            await hands.press("6", "1")
            read = await hands.read("#reading")
            for line in session_lines(sitting.session):
                assert flat(line) in read


async def test_a_long_list_can_be_walked_to_its_end(opened: Opening, desk: Desk, machine: FlowMachine) -> None:
    session = sat(desk, answered(at_first_step(machine), Event.CENTRALIZED)).session
    for number in range(30):
        desk.store.save(session.model_copy(update={"id": f"1{number:07}"}))
    async with opened(size=(40, 15)) as hands:
        await hands.press("6", "end", "up", "enter")
        assert "Session 00000001" in await hands.read("#reading")


async def test_after_a_session_history_has_it(opened: Opening) -> None:
    async with opened(about_to_say(Event.CENTRALIZED)) as hands:
        await hands.press("1", "enter", "6")
        assert "One direction helped (extension)" in hands.said("ChoiceList")


# Flows


async def test_a_flow_is_shown_with_its_author_and_sources(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.press("5")
        assert flow.file.title in hands.said("ChoiceList")
        await hands.press("home")
        read = await hands.read("#flows")
        for text in (flow.file.summary, flow.file.notice, flow.file.author, flow.file.licence, flow.file.version):
            assert text in read
        for source in flow.sources.values():
            assert source.title in read


async def test_a_session_is_begun_with_a_flow_of_the_list(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.press("5", "1")
        assert flow.emergency.questions[0].ask in hands.said("#text")
        assert hands.session.flow.id == flow.id


async def test_the_list_of_flows_is_left_without_beginning(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("5", "escape")
        assert "Begin a session" in hands.flat
        assert hands.app.sitting is None


@pytest.fixture
def with_own(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with flows of a person's own: a copy, changes for one patient, and one that is broken."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "knees.toml").write_text(TEXT.replace('id = "lumbar-progression"', 'id = "knees-first"'))
    (own / "mrs-a.toml").write_text(
        'format = 1\nid = "mrs-a"\nversion = "1.0.0"\ntitle = "Gentler"\nauthor = "A therapist"\n'
        'based_on = "lumbar-progression"\nbased_on_version = "0.9.0"\n'
        '[steps.side_glide]\nleave_out = true\nnote = "Her shoulder"\n'
    )
    (own / "x.toml").write_text(TEXT.replace("lumbar-progression", "x").replace("reps = 10", "resp = 10", 1))
    return replace(desk, catalogue=Catalogue(own=own))


async def test_each_flow_says_where_it_comes_from_and_what_it_changes(opened: Opening, with_own: Desk) -> None:
    async with opened(at_desk=with_own) as hands:
        await hands.press("5")
        assert hands.rows("ChoiceList") == [
            "1 Lumbar progression",
            "2 Ways to ease symptoms",
            "3 Corrective exercise, in three groups",
            "4 Eight moves",
            "5 Building up at home",
            "6 Building up in the gym",
            "7 A look at the pelvis",
            "8 Lumbar progression (yours: knees-first)",
            "9 Gentler (yours: mrs-a)",
            "0 x (yours; cannot be used)",
        ]
        assert "Comes with mckenzie-tui" in hands.said("#about")
        await hands.press(*["down"] * 8)
        read = await hands.read("#flows")
        assert "mrs-a.toml; changes lumbar-progression 1.0.0 for one patient" in read
        assert "side_glide: left out (Her shoulder)" in read
        assert "To look at again" in read
        await hands.press("end")
        assert "flows copy lumbar-progression" in hands.said("#about")


async def test_a_flow_that_cannot_be_used_says_why_and_begins_nothing(opened: Opening, with_own: Desk) -> None:
    async with opened(at_desk=with_own) as hands:
        await hands.press("5", "0")
        assert hands.app.sitting is None
        line = TEXT[: TEXT.index("reps = 10")].count("\n") + 1
        assert f"Line {line}: 'resp' is not a known key here. Did you mean 'reps'?" in hands.said("#about")
        assert "cannot be used yet" in hands.flat
        await hands.press("8")
        assert hands.session.flow.id == "knees-first"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_in_a_long_list_the_line_and_what_is_said_of_it_are_both_in_sight(
    opened: Opening, desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    for number in range(20):
        (tmp_path / f"f{number:02}.toml").write_text(TEXT.replace('"lumbar-progression"', f'"flow-{number:02}"'))
    async with opened(at_desk=replace(desk, catalogue=Catalogue(own=tmp_path)), size=size) as hands:
        bundled = len(Catalogue().ids)
        await hands.press("5", *["down"] * (bundled + 14))
        assert "▶ Lumbar progression (yours: flow-14)" in flat(hands.text)
        assert "f14.toml" in hands.said("#about").replace(" ", "")
