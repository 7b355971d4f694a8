"""The folder of the session logs: saving, finding and forgetting them, and keeping two programs from one of them."""

from mckenzie_tui.store.store import Store

__all__ = ["Store"]
