"""Where it hurts: a short form, one field after the other, with nothing chosen beforehand."""

from __future__ import annotations

import pytest
from walks import PLACES, on_disk

from mckenzie_tui.session import Mark
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.tui.widgets.rating import Rating
from mckenzie_tui.words import Region, Side
from tui.conftest import Opening
from tui.hands import Hands

FORM = PLACES["where it hurts"]
SIDE = "Where do you feel it now?"
FARTHEST_RIGHT = "How far down does it reach on the right?"
BACK_PAIN = "How strong is the pain in your back now?"
LEG_PAIN = "How strong is the pain from your bottom down now?"


def asks(hands: Hands, question: str) -> bool:
    return question in hands.said("#text")


async def test_the_fields_are_asked_one_after_the_other_and_stay_in_sight(opened: Opening) -> None:
    async with opened(FORM) as hands:
        assert asks(hands, SIDE)
        await hands.press("2")
        assert asks(hands, FARTHEST_RIGHT)
        await hands.press("6")
        assert asks(hands, BACK_PAIN)
        await hands.press("3", "enter")
        assert asks(hands, LEG_PAIN)
        for told in ("Side: On the right", "Farthest on the right: Ankle, heel or foot", "Back pain: 3 of 10"):
            assert told in hands.said("#text")
        await hands.press("7", "enter")
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        assert baseline.side is Side.RIGHT
        assert baseline.symptoms.marks == (Mark(region=Region.FOOT, side=Side.RIGHT),)
        assert (baseline.symptoms.back_pain, baseline.symptoms.leg_pain) == (3, 7)
        assert "Prone lying" in hands.said("#heading")


@pytest.mark.parametrize(
    ("keys", "fields"),
    [
        (("4",), [BACK_PAIN]),
        (("1", "1"), [BACK_PAIN]),
        (("1", "2"), [BACK_PAIN, LEG_PAIN]),
        (("3", "1", "1"), [BACK_PAIN]),
        (("3", "1", "3"), [BACK_PAIN, LEG_PAIN]),
    ],
    ids=["in the middle", "side of the back", "buttock", "both sides of the back", "both, one to the thigh"],
)
async def test_leg_pain_is_asked_from_the_buttock_down(
    opened: Opening, keys: tuple[str, ...], fields: list[str]
) -> None:
    async with opened(FORM) as hands:
        await hands.press(*keys)
        for field in fields:
            assert asks(hands, field)
            await hands.press("4", "enter")
        assert hands.session.baseline is not None


async def test_enter_alone_never_answers_a_field(opened: Opening) -> None:
    async with opened(FORM) as hands:
        for field, keys in ((SIDE, ["2"]), (FARTHEST_RIGHT, ["5"]), (BACK_PAIN, ["2", "enter"]), (LEG_PAIN, [])):
            await hands.press(*["enter"] * 5)
            assert asks(hands, field)
            if field in (SIDE, FARTHEST_RIGHT):
                assert hands.get(ChoiceList).highlighted is None
            else:
                assert hands.get(Rating).value is None
                assert "[" not in hands.said("Rating")
            await hands.press(*keys)
        assert hands.session.baseline is None


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("1", "0"), 10),
        (("1",), 1),
        (("0",), 0),
        (("1", "5"), 5),
        (("1", "0", "0"), 0),
        (("7", "backspace", "3"), 3),
        (("7", "right"), 8),
        (("7", "left", "left"), 5),
        (("1", "0", "right"), 10),
        (("0", "left"), 0),
    ],
)
async def test_a_rating_is_typed_or_moved_by_arrows(opened: Opening, keys: tuple[str, ...], value: int) -> None:
    async with opened(FORM) as hands:
        await hands.press("4", *keys)
        assert f"[{value}]" in hands.said("Rating")
        await hands.press("enter")
        assert hands.session.baseline is not None
        assert hands.session.baseline.symptoms.back_pain == value


async def test_a_rating_is_taken_back_by_backspace(opened: Opening) -> None:
    async with opened(FORM) as hands:
        await hands.press("4", "7", "backspace", "enter")
        assert asks(hands, BACK_PAIN)
        assert "[" not in hands.said("Rating")


@pytest.mark.parametrize("number", [0, 5, 10])
async def test_a_rating_is_chosen_by_mouse(opened: Opening, number: int) -> None:
    async with opened(FORM) as hands:
        await hands.press("4")
        line = hands.part("Rating")[0]
        rating = hands.get(Rating).region
        await hands.pilot.click(offset=(rating.x + line.index(str(number)), rating.y))
        await hands.settle()
        assert f"[{number}]" in hands.said("Rating")
        assert asks(hands, BACK_PAIN)


async def test_back_steps_through_the_fields_and_then_to_the_question_before(opened: Opening) -> None:
    async with opened(FORM) as hands:
        await hands.press("2", "5", "6", "enter")
        assert asks(hands, LEG_PAIN)
        for field in (BACK_PAIN, FARTHEST_RIGHT, SIDE):
            await hands.press("b")
            assert asks(hands, field)
        assert on_disk(hands.sitting).draft is None
        await hands.press("b")
        assert hands.place == "question.medical.no_floor"


async def test_a_side_that_is_corrected_drops_what_belonged_to_the_other(opened: Opening) -> None:
    async with opened(FORM) as hands:
        await hands.press("2", "5", "b", "b", "1", "1", "3", "enter")
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        assert baseline.symptoms.marks == (Mark(region=Region.BACK_SIDE, side=Side.LEFT),)


async def test_every_field_is_on_the_disk_before_the_next_is_asked(opened: Opening) -> None:
    async with opened(FORM) as hands:
        for keys, values in (
            (["2"], {"side": "right"}),
            (["5"], {"side": "right", "farthest_right": "lower_leg"}),
            (["0", "enter"], {"side": "right", "farthest_right": "lower_leg", "back_pain": 0}),
        ):
            await hands.press(*keys)
            draft = on_disk(hands.sitting).draft
            assert draft is not None
            assert draft.values == values


async def test_taken_up_again_it_stands_at_the_very_field(opened: Opening) -> None:
    async with opened(FORM) as hands:
        await hands.press("2", "5", "6", "enter", "q")
    async with opened() as hands:
        await hands.press("1", "n")
        assert asks(hands, LEG_PAIN)
        for told in ("Side: On the right", "Farthest on the right: Calf or shin", "Back pain: 6 of 10"):
            assert told in hands.said("#text")


async def test_after_something_was_wrong_and_nothing_was_it_stands_at_the_very_field(opened: Opening) -> None:
    async with opened(FORM) as hands:
        await hands.press("2", "5", "exclamation_mark", "n", "n", "n")
        assert asks(hands, BACK_PAIN)


# What it leads to


async def test_without_symptoms_there_is_nothing_to_compare(opened: Opening) -> None:
    async with opened(FORM) as hands:
        await hands.press("5")
        assert "Nothing to compare today" in hands.said("#heading")
        assert "You marked no symptoms at the start" in await hands.read("#text")


@pytest.mark.parametrize(("keys", "ending"), [(("y",), "emergency"), (("n", "n"), "seek_care"), (("n", "y"), None)])
async def test_symptoms_in_both_legs_are_asked_about(
    opened: Opening, keys: tuple[str, ...], ending: str | None
) -> None:
    async with opened(FORM) as hands:
        await hands.press("3", "3", "5", "2", "enter", "4", "enter")
        assert asks(hands, "Are the symptoms in both legs new")
        await hands.press(*keys)
        assert hands.session.ending == ending
        if ending is None:
            assert "Prone lying" in hands.said("#heading")


@pytest.mark.parametrize(("pain", "strong"), [("7", False), ("8", True)])
async def test_strong_pain_at_the_start_leaves_the_two_gentlest_steps(opened: Opening, pain: str, strong: bool) -> None:
    async with opened(FORM) as hands:
        await hands.press("4", pain, "enter")
        left_out = [line for line in hands.part("Trail") if "Press-ups" in line]
        assert ("∅" in left_out[0]) is strong
