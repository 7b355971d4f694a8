"""Notes one answer in the facts of a walk: what was said, and what a chart says by itself. It decides no way."""

from __future__ import annotations

from dataclasses import replace

from mckenzie_tui.answers import Answer, Done
from mckenzie_tui.flow.arcs import SETTLING, Place, PlaceKind, step_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import Verdict, more_cautious
from mckenzie_tui.walk.doses import fewest_sets
from mckenzie_tui.walk.facts import Facts, groups_open, objections
from mckenzie_tui.walk.visits import Charts, Chosen, Observed, SafetyYes, Seen, SetDone, Visit
from mckenzie_tui.words import EndingKind, Event, Feels, Often, Response


def noted(facts: Facts, flow: Flow, place: Place, answer: Answer) -> Facts:
    """The facts with one more answer, as said at ``place``; where it leads is not decided here."""
    match answer.event:
        case Event.RESUMED:
            return replace(facts, stopped_at=place)
        case Event.TROUBLE:
            return _in_trouble(facts, place)
        case Event.YES if place.kind is PlaceKind.RESUMED:
            return _in_trouble(facts, place)
        case _ if place.kind.looks_back:
            return _since(facts, place, answer)
        case Event.ATTEST:
            return replace(facts, attested=True)
        case Event.LOCATED if answer.symptoms is not None:
            return _chart(facts, flow, place, answer.symptoms)
        case Event.DID:
            return _did(facts, flow, place, answer)
        case Event.ENOUGH:
            return replace(facts, seen=_seen(answer) or facts.seen)
        case Event.RATED:
            *before, last = facts.sets
            return replace(facts, sets=(*before, replace(last, effort=answer.effort)))
        case Event.CHOSE:
            return _group(facts, flow, answer.item or "")
        case Event.OBSERVED:
            return _observed(facts, flow, place, answer.item or "")
        case Event.NO if place.kind is PlaceKind.READY:
            return replace(facts, not_ready=(*facts.not_ready, place.step))
        case Event.YES if place.kind is PlaceKind.READY:
            return facts
        case Event.GO_TO:
            known = answer.item in flow.steps_by_id
            return _chosen(facts, flow, place, answer) if known else replace(facts, chosen=None)
        case Event.SETTLED | Event.NOT_SETTLED:
            return _settled(facts, place, answer)
        case Event.YES | Event.NO if place.kind is not PlaceKind.TROUBLE:
            return _question(facts, flow, place, said_yes=answer.event is Event.YES)
        case Event.YES if answer.item:
            return replace(facts, safety=(*facts.safety, SafetyYes(place.question_set, answer.item)))
        case Event.CANNOT if facts.sets and place.kind is PlaceKind.EXERCISE:
            # Some of it was done, so it is asked how it is now, as after any other set.
            return facts
        case Event.CANNOT:
            charts = Charts(place.step, facts.reading) if place.kind is PlaceKind.EXERCISE else facts.charts
            cannot = Visit(place.step, Response.CANNOT, note=answer.note)
            return _visiting(replace(facts, charts=charts, first_said=None), cannot)
        case _ if place.kind in (PlaceKind.RESPONSE, PlaceKind.RESPONSE_AGAIN):
            return _response(facts, flow, place, answer)
    return facts


def _chosen(facts: Facts, flow: Flow, place: Place, answer: Answer) -> Facts:
    """The facts of a walk that goes to a step of a clinician's choice; what was asked until now is left open."""
    step = flow.steps_by_id[answer.item or ""]
    stopped = bool(place.ending) and flow.endings[place.ending].kind is not EndingKind.RESULT
    against = objections(flow, facts, step, stopped=stopped)
    left = facts.left_open(place.step)
    visits = facts.visits
    if facts.waits_to_settle:
        visits = (*visits[:-1], replace(visits[-1], left=True))
    groups = facts.groups
    if flow.file.start.choose_group is not None and step.group is not None and (step.group,) != groups[-1:]:
        # What follows is the rest of that group.
        groups = (*groups, step.group)
    return replace(
        facts,
        groups=groups,
        chosen=Chosen(step.id, answer.side, against, answer.note),
        visits=visits,
        left=(*facts.left, left) if left else facts.left,
        charts=Charts(),
        first_said=None,
        newly_severe=False,
        newly_on_both_sides=False,
        done=None,
        sets=(),
        seen=Seen(),
        note=None,
    )


# The steps


def _group(facts: Facts, flow: Flow, group: str) -> Facts:
    """The facts with a group that was not chosen before; any other leads nowhere."""
    known = [item.id for item in groups_open(flow, facts)]
    return replace(facts, groups=(*facts.groups, group if group in known else ""))


def _observed(facts: Facts, flow: Flow, place: Place, option: str) -> Facts:
    """The facts with what was seen; a word that is not one of the answers leads nowhere."""
    asked = flow.steps_by_id[place.step].observation(place.question)
    if option not in [known.id for known in asked.options]:
        return facts
    return replace(facts, observed=(*facts.observed, Observed(place.step, place.question, option)))


def _did(facts: Facts, flow: Flow, place: Place, answer: Answer) -> Facts:
    """The facts with a dose, or one set of it, done. Where sets are done one by one it counts from before the first."""
    seen = _seen(answer) or Seen()
    begun = bool(facts.sets)
    charts = facts.charts if begun else Charts(place.step, facts.reading)
    if not flow.steps_by_id[place.step].dose.by_effort:
        return replace(facts, done=answer.done, seen=seen, charts=charts)
    sets = (*facts.sets, SetDone(answer.done))
    return replace(facts, sets=sets, done=_together(flow, place.step, sets), seen=seen, charts=charts)


def _seen(answer: Answer) -> Seen | None:
    """What a clinician saw, by this answer; None where it does not say."""
    seen = Seen(answer.during, answer.range_of_movement)
    return seen if seen != Seen() else None


def _together(flow: Flow, step: str, sets: tuple[SetDone, ...]) -> Done | None:
    """What was done in all sets together; None where nobody knows how much."""
    done = [each.done for each in sets if each.done is not None]
    if len(done) < len(sets):
        return None
    return Done(
        sets=sum(each.sets for each in done),
        reps=sum(each.reps for each in done),
        seconds=sum(each.seconds for each in done),
        whole=all(each.whole for each in done) and len(done) >= fewest_sets(flow.steps_by_id[step].dose),
    )


def _chart(facts: Facts, flow: Flow, place: Place, marked: Symptoms) -> Facts:
    """The facts with where it hurts now, and with what that says by itself."""
    if place.kind is PlaceKind.WHERE_IT_HURTS:
        return replace(facts, symptoms=marked, reading=marked)
    both = marked.on_both_sides and not (facts.reading is not None and facts.reading.on_both_sides)
    match place.kind:
        case PlaceKind.BEFORE:
            charts = Charts(before=facts.reading, after=marked)
        case PlaceKind.AFTER:
            charts = replace(facts.charts, after=marked)
        case _:
            charts = replace(facts.charts, recheck=marked)
    waits = facts.waits_to_settle and facts.visits[-1].step == place.step
    facts = replace(facts, reading=marked, charts=charts, newly_on_both_sides=both)
    facts = replace(facts, newly_severe=facts.severe_now and not waits)
    if waits:
        last = facts.visits[-1]
        last = replace(last, charts=charts, too_much_pain=last.too_much_pain or facts.severe_now)
        facts = replace(facts, visits=(*facts.visits[:-1], last))
    if facts.verdict in (Verdict.STOP_NEURO, Verdict.EMERGENCY):
        numb = SafetyYes(flow.trouble.id, flow.trouble.new_numbness)
        return replace(facts, safety=(*facts.safety, numb))
    if place.kind is PlaceKind.BEFORE:
        onward = PlaceKind.EXERCISE
    elif waits:
        onward = PlaceKind.SETTLED
    elif facts.newly_severe:
        onward = PlaceKind.SETTLING
        facts = _visiting(facts, Visit(place.step, Response.WORSENED, by_chart=True, too_much_pain=True))
    else:
        onward = PlaceKind.RESPONSE
    # Where the chart calls for the list of emergency signs, the walk goes on here once none of them is chosen.
    return replace(facts, came_from=Place(step_place(place.step, onward), onward, step=place.step))


def _response(facts: Facts, flow: Flow, place: Place, answer: Answer) -> Facts:
    """The facts with an answer to the question how it is now; the more careful of answer and chart counts."""
    unsure = answer.event is Event.UNSURE
    said = Event(flow.file.response.unsure_counts_as) if unsure else answer.event
    chart = facts.proposal[0] if facts.proposal else said
    if place.kind is PlaceKind.RESPONSE and (unsure or chart is not said):
        return replace(facts, first_said=None if unsure else said, note=answer.note)
    counts = more_cautious(said, chart)
    visit = Visit(
        place.step,
        Response(counts),
        said=None if counts is said else Response(said),
        unsure=unsure,
        note=answer.note,
    )
    return _visiting(replace(facts, first_said=None), visit)


def _settled(facts: Facts, place: Place, answer: Answer) -> Facts:
    """The facts with an answer to the question whether it settled; the more careful of answer and chart counts."""
    said = answer.event is Event.SETTLED
    chart = said if facts.chart_settled is None else facts.chart_settled
    if place.kind is PlaceKind.SETTLED and chart is not said:
        return replace(facts, first_said=answer.event, note=answer.note)
    last = facts.visits[-1]
    counts = said and chart
    visit = replace(
        last,
        settled=counts,
        said_settled=None if counts is said else said,
        note=_joined(last.note, facts.note, answer.note),
    )
    return replace(facts, visits=(*facts.visits[:-1], visit), first_said=None, note=None)


def _visiting(facts: Facts, visit: Visit) -> Facts:
    chosen = facts.chosen if facts.chosen is not None and facts.chosen.step == visit.step else None
    note = _joined(facts.note, visit.note)
    told = replace(
        visit, charts=facts.charts, done=facts.done, sets=facts.sets, note=note, chosen=chosen, seen=facts.seen
    )
    return replace(facts, visits=(*facts.visits, told), done=None, sets=(), seen=Seen(), note=None)


_NOT_DONE_YET = (PlaceKind.READY, PlaceKind.EXERCISE, PlaceKind.BEFORE)


# The questions about an earlier session


def _since(facts: Facts, place: Place, answer: Answer) -> Facts:
    """The facts with an answer about an earlier session; a yes to anything new asks about the signs of danger."""
    since = facts.since
    match place.kind, answer.event:
        case _, Event.SKIP:
            return replace(facts, since=replace(since, skipped=True))
        case PlaceKind.SINCE_NEW, Event.YES:
            return _in_trouble(replace(facts, since=replace(since, anything_new=True)), place)
        case PlaceKind.SINCE_NEW, Event.NO:
            return replace(facts, since=replace(since, anything_new=bool(since.anything_new)))
        case PlaceKind.SINCE_HOW, _:
            return replace(facts, since=replace(since, feels=Feels(answer.event.value)))
        case PlaceKind.SINCE_OFTEN, _:
            often = next((often for often in Often if often == answer.item), None)
            return replace(facts, since=replace(since, often=often))
        case PlaceKind.SINCE_WHERE, _ if answer.symptoms is not None:
            return replace(facts, since=replace(since, symptoms=answer.symptoms))
    return facts


# The questions


def _in_trouble(facts: Facts, place: Place) -> Facts:
    """The facts of somebody for whom something is wrong, and who comes back to where it was said."""
    return replace(facts, came_from=facts.came_from or facts.stopped_at or place)


def _question(facts: Facts, flow: Flow, place: Place, *, said_yes: bool) -> Facts:
    question = place.question
    match place.kind:
        case PlaceKind.CHANGED if said_yes:
            return replace(facts, asked_in_full=True, medical_yes=())
        case PlaceKind.CLEARANCE:
            standing = tuple(item for item in facts.standing if item != question)
            if not said_yes:
                standing = (*standing, question)
            others = tuple(item for item in facts.safety if item.question != question)
            cleared = SafetyYes(place.question_set, question, cleared=said_yes)
            return replace(facts, standing=standing, safety=(*others, cleared))
        case PlaceKind.QUESTION if place.question_set == flow.trouble.id:
            return _too_much_pain(_with_yes(facts, place), flow, question) if said_yes else facts
        case PlaceKind.QUESTION if place.question_set == flow.medical.id:
            standing = tuple(item for item in facts.standing if item != question)
            if not said_yes:
                return replace(facts, standing=standing)
            asked = next(item for item in flow.medical.questions if item.id == question)
            if asked.yes in flow.endings:
                standing = (*standing, question)
            yes = (*facts.medical_yes, question)
            return replace(_with_yes(facts, place), medical_yes=yes, standing=standing)
        case PlaceKind.QUESTION if said_yes:
            return _with_yes(facts, place)
    return facts


def _with_yes(facts: Facts, place: Place) -> Facts:
    return replace(facts, safety=(*facts.safety, SafetyYes(place.question_set, place.question)))


def _too_much_pain(facts: Facts, flow: Flow, question_id: str) -> Facts:
    """A yes that leads to settling answers the step it came from as worsened."""
    question = next(item for item in flow.trouble.questions if item.id == question_id)
    step = facts.came_from.step if facts.came_from else ""
    if question.yes != SETTLING or not step or flow.steps_by_id[step].observe:
        return facts
    if facts.waits_to_settle and facts.visits[-1].step == step:
        visit = replace(facts.visits[-1], too_much_pain=True)
        return replace(facts, visits=(*facts.visits[:-1], visit))
    unmarked = facts.came_from is not None and facts.came_from.kind in _NOT_DONE_YET
    if unmarked:
        facts = replace(facts, charts=Charts(step, facts.reading))
    return _visiting(replace(facts, first_said=None), Visit(step, Response.WORSENED, too_much_pain=True))


def _joined(*notes: str | None) -> str | None:
    return "; ".join(note for note in notes if note) or None
