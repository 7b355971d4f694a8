"""Where it hurts, as a short form: which questions an answer calls for, and what a complete form says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mckenzie_tui.locating import (
    FARTHEST,
    NO_SYMPTOMS,
    REGIONS,
    SIDES,
    Field,
    fields,
    next_field,
    symptoms,
    with_value,
)
from mckenzie_tui.session import Symptoms
from mckenzie_tui.words import Region, Side

Form = dict[str, str | int]


def asked(values: Form) -> list[str]:
    return [question.field.value for question in fields(values)]


@pytest.mark.parametrize(
    ("values", "questions"),
    [
        ({}, ["side"]),
        ({"side": "left"}, ["side", "farthest_left", "back_pain"]),
        ({"side": "right", "farthest_right": "back_side"}, ["side", "farthest_right", "back_pain"]),
        ({"side": "right", "farthest_right": "buttock_hip"}, ["side", "farthest_right", "back_pain", "leg_pain"]),
        ({"side": "both"}, ["side", "farthest_left", "farthest_right", "back_pain"]),
        (
            {"side": "both", "farthest_left": "back_side", "farthest_right": "toes"},
            ["side", "farthest_left", "farthest_right", "back_pain", "leg_pain"],
        ),
        ({"side": "central"}, ["side", "back_pain"]),
        ({"side": "none"}, ["side"]),
    ],
)
def test_an_answer_calls_for_these_questions(values: Form, questions: list[str]) -> None:
    assert asked(values) == questions


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"side": "none"}, ([], 0, 0)),
        ({"side": "central", "back_pain": 4}, ([("back_midline", "central")], 4, 0)),
        ({"side": "left", "farthest_left": "back_side", "back_pain": 3}, ([("back_side", "left")], 3, 0)),
        (
            {"side": "right", "farthest_right": "toes", "back_pain": 0, "leg_pain": 10},
            ([("toes", "right")], 0, 10),
        ),
        (
            {"side": "both", "farthest_left": "knee", "farthest_right": "thigh", "back_pain": 2, "leg_pain": 6},
            ([("knee", "left"), ("thigh", "right")], 2, 6),
        ),
    ],
)
def test_a_complete_form_says_where_and_how_much(values: Form, says: tuple[list[tuple[str, str]], int, int]) -> None:
    assert next_field(values) is None
    found = symptoms(values)
    assert ([(mark.region, mark.side) for mark in found.marks], found.back_pain, found.leg_pain) == says


def test_no_symptoms_can_be_said() -> None:
    assert symptoms({"side": NO_SYMPTOMS}).none
    assert not symptoms({"side": "central", "back_pain": 0}).none


def test_another_side_drops_what_belonged_to_the_first() -> None:
    form: Form = {"side": "left", "farthest_left": "foot", "back_pain": 2, "leg_pain": 7}
    assert with_value(form, Field.SIDE, "right") == {"side": "right", "back_pain": 2}
    assert with_value(form, Field.SIDE, NO_SYMPTOMS) == {"side": "none"}
    assert with_value(form, Field.FARTHEST_LEFT, "back_side") == {
        "side": "left",
        "farthest_left": "back_side",
        "back_pain": 2,
    }
    assert with_value(form, Field.LEG_PAIN, 0) == {**form, "leg_pain": 0}


def test_every_region_but_the_middle_can_be_chosen_nearest_first() -> None:
    assert list(REGIONS) == [region.value for region in Region][1:]


regions = st.sampled_from(sorted(REGIONS))


@given(st.sampled_from(sorted(SIDES)), regions, regions, st.integers(0, 10), st.integers(0, 10))
def test_filled_in_question_by_question_a_form_ends_and_says_what_was_meant(
    side: str, left: str, right: str, back: int, leg: int
) -> None:
    meant: Form = {"side": side, "farthest_left": left, "farthest_right": right, "back_pain": back, "leg_pain": leg}
    form: Form = {}
    for _ in Field:
        if (question := next_field(form)) is None:
            break
        assert bool(question.choices) is (question.field not in (Field.BACK_PAIN, Field.LEG_PAIN))
        assert not question.choices or meant[question.field] in question.choices
        form = with_value(form, question.field, meant[question.field])
    found = symptoms(form)
    wanted = {Side.LEFT: ("left", "both"), Side.RIGHT: ("right", "both")}
    for field, each in FARTHEST.items():
        assert found.reach(each) == (Region(str(meant[field])).rank if side in wanted[each] else 0)
    assert found.back_pain == (0 if side == NO_SYMPTOMS else back)
    in_leg = any(mark.region.in_leg for mark in found.marks)
    assert found.leg_pain == (leg if in_leg else 0)
    assert found.none is (side == NO_SYMPTOMS)


@pytest.mark.parametrize(
    ("left", "right", "side", "both_legs"),
    [
        ("foot", "knee", Side.LEFT, True),
        ("thigh", "thigh", Side.BOTH, True),
        ("buttock_hip", "toes", Side.RIGHT, False),
        ("back_side", "back_side", Side.BOTH, False),
    ],
)
def test_the_painful_side_is_the_one_that_reaches_farther(left: str, right: str, side: Side, both_legs: bool) -> None:
    found: Symptoms = symptoms({"side": "both", "farthest_left": left, "farthest_right": right, "back_pain": 1})
    assert found.side is side
    assert found.in_both_legs is both_legs
