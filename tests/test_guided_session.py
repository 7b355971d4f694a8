"""A whole session at the hand of its cues alone, as somebody lying face down hears it: ten minutes in no time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from walks import answered, at_first_step

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.pace.cues import Cue
from mckenzie_tui.pace.pacer import Pacer, State
from mckenzie_tui.pace.stopwatch import Countdown
from mckenzie_tui.settings import Pace, Settings
from mckenzie_tui.sound.spoken import spoken
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event

LOOK = 0.125
"""Seconds between two looks at the clock; a power of two, so that sums are exact."""


@dataclass
class Person:
    """Does what the cues say, and what a test has them do at a moment of the session."""

    walk: Walk
    does: dict[float, Callable[[Person], None]] = field(default_factory=dict)
    """At so many seconds after the first start."""
    seconds: float = 0.0
    heard: list[tuple[float, str]] = field(default_factory=list)
    pacer: Pacer | None = None

    def clock(self) -> float:
        return 5000 + self.seconds

    def hear(self, cues: tuple[Cue, ...]) -> None:
        self.heard += [(self.seconds, f"{cue.kind} {cue.rep}".removesuffix(" 0")) for cue in cues]
        assert not cues or spoken(cues)

    def wait(self) -> None:
        self.seconds += LOOK
        if self.seconds in self.does:
            self.does[self.seconds](self)

    def exercise(self, settings: Settings) -> None:
        step = self.walk.step
        assert step is not None
        self.pacer = Pacer(step.dose, self.clock, settings, self.walk.flow.exercise_of(step.id).calls)
        self.press()
        while self.pacer.state is not State.FINISHED:
            self.wait()
            self.hear(self.pacer.look())
        self.walk = self.walk.say(Event.DID, done=self.pacer.moment().done)

    def press(self) -> None:
        assert self.pacer is not None
        self.pacer.press()
        self.hear(self.pacer.look())

    def rest(self) -> None:
        step = self.walk.step
        assert step is not None
        rest = Countdown(step.dose.rest_s, self.clock)
        while rest.left > 0:
            self.wait()
            self.hear(rest.look())


def guided(machine: FlowMachine, *answers: Event, **does: Callable[[Person], None]) -> Person:
    """A session in which each exercise is done and answered; ``at_130`` says what happens at that second."""
    person = Person(at_first_step(machine), {float(key.removeprefix("at_")): what for key, what in does.items()})
    for answer in answers:
        assert person.walk.place.kind is PlaceKind.EXERCISE
        person.exercise(Settings())
        person.rest()
        person.walk = answered(person.walk, answer)
    return person


def stay(start: float, seconds: float) -> list[tuple[float, str]]:
    """The cues of a position and the rest after it."""
    begun = start + 5
    return [
        (start, "get_ready"),
        (begun, "start"),
        (begun + seconds / 2, "halfway"),
        (begun + seconds - 10, "last"),
        (begun + seconds, "done"),
        (begun + seconds + 60, "rest_over"),
    ]


def movements(start: float, first: int, last: int, each: float = 6) -> list[tuple[float, str]]:
    """The cues of some of ten repetitions."""
    extra = {6: "halfway 6", 10: "last 10"}
    told: list[tuple[float, str]] = []
    for place, rep in enumerate(range(first, last + 1)):
        at = start + place * each
        told += [(at, extra[rep])] if rep in extra else []
        told += [(at, f"out {rep}"), (at + each / 2, f"back {rep}")]
    return told


LYING, PROPS = stay(0, 180), stay(245, 120)
UNCHANGED_TWICE = (Event.UNCHANGED, Event.UNCHANGED)
PRESS_UPS = [
    (430.0, "get_ready"),
    (435.0, "start"),
    *movements(435, 1, 10),
    (495.0, "done"),
    (555.0, "rest_over"),
]


def test_a_session_of_ten_minutes_tells_everything_in_its_order(machine: FlowMachine) -> None:
    person = guided(machine, *UNCHANGED_TWICE, Event.UNCHANGED, Event.CENTRALIZED)
    off_center = [
        (555.0, "get_ready"),
        (560.0, "start"),
        *movements(560, 1, 10),
        (620.0, "done"),
        (680.0, "rest_over"),
    ]
    assert person.heard == [*LYING, *PROPS, *PRESS_UPS, *off_center]
    assert person.walk.ending is not None
    assert person.walk.ending.id == "preference_found"
    assert [step.done.whole for step in person.walk.facts.visits if step.done] == [True] * 4


def sleep(person: Person) -> None:
    person.seconds += 3600


def press(person: Person) -> None:
    person.press()


def test_asleep_in_a_position_it_pauses_and_goes_on_after_a_lead_in(machine: FlowMachine) -> None:
    person = guided(machine, Event.UNCHANGED, at_130=sleep, at_3750=press)
    assert person.heard == [
        (0, "get_ready"),
        (5, "start"),
        (95, "halfway"),
        (3730, "away"),
        (3750, "get_ready"),
        (3755, "start"),
        # 125 seconds were done, less the eighth of a second in which the machine fell asleep.
        (3755 + 180 - 124.875 - 10, "last"),
        (3755 + 180 - 124.875, "done"),
        (3755 + 180 - 124.875 + 60, "rest_over"),
    ]
    done = person.walk.facts.visits[-1].done
    assert done is not None
    assert (done.seconds, done.whole) == (180, True)


def test_a_pause_in_the_lead_in_starts_nothing_until_it_goes_on(machine: FlowMachine) -> None:
    person = guided(machine, *UNCHANGED_TWICE, at_247=press, at_300=press)
    assert person.heard == [*LYING, (245, "get_ready"), (247, "paused"), *stay(300, 120)]


def test_a_slower_pace_is_heard_from_the_next_movement_on(machine: FlowMachine) -> None:
    def slower(person: Person) -> None:
        assert person.pacer is not None
        person.pacer.follow(Settings(pace=Pace.SLOWEST))

    # It changes at the very beginning of the third repetition.
    person = guided(machine, *UNCHANGED_TWICE, Event.CENTRALIZED, at_447=slower)
    assert person.heard == [
        *LYING,
        *PROPS,
        (430, "get_ready"),
        (435, "start"),
        *movements(435, 1, 2),
        *movements(447, 3, 10, each=12),
        (543, "done"),
        (603, "rest_over"),
    ]
