"""Start the program: ``python -m mckenzie_tui`` and the ``mckenzie-tui`` command."""

import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

INTERRUPTED = 130


class _Interrupt:
    """Ends the program at ctrl-C as Python does, and remembers it: while modules are read, Python may lose it."""

    heard = False

    def __call__(self, *_: object) -> None:
        """Be asked to end."""
        self.heard = True
        raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    before = signal.getsignal(signal.SIGINT)
    # Whoever has ctrl-C ignored keeps that; and only the main thread may ask for signals.
    with suppress(ValueError):
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, _Interrupt())
    try:
        # Imported here, so that ctrl-C at the very start ends it as quietly as later on.
        from mckenzie_tui import cli

        return cli.main(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    sys.exit(main())
