"""What is passed over after a glance would have made no difference; and how little is read of thousands of logs."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from many_sessions import YEAR, fill, log_of
from test_store import START, a_session

from mckenzie_tui.answers import Context
from mckenzie_tui.arriving import arrival
from mckenzie_tui.replay import replay
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store import folder, glances
from mckenzie_tui.store.files import Stored, name_of
from mckenzie_tui.store.glances import first_lines
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import EndingKind, Mode, Status

SERIES = [AT_HOME, Series(Mode.CLINIC, "p-1"), Series(Mode.CLINIC, "p-2"), Series(Mode.CLINIC), Series(Mode.DEMO)]


# The same as if every log were read


def in_progress(store: Store, series: Series) -> list[Session]:
    found = [(stored.path, stored.session) for stored in store.sessions()]
    return [
        session
        for path, session in found
        if session is not None and session.status is Status.IN_PROGRESS and series.holds(session.series)
        if path.name == name_of(session)
    ]


def latest(store: Store, series: Series) -> Stored | None:
    dated = [(stored.began, stored) for stored in store.sessions() if not stored.is_stray]
    own = [
        (at, one)
        for at, one in dated
        if at and (one.session is None or (series.holds(one.session.series) and not one.session.untouched))
    ]
    return max(own, key=lambda one: one[0], default=(None, None))[1]


def context(store: Store, series: Series) -> Context:
    unread = False
    for stored in store.sessions() if series.is_of_one_person else ():
        session = stored.session
        if session is not None and not series.holds(session.series):
            continue
        if session is None or session.carries is None:
            unread = True
            continue
        unread = unread or stored.path.name != name_of(session)
        return session.carries.model_copy(update={"first": True}) if unread else session.carries
    return Context()


def a_messy_folder(store: Store, chance: random.Random) -> None:
    """Logs of several people, finished or not; cut, changed, copied, given other names, and what is no log at all."""
    for number in range(chance.randint(0, 14)):
        series = chance.choice(SERIES)
        session = a_session(
            f"{number:04}",
            hours=chance.randint(0, 20),
            mode=series.mode,
            patient=series.patient,
            status=chance.choice(list(Status)),
            ending=chance.choice([None, 'an "ending"\nof two lines']),
            ending_kind=chance.choice([None, EndingKind.CARE]),
            carries=chance.choice([None, Context(first=False, yes=(f"q{number}",))]),
        )
        path = store.save(session)
        whole = path.read_bytes()
        other = path.with_name(name_of(session.model_copy(update={"started_at": hours_later(chance.randint(-9, 30))})))
        match chance.randint(0, 13):
            case 0:
                path.write_bytes(whole[: chance.randint(0, len(whole))])
            case 1:
                place = chance.randint(0, min(120, len(whole) - 1))
                path.write_bytes(whole[:place] + b"p" + whole[place + 1 :])
            case 2:
                path.rename(other)
            case 3:
                path.rename(path.with_name(f"copy {number}.toml"))
            case 4:
                other.write_bytes(whole)
            case 5:
                path.with_name(f"{number} holiday.toml").write_bytes(b"\x89PNG")
            case 6:
                path.unlink()
                path.mkdir()


def hours_later(hours: int) -> datetime:
    return START + timedelta(hours=hours)


@pytest.mark.parametrize("seed", range(15))
def test_whatever_lies_there_a_glance_changes_nothing_of_what_is_found(tmp_path: Path, seed: int) -> None:
    for number in range(5):
        store = Store(tmp_path / f"{number}")
        a_messy_folder(store, random.Random(f"{seed} {number}"))
        for series in SERIES:
            assert list(store.in_progress(series)) == in_progress(store, series)
            assert store.context(series) == context(store, series)
            assert store.latest(series) == latest(store, series)


def test_first_lines_are_told_only_where_they_are_as_this_program_writes_them() -> None:
    session = a_session(mode=Mode.CLINIC, patient="p-1", ending="x", ending_title='a "b"\nc', status=Status.ABANDONED)
    told = first_lines(to_bytes(session))
    assert told is not None
    assert (told.id, told.series, told.status) == (session.id, session.series, session.status)
    assert told.began == session.started_at
    text = to_bytes(session).decode()
    for strange in (
        text.replace("schema_version = 1", "schema_version = 2"),
        text.replace('mode = "clinic"', 'mode = "clinic "'),
        text.replace('status = "abandoned"', 'status = "abandoned" # finished'),
        text.replace("started_at", "began_at"),
        f"\n{text}",
    ):
        assert first_lines(strange.encode()) is None


def test_a_log_that_was_written_anew_is_looked_at_anew(data: Path) -> None:
    store = Store(data)
    store.save(a_session(status=Status.FINISHED))
    assert store.unfinished() is None
    store.save(a_session(status=Status.IN_PROGRESS))
    assert store.unfinished() is not None


# How much is read


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The names of the files that are opened, and how many bytes of them may be read."""
    seen: list[tuple[str, int]] = []
    really: Callable[[Path | str, int], bytes] = folder.beginning

    def beginning(path: Path | str, count: int) -> bytes:
        seen.append((Path(path).name, count))
        return really(path, count)

    for module in (glances, folder):
        monkeypatch.setattr(module, "beginning", beginning)
    return seen


def whole_ones(looked_at: list[tuple[str, int]]) -> int:
    return len([name for name, count in looked_at if count > glances.ENOUGH])


def test_before_anything_is_offered_a_few_of_many_logs_are_opened(data: Path, looked_at: list[tuple[str, int]]) -> None:
    fill(data)
    store = Store(data)
    arrival(store.newest(30), datetime(2026, 11, 28, tzinfo=UTC))
    assert len({name for name, _ in looked_at}) == 30
    assert whole_ones(looked_at) <= 3


def test_to_find_what_is_unfinished_old_logs_are_not_read_to_their_end(
    data: Path, looked_at: list[tuple[str, int]]
) -> None:
    oldest = fill(data, 200)[0]
    store = Store(data)
    left = store.read(oldest).model_copy(update={"status": Status.IN_PROGRESS})
    store.save(left)
    looked_at.clear()
    assert store.unfinished() == left
    assert store.context() == store.read(store.paths()[0]).carries
    assert whole_ones(looked_at) <= 4
    looked_at.clear()
    assert store.unfinished() == left
    assert [name for name, count in looked_at if count <= glances.ENOUGH] == []


def test_a_session_that_begins_closes_one_that_lies_behind_many_others(desk: Desk, data: Path) -> None:
    oldest = fill(data, 120)[0]
    desk.store.save(desk.store.read(oldest).model_copy(update={"status": Status.IN_PROGRESS}))
    Sitting.begin(desk, "lumbar-progression")
    assert desk.store.read(oldest).status is Status.ABANDONED


# The sessions that this is tried with


@pytest.mark.parametrize("day", [0, 4, 100, 238, 290, 350])
def test_the_logs_of_the_year_follow_from_their_answers(data: Path, machine: FlowMachine, day: int) -> None:
    name, content = log_of(day, datetime(2026, 5, 1, 8, tzinfo=UTC), f"{day:08x}")
    path = data / "sessions" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    session = Store(data).read(path)
    assert session.id == f"{day:08x}"
    assert path == Store(data).path_of(session)
    assert {answer.at.date() for answer in session.answers} == {session.started_at.date()}
    assert list(replay(session, machine, session.program.version).differences) == []


def test_a_year_has_a_session_a_day_but_for_the_holiday(data: Path) -> None:
    paths = fill(data)
    assert len(paths) == YEAR - 15
    assert [stored.damage for stored in Store(data).sessions() if stored.session is None] == []
