"""A flow changed for one patient: other doses and steps left out, and nothing else, so that it cannot get less safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from mckenzie_tui import described
from mckenzie_tui.errors import FlowError, Problem, UsageError
from mckenzie_tui.flow.advice import advice
from mckenzie_tui.flow.documents import Document, in_order, nearest, read, validated
from mckenzie_tui.flow.findings import PLACEHOLDER, Finding
from mckenzie_tui.flow.flow import Base, Change, Flow
from mckenzie_tui.flow.frame import FRAME
from mckenzie_tui.flow.graph import check_graph
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.numbers import Outside, all_outside
from mckenzie_tui.flow.positions import Path as Keys
from mckenzie_tui.flow.references import check_references
from mckenzie_tui.flow.schema import LONGEST_LIST, Dose, FlowFile, FlowId, Id, Load, Model, Step, Text, Version
from mckenzie_tui.flow.schema.doses import DoseNumber
from mckenzie_tui.flow.schema.editors import for_editors

BASED_ON = "based_on"
"""The key that a flow of its own does not have."""
_OF_A_TIME = ("duration_s", "duration_range_s")
_OF_EQUAL_SETS = ("reps", "reps_range", "effort", "effort_range", "sets", "sets_range")
_REPLACED_BY: Mapping[str, tuple[str, ...]] = {
    "duration_s": ("reps", "reps_range", "hold_s", "hold_range_s", "tempo", "slow", "loads"),
    "reps": (*_OF_A_TIME, "loads"),
    "effort": ("effort_range", "loads"),
    "effort_range": ("effort", "loads"),
    "sets": ("loads",),
    "tempo": ("hold_s", "hold_range_s", "move_s", "return_s"),
    "hold_s": ("tempo",),
    "loads": (*_OF_EQUAL_SETS, *_OF_A_TIME),
}
"""The numbers of the flow that go where the file gives one that cannot stand beside them; the one to tell first."""


class StepChange(Model):
    """What is otherwise at one step."""

    leave_out: bool = False
    """Whether this patient is not to do the step."""
    note: Text | None = None
    """Why, for whoever reads the log. No names."""
    dose: Dose = Dose()
    """The numbers that are other than in the flow; those left out stay as they are."""


class OverlayFile(Model):
    """A file that changes a flow for one patient, as written."""

    format: Literal[1]
    """The version of this format."""
    id: FlowId
    """A code that says nothing about the patient: logs name it."""
    version: Version
    title: Text
    author: Text
    """Who answers for the changes."""
    based_on: Text
    """The id of the flow that is changed, or its file, as seen from the folder of this one."""
    based_on_version: Version | None = None
    """The version of that flow for which the changes were thought out."""
    summary: Text | None = None
    """One sentence about it; where it is left out, that of the flow."""
    steps: Annotated[dict[Id, StepChange], Field(max_length=LONGEST_LIST)] = {}
    """What is otherwise, under the id of each step."""


def is_overlay(tables: Mapping[str, Any]) -> bool:
    """Whether a file changes another flow, or was meant to: a flow of its own lists steps and has a start or frame."""
    if BASED_ON in tables or isinstance(tables.get("steps"), dict):
        return True
    return not {"start", FRAME} & tables.keys() and len(tables) <= LONGEST_LIST and bool(nearest(BASED_ON, tables))


def resolve(document: Document, find: Callable[[str], Flow], library: Library) -> Flow:
    """The flow that results from the changes in this file.

    Args:
        document: the file with the changes.
        find: the flow of an id or a file, as this file would name it; it refuses one that is itself based on another.
        library: the parts that flows share.

    Raises:
        FlowError: with every problem of the file; or the flow it is based on cannot be used.
    """
    overlay, problems = validated(document, OverlayFile)
    problems = [_reworded(problem, document) for problem in problems]
    base: Flow | None = None
    if overlay is not None and overlay.based_on != PLACEHOLDER:
        try:
            base = find(overlay.based_on)
        except FlowError as error:
            problems += error.problems
        except UsageError as error:
            problems.append(document.problem(str(error), (BASED_ON,)))
    if overlay is not None and base is not None:
        changed = _Changed(overlay, base)
        problems += [document.placed(finding) for finding in changed.findings()]
        if not problems:
            flow, found = changed.joined(library)
            problems += [document.placed(finding) for finding in found]
            if flow is not None and not problems:
                changes, warnings = tuple(changed.changes()), tuple(_other_version(document, overlay, base))
                told = Base(base.id, base.file.version, base.file.title, changes, warnings)
                return replace(flow, path=document.name, based_on=told)
    raise FlowError(in_order(problems))


def advised(flow: Flow, library: Library, bundled: Sequence[Flow]) -> list[Problem]:
    """What is legal in a file of changes but probably not wise; what is so in the flow it changes is told there.

    Args:
        flow: the flow that results from the changes.
        library: the library it was joined with.
        bundled: the flows that come with the program, to compare with.
    """
    document = read(Path(flow.path))
    found = list(flow.based_on.warnings) if flow.based_on else []
    for finding in advice(flow, library, bundled):
        match finding.path:
            case ("steps", int(index), "dose", *rest) if not finding.file:
                name = flow.steps[index].id
                if name in document.tables.get("steps", {}):
                    found.append(document.placed(replace(finding, path=("steps", name, "dose", *rest))))
    return in_order(found)


def json_schema() -> dict[str, Any]:
    """The schema of a file of changes (JSON Schema 2020-12)."""
    return for_editors(described.json_schema(OverlayFile), "Changes to a flow of mckenzie-tui for one patient")


def _other_version(document: Document, overlay: OverlayFile, base: Flow) -> Iterator[Problem]:
    version = overlay.based_on_version
    if version is not None and version != base.file.version:
        message = f"the changes were thought out for version {version}, but '{base.id}' is now {base.file.version}"
        advice = "See whether they still fit, and then write its version here"
        yield document.placed(Finding(("based_on_version",), message, warns=True, advice=advice))


def _reworded(problem: Problem, document: Document) -> Problem:
    """A problem of the file in the words that fit a file of changes."""
    parts = problem.key.split("[")[0].split(".")
    if problem.key == "steps" and isinstance(document.tables.get("steps"), list):
        return replace(problem, message="a step is changed under its id, such as [steps.press_ups.dose]", meant="")
    own = OverlayFile if len(parts) == 1 else StepChange
    whole = FlowFile if len(parts) == 1 else Step
    table = document.tables.get(parts[0])
    if len(parts) == 1 and isinstance(table, dict) and parts[0] not in (*whole.model_fields, *own.model_fields):
        heading = f"[steps.{parts[0]}.dose]" if isinstance(table.get("dose"), dict) else f"[steps.{parts[0]}]"
        meant = problem.meant or heading
        return replace(problem, message=f"there is no part called '{parts[0]}'", meant=meant)
    known = parts[-1] in whole.model_fields and parts[-1] not in own.model_fields
    if known and (len(parts) == 1 or (len(parts) == 3 and parts[0] == "steps")):
        message = (
            f"'{parts[-1]}' cannot be changed for one patient, only doses and which steps are left out; "
            "copy the flow to change it"
        )
        return replace(problem, message=message, meant="")
    return problem


@dataclass(frozen=True)
class _Changed:
    """A flow and what is otherwise in it."""

    overlay: OverlayFile
    base: Flow

    @property
    def _left_out(self) -> set[str]:
        return {name for name, change in self.overlay.steps.items() if change.leave_out}

    @property
    def _steps(self) -> list[Step]:
        """The steps that remain, with their doses as changed."""
        kept = [step for step in self.base.steps if step.id not in self._left_out]
        return [step.model_copy(update={"dose": self._dose(step)}) for step in kept]

    def _given(self, step: Step) -> dict[str, Any]:
        """The numbers of a dose that the file gives, in the order of a dose."""
        change = self.overlay.steps.get(step.id)
        dose = change.dose if change is not None else Dose()
        return {key: getattr(dose, key) for key in Dose.model_fields if key in dose.model_fields_set}

    def _dose(self, step: Step) -> Dose:
        """The dose of a step with the numbers that the file gives; these are the author's own.

        A time takes the place of repetitions, repetitions that of a time, and sets that are alike that of sets that
        differ.
        """
        given = self._given(step)
        if not given:
            return step.dose
        numbers = {key: getattr(step.dose, key) for key in step.dose.model_fields_set}
        ours: set[str] = set(step.dose.ours)
        if _makes_sets_alike(given):
            alike = _in_common(step.dose.loads)
            numbers |= alike
            # That all sets are alike is the author's own, whatever the numbers of theirs were.
            ours |= alike.keys()
        for key in given:
            numbers = {name: value for name, value in numbers.items() if name not in _REPLACED_BY.get(key, ())}
        numbers |= given
        ours |= {key for key, value in given.items() if value != _before(step.dose, key)}
        changed = Dose(**numbers)
        own = tuple(key for key in get_args(DoseNumber) if key in ours and getattr(changed, key) not in (None, ()))
        return changed.model_copy(update={"ours": own})

    def findings(self) -> Iterator[Finding]:
        """What does not fit the flow that is changed."""
        ids = [step.id for step in self.base.steps]
        for name, change in self.overlay.steps.items():
            at: Keys = ("steps", name)
            if name not in ids:
                message = f"there is no step called '{name}' in '{self.base.id}'; its steps are {', '.join(ids)}"
                yield Finding(at, message, nearest(name, ids))
            elif change.leave_out and change.dose.model_fields_set:
                yield Finding(
                    (*at, "leave_out"), "the step is left out, so its dose says nothing; take one of them away"
                )
        yield from self._doses()
        yield from self._leads_to_what_is_left_out()
        if self._left_out >= set(ids):
            yield Finding(("steps",), "all steps are left out; at least one must remain")

    def _doses(self) -> Iterator[Finding]:
        for step in self.base.steps:
            given = self._given(step)
            at: Keys = ("steps", step.id, "dose")
            if "ours" in given:
                yield Finding((*at, "ours"), "'ours' is not needed here: what you change counts as your own")
            if "reps" in given and "duration_s" in given:
                yield Finding(at, "'reps' and 'duration_s' are both given: either so many times, or so many seconds")
                continue
            if self._dose(step).duration_s is not None:
                for number in ("tempo", "slow", "hold_s", "hold_range_s", "move_s", "return_s"):
                    if number in given:
                        yield Finding(
                            (*at, number), f"'{number}' says nothing for a step that is held for a time ('duration_s')"
                        )
            for outside in all_outside(self._dose(step)):
                yield from _out_of_range(outside, given, at)

    def _leads_to_what_is_left_out(self) -> Iterator[Finding]:
        for step in self.base.steps:
            for rule in step.rules if step.id not in self._left_out else ():
                if rule.go in self._left_out:
                    message = f"this step cannot be left out: a rule of '{step.id}' leads to it; copy the flow instead"
                    yield Finding(("steps", rule.go, "leave_out"), message)

    def joined(self, library: Library) -> tuple[Flow | None, list[Finding]]:
        """The flow that results, or what would be wrong with it, told of this file."""
        overlay = self.overlay
        update = {
            "id": overlay.id,
            "version": overlay.version,
            "title": overlay.title,
            "author": overlay.author,
            "summary": overlay.summary or self.base.file.summary,
            "steps": tuple(self._steps),
        }
        checked = check_references(self.base.file.model_copy(update=update), library)
        found = checked.found
        if checked.flow is not None:
            found += check_graph(checked.flow).found
        return checked.flow, [self._told_here(finding) for finding in found]

    def _told_here(self, finding: Finding) -> Finding:
        """A problem of the flow that results, where the file makes it."""
        match finding.path:
            case ("steps", int(index), *rest):
                return replace(finding, path=("steps", self._steps[index].id, *rest))
        left = ", ".join(sorted(self._left_out))
        return Finding(("steps",), f"with {left} left out: {finding.message}" if left else finding.message)

    def changes(self) -> Iterator[Change]:
        """What is otherwise, step by step."""
        left = {step.id for step in self._steps}
        for step in self.base.steps:
            note = self.overlay.steps[step.id].note if step.id in self.overlay.steps else None
            if step.id not in left:
                yield Change(step.id, "left out", note)
            elif told := _told(step.dose, self._given(step)):
                unasked = step.dose.by_effort and not self._dose(step).by_effort
                yield Change(step.id, f"{told}; how hard a set was is not asked any more" if unasked else told, note)


def _out_of_range(outside: Outside, given: Mapping[str, Any], at: Keys) -> Iterator[Finding]:
    """A number that does not fit the range to choose from, where the file gives only one of the two."""
    number, value, key, least, most = outside.number, outside.value, outside.key, outside.least, outside.most
    if key not in given:
        chosen = f"{least}, with which a person begins who may choose up to {most}"
        if not outside.is_count:
            chosen = f"among the {least} to {most} seconds that a person may choose from"
        message = (
            f"{value} is not {chosen}; also write {key} = {outside.wider}, or [{value}, {value}] to leave no choice"
        )
        yield Finding((*at, number), message)
    elif number not in given:
        which = f"the fewest of these {least} to {most}; also write {number} = {least}"
        if not outside.is_count:
            which = f"among these {least} to {most} seconds; also write a '{number}' that is"
        yield Finding((*at, key), f"'{number}' is {value} in the flow, which is not {which}")


def _makes_sets_alike(given: Mapping[str, Any]) -> bool:
    """Whether the file gives a number that takes the place of sets that differ."""
    return "loads" not in given and any("loads" in _REPLACED_BY.get(key, ()) for key in given)


def _in_common(loads: Sequence[Load]) -> dict[str, int]:
    """What sets that differ have in common: how many they are, and the repetitions and the effort that all have."""
    if not loads:
        return {}
    alike = {key: getattr(loads[0], key) for key in ("reps", "effort")}
    alike = {key: value for key, value in alike.items() if {getattr(load, key) for load in loads} == {value}}
    return {"sets": sum(load.sets for load in loads)} | {key: value for key, value in alike.items() if value}


def _before(dose: Dose, key: str) -> Any:
    """A number of the flow; of sets that differ, what they have in common."""
    return _in_common(dose.loads).get(key) if dose.loads and key in _OF_EQUAL_SETS else getattr(dose, key)


def _told(dose: Dose, given: Mapping[str, Any]) -> str:
    """What the file gives instead of the numbers of a dose, in words; empty where it changes nothing."""
    if dose.loads and _makes_sets_alike(given):
        told = ", ".join(f"{key} {_number(value)}" for key, value in {"sets": _before(dose, "sets"), **given}.items())
        return f"{told} instead of loads {_number(dose.loads)}"
    changed = ((key, value) for key, value in given.items() if value != getattr(dose, key))
    return ", ".join(f"{key} {_number(value)}{_instead(dose, key)}" for key, value in changed)


def _instead(dose: Dose, key: str) -> str:
    """What a number takes the place of, in words; empty where it takes that of none."""
    replaced = next((other for other in _REPLACED_BY.get(key, ()) if getattr(dose, other)), None)
    if replaced is not None and key not in dose.model_fields_set:
        return f" instead of {replaced} {_number(getattr(dose, replaced))}"
    old = getattr(dose, key)
    return "" if old is None else f" instead of {_number(old)}"


def _number(value: Any) -> str:
    """A number, a range, yes or no, or sets that differ, in a line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple) and not all(isinstance(part, int) for part in value):
        return "; ".join(_load(load) for load in value)
    return f"{value[0]} to {value[1]}" if isinstance(value, tuple) and value else str(value or "none")


def _load(load: Load) -> str:
    """Sets of one kind: ``2 x 8 at effort 7``."""
    parts = (
        f"{load.sets} x {load.reps}" if load.reps is not None else f"{load.sets} x",
        f"at effort {load.effort}" if load.effort is not None else "",
        f"{_number(load.lighter_percent)} % lighter" if load.lighter_percent is not None else "",
    )
    return " ".join(filter(None, parts))
