"""Reads a session log with nothing of the program: what is on the disk, as somebody else would find it."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

END = b"\n[seal]\n"
Said = tuple[str, str]
"""The place of an answer, and what was said there."""


class NotWholeError(Exception):
    """These bytes are not a whole log."""


def document(data: bytes) -> dict[str, Any]:
    """What a log holds, without its seal."""
    body, mark, seal = data.rpartition(END)
    if not mark or seal != f'sha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode():
        raise NotWholeError
    return tomllib.loads(body.decode())


def sealed(body: str | bytes) -> bytes:
    """This text as a log whose seal fits."""
    body = body.encode() if isinstance(body, str) else body
    return body + END + f'sha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode()


def body_of(data: bytes) -> str:
    """The text of a log before its seal."""
    return data.rpartition(END)[0].decode()


def all_said(data: bytes) -> list[Said]:
    """Every answer of a log, those taken back included."""
    return [(answer["place"], answer["event"]) for answer in document(data).get("answers", [])]


def standing(data: bytes) -> list[Said]:
    """The answers of a log that were not taken back."""
    answers = document(data).get("answers", [])
    return [(answer["place"], answer["event"]) for answer in answers if "taken_back_at" not in answer]


def logs(folder: Path) -> dict[str, bytes]:
    """Every file of a folder that a person would take for a session, with its bytes."""
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*.toml")}


def litter(folder: Path) -> list[str]:
    """What lies beside the logs, but for locks."""
    if not folder.is_dir():
        return []
    return [path.name for path in folder.iterdir() if path.suffix not in (".toml", ".lock")]
