"""What is asked about an earlier session."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.schema import FollowUp
from mckenzie_tui.prompts.choices import ADVISED, YES_NO, Choice, Prompt
from mckenzie_tui.prompts.responses import WRONG, response_choice
from mckenzie_tui.report.one_line import when_told
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Feels, Often


def since(walk: Walk, asked: FollowUp) -> Prompt:
    """What is asked about an earlier session."""
    kind, due = walk.place.kind, walk.facts.context.follow_up
    if due is None:
        raise ValueError("there is no session to ask about")
    which = f"Your session of {when_told(due.began)}."
    match kind:
        case PlaceKind.SINCE_NEW:
            skip = Choice("skip", asked.skip, Event.SKIP, key="s")
            return Prompt(kind, asked.title, "", asked.anything_new, which, "", (*YES_NO, skip))
        case PlaceKind.SINCE_HOW:
            how = tuple(response_choice(asked.feeling(feels), Event(feels), central=False) for feels in Feels)
            return Prompt(kind, asked.title, "", asked.ask, which, "", (*how, WRONG))
        case PlaceKind.SINCE_OFTEN:
            often = tuple(Choice(often.value, asked.times(often).label, Event.OFTEN, often.value) for often in Often)
            return Prompt(kind, asked.title, "", asked.often_ask, f"The exercise: {due.exercise}.", "", often)
        case PlaceKind.SINCE_ADVICE:
            rule = asked.rules[int(walk.place.question)]
            intro = " ".join(filter(None, (rule.why, left_out_told(walk))))
            return Prompt(kind, asked.title, "", rule.advice or "", intro, asked.advice_from, ADVISED)
        case _:
            yes = Choice(Event.YES, asked.now.label, Event.YES, explain=asked.now.explain or "", key="y")
            no = Choice(Event.NO, asked.not_today.label, Event.NO, explain=asked.not_today.explain or "", key="n")
            why = walk.position.arc.why if walk.position.arc and not _advised(walk) else ""
            return Prompt(kind, asked.title, "", asked.now_ask, why, "", (yes, no))


def left_out_told(walk: Walk) -> str:
    """The exercises that are left out in this session, as it is still worse since they were done; empty for none."""
    named = [walk.flow.trail_title_of(step) for step in walk.facts.left_out if step in walk.flow.steps_by_id]
    return f"Left out today: {', '.join(named)}." if named else ""


def _advised(walk: Walk) -> bool:
    return any(position.place.kind is PlaceKind.SINCE_ADVICE for _, position in walk.trail)
