"""What is asked at each place of a walk, in the words of the flow: the same for every front end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mckenzie_tui import reasons
from mckenzie_tui.flow.arcs import Place, PlaceKind
from mckenzie_tui.flow.schema import LONGEST_TEXT, FollowUp, Question, QuestionSet, ResponseChoice
from mckenzie_tui.pace.told import effort_in_words
from mckenzie_tui.report.told import when_told
from mckenzie_tui.verdict import Verdict
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Feels, Often, Response, Settled, Side, Terms


@dataclass(frozen=True)
class Choice:
    """One answer that can be given."""

    id: str
    """The word for it in logs and on the command line."""
    label: str
    event: Event
    item: str | None = None
    effort: int | None = None
    """How hard a set was, 1 to 10."""
    explain: str = ""
    key: str = ""
    """A letter that chooses it at once."""

    @property
    def details(self) -> dict[str, Any]:
        """What goes along with its event."""
        given = {"item": self.item, "effort": self.effort}
        return {key: value for key, value in given.items() if value is not None}


@dataclass(frozen=True)
class Prompt:
    """A question and its choices."""

    kind: PlaceKind
    heading: str
    progress: str
    ask: str
    intro: str = ""
    explain: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    """For a person who is not sure."""
    proposed: int | None = None
    """The choice that the chart proposes; where it says nothing, none is chosen beforehand."""


LONGEST_NOTE = LONGEST_TEXT
"""Characters in a note."""
_ADVISED = (
    Choice(Event.GO_ON, "Go on, with care", Event.GO_ON, key="g"),
    Choice(Event.ASK_FIRST, "Stop here and ask somebody first", Event.ASK_FIRST, key="s"),
)
_YES_NO = (
    Choice(Event.YES, "Yes", Event.YES, key="y"),
    Choice(Event.NO, "No", Event.NO, key="n"),
)


def prompt(walk: Walk, terms: Terms = Terms.PLAIN) -> Prompt:
    """What is asked where the walk stands; for the places that have a question.

    Args:
        walk: where it stands.
        terms: whose words the answers after an exercise are put in.
    """
    place = walk.place
    match place.kind:
        case PlaceKind.QUESTION:
            return _question(walk, place)
        case PlaceKind.CLEARANCE:
            return _clearance(walk, place)
        case PlaceKind.ADVICE:
            return _advice(walk, place)
        case PlaceKind.CHANGED:
            questions = walk.flow.medical
            standing = _standing_told(walk)
            return Prompt(place.kind, questions.title, "", questions.changed or "", standing, "", _YES_NO)
        case PlaceKind.GROUP:
            return _group(walk)
        case PlaceKind.READY:
            return _ready(walk)
        case PlaceKind.EFFORT:
            return _effort(walk)
        case PlaceKind.OBSERVE:
            return _observe(walk)
        case PlaceKind.TROUBLE:
            return _signs(walk)
        case PlaceKind.RESUMED:
            trouble = walk.flow.trouble
            return Prompt(place.kind, "Welcome back", "", trouble.anything_new, "", "", _YES_NO)
        case PlaceKind.RESPONSE | PlaceKind.RESPONSE_AGAIN:
            return _response(walk, terms)
        case PlaceKind.SETTLING:
            return _settling(walk)
        case PlaceKind.SETTLED | PlaceKind.SETTLED_AGAIN:
            return _settled(walk, terms)
        case kind if kind.looks_back and walk.flow.follow_up is not None:
            return _since(walk, walk.flow.follow_up)
    raise ValueError(f"nothing is asked at {place.name}")


def _set_of(walk: Walk, place: Place) -> QuestionSet:
    flow = walk.flow
    sets = (flow.emergency, flow.medical, flow.both_legs, flow.trouble)
    return next(part for part in sets if part.id == place.question_set)


def _asked(walk: Walk, place: Place) -> tuple[QuestionSet, Question, int]:
    questions = _set_of(walk, place)
    index = next(index for index, item in enumerate(questions.questions) if item.id == place.question)
    return questions, questions.questions[index], index


ATTEST = Choice(
    "attest",
    "All asked, and all answered no (you attest that)",
    Event.ATTEST,
    explain="You have asked all questions about emergencies and health yourself. On to where it hurts.",
    key="a",
)


def _question(walk: Walk, place: Place) -> Prompt:
    questions, question, index = _asked(walk, place)
    attests = Event.ATTEST in walk.events and walk.facts.mode.clinician_present
    counted = questions.id in (walk.flow.emergency.id, walk.flow.medical.id)
    return Prompt(
        place.kind,
        questions.title,
        f"question {index + 1} of {len(questions.questions)}" if counted else "",
        question.ask,
        _reminder(walk, place) or ((questions.intro or "") if index == 0 else ""),
        question.explain or "",
        (*_YES_NO, ATTEST) if attests else _YES_NO,
        questions.unsure_hint or "",
    )


def _reminder(walk: Walk, place: Place) -> str:
    """A word on what led to the question: a mark on the chart, or an earlier yes that nobody has cleared."""
    if place.question_set == walk.flow.trouble.id and (why := _marked_just_now(walk)):
        return why
    if place.question_set == walk.flow.medical.id and place.question in walk.facts.context.standing:
        return "Last time you answered yes to this."
    return ""


def _standing_told(walk: Walk) -> str:
    names = [question.short for question in walk.flow.medical.questions if question.id in walk.facts.standing]
    return f"Last time you said yes to: {'; '.join(names)}." if names else ""


def _clearance(walk: Walk, place: Place) -> Prompt:
    questions, question, _ = _asked(walk, place)
    return Prompt(
        place.kind,
        questions.title,
        "",
        questions.clearance_ask or "",
        f"You said yes to: {question.short}.",
        "",
        _YES_NO,
    )


def _advice(walk: Walk, place: Place) -> Prompt:
    questions, question, _ = _asked(walk, place)
    return Prompt(place.kind, questions.title, "", question.advice or "", "", questions.advice_from or "", _ADVISED)


def _group(walk: Walk) -> Prompt:
    """Which of the groups that were not done yet."""
    file = walk.flow.file
    groups = tuple(
        Choice(group.id, group.title, Event.CHOSE, group.id, explain=group.about or "")
        for group in file.groups
        if group.id not in walk.facts.groups
    )
    why = walk.position.arc.why if walk.facts.groups and walk.position.arc else ""
    # At first it is said once more whose programme it is, and for whom.
    intro = why or file.notice
    return Prompt(PlaceKind.GROUP, file.title, "", file.start.choose_group or "", intro, "", groups)


def _ready(walk: Walk) -> Prompt:
    step = walk.flow.steps_by_id[walk.place.step]
    if step.ready is None:
        raise ValueError(f"nothing is asked before {step.id}")
    title = walk.flow.title_of(step.id)
    return Prompt(PlaceKind.READY, f"Before: {title}", "", step.ready.ask, "", step.ready.explain or "", _YES_NO)


def _effort(walk: Walk) -> Prompt:
    """How hard the set was that was just done, lightest first."""
    asked, done = walk.flow.file.effort, walk.last_set
    if asked is None or done is None:
        raise ValueError("no set was done")
    levels = (
        Choice(str(effort), f"effort {effort}: {words}", Event.RATED, effort=effort)
        for effort, words in enumerate(asked.levels, 1)
    )
    enough = Choice("enough", asked.enough, Event.ENOUGH, key="e")
    aim = f"It was to be {effort_in_words(done.effort).removeprefix(', ')}." if done.effort else ""
    return Prompt(
        PlaceKind.EFFORT,
        "How hard was it?",
        f"set {done.number} of {done.of}",
        asked.ask,
        aim,
        asked.explain,
        (*levels, enough),
    )


def _observe(walk: Walk) -> Prompt:
    """What is seen; how to look stands above the question."""
    place, flow = walk.place, walk.flow
    step = flow.steps_by_id[place.step]
    number, asked = next((n, item) for n, item in enumerate(step.observe, 1) if item.id == place.question)
    exercise = flow.exercise_of(step.id)
    how = " ".join((*exercise.set_up, *exercise.movement)) if number == 1 else ""
    options = (Choice(option.id, option.label, Event.OBSERVED, option.id) for option in asked.options)
    skip = Choice("skip", "Leave this out", Event.SKIP, key="s")
    progress = f"{number} of {len(step.observe)}" if len(step.observe) > 1 else ""
    return Prompt(place.kind, flow.title_of(step.id), progress, asked.ask, how, asked.explain or "", (*options, skip))


def _marked_just_now(walk: Walk) -> str:
    """What was marked on the chart that led here by itself; empty where it was not a chart."""
    if not walk.trail or walk.trail[-1][0].event is not Event.LOCATED:
        return ""
    facts = walk.facts
    if facts.verdict in (Verdict.STOP_NEURO, Verdict.EMERGENCY):
        return "You marked numbness that was not there before."
    if facts.newly_severe:
        return "You marked very strong pain."
    return "You marked symptoms on both sides now." if facts.newly_on_both_sides else ""


def _signs(walk: Walk) -> Prompt:
    trouble = walk.flow.trouble
    signs = [
        Choice(question.id, question.short, Event.YES, question.id)
        for question in (*walk.flow.emergency.questions, *trouble.more_signs)
    ]
    none = Choice("none", trouble.none_of_these, Event.NO, key="n")
    intro = " ".join(filter(None, (_marked_just_now(walk), trouble.intro)))
    return Prompt(PlaceKind.TROUBLE, trouble.title, "", trouble.list_ask, intro, "", (*signs, none))


def _response(walk: Walk, terms: Terms) -> Prompt:
    texts = walk.flow.file.response
    facts = walk.facts
    central = facts.side is Side.CENTRAL
    choices = tuple(
        _in_terms(_response_choice(getattr(texts, event.value), event, central=central), terms)
        for event in (*map(Event, Response), Event.UNSURE)
    )
    told = _told(walk, terms)
    if facts.first_said is not None:
        differs = _differs(walk, choices, facts.proposal[0] if facts.proposal else None)
        return Prompt(walk.place.kind, "How is it now?", "", texts.ask, differs, "", (*choices, _WRONG))
    again = walk.place.kind is PlaceKind.RESPONSE_AGAIN
    counts = reasons.counts_told(facts.judged) if facts.judged and not again else ""
    intro = " ".join(filter(None, (told, counts, texts.ask_again if again else "" if told else texts.at_rest)))
    proposed = facts.proposal[0] if facts.proposal and not again else None
    return Prompt(
        walk.place.kind,
        "How is it now?",
        "",
        texts.ask,
        intro,
        "",
        (*choices, _WRONG),
        proposed=_index_of(choices, proposed),
    )


_WRONG = Choice(
    "wrong",
    "Something is wrong",
    Event.TROUBLE,
    explain="New numbness or weakness, too much pain, or anything that worries you.",
)


def _differs(walk: Walk, choices: tuple[Choice, ...], chart: Event | None) -> str:
    """What to say where an answer and the chart do not agree."""
    labels = {choice.event: choice.label for choice in choices}
    said = labels[walk.facts.first_said] if walk.facts.first_said else ""
    told = reasons.told_of(walk) if walk.facts.verdict is not Verdict.NO_EFFECT else ""
    parts = (
        f'You said: "{said}".',
        f'What you marked says: "{labels[chart]}".' if chart else "",
        told,
        "Which of the two fits better? If they still differ, we follow the more careful one.",
    )
    return " ".join(filter(None, parts))


def _index_of(choices: tuple[Choice, ...], event: Event | None) -> int | None:
    return next((index for index, choice in enumerate(choices) if choice.event is event), None)


def _response_choice(texts: ResponseChoice, event: Event, *, central: bool) -> Choice:
    label = (texts.label_central if central else None) or texts.label
    explain = (texts.explain_central if central else None) or ("" if central and texts.label_central else texts.explain)
    return Choice(event.value, label, event, explain=explain or "")


CLINICAL_TERMS = {
    Event.CENTRALIZED: ("Centralised or abolished; better", "It remains so at rest."),
    Event.PARTLY_CENTRALIZED: ("Centralising or decreased; better", "In part, and it remains so at rest."),
    Event.UNCHANGED: ("No effect; no better, no worse", "Or it went back to the baseline at rest."),
    Event.WORSENED: ("Increased, produced or peripheralised", "Whether it remains worse is asked after a rest."),
    Event.CANNOT: ("Not possible", ""),
    Event.UNSURE: ("Equivocal: the patient cannot tell", ""),
    Event.SETTLED: ("No worse", "Back to the baseline."),
    Event.NOT_SETTLED: ("Worse", "The increase, the new site or the peripheralisation remains."),
}
"""The answers after an exercise in the words of the McKenzie assessment, with what is meant."""


def _in_terms(choice: Choice, terms: Terms) -> Choice:
    if terms is Terms.PLAIN:
        return choice
    label, explain = CLINICAL_TERMS[choice.event]
    return replace(choice, label=label, explain=explain)


def _told(walk: Walk, terms: Terms) -> str:
    """What the chart says about the step."""
    told = reasons.told_of(walk)
    return told if terms is Terms.PLAIN or not told else f"{reasons.in_terms(walk)} {told}"


def _since(walk: Walk, asked: FollowUp) -> Prompt:
    """What is asked about an earlier session."""
    kind, due = walk.place.kind, walk.facts.context.follow_up
    if due is None:
        raise ValueError("there is no session to ask about")
    which = f"Your session of {when_told(due.began)}."
    match kind:
        case PlaceKind.SINCE_NEW:
            skip = Choice("skip", asked.skip, Event.SKIP, key="s")
            return Prompt(kind, asked.title, "", asked.anything_new, which, "", (*_YES_NO, skip))
        case PlaceKind.SINCE_HOW:
            how = tuple(_response_choice(asked.feeling(feels), Event(feels), central=False) for feels in Feels)
            return Prompt(kind, asked.title, "", asked.ask, which, "", (*how, _WRONG))
        case PlaceKind.SINCE_OFTEN:
            often = tuple(Choice(often.value, asked.times(often).label, Event.OFTEN, often.value) for often in Often)
            return Prompt(kind, asked.title, "", asked.often_ask, f"The exercise: {due.exercise}.", "", often)
        case PlaceKind.SINCE_ADVICE:
            rule = asked.rules[int(walk.place.question)]
            intro = " ".join(filter(None, (rule.why, left_out_told(walk))))
            return Prompt(kind, asked.title, "", rule.advice or "", intro, asked.advice_from, _ADVISED)
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


def _settling(walk: Walk) -> Prompt:
    texts = walk.flow.file.settling
    rested = Choice(Event.RESTED, "I have rested. Go on", Event.RESTED)
    ask = "Go on when it has settled, or when the time is up."
    intro = " ".join(filter(None, (_marked_just_now(walk), *texts.text)))
    return Prompt(PlaceKind.SETTLING, "Let it settle", "", ask, intro, "", (rested,), proposed=0)


def _settled(walk: Walk, terms: Terms) -> Prompt:
    texts = walk.flow.file.settling
    facts = walk.facts
    choices = tuple(
        _in_terms(_response_choice(getattr(texts, settled.value), Event(settled), central=False), terms)
        for settled in Settled
    )
    told = _told(walk, terms)
    proposed = Event.SETTLED if facts.chart_settled else Event.NOT_SETTLED
    if facts.first_said is not None:
        differs = _differs(walk, choices, proposed)
        return Prompt(walk.place.kind, "Has it settled?", "", texts.ask, differs, "", (*choices, _WRONG))
    return Prompt(
        walk.place.kind,
        "Has it settled?",
        "",
        texts.ask,
        told,
        "",
        (*choices, _WRONG),
        proposed=None if facts.chart_settled is None else _index_of(choices, proposed),
    )
