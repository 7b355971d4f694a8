"""What a demonstration does by itself, so that any step can be shown at once."""

from __future__ import annotations

from mckenzie_tui.locating import on_chart
from mckenzie_tui.sitting import Sitting
from mckenzie_tui.symptoms import Mark, Symptoms
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


def make_ready(sitting: Sitting) -> None:
    """Go to where any step can be chosen: safety attested, and the example marked where nothing is yet."""
    while sitting.walk.facts.symptoms is None and Event.ATTEST not in sitting.walk.events and sitting.back():
        pass
    if Event.ATTEST in sitting.walk.events:
        sitting.answer(Event.ATTEST)
    if Event.LOCATED in sitting.walk.events and sitting.walk.facts.symptoms is None:
        sitting.answer(Event.LOCATED, symptoms=EXAMPLE)
