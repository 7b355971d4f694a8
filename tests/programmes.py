"""Programmes as somebody walks them who feels about the same after each exercise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from walks import felt

from mckenzie_tui import prompts
from mckenzie_tui.answers import Done
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region

WAYS = [
    ("eight-moves", None),
    *(("corrective-by-cause", group) for group in ("disc", "piriformis", "third")),
    ("symptom-modification", "general"),
    *(("graded-loading-home", f"day_{day}") for day in (1, 2, 3)),
    *(("graded-loading-gym", f"day_{day}") for day in (1, 2, 3, 4)),
    ("posture-check", None),
]
"""Every programme; of one with groups to choose from, each of them."""
FIRST_OF_EACH = list({name: (name, group) for name, group in reversed(WAYS)}.values())
"""Of each flow the first of its groups."""
MILD = felt(right=Region.LOWER_LEG, pain=3)

Said = tuple[Event, dict[str, Any]]


def usually(walk: Walk, group: str | None) -> Said:
    """What such a person says where a walk stands."""
    match walk.place.kind:
        case PlaceKind.WHERE_IT_HURTS:
            return Event.LOCATED, {"symptoms": MILD}
        case PlaceKind.GROUP:
            known = [choice.item for choice in prompts.prompt(walk).choices]
            return Event.CHOSE, {"item": group if group in known else known[0]}
        case PlaceKind.READY:
            return Event.YES, {}
        case PlaceKind.EXERCISE:
            return Event.DID, {"done": Done(sets=1, reps=10, whole=True)}
        case PlaceKind.EFFORT:
            wanted = walk.last_set.effort if walk.last_set is not None else None
            return Event.RATED, {"effort": wanted[0] if wanted else 7}
        case PlaceKind.OBSERVE:
            return Event.OBSERVED, {"item": prompts.prompt(walk).choices[0].item}
        case PlaceKind.AFTER | PlaceKind.RECHECK:
            return Event.LOCATED, {"symptoms": walk.facts.reading}
        case PlaceKind.RESPONSE | PlaceKind.RESPONSE_AGAIN:
            return Event.UNCHANGED, {}
        case _:
            return Event.NO, {}


def through(machine: FlowMachine, group: str | None = None) -> Iterator[tuple[Walk, Said]]:
    """Every place on the way to the ending, with what is said there."""
    walk = Walk.begin(machine)
    while walk.ending is None:
        said = usually(walk, group)
        yield walk, said
        walk = walk.say(said[0], **said[1])


def at_the_end(machine: FlowMachine, group: str | None = None) -> Walk:
    """The walk at its ending."""
    walk, (event, details) = list(through(machine, group))[-1]
    return walk.say(event, **details)


def at(machine: FlowMachine, kind: PlaceKind, group: str | None = None) -> Walk:
    """The walk at the first place of this kind."""
    return next(walk for walk, _ in through(machine, group) if walk.place.kind is kind)
