"""Flows as data: what a flow file may say, how it is read, checked and turned into a table of arcs."""

DEFAULT_FLOW = "lumbar-progression"
"""The flow that is walked where none is named."""
