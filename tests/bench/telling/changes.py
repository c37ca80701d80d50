"""One slip in a marked text."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from tests.bench.telling.pen import MARK, plain
from tests.documents import codes

_TURN = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "降低": "增长",
    "大于": "小于",
    "小于": "大于",
    "高于": "低于",
    "低于": "高于",
}
_MEMBERS = [name for _, name in (*codes.PERSONNEL, *codes.GOODS, *codes.CAPITAL)]
_NAMES = {n: sorted({codes.NAMES[c] for c in codes.NAMES if len(c) == n}) for n in (3, 5, 7)}
KINDS = (
    "amount",
    "yuan",
    "delta",
    "rate",
    "percent",
    "unit",
    "direction",
    "year",
    "class",
    "group",
    "item",
    "member",
    "entity",
    "count",
)


def changed(text: str, kind: str, rng: random.Random) -> tuple[str, str]:
    """Another text for a marked piece, and what became of it; "" for what cannot be changed."""
    if kind in ("amount", "rate", "count"):
        return _digit(text, rng)
    if kind == "yuan":
        return _digit(text, rng, coarse=True)
    if kind == "delta":
        return _leading(text, rng)
    if kind == "percent":
        return "", "lost sign"
    if kind == "unit":
        other = {"万元": ("万", "元"), "元": ("万元",), "亿元": ("万元", "亿")}[text]
        return rng.choice(other), "unit"
    if kind == "direction":
        return _TURN[text], "direction"
    if kind == "year":
        return str(int(text) + rng.choice((-2, -1, 1))), "year"
    if kind in ("class", "group", "item"):
        names = _NAMES[{"class": 3, "group": 5, "item": 7}[kind]]
        other = rng.choice([n for n in names if n.strip("支出") != text.strip("支出")])
        return other, "name"
    if kind == "member":
        return rng.choice([n for n in _MEMBERS if n != text]), "member"
    assert kind == "entity"
    return _entity(text, rng), "entity"


def _digit(text: str, rng: random.Random, *, coarse: bool = False) -> tuple[str, str]:
    """A wrong digit, or two exchanged; not in the last place, which rounding may explain; `coarse` where the tables
    may print 万元: not in what is less than 1,000 元."""
    digits = [k for k, char in enumerate(text) if char.isdigit()]
    point = re.search("[.．]", text)
    # Rounding explains the last decimal, and nothing else.
    body = digits[:-1] if point else digits
    if coarse:
        whole = point.start() if point else len(text)
        body = [k for k in digits if k < whole][:-3]
    body = body or digits
    k = rng.choice(body)
    zero = "０" if text[k] in "０１２３４５６７８９" else "0"
    way = rng.random()
    at = body.index(k)
    if way < 0.25 and at + 1 < len(body) and text[body[at + 1]] != text[k]:
        other = body[at + 1]
        out = list(text)
        out[k], out[other] = out[other], out[k]
        return "".join(out), "exchanged digits"
    now = (ord(text[k]) - ord(zero) + rng.randint(1, 9)) % 10
    return text[:k] + chr(ord(zero) + now) + text[k + 1 :], "digit"


def _leading(text: str, rng: random.Random) -> tuple[str, str]:
    """Another first digit: of what only a rounded rate tells, the others may hide in the rounding."""
    k = next((k for k, char in enumerate(text) if char.isdigit() and char not in "0０"), 0)
    zero = "０" if text[k] in "０１２３４５６７８９" else "0"
    now = (ord(text[k]) - ord(zero) - 1 + rng.randint(1, 8)) % 9 + 1
    return text[:k] + chr(ord(zero) + now) + text[k + 1 :], "leading digit"


def _entity(text: str, rng: random.Random) -> str:
    ways = [text[:-1], text[:-1] + ("局" if not text.endswith("局") else "委员会")]
    if "和" in text:
        ways.append(text.replace("和", "与", 1))
    for part in ("区", "市", "县"):
        if text.count(part) == 1 and not text.startswith(part):
            ways.append(text.replace(part, "", 1))
    return rng.choice([way for way in ways if way != text])


def slips(lines: Sequence[str], rng: random.Random, count: int) -> list[tuple[str, list[str]]]:
    """(what, lines as printed) of some single changes, the kinds drawn evenly and then a place of that kind."""
    places: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for n, line in enumerate(lines):
        for found in MARK.finditer(line):
            places.setdefault(found[1], []).append((n, found))
    kinds = [kind for kind in KINDS if kind in places]
    weights = [4 if kind in ("amount", "yuan") else 3 if kind == "rate" else 1 for kind in kinds]
    out = []
    for kind in rng.choices(kinds, weights, k=count):
        n, found = rng.choice(places[kind])
        now, what = changed(found[2], kind, rng)
        if now == found[2]:
            continue
        line = lines[n][: found.start()] + now + lines[n][found.end() :]
        told = [plain(each) for each in (*lines[:n], line, *lines[n + 1 :])]
        near = plain(lines[n][: found.start()])[-24:]
        out.append((f"{kind} ({what}): …{near}[{found[2]}→{now}]{plain(lines[n][found.end() :])[:12]}", told))
    return out
