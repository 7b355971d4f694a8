"""The command line."""

from mckenzie_tui.cli.main import main

__all__ = ["main"]
