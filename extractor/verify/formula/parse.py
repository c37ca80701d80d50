"""The formulas printed under the tables: 27行=(1+2+…+8)行; 3栏各行=(4+5)栏各行.

Source: the notes of the departmental form (行 is the printed 行次, 栏 the printed 栏次, 各行 holds on every
row). Brackets are half or full width; the ellipsis, three or six dots, stands for the numbers between.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor import lazy_re as re
from extractor.language.text import squeeze

_EXPRESSION = r"[\d(\[{][\d+\-–—−.…·()\[\]{}、]*"
_FORMULA = re.compile(
    rf"(?P<total>\d{{1,3}})(?P<scope>行|栏各行|栏|列)=(?P<terms>{_EXPRESSION})(?P<scope2>行|栏各行|栏|列)?(?=$|[;。,.:\d])"
)
_ATTEMPT = re.compile(r"\d{1,3}(?:行|栏各行|栏|列)[^=\d;。]{0,3}=")
_TOKEN = re.compile(r"\d{1,3}|\.{2,}|[+\-()]")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Formula:
    """total = the signed sum of `terms`, over lines (行次) or columns (栏次)."""

    axis: Literal["line", "column"]
    total: int
    terms: tuple[tuple[int, int], ...]
    """(sign, number) of each term, the ones between an ellipsis written out."""
    implied: frozenset[int]
    """Numbers that only an ellipsis names; the form need not print them."""
    text: str
    """The formula as printed, folded."""

    def __str__(self) -> str:
        name = "行" if self.axis == "line" else "栏"
        terms = "".join(f"{'+' if sign > 0 else '-'}{number}" for sign, number in self.terms).removeprefix("+")
        return f"{self.total}{name}=({terms}){name}"


def parse(text: str) -> tuple[list[Formula], list[str]]:
    """All formulas in a text, and the stretches that look like one but cannot be read.

    Args:
        text: notes of one table, in any spacing and width of signs. Any text may be given; none raises.
    """
    folded = squeeze(text).translate(_SIGNS)
    formulas: list[Formula] = []
    strange: list[str] = []
    read: list[tuple[int, int]] = []
    for found in _FORMULA.finditer(folded):
        terms = _terms(found["terms"])
        if terms is not None and found["scope2"] in (None, found["scope"]):
            axis: Literal["line", "column"] = "line" if found["scope"] == "行" else "column"
            formulas.append(Formula(axis, int(found["total"]), *terms, found[0]))
            read.append(found.span())
    for attempt in _ATTEMPT.finditer(folded):
        at = attempt.start()
        before = bisect_right(read, (at, len(folded)))  # how many readable ones start no later
        if before == 0 or at >= read[before - 1][1]:
            strange.append(re.split("[;。]", folded[at : at + 60], maxsplit=1)[0])
    return formulas, strange


_SIGNS = {ord(char): "-" for char in "–—−﹣"} | {
    ord("＝"): "=",
    ord("["): "(",
    ord("]"): ")",
    ord("{"): "(",
    ord("}"): ")",
}


def _terms(text: str) -> tuple[tuple[tuple[int, int], ...], frozenset[int]] | None:
    tokens = _TOKEN.findall(text.replace("…", "...").replace("·", "."))
    if "".join(tokens) != text.replace("…", "...").replace("·", ".") or len(tokens) > _LONGEST:
        return None
    terms: list[tuple[int, int]] = []
    implied: set[int] = set()
    signs = [1]
    sign, open_dots = 1, False
    expects_term = True
    for token in tokens:
        if token == "(":
            if not expects_term:
                return None
            signs.append(signs[-1] * sign)
            sign = 1
        elif token == ")":
            if expects_term or len(signs) == 1:
                return None
            signs.pop()
        elif token in "+-":
            if expects_term:
                return None
            sign, expects_term = (1 if token == "+" else -1), True
        elif token.startswith("."):
            if not terms or open_dots or not expects_term:
                return None
            open_dots, expects_term = True, False
        else:
            if not expects_term:
                return None
            number = int(token)
            if open_dots:
                between = _between(terms, number)
                if between is None:
                    return None
                terms.extend((terms[-1][0], n) for n in between)
                implied.update(between)
                open_dots = False
            terms.append((signs[-1] * sign, number))
            expects_term = False
    if expects_term or open_dots or len(signs) != 1 or not terms:
        return None
    return tuple(terms), frozenset(implied)


def _between(terms: Sequence[tuple[int, int]], last: int) -> list[int] | None:
    """The numbers that an ellipsis before `last` stands for; it goes on in the step of the two terms before it."""
    before = terms[-1][1]
    step = before - terms[-2][1] if len(terms) > 1 else 1
    if step <= 0 or last <= before or (last - before) % step:
        return None
    return list(range(before + step, last, step))
