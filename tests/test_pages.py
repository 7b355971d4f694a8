"""Pages to read: each claim has a source, and when to seek help is said as the questions about it say it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import Run, refused
from typist import logged, typed

from mckenzie_tui.errors import FlowError, UsageError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.flow.pages import Pages, load_pages
from mckenzie_tui.flow.reading import hard_sentence, long_sentence
from mckenzie_tui.flow.schema import Page, Question, Section
from mckenzie_tui.sitting import Desk
from mckenzie_tui.words import Event

LIBRARY = Path(str(bundled_folder())) / "library"
PAGES = load_pages(LIBRARY)
SECTIONS = [
    pytest.param(page, section, id=f"{page.id}: {section.title}") for page in PAGES.pages for section in page.sections
]
every_section = pytest.mark.parametrize(("page", "section"), SECTIONS)


def told(section: Section) -> str:
    return " ".join((*section.texts, *section.points))


# What they say


def test_they_stand_in_the_order_that_a_worried_person_needs() -> None:
    assert [page.id for page in PAGES.pages] == ["seek_help", "sciatica", "moving", "how_long", "pictures"]


@every_section
def test_every_claim_has_sources_of_the_library(page: Page, section: Section) -> None:
    assert section.sources
    assert set(section.sources) <= set(PAGES.sources)
    assert set(section.sources) <= set(page.sources)
    # What rests on our own advice alone would be no knowledge.
    assert set(section.sources) != {"authors"}


@every_section
def test_no_sentence_is_hard_or_long(page: Page, section: Section) -> None:
    for text in (page.title, page.summary, *section.texts, *section.points):
        assert not long_sentence(text)
        assert hard_sentence(text) is None


def test_a_source_is_cited_by_its_title_with_the_parts_that_rest_on_it() -> None:
    page = PAGES.find("how_long")
    *parts, cited = PAGES.told(page)
    assert [part.title for part in parts] == [section.title for section in page.sections]
    assert len(cited.points) == len(page.sources)
    pengel = next(point for point in cited.points if "Pengel" in point)
    assert "Acute low back pain: systematic review of its prognosis." in pengel
    assert pengel.endswith("BMJ, 2003. (For: Pain in the back; It may come back.)")


def test_numbers_and_what_they_leave_open_stand_together() -> None:
    page = PAGES.find("how_long")
    whole = " ".join(told(section) for section in page.sections)
    assert "Nobody can tell you how it will go for you" in whole
    assert not re.search(r"you will (be|get) (well|better)", whole)


def test_nothing_is_forbidden_or_needed_and_what_is_all_right_is_said() -> None:
    whole = " ".join(told(section) for section in PAGES.find("moving").sections)
    for said in ("no exercise has to be left out for good", "none is a must", "within 24 to 48 hours"):
        assert said in whole


# When to seek help

OF_NO_WEIGHT = {
    *("about", "all", "and", "any", "are", "around", "being", "both", "but", "can", "could", "did", "does", "for"),
    *("from", "had", "has", "have", "how", "into", "not", "now", "once", "only", "own", "such", "than", "that", "the"),
    *("their", "them", "then", "there", "these", "they", "this", "those", "told", "too", "was", "were", "what"),
    *("when", "where", "which", "while", "who", "will", "with", "would", "you", "your", "other", "its"),
}
"""Words that do not say what a question is about."""


def matter(texts: Iterable[str | None]) -> set[str]:
    """The words and numbers that say what texts are about, each without the ending of a verb or of the plural."""
    words = set(re.findall(r"[a-z]+|[0-9]+", " ".join(filter(None, texts)).lower())) - OF_NO_WEIGHT
    return {re.sub(r"(?<=[a-z]{3})(s|ed|ing)$", "", word) for word in words if len(word) > 2 or word.isdigit()}


def missing(question: Question, *where: str) -> set[str]:
    """What a question asks about, and gives as examples, that none of these texts says."""
    examples = matter([question.explain]) - {"example", "here", "count", "week", "careful", "limit"}
    asked = matter([question.ask])
    return (asked if question.yes != "emergency" else asked | examples) - matter(where)


@pytest.fixture
def urgent() -> str:
    section = PAGES.find("seek_help").sections[0]
    assert section.title == "Call for help at once"
    return told(section)


@pytest.fixture
def first() -> str:
    return told(PAGES.find("seek_help").sections[1])


@pytest.fixture
def soon() -> str:
    return told(PAGES.find("seek_help").sections[2])


def points(number: int) -> tuple[str, ...]:
    return PAGES.find("seek_help").sections[number].points


def test_every_emergency_question_is_a_point_under_help_at_once(flow: Flow) -> None:
    for question in flow.emergency.questions:
        assert any(not missing(question, point) for point in points(0)), (question.id, question.ask)


def test_what_is_asked_when_something_is_wrong_is_there_as_well(flow: Flow, urgent: str, first: str) -> None:
    for sign in flow.trouble.more_signs:
        assert not missing(sign, urgent), sign.id
    weak = flow.question(flow.trouble.id, "new_weakness")
    assert weak is not None
    assert not missing(weak, first)
    assert any("came on quickly" in point and "weakness in a leg" in point for point in points(0))


def test_help_at_once_says_no_more_than_the_questions_do(flow: Flow) -> None:
    asked = [*flow.emergency.questions, *flow.trouble.more_signs, *flow.trouble.questions]
    known = matter(text for question in asked for text in (question.ask, question.explain))
    known |= matter([flow.emergency.intro])
    said = matter(points(0))
    assert said - known <= {"came", "may"}


def test_whatever_leads_to_a_clinician_stands_under_let_a_person_look_first(flow: Flow) -> None:
    asked = [question for question in flow.medical.questions if question.yes == "seek_care"]
    assert len(asked) >= 9
    for question in asked:
        assert any(not missing(question, point) for point in points(1)), (question.id, question.ask)


def test_whatever_brings_an_advice_stands_under_have_it_looked_at_soon(flow: Flow) -> None:
    asked = [question for question in flow.medical.questions if question.advice]
    assert len(asked) >= 9
    for question in asked:
        assert any(not missing(question, point) for point in points(2)), (question.id, question.ask)


def test_a_question_about_something_else_would_be_missed(flow: Flow) -> None:
    other = flow.emergency.questions[0].model_copy(update={"ask": "Do you have a new rash on your arm?"})
    assert missing(other, *points(0)) == {"rash", "arm"}


def test_what_to_do_is_what_the_endings_say(flow: Flow, urgent: str, first: str) -> None:
    emergency = flow.endings["emergency"].next[0]
    assert emergency in urgent
    for said in ("call your doctor or physical therapist today", "ask how soon they can see you"):
        assert said in first.lower()
        assert said in " ".join(flow.endings["seek_care"].next).lower()


def test_it_never_says_that_all_is_well(urgent: str, first: str, soon: str) -> None:
    last = told(PAGES.find("seek_help").sections[-1])
    assert "cannot tell you that all is well" in last
    assert "if you are not sure, take it for a yes" in urgent
    assert "does not mean that something bad is going on" in first
    assert "need not wait for it to get worse" in soon


# How they are found and read


def test_they_are_read_when_they_are_asked_for_and_not_before(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Catalogue()
    asked: list[object] = []
    monkeypatch.setattr("mckenzie_tui.flow.catalogue.load_pages", lambda library: asked.append(library) or PAGES)
    assert fresh.find("lumbar-progression").sha256 == catalogue.find("lumbar-progression").sha256
    assert asked == []
    assert fresh.pages is fresh.pages is PAGES
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["seek_help", "seek-help", "Seek_Help", " seek_help "])
def test_a_page_is_found_by_its_name(name: str) -> None:
    assert PAGES.find(name).id == "seek_help"


@pytest.mark.parametrize(
    ("name", "meant"), [("seek_hlp", "seek_help"), ("picture", "pictures"), ("scan", "pictures"), ("worry", "moving")]
)
def test_another_name_is_answered_with_the_one_that_was_meant(name: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"Did you mean '{meant}'"):
        PAGES.find(name)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    shutil.copy(LIBRARY / "sources.toml", folder)
    shutil.copytree(LIBRARY / "pages", folder / "pages")
    return folder


MISTAKES = {
    "a key that is not known": ("summary = ", "sumary = ", 6, "Did you mean 'summary'?"),
    "a source that is not known": ('"koes_2007"', '"koes_2006"', 14, "there is no source called 'koes_2006'"),
    "no source": ('sources = ["dickson_sciatica", "koes_2007"]', "sources = []", 14, "sources"),
    "another name than that of the file": ('id = "sciatica"', 'id = "sciatika"', 3, "must be the name of the file"),
    "the place of another page": ("place = 2", "place = 5", 4, "is the place of 'pictures' already"),
    "no title": ('title = "Pain from a nerve"', "", 16, "'title = …' is missing"),
    "what is no TOML": ('"A loose label"', "A loose label", 9, "needs quotes"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_key(library: Path, mistake: str) -> None:
    old, new, line, words = MISTAKES[mistake]
    file = library / "pages" / "sciatica.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        load_pages(library)
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == (str(file), line), problem
    assert words in str(problem)
    assert problem.key or "TOML" in mistake


def test_every_mistake_of_every_page_is_named(library: Path) -> None:
    for name in ("moving", "pictures"):
        file = library / "pages" / f"{name}.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("place = ", "plase = "), encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        load_pages(library)
    assert [Path(problem.file).stem for problem in caught.value.problems] == ["moving", "pictures"]


# On the command line


def test_the_pages_are_listed(run: Run) -> None:
    code, out, err = run("read")
    assert (code, err) == (0, "")
    for page in PAGES.pages:
        assert f"{page.id}: {page.title}\n" in out
    assert "In an emergency call " in out


@pytest.mark.parametrize("name", [page.id for page in PAGES.pages])
@pytest.mark.parametrize("columns", [40, 80])
def test_a_page_is_printed_within_the_width_of_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run("read", name)
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= columns
    flat = " ".join(out.split())
    for part in PAGES.told(PAGES.find(name)):
        for text in (part.title, *part.texts, *part.points):
            assert " ".join(text.split()) in flat


def test_pages_as_json(run: Run) -> None:
    listed = json.loads(run("read", "--json")[1])
    assert listed == [{"id": page.id, "title": page.title, "summary": page.summary} for page in PAGES.pages]
    one = json.loads(run("read", "pictures", "--json")[1])
    page = PAGES.find("pictures")
    assert [section["title"] for section in one["sections"]] == [section.title for section in page.sections]
    assert {name for section in one["sections"] for name in section["sources"]} == {
        source["id"] for source in one["sources"]
    }
    assert all(source["title"] and source["author"] and source["publisher"] for source in one["sources"])


def test_a_page_that_is_not_there_is_refused(run: Run) -> None:
    assert "Did you mean 'seek_help'?" in refused(run("read", "sek-help"))
    assert "There are: seek_help, " in refused(run("read", "xyzzy"))


# Line by line


def test_one_reads_in_the_midst_of_a_question_and_is_asked_again(desk: Desk, flow: Flow) -> None:
    first = flow.emergency.questions[0]
    written = " ".join(typed(desk, ["read", "2", "question", "no"]).split())
    page = PAGES.find("sciatica")
    for text in page.sections[0].texts:
        assert text in written
    assert written.count(first.ask) == 2
    assert written.index(page.sections[0].title) < written.rindex(first.ask)
    assert [answer.event for answer in logged(desk).answers] == [Event.NO]


@pytest.mark.parametrize("back", ["b", "6", "back to"])
def test_going_back_from_the_pages_takes_no_answer_back(desk: Desk, back: str) -> None:
    typed(desk, ["no", "read", back, "no"])
    assert [answer.event for answer in logged(desk).answers] == [Event.NO, Event.NO]


def test_from_the_pages_something_is_wrong_can_be_said(desk: Desk) -> None:
    written = typed(desk, ["no", "read", "1", "!"])
    assert logged(desk).answers[-1].event is Event.TROUBLE
    assert "Something is wrong" in written


def test_pages_that_cannot_be_read_stop_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> Pages:
        raise FlowError([])

    monkeypatch.setattr("mckenzie_tui.flow.catalogue.load_pages", broken)
    desk.catalogue.__dict__.pop("pages", None)
    assert "The pages cannot be read" in typed(desk, ["read", "no"])
    assert [answer.event for answer in logged(desk).answers] == [Event.NO]
