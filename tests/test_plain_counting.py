"""Line by line, an exercise is counted aloud by a clock; a typed line pauses it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from test_plain import to_the_first_step
from typist import logged

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.plain import Plain, Timing
from mckenzie_tui.settings import Count, Settings, Sound
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event


@dataclass
class Room:
    """A clock that goes on while the program waits, and a person who types at some moments of it."""

    typed_at: list[float] = field(default_factory=list)
    asleep_at: dict[float, float] = field(default_factory=dict)
    seconds: float = 0.0
    said: list[str] = field(default_factory=list)
    problem: str = ""
    silenced: int = 0

    def clock(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> bool:
        self.seconds = round(self.seconds + seconds, 3)
        self.seconds += self.asleep_at.pop(self.seconds, 0)
        if self.typed_at and self.seconds >= self.typed_at[0]:
            del self.typed_at[0]
            return True
        return False

    def say(self, text: str) -> None:
        self.said.append(text)

    def look(self) -> str:
        problem, self.problem = self.problem, ""
        return problem

    def stop(self) -> None:
        self.silenced += 1


Counted = Callable[..., str]


@pytest.fixture
def counted(desk: Desk, machine: FlowMachine) -> Counted:
    """What is written when the first exercise is counted and these lines are typed afterwards."""

    def run(room: Room, *lines: str, sound: Sound = Sound.BELL, count: Count = Count.CLOCK) -> str:
        source = io.StringIO("\n".join((*to_the_first_step(machine), "count", *lines)) + "\n")
        target = io.StringIO()
        timing = Timing(room.clock, room.wait, room)
        Plain(desk, Settings(sound=sound, count=count), source, target, timing).run(DEFAULT_FLOW)
        return target.getvalue().partition("Press enter to pause.")[2]

    return run


def test_everything_is_told_with_a_bell_to_the_end_of_the_rest(counted: Counted, desk: Desk) -> None:
    room = Room()
    written = counted(room)
    told = [line.replace("\a", "*") for line in written.splitlines() if "\a" in line]
    assert told == [
        "*Get ready. Get into position: stay, and breathe calmly.",
        "*Start. Stay, and breathe calmly.",
        "*Halfway. 1 minute 30 seconds to go.",
        "*10 seconds left.",
        "*Done. Rest for 1 minute. Then tell me how it feels.",
        "*The rest is over. Tell me how it feels when you are ready.",
    ]
    assert room.seconds == pytest.approx(5 + 180 + 60, abs=1)
    answer = logged(desk).answers[-1]
    assert answer.event is Event.DID
    assert answer.done is not None
    assert (answer.done.seconds, answer.done.whole) == (180, True)


def test_enter_pauses_and_one_goes_on_or_stops_there(counted: Counted, desk: Desk) -> None:
    room = Room(typed_at=[50, 100])
    written = counted(room, "", "go", "", "stop", "", "", "")
    assert written.count("Paused.") == 2
    done = logged(desk).steps[0].done
    assert done is not None
    # 45 seconds, then after five more to get ready another 45.
    assert (done.seconds, done.whole) == (90, False)
    assert logged(desk).steps[0].answer == "unchanged"


def test_when_the_computer_slept_it_pauses_by_itself(counted: Counted, desk: Desk) -> None:
    written = counted(Room(asleep_at={30.0: 3600.0}), "stop")
    assert "as your computer was away" in written
    done = logged(desk).answers[-1].done
    assert done is not None
    assert done.seconds == pytest.approx(25, abs=1)


def test_something_is_wrong_is_heard_in_the_middle_of_it(counted: Counted, desk: Desk) -> None:
    counted(Room(typed_at=[20]), "!")
    assert logged(desk).answers[-1].event is Event.TROUBLE


def test_a_rest_may_be_cut_short(counted: Counted) -> None:
    room = Room(typed_at=[200])
    written = counted(room, "", "")
    assert "The rest is over" not in written
    assert room.seconds == pytest.approx(200, abs=1)


def test_with_speech_it_is_spoken_and_no_bell_rings(counted: Counted) -> None:
    room = Room()
    written = counted(room, sound=Sound.SPEECH)
    assert room.said[:2] == [
        "Get ready. Get into position: stay, and breathe calmly.",
        "Start. Stay, and breathe calmly.",
    ]
    assert "\a" not in written


def test_a_voice_that_fails_is_told_once_and_the_bell_takes_its_place(counted: Counted) -> None:
    written = counted(Room(problem="The speech program of this computer does not work."), sound=Sound.SPEECH)
    assert written.count("does not work. The bell rings instead.") == 1
    assert written.count("\a") == 5


def test_off_is_silent(counted: Counted) -> None:
    room = Room()
    assert "\a" not in counted(room, sound=Sound.OFF)
    assert room.said == []


def test_who_counts_by_key_is_paced_by_the_clock_here(counted: Counted, desk: Desk) -> None:
    # The third exercise has repetitions.
    lines = ["", "", "", "cannot", "count"]
    room = Room()
    counted(room, *lines, count=Count.KEY)
    done = logged(desk).answers[-1].done
    assert done is not None
    assert (done.reps, done.whole) == (10, True)
