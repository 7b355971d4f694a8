"""The command that shows the full screen in a browser on this computer."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.arguments import said_again
from mckenzie_tui.cli.leaving import ENDS
from mckenzie_tui.errors import McKenzieError, UsageError

if TYPE_CHECKING:
    from mckenzie_tui.serving.access import Access

NEEDED = ("aiohttp", "textual_serve")
"""What the extra brings."""


def serve(options: argparse.Namespace) -> int:
    """Serve the page until somebody asks for its end. Returns the exit code that says who."""
    if options.plain:
        raise UsageError("the page in the browser shows the full screen; --plain is for a terminal")
    try:
        from mckenzie_tui.serving.pages import served_files
        from mckenzie_tui.serving.server import Behind, listening

        files = served_files()
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        raise McKenzieError(
            "for 'serve' an extra has to be installed: pip install '.[serve]' in the folder you installed from"
        ) from error
    if options.flow:
        # A flow that was named may be wrong; that is said before there is a page.
        surroundings.desk(surroundings.folders(options).data).catalogue.find(options.flow)
    # -P: no folder that somebody happens to stand in can put modules of its own in the place of ours.
    command = [sys.executable, "-P", "-m", "mckenzie_tui", "run", *said_again(options)]
    behind = Behind(command, os.environ, surroundings.tell, surroundings.ring)
    return asyncio.run(_until_asked(lambda: listening(options.port, behind, files)))


async def _until_asked(serving: Callable[[], AbstractAsyncContextManager[Access]]) -> int:
    """Serve until a signal asks for the end. Returns the exit code that says which."""
    asked: asyncio.Queue[int] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    for name, code in ENDS.items():
        # Not every system has these signals.
        with suppress(AttributeError):
            signal.signal(
                getattr(signal, name), lambda *_, code=code: loop.call_soon_threadsafe(asked.put_nowait, code)
            )
    async with serving() as access:
        surroundings.tell(
            "This address opens the program in a browser on this computer. It works once:",
            f"\n  {access.address}\n",
            "Keep it to yourself. ctrl-C ends the program; what was said is saved.\n",
        )
        return await asked.get()
