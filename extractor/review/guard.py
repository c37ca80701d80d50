"""Who may ask the review's server: the page that it gave out itself, in the browser that opened its link.

The server listens on 127.0.0.1, where every page of every tab can reach it, and every program of the machine. So it
answers only

- to its own name (`Host`): a name that somebody's server of names points here is another (DNS rebinding);
- to its own pages (`Origin`, `Sec-Fetch-Site`): not to those of another site, nor of another port of this machine;
- to the browser that opened the link with the token, once; it has a cookie since, which is sent with nothing that
  another site begins, and which no script can read;
- and to actions only with a second token, which stands in no address and is given to its own pages alone.

There is no CORS: nothing tells a browser that another origin may read anything.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

TOKEN_HEADER = "X-Juesuan-Token"
SAFE = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer."""


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Guard:
    """The secrets of one review, and what they are held against."""

    port: int
    ticket: str = field(default_factory=_secret)
    """Of the link; "" once it was used."""
    session: str = field(default_factory=_secret)
    """What the cookie holds."""
    token: str = field(default_factory=_secret)
    """What actions send along."""

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies know no ports, and there may be two reviews."""
        return f"juesuan-{self.port}"

    @property
    def link(self) -> str:
        """The link that opens the review, once."""
        return f"http://127.0.0.1:{self.port}/enter?ticket={self.ticket}"

    def enters(self, ticket: str) -> bool:
        """Whether a ticket is the one of the link, which is good for one time."""
        if not self.ticket or not _same(ticket, self.ticket):
            return False
        self.ticket = ""
        return True

    def again(self) -> str:
        """A new link, for another browser."""
        self.ticket = _secret()
        return self.link

    def refuses(self, method: str, headers: Mapping[str, str], cookie: str, entering: bool) -> str:
        """Why a request is not answered, "" where it is.

        Args:
            method: of the request.
            headers: of the request, their names as WSGI servers give them (`Sec-Fetch-Site`).
            cookie: what the review's cookie holds, "" where there is none.
            entering: it is the link's own address, which needs no cookie yet.
        """
        if headers.get("Host", "").lower() not in self._hosts:
            return "host"
        origin = headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self._hosts}:
            return "origin"
        site = headers.get("Sec-Fetch-Site")
        if site not in (None, "same-origin", "none"):
            return "site"
        if method not in (*SAFE, "POST"):
            return "method"
        if entering:
            return "" if method == "GET" else "method"  # looking at the link must not use it up
        if not _same(cookie, self.session):
            return "cookie"
        if method not in SAFE:
            if origin is None:
                return "origin"
            if not _same(headers.get(TOKEN_HEADER, ""), self.token):
                return "token"
        return ""

    @property
    def _hosts(self) -> tuple[str, str]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
