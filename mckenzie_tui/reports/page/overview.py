"""The first page of a report of several sessions: their course, and a row for each."""

from __future__ import annotations

from collections.abc import Sequence

from mckenzie_tui.report.one_line import STATUS_WORDS
from mckenzie_tui.reports import clinical
from mckenzie_tui.reports.clinical import one_line
from mckenzie_tui.reports.course import best_exercise, summary
from mckenzie_tui.reports.first import look_at_first
from mckenzie_tui.reports.markup import Markup, element
from mckenzie_tui.reports.page.trend import Point, trend
from mckenzie_tui.reports.readings import readings
from mckenzie_tui.session import Session

_COLUMNS = (("Session", 16), ("Side", 7), ("At the start", 22), ("At the end", 22), ("Result", 21), ("To look at", 12))
"""The columns of the table, each with its width in hundredths."""


def overview(sessions: Sequence[Session], left_out: Sequence[str]) -> Markup:
    """The course of some sessions, the earliest first.

    Args:
        sessions: at least one.
        left_out: the files of the range that could not be read.
    """
    patient = sessions[0].patient
    lines = [*summary(sessions), *(f"Left out, cannot be read: {name}" for name in left_out)]
    return element(
        "article",
        element(
            "header",
            element(
                "div",
                element("p", "Low back sessions report", class_="kind"),
                element("h1", f"{sessions[0].started_at:%Y-%m-%d} to {sessions[-1].started_at:%Y-%m-%d}"),
            ),
            element("p", f"Patient: {patient}" if patient else ""),
        ),
        element("section", element("h2", "Summary"), element("ul", *(element("li", line) for line in lines))),
        _trend(sessions),
        element("section", element("h2", "Sessions"), _table(sessions), class_="steps"),
        element("footer", element("p", element("strong", clinical.DISCLAIMER))),
        class_="sheet",
    )


def _trend(sessions: Sequence[Session]) -> Markup:
    points = [
        Point(f"{session.started_at:%m-%d}", session.baseline.symptoms.back_pain, session.baseline.symptoms.leg_pain)
        for session in sessions
        if session.baseline is not None
    ]
    if not points:
        return Markup()
    return element(
        "section",
        element("h2", "Pain at the start of each session"),
        trend(points, "Pain at the start of each session, 0 to 10.", 420, 130),
        element(
            "p",
            "0 none, 10 worst imaginable; \N{DOWNWARDS ARROW} lower is better. Below: month and day.",
            class_="caption",
        ),
        class_="pain",
    )


def _table(sessions: Sequence[Session]) -> Markup:
    head = element("thead", element("tr", *(element("th", n, scope="col", style=f"width:{s}%") for n, s in _COLUMNS)))
    return element("table", head, element("tbody", *map(_row, sessions)))


def _row(session: Session) -> Markup:
    found = readings(session)
    side = clinical.side_of(session)
    direction = session.result.direction if session.result else None
    best = best_exercise(session)
    ending = one_line(session.ending_title or session.ending or STATUS_WORDS[session.status])
    entries = len(look_at_first(session))
    return element(
        "tr",
        element("th", f"{session.started_at:%Y-%m-%d %H:%M}", scope="row"),
        element("td", clinical.SIDE_WORDS[side] if side is not None else ""),
        element("td", clinical.marks_short(found[0].symptoms) if found else ""),
        element("td", clinical.marks_short(found[-1].symptoms) if len(found) > 1 else ""),
        element("td", "; ".join(filter(None, (ending, f"{direction}" if direction else "", best)))),
        element("td", f"{entries} {'entry' if entries == 1 else 'entries'}" if entries else ""),
    )
