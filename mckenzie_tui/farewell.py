"""What is said when a session is left: what of it is saved, what not, and whom to call where that is urgent."""

from __future__ import annotations

from mckenzie_tui.sitting import Sitting
from mckenzie_tui.words import EndingKind


def call(sitting: Sitting, call_for_help: str) -> str:
    """Whom to call, after an ending that says so; else nothing."""
    ending = sitting.walk.ending
    return f"Call {call_for_help} now." if ending is not None and ending.kind is EndingKind.EMERGENCY else ""


def lost(sitting: Sitting, *, all_saved: bool) -> str:
    """What could not be saved; nothing where all of it was."""
    if all_saved:
        return ""
    return "What you said last could not be saved." if sitting.path.exists() else "Nothing of this session is saved."


def left_behind(sitting: Sitting) -> str:
    """What stands of the session in a folder that it was saved in before; nothing where there is none."""
    left = sitting.left_behind
    if left is None:
        return ""
    then = "It is closed there." if left.is_closed else "It could not be closed there: do not go on with that one."
    return f"Its beginning is also in {left.path.absolute()}. {then}"
