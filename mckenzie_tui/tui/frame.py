"""What the screens of a walk have in common: the heading, the progression, the text and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.scroll_view import ScrollView

from mckenzie_tui import cards
from mckenzie_tui.report.trail import trail
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.commands import Command
from mckenzie_tui.tui.messages import AnswerGiven, AnswerTakenBack, CuesTold, Said
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.trail import Trail, TrailLine
from mckenzie_tui.words import Event

if TYPE_CHECKING:
    from mckenzie_tui.pace.cues import Cue
    from mckenzie_tui.settings import Settings
    from mckenzie_tui.walk.walk import Walk

WALKING = (
    commands.TROUBLE,
    commands.BACK,
    *commands.ANYWHERE,
    commands.SCROLL_UP,
    commands.SCROLL_DOWN,
    *commands.WITH_SOMEBODY,
)
"""The commands of every screen of a walk."""
ASKING = (*WALKING, commands.NEXT)
"""The commands of a screen that puts a question."""

SEPARATOR = " · "
"""Between the parts of a heading."""
UNSAVED = "Not saved: what you say is lost if the program ends."
ROWS_FOR_INTRO = 20
"""From this height on there is room for an introduction."""


class WalkScreen(Screen[None]):
    """A screen that shows where a walk stands; the same screen can show the next place of its kind."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]]
    """The commands of this screen, the most important first; ``BINDINGS`` is made from them."""

    heading = getters.query_one("#heading", PlainText)
    trail = getters.query_one(Trail)
    trail_line = getters.query_one(TrailLine)
    text = getters.query_one("#text", VerticalScroll)

    def __init__(self, walk: Walk, settings: Settings) -> None:
        """Show this walk."""
        super().__init__()
        self.walk = walk
        self.settings = settings
        self.unsaved = False
        """Whether what was said last could not be saved."""
        self.showing = Showing()
        self._lists: tuple[ChoiceList, ...] = ()
        """Those of this screen, once it has been laid out."""

    def show_as(self, showing: Showing) -> None:
        """Show it to these people from now on."""
        anew = showing.terms is not self.showing.terms
        self.showing = showing
        for banner in self.query(Banner):
            banner.showing = showing
        if anew and self.is_mounted:
            self.show(self.walk)

    def tell_unsaved(self, unsaved: bool) -> None:
        """Keep in sight that what is said is not being saved."""
        self.unsaved = unsaved
        for told in self.query("#unsaved"):
            told.display = unsaved

    def settings_changed(self) -> None:
        """Follow ``settings``, which were changed while the screen was there; most have nothing to follow."""

    def compose(self) -> ComposeResult:
        """Lay out heading, progression, the screen's own part, and the keys."""
        yield PlainText(id="heading")
        yield PlainText(UNSAVED, id="unsaved")
        yield Banner(self.showing, keys=True)
        yield TrailLine()
        with Horizontal(id="body"):
            yield Trail()
            with Vertical(id="main"):
                yield from self.compose_main()
        yield PlainText(id="more")
        yield KeyBar(self.COMMANDS_HERE)

    def compose_main(self) -> ComposeResult:
        """Lay out what this screen alone shows."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the walk once everything is there."""
        self.tell_unsaved(self.unsaved)
        self.show_as(self.showing)
        self.show(self.walk)
        self._lists = tuple(self.query(ChoiceList))
        for part in (self.text, *self._lists):
            self.watch(part, "scroll_y", self._tell_more, init=False)

    def on_resize(self) -> None:
        """See whether everything still fits."""
        if self.is_mounted:
            self.heading.tell(self.heading_text())
        self.call_after_refresh(self._tell_more)

    def on_screen_resume(self) -> None:
        """See whether everything still fits after another screen lay over this one."""
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        """Say that there is more below, where a scroll bar alone might be overlooked."""
        more = self.query_one_optional("#more", PlainText)
        if more is None or self.query_one_optional("#text") is None:
            # The screen has not been laid out yet, or is on its way out.
            return
        words = ""
        if _hidden_below(self.text):
            key = commands.READ_ON if commands.READ_ON in self.COMMANDS_HERE else commands.SCROLL_DOWN
            words = f"▼ more text: {key.key_shown}"
        if any(map(_hidden_below, self._lists)):
            words = f"▼ more answers: {commands.NEXT.key_shown}"
        more.display = bool(words)
        more.tell(words)

    def show(self, walk: Walk) -> None:
        """Show where this walk stands."""
        self.walk = walk
        rows = trail(walk)
        self.trail.rows = rows
        self.trail_line.rows = rows
        self.heading.tell(self.heading_text())
        self.show_main()
        self.call_after_refresh(self._tell_more)

    def heading_text(self) -> str:
        """What stands in the top line."""
        raise NotImplementedError

    def heading_with_step(self, heading: str) -> str:
        """A heading with the step it is about; where there is little room, with its title and another side alone."""
        step = cards.heading_of_step(self.walk, self.showing.terms)
        short = (cards.other_side(self.walk), *step[:1])
        return SEPARATOR.join(filter(None, (heading, *(step if self.has_room else short))))

    def show_main(self) -> None:
        """Fill in what this screen alone shows."""
        raise NotImplementedError

    @property
    def has_room(self) -> bool:
        """Whether there is room to introduce a thing before saying it."""
        return self.app.size.height >= ROWS_FOR_INTRO

    def asking(self, intro: str, ask: str, explain: str = "") -> Content:
        """A question with what goes before and after it; where there is little room the question comes first."""
        question = Content.styled(ask, "bold")
        after = Content.styled(explain, "$quiet")
        return paragraphs(intro, question, after) if self.has_room else paragraphs(question, after, intro)

    def give(self, event: Event, note: str = "", **details: object) -> None:
        """Give an answer for the place that is on the screen."""
        self.post_message(Said(AnswerGiven(self.walk.place.name, event, note, details), self))

    def tell_cues(self, cues: Sequence[Cue]) -> None:
        """Have the person told what happens now, by sound and light."""
        if cues:
            self.post_message(Said(CuesTold(tuple(cues)), self))

    def action_back(self) -> None:
        """Take the last answer back."""
        self.post_message(Said(AnswerTakenBack(), self))

    def action_text_up(self) -> None:
        """Scroll the text."""
        self.text.scroll_page_up(animate=False)

    def action_text_down(self) -> None:
        """Scroll the text."""
        self.text.scroll_page_down(animate=False)


class QuestionScreen(WalkScreen):
    """A screen of a walk that puts a question with answers to choose from."""

    question = getters.query_one("#question", PlainText)
    choices = getters.query_one(ChoiceList)

    def put(self, question: Content, lines: Sequence[Line], proposed: int | None = None) -> None:
        """Show a question from its beginning, and its answers; none is chosen beforehand but one that is proposed."""
        self.question.tell(question)
        self.text.scroll_home(animate=False)
        self.choices.show(lines, highlighted=proposed)
        self.choices.focus()

    def action_next(self) -> None:
        """Go to the next answer."""
        self.choices.next()


def _hidden_below(part: ScrollView | VerticalScroll) -> bool:
    return part.display and part.scroll_y < part.max_scroll_y


def paragraphs(*parts: Content | str, close: bool = False) -> Content:
    """Texts one under the other; a plain string is shown letter for letter.

    Args:
        parts: the texts; empty ones are left out.
        close: without an empty line between them.
    """
    contents = [Content(part) if isinstance(part, str) else part for part in parts]
    return Content("\n" if close else "\n\n").join(content for content in contents if content.plain)


def titled(title: str, lines: tuple[str, ...]) -> Content:
    """A part with a title in bold, or nothing where there are no lines."""
    if not lines:
        return Content("")
    return Content.styled(title, "bold $primary").append("\n").append(Content("\n".join(lines)))
