"""One session on one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.reasons import in_words_of_assessment
from mckenzie_tui.report.asked import screening
from mckenzie_tui.report.one_line import STATUS_WORDS
from mckenzie_tui.report.trail import RESPONSE_MARKS, Mark
from mckenzie_tui.reports import clinical
from mckenzie_tui.reports.clinical import one_line
from mckenzie_tui.reports.course import best_exercise
from mckenzie_tui.reports.first import NOTHING, look_at_first
from mckenzie_tui.reports.markup import Markup, element
from mckenzie_tui.reports.page.chart import chart, legend
from mckenzie_tui.reports.page.fitting import WIDTH, Close, Texts, closeness
from mckenzie_tui.reports.page.trend import Point, trend
from mckenzie_tui.reports.readings import readings
from mckenzie_tui.session import Session, StepRecord
from mckenzie_tui.words import Response, Side, Status

_COLUMNS = ((3, 19, 15, 11, 35, 17), (3, 22, 20, 0, 35, 20))
"""How wide the columns of the table are, in hundredths; the second one without what was seen during an exercise."""


def sheet(session: Session) -> Markup:
    """One session: what to look at first, where it hurt before and after, what was done, and what follows."""
    close = _closeness(session)
    parts = [
        _heading(session),
        _first(session),
        element("div", _result(session, close), _charts(session), class_="side-by-side"),
        _path(session),
        _steps(session),
        _follow_up_and_plan(session),
        _footer(session),
    ]
    return element("article", *parts, class_=f"sheet {close.name}".strip())


def _closeness(session: Session) -> Close:
    """How close the letters stand, by how much there is to say."""
    parts = [
        Texts(look_at_first(session) or (NOTHING,), WIDTH - 12, room=8),
        Texts(tuple(_footer_lines(session)), WIDTH, 0.76, 5),
    ]
    widths = [WIDTH * share / 100 - 3.2 for share in _columns(session)]
    for number, step in enumerate(session.steps, 1):
        cells = [(cell, width) for cell, width in zip(_cells(session, number, step), widths, strict=True) if width > 0]
        told, width = max(cells, key=lambda cell: sum(len(line) / cell[1] + 0.5 for line in cell[0]))
        parts.append(Texts(told, width, 0.95, 1.7))
    names = [*(step.title for step in session.steps), *(skipped.title for skipped in session.skipped)]
    if names:
        cell = WIDTH / len(names) - 3.4
        parts.append(Texts(("", "Steps", max(names, key=len), "worse, stayed worse", ""), cell, room=14))
    beside = [sum(map(len, lines)) for _, *lines in _beside(session)]
    if beside:
        parts.append(Texts(("x" * max(beside), "title"), WIDTH / len(beside) - 6, room=4))
    return closeness(parts)


def _columns(session: Session) -> tuple[int, ...]:
    return _COLUMNS[not any(step.during or step.range_of_movement for step in session.steps)]


def _section(title: str, *inner: str, class_: str) -> Markup:
    return element("section", element("h2", title), *inner, class_=class_)


def _facts(*facts: tuple[str, str]) -> Markup:
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", told)) for name, told in facts if told),
        class_="facts",
    )


def _heading(session: Session) -> Markup:
    flow = session.flow
    marked = clinical.side_of(session)
    unknown = "not marked" if session.baseline is None else "none: no pain at the start"
    side = clinical.SIDE_WORDS_IN_FULL[marked] if marked is not None else unknown
    began, ended = session.started_at, session.finished_at
    minutes = f", {max(1, round((ended - began).total_seconds() / 60))} min" if ended is not None else ""
    based_on = flow.based_on
    return element(
        "header",
        element(
            "div",
            element("p", "Low back session report", class_="kind"),
            element("h1", element("time", f"{began:%Y-%m-%d %H:%M}", datetime=began.isoformat())),
        ),
        _facts(
            ("Patient", session.patient or ""),
            ("Where", f"{clinical.MODE_WORDS[session.mode]}{minutes}"),
            ("Painful side", side),
            ("Flow", f"{one_line(flow.title)} {one_line(flow.version)}"),
            ("Group", "; ".join(map(one_line, session.groups or ()))),
            ("Based on", f"{one_line(based_on.id)} {one_line(based_on.version)}" if based_on else ""),
            ("Changed", "; ".join(map(one_line, based_on.changes)) if based_on else ""),
            ("Status", STATUS_WORDS[session.status] if session.status is not Status.FINISHED else ""),
        ),
    )


def _first(session: Session) -> Markup:
    found = look_at_first(session)
    told = element("ul", *(element("li", line) for line in found)) if found else element("p", NOTHING)
    return _section("Look at first", told, class_="first" if found else "first nothing")


def _result(session: Session, close: Close) -> Markup:
    result = session.result
    lines = [element("p", one_line(session.ending_title or session.ending or "Not finished"), class_="ending")]
    if result is not None and result.direction is not None:
        lines.append(
            element(
                "p",
                "Direction: ",
                element("strong", str(result.direction)),
                element("br"),
                "Best exercise: ",
                element("strong", best_exercise(session)),
            )
        )
    if result is not None and result.why:
        lines.append(element("p", one_line(result.why[0])))
    return element("div", _section("Result", *lines, class_="result"), _trend(session, close), class_="column")


def _trend(session: Session, close: Close) -> Markup:
    found = readings(session)
    if not found:
        return Markup()
    points = [Point(reading.tick, reading.symptoms.back_pain, reading.symptoms.leg_pain) for reading in found]
    return _section(
        "Pain at each reading",
        trend(points, "Pain at each reading of the session, 0 to 10.", height=2 * close.pictures),
        element(
            "p",
            "0 none, 10 worst imaginable; \N{DOWNWARDS ARROW} lower is better. Numbers: after this step.",
            class_="caption",
        ),
        class_="pain",
    )


def _charts(session: Session) -> Markup:
    found = readings(session)
    if not found:
        return _section("Where it hurt", element("p", "Nothing was marked."), class_="charts")
    pictured = [("Before" if session.steps or session.baseline else "Marked", found[0])]
    if len(found) > 1:
        pictured.append(("After", found[-1]))
    figures = (
        element(
            "figure",
            element("figcaption", element("strong", f"{name}: "), reading.when),
            chart(reading.symptoms),
            element("p", clinical.marks_short(reading.symptoms)),
        )
        for name, reading in pictured
    )
    return _section("Where it hurt", element("div", *figures, class_="figures"), legend(), class_="charts")


def _path(session: Session) -> Markup:
    if not session.steps and not session.skipped:
        return Markup()
    cells = [_cell(f"{number}", step, session.painful_side) for number, step in enumerate(session.steps, 1)]
    cells += [
        element(
            "li",
            element("span", element("b"), element("b", Mark.LEFT_OUT), class_="mark"),
            element("span", one_line(skipped.title), class_="name"),
            element("span", f"left out: {clinical.PASSED_OVER_WORDS[skipped.reason]}", class_="word"),
            class_="left-out",
        )
        for skipped in session.skipped
    ]
    return _section("The path taken", element("ol", *cells), class_="path")


def _cell(number: str, step: StepRecord, painful: Side | None) -> Markup:
    mark, word = RESPONSE_MARKS[step.counted] if step.counted is not None else (Mark.HERE, "not answered")
    if step.counted is Response.WORSENED and step.settled_counted is not None:
        word = "worse, settled" if step.settled_counted else "worse, stayed worse"
    for_other = clinical.for_side_short(painful, step.side)
    return element(
        "li",
        element("span", element("b", number), element("b", mark), class_="mark"),
        element("span", one_line(step.title) + for_other, class_="name"),
        element("span", word, class_="word"),
        class_=f"answer-{step.counted or 'none'}{' lasting' if step.settled_counted is False else ''}",
    )


def _steps(session: Session) -> Markup:
    if not session.steps:
        return Markup()
    shares = _columns(session)
    names = ("", "Exercise, done", "Before", "During, ROM", "After testing", "Verdict of the chart")
    shown = [(name, share) for name, share in zip(names, shares, strict=True) if share]
    head = element("tr", *(element("th", name, scope="col", style=f"width:{share}%") for name, share in shown))
    rows = []
    for number, step in enumerate(session.steps, 1):
        first, *cells = (cell for cell, share in zip(_cells(session, number, step), shares, strict=True) if share)
        told = (element("td", *(element("div", line) for line in cell)) for cell in cells)
        rows.append(element("tr", element("th", *first, scope="row"), *told))
    return _section("Steps", element("table", element("thead", head), element("tbody", *rows)), class_="steps")


def _cells(session: Session, number: int, step: StepRecord) -> tuple[tuple[str, ...], ...]:
    """The cells of the row of a step, each with its lines."""
    side = session.painful_side
    rom = clinical.ROM_WORDS[step.range_of_movement] if step.range_of_movement is not None else ""
    verdict = in_words_of_assessment(one_line(step.verdict or ""))
    return (
        (f"{number}",),
        (clinical.step_short(step, side),),
        (_before(session, number, step),),
        tuple(filter(None, (clinical.during_short(step), rom))),
        tuple(_after(step)),
        (f"{verdict} ({one_line(step.rule)})" if step.rule else verdict,),
    )


def _before(session: Session, number: int, step: StepRecord) -> str:
    """What was felt before a step; where that is what the step before it left, only that."""
    if step.before is None or step.counted is Response.CANNOT:
        return ""
    earlier = clinical.final_of(session.steps[number - 2]) if number > 1 else None
    return f"as after step {number - 1}" if step.before == earlier else clinical.marks_short(step.before)


def _after(step: StepRecord) -> Iterator[str]:
    if step.recheck is not None and step.after is not None:
        yield f"on stopping: {clinical.marks_short(step.after)}"
    rested = "after a rest: " if step.recheck is not None else ""
    yield f"{rested}{clinical.after_short(step)}"
    yield from (*clinical.said_otherwise(step), *clinical.chosen_short(step))


def _beside(session: Session) -> Iterator[tuple[str, ...]]:
    """What comes after the steps, each with its title first."""
    if session.observations:
        yield (
            "Observed, not judged",
            *(f"{one_line(each.asked)} {one_line(each.seen)}" for each in session.observations),
        )
    if session.follow_up is not None:
        yield "Follow-up", clinical.follow_up_short(session)
    if (plan := session.plan) is not None:
        stop = f"Told to stop: {' '.join(map(one_line, plan.stop))}" if plan.stop else ""
        yield tuple(
            filter(
                None, ("Plan", clinical.plan_short(plan, clinical.side_of(session)), one_line(plan.about_dose), stop)
            )
        )
    cleared = "; ".join(one_line(answer.matter) for answer in session.safety if answer.cleared)
    told = f"Yes, but cleared by a clinician: {cleared}" if cleared else ""
    yield tuple(filter(None, ("What was asked", *map(one_line, screening(session)), told)))


def _follow_up_and_plan(session: Session) -> Markup:
    parts = [
        _section(title, *(element("p", line) for line in lines), class_="beside") for title, *lines in _beside(session)
    ]
    return element("div", *parts, class_="side-by-side") if parts else Markup()


def _footer(session: Session) -> Markup:
    *lines, last = _footer_lines(session)
    return element("footer", *(element("p", line) for line in lines), element("p", element("strong", last)))


def _footer_lines(session: Session) -> Iterator[str]:
    sources = dict.fromkeys(session.result.sources if session.result else ())
    # A plan may name its sources by their ids in the flow, which say nothing on paper.
    sources |= dict.fromkeys(source for source in (session.plan.sources if session.plan else ()) if " " in source)
    if sources:
        yield f"What the rules rest on: {' | '.join(map(one_line, sources))}"
    flow, program = session.flow, session.program
    yield (
        f"{one_line(program.name)} {one_line(program.version)}, session {session.id}, "
        f"flow {one_line(flow.id)} {one_line(flow.version)}, sha256 {one_line(flow.sha256)}"
    )
    yield clinical.DISCLAIMER
