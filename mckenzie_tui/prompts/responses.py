"""The question how it is after an exercise, and whether a worsening has settled."""

from __future__ import annotations

from dataclasses import replace

from mckenzie_tui import reasons
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.schema import ResponseChoice
from mckenzie_tui.prompts.choices import Choice, Prompt
from mckenzie_tui.prompts.questions import marked_just_now
from mckenzie_tui.verdict import Verdict
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Response, Settled, Side, Terms


def response(walk: Walk, terms: Terms) -> Prompt:
    """How it is after an exercise; asked once more where the chart says something else."""
    texts = walk.flow.file.response
    facts = walk.facts
    central = facts.side is Side.CENTRAL
    choices = tuple(
        _in_terms(response_choice(getattr(texts, event.value), event, central=central), terms)
        for event in (*map(Event, Response), Event.UNSURE)
    )
    told = _told(walk, terms)
    if facts.first_said is not None:
        differs = _differs(walk, choices, facts.proposal[0] if facts.proposal else None)
        return Prompt(walk.place.kind, "How is it now?", "", texts.ask, differs, "", (*choices, WRONG))
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
        (*choices, WRONG),
        proposed=_index_of(choices, proposed),
    )


WRONG = Choice(
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


def response_choice(texts: ResponseChoice, event: Event, *, central: bool) -> Choice:
    """An answer in the words of the flow, for pain in the middle alone in its own."""
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


def settling(walk: Walk) -> Prompt:
    """The rest after a worsening."""
    texts = walk.flow.file.settling
    rested = Choice(Event.RESTED, "I have rested. Go on", Event.RESTED)
    ask = "Go on when it has settled, or when the time is up."
    intro = " ".join(filter(None, (marked_just_now(walk), *texts.text)))
    return Prompt(PlaceKind.SETTLING, "Let it settle", "", ask, intro, "", (rested,), proposed=0)


def settled(walk: Walk, terms: Terms) -> Prompt:
    """Whether a worsening has settled; asked once more where the chart says something else."""
    texts = walk.flow.file.settling
    facts = walk.facts
    choices = tuple(
        _in_terms(response_choice(getattr(texts, settled.value), Event(settled), central=False), terms)
        for settled in Settled
    )
    told = _told(walk, terms)
    proposed = Event.SETTLED if facts.chart_settled else Event.NOT_SETTLED
    if facts.first_said is not None:
        differs = _differs(walk, choices, proposed)
        return Prompt(walk.place.kind, "Has it settled?", "", texts.ask, differs, "", (*choices, WRONG))
    return Prompt(
        walk.place.kind,
        "Has it settled?",
        "",
        texts.ask,
        told,
        "",
        (*choices, WRONG),
        proposed=None if facts.chart_settled is None else _index_of(choices, proposed),
    )
