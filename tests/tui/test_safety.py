"""Safety: one question at a time, each answered by itself, and never by accident."""

from __future__ import annotations

import pytest
from walks import PLACES, begun, no_until, on_disk

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui.widgets.choice_list import MARK, ChoiceList
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Status
from tui.conftest import Opening
from tui.hands import Hands


def before(question: str):  # noqa: ANN201
    """A walk that stands at a question about health."""
    return lambda machine: no_until(begun(machine), f"question.medical.{question}")


def last_said(hands: Hands) -> Event:
    return hands.session.answers[-1].event


async def test_enter_alone_never_answers_and_nothing_is_chosen_beforehand(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.press("1")
        for question in (*flow.emergency.questions, *flow.medical.questions[:2]):
            assert question.ask in hands.said("#text")
            assert hands.get(ChoiceList).highlighted is None
            assert MARK not in "".join(hands.part("ChoiceList"))
            answers = hands.session.answers
            await hands.press(*["enter"] * 5)
            assert question.ask in hands.said("#text")
            assert hands.session.answers == answers
            await hands.press("n")


@pytest.mark.parametrize(
    ("keys", "event"),
    [
        (("y",), Event.YES),
        (("Y",), Event.YES),
        (("1",), Event.YES),
        (("down", "enter"), Event.YES),
        (("j", "j", "k", "enter"), Event.YES),
        (("home", "enter"), Event.YES),
        (("n",), Event.NO),
        (("N",), Event.NO),
        (("2",), Event.NO),
        (("down", "down", "enter"), Event.NO),
        (("up", "enter"), Event.NO),
        (("end", "enter"), Event.NO),
    ],
)
async def test_a_question_is_answered_by_letter_number_or_arrows(
    opened: Opening, keys: tuple[str, ...], event: Event
) -> None:
    async with opened(before("cancer")) as hands:
        answers = len(hands.session.answers)
        await hands.press(*keys)
        assert len(hands.session.answers) == answers + 1
        assert last_said(hands) is event


@pytest.mark.parametrize(("text", "event"), [("Yes", Event.YES), ("No", Event.NO)])
async def test_a_question_is_answered_by_mouse(opened: Opening, text: str, event: Event) -> None:
    async with opened(before("weak_bones")) as hands:
        await hands.click(f" {text}  ")
        assert last_said(hands) is event


async def test_other_keys_do_not_answer(opened: Opening) -> None:
    async with opened(before("cancer")) as hands:
        answers = hands.session.answers
        for key in ("3", "0", "a", "space", "tab", "pagedown", "up", "left"):
            await hands.press(key)
            assert hands.session.answers == answers, key


@pytest.mark.parametrize("key", ["b", "escape"])
async def test_back_corrects_an_answer_and_keeps_it_in_the_log(opened: Opening, flow: Flow, key: str) -> None:
    async with opened() as hands:
        await hands.press("1", "n")
        assert flow.emergency.questions[1].ask in hands.said("#text")
        await hands.press(key)
        assert flow.emergency.questions[0].ask in hands.said("#text")
        assert hands.get(ChoiceList).highlighted is None
        await hands.press("y")
        first, second = on_disk(hands.sitting).answers
        assert (first.event, first.taken_back_at is None) == (Event.NO, False)
        assert (second.event, second.taken_back_at) == (Event.YES, None)


# What a yes leads to


async def test_every_emergency_question_ends_the_session_and_shows_whom_to_call(opened: Opening, flow: Flow) -> None:
    async with opened(settings=Settings(emergency_number="999")) as hands:
        await hands.press("1")
        for question in flow.emergency.questions:
            assert question.ask in hands.said("#text")
            await hands.press("y")
            assert "Please get help now" in hands.said("#heading")
            assert "Call 999" in hands.said("#call")
            saved = on_disk(hands.sitting)
            assert (saved.status, saved.ending) == (Status.FINISHED, "emergency")
            await hands.press("b", "n")
        assert "About your health" in hands.said("#heading")


async def test_a_yes_by_mistake_is_taken_back_from_the_emergency(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.press("1", "n", "y")
        assert "Please get help now" in hands.said("#heading")
        assert "Correct" in hands.said("KeyBar")
        await hands.press("b")
        assert flow.emergency.questions[1].ask in hands.said("#text")
        await hands.press("n")
        assert flow.emergency.questions[2].ask in hands.said("#text")
        saved = on_disk(hands.sitting)
        assert (saved.status, saved.ending) == (Status.IN_PROGRESS, None)
        assert [answer.event for answer in saved.answers] == [Event.NO, Event.YES, Event.NO]
        assert [answer.taken_back_at is None for answer in saved.answers] == [True, False, True]


async def test_what_a_clinician_must_have_cleared_is_asked(opened: Opening, flow: Flow) -> None:
    async with opened(before("cancer")) as hands:
        await hands.press("y")
        assert flow.medical.clearance_ask is not None
        assert flow.medical.clearance_ask in hands.said("#text")
        await hands.press(*["enter"] * 5)
        assert flow.medical.clearance_ask in hands.said("#text")
        await hands.press("y")
        assert "question 5 of 21" in hands.said("#heading")
        await hands.press("b", "n")
        assert "Please let a person check this first" in hands.said("#heading")
        assert hands.session.ending == "seek_care"


@pytest.mark.parametrize("question", ["fever", "steadily_worse"])
async def test_what_no_clinician_can_clear_ends_at_once(opened: Opening, question: str) -> None:
    async with opened(before(question)) as hands:
        await hands.press("y")
        assert hands.session.ending == "seek_care"


@pytest.mark.parametrize(("key", "ending"), [("g", None), ("1", None), ("s", "seek_care"), ("2", "seek_care")])
async def test_advice_is_shown_and_one_may_go_on_or_ask_first(
    opened: Opening, flow: Flow, key: str, ending: str | None
) -> None:
    async with opened(before("steroids")) as hands:
        await hands.press("y")
        asked = next(question for question in flow.medical.questions if question.id == "steroids")
        assert asked.advice is not None
        assert asked.advice in hands.said("#text")
        await hands.press(key)
        assert hands.session.ending == ending
        assert on_disk(hands.sitting).safety[-1].advice == asked.advice


# Something is wrong


@pytest.mark.parametrize("place", PLACES)
async def test_something_is_wrong_can_be_said_on_every_screen_of_a_walk(
    opened: Opening, machine: FlowMachine, flow: Flow, place: str
) -> None:
    at = PLACES[place](machine)
    async with opened(at) as hands:
        shown = hands.said("#heading")
        await hands.press("exclamation_mark")
        assert flow.trouble.title in hands.said("#heading")
        assert flow.trouble.list_ask in hands.said("#text")
        assert "Call 112" in hands.said("#text")
        for _ in range(5):
            await hands.press("enter")
        assert hands.place == "trouble"

        await hands.press("n", "n", "n")
        assert hands.place == at.place.name
        assert hands.said("#heading") == shown


async def test_every_sign_of_the_list_leads_to_the_emergency(opened: Opening, flow: Flow) -> None:
    signs = [question.short for question in (*flow.emergency.questions, *flow.trouble.more_signs)]
    async with opened(PLACES["exercise"]) as hands:
        for number, sign in enumerate(signs, 1):
            await hands.press("exclamation_mark")
            assert f"{number} {sign}" in hands.said("ChoiceList")
            await hands.press(str(number))
            assert hands.session.ending == "emergency", sign
            assert sign in await hands.read("#text")
            await hands.press("b", "b")


@pytest.mark.parametrize(
    ("keys", "ending"),
    [
        (("n", "y", "y"), "emergency"),
        (("n", "y", "n"), "seek_care"),
        (("end", "enter", "n", "y"), None),
        (("n", "n", "y", "enter", "enter", "2", "2"), "stopped_worse"),
    ],
)
async def test_what_something_is_wrong_leads_to(opened: Opening, keys: tuple[str, ...], ending: str | None) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("exclamation_mark", *keys)
        assert hands.session.ending == ending
        if ending is None:
            assert "Let it settle" in hands.said("#heading")


async def test_without_a_session_something_is_wrong_shows_whom_to_call(opened: Opening) -> None:
    async with opened(settings=Settings(emergency_number="911")) as hands:
        await hands.press("exclamation_mark")
        assert "Call 911 (or your local emergency number)" in hands.said("#heading")
        assert "numbness between your legs" in hands.flat
        await hands.press("escape")
        assert "Begin a session" in hands.flat


@pytest.mark.parametrize("screen", ["2", "3"])
async def test_also_from_the_lists(opened: Opening, screen: str) -> None:
    async with opened() as hands:
        await hands.press(screen, "exclamation_mark")
        assert "Call 112" in hands.said("#heading")


async def test_also_from_a_result(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("1", "y", "exclamation_mark")
        assert "Call now if you have any of these" in hands.flat
        await hands.press("b")
        assert "Please get help now" in hands.said("#heading")
