"""Marking where it hurts: spots, strengths, kinds, and a chart half filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mckenzie_tui.body import BY_ID, MIDDLE, SPOTS, Spot, Way, beside, seen_from_the_other_side, spot_of
from mckenzie_tui.locating import (
    cleared,
    felt_at,
    leg_in_question,
    on_chart,
    rated,
    symptoms,
    values_of,
    with_numbness,
)
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.words import Kind, Region, Side, View

RIGHT_CALF = BY_ID["back.right.lower_leg"]
LEFT_TOES = BY_ID["front.left.toes"]

spots = st.sampled_from(SPOTS)
strengths = st.integers(1, 10)
kinds = st.sampled_from([Kind.PAIN, Kind.TINGLING])


@st.composite
def charts(draw: st.DrawFn) -> Symptoms:
    found = Symptoms()
    for spot, kind, strength in draw(st.lists(st.tuples(spots, kinds, strengths), max_size=6)):
        found = rated(found, spot, kind, strength)
    for spot in draw(st.lists(spots, max_size=3)):
        found = with_numbness(found, spot, numb=True)
    return found


# The spots


def test_every_rung_of_the_ladder_can_be_marked_on_both_sides() -> None:
    sided = {(spot.region, spot.side) for spot in SPOTS}
    assert sided == {(Region.BACK_MIDLINE, Side.CENTRAL)} | {
        (region, side) for region in list(Region)[1:] for side in (Side.LEFT, Side.RIGHT)
    }


def test_every_spot_has_words_and_a_name_of_its_own_and_says_its_side() -> None:
    assert len({spot.words for spot in SPOTS}) == len({spot.id for spot in SPOTS}) == len(SPOTS)
    assert [spot for spot in SPOTS if spot is not MIDDLE and spot.side.value not in spot.words.split()] == []


@given(spots, st.sampled_from(Way))
def test_an_arrow_leads_to_a_spot_of_the_same_view_and_the_opposite_one_back(spot: Spot, way: Way) -> None:
    opposite = {Way.UP: Way.DOWN, Way.DOWN: Way.UP, Way.LEFT: Way.RIGHT, Way.RIGHT: Way.LEFT}[way]
    there = beside(spot, way)
    assert there in SPOTS
    assert there.view is spot.view
    if there is not spot and MIDDLE not in (spot, there):
        assert beside(there, opposite) == spot


@pytest.mark.parametrize("leg", [Side.LEFT, Side.RIGHT])
def test_every_spot_of_the_back_can_be_reached_by_arrows_from_the_middle(leg: Side) -> None:
    reached = {MIDDLE}
    for _ in SPOTS:
        reached |= {beside(spot, way, leg) for spot in reached for way in Way}
    assert reached == {spot for spot in SPOTS if spot.view is View.BACK}


@given(spots)
def test_going_up_and_down_never_changes_the_side(spot: Spot) -> None:
    for way in (Way.UP, Way.DOWN):
        if spot is not MIDDLE:
            assert beside(spot, way).side in (spot.side, Side.CENTRAL)


def test_left_and_right_are_as_they_are_seen() -> None:
    behind, in_front = BY_ID["back.left.knee"], BY_ID["front.left.knee"]
    assert beside(behind, Way.RIGHT).side is Side.RIGHT
    assert beside(behind, Way.LEFT) == behind
    assert beside(in_front, Way.LEFT).side is Side.RIGHT
    assert beside(in_front, Way.RIGHT) == in_front
    left_back = BY_ID["back.left.back_side"]
    assert beside(left_back, Way.RIGHT) == MIDDLE
    assert beside(MIDDLE, Way.RIGHT).side is Side.RIGHT


@given(spots)
def test_the_other_view_is_of_the_same_side_and_near(spot: Spot) -> None:
    there = seen_from_the_other_side(spot)
    assert there.view is not spot.view
    assert spot is MIDDLE or there.side is spot.side
    assert abs(there.region.rank - spot.region.rank) <= 20


# Marks


def test_a_rating_is_the_highest_of_its_part_of_the_body() -> None:
    found = rated(rated(Symptoms(), RIGHT_CALF, Kind.PAIN, 6), MIDDLE, Kind.PAIN, 3)
    found = rated(rated(found, LEFT_TOES, Kind.TINGLING, 8), BY_ID["back.left.back_side"], Kind.PAIN, 2)
    assert (found.back_pain, found.leg_pain) == (3, 8)


def test_numbness_has_no_strength_and_counts_in_no_rating() -> None:
    found = with_numbness(Symptoms(), RIGHT_CALF, numb=True)
    assert (found.leg_pain, found.quiet, found.none) == (0, True, False)
    assert felt_at(found, RIGHT_CALF).numb


@given(charts(), spots, kinds, strengths)
def test_a_mark_changes_its_own_spot_and_kind_alone(found: Symptoms, spot: Spot, kind: Kind, strength: int) -> None:
    changed = rated(found, spot, kind, strength)
    assert [felt_at(changed, other) for other in SPOTS if other != spot] == [
        felt_at(found, other) for other in SPOTS if other != spot
    ]
    here, before = felt_at(changed, spot), felt_at(found, spot)
    assert here.numb is before.numb
    assert (here.pain if kind is Kind.PAIN else here.tingling) == strength
    assert (here.tingling if kind is Kind.PAIN else here.pain) == (
        before.tingling if kind is Kind.PAIN else before.pain
    )
    assert felt_at(rated(changed, spot, kind, 0), spot) == felt_at(rated(found, spot, kind, 0), spot)


@given(charts(), spots)
def test_clearing_a_spot_takes_all_its_marks_away_and_no_other(found: Symptoms, spot: Spot) -> None:
    left = cleared(found, spot)
    assert felt_at(left, spot) == felt_at(Symptoms(), spot)
    assert all(felt_at(left, other) == felt_at(found, other) for other in SPOTS if other != spot)


@given(charts(), st.randoms(use_true_random=False))
def test_the_order_in_which_places_are_marked_leaves_no_trace(found: Symptoms, random: object) -> None:
    marks = list(found.marks)
    random.shuffle(marks)  # type: ignore[attr-defined]
    again = Symptoms()
    for mark in marks:
        spot = spot_of(mark.region, mark.side, mark.view)
        if mark.kind is Kind.NUMBNESS:
            again = with_numbness(again, spot, numb=True)
        else:
            again = rated(again, spot, mark.kind, mark.intensity or 0)
    assert again == found


@given(charts())
def test_a_draft_holds_all_of_a_chart(found: Symptoms) -> None:
    assert symptoms(values_of(found)) == found


def test_a_draft_of_another_version_keeps_what_fits() -> None:
    assert symptoms({"back.right.lower_leg.pain": 6, "side": "left", "back.right.elbow.pain": 3}) == rated(
        Symptoms(), RIGHT_CALF, Kind.PAIN, 6
    )


def test_marks_without_a_place_or_a_strength_are_put_on_the_chart() -> None:
    said = Symptoms(leg_pain=7, marks=(Mark(region=Region.TOES, side=Side.LEFT),))
    assert on_chart(said) == rated(Symptoms(), LEFT_TOES, Kind.PAIN, 7)


@pytest.mark.parametrize(
    ("left", "right", "leg"), [(0, 0, Side.RIGHT), (4, 0, Side.LEFT), (0, 4, Side.RIGHT), (4, 4, Side.RIGHT)]
)
def test_the_leg_in_question_is_the_one_with_marks(left: int, right: int, leg: Side) -> None:
    found = Symptoms()
    for side, strength in ((Side.LEFT, left), (Side.RIGHT, right)):
        found = rated(found, Spot(View.BACK, side, Region.KNEE), Kind.PAIN, strength)
    assert leg_in_question(found) is leg
