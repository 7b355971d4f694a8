"""The commands about flows, for therapists who write their own."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from mckenzie_tui import session
from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lists import say_flow
from mckenzie_tui.cli.problems import how_many, told
from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.figure.load import check_figures
from mckenzie_tui.flow import overlay
from mckenzie_tui.flow.catalogue import Catalogue, Listed
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.folders import Heading
from mckenzie_tui.flow.load import advised
from mckenzie_tui.flow.schema import SEVERE_START, Dose, Exercise, LastRule, Rule, SideTexts, Step, json_schema
from mckenzie_tui.letters import printable
from mckenzie_tui.pace.told import choice_in_words, dose_in_words, span
from mckenzie_tui.words import Sides


def list_(options: argparse.Namespace) -> int:
    """Print all flows; one that cannot be used is listed with its problems and fails the command."""
    catalogue = _catalogue(options)
    listed = list(catalogue.listed())
    broken = [item for item in listed if item.error]
    if options.json:
        print(json.dumps([_listed_row(item) for item in listed], indent=2, ensure_ascii=False))
    else:
        for item in listed:
            if item.flow:
                file = item.flow.file
                say_flow(item.name, Heading(file.version, file.title, file.summary, file.purpose), item.origin)
    for item in broken:
        print(printable(f"{item.name} cannot be used:\n{item.error}"), file=sys.stderr)
    for item in listed:
        _warn(item.flow)
    return 2 if broken else 0


def _catalogue(options: argparse.Namespace) -> Catalogue:
    return surroundings.catalogue(surroundings.folders(options).data)


def _warn(flow: Flow | None) -> None:
    """Tell what a therapist should look at again, though the flow can be walked."""
    for warning in flow.based_on.warnings if flow is not None and flow.based_on else ():
        print(f"to look at: {warning}", file=sys.stderr)


def _listed_row(item: Listed) -> dict[str, Any]:
    own = {"file": str(item.file)} if item.file else {}
    return {**_row(item.name, item.flow), "own": item.file is not None, **own}


def _row(name: str, flow: Flow | None) -> dict[str, Any]:
    if flow is None:
        return {"id": name, "usable": False}
    file, base = flow.file, flow.based_on
    based_on = {"based_on": {"id": base.id, "version": base.version}} if base else {}
    return {
        **based_on,
        "id": name,
        "usable": True,
        "version": file.version,
        "title": file.title,
        "summary": file.summary,
        "language": file.language,
        "author": file.author,
        "licence": file.licence,
        "steps": [step.id for step in flow.steps],
        "sha256": flow.sha256,
    }


def show(options: argparse.Namespace) -> int:
    """Print a flow in plain words."""
    flow = _catalogue(options).find(options.flow)
    if options.json:
        parts: dict[str, Any] = {**_row(flow.id, flow), "flow": flow.file.model_dump(mode="json", exclude_none=True)}
        parts["exercises"] = [part.model_dump(mode="json", exclude_none=True) for part in flow.exercises.values()]
        print(json.dumps(parts, indent=2, ensure_ascii=False))
        return 0
    for line in _flow_lines(flow):
        print(line)
    _warn(flow)
    return 0


def _flow_lines(flow: Flow) -> Iterator[str]:
    file = flow.file
    yield f"{file.title} {file.version} ({flow.id})"
    yield file.summary
    yield f"By {file.author}, licence {file.licence}, language {file.language}"
    yield file.notice
    if (base := flow.based_on) is not None:
        yield ""
        yield f"Based on {base.title} {base.version} ({base.id}). Changed for one patient:"
        yield from (f"  {change}" for change in base.changes or ("nothing yet",))
    if file.frame is not None:
        yield f"What it does not say itself is taken from: {file.frame}"
    if file.start.choose_group is not None:
        yield f"Chosen at the start: {file.start.choose_group}"
    for group in file.groups:
        yield f"  {group.title} ({group.id})" + (f": {group.about}" if group.about else "")
    if file.start.hurts_from is not None:
        yield f"Not begun with pain of {file.start.hurts_from} or more (our own limit): {file.start.while_it_hurts}"
    for step in flow.steps:
        yield from _step_lines(flow, step)
    if file.effort is not None:
        yield ""
        yield f"After each set that says how hard it is to be: {file.effort.ask}"
        yield from (f"  {effort}: {words}" for effort, words in enumerate(file.effort.levels, 1))
    yield ""
    yield "Rules, tried from top to bottom:"
    for rule in file.rules:
        yield f"  {_rule_line(rule)}"
    yield "When no further step applies:"
    for last in file.after_last_step:
        when = f" if {' and '.join(last.when)}" if last.when else ""
        yield f"  -> {last.go}{when}"
    yield ""
    yield "Endings:"
    for ending in file.endings:
        yield f"  {ending.id}: {ending.title}"
    yield ""
    yield "Sources:"
    for source in flow.sources.values():
        year = f", {source.year}" if source.year else ""
        yield f"  {source.title}. {source.author}. {source.publisher}{year}"
        if source.note:
            yield f"    {source.note}"


def _step_lines(flow: Flow, step: Step) -> Iterator[str]:
    exercise = flow.exercise_of(step.id)
    yield ""
    yield f"{flow.number_of(step.id)}. {flow.title_of(step.id)} ({step.id}; {exercise.clinical_name})"
    needs = "needs one painful side" if step.needs else ""
    directions = f"direction: {', '.join(step.directions)}" if step.directions else ""
    if told := "; ".join(filter(None, (directions, needs))):
        yield f"   {told}"
    if step.group is not None:
        yield f"   group: {step.group}"
    if step.ready is not None:
        yield f"   asked first: {step.ready.ask}"
    for seen in step.observe:
        yield f"   observed: {seen.ask} ({', '.join(option.label for option in seen.options)})"
    if not step.observe:
        yield from _dose_lines(step.dose, exercise.sides)
    yield from (f"   hint of this flow: {cue}" for cue in step.cues)
    if step.ruled_out_by:
        yield f"   left out after a yes to: {', '.join(step.ruled_out_by)}"
    if step.offered_at_severe_start:
        yield "   offered also to those who start in severe pain"
    yield from (f"   {line}" for line in _texts(exercise))


def _dose_lines(dose: Dose, sides: Sides | None) -> Iterator[str]:
    told = ", ".join(_our_number(dose, key) for key in dose.ours)
    ours = f" (our own numbers: {told})" if told else ""
    rest = "1 second" if dose.rest_s == 1 else f"{dose.rest_s} seconds"
    yield f"   dose: {dose_in_words(dose, sides)}; then {rest} of rest{ours}"
    if choice := choice_in_words(dose):
        yield f"   to choose: {choice}"
    for name, bounds in (("hold", dose.hold_range_s), ("time", dose.duration_range_s)):
        if bounds:
            yield f"   {name} to choose: {span(*bounds)} seconds"


def _our_number(dose: Dose, key: str) -> str:
    """A number that no source gives: ``sets_range 2 to 3``; sets that differ stand in the line of the dose."""
    if key == "loads":
        return key
    number = getattr(dose, key)
    return f"{key} {span(*number) if isinstance(number, tuple) else number}"


def _texts(exercise: Exercise) -> Iterator[str]:
    yield exercise.purpose
    if exercise.painful_left and exercise.painful_right:
        for side, texts in (("left", exercise.painful_left), ("right", exercise.painful_right)):
            yield f"painful {side} side:"
            yield from (f"  {line}" for line in _part_lines(texts))
    else:
        yield from _part_lines(exercise)
    called = exercise.calls.model_dump(exclude_unset=True)
    if called:
        yield f"called out: {', '.join(called.values())}"
    yield from (f"needed: {line}" for line in exercise.equipment)
    yield from (f"easier: {line}" for line in exercise.easier)
    yield from (f"take care: {line}" for line in exercise.cautions)
    for item in exercise.precautions:
        when = "in severe pain" if item.when == SEVERE_START else f"after a yes to {item.when}"
        yield f"{when}: {item.text}"
    if exercise.source_note is not None:
        yield f"about its source: {exercise.source_note}"


def _part_lines(texts: SideTexts | Exercise) -> Iterator[str]:
    yield from (f"set up: {line}" for line in texts.set_up)
    yield from (f"on a bed: {line}" for line in texts.on_bed)
    yield from (f"move: {line}" for line in texts.movement)
    yield from (f"hint: {line}" for line in texts.cues)


def _rule_line(rule: Rule) -> str:
    when = f" if {' and '.join(rule.when)}" if rule.when else ""
    closing = ", and its directions are closed" if rule.close_directions else ""
    return f"{' or '.join(rule.on)}{when} -> {rule.go}{closing}"


def check(options: argparse.Namespace) -> int:
    """Check a flow and its figures: every mistake, or else what is legal but unwise. 2 where there is a mistake."""
    catalogue = _catalogue(options)
    try:
        flow = catalogue.find(options.flow)
        check_figures(flow.exercises.values())
        bundled = [catalogue.find(name) for name in catalogue.ids]
        found = (advised if flow.based_on is None else overlay.advised)(flow, catalogue.library, bundled)
    except FlowError as error:
        flow, found, bundled = None, list(error.problems), []
    if options.json:
        print(json.dumps([_problem_row(problem) for problem in found], indent=2, ensure_ascii=False))
    else:
        lines = [*_changes(flow), *told(found)]
        named = f"{flow.path}: {flow.file.title} {flow.file.version}" if flow is not None else ""
        lines.append(printable(how_many(found) if found else f"{named}: no problems found."))
        lines += _where_people_end(flow, bundled, options)
        print("\n".join(lines), file=sys.stderr if flow is None else sys.stdout)
    return 2 if flow is None else 0


def _where_people_end(flow: Flow | None, bundled: Sequence[Flow], options: argparse.Namespace) -> Iterator[str]:
    """How to see where a flow leads, for one whose rules are not those of the flow that comes along."""
    if flow is None or _rules(flow) in map(_rules, bundled):
        return
    folder = ["--data-dir", options.data_dir] if options.data_dir else []
    walking = shlex.join(["mckenzie-tui", "flows", "simulate", *folder, options.flow, "--personas"])
    yield printable(f"Its rules are not those of a flow that comes along. To see where typical people end: {walking}")


def _rules(flow: Flow) -> list[tuple[str, Any]]:
    """What a flow's rules decide by, and where they lead, without the reasons they tell."""
    placed: list[tuple[str, Rule | LastRule]] = [("", rule) for rule in flow.file.rules]
    placed += [("", rule) for rule in flow.file.after_last_step]
    for step in flow.steps:
        placed += [(step.id, rule) for rule in step.rules]
    return [(step, rule.model_dump(exclude={"why", "sources"})) for step, rule in placed]


def _changes(flow: Flow | None) -> Iterator[str]:
    """What a file of changes changes, so that a change that was meant and is missing is seen."""
    if flow is None or flow.based_on is None:
        return
    changes = flow.based_on.changes
    yield printable(f"Changes to {flow.based_on.title} {flow.based_on.version}:")
    yield from (printable(f"  {change}") for change in changes or ("none: the patient gets the flow as it is",))
    yield ""


def _problem_row(problem: Problem) -> dict[str, Any]:
    row = {"severity": "warning" if problem.warns else "error", **vars(problem)}
    return {key: value for key, value in row.items() if key not in ("warns", "text") and value not in ("", None)}


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of flow files, of changes for one patient, or of session logs."""
    schemas = {"flow": json_schema, "overlay": overlay.json_schema, "session": session.json_schema}
    print(json.dumps(schemas[options.what](), indent=2, ensure_ascii=False))
    return 0
