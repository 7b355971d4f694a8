"""The time line of a dose, and the clocks that follow it. They ask a given clock for the time; they never wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.session import Done

Monotonic = Callable[[], float]
"""Seconds from some fixed moment; never goes backward."""

LONGEST_GAP = 2.0
"""Seconds without a look at the clock after which the machine must have slept, so the pacing pauses."""


class Part(StrEnum):
    """What to do in one part of a dose."""

    STAY = "stay"
    """Keep the position, for an exercise without repetitions."""
    OUT = "out"
    HOLD = "hold"
    RETURN = "return"
    BETWEEN_SETS = "between_sets"


@dataclass(frozen=True)
class Phase:
    """One stretch of the time line."""

    part: Part
    seconds: float
    set: int
    """From 1."""
    rep: int = 0
    """From 1 in each set; 0 where there are no repetitions."""


def timeline(dose: Dose) -> tuple[Phase, ...]:
    """All phases of a dose, in order."""
    phases: list[Phase] = []
    for number in range(1, dose.sets + 1):
        if number > 1:
            phases.append(Phase(Part.BETWEEN_SETS, dose.between_sets_s, number))
        if dose.duration_s is not None:
            phases.append(Phase(Part.STAY, dose.duration_s, number))
        for rep in range(1, (dose.reps or 0) + 1):
            phases.append(Phase(Part.OUT, dose.move_s, number, rep))
            if dose.hold_s:
                phases.append(Phase(Part.HOLD, dose.hold_s, number, rep))
            phases.append(Phase(Part.RETURN, dose.return_s, number, rep))
    return tuple(phases)


@dataclass(frozen=True)
class Moment:
    """Where a pacing stands."""

    phase: Phase
    left_in_phase: float
    """Seconds."""
    left: float
    """Seconds to the end of the whole dose."""
    done: Done
    finished: bool


class Stopwatch:
    """Measures running time, with pauses; a gap in which nobody looked counts as a pause."""

    def __init__(self, clock: Monotonic) -> None:
        """Stand still at zero."""
        self._clock = clock
        self._gathered = 0.0
        self._looked = clock()
        self.running = False
        self.started = False
        """Whether it was ever started."""
        self.interrupted = False
        """Whether a gap paused it, until it is started again."""

    def start(self) -> None:
        """Run on."""
        self._looked = self._clock()
        self.running = self.started = True
        self.interrupted = False

    def pause(self) -> None:
        """Stand still."""
        self.elapsed()
        self.running = False

    def elapsed(self) -> float:
        """Seconds run so far; look at it more often than ``LONGEST_GAP``."""
        now = self._clock()
        gap = now - self._looked
        self._looked = now
        if self.running and gap > LONGEST_GAP:
            self.running = False
            self.interrupted = True
        elif self.running:
            self._gathered += gap
        return self._gathered


class Pacer(Stopwatch):
    """Paces one dose."""

    def __init__(self, dose: Dose, clock: Monotonic) -> None:
        """Stand at the beginning of the dose."""
        super().__init__(clock)
        self._phases = timeline(dose)
        self.total = sum(phase.seconds for phase in self._phases)

    def moment(self) -> Moment:
        """Where the pacing stands now."""
        elapsed = min(self.elapsed(), self.total)
        before = 0.0
        current = self._phases[-1]
        for phase in self._phases:
            if elapsed < before + phase.seconds:
                current = phase
                break
            before += phase.seconds
        finished = elapsed >= self.total
        if finished:
            self.running = False
        left_in_phase = 0.0 if finished else before + current.seconds - elapsed
        return Moment(current, left_in_phase, self.total - elapsed, self._done(elapsed), finished)

    def _done(self, elapsed: float) -> Done:
        """What was done by then: whole repetitions, and seconds in the position."""
        sets = reps = 0
        stayed = before = 0.0
        for phase in self._phases:
            end = before + phase.seconds
            last = phase.part in (Part.RETURN, Part.STAY)
            if last and end <= elapsed:
                reps += phase.part is Part.RETURN
                sets = max(sets, phase.set - 1 + self._ends_set(phase))
            if phase.part is Part.STAY:
                stayed += max(0.0, min(elapsed, end) - before)
            before = end
        return Done(sets=sets, reps=reps, seconds=int(stayed), whole=elapsed >= self.total)

    def _ends_set(self, phase: Phase) -> bool:
        return phase == [other for other in self._phases if other.set == phase.set][-1]


class Countdown(Stopwatch):
    """Counts a rest down; it may always be cut short."""

    def __init__(self, seconds: float, clock: Monotonic) -> None:
        """Run at once."""
        super().__init__(clock)
        self.seconds = seconds
        self.start()

    def left(self) -> float:
        """Seconds left, 0 at the end."""
        return max(0.0, self.seconds - self.elapsed())


def clock_face(seconds: float) -> str:
    """Minutes and seconds: ``2:05``. A started second counts as a whole one."""
    whole = int(-(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02d}"


def in_words(seconds: float) -> str:
    """A length of time in words: ``2 minutes``, ``1 minute 30 seconds``."""
    whole = int(-(-seconds // 1))
    minutes, rest = divmod(whole, 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    parts += [_counted(rest, "second")] if rest or not minutes else []
    return " ".join(parts)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def dose_in_words(dose: Dose) -> str:
    """A dose as a person would say it: ``10 times, hold 2 seconds each``."""
    if dose.duration_s is not None:
        text = in_words(dose.duration_s)
    else:
        text = f"{dose.reps} times" if dose.reps != 1 else "once"
        if dose.hold_s:
            text += f", hold {in_words(dose.hold_s)} each"
    return text if dose.sets == 1 else f"{dose.sets} sets of {text}"
