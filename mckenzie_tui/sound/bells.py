"""Cues as patterns of the terminal's bell, told apart by how many there are and how they follow each other."""

from __future__ import annotations

from collections.abc import Sequence

from mckenzie_tui.pace.cues import Cue, CueKind

Pattern = tuple[float, ...]
"""When the bell rings, in seconds from now."""

PATTERNS: dict[CueKind, Pattern] = {
    CueKind.REST_OVER: (0.0, 0.25, 0.5, 1.0, 1.25, 1.5),
    CueKind.DONE: (0.0, 0.25, 0.5, 1.0, 1.25, 1.5),
    CueKind.SET_DONE: (0.0, 0.25, 0.75, 1.0),
    CueKind.CHANGE_SIDES: (0.0, 0.5, 0.75),
    CueKind.AWAY: (0.0, 0.9, 1.15),
    CueKind.PAUSED: (0.0, 0.9, 1.15),
    CueKind.GET_READY: (0.0, 0.7),
    CueKind.START: (0.0, 0.25, 0.5),
    CueKind.LAST: (0.0, 0.25, 0.5, 0.75),
    CueKind.HALFWAY: (0.0, 0.25),
    CueKind.OUT: (0.0,),
    CueKind.HOLD: (0.0,),
    CueKind.BACK: (0.0,),
    CueKind.COUNTED: (0.0,),
}
"""One bell: the next part of the movement. Where two cues meet, the one that stands first here is rung."""


def pattern(cues: Sequence[Cue]) -> Pattern:
    """What to ring for cues that come together; nothing for none."""
    kinds = {cue.kind for cue in cues}
    return next((rung for kind, rung in PATTERNS.items() if kind in kinds), ())
