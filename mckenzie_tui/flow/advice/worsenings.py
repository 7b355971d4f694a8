"""What follows a worsening: it must be rested, remembered and able to end the session, and is never called a success.

A rule is looked at as the machine takes it: the first whose conditions all hold. A rule that is taken in some situation
is also taken in its least one, where its own conditions hold and no others, so that one need be looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.arcs import NEXT_STEP, SETTLING
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import Ending, LastRule, Rule
from mckenzie_tui.words import Condition, EndingKind, Event, NamesDirection

STOPS = (EndingKind.STOP, EndingKind.CARE, EndingKind.EMERGENCY)
"""The endings that send nobody on to exercise."""
_Rule = Rule | LastRule
_Placed = tuple[Path, _Rule]
_AT_THIS_STEP = Condition.LASTING_WORSENING_AT_THIS_STEP
_NEVER = {
    Event.WORSENED: {Condition.NO_STEP_TRIED, _AT_THIS_STEP, Condition.TOO_MUCH_PAIN},
    Event.SETTLED: {Condition.NO_STEP_TRIED, _AT_THIS_STEP},
    Event.NOT_SETTLED: {Condition.NO_STEP_TRIED},
}
"""The answers after a worsening, and the conditions that cannot hold then."""
_HELPED = {Condition.CENTRALIZED_AT_SOME_STEP, Condition.PARTLY_CENTRALIZED_AT_SOME_STEP}
_FROM_BEFORE = {Condition.LASTING_WORSENING_BEFORE, *_HELPED}
"""Conditions that cannot hold after a worsening at the first step."""
_WORDS = {
    Event.WORSENED: "a worsening",
    Event.SETTLED: "a worsening that settled",
    Event.NOT_SETTLED: "a worsening that did not settle",
}


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the rules for a worsening; a rule for all steps is told of once."""
    flow = compared.flow
    found: dict[Path, Finding] = {}
    for index in range(len(flow.steps)):
        for path, finding in chain(_same_direction(flow, index), _of_a_step(flow, index)):
            found.setdefault(path, finding)
    yield from found.values()
    lasting = (rule for index in range(len(flow.steps)) for _, rule in _not_settled(flow, index))
    if any(rule.go not in flow.endings for rule in lasting):
        yield from _after_the_last(flow)


def taken(rules: Sequence[_Placed], never: set[Condition], *holding: Condition) -> Iterator[_Placed]:
    """The rules that can be taken while some conditions hold, in their order.

    Args:
        rules: those for one answer.
        never: conditions that cannot hold after it.
        holding: conditions that do hold; others may, or may not.
    """
    above: list[frozenset[Condition]] = []
    for path, rule in rules:
        least = frozenset((*rule.when, *holding))
        if not never & least and not any(when <= least for when in above):
            yield path, rule
        above.append(frozenset(rule.when))


def _after(flow: Flow, index: int, event: Event, *holding: Condition) -> list[_Placed]:
    """The rules that can be taken after an answer at a step: its own come first."""
    own = [(("steps", index, "rules", number), rule) for number, rule in enumerate(flow.steps[index].rules)]
    general = [(("rules", number), rule) for number, rule in enumerate(flow.file.rules)]
    rules: list[_Placed] = [(path, rule) for path, rule in (*own, *general) if event in rule.on]
    return list(taken(rules, _NEVER[event] | (set() if index else _FROM_BEFORE), *holding))


def _not_settled(flow: Flow, index: int, *holding: Condition) -> list[_Placed]:
    return _after(flow, index, Event.NOT_SETTLED, _AT_THIS_STEP, *holding)


def _same_direction(flow: Flow, index: int) -> Iterator[tuple[Path, Finding]]:
    """Rules that go on after a lasting worsening, and close no direction that comes again."""
    own = set(flow.steps[index].directions)
    if not any(own & set(other.directions) for other in flow.steps[index + 1 :]):
        return
    for path, rule in _not_settled(flow, index):
        if isinstance(rule, Rule) and rule.go not in flow.endings and not rule.close_directions:
            message = "after a lasting worsening the same direction is offered again"
            advice = "It may well worsen again. Add the line: close_directions = true."
            yield (*path, "close_directions"), warning(("", path), message, advice, "go")


def _of_a_step(flow: Flow, index: int) -> Iterator[tuple[Path, Finding]]:
    """What else is unwise after a worsening at a step, under the rule's own path: each rule is told of once."""
    for path, rule in _after(flow, index, Event.WORSENED):
        if rule.go != SETTLING and rule.go not in flow.endings:
            message = "somebody who got worse goes on at once, without a rest"
            advice = 'A worsening that rest does not settle is a reason to stop. Write: go = "settling".'
            yield path, warning(("", path), message, advice, "go")
    yield from _too_much(flow, index)
    yield from _second(flow, index)
    for event in _NEVER:
        rules = _not_settled(flow, index) if event is Event.NOT_SETTLED else _after(flow, index, event)
        for path, rule in rules:
            ending = flow.endings.get(rule.go)
            if ending is not None and _passes_over_it(ending, rule):
                message, why = _passed_over(ending)
                advice = f"{why} {_instead(flow, event, rule)}"
                yield path, warning(("", path), f"{_WORDS[event]} {message}", advice, "go")


def _too_much(flow: Flow, index: int) -> Iterator[tuple[Path, Finding]]:
    for path, rule in _unstopped(flow, index, Condition.TOO_MUCH_PAIN, not_of=Condition.LASTING_WORSENING_BEFORE):
        message = "too much pain that rest does not settle does not stop the session"
        advice = 'Nobody should go on like that. Add a rule above with when = ["too_much_pain"] that goes to a stop.'
        if Condition.TOO_MUCH_PAIN in rule.when:
            advice = f"Nobody should go on like that. {_instead(flow, Event.NOT_SETTLED, rule)}"
        yield path, warning(("", path), message, advice, "when")


def _second(flow: Flow, index: int) -> Iterator[tuple[Path, Finding]]:
    for path, rule in _unstopped(flow, index, Condition.LASTING_WORSENING_BEFORE, not_of=Condition.TOO_MUCH_PAIN):
        why = "Who gets worse in two directions needs a person to look."
        above = f'{why} Add a rule above with when = ["lasting_worsening_before"] that goes to'
        ending = flow.endings.get(rule.go)
        if ending is None:
            message = "a second lasting worsening does not end the session"
            yield path, warning(("", path), message, f"{above} an ending.", "on")
        else:
            message = f"a second lasting worsening ends with '{ending.title}', and not with a stop"
            own = Condition.LASTING_WORSENING_BEFORE in rule.when
            advice = f"{why} {_instead(flow, Event.NOT_SETTLED, rule)}" if own else f"{above} a stop."
            yield path, warning(("", path), message, advice, "go")


def _unstopped(flow: Flow, index: int, holding: Condition, *, not_of: Condition) -> list[_Placed]:
    """The last rule that leads to no stop while a condition holds: it asks for least, and stands for the others.

    Args:
        flow: the flow.
        index: the step that made it worse, and that did not settle.
        holding: the condition.
        not_of: another one; a rule that asks for it alone is told of where that one holds.
    """
    rules = [(path, rule) for path, rule in _not_settled(flow, index, holding) if not _stops(flow, rule)]
    return [(path, rule) for path, rule in rules if holding in rule.when or not_of not in rule.when][-1:]


def _stops(flow: Flow, rule: _Rule) -> bool:
    return rule.go in flow.endings and flow.endings[rule.go].kind in STOPS


def _passes_over_it(ending: Ending, rule: _Rule) -> bool:
    """Whether an ending is none for a worsening; it may name the step that helped before, where one did."""
    if ending.names is NamesDirection.THIS_STEP:
        return True
    helped = not _HELPED.isdisjoint(rule.when)
    return ending.kind is EndingKind.RESULT and not (helped and ending.names is NamesDirection.BEST_STEP)


def _passed_over(ending: Ending) -> tuple[str, str]:
    """What such an ending makes of a worsening, and why that is unwise."""
    if ending.names is NamesDirection.THIS_STEP:
        what = f"ends with '{ending.title}', and the exercise that made it worse is named as what helped"
        return what, "The patient is told to go on with it."
    if ending.names is NamesDirection.BEST_STEP or ending.plan is not None:
        return f"ends with '{ending.title}', as if an exercise had helped", "The patient hears of no worsening."
    return f"ends with '{ending.title}', as if nothing had happened", "The patient is not told to leave out what hurt."


def _instead(flow: Flow, event: Event, rule: _Rule) -> str:
    """Where a rule should lead, as it is to be written."""
    stops = [ending.id for kind in STOPS for ending in flow.file.endings if ending.kind is kind]
    go = {Event.WORSENED: SETTLING, Event.SETTLED: NEXT_STEP, Event.NOT_SETTLED: stops[0]}[event]
    if isinstance(rule, Rule) and len(rule.on) > 1:
        return f'Give "{event}" a rule of its own, with: go = "{go}".'
    return f'Write: go = "{go}".'


def _after_the_last(flow: Flow) -> Iterator[Finding]:
    """A lasting worsening at the last step that is not told to stop."""
    placed: list[_Placed] = [
        (("after_last_step", number), rule) for number, rule in enumerate(flow.file.after_last_step)
    ]
    rules = taken(placed, _NEVER[Event.NOT_SETTLED], _AT_THIS_STEP)
    unwise = [path for path, rule in rules if _passes_over_it(flow.endings[rule.go], rule)]
    for path in unwise[-1:]:
        message = "a lasting worsening at the last step ends as if nothing had happened"
        advice = (
            'The person should hear that it is enough. Add one above with when = ["lasting_worsening_at_this_step"]'
        )
        yield warning(("", path), message, f"{advice} that goes to a stop.", "go")
