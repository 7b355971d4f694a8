"""What steps are for and who is offered them, beside the bundled flow; and how somebody in severe pain ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.advice.worsenings import STOPS
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import LastRule
from mckenzie_tui.words import Condition


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the steps, and in what follows the last of them."""
    yield from _severe_to_the_end(compared.flow)
    yield from _precautions(compared)
    yield from _unlike_the_bundled(compared)


def _unlike_the_bundled(compared: Compared) -> Iterator[Finding]:
    """Steps that say otherwise what the bundled flow says of the same exercise, and what the patient is told."""
    for index, step in enumerate(compared.flow.steps):
        model = compared.bundled_step(step)
        if model is None:
            continue
        if step.directions and model.directions and step.directions != model.directions:
            message = (
                f"the exercise '{step.exercise}' stands here for {' and '.join(step.directions)}; "
                f"in the flow that comes along it is for {' and '.join(model.directions)}"
            )
            advice = "The first one is named to the patient as what helped. Please check it against the exercise."
            yield warning(("", ("steps", index)), message, advice, "directions")
        if model.ready is not None and step.ready is None:
            message = f"nobody is asked before the exercise '{step.exercise}' whether it is time for it"
            advice = f'The flow that comes along asks: "{model.ready.ask}" Put [steps.ready] back, or be sure.'
            yield warning(("", ("steps", index)), message, advice, "exercise")
        if step.offered_at_severe_start and not model.offered_at_severe_start:
            message = f"the exercise '{step.exercise}' is offered here with severe pain at the start"
            advice = (
                "The flow that comes along keeps it for milder pain, and its texts speak of the gentlest exercises."
            )
            yield warning(("", ("steps", index)), message, advice, "offered_at_severe_start")


def _severe_to_the_end(flow: Flow) -> Iterator[Finding]:
    index, rule = _first_last(flow.file.after_last_step, Condition.SEVERE_START)
    if flow.endings[rule.go].kind not in STOPS:
        message = "somebody who began in severe pain ends like everybody else"
        advice = 'Strong pain should be looked at. Add one above with when = ["severe_start"] that asks for care.'
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
