"""Where a figure stands that shows an exercise: in step with the pacing, or by itself before it begins."""

from __future__ import annotations

from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.pace.pacer import Pacer, State
from mckenzie_tui.pace.timeline import Part, repetition
from mckenzie_tui.settings import Pace

_SHOWN_OUT = 3.0
"""Seconds in which it shows how to get into a position that is kept."""
_SHOWN_STILL = 1.5
"""Seconds it then stands still before it begins again."""

Posture = tuple[Part, float]
"""A part of the movement, and how far it is gone, 0 to 1."""


def posture(pacer: Pacer, seconds: float) -> Posture:
    """Where the figure stands.

    Args:
        pacer: the pacing that it keeps in step with.
        seconds: since the person last pressed a key, by which it moves while no clock runs.
    """
    moment = pacer.moment()
    stays = moment.phase.part is Part.STAY
    match moment.state:
        case State.WAITING:
            return shown(pacer.dose, pacer.pace, seconds)
        case State.RUNNING if pacer.by_key:
            return shown(pacer.dose, pacer.pace, seconds, once=True)
        case State.RUNNING if moment.phase.part is Part.OPEN:
            return shown(pacer.dose, pacer.pace, moment.phase.seconds - moment.left_in_phase)
        case State.RUNNING:
            return moment.phase.part, moment.progress
        case State.LEAD_IN if stays and moment.progress == 0:
            # There is time to get into the position.
            return Part.OUT, moment.lead_in_progress
    return (Part.STAY, 0.0) if stays else (Part.OUT, 0.0)


def shown(dose: Dose, pace: Pace, seconds: float, *, once: bool = False) -> Posture:
    """Where a figure stands that shows the movement again and again.

    Args:
        dose: what is shown.
        pace: how fast.
        seconds: since it began.
        once: whether it stands still after one repetition.
    """
    if dose.duration_s is None:
        movement = list(repetition(dose, pace))
    else:
        movement = [(Part.OUT, _SHOWN_OUT), (Part.STAY, _SHOWN_STILL), (Part.RETURN, _SHOWN_OUT)]
    whole = sum(length for _, length in movement) + _SHOWN_STILL
    left = min(seconds, whole) if once else seconds % whole
    for part, length in movement:
        if left < length:
            return part, left / length
        left -= length
    return Part.OUT, 0.0
