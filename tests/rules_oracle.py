"""The rules of the lumbar progression once more, in plain code of their own: what the machine is compared with.

Nothing here comes from the package, on purpose. Words are plain strings, a walk is a tuple of answers, and every
question is answered by going through the answers from the start.
"""

from __future__ import annotations

from typing import Any

# Each step in order: its directions, the primary one first, and whether it needs one painful side.
STEPS = {
    "prone_lying": (("extension",), False),
    "prone_props": (("extension",), False),
    "press_ups": (("extension",), False),
    "press_ups_hips_off_center": (("lateral", "extension"), True),
    "side_glide": (("lateral",), True),
    "flexion_rotation": (("rotation", "flexion"), True),
    "lumbar_flexion": (("flexion",), False),
}
OFFERED_AT_SEVERE_START = 2
SEEK_CARE_INSTEAD = ("preference_leaning", "no_preference_found", "nothing_to_test")

# The answers that finish a step, and everything that may be said while a step, or the rest after it, waits.
ANSWERS = (
    *("centralized", "partly_centralized", "unchanged", "cannot"),
    *("worsened:settled", "worsened:not_settled"),
)
ALLOWED_WHILE_SETTLING = frozenset({"!emergency", "!seek_care"})
ALLOWED = ALLOWED_WHILE_SETTLING | {*ANSWERS, "worsened"}


def passed_over(step: str, side: str, closed: set[str]) -> str | None:
    """Why a step is passed over, or None if it applies."""
    directions, needs_one_side = STEPS[step]
    if needs_one_side and side not in ("left", "right"):
        return "needs_one_side"
    if closed & set(directions):
        return "direction_closed"
    return None


def ending_at(answer: str, before: list[str]) -> str | None:
    """The ending that an answer leads to by itself, given the answers before it."""
    if answer.startswith("!"):
        return answer[1:]
    if answer == "centralized":
        return "preference_found"
    if answer == "worsened:not_settled" and "worsened:not_settled" in before:
        return "stopped_worse"
    if answer == "worsened:not_settled" and "partly_centralized" in before:
        return "preference_leaning"
    return None


def ending_after_last_step(given: list[str]) -> str:
    """The ending when no further step applies."""
    if given[-1:] == ["worsened:not_settled"]:
        return "stopped_worse"
    if "partly_centralized" in given:
        return "preference_leaning"
    if all(answer == "cannot" for answer in given):
        return "nothing_to_test"
    return "no_preference_found"


def expected(side: str, severe: bool, answers: tuple[str, ...]) -> dict[str, Any]:
    """Where these answers lead; `allowed` is what may be said there."""
    offered = list(STEPS)[:OFFERED_AT_SEVERE_START] if severe else list(STEPS)
    path: list[dict[str, Any]] = []
    skipped: list[dict[str, str]] = []
    given: list[str] = []
    closed: set[str] = set()
    waiting: str | None = None
    ending: str | None = None

    for step in offered:
        reason = passed_over(step, side, closed)
        if reason:
            skipped.append({"step": step, "reason": reason})
            continue
        if len(given) == len(answers):
            waiting = step
            break
        answer = answers[len(given)]
        ending = ending_at(answer, given)
        given.append(answer)
        if not answer.startswith("!"):
            word, asked, settled = answer.partition(":")
            path.append({"step": step, "answer": word} | ({"settled": settled == "settled"} if asked else {}))
        if answer == "worsened":
            waiting = "settling"
        if answer == "worsened:not_settled":
            closed.update(STEPS[step][0])
        if ending or waiting:
            break
    else:
        ending = ending_after_last_step(given)
    assert len(given) == len(answers), f"{answers} goes on after its end"

    direction = None
    if severe and ending in SEEK_CARE_INSTEAD:
        ending = "seek_care"
    if ending == "preference_found":
        direction = STEPS[path[-1]["step"]][0][0]
    if ending == "preference_leaning":
        helped = next(entry["step"] for entry in path if entry["answer"] == "partly_centralized")
        direction = STEPS[helped][0][0]
    allowed = ALLOWED if waiting else frozenset()
    if waiting == "settling":
        allowed = ALLOWED_WHILE_SETTLING
    outcome = {"path": path, "skipped": skipped, "next": waiting, "ending": ending, "direction": direction}
    return outcome | {"allowed": allowed}
