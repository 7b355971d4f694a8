"""Cues as words to be spoken: few enough to be over before the next ones."""

from __future__ import annotations

from collections.abc import Sequence

from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.pace.told import in_words


def spoken(cues: Sequence[Cue]) -> str:
    """What to say for cues that come together; empty for none."""
    return " ".join(filter(None, map(_said, cues)))


def _said(cue: Cue) -> str:
    match cue.kind:
        case CueKind.GET_READY:
            return _get_ready(cue)
        case CueKind.START:
            return f"{'Go on' if cue.again else 'Start'}. {_sentence(cue.call)}".strip()
        case CueKind.OUT:
            return f"{cue.rep}: {cue.call}."
        case CueKind.HOLD | CueKind.BACK:
            return _sentence(cue.call)
        case CueKind.HALFWAY:
            return "Halfway." if cue.reps else f"Halfway. {in_words(cue.seconds)} to go."
        case CueKind.LAST:
            return "The last one." if cue.reps else f"{in_words(cue.seconds)} left."
        case CueKind.COUNTED:
            return f"{cue.rep}."
        case CueKind.SET_DONE if cue.asks_effort:
            return f"That was one set. {_asks_effort(cue)}"
        case CueKind.SET_DONE:
            then = f", then {cue.side}" if cue.side is not None else ""
            return f"That was one set. Rest for {in_words(cue.seconds)}{then}."
        case CueKind.CHANGE_SIDES:
            return f"Change sides{_to(cue)}. You have {in_words(cue.seconds)}."
        case CueKind.DONE if cue.asks_effort:
            return f"Done. {_asks_effort(cue)}"
        case CueKind.DONE:
            return f"Done. Rest for {in_words(cue.seconds)}. Then tell me how it feels."
        case CueKind.PAUSED:
            return "Paused. Press space to go on."
        case CueKind.AWAY:
            return "Paused, as your computer was away. Press space to go on."
        case CueKind.REST_OVER:
            return "The rest is over. Tell me how it feels when you are ready."


def _get_ready(cue: Cue) -> str:
    if cue.again:
        return f"Get ready for number {cue.rep}{_to(cue)}." if cue.rep else f"Get ready to go on{_to(cue)}."
    times = "One time" if cue.reps == 1 else f"{cue.reps} times"
    return f"Get ready{_to(cue)}. {times if cue.reps else 'Get into position'}: {cue.call}."


def _to(cue: Cue) -> str:
    """The side that works next, to end a few words with: who lies on the floor sees no screen."""
    return f": now {cue.side}" if cue.side is not None else ""


def _asks_effort(cue: Cue) -> str:
    return f"Tell me how hard it was. Then rest for {in_words(cue.seconds)}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
