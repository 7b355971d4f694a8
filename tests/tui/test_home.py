"""Home: begin, go on, look back; and how to get out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from clocks import Clock
from textual.css.query import NoMatches
from walks import at_first_step, on_disk, sat

from mckenzie_tui.errors import StorageError
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.settings import Settings, Theme
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.tui.frame import UNSAVED
from mckenzie_tui.tui.screens.help import HelpScreen
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Status
from tui.conftest import Opening


async def test_a_new_person_can_begin_look_back_or_choose_a_flow(opened: Opening) -> None:
    async with opened() as hands:
        assert hands.rows("ChoiceList") == [
            "1 Begin a session: it hurts now",
            "2 Other ways to ease it",
            "3 A set of moves",
            "4 Build up again",
            "5 All flows, and your own",
            "6 Look at earlier sessions",
            "7 Settings: sound, pace, colors",
            "8 Help: the keys and the marks",
            "9 Understand back pain, get help",
            "0 Show how it works (nothing is saved)",
        ]
        assert "no diagnosis" in hands.flat
        assert "not made or checked by the McKenzie Institute" in hands.flat


@pytest.mark.parametrize("keys", [("1",), ("home", "enter"), ("end", "home", "enter"), ("home", "j", "k", "enter")])
async def test_a_session_is_begun_by_number_or_by_arrows(opened: Opening, flow: Flow, keys: tuple[str, ...]) -> None:
    async with opened() as hands:
        await hands.press(*keys)
        assert flow.emergency.questions[0].ask in hands.said("#text")


async def test_a_session_is_begun_by_mouse(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.click("Begin a session")
        assert flow.emergency.questions[0].ask in hands.said("#text")


async def test_the_start_screen_promises_a_direction_of_the_progression_alone(opened: Opening) -> None:
    async with opened() as hands:
        assert "which direction your back likes" in hands.flat
    async with opened(flow_name="eight-moves") as hands:
        assert hands.rows("ChoiceList")[0] == "1 Begin a session: eight-moves"
        assert "direction" not in hands.flat


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_the_emergency_number_is_shown(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(settings=Settings(emergency_number="999"), size=size) as hands:
        assert "In an emergency call 999 (or your local emergency number)." in hands.flat


async def test_a_settings_file_that_does_not_fit_is_told(opened: Opening) -> None:
    async with opened(settings=Settings(problem="'theme' does not fit and is not used")) as hands:
        assert "Settings: 'theme' does not fit and is not used." in hands.said("#news")


# An unfinished session


async def test_an_unfinished_session_is_offered_first(opened: Opening, desk: Desk, machine: FlowMachine) -> None:
    sat(desk, at_first_step(machine))
    async with opened() as hands:
        first, second, *_ = hands.rows("ChoiceList")
        assert first == "1 Go on: the session of 2026-03-01 09:30"
        assert second.startswith("2 Begin a new session")
        await hands.press("1")
        assert "Has anything new come up since you stopped?" in hands.said("#text")
        await hands.press("n")
        assert "Prone lying" in hands.said("#heading")


async def test_a_session_asked_for_at_the_start_goes_on_at_once(
    opened: Opening, desk: Desk, machine: FlowMachine
) -> None:
    sat(desk, at_first_step(machine))
    async with opened(resume=True) as hands:
        await hands.until_shown("Has anything new come up since you stopped?")


async def test_going_back_does_not_get_around_the_question_whether_anything_is_new(
    opened: Opening, desk: Desk, machine: FlowMachine
) -> None:
    sat(desk, at_first_step(machine))
    async with opened() as hands:
        await hands.press("1", "b", "b", "b")
        assert "Has anything new come up since you stopped?" in hands.flat or "Go on:" in hands.flat


async def test_a_session_that_is_too_old_is_told_kept_and_not_offered(
    opened: Opening, desk: Desk, machine: FlowMachine, clock: Clock
) -> None:
    old = sat(desk, at_first_step(machine))
    clock.forward(minutes=61)
    async with opened() as hands:
        assert "Your session of 2026-03-01 09:30 is too old to go on. It is kept" in hands.said("#news")
        assert "Go on:" not in hands.flat
        await hands.press("1")
        kept = on_disk(old)
        assert kept.status is Status.ABANDONED
        assert kept.answers == old.session.answers


async def test_a_session_whose_flow_has_changed_is_told_and_a_new_one_can_begin(
    opened: Opening, desk: Desk, machine: FlowMachine
) -> None:
    session = sat(desk, at_first_step(machine)).session
    desk.store.save(session.model_copy(update={"flow": session.flow.model_copy(update={"sha256": "0" * 64})}))
    async with opened() as hands:
        assert "Go on:" in hands.flat
        await hands.press("1")
        assert "its flow has changed since. It is kept with the earlier sessions. Begin a new one." in hands.said(
            "#news"
        )
        assert "Go on:" not in hands.flat
        await hands.press("1")
        assert "question 1 of 8" in hands.said("#heading")


@pytest.fixture
def other(desk: Desk) -> Desk:
    """The desk of another window."""
    return replace(desk, store=Store(desk.store.folder.parent))


async def test_what_went_on_in_another_window_is_told_and_offered_no_more(
    opened: Opening, desk: Desk, other: Desk, machine: FlowMachine
) -> None:
    left = sat(desk, at_first_step(machine))
    left.close()
    async with opened() as hands:
        elsewhere = Sitting.resume(other, left.session)
        await hands.press("1")
        assert hands.app.sitting is None
        assert "Your session of 2026-03-01 09:30 is open in another window." in hands.said("#news")
        assert "Go on:" not in hands.flat
        elsewhere.answer(Event.YES)
        elsewhere.answer(Event.YES, item="bladder")
        elsewhere.close()


async def test_what_ended_in_another_window_is_told(
    opened: Opening, desk: Desk, other: Desk, machine: FlowMachine
) -> None:
    left = sat(desk, at_first_step(machine))
    left.close()
    async with opened() as hands:
        elsewhere = Sitting.resume(other, left.session)
        elsewhere.answer(Event.YES)
        elsewhere.answer(Event.YES, item="bladder")
        elsewhere.close()
        await hands.press("1")
        assert "it was gone on with, or has ended, in another window" in hands.said("#news")
        assert "Go on:" not in hands.flat


async def test_what_goes_on_is_the_session_that_was_offered(
    opened: Opening, desk: Desk, other: Desk, machine: FlowMachine, clock: Clock
) -> None:
    left = sat(desk, at_first_step(machine))
    left.close()
    async with opened() as hands:
        clock.forward(minutes=1)
        newer = left.session.model_copy(update={"id": "ffff", "started_at": clock(), "saved_at": clock()})
        desk.store.save(newer)
        await hands.press("1")
        assert hands.session.id == left.session.id


async def test_the_flow_of_the_unfinished_session_is_told_where_another_one_was_asked_for(
    opened: Opening, desk: Desk, machine: FlowMachine
) -> None:
    sat(desk, at_first_step(machine))
    async with opened(flow_name="another") as hands:
        assert f"2026-03-01 09:30, with the flow {machine.flow.file.title}" in hands.flat


@pytest.mark.parametrize("resume", [False, True])
async def test_asked_to_go_on_where_nothing_can_that_is_told(opened: Opening, resume: bool) -> None:
    async with opened(resume=resume) as hands:
        assert ("There is no session to go on with." in hands.said("#news")) == resume


async def test_asked_to_go_on_with_one_that_is_too_old_that_is_told(
    opened: Opening, desk: Desk, machine: FlowMachine, clock: Clock
) -> None:
    sat(desk, at_first_step(machine))
    clock.forward(minutes=61)
    async with opened(resume=True) as hands:
        assert "is too old to go on" in hands.said("#news")


async def test_after_leaving_a_result_home_offers_a_new_session(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("1", "y", "enter")
        assert "Begin a session" in hands.flat
        assert "Go on:" not in hands.flat


async def test_going_back_from_the_first_question_leads_home_and_the_session_can_go_on(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("1", "b")
        assert "Go on: the session of 2026-03-01" in hands.flat


@pytest.mark.parametrize("keys", [(), ("1",), ("6",), ("5",)])
async def test_a_folder_that_cannot_be_read_is_told(opened: Opening, data: Path, keys: tuple[str, ...]) -> None:
    data.mkdir()
    (data / "sessions").write_text("not a folder")
    async with opened() as hands:
        assert "sessions cannot be read" in hands.said("#news")
        await hands.press(*keys)
        if keys == ("1",):
            assert "A session could not be saved." in hands.flat
            await hands.press("3")
            assert "question 1 of 8" in hands.said("#heading")
            assert UNSAVED in hands.flat
        if keys == ("6",):
            assert hands.flat.count("cannot be read") == 2
        assert hands.app.return_code is None


async def test_two_things_that_are_told_are_two_sentences(opened: Opening, data: Path) -> None:
    data.mkdir()
    (data / "sessions").write_text("not a folder")
    async with opened(settings=Settings(problem="'theme' does not fit and is not used")) as hands:
        told = hands.said("#news")
        assert told.startswith("Settings: 'theme' does not fit and is not used. ")
        assert told.endswith("cannot be read: Not a directory.")


async def test_a_folder_that_can_no_longer_be_read_is_told(
    opened: Opening, desk: Desk, machine: FlowMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sat(desk, at_first_step(machine))
    async with opened() as hands:

        def unfinished(*_: object) -> None:
            raise StorageError("the folder cannot be read")

        monkeypatch.setattr(Store, "in_progress", unfinished)
        await hands.press("1")
        assert "the folder cannot be read" in hands.flat
        assert hands.app.return_code is None


# Out


async def test_asked_to_end_while_a_screen_is_being_put_together_it_just_ends(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("1", "n")
        hands.app.action_help()
        hands.app.ask_to_end(143)
        await hands.until(lambda: not hands.app.is_running)
    assert hands.app.return_code == 143
    assert not hands.app.has_failed


async def test_a_part_that_fails_while_the_app_is_left_is_no_mistake(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: HelpScreen) -> None:
        raise NoMatches("a part is gone")

    monkeypatch.setattr(HelpScreen, "on_mount", fail, raising=False)
    async with opened() as hands:
        hands.app.exit(return_code=143)
        hands.app.action_help()
        await hands.until(lambda: not hands.app.is_running)
    assert hands.app.return_code == 143
    assert not hands.app.has_failed


async def test_lines_that_did_not_change_can_be_chosen_at_once(opened: Opening) -> None:
    async with opened() as hands:
        hands.app._at_home.look_around()
        hands.send("1")
        await hands.until_shown("question 1 of 8")


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("ctrl+q", 0), ("ctrl+c", 130)])
@pytest.mark.parametrize("before", [(), ("1",), ("3",), ("question_mark",)])
async def test_the_keys_that_quit(opened: Opening, before: tuple[str, ...], key: str, code: int) -> None:
    async with opened() as hands:
        await hands.press(*before)
        hands.send(key)
        await hands.until(lambda: not hands.app.is_running)
    assert hands.app.return_code == code


async def test_dark_or_light_is_switched_and_kept(opened: Opening) -> None:
    kept: list[tuple[Theme, list[str]]] = []

    def keep(settings: Settings, keys: Iterable[str]) -> None:
        kept.append((settings.theme, list(keys)))

    async with opened(keep_settings=keep) as hands:
        assert hands.app.theme == "mckenzie-dark"
        await hands.press("t")
        assert hands.app.theme == "mckenzie-light"
        await hands.press("t")
        assert hands.app.theme == "mckenzie-dark"
    assert kept == [(Theme.LIGHT, ["theme"]), (Theme.DARK, ["theme"])]


async def test_the_look_that_was_kept_is_used(opened: Opening) -> None:
    async with opened(settings=Settings(theme=Theme.LIGHT)) as hands:
        assert hands.app.theme == "mckenzie-light"
