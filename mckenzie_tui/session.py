"""The record of one walk: what a session log holds. Pure data; ``sealed`` writes it as text and reads it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from mckenzie_tui import described
from mckenzie_tui.answers import Context, Done, LoggedAnswer, Moment
from mckenzie_tui.seal import SCHEMA_VERSION
from mckenzie_tui.series import PATIENT_CODE, Series
from mckenzie_tui.symptoms import Record, Symptoms
from mckenzie_tui.words import (
    Direction,
    During,
    EndingKind,
    Feels,
    Mode,
    Objection,
    Often,
    PassedOver,
    RangeOfMovement,
    Response,
    Side,
    Sides,
    Status,
)


class Program(Record):
    """The program that wrote the log."""

    name: str = "mckenzie-tui"
    version: str


class BaseReference(Record):
    """The flow that the one walked is based on."""

    id: str
    version: str
    changes: tuple[str, ...] = ()
    """What was otherwise for this person, step by step."""


class FlowReference(Record):
    """The flow that was walked."""

    id: str
    version: str
    sha256: str
    title: str
    file: str | None = None
    """The file of a flow that was named by its file."""
    based_on: BaseReference | None = None
    """Where only doses and steps of another flow were changed: that flow."""


class Baseline(Record):
    """How it was before the first step."""

    side: Side
    """The painful side; ``central`` also where nothing hurts: see ``Session.painful_side``."""
    symptoms: Symptoms


class SafetyAnswer(Record):
    """A safety question that was answered yes."""

    question: str
    matter: str
    """The question in a few words."""
    cleared: bool | None = None
    """Whether a clinician had cleared it; absent where that was not asked."""
    advice: str | None = None
    """The advice that was shown."""


class SetRecord(Record):
    """One set of a step whose sets were done one by one."""

    reps: int | None = None
    """Absent where nobody counted them."""
    seconds: int | None = None
    effort: int | None = None
    """How hard it was, 1 to 10: 10 less the repetitions that should still have been done."""
    wanted: tuple[int, int] | None = None
    """How hard it was to be: the least and the most."""

    @property
    def was_counted(self) -> bool:
        """Whether anybody counted what was done in it."""
        return self.reps is not None


class ObservationRecord(Record):
    """What was seen of the body, as it was noted; nothing follows from it."""

    step: str
    observation: str
    asked: str
    """The question, as it was shown."""
    option: str
    seen: str
    """The answer, as it was offered."""


class StepRecord(Record):
    """One answered step. Words of the McKenzie assessment stand in ``after_testing``."""

    id: str
    title: str
    exercise: str
    """The exercise by its clinical name."""
    directions: tuple[Direction, ...] = ()
    """The directions in which it moves the back, the primary one first."""
    answer: Response | None = None
    """What the person said; absent where the session ended, or stands, before it was said."""
    said_first: Response | None = None
    """What the person said first, where the chart asked for it once more, and there the session stands or went on."""
    counted_answer: Response | None = None
    """What the rules followed, where the chart said something more careful than the person."""
    settled: bool | None = None
    """What the person said after the rest that follows a worsening."""
    counted_settled: bool | None = None
    """What the rules followed, where the chart said something more careful than the person."""
    unsure: bool | None = None
    """Whether the answer came from a second "not sure"."""
    too_much_pain: bool | None = None
    after_testing: tuple[str, ...] = ()
    """What remained, in the words of the McKenzie assessment; where a clinician went on, what was known last."""
    note: str | None = None
    answered_at: Moment | None = None
    done: Done | None = None
    sides: Sides | None = None
    """How the two sides of the body came in: where one came after the other, ``done`` counts both."""
    sets: tuple[SetRecord, ...] | None = None
    """Its sets, where they were done one by one."""
    sets_planned: int | None = None
    """How many there were to be, at least."""
    side: Side | None = None
    """The painful side for which a clinician had it done, where that is not the one of the walk."""
    left: bool | None = None
    """Whether a clinician went on before it was answered, or before anybody knew whether it settles."""
    chosen: bool | None = None
    """Whether a clinician chose it, whatever the rules said."""
    against: tuple[Objection, ...] | None = None
    """What the rules said against it."""
    reason: str | None = None
    """Why the clinician chose it."""
    during: tuple[During, ...] | None = None
    """What it did to the symptoms while it was done, as a clinician saw it."""
    range_of_movement: RangeOfMovement | None = None
    before: Symptoms | None = None
    after: Symptoms | None = None
    recheck: Symptoms | None = None
    """After a rest, where it was marked once more."""
    verdict: str | None = None
    """What the symptoms before and after say."""
    rule: str | None = None
    """The rule that gives this verdict."""
    verdict_notes: tuple[str, ...] = ()

    @property
    def counted(self) -> Response | None:
        """The answer that the rules followed."""
        return self.counted_answer or self.answer

    @property
    def counted_in_part(self) -> bool:
        """Whether some of its sets were counted and others not, so that nobody knows how much it was together."""
        return self.done is None and any(each.was_counted for each in self.sets or ())

    @property
    def tried(self) -> bool:
        """Whether it was done at least in part, or answered; a step that was only chosen was not."""
        return self.counted is not None or self.after is not None or self.done is not None or bool(self.sets)

    @property
    def begun(self) -> bool:
        """Whether it was done in part or in whole, and neither marked, answered nor gone on from."""
        return self.counted is None and self.after is None and not self.left and self.tried

    @property
    def settled_counted(self) -> bool | None:
        """Whether it settled, as the rules followed it."""
        return self.settled if self.counted_settled is None else self.counted_settled


class SkippedStep(Record):
    """A step that was passed over."""

    id: str
    title: str
    reason: PassedOver


class Result(Record):
    """What the answers suggest."""

    direction: Direction | None = None
    best_step: str | None = None
    why: tuple[str, ...] = ()
    """The reasons, as they were shown."""
    sources: tuple[str, ...] = ()
    """The sources of the rules that were met and of the ending."""


class FollowUp(Record):
    """What was said, at the start, about an earlier session."""

    session: str
    """The id of that session."""
    began: Moment
    """When that session began."""
    after_h: int
    """How many hours after it was asked, in round numbers: 24 or 48."""
    skipped: bool | None = None
    """Whether the person would rather not be asked."""
    anything_new: bool | None = None
    """Whether there was a new sign, such as numbness."""
    feels: Feels | None = None
    """How it was since, compared with before that session."""
    often: Often | None = None
    """How often the exercise was done, in a day."""
    symptoms: Symptoms | None = None
    """Where it hurt when that was asked."""
    rule: str | None = None
    """The rule of the flow that followed from it."""
    dose_percent: int | None = None
    """How much of each dose is done in this session because of it; absent for all of it."""
    leave_out: tuple[str, ...] | None = None
    """The ids of the steps that are left out in this session because of it."""
    advice: str | None = None
    """The advice that was shown."""


class PlannedDose(Record):
    """How much of an exercise at a time; times in seconds."""

    sets: int = 1
    reps: int | None = None
    hold_s: int | None = None
    duration_s: int | None = None


class HomePlan(Record):
    """What to do until the next session: the one exercise that helped."""

    step: str
    """The step of the flow it comes from."""
    title: str
    exercise: str
    """The exercise by its clinical name."""
    direction: Direction | None = None
    """Absent where the flow gives the step none."""
    side: Side
    """The painful side for which it is done."""
    dose: PlannedDose
    every_h: int
    """About so many hours between two sets, while awake."""
    most_a_day: int
    """At most so many sets a day."""
    about_dose: str
    """What is known about such a dose."""
    expect: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    """When to stop with it."""
    seek_help: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """What it rests on."""


class Imported(Record):
    """That this is a copy of a log that was sent, put under a patient's code by another program than wrote the log."""

    at: Moment
    version: str
    """The version of the mckenzie-tui that wrote the copy; that of the log stands under ``program``."""
    sha256: str
    """The seal of the log as it was received; its bytes are kept in the folder ``received``."""
    patient: str | None = None
    """The code for the patient that stood in the log."""


class Draft(Record):
    """An answer of several parts, while it is being given."""

    place: str
    values: dict[str, str | int] = {}


class Session(Record):
    """One session log."""

    schema_version: Literal[1] = SCHEMA_VERSION
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,32}$")]
    """Part of the names of files."""
    mode: Mode
    patient: Annotated[str, StringConstraints(pattern=PATIENT_CODE)] | None = None
    """A clinic's code for the patient; never a name."""
    imported: Imported | None = None
    """Absent where this computer's own program held the session."""
    status: Status
    ending: str | None = None
    ending_title: str | None = None
    ending_kind: EndingKind | None = None
    started_at: Moment
    saved_at: Moment
    """When the log was last written; an answer is at most this old."""
    finished_at: Moment | None = None
    program: Program
    flow: FlowReference
    context: Context
    carries: Context | None = None
    """What the next session is to know."""
    groups: tuple[str, ...] | None = None
    """The titles of the groups of exercises that were chosen, in order."""
    baseline: Baseline | None = None
    follow_up: FollowUp | None = None
    result: Result | None = None
    plan: HomePlan | None = None
    draft: Draft | None = None
    safety: tuple[SafetyAnswer, ...] = ()
    skipped: tuple[SkippedStep, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    observations: tuple[ObservationRecord, ...] | None = None
    """What was seen of the body, in order; absent where nothing was looked at."""
    answers: tuple[LoggedAnswer, ...] = ()

    @property
    def series(self) -> Series:
        """The sessions among which it is one."""
        return Series(self.mode, self.patient)

    @property
    def painful_side(self) -> Side | None:
        """The painful side before the first step; None where it was not marked, or nothing hurt."""
        if self.baseline is None or self.baseline.symptoms.painful_side is None:
            return None
        return self.baseline.side

    @property
    def untouched(self) -> bool:
        """Whether it was opened and no more: nothing was answered, not even to be taken back, and it has no ending."""
        return self.ending is None and self.draft is None and not self.answers and not self.steps

    @property
    def with_exercises(self) -> bool:
        """Whether any exercise was tried: one that was only chosen says nothing."""
        return any(step.tried for step in self.steps)

    @property
    def best_for_other_side(self) -> Side | None:
        """The painful side for which a clinician had the exercise done that helped, where that is another one."""
        if self.plan is None or self.result is None or self.plan.step != self.result.best_step:
            return None
        chosen = any(step.id == self.plan.step and step.side is self.plan.side for step in self.steps)
        return self.plan.side if chosen else None

    @property
    def standing_answers(self) -> Iterable[LoggedAnswer]:
        """The answers that were not taken back, in order: they replay the walk."""
        return (answer for answer in self.answers if answer.taken_back_at is None)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a session log."""
    return described.json_schema(Session)
