"""The picture of a flow: it shows what the machine does, every move of it, and no text can break out of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import Run, refused
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import LYING, PROPS, TEXT, own_rule
from walks import PLACES, RIGHT_LEG, a_rung_further, a_rung_nearer, answered, at_first_step, begun, eventful, felt, sat

from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.arcs import Place, PlaceKind, Structural
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.graph.labels import CONDITION_WORDS, UNTOLD
from mckenzie_tui.graph.mermaid import MOST_ARROWS, mermaid
from mckenzie_tui.graph.outline import outline
from mckenzie_tui.graph.picture import AFTER, EACH, REST, SAFETY, STEPS, TROUBLE, WHERE, Picture, picture
from mckenzie_tui.graph.taken import taken
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import simulate
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Condition, Event, Mode, Region, Side

ROOT = Path(__file__).parent.parent
both_levels = pytest.mark.parametrize("detail", [False, True], ids=["overview", "detail"])


@pytest.fixture(scope="session")
def drawn(machine: FlowMachine) -> Picture:
    return picture(machine)


def called(found: Picture, name: str) -> str:
    """A box by its ending's id, or by its own."""
    return next((box.notes[0] for box in found.boxes if box.id == name and box.ending), name)


def ways(found: Picture) -> set[tuple[str, str, str]]:
    return {(source, called(found, dest), text) for source, dest, text in found.ways}


# What is drawn


def test_the_bundled_flow_is_drawn_as_its_rules_say(drawn: Picture) -> None:
    assert ways(drawn) >= {
        (SAFETY, "emergency", "Safety first: yes"),
        (SAFETY, "seek_care", "About your health: yes, and not cleared"),
        (SAFETY, WHERE, "otherwise"),
        (WHERE, "nothing_to_test", "chart: no symptoms"),
        (WHERE, "emergency", "New symptoms in both legs"),
        (WHERE, "step_1", "chart: otherwise"),
        (EACH, "preference_found", "centralized"),
        (EACH, REST, "worsened"),
        (EACH, "emergency", "chart: newly numb, in both legs"),
        (REST, STEPS, "settled"),
        (REST, "stopped_worse", "not settled, the pain was too much"),
        (REST, "stopped_worse", "not settled, after one that did not settle"),
        (REST, "seek_care", "not settled, some exercise helped in part, severe pain at the start"),
        (REST, "preference_leaning", "not settled, some exercise helped in part"),
        (REST, STEPS, "not settled, otherwise; its directions are closed"),
        (AFTER, "stopped_worse", "the last one did not settle"),
        (AFTER, "seek_care", "severe pain at the start"),
        (AFTER, "preference_leaning", "some exercise helped in part"),
        (AFTER, "nothing_to_test", "none could be tried"),
        (AFTER, "no_preference_found", "otherwise"),
        (TROUBLE, "emergency", "a sign of danger"),
        (TROUBLE, REST, "Too much pain"),
    }
    following = [*(f"step_{number}" for number in range(1, 8)), AFTER]
    for step, onward in itertools.pairwise(following):
        assert {text for source, dest, text in drawn.ways if (source, dest) == (step, onward)} == {
            *("partly centralized", "unchanged", "cannot"),
        }
    # Nothing else leaves an exercise by itself, and nothing else follows a rest.
    assert {dest for source, dest, _ in drawn.ways if source.startswith("step_")} == set(following[1:])
    assert sum(source == REST for source, _, _ in drawn.ways) == 8


def test_the_exercises_say_when_they_are_left_out(drawn: Picture) -> None:
    steps = {box.number: box for box in drawn.boxes if box.number}
    assert steps[1].notes == ("extension", "also with severe pain at the start")
    assert steps[5].notes == ("lateral", "needs one painful side")
    assert "not after a yes to: Osteoporosis or a broken bone in the spine" in steps[7].notes


def other(folder: Path, text: str) -> FlowMachine:
    path = folder / "other.toml"
    path.write_text(text, encoding="utf-8")
    return FlowMachine(Catalogue().find(str(path)))


def test_a_rule_of_one_exercise_is_drawn_from_that_exercise_alone(tmp_path: Path) -> None:
    text = TEXT.replace(PROPS, own_rule('"centralized"', "seek_care") + PROPS)
    found = ways(picture(other(tmp_path, text)))
    assert ("step_1", "seek_care", "centralized") in found
    assert ("step_2", "preference_found", "centralized") in found
    assert (EACH, "preference_found", "centralized") not in found


def test_a_rule_that_leads_to_a_later_exercise_is_drawn_there(tmp_path: Path) -> None:
    text = TEXT.replace(PROPS, own_rule('"unchanged"', "side_glide") + own_rule('"settled"', "side_glide") + PROPS)
    found = ways(picture(other(tmp_path, text)))
    assert ("step_1", "step_5", "unchanged") in found
    assert (REST, "step_5", "settled (after exercise 1)") in found
    assert (REST, STEPS, "settled (after exercise 2, 3, 4, 5, 6, 7)") in found


def test_the_order_of_the_exercises_is_that_of_the_flow(tmp_path: Path) -> None:
    lying, props = TEXT.index(LYING), TEXT.index(PROPS)
    third = TEXT.index("[[steps]]", props + 1)
    swapped = TEXT[:lying] + TEXT[props:third] + TEXT[lying:props] + TEXT[third:]
    titles = [box.title for box in picture(other(tmp_path, swapped)).boxes if box.number]
    assert titles[:3] == ["Prone props", "Prone lying", "Press-ups"]


def test_a_flow_of_one_exercise_has_no_box_for_what_all_have_in_common(flow: Flow) -> None:
    alone = replace(flow, file=flow.file.model_copy(update={"steps": flow.file.steps[:1]}))
    found = picture(FlowMachine(alone))
    assert EACH not in {box.id for box in found.boxes}
    assert ("step_1", "preference_found", "centralized") in ways(found)
    assert ("step_1", AFTER, "unchanged") in ways(found)
    read(mermaid(found))


def test_every_condition_has_words() -> None:
    assert CONDITION_WORDS.keys() | UNTOLD == {*Condition, *Structural}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_move_of_the_machine_is_an_arrow_of_the_picture(machine: FlowMachine, data: st.DataObject) -> None:
    """But for what can be said at any moment, and the way back from there."""
    detail = data.draw(st.booleans())
    found = _picture(machine, detail)
    arrows = {(arrow.source, arrow.dest) for arrow in found.arrows}
    walk = data.draw(st.sampled_from([Walk.begin(machine, mode) for mode in Mode]) | st.just(at_first_step(machine)))
    for _ in range(data.draw(st.integers(1, 45))):
        if not walk.events:
            break
        before, walk = walk.place, _moved(walk, data)
        arc = walk.position.arc
        if arc is None or walk.place is before:
            continue
        _drawn(found, arrows, arc, before, walk.place)
    way = taken(found, walk)
    assert set(way.boxes) <= {box.id for box in found.boxes} | set(found.at.values())
    assert way.boxes[-1] == found.at[walk.place.name] or way.boxes[-1] == REST


PICTURES: dict[tuple[int, bool], Picture] = {}


def _picture(machine: FlowMachine, detail: bool) -> Picture:
    return PICTURES.setdefault((id(machine), detail), picture(machine, detail=detail))


def _moved(walk: Walk, data: st.DataObject) -> Walk:
    """The walk after one answer by chance; the same where it does not fit after all."""
    charts = [RIGHT_LEG, a_rung_nearer(RIGHT_LEG), a_rung_further(RIGHT_LEG), felt(pain=9)]
    charts += [felt(left=Region.FOOT, right=Region.FOOT), felt()]
    likely = [event for event in walk.events if event not in (Event.TROUBLE, Event.RESUMED)] * 3
    event = data.draw(st.sampled_from([*likely, *walk.events]))
    details: dict[str, Any] = {"symptoms": data.draw(st.sampled_from(charts))} if event is Event.LOCATED else {}
    if event is Event.GO_TO:
        details["item"] = data.draw(st.sampled_from([None, *walk.flow.steps_by_id]))
    try:
        return walk.say(event, **details)
    except NotAllowedError:
        return walk


def _drawn(found: Picture, arrows: set[tuple[str, str]], arc: Any, before: Place, after: Place) -> None:
    source, dest = found.at[before.name], found.at[after.name]
    anywhere = arc.event in (Event.TROUBLE, Event.RESUMED, Event.GO_TO) or before.name == "resumed"
    back = any(guard.name is Structural.CAME_FROM for guard in arc.guards) and arc.event is Event.NO
    along = found.along.get(arc, ())
    if source == dest or anywhere or back:
        return
    if {source, dest} <= {REST, *(box.id for box in found.boxes if box.number)} and not along:
        assert arc.event is Event.RESTED or any(guard.name is Structural.WAITS_TO_SETTLE for guard in arc.guards)
        return
    assert along, f"{before.name} -{arc.event}-> {after.name} is not drawn"
    assert along[0][0] in (source, EACH)
    assert along[-1][1] in (dest, STEPS)
    if not arc.passes:
        assert {(one, there) for one, there, _ in along} <= arrows


def test_in_detail_every_place_is_a_box_and_code_hosts_can_still_draw_it(machine: FlowMachine) -> None:
    found = picture(machine, detail=True)
    assert len(found.boxes) == len(machine.table.places) + 1
    assert len(set(found.at.values())) == len(machine.table.places)
    assert len(found.arrows) < MOST_ARROWS
    assert len(mermaid(found)) < 50_000


# Mermaid

LABEL = r'"(?:[^\W_]|[ .,()?!+-]|#\d+;|<br>)*"'
LINES = [
    r'%%\{init: \{"flowchart": \{"wrappingWidth": 300\}\}\}%%',
    "flowchart TD",
    rf" *(?P<box>\w+)(?:\[{LABEL}\]|\(\[{LABEL}\]\)|\{{\{{{LABEL}\}}\}})",
    rf" *subgraph (?P<group>\w+)\[{LABEL}\]",
    " *end",
    rf" *(?P<source>\w+) (?:--(?:--)?|-\.-)>(?:\|{LABEL}\|)? (?P<dest>\w+)",
    r" *style \w+ fill:none,stroke:#\w+",
    r" *classDef [a-z]+ [a-z:#,0-9 -]+",
    r" *class [\w,]+ [a-z]+",
    r" *linkStyle [\d,]+ stroke-width:5px",
]


def read(text: str) -> tuple[set[str], set[str]]:
    """The boxes of a chart and the ends of its arrows; every line is of a known form."""
    boxes, ends = set(), set()
    for line in text.splitlines():
        found = next(filter(None, (re.fullmatch(pattern, line) for pattern in LINES)), None)
        assert found, f"not of a known form: {line}"
        parts = found.groupdict()
        boxes |= {parts.get("box"), parts.get("group")} - {None}
        ends |= {parts.get("source"), parts.get("dest")} - {None}
    return boxes, ends  # type: ignore[return-value]


def unescaped(text: str) -> str:
    return re.sub(r"#(\d+);", lambda number: chr(int(number[1])), text)


@both_levels
def test_a_mermaid_chart_has_every_box_and_only_known_lines(machine: FlowMachine, detail: bool) -> None:
    found = picture(machine, detail=detail)
    text = mermaid(found)
    boxes, ends = read(text)
    assert ends <= boxes
    assert {box.id for box in found.boxes} <= boxes
    for box in found.boxes:
        assert box.title in unescaped(text)


HOSTILE = [
    'x"]; click ending_1 "javascript:alert(1)"; y["',
    "<img src=x onerror=alert(1)>",
    "`**bold**` end",
    '%%{init: {"securityLevel":"loose"}}%%',
    "#quot;<script>alert(1)</script>&lt;",
    "1. list",
    "](https://evil.example) |a| --> b; style ending_1 fill:red",
]


@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=3)
)
@settings(max_examples=60, deadline=None)
def test_no_text_of_a_flow_breaks_out_of_its_label(drawn: Picture, titles: list[str]) -> None:
    boxes = tuple(replace(box, title=titles[n % len(titles)]) for n, box in enumerate(drawn.boxes))
    written = tuple((source, dest, titles[n % len(titles)]) for n, (source, dest, _) in enumerate(drawn.ways))
    hostile = replace(drawn, boxes=boxes, ways=written, groups={STEPS: titles[0]})
    text = mermaid(hostile)
    assert len(text.splitlines()) == len(mermaid(drawn).splitlines())
    read(text)
    assert all(title in unescaped(text) for title in titles[:3])


def test_what_might_be_taken_for_a_list_is_written_as_numbers(drawn: Picture) -> None:
    since, safety, *others = drawn.boxes
    assert '"1#46; Safety"' in mermaid(replace(drawn, boxes=(since, replace(safety, title="1. Safety"), *others)))


def test_the_readme_has_the_chart_that_the_program_makes(run: Run) -> None:
    code, out, err = run("flows", "graph", "lumbar-progression", "--format", "mermaid")
    assert (code, err) == (0, "")
    assert f"```mermaid\n{out}```\n" in (ROOT / "README.md").read_text(encoding="utf-8")


# Text


@both_levels
@pytest.mark.parametrize("width", [30, 40, 80])
def test_the_text_fits_and_has_everything(machine: FlowMachine, flow: Flow, width: int, detail: bool) -> None:
    lines = list(outline(picture(machine, detail=detail), width))
    assert max(map(len, lines)) <= width
    words = " ".join(re.sub(r"[│┌┐└┘─├]", " ", " ".join(lines)).split())
    for ending in flow.file.endings:
        assert f"{ending.title} ({ending.id})" in words
    for step in flow.steps:
        assert flow.exercise_of(step.id).title in words


def test_the_text_tells_what_leads_where(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = run("flows", "graph", "lumbar-progression")
    assert (code, err) == (0, "")
    assert "  1. Prone lying (extension; also with severe pain at the start)\n" in out
    assert "     └─ partly centralized / unchanged / cannot → Prone props\n" in out
    assert "  ├─ centralized → One direction helped\n" in out
    assert "  └─ otherwise → No direction stood out today\n" in out


# The way of a session


def way_told(run: Run, *arguments: str) -> list[str]:
    """The way of a session as the text tells it, each line without its number."""
    code, out, err = run("flows", "graph", "lumbar-progression", "--walk", *arguments)
    assert (code, err) == (0, "")
    lines = out[out.index("This session, in order") :].splitlines()[2:]
    return [re.sub(r"^ *\d+\) ", "", line) for line in lines]


def test_the_way_of_a_session_is_told_in_order(run: Run, desk: Desk, machine: FlowMachine) -> None:
    sat(desk, eventful(machine))
    assert way_told(run, "last") == [
        "Safety questions",
        "Where it hurts: pain on the left",
        "Prone lying: unchanged",
        "Prone props: worsened, settled",
        "Rest: does it settle?",
        "Press-ups: cannot",
        "Press-ups with hips off center",
        "Something is wrong",
        "Press-ups with hips off center: partly centralized",
        "Side glide at the wall: worsened, not settled",
        "Rest: does it settle?",
        "One direction helped in part",
    ]


def test_what_was_come_by_is_marked_and_what_was_passed_over_too(
    run: Run, desk: Desk, machine: FlowMachine, tmp_path: Path
) -> None:
    walk = answered(at_first_step(machine), Event.WORSENED, Event.NOT_SETTLED, Event.CENTRALIZED)
    path = tmp_path / "log.toml"
    path.write_bytes(to_bytes(sat(desk, walk).session))
    out = run("flows", "graph", "lumbar-progression", "--walk", str(path)).out
    marked = {line.strip() for line in out.splitlines() if set("●○▶") & set(line)}
    assert {
        "● 1. Prone lying (extension; also with severe pain at the start)",
        "○ 2. Prone props (extension; also with severe pain at the start)",
        "● 5. Side glide at the wall (lateral; needs one painful side)",
        "├─ ● worsened → Rest: does it settle?",
        "└─ ● not settled, otherwise; its directions are closed → the next exercise",
        "├─ ● centralized → One direction helped",
        "▶ One direction helped (preference_found)",
    } <= marked
    assert not [line for line in marked if "Knees to chest" in line or "Nothing to compare" in line]
    assert "= passed over: the same direction as one that made it worse" in out


def test_in_a_chart_the_way_is_drawn_with_thick_lines(drawn: Picture, machine: FlowMachine) -> None:
    walk = simulate(machine, Side.RIGHT, 5, ["worsened:not_settled", "unchanged"])
    text = mermaid(drawn, taken(drawn, walk))
    read(text)
    (numbers,) = re.findall(r"linkStyle ([\d,]+) ", text)
    arrows = [(drawn.arrows[int(n)].source, drawn.arrows[int(n)].dest) for n in numbers.split(",")]
    assert {(SAFETY, WHERE), (WHERE, "step_1"), (EACH, REST), (REST, STEPS), ("step_5", "step_6")} <= set(arrows)
    assert (EACH, "ending_3") not in arrows
    assert "class step_2,step_3,step_4 passed" in text
    assert "in this session#58; worsened, not settled" in text
    assert "linkStyle" not in mermaid(drawn)


@pytest.mark.parametrize("place", PLACES)
@both_levels
def test_a_session_can_be_drawn_wherever_it_stands(machine: FlowMachine, place: str, detail: bool) -> None:
    found = _picture(machine, detail)
    way = taken(found, PLACES[place](machine))
    read(mermaid(found, way))
    assert max(map(len, outline(found, 40, way))) <= 40


def test_past_the_last_exercise_the_way_goes_where_the_flow_looks_back(drawn: Picture, machine: FlowMachine) -> None:
    way = taken(drawn, simulate(machine, Side.CENTRAL, 5, ["unchanged"] * 4))
    assert way.boxes[-3:] == ("step_7", AFTER, "ending_5")
    assert (AFTER, "ending_5", "otherwise") in way.ways


# The steps that a clinician chose


def go_to(walk: Walk, *steps: str) -> Walk:
    for step in steps:
        walk = walk.say(Event.GO_TO, item=step)
    return walk


def with_jumps(machine: FlowMachine) -> Walk:
    """Past the first exercise, to a worsening that is left, from the ending to one that was passed over, once more."""
    walk = begun(machine, None, Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    walk = answered(go_to(walk, "press_ups"), Event.WORSENED, Event.NOT_SETTLED, Event.WORSENED)
    walk = answered(go_to(walk, "lumbar_flexion"), Event.UNCHANGED)
    return go_to(answered(go_to(walk, "press_ups_hips_off_center"), Event.UNCHANGED, Event.DID), "side_glide")


def test_jumps_are_told_as_such_and_what_was_not_done_is_not_marked_as_done(
    run: Run, desk: Desk, machine: FlowMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    sat(desk, with_jumps(machine))
    assert way_told(run, "last") == [
        "Safety questions",
        "Where it hurts: pain on the right",
        "Prone lying: not done (the clinician went on)",
        "Press-ups: chosen by the clinician; worsened, not settled",
        "Rest: does it settle?",
        "Side glide at the wall: worsened, not known whether it settled",
        "Rest: does it settle?",
        "Knees to chest: chosen by the clinician; unchanged",
        "No further exercise applies",
        "No direction stood out today",
        "Press-ups with hips off center: chosen by the clinician; unchanged",
        "Side glide at the wall: done, not answered (the clinician went on)",
        "Side glide at the wall: chosen by the clinician",
    ]
    out = run("flows", "graph", "lumbar-progression", "--walk", "last").out
    marks = dict(re.findall(r"^  ([●○▶] )?(\d)\. ", out, re.MULTILINE)[n][::-1] for n in range(7))
    assert marks == {"1": "○ ", "2": "", "3": "● ", "4": "● ", "5": "▶ ", "6": "", "7": "● "}
    assert "└─ ● chosen by the clinician → Press-ups\n" in out
    assert "= passed over: the same direction as one that made it worse" in out


def test_what_was_done_for_the_other_side_is_told_with_it(drawn: Picture, machine: FlowMachine) -> None:
    step = "press_ups_hips_off_center"
    walk = begun(machine, None, Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    walk = answered(walk.say(Event.GO_TO, item=step, side=Side.LEFT), Event.WORSENED, Event.SETTLED)
    walk = answered(walk.say(Event.GO_TO, item=step), Event.UNCHANGED)
    walk = walk.say(Event.GO_TO, item=step, side=Side.LEFT).say(Event.GO_TO, item="side_glide")
    found = taken(drawn, walk)
    box = drawn.at[f"step.{step}.exercise"]
    other = "(other side: as for pain on the left)"
    assert [stay.told for stay in found.stays if stay.box == box] == [
        (f"chosen by the clinician {other}", f"worsened, settled {other}"),
        ("chosen by the clinician", "unchanged"),
        (f"chosen by the clinician {other}", f"not done (the clinician went on) {other}"),
    ]
    assert set(found.told[box]) == {text for stay in found.stays if stay.box == box for text in stay.told}


def test_the_side_is_told_also_where_something_was_wrong_in_between(drawn: Picture, machine: FlowMachine) -> None:
    walk = begun(machine, None, Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    walk = walk.say(Event.GO_TO, item="side_glide", side=Side.LEFT).say(Event.TROUBLE)
    while walk.place.kind is not PlaceKind.EXERCISE:
        walk = walk.say(Event.NO)
    found = taken(drawn, answered(walk, Event.UNCHANGED))
    assert "unchanged (other side: as for pain on the left)" in [text for stay in found.stays for text in stay.told]


@both_levels
def test_in_a_chart_a_jump_is_an_arrow_of_its_own(machine: FlowMachine, detail: bool) -> None:
    found = _picture(machine, detail)
    text = mermaid(found, taken(found, with_jumps(machine)))
    read(text)
    jumps = re.findall(r"^ +(\w+) -\.->\|\"chosen by the clinician\"\| (\w+)$", text, re.MULTILINE)
    (numbers,) = re.findall(r"linkStyle ([\d,]+) ", text)
    arrows = len(found.arrows)
    assert {arrows, arrows + 1, arrows + 2, arrows + 3} <= set(map(int, numbers.split(",")))
    assert len(jumps) == 4
    if not detail:
        assert jumps == [("step_1", "step_3"), ("rest", "step_7"), ("ending_5", "step_4"), ("step_5", "step_5")]
        assert "class step_1 passed" in text


def edited_log(sitting_log: bytes, old: str, new: str, path: Path) -> str:
    import log_reader

    path.write_bytes(log_reader.sealed(log_reader.body_of(sitting_log).replace(old, new)))
    return str(path)


def test_a_session_of_another_flow_or_a_damaged_one_is_refused(
    run: Run, desk: Desk, machine: FlowMachine, tmp_path: Path
) -> None:
    log = to_bytes(sat(desk, eventful(machine)).session)
    path = tmp_path / "log.toml"
    name = edited_log(log, 'id = "lumbar-progression"', 'id = "another"', path)
    assert "walked the flow 'another'" in refused(run("flows", "graph", "lumbar-progression", "--walk", name))
    path.write_bytes(log[:-10])
    assert "it has no seal" in refused(run("flows", "graph", "lumbar-progression", "--walk", name), code=1)
    assert "there is no session 'zz'" in refused(run("flows", "graph", "lumbar-progression", "--walk", "zz"))


def changed(old: str, new: str) -> Callable[[Path], str]:
    def write(folder: Path) -> str:
        assert TEXT.count(old) == 1
        path = folder / "changed.toml"
        path.write_text(TEXT.replace(old, new), encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (changed('version = "1.0.0"', 'version = "1.0.1"'), "The flow is not, to the letter, the one that this"),
        (changed('on = ["unchanged"]\ngo = "next_step"', 'on = ["unchanged"]\ngo = "seek_care"'), "up to here only"),
    ],
)
def test_where_the_flow_has_changed_since_that_is_said(
    run: Run, desk: Desk, machine: FlowMachine, tmp_path: Path, edit: Callable[[Path], str], told: str
) -> None:
    sat(desk, eventful(machine))
    code, out, err = run("flows", "graph", edit(tmp_path), "--walk", "last")
    assert code == 0
    assert told in err
    assert "Prone lying: unchanged" in out
