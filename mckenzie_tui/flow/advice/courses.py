"""What follows an answer: a worsening must be rested, must be remembered, and must be able to end the session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.arcs import SETTLING
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import LastRule, Rule, Step
from mckenzie_tui.words import Condition, EndingKind, Event

_STOPS = (EndingKind.STOP, EndingKind.CARE, EndingKind.EMERGENCY)
_Found = dict[Path, Finding]
"""Findings by where they stand: a rule for all steps is told of once."""


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the rules."""
    flow = compared.flow
    found: _Found = {}
    for index, step in enumerate(flow.steps):
        _worsened(flow, index, found)
        _not_settled(flow, index, step, found)
    yield from found.values()
    yield from _after_the_last(flow)
    yield from _precautions(compared)
    yield from _unlike_the_bundled(compared)


def _unlike_the_bundled(compared: Compared) -> Iterator[Finding]:
    """Steps that say otherwise what the bundled flow says of the same exercise, and what the patient is told."""
    for index, step in enumerate(compared.flow.steps):
        model = compared.bundled_step(step)
        if model is None:
            continue
        if step.directions != model.directions:
            message = (
                f"the exercise '{step.exercise}' stands here for {' and '.join(step.directions)}; "
                f"in the flow that comes along it is for {' and '.join(model.directions)}"
            )
            advice = "The first one is named to the patient as what helped. Please check it against the exercise."
            yield warning(("", ("steps", index)), message, advice, "directions")
        if step.offered_at_severe_start and not model.offered_at_severe_start:
            message = f"the exercise '{step.exercise}' is offered here with severe pain at the start"
            advice = (
                "The flow that comes along keeps it for milder pain, and its texts speak of the gentlest exercises."
            )
            yield warning(("", ("steps", index)), message, advice, "offered_at_severe_start")


def _first(rules: Sequence[tuple[Path, Rule]], event: Event, *holding: Condition) -> tuple[Path, Rule]:
    """The first rule for an answer that holds whenever these conditions do."""
    return next((path, rule) for path, rule in rules if event in rule.on and set(rule.when) <= set(holding))


def _rules(flow: Flow, index: int) -> list[tuple[Path, Rule]]:
    """The rules of a step, its own first, with their places."""
    own: list[tuple[Path, Rule]] = [
        (("steps", index, "rules", number), rule) for number, rule in enumerate(flow.steps[index].rules)
    ]
    return own + [(("rules", number), rule) for number, rule in enumerate(flow.file.rules)]


def _note(found: _Found, path: Path, message: str, advice: str) -> None:
    found.setdefault(path, warning(("", path), message, advice))


def _worsened(flow: Flow, index: int, found: _Found) -> None:
    path, rule = _first(_rules(flow, index), Event.WORSENED)
    if rule.go != SETTLING and rule.go not in flow.endings:
        advice = 'A worsening that rest does not settle is a reason to stop. Write: go = "settling".'
        _note(found, (*path, "go"), "somebody who got worse goes on at once, without a rest", advice)


def _not_settled(flow: Flow, index: int, step: Step, found: _Found) -> None:
    rules = _rules(flow, index)
    later = any(set(other.directions) & set(step.directions) for other in flow.steps[index + 1 :])
    for path, rule in rules:
        if Event.NOT_SETTLED in rule.on and rule.go not in flow.endings and not rule.close_directions and later:
            message = "after a lasting worsening the same direction is offered again"
            advice = "It may well worsen again. Add the line: close_directions = true."
            _note(found, (*path, "go"), message, advice)
    path, rule = _first(rules, Event.NOT_SETTLED, Condition.LASTING_WORSENING_BEFORE)
    if rule.go not in flow.endings:
        message = "a second lasting worsening does not end the session"
        advice = (
            "Who gets worse in two directions needs a person to look. Add a rule above with"
            ' when = ["lasting_worsening_before"] that goes to an ending.'
        )
        _note(found, (*path, "on"), message, advice)
    path, rule = _first(rules, Event.NOT_SETTLED, Condition.TOO_MUCH_PAIN)
    if rule.go not in flow.endings or flow.endings[rule.go].kind not in _STOPS:
        message = "too much pain that rest does not settle does not stop the session"
        advice = 'Nobody should go on like that. Add a rule above with when = ["too_much_pain"] that goes to a stop.'
        _note(found, (*path, "when"), message, advice)


def _after_the_last(flow: Flow) -> Iterator[Finding]:
    told = {
        Condition.LASTING_WORSENING_AT_THIS_STEP: (
            "a lasting worsening at the last step ends as if nothing had happened",
            'The person should hear that it is enough. Add one above with when = ["lasting_worsening_at_this_step"]'
            " that goes to a stop.",
        ),
        Condition.SEVERE_START: (
            "somebody who began in severe pain ends like everybody else",
            'Strong pain should be looked at. Add one above with when = ["severe_start"] that asks for care.',
        ),
    }
    for condition, (message, advice) in told.items():
        index, rule = _first_last(flow.file.after_last_step, condition)
        if flow.endings[rule.go].kind not in _STOPS:
            yield warning(("", ("after_last_step", index)), message, advice, "go")


def _first_last(rules: Sequence[LastRule], holding: Condition) -> tuple[int, LastRule]:
    return next((index, rule) for index, rule in enumerate(rules) if set(rule.when) <= {holding})


def _precautions(compared: Compared) -> Iterator[Finding]:
    asked = {question.id for question in compared.flow.medical.questions}
    for index, step in enumerate(compared.flow.steps):
        model = compared.bundled_step(step)
        for name in sorted(set(model.ruled_out_by if model else ()) - set(step.ruled_out_by)):
            if name in asked:
                message = f"this step is offered after a yes to '{name}'; the bundled flow leaves it out then"
                advice = f'It may harm them. Add the line: ruled_out_by = ["{name}"].'
                yield warning(("", ("steps", index)), message, advice, "ruled_out_by")
