"""A plan until the next session, as a log holds it."""

from __future__ import annotations

from mckenzie_tui.session import HomePlan, PlannedDose
from mckenzie_tui.words import Direction, Side

PLAN = HomePlan(
    step="press_ups",
    title="Press-ups",
    exercise="extension in lying",
    direction=Direction.EXTENSION,
    side=Side.RIGHT,
    dose=PlannedDose(reps=10, hold_s=2),
    every_h=2,
    most_a_day=6,
    about_dose="Commonly used, not proven best.",
    expect=("More ache in the back is common.",),
    stop=("Stop if it moves further down; rest, then.", "Stop if it is numb\\new."),
    seek_help=("Get help for numbness between your legs.",),
)
