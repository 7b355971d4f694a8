"""Reports of sessions by the command line: which sessions, in which format, and where they go."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest
from commands import Run, refused
from reported import long_session, session

from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Mode


@pytest.fixture
def kept(data: Path) -> Store:
    """Three sessions at home, on three days, and two of a patient."""
    store = Store(data)
    for day in range(3):
        store.save(session(day))
    for day in (10, 11):
        store.save(session(day, mode=Mode.CLINIC, patient="p-7"))
    return store


def ids(out: str) -> list[str]:
    return [row["session"] for row in csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))]


def of(day: int) -> str:
    return f"{day:08}"


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (["all"], [0, 1, 2]),
        ([of(2), of(0)], [0, 2]),
        ([of(1), of(1)], [1]),
        (["--from", "2026-03-04"], [1, 2]),
        (["--from", "2026-03-04", "--to", "2026-03-04"], [1]),
        (["all", "--to", "2026-03-03"], [0]),
        (["all", "--patient", "p-7"], [10, 11]),
        (["--patient", "p-7"], [11]),
        (["last", "--patient", "p-7"], [11]),
        (["last"], [11]),
        ([], [11]),
        (["--patient", "p-7", of(10), of(11)], [10, 11]),
    ],
)
def test_a_report_is_of_the_sessions_that_were_asked_for(
    run: Run, kept: Store, arguments: list[str], days: list[int]
) -> None:
    code, out, err = run("sessions", "export", "--format", "csv", *arguments)
    assert (code, err) == (0, "")
    assert ids(out) == [of(day) for day in days]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([of(0), of(10), "--format", "text"], "not of one person"),
        ([of(0), "--from", "2026-03-03", "--format", "text"], "not several of these"),
        (["all", of(0), "--format", "text"], "not several of these"),
        ([of(0), of(1)], "a log is one session"),
        (["all", "--format", "toml"], "a log is one session"),
        (["all", "-o", "log.toml"], "a log is one session"),
        (["all", "--format", "fhir"], "a bundle is of one session"),
        (["last", "--no-notes"], "--no-notes"),
        (["--from", "2026-05-01", "--format", "text"], "no such session at home"),
        (["--patient", "p-8", "--format", "text"], "no session of patient p-8"),
        (["--patient", "p-8", "--format", "text", "all"], "no such session of patient p-8"),
        (["--patient", "p-8", "--format", "text", of(10), of(11)], "not of one person"),
        (["--patient", "p 8", "--format", "text"], "never a name"),
        (["--from", "yesterday", "--format", "text"], "write it as 2026-03-01"),
        (["--from", "2026-03-04", "--to", "2026-03-03", "--format", "text"], "is before --from"),
        ([of(0), "nobody", "--format", "text"], "there is no session 'nobody'"),
        (["--format", "pdf"], "pdf"),
    ],
    ids=lambda what: " ".join(what) if isinstance(what, list) else "",
)
def test_what_does_not_fit_together_is_refused(run: Run, kept: Store, arguments: list[str], told: str) -> None:
    message = refused(run("sessions", "export", *arguments))
    assert told in message
    assert not message.startswith("mckenzie-tui: mckenzie-tui had to stop")


def test_a_single_session_of_another_patient_is_refused_as_well(run: Run, kept: Store) -> None:
    refused(run("sessions", "export", of(0), "--patient", "p-7", "--format", "text"))
    refused(run("sessions", "export", of(0), "--patient", "p-7"))


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("a.html", b"<!DOCTYPE html>"), ("a.txt", b"mckenzie-tui 0000"), ("a.csv", b"\xef\xbb\xbfsession"), ("a", b"sch")],
)
def test_the_name_of_the_file_says_the_format(
    run: Run, kept: Store, tmp_path: Path, name: str, beginning: bytes
) -> None:
    target = tmp_path / name
    code, out, err = run("sessions", "export", "last", "-o", str(target))
    assert (code, out) == (0, "")
    assert str(target) in err
    assert target.read_bytes().startswith(beginning)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_what_is_said_counts_more_than_the_name_and_nothing_is_overwritten_silently(
    run: Run, kept: Store, tmp_path: Path
) -> None:
    target = tmp_path / "a.html"
    assert run("sessions", "export", "--format", "text", "-o", str(target)).code == 0
    before = target.read_bytes()
    assert before.startswith(b"mckenzie-tui")
    assert "--force" in refused(run("sessions", "export", "-o", str(target)))
    assert target.read_bytes() == before
    assert run("sessions", "export", "-o", str(target), "--force").code == 0
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")


def test_damaged_logs_of_a_range_are_named_and_left_out(run: Run, kept: Store) -> None:
    damaged = kept.path_of(session(1))
    damaged.write_bytes(damaged.read_bytes()[:-50])
    code, out, err = run("sessions", "export", "all", "--format", "text")
    assert code == 0
    assert len(err.splitlines()) == 1
    assert err.startswith("Left out: ")
    assert str(damaged) in err
    assert "2 sessions" in out
    assert f"Left out, cannot be read: {damaged.name}" in " ".join(out.split())
    assert str(damaged) in run("sessions", "export", of(0), of(1), "--format", "csv").err
    assert str(damaged) in refused(run("sessions", "export", of(1), "--format", "text"), code=1)
    assert "none of these" in refused(
        run("sessions", "export", "--from", "2026-03-04", "--to", "2026-03-04", "--format", "text"), code=1
    )


def test_a_log_that_was_sent_is_reported_too(run: Run, data: Path, tmp_path: Path) -> None:
    elsewhere = Store(tmp_path / "elsewhere")
    path = elsewhere.save(long_session())
    other = elsewhere.save(session(3, mode=Mode.CLINIC, patient="p-7"))
    code, out, err = run("sessions", "export", str(path), str(other), "--format", "csv")
    assert (code, err) == (0, "")
    assert ids(out) == [of(0)] * 7 + [of(3)]
    assert not data.exists()


def test_notes_stay_at_home_where_that_is_wanted(run: Run, data: Path) -> None:
    noted: Session = long_session("SECRET")
    Store(data).save(noted)
    for kind in ("text", "html", "csv"):
        assert "SECRET" in run("sessions", "export", "--format", kind).out
        assert "SECRET" not in run("sessions", "export", "--format", kind, "--no-notes").out
