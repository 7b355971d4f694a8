"""What has happened so far in a walk, as the guards of the state machine need to know it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mckenzie_tui.flow.arcs import SETTLING, Place, PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Step
from mckenzie_tui.session import Answer, Context, Done, Symptoms
from mckenzie_tui.words import Direction, Event, Mode, Need, PassedOver, Response, Side


@dataclass(frozen=True)
class Visit:
    """One step that was answered."""

    step: str
    response: Response
    settled: bool | None = None
    unsure: bool = False
    too_much_pain: bool = False
    note: str | None = None
    done: Done | None = None

    @property
    def lastingly_worse(self) -> bool:
        """Whether it made things worse and that did not settle."""
        return self.settled is False


@dataclass(frozen=True)
class SafetyYes:
    """A safety question answered yes in this session."""

    question_set: str
    question: str
    cleared: bool | None = None


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
    closed: frozenset[Direction] = frozenset()
    visits: tuple[Visit, ...] = ()
    skipped: tuple[tuple[str, PassedOver], ...] = ()
    came_from: Place | None = None
    """The place to go back to from "something is wrong"."""
    stopped_at: Place | None = None
    """The place to go back to once it is known whether anything is new since the session was broken off."""
    done: Done | None = None
    """What was done of the step that is being answered."""
    note: str | None = None
    """A note that came with a first "not sure"."""

    @classmethod
    def at_start(cls, mode: Mode, context: Context) -> Facts:
        """The facts before the first answer."""
        return cls(
            mode,
            context,
            asked_in_full=context.first,
            medical_yes=() if context.first else context.yes,
            standing=context.standing,
        )

    @property
    def side(self) -> Side:
        """The painful side, fixed for the walk by the symptoms at the start."""
        return self.symptoms.side if self.symptoms else Side.CENTRAL

    def severe_start(self, flow: Flow) -> bool:
        """Whether the pain at the start was severe by the flow's measure."""
        return self.symptoms is not None and self.symptoms.worst_pain >= flow.file.start.severe_pain

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

    def noting(self, flow: Flow, place: Place, answer: Answer) -> Facts:
        """The facts with one more answer, as said at ``place``; where it leads is not decided here."""
        match answer.event:
            case Event.RESUMED:
                return replace(self, stopped_at=place)
            case Event.TROUBLE:
                return self._in_trouble(place)
            case Event.YES if place.kind is PlaceKind.RESUMED:
                return self._in_trouble(place)
            case Event.ATTEST:
                return replace(self, attested=True)
            case Event.LOCATED:
                return replace(self, symptoms=answer.symptoms)
            case Event.DID:
                return replace(self, done=answer.done)
            case Event.SETTLED | Event.NOT_SETTLED:
                last = self.visits[-1]
                visit = replace(last, settled=answer.event is Event.SETTLED, note=_joined(last.note, answer.note))
                return replace(self, visits=(*self.visits[:-1], visit))
            case Event.YES | Event.NO if place.kind is not PlaceKind.TROUBLE:
                return self._noting_question(flow, place, said_yes=answer.event is Event.YES)
            case Event.YES if answer.item:
                return replace(self, safety=(*self.safety, SafetyYes(place.question_set, answer.item)))
            case Event.UNSURE if place.kind is PlaceKind.RESPONSE:
                return replace(self, note=answer.note)
            case Event.UNSURE if place.kind is PlaceKind.RESPONSE_AGAIN:
                counts_as = Response(flow.file.response.unsure_counts_as)
                return self._visiting(Visit(place.step, counts_as, unsure=True, note=answer.note))
        if answer.event.value in set(Response):
            return self._visiting(Visit(place.step, Response(answer.event), note=answer.note))
        return self

    def _in_trouble(self, place: Place) -> Facts:
        """The facts of somebody for whom something is wrong, and who comes back to where it was said."""
        return replace(self, came_from=self.came_from or self.stopped_at or place)

    def _visiting(self, visit: Visit) -> Facts:
        told = replace(visit, done=self.done, note=_joined(self.note, visit.note))
        return replace(self, visits=(*self.visits, told), done=None, note=None)

    def _noting_question(self, flow: Flow, place: Place, *, said_yes: bool) -> Facts:
        question = place.question
        match place.kind:
            case PlaceKind.CHANGED if said_yes:
                return replace(self, asked_in_full=True, medical_yes=())
            case PlaceKind.CLEARANCE:
                standing = tuple(item for item in self.standing if item != question)
                if not said_yes:
                    standing = (*standing, question)
                others = tuple(item for item in self.safety if item.question != question)
                cleared = SafetyYes(place.question_set, question, cleared=said_yes)
                return replace(self, standing=standing, safety=(*others, cleared))
            case PlaceKind.QUESTION if place.question_set == flow.trouble.id:
                return self._with_yes(place)._noting_too_much_pain(flow, question) if said_yes else self
            case PlaceKind.QUESTION if place.question_set == flow.medical.id:
                standing = tuple(item for item in self.standing if item != question)
                if not said_yes:
                    return replace(self, standing=standing)
                asked = next(item for item in flow.medical.questions if item.id == question)
                if asked.yes in flow.endings:
                    standing = (*standing, question)
                yes = (*self.medical_yes, question)
                return replace(self._with_yes(place), medical_yes=yes, standing=standing)
            case PlaceKind.QUESTION if said_yes:
                return self._with_yes(place)
        return self

    def _with_yes(self, place: Place) -> Facts:
        return replace(self, safety=(*self.safety, SafetyYes(place.question_set, place.question)))

    def _noting_too_much_pain(self, flow: Flow, question_id: str) -> Facts:
        """A yes that leads to settling answers the step it came from as worsened."""
        question = next(item for item in flow.trouble.questions if item.id == question_id)
        step = self.came_from.step if self.came_from else ""
        if question.yes != SETTLING or not step:
            return self
        if self.visits and self.visits[-1].step == step:
            return replace(self, visits=(*self.visits[:-1], replace(self.visits[-1], too_much_pain=True)))
        return self._visiting(Visit(step, Response.WORSENED, too_much_pain=True))


def _joined(*notes: str | None) -> str | None:
    return "; ".join(note for note in notes if note) or None


def offered(flow: Flow, facts: Facts, step: Step) -> bool:
    """Whether a step is offered at all to a person who started like this."""
    return step.offered_at_severe_start or not facts.severe_start(flow)


def passed_over(facts: Facts, step: Step, closing: frozenset[Direction] = frozenset()) -> PassedOver | None:
    """Why a step is passed over, by the first reason that holds; None where it applies.

    Args:
        facts: what has happened so far.
        step: the step in question.
        closing: directions that the present answer closes.
    """
    if Need.ONE_SIDE in step.needs and not facts.side.one_sided:
        return PassedOver.NEEDS_ONE_SIDE
    if set(step.ruled_out_by) & set(facts.medical_yes):
        return PassedOver.PRECAUTION
    if (facts.closed | closing) & set(step.directions):
        return PassedOver.DIRECTION_CLOSED
    return None
