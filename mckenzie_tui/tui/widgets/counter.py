"""The counter of an exercise: a big number, and in words what it counts, what to do, and how to change it."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits

from mckenzie_tui.flow.schema import Calls
from mckenzie_tui.pace.pacer import Moment, Pacer, State
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.pace.told import clock_face, in_words
from mckenzie_tui.settings import CHOICES, Pace
from mckenzie_tui.tui.widgets.plain_text import PlainText

_MARKS = {Part.STAY: "■", Part.OPEN: "●", Part.OUT: "●", Part.HOLD: "■", Part.RETURN: "○"}
"""Marks that point nowhere: which way to move is said by the words and shown by the figure."""
_PACES = next(choice.words for choice in CHOICES if choice.key == "pace")


class Counter(Horizontal):
    """Shows where a pacing stands; in one line, without the big number, where it is to be ``small``."""

    digits = getters.query_one(Digits)
    what = getters.query_one("#what", PlainText)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._drawn = ("", "")

    def compose(self) -> ComposeResult:
        """The number and the words."""
        yield Digits()
        yield PlainText(id="what")

    def show(self, pacer: Pacer, calls: Calls, *, small: bool) -> None:
        """Show where it stood when it was last looked at."""
        moment = pacer.moment()
        number = _number(pacer, moment)
        counted, what = _counted(pacer, moment), _what_to_do(pacer, moment, calls)
        words = f"{counted}\n{what}\n{_how_to_change(pacer)}"
        if small:
            whole = f"{number} {counted} · {what}"
            words = whole if len(whole) <= self.size.width else f"{number} · {what}"
        if (number, words) != self._drawn:
            self._drawn = (number, words)
            self.digits.update(number)
            # Its place and size stay the same, so nothing else has to be arranged anew.
            self.what.update(Content(words), layout=False)


def in_large(pacer: Pacer, calls: Calls) -> tuple[str, str]:
    """The number and the few words that are to be read from afar."""
    moment = pacer.moment()
    call = _calls(calls).get(moment.phase.part, "rest")
    words = {
        State.WAITING: "space starts",
        State.LEAD_IN: "get ready",
        State.PAUSED: "paused",
        State.AWAY: "paused",
    }
    return _number(pacer, moment), words.get(moment.state, call)


def _calls(calls: Calls) -> dict[Part, str]:
    """What is called out in each part of a repetition."""
    return {
        Part.STAY: calls.stay,
        Part.OPEN: calls.out,
        Part.OUT: calls.out,
        Part.HOLD: calls.hold,
        Part.RETURN: calls.back,
    }


def _number(pacer: Pacer, moment: Moment) -> str:
    """Seconds until it begins, time left for a position or a break, the repetitions otherwise."""
    if moment.state is State.LEAD_IN:
        return clock_face(moment.lead_left).removeprefix("0:0")
    if moment.phase.part is Part.OPEN:
        return clock_face(moment.phase.seconds - moment.left_in_phase)
    if not pacer.dose.reps or (moment.phase.part is Part.BETWEEN_SETS and not pacer.by_key):
        return clock_face(moment.left_in_phase)
    waits = pacer.by_key or moment.state is State.WAITING
    # Counted by key no time goes by in a break, in which none of the next set or side is done.
    return str(max(moment.phase.rep - waits, 0))


def _counted(pacer: Pacer, moment: Moment) -> str:
    dose = pacer.dose
    if moment.state is State.AWAY:
        return "Your computer was away."
    if moment.state is State.LEAD_IN:
        return "seconds: get ready"
    if dose.reps:
        counted = f"of {dose.reps}"
        if pacer.pace is not Pace.USUAL and not pacer.by_key:
            counted += f" · {_PACES[pacer.pace]}"
    elif dose.open_ended:
        counted = "as many as feel right"
    elif moment.state is State.WAITING:
        counted = f"for {in_words(dose.duration_s or 0)}"
    else:
        counted = f"left of {in_words(dose.duration_s or 0)}"
    if dose.sets > 1:
        counted += f" · set {moment.phase.set} of {dose.sets}"
    if moment.phase.side is not None:
        counted += f" · {moment.phase.side}"
    return counted


def _what_to_do(pacer: Pacer, moment: Moment, calls: Calls) -> str:
    part = moment.phase.part
    match moment.state:
        case State.WAITING:
            return "Space starts."
        case State.PAUSED:
            return "Paused. Space goes on."
        case State.AWAY:
            return "Space goes on, r begins again."
        case State.RUNNING if pacer.by_key:
            if part is Part.BETWEEN_SETS and pacer.changes_sides:
                return f"Now {moment.phase.side}. Space begins."
            return "Space begins the next set." if part is Part.BETWEEN_SETS else "Space after each one."
        case _ if part is Part.BETWEEN_SETS and pacer.changes_sides:
            return f"Change sides: now {moment.phase.side}."
        case _ if part is Part.BETWEEN_SETS:
            return "Rest between two sets."
        case State.RUNNING if part is Part.OPEN:
            return "Enter ends the set."
        case _ if part is Part.HOLD:
            return f"{_MARKS[part]} {calls.hold}: {in_words(moment.left_in_phase)}"
    call = _calls(calls)[part]
    return f"then {call}" if moment.state is State.LEAD_IN else f"{_MARKS[part]} {call}"


def _how_to_change(pacer: Pacer) -> str:
    if pacer.by_key:
        return "k counts by the clock"
    if pacer.dose.reps:
        return "+ slower  - faster  k by key"
    return "+ longer  - shorter" if pacer.dose.duration_range_s else ""
