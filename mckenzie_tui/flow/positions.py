"""Where each key and value of a TOML file stands, and where a file that is no TOML goes wrong.

The standard parser says neither: not where a key is, and of a mistake only where it gave up, in words for people who
know TOML. So the text is read a second time here, for places alone; what is TOML is for the standard parser to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from mckenzie_tui.flow import signs, slips
from mckenzie_tui.flow.near import nearest

Path = tuple[str | int, ...]
"""A place in a document: ``("steps", 2, "dose", "reps")``."""
DEEPEST_VALUE = 60
"""Lists within lists that are looked into."""


class Spot(NamedTuple):
    """A place in the text, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Slip:
    """The first thing in a text that is not TOML."""

    message: str
    spot: Spot
    meant: str = ""


@dataclass
class Positions:
    """The places of each table, key and value of one document."""

    keys: dict[Path, Spot] = field(default_factory=dict)
    """Where the name of each table and key stands."""
    values: dict[Path, Spot] = field(default_factory=dict)
    """Where each value begins, those inside lists too."""
    on_the_way: dict[Path, Spot] = field(default_factory=dict)
    """Where each table is first named, in its own heading or in that of a table inside it."""
    slip: Slip | None = None
    """What ended the reading before the end of the text."""

    def spot_of(self, path: Path, *, key: bool = False) -> Spot | None:
        """The place of this value, or of the nearest thing around it; None for an empty document.

        A list of tables stands where its first table does; what is nowhere stands at the first key.

        Args:
            path: what is looked for.
            key: point at the name rather than at the value.
        """
        first = self.keys if key else self.values
        for length in range(len(path), 0, -1):
            for near in (path[:length], (*path[:length], 0)):
                whole = length == len(path)
                spot = (first.get(near) if whole else None) or self.keys.get(near) or self.values.get(near)
                if spot is None and whole:
                    spot = self.on_the_way.get(near)
                if spot is not None:
                    return spot
        return next(iter(self.keys.values()), None)


_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_NAMES = re.compile(rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*")
_PART = re.compile(_NAME)
_BLANK = re.compile(r"[ \t]*")
_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_LINE = re.compile(r"[^\n]*")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'")
_STRAY_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*(\\(?![btnfr\"\\]|u[\da-fA-F]{4}|U[\da-fA-F]{8}).)")
_LONG_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""' + r"|'''.*?'''", re.DOTALL)
_QUOTES_BEFORE_THE_END = {'"': re.compile('"{0,2}'), "'": re.compile("'{0,2}")}
"""A long text may end in up to two quotes of its own."""
_BARE = re.compile(r"[^,\]\}#\n]*")
_KEY = re.compile(r"[A-Za-z0-9_-]+[ \t]*=")
_NEW_ENTRY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*[ \t]*=|\[\[?[A-Za-z_][\w.-]*\]\]?[ \t]*(?:#|\n|$)")
"""What can only be the next entry or table, so that a list before it was not closed."""


class _SlippedError(Exception):
    def __init__(self, at: int, slip: slips.Said) -> None:
        self.at = at
        self.slip = slip


def positions(text: str) -> Positions:
    """Find the places of a document, up to the first thing in it that is not TOML."""
    reader = _Reader(text.replace("\r\n", "\n"))
    try:
        reader.document()
    except _SlippedError as slipped:
        spot = reader.spot(slipped.at)
        message, meant = signs.curly(reader.text, *spot) or signs.unseen(reader.text, *spot) or slipped.slip
        reader.found.slip = Slip(message, spot, meant)
    return reader.found


class _Reader:
    """Reads a document from its beginning to its end, or to the first slip."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = Positions()
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.line = 0
        self.counts: dict[Path, int] = {}
        """The index of the last table of every list of tables."""
        self.single: dict[Path, int] = {}
        """Where the tables in single brackets stand."""

    def spot(self, at: int) -> Spot:
        """The line and column of a place in the text."""
        while self.line > 0 and self.starts[self.line] > at:
            self.line -= 1
        while self.line + 1 < len(self.starts) and self.starts[self.line + 1] <= at:
            self.line += 1
        return Spot(self.line + 1, at - self.starts[self.line] + 1)

    def fail(self, at: int, said: slips.Said) -> NoReturn:
        raise _SlippedError(at, said)

    def document(self) -> None:
        """Read everything."""
        table: Path = ()
        while True:
            self._skip(_SPACE)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._entry(table)
                self._end_of_line()

    def _skip(self, what: re.Pattern[str]) -> str:
        found = what.match(self.text, self.at)
        taken = found[0] if found else ""
        self.at += len(taken)
        return taken

    def _rest(self, at: int | None = None) -> str:
        found = _LINE.match(self.text, self.at if at is None else at)
        return found[0] if found else ""

    def _header(self) -> Path:
        start = self.at
        line = self._rest().split("#")[0].rstrip()
        twice = line.startswith("[[")
        self.at += 2 if twice else 1
        self._skip(_BLANK)
        named = self.at
        names = self._skip(_NAMES)
        self._skip(_BLANK)
        closing = "]]" if twice else "]"
        rest = self._rest().split("#")[0].rstrip()
        if rest != closing:
            where = self.at if names and rest.startswith(closing) else start
            self.fail(where, slips.header(line, rest, closing))
        self.at += len(closing)
        return self._enter(start, named, names, twice=twice)

    def _enter(self, start: int, named: int, names: str, *, twice: bool) -> Path:
        """The path of a table header, with the index of every list of tables on the way."""
        path: Path = ()
        parts = list(_PART.finditer(names))
        for depth, part in enumerate(parts):
            path += (_unquoted(part[0]),)
            if twice and depth == len(parts) - 1 and path not in self.counts and path in self.found.on_the_way:
                early = self.found.on_the_way[path]
                if path not in self.single:
                    self.fail(self.starts[early.line - 1], slips.before_its_list(names))
            self.found.on_the_way.setdefault(path, self.spot(named + part.start()))
            last = depth == len(parts) - 1
            if last and twice:
                if path in self.single:
                    self.fail(self.single[path], slips.single_brackets(names))
                self.counts[path] = self.counts.get(path, -1) + 1
            elif last and path in self.counts:
                self.fail(start, slips.single_brackets(names))
            if path in self.counts:
                path += (self.counts[path],)
        if path in self.found.keys:
            self._twice(start, path, names)
        if not twice:
            self.single[path] = start
        self.found.keys[path] = self.spot(named + parts[-1].start())
        return path

    def _twice(self, start: int, path: Path, names: str) -> NoReturn:
        """The same heading again: that of the list above it is missing, or misspelt."""
        first = self.found.keys[path]
        above = names.rpartition(".")[0]
        in_list = isinstance(path[-2:-1][-1] if len(path) > 1 else "", int)
        for other, spot in self.found.keys.items():
            misspelt = len(other) == 2 and isinstance(other[1], int) and spot > first and str(other[0])
            if in_list and misspelt and nearest(misspelt, [above]):
                self.fail(self.starts[spot.line - 1], slips.misspelt_heading(misspelt, above))
        if not in_list and slips.is_list(names):
            self.fail(self.starts[first.line - 1], slips.single_brackets(names))
        self.fail(start, slips.table_twice(names, first.line, above if in_list else ""))

    def _entry(self, table: Path) -> None:
        start = self.at
        names = self._skip(_NAMES)
        self._skip(_BLANK)
        if not names or not self.text.startswith("=", self.at):
            self.fail(start, slips.no_key(self._rest(start)))
        path = table
        for part in _PART.finditer(names):
            path += (_unquoted(part[0]),)
            last = self.spot(start + part.start())
        if path in self.found.keys:
            self.fail(start, slips.key_twice(names, self.found.keys[path].line))
        self.found.keys[path] = last
        self.at += 1
        self._skip(_BLANK)
        self._value(path, 0)

    def _value(self, path: Path, depth: int) -> None:
        start = self.at
        self.found.values[path] = self.spot(start)
        if depth > DEEPEST_VALUE:
            self.fail(start, slips.TOO_DEEP)
        match self.text[start : start + 1]:
            case '"' | "'":
                self._string()
            case "[":
                self._list(path, depth)
            case "{":
                self._inline(path, depth)
            case _:
                word = self._skip(_BARE).rstrip()
                self.at = start + len(word)
                key = next(part for part in reversed(path) if isinstance(part, str))
                if said := slips.bare(word, self._rest(start), key, alone=depth == 0):
                    self.fail(start, said)

    def _string(self) -> None:
        start = self.at
        quote = self.text[start]
        if self.text.startswith(quote * 3, start):
            if not (found := _LONG_STRING.match(self.text, start)):
                self.fail(start, slips.long_text_open(quote))
            self.at = found.end()
            self._skip(_QUOTES_BEFORE_THE_END[quote])
            return
        found = _STRING.match(self.text, start)
        if not found:
            self.fail(start, slips.text_open(self._rest(start)))
        if quote == '"' and (wrong := _STRAY_BACKSLASH.search(found[0])):
            self.fail(start + wrong.start(1), slips.backslash(wrong[1]))
        self.at = found.end()

    def _list(self, path: Path, depth: int) -> None:
        start = self.at
        self.at += 1
        for index in range(len(self.text)):
            self._skip(_SPACE)
            if self.spot(self.at).line == self.spot(start).line and _KEY.match(self.text, self.at):
                self.fail(start, slips.KEYS_IN_A_LIST)
            self._still_inside(start)
            if self.text[self.at] == "]":
                break
            self._value((*path, index), depth + 1)
            end = self.at
            self._skip(_SPACE)
            self._still_inside(start)
            if self.text[self.at] not in ",]":
                same_line = "\n" not in self.text[end : self.at]
                self.fail(end, slips.no_comma(self._rest(), self.text[end - 1], same_line=same_line))
            if self.text[self.at] == "]":
                break
            self.at += 1
        self.at += 1

    def _still_inside(self, start: int) -> None:
        """Refuse the end of the text, or the next entry, where a list is still open."""
        if self.at >= len(self.text) or _NEW_ENTRY.match(self.text, self.at):
            self.fail(start, slips.list_open(self.spot(self.at).line if self.at < len(self.text) else None))

    def _inline(self, path: Path, depth: int) -> None:
        start = self.at
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at : self.at + 1] != "}":
            if self.at >= len(self.text) or self.text[self.at] == "\n":
                self.fail(start, slips.BRACES_OPEN)
            if depth > DEEPEST_VALUE:
                self.fail(start, slips.TOO_DEEP)
            self._entry_inside(path, depth + 1)
            end = self.at
            self._skip(_BLANK)
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
                self._skip(_BLANK)
            elif self.text[self.at : self.at + 1] not in ("}", "\n", ""):
                self.fail(end, slips.no_comma(self._rest(), self.text[end - 1], same_line=True))
        self.at += 1

    def _entry_inside(self, path: Path, depth: int) -> None:
        start = self.at
        names = self._skip(_NAMES)
        self._skip(_BLANK)
        if not names or not self.text.startswith("=", self.at):
            self.fail(start, slips.no_key(self._rest(start)))
        for part in _PART.finditer(names):
            path += (_unquoted(part[0]),)
        if path in self.found.keys:
            self.fail(start, slips.key_twice(names, self.found.keys[path].line))
        self.found.keys[path] = self.spot(start)
        self.at += 1
        self._skip(_BLANK)
        self._value(path, depth)

    def _end_of_line(self) -> None:
        end = self.at
        self._skip(_BLANK)
        rest = self._rest()
        if rest and not rest.startswith("#"):
            below = self._rest(self.at + len(rest) + 1).strip()
            self.fail(self.at, slips.something_behind(rest, self.text[end - 1], below))


def _unquoted(name: str) -> str:
    return name[1:-1] if name[0] in "\"'" else name
