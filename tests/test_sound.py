"""What is heard for each cue: bells that can be told apart, and words that are over before the next ones."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.pace.pacer import LEAD_IN, Pacer, State
from mckenzie_tui.pace.timeline import LEAST_MOVE
from mckenzie_tui.sound.bells import PATTERNS, pattern
from mckenzie_tui.sound.spoken import spoken
from mckenzie_tui.words import Sides

MOVING = {CueKind.OUT, CueKind.HOLD, CueKind.BACK, CueKind.COUNTED}
"""They say that the next part of the movement begins, and are told apart by what comes before."""
LIKE_EACH_OTHER = {(CueKind.REST_OVER, CueKind.DONE), (CueKind.AWAY, CueKind.PAUSED)}
"""This is over, now tell me; and: it is paused."""
A_BLINK = 0.2
"""Seconds; bells nearer to each other than that are heard as one, or merged by the terminal."""
SYLLABLE = 0.25
"""Seconds that a slow voice takes for a syllable or so, as four letters of text."""


@pytest.mark.parametrize("kind", CueKind)
def test_every_cue_can_be_heard(kind: CueKind) -> None:
    assert pattern([Cue(kind)])[0] == 0
    assert spoken([Cue(kind, call="push up", rep=3, reps=10, seconds=60)])


def test_patterns_are_told_apart_by_number_or_rhythm() -> None:
    for one, other in combinations(CueKind, 2):
        if not {one, other} <= MOVING and not {(one, other), (other, one)} & LIKE_EACH_OTHER:
            first, second = PATTERNS[one], PATTERNS[other]
            nearly = len(first) == len(second) and all(abs(a - b) < A_BLINK for a, b in zip(first, second, strict=True))
            assert not nearly, f"{one} sounds like {other}"


@pytest.mark.parametrize("kind", CueKind)
def test_bells_do_not_run_into_each_other(kind: CueKind) -> None:
    assert all(later - earlier > A_BLINK for earlier, later in pairwise(PATTERNS[kind]))
    assert PATTERNS[kind][-1] < LEAD_IN


def test_the_fastest_movement_is_longer_than_its_bell() -> None:
    assert all(PATTERNS[kind][-1] < LEAST_MOVE for kind in MOVING)


@pytest.mark.parametrize(
    ("together", "heard"),
    [
        ((CueKind.START, CueKind.OUT), CueKind.START),
        ((CueKind.HALFWAY, CueKind.OUT), CueKind.HALFWAY),
        ((CueKind.LAST, CueKind.OUT), CueKind.LAST),
        ((CueKind.COUNTED, CueKind.DONE), CueKind.DONE),
        ((CueKind.AWAY, CueKind.GET_READY), CueKind.AWAY),
    ],
)
def test_of_cues_that_come_together_the_more_telling_one_rings(together: tuple[CueKind, ...], heard: CueKind) -> None:
    assert pattern([Cue(kind) for kind in together]) == PATTERNS[heard]


def test_where_nothing_happens_nothing_is_heard() -> None:
    assert (pattern([]), spoken([])) == ((), "")


@pytest.mark.parametrize(
    ("cues", "words"),
    [
        ([Cue(CueKind.GET_READY, "push up, and down", reps=10)], "Get ready. 10 times: push up, and down."),
        ([Cue(CueKind.GET_READY, "stay", seconds=5)], "Get ready. Get into position: stay."),
        ([Cue(CueKind.GET_READY, "push up, and down", 4, 10, 5, again=True)], "Get ready for number 4."),
        ([Cue(CueKind.START), Cue(CueKind.OUT, "push up", 1, 10)], "Start. 1: push up."),
        ([Cue(CueKind.START, "stay", seconds=180)], "Start. Stay."),
        ([Cue(CueKind.START, "stay", seconds=40, again=True)], "Go on. Stay."),
        ([Cue(CueKind.BACK, "and down", 3, 10)], "And down."),
        ([Cue(CueKind.HALFWAY, rep=6, reps=10), Cue(CueKind.OUT, "push up", 6, 10)], "Halfway. 6: push up."),
        ([Cue(CueKind.HALFWAY, seconds=90)], "Halfway. 1 minute 30 seconds to go."),
        ([Cue(CueKind.LAST, seconds=9.9)], "10 seconds left."),
        ([Cue(CueKind.LAST, rep=10, reps=10), Cue(CueKind.OUT, "push up", 10, 10)], "The last one. 10: push up."),
        ([Cue(CueKind.DONE, seconds=60)], "Done. Rest for 1 minute. Then tell me how it feels."),
        ([Cue(CueKind.SET_DONE, seconds=30)], "That was one set. Rest for 30 seconds."),
        (
            [Cue(CueKind.SET_DONE, seconds=90, asks_effort=True)],
            "That was one set. Tell me how hard it was. Then rest for 1 minute 30 seconds.",
        ),
        (
            [Cue(CueKind.DONE, seconds=60, asks_effort=True)],
            "Done. Tell me how hard it was. Then rest for 1 minute.",
        ),
    ],
)
def test_what_the_voice_says(cues: list[Cue], words: str) -> None:
    assert spoken(cues) == words


def told_on_the_way(sets: int) -> list[str]:
    """All that is said while one side works after the other, two repetitions each."""
    now = [0.0]
    pacer = Pacer(Dose(sets=sets, reps=2, between_sets_s=5), lambda: now[0], sides=Sides.ONE_THEN_OTHER)
    pacer.press()
    said = []
    while pacer.state is not State.FINISHED:
        said.append(spoken(pacer.look()))
        now[0] += 0.1
    return [text for text in said if text]


def test_the_side_that_works_next_is_said_each_time_it_is_another_one() -> None:
    said = told_on_the_way(2)
    assert said[0].startswith("Get ready: now left. 2 times")
    changes = [text.partition(". ")[0] for text in said if "Get ready" in text or "sides" in text or "set" in text]
    assert changes == [
        "Get ready: now left",
        *("Change sides: now right", "Get ready: now right"),
        "That was one set",
        *("Change sides: now right", "Get ready: now right"),
    ]
    assert any("That was one set. Rest for 5 seconds, then left." in text for text in said)


def test_what_is_called_out_is_said_before_the_movement_is_over(flow: Flow) -> None:
    for step in flow.steps:
        calls, dose = flow.exercise_of(step.id).calls, step.dose
        if dose.reps:
            for call, seconds in ((f"10: {calls.out}", dose.move_s), (calls.back, dose.return_s)):
                assert len(call) / 4 * SYLLABLE < seconds
