"""The kinds of reports, each made by a module of its own that is imported only for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath

from mckenzie_tui.reports.discreet import without_notes
from mckenzie_tui.session import Session


class Kind(StrEnum):
    """What a report is written as."""

    TEXT = "text"
    HTML = "html"
    CSV = "csv"
    FHIR = "fhir"
    """A bundle of one session."""


_ENDINGS = {".txt": Kind.TEXT, ".html": Kind.HTML, ".htm": Kind.HTML, ".csv": Kind.CSV}


def kind_of(name: str) -> Kind | None:
    """The kind that the ending of a file's name means; None where it means none."""
    return _ENDINGS.get(PurePath(name).suffix.lower())


def report(sessions: Sequence[Session], kind: Kind, left_out: Sequence[str] = (), *, notes: bool = True) -> bytes:
    """A report of some sessions, in UTF-8, the earliest session first.

    Args:
        sessions: at least one; just one for a bundle.
        kind: what to write it as.
        left_out: the files of the range that could not be read; a table has no place for them.
        notes: whether what people wrote in their own words is in it.
    """
    told = sorted(sessions, key=lambda session: session.started_at)
    if not notes:
        told = list(map(without_notes, told))
    match kind:
        case Kind.TEXT:
            from mckenzie_tui.reports.text import text

            return text(told, left_out).encode()
        case Kind.CSV:
            from mckenzie_tui.reports.table import table

            return table(told)
        case Kind.FHIR:
            from mckenzie_tui.reports.fhir import bundle

            [single] = told
            return (json.dumps(bundle(single), indent=2, ensure_ascii=False) + "\n").encode()
        case Kind.HTML:
            from mckenzie_tui.reports.page.document import page

            return page(told, left_out).encode()


def file_name(session: Session, kind: Kind, number: int = 1) -> str:
    """A name for a report of one session, of letters, digits, hyphens and one dot: portals refuse others.

    Args:
        session: the session.
        kind: what it is written as.
        number: 2 for a second file of that name, and so on.
    """
    again = f"-{number}" if number > 1 else ""
    ending = next(ending for ending, meant in _ENDINGS.items() if meant is kind)
    return f"low-back-report-{session.started_at:%Y-%m-%d-%H%M}{again}{ending}"
