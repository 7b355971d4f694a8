"""The voice: one text at a time, by the first program that works, and never a moment of waiting."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech import CRASHES, HANGS, NOISY, WELL, WITHOUT_INTERPRETER, heard, program

from mckenzie_tui.cli import surroundings
from mckenzie_tui.sound.process import start_process
from mckenzie_tui.sound.speakers import Speaker, speakers
from mckenzie_tui.sound.voice import NONE_FOUND, NONE_WORKS, Voice

FIRST = Speaker("first", ("first",))
SECOND = Speaker("second", ("second", "--stdin"))
LED = Speaker("led", ("led",), lead=" ", hush=("led", "--hush"))


class Hands:
    """The hands of a clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Saying:
    """A program that says a text until the test ends it."""

    command: tuple[str, ...]
    text: str
    code: int | None = None
    killed: bool = False
    seen_ending: bool = False
    """Whether somebody asked for its exit code once it had one: only then it is gone for good."""

    def poll(self) -> int | None:
        self.seen_ending = self.code is not None
        return self.code

    def kill(self) -> None:
        if self.code is None:
            self.killed, self.code = True, -9


@dataclass
class Programs:
    """Starts programs, and keeps what was started."""

    missing: set[str] = field(default_factory=set)
    started: list[Saying] = field(default_factory=list)

    def __call__(self, command: Sequence[str], text: str) -> Saying:
        if command[0] in self.missing:
            raise FileNotFoundError(command[0])
        self.started.append(Saying(tuple(command), text))
        return self.started[-1]

    def said(self) -> list[tuple[str, str]]:
        return [(saying.command[0], saying.text) for saying in self.started]


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def programs() -> Programs:
    return Programs()


@pytest.fixture
def voice(hands: Hands, programs: Programs) -> Voice:
    return Voice([FIRST, SECOND], hands, programs)


# Saying


def test_a_text_goes_to_the_input_of_the_first_program(voice: Voice, programs: Programs) -> None:
    voice.say("Get ready.")
    assert programs.started == [Saying(("first",), "Get ready.")]
    assert voice.look() == ""


def test_the_next_text_cuts_off_the_one_before(voice: Voice, programs: Programs) -> None:
    voice.say("Get ready.")
    voice.say("Go.")
    before, now = programs.started
    assert before.killed
    assert not now.killed
    assert voice.look() == ""
    assert programs.said() == [("first", "Get ready."), ("first", "Go.")]


def test_a_program_that_never_ends_is_left_though_texts_come_too_fast_to_wait_for_it(
    voice: Voice, programs: Programs, hands: Hands
) -> None:
    for text in ("1: push up.", "And down.", "2: push up.", "And down.", "3: push up."):
        voice.say(text)
        hands.seconds += 3
    assert [name for name, _ in programs.said()] == ["first", "first", "first", "second", "second"]
    assert voice.working


def test_texts_cut_off_early_again_and_again_say_nothing_about_the_program(
    voice: Voice, programs: Programs, hands: Hands
) -> None:
    for _ in range(20):
        voice.say("Paused. Press space to go on.")
        hands.seconds += 1
    assert {name for name, _ in programs.said()} == {"first"}


def test_one_that_ended_between_two_that_were_cut_off_counts_for_the_program(
    voice: Voice, programs: Programs, hands: Hands
) -> None:
    for number in range(12):
        voice.say("And down.")
        hands.seconds += 3
        if number % 2:
            programs.started[-1].code = 0
    assert {name for name, _ in programs.said()} == {"first"}


def test_what_ended_well_is_neither_killed_nor_said_again(voice: Voice, programs: Programs) -> None:
    voice.say("Get ready.")
    programs.started[0].code = 0
    assert voice.look() == ""
    voice.say("Go.")
    assert not programs.started[0].killed
    assert programs.said() == [("first", "Get ready."), ("first", "Go.")]


def test_stopping_ends_what_is_going_on(voice: Voice, programs: Programs) -> None:
    voice.stop()
    voice.say("Get ready.")
    voice.stop()
    assert programs.started[0].killed
    assert voice.look() == ""
    assert len(programs.started) == 1
    voice.say("Go.")
    assert programs.said()[-1] == ("first", "Go.")


@pytest.mark.parametrize("silence", ["", " \n\t", "\x00\x1b"])
def test_a_text_without_a_letter_is_silence(voice: Voice, programs: Programs, silence: str) -> None:
    voice.say("Get ready.")
    voice.say(silence)
    assert programs.started[0].killed
    assert len(programs.started) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Go.\r\nNow.", "Go. Now."),
        ("\x1b[31mred\x07\x00\x7f\x9b\u2028\u202e", "[31mred"),
        ("half \ud800 a sign", "half a sign"),
        ("caf\u00e9 \u2013 na\u00efve", "caf\u00e9 \u2013 na\u00efve"),
    ],
)
def test_control_characters_are_left_out(voice: Voice, programs: Programs, text: str, said: str) -> None:
    voice.say(text)
    assert programs.started[0].text == said


@pytest.mark.parametrize("letter", ["a", "\U0001f600"])
def test_no_text_is_longer_than_every_pipe_holds(voice: Voice, programs: Programs, letter: str) -> None:
    voice.say(letter * 500)
    voice.say(letter * 100_000)
    short, long = programs.started
    assert len(short.text) == 500
    assert len(long.text) > 500
    assert len(long.text.encode()) < 4096


# A daemon that speaks for the program


@pytest.fixture
def by_daemon(hands: Hands, programs: Programs) -> Voice:
    return Voice([LED], hands, programs)


def test_what_a_program_must_read_before_each_text_is_put_there(by_daemon: Voice, programs: Programs) -> None:
    by_daemon.say("!-! QUIT")
    assert programs.said() == [("led", " !-! QUIT")]


def test_a_daemon_that_would_speak_on_is_hushed(by_daemon: Voice, programs: Programs) -> None:
    by_daemon.say("Get ready.")
    by_daemon.say("Go.")
    assert [saying.command for saying in programs.started] == [("led",)] * 2
    by_daemon.stop()
    assert programs.started[2:] == [Saying(("led", "--hush"), " ")]


def test_a_daemon_that_is_silent_is_not_hushed(by_daemon: Voice, programs: Programs) -> None:
    by_daemon.stop()
    by_daemon.say("Get ready.")
    programs.started[0].code = 0
    by_daemon.stop()
    assert len(programs.started) == 1


def test_a_daemon_that_cannot_be_hushed_is_let_be(by_daemon: Voice, programs: Programs) -> None:
    by_daemon.say("Get ready.")
    programs.missing = {"led"}
    by_daemon.stop()
    assert by_daemon.look() == ""
    assert by_daemon.working


# A program that does not work


@pytest.mark.parametrize("code", [1, 3, 127, -6, -11])
def test_after_a_failure_the_next_program_says_the_same(voice: Voice, programs: Programs, code: int) -> None:
    voice.say("Get ready.")
    programs.started[0].code = code
    assert voice.look() == ""
    voice.say("Go.")
    assert programs.said() == [("first", "Get ready."), ("second", "Get ready."), ("second", "Go.")]
    assert voice.working


def test_a_failure_that_was_not_looked_at_counts_all_the_same(voice: Voice, programs: Programs) -> None:
    voice.say("Get ready.")
    programs.started[0].code = 1
    voice.say("Go.")
    assert programs.said() == [("first", "Get ready."), ("second", "Go.")]


def test_a_program_that_cannot_be_started_is_passed_over(voice: Voice, programs: Programs) -> None:
    programs.missing = {"first"}
    voice.say("Get ready.")
    programs.missing = set()
    voice.say("Go.")
    assert programs.said() == [("second", "Get ready."), ("second", "Go.")]


def test_a_program_beyond_its_fair_time_is_killed_and_the_next_one_says_the_same(
    voice: Voice, programs: Programs, hands: Hands
) -> None:
    voice.say("0123456789")
    hands.seconds += 2 + 0.15 * 10
    assert voice.look() == ""
    assert not programs.started[0].killed
    hands.seconds += 0.01
    assert voice.look() == ""
    assert programs.started[0].killed
    assert programs.said() == [("first", "0123456789"), ("second", "0123456789")]
    hands.seconds += 3.4
    voice.look()
    assert len(programs.started) == 2, "the second program has its own fair time"


@pytest.mark.parametrize(("after", "then"), [(3.5, "first"), (3.51, "second")])
def test_cut_off_counts_as_hanging_only_beyond_the_fair_time(
    voice: Voice, programs: Programs, hands: Hands, after: float, then: str
) -> None:
    voice.say("0123456789")
    hands.seconds += after
    voice.say("Go.")
    assert programs.started[0].killed
    assert programs.said()[1:] == [(then, "Go.")]


def test_what_was_killed_is_not_a_failure(voice: Voice, programs: Programs, hands: Hands) -> None:
    for _ in range(5):
        voice.say("Get ready.")
        hands.seconds += 0.5
        voice.look()
    voice.stop()
    hands.seconds += 100
    assert voice.look() == ""
    assert {name for name, _ in programs.said()} == {"first"}
    assert [saying.code for saying in programs.started] == [-9] * 5


def test_when_none_is_left_the_problem_is_told_once(voice: Voice, programs: Programs, hands: Hands) -> None:
    voice.say("Get ready.")
    programs.started[0].code = 1
    assert voice.look() == ""
    assert voice.working
    hands.seconds += 100
    assert voice.look() == NONE_WORKS
    assert not voice.working
    voice.say("Go.")
    assert [voice.look(), voice.look()] == ["", ""]
    assert len(programs.started) == 2
    voice.stop()


def test_without_a_program_the_problem_is_told_once_it_matters(hands: Hands, programs: Programs) -> None:
    voice = Voice([], hands, programs)
    assert not voice.working
    voice.stop()
    assert voice.look() == ""
    voice.say("Get ready.")
    assert [voice.look(), voice.look()] == [NONE_FOUND, ""]
    assert programs.started == []


def test_what_was_killed_is_asked_until_it_is_gone(voice: Voice, programs: Programs) -> None:
    voice.say("Get ready.")
    programs.started[0].kill = lambda: None  # type: ignore[method-assign]  # it takes its time
    voice.stop()
    for _ in range(3):
        voice.look()
    programs.started[0].code = -9
    voice.look()
    assert programs.started[0].seen_ending
    programs.started[0].seen_ending = False
    voice.look()
    assert not programs.started[0].seen_ending, "it is forgotten then"


events = st.lists(
    st.sampled_from(["say", "look", "stop", "wait", "wait long", "end", "fail", "lose second"]), min_size=1, max_size=30
)


@given(events)
def test_whatever_happens_one_voice_speaks_and_the_problem_is_told_once(happening: list[str]) -> None:
    hands, programs = Hands(), Programs()
    voice = Voice([FIRST, SECOND], hands, programs)
    told: list[str] = []
    for event in happening:
        last = programs.started[-1] if programs.started else Saying((), "", 0)
        if event == "say":
            voice.say("Go.")
        elif event == "look":
            told.append(voice.look())
        elif event == "stop":
            voice.stop()
        elif event in ("wait", "wait long"):
            hands.seconds += 100 if event == "wait long" else 0.3
        elif event == "lose second":
            programs.missing = {"second"}
        elif last.code is None:
            last.code = 0 if event == "end" else 1
        assert sum(saying.code is None for saying in programs.started) <= 1
    voice.stop()
    told += [voice.look(), voice.look()]
    assert [sentence for sentence in told if sentence] == [NONE_WORKS] * (not voice.working)
    assert all(saying.seen_ending for saying in programs.started), "none is left in the process table"


# Which programs there are


def everywhere(name: str) -> str:
    return f"/bin/{name}"


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("linux", ["spd-say", "espeak-ng", "espeak"]),
        ("freebsd14", ["spd-say", "espeak-ng", "espeak"]),
        ("darwin", ["say"]),
        ("win32", ["powershell"]),
    ],
)
def test_each_system_has_its_programs(system: str, names: list[str]) -> None:
    found = speakers(system, everywhere)
    assert [speaker.name for speaker in found] == names
    assert [speaker.command[0] for speaker in found] == [f"/bin/{name}" for name in names]
    assert all(speaker.hush[:1] in ((), speaker.command[:1]) for speaker in found)
    assert speakers(system, {}.get) == ()


def test_only_what_is_there_is_offered() -> None:
    found = speakers("linux", lambda name: "/opt/espeak" if name == "espeak" else None)
    assert found == (Speaker("espeak", ("/opt/espeak", "--stdin")),)


def test_the_voice_of_this_machine_is_that_of_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hands: Hands
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not surroundings.voice(hands).working
    path = program(tmp_path, "espeak", WELL)
    voice = surroundings.voice(hands)
    voice.say("Get ready.")
    until(lambda: heard(path) == b"Get ready.", voice)
    ended(voice)


# Real programs


def until(there: Callable[[], bool], voice: Voice) -> None:
    """Look, as a screen would, until something is there."""
    deadline = time.monotonic() + 20
    while not there():
        assert time.monotonic() < deadline, "it never came"
        voice.look()


def ended(voice: Voice) -> None:
    """Let everything end that a voice has started."""
    voice.stop()
    until(lambda: not voice._ending, voice)


def speaker_of(path: str) -> Speaker:
    return Speaker(Path(path).name, (path, "--stdin"))


TRICKY = "$(touch x); \"a\" 'b' -v --help `touch x` && touch x | cat > x \\ %s <b>\u2013\u00e9</b>"


def test_the_text_arrives_byte_for_byte_and_no_shell_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hands: Hands
) -> None:
    monkeypatch.chdir(tmp_path)
    path = program(tmp_path, "speaks", WELL + '; echo "$@" > $0.arguments')
    voice = Voice([speaker_of(path)], hands, start_process)
    voice.say(TRICKY)
    arguments = Path(f"{path}.arguments")
    until(lambda: arguments.exists() and arguments.read_text() == "--stdin\n", voice)
    assert heard(path) == TRICKY.encode()
    assert not (tmp_path / "x").exists()
    ended(voice)


@pytest.mark.parametrize("bad", [CRASHES, WITHOUT_INTERPRETER, "kill -SEGV $$", None], ids=str)
def test_a_real_program_that_fails_is_left_for_the_next_one(tmp_path: Path, hands: Hands, bad: str | None) -> None:
    failing = program(tmp_path, "fails", bad) if bad else str(tmp_path / "absent")
    speaking = program(tmp_path, "speaks", WELL)
    voice = Voice([speaker_of(failing), speaker_of(speaking)], hands, start_process)
    voice.say("Get ready.")
    until(lambda: heard(speaking) == b"Get ready.", voice)
    ended(voice)
    assert voice.working


def test_a_real_program_that_hangs_is_left_for_the_next_one_and_gone(tmp_path: Path, hands: Hands) -> None:
    hanging = program(tmp_path, "hangs", HANGS)
    speaking = program(tmp_path, "speaks", WELL)
    voice = Voice([speaker_of(hanging), speaker_of(speaking)], hands, start_process)
    voice.say("Get ready.")
    pid = Path(f"{hanging}.pid")
    until(pid.exists, voice)
    assert heard(speaking) == b""
    hands.seconds += 100
    until(lambda: heard(speaking) == b"Get ready.", voice)
    ended(voice)
    with pytest.raises(ChildProcessError):
        os.waitpid(int(pid.read_text()), os.WNOHANG)


def test_a_program_that_writes_much_is_not_stopped_by_it_and_not_seen(
    tmp_path: Path, hands: Hands, capfd: pytest.CaptureFixture[str]
) -> None:
    path = program(tmp_path, "writes", NOISY)
    voice = Voice([speaker_of(path)], hands, start_process)
    voice.say("Get ready.")
    until(lambda: heard(path) == b"Get ready.", voice)
    ended(voice)
    assert capfd.readouterr() == ("", "")


def test_saying_does_not_wait_for_a_program_that_never_reads(tmp_path: Path, hands: Hands) -> None:
    path = program(tmp_path, "hangs", HANGS)
    voice = Voice([speaker_of(path)], hands, start_process)
    before = time.monotonic()
    for _ in range(5):
        voice.say("\U0001f600" * 100_000)
    assert time.monotonic() - before < 10, "the program itself would take 600 seconds"
    ended(voice)
    assert voice.working


def test_what_the_program_started_is_ended_with_it(tmp_path: Path, hands: Hands) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reading = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    path = program(tmp_path, "starts", f"exec 3> {fifo}; sleep 600 & echo up >&3; wait")
    voice = Voice([speaker_of(path)], hands, start_process)

    def read() -> bytes | None:
        """What was written; nothing where all writers have gone, None where one of them is silent."""
        try:
            return os.read(reading, 100)
        except BlockingIOError:
            return None

    voice.say("Get ready.")
    until(lambda: read() == b"up\n", voice)
    assert read() is None
    voice.stop()
    until(lambda: read() == b"", voice)
    os.close(reading)
    ended(voice)


def test_a_program_is_out_of_reach_of_the_keys_of_the_terminal(tmp_path: Path, hands: Hands) -> None:
    path = program(tmp_path, "hangs", HANGS)
    voice = Voice([speaker_of(path)], hands, start_process)
    voice.say("Get ready.")
    pid = Path(f"{path}.pid")
    until(pid.exists, voice)
    assert os.getsid(int(pid.read_text())) == int(pid.read_text())
    ended(voice)


def test_no_pipe_is_left_open(tmp_path: Path, hands: Hands) -> None:
    opened = Path("/proc/self/fd")
    if not opened.exists():
        pytest.skip("this system does not list what is open")
    path = program(tmp_path, "speaks", WELL)
    voice = Voice([speaker_of(str(tmp_path / "absent")), speaker_of(path)], hands, start_process)
    before = len(list(opened.iterdir()))
    for _ in range(5):
        voice.say("Go.")
    ended(voice)
    assert len(list(opened.iterdir())) == before
