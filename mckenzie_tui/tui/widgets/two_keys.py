"""Marking a chart by two keys: one goes on to the next thing there is, the other takes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mckenzie_tui.body import ROUND, Spot
from mckenzie_tui.locating import Felt, rated, with_numbness
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import Kind

MOST = 10


class Stop(StrEnum):
    """What the key that takes would take now."""

    OFF = "off"
    """The two keys are not in use."""
    PLACE = "place"
    """The place under the cursor."""
    STRENGTH = "strength"
    """What is offered to be said about that place."""
    DONE = "done"
    """That everything is marked."""
    NOTHING = "nothing"
    """That nothing is felt."""


@dataclass(frozen=True)
class Offer:
    """Something that can be said about a place."""

    kind: Kind
    strength: int | None
    """0 says that it is not there; None leads on to the strengths of this kind. Numbness is there or not: 1 or 0."""

    @property
    def words(self) -> str:
        """What it says."""
        if self.kind is Kind.NUMBNESS:
            return "numb" if self.strength else "not numb"
        name = "pain" if self.kind is Kind.PAIN else "pins and needles"
        return f"no {name}" if self.strength == 0 else f"{name} {self.strength or '...'}"


def strengths(kind: Kind, present: int) -> tuple[Offer, ...]:
    """Every strength once, from the present one up, and from 10 on to none at all."""
    return tuple(Offer(kind, (present + more) % (MOST + 1)) for more in range(MOST + 1))


def offers(felt: Felt) -> tuple[Offer, ...]:
    """All that can be said where this is felt: the strengths of what is there first, the other kinds after them."""
    if felt.tingling and not felt.pain:
        first, other = strengths(Kind.TINGLING, felt.tingling), Kind.PAIN
    else:
        first, other = strengths(Kind.PAIN, felt.pain), Kind.TINGLING
    return (*first, Offer(other, None), Offer(Kind.NUMBNESS, int(not felt.numb)))


def said(found: Symptoms, spot: Spot, offer: Offer) -> Symptoms:
    """The symptoms once this is said about a place."""
    if offer.strength is None:
        raise ValueError("how strong it is was not said")
    if offer.kind is Kind.NUMBNESS:
        return with_numbness(found, spot, numb=offer.strength > 0)
    return rated(found, spot, offer.kind, offer.strength)


@dataclass(frozen=True)
class TwoKeys:
    """How far the two keys have led."""

    stop: Stop = Stop.OFF
    offers: tuple[Offer, ...] = ()
    """What can be said about the place; the first one would be taken."""

    @property
    def goes_up(self) -> bool:
        """Whether the next offer is one more than the first."""
        here, after = self.offers[:2]
        return here.kind is after.kind and (here.strength or 0) < (after.strength or 0)

    def next_offer(self) -> TwoKeys:
        """Go on to the next offer, after the last one to the first."""
        return replace(self, offers=(*self.offers[1:], *self.offers[:1]))


def following(stop: Stop, spot: Spot, *, marked: bool) -> tuple[Stop, Spot]:
    """Where the key that goes on leads from a place or from one of the stops after them.

    At first it leads nowhere: the place under the cursor, the farthest mark mostly, is the likeliest to be meant.
    Without a mark it leads from ``DONE`` to ``NOTHING`` at once, as one of the two must be said.
    """
    last = spot == ROUND[-1]
    match stop:
        case Stop.OFF:
            return Stop.PLACE, spot
        case Stop.PLACE if last:
            return Stop.DONE, spot
        case Stop.DONE if last or not marked:
            return Stop.NOTHING, spot
        case _:
            return Stop.PLACE, ROUND[(ROUND.index(spot) + 1) % len(ROUND)]
