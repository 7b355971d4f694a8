"""A flow as a Mermaid flowchart, which code hosts and many editors draw.

Every text of a flow stands in quotes, with all but letters, digits and the plainest punctuation written as numbers, so
that none can end its label, become markup, or steer what draws it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.graph.labels import CHOSEN
from mckenzie_tui.graph.picture import AFTER, Box, BoxKind, Picture
from mckenzie_tui.graph.taken import Taken
from mckenzie_tui.words import EndingKind

MOST_ARROWS = 500
"""Mermaid draws no more than this unless it is told to."""
_MANNERS = '%%{init: {"flowchart": {"wrappingWidth": 300}}}%%'
_PLAIN = ".,()?!+-"
_SHAPES = {
    BoxKind.PLACE: ("[", "]"),
    BoxKind.STEP: ("[", "]"),
    BoxKind.REST: ("[", "]"),
    BoxKind.HELP: ("[", "]"),
    BoxKind.CROSSING: ("{{", "}}"),
    BoxKind.ENDING: ("([", "])"),
}
# Dark writing on light ground, in both themes of whatever shows it.
_COLOURS = {
    "place": "fill:#eceff4,stroke:#4c566a,color:#1b1f27",
    "step": "fill:#dbeafe,stroke:#1e4e8c,color:#10243f",
    "rest": "fill:#fdf0d5,stroke:#8a5a00,color:#3d2800",
    "help": "fill:#fde2e1,stroke:#9b1c1c,color:#450a0a",
    "crossing": "fill:#eceff4,stroke:#4c566a,color:#1b1f27",
    EndingKind.EMERGENCY.value: "fill:#fde2e1,stroke:#9b1c1c,color:#450a0a",
    EndingKind.CARE.value: "fill:#fdf0d5,stroke:#8a5a00,color:#3d2800",
    EndingKind.STOP.value: "fill:#fdf0d5,stroke:#8a5a00,color:#3d2800",
    EndingKind.RESULT.value: "fill:#dcf2e3,stroke:#1b6b3a,color:#0b2e18",
}
_GROUP = "fill:none,stroke:#7b8794"
_TAKEN = "stroke-width:5px"
_PASSED = "stroke-dasharray:6 4"


def mermaid(picture: Picture, taken: Taken | None = None) -> str:
    """The text of a Mermaid flowchart.

    Args:
        picture: the flow.
        taken: the way of a walk, to be marked with thick lines; a clinician's jumps are dotted ones.
    """
    return "\n".join(_lines(picture, taken)) + "\n"


def _lines(picture: Picture, taken: Taken | None) -> Iterator[str]:
    yield _MANNERS
    yield "flowchart TD"
    for box in picture.boxes:
        if not box.group:
            yield f"    {_box(box, taken)}"
    for group, title in picture.groups.items():
        inside = [box for box in picture.boxes if box.group == group]
        if inside:
            yield f"    subgraph {group}[{_quoted(title)}]"
            yield from (f"        {_box(box, taken)}" for box in inside)
            yield "    end"
            yield f"    style {group} {_GROUP}"
    arrows = picture.arrows
    for arrow in arrows:
        text = f"|{_quoted(*arrow.labels)}|" if arrow.labels else ""
        # Those from where a flow looks back are longer, or their labels would lie on those of the rest.
        line = "---->" if arrow.source == AFTER else "-->"
        yield f"    {arrow.source} {line}{text} {arrow.dest}"
    jumps = taken.jumps if taken else ()
    yield from (f"    {source} -.->|{_quoted(CHOSEN)}| {dest}" for source, dest in jumps)
    for name, colours in _COLOURS.items():
        boxes = [box.id for box in picture.boxes if _class(box) == name]
        if boxes:
            yield f"    classDef {name} {colours}"
            yield f"    class {','.join(boxes)} {name}"
    if taken is not None:
        numbers = [n for n, arrow in enumerate(arrows) if (arrow.source, arrow.dest) in taken.arrows]
        numbers += range(len(arrows), len(arrows) + len(jumps))
        if numbers:
            yield f"    linkStyle {','.join(map(str, numbers))} {_TAKEN}"
        drawn = {box.id for box in picture.boxes}
        for name, style, marked in (
            ("taken", _TAKEN, drawn & taken.marked),
            ("passed", _PASSED, drawn & taken.passed),
        ):
            if marked:
                yield f"    classDef {name} {style}"
                yield f"    class {','.join(sorted(marked))} {name}"


def _class(box: Box) -> str:
    return box.ending.value if box.ending else box.kind.value


def _box(box: Box, taken: Taken | None) -> str:
    opening, closing = _SHAPES[box.kind]
    title = f"{box.number} {box.title}" if box.number else box.title
    told = [f"in this session: {text}" for text in taken.told.get(box.id, ())] if taken else []
    return f"{box.id}{opening}{_quoted(title, *box.notes, *told)}{closing}"


def _quoted(*lines: str) -> str:
    return '"' + "<br>".join(map(_escaped, lines)) + '"'


def _escaped(text: str) -> str:
    """A text with everything but letters, digits and plain punctuation as a number.

    What stands before its first letter might be taken for a list or a heading, and is written as numbers too.
    """
    told = ""
    begun = False
    for letter in text:
        begun = begun or letter.isalpha()
        plain = letter.isalnum() or letter == " " or (begun and letter in _PLAIN)
        told += letter if plain else f"#{ord(letter)};"
    return told
