"""What the chart says in plain words: about a step, and about a whole session from its log."""

from __future__ import annotations

import re
from functools import reduce
from string import Formatter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_locating import charts
from test_verdict import VECTORS
from walks import RIGHT_LEG, a_rung_further, answered, at_first_step, eventful, felt, ready_for, sat

from mckenzie_tui.body import BY_ID, MIDDLE, Spot
from mckenzie_tui.locating import rated, with_numbness
from mckenzie_tui.reasons import (
    COUNTS_AS_WORDS,
    NOTE_WORDS,
    VERDICT_WORDS,
    counts_told,
    in_words_of_assessment,
    marks_told,
    reasons,
    verdict_told,
)
from mckenzie_tui.sitting import Desk
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import PROPOSALS, SOURCES, Note, Readings, Verdict, judge
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Kind, Region, Side

# What must never be said about a verdict: it promises, blames, frightens, tells to wait, or knows too much.
NEVER = (
    *("cured", "healed", "fixed", "back in place", "slipped", "disc", "damage", "injur", "harmed", "torn", "nerve"),
    *("push harder", "must push", "no pain no gain", "failed", "fail", "ignore", "wait and see", "nothing to worry"),
    *("all clear", "you are safe", "not serious", "symptom-free", "symptom free", "diagnos", "bad outcome"),
    *("guarantee", "correct exercise", "right exercise for you", "treats", "abnormal", "degenerat", "dangerous"),
)


def told(before: Symptoms, after: Symptoms, recheck: Symptoms | None = None) -> str:
    readings = Readings(before, after, recheck)
    return verdict_told(readings, judge(readings))


# The wording


def test_every_verdict_and_every_note_has_words() -> None:
    assert set(VERDICT_WORDS) == set(Verdict)
    assert set(NOTE_WORDS) == set(Note)
    assert {answer for answer, _ in PROPOSALS.values()} == set(COUNTS_AS_WORDS)


@pytest.mark.parametrize("words", NEVER)
def test_no_verdict_says_what_nobody_can_know_or_should_hear(words: str) -> None:
    said = [*VERDICT_WORDS.values(), *NOTE_WORDS.values(), *COUNTS_AS_WORDS.values()]
    assert [text for text in said if words in text.lower()] == []


@given(charts(), charts(), charts())
def test_whatever_is_marked_the_words_are_whole_sentences_of_plain_words(
    before: Symptoms, after: Symptoms, recheck: Symptoms
) -> None:
    text = told(before, after, recheck)
    assert text[0].isupper()
    assert text.endswith(".")
    assert not re.search(r"[{}_]|\bNone\b|  ", text)
    assert [words for words in NEVER if words in text.lower()] == []


def test_a_verdict_names_only_places_and_strengths() -> None:
    fields = {field for text in VERDICT_WORDS.values() for _, field, _, _ in Formatter().parse(text) if field}
    assert fields == {"before", "now", "was", "is_now", "moved", "aside", "stronger"}


# The right places, on the right side


CALF, BUTTOCK, THIGH = BY_ID["back.right.lower_leg"], BY_ID["back.right.buttock_hip"], BY_ID["back.right.thigh"]
SIDE_OF_BACK = BY_ID["back.right.back_side"]


def test_moving_up_is_told_from_where_to_where() -> None:
    text = told(rated(Symptoms(), CALF, Kind.PAIN, 6), rated(Symptoms(), BUTTOCK, Kind.PAIN, 3))
    assert text == "It moved up, from the right calf to the right buttock. It is heading the right way."


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_the_side_that_got_worse_is_the_one_that_is_named(side: str, other: str) -> None:
    sides = {"left": Region.LOWER_LEG, "right": Region.THIGH}
    text = told(felt(**sides), felt(**{side: Region.FOOT, other: Region.THIGH}))
    assert f"the {side} heel now" in text
    assert f"{other} heel" not in text


SHIN = BY_ID["front.right.lower_leg"]


def marked(*spots: Spot, strength: int = 5) -> Symptoms:
    """Pain of this strength at all of these spots."""
    return reduce(lambda found, spot: rated(found, spot, Kind.PAIN, strength), spots, Symptoms())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((CALF,), (SHIN,), "It moved from the right calf to the right shin, no further up or down."),
        ((CALF,), (CALF, SHIN), "It is now also felt at the right shin."),
        ((CALF, SHIN), (SHIN,), "It is no longer felt at the right calf."),
        ((CALF, THIGH), (CALF, BUTTOCK), "felt at the right buttock. It is no longer felt at the back of the right"),
        ((CALF,), (BUTTOCK, MIDDLE), "It moved up, from the right calf to the right buttock."),
        ((MIDDLE,), (SIDE_OF_BACK,), "It moved from the middle of your back to one side: the right side of the low"),
        ((MIDDLE,), (MIDDLE, SIDE_OF_BACK), "It is now also felt on one side: the right side of the low back."),
    ],
)
def test_a_thing_moved_only_where_its_old_place_is_free(
    before: tuple[Spot, ...], after: tuple[Spot, ...], said: str
) -> None:
    assert said in told(marked(*before), marked(*after))


FROM = re.compile(r"moved[^.]*? from the (.*?) to ")
NEAR = st.lists(st.sampled_from([CALF, SHIN, THIGH, BUTTOCK, SIDE_OF_BACK, MIDDLE]), min_size=1, max_size=3)
"""Spots that lie so close together that one is often kept."""


@settings(max_examples=300)
@given(NEAR, NEAR, st.none() | NEAR)
@example([CALF], [CALF, SHIN], None)
@example([MIDDLE], [MIDDLE, SIDE_OF_BACK], [MIDDLE, SIDE_OF_BACK])
def test_nothing_is_said_to_have_moved_from_where_it_is_still_felt(
    before: list[Spot], after: list[Spot], recheck: list[Spot] | None
) -> None:
    charts = [marked(*spots) for spots in (before, after, recheck) if spots is not None]
    text, kept = told(*charts), recheck or after
    left = FROM.findall(text)
    assert len(left) == text.count("moved")
    words = {spot.words for spot in kept} | ({"middle of your back"} if MIDDLE in kept else set())
    assert not words & set(left), text


def test_a_side_that_is_free_is_told_as_free() -> None:
    text = told(felt(left=Region.FOOT, right=Region.KNEE), felt(left=Region.FOOT))
    assert "your right side is free now" in text


def test_the_other_side_is_named_where_it_is_new() -> None:
    assert "the left buttock" in told(RIGHT_LEG, felt(right=Region.LOWER_LEG, left=Region.BUTTOCK_HIP))


def test_the_ratings_of_the_leg_are_told_where_the_leg_hurts() -> None:
    assert "6 before, 3 now" in told(felt(right=Region.LOWER_LEG, pain=6), felt(right=Region.LOWER_LEG, pain=3))


def test_old_numbness_is_told_and_never_as_if_nothing_were_left() -> None:
    numb = with_numbness(Symptoms(), BY_ID["back.right.foot"], numb=True)
    text = told(rated(numb, CALF, Kind.PAIN, 5), numb)
    assert text == "The pain is gone. That is a good sign. The numbness you had before is still there."


def test_pain_in_the_middle_alone_is_told_by_its_strength() -> None:
    text = told(rated(Symptoms(), MIDDLE, Kind.PAIN, 5), rated(Symptoms(), MIDDLE, Kind.PAIN, 2))
    assert "5 before, 2 now" in text
    assert "its strength is what counts" in text


@pytest.mark.parametrize("number", VECTORS)
def test_every_vector_can_be_told_with_the_answer_it_counts_as(number: str) -> None:
    before, after, recheck, verdict = VECTORS[number]
    readings = Readings(before, after, recheck)
    assert verdict_told(readings, judge(readings))
    assert bool(counts_told(judge(readings))) is (verdict in PROPOSALS)


def test_marks_are_told_with_side_strength_and_kind_the_farthest_first() -> None:
    found = with_numbness(rated(Symptoms(), MIDDLE, Kind.PAIN, 3), BY_ID["front.left.toes"], numb=True)
    found = rated(found, CALF, Kind.TINGLING, 6)
    assert marks_told(found) == "numb left toes, right calf 6 (pins and needles), middle of the low back 3"
    assert marks_told(Symptoms()) == "nothing"


# A whole session


def why(desk: Desk, walk: object) -> dict[str, tuple[str, ...]]:
    return dict(reasons(sat(desk, walk).session))  # type: ignore[arg-type]


def test_each_step_is_told_with_what_was_marked_what_changed_and_the_rule(desk: Desk, machine: FlowMachine) -> None:
    parts = why(desk, answered(at_first_step(machine), Event.PARTLY_CENTRALIZED, Event.CENTRALIZED))
    assert parts["Prone lying"] == (
        "before: right calf 5",
        "after: back of the right knee 5",
        "the chart: It moved up, from the right calf to the back of the right knee. It is heading the right way.",
        "rule met: part of the way up (centralising)",
    )
    assert "Prone props" in parts
    assert parts["For and against each direction"] == ("Extension (bending back): for it: Prone lying, Prone props.",)
    rests_on = parts["What the rules rest on"]
    assert set(SOURCES) < set(rests_on)
    assert any("Brett Sears" in source for source in rests_on)


def test_what_speaks_for_and_against_is_told_for_every_direction_that_was_tried(
    desk: Desk, machine: FlowMachine
) -> None:
    parts = why(desk, eventful(machine))
    lines = parts["For and against each direction"]
    assert [line.split(" (")[0] for line in lines] == ["Extension", "Lateral"]
    assert "against it: Prone props (worse, then as before)" in lines[0]
    assert "for it: Press-ups with hips off center" in lines[1]


def test_answer_and_chart_are_told_side_by_side_where_they_differed(desk: Desk, machine: FlowMachine) -> None:
    walk = ready_for(at_first_step(machine), Event.WORSENED).say(Event.UNCHANGED).say(Event.UNCHANGED)
    walk = walk.say(Event.RESTED).say(Event.LOCATED, symptoms=a_rung_further(RIGHT_LEG))
    walk = walk.say(Event.SETTLED).say(Event.SETTLED)
    lines = why(desk, walk)["Prone lying"]
    assert lines[-2:] == (
        "you said: the same as before; the chart said: worse; the more careful one was followed",
        "you said: settled; the chart said: not settled; the more careful one was followed",
    )


def test_a_session_that_was_never_marked_afterwards_rests_on_no_rules_of_the_chart(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = answered(at_first_step(machine), *[Event.CANNOT] * 7)
    assert not set(SOURCES) & set(why(desk, walk).get("What the rules rest on", ()))


def test_sides_are_never_swapped_between_what_is_marked_and_what_is_told() -> None:
    for spot in BY_ID.values():
        text = marks_told(rated(Symptoms(), spot, Kind.PAIN, 4))
        assert (Side.LEFT.value in text, Side.RIGHT.value in text) == (spot.side is Side.LEFT, spot.side is Side.RIGHT)


def test_a_verdict_on_somebody_free_of_symptoms_is_english_in_the_words_of_the_assessment() -> None:
    assert in_words_of_assessment(Verdict.NO_EFFECT_SYMPTOM_FREE) == "no effect: no pain or tingling"
    assert in_words_of_assessment("no_effect_symptom_free") == "no effect: no pain or tingling"
    assert in_words_of_assessment(Verdict.NO_EFFECT) == "no effect"
