"""Who may ask the review's server, and who may not."""

from __future__ import annotations

import pytest

from extractor.review.guard import HEADERS, TOKEN_HEADER, Guard

PORT = 4711
OWN = f"http://127.0.0.1:{PORT}"


def asked(guard: Guard, method: str = "GET", cookie: str | None = None, entering: bool = False, **headers: str) -> str:
    given = {"Host": f"127.0.0.1:{PORT}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return guard.refuses(method, given, guard.session if cookie is None else cookie, entering)


def test_its_own_page_is_answered() -> None:
    guard = Guard(PORT)
    assert asked(guard) == ""
    assert asked(guard, Host=f"localhost:{PORT}") == ""
    own = {"Origin": OWN, TOKEN_HEADER: guard.token, "Sec_Fetch_Site": "same-origin"}
    assert asked(guard, "POST", **own) == ""
    assert asked(guard, entering=True, cookie="", Sec_Fetch_Site="none") == ""


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Host": "evil.example"}, "host"),
        ({"Host": f"evil.example:{PORT}"}, "host"),
        ({"Host": "127.0.0.1"}, "host"),
        ({"Host": f"127.0.0.1:{PORT + 1}"}, "host"),
        ({"Host": f"127.0.0.1:{PORT}.evil.example"}, "host"),
        ({"Host": ""}, "host"),
        ({"Origin": "https://evil.example"}, "origin"),
        ({"Origin": f"http://127.0.0.1:{PORT + 1}"}, "origin"),
        ({"Origin": f"https://127.0.0.1:{PORT}"}, "origin"),
        ({"Origin": "null"}, "origin"),
        ({"Sec_Fetch_Site": "cross-site"}, "site"),
        ({"Sec_Fetch_Site": "same-site"}, "site"),  # a page of another port of this machine
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_others_are_not(headers: dict[str, str], why: str, method: str) -> None:
    guard = Guard(PORT)
    given = {"Origin": OWN, TOKEN_HEADER: guard.token} | headers
    assert asked(guard, method, **given) == why
    assert asked(guard, "GET", cookie="", entering=True, **headers) == why


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "TRACE", "PATCH", "CONNECT"])
def test_no_other_method_is_answered(method: str) -> None:
    assert asked(Guard(PORT), method, Origin=OWN) == "method"


def test_an_action_needs_cookie_origin_and_token() -> None:
    guard = Guard(PORT)
    whole = {"Origin": OWN, TOKEN_HEADER: guard.token}
    assert asked(guard, "POST", **whole) == ""
    assert asked(guard, "POST", cookie="", **whole) == "cookie"
    assert asked(guard, "POST", cookie=guard.token, **whole) == "cookie"
    assert asked(guard, "POST", **{TOKEN_HEADER: guard.token}) == "origin"
    for token in ("", guard.session, guard.ticket, "é", guard.token[:-1], guard.token + "x"):
        assert asked(guard, "POST", **(whole | {TOKEN_HEADER: token})) == "token"


def test_the_link_is_good_once() -> None:
    guard = Guard(PORT)
    ticket = guard.link.rpartition("=")[2]
    assert not guard.enters("") and not guard.enters("x")
    assert guard.enters(ticket)
    assert not guard.enters(ticket) and not guard.enters("")
    assert guard.again() != guard.session and guard.enters(guard.ticket)


def test_secrets_are_long_and_each_reviews_own() -> None:
    one, two = Guard(PORT), Guard(PORT)
    secrets = {one.ticket, one.session, one.token, two.ticket, two.session, two.token}
    assert len(secrets) == 6 and all(len(secret) >= 40 for secret in secrets)


def test_every_answer_forbids_what_no_page_needs() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "form-action 'none'" in policy
    assert not any(name.startswith("Access-Control") for name in HEADERS)
