"""The steps that a clinician can go to, each with what the rules say against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mckenzie_tui.flow.schema import Step
from mckenzie_tui.report.told import OBJECTION_WORDS, SIDE_WORDS, step_told
from mckenzie_tui.walk.facts import objections
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Need, Objection, Side


@dataclass(frozen=True)
class Choosable:
    """One step, for one side where it has sides."""

    step: str
    side: Side | None
    """The painful side for which it is done; None for that of the walk."""
    label: str
    against: tuple[Objection, ...]
    is_here: bool
    before: tuple[str, ...]
    """What was answered there so far."""

    @property
    def possible(self) -> bool:
        """Whether it can be shown at all: an exercise with sides needs one."""
        return self.side is not None or Objection.NEEDS_ONE_SIDE not in self.against

    @property
    def told(self) -> str:
        """What there is to know before one goes there."""
        against = [OBJECTION_WORDS[objection] for objection in self.against]
        if against:
            against[0] = f"Against the rules: {against[0]}"
        done = [f"Answered: {answer}." for answer in self.before]
        return " ".join((*against, *done)) or "Nothing speaks against it."


def choosable(walk: Walk) -> Iterator[Choosable]:
    """Every step of the flow in order; one with sides comes once for each side."""
    for step in walk.flow.steps:
        for side in _sides(walk, step):
            yield _choosable(walk, step, side)


def _sides(walk: Walk, step: Step) -> tuple[Side | None, ...]:
    if Need.ONE_SIDE not in step.needs:
        return (None,)
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(walk.facts.side)
    return (None, other) if other else (Side.LEFT, Side.RIGHT)


def _choosable(walk: Walk, step: Step, side: Side | None) -> Choosable:
    ending = walk.ending
    stopped = ending is not None and ending.kind is not EndingKind.RESULT
    title = walk.flow.trail_title_of(step.id)
    painful = SIDE_WORDS[side or walk.facts.side]
    other = f"other side: as for {painful}"
    words = other if side is not None and walk.facts.side.one_sided else painful
    sided = f" ({words})" if Need.ONE_SIDE in step.needs else ""
    central = walk.facts.side is Side.CENTRAL
    visits = [visit for visit in walk.facts.visits if visit.step == step.id]
    return Choosable(
        step=step.id,
        side=side,
        label=f"{title}{sided}",
        against=objections(walk.flow, walk.facts, step, stopped=stopped),
        is_here=walk.step is not None and walk.step.id == step.id and side is None,
        before=tuple(step_told(visit, central=central) for visit in visits),
    )
