"""The pacing of a dose: its time line, the clocks that follow it, and what counts as done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.pace import (
    LONGEST_GAP,
    Countdown,
    Pacer,
    Part,
    Phase,
    Stopwatch,
    clock_face,
    dose_in_words,
    in_words,
    timeline,
)

REPS = Dose(reps=3, hold_s=2, move_s=3, return_s=4)
STAY = Dose(duration_s=90)
SETS = Dose(sets=2, reps=2, move_s=1, return_s=1, between_sets_s=10)


class Hands:
    """The hands of a clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


def run(watch: Stopwatch, hands: Hands, seconds: float) -> None:
    """Let so much time go by, looking at the clock often enough."""
    for _ in range(int(seconds * 4)):
        hands.seconds += 0.25
        watch.elapsed()


# Time lines


def test_a_timed_position_is_one_stretch() -> None:
    assert timeline(STAY) == (Phase(Part.STAY, 90, 1),)


def test_each_repetition_goes_out_holds_and_returns() -> None:
    phases = timeline(REPS)
    assert [(phase.part, phase.seconds) for phase in phases[:3]] == [(Part.OUT, 3), (Part.HOLD, 2), (Part.RETURN, 4)]
    assert [phase.rep for phase in phases] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_without_a_hold_there_is_none() -> None:
    assert {phase.part for phase in timeline(SETS)} == {Part.OUT, Part.RETURN, Part.BETWEEN_SETS}


def test_between_two_sets_there_is_a_rest_and_none_after_the_last() -> None:
    parts = [(phase.part, phase.set) for phase in timeline(SETS)]
    one, two = ([(Part.OUT, number), (Part.RETURN, number)] * 2 for number in (1, 2))
    assert parts == [*one, (Part.BETWEEN_SETS, 2), *two]


def test_the_steps_of_the_flow_last_as_long_as_their_doses_say(flow: Flow) -> None:
    lengths = {step.id: sum(phase.seconds for phase in timeline(step.dose)) for step in flow.steps}
    assert lengths["prone_lying"] == 180
    assert lengths["press_ups"] == 10 * (3 + 3)
    assert lengths["lumbar_flexion"] == 10 * (3 + 2 + 3)


# The stopwatch


def test_a_stopwatch_stands_still_until_it_is_started_and_while_it_is_paused(hands: Hands) -> None:
    watch = Stopwatch(hands)
    run(watch, hands, 5)
    assert watch.elapsed() == 0
    watch.start()
    run(watch, hands, 3)
    watch.pause()
    run(watch, hands, 100)
    assert watch.elapsed() == 3
    watch.start()
    run(watch, hands, 2)
    assert watch.elapsed() == 5
    assert not watch.interrupted


def test_what_ran_up_to_the_pause_counts(hands: Hands) -> None:
    watch = Stopwatch(hands)
    watch.start()
    hands.seconds += 1.5
    watch.pause()
    assert watch.elapsed() == 1.5


def test_a_gap_without_a_look_pauses_it_and_does_not_count(hands: Hands) -> None:
    watch = Stopwatch(hands)
    watch.start()
    run(watch, hands, 3)
    hands.seconds += LONGEST_GAP + 0.01
    assert watch.elapsed() == 3
    assert watch.interrupted
    assert not watch.running
    run(watch, hands, 5)
    assert watch.elapsed() == 3
    watch.start()
    assert not watch.interrupted
    run(watch, hands, 1)
    assert watch.elapsed() == 4


def test_a_gap_that_is_just_short_enough_counts(hands: Hands) -> None:
    watch = Stopwatch(hands)
    watch.start()
    hands.seconds += LONGEST_GAP
    assert watch.elapsed() == LONGEST_GAP
    assert watch.running


def test_while_it_is_paused_a_gap_is_no_interruption(hands: Hands) -> None:
    watch = Stopwatch(hands)
    hands.seconds += 3600
    assert watch.elapsed() == 0
    assert not watch.interrupted


# The pacer


def at(dose: Dose, hands: Hands, seconds: float) -> Pacer:
    """A pacer that has run so long."""
    pacer = Pacer(dose, hands)
    pacer.start()
    run(pacer, hands, seconds)
    return pacer


def test_before_it_is_started_nothing_is_done(hands: Hands) -> None:
    moment = Pacer(REPS, hands).moment()
    assert moment.phase == timeline(REPS)[0]
    assert (moment.left_in_phase, moment.left) == (3, 27)
    assert (moment.done.reps, moment.done.whole, moment.finished) == (0, False, False)


@pytest.mark.parametrize(
    ("seconds", "part", "left", "reps"),
    [
        (2.75, Part.OUT, 0.25, 0),
        (3, Part.HOLD, 2, 0),
        (5, Part.RETURN, 4, 0),
        (8.75, Part.RETURN, 0.25, 0),
        (9, Part.OUT, 3, 1),
        (26.75, Part.RETURN, 0.25, 2),
    ],
)
def test_a_repetition_counts_when_it_is_complete(
    hands: Hands, seconds: float, part: Part, left: float, reps: int
) -> None:
    moment = at(REPS, hands, seconds).moment()
    assert (moment.phase.part, moment.left_in_phase, moment.done.reps) == (part, left, reps)
    assert moment.left == 27 - seconds
    assert moment.done.sets == 0
    assert not moment.done.whole


def test_the_whole_dose_is_done_at_its_end_and_stays_done(hands: Hands) -> None:
    pacer = at(REPS, hands, 40)
    moment = pacer.moment()
    assert moment.finished
    assert not pacer.running
    assert (moment.left, moment.left_in_phase) == (0, 0)
    assert (moment.done.sets, moment.done.reps, moment.done.seconds, moment.done.whole) == (1, 3, 0, True)
    hands.seconds += 3600
    assert pacer.moment() == moment


def test_sets_count_when_their_last_repetition_is_complete(hands: Hands) -> None:
    pacer = Pacer(SETS, hands)
    pacer.start()
    counted = []
    for _ in range(18):
        run(pacer, hands, 1)
        done = pacer.moment().done
        counted.append((done.reps, done.sets))
    assert counted == [(0, 0), (1, 0), (1, 0), *[(2, 1)] * 12, (3, 1), (3, 1), (4, 2)]


def test_ended_early_a_timed_position_counts_its_seconds(hands: Hands) -> None:
    done = at(STAY, hands, 41.75).moment().done
    assert (done.seconds, done.reps, done.sets, done.whole) == (41, 0, 0, False)
    assert at(STAY, hands, 90).moment().done == done.model_copy(update={"seconds": 90, "sets": 1, "whole": True})


def test_asleep_in_the_middle_of_a_dose_nothing_more_is_done(hands: Hands) -> None:
    pacer = at(REPS, hands, 10)
    hands.seconds += 3600
    moment = pacer.moment()
    assert pacer.interrupted
    assert (moment.done.reps, moment.left, moment.finished) == (1, 17, False)


@given(
    st.builds(Dose, sets=st.integers(1, 3), reps=st.integers(1, 4), hold_s=st.none() | st.integers(1, 3)),
    st.lists(st.floats(0, LONGEST_GAP), max_size=60),
)
def test_what_is_done_only_grows_and_time_left_only_shrinks(dose: Dose, looks: list[float]) -> None:
    hands = Hands()
    pacer = Pacer(dose, hands)
    pacer.start()
    before = pacer.moment()
    for look in looks:
        hands.seconds += look
        moment = pacer.moment()
        assert moment.left <= before.left
        assert moment.done.reps >= before.done.reps
        assert moment.done.sets >= before.done.sets
        assert moment.done.reps <= dose.sets * (dose.reps or 0)
        assert moment.done.whole == moment.finished
        before = moment


# The rest


def test_a_rest_counts_down_at_once_and_ends_at_zero(hands: Hands) -> None:
    rest = Countdown(60, hands)
    run(rest, hands, 20)
    assert rest.left() == 40
    run(rest, hands, 50)
    assert rest.left() == 0


def test_a_rest_does_not_go_by_while_the_machine_sleeps(hands: Hands) -> None:
    rest = Countdown(60, hands)
    hands.seconds += 3600
    assert rest.left() == 60
    assert rest.interrupted


# Words


@pytest.mark.parametrize(
    ("seconds", "face", "words"),
    [
        (0, "0:00", "0 seconds"),
        (0.01, "0:01", "1 second"),
        (59.5, "1:00", "1 minute"),
        (61, "1:01", "1 minute 1 second"),
        (120, "2:00", "2 minutes"),
        (125.2, "2:06", "2 minutes 6 seconds"),
        (3600, "60:00", "60 minutes"),
    ],
)
def test_a_length_of_time_on_a_clock_and_in_words(seconds: float, face: str, words: str) -> None:
    assert (clock_face(seconds), in_words(seconds)) == (face, words)


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (STAY, "1 minute 30 seconds"),
        (REPS, "3 times, hold 2 seconds each"),
        (Dose(reps=10), "10 times"),
        (Dose(reps=1), "once"),
        (SETS, "2 sets of 2 times"),
        (Dose(sets=3, duration_s=60), "3 sets of 1 minute"),
        (Dose(reps=5, hold_s=1), "5 times, hold 1 second each"),
    ],
)
def test_a_dose_in_words(dose: Dose, words: str) -> None:
    assert dose_in_words(dose) == words
