"""What page and program say to each other, in the words of Textual's web driver and of the page's textual.js."""

from __future__ import annotations

import json
import re
from typing import Any, Final

READY: Final = b"__GANGLION__\n"
"""The line with which the driver says that it draws from now on."""
HEAD = 5
"""Bytes before each packet's content: its type, and how many bytes follow."""
MOST_DRAWN = 16 * 1024 * 1024
"""Bytes of one packet; a screen takes some hundred thousand at most."""
MOST_SAID = 64 * 1024
"""Bytes of one message from the page: much more than anybody types, enough for what is pasted into a note."""
MOST_CELLS = 1000
"""Columns or rows of a terminal."""
BELL: Final = b"\a"
"""What the program draws to ring."""

_DATA, _META = b"D", b"M"
LEAVE: Final[dict[str, object]] = {"type": "quit"}


def packet(kind: bytes, content: bytes) -> bytes:
    """A packet as the driver reads it."""
    return kind + len(content).to_bytes(4, "big") + content


def told(what: dict[str, object]) -> bytes:
    """A packet that tells the driver something about the page."""
    return packet(_META, json.dumps(what).encode())


def begun(head: bytes) -> tuple[bool, int]:
    """Whether a packet that begins so is drawn, and how many bytes follow.

    Everything else that the driver offers (opening addresses, handing out files) is not passed on to the page.

    Raises:
        ValueError: this is no packet.
    """
    size = int.from_bytes(head[1:HEAD], "big")
    if head[:1] not in (_DATA, _META, b"P") or size > MOST_DRAWN:
        raise ValueError("not a packet")
    return head[:1] == _DATA, size


def understood(message: str) -> bytes:
    """What a message from the page is as a packet for the driver; empty where the driver need not know.

    Raises:
        ValueError: the page does not say such things.
    """
    try:
        said = json.loads(message)
    except RecursionError as error:
        raise ValueError("too deep") from error
    match said:
        case ["stdin", str(typed)]:
            # A half of a character is no character.
            return packet(_DATA, typed.encode(errors="replace"))
        case ["resize", {"width": width, "height": height}]:
            return told({"type": "resize", "width": _cells(width), "height": _cells(height)})
        case [("focus" | "blur") as what]:
            return told({"type": what})
        case ["ping", str()]:
            return b""
    raise ValueError("not a message of the page")


def asked_size(query: str) -> tuple[int, int]:
    """How many columns and rows a page asks for in the address of its connection; 80 and 24 where it does not."""
    asked = re.fullmatch(r"width=([0-9]{1,4})&height=([0-9]{1,4})", query)
    if asked is None or 0 in (size := (int(asked[1]), int(asked[2]))):
        return 80, 24
    return min(size[0], MOST_CELLS), min(size[1], MOST_CELLS)


def _cells(given: Any) -> int:
    if type(given) is not int or given < 1:
        raise ValueError("not a size")
    return min(given, MOST_CELLS)
