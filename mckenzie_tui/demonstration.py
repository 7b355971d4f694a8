"""What a demonstration does by itself, so that any step can be shown at once."""

from __future__ import annotations

from mckenzie_tui.choosing import refusal
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.locating import on_chart
from mckenzie_tui.sitting import Sitting
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Side

EXAMPLE = on_chart(
    Symptoms.of(
        [
            Mark(region=Region.LOWER_LEG, side=Side.RIGHT, intensity=6),
            Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL, intensity=3),
        ]
    )
)
"""A person whose pain reaches the right calf, as many of those do for whom these exercises are made."""


def ready(walk: Walk, marked: Symptoms | None = None) -> Walk:
    """A walk from which any step can be chosen: this one, else one that goes back no further than it must.

    Safety is attested there, and where it hurts is marked, as far as that is not done. The same walk where that does
    not lead to a step either.

    Args:
        walk: where the demonstration stands; it stays as it is.
        marked: what was marked on the first chart so far; None or nothing for the example.
    """
    found = marked if marked is not None and marked.marks else EXAMPLE
    earlier = walk
    while refusal(earlier):
        if Event.ATTEST in earlier.events or earlier.place.kind is PlaceKind.WHERE_IT_HURTS:
            located = _located(earlier, found)
            return walk if refusal(located) else located
        if not earlier.trail:
            return walk
        earlier = earlier.back()
    return earlier


def _located(walk: Walk, found: Symptoms) -> Walk:
    """The walk with safety attested and the first chart marked."""
    if Event.ATTEST in walk.events:
        walk = walk.say(Event.ATTEST)
    return walk.say(Event.LOCATED, symptoms=found)


def bring(sitting: Sitting, ahead: Walk) -> None:
    """Give a session the answers of a walk that goes on from it, or from an earlier place of it."""
    while ahead.answers[: len(sitting.walk.answers)] != sitting.walk.answers and sitting.back():
        pass
    for answer in ahead.answers[len(sitting.walk.answers) :]:
        sitting.answer(answer.event, **answer.model_dump(exclude={"place", "event"}, exclude_none=True))
