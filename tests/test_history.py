"""How it goes: what the sentences say, what the plot shows, and what is left unsaid."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import Run, refused
from many_sessions import BAD_WEEK, HOLIDAY, fill
from test_store import a_session
from walks import felt

from mckenzie_tui.history import picture, table, trend
from mckenzie_tui.history.look import OF_ANYBODY, look_back
from mckenzie_tui.history.picture import Ink, time_line
from mckenzie_tui.history.readings import Reading, Visit, visits
from mckenzie_tui.history.trend import Course, sentences
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Baseline, FollowUp, Result
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Direction, Mode, Region, Side, Status

TODAY = datetime(2026, 11, 28, 12, tzinfo=UTC)


def reading(back: int = 0, leg: int = 0, reach: Region | None = None, *, days_ago: int = 0) -> Reading:
    return Reading(TODAY - timedelta(days=days_ago), back, leg, reach.rank if reach else 0)


def visit(one: Reading, direction: Direction | None = None, ending: str = "x") -> Visit:
    return Visit("1", one.at, (one,), held=True, status=Status.FINISHED, ending=ending, direction=direction)


def said(*pains: tuple[int, int, Region | None], direction: Direction | None = None) -> list[str]:
    """What is said of readings on as many days, the last one today."""
    ones = [reading(*pain, days_ago=len(pains) - 1 - number) for number, pain in enumerate(pains)]
    return list(sentences([visit(one, direction) for one in ones], TODAY))


# Sentences


CALF, HIP, BACK = Region.LOWER_LEG, Region.BUTTOCK_HIP, Region.BACK_MIDLINE
STORIES = {
    "better": [(4, 7, CALF)] * 3 + [(2, 0, BACK)] * 3,
    "about the same": [(3, 5, HIP)] * 3 + [(4, 4, HIP)] * 3,
    "worse": [(2, 3, HIP)] * 3 + [(5, 6, CALF)] * 3,
    "back worse, leg better": [(2, 6, CALF)] * 3 + [(5, 1, HIP)] * 3,
    "leg better, no farther": [(3, 6, CALF)] * 3 + [(3, 3, CALF)] * 3,
    "gone": [(3, 0, BACK)] * 3 + [(0, 0, None)] * 3,
    "came": [(0, 0, None)] * 3 + [(3, 0, BACK)] * 3,
    "never any": [(0, 0, None)] * 6,
    "too few": [(3, 0, BACK)] * 3,
    "one": [(3, 0, BACK)],
    "none": [],
}
SAID = {
    "better": (
        "Pain is less than at first (0 to 10): back 4 then, 2 now; leg 7 then, 0 now. "
        "It reached the lower leg, now the middle of the back. Nearer to the back is good."
    ),
    "about the same": (
        "Pain is about the same as at first (0 to 10): back 3 then, 4 now; leg 5 then, 4 now. "
        "It reaches as far as at first: the buttock or hip."
    ),
    "worse": (
        "Pain is more than at first (0 to 10): back 2 then, 5 now; leg 3 then, 6 now. "
        "It reached the buttock or hip, now the lower leg. That is farther down. "
        "That happens, and there is help. Please show this to a physical therapist."
    ),
    "back worse, leg better": (
        "Back pain is more than at first (0 to 10): back 2 then, 5 now. "
        "Leg pain is less than at first (0 to 10): leg 6 then, 1 now. "
        "It reached the lower leg, now the buttock or hip. Nearer to the back is good. "
        "While pain leaves the leg, the back may ache more for a time. Show it to a physical therapist all the same."
    ),
    "gone": (
        "Pain is less than at first (0 to 10): back 3 then, 0 now. "
        "It reached the middle of the back at first. Lately you marked no place. That is good."
    ),
    "never any": "You marked no pain at first, and none lately. You marked no place where it hurts.",
    "too few": "There are 3 readings so far. From 4 on, this page says which way it goes.",
    "none": "There is nothing to look back at yet.",
}


@pytest.mark.parametrize("story", SAID)
def test_how_it_goes_is_said_in_calm_words(story: str) -> None:
    pains = STORIES[story]
    days = f" Days with a session in the last 30: {len(pains)}." if pains else ""
    assert " ".join(said(*pains)) == SAID[story] + days


@pytest.mark.parametrize(("now", "course"), [(3, Course.LESS), (4, Course.SAME), (6, Course.SAME), (7, Course.MORE)])
def test_a_change_of_less_than_two_points_counts_as_about_the_same(now: int, course: Course) -> None:
    found = trend.trend([reading(5)] * 3 + [reading(now)] * 3)
    assert found is not None
    assert found.back.course is course


def test_one_bad_day_at_the_end_or_the_beginning_tips_nothing() -> None:
    calm = [reading(3, 2, HIP)] * 5
    found = trend.trend([reading(9, 9, Region.TOES), *calm, reading(9, 9, Region.TOES)])
    assert found is not None
    assert {found.back.course, found.leg.course, found.reach.course} == {Course.SAME}


def test_whatever_is_worse_leads_to_somebody_who_can_help() -> None:
    for story, pains in STORIES.items():
        ones = [reading(*pain) for pain in pains]
        found = trend.trend(ones)
        helped = "physical therapist" in " ".join(said(*pains))
        assert helped == (found is not None and found.worse), story
        assert ("physical therapist" in trend.in_short(found, len(ones))) == helped, story


def test_the_same_direction_found_again_is_told_of_the_last_sessions() -> None:
    found = [visit(reading(days_ago=9 - number), Direction.FLEXION) for number in range(3)]
    found += [visit(reading(), direction) for direction in (Direction.EXTENSION, None, Direction.EXTENSION)]
    assert trend.same_direction(found) == (Direction.EXTENSION, 2, 5)
    assert trend.same_direction(found[:3]) == (Direction.FLEXION, 3, 3)
    assert trend.same_direction(found[3:5]) is None
    broken_off = [visit(reading(), Direction.LATERAL, ending="")] * 5
    assert trend.same_direction([*found, *broken_off]) == (Direction.EXTENSION, 2, 5)
    assert "The same direction in 2 of your last 5 sessions: bending back (extension)." in sentences(found, TODAY)


def test_days_are_counted_once_and_thirty_days_back() -> None:
    found = [visit(reading(days_ago=ago)) for ago in (0, 0, 1, 29, 30, 100)]
    assert trend.days(found, TODAY) == 3


# Readings


def test_what_was_said_about_the_days_since_is_a_reading_of_its_day() -> None:
    follow_up = FollowUp(session="0", began=TODAY, after_h=24, symptoms=felt(right=CALF, pain=6))
    baseline = Baseline(side=Side.RIGHT, symptoms=felt(right=HIP, pain=3))
    both = a_session("a", baseline=baseline, follow_up=follow_up)
    alone = a_session("b", hours=24, follow_up=follow_up)
    unchanged = Baseline(side=Side.RIGHT, symptoms=felt(right=CALF, pain=6))
    same = a_session("c", hours=48, baseline=unchanged, follow_up=follow_up)
    silent = a_session("d", hours=72)
    found = visits([silent, same, both, alone])
    assert [one.session for one in found] == ["a", "b", "c"]
    assert [[(each.leg, each.farthest) for each in one.readings] for one in found] == [
        [(6, CALF), (3, HIP)],
        [(6, CALF)],
        [(6, CALF)],
    ]
    assert [one.held for one in found] == [True, False, True]


def of_days(store: Store, days_ago: Sequence[int], series: Series = AT_HOME) -> None:
    for ago in days_ago:
        at = TODAY - timedelta(days=ago)
        session = a_session(
            f"{series.patient or 'home'}{ago}".replace("-", ""),
            mode=series.mode,
            patient=series.patient,
            baseline=Baseline(side=Side.RIGHT, symptoms=felt(right=HIP, pain=3)),
            result=Result(),
        )
        store.save(session.model_copy(update={"started_at": at, "saved_at": at}))


def test_it_is_looked_back_over_two_years_of_one_person(data: Path) -> None:
    store = Store(data)
    patient = Series(Mode.CLINIC, "p-1")
    of_days(store, [1, 2, 729, 731])
    of_days(store, [3], patient)
    of_days(store, [4], Series(Mode.CLINIC))
    home = look_back(store, AT_HOME, TODAY)
    assert [(TODAY - one.at).days for one in home.visits] == [729, 2, 1]
    assert home.cut
    assert "This looks back over the last 2 years" in home.told[-1]
    theirs = look_back(store, patient, TODAY)
    assert ([one.session for one in theirs.visits], theirs.cut) == (["p13"], False)
    nobody = look_back(store, Series(Mode.CLINIC), TODAY)
    assert nobody.visits == ()
    assert nobody.told == (OF_ANYBODY,)


def test_of_very_many_sessions_the_newest_are_read(data: Path) -> None:
    store = Store(data)
    of_days(store, [1, 2, 3])
    assert [one.session for one in look_back(store, AT_HOME, TODAY, most=2).visits] == ["home2", "home1"]
    assert look_back(store, AT_HOME, TODAY, most=2).cut
    assert not look_back(store, AT_HOME, TODAY, most=3).cut
    assert look_back(store, AT_HOME, TODAY, lambda: True).visits == ()


def test_a_copy_counts_once_and_a_damaged_log_is_told(data: Path) -> None:
    store = Store(data)
    of_days(store, [1, 2, 3, 4, 5])
    newest, second, *_ = store.paths()
    newest.with_name("a copy.toml").write_bytes(newest.read_bytes())
    second.write_bytes(second.read_bytes()[:-9])
    (store.folder / "holiday.toml").write_bytes(b"\x89PNG")
    found = look_back(store, AT_HOME, TODAY)
    assert [one.session for one in found.visits] == ["home5", "home4", "home3", "home1"]
    assert found.told[-1] == "One log could not be read, and is left out."


# The plot


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """The readings of a year that gets better, with a bad week and a holiday."""
    data = tmp_path_factory.mktemp("year")
    fill(data, until=TODAY.date())
    return look_back(Store(data), AT_HOME, TODAY).readings


def test_a_year_is_put_together_by_weeks_with_its_middle_and_its_range(year: list[Reading]) -> None:
    line = time_line(year, 70)
    assert (line.days, len(line.marks)) == (7, 53)
    assert line.marks[HOLIDAY.start // 7 + 1] is None
    bad = line.marks[BAD_WEEK.start // 7 + 1]
    assert bad is not None
    assert (bad.leg.middle, bad.leg.high, bad.reach) == (7, 7, CALF.rank)
    first, last = line.marks[0], line.marks[-1]
    assert first is not None
    assert last is not None
    assert (first.leg.low, first.leg.middle, first.leg.high) == (6, 7, 8)
    assert last.reach == Region.BACK_MIDLINE.rank


@pytest.mark.parametrize(("days", "unit"), [(10, 1), (30, 1), (31, 7), (365, 14), (730, 28)])
def test_the_finest_measure_that_fits_is_taken(days: int, unit: int) -> None:
    line = time_line([reading(days_ago=days - 1), reading()], 30)
    assert line.days == unit
    assert line.columns <= 30
    assert line.marks[0] is not None
    assert line.marks[-1] is not None
    assert set(line.marks[1:-1]) <= {None}


def rows_of(readings: Sequence[Reading], columns: int, rows: int) -> list[list[tuple[str, Ink]]]:
    drawn = picture.drawn(readings, trend.trend(readings), columns, rows)
    return [[(letter, piece.ink) for piece in row for letter in piece.text] for row in drawn]


def heights(strip: list[list[tuple[str, Ink]]], ink: Ink) -> Iterator[list[int]]:
    """For each column of a strip the dots of its marks, from the top, without those of the band behind them."""
    for column in range(picture.GUTTER, len(strip[0])):
        cells = [row[column] for row in strip]
        yield [
            4 * number + y
            for number, (letter, of) in enumerate(cells)
            for y, bits in enumerate((0x09, 0x12, 0x24, 0xC0))
            if of is ink and (ord(letter) - 0x2800) & bits == bits
        ]


@pytest.mark.parametrize("rows", [3, 5, 9])
def test_each_value_stands_at_its_height_and_nothing_where_there_is_no_reading(rows: int) -> None:
    ones = [reading(10, 0, days_ago=3), reading(0, 10, days_ago=2), reading(5, 5, days_ago=0)]
    drawn = rows_of(ones, picture.GUTTER + 4, rows)
    back, leg = drawn[:rows], drawn[rows : 2 * rows]
    bottom = 4 * rows - 1
    marks = list(heights(back, Ink.BACK))
    assert (marks[0][0], marks[1][-1], marks[2], marks[3]) == (0, bottom, [], [round(bottom / 2)])
    assert next(iter(heights(leg, Ink.LEG))) == [bottom]


def test_what_it_means_is_written_beside_it(year: list[Reading]) -> None:
    text = ["".join(letter for letter, _ in row) for row in rows_of(year, 79, 5)]
    assert text[0].startswith("Back 10")
    assert text[4].startswith("      0")
    assert text[5].startswith("Leg  10")
    assert (text[1][:8], text[2][:8]) == ("lower is", "better ↓")
    # The axis is thick beside the band: two points up and down from 3 in the back, from 7 in the leg.
    assert [row[8] for row in text[:10]] == list("││┃┃┃┃┃┃││")
    assert text[10].startswith("reaches │▆")
    assert text[10].endswith("▁")
    assert text[11].split()[0] == "2025-11-29"
    assert "a week" in picture.caption(year, 79)


@pytest.mark.parametrize("columns", [20, 40, 79, 200])
def test_a_picture_is_as_wide_as_it_may_be_and_no_wider(year: list[Reading], columns: int) -> None:
    for ones in (year, year[:1], year[:2]):
        assert all(len(row) <= columns for row in rows_of(ones, columns, 4))


def test_the_table_says_the_same_line_by_line(year: list[Reading]) -> None:
    heading, names, newest, *rest = table.lines(year)
    assert heading == "Pain from 0 to 10, the middle value of a week (lowest to highest); lower is better:"
    assert names.split() == ["from", "back", "pain", "leg", "pain", "reaches"]
    assert newest.split() == ["2026-11-28", "1", "0", "the", "middle", "of", "the", "back"]
    assert rest[-1].split()[:8] == ["2025-11-29", "3", "(3", "to", "4)", "7", "(6", "to"]
    assert len(rest) == 51
    assert list(table.lines([])) == []


# The command


def test_the_command_prints_the_sentences_and_the_table(run: Run, data: Path) -> None:
    code, out, err = run("sessions", "trend")
    assert (code, out, err) == (0, "There is nothing to look back at yet.\n", "")
    of_days(Store(data), [400, 3, 2, 1, 0])
    lines = run("sessions", "trend").out.splitlines()
    assert lines[0].startswith("Pain is about the same as at first")
    assert lines[-1].split()[1:3] == ["0", "3"]
    found = json.loads(run("sessions", "trend", "--json").out)
    assert found["sentences"][0] == lines[0]
    assert found["leg_pain"] == {"first": 3, "lately": 3, "course": "same"}
    assert found["farthest"] == {"first": "buttock_hip", "lately": "buttock_hip", "course": "same"}
    assert [one["id"] for one in found["sessions"]] == ["home400", "home3", "home2", "home1", "home0"]
    assert found["sessions"][0]["readings"] == [{"back_pain": 0, "leg_pain": 3, "farthest": "buttock_hip"}]


def test_the_command_tells_of_one_patient(run: Run, data: Path) -> None:
    of_days(Store(data), [5], Series(Mode.CLINIC, "p-1"))
    assert "There is one reading so far" in run("sessions", "trend", "--patient", "p-1").out
    assert "nothing to look back at" in run("sessions", "trend", "--patient", "p-2").out
    assert "--patient takes a code" in refused(run("sessions", "trend", "--patient", "a name"))


def test_the_last_session_is_told_of_where_it_was_worse_whatever_came_before() -> None:
    good = [visit(reading(2, leg, days_ago=5 - day)) for day, leg in enumerate((7, 6, 5, 3, 2))]
    bad = [*good[:-1], replace(good[-1], worse=True)]
    assert not [line for line in sentences(good, TODAY) if "Last time it was worse" in line]
    first = next(sentences(bad, TODAY))
    assert first.startswith("Last time it was worse, or it was better to stop or to ask somebody. Please show this")
    assert "physical therapist" in trend.in_short(None, 9, worse=True)
