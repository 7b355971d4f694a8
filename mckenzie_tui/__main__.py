"""Start the program: ``python -m mckenzie_tui`` and the ``mckenzie-tui`` command."""

import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    try:
        # Imported here, so that ctrl-C at the very start ends it as quietly as later on.
        from mckenzie_tui import cli

        return cli.main(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
