"""The last session is asked about when that is due, once, and let be when it is too late; what follows is a rule."""

from __future__ import annotations

import log_reader
import pytest
from after_a_session import followed_up, held
from clocks import Clock
from walks import answered, felt, give

from mckenzie_tui.arriving import Wanted, arrival, windows_of
from mckenzie_tui.cards import ending_card
from mckenzie_tui.choosing import choosable
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.prompts import prompt
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.doses import lowered
from mckenzie_tui.words import Event, Feels, Mode, Objection, Often, Region

RIGHT_CALF = felt(right=Region.LOWER_LEG, pain=6)


def begins_with(desk: Desk) -> tuple[PlaceKind, int | None]:
    """With what a session would begin now, and about which hour it asks; nothing is left of it."""
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    due = sitting.session.context.follow_up
    path = sitting.path
    sitting.close()
    path.unlink()
    return sitting.walk.place.kind, due.after_h if due else None


@pytest.mark.parametrize(
    ("hours", "asked"),
    [(1, None), (11, None), (13, 24), (24, 24), (35, 24), (37, 48), (48, 48), (71, 48), (73, None), (400, None)],
)
def test_it_is_asked_after_a_day_and_after_two(desk: Desk, clock: Clock, hours: int, asked: int | None) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=hours)
    first = PlaceKind.SINCE_NEW if asked else PlaceKind.QUESTION
    assert begins_with(desk) == (first, asked)


def test_a_week_of_sessions(desk: Desk, clock: Clock) -> None:
    """Asked when due, not twice, also about the second day where there was no session between; let be when late."""
    asked: list[tuple[str, int | None]] = []

    def next_one(name: str, *answers: Event) -> None:
        sitting = held(desk, *answers)
        due = sitting.session.context.follow_up
        asked.append((name, due.after_h if due else None))
        sitting.close()

    next_one("monday morning", Event.CENTRALIZED)
    clock.forward(hours=10)
    next_one("monday evening", Event.CENTRALIZED)
    clock.forward(hours=14)
    next_one("tuesday morning", Event.CENTRALIZED)
    clock.forward(minutes=30)
    next_one("tuesday morning, once more", Event.CENTRALIZED)
    clock.forward(hours=48)
    next_one("thursday morning", Event.CENTRALIZED)
    clock.forward(hours=96)
    assert "That is fine; you need not look back at it." in news(desk, clock)
    next_one("monday", Event.CENTRALIZED)
    assert asked == [
        ("monday morning", None),
        ("monday evening", None),
        ("tuesday morning", 24),
        ("tuesday morning, once more", None),
        ("thursday morning", 48),
        ("monday", None),
    ]


def news(desk: Desk, clock: Clock) -> str:
    windows = windows_of(desk.catalogue, DEFAULT_FLOW)
    return " ".join(arrival(desk.store, clock.time, Wanted(windows=windows)).since)


def test_the_start_tells_of_the_questions_and_of_the_plan(desk: Desk, clock: Clock) -> None:
    held(desk, Event.UNCHANGED, Event.CENTRALIZED).close()
    clock.forward(hours=2)
    assert "Your plan since 2026-03-01 09:30: Prone props: 2 minutes, about every 2 hours" in news(desk, clock)
    assert "questions" not in news(desk, clock)
    clock.forward(hours=20)
    assert "A new session begins with a few questions on how you have been" in news(desk, clock)


def test_what_is_said_is_in_the_log_of_the_session_that_follows(desk: Desk, clock: Clock) -> None:
    first = held(desk, Event.CENTRALIZED)
    first.close()
    clock.forward(hours=24)
    sitting = held(desk, Event.CENTRALIZED, feels=Feels.BETTER, pain=4)
    told = log_reader.document(sitting.path.read_bytes())["follow_up"]
    assert told["session"] == first.session.id  # type: ignore[index]
    assert {key: told[key] for key in ("after_h", "anything_new", "feels", "often")} == {  # type: ignore[index]
        "after_h": 24,
        "anything_new": False,
        "feels": "better",
        "often": "three_to_five",
    }
    assert told["symptoms"]["leg_pain"] == 4  # type: ignore[index]


def test_it_can_be_left_out_and_is_not_asked_again_then(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.SKIP)
    assert sitting.walk.place.kind is PlaceKind.QUESTION
    sitting.close()
    clock.forward(minutes=5)
    assert begins_with(desk) == (PlaceKind.QUESTION, None)


def test_whoever_broke_off_before_saying_anything_is_asked_again(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    sitting.close()
    clock.forward(minutes=90)
    assert begins_with(desk) == (PlaceKind.SINCE_NEW, 24)


def test_a_session_need_not_follow(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.BETTER)
    sitting.answer(Event.NO)
    assert sitting.walk.ending is not None
    assert (sitting.walk.ending.id, sitting.session.status) == ("noted", "finished")
    sitting.close()
    clock.forward(hours=1)
    assert begins_with(desk) == (PlaceKind.QUESTION, None)


def test_something_new_leads_to_the_signs_of_danger_and_back(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.YES)
    assert sitting.walk.place.kind is PlaceKind.TROUBLE
    sitting.answer(Event.NO)
    while sitting.walk.place.kind is PlaceKind.QUESTION:
        sitting.answer(Event.NO)
    assert sitting.walk.place.kind is PlaceKind.SINCE_NEW
    sitting.answer(Event.NO)
    told = sitting.session.follow_up
    assert told is not None
    assert told.anything_new is True


def test_a_spike_that_lasted_halves_the_doses_of_the_day(desk: Desk, clock: Clock) -> None:
    held(desk, Event.UNCHANGED, Event.UNCHANGED, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = held(desk, Event.UNCHANGED, Event.UNCHANGED, feels=Feels.STILL_WORSE)
    told = sitting.session.follow_up
    assert told is not None
    assert (told.dose_percent, told.rule, told.leave_out) == (50, "follow_up.rules[3]", ("press_ups",))
    assert "Leave out what you did then" in (told.advice or "")
    assert [(step.id, step.reason) for step in sitting.session.skipped] == [("press_ups", "still_worse_since")]
    assert sitting.walk.step is not None
    assert sitting.walk.dose is not None
    assert (sitting.walk.step.id, sitting.walk.dose.reps) == ("press_ups_hips_off_center", 5)


def test_the_first_exercise_is_left_out_too_where_it_was_the_one(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = held(desk, feels=Feels.STILL_WORSE)
    assert sitting.walk.step is not None
    assert sitting.walk.step.id == "prone_props"


def test_a_clinician_is_told_that_it_is_still_worse_since_then(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    walk = held(desk, feels=Feels.STILL_WORSE).walk
    offers = {offer.step: offer.against for offer in choosable(walk)}
    assert offers["prone_lying"] == (Objection.STILL_WORSE_SINCE,)
    assert offers["press_ups"] == ()


def test_one_that_settled_does_not(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = held(desk, Event.UNCHANGED, feels=Feels.WORSE_THEN_SETTLED)
    told = sitting.session.follow_up
    assert told is not None
    assert (told.dose_percent, told.advice) == (None, None)


def worsened(desk: Desk, clock: Clock, feels: Feels) -> Session:
    held(desk, Event.WORSENED, Event.NOT_SETTLED, Event.UNCHANGED).close()
    clock.forward(hours=24)
    sitting = held(desk, Event.CENTRALIZED, feels=feels)
    sitting.close()
    return sitting.session


def test_two_lasting_worsenings_in_a_row_send_to_a_person(desk: Desk, clock: Clock) -> None:
    first = worsened(desk, clock, Feels.SAME)
    assert first.follow_up is not None
    assert first.follow_up.advice is None
    clock.forward(hours=24)
    second = held(desk, Event.CENTRALIZED, feels=Feels.STILL_WORSE).session
    assert second.follow_up is not None
    assert "Two sessions in a row" in (second.follow_up.advice or "")


def test_one_may_ask_somebody_first(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    sitting.answer(Event.STILL_WORSE)
    sitting.answer(Event.OFTEN, item=Often.NOT_AT_ALL)
    sitting.answer(Event.LOCATED, symptoms=RIGHT_CALF)
    sitting.answer(Event.ASK_FIRST)
    assert sitting.walk.ending is not None
    assert sitting.walk.ending.id == "seek_care"


@pytest.mark.parametrize(("last", "advised"), [(6, True), (5, True), (4, False)])
def test_about_a_week_without_change_is_told(desk: Desk, clock: Clock, last: int, advised: bool) -> None:
    for pain in (6, 6, 7, 6, 6, 6, last):
        held(desk, Event.UNCHANGED, Event.CENTRALIZED, pain=pain).close()
        clock.forward(hours=24)
    sitting = held(desk, Event.CENTRALIZED, pain=last)
    told = sitting.session.follow_up
    assert told is not None
    assert ("about a week" in (told.advice or "")) is advised


def test_a_week_in_which_it_was_said_to_be_better_is_none(desk: Desk, clock: Clock) -> None:
    for feels in (Feels.SAME, Feels.BETTER, *[Feels.SAME] * 5):
        held(desk, Event.UNCHANGED, Event.CENTRALIZED, feels=feels).close()
        clock.forward(hours=24)
    told = held(desk, Event.CENTRALIZED).session.follow_up
    assert told is not None
    assert told.advice is None


def test_severe_pain_since_then_is_advised_about(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.SAME, pain=9)
    told = sitting.session.follow_up
    assert told is not None
    assert "Your pain is strong now" in (told.advice or "")


def test_nobody_is_asked_in_a_demonstration_or_without_a_code(desk: Desk, clock: Clock) -> None:
    for mode in (Mode.DEMO, Mode.CLINIC):
        sitting = Sitting.begin(desk, DEFAULT_FLOW, mode)
        sitting.answer(Event.ATTEST)
        sitting.answer(Event.LOCATED, symptoms=RIGHT_CALF)
        give(sitting, answered(sitting.walk, Event.CENTRALIZED)).close()
        clock.forward(hours=24)
        assert Sitting.begin(desk, DEFAULT_FLOW, mode).walk.place.kind is PlaceKind.QUESTION


def test_a_patient_with_a_code_is_asked_in_the_clinic(desk: Desk, clock: Clock) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-7")
    sitting.answer(Event.ATTEST)
    sitting.answer(Event.LOCATED, symptoms=RIGHT_CALF)
    give(sitting, answered(sitting.walk, Event.CENTRALIZED)).close()
    clock.forward(hours=24)
    assert Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-7").walk.place.kind is PlaceKind.SINCE_NEW
    assert Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-8").walk.place.kind is PlaceKind.QUESTION


# What was said holds, and the plan with it


def plan_of_today(desk: Desk, clock: Clock) -> bool:
    return "Your plan since" in news(desk, clock)


def test_the_plan_is_told_until_it_was_too_much(desk: Desk, clock: Clock) -> None:
    held(desk, Event.UNCHANGED, Event.UNCHANGED, Event.CENTRALIZED).close()
    assert plan_of_today(desk, clock)
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.STILL_WORSE)
    sitting.answer(Event.NO)
    card = ending_card(sitting.walk)
    assert "Leave out what you did then" in card.text[0]
    assert card.why == ("You told how you have been, and wanted no session then.",)
    sitting.close()
    assert not plan_of_today(desk, clock)


def test_better_and_no_session_today_leaves_the_plan_in_force(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.BETTER)
    sitting.answer(Event.NO)
    sitting.close()
    assert plan_of_today(desk, clock)


def test_a_later_session_that_finds_nothing_leaves_the_plan_and_its_questions(desk: Desk, clock: Clock) -> None:
    held(desk, Event.UNCHANGED, Event.UNCHANGED, Event.CENTRALIZED).close()
    clock.forward(hours=8)
    held(desk, *[Event.UNCHANGED] * 7).close()
    assert plan_of_today(desk, clock)
    clock.forward(hours=16)
    due = Sitting.begin(desk, DEFAULT_FLOW).session.context.follow_up
    assert due is not None
    assert (due.exercise, due.leave_out) == ("Press-ups", ("press_ups",))


def test_a_session_that_ends_with_advice_to_stop_ends_the_plan(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=5)
    held(desk, Event.WORSENED, Event.NOT_SETTLED, Event.WORSENED, Event.NOT_SETTLED).close()
    assert not plan_of_today(desk, clock)


@pytest.mark.parametrize("event", [Event.WORSENED, Event.TROUBLE])
def test_a_session_broken_off_in_trouble_ends_the_plan(desk: Desk, clock: Clock, event: Event) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=5)
    held(desk, Event.UNCHANGED).close()
    assert plan_of_today(desk, clock), "broken off, but nothing was said against it"
    held(desk, event).close()
    assert not plan_of_today(desk, clock)


@pytest.mark.parametrize("today", [True, False], ids=["broken off", "no session today"])
def test_what_was_said_holds_when_one_comes_back_the_same_day(desk: Desk, clock: Clock, *, today: bool) -> None:
    held(desk, Event.UNCHANGED, Event.UNCHANGED, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.STILL_WORSE)
    sitting.answer(Event.YES if today else Event.NO)
    sitting.close()
    clock.forward(hours=2)
    again = held(desk, Event.UNCHANGED, Event.UNCHANGED)
    assert again.session.follow_up is None
    assert [step.id for step in again.session.skipped] == ["press_ups"]
    assert again.walk.dose is not None
    assert again.walk.dose.reps == 5
    again.close()
    clock.forward(hours=22)
    assert Sitting.begin(desk, DEFAULT_FLOW).session.context.follow_up is not None


def test_whoever_was_killed_in_the_middle_of_it_is_asked_again(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    sitting.answer(Event.STILL_WORSE)
    sitting.close()
    clock.forward(hours=2)
    assert begins_with(desk) == (PlaceKind.SINCE_NEW, 24)


def test_what_made_it_lastingly_worse_is_left_out_though_there_was_no_plan(desk: Desk, clock: Clock) -> None:
    held(desk, Event.UNCHANGED, Event.WORSENED, Event.NOT_SETTLED, *[Event.UNCHANGED] * 3).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    sitting.answer(Event.STILL_WORSE)
    sitting.answer(Event.LOCATED, symptoms=RIGHT_CALF)
    assert "Left out today: Prone props." in prompt(sitting.walk).intro
    sitting.answer(Event.GO_ON)
    sitting.answer(Event.YES)
    while sitting.walk.place.kind in (PlaceKind.QUESTION, PlaceKind.CHANGED):
        sitting.answer(Event.NO)
    sitting.answer(Event.LOCATED, symptoms=RIGHT_CALF)
    give(sitting, answered(sitting.walk, Event.UNCHANGED))
    assert sitting.walk.step is not None
    assert sitting.walk.step.id == "press_ups"


def test_severe_and_still_worse_are_told_together(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.STILL_WORSE, pain=9)
    told = sitting.session.follow_up
    assert told is not None
    assert "call your doctor or physical therapist today. Leave out what you did then" in (told.advice or "")


def test_going_back_reaches_what_was_said_about_the_last_session(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.STILL_WORSE)
    while sitting.can_go_back:
        sitting.back()
    assert sitting.walk.place.kind is PlaceKind.SINCE_NEW
    assert sitting.walk.facts.dose_percent == 100
    followed_up(sitting, Feels.BETTER)
    told = sitting.session.follow_up
    assert told is not None
    assert (told.feels, told.dose_percent) == (Feels.BETTER, None)


def test_where_it_hurts_is_not_asked_twice(desk: Desk, clock: Clock) -> None:
    held(desk, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    followed_up(sitting, Feels.BETTER, pain=4)
    sitting.answer(Event.YES)
    while sitting.walk.place.kind in (PlaceKind.QUESTION, PlaceKind.CHANGED):
        sitting.answer(Event.NO)
    assert sitting.walk.place.kind is PlaceKind.WHERE_IT_HURTS
    assert sitting.chart.leg_pain == 4


@pytest.mark.parametrize(
    ("dose", "percent", "less"),
    [
        (Dose(reps=10), 50, Dose(reps=5)),
        (Dose(reps=5), 50, Dose(reps=3)),
        (Dose(reps=1), 10, Dose(reps=1)),
        (Dose(reps=10, sets=3, hold_s=2), 50, Dose(reps=5, sets=3, hold_s=2)),
        (
            Dose(duration_s=180, duration_range_s=(120, 300)),
            50,
            Dose(duration_s=90, duration_range_s=(60, 150)),
        ),
        (Dose(reps=10), 100, Dose(reps=10)),
    ],
)
def test_less_of_a_dose(dose: Dose, percent: int, less: Dose) -> None:
    assert lowered(dose, percent) == less
