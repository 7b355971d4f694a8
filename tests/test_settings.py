"""What a person can set, and what is guessed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace

import pytest

from mckenzie_tui.emergency import EVERYWHERE, guessed_emergency_number
from mckenzie_tui.settings import CHOICES, Choice, Pace, Settings, Theme, read_settings

GUESSED = Settings(emergency_number="999", theme=Theme.LIGHT)


@pytest.mark.parametrize(
    ("locale", "number"),
    [
        ("en_GB.UTF-8", "999"),
        ("en_US", "911"),
        ("es-MX", "911"),
        ("fr_CA@euro", "911"),
        ("en_NZ.utf8", "111"),
        ("en_au", "000"),
        ("de_DE.UTF-8", "112"),
        ("fr_FR", "112"),
        ("en", EVERYWHERE),
        ("C.UTF-8", EVERYWHERE),
        ("POSIX", EVERYWHERE),
        ("", EVERYWHERE),
        ("en_USA", EVERYWHERE),
    ],
)
def test_the_emergency_number_is_guessed_from_the_locale(locale: str, number: str) -> None:
    assert guessed_emergency_number(locale) == number


def test_the_number_is_always_shown_with_a_word_of_doubt() -> None:
    assert Settings("118").call_for_help == "118 (or your local emergency number)"


@pytest.mark.parametrize("number", ["112", "08 22 33", "+49-30-1234", "000"])
def test_a_number_that_was_set_is_used(number: str) -> None:
    settings = read_settings({"emergency_number": number, "theme": "dark"}, GUESSED)
    assert settings == Settings(number, Theme.DARK)


@pytest.mark.parametrize(
    "value", [112, "", "1", "call mum", "112\n", "1" * 21, "\u0661\u0661\u0662", ["112"], {"is": "112"}, "--", "    "]
)
def test_what_cannot_be_called_is_named_and_the_guess_is_kept(value: object) -> None:
    settings = read_settings({"emergency_number": value}, GUESSED)
    assert settings.emergency_number == GUESSED.emergency_number
    assert "'emergency_number'" in settings.problem


@pytest.mark.parametrize("value", ["pink", "DARK", 1, ["dark"], True])
def test_a_theme_that_is_not_known_is_named_and_the_guess_is_kept(value: object) -> None:
    settings = read_settings({"theme": value}, GUESSED)
    assert settings.theme is Theme.LIGHT
    assert "'theme'" in settings.problem


def test_every_problem_is_named_and_what_fits_is_used() -> None:
    document = tomllib.loads('colour = "red"\ntheme = "pink"\nemergency_number = "118"\n')
    settings = read_settings(document, GUESSED)
    assert settings.emergency_number == "118"
    assert re.findall(r"'(\w+)'", settings.problem) == ["colour", "theme"]


def test_an_empty_file_leaves_what_was_guessed() -> None:
    assert read_settings({}, GUESSED) == GUESSED


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)
def test_every_value_of_every_choice_can_stand_in_the_file(choice: Choice) -> None:
    for value in choice.words:
        settings = read_settings({choice.key: value.value}, GUESSED)
        assert settings == GUESSED.with_value(choice.key, value)
        assert getattr(settings, choice.key) is value


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)
@pytest.mark.parametrize("value", ["loud", "", 1, True, ["usual"]])
def test_what_a_choice_cannot_be_is_named_with_what_it_can_be(choice: Choice, value: object) -> None:
    settings = read_settings({choice.key: value}, GUESSED)
    assert replace(settings, problem="") == GUESSED
    assert settings.problem == f"'{choice.key}' must be one of {', '.join(known.value for known in choice.words)}"


def test_there_is_a_choice_for_every_setting_but_the_number_and_what_is_found() -> None:
    others = {"emergency_number", "colours", "problem"}
    assert {choice.key for choice in CHOICES} == {field.name for field in fields(Settings)} - others


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)
def test_every_value_has_words_of_its_own(choice: Choice) -> None:
    (kind,) = {type(value) for value in choice.words}
    assert set(choice.words) == set(kind)
    assert len(set(choice.words.values())) == len(choice.words)
    assert [choice.told(Settings().with_value(choice.key, value)) for value in choice.words] == [
        f"{choice.label}: {words}" for words in choice.words.values()
    ]


@pytest.mark.parametrize(
    ("pace", "by", "again", "wanted"),
    [
        ("usual", 1, True, "faster"),
        ("usual", -2, True, "slowest"),
        ("fastest", 1, True, "slowest"),
        ("slowest", -1, True, "fastest"),
        ("fastest", 1, False, "fastest"),
        ("slowest", -1, False, "slowest"),
        ("slower", 9, False, "fastest"),
        ("faster", -1, False, "usual"),
    ],
)
def test_a_choice_is_moved(pace: str, by: int, again: bool, wanted: str) -> None:
    settings = replace(GUESSED, pace=Pace(pace))
    assert settings.moved("pace", by, round_again=again) == replace(GUESSED, pace=Pace(wanted))


def test_what_was_changed_is_known_by_its_keys_in_the_file() -> None:
    changed = GUESSED.moved("sound").moved("holds")
    assert changed.changed_since(GUESSED) == {"sound", "holds"}
    assert changed.in_file(["holds", "sound"]) == {"holds": "longest", "sound": "speech"}
    assert GUESSED.changed_since(replace(GUESSED, problem="x")) == frozenset()
