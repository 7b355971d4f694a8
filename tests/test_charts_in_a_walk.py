"""Charts in a walk: what they say of a step, what they ask for by themselves, and what stands in the log."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import chart_oracle as oracle
import pytest
from chart_oracle import Chart
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from walks import DONE, LATER, begun, ending, felt, no_to_all, on_disk, sat

from mckenzie_tui.body import BY_ID, SPOTS
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.locating import rated, with_numbness
from mckenzie_tui.session import StepRecord
from mckenzie_tui.sitting import Desk
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import PROPOSALS, Note, Readings, judge, proposed
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Direction, Event, Kind, Mode, Region, Side

# Charts as plain marks, and the same charts on the body


@cache
def on_body(chart: Chart) -> Symptoms:
    """The chart as it is marked, one place after the other; the ratings follow from that."""
    found = Symptoms()
    for mark in chart:
        spot = BY_ID[f"{mark.view}.{mark.side}.{mark.region}"]
        if mark.felt:
            found = rated(found, spot, Kind(mark.kind), mark.strength or 0)
        else:
            found = with_numbness(found, spot, numb=True)
    return found


def plain(found: Symptoms) -> Chart:
    return tuple(
        oracle.Mark(str(mark.view), str(mark.side), str(mark.region), str(mark.kind), mark.intensity)
        for mark in found.marks
    )


VIEWS = {(spot.side, spot.region): spot.view for spot in reversed(SPOTS)}
"""From where each region is seen; from behind, where it is seen from both."""
REGIONS = list(Region)
FELT = st.sampled_from(["pain", "pain", "pins_and_needles"])


@st.composite
def marks(draw: st.DrawFn, *, numb: bool = False) -> oracle.Mark:
    spot = draw(st.sampled_from(SPOTS))
    kind, strength = ("numbness", None) if numb else (draw(FELT), draw(st.integers(1, 10)))
    return oracle.Mark(str(spot.view), str(spot.side), str(spot.region), kind, strength)


def a_chart(*found: oracle.Mark) -> Chart:
    """At one place each thing is felt but once: what is said last counts."""
    return tuple({mark[:4]: mark for mark in found}.values())


@st.composite
def charts(draw: st.DrawFn, most: int = 4) -> Chart:
    """Any chart; seldom with numbness."""
    found = draw(st.lists(marks(), max_size=most))
    numb = draw(st.lists(marks(numb=True), max_size=2)) if seldom(draw) else []
    return a_chart(*found, *numb)


MODERATE = marks().map(lambda mark: a_chart(mark._replace(strength=1 + (mark.strength or 0) // 2)))
"""One place, with pain or tingling that is not severe."""


def seldom(draw: st.DrawFn) -> bool:
    return draw(st.integers(0, 11)) == 7


def moved(mark: oracle.Mark, by: int, stronger: int) -> oracle.Mark:
    """The mark so many rungs further out, and stronger; from the middle of the back it goes to the right."""
    if not mark.felt:
        return mark
    at = max(0, min(len(REGIONS) - 1, REGIONS.index(Region(mark.region)) + by))
    side = Side.CENTRAL if at == 0 else Side.RIGHT if mark.side == "central" else Side(mark.side)
    view = mark.view if by == 0 else VIEWS[side, REGIONS[at]]
    strength = max(1, min(10, (mark.strength or 0) + stronger))
    return oracle.Mark(str(view), str(side), str(REGIONS[at]), mark.kind, strength)


@st.composite
def changed(draw: st.DrawFn, chart: Chart) -> Chart:
    """The chart with all of its marks, or one, moved, and stronger or weaker; seldom with one more or less."""
    by = draw(st.sampled_from([0, 0, -1, -2, -3, -7, 1, 2]))
    stronger = draw(st.sampled_from([0, 0, -3, -2, -1, 1, 2, 3]))
    one = draw(st.sampled_from([None, None, *chart]))
    found = [moved(mark, by, stronger) if one in (None, mark) else mark for mark in chart]
    if seldom(draw):
        found = [mark for mark in found if mark is not one or not mark.felt]
    if seldom(draw):
        found.append(draw(marks(numb=seldom(draw))))
    return a_chart(*found)


@st.composite
def later(draw: st.DrawFn, *earlier: Chart) -> Chart:
    """A chart after others: mostly one of them again, or one of them changed; seldom quite another."""
    if seldom(draw):
        return draw(charts())
    one = draw(st.sampled_from(earlier))
    return one if seldom(draw) else draw(changed(one))


# One step: the package and the rules as they are written agree


def agree(before: Chart, after: Chart, recheck: Chart | None) -> bool:
    """Whether both give the same verdict, both or neither call it severe, and both propose the same answer."""
    judged = judge(Readings(on_body(before), on_body(after), None if recheck is None else on_body(recheck)))
    answer = proposed(judged)
    got = judged.verdict, Note.STOP_SEVERE in judged.notes, ":".join(filter(None, answer)) if answer else None
    charted = (before, after) if recheck is None else (before, after, recheck)
    return got == (oracle.verdict(*charted), oracle.severe(*charted), oracle.proposal(*charted))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Chart, Chart, Chart | None]:
    before = draw(charts())
    after = draw(later(before))
    return before, after, draw(st.none() | later(before, after))


@settings(max_examples=200, deadline=None)
@given(readings())
def test_any_charts_are_judged_as_the_rules_say(charted: tuple[Chart, Chart, Chart | None]) -> None:
    assert agree(*charted)


def chart_of(words: str) -> Chart:
    """A chart in words: side, region and strength of each mark, the toes seen from the front, all else from behind."""
    found = []
    for mark in filter(None, words.split(", ")):
        side, region, strength = mark.split()
        view = "front" if region == "toes" else "back"
        numb = strength == "numb"
        kind = "numbness" if numb else "pain"
        found.append(oracle.Mark(view, side, region, kind, None if numb else int(strength)))
    return tuple(found)


FEW = [
    *("", "right foot numb", "left foot numb, right foot numb", "right lower_leg 5, right foot numb"),
    *("central back_midline 3", "central back_midline 5", "central back_midline 8"),
    *("right back_side 3", "right back_side 5", "central back_midline 5, left back_side 4"),
    *("left back_side 3, right back_side 5", "right buttock_hip 5", "left buttock_hip 4, right lower_leg 5"),
    *("right thigh 3", "right thigh 7", "left lower_leg 5, right thigh 5", "left thigh 5, right lower_leg 5"),
    *("right lower_leg 3", "right lower_leg 5", "right lower_leg 8", "right lower_leg 10"),
    *("right lower_leg 5, central back_midline 9", "right toes 6"),
]
"""Charts in which much of what the rules speak of differs."""


def test_any_three_of_these_charts_are_judged_as_the_rules_say() -> None:
    few = [chart_of(words) for words in FEW]
    triples = itertools.product(few, few, [None, *few])
    different = [charted for charted in triples if not agree(*charted)]
    assert different[:1] == [], f"{len(different)} of {len(few) ** 2 * (len(few) + 1)} differ; the first one is shown"


@pytest.mark.parametrize("words", FEW)
def test_a_yes_to_new_numbness_or_weakness_outweighs_any_chart(words: str) -> None:
    before, after = chart_of("right lower_leg 5, right foot numb"), chart_of(words)
    judged = judge(Readings(on_body(before), on_body(after), new_numbness_or_weakness=True))
    assert judged.verdict == oracle.verdict(before, after, new_numbness=True)


# Whole walks: the machine and the story of the rules go the same way


Starts = Callable[[Mode], Walk]


@pytest.fixture(scope="module")
def starts(machine: FlowMachine) -> Starts:
    """A walk at its first chart: alone at home, or beside a clinician, who may go on without marking."""
    alone, beside = no_to_all(begun(machine, LATER)), begun(machine, LATER, Mode.CLINIC).say(Event.ATTEST)

    def start(mode: Mode) -> Walk:
        return beside if mode.clinician_present else alone

    return start


def reached(walk: Walk) -> dict[str, Any]:
    """Where a walk stands and what has come of its steps, in plain words."""
    return {
        "place": walk.place.name,
        "ending": ending(walk),
        "closed": set(walk.facts.closed),
        "skipped": list(walk.facts.skipped),
        "visits": [answered(visit) for visit in walk.facts.visits],
        "best step": walk.best_step,
        "direction": walk.direction,
    }


def answered(visit: Visit) -> dict[str, Any]:
    told = visit.charts
    charted = {"before": told.before, "after": told.after, "recheck": told.recheck}
    return {
        "step": visit.step,
        "said": visit.said or visit.response,
        "counted": visit.response,
        "unsure": visit.unsure,
        "said settled": visit.settled if visit.said_settled is None else visit.said_settled,
        "counted settled": visit.settled,
        "charts": {name: set(plain(found)) for name, found in charted.items() if found is not None},
    }


def wanted(course: oracle.Course) -> dict[str, Any]:
    """The same by the story of the rules."""
    visits = [
        {
            "step": visit["step"],
            "said": visit["said"],
            "counted": visit["counted"],
            "unsure": visit["unsure"],
            "said settled": visit["said_settled"],
            "counted settled": visit["counted_settled"],
            "charts": {name: set(chart) for name, chart in visit["readings"].items()},
        }
        for visit in course.visits
    ]
    return {
        "place": course.place,
        "ending": course.ending,
        "closed": course.closed,
        "skipped": course.skipped,
        "visits": visits,
        "best step": course.best_step,
        "direction": course.direction,
    }


ANSWERS = ["centralized", "partly_centralized", "unchanged", "worsened"]
SAYS = {
    "exercise": [*["did"] * 12, "relocate", "relocate", "cannot"],
    "response": [*ANSWERS, "unsure", "cannot"],
    "response_again": [*ANSWERS, "unsure", "cannot"],
    "settling": ["rested"],
    "settled": ["settled", "not_settled"],
    "settled_again": ["settled", "not_settled"],
}
"""What is said at the places of a step, beside marking a chart; a word that stands there often is said often."""
MARKING = ("where_it_hurts", "before", "after", "recheck")
ASKING = ("question", "trouble", "resumed")


class Pair:
    """A walk, and the story of the same walk as the rules tell it."""

    def __init__(self, start: Walk, mode: Mode) -> None:
        self.walk = start
        self.mode = mode
        self.course = oracle.Course()

    def words(self) -> list[str]:
        """What may be said where the story stands, the likely words first."""
        parts = self.course.place.split(".")
        here = parts[-1]
        if parts[0] in ASKING:
            says = ["no", "no", "no", "yes"]
        elif here in MARKING:
            unmarked = ["not_marked"] if self.mode is Mode.CLINIC and here in ("after", "recheck") else []
            says = ["located"] * 4 + unmarked
        else:
            says = SAYS[here] + self.as_proposed(here)
        says = says * (20 // len(says) + 1)
        if parts[0] != "resumed":
            says = [*says, "resumed"]
        return says if "trouble" in parts else [*says, "trouble"]

    def as_proposed(self, place: str) -> list[str]:
        """The answer that the charts propose, so that walks go on for long."""
        charted = tuple(self.course.readings.values())
        answer = oracle.proposal(*charted) if len(charted) > 1 else None
        if answer is None:
            return []
        said, _, settled = answer.partition(":")
        return [said if "response" in place else settled or "settled"] * 4 if place != "settling" else []

    def say(self, word: str) -> None:
        self.course.say(word)
        self.walk = self.walk.say(Event(word), done=DONE if word == "did" else None)

    def mark(self, chart: Chart) -> None:
        self.course.say("located", chart)
        self.walk = self.walk.say(Event.LOCATED, symptoms=on_body(chart))


LONGEST = 60


def go(pair: Pair, draw: Callable[[Any], Any]) -> None:
    """Say something that fits, or mark a chart."""
    word = draw(st.sampled_from(pair.words()))
    if word != "located":
        pair.say(word)
    elif pair.course.place == "where_it_hurts":
        pair.mark(draw(MODERATE | MODERATE | MODERATE | charts(3)))
    else:
        pair.mark(draw(later(pair.course.now, *pair.course.readings.values())))


@settings(
    max_examples=150,
    deadline=None,
    phases=[phase for phase in Phase if phase is not Phase.explain],  # which takes long for a long walk
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
)
@given(mode=st.sampled_from([Mode.HOME, Mode.CLINIC]), data=st.data())
def test_any_walk_goes_where_the_rules_lead(starts: Starts, mode: Mode, data: st.DataObject) -> None:
    pair = Pair(starts(mode), mode)
    for _ in range(LONGEST):
        assert reached(pair.walk) == wanted(pair.course)
        if pair.course.ending:
            break
        go(pair, data.draw)


# Examples: short ways through a step


def leg(region: Region, pain: int = 5) -> Symptoms:
    """Pain as far down the right side as this."""
    return felt(right=region, pain=pain)


LYING, PROPS = "step.prone_lying", "step.prone_props"
NOTHING = Symptoms()
MIDDLE, RIGHT_BACK = felt(), leg(Region.BACK_SIDE)
THIGH, CALF, FOOT, TOES = (leg(region) for region in (Region.THIGH, Region.LOWER_LEG, Region.FOOT, Region.TOES))
WEAKER, STRONGER, SEVERE = (leg(Region.LOWER_LEG, pain) for pain in (3, 7, 8))
FREER_BUT_STRONGER = leg(Region.THIGH, 7)
BOTH_CALVES = felt(left=Region.LOWER_LEG, right=Region.LOWER_LEG)
YES, NO = Event.YES, Event.NO
CENTRALIZED, PARTLY, UNCHANGED, WORSENED = FOUR = (
    Event.CENTRALIZED,
    Event.PARTLY_CENTRALIZED,
    Event.UNCHANGED,
    Event.WORSENED,
)
SAYING = {CENTRALIZED: MIDDLE, PARTLY: THIGH, UNCHANGED: CALF, WORSENED: FOOT}
"""After pain in the calf: a chart that proposes each answer."""


@pytest.fixture
def calf(starts: Starts) -> Walk:
    """At the first exercise, with pain of 5 in the right calf."""
    return started(starts, CALF)


def started(starts: Starts, found: Symptoms, mode: Mode = Mode.HOME) -> Walk:
    return starts(mode).say(Event.LOCATED, symptoms=found)


def said(walk: Walk, *events: Event) -> Walk:
    for event in events:
        walk = walk.say(event)
    return walk


def did(walk: Walk, found: Symptoms) -> Walk:
    """The exercise done, and marked how it is then."""
    return walk.say(Event.DID, done=DONE).say(Event.LOCATED, symptoms=found)


def rested(walk: Walk, found: Symptoms) -> Walk:
    """The rest after a worsening taken, and marked how it is then."""
    return walk.say(Event.RESTED).say(Event.LOCATED, symptoms=found)


def marked_before(walk: Walk, found: Symptoms) -> Walk:
    return walk.say(Event.RELOCATE).say(Event.LOCATED, symptoms=found)


def numb(found: Symptoms, *sides: str) -> Symptoms:
    for side in sides:
        found = with_numbness(found, BY_ID[f"front.{side}.foot"], numb=True)
    return found


def last(walk: Walk) -> dict[str, Any]:
    """What the last answered step says, without its charts."""
    told = answered(walk.facts.visits[-1])
    return {name: told[name] for name in ("said", "counted", "said settled", "counted settled")}


# Answer and chart


def test_every_verdict_proposes_what_the_table_says() -> None:
    table = {verdict: ":".join(part for part in answer if part) for verdict, answer in PROPOSALS.items()}
    assert table == oracle.PROPOSES


@pytest.mark.parametrize(
    ("found", "event", "place"),
    [
        pytest.param(MIDDLE, CENTRALIZED, "ending.preference_found", id="centralized"),
        pytest.param(NOTHING, CENTRALIZED, "ending.preference_found", id="abolished"),
        pytest.param(THIGH, PARTLY, f"{PROPS}.exercise", id="centralizing"),
        pytest.param(WEAKER, PARTLY, f"{PROPS}.exercise", id="weaker in the same place"),
        pytest.param(CALF, UNCHANGED, f"{PROPS}.exercise", id="no effect"),
        pytest.param(FOOT, WORSENED, f"{LYING}.settling", id="peripheralized"),
        pytest.param(STRONGER, WORSENED, f"{LYING}.settling", id="stronger in the same place"),
    ],
)
def test_an_answer_that_the_chart_bears_out_is_followed_at_once(
    calf: Walk, found: Symptoms, event: Event, place: str
) -> None:
    walk = did(calf, found)
    assert walk.place.name == f"{LYING}.response"
    walk = walk.say(event)
    assert walk.place.name == place
    assert (last(walk)["said"], last(walk)["counted"]) == (event, event)


@pytest.mark.parametrize("chart", FOUR)
@pytest.mark.parametrize("first", FOUR)
def test_any_other_answer_is_asked_for_once_more_and_then_the_more_careful_counts(
    calf: Walk, chart: Event, first: Event
) -> None:
    asked = did(calf, SAYING[chart]).say(first)
    if first is chart:
        assert asked.place.name != f"{LYING}.response_again"
        return
    assert (asked.place.name, asked.facts.visits) == (f"{LYING}.response_again", ())
    for second in FOUR:
        walk = asked.say(second)
        counted = max(chart, second, key=FOUR.index)
        assert (last(walk)["said"], last(walk)["counted"]) == (second, counted)
        assert walk.place.name == did(calf, SAYING[counted]).say(counted).place.name


def test_giving_in_when_asked_once_more_leaves_no_disagreement(calf: Walk) -> None:
    walk = said(did(calf, FOOT), UNCHANGED, WORSENED)
    assert walk.facts.visits[-1].said is None
    assert walk.place.name == f"{LYING}.settling"


@pytest.mark.parametrize("found", [*SAYING.values(), STRONGER], ids=[*FOUR, "stronger"])
def test_not_possible_is_never_questioned(calf: Walk, found: Symptoms) -> None:
    for walk in (did(calf, found), did(calf, found).say(Event.UNSURE)):
        walk = walk.say(Event.CANNOT)
        assert walk.place.name == f"{PROPS}.exercise"
        assert (last(walk)["said"], last(walk)["counted"]) == (Event.CANNOT, Event.CANNOT)


@pytest.mark.parametrize(("chart", "counted"), [*zip(FOUR, [UNCHANGED, UNCHANGED, UNCHANGED, WORSENED], strict=True)])
def test_a_second_not_sure_counts_as_unchanged_or_as_worse_where_the_chart_says_so(
    calf: Walk, chart: Event, counted: Event
) -> None:
    asked = did(calf, SAYING[chart]).say(Event.UNSURE)
    assert (asked.place.name, asked.facts.visits) == (f"{LYING}.response_again", ())
    walk = asked.say(Event.UNSURE)
    assert walk.facts.visits[-1].unsure
    assert (last(walk)["said"], last(walk)["counted"]) == (UNCHANGED, counted)
    assert walk.place.name == (f"{LYING}.settling" if counted is WORSENED else f"{PROPS}.exercise")


def test_beside_a_clinician_an_answer_without_a_chart_counts_as_it_is_said(starts: Starts) -> None:
    for event in FOUR:
        walk = said(started(starts, CALF, Mode.CLINIC), Event.DID, Event.NOT_MARKED, event)
        assert (last(walk)["said"], last(walk)["counted"]) == (event, event)
    with pytest.raises(NotAllowedError):
        said(started(starts, CALF), Event.DID, Event.NOT_MARKED)


# Rest, then look again


@pytest.mark.parametrize(
    ("start", "twice"),
    [
        pytest.param(MIDDLE, RIGHT_BACK, id="from the middle to one side"),
        pytest.param(CALF, FREER_BUT_STRONGER, id="nearer but stronger"),
    ],
)
def test_what_is_the_same_after_a_rest_is_proposed_as_unchanged(
    starts: Starts, start: Symptoms, twice: Symptoms
) -> None:
    walk = did(started(starts, start), twice)
    assert (walk.place.name, walk.facts.visits) == (f"{LYING}.recheck", ())
    walk = walk.say(Event.LOCATED, symptoms=twice)
    assert walk.place.name == f"{LYING}.response"
    assert walk.say(PARTLY).place.name == f"{LYING}.response_again"
    walk = walk.say(UNCHANGED)
    assert walk.place.name == f"{PROPS}.exercise"
    charts = walk.facts.visits[-1].charts
    assert (charts.before, charts.after, charts.recheck) == (start, twice, twice)


@pytest.mark.parametrize(
    ("found", "proposed"), [(THIGH, PARTLY), (CALF, UNCHANGED), (FOOT, WORSENED), (NOTHING, CENTRALIZED)]
)
def test_after_a_rest_what_remains_is_judged(calf: Walk, found: Symptoms, proposed: Event) -> None:
    walk = did(calf, FREER_BUT_STRONGER).say(Event.LOCATED, symptoms=found)
    for event in FOUR:
        assert (walk.say(event).place.name == f"{LYING}.response_again") is (event is not proposed)


# Worse: has it settled?


@pytest.mark.parametrize(
    ("found", "answers", "says", "counts"),
    [
        pytest.param(CALF, [Event.SETTLED], True, True, id="it is, and the chart says so"),
        pytest.param(FOOT, [Event.NOT_SETTLED], False, False, id="it is not, and the chart says so"),
        pytest.param(FOOT, [Event.SETTLED] * 2, True, False, id="it is, but not by the chart"),
        pytest.param(CALF, [Event.NOT_SETTLED] * 2, False, False, id="it is not, though it is by the chart"),
        pytest.param(CALF, [Event.NOT_SETTLED, Event.SETTLED], True, True, id="it is, on second thought"),
        pytest.param(FOOT, [Event.SETTLED, Event.NOT_SETTLED], False, False, id="it is not, on second thought"),
    ],
)
def test_whether_it_settled_is_asked_twice_at_most_and_the_more_careful_counts(
    calf: Walk, found: Symptoms, answers: list[Event], says: bool, counts: bool
) -> None:
    walk = rested(did(calf, FOOT).say(WORSENED), found)
    assert walk.place.name == f"{LYING}.settled"
    walk = walk.say(answers[0])
    assert (walk.place.name == f"{LYING}.settled_again") is (len(answers) == 2)
    walk = said(walk, *answers[1:])
    assert walk.place.name == (f"{PROPS}.exercise" if counts else "step.side_glide.exercise")
    assert walk.facts.closed == (set() if counts else {Direction.EXTENSION})
    assert (last(walk)["said settled"], last(walk)["counted settled"]) == (says, counts)


def test_the_rest_is_taken_as_well_where_only_the_chart_says_worse(calf: Walk) -> None:
    walk = said(did(calf, FOOT), UNCHANGED, UNCHANGED)
    assert walk.place.name == f"{LYING}.settling"
    walk = rested(walk, FOOT).say(Event.NOT_SETTLED)
    assert walk.place.name == "step.side_glide.exercise"
    assert last(walk) == {"said": UNCHANGED, "counted": WORSENED, "said settled": False, "counted settled": False}


# Severe pain


@pytest.mark.parametrize(
    ("start", "found", "severe"),
    [
        (7, leg(Region.LOWER_LEG, 8), True),
        (5, leg(Region.LOWER_LEG, 7), False),
        (5, leg(Region.THIGH, 8), True),
        (5, felt(pain=9), True),
        (8, leg(Region.LOWER_LEG, 9), False),
        (8, leg(Region.LOWER_LEG, 10), True),
    ],
)
def test_severe_pain_leads_to_rest_at_once_wherever_it_is(
    starts: Starts, start: int, found: Symptoms, severe: bool
) -> None:
    walk = did(started(starts, leg(Region.LOWER_LEG, start)), found)
    assert (walk.place.name == f"{LYING}.settling") is severe
    assert [visit.response for visit in walk.facts.visits] == [WORSENED] * severe


def test_severe_pain_that_settles_goes_on_and_that_does_not_stops(calf: Walk) -> None:
    severe = did(calf, SEVERE)
    assert rested(severe, CALF).say(Event.SETTLED).place.name == f"{PROPS}.exercise"
    assert ending(rested(severe, SEVERE).say(Event.NOT_SETTLED)) == "stopped_worse"
    assert ending(said(rested(severe, CALF), Event.NOT_SETTLED, Event.NOT_SETTLED)) == "stopped_worse"


def test_pain_that_is_still_severe_has_not_settled_whatever_is_said(calf: Walk) -> None:
    walk = rested(did(calf, SEVERE), SEVERE).say(Event.SETTLED)
    assert walk.place.name == f"{LYING}.settled_again"
    assert ending(walk.say(Event.SETTLED)) == "stopped_worse"


def test_pain_that_becomes_severe_while_one_looks_again_leads_to_rest(calf: Walk) -> None:
    walk = did(calf, FREER_BUT_STRONGER).say(Event.LOCATED, symptoms=leg(Region.THIGH, 8))
    assert walk.place.name == f"{LYING}.settling"


def test_pain_that_becomes_severe_during_the_rest_stops_as_well(calf: Walk) -> None:
    walk = rested(did(calf, STRONGER).say(WORSENED), SEVERE)
    assert ending(walk.say(Event.NOT_SETTLED)) == "stopped_worse"
    assert ending(said(walk, Event.SETTLED, Event.SETTLED)) == "stopped_worse"


# New numbness

WAYS_TO_A_CHART: dict[str, Callable[[Walk, Symptoms], Walk]] = {
    "before": marked_before,
    "after": did,
    "look again": lambda walk, found: did(walk, FREER_BUT_STRONGER).say(Event.LOCATED, symptoms=found),
    "after the rest": lambda walk, found: rested(did(walk, FOOT).say(WORSENED), found),
}
every_chart = pytest.mark.parametrize("way", WAYS_TO_A_CHART.values(), ids=WAYS_TO_A_CHART)


@every_chart
def test_a_chart_with_new_numbness_leads_to_care_or_to_an_emergency(
    calf: Walk, way: Callable[[Walk, Symptoms], Walk]
) -> None:
    walk = way(calf, numb(THIGH, "right"))
    assert walk.place.name == "question.trouble.fast_or_both"
    assert ending(walk.say(YES)) == "emergency"
    assert ending(walk.say(NO)) == "seek_care"


@every_chart
def test_a_chart_with_new_numbness_in_both_legs_is_an_emergency(
    calf: Walk, way: Callable[[Walk, Symptoms], Walk]
) -> None:
    assert ending(way(calf, numb(THIGH, "left", "right"))) == "emergency"


def test_numbness_that_joins_an_old_one_in_the_other_leg_is_an_emergency(starts: Starts) -> None:
    walk = started(starts, numb(CALF, "right"))
    assert ending(did(walk, numb(CALF, "left", "right"))) == "emergency"


@every_chart
def test_old_numbness_alarms_nobody(starts: Starts, way: Callable[[Walk, Symptoms], Walk]) -> None:
    walk = started(starts, numb(CALF, "right"))
    shown = way(walk, numb(CALF, "right")).place.name
    assert shown in (f"{LYING}.exercise", f"{LYING}.response", f"{LYING}.settled")


@every_chart
def test_nothing_that_is_said_after_a_break_leads_past_new_numbness(
    calf: Walk, way: Callable[[Walk, Symptoms], Walk]
) -> None:
    asked = way(calf, numb(THIGH, "right"))
    again = said(asked, Event.RESUMED, NO)
    assert again.place.name == asked.place.name
    again = said(asked, Event.RESUMED, YES, NO, NO, NO)
    assert again.place.name == asked.place.name
    assert ending(again.say(NO)) == "seek_care"


# Newly on both sides


@every_chart
def test_symptoms_newly_on_both_sides_bring_up_the_signs_of_an_emergency(
    calf: Walk, way: Callable[[Walk, Symptoms], Walk]
) -> None:
    one, two = CALF, felt(left=Region.BUTTOCK_HIP, right=Region.LOWER_LEG)
    onward = way(calf, one).place.name
    asked = way(calf, two)
    assert asked.place.name == "trouble"
    assert ending(asked.say(YES)) == "emergency"
    assert said(asked, NO, NO, YES).place.name == f"{LYING}.settling"
    assert ending(said(asked, NO, YES, NO)) == "seek_care"
    assert said(asked, NO, NO, NO).place.name == onward


def test_symptoms_on_one_side_of_the_back_are_not_yet_on_both_sides(calf: Walk) -> None:
    walk = did(calf, felt(left=Region.BACK_SIDE, right=Region.LOWER_LEG))
    assert walk.place.name == f"{LYING}.response"


def test_the_signs_are_not_asked_for_again_while_both_sides_stay_as_they_are(calf: Walk) -> None:
    walk = said(did(calf, BOTH_CALVES), NO, NO, NO, WORSENED)
    walk = rested(walk, BOTH_CALVES)
    assert walk.place.name == f"{LYING}.settled"
    walk = did(walk.say(Event.NOT_SETTLED), BOTH_CALVES)
    assert walk.place.name == "step.side_glide.response"


def test_both_sides_and_severe_at_once_lead_to_the_signs_and_then_to_rest(calf: Walk) -> None:
    walk = did(calf, felt(left=Region.LOWER_LEG, right=Region.LOWER_LEG, pain=9))
    assert walk.place.name == "trouble"
    walk = said(walk, NO, NO, NO)
    assert walk.place.name == f"{LYING}.settling"
    assert ending(rested(walk, SEVERE).say(Event.NOT_SETTLED)) == "stopped_worse"


# Marked anew before the exercise


def test_what_is_marked_before_the_exercise_is_what_it_is_compared_with(calf: Walk) -> None:
    walk = marked_before(calf, TOES)
    assert walk.place.name == f"{LYING}.exercise"
    walk = did(marked_before(walk, FOOT), CALF).say(PARTLY)
    assert walk.place.name == f"{PROPS}.exercise"
    assert walk.facts.visits[-1].charts.before == FOOT


def test_what_is_marked_before_the_exercise_is_compared_with_what_was_marked_last(starts: Starts) -> None:
    strong = leg(Region.LOWER_LEG, 9)
    walk = started(starts, numb(strong, "right"))
    assert marked_before(walk, numb(strong, "right")).place.name == f"{LYING}.exercise"
    eased = did(walk, CALF).say(PARTLY)
    assert marked_before(eased, strong).place.name == "trouble"
    assert marked_before(eased, numb(CALF, "right")).place.name == "question.trouble.fast_or_both"


def test_severe_pain_before_the_exercise_is_asked_about(calf: Walk) -> None:
    walk = marked_before(calf, SEVERE)
    assert walk.place.name == "trouble"
    assert said(walk, NO, NO, NO).place.name == f"{LYING}.exercise"
    resting = said(walk, NO, NO, YES)
    assert resting.place.name == f"{LYING}.settling"
    assert ending(said(rested(resting, SEVERE), Event.NOT_SETTLED, Event.NOT_SETTLED)) == "stopped_worse"


# The best of the steps that helped in part


def to_the_end(walk: Walk, helped: dict[str, tuple[Symptoms, ...]], answer: Event = PARTLY) -> Walk:
    """The walk through all steps: these helped, and led to these charts; after the others it was as before."""
    while walk.place.name.startswith("step."):
        step = walk.place.step
        first, *again = helped.get(step, (walk.last_marked,))
        walk = did(walk, first)
        for found in again:
            walk = walk.say(Event.LOCATED, symptoms=found)
        walk = walk.say(answer if step in helped else UNCHANGED)
        if walk.place.name == f"step.{step}.response_again":
            walk = walk.say(answer)
    return walk


@pytest.mark.parametrize(
    ("start", "helped", "best", "direction"),
    [
        pytest.param(
            TOES,
            {"prone_lying": (FOOT,), "side_glide": (THIGH,)},
            *("side_glide", Direction.LATERAL),
            id="the longest way up",
        ),
        pytest.param(
            leg(Region.TOES, 7),
            {"prone_lying": (leg(Region.TOES, 3),), "flexion_rotation": (leg(Region.FOOT, 3),)},
            *("flexion_rotation", Direction.ROTATION),
            id="a short way up before much less pain",
        ),
        pytest.param(
            leg(Region.TOES, 6),
            {"prone_lying": (leg(Region.FOOT, 6),), "lumbar_flexion": (CALF,)},
            *("lumbar_flexion", Direction.FLEXION),
            id="as far up, and less pain",
        ),
        pytest.param(
            leg(Region.TOES, 6),
            {"prone_props": (FOOT,), "side_glide": (leg(Region.LOWER_LEG, 4),)},
            *("prone_props", Direction.EXTENSION),
            id="all the same, the first",
        ),
        pytest.param(
            felt(pain=7),
            {"prone_lying": (felt(pain=5),), "lumbar_flexion": (felt(pain=2),)},
            *("lumbar_flexion", Direction.FLEXION),
            id="in the middle, less pain",
        ),
        pytest.param(
            TOES,
            {"prone_lying": (leg(Region.FOOT, 7), THIGH), "side_glide": (leg(Region.BUTTOCK_HIP, 4),)},
            *("prone_lying", Direction.EXTENSION),
            id="how far up it was after a rest",
        ),
        pytest.param(
            TOES,
            {"prone_lying": (leg(Region.FOOT, 7), leg(Region.FOOT, 4)), "side_glide": (leg(Region.LOWER_LEG, 4),)},
            *("prone_lying", Direction.EXTENSION),
            id="how strong it was after a rest",
        ),
    ],
)
def test_the_best_step_is_the_one_after_which_it_moved_up_most(
    starts: Starts, start: Symptoms, helped: dict[str, tuple[Symptoms, ...]], best: str, direction: Direction
) -> None:
    walk = to_the_end(started(starts, start), helped)
    assert ending(walk) == "preference_leaning"
    assert (walk.best_step, walk.direction) == (best, direction)


def test_a_step_that_helped_in_part_by_the_chart_alone_counts_among_the_best(calf: Walk) -> None:
    walk = to_the_end(calf, {"side_glide": (THIGH,)}, CENTRALIZED)
    assert (ending(walk), walk.best_step) == ("preference_leaning", "side_glide")


def test_a_step_that_helped_in_part_but_not_by_the_chart_does_not_count(calf: Walk) -> None:
    walk = to_the_end(calf, {"side_glide": (CALF,)}, PARTLY)
    assert (ending(walk), walk.best_step) == ("no_preference_found", None)


# The log


def logged(step: StepRecord) -> dict[str, Any]:
    told = step.model_dump(mode="json", exclude_none=True)
    names = (
        "answer",
        "counted_answer",
        "settled",
        "counted_settled",
        "unsure",
        "before",
        "after",
        "recheck",
        "verdict",
    )
    return {name: told[name] for name in names if name in told}


def at_one_place(region: str, pain: int) -> dict[str, Any]:
    """A chart as it stands in the log."""
    mark = {"region": region, "side": "right", "kind": "pain", "view": "back", "intensity": pain}
    return {"back_pain": 0, "leg_pain": pain, "marks": [mark]}


def test_the_log_holds_the_charts_of_every_step_with_verdict_and_answer_side_by_side(calf: Walk, desk: Desk) -> None:
    walk = did(calf, CALF).say(UNCHANGED)
    walk = said(did(walk, FREER_BUT_STRONGER).say(Event.LOCATED, symptoms=THIGH), CENTRALIZED, CENTRALIZED)
    walk = said(did(walk, CALF), Event.UNSURE, Event.UNSURE)
    walk = said(rested(walk, CALF), Event.SETTLED, Event.SETTLED)
    session = on_disk(sat(desk, walk))
    calf_5, thigh_5 = at_one_place("lower_leg", 5), at_one_place("thigh", 5)
    assert [logged(step) for step in session.steps] == [
        {"answer": "unchanged", "before": calf_5, "after": calf_5, "verdict": "no_effect"},
        {
            "answer": "centralized",
            "counted_answer": "partly_centralized",
            "before": calf_5,
            "after": at_one_place("thigh", 7),
            "recheck": thigh_5,
            "verdict": "centralizing",
        },
        {
            "answer": "unchanged",
            "counted_answer": "worsened",
            "unsure": True,
            "settled": True,
            "counted_settled": False,
            "before": thigh_5,
            "after": calf_5,
            "recheck": calf_5,
            "verdict": "peripheralized",
        },
    ]
    assert all(step.rule for step in session.steps)
    assert session.ending == "preference_leaning"
    assert (session.result and session.result.best_step) == "prone_props"


def test_where_the_chart_alone_called_for_rest_the_log_puts_no_answer_in_the_persons_mouth(
    calf: Walk, desk: Desk
) -> None:
    session = on_disk(sat(desk, rested(did(calf, SEVERE), CALF).say(Event.SETTLED)))
    assert [logged(step) for step in session.steps] == [
        {
            "counted_answer": "worsened",
            "settled": True,
            "before": at_one_place("lower_leg", 5),
            "after": at_one_place("lower_leg", 8),
            "recheck": at_one_place("lower_leg", 5),
            "verdict": "increased_no_worse",
        }
    ]


@pytest.mark.parametrize(("sides", "verdict"), [(["right"], "stop_neuro"), (["left", "right"], "emergency")])
def test_a_step_that_ended_in_care_before_it_was_answered_is_in_the_log_with_its_charts(
    calf: Walk, desk: Desk, sides: list[str], verdict: str
) -> None:
    found = numb(THIGH, *sides)
    walk = did(did(calf, CALF).say(UNCHANGED), found)
    walk = walk if walk.ending else walk.say(NO)
    session = on_disk(sat(desk, walk))
    assert session.ending == ("emergency" if verdict == "emergency" else "seek_care")
    answered_one, unanswered = session.steps
    assert (answered_one.id, answered_one.answer) == ("prone_lying", UNCHANGED)
    assert (unanswered.id, unanswered.answer, unanswered.verdict) == ("prone_props", None, verdict)
    assert (unanswered.before, unanswered.after, unanswered.done) == (CALF, found, DONE)


# A flow of one's own


@pytest.fixture
def without_rest(tmp_path: Path) -> Walk:
    """After a worsening at the first step of a flow that does not rest then: the rest is a rule of the flow file."""
    text = (Path(__file__).parent.parent / "flows" / "lumbar-progression.toml").read_text(encoding="utf-8")
    resting = 'on = ["worsened"]\ngo = "settling"\n'
    assert text.count(resting) == 1
    path = tmp_path / "edited.toml"
    path.write_text(text.replace(resting, 'on = ["worsened"]\ngo = "next_step"\n'), encoding="utf-8")
    start = no_to_all(begun(FlowMachine(Catalogue().find(str(path))), LATER))
    walk = did(start.say(Event.LOCATED, symptoms=CALF), FOOT).say(WORSENED)
    assert walk.place.name == f"{PROPS}.exercise"
    return walk


def test_where_a_flow_does_not_rest_the_next_step_is_marked_and_answered_for_itself(without_rest: Walk) -> None:
    walk = did(without_rest, STRONGER)
    assert walk.place.name == f"{PROPS}.recheck"
    walk = walk.say(Event.LOCATED, symptoms=CALF)
    assert walk.place.name == f"{PROPS}.response"
    walk = walk.say(PARTLY)
    assert [(visit.step, visit.charts.before, visit.charts.after) for visit in walk.facts.visits] == [
        ("prone_lying", CALF, FOOT),
        ("prone_props", FOOT, STRONGER),
    ]


def test_where_a_flow_does_not_rest_a_chart_before_the_next_exercise_is_not_of_the_last_one(without_rest: Walk) -> None:
    walk = marked_before(without_rest, THIGH)
    assert walk.place.name == f"{PROPS}.exercise"
    assert walk.facts.visits == without_rest.facts.visits
    assert marked_before(without_rest, SEVERE).place.name == "trouble"
