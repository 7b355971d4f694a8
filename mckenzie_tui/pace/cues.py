"""What a person is told while an exercise is done, so that nobody needs to look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.words import Side


class CueKind(StrEnum):
    """What happens now."""

    GET_READY = "get_ready"
    """It begins, or goes on, in a few seconds."""
    START = "start"
    OUT = "out"
    """A repetition begins."""
    HOLD = "hold"
    BACK = "back"
    HALFWAY = "halfway"
    LAST = "last"
    """The last repetition, or the last seconds of a position that is kept."""
    COUNTED = "counted"
    """A repetition was counted by key."""
    SET_DONE = "set_done"
    CHANGE_SIDES = "change_sides"
    """One side is done; the other one is next."""
    DONE = "done"
    PAUSED = "paused"
    AWAY = "away"
    """Nobody looked at the clock for a while: the computer slept, or the program was stopped. It waits."""
    REST_OVER = "rest_over"


@dataclass(frozen=True)
class Cue:
    """One thing to tell, with what it takes to say it."""

    kind: CueKind
    call: str = ""
    """What the exercise calls out here: ``push up``."""
    rep: int = 0
    """The repetition it is about, from 1; 0 where there is none."""
    reps: int = 0
    """How many there are in a set; 0 for a position that is kept."""
    seconds: float = 0.0
    """How long what begins now lasts; for ``LAST``, what is left; for ``DONE``, ``SET_DONE`` and
    ``CHANGE_SIDES``, the rest after it."""
    again: bool = False
    """Whether it was begun before, and goes on after a pause."""
    side: Side | None = None
    """For ``GET_READY``, ``SET_DONE``, ``CHANGE_SIDES``: the side that works next, where one does after the other."""
    asks_effort: bool = False
    """Whether it is asked next how hard it was; the rest comes after that."""
