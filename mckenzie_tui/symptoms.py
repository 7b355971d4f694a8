"""What is felt at one moment: where, on which side, of which kind, and how strongly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mckenzie_tui.words import NO_SYMPTOMS_RANK, Kind, Region, Side, View

Rating = Annotated[int, Field(ge=0, le=10)]


class Record(BaseModel):
    """The manners of every table of a log: frozen, and keys of later versions are kept."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Mark(Record):
    """A region in which something is felt, and on which side."""

    region: Region
    side: Literal[Side.LEFT, Side.RIGHT, Side.CENTRAL]
    """``central`` goes with ``back_midline`` alone."""
    kind: Kind = Kind.PAIN
    view: View | None = None
    """Whether it is at the front or at the back, where that was said."""
    intensity: Annotated[int, Field(ge=1, le=10)] | None = None
    """How strong it is, 1 to 10; numbness has no strength."""

    @property
    def place(self) -> tuple[Region, Side, View | None]:
        """Where it is, whatever is felt there."""
        return self.region, self.side, self.view


class Symptoms(Record):
    """What is felt at one moment. Ratings are 0 (none) to 10 (worst imaginable)."""

    back_pain: Rating = 0
    leg_pain: Rating = 0
    """Pain from the buttock down."""
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> Symptoms:
        """The symptoms of these marks: each rating is the highest of its part of the body, pain or tingling."""
        marks = tuple(marks)
        felt = [mark for mark in marks if mark.kind is not Kind.NUMBNESS]
        return cls(
            back_pain=max((mark.intensity or 0 for mark in felt if not mark.region.in_leg), default=0),
            leg_pain=max((mark.intensity or 0 for mark in felt if mark.region.in_leg), default=0),
            marks=marks,
        )

    def reach(self, side: Side) -> int:
        """How far pain and tingling reach on the left or the right: a region's rank, 0 where there are none."""
        return max((mark.region.rank for mark in self.felt if mark.side is side), default=NO_SYMPTOMS_RANK)

    @property
    def felt(self) -> tuple[Mark, ...]:
        """Where pain or tingling is; a numb foot in place of a painful one must not look like progress."""
        return tuple(mark for mark in self.marks if mark.kind is not Kind.NUMBNESS)

    @property
    def numb(self) -> tuple[Mark, ...]:
        """Where it is numb."""
        return tuple(mark for mark in self.marks if mark.kind is Kind.NUMBNESS)

    @property
    def quiet(self) -> bool:
        """Whether no pain and no tingling is felt; old numbness may still be there."""
        return not self.felt and self.worst_pain == 0

    @property
    def in_leg(self) -> bool:
        """Whether pain or tingling is felt from the buttock down."""
        return any(mark.region.in_leg for mark in self.felt)

    @property
    def side(self) -> Side:
        """The painful side: the one that reaches farther; equally far is ``both``, neither is ``central``."""
        left, right = self.reach(Side.LEFT), self.reach(Side.RIGHT)
        if left == right:
            return Side.BOTH if left else Side.CENTRAL
        return Side.LEFT if left > right else Side.RIGHT

    @property
    def painful_side(self) -> Side | None:
        """The same where there is pain or tingling; None where nothing hurts, so that no side does."""
        return None if self.quiet else self.side

    @property
    def in_both_legs(self) -> bool:
        """Whether both legs have symptoms of any kind, from the thigh down."""
        legs = {mark.side for mark in self.marks if mark.region.rank >= Region.THIGH.rank}
        return {Side.LEFT, Side.RIGHT} <= legs

    @property
    def on_both_sides(self) -> bool:
        """Whether both sides have symptoms of any kind, from the buttock down."""
        sides = {mark.side for mark in self.marks if mark.region.in_leg}
        return {Side.LEFT, Side.RIGHT} <= sides

    @property
    def none(self) -> bool:
        """Whether nothing at all is felt."""
        return not self.marks and self.worst_pain == 0

    @property
    def worst_pain(self) -> int:
        """The higher of the two ratings."""
        return max(self.back_pain, self.leg_pain)
