"""The spots of the body where something can be felt, from the low back to the toes, and what each one is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.words import Region, Side, View


class Way(StrEnum):
    """A way to go on the picture of a body, as the arrow keys point."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


_WORDS: dict[tuple[View, Region], str] = {
    (View.BACK, Region.BACK_MIDLINE): "middle of the low back",
    (View.BACK, Region.BACK_SIDE): "{side} side of the low back",
    (View.BACK, Region.BUTTOCK_HIP): "{side} buttock",
    (View.BACK, Region.THIGH): "back of the {side} thigh",
    (View.BACK, Region.KNEE): "back of the {side} knee",
    (View.BACK, Region.LOWER_LEG): "{side} calf",
    (View.BACK, Region.FOOT): "{side} heel",
    (View.FRONT, Region.BUTTOCK_HIP): "{side} hip or groin",
    (View.FRONT, Region.THIGH): "front of the {side} thigh",
    (View.FRONT, Region.KNEE): "front of the {side} knee",
    (View.FRONT, Region.LOWER_LEG): "{side} shin",
    (View.FRONT, Region.FOOT): "{side} ankle or foot",
    (View.FRONT, Region.TOES): "{side} toes",
}


@dataclass(frozen=True)
class Spot:
    """One place that can be marked: a region of one side, as seen from the front or from the back."""

    view: View
    side: Side
    """``central`` for the middle of the low back alone."""
    region: Region

    @property
    def words(self) -> str:
        """What it is called, with its side: ``right calf``."""
        return _WORDS[self.view, self.region].format(side=self.side)

    @property
    def id(self) -> str:
        """One word for it, for drafts and scripts: ``back.right.lower_leg``."""
        return f"{self.view}.{self.side}.{self.region}"


def _spots() -> tuple[Spot, ...]:
    spots = []
    for view, region in _WORDS:
        sides = (Side.CENTRAL,) if region is Region.BACK_MIDLINE else (Side.LEFT, Side.RIGHT)
        spots += [Spot(view, side, region) for side in sides]
    return tuple(spots)


SPOTS = _spots()
"""All spots: the back view first, from the low back down."""
BY_ID = {spot.id: spot for spot in SPOTS}
MIDDLE = SPOTS[0]
"""The middle of the low back."""
ROUND = (
    MIDDLE,
    *(
        spot
        for view in (View.BACK, View.FRONT)
        for side in (Side.RIGHT, Side.LEFT)
        for spot in SPOTS
        if (spot.view, spot.side) == (view, side)
    ),
)
"""All spots in the order in which one key leads from one to the next: down one side, then down the other.

Pain mostly keeps to one side and to the back, so this way takes the fewest presses; and a press too many leads to the
next spot of the same side, not to the other leg.
"""


def spot_of(region: Region, side: Side, view: View | None) -> Spot:
    """The spot for a region that was named with or without a view; the back is meant where nothing was said."""
    wanted = View.BACK if view is None else view
    if (wanted, region) not in _WORDS:
        wanted = View.FRONT if wanted is View.BACK else View.BACK
    return Spot(wanted, side, region)


def sides_as_seen(view: View) -> tuple[Side, Side]:
    """The sides from left to right on the picture: a front view is mirrored."""
    return (Side.LEFT, Side.RIGHT) if view is View.BACK else (Side.RIGHT, Side.LEFT)


def beside(spot: Spot, way: Way, leg: Side = Side.RIGHT) -> Spot:
    """The spot one goes to on the picture; the same spot where there is none that way.

    Args:
        spot: where one is.
        way: where an arrow points.
        leg: which leg to go down from the middle of the back.
    """
    if way in (Way.LEFT, Way.RIGHT):
        row = [each for each in SPOTS if each.view is spot.view and _row(each) == _row(spot)]
        left, _ = sides_as_seen(spot.view)
        row.sort(key=lambda each: (each.side is not left) + (each.side not in (left, Side.CENTRAL)))
        at = row.index(spot) + (1 if way is Way.RIGHT else -1)
        return row[at] if 0 <= at < len(row) else spot
    side = leg if spot.side is Side.CENTRAL else spot.side
    column = [each for each in SPOTS if each.view is spot.view and each.side is side]
    at = _row(spot) - _row(column[0]) + (1 if way is Way.DOWN else -1)
    return column[at] if 0 <= at < len(column) else spot


def _row(spot: Spot) -> int:
    """How many rows below the low back a spot lies."""
    return max(0, list(Region).index(spot.region) - 1)


def seen_from_the_other_side(spot: Spot) -> Spot:
    """The spot of the other view that is nearest to this one."""
    other = View.FRONT if spot.view is View.BACK else View.BACK
    side = Side.RIGHT if spot.side is Side.CENTRAL else spot.side
    column = [each for each in SPOTS if each.view is other and each.side is side]
    return min(column, key=lambda each: abs(each.region.rank - spot.region.rank))
