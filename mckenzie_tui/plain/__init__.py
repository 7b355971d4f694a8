"""The plain front end: the same session as lines on two text streams."""

from mckenzie_tui.plain.counting import Timing
from mckenzie_tui.plain.front import Plain
from mckenzie_tui.plain.lines import HELP, WIDTH, EndOfInput

__all__ = ["HELP", "WIDTH", "EndOfInput", "Plain", "Timing"]
