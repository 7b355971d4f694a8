"""Files from strangers: a flow or a log can be refused, and never makes the program fail, hang, or do as it says."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from log_reader import body_of, sealed

from mckenzie_tui.errors import DamagedSessionError, McKenzieError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.sitting import Desk, Sitting

ROOT = Path(__file__).resolve().parent.parent
FLOW = (ROOT / "flows/lumbar-progression.toml").read_text(encoding="utf-8")
FEW, MANY = 400, 20_000
"""Generated files of each kind, in the usual run and in the long one."""
SEED = 20_261_120
LONGEST = 1.0
"""Seconds that one file may take; the machine is let off once, as it may be busy."""
MEMORY = 300_000
"""Kilobytes that all of them together may take more than before."""


def deep(parts: int, part: str = "a") -> str:
    return ".".join([part] * parts)


HOSTILE = {
    "lists in lists": FLOW + "\nx = " + "[" * 20_000 + "]" * 20_000,
    "tables in tables": "x = " + "{a=" * 5_000 + "1" + "}" * 5_000,
    "a deep key": f"{deep(50_000)} = 1",
    "a deep quoted key": deep(30_000, "'a b'") + " = 1",
    "a deep key with blanks": " . ".join(["a"] * 50_000) + " = 1",
    "a deep key in a table": f"x = {{{deep(50_000)} = 1}}",
    "a deep header": f"[{deep(50_000)}]",
    "many keys of some depth": "\n".join(f"a{line}.{deep(6)} = 1" for line in range(8_000)),
    "a number without end": FLOW.replace("duration_s = 180", f"duration_s = {'9' * 5_000}"),
    "a number in hex": FLOW.replace("duration_s = 180", f"duration_s = 0x{'f' * 50_000}"),
    "infinity": FLOW.replace("duration_s = 180", "duration_s = 1e999999"),
    "not a number": FLOW.replace("duration_s = 180", "duration_s = nan"),
    "a day that is none": "x = 9999-99-99",
    "a nul": f"{FLOW}\0",
    "an escape in a key": f'"\\u001b]0;owned\\u0007" = 1\n{FLOW}',
    "an escape in an id": FLOW.replace('id = "lumbar-progression"', 'id = "\\u001b]0;owned\\u0007"'),
    "an escape in a text": FLOW.replace('title = "', 'title = "\\u001b[2J', 1),
    "a text turned round": FLOW.replace('title = "', 'title = "\\u202e', 1),
    "half a sign": FLOW.replace('title = "', 'title = "\\ud800', 1),
    "a path for an id": FLOW.replace('exercise = "prone_lying"', 'exercise = "../../../etc/passwd"'),
    "a path for a figure": f'{FLOW}\n[[exercises]]\nid = "x"\nfigure = "../../secret"\n',
    "thousands of steps": FLOW + '\n[[steps]]\nid = "s"\nexercise = "prone_lying"\n' * 3_000,
    "thousands of keys": "\n".join(f"k{number}=1" for number in range(18_000)),
    "thousands of tables": "\n".join(f"[t{number}]" for number in range(18_000)),
    "thousands of lists": "\n".join("[[a.b.c.d]]" for _ in range(15_000)),
    "one long text": f'x = "{"a" * 190_000}"',
    "one long word": "a" * 190_000,
    "quotes": '"a' * 60_000,
    "backslashes": 'x = "' + "\\" * 190_000,
    "lines": "\n" * 190_000,
    "a gigabyte of blanks, more or less": " " * 5_000_000,
    "nothing": "",
}


def refused(name: Path | str) -> str:
    with pytest.raises(McKenzieError) as refusal:
        Catalogue().find(str(name))
    return str(refusal.value)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_flow_is_refused_at_once_with_a_plain_sentence(case: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(HOSTILE[case].encode())
    seconds, message = timed(lambda: refused(file))
    assert seconds < LONGEST
    assert str(file) in message
    assert len(message.splitlines()) <= 101
    assert all(letter.isprintable() or letter == "\n" for letter in message)


def timed(what: Callable[[], str]) -> tuple[float, str]:
    """How long it takes, at best of two, and what it gives."""
    tries = []
    for _ in range(2):
        begun = time.perf_counter()
        found = what()
        tries.append(time.perf_counter() - begun)
        if tries[-1] < LONGEST:
            break
    return min(tries), found


@pytest.mark.parametrize("name", ["\x1b]0;owned\x07", "a\nb", "\ud800", "x" * 5_000, "..", "/", "a\0b"])
def test_a_hostile_name_of_a_flow_is_refused(name: str) -> None:
    assert refused(name)


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_hostile_flows_take_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for text in HOSTILE.values():
        file.write_bytes(text.encode())
        refused(file)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY


def test_a_text_with_many_dots_is_no_deep_key(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(FLOW.replace('summary = "', f'summary = "One. Two. {deep(40)} ... ', 1))
    assert "One. Two." in Catalogue().find(str(file)).file.summary


@pytest.mark.parametrize(
    "line",
    [".".join("a" * 60_000) + " = 1", f"number = {'9' * 60_000}", "x = " + "[" * 60_000],
    ids=["a deep key", "a number without end", "a deep list"],
)
def test_a_hostile_log_is_refused_at_once(desk: Desk, line: str) -> None:
    sitting = Sitting.begin(desk, "lumbar-progression")
    body = body_of(sitting.path.read_bytes()) + line + "\n"
    for data in (sealed(body), body.encode()):
        sitting.path.write_bytes(data)
        begun = time.perf_counter()
        with pytest.raises(DamagedSessionError):
            desk.store.read(sitting.path)
        desk.store.salvaged(sitting.path)
        assert time.perf_counter() - begun < LONGEST


# Made by chance


PIECES = [
    *("[", "]", "{", "}", '"', "'", '"""', "=", ".", ",", "\n", "#", "\\", " ", "0x", "1e9", "nan", "inf", "-", "+"),
    *(
        "[[steps]]",
        "[steps.dose]",
        "\\u0000",
        "\\ud800",
        "1979-05-27",
        "true",
        "9" * 400,
        "a" * 1_000,
        "\x1b",
        "\ufeff",
    ),
    *(
        "id = ",
        "go = ",
        "when = ",
        '"next_step"',
        "reps = -1",
        "[seal]",
        'sha256 = "',
        "schema_version = 2",
        "é",
        "\u202e",
    ),
]


def mutated(text: str, chance: random.Random) -> bytes:
    """A text after some accidents."""
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(text) + 1), chance.choice([0, 1, 3, 40, 400, 4_000])
        match chance.randrange(4):
            case 0:
                text = text[:at] + text[at + length :]
            case 1:
                text = text[:at] + chance.choice(PIECES) * chance.choice([1, 1, 1, 2, 60]) + text[at:]
            case 2:
                other = chance.randrange(len(text) + 1)
                text = text[:at] + text[other : other + length] + text[at:]
            case _:
                text = text[:at] + "".join(map(chr, chance.choices(range(1, 256), k=3))) + text[at + 3 :]
    data = text.encode("utf-8", "surrogatepass")
    return data if chance.random() < 0.9 else data + bytes(chance.choices(range(256), k=20))


def test_no_generated_flow_makes_the_program_fail_or_hang(tmp_path: Path, long: bool) -> None:
    chance, file = random.Random(SEED), tmp_path / "mine.toml"
    slow = []
    for number in range(MANY if long else FEW):
        file.write_bytes(mutated(FLOW, chance))
        begun = time.perf_counter()
        with suppress(McKenzieError):
            Catalogue().find(str(file))
        if time.perf_counter() - begun > LONGEST:
            slow.append(number)
    assert len(slow) <= 1, slow


def test_no_generated_log_is_read_as_a_whole_one(desk: Desk, long: bool) -> None:
    sitting = Sitting.begin(desk, "lumbar-progression")
    chance, whole = random.Random(SEED), sitting.path.read_bytes()
    slow = []
    for number in range(MANY if long else FEW):
        data = mutated(whole.decode(), chance)
        sitting.path.write_bytes(data)
        begun = time.perf_counter()
        if data != whole:
            with pytest.raises(DamagedSessionError):
                desk.store.read(sitting.path)
        desk.store.salvaged(sitting.path)
        if time.perf_counter() - begun > LONGEST:
            slow.append(number)
    assert len(slow) <= 1, slow
