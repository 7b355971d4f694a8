"""History: how it goes, in words and as a plot; and all sessions, newest first. Damaged ones are never hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.worker import get_current_worker

from mckenzie_tui.brief import brief_of
from mckenzie_tui.errors import StorageError
from mckenzie_tui.history import picture
from mckenzie_tui.history.look import History
from mckenzie_tui.report.one_line import session_told
from mckenzie_tui.store.files import Stored
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, SessionOpened
from mckenzie_tui.tui.widgets.choice_list import BACK_TO_START, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.paged_list import PAGE, PagedList, Pages
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.scrolled_text import ScrolledText
from mckenzie_tui.tui.widgets.trend_plot import TrendPlot

HERE = (
    commands.CLOSE,
    commands.OTHER_PART,
    commands.TROUBLE,
    *commands.ANYWHERE,
    commands.NEXT,
    commands.OLDER,
    commands.NEWER,
    commands.SHOW_LIST,
)
_HEADING = "Earlier sessions"
_READING = "Looking back …"
_PLOT = Line("See how it went over time")
_NEWER, _OLDER = Line("Newer sessions"), Line("Older sessions")

_BREATH, _BREATH_S = Event(), 0.001
"""After each log that is read in the background the keys have their turn."""
READ_AT_ONCE = 30
"""So many sessions are read before the screen is shown; more of them in the background."""
LEAST_TO_DRAW = 2
"""Readings from which on there is something to see in a plot."""
ROWS_FOR_BOTH, COLUMNS_FOR_BOTH = 36, 60
"""From this size on plot and list stand one below the other."""
ROWS_FOR_WORDS = 20
"""From this height on all that there is to say stands above the plot or the list."""


@dataclass(frozen=True)
class LookingBack:
    """What the screen needs from the store."""

    names: Sequence[str]
    """The names of the files of the sessions, newest first."""
    read: Callable[[str], Stored]
    look: Callable[[Callable[[], bool]], History]
    """Reads what the sessions say together, unless the function it is given says that nobody waits for it any more."""


class HistoryScreen(Screen[None]):
    """How it goes, and a list of sessions to open."""

    CSS_PATH = "history.tcss"
    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)

    choices = getters.query_one(PagedList)
    told = getters.query_one("#told", PlainText)
    scroll = getters.query_one("#picture", VerticalScroll)
    plot = getters.query_one(TrendPlot)

    def __init__(self, back: LookingBack) -> None:
        """Show these sessions."""
        super().__init__()
        self._back = back
        self._history: History | None = None
        self._leads_to_plot: bool | None = None
        """Whether a line of the list leads to the plot; None before it is shown."""
        self._page: list[Stored] = []
        """The sessions of the page that is shown."""
        self._shows_plot = False
        """Whether the plot is shown where there is room for one part alone."""

    def compose(self) -> ComposeResult:
        """The words, the plot, and the list, or a word where it is empty."""
        yield PlainText(_HEADING, id="heading")
        with Vertical(id="history"):
            yield PlainText(id="told")
            with ScrolledText(id="picture"):
                yield TrendPlot()
                yield PlainText(id="caption")
            yield PlainText("There are no sessions yet.", id="none")
            yield PagedList()
        yield PlainText(id="more")
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Show the newest sessions, and look back over all of them."""
        self.query_one("#none").display = not self._back.names
        self._show_list()
        self.choices.focus()
        if not self._back.names:
            self._lay_out()
        elif len(self._back.names) <= READ_AT_ONCE:
            self._look_back_at_once()
        else:
            self.told.tell(_READING)
            self._lay_out()
            self.call_after_refresh(self._look_back)
        self.watch(self.scroll, "scroll_y", self._tell_more, init=False)

    def _show_list(self) -> None:
        """Show the list; where that is what it shows already it stays as it is, as its page would be read again."""
        with_plot = self._can_draw and not self._room_for_both
        if with_plot is self._leads_to_plot:
            return
        self._leads_to_plot = with_plot
        pages = Pages(
            len(self._back.names),
            self._entries,
            newer=_NEWER,
            older=_OLDER,
            before=(_PLOT,) if with_plot else (),
            after=(BACK_TO_START,),
        )
        self.choices.show_pages(pages)

    def _entries(self, first: int, count: int) -> list[Line]:
        self._page = [self._back.read(name) for name in self._back.names[first : first + count]]
        return [Line(_told(stored)) for stored in self._page]

    # Looking back

    def _look_back_at_once(self) -> None:
        try:
            self._show_history(self._back.look(lambda: False))
        except StorageError as error:
            self._show_problem(error)

    @work(thread=True)
    def _look_back(self) -> None:
        worker = get_current_worker()
        try:
            found = self._back.look(lambda: _BREATH.wait(_BREATH_S) or worker.is_cancelled)
        except StorageError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show_problem, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_history, found)

    def _show_problem(self, error: StorageError) -> None:
        self.told.tell(f"{error}.")

    def _show_history(self, history: History) -> None:
        self._history = history
        if self._can_draw:
            self.plot.show(history)
            self._show_list()
        self._lay_out()

    @property
    def _can_draw(self) -> bool:
        return self._history is not None and len(self._history.readings) >= LEAST_TO_DRAW

    # What is shown where

    @property
    def _room_for_both(self) -> bool:
        return self.app.size.height >= ROWS_FOR_BOTH and self.app.size.width >= COLUMNS_FOR_BOTH

    @property
    def _room_for_words(self) -> bool:
        return self.app.size.height >= ROWS_FOR_WORDS and self.app.size.width >= COLUMNS_FOR_BOTH

    @property
    def _plot_alone(self) -> bool:
        return self._shows_plot and self._can_draw and not self._room_for_both

    def on_resize(self) -> None:
        """Share out the room anew."""
        if self.is_mounted:
            self._show_list()
            self._lay_out()

    def _lay_out(self) -> None:
        """Show the plot, the list, or both."""
        self.scroll.display = self._can_draw and (self._room_for_both or self._shows_plot)
        self.choices.display = not self._plot_alone
        self.set_class(self._plot_alone, "-plot")
        self._say()
        (self.scroll if self._plot_alone else self.choices).focus()
        self.call_after_refresh(self._tell_more)

    def _say(self) -> None:
        history = self._history
        if history is None:
            return
        all_of_it = "\n".join(history.told)
        self.told.tell(all_of_it if self._room_for_words else history.in_short)
        # Where there is little room all of it stands below the plot.
        self.told.display = self._room_for_words or not self._plot_alone
        if not self._can_draw:
            return
        columns = self.app.size.width - 4
        words = picture.caption(history.readings, columns)
        self.query_one("#caption", PlainText).tell(words if self._room_for_words else f"{all_of_it}\n{words}")
        beside = sum(-(-len(text) // columns) for text in (*history.told, words)) if self._room_for_words else 0
        self.plot.set_rows(self._rows(beside))

    def _rows(self, words: int) -> int:
        """How many rows each strip of the plot can have, where the words beside it take so many."""
        frame = 4 if self._room_for_words else 3
        below = PAGE + 4 if self._room_for_both else 0
        return (self.app.size.height - frame - words - below - picture.OTHER_ROWS) // 2

    def _tell_more(self) -> None:
        more = self.query_one("#more", PlainText)
        more.display = self._plot_alone and self.scroll.scroll_y < self.scroll.max_scroll_y
        more.tell(f"▼ more text: {commands.READ_ON.key_shown}")

    # What is done

    @on(PagedList.Turned)
    def _turned(self, event: PagedList.Turned) -> None:
        count = len(self._back.names)
        where = f" · {event.first + 1:,} to {event.last + 1:,} of {count:,}" if count > PAGE else ""
        self.query_one("#heading", PlainText).tell(f"{_HEADING}{where}")

    @on(PagedList.Taken)
    def _taken(self, event: PagedList.Taken) -> None:
        if event.entry is not None:
            self.post_message(Said(SessionOpened(self._page[event.entry % PAGE].path), self))
        elif event.line is _PLOT:
            self.action_other_part()
        else:
            self.action_close()

    def action_next(self) -> None:
        """Go to the next line; or read on below the plot."""
        if self._plot_alone:
            self.scroll.scroll_page_down(animate=False)
        else:
            self.choices.next()

    def action_other_part(self) -> None:
        """Show the plot, or the list."""
        if self._can_draw and not self._room_for_both:
            self._shows_plot = not self._shows_plot
            self.scroll.scroll_home(animate=False)
            self._lay_out()

    def action_show_list(self) -> None:
        """Go from the plot back to the list."""
        if self._plot_alone:
            self.action_other_part()

    def action_older(self) -> None:
        """Show the older sessions."""
        if not self._plot_alone:
            self.choices.action_older()

    def action_newer(self) -> None:
        """Show the newer sessions."""
        if not self._plot_alone:
            self.choices.action_newer()

    def action_close(self) -> None:
        """Go back: from the plot to the list, and from there to where one was."""
        if self._plot_alone:
            self.action_other_part()
        else:
            self.app.pop_screen()


def _told(stored: Stored) -> str:
    if stored.session is None:
        why = (
            "no session" if stored.is_stray else "of a newer mckenzie-tui" if stored.is_newer else "changed or damaged"
        )
        return f"{why}: {stored.path.name}"
    return session_told(brief_of(stored.session))
