"""What is reminded of after a session, and when: as a list, as a file for a calendar, as a line for a scheduler."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from commands import Run, refused
from homeplans import PLAN
from walks import answered, at_first_step, begun, sat

from mckenzie_tui.cli import surroundings
from mckenzie_tui.reminding.calendar_file import calendar_file
from mckenzie_tui.reminding.occasions import Occasion, Waking, daily_times, nothing_because, occasions
from mckenzie_tui.reminding.scheduler import scheduler_line
from mckenzie_tui.session import FollowUp, HomePlan, SafetyAnswer, Session, StepRecord
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import EndingKind, Event, Feels, Mode, Status

BERLIN = ZoneInfo("Europe/Berlin")
DAY = Waking(time(8), time(21))


def local(shown: datetime) -> datetime:
    return shown.replace(tzinfo=BERLIN)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A moment as a program finds it: with the offset that is in force there, and no more."""
    return datetime.fromtimestamp(datetime(2026, month, day, hour, minute, tzinfo=BERLIN).timestamp(), BERLIN)


@pytest.fixture
def ended(desk: Desk, machine: FlowMachine) -> Callable[..., Session]:
    """A session that found something, with this plan and this end."""
    session = sat(desk, answered(at_first_step(machine), Event.CENTRALIZED)).session

    def ended(when: datetime, plan: HomePlan | None = PLAN, **other: object) -> Session:
        changed = session.model_copy(update={"plan": plan, "started_at": when, "finished_at": when, **other})
        return Session.model_validate(changed.model_dump())

    return ended


def shown(due: tuple[Occasion, ...]) -> list[str]:
    return [f"{each.at.astimezone(BERLIN):%d. %H:%M}" + ("" if each.is_set else " ?") for each in due]


def test_sets_come_while_awake_and_the_session_counts_as_the_first(ended: Callable[..., Session]) -> None:
    found = occasions(ended(at(3, 10, 30)), at(3, 10, 35), DAY, local)
    assert shown(found) == [
        *("03. 14:00", "03. 16:00", "03. 18:00", "03. 20:00"),
        *("04. 08:00", "04. 10:00", "04. 10:30 ?", "04. 12:00", "04. 14:00", "04. 16:00", "04. 18:00"),
        "05. 10:30 ?",
    ]
    few = ended(at(3, 6), PLAN.model_copy(update={"most_a_day": 3}))
    assert shown(occasions(few, at(3, 6), DAY, local))[:4] == ["03. 08:00", "03. 10:00", "04. 08:00 ?", "04. 08:00"]


def test_what_has_passed_is_not_reminded_of_and_no_set_comes_after_the_second_day(
    ended: Callable[..., Session],
) -> None:
    session = ended(at(3, 10, 30))
    assert shown(occasions(session, at(4, 17), DAY, local)) == ["04. 18:00", "05. 08:00", "05. 10:00", "05. 10:30 ?"]
    assert occasions(session, at(5, 10, 30), DAY, local) == ()


def test_without_a_plan_it_is_only_asked_how_it_has_been_and_never_at_night(ended: Callable[..., Session]) -> None:
    assert shown(occasions(ended(at(3, 12), None), at(3, 12), DAY, local)) == ["04. 12:00 ?", "05. 12:00 ?"]
    assert shown(occasions(ended(at(3, 22), None), at(3, 22), DAY, local)) == ["05. 08:00 ?", "06. 08:00 ?"]
    assert shown(occasions(ended(at(3, 2), None), at(3, 2), DAY, local)) == ["04. 08:00 ?", "05. 08:00 ?"]


def test_when_the_clocks_change_it_is_still_the_time_that_the_clock_shows(ended: Callable[..., Session]) -> None:
    found = occasions(ended(at(28, 18)), at(28, 18), DAY, local)
    sets = {each.name: each.at.astimezone(UTC) for each in found if each.is_set}
    assert sets["set-20260328-7"] == datetime(2026, 3, 28, 19, tzinfo=UTC)
    assert sets["set-20260329-1"] == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_numbers_in_a_log_that_make_no_sense_do_no_harm(ended: Callable[..., Session]) -> None:
    for every_h, most in ((0, 5), (-3, 5), (10**12, 5), (2, 0), (2, -1)):
        plan = PLAN.model_copy(update={"every_h": every_h, "most_a_day": most})
        found = occasions(ended(at(3, 7), plan), at(3, 7), DAY, local)
        assert len([each for each in found if each.is_set]) <= 9


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": Mode.DEMO}, "demonstration"),
        ({"status": Status.IN_PROGRESS, "ending_kind": None}, "not finished"),
        ({"status": Status.ABANDONED, "ending_kind": None}, "broken off"),
        ({"ending_kind": EndingKind.EMERGENCY}, "get help at once"),
        ({"ending_kind": EndingKind.CARE}, "let a person check this"),
        ({"ending_kind": EndingKind.STOP}, "stopped"),
        ({"ending_kind": None}, "stopped"),
    ],
)
def test_after_some_sessions_there_is_nothing_to_remind_of(
    ended: Callable[..., Session], changes: dict[str, object], words: str
) -> None:
    assert words in nothing_because(ended(at(3, 10), **changes))


# The file for a calendar


def entries(data: bytes) -> list[vobject.base.Component]:
    return list(vobject.readOne(data.decode()).vevent_list)


def test_another_program_reads_the_file_as_it_was_meant(ended: Callable[..., Session]) -> None:
    session, now = ended(at(3, 10, 30)), at(3, 10, 35)
    due = occasions(session, now, DAY, local)
    read = entries(calendar_file(session, due, now, details=True))
    assert [entry.dtstart.value for entry in read] == [each.at for each in due]
    assert {entry.dtstart.value.utcoffset() for entry in read} == {timedelta(0)}
    assert {entry.dtstamp.value for entry in read} == {now}
    assert len({entry.uid.value for entry in read}) == len(due)
    assert all(session.id in entry.uid.value for entry in read)
    first = read[0]
    assert (first.summary.value, first.valarm.action.value, first.valarm.trigger.value) == (
        "Back exercise",
        "DISPLAY",
        timedelta(0),
    )
    assert first.description.value == (
        "Press-ups: 10 times, hold 2 seconds each.\nAt most 6 sets a day.\n"
        "Stop if it moves further down; rest, then.\nStop if it is numb\\new."
    )


def test_its_lines_are_as_the_standard_asks(ended: Callable[..., Session]) -> None:
    session = ended(at(3, 10), PLAN.model_copy(update={"title": "Rücken\x1b[2J, \r\nBEGIN:VALARM; " + "ä" * 200}))
    data = calendar_file(session, occasions(session, at(3, 10), DAY, local), at(3, 10), details=True)
    *lines, last = data.split(b"\r\n")
    assert last == b""
    assert all(len(line) <= 75 for line in lines)
    assert not [line for line in lines if b"\n" in line or b"\r" in line or b"\x1b" in line]
    for line in lines:
        line.decode()
    assert lines.count(b"BEGIN:VALARM") == lines.count(b"BEGIN:VEVENT")
    assert "ä" * 200 in entries(data)[0].description.value


def test_who_shares_the_calendar_reads_nothing_of_the_exercise_unless_that_is_wanted(
    ended: Callable[..., Session],
) -> None:
    session = ended(at(3, 10))
    due = occasions(session, at(3, 10), DAY, local)
    plain = calendar_file(session, due, at(3, 10)).decode().casefold()
    for word in ("press", "extension", "right", "pain", "leg", "numb"):
        assert word not in plain
    assert "mckenzie" not in plain.partition("begin:vevent")[2]
    assert "description" not in plain.replace("description:back exercise", "").replace("description:back check", "")
    detailed = entries(calendar_file(session, due, at(3, 10), details=True))
    assert {entry.summary.value for entry in detailed} == {"Back exercise", "Back check"}


def test_asked_for_again_later_or_for_other_hours_an_entry_keeps_its_name(ended: Callable[..., Session]) -> None:
    session = ended(at(3, 10))
    early = {each.name: each.at for each in occasions(session, at(3, 10), DAY, local)}
    late = {each.name: each.at for each in occasions(session, at(3, 17), DAY, local)}
    assert late
    assert late.items() <= early.items()
    shifted = {each.name for each in occasions(session, at(3, 10), Waking(time(8, 30), time(21, 30)), local)}
    assert shifted == set(early)


# The line for a scheduler


def test_the_line_fits_the_scheduler_of_each_system() -> None:
    times = daily_times(PLAN, DAY)
    assert times == [time(hour) for hour in (8, 10, 12, 14, 16, 18)]
    linux = scheduler_line("linux", times, notifies=True).line
    assert linux.startswith("0 8,10,12,14,16,18 * * * DBUS_SESSION_BUS_ADDRESS=")
    assert linux.endswith("notify-send 'Back exercise'")
    assert "notify-send" not in scheduler_line("linux", times, notifies=False).line
    assert "osascript" in scheduler_line("darwin", times, notifies=False).line
    windows = scheduler_line("win32", times, notifies=False).line
    assert '/SC DAILY /ST 08:00 /RI 120 /DU 0010:01 /TR "powershell' in windows
    assert "/RI" not in scheduler_line("win32", times[:1], notifies=False).line
    for platform in ("linux", "darwin", "win32"):
        # A scheduler takes a percent sign for the end of a command.
        assert "%" not in scheduler_line(platform, times, notifies=True).line


# The command


@pytest.fixture
def kept(ended: Callable[..., Session], desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session with a plan in the data folder, looked back on five minutes after it."""
    session = ended(at(3, 10, 30))
    for path in desk.store.logs():
        path.unlink()
    desk.store.save(session)
    monkeypatch.setattr(surroundings, "now", lambda: at(3, 10, 35))
    monkeypatch.setattr(surroundings, "local_time", local)
    return session


def test_the_command_lists_writes_and_names_the_line(run: Run, kept: Session, tmp_path: Path) -> None:
    target = tmp_path / "back.ics"
    code, out, err = run("sessions", "remind", "-o", str(target), "--from", "9:00", "--until", "12:30")
    assert (code, err) == (0, "")
    listed = [line for line in out.splitlines() if line.startswith("2026-")]
    assert listed[0] == "2026-03-04 09:00  Back exercise"
    assert len(entries(target.read_bytes())) == len(listed) == 4
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "9,11 * * *" in out or "schtasks" in out
    assert "--force" in refused(run("sessions", "remind", "-o", str(target)))
    assert run("sessions", "remind", "-o", str(target), "--force").code == 0


def test_to_standard_output_goes_the_file_alone(run: Run, kept: Session) -> None:
    code, out, err = run("sessions", "remind", kept.id, "-o", "-")
    assert code == 0
    assert entries(out.encode())
    assert out.startswith("BEGIN:VCALENDAR")
    assert "Back exercise" in err


@pytest.mark.parametrize(
    "hours", [("--from", "25:00"), ("--from", "8"), ("--until", "07:00"), ("--from", "٣٣:00"), ("--until", "21:60")]
)
def test_hours_that_are_none_are_refused(run: Run, kept: Session, hours: tuple[str, str]) -> None:
    assert refused(run("sessions", "remind", *hours))


def test_where_there_is_nothing_it_says_so_kindly_and_writes_nothing(
    run: Run, kept: Session, desk: Desk, machine: FlowMachine, tmp_path: Path
) -> None:
    stopped = sat(desk, begun(machine).say(Event.YES)).session
    desk.store.save(stopped.model_copy(update={"id": "later", "started_at": at(3, 11)}))
    target = tmp_path / "back.ics"
    code, out, err = run("sessions", "remind", "-o", str(target))
    assert (code, out) == (0, "")
    assert "get help at once" in err
    code, out, err = run("sessions", "remind", kept.id, "-o", str(target))
    assert (code, out) == (0, "")
    assert "A later session" in err
    assert not target.exists()


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"status": Status.IN_PROGRESS}, False),
        ({"status": Status.ABANDONED}, False),
        ({"status": Status.FINISHED, "ending": "noted", "ending_kind": EndingKind.RESULT}, False),
        ({"status": Status.IN_PROGRESS, "saved_at": at(3, 12, 30)}, True),
        (
            {"status": Status.ABANDONED, "steps": (StepRecord(id="a", title="A", exercise="a", answer="worsened"),)},
            True,
        ),
        ({"status": Status.ABANDONED, "safety": (SafetyAnswer(question="a", matter="A"),)}, True),
        ({"follow_up": FollowUp(session="0", began=at(3, 10), after_h=24, feels=Feels.STILL_WORSE)}, True),
        ({"status": Status.FINISHED, "ending_kind": EndingKind.CARE}, True),
    ],
)
def test_a_later_session_that_is_over_and_brings_nothing_stops_no_reminders(
    run: Run, kept: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], counts: bool
) -> None:
    empty = {"steps": (), "plan": None, "result": None, "answers": (), "ending": None, "ending_kind": None}
    over = {"status": Status.ABANDONED, "started_at": at(3, 11), "saved_at": at(3, 11), "finished_at": None}
    desk.store.save(kept.model_copy(update={**empty, **over, "id": "later", **changes}))
    monkeypatch.setattr(surroundings, "now", lambda: at(3, 13))
    assert ("Back exercise" in run("sessions", "remind").out) is not counts
    code, out, err = run("sessions", "remind", kept.id)
    assert code == 0
    assert ("Back exercise" in out, "A later session" in err) == (not counts, counts)


def test_a_list_waits_for_nothing_that_only_a_file_needs(kept: Session, data: Path) -> None:
    ask = "import sys; from mckenzie_tui.cli.main import main; main(sys.argv[1:]); print('\\n', *sorted(sys.modules))"
    command = [sys.executable, "-c", ask, "sessions", "remind", "--data-dir", str(data)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split()
    assert "mckenzie_tui.reminding.occasions" in loaded
    assert not {"icalendar", "textual"} & set(loaded)
