"""The table of a flow while it is being laid out."""

from __future__ import annotations

from collections.abc import Iterable

from mckenzie_tui.flow.arcs import Arc, Place, Way, ending_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Question
from mckenzie_tui.words import Event


class Plan:
    """Places, arcs and crossings, as far as they have been laid out."""

    def __init__(self, flow: Flow) -> None:
        """Begin with nothing."""
        self.flow = flow
        self.start = flow.file.start
        self.places: dict[str, Place] = {}
        self.arcs: list[Arc] = []
        self.crossings: dict[str, tuple[Way, ...]] = {}

    def place(self, place: Place) -> str:
        """Add a place; gives its name."""
        self.places[place.name] = place
        return place.name

    def add(self, source: str, event: Event, ways: Iterable[Way]) -> None:
        """Add the arcs that leave a place when something is said there."""
        self.arcs += [Arc(source=source, event=event, **vars(way)) for way in ways]

    def crossing(self, name: str, ways: Iterable[Way]) -> None:
        """Add a crossing with the ways that lead on from there."""
        self.crossings[name] = tuple(ways)

    def ends(self, question: Question) -> bool:
        """Whether a yes to a question ends the session."""
        return question.yes in self.flow.endings

    @property
    def emergency(self) -> str:
        """The place where a sign of an emergency leads."""
        listed = (*self.flow.emergency.questions, *self.flow.trouble.more_signs)
        return ending_place(next((question.yes for question in listed if self.ends(question)), listed[0].yes))
