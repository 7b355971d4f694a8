"""Proves a session log against a flow: its answers are replayed, its record is built anew, and the two are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from mckenzie_tui import record
from mckenzie_tui.answers import LoggedAnswer
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.session import Session, StepRecord
from mckenzie_tui.symptoms import Record
from mckenzie_tui.walk.doses import in_sets
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Objection, Status

FOLLOWS = (
    *("flow", "follow_up", "safety", "baseline", "groups", "steps", "observations", "skipped", "result", "plan"),
    *("ending", "ending_kind", "ending_title", "status", "finished_at", "carries"),
)
"""The keys of a log that follow from the flow and the answers, in the order in which they came about."""
WORDING = frozenset(
    {
        *("title", "exercise", "ending_title", "matter", "advice", "rule", "why", "sources"),
        *("about_dose", "expect", "stop", "seek_help", "groups", "asked", "seen"),
    }
)
"""Keys that only word or explain what was found; another version of the program or the flow may word it otherwise."""
_KEYS = ("id", "question")
"""The keys by which an entry of a list is called."""


class Outcome(StrEnum):
    """What a replay shows."""

    SAME = "same"
    WORDING = "wording"
    """The same path and result; texts differ, as the program or the flow is another version."""
    DIFFERS = "differs"


@dataclass(frozen=True)
class Difference:
    """One thing that the log says and the rules do not give."""

    key: str
    """The key of the log, entries counted from 1: ``steps[3].verdict``."""
    about: str
    """The same in words."""
    log: Any
    """What stands in the log; None where nothing does."""
    rules: Any
    """What the rules give; None for nothing."""
    matters: bool = True
    """Whether more than the wording differs."""

    def __str__(self) -> str:
        """Say it in one sentence, without a full stop."""
        return f"{self.about}: the log says {_told(self.log)}, the rules give {_told(self.rules)}"


@dataclass(frozen=True)
class Replayed:
    """A log that was held against a flow."""

    session: Session
    machine: FlowMachine
    walk: Walk
    """The walk as far as the answers fit."""
    differences: tuple[Difference, ...]

    @property
    def flow_changed(self) -> bool:
        """Whether this is not the flow, to the letter, that was walked."""
        return self.session.flow.sha256 != self.machine.flow.sha256

    @property
    def outcome(self) -> Outcome:
        """What it shows."""
        if any(difference.matters for difference in self.differences):
            return Outcome.DIFFERS
        return Outcome.WORDING if self.differences else Outcome.SAME

    @property
    def first(self) -> Difference | None:
        """The first difference that matters; where none does, the first one."""
        ordered = sorted(self.differences, key=lambda difference: not difference.matters)
        return ordered[0] if ordered else None


def replay(session: Session, machine: FlowMachine, program_version: str) -> Replayed:
    """Hold a log against a flow.

    Where the flow is, to the letter, the one that was walked, and the program the version that wrote the log, every key
    that follows from the answers must be the same. Otherwise what only words it may differ.

    Args:
        session: the log.
        machine: the machine of the flow.
        program_version: the version of this program.
    """
    walk, misfit = retraced(session, machine)
    if misfit is not None:
        return Replayed(session, machine, walk, (misfit,))
    same_flow = session.flow.sha256 == machine.flow.sha256
    to_the_letter = same_flow and session.program.version == program_version
    anew = _anew(session, walk)
    found: list[Difference] = []
    for name in FOLLOWS:
        # A flow of then may have given no plan yet.
        unknown_then = name == "plan" and session.plan is None and not same_flow
        if (name != "flow" or same_flow) and not unknown_then:
            found += _compared((name,), getattr(session, name), getattr(anew, name), to_the_letter)
    return Replayed(session, machine, walk, tuple(found))


def retraced(session: Session, machine: FlowMachine) -> tuple[Walk, Difference | None]:
    """The walk of a log's answers, as far as they fit, and the first that does not."""
    walk = Walk.begin(machine, session.mode, session.context)
    last = "the start"
    for number, answer in enumerate(session.answers, 1):
        if answer.taken_back_at is not None:
            continue
        try:
            walk = walk.answer(answer)
        except NotAllowedError:
            return walk, _misfit(number, answer, walk, last)
        last = f"answer {number} ('{answer.event}')"
    return walk, None


def _misfit(number: int, answer: LoggedAnswer, walk: Walk, last: str) -> Difference:
    key = f"answers[{number}]"
    if answer.place != walk.place.name:
        return Difference(f"{key}.place", f"where one is after {last}", answer.place, walk.place.name)
    allowed = " or ".join(walk.events) or None
    return Difference(f"{key}.event", f"answer {number}, at {answer.place}", answer.event.value, allowed)


def _anew(session: Session, walk: Walk) -> Session:
    """The log as the program makes it of this walk."""
    begun = record.new_session(
        walk, session.id, session.program.version, session.started_at, flow_file=session.flow.file
    )
    anew = record.updated(begun, walk, session.answers, session.saved_at, session.draft)
    anew = anew.model_copy(update={"steps": tuple(_as_then(walk, session.steps, anew.steps))})
    if session.status is Status.ABANDONED and walk.ending is None:
        # That it was given up, and when, follows from no answer.
        return anew.model_copy(update={"status": Status.ABANDONED, "finished_at": session.finished_at})
    return anew


def _as_then(walk: Walk, log: Sequence[StepRecord], rules: Sequence[StepRecord]) -> Iterator[StepRecord]:
    """The steps as the program of the log wrote them.

    Programs up to 0.1.0 may have left ``after_testing`` empty where a clinician went on before it was known whether a
    worsening settles. The answer, and that it was left, stand in such a log all the same, and are compared. Nor did
    they write what was said first, and the note with it, of a step that was not answered again. Programs up to 0.2.0
    may have taken the most sets of a range for how many there were to be. They did not hold against a chosen step that
    it was not the time for it yet, or that the pain at the start was too strong; and they did not write a step that was
    chosen or begun last and neither marked nor answered.
    """
    for written, step in zip_longest(log, rules):
        if step is not None and not (written is None and _only_begun(step)):
            empty = written is not None and bool(written.left and step.left) and not written.after_testing
            without: dict[str, object] = {"after_testing": ()} if empty else {}
            if step.said_first is not None and written is not None and written.said_first is None:
                without |= {"said_first": None, "note": written.note and step.note}
            if written is not None and written.sets_planned != step.sets_planned:
                without |= _by_the_most_sets(walk, written, step)
            if written is not None and step.against and written.against in _as_older_programs_wrote(step.against):
                without |= {"against": written.against}
            yield step.model_copy(update=without)


_NEWER = (Objection.HURTS_TOO_MUCH, Objection.NOT_YET)


def _as_older_programs_wrote(against: tuple[Objection, ...]) -> Iterator[tuple[Objection, ...] | None]:
    """What programs up to 0.2.0 held against a chosen step, of all that the rules say.

    That the rules had stopped the session they held against the step alone that was chosen at the ending.
    """
    for newer in (_NEWER, (*_NEWER, Objection.SESSION_STOPPED)):
        yield tuple(objection for objection in against if objection not in newer) or None


def _only_begun(step: StepRecord) -> bool:
    """Whether a step was chosen or begun, and neither marked, answered nor gone on from."""
    return step.begun or not (step.tried or step.left)


def _by_the_most_sets(walk: Walk, written: StepRecord, step: StepRecord) -> dict[str, object]:
    """What stands in a step whose log counts on the most sets of a range; nothing where that is not what it says."""
    most = len(in_sets(walk.flow.steps_by_id[step.id].dose))
    if not step.sets or written.sets_planned != most:
        return {}
    whole = step.done is not None and step.done.whole and len(step.sets) == most
    return {"sets_planned": most, "done": step.done and step.done.model_copy(update={"whole": whole})}


def _compared(path: tuple[str | int, ...], log: Any, rules: Any, to_the_letter: bool) -> Iterator[Difference]:
    """Every difference of two values; keys that this program does not know are left aside."""
    if isinstance(log, Record) and isinstance(rules, Record):
        for name in type(rules).model_fields:
            yield from _compared((*path, name), getattr(log, name), getattr(rules, name), to_the_letter)
    elif isinstance(log, tuple) and isinstance(rules, tuple):
        for index, (one, other) in enumerate(zip_longest(log, rules)):
            called = next((getattr(entry, key) for entry in (one, other) for key in _KEYS if hasattr(entry, key)), "")
            name = f"[{index + 1}]" + (f" ({called})" if called else "")
            yield from _compared((*path, index + 1, name), one, other, to_the_letter)
    elif _plain(log) != _plain(rules):
        matters = to_the_letter or not WORDING & set(path)
        yield Difference(_key(path), _in_words(path), _plain(log), _plain(rules), matters)


def _key(path: tuple[str | int, ...]) -> str:
    parts = [part for part in path if not str(part).startswith("[")]
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


_SINGULAR = {
    "steps": "step",
    "skipped": "step passed over",
    "sets": "set",
    "observations": "observation",
    "safety": "yes to a question about health",
    "marks": "mark",
}


def _in_words(path: tuple[str | int, ...]) -> str:
    """A place in a log, as people say it: ``step 3 (press_ups), verdict``."""
    words: list[str] = []
    for part in path:
        text = str(part)
        if isinstance(part, int):
            words[-1] = f"{_SINGULAR.get(words[-1], words[-1])} {part}"
        elif text.startswith("["):
            words[-1] += text.partition("]")[2]
        else:
            words.append(text)
    return ", ".join(word.replace("_", " ") if "(" not in word else word for word in words)


def _plain(value: Any) -> Any:
    """A value as it can be printed as JSON."""
    if isinstance(value, Record):
        return value.model_dump(mode="json", exclude_none=True)
    if value is None or isinstance(value, bool | int | StrEnum):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        called = next((value[key] for key in _KEYS if key in value), "")
        return f"'{called}'" if called else "something"
    return f"'{value}'" if isinstance(value, str) else str(value)
