"""The record of one walk: what a session log holds, and how its text is sealed.

Pure data: nothing is read from the disk or written to it here.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import AwareDatetime, Field, StringConstraints, ValidationError

from mckenzie_tui.dotted import line_with_too_deep_a_key
from mckenzie_tui.errors import DamagedSessionError, NewerSessionError
from mckenzie_tui.series import PATIENT_CODE, Series
from mckenzie_tui.symptoms import Record, Symptoms
from mckenzie_tui.words import (
    Direction,
    During,
    EndingKind,
    Event,
    Mode,
    Objection,
    PassedOver,
    RangeOfMovement,
    Response,
    Side,
    Status,
)

SCHEMA_VERSION: Literal[1] = 1
DEEPEST = 32
"""Tables and lists within each other that are read: far more than any log has, far fewer than can be written."""

Moment = Annotated[AwareDatetime, Field(ge=datetime(2, 1, 1, tzinfo=UTC), le=datetime(9998, 12, 31, tzinfo=UTC))]
"""A time with its offset from UTC, which exists in every other offset as well."""


class Done(Record):
    """What was done of a dose."""

    sets: int = 0
    reps: int = 0
    """Repetitions of all sets together."""
    seconds: int = 0
    """Seconds in the position; for repetitions, seconds that they were paced."""
    whole: bool = False
    """Whether it was the whole dose."""


class Answer(Record):
    """One thing the person said, and the place it was said at."""

    place: str
    event: Event
    item: str | None = None
    """What was chosen from a list: a sign, or a step."""
    side: Side | None = None
    """The painful side for which a clinician has the chosen step done; absent for that of the walk."""
    during: tuple[During, ...] | None = None
    """What a clinician saw it do to the symptoms while it was done."""
    range_of_movement: RangeOfMovement | None = None
    symptoms: Symptoms | None = None
    done: Done | None = None
    note: str | None = None


class LoggedAnswer(Answer):
    """An answer with its time; one that was taken back stays in the log, marked so."""

    at: Moment
    taken_back_at: Moment | None = None


class Context(Record):
    """What a session brings along from before, so that replaying it needs nothing else."""

    first: bool = True
    """Whether the medical questions are asked in full."""
    standing: tuple[str, ...] = ()
    """Medical questions with an earlier yes that no clinician has cleared."""
    yes: tuple[str, ...] = ()
    """Medical questions answered yes before: they hold unless something changed."""


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
    baseline: Baseline | None = None
    result: Result | None = None
    draft: Draft | None = None
    safety: tuple[SafetyAnswer, ...] = ()
    skipped: tuple[SkippedStep, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    answers: tuple[LoggedAnswer, ...] = ()

    @property
    def series(self) -> Series:
        """The sessions among which it is one."""
        return Series(self.mode, self.patient)

    @property
    def standing_answers(self) -> Iterable[LoggedAnswer]:
        """The answers that were not taken back, in order: they replay the walk."""
        return (answer for answer in self.answers if answer.taken_back_at is None)


_LISTS = ("safety", "skipped", "steps", "answers")
"""The lists of tables of a log, in the order in which they are written."""
_TOO_DEEP = "its tables lie too deep within each other"
_SEAL = re.compile(rb'\n\[seal\]\nsha256 = "([0-9a-f]{64})"\n\Z')


def to_bytes(session: Session) -> bytes:
    """Write a log as TOML, ``schema_version`` first and the seal last."""
    body = _toml(session.model_dump(mode="python", exclude_none=True)).encode()
    digest = hashlib.sha256(body).hexdigest()
    return body + f'\n[seal]\nsha256 = "{digest}"\n'.encode()


def _toml(document: dict[str, Any]) -> str:
    """A document as TOML, each entry of a list of tables under a header of its own, after everything else.

    The writer would put short tables into one line; a log is easier to read, and to compare, with a line for each key.
    """
    lists = {key: value for key, value in document.items() if isinstance(value, tuple) and key in _LISTS}
    parts = [tomli_w.dumps({key: value for key, value in document.items() if key not in lists})]
    for key, entries in lists.items():
        parts += [tomli_w.dumps({key: entry}).replace(f"[{key}]", f"[[{key}]]", 1) for entry in entries]
    return "\n".join(parts)


def from_bytes(data: bytes) -> Session:
    """Read a log whose seal fits.

    Raises:
        DamagedSessionError: the log is cut, changed, or no log.
        NewerSessionError: it is whole, and its version is newer than those that this program reads.
    """
    seal = _SEAL.search(data)
    if seal is None:
        raise DamagedSessionError("it has no seal at its end: it is cut off, or was not written by this program")
    body = data[: seal.start()]
    if hashlib.sha256(body).hexdigest() != seal[1].decode():
        raise DamagedSessionError("its seal does not fit: it was changed or damaged")
    try:
        document = _read(body.decode())
    except RecursionError:
        raise DamagedSessionError(_TOO_DEEP) from None
    except ValueError as error:  # bytes that are no text, text that is not TOML, a number without end
        raise DamagedSessionError("it is not TOML") from error
    version = document.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise NewerSessionError("it was written by a newer mckenzie-tui; open it with that one")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise DamagedSessionError(f"it was written in log version {version}; this program reads {SCHEMA_VERSION}")
    if "seal" in document:
        raise DamagedSessionError("it has more than one seal")
    if _deeper_than(DEEPEST, document):
        raise DamagedSessionError(_TOO_DEEP)
    try:
        return Session.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DamagedSessionError(f"its key '{key}' does not fit a session log") from error


def _read(text: str) -> dict[str, Any]:
    if line_with_too_deep_a_key(text):
        raise RecursionError
    return tomllib.loads(text)


def salvaged(data: bytes) -> Session | None:
    """What can still be read of a damaged log, to be looked at and never to be gone on with; None where nothing can.

    A log that was cut is read up to its last whole table.
    """
    text = data.decode("utf-8", "replace").partition("\n[seal]\n")[0]
    for _ in range(_MOST_TABLES_LEFT_OUT):
        # Text that is not TOML, a number without end, or what does not fit a log.
        with suppress(ValueError, RecursionError):
            return Session.model_validate(_read(text))
        text, header, _ = text.rpartition("\n[")
        if not header:
            break
    return None


_MOST_TABLES_LEFT_OUT = 20
"""A log that was cut lost the end of its last table; where more do not fit it is no log."""


def _deeper_than(most: int, document: dict[str, Any]) -> bool:
    """Whether more tables and lists lie within each other than this, seen level by level, as depth costs a stack."""
    level: list[Any] = [document]
    for _ in range(most):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return any(isinstance(value, dict | list) for value in level)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a session log."""
    return Session.model_json_schema()
