"""Walking a flow without a person: by a list of answers, by every path there is, and as typical responders."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import width, wrapped
from mckenzie_tui.cli.problems import how_many, told
from mckenzie_tui.errors import FlowError
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.letters import printable
from mckenzie_tui.report.told import PASSED_OVER_WORDS, step_told
from mckenzie_tui.report.why import suggestion
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.paths import WORDS, Paths, Start, counted, never
from mckenzie_tui.walk.personas import BUNDLED, Walked, load_personas, not_as_expected, walked
from mckenzie_tui.walk.simulate import aside, outcome
from mckenzie_tui.walk.simulate import simulate as simulated
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Response, Settled, Side

SIDES = {
    Side.LEFT: "on the left",
    Side.RIGHT: "on the right",
    Side.BOTH: "on both sides",
    Side.CENTRAL: "in the middle",
}
USUAL_PAIN = 5
"""0 (none) to 10 (worst imaginable)."""
ABOUT_PATHS = (
    "A path is a list of answers from the first step to an ending, as --answers takes it. A share is a share of these "
    "paths. It is NOT a share of people: some answers are far more common than others.",
    'Left out: what is answered to the questions about health, and "something is wrong" (!emergency, !seek_care), '
    "which can end a session at every step.",
)


def simulate(options: argparse.Namespace) -> int:
    """Walk a flow in one of three ways and print where that leads. Nothing is saved."""
    machine = FlowMachine(surroundings.catalogue(surroundings.folders(options).data).find(options.flow))
    if options.all:
        return _every_path(machine, as_json=options.json)
    if options.personas is not None:
        return _personas(machine, options.personas, as_json=options.json)
    return _answers(machine, options)


def _answers(machine: FlowMachine, options: argparse.Namespace) -> int:
    answers = [word.strip() for word in options.answers.split(",")] if options.answers.strip() else []
    walk = simulated(machine, Side(options.side), _pain(machine.flow, options.pain), answers)
    found = outcome(walk)
    if options.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    for text in _answers_told(walk, found):
        for line in wrapped(printable(text)):
            print(line)
    return 0


def _pain(flow: Flow, given: int | None) -> int:
    """The pain at the start; where none is given, so much that the flow is begun."""
    if given is not None:
        return given
    hurts = flow.file.start.hurts_from
    return USUAL_PAIN if hurts is None else min(USUAL_PAIN, hurts - 1)


def _answers_told(walk: Walk, found: dict[str, Any]) -> Iterator[str]:
    flow = walk.flow
    for visit in walk.facts.visits:
        told = step_told(visit, central=walk.facts.side is Side.CENTRAL)
        yield f"{flow.title_of(visit.step)}: {told} ({_word(visit)})"
    for step, reason in walk.facts.skipped:
        yield f"{flow.title_of(step)}: passed over, {PASSED_OVER_WORDS[reason]}"
    if found["ending"]:
        yield f"Ending: {_called(flow, found['ending'])}"
        if suggested := suggestion(walk):
            yield suggested
    else:
        asked = f" ({' or '.join(aside(walk))})" if aside(walk) else ""
        yield f"Next: {_called(flow, found['next']) or 'which group?'}{asked}"


def _word(visit: Visit) -> str:
    """An answer as ``--answers`` takes it."""
    settled = {None: "", True: f":{Settled.SETTLED}", False: f":{Settled.NOT_SETTLED}"}[visit.settled]
    return f"{visit.response}{settled}"


def _word_told(step: str, word: str) -> str:
    """A word of ``--answers`` in plain words, with itself behind them."""
    if word not in WORDS:
        return word
    response, _, settled = word.partition(":")
    visit = Visit(step, Response(response), settled=settled == Settled.SETTLED if settled else None)
    return f"{step_told(visit, central=False)} ({word})"


def _called(flow: Flow, name: str | None, direction: str | None = None) -> str:
    """An ending, or the step that waits, by its title, with its id behind it; and the direction that it names."""
    if name in flow.endings:
        told = f"{flow.endings[name].title} ({name})"
    elif name in flow.steps_by_id:
        told = f"{flow.title_of(name)} ({name})"
    else:
        told = "the rest after a worsening" if name == PlaceKind.SETTLING else name or ""
    return ", ".join(filter(None, (told, f"direction {direction}" if direction else "")))


# Every path


def _every_path(machine: FlowMachine, *, as_json: bool) -> int:
    found = counted(machine)
    if as_json:
        print(json.dumps(_paths_row(machine.flow, found), indent=2, ensure_ascii=False))
        return 0
    for line in _paths_lines(machine.flow, found):
        print(line)
    return 0


def _paths_row(flow: Flow, found: dict[Start, Paths]) -> dict[str, Any]:
    steps, endings = never(flow, *found.values())
    return {
        "flow": flow.id,
        "version": flow.file.version,
        "words": list(WORDS),
        "starts": [_start_row(flow, start, paths) for start, paths in found.items()],
        "steps_never_reached": list(steps),
        "endings_never_reached": list(endings),
    }


def _start_row(flow: Flow, start: Start, paths: Paths) -> dict[str, Any]:
    steps, endings = never(flow, paths)
    return {
        "side": start.side,
        "pain": start.pain,
        "severe": start.severe,
        "paths": paths.count,
        "endings": [
            {"ending": ending, "paths": count, "share": count / paths.count} for ending, count in _by_count(paths)
        ],
        "longest": [{"step": step, "answer": answer} for step, answer in paths.longest],
        "steps_never_reached": list(steps),
        "endings_never_reached": list(endings),
    }


def _paths_lines(flow: Flow, found: dict[Start, Paths]) -> Iterator[str]:
    yield f"{flow.file.title} {flow.file.version}: every path of answers"
    for text in ABOUT_PATHS:
        yield from wrapped(text)
    for starts, paths in _alike(found):
        each = " each" if len(starts) > 1 else ""
        yield ""
        told = _starts_told(starts, sorted({start.pain for start in found}))
        yield from wrapped(f"{told}: {paths.count:,} path{'s' * (paths.count != 1)}{each}")
        yield from _endings_lines(flow, paths)
        yield from wrapped(f"Longest path: {len(paths.longest)} step{'s' * (len(paths.longest) != 1)}", "  ")
        for step, answer in paths.longest:
            yield from wrapped(f"{flow.title_of(step)}: {_word_told(step, answer)}", "    ")
        steps, endings = never(flow, paths)
        yield from wrapped(f"Steps never reached: {_all_called(flow, steps)}", "  ")
        yield from wrapped(f"Endings never reached: {_all_called(flow, endings)}", "  ")
    steps, endings = never(flow, *found.values())
    yield ""
    yield from wrapped(f"Steps that no path reaches, from any start: {_all_called(flow, steps)}")
    elsewhere = " (what is left out here may lead there)" if endings else ""
    yield from wrapped(f"Endings that no path reaches, from any start: {_all_called(flow, endings)}{elsewhere}")


def _all_called(flow: Flow, names: Iterable[str]) -> str:
    return ", ".join(_called(flow, name) for name in names) or "none"


def _alike(found: dict[Start, Paths]) -> Iterator[tuple[list[Start], Paths]]:
    """The starts from which everything is the same, together."""
    left = dict(found)
    while left:
        first = next(iter(left.values()))
        starts = [start for start, paths in left.items() if paths == first]
        yield starts, first
        for start in starts:
            del left[start]


def _starts_told(starts: list[Start], pains: Sequence[int]) -> str:
    """Some starts in words; ``pains`` are those of all starts, each of which stands for those up to the next."""
    parts = []
    for pain in pains:
        same = [start for start in starts if start.pain == pain]
        sides = "wherever it is" if len(same) == len(Side) else " or ".join(SIDES[start.side] for start in same)
        if same:
            parts.append(f"pain {_strength_told(pain, pains)}, {sides}")
    return "; ".join(parts).capitalize()


def _strength_told(pain: int, pains: Sequence[int]) -> str:
    """The pain that a start stands for: ``of 3 or less``, ``of 4 to 7``, ``of 8 or more``."""
    if pain == pains[0]:
        return f"of {pain} or less"
    onward = pains[pains.index(pain) + 1 :]
    return f"of {pain} to {onward[0] - 1}" if onward else f"of {pain} or more"


def _by_count(paths: Paths) -> list[tuple[str, int]]:
    return sorted(paths.endings.items(), key=lambda entry: -entry[1])


def _endings_lines(flow: Flow, paths: Paths) -> Iterator[str]:
    digits = len(f"{max(paths.endings.values()):,}")
    for ending, count in _by_count(paths):
        first = f"  {_share_told(count, paths.count):>7}  {count:>{digits},}  "
        yield from textwrap.wrap(
            _called(flow, ending), width(), initial_indent=first, subsequent_indent=" " * len(first)
        )


def _share_told(count: int, whole: int) -> str:
    tenths = count * 1000 / whole
    return f"{tenths / 10:.1f} %" if tenths >= 0.5 else "<0.1 %"


# Personas


def _personas(machine: FlowMachine, file: str, *, as_json: bool) -> int:
    try:
        loaded = load_personas(Path(file) if file else bundled_folder() / BUNDLED)
    except FlowError as error:
        lines = [*told(error.problems), how_many(error.problems)]
        print("\n".join(lines), file=sys.stderr)
        return 2
    found = [walked(machine, persona, loaded.lines[persona.id]) for persona in loaded.personas]
    if as_json:
        print(json.dumps([_persona_row(item) for item in found], indent=2, ensure_ascii=False))
    else:
        for line in _personas_lines(machine.flow, found):
            print(printable(line))
    return 1 if any(item.problem for item in found) else 0


def _persona_row(item: Walked) -> dict[str, Any]:
    row = item.persona.model_dump(mode="json", exclude_none=True)
    expected = {"ending": row.pop("ending", None), "direction": row.pop("direction", None)}
    return {**row, "expected": expected, "outcome": item.outcome, "problem": item.problem or None}


def _personas_lines(flow: Flow, found: Iterable[Walked]) -> Iterator[str]:
    found = list(found)
    yield f"{flow.file.title} {flow.file.version}: where these people come to"
    for item in found:
        persona = item.persona
        mark = "×" if item.problem else "✓" if persona.ending or persona.direction else "·"
        yield ""
        yield from wrapped(f"{mark} {persona.title}: pain of {persona.pain}, {SIDES[persona.side]}")
        yield from wrapped(persona.about, "  ")
        yield from wrapped(f"→ {_came_to(flow, item)}", "  ")
        if item.problem:
            seen = f"See line {item.line} of the file."
            yield from wrapped(f"NOT AS EXPECTED: {_problem_told(flow, item)}. {seen}", "  ")
    wrong = sum(bool(item.problem) for item in found)
    expecting = sum(bool(item.problem or item.persona.ending or item.persona.direction) for item in found)
    yield ""
    yield f"{expecting - wrong} of {expecting} as expected."


def _came_to(flow: Flow, item: Walked) -> str:
    found = item.outcome
    if found is None:
        return "nowhere"
    if found["ending"] is None:
        return f"no ending yet, next is {_called(flow, found['next'])}"
    return _called(flow, found["ending"], found["direction"])


def _problem_told(flow: Flow, item: Walked) -> str:
    """What is not as expected, in titles; answers that do not fit are words to be typed anyway."""
    if item.outcome is None:
        return item.problem
    return not_as_expected(flow, item.persona, item.outcome, partial(_called, flow))
