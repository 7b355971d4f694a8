"""Short ways to the session after a session."""

from __future__ import annotations

from datetime import timedelta

from clocks import Clock
from walks import answered, begun, felt, give

from mckenzie_tui.answers import Context, Due
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Feels, Often, Region


def held(desk: Desk, *answers: Event, feels: Feels = Feels.SAME, pain: int = 6) -> Sitting:
    """A whole session; where it begins with the last one, that is told first."""
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    where = felt(right=Region.LOWER_LEG, pain=pain)
    if sitting.walk.place.kind is PlaceKind.SINCE_NEW:
        followed_up(sitting, feels, pain)
        sitting.answer(Event.YES)
    while sitting.walk.place.kind in (PlaceKind.QUESTION, PlaceKind.CHANGED):
        sitting.answer(Event.NO)
    sitting.answer(Event.LOCATED, symptoms=where)
    return give(sitting, answered(sitting.walk, *answers))


def followed_up(sitting: Sitting, feels: Feels, pain: int = 6) -> None:
    """Answer what is asked about the last session, up to whether a session is wanted now."""
    sitting.answer(Event.NO)
    sitting.answer(Event(feels))
    if sitting.walk.place.kind is PlaceKind.SINCE_OFTEN:
        sitting.answer(Event.OFTEN, item=Often.THREE_TO_FIVE)
    sitting.answer(Event.LOCATED, symptoms=felt(right=Region.LOWER_LEG, pain=pain))
    if sitting.walk.place.kind is PlaceKind.SINCE_ADVICE:
        sitting.answer(Event.GO_ON)


def asked_about_the_last_one(machine: FlowMachine) -> Walk:
    """A walk that has told how it has been since the last session, and is asked whether a session is wanted now."""
    due = Due(session="00000001", began=Clock().time - timedelta(hours=24), after_h=24)
    walk = begun(machine, Context(first=False, follow_up=due)).say(Event.NO).say(Event.SAME)
    return walk.say(Event.LOCATED, symptoms=felt(right=Region.LOWER_LEG))
