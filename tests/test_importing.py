"""Logs that patients have sent: under the therapist's code, unchanged in all else, and never over another one."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import log_reader
import pytest
from clocks import Clock
from commands import Run, refused
from faulty_disk import Disk, Fault, Gone
from hypothesis import given, settings
from hypothesis import strategies as st
from log_reader import body_of, sealed
from walks import answered, at_first_step, begun, eventful, felt, no_until, sat

from mckenzie_tui.answers import Context, LoggedAnswer
from mckenzie_tui.arriving import arrival
from mckenzie_tui.errors import NotWrittenError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.importing import Fate, Receiver, imported
from mckenzie_tui.seal import seal_of
from mckenzie_tui.sealed import from_bytes, to_bytes
from mckenzie_tui.series import Series
from mckenzie_tui.session import Draft, FlowReference, Program, Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.carrying import carried_on
from mckenzie_tui.store.received import unlike
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Mode, Region, Status

PATIENT = Series(Mode.CLINIC, "p-7")


@pytest.fixture
def patients(tmp_path: Path, catalogue: Catalogue, clock: Clock) -> Desk:
    """The desk of the patient, on another computer."""
    numbers = iter(range(0xA0, 0xFF))
    return Desk(Store(tmp_path / "patient"), catalogue, clock, lambda: f"{next(numbers):08x}", "0.0.0-test")


@pytest.fixture
def sent(patients: Desk, machine: FlowMachine) -> Path:
    """A whole log as the patient exported it."""
    sitting = sat(patients, eventful(machine))
    sitting.close()
    return sitting.path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def only(store: Store) -> Session:
    (path,) = store.paths()
    return store.read(path)


def test_a_log_is_taken_in_under_the_code_and_says_what_it_said(run: Run, sent: Path, data: Path) -> None:
    code, out, err = run("sessions", "import", str(sent), "--patient", "p-7")
    assert (code, err) == (0, "")
    assert out.endswith("Patient p-7: 1 imported, 0 skipped, 0 refused, 0 damaged.\n")
    original = sent.read_bytes()
    copy = only(Store(data))
    assert copy.imported is not None
    assert (copy.patient, copy.mode, copy.imported.sha256) == ("p-7", Mode.HOME, seal_of(original))
    assert copy.model_copy(update={"patient": None, "imported": None}) == from_bytes(original)
    assert [path.read_bytes() for path in (data / "received").iterdir()] == [original]
    # The name of the file may be a person's, so it is not kept.
    assert "file" not in log_reader.document(to_bytes(copy))["imported"]
    shown = run("sessions", "show", copy.id).out
    assert "Patient: p-7\nImported 20" in shown
    assert f"As it was received: {data / 'received' / sent.name}" in shown


def test_only_the_sessions_of_a_patient_are_listed(run: Run, sent: Path, desk: Desk) -> None:
    Sitting.begin(desk, DEFAULT_FLOW).close()
    run("sessions", "import", str(sent), "--patient", "p-7")
    (row,) = json.loads(run("sessions", "list", "--patient", "p-7", "--json").out)
    assert row["id"] == "000000a0"
    assert row["imported_at"]
    assert len(run("sessions", "list").out.splitlines()) == 2
    assert run("sessions", "list", "--patient", "p-8") == (0, "", "No sessions of p-8.\n")
    (desk.store.folder / "2026-01-01T000000Z-ffff.toml").write_bytes(b"cut")
    assert "1 more cannot be read, and may be of this patient" in run("sessions", "list", "--patient", "p-7").err


def test_taken_in_twice_it_is_skipped_and_nothing_changes(run: Run, sent: Path, data: Path) -> None:
    run("sessions", "import", str(sent), "--patient", "p-7")
    before = everything(data)
    code, out, err = run("sessions", "import", str(sent), str(sent), "--patient", "p-7")
    assert (code, out) == (0, "Patient p-7: 0 imported, 2 skipped, 0 refused, 0 damaged.\n")
    assert "it is here already" in err
    assert everything(data) == before


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, sent: Path, data: Path) -> None:
    code, out, _ = run("sessions", "import", str(sent), str(sent), "--patient", "p-7", "--dry-run", "--json")
    found = json.loads(out)
    assert (code, found["dry_run"], found["imported"], found["skipped"]) == (0, True, 1, 1)
    assert found["files"][0]["path"] is None
    assert not data.exists()


# The wrong patient


def test_the_painful_side_is_told_beside_that_of_the_sessions_that_are_here(
    run: Run, sent: Path, patients: Desk, machine: FlowMachine
) -> None:
    other = sat(patients, at_first_step(machine, felt(right=Region.THIGH)))
    other.close()
    assert run("sessions", "import", str(sent), "--patient", "p-7").out.splitlines()[0].endswith("  left side")
    for dry in (["--dry-run"], []):
        out = run("sessions", "import", str(other.path), "--patient", "p-7", *dry).out
        assert "  right side; the earlier ones of p-7: left\n" in out
    found = json.loads(run("sessions", "import", str(sent), "--patient", "p-9", "--dry-run", "--json").out)
    assert (found["earlier_sides"], found["files"][0]["side"]) == ({}, "left")


def test_a_log_of_another_patient_is_refused_unless_the_codes_are_said_to_be_of_one(
    run: Run, sent: Path, data: Path
) -> None:
    theirs = from_bytes(sent.read_bytes()).model_copy(update={"patient": "x-9", "mode": Mode.CLINIC})
    sent.write_bytes(to_bytes(theirs))
    code, out, err = run("sessions", "import", str(sent), "--patient", "p-7")
    assert (code, out.startswith("Patient p-7: 0 imported")) == (1, True)
    assert "it is of another patient, x-9; if both codes are of one person, add --known-as x-9" in err
    assert run("sessions", "import", str(sent), "--patient", "p-7", "--known-as", "x-8").code == 1
    assert not data.exists()
    assert run("sessions", "import", str(sent), "--patient", "p-7", "--known-as", "x-9").code == 0
    assert "from another computer, where it had the code x-9" in run("sessions", "show").out


def test_a_log_is_not_taken_in_under_two_codes_nor_this_computers_own(run: Run, sent: Path, desk: Desk) -> None:
    run("sessions", "import", str(sent), "--patient", "p-7")
    before = everything(desk.store.folder)
    told = run("sessions", "import", str(sent), "--patient", "p-8")
    assert (told.code, "is here already, under the code p-7" in told.err) == (1, True)
    assert everything(desk.store.folder) == before
    own = Sitting.begin(desk, DEFAULT_FLOW)
    own.close()
    copy = sent.with_name("exported.toml")
    copy.write_bytes(own.path.read_bytes())
    told = run("sessions", "import", str(copy), "--patient", "p-7")
    assert (told.code, "as a session of this computer's own" in told.err) == (1, True)


@pytest.mark.parametrize("name", ["sessions", "received"])
def test_the_folder_of_the_program_itself_is_not_imported(run: Run, sent: Path, data: Path, name: str) -> None:
    run("sessions", "import", str(sent), "--patient", "p-7")
    before = everything(data)
    inside = next((data / name).iterdir())
    link = data.parent / "link"
    link.symlink_to(data / name)
    for own in (data / name, inside, link):
        assert "keeps its own sessions" in refused(run("sessions", "import", str(own), "--patient", "p-8"))
    assert everything(data) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["{sent}"],
        ["{sent}", "--patient", "Mrs Meier"],
        ["{sent}", "no such", "--patient", "p-7"],
        ["--patient", "p"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_refused_before_anything_is_taken_in(
    run: Run, sent: Path, data: Path, arguments: list[str]
) -> None:
    refused(run("sessions", "import", *(argument.format(sent=sent) for argument in arguments)))
    assert not data.exists()


# What a folder has in it


def test_everything_in_a_folder_is_told_for_what_it_is_and_stops_nothing(
    run: Run, sent: Path, patients: Desk, machine: FlowMachine, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    (folder / "deeper").mkdir(parents=True)
    whole = sent.read_bytes()
    (folder / "a whole one.txt").write_bytes(whole)
    (folder / "cut.toml").write_bytes(whole[:-50])
    (folder / "newer.toml").write_bytes(sealed(body_of(whole).replace("schema_version = 1\n", "schema_version = 7\n")))
    demo = from_bytes(whole).model_copy(update={"mode": Mode.DEMO, "id": "d"})
    (folder / "shown.toml").write_bytes(to_bytes(demo))
    (folder / "flow.toml").write_text('id = "mine"\n')
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "link.toml").symlink_to(sent)
    (folder / ".hidden.toml").write_bytes(whole)
    os.mkfifo(folder / "pipe.toml")
    code, out, err = run("sessions", "import", str(folder), "--patient", "p-7")
    assert code == 1
    assert out.endswith("1 imported, 3 skipped, 1 refused, 1 damaged; 3 other files left aside.\n")
    for told in (
        "cut.toml: it has no seal at its end",
        "newer.toml: it was written by a newer mckenzie-tui",
        "shown.toml: a demonstration",
        "link.toml: a link",
        "deeper: a folder within",
    ):
        assert told in err
    assert only(Store(data)).id == "000000a0"


def test_the_same_session_with_other_content_is_told_and_nothing_is_written_over(
    run: Run, sent: Path, patients: Desk, machine: FlowMachine, data: Path
) -> None:
    """It was sent once while it went on, and again when it had ended."""
    going_on = sat(patients, answered(at_first_step(machine), Event.UNCHANGED))
    early = sent.with_name("early.toml")
    early.write_bytes(going_on.path.read_bytes())
    going_on.answer(Event.CANNOT)
    going_on.close()
    assert run("sessions", "import", str(early), "--patient", "p-7").code == 0
    before = everything(data)
    told = run("sessions", "import", str(going_on.path), "--patient", "p-7")
    assert told.code == 1
    assert f"the session {going_on.session.id} is here already, with other content (this one was saved" in told.err
    assert everything(data) == before
    run("sessions", "forget", going_on.session.id, "--yes")
    assert run("sessions", "import", str(going_on.path), "--patient", "p-7").code == 0
    assert only(Store(data)).saved_at > from_bytes(early.read_bytes()).saved_at


def test_a_full_disk_is_told_and_what_was_taken_in_stays(
    run: Run, sent: Path, patients: Desk, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Sitting.begin(patients, DEFAULT_FLOW)
    second.close()
    taken = Store.take_in

    def full(store: Store, session: Session, original: bytes) -> Path:
        if session.id == second.session.id:
            raise NotWrittenError("No space left on device")
        return taken(store, session, original)

    monkeypatch.setattr(Store, "take_in", full)
    code, out, err = run("sessions", "import", str(patients.store.folder), "--patient", "p-7")
    assert code == 1
    assert "1 imported" in out
    assert "No space left on device" in err
    assert len(Store(data).paths()) == 1


# What the program does with it afterwards


def test_an_unfinished_one_is_neither_offered_nor_closed_and_closes_none(
    run: Run, patients: Desk, desk: Desk, machine: FlowMachine
) -> None:
    own = Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-7")
    own.close()
    theirs = sat(patients, at_first_step(machine))
    theirs.close()
    assert run("sessions", "import", str(theirs.path), "--patient", "p-7").code == 0
    unfinished = desk.store.unfinished(PATIENT)
    assert unfinished is not None
    assert unfinished.id == own.session.id
    found = arrival(desk.store, desk.now())
    assert (found.unfinished, found.news) == (None, ())
    Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-7").close()
    statuses = {stored.session.id: stored.session.status for stored in desk.store.sessions() if stored.session}
    assert statuses[theirs.session.id] is Status.IN_PROGRESS
    assert statuses[own.session.id] is Status.ABANDONED


def test_what_was_said_at_home_is_known_in_the_clinic(run: Run, sent: Path, desk: Desk) -> None:
    assert desk.store.context(PATIENT) == Context()
    run("sessions", "import", str(sent), "--patient", "p-7")
    known = desk.store.context(PATIENT)
    assert (known.first, set(known.yes)) == (False, {"weight_loss", "weak_bones"})
    assert desk.store.context(Series(Mode.CLINIC, "p-8")) == Context()
    assert desk.store.context() == Context()


@pytest.mark.parametrize("at_home_first", [False, True])
def test_no_yes_is_lost_because_clinic_and_home_do_not_know_of_each_other(
    run: Run, patients: Desk, desk: Desk, machine: FlowMachine, clock: Clock, *, at_home_first: bool
) -> None:
    def at_home() -> Sitting:
        return sat(patients, eventful(machine))

    home = at_home() if at_home_first else None
    clock.forward(days=1)
    held = Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-7", context=Context())
    for answer in no_until(begun(machine), "question.medical.cancer").say(Event.YES).say(Event.NO).answers:
        held.answer(answer.event)
    held.close()
    Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-7").close()
    clock.forward(days=1)
    home = home or at_home()
    home.close()
    # The command asks this computer for the time, and that is later than the clock of the test.
    run("sessions", "import", str(home.path), "--patient", "p-7")
    known = desk.store.context(PATIENT)
    assert known.standing == ("cancer",)
    assert "weak_bones" in known.yes


def test_what_a_session_here_knew_of_an_imported_one_is_not_held_against_it(sent: Path) -> None:
    """It was imported, then cleared in the clinic: it does not stand again."""
    at = datetime(2026, 3, 5, tzinfo=UTC)
    old = short("a", at)
    receiver = Receiver("p-7", at, "0")
    about = {"at": receiver.now, "version": "0", "sha256": ""}
    standing = Context(first=False, standing=("cancer",), yes=("cancer",))
    copy = Session.model_validate({**old.model_dump(), "imported": about, "carries": standing.model_dump()})
    cleared = Context(first=False, yes=("cancer",))
    here = short("b", at + timedelta(days=1)).model_copy(update={"carries": cleared})
    assert carried_on(here, [copy]) == cleared
    assert carried_on(None, [copy]) == standing
    before = here.model_copy(update={"started_at": at - timedelta(hours=1)})
    assert carried_on(before, [copy]).standing == ("cancer",)


def test_a_yes_of_another_computer_at_home_holds_until_a_newer_log_answers_it(sent: Path) -> None:
    at = datetime(2026, 3, 5, tzinfo=UTC)

    def imported(session_id: str, day: int, carries: Context, *answers: LoggedAnswer) -> Session:
        session = short(session_id, at + timedelta(days=day))
        about = {"at": at + timedelta(days=9), "version": "0", "sha256": ""}
        told = {"imported": about, "carries": carries.model_dump(), "answers": [one.model_dump() for one in answers]}
        return Session.model_validate({**session.model_dump(), **told})

    one = imported("a", 0, Context(first=False, yes=("weak_bones", "cancer"), standing=("cancer",)))
    other = imported("b", 2, Context(first=False))
    assert set(carried_on(None, [other, one]).yes) == {"weak_bones", "cancer"}
    assert carried_on(None, [other, one]).standing == ("cancer",)
    no = LoggedAnswer(place="question.medical.weak_bones", event=Event.NO, at=at + timedelta(days=2))
    assert carried_on(None, [imported("c", 2, Context(first=False), no), one]).yes == ("cancer",)


def test_a_replay_holds_it_against_what_was_received(run: Run, sent: Path, data: Path) -> None:
    run("sessions", "import", str(sent), "--patient", "p-7")
    (path,) = Store(data).paths()
    code, out, _ = run("sessions", "replay")
    assert (code, "✓ Imported: it says what was received" in out) == (0, True)
    assert json.loads(run("sessions", "replay", "--json").out)[0]["as_received"] is True
    # Somebody changes in the copy what follows from no answer, and seals it anew.
    copy = Store(data).read(path)
    path.write_bytes(to_bytes(copy.model_copy(update={"draft": Draft(place="elsewhere")})))
    code, out, _ = run("sessions", "replay")
    assert (code, "× Imported: it says something else than the log that was received" in out) == (1, True)
    (data / "received" / path.name).unlink()
    code, out, _ = run("sessions", "replay")
    assert (code, "What was received is not here" in out) == (0, True)


def test_forgotten_what_was_received_goes_as_well(run: Run, sent: Path, data: Path) -> None:
    run("sessions", "import", str(sent), "--patient", "p-7")
    told = refused(run("sessions", "forget", "last"))
    assert str(data / "received" / sent.name) in told
    assert run("sessions", "forget", "last", "--yes").code == 0
    assert everything(data) == {}


def test_what_a_killed_import_left_goes_with_all_of_them(run: Run, sent: Path, data: Path) -> None:
    run("sessions", "import", str(sent), "--patient", "p-7")
    received = data / "received"
    shutil.copy(sent, received / "2026-01-01T000000Z-abcd.toml")
    (received / ".2026-01-01T000000Z-abce.toml.x1.part").touch()
    (received / "mine.txt").touch()
    run("sessions", "forget", "all", "--yes")
    assert everything(data) == {"received/mine.txt": b""}


# Any logs


def short(session_id: str, at: datetime, **changes: object) -> Session:
    """A log with next to nothing in it."""
    return Session(
        id=session_id,
        mode=Mode.HOME,
        status=Status.FINISHED,
        started_at=at,
        saved_at=at,
        program=Program(version="1"),
        flow=FlowReference(id="f", version="1", sha256="0", title="F"),
        context=Context(),
    ).model_copy(update=changes)


logs = st.builds(
    lambda number, day, title, patient, mode, later: short(
        f"{number}",
        datetime(2026, 1, day, tzinfo=UTC),
        ending_title=title,
        patient=patient,
        mode=mode,
        written_by_a_later_program=later,
    ),
    number=st.integers(1, 4),
    day=st.integers(1, 2),
    title=st.sampled_from([None, "found"]),
    patient=st.sampled_from([None, None, "p-7", "p-8"]),
    mode=st.sampled_from(Mode),
    later=st.sampled_from([1, "\r\n[seal]\n", [{"a": [True]}]]),
)
deliveries = st.lists(st.tuples(logs, st.integers(0, 3)), max_size=6)
"""Logs, each with a number; those with a zero arrive damaged."""


@settings(max_examples=30, deadline=None)
@given(own=st.lists(logs, max_size=3), first=deliveries, second=deliveries)
def test_no_import_loses_or_changes_what_was_there_and_twice_is_as_good_as_once(
    own: list[Session], first: list[tuple[Session, int]], second: list[tuple[Session, int]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "data")
        for session in own:
            store.save(session)
        for number, (delivery, patient) in enumerate([(first, "p-7"), (second, "p-8"), (second, "p-8")]):
            folder = Path(name) / f"mail {number}"
            folder.mkdir()
            for count, (session, whole) in enumerate(delivery):
                data = to_bytes(session)
                (folder / f"{count}.toml").write_bytes(data if whole else data[:-1])
            before = everything(store.folder.parent)
            receiver = Receiver(patient, datetime(2026, 2, 1, tzinfo=UTC), "1")
            found = list(imported(store, [folder], receiver))
            after = everything(store.folder.parent)
            assert before.items() <= after.items()
            taken = [incoming for incoming in found if incoming.fate is Fate.IMPORTED]
            assert len(after) == len(before) + 2 * len(taken)
            for incoming in taken:
                assert incoming.session is not None
                copy = store.read(store.path_of(incoming.session))
                assert (copy.patient, unlike(copy, incoming.path.read_bytes())) == (patient, "")
            assert all(incoming.why for incoming in found if incoming.fate is not Fate.IMPORTED)
            assert number < 2 or not taken


@pytest.mark.parametrize("fault", [Fault(errno.ENOSPC), Fault()], ids=str)
def test_wherever_the_disk_fails_it_can_be_taken_in_again_and_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    mail = tmp_path / "log.toml"
    mail.write_bytes(to_bytes(short("new", at)))
    ready = tmp_path / "ready"
    Store(ready).save(short("old", at, patient="p-7"))
    receiver = Receiver("p-7", at, "1")
    whole = tmp_path / "whole"
    shutil.copytree(ready, whole)
    assert [incoming.fate for incoming in imported(Store(whole), [mail], receiver)] == [Fate.IMPORTED]
    root = tmp_path / "disk"
    root.mkdir()
    with monkeypatch.context() as patched:
        disk = Disk(root, patched)
        for number in itertools.count(1):
            folder = root / f"{number}"
            with disk.aside():
                shutil.copytree(ready, folder)
            store = Store(folder)
            disk.plan(fault, number)
            with suppress(StorageError, OSError, Gone):
                list(imported(store, [mail], receiver))
            struck = disk.struck
            disk.plan()
            with disk.aside():
                assert everything(ready).items() <= everything(folder).items()
                list(imported(Store(folder) if fault.kills else store, [mail], receiver))
                kept = {name: data for name, data in everything(folder).items() if name.endswith(".toml")}
                assert kept == everything(whole)
            if not struck:
                break
        disk.remove()
    assert number > 10
