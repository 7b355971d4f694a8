"""How is it now, and settling: what the chart says of an exercise, and what the person says."""

from __future__ import annotations

import pytest
from products import cells
from textual.widgets import Input
from walks import PLACES, answered, at_first_step, felt, on_disk

from mckenzie_tui import prompts, reasons
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import ResponseChoice
from mckenzie_tui.tui.widgets.choice_list import MARK, ChoiceList
from mckenzie_tui.verdict import Note
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import outcome
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region
from tui.conftest import Opening
from tui.hands import Hands, flat
from tui.marking import NUMBERS, about_to_say

STEP = "step.prone_lying"
ASKED = PLACES["response"]
SETTLING = PLACES["settling"]
SETTLED = about_to_say(Event.SETTLED, Event.WORSENED)
NOT_SETTLED = about_to_say(Event.NOT_SETTLED, Event.WORSENED)
ANSWERS = (Event.CENTRALIZED, Event.PARTLY_CENTRALIZED, Event.UNCHANGED, Event.WORSENED)


def highlighted(hands: Hands) -> str | None:
    """The number of the line that is highlighted, as a mark beside it says."""
    (number,) = [line.replace(MARK, " ").split()[0] for line in hands.part("ChoiceList") if MARK in line] or [None]
    assert (number is None) is (hands.get(ChoiceList).highlighted is None)
    return number


async def test_the_answers_are_offered_in_the_words_of_the_flow(opened: Opening, flow: Flow) -> None:
    texts = flow.file.response
    async with opened(ASKED) as hands:
        assert texts.ask in await hands.read("#text")
        await hands.press("home")
        offered = await hands.read("ChoiceList", "down")
        for number, choice in enumerate(
            (texts.centralized, texts.partly_centralized, texts.unchanged, texts.worsened, texts.cannot, texts.unsure),
            1,
        ):
            assert f"{number} {choice.label}" in offered
        assert "7 Something is wrong" in offered


async def test_with_pain_in_the_middle_alone_the_words_fit_that(opened: Opening) -> None:
    async with opened(about_to_say(Event.UNCHANGED, start=felt())) as hands:
        assert "1 Gone, or nearly gone" in hands.said("ChoiceList")
        assert "leg" not in hands.said("ChoiceList")


async def test_a_highlighted_answer_is_explained(opened: Opening, flow: Flow) -> None:
    texts = flow.file.response
    async with opened(ASKED) as hands:
        assert texts.unchanged.explain
        assert flat(texts.unchanged.explain) in hands.said("#explain")
        await hands.press("down")
        assert texts.worsened.explain
        assert flat(texts.worsened.explain) in hands.said("#explain")
        assert hands.place == f"{STEP}.response"
        await hands.press("end")
        assert "New numbness or weakness, too much pain" in hands.said("#explain")


# What the chart says


@pytest.mark.parametrize("event", ANSWERS)
async def test_what_the_chart_says_is_told_and_its_answer_is_proposed_and_taken_by_enter(
    opened: Opening, event: Event
) -> None:
    async with opened(about_to_say(event)) as hands:
        told = await hands.read("#text")
        assert flat(reasons.told_of(hands.sitting.walk)) in told
        assert f"That counts as: {reasons.COUNTS_AS_WORDS[event]}." in told
        assert highlighted(hands) == NUMBERS[event]
        await hands.press("enter")
        assert on_disk(hands.sitting).answers[-1].event is event
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.counted_answer) == (event.value, None)
        assert step.verdict


@pytest.mark.parametrize("event", ANSWERS)
async def test_the_proposed_answer_is_taken_by_its_number_as_well(opened: Opening, event: Event) -> None:
    async with opened(about_to_say(event)) as hands:
        await hands.press(NUMBERS[event])
        assert on_disk(hands.sitting).answers[-1].event is event
        assert "response" not in hands.place


SMALL = [(80, 24), (40, 15)]


@pytest.mark.parametrize("event", ANSWERS)
@pytest.mark.parametrize("size", SMALL, ids=str)
async def test_the_proposed_line_is_in_sight_at_once(opened: Opening, event: Event, size: tuple[int, int]) -> None:
    async with opened(about_to_say(event), size=size) as hands:
        assert highlighted(hands) == NUMBERS[event]
        first_words = flat(reasons.told_of(hands.sitting.walk))[:30]
        assert first_words in hands.said("#text")


async def test_where_the_pain_was_and_is_stands_in_words_with_its_side(opened: Opening) -> None:
    async with opened(about_to_say(Event.WORSENED)) as hands:
        assert "It reaches further down than before: the right calf before, the right heel now." in hands.said("#text")
    async with opened(about_to_say(Event.PARTLY_CENTRALIZED)) as hands:
        assert "It moved up, from the right calf to the back of the right knee." in hands.said("#text")


# Something is wrong


@pytest.mark.parametrize(
    ("place", "keys"),
    cells(
        ["response", "asked again", "disagreement"],
        [("7",), ("end", "enter")],
        always=lambda place, keys: place == "response" or keys == ("7",),
    ),
)
async def test_something_is_wrong_stands_last_in_the_list(
    opened: Opening, flow: Flow, place: str, keys: tuple[str, ...]
) -> None:
    async with opened(PLACES[place]) as hands:
        here, proposed = hands.place, highlighted(hands)
        await hands.press(*keys)
        assert hands.place == "trouble"
        assert flow.trouble.list_ask in hands.said("#text")
        assert on_disk(hands.sitting).answers[-1].event is Event.TROUBLE
        await hands.press("n", "n", "n")
        assert (hands.place, highlighted(hands)) == (here, proposed)


async def test_something_is_wrong_can_be_said_where_it_did_not_settle(opened: Opening) -> None:
    async with opened(NOT_SETTLED) as hands:
        assert "3 Something is wrong" in hands.said("ChoiceList")
        await hands.press("3", "1")
        assert hands.session.ending == "emergency"


# Not sure


async def test_not_sure_asks_once_more_and_then_counts_as_unchanged(opened: Opening, flow: Flow) -> None:
    async with opened(ASKED) as hands:
        await hands.press("6")
        assert hands.place == f"{STEP}.response_again"
        assert flow.file.response.ask_again in await hands.read("#text")
        await hands.press(*["enter"] * 5)
        assert hands.place == f"{STEP}.response_again"
        await hands.press("6")
        assert "Prone props" in hands.said("#heading")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.unsure) == ("unchanged", True)


async def test_sure_the_second_time_is_what_counts(opened: Opening) -> None:
    async with opened(about_to_say(Event.PARTLY_CENTRALIZED)) as hands:
        await hands.press("6", "2")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.unsure) == ("partly_centralized", None)


async def test_not_sure_twice_does_not_outweigh_a_chart_that_got_worse(opened: Opening) -> None:
    async with opened(about_to_say(Event.WORSENED)) as hands:
        await hands.press("6", "6")
        assert hands.place == f"{STEP}.settling"
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.counted_answer, step.unsure) == ("unchanged", "worsened", True)


# Answer and chart disagree

DISAGREE = [(chart, said) for chart in ANSWERS for said in ANSWERS if chart is not said]


@pytest.mark.parametrize(("chart", "said"), DISAGREE, ids=lambda event: str(event))
async def test_where_they_disagree_it_is_asked_once_more_and_then_the_more_careful_one_counts(
    opened: Opening, flow: Flow, chart: Event, said: Event
) -> None:
    labels = {event: getattr(flow.file.response, event.value).label for event in ANSWERS}
    careful = max(chart, said, key=ANSWERS.index)
    async with opened(about_to_say(chart)) as hands:
        await hands.press(NUMBERS[said])
        assert hands.place == f"{STEP}.response_again"
        read = await hands.read("#text")
        assert f'You said: "{labels[said]}".' in read
        assert f'What you marked says: "{labels[chart]}".' in read
        assert highlighted(hands) is None

        await hands.press(NUMBERS[said])
        assert "response" not in hands.place
        assert hands.place == f"{STEP}.settling" or careful is not Event.WORSENED
        (step,) = on_disk(hands.sitting).steps
        assert step.answer == said.value
        assert step.counted == careful.value
        assert step.counted_answer == (None if careful is said else careful.value)
        assert [answer.event for answer in on_disk(hands.sitting).answers][-2:] == [said, said]


async def test_the_second_time_one_may_agree_with_the_chart(opened: Opening) -> None:
    async with opened(PLACES["disagreement"]) as hands:
        await hands.press("3")
        assert "Prone props" in hands.said("#heading")
        saved = on_disk(hands.sitting)
        responses = [answer.event for answer in saved.answers if ".response" in answer.place]
        assert [event for event in responses if event in ANSWERS] == [Event.WORSENED, Event.UNCHANGED]
        assert (saved.steps[0].answer, saved.steps[0].counted_answer) == ("unchanged", None)


@pytest.mark.parametrize("size", SMALL, ids=str)
async def test_what_both_said_can_be_read_where_they_disagree(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(PLACES["disagreement"], size=size) as hands:
        assert "You said:" in hands.said("#text")
        read = await hands.read("#text")
        assert flat(prompts.prompt(hands.sitting.walk).intro) in read
        assert "we follow the more careful one" in read


@pytest.mark.parametrize(("said", "then"), [("1", True), ("3", False)], ids=["disagreed", "agreed"])
async def test_the_next_exercise_tells_that_the_more_careful_one_was_followed(
    opened: Opening, said: str, then: bool
) -> None:
    async with opened(about_to_say(Event.UNCHANGED)) as hands:
        await hands.press("1", said)
        assert "Prone props" in hands.said("#heading")
        assert ("did not agree. The more careful one was followed." in await hands.read("#text")) is then


async def test_back_from_the_second_time_leads_to_the_first_with_its_proposal(opened: Opening) -> None:
    async with opened(PLACES["disagreement"]) as hands:
        await hands.press("b")
        assert (hands.place, highlighted(hands)) == (f"{STEP}.response", "3")


async def test_in_the_log_that_a_person_reads_both_are_told(opened: Opening) -> None:
    async with opened(about_to_say(Event.UNCHANGED)) as hands:
        await hands.press("1", "1")
        for _ in range(6):
            await hands.press("x")
        await hands.press("enter", "6", "1")
        read = await hands.read("#reading")
        said, counted = (reasons.COUNTS_AS_WORDS[event] for event in (Event.CENTRALIZED, Event.UNCHANGED))
        assert f"you said: {said}; the chart said: {counted}" in read


@pytest.mark.parametrize("place", ["asked again", "disagreement"])
async def test_enter_alone_never_answers_where_nothing_is_proposed(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        answers = hands.session.answers
        assert highlighted(hands) is None
        await hands.press(*["enter"] * 5)
        assert hands.session.answers == answers
        assert highlighted(hands) is None


# The rest


@pytest.mark.parametrize("place", ["response", "disagreement", "settled"])
async def test_nobody_rests_twice_after_one_exercise(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        assert not hands.screen.query_one("#rest").display
        assert "Rest" not in hands.flat


@pytest.mark.usefixtures("quick_looks")
async def test_the_rest_after_not_sure_is_counted_down_and_then_the_question_is_asked_again(opened: Opening) -> None:
    async with opened(PLACES["asked again"]) as hands:
        assert "Rest 1:00" in hands.said("#rest")
        await hands.pass_time(1.5)
        await hands.until_shown("Rest 0:59")
        await hands.pass_time(58)
        assert "Rest 0:01" in hands.said("#rest")
        assert hands.place == f"{STEP}.response_again"
        await hands.pass_time(1)
        await hands.until_shown("The rest is over. How is it now?")
        assert hands.place == f"{STEP}.response_again"


async def test_the_rest_may_be_cut_short(opened: Opening) -> None:
    async with opened(PLACES["asked again"]) as hands:
        assert "Rest 1:00" in hands.said("#rest")
        await hands.press("3")
        assert "Prone props" in hands.said("#heading")


# Settling


@pytest.mark.usefixtures("quick_looks")
async def test_while_settling_the_time_is_counted_and_one_may_go_on_sooner(opened: Opening, flow: Flow) -> None:
    async with opened(SETTLING) as hands:
        read = await hands.read("#text")
        for text in flow.file.settling.text:
            assert text in read
        assert "You may go on sooner." in hands.flat
        assert "I have rested. Go on" in hands.said("ChoiceList")
        assert highlighted(hands) == "1"
        left = hands.part("Digits")
        await hands.pass_time(2)
        await hands.until(lambda: hands.part("Digits") != left)
        await hands.press("enter")
        assert hands.place == f"{STEP}.recheck"
        assert on_disk(hands.sitting).answers[-1].event is Event.RESTED


@pytest.mark.usefixtures("quick_looks")
async def test_after_five_minutes_it_says_so_and_waits(opened: Opening) -> None:
    async with opened(SETTLING) as hands:
        await hands.pass_time(300)
        await hands.until_shown("Time is up.")
        assert hands.place == f"{STEP}.settling"
        await hands.press("1")
        assert hands.place == f"{STEP}.recheck"


SETTLED_OR_NOT = {
    Event.SETTLED: (SETTLED, True, "Prone props"),
    Event.NOT_SETTLED: (NOT_SETTLED, False, "Side glide"),
}


@pytest.mark.parametrize("event", SETTLED_OR_NOT)
@pytest.mark.parametrize("by_number", [False, True])
async def test_whether_it_settled_is_proposed_by_the_chart(
    opened: Opening, flow: Flow, event: Event, by_number: bool
) -> None:
    place, settled, then = SETTLED_OR_NOT[event]
    texts: ResponseChoice = getattr(flow.file.settling, event.value)
    async with opened(place) as hands:
        assert hands.place == f"{STEP}.settled"
        assert "Has it settled?" in hands.said("#heading")
        assert flow.file.settling.ask in hands.said("#text")
        assert flat(reasons.told_of(hands.sitting.walk)) in hands.said("#text")
        assert highlighted(hands) == NUMBERS[event]
        assert f"{NUMBERS[event]} {texts.label}" in hands.said("ChoiceList")
        await hands.press(NUMBERS[event] if by_number else "enter")
        assert outcome(hands.sitting.walk)["path"] == [
            {"step": "prone_lying", "answer": "worsened", "settled": settled}
        ]
        assert then in hands.said("#heading")


@pytest.mark.parametrize("event", SETTLED_OR_NOT)
async def test_where_chart_and_person_disagree_whether_it_settled_it_is_asked_once_more(
    opened: Opening, flow: Flow, event: Event
) -> None:
    place, settled, _ = SETTLED_OR_NOT[event]
    (other,) = set(SETTLED_OR_NOT) - {event}
    async with opened(place) as hands:
        await hands.press(NUMBERS[other])
        assert hands.place == f"{STEP}.settled_again"
        read = await hands.read("#text")
        assert f'You said: "{getattr(flow.file.settling, other.value).label}".' in read
        assert f'What you marked says: "{getattr(flow.file.settling, event.value).label}".' in read
        answers = hands.session.answers
        assert highlighted(hands) is None
        await hands.press(*["enter"] * 3)
        assert hands.session.answers == answers

        await hands.press(NUMBERS[other])
        assert "Side glide" in hands.said("#heading")
        (step,) = on_disk(hands.sitting).steps
        assert step.settled is not settled
        assert step.settled_counted is False
        assert step.counted_settled == (False if settled is False else None)


async def test_settled_or_not_may_agree_with_the_chart_the_second_time(opened: Opening) -> None:
    async with opened(SETTLED) as hands:
        await hands.press("2", "1")
        assert "Prone props" in hands.said("#heading")
        (step,) = on_disk(hands.sitting).steps
        assert (step.settled, step.counted_settled) == (True, None)


async def test_back_from_settled_leads_to_the_chart_and_from_there_to_the_rest(opened: Opening) -> None:
    async with opened(NOT_SETTLED) as hands:
        await hands.press("b")
        assert hands.place == f"{STEP}.recheck"
        assert "Marked right heel 5 Before right calf 5" in hands.said("#side")
        await hands.press("b")
        assert hands.place == f"{STEP}.settling"
        assert "5:00" in hands.screen.query_one("Digits").value  # type: ignore[attr-defined]


# The note


async def test_a_note_is_kept_with_the_answer(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", *"stiff at 1st", "enter", "3")
        saved = on_disk(hands.sitting)
        assert saved.answers[-1].note == "stiff at 1st"
        assert saved.steps[0].note == "stiff at 1st"


async def test_what_is_typed_into_the_note_does_nothing_else(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        answers = hands.session.answers
        await hands.press("n")
        typed = "123456nnnqt?bx v0w"
        for number, letter in enumerate(typed, 1):
            await hands.press(letter)
            assert typed[:number].strip() in hands.said("Input")
            assert hands.session.answers == answers
        assert hands.app.is_running
        assert hands.app.theme == "mckenzie-dark"


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_note_is_left_without_answering(opened: Opening, key: str) -> None:
    async with opened(about_to_say(Event.CENTRALIZED)) as hands:
        answers = hands.session.answers
        await hands.press("n", "h", "m", key)
        assert hands.session.answers == answers
        assert hands.get(ChoiceList).has_focus
        await hands.press("1")
        assert hands.session.answers[-1].note == "hm"


@pytest.mark.parametrize("size", SMALL, ids=str)
async def test_after_the_note_enter_takes_what_is_proposed(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(ASKED, size=size) as hands:
        await hands.press("n", "h", "m", "enter", "enter")
        assert "Prone props" in hands.said("#heading")
        assert hands.session.answers[-1].note == "hm"


async def test_where_there_is_little_room_the_line_for_the_note_shows_once_it_is_wanted(opened: Opening) -> None:
    async with opened(ASKED, size=(40, 15)) as hands:
        assert not hands.get(Input).display
        await hands.press("n", "h", "m")
        assert "hm" in hands.said("Input")


async def test_a_note_is_not_carried_to_the_next_step(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", "h", "m", "enter", "3", "d", "enter", "3")
        assert [answer.note for answer in hands.session.answers if answer.event is Event.UNCHANGED] == ["hm", None]


@pytest.mark.parametrize("away", ["b", "!"])
async def test_a_note_waits_for_its_answer_while_something_else_is_said(opened: Opening, away: str) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", "h", "m", "enter", away)
        assert "hm" not in hands.flat
        await hands.press(*(["enter"] if away == "b" else ["b"]))
        assert "hm" in hands.said("Input")
        await hands.press("3")
        assert hands.session.answers[-1].note == "hm"
        assert on_disk(hands.sitting).steps[0].note == "hm"


async def test_a_note_typed_while_not_sure_is_kept(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", "h", "m", "enter", "6", "6")
        saved = on_disk(hands.sitting)
        assert "hm" in [answer.note for answer in saved.answers]
        assert saved.steps[0].note == "hm"


async def test_notes_of_both_times_are_kept_where_they_disagree(opened: Opening) -> None:
    async with opened(ASKED) as hands:
        await hands.press("n", *"one", "enter", "4", "n", *"two", "enter", "4")
        assert on_disk(hands.sitting).steps[0].note == "one; two"


async def test_a_note_at_the_question_whether_it_settled_is_kept(opened: Opening) -> None:
    async with opened(SETTLED) as hands:
        await hands.press("n", *"ok", "enter", "1")
        assert on_disk(hands.sitting).steps[0].note == "ok"


async def test_something_is_wrong_can_be_said_from_the_note_as_well(opened: Opening) -> None:
    async with opened(PLACES["response"]) as hands:
        await hands.press("n", "!")
        assert hands.place == "trouble"
        await hands.press("n", "n", "n", "n", "o", "h", "!")
        assert hands.screen.query_one(Input).value == "oh!"


def too_much_pain(machine: FlowMachine) -> Walk:
    """A walk that stands at the question whether it settled, with a chart as before, after the pain was too much."""
    walk = answered(at_first_step(machine), Event.TROUBLE)
    return answered(walk.say(Event.NO).say(Event.NO).say(Event.YES), Event.RESTED)


async def test_after_too_much_pain_the_chart_proposes_too(opened: Opening) -> None:
    async with opened(too_much_pain) as hands:
        assert hands.place == f"{STEP}.recheck"
        await hands.press("enter")
        assert highlighted(hands) == "1"
        await hands.press("enter")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.settled, step.too_much_pain) == ("worsened", True, True)


async def test_pain_that_stays_severe_is_proposed_as_not_settled(opened: Opening) -> None:
    def severe(machine: FlowMachine) -> Walk:
        walk = answered(at_first_step(machine), Event.DID)
        return answered(walk.say(Event.LOCATED, symptoms=felt(right=Region.LOWER_LEG, pain=9)), Event.RESTED)

    async with opened(severe) as hands:
        await hands.press("enter")
        assert hands.place == f"{STEP}.settled"
        assert reasons.NOTE_WORDS[Note.STOP_SEVERE] in hands.said("#text")
        assert highlighted(hands) == "2"
        await hands.press("enter")
        assert hands.session.ending == "stopped_worse"
