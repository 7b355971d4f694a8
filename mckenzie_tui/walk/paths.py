"""Counts every path of answers through a flow, going through its machine once from each position that differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mckenzie_tui.errors import McKenzieError
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.walk.guards import Remembered, remembered
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import RESPONSES, SETTLINGS, aside, begin, say
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Response, Side

WORDS = (*RESPONSES, *SETTLINGS)
"""The words a path is made of: those of a list of answers which finish a step, without the signs of danger."""
MOST_POSITIONS = 4_000
"""Positions of one flow that are looked into; of those that come along the largest has about 1,700."""


class TooLargeError(McKenzieError):
    """A flow has so many positions that counting its paths would take too long."""


@dataclass(frozen=True)
class Start:
    """How a person comes to the first step."""

    side: Side
    pain: int
    """0 to 10."""
    severe: bool
    """Whether the flow counts this pain as severe."""


@dataclass(frozen=True)
class Paths:
    """All paths from one position to an ending."""

    endings: Mapping[str, int] = field(default_factory=dict)
    """How many paths come to each ending that is reached."""
    longest: tuple[tuple[str, str], ...] = ()
    """The steps of a path that answers the most of them, each with its answer; of several the first in word order."""
    steps: frozenset[str] = frozenset()
    """The steps that some path comes to."""

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.endings.values())


def starts(flow: Flow) -> tuple[Start, ...]:
    """Every painful side with each pain from which a flow leads elsewhere, and with one less than the least of these.

    Those are the pain that it counts as severe, and where it is not for those whom it hurts, the pain that is so much.
    """
    severe, hurts = flow.file.start.severe_pain, flow.file.start.hurts_from
    limits = {severe} if hurts is None else {severe, hurts}
    pains = sorted({min(limits) - 1, *limits})
    return tuple(Start(side, pain, pain >= severe) for pain in pains for side in Side)


def counted(machine: FlowMachine) -> dict[Start, Paths]:
    """All paths of answers through a flow, from every start.

    A path is a list of the answers that finish a step, from the first step to an ending. Where no rest follows a
    worsening, whether it settled is not asked, and both words for it are the same path.

    Raises:
        TooLargeError: there are too many positions to look into.
    """
    known: dict[tuple[str, Remembered], Paths] = {}
    return {start: _from(begin(machine, start.side, start.pain), known) for start in starts(machine.flow)}


def _from(walk: Walk, known: dict[tuple[str, Remembered], Paths]) -> Paths:
    if walk.ending is not None:
        return Paths({walk.ending.id: 1})
    position = walk.place.name, remembered(walk.facts)
    if position not in known:
        if len(known) >= MOST_POSITIONS:
            raise TooLargeError(
                f"this flow is too large to count its paths: it has more than {MOST_POSITIONS:,} positions"
            )
        known[position] = _joined(walk, known)
    return known[position]


def _joined(walk: Walk, known: dict[tuple[str, Remembered], Paths]) -> Paths:
    """The paths over each answer to the step that waits."""
    step = walk.place.step
    endings: Counter[str] = Counter()
    longest: tuple[tuple[str, str], ...] = ()
    steps = {step} - {""}
    for word, there in _answered(walk):
        onward = _from(there, known)
        endings.update(onward.endings)
        here = ((step, word),) if step else ()
        longest = max(longest, (*here, *onward.longest), key=len)
        steps |= onward.steps
    return Paths(endings, longest, frozenset(steps))


def _answered(walk: Walk) -> Iterator[tuple[str, Walk]]:
    settling_asked = True
    for word in aside(walk) or WORDS:
        if word.startswith(f"{Response.WORSENED}:") and not settling_asked:
            continue
        there = say(walk, word)
        settling_asked = word not in SETTLINGS or there.facts.visits[-1].settled is not None
        yield word, there


def never(flow: Flow, *found: Paths) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps that none of these paths comes to, and the endings that none of them ends in, as in the file."""
    steps = frozenset[str]().union(*(paths.steps for paths in found))
    endings = frozenset[str]().union(*(paths.endings for paths in found))
    return (
        tuple(step.id for step in flow.steps if step.id not in steps),
        tuple(ending.id for ending in flow.file.endings if ending.id not in endings),
    )
