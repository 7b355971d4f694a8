"""The verdict on an exercise, from the symptoms before and after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mckenzie_tui.body import spot_of
from mckenzie_tui.locating import rated
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.verdict import PROPOSALS, RULES, Note, Readings, Verdict, judge
from mckenzie_tui.words import Event, Kind, Region, Settled, Side, View

WORDS = {"midline": (Region.BACK_MIDLINE, "central")} | {
    f"{letter} {name}": (Region(word), side)
    for letter, side in (("R", "right"), ("L", "left"))
    for name, word in (
        ("back_side", "back_side"),
        ("buttock", "buttock_hip"),
        ("thigh", "thigh"),
        ("lower_leg", "lower_leg"),
        ("foot", "foot"),
        ("toes", "toes"),
    )
}


def felt(places: str = "", leg: int | None = None, back: int | None = None, numb: str = "") -> Symptoms:
    """Symptoms as the vectors write them: ``R lower_leg + midline``, and the two ratings.

    A rating that a vector leaves out is 5 where there is something to rate, else 0.
    """
    marks = [mark(word.strip()) for word in places.split("+") if word.strip()]
    in_leg = any(item.region.in_leg for item in marks)
    in_back = any(not item.region.in_leg for item in marks)
    marks += [mark(word.strip(), Kind.NUMBNESS) for word in numb.split("+") if word.strip()]
    ratings = (5 * in_leg if leg is None else leg, 5 * in_back if back is None else back)
    return Symptoms(leg_pain=ratings[0], back_pain=ratings[1], marks=tuple(marks))


def mark(word: str, kind: Kind = Kind.PAIN) -> Mark:
    region, side = WORDS[word]
    return Mark.model_validate({"region": region, "side": side, "kind": kind})


NONE = felt()

# Before, after, recheck (or none), verdict. Numbered as in the clinical brief; 16 and 22 are matters of the flow.
IMPROVED, PASSED = Verdict.IMPROVED_SAME_PLACE, Verdict.INCREASED_NO_WORSE
VECTORS: dict[str, tuple[Symptoms, Symptoms, Symptoms | None, Verdict]] = {
    "1": (felt("R toes", 7, 3), felt("R buttock", 3, 5), None, Verdict.CENTRALIZING),
    "2": (felt("R lower_leg", 6), felt("midline", back=4), None, Verdict.CENTRALIZED),
    "3": (felt("R thigh"), NONE, None, Verdict.ABOLISHED),
    "4": (felt("R lower_leg", 6), felt("R lower_leg", 3), None, Verdict.IMPROVED_SAME_PLACE),
    "5": (felt("R lower_leg", 6), felt("R lower_leg", 5), None, Verdict.NO_EFFECT),
    "6": (felt("R lower_leg", 4), felt("R thigh", 7), None, Verdict.CENTRALIZING_INTENSITY_UP),
    "7": (felt("R buttock", 5), felt("R lower_leg", 2), felt("R lower_leg", 2), Verdict.PERIPHERALIZED),
    "8": (felt("midline", back=5), felt("midline", back=2), None, Verdict.IMPROVED_SAME_PLACE),
    "9": (felt("midline", back=5), felt("R buttock", 3), felt("R buttock", 3), Verdict.PERIPHERALIZED),
    "10": (felt("R back_side", back=5), felt("midline", back=5), None, Verdict.CENTRALIZED),
    "11": (NONE, NONE, None, Verdict.NO_EFFECT_SYMPTOM_FREE),
    "12": (NONE, felt("midline", back=2), NONE, Verdict.PRODUCED_NO_WORSE),
    "13": (NONE, felt("R lower_leg", 3), felt("R lower_leg", 3), Verdict.PRODUCED_WORSE),
    "14": (
        felt("L lower_leg + R thigh"),
        felt("L thigh + R lower_leg"),
        felt("L thigh + R lower_leg"),
        Verdict.PERIPHERALIZED,
    ),
    "15": (felt("R lower_leg"), felt("R lower_leg + L buttock"), None, Verdict.WORSE_NEW_SIDE),
    "17": (felt("R lower_leg"), felt("R foot"), felt("R lower_leg"), Verdict.PERIPHERALIZING_NO_WORSE),
    "18": (felt("R foot"), felt(numb="R foot"), None, Verdict.STOP_NEURO),
    "20": (felt("R toes + midline"), felt("midline"), None, Verdict.CENTRALIZED),
    "21": (felt("R foot"), felt("R thigh"), felt("R foot"), Verdict.UNSTABLE),
    "23": (felt("R thigh", 6, 3), felt("midline", 0, 8), None, Verdict.CENTRALIZED),
    "24": (felt("L lower_leg + R thigh"), felt("L thigh + R thigh"), None, Verdict.CENTRALIZING),
    "25": (felt("R lower_leg"), felt("R foot"), felt("R lower_leg"), Verdict.PERIPHERALIZING_NO_WORSE),
    "26": (felt("R lower_leg", 4), felt("R lower_leg", 7), felt("R lower_leg", 4), Verdict.INCREASED_NO_WORSE),
    "27": (felt("R lower_leg", 4), felt("R lower_leg", 7), felt("R lower_leg", 7), Verdict.WORSE_SAME_PLACE),
    "28, strict": (felt("R lower_leg"), felt("R back_side"), None, Verdict.CENTRALIZING),
    # More ache in the back is fine only while the leg gets better.
    "the back alone stronger": (felt("R buttock", 3), felt("R buttock", 3, 7), None, Verdict.WORSE_SAME_PLACE),
    "the back stronger, the leg weaker": (felt("R buttock", 6, 3), felt("R buttock", 3, 7), None, IMPROVED),
    "the back stronger for a while": (felt("R buttock", 3), felt("R buttock", 3, 7), felt("R buttock", 3), PASSED),
}


@pytest.mark.parametrize("number", VECTORS)
def test_the_vectors(number: str) -> None:
    before, after, recheck, verdict = VECTORS[number]
    assert judge(Readings(before, after, recheck)).verdict is verdict


def test_the_farthest_place_counts_by_itself() -> None:
    def legs(thigh: int, calf: int) -> Symptoms:
        found = rated(Symptoms(), spot_of(Region.THIGH, Side.RIGHT, None), Kind.PAIN, thigh)
        return rated(found, spot_of(Region.LOWER_LEG, Side.RIGHT, None), Kind.PAIN, calf)

    assert judge(Readings(legs(6, 2), legs(6, 6))).verdict is Verdict.WORSE_SAME_PLACE
    assert judge(Readings(legs(6, 2), legs(6, 3))).verdict is Verdict.NO_EFFECT
    assert judge(Readings(legs(6, 2), legs(4, 4))).verdict is Verdict.IMPROVED_SAME_PLACE


def test_one_side_of_the_back_is_all_the_way_up_where_that_is_asked_for() -> None:
    readings = Readings(felt("R lower_leg"), felt("R back_side"), strict=False)
    assert judge(readings).verdict is Verdict.CENTRALIZED


@pytest.mark.parametrize(
    ("number", "note"),
    [
        ("1", Note.BACK_INCREASE_EXPECTED),
        ("8", Note.CENTRAL_ONLY),
        ("14", Note.MIXED),
        ("23", Note.STOP_SEVERE),
    ],
)
def test_the_notes_of_the_vectors(number: str, note: Note) -> None:
    before, after, recheck, _ = VECTORS[number]
    assert note in judge(Readings(before, after, recheck)).notes


def test_19_what_moved_at_the_same_level_is_noted() -> None:
    behind, in_front = (
        Symptoms(leg_pain=5, marks=(Mark(region=Region.LOWER_LEG, side=Side.RIGHT, view=view),)) for view in View
    )
    judged = judge(Readings(behind, in_front))
    assert (judged.verdict, judged.notes) == (Verdict.NO_EFFECT, {Note.SAME_LEVEL})


# The points that were settled after the vectors


@pytest.mark.parametrize(
    ("before", "after", "recheck", "verdict"),
    [
        pytest.param(felt("midline"), felt("R back_side"), None, Verdict.LATERALIZED, id="to one side"),
        pytest.param(felt("midline"), felt("midline + R back_side"), None, Verdict.LATERALIZED, id="middle kept"),
        pytest.param(
            felt("midline", back=3), felt("R back_side", back=5), None, Verdict.WORSE_SAME_PLACE, id="and stronger"
        ),
        pytest.param(
            felt("midline"), felt("L back_side + R back_side"), None, Verdict.PERIPHERALIZED, id="to both sides"
        ),
        pytest.param(
            felt("R lower_leg", 4), felt("R foot", 4), felt("R lower_leg", 6), Verdict.WORSE_SAME_PLACE, id="rise lasts"
        ),
        pytest.param(
            felt("R lower_leg", 6),
            felt("R thigh", 6),
            felt("R lower_leg", 4),
            Verdict.IMPROVED_SAME_PLACE,
            id="fall lasts",
        ),
        pytest.param(
            felt("R lower_leg", 6),
            felt("R foot", 6),
            felt("R lower_leg", 4),
            Verdict.PERIPHERALIZING_NO_WORSE,
            id="further down first, then weaker",
        ),
        pytest.param(
            felt("L toes + R lower_leg"), felt("L toes + R thigh"), None, Verdict.CENTRALIZING, id="one side still bad"
        ),
        pytest.param(
            felt("R foot"), felt("R foot", numb="R foot"), felt("R foot"), Verdict.STOP_NEURO, id="numb for a while"
        ),
        pytest.param(
            felt("R foot"), felt("R foot", numb="R foot + L foot"), None, Verdict.EMERGENCY, id="numb in both legs"
        ),
    ],
)
def test_the_settled_points(before: Symptoms, after: Symptoms, recheck: Symptoms | None, verdict: Verdict) -> None:
    assert judge(Readings(before, after, recheck)).verdict is verdict


def test_a_yes_to_new_weakness_outweighs_everything() -> None:
    assert judge(Readings(felt("R foot"), NONE, new_numbness_or_weakness=True)).verdict is Verdict.STOP_NEURO


def test_old_numbness_that_stays_is_no_stop_and_is_noted() -> None:
    judged = judge(Readings(felt("R foot", numb="R foot"), felt(numb="R foot")))
    assert judged.verdict is Verdict.ABOLISHED
    assert Note.OLD_NUMBNESS_STAYS in judged.notes


@pytest.mark.parametrize(("before", "after", "severe"), [(6, 8, True), (8, 9, False), (8, 10, True), (6, 7, False)])
def test_severe_pain_is_noted_whatever_the_place_says(before: int, after: int, severe: bool) -> None:
    judged = judge(Readings(felt("R lower_leg", before), felt("R thigh", after)))
    assert (Note.STOP_SEVERE in judged.notes) is severe


def test_every_verdict_proposes_an_answer_or_stops() -> None:
    assert set(Verdict) - set(PROPOSALS) == {Verdict.STOP_NEURO, Verdict.EMERGENCY}


# Any symptoms

SIDED = [region for region in Region if region is not Region.BACK_MIDLINE]
FELT = st.sampled_from([Kind.PAIN, Kind.TINGLING])
MARKS = st.one_of(
    st.builds(Mark, region=st.sampled_from(SIDED), side=st.sampled_from([Side.LEFT, Side.RIGHT]), kind=FELT),
    st.builds(Mark, region=st.just(Region.BACK_MIDLINE), side=st.just(Side.CENTRAL), kind=FELT),
)
RATINGS = st.integers(0, 10)
SYMPTOMS = st.builds(
    Symptoms, back_pain=RATINGS, leg_pain=RATINGS, marks=st.lists(MARKS, max_size=5, unique=True).map(tuple)
)
READINGS = st.builds(Readings, before=SYMPTOMS, after=SYMPTOMS, recheck=st.none() | SYMPTOMS)

FROM_BEST_TO_WORST = [
    Event.CENTRALIZED,
    Event.PARTLY_CENTRALIZED,
    Event.UNCHANGED,
    Settled.SETTLED,
    Settled.NOT_SETTLED,
]


def badness(verdict: Verdict) -> int:
    answer, settled = PROPOSALS.get(verdict, (None, None))
    return len(FROM_BEST_TO_WORST) if answer is None else FROM_BEST_TO_WORST.index(settled or answer)


def outward(symptoms: Symptoms) -> Symptoms:
    """Every mark of a side one rung further out."""
    marks = {
        item
        if item.side is Side.CENTRAL or item.region is Region.TOES
        else item.model_copy(update={"region": SIDED[SIDED.index(item.region) + 1]})
        for item in symptoms.marks
    }
    return symptoms.model_copy(update={"marks": tuple(sorted(marks, key=repr))})


def mirrored(symptoms: Symptoms) -> Symptoms:
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.CENTRAL: Side.CENTRAL}
    marks = tuple(item.model_copy(update={"side": other[item.side]}) for item in symptoms.marks)
    return symptoms.model_copy(update={"marks": marks})


def changed(readings: Readings, change: object) -> Readings:
    recheck = change(readings.recheck) if readings.recheck else None  # type: ignore[operator]
    return Readings(change(readings.before), change(readings.after), recheck)  # type: ignore[operator]


@given(READINGS)
def test_further_out_afterwards_is_never_better(readings: Readings) -> None:
    further = Readings(readings.before, outward(readings.after), readings.recheck and outward(readings.recheck))
    assert badness(judge(further).verdict) >= badness(judge(readings).verdict)


@given(READINGS)
def test_left_and_right_are_alike(readings: Readings) -> None:
    assert judge(changed(readings, mirrored)) == judge(readings)


@given(READINGS, st.sampled_from(SIDED), st.sampled_from([Side.LEFT, Side.RIGHT]))
def test_new_numbness_is_never_progress(readings: Readings, region: Region, side: Side) -> None:
    numb = Mark.model_validate({"region": region, "side": side, "kind": Kind.NUMBNESS})
    after = readings.after.model_copy(update={"marks": (*readings.after.marks, numb)})
    judged = judge(Readings(readings.before, after, readings.recheck)).verdict
    assert judged in (Verdict.STOP_NEURO, Verdict.EMERGENCY)


@given(READINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_marks_does_not_matter(readings: Readings, random: object) -> None:
    def shuffled(symptoms: Symptoms) -> Symptoms:
        marks = list(symptoms.marks)
        random.shuffle(marks)  # type: ignore[attr-defined]
        return symptoms.model_copy(update={"marks": tuple(marks)})

    assert judge(changed(readings, shuffled)) == judge(readings)


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({name for name, _ in RULES}) == len(RULES)
