"""A session as a bundle of FHIR R4 resources, for the programs of clinics (https://hl7.org/fhir/R4).

A QuestionnaireResponse holds what was asked and answered; its linkIds are the keys of the session log, and the places
of the flow where it asks yes or no. Observations hold each reading of the pain, how far it reached, the response to
each step, and the direction that the answers suggest. There is no Condition in it: this program gives no diagnosis.

Pain has a code of LOINC, whose value is a number: the answer codes that LOINC lists for it stand for other numbers in
some guides. All else has codes of our own, the words of the log; no other system has words such as "partly
centralized", and one may not simply use those of SNOMED CT. A URN that begins with ``x-`` is nobody's (RFC 3406), and
leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mckenzie_tui.answers import LoggedAnswer
from mckenzie_tui.body import spot_of
from mckenzie_tui.letters import printable
from mckenzie_tui.reasons import as_for, in_words_of_assessment, mark_told, marks_told, step_title
from mckenzie_tui.session import HomePlan, SafetyAnswer, Session, SkippedStep, StepRecord
from mckenzie_tui.symptoms import Record, Symptoms
from mckenzie_tui.words import Event, Mode, Status

OWN = "urn:x-mckenzie-tui:"
"""How each of our own systems of codes and names begins."""
LOINC = "http://loinc.org"
HL7 = "http://terminology.hl7.org/CodeSystem/"
PAIN = {
    "system": LOINC,
    "code": "72514-3",
    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
}
LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. "
    "and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
    "license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
)
NO_DIAGNOSIS = "Suggested by the answers of one session; no diagnosis."

_RESPONSE_STATUS = {Status.IN_PROGRESS: "in-progress", Status.FINISHED: "completed", Status.ABANDONED: "stopped"}
_PARTS = ("follow_up", "safety", "baseline", "steps", "skipped", "ending", "result", "plan")
"""The parts of a log that hold what was asked and answered, and what followed from it."""

Json = dict[str, Any]


def bundle(session: Session) -> Json:
    """The resources of a session, ready to be written as JSON; the same log gives the same bundle."""
    response = _named(session, "answers", _questionnaire_response(session))
    observations = [
        _named(session, name, {**_about_observation(session, response["fullUrl"]), **found})
        for name, found in _observations(session)
    ]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": f"{OWN}session", "value": session.id},
        "type": "collection",
        "timestamp": session.saved_at.isoformat(),
        "entry": [response, *observations],
    }


def _named(session: Session, name: str, resource: Json) -> Json:
    """An entry of the bundle, with an address that stays the same, so that nothing need be taken in twice."""
    key = f"{session.started_at.isoformat()}/{session.id}/{name}"
    identifier = {"system": f"{OWN}resource", "value": f"{session.id}/{name}"}
    single = resource["resourceType"] == "QuestionnaireResponse"
    return {
        "fullUrl": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{OWN}{key}')}",
        "resource": {**resource, "identifier": identifier if single else [identifier]},
    }


def _about(session: Session) -> Json:
    """What every resource says: whose it is, where a clinic's code says so, and whether it is of anybody at all."""
    told: Json = {"language": "en"}
    if session.patient:
        told["subject"] = {"type": "Patient", "identifier": {"system": f"{OWN}patient", "value": session.patient}}
    if session.mode is Mode.DEMO:
        told["meta"] = {"security": [_coding(f"{HL7}v3-ActReason", "HTEST", "test health data")]}
    return told


def _coding(system: str, code: str, display: str | None = None) -> Json:
    return {"system": system, "code": code, "display": display or code.replace("_", " ")}


def _own(system: str, code: str, text: str | None = None) -> Json:
    """A concept of one of our own systems."""
    return {"coding": [_coding(f"{OWN}{system}", code)], "text": text or code.replace("_", " ")}


def _clean(text: str) -> str:
    """A text as FHIR allows it: no control characters."""
    return printable(text).strip()


# What was asked and answered


def _questionnaire_response(session: Session) -> Json:
    flow = session.flow
    parts = [item for name in _PARTS for item in _items(name, name, getattr(session, name))]
    if session.painful_side is None:
        parts = list(_without_side(parts))
    asked = [_question(session, answer) for answer in session.standing_answers if answer.event in _ANSWERS]
    group = [{"linkId": "answers", "text": "questions answered", "item": asked}] if asked else []
    items = [*group, *parts]
    return {
        "resourceType": "QuestionnaireResponse",
        **_about(session),
        "text": {"status": "additional", "div": _narrative(session)},
        "questionnaire": f"{OWN}flow:{flow.id}|{flow.version}",
        "status": _RESPONSE_STATUS[session.status],
        "authored": (session.finished_at or session.saved_at).isoformat(),
        **({"item": items} if items else {}),
    }


def _without_side(parts: list[Json]) -> Iterator[Json]:
    """The parts without the painful side at the start: the log has one also where nothing hurt."""
    for part in parts:
        if part["linkId"] == "baseline":
            yield {**part, "item": [item for item in part["item"] if item["linkId"] != "baseline.side"]}
        else:
            yield part


_ANSWERS = (Event.YES, Event.NO, Event.ATTEST)


def _question(session: Session, answer: LoggedAnswer) -> Json:
    """A question that was answered yes or no, or all of them where a clinician attested that they were asked."""
    matters = {each.question: each.matter for each in session.safety}
    words = answer.place.removeprefix("question.").split(".")
    known = next((matters[word] for word in words if word in matters), None)
    text = f"{known}{': cleared' if words[-1] == 'clearance' else ''}" if known else " ".join(words).replace("_", " ")
    if answer.event is Event.ATTEST:
        value: Json = {"valueCoding": _coding(f"{OWN}event", answer.event)}
    else:
        value = {"valueBoolean": answer.event is Event.YES}
    values = [value, *([{"valueString": _clean(answer.item)}] if answer.item else [])]
    return {"linkId": f"answers.{answer.place}", "text": _clean(text), "answer": values}


def _items(link: str, key: str, value: object) -> Iterator[Json]:
    """A value of the log as items; a table is a group, one that repeats is a group for each of its tables."""
    text = key.replace("_", " ")
    if isinstance(value, tuple) and value and isinstance(value[0], Record):
        for each in value:
            yield from _items(link, key, each)
    elif isinstance(value, Symptoms):
        ratings = f"back pain {value.back_pain} of 10, leg pain {value.leg_pain} of 10"
        yield {"linkId": link, "text": text, "answer": [{"valueString": f"{marks_told(value)}; {ratings}"}]}
    elif isinstance(value, Record):
        known = {name: getattr(value, name) for name in type(value).model_fields}
        inside = [item for name, each in known.items() for item in _items(f"{link}.{name}", name, each)]
        if inside:
            yield {"linkId": link, "text": _title(value) or text, "item": inside}
    else:
        values = value if isinstance(value, tuple) else (value,)
        if answers := [answer for each in values if (answer := _answer(each))]:
            yield {"linkId": link, "text": text, "answer": answers}


def _title(group: Record) -> str:
    """What a table of the log is about, in its own words; empty where it has none."""
    match group:
        case StepRecord():
            return _clean(step_title(group))
        case SkippedStep() | HomePlan():
            return _clean(group.title)
        case SafetyAnswer():
            return _clean(group.matter)
    return ""


def _answer(value: object) -> Json | None:
    match value:
        case bool():
            return {"valueBoolean": value}
        case int():
            return {"valueInteger": value}
        case datetime():
            return {"valueDateTime": value.isoformat()}
        case StrEnum():
            return {"valueCoding": _coding(f"{OWN}{type(value).__name__.lower()}", value)}
        case str() if _clean(value):
            return {"valueString": _clean(value)}
    return None


def _narrative(session: Session) -> str:
    ended = session.ending_title or session.ending or session.status.replace("_", " ")
    whose = "A demonstration: nobody's symptoms. " if session.mode is Mode.DEMO else ""
    told = f"{whose}Exercises for the low back: {_clean(session.flow.title)}. {_clean(ended)}. {NO_DIAGNOSIS}"
    paragraphs = "".join(f"<p>{escape(line, quote=False)}</p>" for line in (told, LOINC_NOTICE))
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div>'


# What was observed


def _about_observation(session: Session, response: str) -> Json:
    """What every observation says; only in a session that goes on can it still be taken back."""
    return {
        "resourceType": "Observation",
        **_about(session),
        "status": "preliminary" if session.status is Status.IN_PROGRESS else "final",
        "category": [{"coding": [_coding(f"{HL7}observation-category", "survey", "Survey")]}],
        "derivedFrom": [{"reference": response}],
        "device": {"display": _clean(f"{session.program.name} {session.program.version}")},
    }


def _observations(session: Session) -> Iterator[tuple[str, Json]]:
    """Every observation with a name of its own among them, in the order in which they were made."""
    titles = {step.id: step.title for step in session.steps}
    chosen: LoggedAnswer | None = None
    for number, answer in enumerate(session.standing_answers, 1):
        if answer.event is Event.GO_TO:
            chosen = answer
        if answer.symptoms is not None:
            yield from _reading(number, answer, answer.symptoms, _for_its_side(titles, chosen))
    for number, step in enumerate(session.steps, 1):
        yield f"steps/{number}", _response(session, step)
    if session.result and session.result.direction:
        yield (
            "direction",
            {
                "code": _own("observation", "directional_preference", "Direction that the answers suggest"),
                "effectiveDateTime": (session.finished_at or session.saved_at).isoformat(),
                "valueCodeableConcept": _own("direction", session.result.direction),
                "note": [{"text": NO_DIAGNOSIS}],
            },
        )


def _for_its_side(titles: dict[str, str], chosen: LoggedAnswer | None) -> dict[str, str]:
    """The titles of the steps; that of the step that a clinician chose last with the side for which it is done."""
    if chosen is None or chosen.item not in titles:
        return titles
    return titles | {chosen.item: f"{titles[chosen.item]}{as_for(chosen.side)}"}


def _reading(number: int, answer: LoggedAnswer, found: Symptoms, titles: dict[str, str]) -> Iterator[tuple[str, Json]]:
    """How strong it was in the back and in the leg, and how far it reached, each time it was marked."""
    words = [titles.get(word, word.replace("_", " ")) for word in answer.place.split(".") if word != "step"]
    told = {"effectiveDateTime": answer.at.isoformat(), "note": [{"text": _clean(", ".join(words))}]}
    parts = (
        ("back", "Low back", found.back_pain),
        ("leg", "Leg, from the buttock down", found.leg_pain),
    )
    for part, where, rating in parts:
        yield (
            f"readings/{number}/{part}",
            {
                **told,
                "code": {"coding": [PAIN], "text": f"Pain in the {part}"},
                "bodySite": {**_own("part", part), "text": where},
                "method": {"text": "The strongest mark of pain or pins and needles there"},
                "valueInteger": rating,
            },
        )
    marks = [
        {"code": _own("kind", mark.kind), "valueString": mark_told(mark)}
        for mark in sorted(found.marks, key=lambda mark: -mark.region.rank)
    ]
    yield (
        f"readings/{number}/reach",
        {
            **told,
            "code": _own("observation", "farthest_region", "How far pain or pins and needles reach"),
            "valueCodeableConcept": _farthest(found),
            **({"component": marks} if marks else {}),
        },
    )


def _farthest(found: Symptoms) -> Json:
    """The farthest region where pain or tingling was marked, with its sides in words."""
    if not found.felt:
        return _own("region", "none", "no pain and no pins and needles")
    farthest = max((mark.region for mark in found.felt), key=lambda region: region.rank)
    spots = [spot_of(mark.region, mark.side, mark.view).words for mark in found.felt if mark.region is farthest]
    return _own("region", farthest, ", ".join(dict.fromkeys(spots)))


def _response(session: Session, step: StepRecord) -> Json:
    """What a person said after a step; what the rules followed and what the chart says stand beside it."""
    known = {
        "said_first": step.said_first and {"valueCodeableConcept": _own("response", step.said_first)},
        "counted_answer": step.counted_answer and {"valueCodeableConcept": _own("response", step.counted_answer)},
        "settled": None if step.settled is None else {"valueBoolean": step.settled},
        "counted_settled": None if step.counted_settled is None else {"valueBoolean": step.counted_settled},
        "verdict": step.verdict
        and {"valueCodeableConcept": _own("verdict", step.verdict, in_words_of_assessment(step.verdict))},
    }
    beside = [{"code": _own("observation", name), **value} for name, value in known.items() if value]
    absent = {"coding": [_coding(f"{HL7}data-absent-reason", "unknown", "Unknown")], "text": "not answered"}
    said = {"valueCodeableConcept": _own("response", step.answer)} if step.answer else {"dataAbsentReason": absent}
    return {
        "code": _own("observation", "step_response", f"Response to: {_clean(step_title(step))}"),
        "effectiveDateTime": (step.answered_at or session.saved_at).isoformat(),
        **said,
        **({"component": beside} if beside else {}),
    }
