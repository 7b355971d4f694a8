"""Proving a log: what the program wrote is borne out by the rules, and whatever was changed in it is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from clocks import Clock
from commands import Run, refused
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from walks import (
    DONE,
    PLACES,
    RIGHT_LEG,
    a_rung_further,
    a_rung_nearer,
    answered,
    at_first_step,
    eventful,
    felt,
    give,
    sat,
)

from mckenzie_tui.answers import LoggedAnswer
from mckenzie_tui.errors import DamagedSessionError
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.replay import FOLLOWS, Outcome, Replayed, replay
from mckenzie_tui.sealed import from_bytes, to_bytes
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Kind, Mode, Region, Side, Status

RECORDS = sorted((Path(__file__).parent / "records").glob("*.toml"))
VERSION = "0.1.0"
Document = dict[str, Any]


def proved(session: Session, machine: FlowMachine) -> Replayed:
    return replay(session, machine, session.program.version)


def keys(found: Replayed) -> list[str]:
    return [difference.key for difference in found.differences]


# What the program writes


def taken_back(sitting: Sitting, machine: FlowMachine) -> None:
    give(sitting, eventful(machine))
    for _ in range(5):
        sitting.back()
    sitting.answer(Event.LOCATED, symptoms=sitting.chart)
    sitting.answer(Event.PARTLY_CENTRALIZED)


def with_notes_and_drafts(sitting: Sitting, machine: FlowMachine) -> None:
    give(sitting, at_first_step(machine))
    sitting.answer(Event.DID, done=DONE)
    sitting.keep_draft(a_rung_nearer(RIGHT_LEG))
    sitting.answer(Event.TROUBLE)
    for _ in range(3):
        sitting.answer(Event.NO)
    sitting.answer(Event.LOCATED, symptoms=a_rung_nearer(RIGHT_LEG))
    sitting.answer(Event.WORSENED, note="harder to say")
    sitting.answer(Event.UNSURE, note='a "note" \\ and more')
    sitting.add_note("another one")


def moved_before(sitting: Sitting, machine: FlowMachine) -> None:
    give(sitting, at_first_step(machine))
    sitting.answer(Event.RELOCATE)
    sitting.answer(Event.LOCATED, symptoms=a_rung_further(RIGHT_LEG))


def numb(sitting: Sitting, machine: FlowMachine) -> None:
    give(sitting, at_first_step(machine))
    sitting.answer(Event.DID, done=DONE)
    marks = [mark.model_copy(update={"kind": Kind.NUMBNESS, "intensity": None}) for mark in RIGHT_LEG.marks]
    sitting.answer(Event.LOCATED, symptoms=RIGHT_LEG.model_copy(update={"marks": tuple(marks), "leg_pain": 0}))


def too_strong(sitting: Sitting, machine: FlowMachine) -> None:
    give(sitting, at_first_step(machine))
    sitting.answer(Event.DID, done=DONE)
    sitting.answer(Event.LOCATED, symptoms=felt(right=Region.LOWER_LEG, pain=10))
    sitting.answer(Event.RESTED)
    sitting.answer(Event.LOCATED, symptoms=RIGHT_LEG)


def nothing_felt(sitting: Sitting, machine: FlowMachine) -> None:
    give(sitting, at_first_step(machine, RIGHT_LEG.model_copy(update={"marks": (), "leg_pain": 0})))


SITTINGS: dict[str, Callable[[Sitting, FlowMachine], object]] = {
    "eventful": lambda sitting, machine: give(sitting, eventful(machine)),
    "taken back": taken_back,
    "notes and drafts": with_notes_and_drafts,
    "moved before": moved_before,
    "numb": numb,
    "too strong": too_strong,
    "nothing felt": nothing_felt,
    **{name: (lambda sitting, machine, way=way: give(sitting, way(machine))) for name, way in PLACES.items()},
}


@pytest.mark.parametrize("name", SITTINGS)
def test_every_log_is_borne_out_as_it_is_saved_after_each_answer(
    desk: Desk, machine: FlowMachine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    written: list[bytes] = []
    save = Store.save

    def keeping(store: Store, session: Session) -> Path:
        written.append(to_bytes(session))
        return save(store, session)

    monkeypatch.setattr(Store, "save", keeping)
    later = "anything changed"
    context = PLACES[later](machine).facts.context if name == later else None
    SITTINGS[name](Sitting.begin(desk, "lumbar-progression", context=context), machine)
    assert len(written) > 1 or name == "emergency question"
    for data in written:
        found = proved(from_bytes(data), machine)
        assert (found.outcome, [str(difference) for difference in found.differences]) == (Outcome.SAME, [])


def test_a_log_that_was_taken_up_again_and_one_that_was_given_up_are_borne_out(
    desk: Desk, machine: FlowMachine, clock: Clock
) -> None:
    sitting = sat(desk, answered(at_first_step(machine), Event.WORSENED))
    sitting.close()
    again = Sitting.resume(desk, sitting.session)
    again.answer(Event.NO)
    again.answer(Event.RESTED)
    assert proved(again.session, machine).outcome is Outcome.SAME
    again.close()
    clock.forward(hours=2)
    Sitting.begin(desk, "lumbar-progression")
    given_up = desk.store.read(again.path)
    assert given_up.status is Status.ABANDONED
    assert proved(given_up, machine).outcome is Outcome.SAME


@pytest.mark.parametrize("mode", [Mode.CLINIC, Mode.DEMO])
def test_the_log_of_a_clinician_is_borne_out(desk: Desk, machine: FlowMachine, mode: Mode) -> None:
    sitting = Sitting.begin(desk, "lumbar-progression", mode)
    sitting.answer(Event.ATTEST)
    sitting.answer(Event.LOCATED, symptoms=RIGHT_LEG)
    sitting.answer(Event.DID, done=DONE)
    sitting.answer(Event.NOT_MARKED)
    sitting.answer(Event.CENTRALIZED)
    assert proved(sitting.session, machine).outcome is Outcome.SAME


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_old_logs_take_the_same_path_today(machine: FlowMachine, record: Path) -> None:
    assert proved(from_bytes(record.read_bytes()), machine).outcome is not Outcome.DIFFERS


def test_every_key_of_a_log_is_either_given_or_proved() -> None:
    given_by_hand = {
        *("schema_version", "id", "mode", "patient", "started_at", "saved_at", "program", "context"),
        *("draft", "answers", "imported"),
    }
    assert given_by_hand | set(FOLLOWS) == set(Session.model_fields)
    assert not given_by_hand & set(FOLLOWS)


def test_keys_of_a_later_program_are_left_aside(session: Session, machine: FlowMachine) -> None:
    document = session.model_dump(mode="python", exclude_none=True)
    document["weather"] = "rain"
    document["steps"][0]["figure"] = "moving"
    assert proved(Session.model_validate(document), machine).outcome is Outcome.SAME


# What somebody has changed


@pytest.fixture(scope="module")
def session(machine: FlowMachine, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A finished session that came by nearly everything, saved by the version that reads it."""
    clock = Clock()
    from mckenzie_tui.flow.catalogue import Catalogue

    desk = Desk(Store(tmp_path_factory.mktemp("data")), Catalogue(), clock, lambda: "00000001", VERSION)
    sitting = sat(desk, eventful(machine))
    sitting.back()
    sitting.answer(Event.NOT_SETTLED, note="a note")
    return sitting.session


def edited(session: Session, edit: Callable[[Document], None]) -> Session:
    """The log after an edit by hand, with its seal made anew."""
    document = listed(session.model_dump(mode="python", exclude_none=True))
    edit(document)
    return from_bytes(to_bytes(Session.model_validate(document)))


def put(*path: str | int, value: Any) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        *above, last = path
        here: Any = document
        for part in above:
            here = here[part]
        here[last] = value

    return edit


def swapped(document: Document) -> None:
    document["steps"][0], document["steps"][1] = document["steps"][1], document["steps"][0]


def answer_changed(session: Session, place: str, event: str) -> Callable[[Document], None]:
    """Change the answer that was given at a place and stands."""
    numbers = [n for n, answer in enumerate(session.answers) if answer.place == place and not answer.taken_back_at]
    return put("answers", numbers[-1], "event", value=event)


EDITS: dict[str, tuple[Callable[[Document], None], str, str]] = {
    "a verdict": (
        put("steps", 3, "verdict", value="centralized"),
        "steps[4].verdict",
        "step 4 (press_ups_hips_off_center), verdict: the log says 'centralized', the rules give 'centralizing'",
    ),
    "the answer of a step": (
        put("steps", 1, "answer", value="centralized"),
        "steps[2].answer",
        "step 2 (prone_props), answer: the log says 'centralized', the rules give 'worsened'",
    ),
    "whether it settled": (put("steps", 1, "settled", value=False), "steps[2].settled", "says no, the rules give yes"),
    "the order of steps": (swapped, "steps[1].id", "the log says 'prone_props', the rules give 'prone_lying'"),
    "a step taken out": (lambda log: log["steps"].pop(), "steps[5]", "the log says nothing, the rules give 'side_"),
    "the ending": (
        put("ending", value="preference_found"),
        "ending",
        "ending: the log says 'preference_found', the rules give 'preference_leaning'",
    ),
    "the side": (put("baseline", "side", value="right"), "baseline.side", "'right', the rules give 'left'"),
    "a number": (put("baseline", "symptoms", "leg_pain", value=9), "baseline.symptoms.leg_pain", "says 9"),
    "a mark": (
        put("steps", 0, "after", "marks", 0, "intensity", value=1),
        "steps[1].after.marks[1].intensity",
        "step 1 (prone_lying), after, mark 1, intensity: the log says 1",
    ),
    "the direction": (put("result", "direction", value="flexion"), "result.direction", "the rules give 'lateral'"),
    "the best step": (put("result", "best_step", value="press_ups"), "result.best_step", "says 'press_ups'"),
    "a reason": (put("result", "why", value=("All is well.",)), "result.why[1]", "the log says 'All is well.'"),
    "the status": (put("status", value="in_progress"), "status", "the rules give 'finished'"),
    "when it ended": (
        put("finished_at", value=datetime.fromisoformat("2026-01-01T00:00:00+02:00")),
        "finished_at",
        "the log says '2026-01-01T00:00:00+02:00'",
    ),
    "the flow's version": (put("flow", "version", value="9.9.9"), "flow.version", "the rules give '1.0.0'"),
    "what the next one is to know": (put("carries", "first", value=True), "carries.first", "the rules give no"),
    "a yes taken out": (lambda log: log["safety"].pop(0), "safety[1].question", "yes to a question about health 1"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_by_hand_is_named_as_the_first_difference(session: Session, machine: FlowMachine, name: str) -> None:
    edit, key, told = EDITS[name]
    found = proved(edited(session, edit), machine)
    assert found.outcome is Outcome.DIFFERS
    assert found.first is not None
    assert found.first.key == key
    assert told in str(found.first)


def test_an_answer_that_was_changed_is_named_where_the_way_parts(session: Session, machine: FlowMachine) -> None:
    found = proved(edited(session, answer_changed(session, "question.emergency.saddle_numbness", "yes")), machine)
    assert found.first is not None
    assert found.first.key == "answers[2].place"
    assert str(found.first).startswith("where one is after answer 1 ('yes'): the log says 'question.emergency.")
    assert str(found.first).endswith("the rules give 'ending.emergency'")


def test_an_answer_that_was_never_possible_is_named_with_what_was(session: Session, machine: FlowMachine) -> None:
    found = proved(edited(session, put("answers", 0, "event", value="centralized")), machine)
    assert found.first is not None
    assert found.first.key == "answers[1].event"
    assert "answer 1, at question.emergency." in str(found.first)
    assert "the log says 'centralized', the rules give 'no or yes or trouble" in str(found.first)


PROVED = ("baseline", "steps", "skipped", "result", "ending", "ending_kind", "ending_title", "safety")


def leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every single value of a part of a log, with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        document = document[part]
    return document


def listed(value: Any) -> Any:
    """The same with lists for tuples, so that it can be edited."""
    if isinstance(value, dict):
        return {key: listed(inner) for key, inner in value.items()}
    return [listed(inner) for inner in value] if isinstance(value, list | tuple) else value


def another(data: st.DataObject, value: Any, strings: list[str]) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return data.draw(st.integers(0, 10))
        case datetime():
            return value + data.draw(st.sampled_from([timedelta(seconds=1), timedelta(hours=-1)]))
        case _:
            return data.draw(st.sampled_from(strings) | st.text(max_size=8))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_single_value_can_be_changed_unnoticed(session: Session, machine: FlowMachine, data: st.DataObject) -> None:
    document = listed(session.model_dump(mode="python", exclude_none=True))
    places = [place for part in PROVED for place in leaves(document[part], (part,))]
    strings = sorted({str(value) for _, value in places if isinstance(value, str)})
    path, value = data.draw(st.sampled_from(places))
    if data.draw(st.booleans()) and isinstance(path[-1], str) and len(path) > 1:
        del at(document, path[:-1])[path[-1]]
    elif len(path) > 1:
        at(document, path[:-1])[path[-1]] = another(data, value, strings)
    else:
        document[path[0]] = another(data, value, strings)
    try:
        changed = from_bytes(to_bytes(Session.model_validate(document)))
    except (ValueError, DamagedSessionError):
        return  # it is not read at all
    assume(changed.model_dump(mode="json") != session.model_dump(mode="json"))
    found = proved(changed, machine)
    assert found.outcome is Outcome.DIFFERS
    assert found.differences[0].key.startswith(str(path[0]))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_answer_that_stands_can_be_changed_unnoticed(
    session: Session, machine: FlowMachine, data: st.DataObject
) -> None:
    """All but a first answer that was asked for once more: it leaves no trace beside itself."""
    asked_again = {answer.place.removesuffix("_again") for answer in session.answers if answer.place.endswith("_again")}
    standing = [
        number
        for number, answer in enumerate(session.answers)
        if answer.taken_back_at is None and answer.place not in asked_again
    ]
    number = data.draw(st.sampled_from(standing))
    event = data.draw(st.sampled_from([event for event in Event if event is not session.answers[number].event]))
    found = proved(edited(session, put("answers", number, "event", value=event)), machine)
    assert found.outcome is Outcome.DIFFERS


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_answers_whatever_stop_a_replay(session: Session, machine: FlowMachine, data: st.DataObject) -> None:
    """Somebody may have written a log whose answers lack what belongs to them."""
    begun = session.model_copy(update={"mode": data.draw(st.sampled_from(Mode)), "answers": ()})
    for _ in range(data.draw(st.integers(0, 30))):
        walk = proved(begun, machine).walk
        symptoms = data.draw(st.sampled_from([None, RIGHT_LEG, felt(left=Region.FOOT, right=Region.FOOT, pain=9)]))
        event = data.draw(st.sampled_from(walk.events or list(Event)))
        answer = LoggedAnswer(
            place=walk.place.name,
            event=event,
            symptoms=symptoms,
            item=data.draw(st.none() | st.just("no such")),
            at=begun.saved_at,
        )
        begun = begun.model_copy(update={"answers": (*begun.answers, answer)})
    assert proved(begun, machine).session is begun


# Flows and programs that have changed


def other_flow(flow: Flow, **changed: Any) -> FlowMachine:
    return FlowMachine(replace(flow, file=flow.file.model_copy(update=changed)))


def test_where_only_texts_of_the_flow_have_changed_the_path_is_the_same(session: Session, flow: Flow) -> None:
    endings = tuple(ending.model_copy(update={"title": f"{ending.title}!"}) for ending in flow.file.endings)
    found = proved(session, other_flow(flow, endings=endings, version="1.0.1"))
    assert found.flow_changed
    assert found.outcome is Outcome.WORDING
    assert keys(found) == ["ending_title"]


def test_where_nothing_that_it_met_has_changed_it_is_the_same(session: Session, flow: Flow) -> None:
    found = proved(session, other_flow(flow, summary="Another one."))
    assert found.flow_changed
    assert (found.outcome, keys(found)) == (Outcome.SAME, [])


def test_where_a_flow_leads_elsewhere_it_is_told_where_the_ways_part(session: Session, flow: Flow) -> None:
    lying, props, *others = flow.file.steps
    found = proved(session, other_flow(flow, steps=(props, lying, *others)))
    assert found.outcome is Outcome.DIFFERS
    assert found.first is not None
    assert (found.first.log, found.first.rules) == ("step.prone_lying.exercise", "step.prone_props.exercise")


def test_where_a_flow_ends_elsewhere_the_ending_is_told(session: Session, flow: Flow) -> None:
    rules = tuple(
        rule.model_copy(update={"go": "stopped_worse"}) if rule.go == "preference_leaning" else rule
        for rule in flow.file.rules
    )
    found = proved(session, other_flow(flow, rules=rules))
    assert found.first is not None
    assert found.first.key == "result.direction"
    assert "ending" in keys(found)


def test_the_words_of_another_version_of_the_program_prove_nothing_against_a_log(
    session: Session, machine: FlowMachine
) -> None:
    reworded = edited(session, put("result", "why", 0, value="Otherwise said."))
    assert replay(reworded, machine, VERSION).outcome is Outcome.DIFFERS
    assert replay(reworded, machine, "0.2.0").outcome is Outcome.WORDING
    elsewhere = edited(session, put("ending", value="preference_found"))
    assert replay(elsewhere, machine, "0.2.0").outcome is Outcome.DIFFERS


# The command


@pytest.fixture
def file(session: Session, tmp_path: Path) -> Path:
    """A log that somebody sent by mail."""
    path = tmp_path / "from a patient.toml"
    path.write_bytes(to_bytes(session))
    return path


def test_a_log_that_is_borne_out_is_called_so(run: Run, desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(replace(desk, program_version=VERSION), eventful(machine))
    code, out, err = run("sessions", "replay")
    assert (code, err) == (0, "")
    assert out.startswith(sitting.session.id)
    assert "✓ The rules give what the log says." in out
    assert run("sessions", "replay", sitting.session.id[:8]).out == out


def test_a_file_is_replayed_and_shown_like_a_session(run: Run, file: Path) -> None:
    assert run("sessions", "replay", str(file)).code == 0
    code, out, _ = run("sessions", "show", str(file))
    assert code == 0
    assert "One direction helped in part" in out
    assert f"File: {file}" in out


@pytest.mark.parametrize("columns", [40, 80])
def test_a_log_that_differs_is_told_with_its_first_difference(
    run: Run, file: Path, session: Session, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    file.write_bytes(to_bytes(edited(session, put("steps", 1, "answer", value="centralized"))))
    code, out, err = run("sessions", "replay", str(file))
    assert (code, err) == (1, "")
    assert max(map(len, out.splitlines())) <= columns
    words = " ".join(out.split())
    assert "× The rules give something else." in words
    assert "step 2 (prone_props), answer: the log says 'centralized', the rules give 'worsened'." in words
    code, out, _ = run("sessions", "replay", str(file), "--json")
    assert code == 1
    (row,) = json.loads(out)
    assert row["outcome"] == "differs"
    assert row["first_difference"]["key"] == "steps[2].answer"
    assert (row["first_difference"]["log"], row["first_difference"]["rules"]) == ("centralized", "worsened")


def test_a_log_with_a_broken_seal_is_replayed_and_called_changed(run: Run, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"a note", b"A note"))
    code, out, _ = run("sessions", "replay", str(file))
    words = " ".join(out.split())
    assert code == 1
    assert "Changed or damaged: its seal does not fit" in words
    assert "The rules give what the log says." in words
    (row,) = json.loads(run("sessions", "replay", str(file), "--json").out)
    assert (row["outcome"], bool(row["damaged"])) == ("same", True)


@pytest.mark.parametrize("content", [b"", b"\x1b]0;owned\x07 = [[[", b"schema_version = 1\nx = " + b"1" * 5000])
def test_what_cannot_be_read_hides_no_other_and_ends_with_2(
    run: Run, file: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    code, out, err = run("sessions", "replay", str(tmp_path / "bad.toml"), "nosuch", str(file))
    assert code == 2
    assert "✓" in out
    bad, none = err.splitlines()
    assert bad.startswith(f"{tmp_path / 'bad.toml'}: nothing of it can be replayed: ")
    assert none.startswith("nosuch: there is no session 'nosuch'")
    rows = json.loads(run("sessions", "replay", str(tmp_path / "bad.toml"), str(file), "--json").out)
    assert [bool(row["problem"]) for row in rows] == [True, False]
    assert run("sessions", "show", str(tmp_path / "bad.toml")).code == 1


def test_a_flow_that_is_not_here_can_be_named(run: Run, file: Path, session: Session) -> None:
    away = edited(session, put("flow", "file", value="/somewhere/else/mine.toml"))
    file.write_bytes(to_bytes(away))
    message = refused(run("sessions", "replay", str(file)))
    assert "its flow is not here" in message
    assert "--flow" in message
    assert run("sessions", "replay", str(file), "--flow", "lumbar-progression").code == 0


def test_a_flow_that_has_changed_is_told_and_what_it_gives_now(run: Run, file: Path, tmp_path: Path) -> None:
    from mistakes import TEXT

    other = tmp_path / "other.toml"
    other.write_text(TEXT.replace('version = "1.0.0"', 'version = "1.1.0"'), encoding="utf-8")
    code, out, _ = run("sessions", "replay", str(file), "--flow", str(other))
    words = " ".join(out.split())
    assert code == 0
    assert "The flow is not the one that was walked, lumbar-progression 1.0.0 (" in words
    assert "It was replayed by lumbar-progression 1.1.0 (" in words
    assert "✓ The rules give what the log says." in words


def test_a_log_cannot_steer_the_terminal_from_a_difference(run: Run, file: Path, session: Session) -> None:
    file.write_bytes(to_bytes(edited(session, put("result", "why", value=("\x1b]0;owned\x07\u202e",)))))
    out = run("sessions", "replay", str(file)).out
    assert "owned" in out
    assert all(character.isprintable() or character == "\n" for character in out)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_side_of_the_log_is_that_of_its_marks(desk: Desk, machine: FlowMachine, side: Side) -> None:
    reach = {side.value: Region.FOOT}
    found = proved(sat(desk, at_first_step(machine, felt(**reach))).session, machine)
    assert found.outcome is Outcome.SAME
    assert found.walk.facts.side is side
