"""A body on which a person marks where it hurts and how strongly: a picture, or a table where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import digits

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.geometry import Region as Area
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from mckenzie_tui.body import MIDDLE, SPOTS, Spot, Way, beside, seen_from_the_other_side
from mckenzie_tui.locating import cleared, farthest, felt_at, leg_in_question, on_chart, rated, with_numbness
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.tui.widgets.cell_picture import CellPicture, Painted, painted
from mckenzie_tui.tui.widgets.chart_looks import LEAST_PICTURE, PALETTES, Picture, Shown, Table
from mckenzie_tui.tui.widgets.two_keys import MOST, Stop, TwoKeys, following, offers, said, strengths
from mckenzie_tui.words import Kind, Region, Side, View


class BodyChart(CellPicture, can_focus=True):
    """The body from the low back down, with a cursor that the arrow keys move; digits say how strong it is there.

    All of it can be done by space and enter as well; any other key that moves or marks puts an end to that.
    """

    DEFAULT_CSS = """
    BodyChart {
        width: 1fr;
        height: 1fr;
    }
    BodyChart > .body-chart--here {
        color: $primary;
        text-style: bold;
    }
    BodyChart > .body-chart--cursor {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: bold;
    }
    """
    COMPONENT_CLASSES = {"body-chart--here", "body-chart--cursor"}
    BINDINGS = [
        *(Binding(way.value, f"move('{way}')", way.capitalize(), show=False) for way in Way),
        Binding("tab,shift+tab", "other_view", "Other view", show=False),
        Binding("backspace,delete", "clear_spot", "Clear", show=False),
        *(Binding(digit, f"rate({digit})", "How strong", show=False) for digit in digits),
        Binding("enter", "take", "How strong", show=False),
    ]
    # Every key is a binding, none is taken as it comes by, which is earlier: bindings are done one after the other.
    # A digit that came right after an arrow would mark the place before.

    found: reactive[Symptoms] = reactive(Symptoms(), init=False, repaint=False)
    """What is marked."""
    cursor: reactive[Spot] = reactive(MIDDLE, init=False, repaint=False)
    """The spot that is marked by the next key."""
    rating_tingling: reactive[bool] = reactive(False, init=False, repaint=False)
    """Whether the next number is for pins and needles."""

    two_keys: reactive[TwoKeys] = reactive(TwoKeys(), init=False, repaint=False)
    """How far space and enter have led."""

    @dataclass
    class Changed(Message):
        """The person changed a mark."""

        found: Symptoms

    @dataclass
    class Moved(Message):
        """The cursor is elsewhere, or there is something else to say about the spot it is at."""

        spot: Spot

        def can_replace(self, message: Message) -> bool:
            """Tell of several changes at once only the last."""
            return isinstance(message, BodyChart.Moved)

    class NothingFelt(Message):
        """The person said by two keys that nothing is felt."""

    def __init__(self, *, colours: bool = True, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        """Begin without marks; without ``colours`` nothing is told by colour."""
        super().__init__(id=id)
        self._colours = colours
        self._leg: Side | None = None
        """The side of the last spot that had one."""
        self._turned_from: Spot | None = None
        """Where one was in the other view, until one moves in this one."""
        self._seen = False
        """Whether the chart has been painted: what nobody has seen cannot be marked."""
        self._drawn: tuple[object, Painted] = (None, Painted())
        """What was last drawn, after what it was drawn from."""

    # What the screen does with it

    def show(self, found: Symptoms) -> None:
        """Show these marks, with the cursor at the farthest one: that is where a change counts most."""
        self.found = on_chart(found)
        self._leg = None
        self.cursor = farthest(self.found)
        self.rating_tingling = False
        self._turned_from = None
        self.two_keys = TwoKeys()
        self._seen = False
        self.refresh()

    def move(self, way: Way) -> None:
        """Go to the next spot that way; from the middle of the back down to the leg one was at."""
        if isinstance(self._look, Table) and self.cursor.view is View.FRONT:
            # The picture of the front is mirrored; the columns of the table are not.
            way = {Way.LEFT: Way.RIGHT, Way.RIGHT: Way.LEFT}.get(way, way)
        self._go(beside(self.cursor, way, self._leg or leg_in_question(self.found)))

    def other_view(self) -> None:
        """Go to the nearest spot of the other view, on the same side; at once again leads back to where one was."""
        here, there = self.cursor, self._turned_from
        if there is None:
            leg = self._leg or leg_in_question(self.found)
            there = seen_from_the_other_side(Spot(here.view, leg, Region.BACK_SIDE) if here == MIDDLE else here)
        self._go(there)
        self._turned_from = here

    def rate(self, strength: int) -> None:
        """Mark pain of this strength, 0 to 10, or pins and needles where these were asked for; 0 takes them away."""
        self._change(rated(self.found, self.cursor, Kind.TINGLING if self.rating_tingling else Kind.PAIN, strength))

    def toggle_numb(self) -> None:
        """Mark the spot as numb, or as not numb any more."""
        self._change(with_numbness(self.found, self.cursor, numb=not felt_at(self.found, self.cursor).numb))

    def ask_tingling(self) -> None:
        """Take the next number for pins and needles at the cursor."""
        self.two_keys = TwoKeys()
        self.rating_tingling = True

    def clear_spot(self) -> None:
        """Take away every mark at the cursor."""
        self._change(cleared(self.found, self.cursor))

    def clear_all(self) -> None:
        """Take away every mark."""
        self._change(Symptoms())

    def next(self) -> None:
        """Go on to the next place, to what comes after the last one, or to the next thing to say about a place."""
        if not self._seen:
            return
        stop = self.two_keys.stop
        if stop is Stop.STRENGTH:
            self.two_keys = self.two_keys.next_offer()
        else:
            stop, spot = following(stop, self.cursor, marked=bool(self.found.marks))
            self._go(spot, stop)

    def take(self) -> bool:
        """Take what the two keys have led to.

        Returns:
            Whether that was for the chart; to be done, and keys that are not in use, is for others.
        """
        match self.two_keys.stop:
            case Stop.PLACE:
                self.two_keys = TwoKeys(Stop.STRENGTH, offers(felt_at(self.found, self.cursor)))
            case Stop.STRENGTH:
                offer = self.two_keys.offers[0]
                if offer.strength is None:
                    felt = felt_at(self.found, self.cursor)
                    present = felt.pain if offer.kind is Kind.PAIN else felt.tingling
                    self.two_keys = TwoKeys(Stop.STRENGTH, strengths(offer.kind, present))
                else:
                    self._change(said(self.found, self.cursor, offer), Stop.DONE)
            case Stop.NOTHING:
                self.post_message(self.NothingFelt())
            case _:
                return False
        return True

    def nothing_felt(self) -> None:
        """Take away every mark, as was said by two keys."""
        self._change(Symptoms(), Stop.DONE)

    def leave_offers(self) -> bool:
        """Go back from what can be said about a place to the place; False where nothing was offered."""
        if self.two_keys.stop is not Stop.STRENGTH:
            return False
        self.two_keys = TwoKeys(Stop.PLACE)
        return True

    def _go(self, spot: Spot, stop: Stop = Stop.OFF) -> None:
        self.two_keys = TwoKeys(stop)
        self.rating_tingling = False
        self._turned_from = None
        self.cursor = spot

    def _change(self, found: Symptoms, stop: Stop = Stop.OFF) -> None:
        self.two_keys = TwoKeys(stop)
        self.rating_tingling = False
        if found != self.found:
            self.found = found
            self.post_message(self.Changed(found))

    def watch_cursor(self, cursor: Spot) -> None:
        """Remember the leg, and tell."""
        if cursor.side is not Side.CENTRAL:
            self._leg = cursor.side
        self.watch_found()

    def watch_found(self) -> None:
        """Tell that there is something else to see and to say."""
        self.repaint()
        self.post_message(self.Moved(self.cursor))

    watch_rating_tingling = watch_found
    watch_two_keys = watch_found

    # Keys and mouse

    def action_move(self, way: str) -> None:
        """Go that way."""
        self.move(Way(way))

    def action_other_view(self) -> None:
        """Look at the other view."""
        self.other_view()

    def action_clear_spot(self) -> None:
        """Take away what is marked at the cursor."""
        if self._seen:
            self.clear_spot()

    def action_rate(self, digit: int) -> None:
        """Take a digit: how strong it is at the cursor."""
        if self._seen:
            self.rate(digit or MOST)

    def action_take(self) -> None:
        """Take what the two keys have led to; where that is not for the chart, enter is for the screen."""
        if not self.take():
            raise SkipAction

    def on_click(self, event: events.Click) -> None:
        """Go to the spot under the mouse; a click never marks anything."""
        place = event.get_content_offset(self)
        spot = None if place is None else self._look.spot_at(*place)
        if spot is not None:
            self._go(spot)

    # What is seen

    @property
    def _look(self) -> Picture | Table:
        size = self.content_size
        if size.width < LEAST_PICTURE.width or size.height < LEAST_PICTURE.height:
            return Table(size, self.cursor)
        return Picture(size, PALETTES[self.app.current_theme.dark] if self._colours else None)

    def render_lines(self, crop: Area) -> list[Strip]:
        """Paint it; from now on it is to be seen."""
        self._seen = True
        return super().render_lines(crop)

    def picture(self) -> Sequence[Strip]:
        """The chart as it is now; a line that stays the same is kept."""
        styles = [self.rich_style, *map(self.get_component_rich_style, ("body-chart--here", "body-chart--cursor"))]
        key = (self.content_size, self.found, self.cursor, self.rating_tingling, styles)
        if self._drawn[0] != key:
            felt = {spot: felt_at(self.found, spot) for spot in SPOTS}
            lines = self._look.lines(Shown(felt, self.cursor, self.rating_tingling, *styles))
            self._drawn = (key, painted(lines, self._drawn[1]))
        return self._drawn[1].strips
