"""What a person probably did where a file is no TOML, said to people who have never heard of TOML."""

from __future__ import annotations

import re
import unicodedata

from mckenzie_tui.flow.numerals import how_to_write, number_wanted, range_wanted, written

Said = tuple[str, str]
"""What is wrong, and what was probably meant or nothing."""

_LISTS = frozenset(
    {"steps", "rules", "after_last_step", "endings", "sources", "exercises", "precautions", "question_sets"}
    | {"questions", "more_signs", "personas", "sections"}
)
"""Parts of which there may be several."""
_NUMBER = re.compile(
    r"[+-]?(?:\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|inf|nan)"
    r"|\d{4}-\d\d-\d\d.*|\d\d:\d\d.*"
)
TOO_DEEP: Said = ("there are too many brackets inside each other", "")
BRACES_OPEN: Said = ("what begins with { here must end with } on the same line", "")


def plain(text: str) -> str:
    """A name as ids and keys are written: small letters without accents, digits, and _ for what stands between."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def header(line: str, rest: str, closing: str) -> Said:
    """A line that begins with a bracket and does not end as it must.

    Args:
        line: the line, without what stands behind a #.
        rest: what of it was not understood.
        closing: the brackets that it needed.
    """
    if rest.startswith(closing) and rest != closing:
        return (f"nothing may stand behind the {closing}; begin a new line after it", "")
    name = line.strip("[] \t")
    if line.replace(" ", "") == f"[[{name}]]":
        return ("no blank may stand between the brackets", f"[[{name}]]")
    if re.fullmatch(r"[A-Za-z0-9_.-]+", name):
        opening = closing.replace("]", "[")
        more = "" if line.endswith("]") else " at the end"
        return (
            f"the brackets around '{name}' do not fit together{more}: as many must close as open",
            _either(opening, line, name, closing),
        )
    if re.fullmatch(r"[^\[\]=\"']+", name):
        right = ".".join(plain(part) for part in name.split("."))
        return (
            f"a name in brackets has only the letters a to z, digits and _, which '{name}' has not",
            f"[{right}]" if closing == "]" else f"[[{right}]]",
        )
    return ("this line begins with a bracket, but it is no heading such as [start] or [[steps]]", "")


def _either(opening: str, line: str, name: str, closing: str) -> str:
    doubled = line.startswith("[[") or line.rstrip().endswith("]]")
    return f"[[{name}]]" if doubled else f"{opening}{name}{closing}"


def single_brackets(name: str) -> Said:
    """One table of a list in single brackets."""
    return (f"there are several [[{name}]] in this file, so each needs two brackets on both sides", f"[[{name}]]")


def is_list(name: str) -> bool:
    """Whether there may be several parts of this name in a file, so that its heading has two brackets."""
    return name.rpartition(".")[2] in _LISTS


def before_its_list(list_name: str) -> Said:
    """A part of a list above the first heading of that list."""
    return (f"this part belongs below a line [[{list_name}]], and the first of them comes later", "")


def misspelt_heading(name: str, meant: str) -> Said:
    """A heading of two brackets that is nearly that of a list there is."""
    return (f"there is no part called [[{name}]]", f"[[{meant}]]")


def table_twice(name: str, first: int, list_name: str) -> Said:
    """The same heading again.

    Args:
        name: what stands in its brackets.
        first: where it stood before.
        list_name: the list that it is a part of; empty where it is of none.
    """
    hint = f" Is a line [[{list_name}]] missing above this one?" if list_name else " Put the lines of both together"
    return (f"[{name}] stands here a second time; the first is in line {first}.{hint}".rstrip("."), "")


def key_twice(name: str, first: int) -> Said:
    """The same key again."""
    return (
        f"'{name}' stands here a second time; the first is in line {first}. Take one of them away. Or, if something"
        " new begins here, its line in brackets is missing above",
        "",
    )


def no_key(line: str) -> Said:
    """A line that does not begin as ``key =``."""
    name, equals, _ = line.partition("=")
    name = name.strip()
    if line[:1] in ",]}":
        return (f"a '{line[0]}' stands here that belongs to nothing. Was a list closed too early?", "")
    if line[:1] in "\"'":
        return ("this line is a text that belongs to nothing. Was the list above it closed too early?", "")
    if braced := re.fullmatch(r"([{(<]+)\s*([\w.]+)\s*[})>]+", line.split("#")[0].strip()):
        opening, closing = ("[[", "]]") if len(braced[1]) > 1 else ("[", "]")
        return ("the name of a part stands in square brackets", f"{opening}{braced[2]}{closing}")
    colon = re.match(r"([\w-]+)\s*:\s*(.*)", line)
    if colon and (not equals or len(colon[1]) < len(name)):
        return ("between a key and its value stands =, not a colon", f"{colon[1]} = {colon[2]}"[:60])
    if equals and not name:
        return ("there is no key before the =", "")
    if equals and (closer := re.fullmatch(r"\[*\s*([\w.-]+)\s*\]+", name)):
        return (f"the brackets around '{closer[1]}' do not fit together", "")
    if equals and re.fullmatch(r"[\w .-]+", name):
        return (f"a key is one word, of the letters a to z, digits and _; '{name}' is not", plain(name))
    if re.fullmatch(r"\[*[\w.]+\]+", name) and not equals:
        bare = name.strip("[]")
        return (
            f"the brackets around '{bare}' do not fit together: as many must open as close",
            f"[[{bare}]]" if name.endswith("]]") else f"[{bare}]",
        )
    if (first := re.match(r"[\w-]+(?=\s+[\"'\[\d])", line)) and not equals:
        return (f"there is no = after '{first[0]}'", f"{first[0]} = …")
    if line.startswith("//"):
        return ("a remark begins with #, not with //", "")
    return ("this line is not understood. A line looks like: key = value. A remark begins with #", "")


def bare(word: str, line: str, key: str = "", *, alone: bool = True) -> Said | None:
    """A value that is neither a text, a list nor a table; None where it is a number, or true or false.

    Args:
        word: the value, up to what could end it.
        line: the rest of the line, from the value on.
        key: whose value it is.
        alone: whether it is the whole value, and not an entry of a list.
    """
    if word in ("true", "false"):
        return None
    if re.fullmatch(r"[+-]?0\d+", word):
        return ("a number does not begin with 0", word.lstrip("+-0")[:12] or "0")
    if _NUMBER.fullmatch(word):
        return None
    if not word:
        return (
            "there is nothing after the ="
            if not line or line[0] == "#"
            else f"a value is missing before the '{line[0]}'",
            "",
        )
    if word.startswith("="):
        return ("there is one = too many", "")
    if word.lower() in ("true", "false", "yes", "no", "on", "off"):
        right = "true" if word.lower() in ("true", "yes", "on") else "false"
        return (f"'{word}' is not understood; yes and no are written true and false", right)
    return _more_than_one_word(word, line) or _no_number(word, key) or _no_text(word, line, alone=alone)


def _more_than_one_word(word: str, line: str) -> Said | None:
    """A value with something behind it that makes sense by itself."""
    behind = re.match(r"(\S+)\s+(?=([\w-]+\s*=|//))", word)
    if behind is None or bare(behind[1], line) is not None:
        return None
    if behind[2] == "//":
        return ("a remark begins with #, not with //", "#")
    return ("two entries stand in this line; begin a new line for the second", "")


def _no_number(word: str, key: str) -> Said | None:
    """What stands where a number belongs, or the least and the most."""
    if not (number_wanted(key) or range_wanted(key)):
        return None
    unit = re.fullmatch(r"[+-]?\d+(\s*[a-z%]+)\.?", word)
    meant = written(key, word)
    if unit and meant and number_wanted(key):
        return (f"a number stands alone, without '{unit[1].strip()}'", meant)
    return (f"'{word[:30]}' is not understood here; {how_to_write(key, meant)}", meant)


def _no_text(word: str, line: str, *, alone: bool) -> Said:
    number = re.match(r"[+-]?\d[\d_]*(?:\.\d+)?", word)
    if number and re.fullmatch(r"\s*[a-z%]*\.?", word[number.end() :]):
        return (f"a number stands alone, without '{word[number.end() :].strip()}'", number[0])
    if re.fullmatch(r"\d+(\.\d+)+", word):
        return (f"'{word[:30]}' has more than one point, so it is a text, and needs quotes", f'"{word}"'[:60])
    if bullet := re.match(r"([•·*–—-])\s*(?=[\"'])", word):
        return (f"take the '{bullet[1]}' before the text away", "")
    if not re.search(r"[^\W\d_]", word):
        return (f"'{word[:30]}' is not understood; a number has digits alone, and a text has quotes around it", "")
    whole = line.split(" #")[0].rstrip() if alone else word
    if whole[-1] in "\"'" and whole.count(whole[-1]) == 1:
        return ("the text has no opening quote", f'"{whole}' if len(whole) <= 60 else "")
    return (
        f"'{whole[:30]}' needs quotes before and after it, as every text does",
        f'"{whole}"' if len(whole) <= 40 and '"' not in whole else "",
    )


def text_open(line: str) -> Said:
    """A text that begins and does not end in its line."""
    return (f"the text that begins here has no closing quote ({line[0]}); a text ends in the line it begins in", "")


def long_text_open(quote: str) -> Said:
    """A text in three quotes that has no end."""
    return (f"three quotes ({quote * 3}) begin a text that ends with three quotes, and these are missing", "")


def backslash(found: str) -> Said:
    r"""A backslash before what it cannot stand before."""
    return (f"a backslash has a meaning of its own here ({found}); leave it out, or write two of them", "")


def list_open(next_line: int | None) -> Said:
    """A list without its end.

    Args:
        next_line: where the next entry stands; None where the file ends.
    """
    before = f" before line {next_line}" if next_line else ""
    return (f"the list that begins here has no closing bracket ]{before}", "")


KEYS_IN_A_LIST: Said = ("what has keys and = inside stands in { and }, not in [ and ]", "")


def no_comma(rest: str, before: str, *, same_line: bool) -> Said:
    """Two entries of a list with no comma between them.

    Args:
        rest: what follows.
        before: the last sign of the entry before.
        same_line: whether both stand in one line.
    """
    if joining := re.match(r"(and|or|und|oder|\+|&|/)\s*(?=[\"'])", rest):
        return (f"the entries of a list are separated by commas, not by '{joining[1]}'", ",")
    if before in "\"'" and same_line and re.match(r"\w", rest):
        return _quote_inside("the text ends here", before)
    if rest[:1] == ";":
        return ("the entries of a list are separated by commas, not by ;", ",")
    if rest[:1] in ")}":
        return (f"a list ends with ], not with {rest[0]}", "]")
    return ("a comma is missing here, between two entries of a list", "")


def something_behind(rest: str, before: str, below: str = "") -> Said:
    """More in a line after its value.

    Args:
        rest: what follows the value.
        before: the last sign of the value.
        below: the next line.
    """
    if rest.strip() == "," and before in "\"'" and below[:1] in ('"', "'", "]"):
        return ("a list begins here, and its [ is missing before the first text", "")
    if rest[0] == "," and before.isdigit() and rest[1:2].isdigit():
        return ("a number is written with a point, not with a comma", "")
    if rest[0] in "])}":
        return (f"a '{rest[0]}' stands here, and no bracket before it that it closes", "")
    if before == "]" and rest.strip() == ",":
        return ("the list ends here. If it goes on below, take the ] away, else take the comma away", "")
    if rest.strip() in (",", ";", "."):
        return (f"nothing may stand after the value: take the '{rest[0]}' away", "")
    if re.match(r"[,;]?\s*[\w.-]+\s*=", rest):
        return ("two entries stand in this line; begin a new line for the second", "")
    if before in "\"'":
        return _quote_inside("the text ends before this", before)
    return (f"nothing may stand after the value; '{rest[:30]}' does", "")


def _quote_inside(ends: str, quote: str) -> Said:
    """More behind a text, which is mostly a quote or an apostrophe inside it."""
    if quote == "'":
        return (f'{ends}, and more follows. Is it an apostrophe in the text? Then put " around the text', "")
    return (f'{ends}, and more follows. Is it a quote inside the text? Then write \\" for it', "")
