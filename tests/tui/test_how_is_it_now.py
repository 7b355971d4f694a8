"""How is it now, and settling: what an exercise did, after a rest that may be cut short."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from walks import PLACES, answered, at_first_step, felt, on_disk

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import outcome
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event
from tui.conftest import Opening

ASKED = PLACES["response"]
SETTLING = PLACES["settling"]


def in_the_middle(machine: FlowMachine) -> Walk:
    return answered(at_first_step(machine, felt()), Event.DID)


async def test_enter_alone_never_answers(opened: Opening) -> None:
    for place in (ASKED, SETTLING):
        async with opened(place) as hands:
            answers = hands.session.answers
            await hands.press(*["enter"] * 5)
            assert hands.session.answers == answers
            assert hands.get(ChoiceList).highlighted is None


async def test_the_answers_are_offered_in_the_words_of_the_flow(opened: Opening, flow: Flow) -> None:
    texts = flow.file.response
    async with opened(ASKED) as hands:
        assert texts.ask in await hands.read("#text")
        offered = await hands.read("ChoiceList", "down")
        for number, choice in enumerate(
            (texts.centralized, texts.partly_centralized, texts.unchanged, texts.worsened, texts.cannot, texts.unsure),
            1,
        ):
            assert f"{number} {choice.label}" in offered


async def test_with_pain_in_the_middle_alone_the_words_fit_that(opened: Opening, flow: Flow) -> None:
    async with opened(in_the_middle) as hands:
        assert "1 Gone, or nearly gone" in hands.said("ChoiceList")
        assert "leg" not in hands.said("ChoiceList")


async def test_a_highlighted_answer_is_explained(opened: Opening, flow: Flow) -> None:
    async with opened(ASKED) as hands:
        await hands.press("down", "down", "down")
        assert flow.file.response.unchanged.explain is not None
        assert flow.file.response.unchanged.explain in hands.said("#explain")
        assert hands.session.answers[-1].event is not Event.UNCHANGED


async def test_not_sure_asks_once_more_and_then_counts_as_unchanged(opened: Opening, flow: Flow) -> None:
    async with opened(ASKED) as hands:
        await hands.press("6")
        assert hands.place == "step.prone_lying.response_again"
        assert flow.file.response.ask_again in await hands.read("#text")
        await hands.press(*["enter"] * 5)
        assert hands.place == "step.prone_lying.response_again"
        await hands.press("6")
        assert "Prone props" in hands.said("#heading")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.unsure) == ("unchanged", True)


async def test_sure_the_second_time_is_what_counts(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("6", "2")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.unsure) == ("partly_centralized", None)


# The rest


@pytest.mark.usefixtures("quick_looks")
async def test_the_rest_is_counted_down_and_then_the_question_is_asked_again(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        assert "Rest 1:00" in hands.said("#rest")
        await hands.pass_time(1.5)
        await hands.until_shown("Rest 0:59")
        await hands.pass_time(58)
        assert "Rest 0:01" in hands.said("#rest")
        assert hands.place == "step.prone_lying.response"
        await hands.pass_time(1)
        await hands.until_shown("The rest is over. How is it now?")
        assert hands.place == "step.prone_lying.response"


async def test_the_rest_may_be_cut_short(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        assert "Rest 1:00" in hands.said("#rest")
        await hands.press("3")
        assert "Prone props" in hands.said("#heading")


@pytest.mark.usefixtures("quick_looks")
async def test_each_step_begins_its_own_rest(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.pass_time(3)
        await hands.until_shown("Rest 0:57")
        await hands.press("3", "enter")
        assert "Prone props" in hands.said("#heading")
        assert "Rest 1:00" in hands.said("#rest")


@pytest.mark.usefixtures("quick_looks")
async def test_while_settling_the_time_is_counted_and_one_may_answer_sooner(opened: Opening, flow: Flow) -> None:
    async with opened(SETTLING) as hands:
        read = await hands.read("#text")
        assert flow.file.settling.ask in read
        for text in flow.file.settling.text:
            assert text in read
        assert "You may answer sooner" in hands.flat
        left = hands.part("Digits")
        await hands.pass_time(2)
        await hands.until(lambda: hands.part("Digits") != left)
        await hands.press("1")
        assert outcome(hands.sitting.walk)["path"] == [{"step": "prone_lying", "answer": "worsened", "settled": True}]


@pytest.mark.usefixtures("quick_looks")
async def test_after_five_minutes_it_asks_whether_it_is_back(opened: Opening) -> None:
    async with opened(SETTLING) as hands:
        await hands.pass_time(300)
        await hands.until_shown("Time is up.")
        assert hands.place == "step.prone_lying.settling"
        await hands.press("2")
        assert outcome(hands.sitting.walk)["path"] == [{"step": "prone_lying", "answer": "worsened", "settled": False}]
        assert "Side glide" in hands.said("#heading")


# The note


async def test_a_note_is_kept_with_the_answer(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", *"stiff at 1st", "enter", "3")
        saved = on_disk(hands.sitting)
        assert saved.answers[-1].note == "stiff at 1st"
        assert saved.steps[0].note == "stiff at 1st"


@pytest.mark.parametrize("typed", ["123456", "nnn", "q", "t", "?", "b", "x v", "0"])
async def test_what_is_typed_into_the_note_does_nothing_else(opened: Opening, typed: str) -> None:
    async with opened(ASKED) as hands:
        answers = hands.session.answers
        await hands.press("n", *typed)
        assert hands.session.answers == answers
        assert typed in hands.said("Input")
        assert hands.app.is_running
        assert hands.app.theme == "mckenzie-dark"


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_note_is_left_without_answering(opened: Opening, key: str) -> None:
    async with opened(ASKED) as hands:
        answers = hands.session.answers
        await hands.press("n", "h", "m", key)
        assert hands.session.answers == answers
        assert hands.get(ChoiceList).has_focus
        await hands.press("1")
        assert hands.session.answers[-1].note == "hm"


async def test_a_note_is_not_carried_to_the_next_step(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", "h", "m", "enter", "3", "enter", "3")
        assert [answer.note for answer in hands.session.answers if answer.event is Event.UNCHANGED] == ["hm", None]


async def test_a_note_typed_while_not_sure_is_kept(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", "h", "m", "enter", "6", "6")
        assert "hm" in [answer.note for answer in on_disk(hands.sitting).answers]


async def test_something_is_wrong_can_be_said_from_the_note_as_well(opened: Opening) -> None:
    async with opened(PLACES["response"]) as hands:
        await hands.press("n", "!")
        assert hands.place == "trouble"
        await hands.press("n", "n", "n", "n", "o", "h", "!")
        assert hands.screen.query_one(Input).value == "oh!"
