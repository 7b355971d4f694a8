"""A real browser without a window, spoken to by its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 30.0
"""Seconds after which something that was waited for is not going to happen."""
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio"),
    *("--disable-default-apps", "--disable-extensions", "--remote-debugging-port=0", "--window-size=1280,720"),
)
KEYS = {
    "enter": ("Enter", 13, "\r"),
    "space": (" ", 32, " "),
    "backspace": ("Backspace", 8, ""),
    "escape": ("Escape", 27, ""),
    "up": ("ArrowUp", 38, ""),
    "down": ("ArrowDown", 40, ""),
    "left": ("ArrowLeft", 37, ""),
    "right": ("ArrowRight", 39, ""),
}


class Page:
    """One tab."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse, tab: str) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._tab = tab
        self.complaints: list[str] = []
        """Errors and warnings of the console, and what went wrong in a script."""
        self.requests: list[str] = []
        """The addresses of all requests."""
        self.drawn = ""
        """All that the program drew, as it came."""
        self.new_drawing = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._connection:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._take_in(said["method"], said.get("params", {}))

    def _take_in(self, what: str, about: dict[str, Any]) -> None:
        match what:
            case "Runtime.consoleAPICalled" if about["type"] in ("error", "warning", "assert"):
                self.complaints.append(str([argument.get("value") for argument in about["args"]]))
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(about["exceptionDetails"])[:500])
            case "Log.entryAdded" if about["entry"]["level"] in ("error", "warning"):
                self.complaints.append(f"{about['entry']['text']} {about['entry'].get('url', '')}")
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(about["url"])
            case "Network.webSocketFrameReceived" if about["response"]["opcode"] == 2:
                self.drawn += base64.b64decode(about["response"]["payloadData"]).decode(errors="replace")
                self.new_drawing.set()

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._connection.send_json(
            {"id": number, "method": method, "params": parameters, "sessionId": self._tab}
            if self._tab
            else {"id": number, "method": method, "params": parameters}
        )
        said = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in said, (method, said)
        return said["result"]

    async def value(self, expression: str) -> Any:
        """What an expression of JavaScript is worth in the page."""
        found = await self.do("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return found["result"].get("value")

    async def press(self, *keys: str) -> None:
        for key in keys:
            name, code, text = KEYS[key] if key in KEYS else (key, ord(key.upper()), key)
            down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
            await self.do("Input.dispatchKeyEvent", key=name, windowsVirtualKeyCode=code, **down)
            await self.do("Input.dispatchKeyEvent", key=name, windowsVirtualKeyCode=code, type="keyUp")

    async def picture(self, file: Path) -> None:
        shot = await self.do("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(shot["data"]))


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Page]:
    """A browser with one empty tab, and a profile of its own in this folder."""
    assert CHROMIUM is not None
    process = await asyncio.create_subprocess_exec(
        CHROMIUM,
        *QUIET,
        f"--user-data-dir={folder}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            line = b""
            while b"DevTools listening on " not in line:
                line = await process.stderr.readline()
                assert line, "the browser did not start"
        address = line.decode().split()[-1]
        reading = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as session, session.ws_connect(address, max_msg_size=0) as connection:
            whole = Page(connection, "")
            tabs = await whole.do("Target.getTargets")
            tab = next(found["targetId"] for found in tabs["targetInfos"] if found["type"] == "page")
            attached = await whole.do("Target.attachToTarget", targetId=tab, flatten=True)
            whole._tab = attached["sessionId"]
            for part in ("Page", "Runtime", "Log", "Network"):
                await whole.do(f"{part}.enable")
            yield whole
            whole._tab = ""
            await whole.do("Browser.close")
            whole._listening.cancel()
        await process.wait()
        await reading
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
