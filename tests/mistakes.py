"""Mistakes that a person may make in a flow file, and the problem that each must be named by."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.catalogue import Catalogue

TEXT = (Path(__file__).parent.parent / "flows" / "lumbar-progression.toml").read_text(encoding="utf-8")

LYING = '[[steps]]\nid = "prone_lying"\n'
PROPS = '[[steps]]\nid = "prone_props"\n'
GLIDE = '[[steps]]\nid = "side_glide"\n'
SETTLED_RULE = TEXT[TEXT.index('[[rules]]\non = ["settled"]') : TEXT.index('[[rules]]\non = ["not_settled"]')]
LAST_DOSE = TEXT[TEXT.rindex("[steps.dose]") : TEXT.index("# What follows an answer.")]
PROPS_EXERCISE = """exercise = "prone_props"
directions = ["extension"]
offered_at_severe_start = true

[steps.dose]
duration_s = 120
"""
EVERY_ANSWER = '"centralized", "partly_centralized", "unchanged", "worsened", "cannot", "settled", "not_settled"'


def own_rule(on: str, go: str) -> str:
    """A rule of one step, to stand before the next step."""
    return f'[[steps.rules]]\non = [{on}]\ngo = "{go}"\nwhy = "Because."\n\n'


def an_ending(name: str) -> str:
    return f'[[endings]]\nid = "{name}"\nkind = "stop"\ntitle = "{name}"\ntext = ["So."]\nnext = ["So."]\n\n'


class Mistake(NamedTuple):
    """One edit of the flow file, and the problem that it makes."""

    old: str
    """Stands in the file once."""
    new: str
    key: str
    """The key of the problem."""
    says: str
    """Stands in its message."""
    meant: str = ""
    at: str = ""
    """Stands in the edited file once, where the line of the problem begins; empty: `new` does."""
    points: str = ""
    """What the column must point into, in that line; empty: the line from its first sign to its last."""


def typing_error(old: str, key: str, right: str, wrong: str, *, says: str = "") -> Mistake:
    """One word of a line misspelt."""
    return Mistake(old, old.replace(right, wrong), key, says or wrong, right, points=wrong)


SEEK_CARE = TEXT[TEXT.index('[[endings]]\nid = "seek_care"') : TEXT.index('[[endings]]\nid = "preference_found"')]
LEANING = TEXT[
    TEXT.index('[[endings]]\nid = "preference_leaning"') : TEXT.index('[[endings]]\nid = "no_preference_found"')
]
EMERGENCY = TEXT[TEXT.index('[[endings]]\nid = "emergency"') : TEXT.index('[[endings]]\nid = "seek_care"')]

UNKNOWN_WORDS = {
    "key": typing_error("severe_pain = 8", "start.sever_pain", "severe_pain", "sever_pain", says="not a known key"),
    "key in a dose": Mistake(
        "duration_s = 120", "duraton_s = 120", "steps[2].dose.duraton_s", "not a known key", "duration_s"
    ),
    "ending": Mistake(
        'on = ["centralized"]\ngo = "preference_found"',
        'on = ["centralized"]\ngo = "preference_fuond"',
        "rules[1].go",
        "preference_fuond",
        "preference_found",
        at='go = "preference_fuond"',
        points="preference_fuond",
    ),
    "last ending": typing_error(
        'go = "no_preference_found"', "after_last_step[8].go", "no_preference_found", "no_prefrence_found"
    ),
    "exercise": typing_error('exercise = "prone_props"', "steps[2].exercise", "prone_props", "prone_prop"),
    "direction": typing_error(
        '["rotation", "flexion"]', "steps[6].directions[1]", "rotation", "rotaton", says="one of"
    ),
    "condition": typing_error(
        'when = ["no_step_tried"]', "after_last_step[7].when[1]", "no_step_tried", "no_step_tired", says="one of"
    ),
    "answer": typing_error('on = ["cannot"]', "rules[4].on[1]", "cannot", "canot", says="one of"),
    "question set": typing_error('= "both_legs_marked"', "start.both_legs", "both_legs_marked", "both_leg_marked"),
    "medical question": typing_error(
        '["flexion"]\nruled_out_by = ["weak_bones"]', "steps[7].ruled_out_by[1]", "weak_bones", "weak_bone"
    )._replace(at='ruled_out_by = ["weak_bone"]'),
    "source": typing_error(
        'sources = ["okta_neuroactive"]', "after_last_step[5].sources[1]", "okta_neuroactive", "okta_neuractive"
    ),
    "source of a rule": typing_error(
        'sources = ["sears_progression", "donelson_1990"]\n\n[[rules]]',
        "rules[1].sources[2]",
        "donelson_1990",
        "donelson_1909",
    ),
    "source of an ending": typing_error(
        'sources = ["edge_traffic_light", "chan_2013"]', "endings[8].sources[2]", "chan_2013", "chan_2031"
    ),
    "no target of a rule": Mistake(
        'on = ["cannot"]\ngo = "next_step"',
        'on = ["cannot"]\ngo = "rest"',
        "rules[4].go",
        "What may stand here: next_step, emergency, seek_care",
        at='go = "rest"',
        points='"rest"',
    ),
    "no target of a step's own rule": Mistake(
        GLIDE,
        own_rule('"unchanged"', "rest") + GLIDE,
        "steps[4].rules[1].go",
        "What may stand here: next_step, side_glide, flexion_rotation, lumbar_flexion, emergency",
        at='go = "rest"',
        points='"rest"',
    ),
    "an ending taken out that two rules lead to": Mistake(
        LEANING,
        "",
        "rules[10].go",
        "may have been taken out. Put the ending 'preference_leaning' back",
        at='go = "preference_leaning"\nwhy = "One exercise helped and a later',
        points='"preference_leaning"',
    ),
    "an ending taken out that nothing is near to": Mistake(
        TEXT[TEXT.index('[[endings]]\nid = "stopped_worse"') :],
        "",
        "rules[7].go",
        "If it was taken out, put the ending 'stopped_worse' back. What may stand here: next_step, emergency",
        at='go = "stopped_worse"\nwhy = "The pain',
        points='"stopped_worse"',
    ),
    "an ending taken out that another is near to": Mistake(
        TEXT[TEXT.index('[[endings]]\nid = "no_preference_found"') : TEXT.index('[[endings]]\nid = "nothing_to_test"')],
        "",
        "after_last_step[8].go",
        "If it was taken out, put the ending 'no_preference_found' back",
        "preference_found",
        at='go = "no_preference_found"',
        points='"no_preference_found"',
    ),
    "an answer that is none": Mistake(
        'on = ["cannot"]', 'on = ["better"]', "rules[4].on[1]", "unchanged, worsened, cannot", points="better"
    ),
    "nothing near it": Mistake(
        'sources = ["okta_neuroactive"]',
        'sources = ["zzz"]',
        "after_last_step[5].sources[1]",
        "called 'zzz'",
        points="zzz",
    ),
}

UNNAMED = """[[question_sets]]
id = "both_legs_marked"
title = "Both legs"

[[question_sets.questions]]
id = "new"
short = "New"
yes = "emergency"

[[endings]]
id = "seek_care"
"""

IDS = {
    "an id misspelt where it is defined": Mistake(
        'id = "seek_care"',
        'id = "seek_car"',
        "endings[2].id",
        "nothing leads to 'seek_car'",
        "seek_care",
        points="seek_car",
    ),
    "an id in capitals": Mistake(
        'exercise = "prone_props"',
        'exercise = "Prone_Props"',
        "steps[2].exercise",
        "small letters",
        "prone_props",
        points="Prone_Props",
    ),
    "an ending in capitals": Mistake(
        'go = "no_preference_found"',
        'go = "No_Preference_Found"',
        "after_last_step[8].go",
        "no ending called",
        "no_preference_found",
        points="No_Pref",
    ),
    "an id with blanks": Mistake(
        'exercise = "side_glide"',
        'exercise = "side glide"',
        "steps[5].exercise",
        "without blanks",
        "side_glide",
        points="side glide",
    ),
    "a title for an id": Mistake(
        'sources = ["okta_neuroactive"]',
        'sources = ["My notes"]',
        "after_last_step[5].sources[1]",
        "small letters",
        "",
        points="My notes",
    ),
    "an id with an accent": Mistake(
        'id = "prone_lying"\n',
        'id = "prône_lying"\n',
        "steps[1].id",
        "small letters a to z",
        "prone_lying",
        points="prône_lying",
    ),
    "an id with a hyphen": Mistake(
        'exercise = "press_ups"',
        'exercise = "press-ups"',
        "steps[3].exercise",
        "digits and _",
        "press_ups",
        points="press-ups",
    ),
    "an id of the flow with a blank": Mistake(
        'id = "lumbar-progression"',
        'id = "Lumbar Progression"',
        "id",
        "without blanks",
        "lumbar-progression",
        points="Lumbar Progression",
    ),
    "a step twice": Mistake(
        'id = "prone_props"\n', 'id = "prone_lying" # !\n', "steps[2].id", "twice", points="prone_lying"
    ),
    "an ending twice": Mistake(
        'id = "stopped_worse"',
        'id = "preference_found" # !',
        "endings[8].id",
        "twice",
        "stopped_worse",
        points="preference_found",
    ),
    "no ending for care": Mistake(
        SEEK_CARE, "", "start.ask_first", "called 'seek_care'", "", 'ask_first = "seek_care"', points="seek_care"
    ),
    "no ending for an emergency": Mistake(
        EMERGENCY, "", "endings", "called 'emergency'", "", '[[endings]]\nid = "seek_care"', points="endings"
    ),
    "an ending for an emergency that is none": Mistake(
        'kind = "emergency"',
        'kind = "stop" # !',
        "endings",
        "Every flow needs one",
        at='[[endings]]\nid = "emergency"',
        points="endings",
    ),
}

WRONG_VALUES = {
    "a number in quotes": Mistake(
        "duration_s = 120",
        'duration_s = "120"',
        "steps[2].dose.duration_s",
        "whole number, without quotes",
        "duration_s = 120",
        points='"120"',
    ),
    "a number with a point": Mistake(
        "duration_s = 120",
        "duration_s = 120.5",
        "steps[2].dose.duration_s",
        "whole number",
        "duration_s = 120",
        points="120.5",
    ),
    "a number as a word in quotes": Mistake(
        "duration_s = 120",
        'duration_s = "two minutes"',
        "steps[2].dose.duration_s",
        "number of seconds with digits",
        "duration_s = 120",
        points='"two',
    ),
    "two numbers for one": Mistake(
        "severe_pain = 8",
        "severe_pain = [7, 8]",
        "start.severe_pain",
        "without brackets",
        "severe_pain = 7",
        points="[7, 8]",
    ),
    "a time outside its range": Mistake(
        "duration_s = 120",
        "duration_s = 3",
        "steps[2].dose.duration_s",
        "a 'duration_s' of 60 to 180, or duration_range_s = [3, 180]",
        at="duration_s = 3\n",
        points="3",
    ),
    "a range turned round": Mistake(
        "[60, 180]",
        "[180, 60]",
        "steps[2].dose.duration_range_s",
        "stands first",
        "duration_range_s = [60, 180]",
        points="[180, 60]",
    ),
    "a range in quotes": Mistake(
        "[60, 180]",
        '"60 to 180"',
        "steps[2].dose.duration_range_s",
        "in brackets",
        "duration_range_s = [60, 180]",
        points='"60 to 180"',
    ),
    "a range of three": Mistake(
        "[60, 180]",
        "[60, 120, 180]",
        "steps[2].dose.duration_range_s",
        "has two numbers",
        "duration_range_s = [60, 180]",
        points="[60, 120, 180]",
    ),
    "a version as a number": Mistake(
        'version = "1.0.0"', "version = 1.1", "version", "text in quotes", '"1.1.0"', points="1.1"
    ),
    "a target that is no text": Mistake('go = "no_preference_found"', "go = true", "after_last_step[8].go", "text"),
    "true in quotes": Mistake(
        "close_directions = true",
        'close_directions = "true"',
        "rules[13].close_directions",
        "without quotes",
        "close_directions = true",
        points='"true"',
    ),
    "a number for a text": Mistake(
        'title = "Enough for today"', "title = 7", "endings[8].title", "text in quotes", 'title = "7"', points="7"
    ),
    "no list": Mistake('on = ["cannot"]', 'on = "cannot"', "rules[4].on", "list", 'on = ["cannot"]', points='"cannot"'),
    "an empty list": Mistake('on = ["cannot"]', "on = []", "rules[4].on", "empty", points="[]"),
    "nothing at all": Mistake("duration_s = 180", "duration_s = 0", "steps[1].dose.duration_s", "1", points="0"),
    "a text over several lines": Mistake(
        'title = "Enough for today"',
        'title = """Enough\nfor today"""',
        "endings[8].title",
        "several lines",
        points='"""Enough',
    ),
    "a target in brackets": Mistake(
        'go = "no_preference_found"',
        'go = ["no_preference_found"]',
        "after_last_step[8].go",
        "without brackets",
        'go = "no_preference_found"',
        points="[",
    ),
    "an empty text": Mistake('title = "Enough for today"', 'title = ""', "endings[8].title", "empty", points='""'),
    "a key left out": Mistake(
        'title = "Enough for today"\n',
        "",
        "endings[8].title",
        "missing",
        at='[[endings]]\nid = "stopped_worse"',
        points="endings",
    ),
    "a key of the whole left out": Mistake('licence = "MIT"\n', "", "licence", "missing", at="format = 1"),
    "a part left out": Mistake(
        TEXT[TEXT.index("[settling]\n") : TEXT.index("# The steps, in order.")],
        "",
        "settling",
        "missing",
        at="format = 1",
    ),
    "a question without its text": Mistake(
        '[[endings]]\nid = "seek_care"\n',
        UNNAMED,
        "question_sets[1].questions[1].ask",
        "missing",
        at='[[question_sets.questions]]\nid = "new"',
        points="questions",
    ),
    "a side without its texts": Mistake(
        'exercise = "side_glide"\n',
        'exercise = "prone_props"\n',
        "steps[5].exercise",
        "painful left or right side",
        at='exercise = "prone_props"\ndirections = ["lateral"]',
        points="prone_props",
    ),
    "repetitions and a time": Mistake(
        "[steps.dose]\nduration_s = 120",
        "[steps.dose]\nreps = 3\nduration_s = 120",
        "steps[2].dose",
        "not both",
        points="dose",
    ),
    "neither of them": Mistake(
        "[steps.dose]\nduration_s = 120\nduration_range_s = [60, 180]",
        "[steps.dose] # none",
        "steps[2].dose",
        "needs 'reps' (repetitions) or 'duration_s' (one position kept)",
        points="dose",
    ),
    "a range with one end": Mistake(
        "duration_range_s = [60, 180]",
        "duration_range_s = [60]",
        "steps[2].dose.duration_range_s",
        "needs 2 numbers",
        points="[60]",
    ),
    "a version of two numbers": Mistake(
        'version = "1.0.0"', 'version = "1.0"', "version", "three numbers", "1.0.0", points='"1.0"'
    ),
    "a language in words": Mistake(
        'language = "en"', 'language = "English"', "language", "en for English", points='"English"'
    ),
    "another format": Mistake("format = 1", "format = 2", "format", "must be 1", points="2"),
    "what steers a terminal": Mistake(
        '"Lumbar progression"', '"Lumbar\\u001b[2J"', "title", "U+001B", points='"Lumbar'
    ),
    "what turns the writing": Mistake(
        '"Enough for today"', '"Enough\u202e today"', "endings[8].title", "U+202E", points='"Enough'
    ),
    "a text too long": Mistake('"Enough for today"', f'"{"long " * 121}"', "endings[8].title", "600", points='"long'),
}

WRONG_PLACES = {
    "a key of a dose in the step": Mistake(
        "\n\n[steps.dose]\nduration_s = 120",
        "\nduration_s = 120\n\n[steps.dose]",
        "steps[2].duration_s",
        "[steps.dose]",
        at="duration_s = 120",
        points="duration_s",
    ),
    "a second number of repetitions in the step": Mistake(
        'exercise = "press_ups"\n',
        'exercise = "press_ups"\nreps = 12\n',
        "steps[3].reps",
        "[steps.dose]",
        at="reps = 12",
        points="reps",
    ),
    "minutes in a key for seconds": Mistake(
        "[steps.dose]\nduration_s = 120\n",
        "[steps.dose]\nduration_min = 2\n",
        "steps[2].dose.duration_min",
        "not a known key",
        "duration_s = 120",
        at="duration_min = 2",
        points="duration_min",
    ),
    "a key of the step in its dose": Mistake(
        f'directions = ["flexion"]\nruled_out_by = ["weak_bones"]\n\n{LAST_DOSE}',
        f'directions = ["flexion"]\n\n{LAST_DOSE.rstrip()}\nruled_out_by = ["weak_bones"] # !\n\n',
        "steps[7].dose.ruled_out_by",
        "[[steps]]",
        at='ruled_out_by = ["weak_bones"] # !',
        points="ruled_out_by",
    ),
    "a key in another part": Mistake(
        "duration_s = 300\n",
        "duration_s = 300\nsevere_paint = 8\n",
        "settling.severe_paint",
        "not a known key here",
        at="severe_paint",
        points="severe_paint",
    ),
    "the heading of a dose left out": Mistake(
        "[steps.dose]\nduration_s = 120\n",
        "duration_s = 120\n",
        "steps[2].duration_s",
        "[steps.dose] is missing above",
        at="duration_s = 120",
        points="duration_s",
    ),
    "a heading misspelt": Mistake(
        "[steps.dose]\nduration_s = 120\n",
        "[steps.does]\nduration_s = 120\n",
        "steps[2].does",
        "not a known key",
        "dose",
        points="does",
    ),
    "a heading cut short": Mistake(
        "[steps.dose]\nduration_s = 120\n",
        "[dose]\nduration_s = 120\n",
        "dose",
        "no part called 'dose'",
        "[steps.dose]",
        at="[dose]",
        points="dose",
    ),
    "the first name of a heading misspelt": Mistake(
        "[steps.dose]\nduration_s = 120\n",
        "[step.dose]\nduration_s = 120\n",
        "step",
        "no part called 'step'",
        "[steps.dose]",
        at="[step.dose]",
        points="step",
    ),
    "another word for a key": Mistake(
        "[steps.dose]\nduration_s = 120\n",
        "[steps.dose]\nseconds = 120\n",
        "steps[2].dose.seconds",
        "not a known key",
        "duration_s",
        at="seconds = 120",
        points="seconds",
    ),
    "two brackets where one belongs": Mistake(
        "[settling]\n", "[[settling]]\n", "settling", "single brackets", "[settling]", points="settling"
    ),
}

WRONG_WAYS = {
    "an ending that nothing leads to": Mistake(
        "# The endings.\n\n",
        f"# The endings.\n\n{an_ending('lonely')}",
        "endings[1].id",
        "never",
        at='id = "lonely"',
        points="lonely",
    ),
    "an answer that leads nowhere": Mistake(
        SETTLED_RULE,
        "",
        "rules[12]",
        "'settled' leads nowhere: no rule for it holds always. Below this last rule add the line [[rules]], and below"
        ' that: on = ["settled"], go = "next_step" and why',
        at='[[rules]]\non = ["not_settled"]\ngo = "next_step"',
        points="rules",
    ),
    "the last rule on a condition": Mistake(
        '[[after_last_step]]\ngo = "no_preference_found"',
        '[[after_last_step]]\nwhen = ["severe_start"] # !\ngo = "no_preference_found"',
        "after_last_step[8].when",
        "must hold always",
        at='when = ["severe_start"] # !',
        points="when",
    ),
    "a rule below one that always holds": Mistake(
        '[[after_last_step]]\nwhen = ["no_step_tried"]',
        "[[after_last_step]]",
        "after_last_step[7]",
        "never reached",
        at='[[after_last_step]]\ngo = "nothing_to_test"',
        points="after_last_step",
    ),
    "a rule below one that always holds for its answers": Mistake(
        'on = ["not_settled"]\nwhen = ["too_much_pain"]',
        'on = ["not_settled"] # !',
        "rules[7]",
        "never reached",
        at='[[rules]]\non = ["not_settled"] # !',
        points="rules",
    ),
    "a loop": Mistake(
        GLIDE,
        own_rule('"unchanged"', "prone_props") + GLIDE,
        "steps[4].rules[1].go",
        "loop",
        at='go = "prone_props"',
        points='"prone_props"',
    ),
    "a step without end": Mistake(
        GLIDE,
        own_rule('"unchanged"', "press_ups_hips_off_center") + GLIDE,
        "steps[4].rules[1].go",
        "loop",
        at='go = "press_ups_hips_off_center"',
        points="press_ups_hips_off_center",
    ),
    "one step in a rule for all": Mistake(
        '["cannot"]\ngo = "next_step"',
        '["cannot"]\ngo = "side_glide"',
        "rules[4].go",
        "under that step",
        at='go = "side_',
        points="side_glide",
    ),
    "settling for what did not worsen": Mistake(
        'on = ["unchanged"]\ngo = "next_step"',
        'on = ["unchanged"]\ngo = "settling" # !',
        "rules[3].go",
        "only follow 'worsened'",
        at='go = "settling" # !',
        points='"settling"',
    ),
    "one side where any may come": Mistake(
        'directions = ["lateral"]\nneeds = ["one_side"]',
        'directions = ["lateral"]',
        "steps[5].needs",
        "one_side",
        at=GLIDE,
        points="steps",
    ),
    "a step that no answer leads to": Mistake(
        PROPS,
        own_rule(EVERY_ANSWER, "stopped_worse") + PROPS,
        "steps[2].id",
        "never be reached",
        at=PROPS.splitlines()[1] + "\n",
        points="prone_props",
    ),
}

NO_TOML = {
    "a closing quote left out": Mistake(
        'title = "Enough for today"', 'title = "Enough for today', "", "no closing quote", points='"Enough for today'
    ),
    "an opening quote left out": Mistake(
        'title = "Enough for today"',
        'title = Enough for today"',
        "",
        "no opening quote",
        '"Enough for today"',
        points="Enough",
    ),
    "quotes left out": Mistake(
        'title = "Enough for today"',
        "title = Enough for today",
        "",
        "needs quotes",
        '"Enough for today"',
        points="Enough",
    ),
    "a closing quote left out in a list": Mistake(
        '    "Do not repeat what made it worse.",',
        '    "Do not repeat what made it worse,',
        "",
        "no closing quote",
        points='"Do not',
    ),
    "curly quotes": Mistake(
        'title = "Enough for today"', "title = “Enough for today”", "", "curly quote (“)", points="“"
    ),
    "a curly quote at the end": Mistake(
        'title = "Enough for today"', 'title = "Enough for today”', "", "curly quote (”)", points='"Enough for today”'
    ),
    "curly quotes in a list": Mistake('on = ["cannot"]', "on = [“cannot”]", "", "curly quote", points="“cannot”"),
    "a quote inside a text": Mistake(
        'title = "Enough for today"', 'title = "Enough "for" today"', "", "quote inside", points='for" today'
    ),
    "a comma in a number": Mistake("severe_pain = 8", "severe_pain = 7,5", "", "point, not with a comma", points=",5"),
    "a unit behind a number": Mistake(
        "duration_s = 120", "duration_s = 120 s", "", "stands alone, without 's'", "duration_s = 120", points="120"
    ),
    "a comma at the end": Mistake("duration_s = 120", "duration_s = 120,", "", "take the ',' away", points=","),
    "a number as a word": Mistake(
        "severe_pain = 8", "severe_pain = eight", "", "write the number with digits", "severe_pain = 8", points="eight"
    ),
    "no number at all": Mistake(
        "severe_pain = 8", "severe_pain = strong", "", "with digits, such as severe_pain = 8", points="strong"
    ),
    "minutes for seconds": Mistake(
        "duration_s = 120", "duration_s = 3 min", "", "without 'min'", "duration_s = 180", points="3 min"
    ),
    "minutes and seconds": Mistake(
        "duration_s = 120", "duration_s = 1:30", "", "number of seconds", "duration_s = 90", points="1:30"
    ),
    "a range without its comma": Mistake(
        "[60, 180]", "[60-180]", "", "comma between", "duration_range_s = [60, 180]", points="60-180"
    ),
    "a number that begins with 0": Mistake(
        "severe_pain = 8", "severe_pain = 08", "", "does not begin with 0", "8", points="08"
    ),
    "a version without quotes": Mistake(
        'version = "1.0.0"', "version = 1.0.1", "", "needs quotes", '"1.0.1"', points="1.0.1"
    ),
    "strokes behind a number": Mistake(
        "severe_pain = 8", "severe_pain = 8 // strong", "", "begins with #", "#", points="8 //"
    ),
    "no quotes around a text with a comma": Mistake(
        'title = "Enough for today"',
        "title = Enough, for today",
        "",
        "needs quotes",
        '"Enough, for today"',
        points="Enough",
    ),
    "an apostrophe between apostrophes": Mistake(
        'title = "Enough for today"', "title = 'That's enough'", "", "apostrophe", points="s enough"
    ),
    "an apostrophe of a word processor in a text without its end": Mistake(
        'title = "Enough for today"', 'title = "That’s enough', "", "no closing quote", points='"That’s'
    ),
    "and between two entries": Mistake(
        '["rotation", "flexion"]', '["rotation" and "flexion"]', "", "not by 'and'", ",", points=' and "flexion"'
    ),
    "a list for keys": Mistake("[60, 180]", "[least = 60, most = 180]", "", "{ and }", points="[least"),
    "other brackets around a heading": Mistake(
        "[settling]\n", "(settling)\n", "", "square brackets", "[settling]", points="(settling)"
    ),
    "a heading with blanks between its brackets": Mistake(
        PROPS, PROPS.replace("[[steps]]", "[ [steps] ]"), "", "no blank", "[[steps]]", points="[ [steps] ]"
    ),
    "the heading of a step misspelt": Mistake(
        PROPS, PROPS.replace("[[steps]]", "[[step]]"), "", "no part called [[step]]", "[[steps]]", points="[[step]]"
    ),
    "a dose above the first step": Mistake(
        LYING,
        f"[steps.dose] # !\nduration_s = 120\n\n{LYING}",
        "",
        "belongs below a line [[steps]]",
        at="[steps.dose] # !",
        points="[steps.dose]",
    ),
    "the opening bracket of a long list left out": Mistake(
        'text = [\n    "It got worse today, and it stayed worse. So we stop here.",',
        'text = "It got worse today, and it stayed worse. So we stop here.",',
        "",
        "[ is missing before the first text",
        points='.",',
    ),
    "a bullet in a list": Mistake(
        '    "Do not repeat what made it worse.",',
        '    - "Do not repeat what made it worse.",',
        "",
        "take the '-'",
        points="-",
    ),
    "a special blank": Mistake(
        "severe_pain = 8", "severe_pain\u00a0= 8", "", "special blank", "severe_pain = 8", points="severe_pain"
    ),
    "the path of a file": Mistake('licence = "MIT"', 'licence = "C:\\Users"', "", "backslash", points="\\U"),
    "a colon for an equals sign": Mistake(
        "duration_s = 120", "duration_s: 120", "", "not a colon", "duration_s = 120", points="duration_s"
    ),
    "no equals sign": Mistake(
        "duration_s = 120", "duration_s 120", "", "no = after 'duration_s'", "duration_s = …", points="duration_s"
    ),
    "two equals signs": Mistake("duration_s = 120", "duration_s == 120", "", "one = too many", points="= 120"),
    "nothing behind the equals sign": Mistake(
        "duration_s = 120\n", "duration_s = # ?\n", "", "nothing after the =", points="# ?"
    ),
    "a key with a blank": Mistake(
        "duration_s = 120", "duration s = 120", "", "one word", "duration_s", points="duration s"
    ),
    "a key with an accent": Mistake(
        "severe_pain = 8", "sévere_pain = 8", "", "one word", "severe_pain", points="sévere"
    ),
    "True in capitals": Mistake(
        "close_directions = true", "close_directions = True", "", "true and false", "true", points="True"
    ),
    "yes for true": Mistake(
        "close_directions = true", "close_directions = yes", "", "true and false", "true", points="yes"
    ),
    "two entries in one line": Mistake(
        "severe_pain = 8\n",
        "severe_pain = 8 ",
        "",
        "two entries",
        at="severe_pain = 8 severe_note",
        points="8 severe_note",
    ),
    "two texts in one line": Mistake(
        'licence = "MIT"\nnotice', 'licence = "MIT" notice', "", "two entries", points="notice"
    ),
    "a closing bracket left out": Mistake(
        'on = ["cannot"]', 'on = ["cannot"', "", "no closing bracket ]", points='["cannot"'
    ),
    "the closing bracket of a long list left out": Mistake(
        'log.",\n]\nsources = ["edge_traffic_light", "chan_2013"]',
        'log.",\n\nsources = ["edge_traffic_light", "chan_2013"]',
        "",
        "no closing bracket ]",
        at='next = [\n    "Rest in the position that feels best.',
        points="[",
    ),
    "the closing bracket of the last list left out": Mistake(
        'sources = ["edge_traffic_light", "chan_2013"]',
        'sources = ["edge_traffic_light", "chan_2013"',
        "",
        "no closing bracket ]",
        points="[",
    ),
    "an opening bracket left out": Mistake('on = ["cannot"]', 'on = "cannot"]', "", "no bracket before it", points="]"),
    "a round bracket": Mistake('on = ["cannot"]', 'on = ["cannot")', "", "ends with ]", "]", points=")"),
    "a comma left out in a list": Mistake(
        '["rotation", "flexion"]', '["rotation" "flexion"]', "", "comma is missing", points=' "flexion"'
    ),
    "a comma left out in a long list": Mistake(
        '    "Do not repeat what made it worse.",\n',
        '    "Do not repeat what made it worse."\n',
        "",
        "comma is missing",
        points='worse."',
    ),
    "a semicolon in a list": Mistake(
        '["rotation", "flexion"]', '["rotation"; "flexion"]', "", "commas, not by ;", ",", points=";"
    ),
    "a heading with one bracket too few": Mistake(
        "[settling]\n", "[settling\n", "", "brackets around 'settling'", "[settling]", points="[settling"
    ),
    "a heading with uneven brackets": Mistake(
        PROPS, PROPS.replace("[[steps]]", "[[steps]"), "", "brackets around 'steps'", "[[steps]]", points="[[steps]"
    ),
    "a heading without its first bracket": Mistake(
        "[settling]\n", "settling]\n", "", "brackets around 'settling'", "[settling]", points="settling]"
    ),
    "a heading with a blank": Mistake(
        "[response.partly_centralized]",
        "[response.partly centralized]",
        "",
        "letters a to z",
        "[response.partly_centralized]",
        points="[response",
    ),
    "single brackets at one step": Mistake(
        PROPS, PROPS.replace("[[steps]]", "[steps]"), "", "two brackets on both sides", "[[steps]]", points="[steps]"
    ),
    "single brackets at the first step": Mistake(
        LYING, LYING.replace("[[steps]]", "[steps]"), "", "two brackets on both sides", "[[steps]]", points="[steps]"
    ),
    "the heading of a step left out": Mistake(
        f"{PROPS}{PROPS_EXERCISE}",
        PROPS_EXERCISE,
        "",
        "[[steps]]",
        at="[steps.dose]\nduration_s = 120",
        points="[steps.dose]",
    ),
    "the heading of a rule left out": Mistake(
        '[[rules]]\non = ["cannot"]', 'on = ["cannot"]', "", "second time", points="on"
    ),
    "a key twice": Mistake(
        'licence = "MIT"\n',
        'licence = "MIT"\nlicence = "CC0"\n',
        "",
        "second time",
        at='licence = "CC0"',
        points="licence",
    ),
    "a part twice": Mistake("[settling]\n", "[start] # !\n", "", "second time", points="[start]"),
    "a remark with strokes": Mistake("# The endings.", "// The endings.", "", "begins with #", points="//"),
    "a remark without a sign": Mistake("# The endings.", "The endings.", "", "not understood", points="The endings."),
    "a backslash": Mistake('licence = "MIT"', 'licence = "C:\\Licences"', "", "backslash", points="\\L"),
    "three quotes that do not end": Mistake(
        'title = "Enough for today"', 'title = """Enough for today"', "", "three quotes", points='"""'
    ),
    "a list closed too early": Mistake(
        '    "Do not repeat what made it worse.",\n',
        '    "Do not repeat what made it worse."],\n',
        "",
        "the list ends here",
        points=",",
    ),
    "a tilde for a number": Mistake(
        "severe_pain = 8", "severe_pain = ~8", "", "with digits", "severe_pain = 8", points="~8"
    ),
}
MISTAKES = UNKNOWN_WORDS | IDS | WRONG_VALUES | WRONG_PLACES | WRONG_WAYS | NO_TOML


def edited(*mistakes: Mistake) -> str:
    text = TEXT
    for mistake in mistakes:
        assert text.count(mistake.old) == 1, f"not one place to edit: {mistake.old}"
        text = text.replace(mistake.old, mistake.new)
    return text


def line_of(text: str, needle: str) -> int:
    assert text.count(needle) == 1, f"not one place: {needle}"
    return text.count("\n", 0, text.index(needle)) + 1


def fits(problem: Problem, mistake: Mistake, text: str) -> bool:
    place = (problem.key, problem.line, problem.meant)
    return mistake.says in problem.message and place == (
        mistake.key,
        line_of(text, mistake.at or mistake.new),
        mistake.meant,
    )


def problems(catalogue: Catalogue, path: Path, content: str | bytes) -> tuple[Problem, ...]:
    """What is wrong with a flow file of this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FlowError) as caught:
        catalogue.find(str(path))
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return caught.value.problems
