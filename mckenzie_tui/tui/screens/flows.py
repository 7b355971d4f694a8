"""Flows: what can be walked, where it comes from, by whom it was made, and from which sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from mckenzie_tui.errors import MOST_TOLD, Problem
from mckenzie_tui.flow.catalogue import Listed
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.letters import printable
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, SessionWanted
from mckenzie_tui.tui.widgets.choice_list import BACK_TO_START, ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.words import Purpose

HERE = (
    commands.CLOSE,
    commands.TROUBLE,
    *commands.ANYWHERE,
    commands.NEXT,
    commands.SCROLL_UP,
    commands.SCROLL_DOWN,
)


class FlowsScreen(Screen[None]):
    """The flows to choose from."""

    CSS_PATH = "flows.tcss"
    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)

    choices = getters.query_one(ChoiceList)
    text = getters.query_one("#flows", VerticalScroll)
    about = getters.query_one("#about", PlainText)

    def __init__(self, listed: Sequence[Listed], purpose: Purpose | None = None) -> None:
        """Show these flows; all of them are for this purpose, where one is named."""
        super().__init__()
        self._listed = listed
        self._purpose = purpose

    def compose(self) -> ComposeResult:
        """The list, and what there is to say about the highlighted one."""
        yield PlainText(PURPOSE_WORDS[self._purpose] if self._purpose else "Flows", id="heading")
        with Vertical(id="all"):
            yield ChoiceList()
            with VerticalScroll(id="flows", can_focus=False):
                yield PlainText(id="about")
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        lines = [Line(_title(item), _about(item)) for item in self._listed]
        self.choices.show((*lines, BACK_TO_START), highlighted=0)
        self.choices.focus()

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.about.tell(event.text or _HOW)
        self.text.scroll_home(animate=False)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        if event.index == len(self._listed):
            self.action_close()
            return
        item = self._listed[event.index]
        if item.flow is not None:
            self.post_message(Said(SessionWanted(item.name), self))
            return
        self.choices.highlighted = event.index
        self.app.clear_notifications()
        self.notify("This flow cannot be used yet. What is wrong stands below.", severity="warning", markup=False)

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()

    def action_text_up(self) -> None:
        """Scroll what is said about the flow."""
        self.text.scroll_page_up(animate=False)

    def action_text_down(self) -> None:
        """Scroll what is said about the flow."""
        self.text.scroll_page_down(animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()


PURPOSE_WORDS = {
    Purpose.HURTS_NOW: "Other ways to ease it",
    Purpose.SET_OF_MOVES: "A set of moves",
    Purpose.BUILD_UP: "Build up again",
    Purpose.LOOK: "Look at the body",
}
_HOW = (
    "Arrows show more about a flow. Enter begins a session with it.\n\n"
    "For a flow of your own: mckenzie-tui flows copy lumbar-progression"
)


def _title(item: Listed) -> str:
    name = printable(item.name)
    if item.flow is None:
        return f"{name} (yours; cannot be used)" if item.file else f"{name} (cannot be used)"
    title = item.flow.file.title
    return f"{title} (yours: {name})" if item.file else title


def _about(item: Listed) -> str:
    origin = f"{item.origin[:1].upper()}{item.origin[1:]}."
    if item.flow is None:
        problems = item.error.problems[:MOST_TOLD] if item.error else ()
        told = (_problem_told(problem, item) for problem in problems)
        return "\n".join(("This has to be put right first:", *told, "", printable(origin)))
    return "\n".join((printable(origin), *_changes(item.flow), "", *_made_of(item.flow)))


def _problem_told(problem: Problem, item: Listed) -> str:
    """A problem with its line; its file is named once, at the end, where it is the flow's own."""
    if problem.line is None or item.file is None or problem.file != str(item.file):
        return str(problem)
    return f"Line {problem.line}: {problem.sentence}"


def _changes(flow: Flow) -> Iterator[str]:
    """What is otherwise than in the flow it is based on, and what should be looked at again."""
    if (base := flow.based_on) is not None:
        yield from (f"- {change}" for change in base.changes or ("nothing is changed yet",))
        yield from (f"To look at again: {warning}" for warning in base.warnings)


def _made_of(flow: Flow) -> Iterator[str]:
    file = flow.file
    yield file.summary
    yield ""
    yield file.notice
    yield ""
    yield f"Version {file.version}, by {file.author}, licence {file.licence}."
    yield ""
    yield "Sources:"
    yield from (f"{source.title}. {source.author}. {source.publisher}" for source in flow.sources.values())
