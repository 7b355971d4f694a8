"""A mistake in a flow file is named with its file, its line, its key and, where that is near, what was meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from mistakes import MISTAKES, TEXT, Mistake, edited, fits, line_of, problems

from mckenzie_tui.errors import FlowError, Problem, UsageError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.documents import LARGEST_FILE

FLOWS = Path(__file__).parent.parent / "flows"
HALF_AN_EXERCISE = """[[exercises]]
id = "half"
title = "Half"
clinical_name = "half"
purpose = "Half of it."
cautions = ["Slowly."]
painful_left = { set_up = ["Lie on your right side."], movement = ["Turn to the right."] }
"""


# One mistake


def test_the_flow_is_right_without_any_edit(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert catalogue.find(str(path)).id == "lumbar-progression"


JARGON = re.compile(
    r"\b(input|literal|nonetype|null|pydantic|parse\w*|token|syntax|statement|string|str|int(eger)?|float|bool(ean)?|array"
    r"|tuple|dict|mapping|field|schema|regex|pattern|validat\w+|enum|expected|unterminated|illegal|overwrite|declare)\b"
    r"|\^\[",
    re.IGNORECASE,
)
"""Words that say something to programmers alone."""


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_problem_with_its_place_its_key_and_what_was_meant(
    catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    mistake = MISTAKES[name]
    text = edited(mistake)
    found = problems(catalogue, tmp_path / "mine.toml", text)
    assert [str(problem) for problem in found if not fits(problem, mistake, text)] == []
    (problem,) = found
    line = text.split("\n")[(problem.line or 0) - 1]
    points = mistake.points or line.strip()
    first = line.index(points) + 1
    opening = line[first - 2 : first - 1] in ('"', "[")
    assert first - opening <= (problem.column or 0) <= first + len(points), f"column {problem.column} in {line}"
    assert JARGON.findall(problem.message) == []


def test_an_exercise_of_ones_own_needs_texts_for_both_sides(catalogue: Catalogue, tmp_path: Path) -> None:
    text = TEXT.replace('exercise = "side_glide"', 'exercise = "half"') + HALF_AN_EXERCISE
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line) == ("steps[5].exercise", line_of(text, 'exercise = "half"'))
    assert "painful right side" in problem.message


def test_care_must_be_near_at_every_step(catalogue: Catalogue, tmp_path: Path) -> None:
    # The ending for care is now one that "something is wrong" does not lead to.
    text = TEXT.replace('kind = "care"', 'kind = "result"').replace('kind = "stop"', 'kind = "care"')
    found = problems(catalogue, tmp_path / "mine.toml", text)
    assert [(problem.key, problem.line) for problem in found] == [("start.trouble", line_of(text, "trouble = "))]
    assert "'care'" in found[0].message


# Doses, and what is observed


LOADING, CHECK = (
    (FLOWS / f"{name}.toml").read_text(encoding="utf-8").replace(f'"{name}"', '"mine"')
    for name in ("graded-loading-home", "posture-check")
)
OPTIONS = CHECK[CHECK.index("options = [") : CHECK.index("]", CHECK.index("options = [")) + 1]
TEMPO = 'id = "goblet_squat"\nexercise = "goblet_squat"\ngroup = "day_1"\n\n[steps.dose]\ntempo = "3.1.0"'
HARD = "sets = 3\nreps = 15\neffort = 6\n"


def at_the_squat(new: str) -> str:
    return TEMPO.replace('tempo = "3.1.0"', new)


def beside_loads(line: str) -> Mistake:
    key = line.split()[0]
    return Mistake(
        TEMPO,
        at_the_squat(line),
        f"steps[2].dose.{key}",
        f"under 'loads', each with its own numbers: take '{key}' out",
        at=line,
    )


def wrong_tempo(value: str, meant: str = "") -> Mistake:
    line = f"tempo = {value} # !"
    return Mistake(
        TEMPO, at_the_squat(line), "steps[2].dose.tempo", "three digits with points, the seconds down", meant, at=line
    )


DOSES = {
    "a time beside sets that differ": beside_loads("duration_s = 31"),
    "a range of a time beside sets that differ": beside_loads("duration_range_s = [31, 32]"),
    "a range of sets beside sets that differ": beside_loads("sets_range = [1, 2]"),
    "a range of repetitions beside sets that differ": beside_loads("reps_range = [8, 12]"),
    "a range of effort beside sets that differ": beside_loads("effort_range = [8, 9]"),
    "a hold beside a tempo": Mistake(
        TEMPO, f"{TEMPO}\nhold_s = 4", "steps[2].dose.hold_s", "says it twice: take one", at="hold_s = 4"
    ),
    "a tempo in a word": wrong_tempo('"fast"'),
    "a tempo with two digits": wrong_tempo('"10.1.0"'),
    "a tempo with other signs": wrong_tempo('"3-1-0"', "3.1.0"),
    "a tempo as a number": wrong_tempo("310", '"3.1.0"'),
    "a dose that says nothing": Mistake(
        HARD,
        "sets = 3 # !\n",
        "steps[1].dose",
        "'effort', or sets that differ under 'loads'",
        at="[steps.dose]\nsets = 3 # !",
    ),
    "more repetitions than the fewest": Mistake(
        HARD,
        f"{HARD}reps_range = [10, 20]\n",
        "steps[1].dose.reps",
        "write reps = 10, or reps_range = [15, 20] along with it",
        at="reps = 15\neffort = 6\nreps_range",
    ),
    "fewer sets than the fewest": Mistake(
        HARD,
        f"sets_range = [4, 5]\n{HARD}",
        "steps[1].dose.sets",
        "write sets = 4, or sets_range = [3, 5] along with it",
        at=HARD.replace("\n", "\n", 1) + "slow",
    ),
}


@pytest.mark.parametrize("name", DOSES)
def test_what_contradicts_itself_in_a_dose_is_one_problem(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    mistake = DOSES[name]
    assert LOADING.count(mistake.old) == 1
    text = LOADING.replace(mistake.old, mistake.new)
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert fits(problem, mistake, text), problem


def test_one_answer_to_choose_from_is_too_few(catalogue: Catalogue, tmp_path: Path) -> None:
    text = CHECK.replace(OPTIONS, 'options = [{ id = "left", label = "The left" }] # !', 1)
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line) == ("steps[1].observe[1].options", line_of(text, "# !"))
    assert "needs at least 2 entries" in problem.message


# Mistakes in a library of one's own


LIBRARY_MISTAKES = {
    "a misspelt key of an exercise": (
        "exercises/press_ups.toml",
        'title = "Press-ups"',
        'titel = "Press-ups"',
        "titel",
        "titel",
    ),
    "a source of an exercise": (
        "exercises/press_ups.toml",
        '["sears_progression"]',
        '["sears"]',
        "sources[1]",
        '"sears"',
    ),
    "a figure": ("exercises/press_ups.toml", 'figure = "press_ups"', 'figure = "press_up"', "figure", '"press_up"'),
    "a question of a precaution": (
        "exercises/press_ups.toml",
        'when = "pregnancy"',
        'when = "pregnant"',
        "precautions[1].when",
        '"pregnant"',
    ),
    "an ending of a question": (
        "questions/trouble.toml",
        'no = "seek_care"',
        'no = "seek_car"',
        "questions[2].no",
        '"seek_car"',
    ),
    "an emergency that does not end": (
        "questions/emergency.toml",
        'short = "New trouble passing or holding urine"\nyes = "emergency"',
        'short = "New trouble passing or holding urine"\nyes = "seek_care"',
        "questions[2].yes",
        '"seek_care"',
    ),
    "a missing quote": ("questions/trouble.toml", '"None of these"', '"None of these', "", '"None of these'),
    "a follow-up that it is like": (
        "follow_ups/after_loading.toml",
        'like = "after_a_session"',
        'like = "after_a_sesion"',
        "like",
        '"after_a_sesion"',
    ),
    "a source without a title": (
        "sources.toml",
        'title = "Best Sciatica Exercises"\n',
        "",
        "sources[2].title",
        'sources]]\nid = "dickson',
    ),
}


@pytest.mark.parametrize("name", LIBRARY_MISTAKES)
def test_a_mistake_in_a_library_file_is_named_with_the_place_in_that_file(tmp_path: Path, name: str) -> None:
    file, old, new, key, points = LIBRARY_MISTAKES[name]
    shutil.copytree(FLOWS, tmp_path / "flows")
    path = tmp_path / "flows" / "library" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        Catalogue(tmp_path / "flows").find("lumbar-progression")
    (problem,) = caught.value.problems
    at = text.index(points)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    assert (problem.file, problem.key, problem.line, problem.column) == (str(path), key, line, column)


def test_a_question_set_of_ones_own_is_named_with_its_own_line(catalogue: Catalogue, tmp_path: Path) -> None:
    own = (FLOWS / "library" / "questions" / "both_legs.toml").read_text(encoding="utf-8")
    own = own.replace("[[questions]]", "[[question_sets.questions]]").replace('"seek_care"', '"seek_car"')
    text = f"{TEXT}\n[[question_sets]]\n{own}"
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line, problem.column) == (
        "question_sets[1].questions[2].no",
        line_of(text, 'no = "seek_car"'),
        6,
    )


# Follow-ups that are like another one


OWN_FOLLOW_UP = """
[[follow_ups]]
id = "mine"
like = "after_loading"
title = "How was it?"
"""


def test_a_follow_up_of_ones_own_says_only_what_differs(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = TEXT.replace('follow_up = "after_a_session"', 'follow_up = "mine"') + OWN_FOLLOW_UP
    path.write_text(text, encoding="utf-8")
    found, model = catalogue.find(str(path)).follow_up, catalogue.library.follow_ups["after_loading"]
    assert found == model.model_copy(update={"id": "mine", "like": "after_loading", "title": "How was it?"})


@pytest.mark.parametrize(("name", "meant"), [("after_loadin", "after_loading"), ("whatever", "")])
def test_a_follow_up_that_is_like_none_is_one_problem(
    catalogue: Catalogue, tmp_path: Path, name: str, meant: str
) -> None:
    text = TEXT + OWN_FOLLOW_UP.replace('"after_loading"', f'"{name}"')
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line, problem.meant) == ("follow_ups[1].like", line_of(text, "like = "), meant)
    assert f"no follow-up called '{name}' in the library" in problem.message
    assert meant or "What may stand here: after_a_session, after_loading" in problem.message


def test_a_follow_up_may_be_like_one_that_is_like_another(tmp_path: Path) -> None:
    shutil.copytree(FLOWS, tmp_path / "flows")
    folder = tmp_path / "flows" / "library" / "follow_ups"
    (folder / "third.toml").write_text('id = "third"\nlike = "after_loading"\ntitle = "The third"\n', encoding="utf-8")
    follow_ups = Catalogue(tmp_path / "flows").library.follow_ups
    assert (follow_ups["third"].ask, follow_ups["third"].now_ask) == (
        follow_ups["after_loading"].ask,
        follow_ups["after_a_session"].now_ask,
    )
    (folder / "after_a_session.toml").write_text(
        (folder / "after_a_session.toml").read_text(encoding="utf-8").replace("\ntitle", '\nlike = "third"\ntitle', 1),
        encoding="utf-8",
    )
    assert Catalogue(tmp_path / "flows").library.follow_ups["third"].title == "The third"


# Files as editors write them


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\nrest_s", "\n\trest_s").encode(),
    ],
    ids=["line ends of Windows", "a mark at the start", "tabs"],
)
def test_what_editors_add_unseen_is_no_mistake(catalogue: Catalogue, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    assert catalogue.find(str(path)).id == "lumbar-progression"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_lines_and_columns_are_those_an_editor_shows(
    catalogue: Catalogue, tmp_path: Path, start: bytes, ends: str
) -> None:
    text = TEXT.replace('title = "Enough for today"', 'title = "Enough for today')
    content = start + text.replace("\n", ends).encode()
    (problem,) = problems(catalogue, tmp_path / "mine.toml", content)
    assert (problem.line, problem.column) == (line_of(text, 'title = "Enough for today'), 9)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\x14\x00\x06\x00", "word processor"),
        (b"{\\rtf1\\ansi", "word processor"),
    ],
)
def test_a_file_of_another_kind_is_told_what_to_do(
    catalogue: Catalogue, tmp_path: Path, content: bytes, says: str
) -> None:
    (problem,) = problems(catalogue, tmp_path / "mine.toml", content)
    assert says in problem.message
    assert "ave" in problem.message


def test_curly_quotes_are_named_once_with_all_their_lines_and_what_to_do(catalogue: Catalogue, tmp_path: Path) -> None:
    # Those inside a text or behind a # are letters like others.
    text = start = TEXT.replace('"Enough for today"', '"“Enough” for today"') + "# a “remark”\n"
    for straight in ('id = "side_glide"', 'licence = "MIT"', 'on = ["cannot"]', 'on = ["settled"]\ngo = "next_step"'):
        assert text.count(straight) == 1
        text = text.replace(straight, re.sub('"([^"]*)"', "“\\1”", straight))
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    lines = [line_of(text, part) for part in ("“MIT”", "“side_glide”", "“cannot”", "“settled”")]
    assert problem.line == lines[0]
    assert f"in 5 lines: {lines[0]}, {lines[1]}, {lines[2]} and {lines[3]} to {lines[3] + 1}. " in problem.message
    assert "plain text editor" in problem.message
    assert "straight quote" in problem.message
    every = re.sub('"([^"\n]*)"', "“\\1”", start)
    (problem,) = problems(catalogue, tmp_path / "mine.toml", every)
    assert f"and more, down to line {TEXT.count(chr(10))}. " in problem.message
    assert len(problem.message) < 400


# Several mistakes


@pytest.mark.parametrize("names", [["key", "direction", "a number in quotes"], ["ending", "exercise", "source"]])
def test_all_mistakes_of_a_file_are_named_at_once_in_the_order_of_its_lines(
    catalogue: Catalogue, tmp_path: Path, names: list[str]
) -> None:
    mistakes = [MISTAKES[name] for name in names]
    text = edited(*mistakes)
    found = problems(catalogue, tmp_path / "mine.toml", text)
    for mistake in mistakes:
        assert any(fits(problem, mistake, text) for problem in found)
    assert len(found) == len(mistakes)
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)


def test_a_wrong_value_does_not_hide_a_misspelt_name(catalogue: Catalogue, tmp_path: Path) -> None:
    mistakes = [MISTAKES["a number in quotes"], MISTAKES["ending"]]
    text = edited(*mistakes)
    found = problems(catalogue, tmp_path / "mine.toml", text)
    assert [any(fits(problem, mistake, text) for problem in found) for mistake in mistakes] == [True, True]


# Files that are no flow at all


def test_a_file_that_is_not_utf_8_is_named_with_the_line(catalogue: Catalogue, tmp_path: Path) -> None:
    content = TEXT.encode().replace(b"Enough for today", b"Genug f\xfcr heute")
    (problem,) = problems(catalogue, tmp_path / "mine.toml", content)
    assert "the letter 'ü'" in problem.message
    assert "UTF-8" in problem.message
    assert (problem.line, problem.column) == (line_of(TEXT, "Enough for today"), len('title = "Genug f') + 1)
    assert problem.text == 'title = "Genug für heute"'


def test_a_file_that_is_too_big_is_refused_and_one_that_just_fits_is_not(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    filled = TEXT + "#" * (LARGEST_FILE - len(TEXT.encode()))
    (problem,) = problems(catalogue, path, filled + "#")
    assert "larger than" in problem.message
    path.write_text(filled, encoding="utf-8")
    assert catalogue.find(str(path)).id == "lumbar-progression"


def test_a_file_that_nests_without_end_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    (problem,) = problems(catalogue, tmp_path / "mine.toml", "a = " + "[" * 100_000)
    assert problem.message


@pytest.mark.parametrize("content", ["", "# nothing\n", 'title = "Only a title"\n'])
def test_a_file_that_says_nothing_names_what_is_missing(catalogue: Catalogue, tmp_path: Path, content: str) -> None:
    found = problems(catalogue, tmp_path / "mine.toml", content)
    assert {"steps", "rules", "endings"} <= {problem.key for problem in found}


def test_a_file_that_is_not_there_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no flow file .*mine\.toml"):
        catalogue.find(str(tmp_path / "mine.toml"))


def test_a_misspelt_id_is_answered_with_the_one_that_was_meant(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="Did you mean 'lumbar-progression'"):
        catalogue.find("lumber-progression")


# How a problem is written


def test_a_problem_is_one_line_with_place_key_message_and_hint() -> None:
    problem = Problem("is not known", "steps[1].go", "mine.toml", 12, 3, "next_step")
    assert str(problem) == "mine.toml:12:3: steps[1].go: is not known. Did you mean 'next_step'?"
    assert str(FlowError([problem, Problem("is empty")])).splitlines() == [str(problem), "is empty"]
