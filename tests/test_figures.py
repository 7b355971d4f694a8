"""The figures of the exercises: read and checked like a flow, and bodies that move as the texts say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from math import dist
from pathlib import Path

import pytest
from products import only_long

from mckenzie_tui.dots import ACROSS, DOWN, Dots, cells
from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.figure.load import figure_of, load_figure
from mckenzie_tui.figure.looks import CARE, PALETTES, in_braille
from mckenzie_tui.figure.motion import (
    STEPS,
    Moment,
    Picture,
    beginning,
    mirrors,
    moment,
    picture,
    posture,
    stills,
    ways,
)
from mckenzie_tui.figure.parts import parts
from mckenzie_tui.figure.raster import camera
from mckenzie_tui.figure.schema import Box, FigureFile
from mckenzie_tui.figure.skeleton import LOWER_ARM, SHANK, THIGH, UPPER_ARM, Skeleton, skeleton
from mckenzie_tui.figure.solids import Ink
from mckenzie_tui.figure.things import BAND_ENDS, PLACES, with_things
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.words import Side, Sides

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "flows/library/figures"
IDS = sorted(file.stem for file in FOLDER.glob("*.toml"))
SIDED = ["flexion_rotation", "press_ups_hips_off_center", "side_glide"]
SIZES = [(48, 13), (36, 10)]
"""Cells of the pictures; one more row is for the caption."""
OTHER_SIZES = [only_long(size) for size in ((30, 8), (60, 16), (96, 27))]
MOMENTS = [Moment(Part.OUT, step) for step in range(STEPS + 1)]
FIRST = [at._replace(first=True) for at in MOMENTS]
"""The way out of the first repetition, which begins with getting into place."""
HELD = Moment(Part.HOLD, 0)

EXERCISES = {exercise.figure: exercise for exercise in Catalogue().library.exercises.values()}
"""The exercises by the figures that they name."""
WITHOUT_A_MOVEMENT = {
    *("stretching", "yoga", "upper_body_work"),
    *("pelvis_height", "pelvis_rotation", "pelvis_tilt", "posture_stages"),
}
"""Exercises that the person chooses, and what is only looked at."""
LYING = ("prone_lying", "prone_props", "press_ups", "press_ups_hips_off_center")
every_figure = pytest.mark.parametrize("name", IDS)


def figure(name: str) -> FigureFile:
    found = figure_of(name)
    assert found is not None
    return found


WAYS_ROUND = [
    (name, way)
    for name in IDS
    for way in (False, True)
    if not way or any(mirrors(figure(name), side) for side in (Side.LEFT, Side.RIGHT))
]
"""Each figure as it is drawn, and mirrored where it ever is."""


def moments(name: str, part: Part = Part.OUT) -> list[Moment]:
    """The moments of a part of a repetition."""
    many = STEPS * ways(figure(name), part)
    return [Moment(part, step * STEPS / many) for step in range(many + 1)]


def bodies(name: str) -> list[Skeleton]:
    """The body at each moment of the way out."""
    return [posture(figure(name), at) for at in moments(name)]


def ends(name: str) -> tuple[Skeleton, Skeleton]:
    first, *_, last = bodies(name)
    return first, last


def shoulders(body: Skeleton) -> tuple[float, float, float]:
    return body.spine[-1].at


def hips(body: Skeleton) -> tuple[float, float, float]:
    return body.spine[0].at


def counted(drawn: Dots, *inks: Ink) -> int:
    return sum(line.count(ink) for line in drawn for ink in inks)


def edited(tmp_path: Path, *edits: tuple[str, str], name: str = "press_ups") -> Path:
    """A copy of a figure file with these edits, each of which must hit."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(FlowError) as caught:
        load_figure(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return caught.value.problems


# The files


def test_every_exercise_has_a_figure_and_every_figure_an_exercise() -> None:
    exercises = Catalogue().library.exercises.values()
    assert {exercise.id for exercise in exercises if exercise.figure is None} == WITHOUT_A_MOVEMENT
    assert sorted(name for name in EXERCISES if name) == IDS


def test_an_exercise_without_a_figure_has_none() -> None:
    assert figure_of("handstand") is None


MISTAKES = {
    "a misspelt key": (('title = "Press-ups"', 'titel = "Press-ups"'), "titel", "titel =", "title"),
    "a misspelt key of a pose": (("hips = [4, 6.5, 0]", "hisp = [4, 6.5, 0]"), "poses.down.hisp", "hisp =", "hips"),
    "an angle beyond a half turn": (("bend = 36", "bend = 360"), "poses.up.low_back.bend", "bend = 360", ""),
    "a number in quotes": (("bend = 36", 'bend = "36"'), "poses.up.low_back.bend", 'bend = "36"', "bend = 36"),
    "a point with two numbers": (
        ("hips = [4, 6.5, 0]", "hips = [4, 6.5]"),
        "poses.down.hips",
        "hips = [4, 6.5]",
        "",
    ),
    "words that do not fit": (('"seen from the side and above"', f'"{"seen " * 7}"'), "caption", "caption =", ""),
    "a view that does not exist": (('view = "slanted"', 'view = "slantet"'), "view", "view =", "slanted"),
    "a pose that does not exist": (('["down", "up"]', '["down", "ups"]'), "motion.out[2]", "out =", "up"),
    "a pose like one that does not exist": (('like = "down"', 'like = "dawn"'), "poses.up.like", "like =", "down"),
    "a pose like itself": (('like = "down"', 'like = "up"'), "poses.up.like", "like =", ""),
    "a hand out of reach": (("wrist = [-20, 2, 18]", "wrist = [-90, 2, 18]"), "poses.down.arms", "wrist = [-90", ""),
    "a layer twice": (('["right_arm", "right_leg"', '["right_arm", "right_arm"'), "layers", "layers =", ""),
    "hips and shoulders": (
        ("hips = [4, 6.5, 0]", "hips = [4, 6.5, 0]\nshoulders = [0, 0, 0]"),
        "poses.down",
        "[poses.down]",
        "",
    ),
    "a frame without width": (("right = 69", "right = -60"), "frame", "frame =", ""),
    "a side that is none": (
        ('position = "prone"', 'position = "prone"\ndrawn_for = "up"'),
        "drawn_for",
        "drawn_for =",
        "",
    ),
    "an eye where the view leaves nothing open": (('view = "slanted"', 'view = "side"'), "eye", "eye =", ""),
    "words that are never shown": (
        ('text = "hips stay down"', 'text = "hips stay down"\nduring = "set_up"'),
        "labels[1].during",
        "during =",
        "",
    ),
    "a thing held by no part of the body": (
        ("[poses.down]", '[[things]]\nkind = "rod"\nat = "spin"\n\n[poses.down]'),
        "things[1].at",
        'at = "spin"',
        "spine",
    ),
    "a thing that there is not": (
        ("[poses.down]", '[[things]]\nkind = "barbel"\nat = "hands"\n\n[poses.down]'),
        "things[1].kind",
        'kind = "barbel"',
        "barbell",
    ),
    "a thing where it cannot be": (
        ("[poses.down]", '[[things]]\nkind = "barbell"\nat = "knees"\n\n[poses.down]'),
        "things[1].at",
        'at = "knees"',
        "",
    ),
    "a band around one hand": (
        ("[poses.down]", '[[things]]\nkind = "band"\nat = "left_hand"\n\n[poses.down]'),
        "things[1].at",
        'at = "left_hand"',
        "",
    ),
    "a band to where it cannot end": (
        ("[poses.down]", '[[things]]\nkind = "band"\nat = "hands"\nto = "chest"\n\n[poses.down]'),
        "things[1].to",
        'to = "chest"',
        "",
    ),
    "a rod that is tied": (
        ("[poses.down]", '[[things]]\nkind = "rod"\nat = "hands"\nfixed = [0, 0, 0]\n\n[poses.down]'),
        "things[1].fixed",
        "fixed =",
        "",
    ),
    "a band that goes two ways": (
        ("[poses.down]", '[[things]]\nkind = "band"\nat = "hips"\nto = "feet"\nfixed = [0, 0, 0]\n\n[poses.down]'),
        "things[1].fixed",
        "fixed =",
        "",
    ),
    "a mat with a back": (
        ("opposite = [67, 0, 22]", 'opposite = [67, 0, 22]\nback = "left"'),
        "scenery[1].back",
        "back =",
        "",
    ),
    "the name of another file": (('id = "press_ups"', 'id = "press_down"'), "id", "id =", ""),
}


@pytest.mark.parametrize(("edit", "key", "line", "meant"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_line_its_key_and_what_was_meant(
    tmp_path: Path, edit: tuple[str, str], key: str, line: str, meant: str
) -> None:
    path = edited(tmp_path, edit)
    found = {problem.key: problem for problem in problems(path)}
    assert key in found
    number = found[key].line
    assert number is not None
    assert line in path.read_text(encoding="utf-8").splitlines()[number - 1]
    assert found[key].meant == meant


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    path = edited(tmp_path, ("bend = 36", "bend = 360"), ("right = 69", "right = 690"))
    assert [problem.key for problem in problems(path)] == ["frame.right", "poses.up.low_back.bend"]


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    (problem,) = problems(edited(tmp_path, ('title = "Press-ups"', 'title = "Press-ups')))
    assert problem.line == 3


# The data make the picture


def changed(before: FigureFile, after: FigureFile, at: Moment, size: tuple[int, int]) -> int:
    """How many cells of a picture are drawn otherwise."""
    rows, others = (cells(picture(each, at, *size).dots, CARE) for each in (before, after))
    return sum(a != b for row, other in zip(rows, others, strict=True) for a, b in zip(row, other, strict=True))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hips = [4, 7.5, 0]", "hips = [4, 4, 0]"),
        ("wrist = [-20, 2, 18]", "wrist = [-28, 2, 18]"),
        ("elbow = [1, 0.3, -0.4]", "elbow = [-1, -1, 0]"),
    ],
)
@pytest.mark.parametrize("size", SIZES)
def test_changing_one_place_visibly_changes_the_picture(
    tmp_path: Path, old: str, new: str, size: tuple[int, int]
) -> None:
    after = load_figure(edited(tmp_path, (old, new)))
    assert changed(figure("press_ups"), after, Moment(Part.HOLD, 0), size) >= 4


def angles(name: str) -> list[tuple[str, str, str]]:
    """Every angle that a figure file says: the pose, the joint and which way it turns."""
    return [
        (pose, joint, way)
        for pose, stated in figure(name).poses.items()
        for joint in stated.model_fields_set & {"pelvis", "low_back", "upper_back", "neck", "head"}
        for way in getattr(stated, joint).model_fields_set
    ]


def turned(name: str, pose: str, joint: str, way: str, degrees: float) -> FigureFile:
    """A figure in which one angle of one pose is larger."""
    stated = figure(name).poses[pose]
    bend = getattr(stated, joint)
    bend = bend.model_copy(update={way: getattr(bend, way) + degrees})
    poses = figure(name).poses | {pose: stated.model_copy(update={joint: bend})}
    return figure(name).model_copy(update={"poses": poses})


@pytest.mark.parametrize("size", SIZES)
@every_figure
def test_changing_any_one_angle_of_a_pose_visibly_changes_the_picture(name: str, size: tuple[int, int]) -> None:
    motion = figure(name).motion
    way_there = (*motion.set_up, *motion.out)
    for pose, joint, way in angles(name):
        step = STEPS * way_there.index(pose) // max(1, len(way_there) - 1)
        at = Moment(Part.OUT, step, first=bool(motion.set_up))
        for degrees in (20, -20):
            assert changed(figure(name), turned(name, pose, joint, way, degrees), at, size) >= 2, (pose, joint, way)


# Sides


@pytest.mark.parametrize("name", IDS)
def test_only_figures_of_sided_exercises_mirror(name: str) -> None:
    """Those that the painful side decides about, and those that are done with one side and then with the other."""
    exercise = EXERCISES[name]
    assert (exercise.painful_left is not None) == (name in SIDED)
    sided = name in SIDED or exercise.sides is Sides.ONE_THEN_OTHER
    assert mirrors(figure(name), Side.LEFT) + mirrors(figure(name), Side.RIGHT) == sided
    assert not mirrors(figure(name), Side.BOTH)
    assert not mirrors(figure(name), None)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SIDED)
def test_the_other_side_is_the_exact_mirror_image(name: str, size: tuple[int, int]) -> None:
    for at in (*MOMENTS[::7], Moment(Part.HOLD, 0), Moment(Part.RETURN, 3)):
        plain, mirrored = (picture(figure(name), at, *size, mirrored=way).dots for way in (False, True))
        assert plain != mirrored
        assert mirrored == tuple(line[::-1] for line in plain)


@pytest.mark.parametrize("name", SIDED)
@pytest.mark.parametrize("mirrored", [False, True])
def test_words_are_never_mirrored_and_left_stays_on_the_left(name: str, mirrored: bool) -> None:
    for columns, rows in SIZES:
        words = picture(figure(name), MOMENTS[0], columns, rows, mirrored=mirrored).words
        assert any(re.search(r"\b(left|right)\b", word.text) for word in words)
        for word in words:
            assert re.fullmatch(r"[a-z ]+", word.text)
            assert word.column >= 0
            assert word.column + len(word.text) <= columns
            assert 0 <= word.row < rows


@pytest.mark.parametrize("size", [*SIZES, *OTHER_SIZES])
@every_figure
def test_words_stay_where_they_are_while_the_body_moves(name: str, size: tuple[int, int]) -> None:
    moments = [Moment(part, step) for part in (Part.OUT, Part.RETURN) for step in range(0, STEPS + 1, 2)]
    assert len({picture(figure(name), at, *size).words for at in (*moments, Moment(Part.HOLD, 0))}) == 1


@pytest.mark.parametrize("size", [*SIZES, *OTHER_SIZES[1:]])
@pytest.mark.parametrize(("name", "mirrored"), WAYS_ROUND)
def test_words_cover_nothing_that_is_to_be_seen(name: str, mirrored: bool, size: tuple[int, int]) -> None:
    for at in (*MOMENTS[::2], *FIRST[::2], HELD, Moment(Part.RETURN, 7)):
        drawn, words = picture(figure(name), at, *size, mirrored=mirrored)
        for word in words:
            lines = drawn[word.row * DOWN : (word.row + 1) * DOWN]
            columns = slice(word.column * ACROSS, (word.column + len(word.text)) * ACROSS)
            assert {ink for line in lines for ink in line[columns]} <= {Ink.NOTHING, Ink.MAT}, (at, word)


def painful_texts(name: str, side: str) -> str:
    texts = getattr(EXERCISES[name], f"painful_{side}")
    return " ".join((*texts.set_up, *texts.movement, texts.side_note))


QUOTES = {
    "hips to your left": "Shift your hips to the left.",
    "hips to your right": "Shift your hips to the right.",
    "hips stay left": "Your hips stay to the left.",
    "hips stay right": "Your hips stay to the right.",
    "on your left side": "Lie on your left side",
    "on your right side": "Lie on your right side",
    "left shoulder back": "Turn your left shoulder back",
    "right shoulder back": "Turn your right shoulder back",
    "your left": "to the left",
    "your right": "to the right",
    "hips glide to wall": "glide your hips to the",
    "rest on your elbows": "You rest on your elbows",
    "hips stay down": "Your hips stay down.",
    "both knees": "bring both knees toward your chest",
    "lie still, on your stomach": "Lie on your stomach",
    "hips go back": "Slowly push your hips back",
    "to the box": "to the box",
    "feet up": "put both feet up on the bench",
    "press up": "Press the bar up",
    "back is free": "your back is free",
    "push with your feet": "Push with your whole feet",
    "slowly": "Slowly bend at the hips",
    "straighten the knees": "Straighten your knees",
    "heels to the bottom": "bring your heels toward your bottom",
    "push forward": "Push the handles forward",
    "chest on the pillows": "with your chest on the pillows",
    "lift your hips": "lift your hips",
    "the rod stays on": "The rod stays on",
    "raise both legs": "Raise both legs",
    "straight back": "With a straight back",
    "lift your top foot": "Lift your top foot.",
    "step out": "Step out",
    "hips forward": "Push your hips forward",
    "sit down low": "sit down low",
    "bend one knee": "Bend one knee",
    "bit by bit": "bit by bit",
}
"""What the text of the exercise says where these words stand in the picture."""


@every_figure
@pytest.mark.parametrize("painful", list(Side)[:2])
def test_the_words_in_the_picture_say_what_the_text_says(painful: Side, name: str) -> None:
    exercise, words = EXERCISES[name], set[str]()
    for at in (MOMENTS[0], FIRST[0]):
        words |= {
            word.text for word in picture(figure(name), at, 60, 16, mirrored=mirrors(figure(name), painful)).words
        }
    assert words
    if name == "side_glide":
        # Both sides are named, so that one knows which is which; the one of the wall is looked at below.
        words -= {f"your {painful}"}
        assert "toward the wall" in painful_texts(name, painful)
    text = (
        painful_texts(name, painful)
        if name in SIDED
        else " ".join((exercise.purpose, *exercise.set_up, *exercise.movement))
    )
    for word in words:
        assert word in text.lower() or QUOTES.get(word, word) in text, word


def middle(drawn: Dots, *inks: Ink) -> tuple[float, float]:
    """The middle of all that is drawn in these inks."""
    spots = [(x, y) for y, line in enumerate(drawn) for x, ink in enumerate(line) if ink in inks]
    assert spots
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def seen_for(name: str, painful: Side, at: Moment, size: tuple[int, int] = (48, 13)) -> Picture:
    return picture(figure(name), at, *size, mirrored=mirrors(figure(name), painful))


def head_is_on_the_left(drawn: Dots) -> bool:
    return middle(drawn, Ink.HAIR)[0] < middle(drawn, Ink.LEG)[0]


OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
every_side = pytest.mark.parametrize("painful", OTHER)


@every_side
@pytest.mark.parametrize("size", SIZES)
def test_the_side_glide_shows_the_wall_and_the_way_of_the_hips_as_the_text_says(
    painful: Side, size: tuple[int, int]
) -> None:
    at_the_wall = OTHER[painful]
    text = painful_texts("side_glide", painful)
    assert f"{at_the_wall} shoulder on the wall" in text
    assert f"glide your hips to the {at_the_wall}, toward the wall" in text
    # Seen from behind, left is left.
    (start, words), (end, _) = (seen_for("side_glide", painful, at, size) for at in (MOMENTS[0], MOMENTS[-1]))
    wall = middle(start, Ink.WALL)[0]
    assert (wall > middle(start, Ink.SHIRT)[0]) == (at_the_wall is Side.RIGHT)
    moved = middle(end, Ink.TROUSERS, Ink.LEG)[0] - middle(start, Ink.TROUSERS, Ink.LEG)[0]
    assert abs(moved) > 3
    assert (moved > 0) == (at_the_wall is Side.RIGHT)
    nearest = min(words, key=lambda word: abs(word.column + len(word.text) / 2 - wall / ACROSS))
    assert nearest.text == f"your {at_the_wall}"


@every_side
@pytest.mark.parametrize("size", SIZES)
def test_hips_off_center_shows_the_hips_on_the_side_that_the_text_says(painful: Side, size: tuple[int, int]) -> None:
    to_the = OTHER[painful]
    text = painful_texts("press_ups_hips_off_center", painful)
    assert f"Shift your hips to the {to_the}." in text
    assert f"hips to the {painful}" not in text
    # Seen from the feet, left is left.
    to_the_left = to_the is Side.LEFT
    (flat, words), (shifted, later), (up, held) = (
        seen_for("press_ups_hips_off_center", painful, at, size) for at in (FIRST[0], MOMENTS[0], HELD)
    )
    for drawn in (shifted, up):
        moved = middle(drawn, Ink.TROUSERS)[0] - middle(flat, Ink.TROUSERS)[0]
        assert abs(moved) > 5
        assert (moved < 0) == to_the_left
        feet = middle(drawn, Ink.LEG, Ink.SHADED_LEG)
        assert middle(drawn, Ink.HAIR)[1] < middle(drawn, Ink.TROUSERS)[1] < feet[1], "the feet are nearest"
    arrow = [line.count(Ink.ARROW) for line in zip(*flat, strict=True)]
    shown = [x for x, high in enumerate(arrow) if high]
    assert (arrow.index(max(arrow)) < (shown[0] + shown[-1]) / 2) == to_the_left, "the arrow points to that side"
    assert [word.text for word in words] == [f"hips to your {to_the}"]
    assert [word.text for word in later] == [word.text for word in held] == [f"hips stay {to_the}"]


def test_hips_off_center_is_seen_from_the_feet_with_the_left_side_on_the_left() -> None:
    stated = figure("press_ups_hips_off_center")
    body, seen = posture(stated, FIRST[0]), camera(stated.view, stated.eye, stated.frame, 48, 13)
    left, right = (seen.spot(body.limbs[f"{side}_leg"].root) for side in ("left", "right"))
    assert left[0] < right[0] - 4
    assert seen.spot(body.head)[1] < seen.spot(body.limbs["left_leg"].end)[1] - 30


def test_the_hips_shift_only_before_the_first_repetition_and_stay_there() -> None:
    stated = figure("press_ups_hips_off_center")
    assert stated.drawn_for is Side.RIGHT
    first = [posture(stated, at) for at in FIRST]
    assert abs(hips(first[0])[2]) < 0.1
    assert abs(shoulders(first[0])[2]) < 0.1
    places = [hips(body)[2] for body in first]
    assert places == sorted(places)
    back = [posture(stated, Moment(Part.RETURN, step)) for step in range(STEPS + 1)]
    for body in (*bodies("press_ups_hips_off_center"), *back, posture(stated, HELD), first[-1]):
        assert hips(body)[2] > 12, "to the left"
        assert abs(shoulders(body)[2]) < 4
    assert posture(stated, Moment(Part.BETWEEN_SETS, 0)) == posture(stated, MOMENTS[0])


@every_side
@pytest.mark.parametrize("size", SIZES)
def test_flexion_rotation_shows_the_side_down_that_the_text_says(painful: Side, size: tuple[int, int]) -> None:
    text = painful_texts("flexion_rotation", painful)
    assert f"Lie on your {painful} side" in text
    assert f"{OTHER[painful]} hand on your {OTHER[painful]} shoulder blade" in text
    for at in (*MOMENTS, HELD):
        drawn, words = seen_for("flexion_rotation", painful, at, size)
        # Seen from above with the knees down in the picture, who lies on the left side has the head on the right.
        assert head_is_on_the_left(drawn) == (painful is Side.RIGHT)
        assert middle(drawn, Ink.LEG)[1] > middle(drawn, Ink.LOW_BACK)[1] + DOWN / 2
        assert [word.text for word in words] == [f"{OTHER[painful]} shoulder back", f"on your {painful} side"]
    (start, _), (turned, _) = (seen_for("flexion_rotation", painful, at, size) for at in (MOMENTS[0], MOMENTS[-1]))
    assert counted(turned, Ink.SHIRT) > 1.25 * counted(start, Ink.SHIRT), "the chest opens"
    assert middle(turned, Ink.SLEEVE)[1] < middle(start, Ink.SLEEVE)[1] - 2 * DOWN, "the arm goes back"
    body = posture(figure("flexion_rotation"), MOMENTS[0])
    drawn_for = figure("flexion_rotation").drawn_for
    assert drawn_for is not None
    assert body.limbs[f"{drawn_for}_arm"].root[1] < body.limbs[f"{OTHER[drawn_for]}_arm"].root[1] - 15


# The body


@every_figure
def test_bones_keep_their_lengths_all_along(name: str) -> None:
    for body in bodies(name):
        for side in ("left", "right"):
            arm, leg = body.limbs[f"{side}_arm"], body.limbs[f"{side}_leg"]
            assert dist(arm.root, arm.joint) == pytest.approx(UPPER_ARM, abs=0.01)
            assert dist(arm.joint, arm.end) == pytest.approx(LOWER_ARM, abs=0.01)
            assert dist(leg.root, leg.joint) == pytest.approx(THIGH, abs=0.01)
            assert dist(leg.joint, leg.end) == pytest.approx(SHANK, abs=0.01)


@pytest.mark.parametrize("name", ["prone_props", "press_ups", "lumbar_flexion"])
def test_limbs_keep_their_place_in_space_so_that_side_views_do_not_shrink_them(name: str) -> None:
    for body in bodies(name):
        leg = body.limbs["right_leg"]
        assert dist(leg.root[:2], leg.joint[:2]) == pytest.approx(THIGH, abs=0.3)


def top_at(box: Box, x: float) -> float | None:
    """How high a thing beside the person is there, if it carries somebody."""
    (start, low), (end, high) = sorted((box.corner[:2], box.opposite[:2]))
    if box.kind in ("floor", "mat", "wall", "pillow") or not start - 2 < x < end + 2:
        return None
    return low + (high - low) * (x - start) / (end - start) if box.kind == "board" else max(low, high)


@every_figure
def test_nobody_sinks_into_the_floor_or_floats_above_it(name: str) -> None:
    """Nor above what carries the whole body."""
    things = figure(name).scenery
    for body in bodies(name):
        balls = [ball for part in parts(figure(name), body, (0.0, 0.0, 1.0)) for solid in part for ball in solid.balls]
        assert min(ball.at[1] - ball.radius for ball in balls) > -2.0
        assert any(
            top is not None and -2.0 < ball.at[1] - ball.radius - top < 1.0
            for ball in balls
            for top in (0.0, *(top_at(box, ball.at[0]) for box in things))
        )


@every_figure
def test_nothing_jumps_from_one_picture_to_the_next(name: str) -> None:
    back = [posture(figure(name), at) for at in moments(name, Part.RETURN)]
    for before, after in (*pairwise(bodies(name)), *pairwise(back)):
        for limb, chain in before.limbs.items():
            for joint, moved in zip(chain[:3], after.limbs[limb][:3], strict=True):
                assert dist(joint, moved) < 6


@pytest.mark.parametrize("name", [name for name in IDS if not figure(name).motion.way_back])
def test_the_way_back_is_the_way_out_turned_round(name: str) -> None:
    for step in (0, 5, STEPS):
        out = posture(figure(name), Moment(Part.OUT, step))
        back = posture(figure(name), Moment(Part.RETURN, STEPS - step))
        assert dist(out.head, back.head) < 0.01
        assert dist(out.limbs["right_arm"].end, back.limbs["right_arm"].end) < 0.01


@pytest.mark.parametrize("name", LYING)
def test_lying_on_the_stomach_knees_and_hips_stay_on_the_floor(name: str) -> None:
    for body in bodies(name):
        assert hips(body)[1] < 8
        for side in ("left", "right"):
            leg = body.limbs[f"{side}_leg"]
            assert leg.joint[1] < 6
            assert leg.end[1] < 5
            # From the head to the feet: shoulders, hips, knees, ankles.
            assert body.head[0] < hips(body)[0] < leg.joint[0] < leg.end[0]
            assert leg.tip[0] > 0.5


@pytest.mark.parametrize("name", ["press_ups", "press_ups_hips_off_center"])
def test_a_press_up_lifts_the_chest_on_hands_that_stay(name: str) -> None:
    down, up = ends(name)
    assert shoulders(up)[1] > shoulders(down)[1] + 20
    assert up.head[1] > shoulders(up)[1] + 8
    assert dist(hips(down), hips(up)) < 2
    low_back = [each for each in up.spine if 5 <= each.height <= 17]
    assert low_back[-1].axes.up[1] > low_back[0].axes.up[1] + 0.3, "the low back bends back"
    for body in bodies(name):
        for side in ("left", "right"):
            arm = body.limbs[f"{side}_arm"]
            assert dist(arm.end, down.limbs[f"{side}_arm"].end) < 0.1
            assert arm.end[1] < 3
            assert arm.tip[0] < -0.9, "the fingers point to the head"
            assert dist(body.limbs[f"{side}_leg"].end, down.limbs[f"{side}_leg"].end) < 0.5
    for side in ("left", "right"):
        assert dist(up.limbs[f"{side}_arm"].root, up.limbs[f"{side}_arm"].end) > 28, "the arms end nearly straight"


def test_prone_props_end_on_the_elbows_below_the_shoulders() -> None:
    lying, propped = ends("prone_props")
    assert shoulders(propped)[1] > shoulders(lying)[1] + 10
    for side in ("left", "right"):
        arm = propped.limbs[f"{side}_arm"]
        assert arm.joint[1] < 3
        assert arm.end[1] < 3
        assert abs(arm.joint[0] - arm.root[0]) < 2
        assert arm.end[0] < arm.joint[0] - 12, "the lower arms point to the head"
        assert dist(arm.end, lying.limbs[f"{side}_arm"].end) < 0.1


def test_prone_lying_has_one_pose_with_the_arms_by_the_sides() -> None:
    assert len(stills(figure("prone_lying"))) == 1
    body = bodies("prone_lying")[0]
    for side in ("left", "right"):
        arm = body.limbs[f"{side}_arm"]
        assert arm.root[0] < arm.joint[0] < arm.end[0]
        assert abs(arm.end[2]) > 9
        assert arm.end[1] < 4


def test_the_side_glide_moves_the_hips_to_the_wall_and_nothing_else() -> None:
    away, glided = ends("side_glide")
    wall = next(box.corner[0] for box in figure("side_glide").scenery if box.kind == "wall")
    assert hips(glided)[0] - hips(away)[0] > 8
    assert wall - 12 < hips(glided)[0] + 9 < wall + 1
    for body in bodies("side_glide"):
        assert shoulders(body)[0] == pytest.approx(shoulders(away)[0], abs=0.1)
        shoulder = body.limbs["right_arm"].root
        assert wall - 5 < shoulder[0] + 3.6 < wall + 1
        assert abs(body.limbs["left_arm"].root[1] - shoulder[1]) < 2, "the shoulders stay level"
        for side in ("left", "right"):
            leg = body.limbs[f"{side}_leg"]
            assert dist(leg.end, away.limbs[f"{side}_leg"].end) < 1
            assert leg.tip[2] < -0.8, "the toes point away from the viewer, who is behind"
            assert dist(leg.root, leg.end) > 0.97 * (THIGH + SHANK), "the knees stay straight"
    gap = wall - away.limbs["right_leg"].end[0]
    assert 14 < gap < 22, "about one foot from the wall"


def test_flexion_rotation_turns_only_the_upper_body() -> None:
    start, turned = ends("flexion_rotation")
    near = start.limbs["right_arm"].root
    assert turned.limbs["right_arm"].root[2] > near[2] + 6, "the top shoulder goes back"
    assert turned.limbs["right_arm"].root[1] < near[1] - 3, "and toward the floor"
    assert turned.limbs["right_arm"].joint[2] > start.limbs["right_arm"].joint[2] + 25, "and so does the elbow"
    assert turned.face.front[1] > start.face.front[1] + 0.5
    for body in bodies("flexion_rotation"):
        for side in ("left", "right"):
            leg = body.limbs[f"{side}_leg"]
            assert dist(leg.joint, start.limbs[f"{side}_leg"].joint) < 1, "the knees stay where they are"
        arm = body.limbs["right_arm"]
        hand = tuple(at + 8 * way for at, way in zip(arm.end, arm.tip, strict=True))
        assert dist(hand, arm.root) < 10, "the hand is at the own shoulder blade"
        top, bottom = body.limbs["right_leg"], body.limbs["left_leg"]
        assert dist(bottom.root, bottom.end) > 0.97 * (THIGH + SHANK), "the bottom leg is straight"
        assert abs(top.end[0] - bottom.joint[0]) < 6, "the top foot is at the bottom knee"
        assert top.end[2] > bottom.joint[2], "and behind it"


def test_knees_come_to_the_chest_pulled_by_the_hands_while_head_and_shoulders_stay() -> None:
    down, pulled = ends("lumbar_flexion")
    for side in ("left", "right"):
        start, end = down.limbs[f"{side}_leg"], pulled.limbs[f"{side}_leg"]
        assert start.end[1] < 5
        assert start.joint[1] > 20
        assert end.joint[0] < start.joint[0] - 20
        assert end.end[0] > end.joint[0] + 10, "the lower legs hang outward"
        arm = pulled.limbs[f"{side}_arm"]
        fingers = tuple(at + 8 * way for at, way in zip(arm.end, arm.tip, strict=True))
        assert dist(fingers, end.joint) < 9, "the hands hold the legs under the knees"
        assert fingers[0] > end.joint[0] + 2
        assert fingers[1] < end.joint[1] - 2
    for body in bodies("lumbar_flexion"):
        assert dist(shoulders(body), shoulders(down)) < 0.1
        assert body.head[1] < 8
        assert body.face.front[1] > 0.8, "the face looks up"
    assert hips(pulled)[1] > hips(down)[1] + 4, "the bottom lifts, so that the low back bends forward"


@every_figure
def test_knees_bend_only_the_way_knees_do(name: str) -> None:
    for body in bodies(name):
        pelvis = body.spine[0].axes
        for side in ("left", "right"):
            leg = body.limbs[f"{side}_leg"]
            middle = tuple((a + b) / 2 for a, b in zip(leg.root, leg.end, strict=True))
            forward = sum((j - m) * f for j, m, f in zip(leg.joint, middle, pelvis.front, strict=True))
            assert forward > -1.5


# The picture


def low_back_is_hidden(name: str, at: Moment) -> bool:
    """Whether one looks at the front of the body, as from above at a person on the back."""
    seen = camera(figure(name).view, figure(name).eye, figure(name).frame, 48, 13)
    start = next(each for each in posture(figure(name), at).spine if each.height >= figure(name).low_back[0])
    return sum(a * b for a, b in zip(start.axes.front, seen.toward, strict=True)) > 0.3


@pytest.mark.parametrize("size", SIZES)
@every_figure
def test_every_picture_shows_head_trunk_and_each_limb(name: str, size: tuple[int, int]) -> None:
    for at in (*MOMENTS, Moment(Part.HOLD, 0)):
        seen = picture(figure(name), at, *size)
        for inks, least in (
            ((Ink.HAIR,), 8),
            ((Ink.SKIN,), 60),
            ((Ink.SHIRT,), 60),
            ((Ink.SLEEVE,), 12),
            ((Ink.TROUSERS, Ink.LEG), 200),
            ((Ink.LOW_BACK,), 0 if low_back_is_hidden(name, at) else 8),
        ):
            assert counted(seen.dots, *inks) >= least, (at, inks)
        shown = {ink for row in cells(seen.dots, CARE) for cell in row for ink in (cell.front, cell.behind)}
        own = {Ink.HAIR, Ink.SKIN, Ink.SHIRT, Ink.SLEEVE, Ink.LEG, Ink.LOW_BACK}
        assert own - shown <= ({Ink.LOW_BACK} if low_back_is_hidden(name, at) else set()), at


def limb_dots(name: str, at: Moment, layer: str) -> int:
    """How many dots of a picture change where one limb is drawn far away."""
    stated = figure(name)
    shown = picture(stated, at, 48, 13).dots
    without = stated.model_copy(update={"layers": tuple(each for each in stated.layers if each != layer)})
    other = picture(without, at, 48, 13).dots
    return sum(a != b for line, near in zip(shown, other, strict=True) for a, b in zip(line, near, strict=True))


@every_figure
def test_each_near_limb_and_the_far_ones_where_they_are_not_covered_can_be_seen(name: str) -> None:
    nearer = figure(name).layers[figure(name).layers.index("trunk") + 1 :]
    for layer in figure(name).layers:
        least = 90 if layer in nearer else 1
        covered = figure(name).view == "side" and layer not in nearer
        for at in (MOMENTS[0], MOMENTS[7], MOMENTS[-1]):
            assert covered or limb_dots(name, at, layer) >= least, (layer, at)


@every_figure
def test_the_whole_body_lies_within_the_picture(name: str) -> None:
    for columns, rows in SIZES:
        for at in MOMENTS:
            drawn = picture(figure(name), at, columns, rows).dots
            body = {ink for ink in Ink if ink > Ink.PILLOW} - {Ink.ARROW, Ink.GEAR}
            # The side glide comes nearer and leaves out the feet, which do not move.
            inside = [line[1:-1] for line in (drawn[1:] if name == "side_glide" else drawn[1:-1])]
            edge = counted(drawn, *body) - counted(tuple(inside), *body)
            assert edge == 0, at


@every_figure
def test_the_arrow_is_there_while_it_moves_and_turns_round_on_the_way_back(name: str) -> None:
    def arrow(at: Moment) -> list[tuple[int, int]]:
        drawn = picture(figure(name), at, 48, 13).dots
        return [(x, y) for y, line in enumerate(drawn) for x, ink in enumerate(line) if ink == Ink.ARROW]

    moving = [each for each in figure(name).arrows if each.during == "movement"]
    if len(stills(figure(name))) == 1:
        assert not figure(name).arrows
    else:
        assert moving
        assert len(arrow(Moment(Part.OUT, 7))) > 100
        assert arrow(Moment(Part.OUT, 7)) != arrow(Moment(Part.RETURN, 7))
    assert not arrow(Moment(Part.HOLD, 0))


def test_getting_into_place_has_an_arrow_and_words_of_its_own() -> None:
    stated = figure("press_ups_hips_off_center")
    plain = stated.model_copy(update={"arrows": tuple(each for each in stated.arrows if each.during != "set_up")})
    for at in FIRST:
        own = picture(stated, at, 48, 13).dots != picture(plain, at, 48, 13).dots
        assert own == (at.step < STEPS / 2), at
    assert picture(stated, FIRST[-1], 48, 13) == picture(stated, MOMENTS[-1], 48, 13)
    assert beginning(stated) == FIRST[0]
    assert beginning(figure("press_ups")) == MOMENTS[0]


def test_a_movement_has_about_fourteen_pictures_and_a_held_pose_one() -> None:
    seen = {moment(Part.OUT, progress / 1000) for progress in range(1001)}
    assert 12 <= len(seen) <= 16
    assert len({moment(Part.HOLD, progress / 10) for progress in range(11)}) == 1
    assert moment(Part.STAY, 0.1) == moment(Part.STAY, 0.9) == moment(Part.HOLD, 0.5)
    assert moment(Part.OUT, -1) == moment(Part.OUT, 0)
    assert moment(Part.RETURN, 7) == moment(Part.RETURN, 1)


@every_figure
def test_one_part_ends_where_the_next_begins(name: str) -> None:
    held = posture(figure(name), Moment(Part.HOLD, 0))
    rested = posture(figure(name), Moment(Part.BETWEEN_SETS, 0))
    assert dist(posture(figure(name), Moment(Part.OUT, STEPS)).head, held.head) < 0.01
    assert dist(posture(figure(name), Moment(Part.RETURN, 0)).head, held.head) < 0.01
    assert dist(posture(figure(name), Moment(Part.RETURN, STEPS)).head, rested.head) < 0.01


def lit(drawn: Dots) -> int:
    return sum((ord(letter) - 0x2800).bit_count() for line in in_braille(drawn) for letter in line)


@every_figure
def test_braille_shows_the_body_filled_and_the_low_back_half_filled(name: str) -> None:
    seen = picture(figure(name), MOMENTS[0], 48, 13).dots
    assert [len(line) for line in in_braille(seen)] == [48] * 13
    unmarked = tuple(line.replace(bytes((Ink.LOW_BACK,)), bytes((Ink.SHIRT,))) for line in seen)
    marked = counted(seen, Ink.LOW_BACK) / 4
    assert marked / 4 <= lit(unmarked) - lit(seen) <= marked * 3 / 4
    assert marked or low_back_is_hidden(name, MOMENTS[0])
    body = counted(unmarked, Ink.SHIRT, Ink.SLEEVE, Ink.LEG, Ink.TROUSERS, Ink.SKIN) / 4
    assert lit(unmarked) > 0.9 * body


@every_figure
def test_more_room_is_used(name: str) -> None:
    body = [ink for ink in Ink if Ink.PILLOW < ink < Ink.ARROW]
    small, large = (counted(picture(figure(name), MOMENTS[0], *size).dots, *body) for size in ((48, 13), (96, 27)))
    assert large > 3.5 * small


# Things


UPRIGHT = """
format = 1
id = "upright"
title = "Upright"
view = "slanted"
eye = { above = 10, round = 25 }
caption = "seen from behind"
position = "standing"
frame = { left = -45, right = 45, bottom = -8, top = 106 }
layers = ["left_arm", "left_leg", "right_leg", "trunk", "head", "right_arm"]

[motion]
out = ["upright"]

[poses.upright]
hips = [0, 53, 0]
left_arm = { wrist = [-20, 55, -4], elbow = [-1, 0, 0.6] }
right_arm = { wrist = [13, 52, -6], elbow = [1, 0, 0.6] }
left_leg = { ankle = [-7, 4, 0], knee = [0, 0, -1], toes = [0, 0, -1] }
right_leg = { ankle = [7, 4, 0], knee = [0, 0, -1], toes = [0, 0, -1] }
"""


def upright(tmp_path: Path, more: str = "") -> FigureFile:
    """Somebody who stands, with what else is written there."""
    path = tmp_path / "upright.toml"
    path.write_text(UPRIGHT + more, encoding="utf-8")
    return load_figure(path)


def thing(kind: str, at: str, more: str = "") -> str:
    return f'[[things]]\nkind = "{kind}"\nat = "{at}"\n{more}\n'


def beside(kind: str, more: str = "") -> str:
    return f'[[scenery]]\nkind = "{kind}"\ncorner = [12, 0, -12]\nopposite = [34, 50, 12]\n{more}\n'


def inks_of(figure: FigureFile, size: tuple[int, int] = (48, 13)) -> dict[Ink, int]:
    """How many dots there are of each ink, as the cells show them."""
    dots = picture(figure, HELD, *size).dots
    shown = {ink for row in cells(dots, CARE) for cell in row for ink in (cell.front, cell.behind)}
    return {ink: counted(dots, ink) for ink in Ink if ink in shown}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("kind", "at"), [(kind, at) for kind, places in PLACES.items() for at in places])
def test_each_thing_is_drawn_wherever_it_can_be(kind: str, at: str, size: tuple[int, int], tmp_path: Path) -> None:
    seen = inks_of(upright(tmp_path, thing(kind, at)), size)
    ink, other = (Ink.GEAR, Ink.LOAD) if kind in ("pad", "plate") else (Ink.LOAD, Ink.GEAR)
    assert seen[ink] >= 12
    assert other not in seen
    assert {Ink.HAIR, Ink.SKIN, Ink.SHIRT, Ink.SLEEVE, Ink.LEG} <= set(seen)


@pytest.mark.parametrize("at", BAND_ENDS)
@pytest.mark.parametrize("other", ['to = "left_hand"', "fixed = [-30, 40, 0]"])
def test_a_band_goes_from_the_body_to_elsewhere(at: str, other: str, tmp_path: Path) -> None:
    if at == "left_hand" and "to" in other:
        with pytest.raises(FlowError):
            upright(tmp_path, thing("band", at, other))
    else:
        assert inks_of(upright(tmp_path, thing("band", at, other)))[Ink.LOAD] >= 12


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["chair", "bench", "ball", "box", "machine", "board"])
def test_each_piece_of_furniture_is_drawn_behind_the_body_or_over_it(
    kind: str, size: tuple[int, int], tmp_path: Path
) -> None:
    plain, behind, over = (
        inks_of(upright(tmp_path, text), size)
        for text in ("", beside(kind), beside(kind, "nearest = true").replace("[12, 0", "[-6, 0"))
    )
    assert Ink.GEAR not in plain
    assert behind[Ink.GEAR] >= 60
    assert behind[Ink.LEG] == plain[Ink.LEG]
    assert over.get(Ink.LEG, 0) < plain[Ink.LEG]


@pytest.mark.parametrize(("back", "more"), [("left", -1), ("right", 1), ("near", 0), ("far", 0)])
def test_the_back_of_a_chair_stands_where_it_says(back: str, more: int, tmp_path: Path) -> None:
    stated = upright(tmp_path, beside("chair", f'back = "{back}"')).model_copy(update={"view": "back"})
    lines = picture(stated, HELD, 48, 13).dots
    shown = [[x for x, ink in enumerate(line) if ink == Ink.GEAR] for line in lines]
    high, seat = ([*filter(None, shown)][place] for place in (0, len([*filter(None, shown)]) // 2))
    assert sign(sum(high) / len(high) - (seat[0] + seat[-1]) / 2) == more


def sign(number: float) -> int:
    return (number > 1) - (number < -1)


def test_a_ball_is_round(tmp_path: Path) -> None:
    ball = '[[scenery]]\nkind = "ball"\ncorner = [14, 0, -12]\nopposite = [38, 24, 12]\n'
    lines = picture(upright(tmp_path, ball), HELD, 48, 13).dots
    widths = [line.count(Ink.GEAR) for line in lines if Ink.GEAR in line]
    assert abs(max(widths) - len(widths)) <= 3
    assert widths[0] < max(widths) / 2 > widths[-1]


def test_a_board_slopes_from_one_corner_to_the_other(tmp_path: Path) -> None:
    ends_at = '[[scenery]]\nkind = "board"\ncorner = [14, 2, 0]\nopposite = [38, 50, 0]\n'
    stated = upright(tmp_path, ends_at).model_copy(update={"view": "back"})
    shown = [[x for x, ink in enumerate(line) if ink == Ink.GEAR] for line in picture(stated, HELD, 48, 13).dots]
    middles = [sum(row) / len(row) for row in shown if row]
    assert middles == sorted(middles, reverse=True)
    assert middles[0] > middles[-1] + 15


def test_a_weight_on_a_belt_hangs_straight_down_from_it(tmp_path: Path) -> None:
    """It does so however the hips are turned."""
    for bend in ("", "pelvis = { bend = -60 }\n"):
        path = tmp_path / "upright.toml"
        path.write_text(UPRIGHT.replace("hips = [0, 53, 0]\n", f"hips = [0, 53, 0]\n{bend}") + thing("weight", "hips"))
        stated = load_figure(path)
        seen = camera(stated.view, stated.eye, stated.frame, 48, 13)
        chain, disc = with_things(stated, posture(stated, HELD), seen)[-1]
        upper, lower = (at for at, _ in chain.balls)
        assert (upper[0], upper[2]) == (lower[0], lower[2])
        assert upper[1] - lower[1] > 20
        assert middle_of(at for at, _ in disc.balls) == pytest.approx(lower)


def middle_of(points: Iterable[tuple[float, float, float]]) -> tuple[float, ...]:
    return tuple(sum(each) / len(each) for each in zip(*points, strict=True))


def test_a_thing_is_drawn_where_it_lies_among_the_parts_of_the_body(tmp_path: Path) -> None:
    """Over all, unless a part of the body is said to be before it; what is in a hand, right after that arm."""

    def order(more: str) -> list[int]:
        stated = upright(tmp_path, more)
        seen = camera(stated.view, stated.eye, stated.frame, 48, 13)
        parts_drawn = with_things(stated, posture(stated, HELD), seen)
        return [place for place, part in enumerate(parts_drawn) if Ink.LOAD in {solid.ink for solid in part}]

    assert order(thing("rod", "spine")) == [7]
    assert order(thing("rod", "spine", 'behind = "left_arm"')) == [0]
    assert order(thing("rod", "spine", 'behind = "head"')) == [5]
    assert order(thing("dumbbell", "left_hand")) == [1]
    assert order(thing("dumbbell", "right_hand")) == [7]
    assert order(thing("dumbbell", "hands")) == [7]
    assert order(thing("barbell", "shoulders")) == [0, 8], "its far end is behind the body"
    assert order(thing("band", "ankles")) == [0, 8], "and so is the far half of a loop"


def test_a_dumbbell_lies_across_the_hand_wherever_the_hand_points(tmp_path: Path) -> None:
    for fingers in ("[0, -1, 0]", "[0, 0, -1]", "[1, 0, 0]"):
        path = tmp_path / "upright.toml"
        path.write_text(
            UPRIGHT.replace("elbow = [1, 0, 0.6]", f"elbow = [1, 0, 0.6], fingers = {fingers}")
            + thing("dumbbell", "right_hand")
        )
        stated = load_figure(path)
        body = posture(stated, HELD)
        handle, *_ = with_things(stated, body, camera(stated.view, stated.eye, stated.frame, 48, 13))[-1]
        (first, _), (last, _) = handle.balls
        along = [(a - b) / dist(first, last) for a, b in zip(first, last, strict=True)]
        assert abs(sum(a * b for a, b in zip(along, body.limbs["right_arm"].tip, strict=True))) < 0.1


def test_a_thing_moves_with_the_body_and_is_mirrored_with_it(tmp_path: Path) -> None:
    low = upright(tmp_path, thing("dumbbell", "right_hand"))
    raised = UPRIGHT.replace("wrist = [13, 52, -6]", "wrist = [13, 70, -22]") + thing("dumbbell", "right_hand")
    path = tmp_path / "upright.toml"
    path.write_text(raised, encoding="utf-8")
    high = load_figure(path)
    assert (
        middle(picture(high, HELD, 48, 13).dots, Ink.LOAD)[1] < middle(picture(low, HELD, 48, 13).dots, Ink.LOAD)[1] - 8
    )
    plain, mirrored = (picture(low, HELD, 48, 13, mirrored=way).dots for way in (False, True))
    assert mirrored == tuple(line[::-1] for line in plain)


@pytest.mark.parametrize(
    ("kind", "at"), [("barbell", "hips"), ("rod", "spine"), ("band", "ankles"), ("dumbbell", "chest")]
)
def test_in_braille_a_thing_is_set_off_from_the_body(kind: str, at: str, tmp_path: Path) -> None:
    drawn = picture(upright(tmp_path, thing(kind, at)), HELD, 48, 13).dots
    without = tuple(line.replace(bytes((Ink.LOAD,)), bytes((Ink.SHIRT,))) for line in drawn)
    assert in_braille(drawn) != in_braille(without)


@every_figure
def test_a_figure_without_things_is_the_body_alone(name: str) -> None:
    stated = figure(name).model_copy(update={"things": ()})
    seen = camera(stated.view, stated.eye, stated.frame, 48, 13)
    for body in bodies(name)[::7]:
        assert with_things(stated, body, seen) == parts(stated, body, seen.toward)


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("dark", "ground"), [(True, "#10161d"), (False, "#fbfaf6")])
def test_what_matters_stands_out_from_the_ground_and_from_the_mat(dark: bool, ground: str) -> None:
    palette = PALETTES[dark]
    assert set(palette) == set(Ink) - {Ink.NOTHING}
    assert len(set(palette.values())) == len(palette)
    near = (Ink.SKIN, Ink.SHIRT, Ink.SLEEVE, Ink.LEG, Ink.TROUSERS, Ink.LOW_BACK, Ink.ARROW, Ink.GEAR, Ink.LOAD)
    for ink in near:
        assert contrast(palette[ink], ground) >= 2.7, ink
        assert contrast(palette[ink], palette[Ink.MAT]) >= 2.2, ink
    for one, other in (
        (Ink.LOW_BACK, Ink.SHIRT),
        (Ink.SLEEVE, Ink.SHIRT),
        (Ink.HAIR, Ink.SKIN),
        (Ink.SKIN, Ink.LEG),
        (Ink.LOAD, Ink.SHIRT),
        (Ink.LOAD, Ink.LEG),
    ):
        assert contrast(palette[one], palette[other]) >= 1.25, (one, other)


def test_a_picture_is_whole_cells() -> None:
    drawn = picture(figure("press_ups"), MOMENTS[3], 41, 11).dots
    assert len(drawn) == 11 * DOWN
    assert {len(line) for line in drawn} == {41 * ACROSS}


def test_a_pose_takes_from_another_what_it_does_not_say() -> None:
    stated = figure("press_ups")
    up, down = stated.pose("up"), stated.pose("down")
    assert up.arms == down.arms
    assert up.low_back != down.low_back
    assert skeleton(stated, up).limbs["left_leg"].end == pytest.approx(
        skeleton(stated, down).limbs["left_leg"].end, abs=0.3
    )
