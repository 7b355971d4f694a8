"""What a clinician sees an exercise do, in the words of the McKenzie assessment: during testing, and to the range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from mckenzie_tui.words import During, RangeOfMovement

Token: TypeAlias = During | RangeOfMovement
_RANGE_WORDS = {
    RangeOfMovement.MORE: "Range of movement increased",
    RangeOfMovement.SAME: "Range of movement: no effect",
    RangeOfMovement.LESS: "Range of movement decreased",
}
TOKENS: tuple[tuple[Token, str], ...] = (
    *((token, token.capitalize()) for token in During),
    *_RANGE_WORDS.items(),
)
"""Everything that can be said, with its words."""


@dataclass(frozen=True)
class Observed:
    """What was seen; empty and None where nothing was said."""

    during: tuple[During, ...] = ()
    range_of_movement: RangeOfMovement | None = None

    def details(self) -> dict[str, Any]:
        """The parts of an answer that say so."""
        parts = {"during": self.during or None, "range_of_movement": self.range_of_movement}
        return {name: value for name, value in parts.items() if value is not None}

    def ticked(self, token: Token) -> Observed:
        """With one thing more, or less where it was there. No effect goes with nothing else of its kind."""
        if isinstance(token, RangeOfMovement):
            return Observed(self.during, None if token is self.range_of_movement else token)
        during = {*self.during} ^ {token}
        if token is During.NO_EFFECT:
            during &= {token}
        else:
            during -= {During.NO_EFFECT}
        return Observed(tuple(one for one in During if one in during), self.range_of_movement)

    def has(self, token: Token) -> bool:
        """Whether it is ticked."""
        return token is self.range_of_movement if isinstance(token, RangeOfMovement) else token in self.during
