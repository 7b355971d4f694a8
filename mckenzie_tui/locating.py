"""Where it hurts, as a short form: a side, the farthest region, and two ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.report import REGION_WORDS
from mckenzie_tui.session import Mark, Symptoms
from mckenzie_tui.words import Region, Side

Values = Mapping[str, str | int]
"""The fields answered so far."""


class Field(StrEnum):
    """One question of the form."""

    SIDE = "side"
    FARTHEST_LEFT = "farthest_left"
    FARTHEST_RIGHT = "farthest_right"
    BACK_PAIN = "back_pain"
    LEG_PAIN = "leg_pain"


NO_SYMPTOMS = "none"
SIDES = {
    Side.LEFT.value: "On the left",
    Side.RIGHT.value: "On the right",
    Side.BOTH.value: "On both sides",
    Side.CENTRAL.value: "Only in the middle of my low back",
    NO_SYMPTOMS: "Nowhere: I feel nothing right now",
}
REGIONS = {region.value: REGION_WORDS[region].capitalize() for region in Region if region is not Region.BACK_MIDLINE}

_ASK = {
    Field.SIDE: "Where do you feel it now? Count pain and tingling.",
    Field.FARTHEST_LEFT: "How far down does it reach on the left?",
    Field.FARTHEST_RIGHT: "How far down does it reach on the right?",
    Field.BACK_PAIN: "How strong is the pain in your back now? 0 is none, 10 is the worst you can think of.",
    Field.LEG_PAIN: "How strong is the pain from your bottom down now? 0 is none, 10 is the worst you can think of.",
}
FARTHEST = {Field.FARTHEST_LEFT: Side.LEFT, Field.FARTHEST_RIGHT: Side.RIGHT}


@dataclass(frozen=True)
class Asked:
    """One question of the form, with its choices; a rating has none."""

    field: Field
    ask: str
    choices: Mapping[str, str]


def fields(values: Values) -> tuple[Asked, ...]:
    """The questions that the answers so far call for, answered ones included, in order."""
    wanted = [Field.SIDE]
    side = values.get(Field.SIDE)
    if side in (Side.LEFT, Side.BOTH):
        wanted.append(Field.FARTHEST_LEFT)
    if side in (Side.RIGHT, Side.BOTH):
        wanted.append(Field.FARTHEST_RIGHT)
    if side is not None and side != NO_SYMPTOMS:
        wanted.append(Field.BACK_PAIN)
    if any(Region(str(values[field])).in_leg for field in FARTHEST if field in wanted and field in values):
        wanted.append(Field.LEG_PAIN)
    return tuple(Asked(field, _ASK[field], _choices(field)) for field in wanted)


def _choices(field: Field) -> Mapping[str, str]:
    if field is Field.SIDE:
        return SIDES
    return REGIONS if field in FARTHEST else {}


def next_field(values: Values) -> Asked | None:
    """The first question without an answer; None where the form is complete."""
    return next((asked for asked in fields(values) if asked.field not in values), None)


def with_value(values: Values, field: Field, value: str | int) -> dict[str, str | int]:
    """The form with one more answer; answers that no longer belong are dropped."""
    changed = {**values, field.value: value}
    wanted = {asked.field for asked in fields(changed)}
    return {key: kept for key, kept in changed.items() if key in wanted}


def symptoms(values: Values) -> Symptoms:
    """What a complete form says."""
    marks: list[Mark] = []
    if values[Field.SIDE] == Side.CENTRAL:
        marks.append(Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL))
    for field, side in FARTHEST.items():
        if field in values:
            marks.append(Mark.model_validate({"region": values[field], "side": side}))
    return Symptoms(
        back_pain=int(values.get(Field.BACK_PAIN, 0)), leg_pain=int(values.get(Field.LEG_PAIN, 0)), marks=tuple(marks)
    )


def values_of(found: Symptoms) -> dict[str, str | int]:
    """The form as it would have been filled in to say this."""
    if found.none:
        return {Field.SIDE.value: NO_SYMPTOMS}
    reaches = {field: mark.region for field, side in FARTHEST.items() for mark in found.marks if mark.side is side}
    side = Side.BOTH if len(reaches) > 1 else next((FARTHEST[field] for field in reaches), Side.CENTRAL)
    ratings = {Field.BACK_PAIN: found.back_pain, Field.LEG_PAIN: found.leg_pain}
    values = {Field.SIDE.value: side.value, **{field.value: region.value for field, region in reaches.items()}}
    wanted = {asked.field for asked in fields(values)}
    return {**values, **{field.value: rating for field, rating in ratings.items() if field in wanted}}


def without_last(values: Values) -> dict[str, str | int]:
    """The form without its last answer."""
    answered = [asked.field.value for asked in fields(values) if asked.field in values]
    return {key: values[key] for key in answered[:-1]}
