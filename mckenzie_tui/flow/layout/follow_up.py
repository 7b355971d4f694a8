"""Lays out what is asked first about an earlier session: what is new, how it was, how often, where; what follows."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import (
    FOLLOW_UP,
    TROUBLE,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Way,
    ending_place,
    follow_up_place,
    question_place,
)
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.words import Event, Feels


def follow_up(plan: Plan) -> None:
    """Lay the places out, where the flow asks at all; the last of them leads to the first safety question."""
    asked, not_today = plan.flow.follow_up, plan.start.not_today
    if asked is None or not_today is None:
        return
    emergency = plan.flow.emergency
    session = [Way(question_place(emergency.id, emergency.questions[0].id))]
    at = {
        kind: plan.place(Place(follow_up_place(kind), kind))
        for kind in (PlaceKind.SINCE_NEW, PlaceKind.SINCE_HOW, PlaceKind.SINCE_OFTEN, PlaceKind.SINCE_WHERE)
    }
    now = plan.place(Place(follow_up_place(PlaceKind.SINCE_NOW), PlaceKind.SINCE_NOW))
    plan.add(at[PlaceKind.SINCE_NEW], Event.YES, [Way(TROUBLE)])
    plan.add(at[PlaceKind.SINCE_NEW], Event.NO, [Way(at[PlaceKind.SINCE_HOW])])
    plan.add(at[PlaceKind.SINCE_NEW], Event.SKIP, session)
    where = Way(at[PlaceKind.SINCE_WHERE])
    often = Way(at[PlaceKind.SINCE_OFTEN], (Guard(Structural.EXERCISE_WAS_TO_BE_DONE),))
    for feels in Feels:
        plan.add(at[PlaceKind.SINCE_HOW], Event(feels.value), [often, where])
    plan.add(at[PlaceKind.SINCE_OFTEN], Event.OFTEN, [where])
    for index, rule in enumerate(asked.rules):
        dest = now
        if rule.advice is not None:
            there = Place(f"{FOLLOW_UP}.advice.{index}", PlaceKind.SINCE_ADVICE, question=str(index))
            dest = plan.place(there)
            plan.add(dest, Event.GO_ON, [Way(now)])
            plan.add(dest, Event.ASK_FIRST, [Way(ending_place(plan.start.ask_first))])
        way = Way(
            dest,
            tuple(map(Guard, rule.when)),
            why=rule.why,
            rule=f"{FOLLOW_UP}.rules[{index}]",
            sources=rule.sources,
            dose_percent=rule.dose_percent,
            leaves_out_last=rule.leave_out_last,
        )
        plan.add(at[PlaceKind.SINCE_WHERE], Event.LOCATED, [way])
    plan.add(now, Event.YES, session)
    plan.add(now, Event.NO, [Way(ending_place(not_today))])
