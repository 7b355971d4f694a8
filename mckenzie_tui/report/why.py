"""What the answers of a walk suggest, and why it ended as it did."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui import reasons
from mckenzie_tui.flow.arcs import Arc, PlaceKind, Structural
from mckenzie_tui.report.told import PASSED_OVER_WORDS, step_told
from mckenzie_tui.verdict import Verdict
from mckenzie_tui.walk.facts import in_group, offered
from mckenzie_tui.walk.visits import SafetyYes, Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Response, Side

NOT_OFFERED_WORDS = "not offered today: you began with strong pain"
ONLY_SOME = "Not every exercise was tried today: the therapist chose which ones."


def suggestion(walk: Walk) -> str:
    """One sentence that names the exercise and the direction, where the ending names one."""
    if walk.best_step is None:
        return ""
    exercise = walk.flow.exercise_of(walk.best_step)
    sided = exercise.for_side(walk.best_side)
    side = f", {sided.side_note}" if sided and sided.side_note else ""
    helped = f"What helped: {walk.flow.title_of(walk.best_step)}{side}"
    if walk.direction is None:
        return f"{helped}."
    return f"{helped} (direction: {walk.direction}, {reasons.DIRECTION_WORDS[walk.direction]})."


def why(walk: Walk) -> tuple[str, ...]:
    """Why the walk ended as it did: the rule that was met, then what was answered at each step."""
    if walk.ending is None:
        return ()
    return (*_rule_met(walk), *_steps_told(walk))


def _rule_met(walk: Walk) -> Iterator[str]:
    arc = walk.position.arc
    if arc is not None and arc.why:
        yield _by_rule(walk, arc)
        return
    # The same is found out where it hurts and, with symptoms in both legs, only after the question about these.
    guards = {guard.name for guard in arc.guards} if arc is not None else set()
    if Structural.NUMBNESS_ONLY in guards:
        yield "You marked numbness, and no pain. These exercises cannot be judged by that."
        return
    if Structural.HURTS in guards:
        pain = walk.facts.symptoms.worst_pain if walk.facts.symptoms is not None else 0
        limit = walk.flow.file.start.hurts_from
        yield f"You marked pain of {pain}. These exercises are not begun with pain of {limit} or more."
        return
    answer, _ = walk.trail[-1]
    before = walk.back()
    matter = _matter(walk, before.place.question_set, answer.item or before.place.question)
    match before.place.kind, answer.event:
        case _, Event.ASK_FIRST:
            yield "You chose to ask somebody first."
        case PlaceKind.SINCE_NOW, _:
            yield "You told how you have been, and wanted no session then."
        case PlaceKind.CLEARANCE, _:
            yield f"You answered yes to: {matter}. No clinician has cleared the exercises for this yet."
        case PlaceKind.CHANGED, _:
            standing = ", ".join(_matter(walk, walk.flow.medical.id, item) for item in walk.facts.standing)
            yield f"This still stands from an earlier session: {standing}."
        case PlaceKind.WHERE_IT_HURTS, _:
            yield "You marked no symptoms at the start, so there is nothing to compare with."
        case kind, _ if kind.marks_where:
            yield "You marked numbness in both legs that was not there before."
        case PlaceKind.TROUBLE, _:
            yield f"You chose from the list: {matter}."
        case _, Event.NO if walk.facts.verdict is Verdict.STOP_NEURO:
            yield "You marked numbness that was not there before."
        case _, Event.NO if walk.facts.safety and walk.facts.safety[-1].question_set == before.place.question_set:
            item = walk.facts.safety[-1]
            yield f"You answered yes to: {_matter(walk, item.question_set, item.question)}."
        case _, Event.NO:
            yield f"You answered no to: {matter}."
        case _:
            yield f"You answered yes to: {matter}."


def _by_rule(walk: Walk, arc: Arc) -> str:
    """The reason of an ending that is reached by a rule; where a clinician chose what to try, that this was not all.

    The rule that holds where no other one does speaks of all exercises, so that its reason would say too much then.
    """
    rules = walk.flow.file.after_last_step
    last = next((each for number, each in enumerate(rules) if arc.rule == f"after_last_step[{number}]"), None)
    if last is None or not _only_some(walk):
        return arc.why
    # In one line: some reports tell the first line alone.
    return f"{arc.why} {ONLY_SOME}" if last.when else ONLY_SOME


def _only_some(walk: Walk) -> bool:
    """Whether something was tried, and a clinician went on past steps that were offered."""
    facts = walk.facts
    come_to = {visit.step for visit in facts.visits} | {step for step, _ in facts.skipped}
    tried = any(visit.response is not Response.CANNOT for visit in facts.visits)
    chosen = any(visit.chosen for visit in facts.visits) or bool(facts.left)
    missing = any(step.id not in come_to and offered(walk.flow, facts, step) for step in walk.flow.steps)
    return tried and chosen and missing


def _matter(walk: Walk, set_id: str, question_id: str) -> str:
    """A question in a few words."""
    question = walk.flow.question(set_id, question_id)
    return question.short if question else question_id


def _steps_told(walk: Walk) -> Iterator[str]:
    facts = walk.facts
    skipped = dict(facts.skipped)
    observed = observed_told(walk)
    # A clinician may have had one of them done more than once.
    visits = {step.id: [visit for visit in facts.visits if visit.step == step.id] for step in walk.flow.steps}
    for step in walk.flow.steps:
        title = walk.flow.title_of(step.id)
        if visits[step.id]:
            yield from (
                f"{title}{_as_for(visit)}: {step_told(visit, central=facts.side is Side.CENTRAL)}."
                for visit in visits[step.id]
            )
        elif step.id in observed:
            yield f"{title}: {'; '.join(observed[step.id])}."
        elif step.id in skipped:
            yield f"{title}: left out ({PASSED_OVER_WORDS[skipped[step.id]]})."
        elif facts.visits and in_group(walk.flow, facts, step) and not offered(walk.flow, facts, step):
            yield f"{title}: {NOT_OFFERED_WORDS}."


def observed_told(walk: Walk) -> dict[str, list[str]]:
    """What was seen at each step, by its id: each question with the answer as it was offered."""
    told: dict[str, list[str]] = {}
    for seen in walk.facts.observed:
        asked = walk.flow.steps_by_id[seen.step].observation(seen.observation)
        told.setdefault(seen.step, []).append(f"{asked.ask} {asked.label_of(seen.option)}")
    return told


def _as_for(visit: Visit) -> str:
    """The side for which a clinician had a step done, where they chose one."""
    return reasons.as_for(visit.chosen.side if visit.chosen is not None else None)


def safety_told(walk: Walk, item: SafetyYes) -> tuple[str, str | None]:
    """A safety question answered yes, in a few words, and the advice that was shown for it."""
    asked = walk.flow.question(item.question_set, item.question)
    return (asked.short, asked.advice) if asked else (item.question, None)
