"""The text of a copy of a flow, comments and all, for a therapist to edit; and of a file of changes for one patient."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import Item

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.overlay import BASED_ON
from mckenzie_tui.flow.positions import positions
from mckenzie_tui.flow.schema import LONGEST_TEXT, Dose, Step

QUESTIONS, EXERCISES = "questions", "exercises"
"""The parts of the library that a copy may bring along, by the names of their folders."""
_CHANGED = ", changed"
_TABLES = {QUESTIONS: "question_sets", EXERCISES: "exercises"}


@dataclass(frozen=True)
class Copy:
    """What a copy is called, and by which words on the command line it is checked and walked."""

    id: str
    check: str
    walk: str


def id_from(name: str) -> str:
    """An id made from a file name without its suffix: ``Mrs. A (2)`` becomes ``mrs-a-2``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    found = "-".join(words) or "flow"
    return (found if found[0].isalpha() else f"flow-{found}")[:64].rstrip("-")


def library_parts_of(flow: Flow, kind: str) -> list[str]:
    """The ids of the question sets or exercises that a flow uses from the library."""
    if kind == QUESTIONS:
        used = [part.id for part in flow.question_sets]
        own = {part.id for part in flow.file.question_sets}
    else:
        used = list(flow.exercises)
        own = {part.id for part in flow.file.exercises}
    return [name for name in used if name not in own]


def copied(flow: Flow, text: str, copy: Copy, parts: Mapping[str, Sequence[str]]) -> str:
    """The text of a flow file with another id, a title that says it is changed, and a comment on how to go on.

    Args:
        flow: the flow that is copied.
        text: its file.
        copy: what the copy is called.
        parts: texts of library files that the copy brings along, under ``questions`` and ``exercises``.

    Raises:
        ValueError: the parts cannot be put into this file.
    """
    new = {"id": copy.id, "title": _title_of_a_copy(flow, copy)}
    found = _with_pointers(text, _POINTERS, new)
    sections = [_section(kind, parts[kind]) for kind in (QUESTIONS, EXERCISES) if parts.get(kind)]
    whole = "\n\n".join([_head(flow, copy, parts) + "\n\n" + found.strip("\n"), *sections]) + "\n"
    expected = tomllib.loads(text) | new
    for kind, table in _TABLES.items():
        if own := [*expected.get(table, []), *map(tomllib.loads, parts.get(kind, ()))]:
            expected[table] = own
    if tomllib.loads(whole) != expected:
        raise ValueError(copy.id)
    return whole


def copied_overlay(flow: Flow, text: str, copy: Copy, based_on: str) -> str:
    """The text of a file of changes for another patient.

    Args:
        flow: the flow that results from the changes.
        text: the file that is copied.
        copy: what the copy is called.
        based_on: how the copy names the flow that is changed.
    """
    title = flow.based_on.title if flow.based_on else flow.file.title
    found = _with_pointers(text, _OVERLAY_POINTERS, {"id": copy.id, BASED_ON: based_on})
    return f"{_overlay_head(title, copy)}\n\n{found.strip(chr(10))}\n"


def based_on_in(text: str) -> str:
    """The flow that a file of changes names, as it names it."""
    return str(tomllib.loads(text)[BASED_ON])


def for_patient(flow: Flow, copy: Copy, based_on: str) -> str:
    """The text of a file of changes that changes nothing yet, with all steps and numbers of a flow to choose from."""
    head = {
        "format": 1,
        "id": copy.id,
        "version": "1.0.0",
        "title": f"{flow.file.title}, changed for one patient",
        "author": "Your name",
        BASED_ON: based_on,
        "based_on_version": flow.file.version,
    }
    text = "".join(f"{key} = {_value(value)}\n" for key, value in head.items())
    text = _with_pointers(text, _OVERLAY_POINTERS, {"id": copy.id})
    steps = "\n".join(line for step in flow.steps for line in _step_lines(flow, step))
    return f"{_overlay_head(flow.file.title, copy)}\n\n{text}\n{steps}\n"


_POINTERS = {
    "id": "made from the file name; logs tell flows apart by it",
    "version": "raise it with each change: 1.0.1, 1.0.2, 1.1.0",
    "title": "what the patient sees above the session, lists and reports",
    "author": "put your name here: you answer for the changes",
}
_OVERLAY_POINTERS = {
    "id": "a code; no names",
    "version": "raise it with each change: 1.0.1, 1.0.2, 1.1.0",
    "title": "what the patient sees; no names",
    "author": "put your name here: you answer for the changes",
    BASED_ON: "the flow that is changed: an id, or a file beside this one",
    "based_on_version": "`flows check` says when that flow has changed since",
}
_HEAD_OF_A_COPY, _HEAD_OF_CHANGES = "# A copy of ", "# Changes to "
_HOW_TO = """#
#     {check}
#
# names every mistake with its line. Then walk it:
#
#     {walk}
#"""


def _head(flow: Flow, copy: Copy, parts: Mapping[str, Sequence[str]]) -> str:
    how = _HOW_TO.format(check=copy.check, walk=copy.walk)
    here = [kind for kind in (QUESTIONS, EXERCISES) if not library_parts_of(flow, kind) or parts.get(kind)]
    elsewhere = [kind for kind in (QUESTIONS, EXERCISES) if kind not in here]
    texts = ""
    if here:
        texts += f"# - Wording: the {' and the '.join(here)} stand at the end of this file, with how to change them.\n"
    if elsewhere:
        told = " and the ".join(elsewhere)
        texts += (
            f"# - Wording: the {told} are not in this file. To change their words, make a copy that has them:\n"
            f"#   mckenzie-tui flows copy {flow.id} NEW.toml --with {','.join((QUESTIONS, EXERCISES))}\n"
        )
    frame = ""
    if (named := flow.file.frame) is not None:
        frame = (
            f"# - What is not said here is taken from the frame '{named}', such as the answers and the endings.\n"
            "#   What you write here takes its place. `mckenzie-tui flows show` with this file prints all of it.\n"
        )
    return f"""\
{_HEAD_OF_A_COPY}{json.dumps(flow.file.title, ensure_ascii=False)} ({flow.id} {flow.file.version}), for you to change.
#
# Any text editor will do. A line that begins with # is a note for people. Save the file after each change, then
{how}
# What you may change:
# - A dose: the numbers under [steps.dose]. `reps = 10` is ten times; what ends in _s is in seconds.
#   `ours` lists the numbers that no source gives: if you change another one, add its name there.
# - Leave a step out: remove its lines, from its [[steps]] down to the line before the next [[steps]].
# - Add a step: copy those lines to where it belongs, and give it an `id` that no other step has. `exercise` names what
#   is done; the same exercise may be used twice. Another one also has other `directions`: the first is what the patient
#   is told.
# - Swap steps: move those lines.
{texts}{frame}#
# What you should not change lightly, for it keeps people safe:
# - [start] and the questions it names: they find out who must not do these exercises.
# - `stop_line` and `seek_help`, and the [[endings]] of kind "emergency", "care" and "stop".
# - The [[rules]] for "worsened" and "not_settled": when to rest, when to leave a direction out, when to stop."""


def _overlay_head(title: str, copy: Copy) -> str:
    how = _HOW_TO.format(check=copy.check, walk=copy.walk)
    return f"""\
{_HEAD_OF_CHANGES}{json.dumps(title, ensure_ascii=False)} for one patient: other doses, and steps that are left out.
# Everything else stays as it is there: the questions, the rules and when to stop.
#
# Any text editor will do. A line that begins with # counts for nothing: take its # away, and change what it says.
# Save the file, then
{how}
# reps: how many times. sets: how many such rounds, with between_sets_s of rest between them.
# sets_range, reps_range: the fewest and the most that the patient may choose instead.
# effort, effort_range: how hard a set is to be, 1 to 10. tempo: seconds down, in the lowest place, and up.
# hold_s: how long each one is held. duration_s: how long a position is kept; it takes the place of reps.
# hold_range_s, duration_range_s: the shortest and the longest that the patient may choose instead.
# move_s, return_s: how long the way out and the way back take. rest_s: the rest before "How is it now?".
# What ends in _s is in seconds.
#
# Session logs hold the id, the title and the notes. Use a code, and no names."""


def _title_of_a_copy(flow: Flow, copy: Copy) -> str:
    """A title by which lists and reports tell a copy from what it was made of; its id does where it is not English."""
    title = flow.file.title
    if flow.file.language.split("-")[0] != "en":
        found = f"{title} ({copy.id})"
    elif again := re.fullmatch(rf"(.+{_CHANGED})(?: (\d+))?", title):
        found = f"{again[1]} {int(again[2] or 1) + 1}"
    else:
        found = f"{title}{_CHANGED}"
    return found if len(found) <= LONGEST_TEXT else copy.id


def _with_pointers(text: str, pointers: Mapping[str, str], values: Mapping[str, str]) -> str:
    """The text without the comment of an earlier copy, with new values, and comments at what wants to be changed."""
    if text.startswith((_HEAD_OF_A_COPY, _HEAD_OF_CHANGES)):
        text = re.sub(r"\A(?:#.*\n)+\n*", "", text)
    document = tomlkit.parse(text)
    for key, value in values.items():
        if document.get(key) != value:
            document[key] = value
    for key, comment in pointers.items():
        item: Any = document.get(key)
        if isinstance(item, Item) and not item.trivia.comment:
            item.comment(comment)
    return tomlkit.dumps(document)


_ABOUT = {
    QUESTIONS: """\
# The questions of this flow; they take the place of those that come with mckenzie-tui.
#
# `ask`, `explain`, `short`, `advice` and `intro` are what the patient reads: reword them as you like. Keep each
# question about one thing, to be answered by yes or no, where yes is the answer that calls for care.
# Leave `id` as it is: exercises and logs name questions by it. Do not change lightly where a `yes` leads, and do not
# remove a question: each one is there to keep people safe.""",
    EXERCISES: """\
# The exercises of this flow; they take the place of those that come with mckenzie-tui.
#
# `title`, `purpose`, `set_up`, `on_bed`, `movement`, `cues` and `cautions` are what the patient reads: reword them as
# you like. Texts that name a side stand there twice, under painful_left and painful_right: change both.
# Leave `id` and `figure` as they are; do not remove `cautions` and [[exercises.precautions]] lightly.
# For an exercise of your own copy one of these with all its lines, give it another `id`, and name that `id` as the
# `exercise` of a step. Remove its `figure` if none shows it.""",
}


def _section(kind: str, texts: Sequence[str]) -> str:
    return "\n\n".join([_ABOUT[kind], *(_as_table(text, _TABLES[kind]) for text in texts)])


def _as_table(text: str, table: str) -> str:
    """A file of its own as one entry of a list of tables in a larger file, with its comments."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    for number in {spot.line for spot in positions("\n".join(lines)).keys.values()}:
        lines[number - 1] = re.sub(r"^(\s*\[\[?\s*)", rf"\g<1>{table}.", lines[number - 1])
    notes = next((at for at, line in enumerate(lines) if line and not line.startswith("#")), 0)
    return "\n".join([*lines[:notes], f"[[{table}]]", *lines[notes:]])


def _step_lines(flow: Flow, step: Step) -> Iterator[str]:
    yield f"# {flow.number_of(step.id)}. {flow.title_of(step.id)}"
    yield ""
    yield f"[steps.{step.id}]"
    yield "# leave_out = true"
    yield '# note = "Why, for whoever reads the log."'
    yield ""
    if step.observe:
        return
    yield f"[steps.{step.id}.dose]"
    for key in _numbers(step.dose):
        yield f"# {key} = {_value(getattr(step.dose, key))}"
    for load in step.dose.loads:
        yield f"# [[steps.{step.id}.dose.loads]]"
        yield from (f"# {key} = {_value(value)}" for key, value in load.model_dump(exclude_defaults=True).items())
    yield ""


def _numbers(dose: Dose) -> Iterator[str]:
    """The numbers of a dose that say something: those of repetitions, or those of a time."""
    silent = {"ours", "loads"}
    silent |= {"move_s", "return_s"} if dose.reps is None and not dose.loads else set()
    silent |= {"sets"} if dose.loads else set()
    silent |= set() if dose.slow else {"slow"}
    for key in type(dose).model_fields:
        if key not in silent and getattr(dose, key) is not None:
            yield key


def _value(value: Any) -> str:
    """A text, a number or a pair of numbers as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)
