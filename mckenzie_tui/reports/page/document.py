"""The whole file: a sheet for each session, and an overview before several."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from mckenzie_tui.reports.markup import Markup, element, joined
from mckenzie_tui.reports.page.chart import patterns
from mckenzie_tui.reports.page.overview import overview
from mckenzie_tui.reports.page.sheet import sheet
from mckenzie_tui.session import Session

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may do with the page: show it, and nothing else."""


def page(sessions: Sequence[Session], left_out: Sequence[str] = ()) -> str:
    """The sessions, the earliest first, as one file of HTML.

    Args:
        sessions: at least one.
        left_out: the files of the range that could not be read.
    """
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    first = sessions[0].started_at
    until = f" to {sessions[-1].started_at:%Y-%m-%d}" if len(sessions) > 1 else ""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("title", f"Low back session report, {first:%Y-%m-%d}{until}"),
        # The style sheet is the program's own; escaped, its quotes would not be quotes.
        element("style", Markup(style)),
    )
    before = [overview(sessions, left_out)] if len(sessions) > 1 or left_out else []
    body = element("body", patterns(), element("main", *before, *map(sheet, sessions)))
    return joined(Markup("<!DOCTYPE html>\n"), element("html", head, body, lang="en"), "\n")
