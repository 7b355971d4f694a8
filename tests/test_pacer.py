"""The pacing of a dose: getting ready, pauses, what is told on the way, and what counts as done."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mckenzie_tui.flow.schema import Calls, Dose
from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.pace.pacer import LEAD_IN, Pacer, State
from mckenzie_tui.pace.stopwatch import LONGEST_GAP, Countdown
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.settings import Count, Holds, Pace, Settings
from mckenzie_tui.sound.spoken import spoken
from mckenzie_tui.walk.doses import in_sets

REPS = Dose(reps=3, hold_s=2, move_s=3, return_s=4)
TEN = Dose(reps=10, move_s=3, return_s=3, rest_s=60)
STAY = Dose(duration_s=90, duration_range_s=(60, 120))
SETS = Dose(sets=2, reps=2, move_s=1, return_s=1, between_sets_s=10)
BY_KEY = Settings(count=Count.KEY)

Told = tuple[float, CueKind, int]
"""Seconds since the beginning, what was told, and the repetition it was about."""

WATCHED = LONGEST_GAP - 0.001
"""Seconds between two looks that count as being watched, whatever a clock that does not start at 0 rounds away."""


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Paced:
    """A pacer, its clock, and what was told when."""

    pacer: Pacer
    clock: Clock
    told: list[Told]
    cues: list[Cue]

    @classmethod
    def of(cls, dose: Dose, settings: Settings | None = None) -> Paced:
        clock = Clock()
        calls = Calls(out="push up", back="and down", stay="stay")
        return cls(Pacer(dose, clock, settings, calls), clock, [], [])

    def look(self) -> None:
        for cue in self.pacer.look():
            self.told.append((self.clock.seconds - 1000, cue.kind, cue.rep))
            self.cues.append(cue)

    def press(self) -> None:
        self.pacer.press()
        self.look()

    def run(self, seconds: float) -> None:
        """Let so much time go by, looking often enough."""
        for _ in range(round(seconds * 4)):
            self.clock.seconds += 0.25
            self.look()

    def sleep(self, seconds: float) -> None:
        """Let the machine sleep."""
        self.clock.seconds += seconds
        self.look()

    @property
    def at(self) -> tuple[State, Part, int, float]:
        moment = self.pacer.moment()
        return moment.state, moment.phase.part, moment.phase.rep, moment.left_in_phase


def started(dose: Dose, seconds: float = 0, settings: Settings | None = None) -> Paced:
    """A pacing that has run so long after its lead-in."""
    paced = Paced.of(dose, settings)
    paced.press()
    paced.run(LEAD_IN + seconds)
    return paced


# Getting ready


def test_before_it_is_started_nothing_is_done_and_no_time_goes_by() -> None:
    paced = Paced.of(REPS)
    paced.run(30)
    assert paced.at == (State.WAITING, Part.OUT, 1, 3)
    assert (paced.pacer.moment().left, paced.pacer.moment().done.reps, paced.told) == (27, 0, [])


def test_it_starts_after_five_seconds_to_get_ready() -> None:
    paced = Paced.of(REPS)
    paced.press()
    assert paced.told == [(0, CueKind.GET_READY, 0)]
    paced.run(4.75)
    assert paced.at == (State.LEAD_IN, Part.OUT, 1, 3)
    assert paced.pacer.moment().lead_left == 0.25
    paced.run(0.25)
    assert paced.told[1:] == [(5, CueKind.START, 0), (5, CueKind.OUT, 1)]
    assert paced.at == (State.RUNNING, Part.OUT, 1, 3)


def test_a_pause_in_the_lead_in_has_the_lead_in_begin_again() -> None:
    paced = Paced.of(REPS)
    paced.press()
    paced.run(3)
    paced.press()
    assert paced.pacer.state is State.PAUSED
    paced.run(60)
    paced.press()
    assert paced.pacer.moment().lead_left == LEAD_IN
    paced.run(6)
    assert paced.told == [
        (0, CueKind.GET_READY, 0),
        (3, CueKind.PAUSED, 0),
        (63, CueKind.GET_READY, 1),
        (68, CueKind.START, 0),
        (68, CueKind.OUT, 1),
    ]


def test_what_is_left_of_a_look_after_the_lead_in_counts_for_the_movement() -> None:
    paced = Paced.of(REPS)
    paced.press()
    paced.run(4.5)
    paced.clock.seconds += 1.5
    paced.look()
    assert paced.at == (State.RUNNING, Part.OUT, 1, 2)


# What is told


def test_the_cues_of_ten_repetitions_in_their_order() -> None:
    paced = started(TEN, 60)
    expected: list[Told] = [(0, CueKind.GET_READY, 0), (5, CueKind.START, 0)]
    for rep in range(1, 11):
        at = 5 + (rep - 1) * 6
        if rep == 6:
            expected.append((at, CueKind.HALFWAY, 6))
        if rep == 10:
            expected.append((at, CueKind.LAST, 10))
        expected += [(at, CueKind.OUT, rep), (at + 3, CueKind.BACK, rep)]
    expected.append((65, CueKind.DONE, 0))
    assert paced.told == expected


def test_the_cues_of_a_position_in_their_order() -> None:
    paced = started(STAY, 90)
    assert paced.told == [
        (0, CueKind.GET_READY, 0),
        (5, CueKind.START, 0),
        (50, CueKind.HALFWAY, 0),
        (85, CueKind.LAST, 0),
        (95, CueKind.DONE, 0),
    ]
    assert [cue.seconds for cue in paced.cues] == [LEAD_IN, 90, 45, 10, 60]


def test_cues_say_what_the_exercise_calls_out() -> None:
    calls = {cue.kind: cue.call for cue in started(REPS, 27).cues}
    assert calls[CueKind.GET_READY] == "push up, and down"
    assert (calls[CueKind.OUT], calls[CueKind.HOLD], calls[CueKind.BACK]) == ("push up", "hold", "and down")
    assert started(STAY).cues[-1].call == "stay"


def test_the_call_of_an_open_ended_set_is_to_move_and_not_to_stay() -> None:
    cues = {cue.kind: cue for cue in started(Dose(effort=9), 3).cues}
    assert cues[CueKind.GET_READY].call == cues[CueKind.START].call == "push up, and down"
    assert spoken([cues[CueKind.START]]) == "Start. Push up, and down."


def test_of_few_repetitions_only_the_last_one_is_told() -> None:
    kinds = [kind for _, kind, _ in started(REPS, 27).told]
    assert CueKind.HALFWAY not in kinds
    assert kinds.count(CueKind.LAST) == 1


@pytest.mark.parametrize(("reps", "halfway"), [(4, 3), (5, 4), (7, 5), (8, 5), (12, 7)])
def test_halfway_is_told_when_half_of_them_are_done(reps: int, halfway: int) -> None:
    told = started(Dose(reps=reps, move_s=1, return_s=1), 2 * reps).told
    assert [rep for _, kind, rep in told if kind is CueKind.HALFWAY] == [halfway]


def test_in_a_short_position_only_start_and_end_are_told() -> None:
    kinds = [kind for _, kind, _ in started(Dose(duration_s=20), 20).told]
    assert kinds == [CueKind.GET_READY, CueKind.START, CueKind.DONE]


def test_between_sets_it_is_told_to_rest_and_to_get_ready() -> None:
    paced = started(SETS, 18)
    assert paced.told[7:] == [
        (9, CueKind.SET_DONE, 0),
        (14, CueKind.GET_READY, 0),
        (19, CueKind.START, 0),
        (19, CueKind.OUT, 1),
        (20, CueKind.BACK, 1),
        (21, CueKind.LAST, 2),
        (21, CueKind.OUT, 2),
        (22, CueKind.BACK, 2),
        (23, CueKind.DONE, 0),
    ]


def test_of_sets_done_one_by_one_each_is_followed_by_its_own_rest() -> None:
    clock = Clock()
    told = []
    for one in in_sets(Dose(sets=2, reps=1, effort=6, move_s=1, return_s=1, between_sets_s=90, rest_s=60)):
        pacer = Pacer(one.dose, clock, BY_KEY, one=one)
        pacer.press()
        pacer.press()
        told.append(pacer.look()[-1])
    assert told == [
        Cue(CueKind.SET_DONE, seconds=90, asks_effort=True),
        Cue(CueKind.DONE, seconds=60, asks_effort=True),
    ]


# Pauses


def test_a_pause_in_a_repetition_has_it_begin_again() -> None:
    paced = started(REPS, 9 + 4)
    assert paced.at == (State.RUNNING, Part.HOLD, 2, 1)
    paced.press()
    assert paced.at == (State.PAUSED, Part.OUT, 2, 3)
    paced.run(100)
    paced.told.clear()
    paced.press()
    paced.run(5)
    assert [(kind, rep) for _, kind, rep in paced.told] == [
        (CueKind.GET_READY, 2),
        (CueKind.START, 0),
        (CueKind.OUT, 2),
    ]
    assert paced.pacer.moment().done.reps == 1


def test_a_pause_in_a_position_goes_on_with_what_is_left() -> None:
    paced = started(STAY, 50)
    paced.press()
    paced.run(100)
    paced.press()
    paced.run(5)
    assert paced.at == (State.RUNNING, Part.STAY, 0, 40)
    again = paced.cues[-1]
    assert (again.kind, again.seconds, again.again) == (CueKind.START, 40, True)
    paced.run(40)
    assert [kind for _, kind, _ in paced.told].count(CueKind.HALFWAY) == 1


def test_halfway_is_told_once_though_its_repetition_begins_again() -> None:
    paced = started(TEN, 31)
    assert paced.told[-2:] == [(35, CueKind.HALFWAY, 6), (35, CueKind.OUT, 6)]
    paced.press()
    paced.press()
    paced.run(40)
    assert [kind for _, kind, _ in paced.told].count(CueKind.HALFWAY) == 1
    assert paced.pacer.state is State.FINISHED


@pytest.mark.parametrize("gap", [LONGEST_GAP + 0.01, 3600])
def test_asleep_it_pauses_says_so_and_nothing_more_is_done(gap: float) -> None:
    paced = started(REPS, 10)
    paced.sleep(gap)
    assert paced.told[-1][1:] == (CueKind.AWAY, 0)
    assert paced.at == (State.AWAY, Part.OUT, 2, 3)
    assert paced.pacer.moment().done.reps == 1
    paced.run(60)
    assert paced.pacer.state is State.AWAY
    paced.press()
    paced.run(5)
    assert paced.at == (State.RUNNING, Part.OUT, 2, 3)


def test_asleep_in_the_lead_in_it_does_not_start() -> None:
    paced = Paced.of(REPS)
    paced.press()
    paced.run(4)
    paced.sleep(10)
    assert paced.pacer.state is State.AWAY
    assert [kind for _, kind, _ in paced.told] == [CueKind.GET_READY, CueKind.AWAY]


def test_a_key_pressed_after_sleep_and_before_any_look_goes_on_with_a_lead_in() -> None:
    paced = started(STAY, 10)
    paced.clock.seconds += 100
    paced.press()
    assert paced.pacer.state is State.LEAD_IN
    assert [kind for _, kind, _ in paced.told[-2:]] == [CueKind.AWAY, CueKind.GET_READY]
    assert paced.pacer.moment().done.seconds == 10


def test_a_gap_that_is_just_short_enough_counts() -> None:
    paced = started(STAY, 10)
    paced.sleep(LONGEST_GAP)
    assert paced.at == (State.RUNNING, Part.STAY, 0, 90 - 12)


def test_while_it_is_paused_sleep_is_no_interruption() -> None:
    paced = started(STAY, 10)
    paced.press()
    paced.sleep(3600)
    assert paced.pacer.state is State.PAUSED


def test_begun_again_nothing_is_done_and_all_is_told_again() -> None:
    paced = started(TEN, 40)
    paced.pacer.restart()
    assert paced.at == (State.WAITING, Part.OUT, 1, 3)
    assert paced.pacer.moment().done.reps == 0
    before = len(paced.told)
    paced.press()
    paced.run(65)
    assert [kind for _, kind, _ in paced.told[before:]].count(CueKind.HALFWAY) == 1
    assert paced.pacer.state is State.FINISHED


# Changing the pace on the spot


def test_a_slower_pace_goes_on_from_the_same_point_of_the_movement() -> None:
    paced = started(TEN, 1.5)
    paced.pacer.follow(Settings(pace=Pace.SLOWEST))
    assert paced.at == (State.RUNNING, Part.OUT, 1, 3)
    paced.run(3)
    assert paced.at == (State.RUNNING, Part.RETURN, 1, 6)
    paced.pacer.follow(Settings(pace=Pace.FASTEST))
    assert paced.at == (State.RUNNING, Part.RETURN, 1, 1.5)


def test_a_longer_hold_goes_on_and_a_shorter_one_may_be_over_at_once() -> None:
    paced = started(STAY, 70)
    paced.pacer.follow(Settings(holds=Holds.LONGEST))
    assert paced.at == (State.RUNNING, Part.STAY, 0, 50)
    paced.pacer.follow(Settings(holds=Holds.SHORTEST))
    paced.look()
    assert paced.told[-1][1] is CueKind.DONE
    assert paced.pacer.moment().done.whole


# Counted by key


def test_counted_by_key_no_clock_runs_and_each_press_is_one() -> None:
    paced = Paced.of(TEN, BY_KEY)
    paced.press()
    paced.sleep(600)
    assert paced.pacer.state is State.RUNNING
    for _ in range(9):
        paced.press()
        paced.sleep(30)
    assert (paced.pacer.state, paced.pacer.moment().done.reps) == (State.RUNNING, 9)
    paced.press()
    assert [(kind, rep) for _, kind, rep in paced.told] == [
        (CueKind.START, 0),
        *((CueKind.COUNTED, rep) for rep in range(1, 6)),
        (CueKind.HALFWAY, 6),
        *((CueKind.COUNTED, rep) for rep in range(6, 10)),
        (CueKind.LAST, 10),
        (CueKind.COUNTED, 10),
        (CueKind.DONE, 0),
    ]
    done = paced.pacer.moment().done
    assert (done.reps, done.sets, done.whole) == (10, 1, True)


def test_counted_by_key_a_press_begins_the_next_set() -> None:
    paced = Paced.of(SETS, BY_KEY)
    for _ in range(3):
        paced.press()
    assert (paced.at[1], paced.told[-1][1]) == (Part.BETWEEN_SETS, CueKind.SET_DONE)
    paced.press()
    assert paced.at[1:3] == (Part.OUT, 1)
    paced.press()
    paced.press()
    assert paced.pacer.moment().done.whole


def test_a_position_is_timed_also_by_one_who_counts_by_key() -> None:
    paced = started(STAY, 90, BY_KEY)
    assert paced.pacer.state is State.FINISHED


def test_from_the_clock_to_the_key_and_back_nothing_done_is_lost() -> None:
    paced = started(TEN, 20)
    paced.pacer.follow(BY_KEY)
    assert paced.at[:3] == (State.RUNNING, Part.OUT, 4)
    paced.press()
    assert paced.pacer.moment().done.reps == 4
    paced.pacer.follow(Settings())
    assert paced.pacer.state is State.PAUSED
    paced.press()
    paced.run(11)
    assert paced.pacer.moment().done.reps == 5


# What counts as done


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
def test_a_repetition_counts_when_it_is_complete(seconds: float, part: Part, left: float, reps: int) -> None:
    moment = started(REPS, seconds).pacer.moment()
    assert (moment.phase.part, moment.left_in_phase, moment.done.reps) == (part, left, reps)
    assert moment.left == 27 - seconds
    assert (moment.done.sets, moment.done.whole) == (0, False)


def test_the_whole_dose_is_done_at_its_end_and_stays_done() -> None:
    paced = started(REPS, 40)
    moment = paced.pacer.moment()
    assert (moment.state, moment.left, moment.left_in_phase) == (State.FINISHED, 0, 0)
    assert (moment.done.sets, moment.done.reps, moment.done.seconds, moment.done.whole) == (1, 3, 27, True)
    paced.press()
    paced.sleep(3600)
    assert paced.pacer.moment() == moment


def test_sets_count_when_their_last_repetition_is_complete() -> None:
    paced = started(SETS)
    counted = []
    for _ in range(18):
        paced.run(1)
        done = paced.pacer.moment().done
        counted.append((done.reps, done.sets))
    assert counted == [(0, 0), (1, 0), (1, 0), *[(2, 1)] * 12, (3, 1), (3, 1), (4, 2)]


def test_ended_early_a_timed_position_counts_its_seconds() -> None:
    done = started(STAY, 41.75).pacer.moment().done
    assert (done.seconds, done.reps, done.sets, done.whole) == (41, 0, 0, False)


class AnyHands(RuleBasedStateMachine):
    """Keys, sleep, and settings in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.paced = Paced.of(Dose(sets=2, reps=4, hold_s=2, move_s=2, return_s=2, between_sets_s=8))
        self.most = 0

    @rule()
    def press(self) -> None:
        self.paced.press()

    @rule(seconds=st.floats(0, WATCHED))
    def watch(self, seconds: float) -> None:
        self.paced.sleep(seconds)

    @rule(seconds=st.floats(LONGEST_GAP + 0.01, 1e4))
    def sleep(self, seconds: float) -> None:
        ran = self.paced.pacer.running
        before = self.paced.pacer.moment()
        self.paced.sleep(seconds)
        assert not self.paced.pacer.running
        assert self.paced.pacer.moment().done == before.done
        assert not ran or self.paced.pacer.state is State.AWAY

    @rule(pace=st.sampled_from(Pace), count=st.sampled_from(Count))
    def change(self, pace: Pace, count: Count) -> None:
        before = self.paced.pacer.moment().done
        self.paced.pacer.follow(Settings(pace=pace, count=count))
        assert self.paced.pacer.moment().done == before

    @rule(seconds=st.integers(1, 30))
    def run(self, seconds: int) -> None:
        self.paced.run(seconds)

    @invariant()
    def what_is_done_stays_done(self) -> None:
        moment = self.paced.pacer.moment()
        assert moment.done.reps >= self.most
        assert moment.done.reps <= 8
        assert moment.done.whole == (moment.state is State.FINISHED) == (moment.done.reps == 8)
        assert 0 <= moment.progress <= 1
        self.most = moment.done.reps

    @invariant()
    def each_is_told_once(self) -> None:
        kinds = [kind for _, kind, _ in self.paced.told]
        assert kinds.count(CueKind.DONE) == (self.paced.pacer.state is State.FINISHED)
        assert kinds.count(CueKind.HALFWAY) <= 2


TestAnyHands = AnyHands.TestCase


@given(st.lists(st.floats(0, WATCHED), max_size=80))
def test_time_left_only_shrinks_while_it_runs(looks: list[float]) -> None:
    paced = started(REPS)
    left = paced.pacer.moment().left
    for look in looks:
        paced.sleep(look)
        assert paced.pacer.moment().left <= left
        left = paced.pacer.moment().left


# The rest


def test_a_rest_counts_down_at_once_and_tells_once_that_it_is_over() -> None:
    clock = Clock()
    rest = Countdown(60, clock)
    told = []
    for _ in range(80):
        clock.seconds += 1
        told += [(clock.seconds - 1000, cue.kind) for cue in rest.look()]
    assert told == [(60, CueKind.REST_OVER)]
    assert rest.left == 0


def test_a_rest_does_not_go_by_while_the_machine_sleeps() -> None:
    clock = Clock()
    rest = Countdown(60, clock)
    clock.seconds += 3600
    assert rest.look() == ()
    assert rest.left == 60


def test_where_there_is_no_rest_no_end_of_it_is_told() -> None:
    rest = Countdown(0, Clock())
    assert (rest.look(), rest.left) == ((), 0)
