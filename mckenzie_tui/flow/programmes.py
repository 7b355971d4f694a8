"""Checks of what programmes of exercises bring: groups to choose from, effort, and what is observed."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.flow.arcs import CHOOSE_GROUP
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.schema import FlowFile
from mckenzie_tui.words import Condition


def findings(file: FlowFile) -> Iterator[Finding]:
    """What is wrong in them."""
    yield from _groups(file)
    yield from _hurting(file)
    yield from _observed(file)
    for index, step in enumerate(file.steps):
        if step.dose.by_effort and file.effort is None:
            message = (
                "this dose says how hard a set is to be, so the flow needs a part [effort], which asks for it. "
                "That of the bundled flows comes with the line: frame = 'loading'"
            )
            yield Finding(("steps", index, "dose"), message, of_key=True)
            return


def _groups(file: FlowFile) -> Iterator[Finding]:
    used = {step.group for step in file.steps}
    for index, group in enumerate(file.groups):
        if group.id not in used:
            yield Finding(("groups", index, "id"), f"no step belongs to the group '{group.id}'")
    again = [index for index, rule in enumerate(file.after_last_step) if rule.go == CHOOSE_GROUP]
    if file.start.choose_group is None:
        for index in again:
            message = "nobody is asked for a group in this flow: [start] has no line 'choose_group = …'"
            yield Finding(("after_last_step", index, "go"), message)
        return
    if not file.groups:
        yield Finding(("start", "choose_group"), "there are no [[groups]] to choose from", of_key=True)
    for index, step in enumerate(file.steps):
        if step.group is None:
            message = "a group is chosen in this flow, so each step needs a line 'group = …'"
            yield Finding(("steps", index), message, of_key=True)
    for index in again:
        if Condition.GROUPS_LEFT not in file.after_last_step[index].when:
            message = 'another group can be chosen only while one is left: write when = ["groups_left"]'
            yield Finding(("after_last_step", index, "go"), message)


def _hurting(file: FlowFile) -> Iterator[Finding]:
    start = file.start
    if (start.hurts_from is None) != (start.while_it_hurts is None):
        given, missing = ("hurts_from", "while_it_hurts")
        if start.hurts_from is None:
            given, missing = missing, given
        yield Finding(("start", given), f"this needs the line '{missing} = …' as well", of_key=True)


def _observed(file: FlowFile) -> Iterator[Finding]:
    for index, step in enumerate(file.steps):
        if step.observe and step.dose.model_fields_set:
            message = "where something is observed nothing is done, so there is no dose: take one of them out"
            yield Finding(("steps", index, "dose"), message, of_key=True)
        ids = [observation.id for observation in step.observe]
        for number, observation in enumerate(step.observe):
            at = ("steps", index, "observe", number)
            if ids.index(observation.id) != number:
                yield Finding((*at, "id"), f"'{observation.id}' is observed twice in this step")
            options = [option.id for option in observation.options]
            for place, option in enumerate(observation.options):
                if options.index(option.id) != place:
                    yield Finding((*at, "options", place, "id"), f"the answer '{option.id}' stands here twice")
