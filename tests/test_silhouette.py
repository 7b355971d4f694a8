"""The body as data: everything on it can be seen, hit and written on, at every size."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from mckenzie_tui.body import MIDDLE, SPOTS, Spot, sides_as_seen
from mckenzie_tui.dots import ACROSS, DOWN, WHOLE, Cell, Dots
from mckenzie_tui.shape import at
from mckenzie_tui.tui.widgets.blocks import braille, cell, cells, owners, place
from mckenzie_tui.tui.widgets.silhouette import (
    FIRST_SPOT,
    LEAST_ROWS,
    MARGIN,
    OUTSIDE,
    RIM,
    SEAM,
    TRUNK,
    dots,
    heights,
    ink_of,
    rimmed,
    spot_of_ink,
)
from mckenzie_tui.words import Region, Side, View

SIZES = [(16, 12), (16, 13), (16, 15), (18, 17), (20, 19), (18, 28), (22, 23), (42, 49)]
LARGE = (42, 49)
sizes = pytest.mark.parametrize("size", SIZES, ids=str)
views = pytest.mark.parametrize("view", list(View))


def seen(body: Dots) -> Counter[int]:
    return Counter(ink for line in body for ink in line)


def widths(view: View) -> list[int]:
    """How many dots across the body is, from the top down."""
    return [len(line) - line.count(OUTSIDE) for line in dots(view, *LARGE)]


def rows_of(body: Dots, ink: int) -> list[int]:
    return [row for row, line in enumerate(body) if ink in line]


def mirrored(ink: int) -> int:
    spot = spot_of_ink(ink)
    if spot is None or spot == MIDDLE:
        return ink
    other = Side.LEFT if spot.side is Side.RIGHT else Side.RIGHT
    return ink_of(Spot(spot.view, other, spot.region))


@sizes
def test_every_spot_is_large_enough_to_be_seen(size: tuple[int, int]) -> None:
    counted = seen(dots(View.BACK, *size)) + seen(dots(View.FRONT, *size))
    assert {spot.id for spot in SPOTS if counted[ink_of(spot)] < 3 * WHOLE} == set()


@sizes
@pytest.mark.parametrize("text", ["6", "10", "6N", "t4"])
def test_every_spot_has_a_place_for_what_is_written_in_it(size: tuple[int, int], text: str) -> None:
    for spot in SPOTS:
        owned = owners(spot.view, *size)
        [(row, column, written)] = place(owned, ink_of(spot), [(text,)])
        assert written == text
        assert {owned[row][x][0] for x in range(column, column + len(text))} == {ink_of(spot)}, spot.id


@sizes
def test_what_is_written_in_one_spot_does_not_touch_another_one(size: tuple[int, int]) -> None:
    taken: dict[tuple[View, int, int], str] = {}
    for spot in SPOTS:
        [(row, column, text)] = place(owners(spot.view, *size), ink_of(spot), [("10tN",)])
        for x in range(column, column + len(text)):
            assert 0 <= x < size[0]
            assert taken.setdefault((spot.view, row, x), spot.id) == spot.id


def test_the_fullest_wording_that_has_room_is_written() -> None:
    wordings = [("6t4N",), ("6", "t4N"), ("6tN",)]
    wide = ((FIRST_SPOT, WHOLE),) * 4
    tall = ((FIRST_SPOT, WHOLE),) * 3 + ((OUTSIDE, 0),)
    assert place((wide,), FIRST_SPOT, wordings) == [(0, 0, "6t4N")]
    assert place((tall, tall), FIRST_SPOT, wordings) == [(0, 1, "6"), (1, 0, "t4N")]
    assert place((tall,), FIRST_SPOT, wordings) == [(0, 0, "6tN")]
    assert place((tall,), FIRST_SPOT, [("10t10N",), ("10tN",)])[0][2] == "10tN"


@sizes
@views
def test_a_click_hits_what_is_drawn_there(size: tuple[int, int], view: View) -> None:
    drawn, owned = cells(dots(view, *size)), owners(view, *size)
    for row, line in enumerate(drawn):
        for column, (glyph, front, behind) in enumerate(line):
            hit = owned[row][column][0]
            if glyph == " ":
                front = behind
            if front == behind and spot_of_ink(front):
                assert hit == front
            if hit:
                assert hit in (front, behind)


@sizes
@views
def test_both_sides_are_alike(size: tuple[int, int], view: View) -> None:
    body = dots(view, *size)
    assert body == tuple(bytes(map(mirrored, reversed(line))) for line in body)


@sizes
@views
def test_the_left_is_where_it_is_seen(size: tuple[int, int], view: View) -> None:
    on_the_left, on_the_right = sides_as_seen(view)
    for line in dots(view, *size):
        half = len(line) // 2
        for part, side in ((line[:half], on_the_left), (line[half:], on_the_right)):
            assert {spot.side for spot in map(spot_of_ink, part) if spot} <= {side, Side.CENTRAL}


@sizes
@views
def test_a_leg_goes_down_from_region_to_region_without_a_gap(size: tuple[int, int], view: View) -> None:
    body = dots(view, *size)
    column = [spot for spot in SPOTS if spot.view is view and spot.side is Side.LEFT]
    reach = [rows_of(body, ink_of(spot)) for spot in column]
    for rows in reach:
        assert rows == list(range(rows[0], rows[-1] + 1))
    for upper, lower in pairwise(reach):
        assert upper[0] < lower[0] <= upper[-1] + 1
        assert upper[-1] < lower[-1]
    assert reach[-1][-1] == len(body) - 1


@sizes
def test_both_views_have_the_same_height_at_the_same_places(size: tuple[int, int]) -> None:
    for region in (Region.KNEE, Region.LOWER_LEG):
        back, front = (
            rows_of(dots(view, *size), ink_of(Spot(view, Side.LEFT, region))) for view in (View.BACK, View.FRONT)
        )
        assert abs(back[0] - front[0]) <= DOWN
        assert abs(back[-1] - front[-1]) <= DOWN


@views
def test_it_has_the_outline_of_a_body(view: View) -> None:
    across = widths(view)
    bands = heights(LARGE[1])
    ends = [sum(bands[: n + 1]) * DOWN for n in range(len(bands))]
    trunk, back, hip, thigh, knee, calf, foot, toes = (
        across[end - band * DOWN : end] for band, end in zip(bands, ends, strict=True)
    )
    waist, ankle = min(trunk + back), min(calf + foot)
    assert waist < trunk[0]
    assert waist < max(hip)
    assert max(across) in hip + thigh[:DOWN]
    assert max(thigh) > max(knee) > ankle
    assert max(calf) > min(knee)
    assert max(foot + toes) > ankle
    body = dots(view, *LARGE)
    middle = len(body[0]) // 2
    gap = [line[middle] == OUTSIDE for line in body]
    assert gap == sorted(gap), "the legs part once"
    assert 0.3 < gap.index(True) / len(gap) < 0.5


def test_the_buttocks_are_parted_and_the_trunk_belongs_to_no_spot() -> None:
    body = dots(View.BACK, *LARGE)
    buttock = ink_of(Spot(View.BACK, Side.LEFT, Region.BUTTOCK_HIP))
    middle = len(body[0]) // 2
    parting = [line[middle] for line in body if buttock in line]
    assert set(parting) == {ink_of(MIDDLE), SEAM, OUTSIDE}
    assert parting.count(SEAM) > len(parting) / 2
    assert set(body[0]) == {OUTSIDE, TRUNK}
    assert spot_of_ink(TRUNK) is None


def test_there_is_a_margin_on_either_side_for_the_rim() -> None:
    for view in View:
        for size in SIZES:
            edge = MARGIN * ACROSS
            assert {ink for line in dots(view, *size) for ink in line[:edge] + line[-edge:]} == {OUTSIDE}


@pytest.mark.parametrize("rows", range(LEAST_ROWS, 70))
def test_the_rows_are_shared_out(rows: int) -> None:
    assert sum(heights(rows)) == rows
    assert min(heights(rows)) >= 1
    assert all(before <= after for before, after in zip(heights(rows), heights(rows + 1), strict=True))


@sizes
def test_a_rim_goes_round_a_spot_and_hides_nothing_of_it(size: tuple[int, int]) -> None:
    for spot in SPOTS:
        body, ink = dots(spot.view, *size), ink_of(spot)
        with_rim = rimmed(body, ink, 2)
        for row, line in enumerate(body[:-2]):
            for x in (x for x, owner in enumerate(line) if owner == ink):
                assert with_rim[row][x] == ink
                around = {with_rim[y][z] for y in (row - 1, row, row + 1) for z in (x - 1, x, x + 1)}
                assert around <= {ink, RIM}


@sizes
def test_the_rim_can_be_seen_at_all_four_sides(size: tuple[int, int]) -> None:
    for spot in SPOTS:
        owned, ink = owners(spot.view, *size), ink_of(spot)
        drawn = cells(rimmed(dots(spot.view, *size), ink, 2))
        rim = {(x, y) for y, line in enumerate(drawn) for x, cell in enumerate(line) if RIM in cell[1:]}
        inside = [(x, y) for y, line in enumerate(owned) for x, (owner, _) in enumerate(line) if owner == ink]
        columns, rows = [x for x, _ in inside], [y for _, y in inside]
        assert min(x for x, _ in rim) <= min(columns)
        assert max(x for x, _ in rim) >= max(columns)
        assert min(y for _, y in rim) <= min(rows)
        assert max(y for _, y in rim) >= max(rows)
        assert len(rim) >= 8, spot.id


def block(*rows: str) -> bytes:
    """A cell from a drawing: blanks are outside, other digits are inks."""
    return bytes(int(letter) for row in rows for letter in row)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["6666"] * 8, Cell(" ", OUTSIDE, 6)),
        (["0066"] * 8, Cell("▌", 0, 6)),
        (["6666"] * 2 + ["7777"] * 6, Cell("▆", 7, 6)),
        (["6666"] * 6 + ["7777"] * 2, Cell("▂", 7, 6)),
        (["6660"] * 8, Cell("▊", 6, 0)),
        (["6677"] * 4 + ["7777"] * 4, Cell("▘", 6, 7)),
        (["7777"] * 4 + ["6677"] * 4, Cell("▖", 6, 7)),
        (["0000"] * 7 + ["6600"], Cell(" ", OUTSIDE, OUTSIDE)),
        (["6666"] * 7 + ["6600"], Cell(" ", OUTSIDE, 6)),
    ],
)
def test_a_cell_is_drawn_with_the_nearest_block(rows: list[str], expected: Cell) -> None:
    assert cell(block(*rows)) == expected


def test_a_rim_is_not_lost_among_larger_parts() -> None:
    found = cell(block(*["6666"] * 4, *["3333"] * 2, *["7777"] * 2))
    assert RIM in (found.front, found.behind)


def test_a_curve_goes_through_its_points_and_never_far_beyond() -> None:
    curve = ((0.0, 0.0), (1.0, 2.0), (2.0, 2.0), (4.0, -1.0))
    assert [at(curve, where) for where, _ in curve] == [value for _, value in curve]
    assert (at(curve, -3), at(curve, 9)) == (0, -1)
    assert all(-1.3 <= at(curve, step / 50) <= 2.3 for step in range(200))


def lit(lines: list[str]) -> int:
    return sum((ord(letter) - 0x2800).bit_count() for line in lines for letter in line)


@sizes
def test_braille_gets_denser_with_the_strength(size: tuple[int, int]) -> None:
    for spot in SPOTS:
        body = dots(spot.view, *size)
        density = [lit(braille(body, {ink_of(spot): strength}, ())) for strength in (1, 4, 7, 10)]
        assert density == sorted(set(density)), spot.id


@sizes
@views
def test_braille_fills_the_same_cells(size: tuple[int, int], view: View) -> None:
    lines = braille(dots(view, *size), {}, ())
    assert [len(line) for line in lines] == [size[0]] * size[1]
    assert {letter for line in lines for letter in (line[0], line[-1])} == {"\u2800"}


def test_stripes_in_braille_show_where_it_is_numb() -> None:
    thigh = ink_of(Spot(View.BACK, Side.LEFT, Region.THIGH))
    body = dots(View.BACK, *LARGE)
    plain, numb, sore = braille(body, {}, ()), braille(body, {}, {thigh}), braille(body, {thigh: 4}, ())
    assert len({tuple(plain), tuple(numb), tuple(sore)}) == 3
    assert lit(numb) > lit(plain)
