"""The text of a session log: what other programs may rely on, and that damage never passes for a whole log."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from walks import eventful, sat

from mckenzie_tui.answers import Context, Done, LoggedAnswer
from mckenzie_tui.brief import brief_in, brief_of
from mckenzie_tui.errors import DamagedSessionError, NewerSessionError
from mckenzie_tui.sealed import from_bytes, to_bytes
from mckenzie_tui.session import Draft, FlowReference, Program, Session, StepRecord, json_schema
from mckenzie_tui.sitting import Desk
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Direction, Event, Mode, Region, Side, Status

RECORDS = sorted((Path(__file__).parent / "records").glob("*.toml"))


@pytest.fixture
def session(desk: Desk, machine: FlowMachine) -> Session:
    """A finished session that came by nearly everything."""
    sitting = sat(desk, eventful(machine))
    sitting.back()
    sitting.answer(Event.NOT_SETTLED, note='a "note" with \\ and ]\n[seal]')
    return sitting.session


def sealed(text: str) -> bytes:
    body = text.encode()
    return body + f'\n[seal]\nsha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode()


# Writing and reading


def test_a_log_is_read_as_it_was_written(session: Session) -> None:
    assert from_bytes(to_bytes(session)) == session


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
moments = st.datetimes(
    min_value=datetime(2, 1, 2),  # noqa: DTZ001 - the zones are put to it below
    max_value=datetime(9998, 12, 30),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))]),
)
ratings = st.integers(0, 10)
marks = st.builds(Mark, region=st.sampled_from(Region), side=st.sampled_from([Side.LEFT, Side.RIGHT, Side.CENTRAL]))
symptoms = st.builds(Symptoms, back_pain=ratings, leg_pain=ratings, marks=st.lists(marks, max_size=3).map(tuple))
done = st.builds(Done, sets=ratings, reps=ratings, seconds=ratings, whole=st.booleans())
answers = st.builds(
    LoggedAnswer,
    place=words,
    event=st.sampled_from(Event),
    item=st.none() | words,
    symptoms=st.none() | symptoms,
    done=st.none() | done,
    note=st.none() | words,
    at=moments,
    taken_back_at=st.none() | moments,
)
sessions = st.builds(
    Session,
    id=st.from_regex(r"[a-z0-9]{1,32}", fullmatch=True),
    mode=st.sampled_from(Mode),
    status=st.sampled_from(Status),
    started_at=moments,
    saved_at=moments,
    finished_at=st.none() | moments,
    program=st.builds(Program, version=words),
    flow=st.builds(FlowReference, id=words, version=words, sha256=words, title=words),
    context=st.builds(Context, first=st.booleans(), yes=st.lists(words, max_size=2).map(tuple)),
    draft=st.none() | st.builds(Draft, place=words, values=st.dictionaries(words, words | ratings, max_size=3)),
    answers=st.lists(answers, max_size=4).map(tuple),
)


@given(sessions)
def test_whatever_a_person_says_is_read_as_it_was_written(session: Session) -> None:
    data = to_bytes(session)
    assert from_bytes(data) == session
    assert to_bytes(from_bytes(data)) == data
    assert brief_in(data) == brief_of(session)


# In brief


def test_in_brief_a_log_says_what_it_says_in_full(session: Session) -> None:
    brief = brief_in(to_bytes(session))
    assert brief is not None
    assert (brief.ending, brief.direction) == ("preference_leaning", Direction.LATERAL)
    assert brief == brief_of(session)
    assert [(path.name, brief_in(path.read_bytes())) for path in RECORDS] == [
        (path.name, brief_of(from_bytes(path.read_bytes()))) for path in RECORDS
    ]


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("schema_version = 1", "schema_version = 2"),
        ("schema_version = 1", "schema_version = true"),
        ('status = "finished"', 'status = "done"'),
        ('mode = "home"', "mode = 7"),
        ("[flow]\nid = ", "[flow]\nname = "),
        ('ending = "preference_leaning"', "ending = 3"),
        ("+02:00\nsaved_at", "\nsaved_at"),
        ("[result]", "[result]\n[result]"),
        ("[context]", "a.b.c.d.e.f.g.h.i = 1\n[context]"),
    ],
)
def test_what_is_not_as_this_program_writes_it_is_left_to_be_read_in_full(
    session: Session, said: str, instead: str
) -> None:
    text = to_bytes(session).decode().rpartition("\n[seal]\n")[0]
    assert said in text
    assert brief_in(sealed(text)) is not None
    assert brief_in(sealed(text.replace(said, instead, 1))) is None


def test_of_a_log_that_was_changed_nothing_is_told_in_brief(session: Session) -> None:
    data = to_bytes(session)
    assert brief_in(data[:-1]) is None
    assert brief_in(data.replace(b'"left"', b'"right"', 1)) is None
    assert brief_in(b"") is None


def test_the_version_stands_first_and_the_seal_last(session: Session) -> None:
    data = to_bytes(session)
    assert data.startswith(b"schema_version = 1\n")
    body, _, seal = data.rpartition(b"\n[seal]\n")
    assert seal == f'sha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode()
    assert list(tomllib.loads(data.decode()))[-1] == "seal"


# What other programs may rely on


def test_a_finished_log_holds_the_keys_that_other_programs_rely_on(session: Session) -> None:
    log = tomllib.loads(to_bytes(session).decode())
    assert (log["schema_version"], log["mode"], log["status"]) == (1, "home", "finished")
    assert log["ending"] == "preference_leaning"
    assert log["id"] == session.id
    assert set(log["flow"]) >= {"id", "version", "sha256"}
    assert log["baseline"]["side"] == "left"
    assert log["result"]["direction"] == "lateral"
    assert log["result"]["best_step"] == "press_ups_hips_off_center"
    assert [(step["id"], step["answer"], step.get("settled")) for step in log["steps"]] == [
        ("prone_lying", "unchanged", None),
        ("prone_props", "worsened", True),
        ("press_ups", "cannot", None),
        ("press_ups_hips_off_center", "partly_centralized", None),
        ("side_glide", "worsened", False),
    ]
    assert {"back_pain", "leg_pain", "marks"} <= set(log["steps"][0]["before"])


def test_the_times_in_a_log_have_their_offset(session: Session) -> None:
    log = tomllib.loads(to_bytes(session).decode())
    times = [log["started_at"], log["saved_at"], log["finished_at"], *(answer["at"] for answer in log["answers"])]
    assert all(isinstance(time, datetime) and time.utcoffset() == timedelta(hours=2) for time in times)


def test_the_schema_documents_every_key_that_other_programs_rely_on() -> None:
    schema = json_schema()
    assert set(schema["properties"]) >= {
        *("schema_version", "id", "mode", "status", "ending", "started_at", "finished_at"),
        *("flow", "baseline", "steps", "result"),
    }
    step = schema["$defs"][StepRecord.__name__]["properties"]
    assert set(step) >= {"id", "answer", "settled", "before", "after", "recheck", "verdict"}
    assert set(schema["$defs"]["Result"]["properties"]) >= {"direction", "best_step"}


# Keys of later versions


def test_keys_of_a_later_program_survive_being_read_and_written(session: Session) -> None:
    document: dict[str, Any] = tomllib.loads(to_bytes(session).decode())
    del document["seal"]
    document["weather"] = "rain"
    document["flow"]["colour"] = "blue"
    document["steps"][0]["figure"] = {"frames": [1, 2]}
    document["answers"][-1]["typed"] = True
    read = Session.model_validate(document)
    again = tomllib.loads(to_bytes(from_bytes(to_bytes(read))).decode())
    del again["seal"]
    assert again == document


def test_a_log_of_a_newer_version_is_refused_as_such(session: Session) -> None:
    body = to_bytes(session).decode().rpartition("\n[seal]\n")[0]
    newer = sealed(body.replace("schema_version = 1", "schema_version = 2", 1))
    with pytest.raises(NewerSessionError, match="newer mckenzie-tui"):
        from_bytes(newer)


@pytest.mark.parametrize("version", ["0", '"1"', "1.5"])
def test_a_log_of_another_version_is_refused_by_name(session: Session, version: str) -> None:
    body = to_bytes(session).decode().rpartition("\n[seal]\n")[0]
    other = sealed(body.replace("schema_version = 1", f"schema_version = {version}", 1))
    with pytest.raises(DamagedSessionError, match=f"version {version.strip(chr(34))}"):
        from_bytes(other)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('mode = "home"', 'mode = "space"', "mode"),
        ('status = "finished"', "", "status"),
        ("schema_version = 1\n", "", "version"),
        ("schema_version = 1\n", "schema_version = \n", "TOML"),
        ("leg_pain = 5", "leg_pain = 11", "leg_pain"),
    ],
)
def test_a_sealed_log_that_does_not_fit_is_refused_and_the_key_is_named(
    session: Session, old: str, new: str, says: str
) -> None:
    body = to_bytes(session).decode().rpartition("\n[seal]\n")[0]
    assert old in body
    with pytest.raises(DamagedSessionError, match=says):
        from_bytes(sealed(body.replace(old, new, 1)))


# Damage


def passes(data: bytes) -> bool:
    """Whether this is read as if it were a whole log."""
    try:
        from_bytes(data)
    except DamagedSessionError:
        return False
    return True


def test_a_log_that_was_cut_is_never_read_as_if_it_were_whole(session: Session) -> None:
    data = to_bytes(session)
    assert passes(data)
    assert [length for length in range(len(data)) if passes(data[:length])] == []


def test_a_log_with_one_bit_flipped_is_never_read_as_if_it_were_whole(session: Session) -> None:
    data = to_bytes(session)
    flipped = bytearray(data)
    unnoticed = []
    for place in range(len(data)):
        for bit in range(8):
            flipped[place] ^= 1 << bit
            if passes(bytes(flipped)):
                unnoticed.append((place, bit))
            flipped[place] ^= 1 << bit
    assert unnoticed == []
    assert bytes(flipped) == data


@pytest.mark.parametrize("more", [b"\n", b"#", b"\0", b'\n[seal]\nsha256 = "0"\n'])
def test_a_log_with_something_added_is_not_read(session: Session, more: bytes) -> None:
    data = to_bytes(session)
    assert not passes(data + more)
    assert not passes(more + data)
    assert not passes(data + data)


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"[seal]", to_bytes.__doc__.encode()])  # type: ignore[union-attr]
def test_what_never_was_a_log_is_not_read(content: bytes) -> None:
    with pytest.raises(DamagedSessionError, match="no seal"):
        from_bytes(content)
