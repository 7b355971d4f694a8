"""Start the program: ``python -m mckenzie_tui`` and the ``mckenzie-tui`` command."""

import sys

from mckenzie_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
