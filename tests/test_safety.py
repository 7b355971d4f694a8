"""Safety: who is sent for help, from where, and what may be said instead."""

from __future__ import annotations

import pytest
from walks import LATER, PLACES, RIGHT_LEG, answered, at_first_step, begun, ending, felt, no_to_all, no_until

from mckenzie_tui.answers import Answer, Context
from mckenzie_tui.body import spot_of
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.locating import with_numbness
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Mode, Region, Response, Side

SIGNS = ["saddle_numbness", "bladder", "bowel", "sexual", "both_legs", "leg_weakness", "accident", "chest_pain"]
CLEARABLE = ["weak_defence", "weight_loss", "cancer", "night_pain", "lump", "surgery_or_fracture", "pregnancy"]
NEVER_CLEARED = ["fever", "steadily_worse"]
ADVISED = [
    *("weak_bones", "steroids", "small_fall", "first_pain_age", "below_knee_nerve", "ten_days", "six_weeks"),
    *("abdomen_or_pressure", "leaning"),
]


# The emergency questions


@pytest.mark.parametrize("context", [Context(), LATER], ids=["first session", "later session"])
@pytest.mark.parametrize("sign", SIGNS)
def test_every_emergency_sign_has_its_own_question_and_a_yes_ends_in_an_emergency(
    machine: FlowMachine, sign: str, context: Context
) -> None:
    asked = no_until(begun(machine, context), f"question.emergency.{sign}")
    walk = asked.say(Event.YES)
    assert ending(walk) == "emergency"
    assert walk.ending is not None
    assert walk.ending.kind is EndingKind.EMERGENCY
    assert [item.question for item in walk.facts.safety] == [sign]


def test_no_sign_is_missing(flow: Flow) -> None:
    assert {question.id for question in flow.emergency.questions} == set(SIGNS)


@pytest.mark.parametrize("event", sorted(set(Event) - {Event.YES, Event.NO, Event.TROUBLE, Event.RESUMED}))
@pytest.mark.parametrize("sign", SIGNS)
def test_an_emergency_question_takes_nothing_but_yes_and_no(machine: FlowMachine, sign: str, event: Event) -> None:
    asked = no_until(begun(machine), f"question.emergency.{sign}")
    with pytest.raises(NotAllowedError):
        asked.say(event, symptoms=RIGHT_LEG)


@pytest.mark.parametrize("mode", [Mode.CLINIC, Mode.DEMO])
def test_a_clinician_attests_the_safety_questions_at_once(machine: FlowMachine, mode: Mode) -> None:
    assert begun(machine, mode=mode).say(Event.ATTEST).place.name == "where_it_hurts"


def test_an_answer_meant_for_another_question_is_refused(machine: FlowMachine) -> None:
    walk = begun(machine)
    with pytest.raises(NotAllowedError):
        walk.answer(Answer(place=f"question.emergency.{SIGNS[1]}", event=Event.NO))


# The medical questions


@pytest.mark.parametrize("question", CLEARABLE)
def test_an_urgent_yes_leads_to_care_unless_a_clinician_cleared_it(machine: FlowMachine, question: str) -> None:
    yes = no_until(begun(machine), f"question.medical.{question}").say(Event.YES)
    assert ending(yes.say(Event.NO)) == "seek_care"
    assert yes.say(Event.NO).facts.standing == (question,)
    cleared = no_to_all(yes.say(Event.YES))
    assert cleared.place.name == "where_it_hurts"
    assert cleared.facts.standing == ()
    assert [(item.question, item.cleared) for item in cleared.facts.safety] == [(question, True)]


@pytest.mark.parametrize("question", NEVER_CLEARED)
def test_fever_and_a_leg_that_gets_steadily_worse_lead_to_care_whatever_was_cleared(
    machine: FlowMachine, question: str
) -> None:
    yes = no_until(begun(machine), f"question.medical.{question}").say(Event.YES)
    assert ending(yes) == "seek_care"


@pytest.mark.parametrize("question", ADVISED)
def test_a_lesser_yes_shows_advice_and_one_may_go_on_or_ask_first(machine: FlowMachine, question: str) -> None:
    yes = no_until(begun(machine), f"question.medical.{question}").say(Event.YES)
    assert ending(yes.say(Event.ASK_FIRST)) == "seek_care"
    gone_on = no_to_all(yes.say(Event.GO_ON))
    assert gone_on.place.name == "where_it_hurts"
    assert [item.question for item in gone_on.facts.safety] == [question]


# Something is wrong, from every kind of place


IN_A_STEP = (
    *("before", "exercise", "after", "response", "asked again", "disagreement"),
    *("settling", "recheck", "settled"),
)
everywhere = pytest.mark.parametrize("place", PLACES)
in_a_step = pytest.mark.parametrize("place", IN_A_STEP)


def listed_signs(walk: Walk) -> Walk:
    return walk.say(Event.TROUBLE)


def asked_about_pain(walk: Walk) -> Walk:
    """No listed sign, no new weakness."""
    walk = walk.say(Event.TROUBLE).say(Event.NO).say(Event.NO)
    assert walk.place.question == "too_much_pain"
    return walk


@everywhere
@pytest.mark.parametrize("sign", [*SIGNS, "faint"])
def test_a_listed_sign_is_an_emergency_from_everywhere(machine: FlowMachine, place: str, sign: str) -> None:
    walk = listed_signs(PLACES[place](machine)).say(Event.YES, item=sign)
    assert ending(walk) == "emergency"
    assert walk.facts.safety[-1].question == sign


@everywhere
@pytest.mark.parametrize(("fast_or_both", "end"), [(Event.YES, "emergency"), (Event.NO, "seek_care")])
def test_new_weakness_leads_to_help_from_everywhere(
    machine: FlowMachine, place: str, fast_or_both: Event, end: str
) -> None:
    walk = listed_signs(PLACES[place](machine)).say(Event.NO)
    assert walk.place.question == "new_weakness"
    assert ending(walk.say(Event.YES).say(fast_or_both)) == end


@everywhere
def test_nothing_of_it_leads_back_to_the_very_place_as_it_was(machine: FlowMachine, place: str) -> None:
    before = PLACES[place](machine)
    after = asked_about_pain(before).say(Event.NO)
    assert after.place == before.place
    assert after.facts == before.facts


@everywhere
def test_coming_back_to_a_session_one_can_still_say_that_something_is_wrong(machine: FlowMachine, place: str) -> None:
    before = PLACES[place](machine)
    resumed = before.say(Event.RESUMED)
    assert ending(resumed.say(Event.YES).say(Event.YES, item="bladder")) == "emergency"
    assert asked_about_pain(resumed).say(Event.NO).place == before.place


@pytest.mark.parametrize("place", [place for place in PLACES if place not in IN_A_STEP])
def test_too_much_pain_before_the_steps_leads_to_care(machine: FlowMachine, place: str) -> None:
    assert ending(asked_about_pain(PLACES[place](machine)).say(Event.YES)) == "seek_care"


@in_a_step
def test_too_much_pain_in_a_step_leads_to_rest_and_counts_as_worse(machine: FlowMachine, place: str) -> None:
    resting = asked_about_pain(PLACES[place](machine)).say(Event.YES)
    assert resting.place.name == "step.prone_lying.settling"
    assert [(visit.step, visit.response, visit.too_much_pain) for visit in resting.facts.visits] == [
        ("prone_lying", Response.WORSENED, True)
    ]


@in_a_step
def test_too_much_pain_that_settles_goes_on_and_that_does_not_stops(machine: FlowMachine, place: str) -> None:
    resting = asked_about_pain(PLACES[place](machine)).say(Event.YES)
    assert answered(resting, Event.SETTLED).place.name == "step.prone_props.exercise"
    assert ending(answered(resting, Event.NOT_SETTLED)) == "stopped_worse"


# Where it hurts


BOTH_LEGS = {
    "as far": (felt(left=Region.FOOT, right=Region.FOOT), Side.BOTH),
    "farther left": (felt(left=Region.FOOT, right=Region.THIGH), Side.LEFT),
    "farther right": (felt(left=Region.KNEE, right=Region.TOES), Side.RIGHT),
}


@pytest.mark.parametrize(("symptoms", "side"), BOTH_LEGS.values(), ids=BOTH_LEGS)
def test_both_legs_are_an_emergency_when_new_and_need_clearance_when_not(
    machine: FlowMachine, symptoms: Symptoms, side: Side
) -> None:
    asked = at_first_step(machine, symptoms)
    assert ending(asked.say(Event.YES)) == "emergency"
    assert ending(asked.say(Event.NO).say(Event.NO)) == "seek_care"
    cleared = asked.say(Event.NO).say(Event.YES)
    assert cleared.place.name == "step.prone_lying.exercise"
    assert cleared.facts.side is side


def test_pain_in_both_buttocks_is_not_in_both_legs(machine: FlowMachine) -> None:
    walk = at_first_step(machine, felt(left=Region.BUTTOCK_HIP, right=Region.THIGH))
    assert walk.place.name == "step.prone_lying.exercise"


def test_without_symptoms_there_is_nothing_to_test(machine: FlowMachine) -> None:
    assert ending(at_first_step(machine, Symptoms())) == "nothing_to_test"


def test_numbness_alone_needs_a_person_not_an_exercise(machine: FlowMachine) -> None:
    numb = with_numbness(Symptoms(), spot_of(Region.FOOT, Side.LEFT, None), numb=True)
    assert ending(at_first_step(machine, numb)) == "seek_care"


def test_numbness_in_both_legs_is_asked_about_as_pain_is(machine: FlowMachine) -> None:
    numb = with_numbness(felt(right=Region.FOOT), spot_of(Region.FOOT, Side.LEFT, None), numb=True)
    assert at_first_step(machine, numb).place.name == "question.both_legs_marked.new"


# Not sure


def test_not_sure_is_asked_once_more_and_then_counts_as_unchanged(machine: FlowMachine) -> None:
    once = answered(at_first_step(machine), Event.UNSURE)
    assert once.place.name == "step.prone_lying.response_again"
    assert once.facts.visits == ()
    twice = once.say(Event.UNSURE)
    assert twice.place.name == "step.prone_props.exercise"
    assert [(visit.response, visit.unsure) for visit in twice.facts.visits] == [(Response.UNCHANGED, True)]


@pytest.mark.parametrize("answer", Response)
def test_after_a_first_not_sure_every_answer_is_open_and_is_not_logged_as_unsure(
    machine: FlowMachine, answer: Response
) -> None:
    walk = answered(at_first_step(machine), Event.UNSURE, Event(answer))
    counts = Response.UNCHANGED if answer in (Response.CENTRALIZED, Response.PARTLY_CENTRALIZED) else answer
    assert [(visit.response, visit.unsure) for visit in walk.facts.visits] == [(counts, False)]
    assert walk.facts.visits[0].said == (None if counts is answer else answer)
