"""Step: one exercise while it is done, its side, its clock and its count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from walks import PLACES, answered, at_first_step, begun, felt, no_to_all, no_until, on_disk

from mckenzie_tui.answers import Done
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.pace.pacer import LEAD_IN
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Side
from tui.conftest import Opening
from tui.hands import Hands
from tui.marking import about_to_say, mark

STEPS = [
    "prone_lying",
    "prone_props",
    "press_ups",
    "press_ups_hips_off_center",
    "side_glide",
    "flexion_rotation",
    "lumbar_flexion",
]

WIDE = (120, 36)


def at(step: str, side: Side = Side.RIGHT) -> Callable[[FlowMachine], Walk]:
    """A walk that stands at a step, with pain in the calf of one side."""

    def walk(machine: FlowMachine) -> Walk:
        symptoms = felt(**{side.value: Region.LOWER_LEG})
        return answered(at_first_step(machine, symptoms), *[Event.CANNOT] * STEPS.index(step))

    return walk


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_says_what_to_do_and_when_to_stop(opened: Opening, flow: Flow, step: str) -> None:
    exercise = flow.exercise_of(step)
    texts = exercise.painful_right or exercise
    async with opened(at(step)) as hands:
        heading = hands.said("#heading")
        assert exercise.trail_title in heading
        assert f"step {STEPS.index(step) + 1} of 7" in heading
        assert "pain on the right" in heading
        assert flow.file.stop_line in hands.said("#stop")
        read = await hands.read("#text")
        for text in (exercise.purpose, *texts.set_up, *texts.movement, *texts.cues, *exercise.cautions):
            assert text in read
        assert "How much: " in read


SIDED = {
    ("press_ups_hips_off_center", Side.RIGHT): ["hips to the left", "Shift your hips to the left."],
    ("press_ups_hips_off_center", Side.LEFT): ["hips to the right", "Shift your hips to the right."],
    ("side_glide", Side.RIGHT): ["left shoulder at wall", "Lean your left shoulder", "hips to the left"],
    ("side_glide", Side.LEFT): ["right shoulder at wall", "Lean your right shoulder", "hips to the right"],
    ("flexion_rotation", Side.RIGHT): [
        "on your right side",
        "Straighten your right leg",
        "Turn your left shoulder",
    ],
    ("flexion_rotation", Side.LEFT): ["on your left side", "Straighten your left leg", "Turn your right shoulder"],
}


@pytest.mark.parametrize(("step", "side"), SIDED, ids=str)
@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_a_sided_step_names_the_side(opened: Opening, step: str, side: Side, size: tuple[int, int]) -> None:
    in_heading, *in_text = SIDED[step, side]
    async with opened(at(step, side), size=size) as hands:
        assert in_heading in hands.said("#heading")
        read = await hands.read("#text")
        for words in in_text:
            assert words in read


@pytest.mark.parametrize("step", [name for name, _ in SIDED][::2])
async def test_the_two_sides_are_mirrored(opened: Opening, step: str) -> None:
    shown = {}
    for side in (Side.LEFT, Side.RIGHT):
        async with opened(at(step, side)) as hands:
            shown[side] = hands.said("#heading") + await hands.read("#text")
    mirrored = shown[Side.LEFT].replace("left", "LEFT").replace("right", "left").replace("LEFT", "right")
    assert "left" in shown[Side.LEFT]
    assert mirrored == shown[Side.RIGHT]


async def test_the_progression_stands_beside_the_step_with_what_was_answered(opened: Opening) -> None:
    def walk(machine: FlowMachine) -> Walk:
        start = at_first_step(machine)
        return answered(start, Event.UNCHANGED, Event.PARTLY_CENTRALIZED, Event.WORSENED, Event.SETTLED, Event.CANNOT)

    async with opened(walk, size=WIDE) as hands:
        rows = [line.strip(" │") for line in hands.part("Trail") if line.strip(" │")]
        assert rows == [
            "✓ Safety",
            "✓ Where it hurts",
            "– Prone lying",
            "~ Prone props",
            "↓ Press-ups",
            "× Hips off center",
            "▶ Side glide",
            "· Flexion-rotation",
            "· Knees to chest",
        ]


async def test_a_step_left_out_is_marked_and_told_with_its_reason(opened: Opening) -> None:
    async with opened(about_to_say(Event.NOT_SETTLED, Event.WORSENED), size=WIDE) as hands:
        await hands.press("2")
        assert "Side glide" in hands.said("#heading")
        assert [line for line in hands.part("Trail") if "∅ Press-ups" in line]
        read = await hands.read("#text")
        assert (
            "Left out (the same direction as one that made it worse): Prone props, Press-ups, Hips off center" in read
        )


# The floor or a bed


async def test_the_set_up_is_shown_for_the_floor_or_a_bed(opened: Opening, flow: Flow) -> None:
    exercise = flow.exercise_of("press_ups")
    async with opened(at("press_ups")) as hands:
        assert exercise.set_up[0] in await hands.read("#text")
        await hands.press("v")
        read = await hands.read("#text", "pageup", "pagedown")
        assert exercise.on_bed[0] in read
        assert exercise.set_up[0] not in read
        await hands.press("v")
        assert exercise.set_up[0] in await hands.read("#text", "pageup", "pagedown")


async def test_who_cannot_get_down_to_the_floor_sees_the_bed_at_once(opened: Opening, flow: Flow) -> None:
    def walk(machine: FlowMachine) -> Walk:
        said_yes = no_until(begun(machine), "question.medical.no_floor").say(Event.YES)
        return no_to_all(said_yes).say(Event.LOCATED, symptoms=felt(right=Region.FOOT))

    async with opened(walk) as hands:
        assert flow.exercise_of("prone_lying").on_bed[0] in await hands.read("#text")


async def test_a_step_without_a_set_up_for_the_bed_says_so(opened: Opening, flow: Flow) -> None:
    async with opened(at("side_glide")) as hands:
        await hands.press("v")
        assert hands.said("Toast") == "This one is done standing."
        hands.app.clear_notifications()
        assert flow.exercise_of("side_glide").painful_right is not None
        assert "Lean your left shoulder on the wall" in await hands.read("#text", "pageup", "pagedown")


# The clock


def number(hands: Hands) -> str:
    """What the big digits say."""
    return str(hands.screen.query_one("Digits").value)  # type: ignore[attr-defined]


async def start(hands: Hands) -> None:
    """Press the key that starts or goes on, and get ready."""
    await hands.press("space")
    await hands.pass_time(LEAD_IN)


@pytest.mark.usefixtures("quick_looks")
async def test_a_hold_is_counted_down_to_its_end(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        assert number(hands) == "3:00"
        hands.seconds.now += 60
        await hands.settle()
        assert number(hands) == "3:00"

        await start(hands)
        await hands.pass_time(1)
        await hands.until(lambda: number(hands) == "2:59")
        await hands.pass_time(178)
        await hands.until(lambda: number(hands) == "0:01")
        assert hands.place == "step.prone_lying.exercise"
        await hands.pass_time(1)
        await hands.until_shown("Where is it now?")
        assert hands.session.answers[-1].done == Done(sets=1, seconds=180, whole=True)


@pytest.mark.usefixtures("quick_looks")
async def test_repetitions_are_counted_with_what_to_do(opened: Opening) -> None:
    async with opened(at("press_ups")) as hands:
        assert number(hands) == "0"
        assert "of 10" in hands.said("#what")
        await start(hands)
        assert number(hands) == "1"
        for rep in range(1, 11):
            await hands.until(lambda rep=rep: number(hands) == str(rep))
            assert "push up" in hands.said("#what")
            await hands.pass_time(3)
            await hands.until(lambda: "and down" in hands.said("#what"))
            await hands.pass_time(3)
        await hands.until_shown("Where is it now?")
        assert hands.session.answers[-1].done == Done(sets=1, reps=10, seconds=60, whole=True)


@pytest.mark.usefixtures("quick_looks")
async def test_a_hold_in_a_repetition_is_told(opened: Opening) -> None:
    async with opened(at("lumbar_flexion")) as hands:
        await start(hands)
        await hands.pass_time(3)
        await hands.until(lambda: "hold" in hands.said("#what"))
        await hands.pass_time(2)
        await hands.until(lambda: "let go, slowly" in hands.said("#what"))


@pytest.mark.usefixtures("quick_looks")
async def test_a_pause_stops_the_clock_and_space_goes_on(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await start(hands)
        await hands.pass_time(3)
        await hands.press("space")
        assert "Paused" in hands.said("#what")
        assert number(hands) == "2:57"
        hands.seconds.now += 100
        await start(hands)
        assert "Paused" not in hands.said("#what")
        assert number(hands) == "2:57"
        await hands.pass_time(2)
        await hands.until(lambda: number(hands) == "2:55")


@pytest.mark.usefixtures("quick_looks")
async def test_when_the_computer_was_away_the_clock_pauses(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await start(hands)
        await hands.pass_time(1)
        hands.seconds.now += 3600
        await hands.until(lambda: "computer was away" in hands.said("#what"))
        assert number(hands) == "2:59"
        assert hands.place == "step.prone_lying.exercise"


@pytest.mark.usefixtures("quick_looks")
async def test_ended_early_what_was_done_is_kept(opened: Opening) -> None:
    async with opened(at("press_ups")) as hands:
        await start(hands)
        await hands.pass_time(3 * 6 + 4)
        await hands.press("enter")
        assert "Where is it now?" in hands.said("#heading")
        done = on_disk(hands.sitting).answers[-1].done
        assert done is not None
        assert (done.reps, done.whole) == (3, False)
        await hands.press("enter", "3")
        assert on_disk(hands.sitting).steps[-1].done == done


async def test_done_without_the_clock_is_not_told_as_ended_early(opened: Opening) -> None:
    async with opened(at("press_ups")) as hands:
        await hands.press("d", "c", "enter", "1", "enter", "6", "1")
        assert "Press-ups" in await hands.read("#reading")
        assert "ended early" not in await hands.read("#reading", "pageup", "pagedown")


async def test_a_step_that_is_not_possible_is_left_out(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("x")
        assert "Prone props" in hands.said("#heading")
        assert "× Prone lying  ▶ Prone props" in hands.part("TrailLine")[0]
        assert on_disk(hands.sitting).steps[0].answer == "cannot"


@pytest.mark.usefixtures("quick_looks")
async def test_the_next_step_begins_with_its_own_clock_at_rest(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("space")
        await hands.pass_time(2)
        await hands.press("x")
        assert number(hands) == "2:00"
        assert "Space starts" in hands.said("#what")


@pytest.mark.usefixtures("quick_looks")
async def test_while_help_is_open_the_clock_does_not_end_the_step(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await start(hands)
        await hands.pass_time(1)
        await hands.press("question_mark")
        hands.seconds.now += 3600
        await hands.press("escape")
        await hands.until_shown("Paused. Space goes on.")
        assert number(hands) == "2:59"
        assert hands.place == "step.prone_lying.exercise"


# Where it hurts has changed since


FARTHER = felt(right=Region.FOOT, pain=6)


async def test_where_it_hurts_is_marked_again_before_the_exercise_and_is_what_it_is_compared_with(
    opened: Opening,
) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("w")
        assert hands.place == "step.prone_lying.before"
        await mark(hands, FARTHER)
        await hands.press("enter")
        assert hands.place == "step.prone_lying.exercise"
        assert "Space starts" in hands.said("#what")
        assert [answer.event for answer in on_disk(hands.sitting).answers][-2:] == [Event.RELOCATE, Event.LOCATED]

        await hands.press("d")
        assert "Before right heel 6" in hands.said("#side")
        await hands.press("enter", "enter")
        (step,) = on_disk(hands.sitting).steps
        assert (step.before, step.after, step.answer) == (FARTHER, FARTHER, "unchanged")


async def test_the_side_that_the_exercises_are_for_stays_that_of_the_start(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("w")
        await mark(hands, felt(left=Region.BACK_SIDE))
        await hands.press("enter")
        assert "pain on the right" in hands.said("#heading")
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        assert baseline.side is Side.RIGHT


@pytest.mark.usefixtures("quick_looks")
async def test_once_begun_where_it_hurts_is_what_came_of_the_exercise(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await start(hands)
        await hands.pass_time(3)
        await hands.press("w")
        assert hands.place == "step.prone_lying.after"
        await mark(hands, FARTHER)
        await hands.press("enter")
        step = on_disk(hands.sitting).steps[0]
        assert step.before is not None
        assert step.before.marks[0].region is Region.LOWER_LEG
        assert (step.after, step.verdict) == (FARTHER, "peripheralized")


async def test_a_note_that_is_said_again_stays_where_it_was_and_never_covers_when_to_stop(opened: Opening) -> None:
    async with opened(PLACES["exercise"], size=(40, 15)) as hands:
        found = set()
        for _ in range(6):
            await hands.press("enter")
            await hands.settle()
            (note,) = hands.screen.query("Toast")
            found.add(note.region)
        assert len(found) == 1
        assert not found.pop().overlaps(hands.screen.query_one("#stop").region)


@pytest.mark.usefixtures("quick_looks")
async def test_what_was_not_begun_is_not_done_by_enter(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("enter", "enter", "enter", "enter", "enter")
        assert hands.place == "step.prone_lying.exercise"
        assert len(hands.screen.query("Toast")) == 1
        assert "Stop if the pain moves further" in hands.said("#stop")
        assert "You have not begun. Space starts it." in hands.said("Toast")
        await hands.press("space")
        await hands.pass_time(3)
        await hands.press("enter")
        assert hands.place == "step.prone_lying.exercise"
        assert "Paused. Space goes on." in hands.said("#what")
        await start(hands)
        await hands.pass_time(1)
        await hands.press("enter")
        assert hands.place == "step.prone_lying.after"
        assert hands.session.answers[-1].done == Done(seconds=1)


async def test_done_by_oneself_nobody_knows_how_much(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("d")
        assert hands.place == "step.prone_lying.after"
        assert hands.session.answers[-1].done is None


@pytest.mark.usefixtures("quick_looks")
async def test_back_first_pauses_what_is_running(opened: Opening) -> None:
    async with opened(about_to_say(Event.UNCHANGED)) as hands:
        await hands.press("3")
        await start(hands)
        await hands.pass_time(3)
        await hands.press("escape")
        assert "Paused. Space goes on." in hands.said("#what")
        assert hands.place == "step.prone_props.exercise"
        await hands.press("escape")
        assert hands.place == "step.prone_lying.response"


@pytest.mark.usefixtures("quick_looks")
async def test_stopped_within_the_first_repetition_the_seconds_are_told(opened: Opening) -> None:
    async with opened(at("press_ups")) as hands:
        await start(hands)
        await hands.pass_time(4)
        await hands.press("enter")
        assert hands.session.answers[-1].done == Done(seconds=4)


@pytest.mark.usefixtures("quick_looks")
async def test_after_the_chart_the_same_exercise_begins_anew(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await start(hands)
        await hands.pass_time(3)
        await hands.press("enter", "b")
        assert hands.place == "step.prone_lying.exercise"
        assert number(hands) == "3:00"
        assert "Space starts" in hands.said("#what")
