"""Where flows lie, and what the files of those that come along say of themselves: enough to list them by."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.words import Purpose

OWN_FLOWS = "flows"
"""The folder of a person's own flows, in the data folder."""
SUFFIX = ".toml"
"""The end of the name of each file that is read here."""
COMES_ALONG = "comes with mckenzie-tui"
"""Where a flow comes from that is nobody's own."""
_CHECKOUT = Path(__file__).resolve().parents[2]


def bundled_folder() -> Traversable:
    """The folder of flows: inside the installed package, or beside it in a checkout."""
    packaged = files("mckenzie_tui").joinpath("flows")
    if packaged.is_dir():
        return packaged
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "flows"
    raise FileNotFoundError("mckenzie-tui was installed without its flows")


def ids_in(folder: Traversable) -> list[str]:
    """The ids of the flows that come along: the names of their files."""
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(SUFFIX))
    return [name.removesuffix(SUFFIX) for name in names]


def own_files(folder: Path | None) -> list[Path]:
    """The files of a person's own flows, in the order of their names; none where the folder cannot be read."""
    with suppress(OSError):
        if folder is not None:
            listed = [file for file in folder.iterdir() if file.suffix == SUFFIX and is_file(file)]
            return sorted((file for file in listed if not file.name.startswith(".")), key=lambda file: file.stem)
    return []


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


@dataclass(frozen=True)
class Heading:
    """What a flow says of itself before its first table."""

    version: str
    title: str
    summary: str
    purpose: Purpose


def headings(folder: Traversable) -> dict[str, Heading | None]:
    """What each flow that comes along says of itself, under its id; None where it is not as it should be.

    They are in the order of what people come for, the usual one first.
    """
    found = {name: _heading(folder, name) for name in ids_in(folder)}
    order = list(Purpose)

    def place(name: str) -> tuple[bool, int, str]:
        heading = found[name]
        return name != DEFAULT_FLOW, *((order.index(heading.purpose), heading.title) if heading else (0, ""))

    return {name: found[name] for name in sorted(found, key=place)}


def _heading(folder: Traversable, name: str) -> Heading | None:
    try:
        said = tomllib.loads((folder / f"{name}{SUFFIX}").read_text(encoding="utf-8").partition("\n[")[0])
        purpose = Purpose(said.get("purpose", Purpose.HURTS_NOW))
        return Heading(_text(said, "version"), _text(said, "title"), _text(said, "summary"), purpose)
    except (OSError, LookupError, TypeError, ValueError):
        return None


def _text(said: dict[str, Any], key: str) -> str:
    if not isinstance(said[key], str):
        raise TypeError(f"'{key}' is no text")
    return str(said[key])
