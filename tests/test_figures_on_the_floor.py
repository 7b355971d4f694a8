"""The figures of the exercises on hands and knees, on the back, on the side and on a chair move as the texts say."""

from __future__ import annotations

from math import acos, degrees, dist

import pytest
from test_figures import bodies, ends, figure, hips, shoulders

from mckenzie_tui.figure.motion import Moment, posture
from mckenzie_tui.figure.skeleton import SHANK, THIGH, Chain, Skeleton, skeleton
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.words import Side, Sides

EXERCISES = Catalogue().library.exercises
IN_TURN = ("bird_dog", "windshield_wipers", "reverse_march", "dead_bug")
ONE_THEN_OTHER = ("clamshell", "sciatic_nerve_floss", "side_plank", "thigh_abduction")
ON_THE_BACK = ("windshield_wipers", "abdominal_pushdown", "reverse_march", "posterior_tilt", "dead_bug")


def at_pose(name: str, pose: str) -> Skeleton:
    return skeleton(figure(name), figure(name).pose(pose))


def bent(limb: Chain) -> float:
    """The angle at a knee or an elbow: 180 where it is straight."""
    a, b = dist(limb.root, limb.joint), dist(limb.joint, limb.end)
    return degrees(acos(max(-1.0, min(1.0, (a * a + b * b - dist(limb.root, limb.end) ** 2) / (2 * a * b)))))


@pytest.mark.parametrize("name", IN_TURN)
def test_sides_in_turn_both_move_in_one_repetition_which_ends_in_the_middle(name: str) -> None:
    assert EXERCISES[name].sides is Sides.IN_TURN
    stated = figure(name)
    assert stated.drawn_for is None
    start, one, middle, other = stated.motion.out
    assert start == middle
    assert one != other
    assert stated.way_back[-1] == start
    first, second = (at_pose(name, pose).limbs for pose in (one, other))
    for limb in first:
        side, _, part = limb.partition("_")
        opposite = f"{'right' if side == 'left' else 'left'}_{part}"
        assert first[limb].end[:2] == pytest.approx(second[opposite].end[:2], abs=0.1), "both sides do the same"
        assert first[limb].end[2] == pytest.approx(-second[opposite].end[2], abs=0.1)


@pytest.mark.parametrize("name", ONE_THEN_OTHER)
def test_a_side_at_a_time_is_drawn_for_the_side_that_works(name: str) -> None:
    assert EXERCISES[name].sides is Sides.ONE_THEN_OTHER
    works = figure(name).drawn_for
    assert works is not None
    start, end = ends(name)
    moved = {
        side: dist(start.limbs[f"{side}_leg"].joint, end.limbs[f"{side}_leg"].joint)
        + dist(start.limbs[f"{side}_leg"].end, end.limbs[f"{side}_leg"].end)
        for side in (Side.LEFT, Side.RIGHT)
    }
    still = Side.RIGHT if works is Side.LEFT else Side.LEFT
    if name == "side_plank":
        assert start.limbs[f"{works}_arm"].joint[1] < 4, "the side that works is the lower one"
    else:
        assert moved[works] > 12
        assert moved[still] < 1


@pytest.mark.parametrize("name", ON_THE_BACK)
def test_lying_on_the_back_the_head_and_the_shoulders_stay_down(name: str) -> None:
    for body in bodies(name):
        assert shoulders(body)[1] < 9
        assert body.head[1] < 9.5
        assert body.face.front[1] > 0.7


@pytest.mark.parametrize("name", ["cat_cow", "bird_dog"])
def test_on_hands_and_knees_what_does_not_move_stays_on_the_floor(name: str) -> None:
    for pose in figure(name).poses:
        body = at_pose(name, pose)
        held = {limb for limb, chain in body.limbs.items() if chain.end[1] < 4}
        assert len(held) == (2 if pose.endswith("_out") else 4)
        for limb in held:
            chain = body.limbs[limb]
            if limb.endswith("leg"):
                assert chain.joint[1] < 4
                assert abs(chain.joint[0] - chain.root[0]) < 3, "the knees are under the hips"
            else:
                assert abs(chain.end[0] - chain.root[0]) < 4, "the hands are under the shoulders"


def test_cat_cow_goes_from_an_arched_to_a_round_back() -> None:
    arched, rounded = ends("cat_cow")

    def middle(body: Skeleton) -> float:
        """How high the middle of the back is above the line from the hips to the shoulders."""
        return body.spine[14].at[1] - (hips(body)[1] + shoulders(body)[1]) / 2

    assert middle(arched) < -2
    assert middle(rounded) > 3
    assert arched.head[1] > shoulders(arched)[1] + 5, "the head is up"
    assert rounded.head[1] < shoulders(rounded)[1] - 5, "and down"


@pytest.mark.parametrize("name", ["bird_dog", "dead_bug"])
def test_one_arm_and_the_other_leg_go_out_and_the_back_keeps_still(name: str) -> None:
    stated = figure(name)
    start = at_pose(name, stated.motion.out[0])
    for side, other in (("left", "right"), ("right", "left")):
        body = at_pose(name, f"{side}_arm_out")
        assert [each.at for each in body.spine] == [each.at for each in start.spine]
        arm, leg = body.limbs[f"{side}_arm"], body.limbs[f"{other}_leg"]
        assert arm.end[0] < arm.root[0] - 28, "past the head"
        assert bent(leg) > 165
        assert body.limbs[f"{other}_arm"].end == start.limbs[f"{other}_arm"].end
        assert body.limbs[f"{side}_leg"].end == start.limbs[f"{side}_leg"].end


def test_windshield_wipers_take_both_knees_to_a_side_and_leave_the_shoulders() -> None:
    for pose, way in (("to_the_left", -1), ("to_the_right", 1)):
        body = at_pose("windshield_wipers", pose)
        for side in ("left", "right"):
            leg = body.limbs[f"{side}_leg"]
            assert leg.joint[2] * way > 12
            assert leg.joint[1] < 22
            assert leg.end[1] < 10
        assert abs(body.limbs["left_arm"].root[1] - body.limbs["right_arm"].root[1]) < 3
        assert dist(body.limbs["left_leg"].end, body.limbs["right_leg"].end) < 8, "the feet stay together"


@pytest.mark.parametrize("name", ["abdominal_pushdown", "reverse_march", "dead_bug"])
def test_the_legs_begin_as_on_a_table(name: str) -> None:
    start, _ = ends(name)
    for side in ("left", "right"):
        leg = start.limbs[f"{side}_leg"]
        assert abs(leg.joint[0] - leg.root[0]) < 5, "the knee is above the hip"
        assert abs(leg.end[1] - leg.joint[1]) < 4, "the lower leg is level"


def test_the_push_down_brings_both_hands_to_the_thighs() -> None:
    start, end = ends("abdominal_pushdown")
    for side in ("left", "right"):
        thigh = end.limbs[f"{side}_leg"]
        hand, before = end.limbs[f"{side}_arm"].end, start.limbs[f"{side}_arm"].end
        assert thigh.root[1] < hand[1] < thigh.joint[1]
        assert 2 < thigh.joint[0] - hand[0] < 9, "on the front of the thigh"
        assert hand[0] > before[0] + 4


def test_reverse_march_taps_one_heel_with_a_bent_knee() -> None:
    for side, other in (("left", "right"), ("right", "left")):
        body = at_pose("reverse_march", f"{side}_heel_down")
        down, up = body.limbs[f"{side}_leg"], body.limbs[f"{other}_leg"]
        assert down.end[1] < 6
        assert 75 < bent(down) < 110
        assert up.end[1] > 28


def test_clamshell_lifts_the_top_knee_over_feet_and_hips_that_stay() -> None:
    start, end = ends("clamshell")
    top, below = end.limbs["right_leg"], end.limbs["left_leg"]
    assert top.joint[1] > start.limbs["right_leg"].joint[1] + 8
    assert dist(top.end, start.limbs["right_leg"].end) < 0.5
    assert dist(top.end, below.end) < 8, "the feet are together"
    assert abs(top.root[0] - below.root[0]) < 1
    assert abs(top.root[2] - below.root[2]) < 1, "the hips are one above the other"


def test_the_nerve_floss_takes_the_chin_down_before_the_knee_gets_straight() -> None:
    upright, chin, out = (at_pose("sciatic_nerve_floss", pose) for pose in figure("sciatic_nerve_floss").motion.out)
    assert upright.face.front[1] > -0.2
    assert chin.face.front[1] < -0.6
    assert bent(chin.limbs["left_leg"]) < 115
    assert bent(out.limbs["left_leg"]) > 170
    assert out.limbs["left_leg"].tip[1] > 0.9, "the toes are up"
    for body in (upright, chin, out):
        assert body.limbs["right_leg"].end[1] < 5
        assert dist(hips(body), hips(upright)) < 0.1


def test_a_bridge_lifts_the_hips_into_one_line() -> None:
    down, up = ends("glute_bridge")
    assert hips(up)[1] > hips(down)[1] + 12
    assert dist(shoulders(up), shoulders(down)) < 0.1
    knee = up.limbs["right_leg"].joint
    slope = (knee[1] - shoulders(up)[1]) / (knee[0] - shoulders(up)[0])
    assert abs(shoulders(up)[1] + slope * (hips(up)[0] - shoulders(up)[0]) - hips(up)[1]) < 5


def test_the_tilt_takes_a_hollow_back_to_the_floor() -> None:
    hollow, flat = ends("posterior_tilt")
    assert hollow.spine[12].at[1] > flat.spine[12].at[1] + 2.5


@pytest.mark.parametrize("name", ["plank", "side_plank"])
def test_a_plank_is_one_straight_line_on_an_elbow_under_the_shoulder(name: str) -> None:
    body = posture(figure(name), Moment(Part.STAY, 0))
    feet = [body.limbs[f"{side}_leg"].end for side in ("left", "right")]
    foot = tuple(sum(each) / 2 for each in zip(*feet, strict=True))
    top = shoulders(body)
    share = (hips(body)[0] - top[0]) / (foot[0] - top[0])
    assert abs(top[1] + (foot[1] - top[1]) * share - hips(body)[1]) < 2
    for side in ("left", "right") if name == "plank" else ("left",):
        arm = body.limbs[f"{side}_arm"]
        assert arm.joint[1] < 4
        assert dist(arm.joint[::2], arm.root[::2]) < 3
    for side in ("left", "right"):
        assert bent(body.limbs[f"{side}_leg"]) > 160


def test_the_side_leg_raise_lifts_a_straight_leg_that_stays_a_little_behind() -> None:
    start, end = ends("thigh_abduction")
    bottom = start.limbs["left_leg"]
    for body in bodies("thigh_abduction"):
        top = body.limbs["right_leg"]
        assert dist(top.root, top.end) > 0.97 * (THIGH + SHANK)
        assert 4 < top.end[2] - bottom.end[2] < 14, "behind the lower one"
        assert top.tip[2] < -0.95, "it does not turn"
    assert end.limbs["right_leg"].end[1] > start.limbs["right_leg"].end[1] + 20


def test_a_sit_up_ends_sitting_with_the_feet_on_the_floor() -> None:
    down, up = ends("sit_up")
    assert shoulders(down)[1] < 8
    assert up.head[1] > 35
    for body in bodies("sit_up"):
        assert dist(hips(body), hips(down)) < 0.1
        assert body.limbs["left_leg"].end[1] < 5
