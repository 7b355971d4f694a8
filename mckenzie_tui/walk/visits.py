"""What there is to know of a step that is being done, or was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from mckenzie_tui.answers import Done
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import SIDES, Judged, Readings, judge
from mckenzie_tui.words import During, Feels, Objection, Often, RangeOfMovement, Response, Side


@dataclass(frozen=True)
class Charts:
    """Where it hurt before a step, right after it, and after a rest."""

    step: str = ""
    """The step it is about; empty while no step was done."""
    before: Symptoms | None = None
    after: Symptoms | None = None
    recheck: Symptoms | None = None

    @property
    def readings(self) -> Readings | None:
        """What there is to judge; None until it was marked after the step as well."""
        after = self.after or self.recheck
        if self.before is None or after is None:
            return None
        return Readings(self.before, after, self.recheck if self.after else None)

    @cached_property
    def judged(self) -> Judged | None:
        """The verdict on what was marked; it is asked for again with each answer that is saved."""
        return judge(self.readings) if self.readings else None

    @property
    def drop(self) -> tuple[int, int]:
        """How many ranks the farthest symptom moved up, and by how many points the main rating fell."""
        readings = self.readings
        if readings is None:
            return 0, 0
        farthest = max(map(readings.before.reach, SIDES)) - max(map(readings.final.reach, SIDES))
        return farthest, -readings.main_change(readings.final)


@dataclass(frozen=True)
class Chosen:
    """A step that a clinician chose."""

    step: str
    side: Side | None = None
    """The painful side it is done for; None for that of the walk."""
    against: tuple[Objection, ...] = ()
    """What the rules said against it."""
    reason: str | None = None
    """Why the clinician chose it."""


@dataclass(frozen=True)
class Seen:
    """What a clinician saw of an exercise beside the symptoms."""

    during: tuple[During, ...] | None = None
    range_of_movement: RangeOfMovement | None = None


@dataclass(frozen=True)
class SetDone:
    """One set of a step whose sets are done one by one."""

    done: Done | None
    effort: int | None = None
    """How hard it was, 1 to 10; None where that was not said."""


@dataclass(frozen=True)
class Observed:
    """What was seen of the body at a step."""

    step: str
    observation: str
    option: str


@dataclass(frozen=True)
class Visit:
    """One step that was answered."""

    step: str
    response: Response
    """What the rules follow."""
    by_chart: bool = False
    """Whether the chart alone answered it, and the person was not asked."""
    said: Response | None = None
    """What the person said, where the chart said something more careful, which the rules follow."""
    settled: bool | None = None
    """What the rules follow."""
    said_settled: bool | None = None
    """What the person said, where the chart said something more careful."""
    charts: Charts = field(default_factory=Charts)
    unsure: bool = False
    too_much_pain: bool = False
    note: str | None = None
    done: Done | None = None
    sets: tuple[SetDone, ...] = ()
    """Its sets, where they were done one by one."""
    chosen: Chosen | None = None
    """How it came to be done, where a clinician chose it."""
    seen: Seen = field(default_factory=Seen)
    left: bool = False
    """Whether a clinician went on before anybody knew whether it settles."""

    @property
    def lastingly_worse(self) -> bool:
        """Whether it made things worse and that did not settle."""
        return self.settled is False


@dataclass(frozen=True)
class Left:
    """A step that was chosen or done, and that a clinician went on from before it was answered."""

    step: str
    after: int
    """How many steps were answered before it."""
    charts: Charts
    done: Done | None
    sets: tuple[SetDone, ...]
    seen: Seen
    chosen: Chosen | None
    said_first: Response | None
    """What was said of it, where it was asked once more and not answered again."""
    note: str | None


@dataclass(frozen=True)
class Since:
    """What was said about an earlier session."""

    skipped: bool = False
    anything_new: bool | None = None
    feels: Feels | None = None
    often: Often | None = None
    symptoms: Symptoms | None = None
    rule: str = ""
    """The rule of the flow that followed from it."""


@dataclass(frozen=True)
class SafetyYes:
    """A safety question answered yes in this session."""

    question_set: str
    question: str
    cleared: bool | None = None
