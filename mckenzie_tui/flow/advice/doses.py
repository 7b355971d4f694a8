"""Numbers that look like a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.schema import Dose

_MOST = {
    "sets": (5, "sets in one go tire more than they tell", "One to three are usual"),
    "reps": (30, "repetitions before the first question are too many to notice a worsening in time", "Ten are usual"),
    "hold_s": (60, "seconds are long for one repetition", "A few seconds are usual"),
    "duration_s": (900, "seconds are long to keep one position before anybody asks", "Two to five minutes are usual"),
    "move_s": (15, "seconds are very slow for one way", "Two or three are usual"),
    "return_s": (15, "seconds are very slow for one way", "Two or three are usual"),
    "rest_s": (600, "seconds are long to wait for a question", "A minute is usual"),
    "times_a_day": (12, "times a day are more than anybody does", "Two to six are usual"),
}
"""Our own limits: far from what the sources give, so that a slip is noticed and a choice is not."""
_MOST_LIGHTER = 50
"""Percent of a weight that is taken off."""
_LEAST_REST, _LEAST_SETTLING = 30, 120
_LEAST_SEVERE, _MOST_SEVERE = 4, 9
_MOST_HURTING = 6


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the numbers."""
    file = compared.flow.file
    for index, step in enumerate(file.steps):
        model = compared.bundled_step(step)
        yield from _dose(index, step.dose, model.dose if model else None)
    if file.settling.duration_s < _LEAST_SETTLING:
        message = f"{_seconds_are(file.settling.duration_s)} short to see whether a worsening settles"
        yield warning(
            ("", ("settling",)), message, "Up to five minutes are usual: 300. Please check the number.", "duration_s"
        )
    yield from _hurting(compared)
    severe = file.start.severe_pain
    if severe > _MOST_SEVERE:
        message = "only pain of 10, the worst there is, counts as severe here"
        advice = "Nearly everybody is then offered all exercises, however strong the pain. 8 is usual."
        yield warning(("", ("start",)), message, advice, "severe_pain")
    elif severe < _LEAST_SEVERE:
        message = f"pain of {severe} out of 10 already counts as severe here"
        advice = "Nearly everybody is then offered the gentlest exercises only. 8 is usual."
        yield warning(("", ("start",)), message, advice, "severe_pain")


def _hurting(compared: Compared) -> Iterator[Finding]:
    """A limit of pain that keeps hardly anybody out, or out with the wrong words."""
    file = compared.flow.file
    hurts, ending = file.start.hurts_from, file.start.while_it_hurts
    if hurts is not None and hurts > _MOST_HURTING:
        message = f"only pain of {hurts} or more keeps somebody from beginning"
        advice = "Who builds up should not do so in strong pain. 4 is what the bundled flows have."
        yield warning(("", ("start",)), message, advice, "hurts_from")
    if ending is not None and ending in [rule.go for rule in file.after_last_step]:
        message = f"somebody in too much pain to begin ends with '{ending}', as if all had been done"
        advice = "They did nothing, and need other words. Give them an ending of their own."
        yield warning(("", ("start",)), message, advice, "while_it_hurts")


def _seconds_are(number: int) -> str:
    return "1 second is" if number == 1 else f"{number} seconds are"


def _dose(index: int, dose: Dose, model: Dose | None) -> Iterator[Finding]:
    place = ("", ("steps", index, "dose"))
    odd = []
    for key, (most, why, usual) in _MOST.items():
        number = getattr(dose, key)
        ours = model is not None and number == getattr(model, key)
        if number is not None and number > most and not ours:
            odd.append(key)
            yield warning(place, f"{number} {why}", f"{usual}. Please check the number.", key)
    for number, load in enumerate(dose.loads):
        for key in ("sets", "reps"):
            value, (most, why, usual) = getattr(load, key), _MOST[key]
            if value is not None and value > most:
                message, advice = f"{value} {why}", f"{usual}. Please check the number."
                yield warning(("", (*place[1], "loads", number)), message, advice, key)
        if load.lighter_percent is not None and load.lighter_percent[1] > _MOST_LIGHTER:
            message = f"{load.lighter_percent[1]} % less weight leaves hardly any"
            advice = "It says by how much less, not how much remains: 10 to 15 is usual. Please check the number."
            yield warning(("", (*place[1], "loads", number)), message, advice, "lighter_percent")
    if dose.rest_s < _LEAST_REST:
        message = f"only {_seconds_are(dose.rest_s)} there to rest before the question"
        advice = "Only what remains at rest counts, and that shows after about a minute: 60 is usual."
        yield warning(place, message, advice, "rest_s")
        odd.append("rest_s")
    for key in type(dose).model_fields:
        number = getattr(dose, key)
        sourced = model is not None and key not in dose.ours and key not in model.ours and key not in odd
        if sourced and key in _SOURCED and number not in (None, (), getattr(model, key)):
            message = f"'{key}' is not what the bundled flow has for this exercise, and is not listed under 'ours'"
            advice = f"Readers take it for a number of the sources. Add \"{key}\" to the list 'ours'."
            yield warning(place, message, advice, key)


_SOURCED = (
    *("sets", "sets_range", "reps", "reps_range", "effort", "effort_range", "loads"),
    *("hold_s", "hold_range_s", "duration_s", "duration_range_s"),
)
"""Numbers that a source may give."""
