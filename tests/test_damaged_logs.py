"""Files that are no whole log of this program: cut, changed, foreign, newer, far too large, or made to do harm.

What a log holds is read here by other means than the program's; either it tells the same, or it says in one sentence
that it cannot read the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import log_reader
import pytest
from log_reader import body_of, sealed
from walks import RIGHT_LEG, answered, at_first_step, begun, eventful, sat

from mckenzie_tui.errors import DamagedSessionError, NewerSessionError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.report.asked import ATTESTED, IN_PART, NOT_ASKED, UNREADABLE
from mckenzie_tui.report.lines import damaged_lines, session_lines
from mckenzie_tui.sealed import from_bytes, salvaged, to_bytes
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.files import LARGEST_LOG
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Mode, Status


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue, machine: FlowMachine) -> bytes:
    """The log of an eventful session, with an answer taken back, a note, and a chart half marked."""
    from clocks import Clock

    folder = tmp_path_factory.mktemp("whole")
    walk = eventful(machine).back().back()
    sitting = sat(Desk(Store(folder), catalogue, Clock(), lambda: "1", "0"), walk)
    sitting.add_note('a "note" with \\ and ]\n[seal] ünd ½')
    sitting.keep_draft(RIGHT_LEG)
    return sitting.path.read_bytes()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> bytes:
    """The log of a session with two answers."""
    from clocks import Clock

    sitting = Sitting.begin(
        Desk(Store(tmp_path_factory.mktemp("small")), catalogue, Clock(), lambda: "1", "0"), DEFAULT_FLOW
    )
    sitting.answer(Event.NO)
    sitting.answer(Event.NO, note="ünd ½")
    return sitting.path.read_bytes()


def told(data: bytes) -> str:
    """What the program says of these bytes; empty where it reads them."""
    try:
        from_bytes(data)
    except DamagedSessionError as error:
        return str(error).replace("\n", " and more than one line ") or "nothing at all"
    return ""


def test_of_a_log_that_was_cut_it_is_not_told_that_what_is_missing_was_never_asked(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = begun(machine, mode=Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    data = to_bytes(sat(desk, answered(walk, Event.CENTRALIZED)).session)
    whole_told = list(session_lines(from_bytes(data)))
    assert ATTESTED in whole_told
    for header in (b"\n[[steps]]", b"\n[[answers]]"):
        shown = list(damaged_lines(salvaged(data.partition(header)[0])))
        assert UNREADABLE in shown
        assert NOT_ASKED not in shown
        assert not [line for line in shown if "()" in line]
        unknown = "nothing of it can be read, so it is not known whether there was anything"
        assert f"Questions about health answered yes: {unknown}" in shown
        assert ("  (these can be read; others may be missing)" in shown) != (f"Steps: {unknown}" in shown)
        assert (f"Steps: {unknown}" in shown) == (header == b"\n[[steps]]")
    shown = list(damaged_lines(salvaged(data.rpartition(b"\n[[answers]]")[0])))
    assert [line for line in shown if line in (ATTESTED, IN_PART)] == [ATTESTED, IN_PART]
    lost = list(damaged_lines(salvaged(data.partition(b"\n[baseline]")[0])))
    assert f"At the start: {unknown}" in lost


# Cut and flipped


def test_the_log_that_is_damaged_here_is_read_as_it_stands(whole: bytes, small: bytes) -> None:
    for data in (whole, small):
        read = from_bytes(data)
        answers = log_reader.document(data)["answers"]
        assert [(answer.place, answer.event.value, answer.note) for answer in read.answers] == [
            (answer["place"], answer["event"], answer.get("note")) for answer in answers
        ]
        assert to_bytes(read) == data


def test_cut_at_any_byte_a_log_is_refused(whole: bytes) -> None:
    unnoticed = [length for length in range(len(whole)) if not told(whole[:length])]
    assert unnoticed == []


def test_with_any_bit_flipped_a_log_is_refused(
    whole: bytes, small: bytes, record_property: Callable[[str, object], None]
) -> None:
    tried = 0
    for data in (small, whole):
        flipped = bytearray(data)
        unnoticed = []
        for bit in range(8 * len(data)):
            flipped[bit // 8] ^= 1 << bit % 8
            if not told(bytes(flipped)):
                unnoticed.append(bit)
            flipped[bit // 8] ^= 1 << bit % 8
            tried += 1
        assert unnoticed == []
        assert bytes(flipped) == data
    record_property("covered", f"{tried} of {8 * (len(small) + len(whole))} bits of two logs, each flipped alone")


@pytest.mark.parametrize("sector", [512, 4096])
def test_with_any_sector_of_zeros_or_of_another_log_it_is_refused(whole: bytes, small: bytes, sector: int) -> None:
    other = (small * (len(whole) // len(small) + 1))[: len(whole)]
    for start in range(0, len(whole), sector):
        end = min(start + sector, len(whole))
        for part in (bytes(end - start), other[start:end], b""):
            assert told(whole[:start] + part + whole[end:])


def test_two_states_of_a_log_that_ran_into_each_other_are_refused(whole: bytes, small: bytes) -> None:
    mixed = [(small[:cut] + whole[cut:], whole[:cut] + small[cut:]) for cut in range(1, len(small), 8)]
    mixtures = {data for pair in mixed for data in pair} - {
        small,
        whole,
    }  # where both begin alike, one of them is whole
    assert len(mixtures) > 50
    assert [data for data in mixtures if not told(data)] == []


# Foreign


FOREIGN: dict[str, bytes] = {
    "empty": b"",
    "one line end": b"\n",
    "other toml": b'[tool.ruff]\nline-length = 120\n\n[seal]\nname = "x"\n',
    "binary": bytes(range(256)) * 64,
    "utf-16": 'schema_version = 1\n[seal]\nsha256 = ""\n'.encode("utf-16"),
    "a seal alone": sealed(""),
    "sealed foreign toml": sealed("a = 1\n"),
    "sealed binary": sealed(bytes(range(256))),
    "sealed surrogates": sealed(b"schema_version = 1\nid = '\xed\xa0\x80'\n"),
    "sealed text": sealed("Dear diary\n"),
    "sealed list": sealed("[[schema_version]]\n"),
    "a version that is a truth": sealed("schema_version = true\n"),
    "a version without end": sealed("schema_version = " + "9" * 10_000 + "\n"),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_told_in_one_sentence_left_as_it_is_and_hides_no_other(desk: Desk, content: bytes) -> None:
    kept = Sitting.begin(desk, DEFAULT_FLOW)
    foreign = desk.store.folder / "x.toml"
    foreign.write_bytes(content)
    first, second = desk.store.sessions()
    assert first.session is None
    assert first.damage.startswith(f"{foreign}: ")
    assert "\n" not in first.damage
    assert second.session == kept.session
    kept.close()
    Sitting.begin(desk, DEFAULT_FLOW)
    assert foreign.read_bytes() == content


def test_folders_and_links_that_lead_nowhere_are_told_and_hide_no_other(desk: Desk) -> None:
    kept = Sitting.begin(desk, DEFAULT_FLOW)
    (desk.store.folder / "x.toml").mkdir()
    (desk.store.folder / "y.toml").symlink_to("nowhere")
    (desk.store.folder / "z.toml").symlink_to("z.toml")
    listed = list(desk.store.sessions())
    assert [stored.session for stored in listed] == [None, None, None, kept.session]
    assert all("cannot be read: " in stored.damage for stored in listed[:3])
    assert desk.store.context().first


@pytest.mark.parametrize("size", [LARGEST_LOG + 1, 1 << 40])
def test_a_huge_file_is_refused_unread(desk: Desk, size: int) -> None:
    path = Sitting.begin(desk, DEFAULT_FLOW).path
    huge = path.with_name("x.toml")
    huge.touch()
    with huge.open("r+b") as stream:
        try:
            stream.truncate(size)  # a hole: it takes no room
        except OSError:
            pytest.skip("no file can be as large here")
    with pytest.raises(DamagedSessionError, match="larger than any session"):
        desk.store.read(huge)


DEEP: dict[str, str] = {
    "lists": "x = " + "[" * 5000 + "]" * 5000,
    "tables": "x = " + "{a = " * 5000 + "1" + "}" * 5000,
    "a long key": ".".join("a" * 5000) + " = 1",
    "lists that can be read": "x = " + "[" * 100 + "]" * 100,
    "tables that can be read": "x = " + "{a = " * 100 + "1" + "}" * 100,
    "a key that can be read": ".".join("a" * 300) + " = 1",
}


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
def test_a_log_nested_without_end_is_refused(small: bytes, deep: str) -> None:
    assert told(sealed(f"{deep}\n{body_of(small)}")) == "its tables lie too deep within each other"


# Sealed, and yet not what it should be


@pytest.mark.parametrize(
    "session_id", ["../../x", "/etc/x", "..", "a/b", "A", "a b", "", "a\\u0000", "a\\n", "ä", "x" * 33, "a.b", "-"]
)
def test_an_id_that_is_no_part_of_a_file_name_is_refused(desk: Desk, small: bytes, session_id: str) -> None:
    data = sealed(body_of(small).replace('id = "1"', f'id = "{session_id}"', 1))
    desk.store.folder.mkdir(parents=True)
    (desk.store.folder / "x.toml").write_bytes(data)
    (stored,) = desk.store.sessions()
    assert stored.session is None
    assert "'id' does not fit" in stored.damage


@pytest.mark.parametrize("key", ["started_at", "saved_at", "at"])
@pytest.mark.parametrize(
    "time", ["2026-03-01T09:30:00", "2026-03-01", "09:30:00", "0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00"]
)
def test_a_time_that_names_no_moment_is_refused(small: bytes, key: str, time: str) -> None:
    lines = body_of(small).split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith(f"{key} = "))
    lines[number] = f"{key} = {time}"
    assert "does not fit" in told(sealed("\n".join(lines)))


def test_a_log_of_a_newer_program_is_refused_as_such_and_stays_untouched(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.close()
    newer = sealed(body_of(sitting.path.read_bytes()).replace("schema_version = 1\n", "schema_version = 2\n", 1))
    sitting.path.write_bytes(newer)
    with pytest.raises(NewerSessionError, match="written by a newer mckenzie-tui; open it with that one"):
        desk.store.read(sitting.path)
    assert desk.store.unfinished() is None
    assert desk.store.context().first
    with pytest.raises(NewerSessionError):
        Sitting.resume(desk, sitting.session)
    Sitting.begin(desk, DEFAULT_FLOW)
    assert sitting.path.read_bytes() == newer


# Copies and other names


def test_a_copy_of_an_older_state_never_takes_the_place_of_the_session(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    copy = sitting.path.with_name(f"{sitting.path.stem} (conflicted copy).toml")
    copy.write_bytes(sitting.path.read_bytes())
    sitting.answer(Event.YES)
    sitting.close()
    before = sitting.path.read_bytes(), copy.read_bytes()
    assert sitting.session.status is Status.FINISHED
    assert desk.store.unfinished() is None
    assert desk.store.open_elsewhere() is None
    Sitting.begin(desk, DEFAULT_FLOW)
    assert (sitting.path.read_bytes(), copy.read_bytes()) == before


def test_a_log_with_another_name_is_listed_and_makes_that_all_is_asked_anew(desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, at_first_step(machine))
    sitting.close()
    assert not desk.store.context().first
    sitting.path.rename(sitting.path.with_name("monday.toml"))
    (stored,) = desk.store.sessions()
    assert stored.session == sitting.session
    assert desk.store.unfinished() is None
    assert desk.store.context().first


# Keys of a later program


def with_more(document: dict[str, Any], path: str = "") -> dict[str, Any]:
    """The same with a key more in each of its tables; a table of words has none of its own."""
    more = {
        key: with_more(value, key)
        if isinstance(value, dict)
        else [with_more(item, key) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for key, value in document.items()
    }
    return more if path == "values" else {**more, "later": f"of {path or 'all'}", "laters": [{"list": [1, 2.5]}, {}]}


def more_in(document: Any, path: str = "") -> list[str]:
    """Where there is such a key."""
    if isinstance(document, list):
        return [found for number, item in enumerate(document) for found in more_in(item, f"{path}.{number}")]
    if not isinstance(document, dict):
        return []
    here = [path] if document.get("later") and document.get("laters") == [{"list": [1, 2.5]}, {}] else []
    parts = (more_in(value, f"{path}.{key}") for key, value in document.items() if key not in ("later", "laters"))
    return here + [found for part in parts for found in part]


def written(document: dict[str, Any]) -> bytes:
    import tomli_w

    return sealed(tomli_w.dumps(document))


def test_the_keys_of_a_later_program_are_still_there_when_the_session_has_gone_on(
    desk: Desk, machine: FlowMachine
) -> None:
    walk = answered(at_first_step(machine), Event.UNCHANGED, Event.CANNOT, Event.WORSENED)
    sitting = sat(desk, walk)
    sitting.back()
    sitting.answer(Event.WORSENED, note="stiff")
    sitting.close()
    later = with_more(log_reader.document(sitting.path.read_bytes()))
    sitting.path.write_bytes(written(later))
    before = more_in(later)
    assert {".flow", ".context", ".carries", ".baseline", ".baseline.symptoms", ".steps.0", ".answers.0"} <= set(before)

    unfinished = desk.store.unfinished()
    assert unfinished is not None
    taken_up = Sitting.resume(desk, unfinished)
    taken_up.answer(Event.NO)
    taken_up.answer(Event.RESTED)
    found = log_reader.document(taken_up.path.read_bytes())
    assert more_in(found) == before
    assert log_reader.all_said(taken_up.path.read_bytes())[: len(later["answers"])] == [
        (answer["place"], answer["event"]) for answer in later["answers"]
    ]


def test_a_part_that_has_changed_loses_the_keys_that_told_of_it_before(desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, answered(at_first_step(machine), Event.UNCHANGED, Event.WORSENED, Event.RESTED))
    sitting.close()
    later = with_more(log_reader.document(sitting.path.read_bytes()))
    sitting.path.write_bytes(written(later))
    unfinished = desk.store.unfinished()
    assert unfinished is not None
    taken_up = Sitting.resume(desk, unfinished)
    taken_up.answer(Event.NO)
    taken_up.answer(Event.LOCATED, symptoms=taken_up.chart)
    found = more_in(log_reader.document(taken_up.path.read_bytes()))
    assert ".steps.0" in found
    assert ".steps.1" not in found
    assert {f".answers.{number}" for number in range(len(later["answers"]))} <= set(found)


@pytest.mark.parametrize(
    "key", ["model_config", "model_dump", "standing_answers", "copy", "__class__", "_private", "self", "a b", "ü", '"']
)
def test_keys_named_like_parts_of_the_program_are_kept_as_they_are(small: bytes, key: str) -> None:
    document = log_reader.document(small)
    for table in (document, document["flow"], document["answers"][0]):
        table[key] = "later"
    read = from_bytes(written(document))
    assert log_reader.document(to_bytes(read)) == document
    assert len(list(read.standing_answers)) == 2


def test_a_log_is_what_other_programs_read_in_it_too(whole: bytes) -> None:
    again = tomllib.loads(whole.decode())
    seal = again.pop("seal")
    assert list(seal) == ["sha256"]
    assert again == log_reader.document(whole)
    assert isinstance(from_bytes(whole), Session)


def test_bytes_that_cannot_be_read_from_the_disk_are_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        Store(tmp_path).read(tmp_path / "none.toml")
