"""The body chart of a page: back and front, with a sign of its own shape for each kind of symptom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

from mckenzie_tui.body import SPOTS, Spot, sides_as_seen
from mckenzie_tui.locating import Felt, felt_at, on_chart
from mckenzie_tui.reports.clinical import marks_short
from mckenzie_tui.reports.markup import Markup, element, joined
from mckenzie_tui.shape import BANDS, BENDS, HALF_A_MIDDLE, INNER, OUTER, SEAMED, SOLE, at
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import Region, View

Point = tuple[float, float]

_UNIT = 30.0
"""Half the width of the hips."""
_HEIGHT = 150.0
_TOP = 3.0
_WIDTH, _TALL = 80.0, 168.0
"""The drawing of one view, with the names of its sides below."""
_TOPS = tuple(accumulate((band.share for band in BANDS), initial=0.0))
_STEPS = 24
"""How finely curves are drawn."""
_CROTCH = 2.95
"""Where the legs part, in bands from the top."""
_SIGN = 6.6
"""Half the size of a sign."""


def _across(view: View, level: float, share: float) -> float:
    """How far from the midline a place is, so far from the inside (0) to the outside (1) of one half of the body."""
    inner = at(INNER[view], level) if level > _CROTCH else 0.0
    return inner + share * (at(OUTER[view], level) - inner)


def _down(level: float) -> float:
    """How far down a place is, for its level in bands."""
    band = min(int(level), len(BANDS) - 1)
    return _TOP + (_TOPS[band] + (level - band) * BANDS[band].share) * _HEIGHT / _TOPS[-1]


def _points(view: View, border: Callable[[float], float], lower: Callable[[float], float], start: float) -> list[Point]:
    """The outline of one stretch of the right half of a picture, in half widths of the hips, between two borders.

    Args:
        view: from where one looks.
        border: the level of its upper border at each share of the way from the inside to the outside.
        lower: the same of its lower border.
        start: how far from the midline it begins at least.
    """
    shares = [step / _STEPS for step in range(_STEPS + 1)]

    def edge(share: float, top: float, bottom: float) -> list[Point]:
        levels = [top + (bottom - top) * step / _STEPS for step in range(_STEPS + 1)]
        return [(_across(view, level, share), _down(level)) for level in levels]

    upper_side = [(_across(view, border(share), share), _down(border(share))) for share in shares]
    lower_side = [(_across(view, lower(share), share), _down(lower(share))) for share in reversed(shares)]
    outline = [*upper_side, *edge(1, border(1), lower(1)), *lower_side, *edge(0, lower(0), border(0))]
    return [(max(x, start), y) for x, y in outline]


def _border(view: View, band: int) -> Callable[[float], float]:
    """The upper border of a band; below the last one lie the soles."""
    if band == len(BANDS):
        return lambda share: at(SOLE[view], share)
    bend = BENDS[view].get(band)
    return lambda share: band + (at(bend, share) if bend else 0.0)


def _region_of(view: View, band: int) -> Region | None:
    return BANDS[band].back if view is View.BACK else BANDS[band].front


def _outline(spot: Spot) -> list[Point]:
    """The outline of a spot, drawn on the right half of the picture, or over the midline."""
    region = Region.BACK_SIDE if spot.region is Region.BACK_MIDLINE else spot.region
    bands = [band for band in range(len(BANDS)) if _region_of(spot.view, band) is region]
    top, bottom = _border(spot.view, bands[0]), _border(spot.view, bands[-1] + 1)
    if spot.region is Region.BACK_MIDLINE:
        upper, lower = _down(top(0)), _down(bottom(0))
        return [(-HALF_A_MIDDLE, upper), (HALF_A_MIDDLE, upper), (HALF_A_MIDDLE, lower), (-HALF_A_MIDDLE, lower)]
    return _points(spot.view, top, bottom, HALF_A_MIDDLE if region is Region.BACK_SIDE else 0.0)


def _placed(points: list[Point], *, mirrored: bool) -> list[Point]:
    sign = -1 if mirrored else 1
    return [(_WIDTH / 2 + sign * x * _UNIT, y) for x, y in points]


def _path(points: list[Point]) -> str:
    return f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in points)}Z"


def _body(view: View) -> Markup:
    """The whole body as one outline."""
    half = [(_across(view, level / 8, 1), _down(level / 8)) for level in range(63)]
    half += [
        (_across(view, at(SOLE[view], share / 16), share / 16), _down(at(SOLE[view], share / 16)))
        for share in range(16, -1, -1)
    ]
    rungs = [7.75 - (7.75 - _CROTCH) * step / 40 for step in range(41)]
    half += [(_across(view, level, 0), _down(level)) for level in rungs]
    other = [(-x, y) for x, y in reversed(half)]
    seam = _placed([(0, _down(SEAMED)), (0, _down(_CROTCH))], mirrored=False)
    return joined(
        element("path", class_="body", d=_path(_placed([*half, *other], mirrored=False))),
        element("path", class_="seam", d=_path(seam)) if view is View.BACK else "",
    )


def _mirrored(spot: Spot) -> bool:
    """Whether a spot lies on the left half of the picture."""
    return spot.side is sides_as_seen(spot.view)[0]


def _patch(spot: Spot, felt: Felt) -> Iterator[Markup]:
    path = _path(_placed(_outline(spot), mirrored=_mirrored(spot)))
    for kind, there in (("pain", felt.pain), ("tingling", felt.tingling), ("numb", felt.numb)):
        if there:
            yield element("path", class_=f"patch {kind}", d=path)


def _signs(spot: Spot, felt: Felt) -> Iterator[Markup]:
    points = _placed(_outline(spot), mirrored=_mirrored(spot))
    x = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    y = (min(y for _, y in points) + max(y for _, y in points)) / 2
    signs = [
        sign
        for sign in (
            ("pain", f"{felt.pain}") if felt.pain else None,
            ("tingling", f"{felt.tingling}") if felt.tingling else None,
            ("numb", "N") if felt.numb else None,
        )
        if sign is not None
    ]
    if (spot.view, spot.region) == (View.FRONT, Region.FOOT):
        # Toes and ankle lie so close that one sign would hide the other.
        x += -_SIGN if _mirrored(spot) else _SIGN
    size = 1.0 if len(signs) == 1 else 0.8
    for number, (kind, told) in enumerate(signs):
        yield sign_of(kind, told, x, y + (number - (len(signs) - 1) / 2) * 2 * _SIGN * size, size)


def sign_of(kind: str, told: str, x: float, y: float, size: float = 1.0) -> Markup:
    """The sign of a kind of symptom: a disc for pain, a diamond for pins and needles, a square for numbness."""
    r = _SIGN * size
    match kind:
        case "pain":
            shape = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=r)
        case "tingling":
            wide = r * 1.3
            shape = element("path", d=_path([(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)]))
        case _:
            shape = element("rect", x=f"{x - r:.1f}", y=f"{y - r:.1f}", width=2 * r, height=2 * r)
    return element("g", shape, element("text", told, x=f"{x:.1f}", y=f"{y + 0.52 * r:.1f}"), class_=f"sign {kind}")


def _view(found: Symptoms, view: View, left: float) -> Markup:
    felt = {spot: felt_at(found, spot) for spot in SPOTS if spot.view is view}
    names = [
        element("text", str(side), x=f"{_WIDTH * share:.1f}", y=_TALL - 2.5, class_="side")
        for side, share in zip(sides_as_seen(view), (0.16, 0.84), strict=True)
    ]
    return element(
        "g",
        _body(view),
        *(patch for spot, there in felt.items() for patch in _patch(spot, there)),
        *(sign for spot, there in felt.items() for sign in _signs(spot, there)),
        *names,
        element("text", str(view), x=_WIDTH / 2, y=_TALL - 2.5, class_="view"),
        transform=f"translate({left:.1f},0)",
    )


def chart(found: Symptoms) -> Markup:
    """Both views of a body with what is felt, as a picture with words for those who do not see it."""
    shown = on_chart(found)
    told = f"Body chart, back and front: {marks_short(found)}."
    return element(
        "svg",
        element("title", told),
        _view(shown, View.BACK, 0),
        _view(shown, View.FRONT, _WIDTH + 6),
        viewBox=f"0 0 {2 * _WIDTH + 6:.0f} {_TALL:.0f}",
        role="img",
    )


def patterns() -> Markup:
    """What patches are filled with, once in a page: lines and dots that differ in grey as well."""
    lines = element("path", d="M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2", class_="hatch")
    dots = element("circle", cx=2, cy=2, r=0.8, class_="dot")
    return element(
        "svg",
        element(
            "defs",
            element("pattern", lines, id="tingling", width=5, height=5, patternUnits="userSpaceOnUse"),
            element("pattern", dots, id="numb", width=4, height=4, patternUnits="userSpaceOnUse"),
        ),
        class_="patterns",
        aria_hidden="true",
    )


def legend() -> Markup:
    """What the signs mean."""
    words = (("pain", "5", "pain, 0-10"), ("tingling", "4", "pins and needles, 0-10"), ("numb", "N", "numb"))
    return element(
        "ul",
        *(
            element(
                "li",
                element("svg", sign_of(kind, sign, 9, 9), viewBox="0 0 18 18", class_="key", aria_hidden="true"),
                told,
            )
            for kind, sign, told in words
        ),
        class_="legend",
    )
