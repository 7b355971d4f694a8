"""Who may see the page: asked of every request, whatever it is for."""

from __future__ import annotations

import secrets
from collections.abc import Callable

HOST = "127.0.0.1"
"""The only address that is listened on; nothing from outside this computer reaches it."""
NAMES = (HOST, "localhost")
COOKIE = "mckenzie-tui"


class Access:
    """The secrets of one server, each made by chance and forgotten with it.

    A token in an address works once. It brings a cookie, and with it the place of the page, which no address that is
    printed holds. Browsers send a cookie to every port of a computer, but only for its path: bound to a place that
    nobody else knows, it never reaches another person's server on this computer.
    """

    def __init__(self, port: int, secret: Callable[[], str] = secrets.token_urlsafe) -> None:
        """Make the secrets.

        Args:
            port: where the server listens.
            secret: makes one.
        """
        self._secret = secret
        self._port = port
        self._token = secret()
        self._cookie = secret()
        self.place = f"/{secret()}/"
        """Where the page lies."""
        self.hosts = frozenset(f"{name}:{port}" for name in NAMES) | (frozenset(NAMES) if port == 80 else frozenset())
        """What a browser calls this server. A foreign name that leads to this computer is not among it."""

    @property
    def address(self) -> str:
        """The address that opens the page, once."""
        return f"http://{HOST}:{self._port}/?token={self._token}"

    def enter(self, token: str) -> str | None:
        """Take a token. Returns the header that sets a cookie, or None where the token is not, or no more, the one.

        From then on an earlier cookie counts no more, and ``address`` is a new one.
        """
        if not _same(token, self._token):
            return None
        self._token, self._cookie = self._secret(), self._secret()
        return f"{COOKIE}={self._cookie}; Path={self.place}; HttpOnly; SameSite=Strict"

    def knows(self, cookie: str) -> bool:
        """Whether this is the cookie that counts."""
        return _same(cookie, self._cookie)


def _same(given: str, right: str) -> bool:
    """Whether two texts are the same, found out in the same time wherever they differ."""
    return secrets.compare_digest(given.encode(errors="replace"), right.encode())
