"""A clinician goes to any step: what the rules say against it is told and logged, and stops nothing."""

from __future__ import annotations

import re

import log_reader
import pytest
from walks import (
    DONE,
    PLACES,
    RIGHT_LEG,
    a_rung_further,
    answered,
    at_first_step,
    begun,
    felt,
    no_to_all,
    ready_for,
    sat,
)

from mckenzie_tui import cards
from mckenzie_tui.answers import Context
from mckenzie_tui.choosing import choosable
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.home_plan import home_plan
from mckenzie_tui.inside import inside
from mckenzie_tui.prompts import prompt
from mckenzie_tui.reasons import for_and_against, reasons
from mckenzie_tui.replay import Outcome, replay
from mckenzie_tui.report.lines import session_lines
from mckenzie_tui.report.trail import trail
from mckenzie_tui.report.why import ONLY_SOME, suggestion
from mckenzie_tui.reports.course import best_exercise
from mckenzie_tui.reports.first import look_at_first
from mckenzie_tui.reports.page.document import page
from mckenzie_tui.reports.text import step_line, text
from mckenzie_tui.sitting import Desk
from mckenzie_tui.summary import came_of
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import (
    During,
    EndingKind,
    Event,
    Mode,
    Objection,
    RangeOfMovement,
    Region,
    Response,
    Side,
    Terms,
)

WITH_SOMEBODY = (Mode.CLINIC, Mode.DEMO)


def in_clinic(machine: FlowMachine, symptoms: Symptoms = RIGHT_LEG, mode: Mode = Mode.CLINIC) -> Walk:
    return begun(machine, Context(), mode).say(Event.ATTEST).say(Event.LOCATED, symptoms=symptoms)


def go_to(walk: Walk, step: str, **details: object) -> Walk:
    return walk.say(Event.GO_TO, item=step, **details)


def against(walk: Walk) -> tuple[Objection, ...]:
    assert walk.facts.chosen is not None
    return walk.facts.chosen.against


# Who may


@pytest.mark.parametrize("name", PLACES)
def test_alone_at_home_nobody_goes_to_a_step_of_their_choice(machine: FlowMachine, name: str) -> None:
    walk = PLACES[name](machine)
    for step in walk.flow.steps:
        with pytest.raises(NotAllowedError):
            go_to(walk, step.id)


@pytest.mark.parametrize("mode", WITH_SOMEBODY)
def test_with_a_clinician_every_step_is_reached_from_every_place_of_a_step(machine: FlowMachine, mode: Mode) -> None:
    at_start = in_clinic(machine, mode=mode)
    ways = [
        [],
        [Event.RELOCATE],
        [Event.DID],
        [Event.UNSURE],
        [Event.WORSENED],
        [Event.WORSENED, Event.RESTED],
        [Event.UNCHANGED],
    ]
    for events in ways:
        walk = answered(at_start, *events)
        for step in walk.flow.steps:
            assert go_to(walk, step.id).place.name == f"step.{step.id}.exercise"


def test_before_anybody_knows_where_it_hurts_no_step_can_be_chosen(machine: FlowMachine) -> None:
    walk = begun(machine, Context(), Mode.DEMO)
    for there in (walk, walk.say(Event.ATTEST), walk.say(Event.YES)):
        with pytest.raises(NotAllowedError):
            go_to(there, "press_ups")


@pytest.mark.parametrize("item", [None, "", "no_such_step", "emergency", "step.press_ups.exercise"])
@pytest.mark.parametrize("events", [[], [Event.DID], [Event.UNSURE], [Event.WORSENED]])
def test_there_is_no_way_to_a_step_that_is_none(machine: FlowMachine, item: str | None, events: list[Event]) -> None:
    walk = answered(go_to(in_clinic(machine), "prone_lying"), *events)
    with pytest.raises(NotAllowedError):
        walk.say(Event.GO_TO, item=item)


def test_from_a_result_one_may_go_on_testing_and_it_is_no_result_any_more(machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.CENTRALIZED)
    assert walk.ending is not None
    walk = go_to(walk, "side_glide")
    assert (walk.ending, walk.place.name, against(walk)) == (None, "step.side_glide.exercise", ())


LAST = "lumbar_flexion"


@pytest.mark.parametrize(
    ("pain", "others", "ending", "best"),
    [
        (5, [Event.UNCHANGED], "preference_found", "prone_lying"),
        (5, [Event.CANNOT], "preference_found", "prone_lying"),
        (5, [Event.PARTLY_CENTRALIZED], "preference_found", "prone_lying"),
        (5, [Event.WORSENED, Event.SETTLED], "preference_found", "prone_lying"),
        (8, [Event.UNCHANGED], "preference_found", "prone_lying"),
        (5, [Event.CENTRALIZED], "preference_found", LAST),
        (5, [Event.WORSENED, Event.NOT_SETTLED], "preference_leaning", "prone_lying"),
        (8, [Event.WORSENED, Event.NOT_SETTLED], "seek_care", None),
    ],
)
def test_what_helped_before_further_testing_is_still_what_helped(
    desk: Desk, machine: FlowMachine, pain: int, others: list[Event], ending: str, best: str | None
) -> None:
    walk = answered(in_clinic(machine, felt(right=Region.LOWER_LEG, pain=pain)), Event.CENTRALIZED)
    walk = answered(go_to(walk, LAST), *others)
    assert walk.ending is not None
    assert (walk.ending.id, walk.best_step) == (ending, best)
    assert (home_plan(walk) is not None) is (best is not None)
    log = sat(desk, walk).session
    assert replay(log, machine, log.program.version).outcome is Outcome.SAME


def test_a_worsening_after_what_helped_is_not_forgotten_by_more_testing(machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.CENTRALIZED)
    walk = answered(go_to(walk, "press_ups"), Event.WORSENED, Event.NOT_SETTLED)
    walk = answered(go_to(walk, LAST), Event.UNCHANGED)
    assert walk.ending is not None
    assert (walk.ending.id, walk.best_step) == ("preference_leaning", "prone_lying")


@pytest.mark.parametrize(("pain", "ending"), [(5, "preference_leaning"), (8, "seek_care")])
def test_a_worsening_before_what_helped_is_not_forgotten_by_more_testing(
    machine: FlowMachine, pain: int, ending: str
) -> None:
    walk = in_clinic(machine, felt(right=Region.LOWER_LEG, pain=pain))
    walk = answered(walk, Event.WORSENED, Event.NOT_SETTLED)
    walk = answered(go_to(walk, "flexion_rotation"), Event.CENTRALIZED)
    walk = answered(go_to(walk, LAST), Event.UNCHANGED)
    assert walk.ending is not None
    assert walk.ending.id == ending


def test_from_an_emergency_only_a_demonstration_goes_on(machine: FlowMachine) -> None:
    for mode in WITH_SOMEBODY:
        walk = in_clinic(machine, mode=mode).say(Event.TROUBLE).say(Event.YES, item="bladder")
        assert walk.ending is not None
        if mode is Mode.CLINIC:
            with pytest.raises(NotAllowedError):
                go_to(walk, "press_ups")
        else:
            assert go_to(walk, "press_ups").step is not None


# What the rules say against it


def test_what_the_rules_would_offer_next_has_nothing_against_it(machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.UNCHANGED)
    for step in ("prone_props", "press_ups", "side_glide", "prone_lying"):
        assert against(go_to(walk, step)) == ()


def test_a_closed_direction_is_told(machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.WORSENED, Event.NOT_SETTLED)
    assert against(go_to(walk, "prone_lying")) == (Objection.DIRECTION_CLOSED,)
    assert against(go_to(walk, "side_glide")) == ()


def test_a_worsening_that_nobody_knows_to_settle_is_told_and_stays_open_in_the_log(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = go_to(answered(in_clinic(machine), Event.WORSENED), "side_glide", note="on my hand")
    assert against(walk) == (Objection.NOT_SETTLED,)
    walk = answered(walk, Event.UNCHANGED)
    assert walk.place.name == "step.flexion_rotation.exercise"
    first, second = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert "settled" not in first
    assert (second["against"], second["reason"], second["chosen"]) == (["not_settled"], "on my hand", True)


def test_a_stop_is_told(machine: FlowMachine) -> None:
    walk = in_clinic(machine)
    walk = answered(walk, *[Event.WORSENED, Event.NOT_SETTLED] * 2)
    assert walk.ending is not None
    assert walk.ending.id == "stopped_worse"
    assert against(go_to(walk, "lumbar_flexion")) == (Objection.SESSION_STOPPED,)
    assert against(go_to(walk, "press_ups")) == (Objection.DIRECTION_CLOSED, Objection.SESSION_STOPPED)


def test_a_stop_that_a_clinician_went_on_from_is_told_of_every_further_step_and_looked_at_first(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = answered(in_clinic(machine), *[Event.WORSENED, Event.NOT_SETTLED] * 2)
    walk = answered(go_to(walk, "lumbar_flexion", note="light hands"), Event.UNCHANGED)
    assert {Objection.SESSION_STOPPED} <= set(next(choosable(walk)).against)
    walk = answered(go_to(walk, "flexion_rotation", note="once more"), Event.CENTRALIZED)
    session = sat(desk, walk).session
    (gone_on,) = [line for line in look_at_first(session) if "Gone on" in line]
    assert gone_on.startswith("Gone on after the rules had stopped the session, at ")
    assert gone_on.endswith(": light hands.")
    assert replay(session, machine, session.program.version).outcome is Outcome.SAME
    # Programs before held it against the first step alone.
    older = session.model_copy(
        update={
            "steps": tuple(
                step.model_copy(update={"against": None}) if step.reason == "once more" else step
                for step in session.steps
            )
        }
    )
    assert replay(older, machine, session.program.version).outcome is Outcome.SAME


def test_a_severe_start_and_a_precaution_are_told(machine: FlowMachine) -> None:
    context = Context(first=False, yes=("weak_bones",))
    severe = no_to_all(begun(machine, context, Mode.CLINIC)).say(
        Event.LOCATED, symptoms=felt(right=Region.FOOT, pain=9)
    )
    assert against(go_to(severe, "press_ups")) == (Objection.SEVERE_START,)
    assert against(go_to(severe, "lumbar_flexion")) == (Objection.PRECAUTION, Objection.SEVERE_START)


# The other side, and once more


def test_a_sided_step_needs_a_side(machine: FlowMachine) -> None:
    central = in_clinic(machine, felt())
    with pytest.raises(NotAllowedError):
        go_to(central, "side_glide")
    walk = go_to(central, "side_glide", side=Side.LEFT)
    assert (walk.facts.side_at("side_glide"), walk.facts.side) == (Side.LEFT, Side.CENTRAL)


def test_the_side_of_a_step_is_told_also_where_nothing_hurts(machine: FlowMachine) -> None:
    painless = in_clinic(machine, Symptoms())
    assert painless.ending is not None
    walk = go_to(painless, "side_glide", side=Side.LEFT)
    assert cards.heading_of_step(walk)[-1] == "as for pain on the left"
    assert cards.heading_of_step(go_to(painless, "press_ups"))[-1] == "no pain at the start"


def test_the_other_side_holds_for_this_step_alone(desk: Desk, machine: FlowMachine) -> None:
    walk = go_to(in_clinic(machine), "press_ups_hips_off_center", side=Side.LEFT)
    assert walk.facts.side_at("press_ups_hips_off_center") is Side.LEFT
    walk = answered(walk, Event.UNCHANGED)
    assert walk.step is not None
    assert (walk.step.id, walk.facts.side_at("side_glide")) == ("side_glide", Side.RIGHT)
    walk = answered(walk, Event.UNCHANGED)
    first, second = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert (first["side"], "side" in second) == ("left", False)


def test_a_step_that_ends_in_care_before_it_is_answered_keeps_its_side_and_what_was_seen(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = go_to(in_clinic(machine), "side_glide", side=Side.LEFT, note="try lateral")
    walk = walk.say(Event.DID, done=DONE, during=(During.PERIPHERALISING,))
    walk = walk.say(Event.LOCATED, symptoms=felt(left=Region.THIGH, right=Region.LOWER_LEG))
    session = sat(desk, walk).session
    (step,) = session.steps
    assert (step.side, step.chosen, step.reason) == (Side.LEFT, True, "try lateral")
    assert (step.during, step.done, step.answer) == ((During.PERIPHERALISING,), DONE, None)
    assert step_line(step, Side.RIGHT).startswith("Rep SGIS (other side: as for L symptoms)")


def test_what_was_said_first_is_told_of_a_step_that_is_left_when_asked_once_more(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = in_clinic(machine).say(Event.DID, done=DONE).say(Event.LOCATED, symptoms=RIGHT_LEG)
    walk = walk.say(Event.WORSENED, note="sharper")
    assert walk.place.name == "step.prone_lying.response_again"
    waiting = sat(desk, walk).session
    session = sat(desk, go_to(walk, "side_glide")).session
    for log in (waiting, session):
        (step, *_) = log.steps
        assert (step.said_first, step.answer, step.note) == (Response.WORSENED, None, "sharper")
        assert "said first, and asked once more: worse" in map(str.strip, session_lines(log))
        assert "patient said worse, and was asked once more" in step_line(step, Side.RIGHT)
        assert replay(log, machine, log.program.version).outcome is Outcome.SAME
    settled = sat(desk, answered(walk, Event.WORSENED)).session
    assert settled.steps[0].said_first is None


@pytest.mark.parametrize("other", [True, False])
def test_the_other_side_is_told_of_the_exercise_that_helped(desk: Desk, machine: FlowMachine, *, other: bool) -> None:
    walk = in_clinic(machine, felt(left=Region.LOWER_LEG))
    details = {"side": Side.RIGHT} if other else {}
    walk = answered(go_to(walk, "press_ups_hips_off_center", **details), Event.CENTRALIZED)
    session = sat(desk, walk).session
    assert session.ending_kind is EndingKind.RESULT
    assert best_exercise(session) == "Rep EIL, hips off center" + (" (other side: as for R symptoms)" if other else "")
    (told,) = [line for line in session_lines(session) if "What the answers suggest" in line]
    assert told.endswith(", done as for pain on the right)") is other
    assert ("hips off center (other side: as for R symptoms)</span>" in page([session])) is other
    short = " ".join(text([session]).split())
    of_the_step = " (other side: as for R symptoms)" if other else " (for L symptoms)"
    assert f"1. Rep EIL, hips off center{of_the_step}" in short
    assert session.plan is not None
    assert f"Plan: Rep EIL, hips off center{of_the_step}" in short


def test_a_step_done_once_more_is_a_step_of_its_own_in_the_log(desk: Desk, machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.UNCHANGED)
    walk = go_to(walk, "prone_lying", note="two more minutes")
    walk = answered(walk, Event.PARTLY_CENTRALIZED)
    assert [(visit.step, visit.response) for visit in walk.facts.visits] == [
        ("prone_lying", Response.UNCHANGED),
        ("prone_lying", Response.PARTLY_CENTRALIZED),
    ]
    steps = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert [(step["id"], step["answer"], step.get("chosen")) for step in steps] == [
        ("prone_lying", "unchanged", None),
        ("prone_lying", "partly_centralized", True),
    ]
    assert steps[0]["answered_at"] < steps[1]["answered_at"]


def test_once_more_after_a_worsening_begins_with_nothing_to_settle(machine: FlowMachine) -> None:
    walk = go_to(answered(in_clinic(machine), Event.WORSENED), "prone_lying")
    walk = answered(walk, Event.DID).say(Event.LOCATED, symptoms=walk.last_marked)
    assert walk.place.name == "step.prone_lying.response"


@pytest.mark.parametrize(
    ("events", "marked", "words"),
    [
        ([Event.WORSENED], None, ["worse", "peripheralised"]),
        ([Event.WORSENED, Event.RESTED], None, ["worse", "peripheralised"]),
        ([Event.WORSENED, Event.RESTED], RIGHT_LEG, ["no worse"]),
        ([Event.WORSENED, Event.RESTED], a_rung_further(RIGHT_LEG), ["worse", "peripheralised"]),
    ],
)
def test_a_worsening_gone_on_from_is_worse_after_testing_unless_the_chart_shows_that_it_passed(
    desk: Desk, machine: FlowMachine, events: list[Event], marked: Symptoms | None, words: list[str]
) -> None:
    walk = answered(in_clinic(machine), *events)
    if marked is not None:
        walk = walk.say(Event.LOCATED, symptoms=marked)
    resting = log_reader.document(sat(desk, walk).path.read_bytes())["steps"][-1]
    session = sat(desk, go_to(walk, "side_glide")).session
    step, _ = session.steps
    assert (resting["after_testing"], list(step.after_testing), step.left) == ([], words, True)
    assert replay(session, machine, session.program.version).outcome is Outcome.SAME
    older = session.model_copy(update={"steps": (step.model_copy(update={"after_testing": ()}),)})
    assert replay(older, machine, session.program.version).outcome is Outcome.SAME
    wrong = session.model_copy(update={"steps": (step.model_copy(update={"after_testing": ("better",)}),)})
    assert replay(wrong, machine, session.program.version).outcome is Outcome.DIFFERS


# What was seen


def test_what_was_seen_while_it_was_done_is_in_the_log(desk: Desk, machine: FlowMachine) -> None:
    walk = in_clinic(machine)
    seen = (During.DECREASES, During.CENTRALISING)
    walk = walk.say(Event.DID, done=DONE, during=seen, range_of_movement=RangeOfMovement.MORE)
    walk = answered(walk, Event.UNCHANGED)
    walk = answered(walk, Event.UNCHANGED)
    first, second = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert (first["during"], first["range_of_movement"]) == (["decreases", "centralising"], "increased")
    assert "during" not in second
    assert "range_of_movement" not in second


def test_a_walk_with_chosen_steps_is_the_same_again_from_its_log(desk: Desk, machine: FlowMachine) -> None:
    walk = go_to(answered(in_clinic(machine), Event.WORSENED), "side_glide", side=Side.LEFT, note="why")
    walk = go_to(answered(walk, Event.CENTRALIZED), "press_ups")
    sitting = sat(desk, walk)
    again = Walk.begin(machine, Mode.CLINIC, sitting.session.context).replay(sitting.session.standing_answers)
    assert again.position == walk.position


def test_at_home_a_first_step_is_reached_as_before(machine: FlowMachine) -> None:
    assert at_first_step(machine).facts.chosen is None


# Gone on before it was answered


def test_going_on_twice_does_not_make_a_worsening_forgotten(machine: FlowMachine) -> None:
    walk = go_to(answered(in_clinic(machine), Event.WORSENED), "press_ups")
    walk = go_to(walk, "side_glide", side=Side.LEFT)
    assert against(walk) == (Objection.NOT_SETTLED,)
    walk = answered(walk, Event.UNCHANGED)
    assert against(go_to(walk, "press_ups")) == ()


def test_a_step_gone_on_from_is_logged_with_its_reason_and_what_was_seen(desk: Desk, machine: FlowMachine) -> None:
    walk = go_to(answered(in_clinic(machine), Event.WORSENED), "side_glide", note="she wants it")
    walk = go_to(walk, "press_ups")
    walk = walk.say(Event.DID, done=DONE, during=(During.DECREASES,))
    walk = go_to(walk.say(Event.LOCATED, symptoms=RIGHT_LEG), "lumbar_flexion")
    walk = answered(walk, Event.UNCHANGED)
    steps = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert [(step["id"], step.get("answer"), step.get("left")) for step in steps] == [
        ("prone_lying", "worsened", True),
        ("side_glide", None, True),
        ("press_ups", None, True),
        ("lumbar_flexion", "unchanged", None),
    ]
    assert (steps[1]["reason"], steps[1]["against"]) == ("she wants it", ["not_settled"])
    assert (steps[2]["during"], steps[2]["done"]["reps"], "after" in steps[2]) == (["decreases"], 10, True)


def test_an_answer_that_was_not_confirmed_is_left_open_in_the_log(desk: Desk, machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.DID).say(Event.LOCATED, symptoms=RIGHT_LEG).say(Event.CENTRALIZED)
    assert walk.place.name.endswith("response_again")
    walk = answered(go_to(walk, "side_glide"), Event.UNCHANGED)
    first, _ = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert (first["id"], first["left"], "answer" in first) == ("prone_lying", True, False)


def test_a_step_looked_at_and_gone_on_from_is_not_logged(desk: Desk, machine: FlowMachine) -> None:
    walk = answered(go_to(in_clinic(machine), "side_glide"), Event.UNCHANGED)
    steps = log_reader.document(sat(desk, walk).path.read_bytes())["steps"]
    assert [step["id"] for step in steps] == ["side_glide"]


def test_a_sided_step_for_pain_in_the_middle_is_against_the_rules(machine: FlowMachine) -> None:
    walk = go_to(in_clinic(machine, felt()), "side_glide", side=Side.LEFT)
    assert against(walk) == (Objection.NEEDS_ONE_SIDE,)


def test_where_steps_were_left_out_by_choice_it_is_not_said_that_all_were_tried(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = answered(go_to(in_clinic(machine), "lumbar_flexion"), Event.UNCHANGED)
    assert walk.ending is not None
    assert walk.ending.id == "no_preference_found"
    why = log_reader.document(sat(desk, walk).path.read_bytes())["result"]["why"]
    assert why[0] == ONLY_SOME
    # Where no one of them was possible, the rule says so.
    none = cards.ending_card(answered(go_to(in_clinic(machine), "lumbar_flexion"), Event.CANNOT)).why
    assert none[0] == "No exercise could be tried today."


@pytest.mark.parametrize(
    ("pain", "answers", "reason"),
    [
        (9, [Event.UNCHANGED], "You began with strong pain"),
        (5, [Event.CENTRALIZED, Event.UNCHANGED], "After one exercise your symptoms moved out of the leg or side"),
        (5, [Event.PARTLY_CENTRALIZED, Event.UNCHANGED], "No exercise moved it all the way up, but at least one"),
    ],
)
def test_where_steps_were_left_out_by_choice_the_rule_is_still_the_reason(
    desk: Desk, machine: FlowMachine, pain: int, answers: list[Event], reason: str
) -> None:
    *first, last = answers
    walk = answered(in_clinic(machine, felt(right=Region.LOWER_LEG, pain=pain)), *first)
    walk = answered(go_to(walk, LAST), last)
    session = sat(desk, walk).session
    assert session.result is not None
    assert session.result.why[0].startswith(reason)
    assert session.result.why[0].endswith(ONLY_SOME)
    told = " ".join("\n".join(session_lines(session)).split())
    assert session.result.why[0] in told
    urgent = [line for line in look_at_first(session) if "Shown to the patient" in line]
    assert [reason in line for line in urgent] == [True] * (pain == 9)


@pytest.mark.parametrize("step", ["press_ups_hips_off_center", "side_glide", "flexion_rotation"])
def test_the_result_and_the_plan_name_the_side_for_which_it_was_done(machine: FlowMachine, step: str) -> None:
    other = machine.flow.exercise_of(step).for_side(Side.LEFT)
    assert other is not None
    assert other.side_note is not None
    found = answered(go_to(in_clinic(machine), step, side=Side.LEFT), Event.CENTRALIZED)
    partly = answered(go_to(in_clinic(machine), step, side=Side.LEFT), Event.PARTLY_CENTRALIZED)
    # Another step is chosen after that, which leaves the side of this one as it was.
    leaning = answered(go_to(partly, "prone_lying"), Event.WORSENED, Event.NOT_SETTLED)
    for walk in (found, leaning):
        assert walk.best_step == step
        assert other.side_note in suggestion(walk)
        plan = home_plan(walk)
        assert plan is not None
        assert plan.side is Side.LEFT
        assert other.side_note in plan.title


# What is told of it


def test_a_log_tells_that_safety_was_attested_and_that_it_went_on_after_an_ending(
    desk: Desk, machine: FlowMachine
) -> None:
    at_a_result = answered(in_clinic(machine), Event.CENTRALIZED)
    attested = "Safety: the therapist attested that all questions were asked, and all answered no"
    assert attested in list(session_lines(sat(desk, at_a_result).session))
    gone_on = answered(go_to(at_a_result, "side_glide"), Event.CENTRALIZED)
    told = list(session_lines(sat(desk, gone_on).session))
    assert "It had ended (preference found), and the therapist went on to: Side glide at the wall" in told
    alone = list(session_lines(sat(desk, answered(at_first_step(machine), Event.CENTRALIZED)).session))
    assert not [line for line in alone if ("therapist" in line and "attested" in line) or "It had ended" in line]


def test_a_step_that_was_only_chosen_is_told_by_its_title_and_counts_as_nothing_done(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = go_to(answered(in_clinic(machine), Event.CENTRALIZED), "side_glide", note="to compare")
    sitting = sat(desk, walk)
    _, chosen = sitting.session.steps
    told = list(session_lines(sitting.session))
    assert "It had ended (preference found), and the therapist went on to: Side glide at the wall" in told
    assert "  2. Side glide at the wall: not answered" in told
    assert "     reason: to compare" in told
    assert (came_of(chosen), chosen.tried, chosen.begun) == (None, False, False)
    assert replay(sitting.session, machine, sitting.session.program.version).outcome is Outcome.SAME


def test_the_other_side_is_named_wherever_the_step_is_told_of(desk: Desk, machine: FlowMachine) -> None:
    walk = go_to(in_clinic(machine), "press_ups_hips_off_center", side=Side.LEFT)
    other = "other side: as for pain on the left"
    assert cards.heading_of_step(walk)[2] == other
    shown = [line for _, lines in inside(walk, 200) for line in lines]
    assert f"Press-ups with hips off center, step 4 of 7, {other}" in shown
    assert f"  {other}" in shown
    walk = go_to(answered(walk, Event.UNCHANGED), "press_ups_hips_off_center")
    assert cards.heading_of_step(walk)[2] == "pain on the right"
    walk = answered(go_to(answered(walk, Event.UNCHANGED), "lumbar_flexion"), Event.UNCHANGED)
    titles = ("Press-ups with hips off center (as for pain on the left)", "Press-ups with hips off center")
    assert [line for line in cards.ending_card(walk).why if "hips" in line] == [
        f"{title}: no clear change." for title in titles
    ]
    session = sat(desk, walk).session
    assert [title for title, _ in reasons(session)][1:3] == list(titles)
    assert any(", ".join(titles) in line for line in for_and_against(session))


@pytest.mark.parametrize(
    ("symptoms", "first", "other"), [(RIGHT_LEG, None, Side.LEFT), (felt(), Side.LEFT, Side.RIGHT)]
)
def test_each_side_in_the_list_of_steps_tells_its_own_answers_alone(
    machine: FlowMachine, symptoms: Symptoms, first: Side | None, other: Side
) -> None:
    step = "press_ups_hips_off_center"

    def answers(walk: Walk) -> dict[Side | None, tuple[str, ...]]:
        return {offer.side: offer.before for offer in choosable(walk) if offer.step == step}

    walk = answered(go_to(in_clinic(machine, symptoms), step, side=other), Event.WORSENED, Event.SETTLED)
    assert answers(walk) == {first: (), other: ("worse at first, then back to how it was",)}
    walk = answered(go_to(walk, step, side=first), Event.UNCHANGED)
    assert answers(walk) == {first: ("no clear change",), other: ("worse at first, then back to how it was",)}


def rows_of(walk: Walk, title: str) -> list[tuple[str, str, str]]:
    return [(row.mark.value, row.title, row.note) for row in trail(walk) if row.title.startswith(title)]


def test_the_progression_tells_each_side_apart(machine: FlowMachine) -> None:
    walk = in_clinic(machine)
    assert rows_of(walk, "Side glide") == [("·", "Side glide", "to come")]
    walk = go_to(walk, "side_glide", side=Side.LEFT)
    assert rows_of(walk, "Side glide") == [
        ("·", "Side glide, as for right", "to come"),
        ("▶", "Side glide, as for left", "now"),
    ]
    walk = go_to(answered(walk, Event.WORSENED, Event.SETTLED), "side_glide")
    assert rows_of(walk, "Side glide") == [
        ("▶", "Side glide, as for right", "now"),
        ("↓", "Side glide, as for left", "worse, settled"),
    ]
    walk = answered(walk, Event.CENTRALIZED)
    assert rows_of(walk, "Side glide") == [
        ("✓", "Side glide, as for right", "helped"),
        ("↓", "Side glide, as for left", "worse, settled"),
    ]


def test_the_progression_names_the_side_where_none_hurts_more(machine: FlowMachine) -> None:
    walk = answered(go_to(in_clinic(machine, felt()), "side_glide", side=Side.RIGHT), Event.UNCHANGED)
    assert rows_of(walk, "Side glide")[-1] == ("–", "Side glide, as for right", "no change")


def test_for_pain_in_the_middle_a_chosen_side_is_no_other_side(machine: FlowMachine) -> None:
    walk = go_to(in_clinic(machine, felt()), "side_glide", side=Side.LEFT)
    assert cards.heading_of_step(walk)[2] == "as for pain on the left"


def test_a_verdict_is_spelled_as_the_words_of_the_assessment(machine: FlowMachine) -> None:
    walk = ready_for(in_clinic(machine), Event.PARTLY_CENTRALIZED)
    told = prompt(walk, Terms.CLINICAL)
    assert told.intro.startswith("Verdict: centralising (rule: ")
    shown = " ".join((told.intro, *(f"{choice.label} {choice.explain}" for choice in told.choices)))
    assert not re.search("centraliz|lateraliz|peripheraliz", shown, re.IGNORECASE)
