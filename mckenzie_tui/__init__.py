"""mckenzie-tui: a McKenzie-style exercise progression, walked through in the terminal."""

__version__ = "0.2.0"
