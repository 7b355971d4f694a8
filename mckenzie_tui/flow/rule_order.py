"""Checks of the order of rules: each can be reached, and for every answer one holds in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mckenzie_tui.flow.arcs import ANSWERS_WITH_RULES, NEXT_STEP, SETTLING
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import FlowFile, FollowUpRule, LastRule, Rule
from mckenzie_tui.words import EndingKind, Event


def tried_in_order(at: Path, rules: Sequence[LastRule | FollowUpRule], file: str = "") -> Iterator[Finding]:
    """Rules that are about everything: of these the last one holds always, and no other.

    Args:
        at: where they stand.
        rules: the rules.
        file: the library file; empty for the flow file itself.
    """
    for index, rule in enumerate(rules):
        last = index == len(rules) - 1
        if not rule.when and not last:
            message = "this one always holds, so those below it are never reached: it needs a line 'when = …'"
            yield Finding((*at, index), message, "", file, of_key=True)
        if rule.when and last:
            message = "the last one must hold always: take this line out"
            yield Finding((*at, index, "when"), message, "", file, of_key=True)


def never_reached(at: Path, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Rules below one that always holds for the same answers."""
    first: dict[Event, int] = {}
    hidden: dict[int, list[Path]] = {}
    for index, rule in enumerate(rules):
        if first.keys() >= set(rule.on):
            hidden.setdefault(max(first[event] for event in rule.on), []).append((*at, index, "on"))
        if not rule.when:
            first = {**dict.fromkeys(rule.on, index), **first}
    for index, below in hidden.items():
        message = (
            "this rule always holds, so a rule below it for the same answers is never reached: it needs a line"
            " 'when = …', or its place is below that rule"
        )
        yield Finding((*at, index), message, of_key=True, also=tuple(below))


def answers_without_rules(file: FlowFile) -> Iterator[Finding]:
    """An answer without a rule that always holds can lead nowhere."""
    general = _always(file.rules)
    for event in ANSWERS_WITH_RULES:
        answered = [step for step in file.steps if not step.observe]
        lost = [step.id for step in answered if event not in general | _always(step.rules)]
        if lost:
            where = f" at {', '.join(lost)}" if len(lost) < len(file.steps) else ""
            message = (
                f"the answer '{event}' leads nowhere{where}: no rule for it holds always. Below this last rule add"
                f' the line [[rules]], and below that: on = ["{event}"], go = "{_usual(file, event)}" and why = "…"'
            )
            last = (len(file.rules) - 1,) if file.rules else ()
            yield Finding(("rules", *last), message, of_key=True)


def _usual(file: FlowFile, event: Event) -> str:
    """Where an answer leads as a rule."""
    kinds = {Event.CENTRALIZED: (EndingKind.RESULT,), Event.NOT_SETTLED: (EndingKind.STOP, EndingKind.CARE)}
    found = (ending.id for kind in kinds.get(event, ()) for ending in file.endings if ending.kind is kind)
    return next(found, SETTLING if event is Event.WORSENED else NEXT_STEP)


def _always(rules: Iterable[Rule]) -> set[Event]:
    """The answers for which one of these rules always holds."""
    return {event for rule in rules if not rule.when for event in rule.on}
