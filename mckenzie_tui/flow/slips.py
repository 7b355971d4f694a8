"""What a person probably did where a file is no TOML, said to people who have never heard of TOML."""

from __future__ import annotations

import re
import unicodedata

Said = tuple[str, str]
"""What is wrong, and what was probably meant or nothing."""

CURLY = "“”„‟‘’‚‛«»‹›″"
"""The quotes that word processors put in place of straight ones."""
_CURLY = re.compile(f"[{CURLY}]")
_NUMBER = re.compile(
    r"[+-]?(?:\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|inf|nan)"
    r"|\d{4}-\d\d-\d\d.*|\d\d:\d\d.*"
)
_QUOTES = 'Word processors make them: write straight quotes (") instead, and edit flows in a plain text editor'

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


def table_twice(name: str, first: int) -> Said:
    """The same heading again."""
    list_name = name.rpartition(".")[0]
    hint = f" Is a line [[{list_name}]] missing above this one?" if list_name else ""
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
    if line[:1] in "\"'" or _CURLY.match(line):
        return ("this line is a text that belongs to nothing. Was the list above it closed too early?", "")
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


def bare(word: str, line: str) -> Said | None:
    """A value that is neither a text, a list nor a table; None where it is a number, or true or false."""
    if word in ("true", "false") or _NUMBER.fullmatch(word):
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
    if _CURLY.match(word):
        return (f"the text begins with a curly quote ({word[0]}). {_QUOTES}", "")
    if word.lower() in ("true", "false", "yes", "no", "on", "off"):
        right = "true" if word.lower() in ("true", "yes", "on") else "false"
        return (f"'{word}' is not understood; yes and no are written true and false", right)
    number = re.match(r"[+-]?\d[\d_]*(?:\.\d+)?", word)
    if number and re.fullmatch(r"\s*[a-z%]*\.?", word[number.end() :]):
        return (f"a number stands alone, without '{word[number.end() :].strip()}'", number[0])
    if not re.search(r"[^\W\d_]", word):
        return (f"'{word[:30]}' is not understood; a number has digits alone, and a text has quotes around it", "")
    if word[-1] in "\"'":
        return ("the text has no opening quote", f'"{word}'[:60])
    if (behind := re.match(r"(\S+)\s+[\w-]+\s*=", word)) and bare(behind[1], line) is None:
        return ("two entries stand in this line; begin a new line for the second", "")
    return (
        f"'{word[:30]}' needs quotes before and after it, as every text does",
        f'"{word}"' if len(word) <= 40 else "",
    )


def text_open(line: str) -> Said:
    """A text that begins and does not end in its line."""
    if found := re.search(f"[{CURLY}]", line):
        return (f"the text ends with a curly quote ({found[0]}). {_QUOTES}", "")
    return (f"the text that begins here has no closing quote ({line[0]})", "")


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


def no_comma(rest: str, before: str, *, same_line: bool) -> Said:
    """Two entries of a list with no comma between them.

    Args:
        rest: what follows.
        before: the last sign of the entry before.
        same_line: whether both stand in one line.
    """
    if before in "\"'" and same_line and re.match(r"\w", rest):
        return ('the text ends here, and more follows. Is it a quote inside the text? Then write \\" for it', "")
    if rest[:1] == ";":
        return ("the entries of a list are separated by commas, not by ;", ",")
    if rest[:1] in ")}":
        return (f"a list ends with ], not with {rest[0]}", "]")
    return ("a comma is missing here, between two entries of a list", "")


def something_behind(rest: str, before: str) -> Said:
    """More in a line after its value.

    Args:
        rest: what follows the value.
        before: the last sign of the value.
    """
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
        if _CURLY.match(rest):
            return (f"a curly quote ({rest[0]}) stands here. {_QUOTES}", "")
        return ('the text ends before this, and more follows. Is it a quote inside the text? Then write \\" for it', "")
    return (f"nothing may stand after the value; '{rest[:30]}' does", "")
