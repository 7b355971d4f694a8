"""Time while exercising: the time line of a dose, the clocks that follow it, and what is told on the way."""
