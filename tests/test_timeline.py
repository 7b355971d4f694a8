"""The time line of a dose, at the pace and for as long as the person has chosen; and times in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Dose, Load
from mckenzie_tui.pace.posture import shown
from mckenzie_tui.pace.timeline import LEAST_MOVE, Part, Phase, chosen, timeline
from mckenzie_tui.pace.told import clock_face, dose_in_words, in_words
from mckenzie_tui.settings import Holds, Pace

REPS = Dose(reps=3, hold_s=2, move_s=3, return_s=4, hold_range_s=(1, 5))
STAY = Dose(duration_s=90, duration_range_s=(60, 120))
SETS = Dose(sets=2, reps=2, move_s=1, return_s=1, between_sets_s=10)


def test_a_timed_position_is_one_stretch() -> None:
    assert timeline(STAY) == (Phase(Part.STAY, 90, 1),)


def test_each_repetition_goes_out_holds_and_returns() -> None:
    phases = timeline(REPS)
    assert [(phase.part, phase.seconds) for phase in phases[:3]] == [(Part.OUT, 3), (Part.HOLD, 2), (Part.RETURN, 4)]
    assert [phase.rep for phase in phases] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_without_a_hold_there_is_none() -> None:
    assert {phase.part for phase in timeline(SETS)} == {Part.OUT, Part.RETURN, Part.BETWEEN_SETS}


def test_the_figure_of_an_open_ended_set_follows_tempo_and_pace() -> None:
    dose = Dose(effort=9, tempo="3.1.0", return_s=2)
    assert [shown(dose, Pace.USUAL, second) for second in (1.5, 3.5, 5)] == [
        (Part.OUT, 0.5),
        (Part.HOLD, 0.5),
        (Part.RETURN, 0.5),
    ]
    assert shown(dose, Pace.SLOWEST, 3) == (Part.OUT, 0.5)
    assert shown(dose, Pace.FASTEST, 0.75) == (Part.OUT, 0.5)


@pytest.mark.parametrize(
    ("dose", "aim", "told"),
    [
        (Dose(reps=8), None, "8 times"),
        (Dose(reps=8, effort=7), (7, 7), "8 times, effort 7"),
        (Dose(reps=8, effort_range=(8, 9)), (8, 9), "8 times, effort 8 to 9"),
        (Dose(loads=(Load(reps=8, effort=7), Load(sets=2, reps=5))), None, "8 times, effort 7; 2 sets of 5 times"),
    ],
)
def test_how_hard_a_set_is_to_be_is_told_where_it_is_said(dose: Dose, aim: tuple[int, int] | None, told: str) -> None:
    assert (dose.aim, dose_in_words(dose)) == (aim, told)


def test_between_two_sets_there_is_a_rest_and_none_after_the_last() -> None:
    parts = [(phase.part, phase.set) for phase in timeline(SETS)]
    one, two = ([(Part.OUT, number), (Part.RETURN, number)] * 2 for number in (1, 2))
    assert parts == [*one, (Part.BETWEEN_SETS, 2), *two]


def test_the_steps_of_the_flow_last_as_long_as_their_doses_say(flow: Flow) -> None:
    lengths = {step.id: sum(phase.seconds for phase in timeline(step.dose)) for step in flow.steps}
    assert lengths["prone_lying"] == 180
    assert lengths["press_ups"] == 10 * (3 + 3)
    assert lengths["lumbar_flexion"] == 10 * (3 + 2 + 3)


@pytest.mark.parametrize(
    ("pace", "out", "back"),
    [
        (Pace.SLOWEST, 6, 8),
        (Pace.SLOWER, 4.5, 6),
        (Pace.USUAL, 3, 4),
        (Pace.FASTER, 2.25, 3),
        (Pace.FASTEST, 1.5, 2),
    ],
)
def test_the_pace_changes_the_movements_and_never_a_hold(pace: Pace, out: float, back: float) -> None:
    assert [phase.seconds for phase in timeline(REPS, pace)[:3]] == [out, 2, back]
    assert timeline(STAY, pace) == timeline(STAY)


def test_no_pace_makes_anybody_hurry() -> None:
    fast = timeline(Dose(reps=1, move_s=1, return_s=1), Pace.FASTEST)
    assert {phase.seconds for phase in fast} == {LEAST_MOVE}


def test_between_sets_the_rest_is_the_same_at_every_pace() -> None:
    assert {timeline(SETS, pace)[4] for pace in Pace} == {Phase(Part.BETWEEN_SETS, 10, 2)}


@pytest.mark.parametrize(
    ("holds", "hold", "stay"), [(Holds.SHORTEST, 1, 60), (Holds.USUAL, 2, 90), (Holds.LONGEST, 5, 120)]
)
def test_holds_are_chosen_within_what_the_flow_allows(holds: Holds, hold: int, stay: int) -> None:
    assert chosen(REPS, holds).hold_s == hold
    assert chosen(STAY, holds).duration_s == stay


@pytest.mark.parametrize("holds", Holds)
def test_where_the_flow_leaves_no_choice_nothing_changes(holds: Holds) -> None:
    assert chosen(SETS, holds) == SETS


def test_every_choice_of_the_flow_lies_around_what_it_gives(flow: Flow) -> None:
    ranges = [step.dose for step in flow.steps if step.dose.hold_range_s or step.dose.duration_range_s]
    assert len(ranges) == 4
    for dose in ranges:
        shortest, longest = chosen(dose, Holds.SHORTEST), chosen(dose, Holds.LONGEST)
        for key in ("hold_s", "duration_s"):
            if getattr(dose, key):
                assert getattr(shortest, key) <= getattr(dose, key) <= getattr(longest, key)


# Showing the movement


@pytest.mark.parametrize(
    ("seconds", "part", "progress"),
    [
        (0, Part.OUT, 0),
        (1.5, Part.OUT, 0.5),
        (4, Part.HOLD, 0.5),
        (7, Part.RETURN, 0.5),
        (9.5, Part.OUT, 0),
        (10.5, Part.OUT, 0),
        (12, Part.OUT, 0.5),
    ],
)
def test_a_figure_shows_one_repetition_again_and_again(seconds: float, part: Part, progress: float) -> None:
    assert shown(REPS, Pace.USUAL, seconds) == (part, progress)


def test_asked_to_show_it_once_it_then_stands_still() -> None:
    assert shown(REPS, Pace.USUAL, 1.5, once=True) == (Part.OUT, 0.5)
    assert shown(REPS, Pace.USUAL, 500, once=True) == (Part.OUT, 0)


def test_for_a_position_it_shows_how_to_get_into_it() -> None:
    parts = [shown(STAY, Pace.USUAL, seconds)[0] for seconds in (1, 4, 5, 8)]
    assert parts == [Part.OUT, Part.STAY, Part.RETURN, Part.OUT]


@given(st.floats(0, 1e6), st.sampled_from(Pace), st.sampled_from([REPS, STAY, SETS]), st.booleans())
def test_at_every_moment_the_figure_stands_somewhere(seconds: float, pace: Pace, dose: Dose, once: bool) -> None:
    _, progress = shown(dose, pace, seconds, once=once)
    assert 0 <= progress <= 1


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
        (Dose(reps=1), "one time"),
        (SETS, "2 sets of 2 times"),
        (Dose(sets=3, duration_s=60), "3 sets of 1 minute"),
        (Dose(reps=5, hold_s=1), "5 times, hold 1 second each"),
    ],
)
def test_a_dose_in_words(dose: Dose, words: str) -> None:
    assert dose_in_words(dose) == words
