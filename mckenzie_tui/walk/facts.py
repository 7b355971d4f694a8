"""What has happened so far in a walk, as the guards of the state machine need to know it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mckenzie_tui.answers import Context, Done
from mckenzie_tui.flow.arcs import Place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Group, Step
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import Judged, Note, Proposal, Verdict, proposed
from mckenzie_tui.walk.doses import WHOLE
from mckenzie_tui.walk.visits import Charts, Chosen, Left, Observed, SafetyYes, Seen, SetDone, Since, Visit
from mckenzie_tui.words import Direction, Event, Mode, Need, Objection, PassedOver, Response, Settled, Side


@dataclass(frozen=True)
class Facts:
    """Everything the guards may ask about. A fold over the answers; it holds no place and decides nothing."""

    mode: Mode
    context: Context
    asked_in_full: bool
    """Whether the medical questions are being asked one by one in this session."""
    attested: bool = False
    medical_yes: tuple[str, ...] = ()
    """Medical questions whose yes holds now."""
    standing: tuple[str, ...] = ()
    """Medical questions with a yes that no clinician has cleared."""
    medical_done: bool = False
    safety: tuple[SafetyYes, ...] = ()
    symptoms: Symptoms | None = None
    reading: Symptoms | None = None
    """Where it hurts now, as it was marked last."""
    charts: Charts = field(default_factory=Charts)
    """What was marked at the step that is being done."""
    newly_on_both_sides: bool = False
    """Whether the last chart has symptoms on both sides, from the buttock down, and the one before had not."""
    newly_severe: bool = False
    """Whether the last chart shows pain so strong that it calls for rest, or for questions, by itself."""
    first_said: Event | None = None
    """A first answer that the chart does not bear out, and that is asked for once more."""
    closed: frozenset[Direction] = frozenset()
    visits: tuple[Visit, ...] = ()
    skipped: tuple[tuple[str, PassedOver], ...] = ()
    came_from: Place | None = None
    """The place to go back to from "something is wrong"."""
    stopped_at: Place | None = None
    """The place to go back to once it is known whether anything is new since the session was broken off."""
    groups: tuple[str, ...] = ()
    """The groups that were chosen, in order; the last one is being done."""
    not_ready: tuple[str, ...] = ()
    """The steps for which the person said that it is not the time yet."""
    observed: tuple[Observed, ...] = ()
    """What was seen of the body."""
    sets: tuple[SetDone, ...] = ()
    """The sets that were done so far of the step that is being done, where they are done one by one."""
    done: Done | None = None
    """What was done of the step that is being answered."""
    chosen: Chosen | None = None
    """The step that a clinician chose last."""
    left: tuple[Left, ...] = ()
    """The steps that a clinician went on from before they were answered."""
    seen: Seen = field(default_factory=Seen)
    """What a clinician saw of the step that is being answered."""
    note: str | None = None
    """A note that came with a first "not sure"."""
    since: Since = field(default_factory=Since)
    """What was said about an earlier session."""
    dose_percent: int = WHOLE
    """How much of each dose is done in this session, in percent."""
    left_out: tuple[str, ...] = ()
    """The steps that are left out, as it is still worse since they were done last."""

    @classmethod
    def at_start(cls, mode: Mode, context: Context) -> Facts:
        """The facts before the first answer."""
        return cls(
            mode,
            context,
            asked_in_full=context.first,
            medical_yes=() if context.first else context.yes,
            standing=context.standing,
            dose_percent=context.eased.dose_percent if context.eased else WHOLE,
            left_out=context.eased.leave_out if context.eased else (),
        )

    @property
    def side(self) -> Side:
        """The painful side, fixed for the walk by the symptoms at the start."""
        return self.symptoms.side if self.symptoms else Side.CENTRAL

    def left_open(self, step: str) -> Left | None:
        """What there is to log of a step that was chosen or done, and is not answered."""
        chosen = self.chosen if self.chosen is not None and self.chosen.step == step else None
        charts = self.charts if self.charts.step == step else Charts()
        # A step can be done once more with nothing felt otherwise; its sets are those of the one that is being done.
        answered = bool(charts.step) and not self.sets and bool(self.visits) and self.visits[-1].charts == charts
        if not step or answered or (chosen is None and not charts.step):
            return None
        said = next((response for response in Response if response.value == self.first_said), None)
        return Left(step, len(self.visits), charts, self.done, self.sets, self.seen, chosen, said, self.note)

    def side_at(self, step: str) -> Side:
        """The painful side for which a step is done: that of the walk, unless a clinician chose another one."""
        chosen = self.chosen if self.chosen is not None and self.chosen.step == step else None
        return (chosen.side if chosen else None) or self.side

    def side_of(self, visit: Visit) -> Side:
        """The painful side for which a step was done that is answered: chosen, or that of the walk."""
        return (visit.chosen.side if visit.chosen else None) or self.side

    @property
    def judged(self) -> Judged | None:
        """The verdict on the step that is being done, or was done last."""
        return self.charts.judged

    @property
    def verdict(self) -> Verdict | None:
        """The verdict alone."""
        return self.judged.verdict if self.judged else None

    @property
    def proposal(self) -> Proposal | None:
        """The answer that the chart proposes."""
        return proposed(self.judged) if self.judged else None

    @property
    def chart_settled(self) -> bool | None:
        """Whether it is settled by what the chart says; None where there is no chart."""
        if self.proposal is None:
            return None
        return self.proposal != (Event.WORSENED, Settled.NOT_SETTLED)

    @property
    def severe_now(self) -> bool:
        """Whether the pain became severe by what the chart says."""
        return self.judged is not None and Note.STOP_SEVERE in self.judged.notes

    @property
    def waits_to_settle(self) -> bool:
        """Whether the step that is being done made it worse, and nobody knows yet whether it settles."""
        last = self.visits[-1] if self.visits else None
        if last is None or last.left or last.step != self.charts.step:
            return False
        return last.response is Response.WORSENED and last.settled is None

    @property
    def counted(self) -> Event | None:
        """What the last answer to a step counts as."""
        if not self.visits:
            return None
        last = self.visits[-1]
        if last.settled is not None:
            return Event.SETTLED if last.settled else Event.NOT_SETTLED
        return Event(last.response)

    @property
    def went_on_after_a_stop(self) -> bool:
        """Whether a clinician went on after the rules had stopped the session; one reason does not undo that."""
        chosen = (self.chosen, *(visit.chosen for visit in self.visits), *(left.chosen for left in self.left))
        return any(each is not None and Objection.SESSION_STOPPED in each.against for each in chosen)

    def severe_start(self, flow: Flow) -> bool:
        """Whether the pain at the start was severe by the flow's measure."""
        return self.symptoms is not None and self.symptoms.worst_pain >= flow.file.start.severe_pain

    def hurts_too_much(self, flow: Flow) -> bool:
        """Whether the pain at the start was such that the flow is not begun; some flows are begun with any pain."""
        limit = flow.file.start.hurts_from
        return limit is not None and self.symptoms is not None and self.symptoms.worst_pain >= limit

    def carried(self) -> Context:
        """What the next session is to know."""
        if self.attested:
            return self.context
        return Context(
            # Questions begun one by one, and not finished, are asked one by one again.
            first=self.asked_in_full and not self.medical_done,
            standing=self.standing,
            yes=self.medical_yes,
        )


def groups_open(flow: Flow, facts: Facts) -> tuple[Group, ...]:
    """The groups that can be chosen: those not done yet in which anything is offered to a person who started so."""
    severe = facts.severe_start(flow)
    return tuple(
        group
        for group in flow.file.groups
        if group.id not in facts.groups
        and any(step.group == group.id and (step.offered_at_severe_start or not severe) for step in flow.steps)
    )


def in_group(flow: Flow, facts: Facts, step: Step) -> bool:
    """Whether a step belongs to the group that was chosen last; where none is chosen, to what is done at all."""
    return flow.file.start.choose_group is None or step.group is None or (step.group,) == facts.groups[-1:]


def offered(flow: Flow, facts: Facts, step: Step) -> bool:
    """Whether a step is offered at all to a person who started like this, and chose this group."""
    return in_group(flow, facts, step) and (step.offered_at_severe_start or not facts.severe_start(flow))


def passed_over(facts: Facts, step: Step) -> PassedOver | None:
    """Why a step is passed over, by the first reason that holds; None where it applies."""
    if Need.ONE_SIDE in step.needs and not facts.side.one_sided:
        return PassedOver.NEEDS_ONE_SIDE
    if set(step.ruled_out_by) & set(facts.medical_yes):
        return PassedOver.PRECAUTION
    if facts.closed & set(step.directions):
        return PassedOver.DIRECTION_CLOSED
    if step.id in facts.left_out:
        return PassedOver.STILL_WORSE_SINCE
    if step.id in facts.not_ready:
        return PassedOver.NOT_YET
    return None


def objections(flow: Flow, facts: Facts, step: Step, *, stopped: bool = False) -> tuple[Objection, ...]:
    """What the rules say against doing a step now.

    Args:
        flow: the flow that is walked.
        facts: what has happened so far.
        step: the step in question.
        stopped: whether the rules have stopped the session.
    """
    held = {
        Objection.NEEDS_ONE_SIDE: Need.ONE_SIDE in step.needs and not facts.side.one_sided,
        Objection.PRECAUTION: bool(set(step.ruled_out_by) & set(facts.medical_yes)),
        Objection.SEVERE_START: facts.severe_start(flow) and not step.offered_at_severe_start,
        Objection.HURTS_TOO_MUCH: facts.hurts_too_much(flow),
        Objection.DIRECTION_CLOSED: bool(facts.closed & set(step.directions)),
        Objection.NOT_SETTLED: facts.waits_to_settle or (bool(facts.visits) and facts.visits[-1].left),
        Objection.STILL_WORSE_SINCE: step.id in facts.left_out,
        Objection.NOT_YET: step.id in facts.not_ready,
        Objection.SESSION_STOPPED: stopped or facts.went_on_after_a_stop,
    }
    return tuple(objection for objection in Objection if held[objection])
