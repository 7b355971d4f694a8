"""Paces one dose: get ready, start, each repetition, the end. It asks a given clock for the time; it never waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.answers import Done
from mckenzie_tui.flow.schema import Calls, Dose
from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.pace.stopwatch import LONGEST_GAP, Monotonic
from mckenzie_tui.pace.timeline import Part, Phase, chosen, timeline
from mckenzie_tui.settings import Count, Pace, Settings
from mckenzie_tui.walk.doses import OneSet
from mckenzie_tui.words import Side, Sides

LEAD_IN = 5.0
"""Seconds to get ready, before it begins and after each pause."""
LAST_SECONDS = 10.0
"""So long before its end it is told that a position need not be kept much longer."""
SHORTEST_WITH_HALFWAY = 30.0
"""Seconds; in a shorter position neither half of it nor its last seconds are told."""
FEWEST_WITH_HALFWAY = 4
"""Repetitions; of fewer it is not told that half of them are done."""


class State(StrEnum):
    """What the pacing does at a moment."""

    WAITING = "waiting"
    """It has not begun."""
    LEAD_IN = "lead_in"
    RUNNING = "running"
    PAUSED = "paused"
    AWAY = "away"
    """Nobody looked at the clock for too long; it waits to be told to go on."""
    FINISHED = "finished"


@dataclass(frozen=True)
class Moment:
    """Where a pacing stands."""

    state: State
    phase: Phase
    left_in_phase: float
    """Seconds."""
    left: float
    """Seconds to the end of the whole dose."""
    lead_left: float
    """Seconds until it begins or goes on; 0 but in the lead-in."""
    done: Done

    @property
    def progress(self) -> float:
        """How far the phase is gone, 0 to 1."""
        return 1 - self.left_in_phase / self.phase.seconds

    @property
    def lead_in_progress(self) -> float:
        """How far the lead-in is gone, 0 to 1."""
        return 1 - self.lead_left / LEAD_IN


class Pacer:
    """Paces one dose, by the clock or by a key for each repetition."""

    def __init__(
        self,
        dose: Dose,
        clock: Monotonic,
        settings: Settings | None = None,
        calls: Calls | None = None,
        sides: Sides | None = None,
        one: OneSet | None = None,
    ) -> None:
        """Stand at the beginning of the dose.

        Args:
            dose: as it is to be done in this session, before the person's own choice within it.
            clock: asked for the time.
            settings: how the person wants to be paced.
            calls: what the exercise calls out.
            sides: how the two sides of the body come in; None where both do the same.
            one: the set that the dose is, where sets are done one by one and it is asked after each how hard it was.
        """
        self._given = dose
        self.sides = sides
        self._one = one
        self._clock = clock
        self._calls = calls or Calls()
        self._settings = settings or Settings()
        self._phases = self._timeline()
        self._looked = clock()
        self.restart()

    def restart(self) -> None:
        """Stand at the beginning again, as if nothing had been done."""
        self.state = State.WAITING
        self._index = 0
        self._into = 0.0
        self._lead_left = 0.0
        self._ran = 0.0
        """Seconds in which something was done."""
        self._entered = False
        """Whether it was told that the present phase begins."""
        self._once: set[tuple[CueKind, int, Side | None]] = set()
        """What is told once in each set of a side, and was told already."""
        self._told: list[Cue] = []

    def _timeline(self) -> tuple[Phase, ...]:
        self.dose = chosen(self._given, self._settings.holds, self._settings.amount)
        """The dose as the person wants it."""
        return timeline(self.dose, self._settings.pace, self.sides)

    @property
    def pace(self) -> Pace:
        """How fast the movements are paced."""
        return self._settings.pace

    @property
    def by_key(self) -> bool:
        """Whether the person counts by pressing a key after each repetition."""
        return self._settings.count is Count.KEY and self.dose.reps is not None

    @property
    def running(self) -> bool:
        """Whether time goes by."""
        return self.state in (State.LEAD_IN, State.RUNNING) and not self.by_key

    @property
    def changes_sides(self) -> bool:
        """Whether it stands where one side is done and the other one is next."""
        before = self._phases[self._index - 1] if 0 < self._index < len(self._phases) else None
        return before is not None and self._phase.part is Part.BETWEEN_SETS and before.set == self._phase.set

    @property
    def started(self) -> bool:
        """Whether it was ever started."""
        return self.state is not State.WAITING

    @property
    def anything_done(self) -> bool:
        """Whether any of it was done, for a second at least."""
        done = self.moment().done
        return bool(done.reps or done.seconds)

    @property
    def settings(self) -> Settings:
        """What the person wants, as it is followed."""
        return self._settings

    def follow(self, settings: Settings) -> None:
        """Go on from where it stands in the way that the person wants from now on."""
        self._advance()
        before, was_by_key = self._phase, self.by_key
        self._settings = settings
        self._phases = self._timeline()
        self._index = self._place_of(before)
        if self._phase.part in (Part.OUT, Part.RETURN):
            self._into *= self._phase.seconds / before.seconds
        if self.by_key and self.state in (State.LEAD_IN, State.PAUSED, State.AWAY, State.RUNNING):
            self._to_the_beginning_of_the_repetition()
            self.state = State.RUNNING
        elif was_by_key and not self.by_key and self.state is State.RUNNING:
            self.state = State.PAUSED

    def _place_of(self, phase: Phase) -> int:
        """Where a phase stands in a time line that may have become longer or shorter; its end where it is gone."""
        where = (phase.set, phase.side, phase.rep, phase.part)
        same = (i for i, each in enumerate(self._phases) if (each.set, each.side, each.rep, each.part) == where)
        return next(same, len(self._phases) - 1) if self._index < len(self._phases) else self._index

    # What the person does

    def press(self) -> None:
        """Start, pause or go on; or count a repetition, where the person counts by key."""
        self._advance()
        if self.state is State.FINISHED:
            return
        if self.by_key and self.state is State.RUNNING:
            self._count()
        elif self.by_key:
            self.state = State.RUNNING
            self._told.append(self._start())
        elif self.running:
            self.pause()
            self._told.append(Cue(CueKind.PAUSED))
        else:
            again = self.state is not State.WAITING
            self.state = State.LEAD_IN
            self._lead_left = LEAD_IN
            self._told.append(self._get_ready(LEAD_IN, again=again))

    def pause(self) -> None:
        """Stand still; a repetition that was begun begins again afterwards."""
        self._advance()
        if self.running:
            self.state = State.PAUSED
            self._lead_left = 0.0
            self._to_the_beginning_of_the_repetition()

    def look(self) -> tuple[Cue, ...]:
        """Go on to now, and give what is to be told since the last look; look more often than ``LONGEST_GAP``."""
        self._advance()
        told = tuple(self._told)
        self._told.clear()
        return told

    # How time goes by

    @property
    def _phase(self) -> Phase:
        return self._phases[min(self._index, len(self._phases) - 1)]

    def _advance(self) -> None:
        now = self._clock()
        gap = now - self._looked
        self._looked = now
        if not self.running:
            return
        if gap > LONGEST_GAP:
            self.state = State.AWAY
            self._lead_left = 0.0
            self._to_the_beginning_of_the_repetition()
            self._told.append(Cue(CueKind.AWAY))
            return
        if self.state is State.LEAD_IN:
            used = min(gap, self._lead_left)
            gap -= used
            self._lead_left -= used
            if self._lead_left > 0:
                return
            self.state = State.RUNNING
            self._told.append(self._start())
        self._run(gap)

    def _run(self, gap: float) -> None:
        while True:
            self._enter()
            used = min(gap, self._phase.seconds - self._into)
            gap -= used
            if self._phase.part is not Part.BETWEEN_SETS:
                self._ran += used
            self._into += used
            self._told += self._marks()
            if self._into < self._phase.seconds:
                return
            self._next()
            if self.state is State.FINISHED:
                return

    def _next(self) -> None:
        """Leave a phase that is over."""
        left = self._phase
        self._index += 1
        self._into = 0.0
        self._entered = False
        if self._index == len(self._phases):
            self.state = State.FINISHED
            self._told.append(self._over())
        elif self._phase.part is Part.BETWEEN_SETS:
            changes = self._phase.set == left.set
            kind = CueKind.CHANGE_SIDES if changes else CueKind.SET_DONE
            self._told.append(Cue(kind, seconds=self._phase.seconds, side=self._phase.side))
        elif left.part is Part.BETWEEN_SETS:
            self._told.append(self._start())

    def _to_the_beginning_of_the_repetition(self) -> None:
        if self._phase.rep:
            while self._phase.part is not Part.OUT:
                self._index -= 1
            self._into = 0.0
            self._entered = False

    def _count(self) -> None:
        """Count one repetition by key."""
        counted = self._phase
        if counted.part is Part.BETWEEN_SETS:
            self._next()
            return
        self._told.append(Cue(CueKind.COUNTED, rep=counted.rep, reps=self.dose.reps or 0))
        this = (counted.set, counted.side, counted.rep)
        while self._index < len(self._phases) and (self._phase.set, self._phase.side, self._phase.rep) == this:
            self._next()
            if self.state is State.FINISHED:
                return
        if self._phase.part is Part.OUT:
            self._told += self._on_the_way(self._phase)

    # What is told

    def _get_ready(self, seconds: float, *, again: bool) -> Cue:
        rep = self._phase.rep if again else 0
        reps = self.dose.reps or 0
        return Cue(CueKind.GET_READY, self._calls_in_short(), rep, reps, seconds, again, self._phase.side)

    def _calls_in_short(self) -> str:
        calls = self._calls
        return calls.stay if self.dose.duration_s is not None else f"{calls.out}, {calls.back}"

    def _start(self) -> Cue:
        stays = self._phase.part in (Part.STAY, Part.OPEN)
        left = self._phase.seconds - self._into if stays else 0.0
        # Where repetitions are counted each is called out by itself.
        call = self._calls_in_short() if stays else ""
        return Cue(CueKind.START, call, 0, self.dose.reps or 0, left, self._into > 0)

    def _over(self) -> Cue:
        one = self._one
        if one is None:
            return Cue(CueKind.DONE, seconds=self.dose.rest_s)
        return Cue(CueKind.DONE if one.is_last else CueKind.SET_DONE, seconds=one.rest_s, asks_effort=True)

    def _enter(self) -> None:
        """Tell once that a phase begins."""
        if self._entered:
            return
        self._entered = True
        phase, calls = self._phase, self._calls
        if phase.part is Part.OUT:
            self._told += self._on_the_way(phase)
            self._told.append(Cue(CueKind.OUT, calls.out, phase.rep, self.dose.reps or 0, phase.seconds))
        elif phase.part is Part.HOLD:
            self._told.append(Cue(CueKind.HOLD, calls.hold, phase.rep, self.dose.reps or 0, phase.seconds))
        elif phase.part is Part.RETURN:
            self._told.append(Cue(CueKind.BACK, calls.back, phase.rep, self.dose.reps or 0, phase.seconds))

    def _on_the_way(self, phase: Phase) -> Iterator[Cue]:
        """That half of the repetitions are done, or that this is the last one."""
        reps = self.dose.reps or 0
        if phase.rep == reps > 1:
            yield from self._told_once(Cue(CueKind.LAST, rep=phase.rep, reps=reps))
        elif reps >= FEWEST_WITH_HALFWAY and (phase.rep - 1) * 2 >= reps:
            yield from self._told_once(Cue(CueKind.HALFWAY, rep=phase.rep, reps=reps))

    def _marks(self) -> Iterator[Cue]:
        """What is told in the middle of a phase."""
        phase, left = self._phase, self._phase.seconds - self._into
        if phase.part is Part.STAY and phase.seconds >= SHORTEST_WITH_HALFWAY:
            if self._into * 2 >= phase.seconds:
                yield from self._told_once(Cue(CueKind.HALFWAY, seconds=left))
            if 0 < left <= LAST_SECONDS:
                yield from self._told_once(Cue(CueKind.LAST, seconds=left))
        elif phase.part is Part.BETWEEN_SETS and 0 < left <= LEAD_IN:
            yield from self._told_once(self._get_ready(left, again=False))

    def _told_once(self, cue: Cue) -> Iterator[Cue]:
        key = (cue.kind, self._phase.set, self._phase.side)
        if key not in self._once:
            self._once.add(key)
            yield cue

    # Where it stands

    def moment(self) -> Moment:
        """Where the pacing stood when it was last looked at."""
        finished = self.state is State.FINISHED
        left_in_phase = 0.0 if finished else self._phase.seconds - self._into
        left = left_in_phase + sum(phase.seconds for phase in self._phases[self._index + 1 :])
        return Moment(self.state, self._phase, left_in_phase, left, self._lead_left, self._done())

    def _done(self) -> Done:
        """What was done by then: whole repetitions, and seconds."""
        over = self._phases[: self._index]
        return Done(
            sets=sum(self._ends_set(index) for index in range(self._index)),
            reps=sum(phase.part is Part.RETURN for phase in over),
            seconds=int(self._ran),
            # Where nothing says how many there are to be, the person ends it.
            whole=self.state is State.FINISHED or (self.dose.open_ended and self._ran > 0),
        )

    def _ends_set(self, index: int) -> bool:
        return index + 1 == len(self._phases) or self._phases[index + 1].set != self._phases[index].set
