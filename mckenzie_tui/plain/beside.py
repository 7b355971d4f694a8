"""What a clinician says beside the person, line by line: what an exercise did, and which step comes next."""

from __future__ import annotations

from typing import Any

from mckenzie_tui.choosing import Choosable, choosable
from mckenzie_tui.observing import TOKENS, Observed
from mckenzie_tui.plain.lines import Lines, Option
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Mode

_GO_ON = Option(None, "go on", "Go on")


def observed(lines: Lines) -> dict[str, Any]:
    """Ask what the exercise did while it was done, one thing after the other; gives the parts of an answer."""
    seen = Observed()
    while True:
        ticks = [
            Option(token, words.lower(), f"{words}{': noted' if seen.has(token) else ''}") for token, words in TOKENS
        ]
        chosen = lines.choose("During testing: what did it do?", [*ticks, _GO_ON], by_enter=len(ticks))
        token = next((token for token, _ in TOKENS if token is chosen), None)
        if token is None:
            return seen.details()
        seen = seen.ticked(token)


def step_chosen(lines: Lines, walk: Walk) -> dict[str, Any] | None:
    """Ask which step comes next, and why where the rules speak against it; gives the parts of an answer, or None."""
    offers = [offer for offer in choosable(walk) if offer.possible]
    options = [Option(offer, offer.label.lower(), offer.label, offer.told) for offer in offers]
    chosen = lines.choose("Go to which step?", [*options, Option(None, "stay", "Stay here")])
    if not isinstance(chosen, Choosable):
        return None
    asked = chosen.against and walk.facts.mode is Mode.CLINIC
    reason = ""
    while asked and not reason:
        reason = lines.free("Why? A word or two, for the log.").strip()
    return {"item": chosen.step, "side": chosen.side, "note": reason}
