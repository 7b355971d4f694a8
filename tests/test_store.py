"""The files of the session logs: whole or not at all, private, and none lost behind another."""

from __future__ import annotations

import itertools
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from walks import LATER

from mckenzie_tui.answers import Context
from mckenzie_tui.errors import DamagedSessionError, StorageError, UsageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.series import AT_HOME
from mckenzie_tui.session import FlowReference, Program, Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.files import name_of
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Mode, Status
from mckenzie_tui.writing import write_atomically

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def store(data: Path) -> Store:
    return Store(data)


def a_session(name: str = "aaaa1111", *, hours: float = 0, **more: object) -> Session:
    """A session that began so many hours after the first."""
    at = START + timedelta(hours=hours)
    return Session(
        id=name,
        mode=Mode.HOME,
        status=Status.FINISHED,
        started_at=at,
        saved_at=at,
        program=Program(version="0"),
        flow=FlowReference(id="f", version="1.0.0", sha256="0", title="F"),
        context=Context(),
    ).model_copy(update=more)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# Writing


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_logs_and_their_folders_are_for_their_owner_alone(store: Store, data: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        path = store.save(a_session())
    finally:
        os.umask(before)
    assert mode_of(path) == 0o600
    assert mode_of(store.folder) == 0o700
    assert mode_of(data) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_log_that_others_could_read_is_private_after_it_is_saved_again(store: Store) -> None:
    path = store.save(a_session())
    path.chmod(0o644)
    store.save(a_session())
    assert mode_of(path) == 0o600


def test_a_log_is_on_the_disk_before_it_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def synced(handle: int) -> None:
        done.append("folder synced" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file synced")
        fsync(handle)

    def replaced(self: Path, target: Path) -> Path:
        done.append("renamed")
        assert self.parent == target.parent
        assert self.read_bytes() == b"new"
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    write_atomically(tmp_path / "file", b"new")
    assert done == ["file synced", "renamed", *(["folder synced"] if os.name == "posix" else [])]


def test_what_a_program_left_that_was_killed_while_writing_goes_when_its_session_is_taken_up(store: Store) -> None:
    session = a_session()
    path = store.save(session)
    left = path.with_name(f".{path.name}.killed.part")
    other = path.with_name(".2026-01-01T000000Z-other.toml.writing.part")
    left.write_bytes(b"half of it")
    other.write_bytes(b"of another program")
    store.claim(session.id)
    assert not left.exists()
    assert path.exists()
    assert other.exists()
    store.release(session.id)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError("strange")])
@pytest.mark.parametrize("place", ["fsync", "replace", "mkstemp", "fdopen"])
def test_a_write_that_fails_leaves_the_old_log_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch, place: str, error: OSError
) -> None:
    path = store.save(a_session())
    before = path.read_bytes()

    def failing(*_: object, **__: object) -> None:
        raise error

    targets = {
        "fsync": "os.fsync",
        "fdopen": "os.fdopen",
        "mkstemp": "tempfile.mkstemp",
        "replace": "pathlib.Path.replace",
    }
    with monkeypatch.context() as patched:
        patched.setattr(targets[place], failing)
        with pytest.raises(StorageError, match=r"^(No space left on device|strange): .* cannot be written"):
            store.save(a_session(ending="stopped_worse"))
    assert list(store.folder.iterdir()) == [path]
    assert path.read_bytes() == before


def test_an_interrupt_while_writing_leaves_the_old_log_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.save(a_session())
    before = path.read_bytes()

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.save(a_session(ending="stopped_worse"))
    assert list(store.folder.iterdir()) == [path]
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        Store(tmp_path / "file").save(a_session())


# Listing


def test_nothing_is_made_before_something_is_saved(store: Store, data: Path) -> None:
    assert list(store.sessions()) == []
    assert store.unfinished() is None
    assert store.context() == Context()
    assert not data.exists()


def test_sessions_are_listed_newest_first_whatever_order_they_were_saved_in(store: Store) -> None:
    names = ["bbbb", "dddd", "aaaa", "cccc"]
    for name, hours in zip(names, [2, -30, 1, 0.5], strict=True):
        store.save(a_session(name, hours=hours))
    assert [stored.session.id for stored in store.sessions() if stored.session] == ["bbbb", "aaaa", "cccc", "dddd"]


def test_a_session_keeps_its_file_when_the_clock_is_set_to_another_zone(store: Store) -> None:
    zoned = a_session().model_copy(update={"started_at": START.astimezone()})
    assert store.save(a_session()) == store.save(zoned)


def test_a_damaged_log_is_listed_as_damaged_and_hides_no_other(store: Store) -> None:
    paths = [store.save(a_session(name, hours=hours)) for hours, name in enumerate(["aaaa", "bbbb", "cccc"])]
    paths[1].write_bytes(paths[1].read_bytes()[:-1])
    listed = list(store.sessions())
    assert [stored.path for stored in listed] == paths[::-1]
    assert [stored.session and stored.session.id for stored in listed] == ["cccc", None, "aaaa"]
    assert str(paths[1]) in listed[1].damage
    with pytest.raises(DamagedSessionError):
        store.read(paths[1])


def test_what_is_not_a_log_is_not_listed(store: Store) -> None:
    path = store.save(a_session())
    for name in ("notes.txt", ".hidden.toml", ".abc.part"):
        (store.folder / name).touch()
    assert store.paths() == [path]


def test_a_log_that_cannot_be_read_at_all_is_listed_with_the_reason(store: Store) -> None:
    store.save(a_session())
    folder = store.folder / "2026-01-01T000000Z-eeee.toml"
    folder.mkdir()
    assert [stored.path for stored in store.sessions() if stored.session is None] == [folder]


# Finding


def test_a_session_is_found_by_its_id_by_the_beginning_of_it_and_as_the_last(store: Store) -> None:
    old = store.save(a_session("ab12", hours=0))
    new = store.save(a_session("ac34", hours=1))
    assert store.find("ab12") == store.find("ab") == old
    assert store.find("last") == store.find("ac") == new


def test_a_session_that_was_only_opened_is_the_last_one_only_where_there_is_no_other(store: Store, desk: Desk) -> None:
    opened = Sitting.begin(desk, DEFAULT_FLOW).session
    alone = store.save(opened)
    assert store.find("last") == alone
    started = opened.started_at
    answered = opened.model_copy(update={"id": "0a", "started_at": started - timedelta(hours=1), "ending": "emergency"})
    told = store.save(answered)
    assert store.find("last") == told
    assert store.find("last", untouched=True) == alone
    latest = store.latest(AT_HOME)
    assert latest is not None
    assert latest.path == told
    damaged = alone.with_name(name_of(opened.model_copy(update={"started_at": started + timedelta(hours=1)})))
    damaged.write_bytes(b"cut")
    assert store.find("last") == damaged


@pytest.mark.parametrize("name", ["a", "ab12x", "x", "12", "2026", ""])
def test_a_name_that_fits_no_session_or_several_finds_none(store: Store, name: str) -> None:
    store.save(a_session("ab12", hours=0))
    store.save(a_session("ac34", hours=1))
    with pytest.raises(UsageError):
        store.find(name)


def test_without_sessions_there_is_no_last_one(store: Store) -> None:
    with pytest.raises(UsageError, match="no session yet"):
        store.find("last")


def test_the_newest_unfinished_session_is_the_one_to_go_on_with(store: Store) -> None:
    for hours, status in enumerate(["in_progress", "in_progress", "abandoned", "finished"]):
        store.save(a_session(f"{hours}", hours=hours, status=Status(status)))
    unfinished = store.unfinished()
    assert unfinished is not None
    assert unfinished.id == "1"


# What a session brings along


def test_a_session_brings_along_what_the_last_one_left(store: Store) -> None:
    older = Context(first=False, yes=("weak_bones",))
    store.save(a_session("aaaa", hours=0, carries=LATER))
    store.save(a_session("bbbb", hours=1, carries=older))
    assert store.context() == older


def test_where_the_newest_session_left_nothing_or_cannot_be_read_all_is_asked_anew_and_nothing_forgotten(
    store: Store,
) -> None:
    older = Context(first=False, standing=("cancer",), yes=("cancer",))
    store.save(a_session("aaaa", hours=0, carries=older))
    store.save(a_session("bbbb", hours=1))
    store.save(a_session("cccc", hours=2, carries=LATER)).write_bytes(b"")
    assert store.context() == Context(first=True, standing=("cancer",), yes=("cancer",))


def test_saved_again_a_session_takes_the_place_of_its_older_state(store: Store) -> None:
    paths = {store.save(a_session(ending=ending)) for ending in ("emergency", "seek_care", "stopped_worse")}
    (path,) = paths
    assert path.read_bytes() == to_bytes(a_session(ending="stopped_worse"))


def test_two_sessions_begun_at_the_same_moment_have_two_files(store: Store) -> None:
    paths = [store.path_of(a_session(name)) for name in ("aaaa", "bbbb")]
    assert all(one != other for one, other in itertools.combinations(paths, 2))
