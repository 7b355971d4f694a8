"""Reports for therapists, made of sessions alone."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from reported import BEGAN, BETTER, START, TINGLING, long_session, session, step
from walks import felt

from mckenzie_tui.answers import Context, LoggedAnswer
from mckenzie_tui.body import SPOTS, Spot, spot_of
from mckenzie_tui.locating import rated, with_numbness
from mckenzie_tui.report.asked import ATTESTED, NOT_ASKED, PASSED_OVER, screening
from mckenzie_tui.report.lines import session_lines
from mckenzie_tui.reports.first import NOTHING, look_at_first
from mckenzie_tui.reports.kinds import Kind, file_name, kind_of, report
from mckenzie_tui.reports.page.chart import chart
from mckenzie_tui.reports.page.document import POLICY, page
from mckenzie_tui.reports.readings import readings
from mckenzie_tui.reports.table import COLUMNS, safe, table
from mckenzie_tui.reports.text import WIDEST, text
from mckenzie_tui.session import Baseline, FollowUp, Result, SafetyAnswer, Session
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import EndingKind, Event, Feels, Mode, Region, Response, Side, Status, View
from mckenzie_tui.words import Kind as Felt

README = Path(__file__).parent.parent / "README.md"
MIDDLE_OF_A_VIEW = 40
HOSTILE = '<script>alert(1)</script> & "quoted" \x1b]0;owned\x07\u202e'


def flat(told: str) -> str:
    return " ".join(told.split())


# Text


def test_a_step_is_told_in_the_words_of_a_clinical_note() -> None:
    assert (
        "1. Rep EIL 1x10 | pre: R calf 6/10 | during: dec, centralising | after: better, "
        "centralised to R buttock 3/10 | ROM up"
    ) in flat(text([session()]))


def test_all_that_a_therapist_asks_for_is_in_the_text() -> None:
    told = flat(text([long_session()]))
    for part in (
        "2026-03-03 09:31 | in the clinic, with a therapist | patient p-7",
        "Flow: Lumbar progression 1.0.0 (sha256 8d8d8d8d8d8d)",
        "Side: R",
        "Baseline: R heel P&N 4/10, R calf 7/10, central low back 3/10 | NPRS back 3/10, leg 7/10",
        "patient unsure twice, counted as no change",
        "on stopping: R toes numb, R heel P&N 4/10, R calf 7/10, central low back 3/10 | after a rest: no worse",
        "patient said no change, counted as worse by the chart",
        "6. Rotation in flexion, side lying (for R symptoms) | after: not possible",
        "chosen against the rules: direction closed by a lasting worsening; session stopped by the rules",
        "reason: to compare",
        "Left out: Extra stretch (precaution)",
        "direction: lateral | best: Rep EIL, hips off center",
        "Plan: Rep EIL, hips off center (for R symptoms) 1x10, hold 2 s, about every 2 h while awake",
        "Follow-up: 24 h after 2026-03-02: STILL WORSE; exercise done 3-5 times a day",
        "Screening, yes but cleared by a clinician: Weight loss without trying",
        "no diagnosis. Not made or checked by the McKenzie Institute, and not affiliated with it.",
    ):
        assert part in told


@pytest.mark.parametrize("sessions", [[long_session("x" * 600)], [session(), long_session()]], ids=len)
def test_no_line_of_the_text_is_wider_than_a_note_and_all_of_it_is_ascii(sessions: list[Session]) -> None:
    lines = text(sessions).splitlines()
    assert max(map(len, lines)) <= WIDEST
    assert all(line.isascii() for line in lines)


def test_several_sessions_begin_with_their_course() -> None:
    worse = Baseline(side=Side.RIGHT, symptoms=felt(right=Region.LOWER_LEG, pain=2))
    told = report([session(2, baseline=worse), session(0), session(1, result=None)], Kind.TEXT).decode()
    summary, *blocks = told.split("=" * WIDEST)
    assert "3 sessions, 2026-03-03 to 2026-03-05" in summary
    assert "Preference extension: 2 of 3 sessions with exercises; best: Rep EIL (2)" in summary
    assert "back 0 -> 0, leg 6 -> 2" in summary
    assert [re.findall(r"mckenzie-tui (\d{8})", block)[0] for block in blocks] == ["00000000", "00000001", "00000002"]


def test_sessions_in_which_nothing_was_done_are_not_counted_and_have_a_line() -> None:
    nothing = {"steps": (), "baseline": None, "result": None, "ending": None, "ending_title": None, "ending_kind": None}
    broken_off = session(1, **nothing, status=Status.ABANDONED)
    in_doubt = session(2, **nothing, status=Status.ABANDONED, safety=(SafetyAnswer(question="fever", matter="Fever"),))
    summary, *blocks = text([session(0), broken_off, in_doubt]).split("=" * WIDEST)
    assert "3 sessions, 2026-03-03 to 2026-03-05; exercises in 1 of them" in summary
    assert "Preference extension: 1 of 1 sessions with exercises" in flat(summary)
    assert "2026-03-04 09:31 (00000001): broken off, nothing done or marked" in summary
    assert [re.findall(r"mckenzie-tui (\d{8})", block)[0] for block in blocks] == ["00000000", "00000002"]
    assert "LOOK AT FIRST" in text([broken_off])


def test_a_note_speaks_of_the_patient_and_has_the_plan_apart() -> None:
    told = text([long_session().model_copy(update={"result": Result(why=("It moved up your leg.",))})])
    assert "your" not in told
    before, _, plan = told.partition("\nP\n")
    assert plan.startswith("Plan: Rep EIL")
    assert "Plan:" not in before


def test_a_report_says_what_is_left_out_of_it() -> None:
    for kind in (Kind.TEXT, Kind.HTML):
        assert "Left out, cannot be read: 2026-03-04.toml" in report([session()], kind, ["2026-03-04.toml"]).decode()


def test_what_was_asked_about_safety_and_health_is_told_in_each_report() -> None:
    def told(*said: tuple[str, Event], **changed: object) -> tuple[str, ...]:
        answers = tuple(LoggedAnswer(place=place, event=event, at=BEGAN) for place, event in said)
        return screening(session(answers=answers, **changed))

    no = (("question.emergency.bladder", Event.NO), ("question.emergency.bowel", Event.NO))
    yes = (("question.medical.fever", Event.NO), ("question.medical.weak_bones", Event.YES))
    beside = (
        ("question.medical.weak_bones.clearance", Event.YES),
        ("question.medical.weak_bones.advice", Event.GO_ON),
    )
    assert told(*no, *yes, *beside) == (
        "Safety: 2 questions asked, all answered no",
        "Health: 2 questions asked, yes to: weak bones",
    )
    assert told(no[0], ("changed.medical", Event.NO), context=Context(yes=("weak_bones",))) == (
        "Safety: 1 question asked, all answered no",
        'Health: only asked "has anything changed": no; yes at an earlier session: weak bones',
    )
    assert told(("question.emergency.bladder", Event.ATTEST)) == (ATTESTED,)
    assert told(("question.emergency.bladder", Event.ATTEST), mode=Mode.DEMO) == (PASSED_OVER,)
    back = LoggedAnswer(place="question.emergency.bladder", event=Event.NO, at=BEGAN, taken_back_at=BEGAN)
    assert screening(session(answers=(back,))) == (NOT_ASKED,)
    whole = session(answers=tuple(LoggedAnswer(place=place, event=event, at=BEGAN) for place, event in no))
    for report_told in (text([whole]), page([whole]), "\n".join(session_lines(whole))):
        assert "Safety: 2 questions asked, all answered no" in report_told


@pytest.mark.parametrize(
    ("event", "chosen"), [(Event.GO_ON, "went on, with care"), (Event.ASK_FIRST, "asked somebody first")]
)
def test_what_was_chosen_after_an_advice_is_told_beside_it(event: Event, chosen: str) -> None:
    back = LoggedAnswer(place="follow_up.advice.1", event=Event.ASK_FIRST, at=BEGAN, taken_back_at=BEGAN)
    advised = session(
        follow_up=FollowUp(session="0", began=BEGAN, after_h=24, advice="Please call somebody."),
        answers=(back, LoggedAnswer(place="follow_up.advice.1", event=event, at=BEGAN)),
    )
    for told in (text([advised]), page([advised]), "\n".join(session_lines(advised))):
        assert re.search(rf"advised: Please call somebody\W+after the advice: {chosen}", flat(told))


def test_of_a_session_that_only_looked_back_is_shown_what_was_marked_then() -> None:
    noted = session(
        steps=(),
        baseline=None,
        result=None,
        ending="noted",
        ending_title="Noted",
        follow_up=FollowUp(session="0", began=BEGAN, after_h=24, symptoms=felt(left=Region.THIGH, pain=8)),
    )
    html = page([noted])
    assert "Nothing was marked" not in html
    assert "<dt>Painful side</dt><dd>left</dd>" in html
    assert "<strong>Marked: </strong>at the follow-up" in html
    assert "L post thigh 8/10" in html
    assert "Side: L" in text([noted])
    assert look_at_first(noted) == ("Pain of 7 or more at 1 of 1 readings, the highest: leg 8/10 at the follow-up.",)


def test_the_hours_after_a_session_are_those_that_passed() -> None:
    asked = FollowUp(session="0", began=BEGAN - timedelta(hours=16.75), after_h=24, feels=Feels.SAME)
    later = session(follow_up=asked)
    assert "asked about 17 hours after the session" in "\n".join(session_lines(later))
    for told in (text([later]), page([later])):
        assert "17 h after 2026-03-02" in told
        assert "24 h" not in told


# What to look at first


def test_the_most_urgent_is_looked_at_first() -> None:
    found = look_at_first(long_session())
    assert [entry.partition(":")[0] for entry in found] == [
        "Gone on after the rules had stopped the session, at Rep FIL (step 7)",
        "Follow-up",
        "Lasting worsening",
        "Answered yes, not cleared by a clinician",
        "Pain of 7 or more at 9 of 10 readings, the highest",
        *(f"Note, step {number}" for number in range(1, 8)),
    ]


def test_a_session_with_nothing_of_the_kind_says_by_which_rules() -> None:
    assert look_at_first(session()) == ()
    assert flat(NOTHING) in flat(text([session()]))


@pytest.mark.parametrize(
    ("changed", "entry"),
    [
        ({"ending_kind": EndingKind.EMERGENCY}, "call for help now"),
        ({"ending_kind": EndingKind.CARE}, "let a person check first"),
        ({"ending_kind": EndingKind.STOP}, "stopped: symptoms got worse"),
        ({"follow_up": FollowUp(session="0", began=BEGAN, after_h=24, anything_new=True)}, "a new sign"),
        ({"follow_up": FollowUp(session="0", began=BEGAN, after_h=48, feels=Feels.STILL_WORSE)}, "still worse"),
        (
            {"follow_up": FollowUp(session="0", began=BEGAN, after_h=48, symptoms=Symptoms(leg_pain=8))},
            "leg 8/10 at the follow-up",
        ),
        ({"steps": (step(0, before=START, after=BETTER, verdict="stop_neuro"),)}, "New numbness marked"),
        ({"steps": (step(0, answer=Response.WORSENED),)}, "not known to have settled"),
        ({"baseline": Baseline(side=Side.CENTRAL, symptoms=Symptoms(back_pain=7))}, "back 7/10 at the start"),
    ],
)
def test_what_calls_for_a_look_is_pointed_out(changed: dict[str, object], entry: str) -> None:
    assert any(entry in found for found in look_at_first(session(**changed)))


def test_what_settled_was_cleared_or_was_bearable_is_not_pointed_out() -> None:
    quiet = session(
        steps=(step(0, before=BETTER, after=BETTER, answer=Response.WORSENED, settled=True),),
        follow_up=FollowUp(session="0", began=BEGAN, after_h=24, feels=Feels.WORSE_THEN_SETTLED),
        baseline=Baseline(side=Side.CENTRAL, symptoms=Symptoms(back_pain=6)),
    )
    assert look_at_first(quiet) == ()


def test_each_reading_is_told_once() -> None:
    assert [reading.tick for reading in readings(long_session())] == [
        *("start", "1", "2", "3", "3 rest", "4", "5", "5 rest", "7"),
    ]
    moved = session(steps=(step(0, before=TINGLING, after=BETTER),))
    assert [reading.tick for reading in readings(moved)] == ["start", "before 1", "1"]


NUMB = with_numbness(Symptoms(), spot_of(Region.FOOT, Side.RIGHT, None), numb=True)


@pytest.mark.parametrize("found", [Symptoms(), NUMB], ids=["nothing", "numbness"])
def test_where_nothing_hurt_no_side_is_told(found: Symptoms) -> None:
    painless = session(baseline=Baseline(side=Side.CENTRAL, symptoms=found), steps=(step(0),), follow_up=None)
    assert painless.painful_side is None
    (row,) = rows(table([painless]))
    assert row["side"] == ""
    assert "Side:" not in text([painless])
    assert ">central<" not in page([painless, painless])
    assert "Painful side</dt><dd>none: no pain at the start" in page([painless])
    told = "\n".join(session_lines(painless))
    assert "in the middle" not in told
    assert f"At the start: {'no pain' if found.marks else 'nothing felt'}" in told


# The table


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_for_each_step_and_one_for_a_session_without() -> None:
    found = rows(table([session(steps=()), long_session()]))
    assert [row["step"] for row in found] == ["", *"1234567"]
    assert {None} not in [set(row) for row in found]
    third = found[3]
    assert {key: third[key] for key in ("step_id", "reps", "before_farthest", "before_side", "before_leg_pain")} == {
        "step_id": "press_ups",
        "reps": "10",
        "before_farthest": "foot",
        "before_side": "right",
        "before_leg_pain": "7",
    }
    assert (third["after_numb"], third["answer"], third["counted_answer"]) == ("R toes numb", "unchanged", "worsened")
    assert (third["settled"], third["after_testing"], third["recheck_back_pain"]) == ("yes", "no worse", "3")
    assert found[7]["against"] == "direction_closed; session_stopped"
    assert found[0]["ending"] == "preference_found"


def test_a_note_in_the_table_is_no_formula() -> None:
    note = '=HYPERLINK("http://example.org?"&A1,"look")\n@SUM(1)'
    read = rows(table([session(steps=(step(0, note=note),))]))[0]["note"]
    assert read == '\'=HYPERLINK("http://example.org?"&A1,"look") @SUM(1)'


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "  =1", "\uff1d1"])
def test_what_begins_like_a_formula_is_guarded(text: str) -> None:
    assert str(safe(text)).startswith("'")


def test_numbers_and_other_texts_stay() -> None:
    assert [safe(cell) for cell in (-3, 7, None, "a=b", "p-7")] == [-3, 7, None, "a=b", "p-7"]


def test_the_columns_are_documented() -> None:
    readme = README.read_text(encoding="utf-8")
    for column in COLUMNS:
        reading, _, part = column.partition("_")
        of_a_reading = reading in ("before", "after", "recheck") and column != "after_testing"
        assert f"`_{part}`" in readme if of_a_reading else f"`{column}`" in readme, column


# The page


class Reader(HTMLParser):
    """What elements a page has, and whether each one that begins ends."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_a_page_runs_and_fetches_nothing_whatever_was_written() -> None:
    html = page([long_session(HOSTILE).model_copy(update={"ending_title": HOSTILE})])
    reader = read(html)
    assert {"script", "img", "link", "iframe", "object", "a", "form", "base"}.isdisjoint(tag for tag, _ in reader.seen)
    names = {name for _, attributes in reader.seen for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "href", "srcset", "xlink:href")}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;" in html
    assert all(letter.isprintable() or letter == "\n" for letter in html)
    assert re.findall(r"url\(([^)]*)\)|@import", html.replace("url(#tingling)", "").replace("url(#numb)", "")) == []
    policies = [told["content"] for tag, told in reader.seen if told.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY] == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_a_page_is_well_made() -> None:
    reader = read(page([session(), long_session()]))
    tags = [tag for tag, _ in reader.seen]
    assert ("html", {"lang": "en"}) in reader.seen
    assert tags.count("title") == 1 + tags.count("svg") - 1 - 2 * 3, "each drawing but patterns and keys has a title"
    assert tags.count("article") == 3
    assert {"main", "header", "section", "footer", "table", "figure", "h1", "h2"} < set(tags)


def test_the_page_tells_what_the_text_tells() -> None:
    html = page([long_session()])
    for part in (
        *("Look at first", "Lasting worsening", "still worse", "Note, step 1", "The path taken", "worse, stayed worse"),
        *(
            "left out: precaution",
            "Rep SGIS (for R symptoms) 1x10",
            "inc, peripheralising",
            "ROM down",
            "lower is better",
        ),
        *("sha256 8d8d", "mckenzie-tui 0.1.0", "What the rules rest on", "no diagnosis", "not affiliated", "Plan"),
    ):
        assert part in html


def test_without_notes_no_kind_tells_what_was_written_freely() -> None:
    for kind in Kind:
        told = report([long_session("SECRET")], kind)
        assert b"SECRET" in told
        assert b"to compare" in told
        discreet = report([long_session("SECRET")], kind, notes=False)
        assert b"SECRET" not in discreet
        assert b"to compare" not in discreet
        assert b"ep EIL" in discreet or b"press_ups" in discreet


@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: spot.id)
def test_a_mark_lies_on_its_own_side_of_the_chart(spot: Spot) -> None:
    views = chart(rated(Symptoms(), spot, Felt.PAIN, 9)).split("<g transform=")[1:]
    found = [re.findall(r'<circle cx="([\d.]+)"', view) for view in views]
    [at] = map(float, found[0] or found[1])
    assert bool(found[0]) is (spot.view is View.BACK)
    if spot.side is Side.CENTRAL:
        assert at == MIDDLE_OF_A_VIEW
    else:
        # From behind left is left; from the front it is the other way round.
        assert (at < MIDDLE_OF_A_VIEW) is ((spot.side is Side.LEFT) is (spot.view is View.BACK))


def test_each_kind_has_a_sign_of_its_own_shape() -> None:
    place = spot_of(Region.FOOT, Side.LEFT, None)
    shapes = {}
    for kind in Felt:
        drawn = chart(rated(Symptoms(), place, kind, 3))
        [sign] = re.findall(r'<g class="sign \w+"><(\w+)', drawn)
        shapes[kind] = sign
    assert shapes == {Felt.PAIN: "circle", Felt.TINGLING: "path", Felt.NUMBNESS: "rect"}


def test_a_session_of_which_hardly_anything_is_known_is_told_all_the_same() -> None:
    bare = session(
        steps=(), baseline=None, result=None, ending=None, ending_title=None, ending_kind=None, finished_at=None
    )
    for kind in Kind:
        assert report([bare], kind)
    assert report([bare, bare], Kind.HTML)
    read(page([bare]))


# Names


def test_the_ending_of_a_name_says_the_kind() -> None:
    names = ("a.txt", "a.HTML", "b/a.htm", "a.csv", "a.toml", "-", "a")
    assert [kind_of(name) for name in names] == [Kind.TEXT, Kind.HTML, Kind.HTML, Kind.CSV, None, None, None]


def test_a_report_has_a_name_that_every_portal_takes() -> None:
    name = file_name(session(), Kind.HTML)
    assert name == "low-back-report-2026-03-03-0931.html"
    assert re.fullmatch(r"[a-z0-9-]+\.html", file_name(session(), Kind.HTML, 2))
