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
}
"""Our own limits: far from what the sources give, so that a slip is noticed and a choice is not."""
_LEAST_REST, _LEAST_SETTLING = 30, 120
_LEAST_SEVERE, _MOST_SEVERE = 4, 9


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the numbers."""
    file = compared.flow.file
    for index, step in enumerate(file.steps):
        model = compared.bundled_step(step)
        yield from _dose(index, step.dose, model.dose if model else None)
    if file.settling.duration_s < _LEAST_SETTLING:
        message = f"{file.settling.duration_s} seconds are short to see whether a worsening settles"
        yield warning(
            ("", ("settling",)), message, "Up to five minutes are usual: 300. Please check the number.", "duration_s"
        )
    severe = file.start.severe_pain
    if severe > _MOST_SEVERE:
        message = "only pain of 10, the worst there is, counts as severe here"
        advice = "Nearly everybody is then offered all exercises, however strong the pain. 8 is usual."
        yield warning(("", ("start",)), message, advice, "severe_pain")
    elif severe < _LEAST_SEVERE:
        message = f"pain of {severe} out of 10 already counts as severe here"
        advice = "Nearly everybody is then offered the gentlest exercises only. 8 is usual."
        yield warning(("", ("start",)), message, advice, "severe_pain")


def _dose(index: int, dose: Dose, model: Dose | None) -> Iterator[Finding]:
    place = ("", ("steps", index, "dose"))
    odd = []
    for key, (most, why, usual) in _MOST.items():
        number = getattr(dose, key)
        ours = model is not None and number == getattr(model, key)
        if number is not None and number > most and not ours:
            odd.append(key)
            yield warning(place, f"{number} {why}", f"{usual}. Please check the number.", key)
    if dose.rest_s < _LEAST_REST:
        message = f"there are only {dose.rest_s} seconds of rest before the question"
        advice = "Only what remains at rest counts, and that shows after about a minute: 60 is usual."
        yield warning(place, message, advice, "rest_s")
        odd.append("rest_s")
    for key in type(dose).model_fields:
        number = getattr(dose, key)
        sourced = model is not None and key not in dose.ours and key not in model.ours and key not in odd
        if sourced and key in _SOURCED and number not in (None, getattr(model, key)):
            message = f"'{key}' is not what the bundled flow has for this exercise, and is not listed under 'ours'"
            advice = f"Readers take it for a number of the sources. Add \"{key}\" to the list 'ours'."
            yield warning(place, message, advice, key)


_SOURCED = ("sets", "reps", "hold_s", "hold_range_s", "duration_s", "duration_range_s")
"""Numbers that a source may give."""
