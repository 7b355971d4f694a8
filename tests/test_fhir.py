"""A session as FHIR resources, judged by the models of others: fhir.resources, as R4B."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from clocks import Clock
from commands import Run, refused
from fhir.resources.R4B.bundle import Bundle
from homeplans import PLAN
from walks import RIGHT_LEG, answered, at_first_step, begun, eventful, felt, give, no_to_all, no_until, sat

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.reports.fhir import bundle
from mckenzie_tui.session import FollowUp, Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Direction, Event, Feels, Kind, Mode, Often, Region, Side, Status

Json = dict[str, Any]

WORSE = (Event.WORSENED, Event.NOT_SETTLED)
ENDINGS: dict[str, Callable[[FlowMachine], Walk]] = {
    "emergency": lambda machine: begun(machine).say(Event.YES),
    "seek_care": lambda machine: no_until(begun(machine), "question.medical.cancer").say(Event.YES).say(Event.NO),
    "preference_found": lambda machine: answered(at_first_step(machine), Event.UNCHANGED, Event.CENTRALIZED),
    "preference_leaning": eventful,
    "no_preference_found": lambda machine: answered(at_first_step(machine), *[Event.UNCHANGED] * 7),
    "nothing_to_test": lambda machine: no_to_all(begun(machine)).say(Event.LOCATED, symptoms=Symptoms()),
    "stopped_worse": lambda machine: answered(at_first_step(machine, felt(right=Region.THIGH)), *WORSE, *WORSE),
}


def exported(session: Session) -> Json:
    """The bundle, once others have found nothing wrong with it."""
    found = bundle(session)
    assert json.loads(json.dumps(found)) == found
    read = Bundle.model_validate(found)
    assert json.loads(read.model_dump_json()).keys() == found.keys()
    for value in leaves(found):
        assert value not in ("", [], {}, None)
        assert not isinstance(value, str) or value.strip() == value.replace("\x1b", "")
    return found


def leaves(value: object) -> Iterator[object]:
    """Every value of a document: FHIR allows nothing empty in it."""
    yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from leaves(each)


def resources(found: Json, kind: str = "Observation") -> list[Json]:
    return [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == kind]


def observed(found: Json, code: str) -> list[Json]:
    return [each for each in resources(found) if each["code"]["coding"][0]["code"] == code]


def items(found: Json) -> dict[str, list[Json]]:
    """Every item of the answers, by its linkId."""
    by_link: dict[str, list[Json]] = {}
    waiting = list(resources(found, "QuestionnaireResponse")[0].get("item", []))
    while waiting:
        item = waiting.pop(0)
        by_link.setdefault(item["linkId"], []).append(item)
        waiting += item.get("item", [])
    return by_link


@pytest.mark.parametrize("name", ENDINGS)
def test_a_session_of_every_ending_is_what_others_take_for_fhir(desk: Desk, machine: FlowMachine, name: str) -> None:
    session = sat(desk, ENDINGS[name](machine)).session
    assert session.ending == name
    found = exported(session)
    response = resources(found, "QuestionnaireResponse")[0]
    assert response["status"] == "completed"
    assert items(found)["ending"][0]["answer"] == [{"valueString": name}]
    assert {each["status"] for each in resources(found)} <= {"final"}
    marked = [answer for answer in session.standing_answers if answer.symptoms]
    assert len(observed(found, "72514-3")) == 2 * len(marked)
    assert len(observed(found, "step_response")) == len(session.steps)
    assert bool(observed(found, "directional_preference")) == (name in ("preference_found", "preference_leaning"))


@pytest.mark.parametrize("name", ENDINGS)
def test_it_holds_no_diagnosis_no_foreign_codes_and_no_answer_codes(
    desk: Desk, machine: FlowMachine, name: str
) -> None:
    found = exported(sat(desk, ENDINGS[name](machine)).session)
    assert {entry["resource"]["resourceType"] for entry in found["entry"]} <= {"Observation", "QuestionnaireResponse"}
    text = json.dumps(found)
    assert "snomed" not in text
    assert not re.search(r'"LA\d', text)
    systems = {value for each in leaves(found) if isinstance(each, dict) and (value := each.get("system"))}
    assert all(
        system.startswith(("urn:x-mckenzie-tui:", "http://terminology.hl7.org/CodeSystem/"))
        or system == "http://loinc.org"
        for system in systems
    )
    assert "LOINC is copyright" in resources(found, "QuestionnaireResponse")[0]["text"]["div"]


def test_pain_is_a_number_for_back_and_leg_apart_at_each_reading(
    desk: Desk, machine: FlowMachine, clock: Clock
) -> None:
    start = Symptoms.of(
        [
            Mark(region=Region.LOWER_LEG, side=Side.RIGHT, intensity=6),
            Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL, intensity=3),
            Mark(region=Region.FOOT, side=Side.RIGHT, kind=Kind.NUMBNESS),
        ]
    )
    session = sat(desk, answered(at_first_step(machine, start), Event.CENTRALIZED)).session
    found = exported(session)
    told = [
        (each["code"]["text"], each["valueInteger"], each["note"][0]["text"]) for each in observed(found, "72514-3")
    ]
    assert told == [
        ("Pain in the back", 3, "where it hurts"),
        ("Pain in the leg", 6, "where it hurts"),
        ("Pain in the back", 3, "Prone lying, after"),
        ("Pain in the leg", 0, "Prone lying, after"),
    ]
    assert {each["bodySite"]["text"] for each in observed(found, "72514-3")} == {
        "Low back",
        "Leg, from the buttock down",
    }
    first = observed(found, "farthest_region")[0]
    assert first["valueCodeableConcept"]["coding"][0]["code"] == "lower_leg"
    assert first["valueCodeableConcept"]["text"] == "right calf"
    assert [part["valueString"] for part in first["component"]] == [
        "numb right heel",
        "right calf 6",
        "middle of the low back 3",
    ]
    at = next(answer.at for answer in session.answers if answer.symptoms)
    assert first["effectiveDateTime"] == at.isoformat()


def test_what_was_answered_stands_under_the_keys_of_the_log(desk: Desk, machine: FlowMachine) -> None:
    found = exported(sat(desk, eventful(machine)).session)
    by_link = items(found)
    assert by_link["answers.question.medical.weight_loss"] == [
        {
            "linkId": "answers.question.medical.weight_loss",
            "text": "Weight loss without trying",
            "answer": [{"valueBoolean": True}],
        }
    ]
    assert by_link["answers.question.emergency.bladder"][0]["answer"] == [{"valueBoolean": False}]
    assert [item["answer"][0]["valueString"] for item in by_link["steps.id"]][:2] == ["prone_lying", "prone_props"]
    assert by_link["steps.settled"][0]["answer"] == [{"valueBoolean": True}]
    assert by_link["baseline.side"][0]["answer"][0]["valueCoding"]["code"] == "left"
    responses = [each["valueCodeableConcept"]["coding"][0]["code"] for each in observed(found, "step_response")]
    assert responses == ["unchanged", "worsened", "cannot", "partly_centralized", "worsened"]
    preference = observed(found, "directional_preference")[0]
    assert preference["valueCodeableConcept"]["coding"][0]["code"] == Direction.LATERAL
    assert "no diagnosis" in preference["note"][0]["text"]


def test_what_was_done_for_the_other_side_says_so(desk: Desk, machine: FlowMachine) -> None:
    name, title = "press_ups_hips_off_center", "Press-ups with hips off center"
    walk = begun(machine, mode=Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    for details in ({}, {"side": Side.LEFT}):
        walk = answered(walk.say(Event.GO_TO, item=name, **details), Event.UNCHANGED)
    found = exported(sat(desk, walk).session)
    titles = [title, f"{title} (as for pain on the left)"]
    assert [each["code"]["text"] for each in observed(found, "step_response")] == [f"Response to: {t}" for t in titles]
    notes = [each["note"][0]["text"] for each in observed(found, "farthest_region")]
    assert notes == ["where it hurts", *(f"{t}, after" for t in titles)]
    assert [item["text"] for item in items(found)["steps"]] == titles


def test_no_painful_side_is_sent_where_nothing_hurt(desk: Desk, machine: FlowMachine) -> None:
    nothing = exported(sat(desk, no_to_all(begun(machine)).say(Event.LOCATED, symptoms=Symptoms())).session)
    assert "baseline.symptoms" in items(nothing)
    assert "baseline.side" not in items(nothing)
    assert "central" not in list(leaves(items(nothing)["baseline"]))
    central = exported(sat(desk, at_first_step(machine, felt())).session)
    assert items(central)["baseline.side"][0]["answer"][0]["valueCoding"]["code"] == "central"


def test_a_reading_that_was_taken_back_is_not_in_it(desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, at_first_step(machine, felt(right=Region.FOOT, pain=7)))
    assert [each["valueInteger"] for each in observed(exported(sitting.session), "72514-3")] == [0, 7]
    sitting.back()
    sitting.answer(Event.LOCATED, symptoms=RIGHT_LEG)
    assert [each["valueInteger"] for each in observed(exported(sitting.session), "72514-3")] == [0, 5]


def test_an_unfinished_session_is_preliminary_and_a_broken_off_one_is_stopped(desk: Desk, machine: FlowMachine) -> None:
    session = sat(desk, answered(at_first_step(machine), Event.UNCHANGED)).session
    found = exported(session)
    assert resources(found, "QuestionnaireResponse")[0]["status"] == "in-progress"
    assert {each["status"] for each in resources(found)} == {"preliminary"}
    found = exported(session.model_copy(update={"status": Status.ABANDONED}))
    assert resources(found, "QuestionnaireResponse")[0]["status"] == "stopped"
    assert {each["status"] for each in resources(found)} == {"final"}
    assert exported(Sitting.begin(desk, DEFAULT_FLOW).session)


def test_only_the_code_of_a_clinic_says_whose_it_is(desk: Desk, machine: FlowMachine) -> None:
    walk = answered(begun(machine, mode=Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG))
    walk = answered(walk.say(Event.GO_TO, item="side_glide", side=Side.LEFT, note="a\x1bb"), Event.CENTRALIZED)
    sitting = give(Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, walk.facts.context, patient="p-7"), walk)
    found = exported(sitting.session)
    subjects = [resource["subject"] for resource in (*resources(found), *resources(found, "QuestionnaireResponse"))]
    assert all(subject == {"type": "Patient", "identifier": subjects[0]["identifier"]} for subject in subjects)
    assert subjects[0]["identifier"]["value"] == "p-7"
    assert items(found)["steps.chosen"]
    home = exported(sat(desk, ENDINGS["preference_found"](machine)).session)
    assert not [each for each in leaves(home) if isinstance(each, dict) and "subject" in each]


def test_a_demonstration_is_marked_as_nobody_s(desk: Desk, machine: FlowMachine) -> None:
    walk = begun(machine, mode=Mode.DEMO).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    found = exported(sat(desk, answered(walk, Event.CENTRALIZED)).session)
    labels = [entry["resource"]["meta"]["security"][0]["code"] for entry in found["entry"]]
    assert set(labels) == {"HTEST"}
    assert "nobody" in resources(found, "QuestionnaireResponse")[0]["text"]["div"]


def test_a_plan_and_what_was_said_of_an_earlier_session_are_in_it(desk: Desk, machine: FlowMachine) -> None:
    session = sat(desk, ENDINGS["preference_found"](machine)).session
    follow_up = FollowUp(
        session="abc",
        began=session.started_at - timedelta(hours=24),
        after_h=24,
        anything_new=False,
        feels=Feels.BETTER,
        often=Often.THREE_TO_FIVE,
        symptoms=RIGHT_LEG,
        advice=" \t",
    )
    by_link = items(exported(session.model_copy(update={"follow_up": follow_up, "plan": PLAN})))
    assert by_link["follow_up.feels"][0]["answer"][0]["valueCoding"]["code"] == "better"
    assert by_link["follow_up.after_h"][0]["answer"] == [{"valueInteger": 24}]
    assert "right calf 5" in by_link["follow_up.symptoms"][0]["answer"][0]["valueString"]
    assert "follow_up.advice" not in by_link
    assert by_link["plan.dose.reps"][0]["answer"] == [{"valueInteger": 10}]
    assert [answer["valueString"] for answer in by_link["plan.stop"][0]["answer"]] == list(PLAN.stop)
    assert by_link["plan"][0]["text"] == "Press-ups"


def test_the_same_log_gives_the_same_addresses_and_no_two_resources_share_one(desk: Desk, machine: FlowMachine) -> None:
    session = sat(desk, eventful(machine)).session
    found = exported(session)
    addresses = [entry["fullUrl"] for entry in found["entry"]]
    assert len(set(addresses)) == len(addresses)
    assert bundle(session) == found
    assert {each["derivedFrom"][0]["reference"] for each in resources(found)} == {addresses[0]}


def test_the_command_writes_it_and_refuses_what_is_damaged(run: Run, desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, ENDINGS["preference_found"](machine))
    code, out, err = run("sessions", "export", "--format", "fhir")
    assert (code, err) == (0, "")
    assert json.loads(out) == bundle(sitting.session)
    sitting.path.write_bytes(sitting.path.read_bytes()[:-40])
    assert refused(run("sessions", "export", "--format", "fhir"), code=1)
