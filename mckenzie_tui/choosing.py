"""The steps that a clinician can go to, each with what the rules say against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mckenzie_tui.flow.schema import Step
from mckenzie_tui.report.told import OBJECTION_WORDS, SIDE_WORDS, side_told, step_told
from mckenzie_tui.walk.facts import objections
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Need, Objection, Side

NOTHING_AGAINST = "Nothing speaks against it."
ASKED_FIRST = "First it is asked whether it is time for it."
LOOKED_AT_FIRST = "Somebody has to look at this first."


@dataclass(frozen=True)
class Choosable:
    """One step, for one side where it has sides."""

    step: str
    side: Side | None
    """The painful side for which it is done; None for that of the walk."""
    label: str
    against: tuple[Objection, ...]
    possible: bool
    """Whether the machine lets one go there from where the walk stands."""
    is_here: bool
    asks_first: bool
    """Whether it is asked there first if it is time for it."""
    before: tuple[str, ...]
    """What was answered there so far; of a step with sides, for this side alone."""

    @property
    def told(self) -> str:
        """What there is to know before one goes there."""
        against = [OBJECTION_WORDS[objection] for objection in self.against]
        if against:
            against[0] = f"Against the rules: {against[0]}"
        done = [f"Answered: {answer}." for answer in self.before]
        asked = [ASKED_FIRST] if self.asks_first else []
        return " ".join((*(against or ([] if done else [NOTHING_AGAINST])), *asked, *done))


def choosable(walk: Walk, *, stopped: bool = False) -> Iterator[Choosable]:
    """Every step of the flow in order; one with sides comes once for each side.

    Args:
        walk: where one goes on from.
        stopped: whether the rules have stopped the session that it is taken from, though this walk has not ended.
    """
    for step in walk.flow.steps:
        for side in _sides(walk, step):
            yield _choosable(walk, step, side, stopped=stopped or is_stopped(walk))


def refusal(walk: Walk) -> str:
    """Why no step can be chosen where a walk stands, in a sentence; empty where one can."""
    if any(offer.possible for offer in choosable(walk)):
        return ""
    if is_stopped(walk):
        return LOOKED_AT_FIRST
    if walk.ending is not None:
        return "Nobody has marked where it hurts, so there is no step to go to. Begin another session for that."
    if walk.facts.symptoms is not None:
        return "This question first; then any step can be chosen."
    return "First the questions, and where it hurts; then any step can be chosen."


def is_stopped(walk: Walk) -> bool:
    """Whether the rules have stopped a session."""
    return walk.ending is not None and walk.ending.kind is not EndingKind.RESULT


def _sides(walk: Walk, step: Step) -> tuple[Side | None, ...]:
    if Need.ONE_SIDE not in step.needs:
        return (None,)
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(walk.facts.side)
    return (None, other) if other else (Side.LEFT, Side.RIGHT)


def _choosable(walk: Walk, step: Step, side: Side | None, *, stopped: bool) -> Choosable:
    title = walk.flow.trail_title_of(step.id)
    if walk.flow.file.start.choose_group is not None and step.group is not None:
        title = f"{walk.flow.groups[step.group].title}: {title}"
    painful = walk.facts.side
    done_for = side or painful
    has_sides = Need.ONE_SIDE in step.needs
    words = side_told(painful, done_for) if painful.one_sided else f"as for {SIDE_WORDS[done_for]}"
    visits = [visit for visit in walk.facts.visits if visit.step == step.id]
    if has_sides:
        visits = [visit for visit in visits if walk.facts.side_of(visit) is done_for]
    return Choosable(
        step=step.id,
        side=side,
        label=f"{title} ({words})" if has_sides else title,
        against=objections(walk.flow, walk.facts, step, stopped=stopped),
        possible=walk.allows(Event.GO_TO, item=step.id, side=side),
        is_here=walk.step == step and walk.facts.side_at(step.id) is done_for,
        asks_first=step.ready is not None and step.id not in walk.facts.not_ready,
        before=tuple(step_told(visit, central=painful is Side.CENTRAL) for visit in visits),
    )
