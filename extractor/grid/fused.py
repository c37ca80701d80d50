"""Figures that touch what stands beside them: a name, a code, or the next figure.

Where cells have no room left and no line, a figure set flush right and a name set flush left meet without a gap, and
no width of a gap tells them apart. What tells is that money is never part of a name, that the figures of a table have
one number of decimals, and that those of a column end at one place.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor import lazy_re as re
from extractor.forms import classified
from extractor.language.money import GROUPED, SIGN, WHOLE
from extractor.model import Char

Part = Sequence[Char]
Said = tuple[Part, str]
"""A part with its text, one character for each of its."""

_MONEY = re.compile(rf"(?<![\d.,，])(?:{GROUPED}(?:\.\d+)?|\d+\.\d+)(?![\d.,，])")
_UNIT = frozenset("年月日%％‰万亿元个")
"""What makes a number part of a sentence where it follows."""
_BALANCES = ("年初", "年末")
"""The rows whose names begin like a unit."""
_SIGNS = frozenset("-−—–－△▲")
_OF_FIGURES = frozenset("0123456789.,")
_DASHES = frozenset("-—–―－")
_ORDINAL = re.compile(
    r"(?<=[\d\-—–―－])(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|其中[:：])"
)
_NUMBER = re.compile(rf"{SIGN}?{WHOLE}(?:\.(\d+))?$")
_ALL_NUMBER = re.compile(r"[-−—–－△▲\d.,，]+$")
_DASHED = re.compile(r"[-—–―－]\d+$")
_NOUGHT = re.compile(r"0\.0+(?=[1-9])")
_CODE = re.compile(r"\d{3}(?:\d\d){0,2}$")
_LAST_INTEGER = re.compile(r"[-−—–－△▲]?(?<![\d.,，])\d{1,3}(?:[,，]\d{3})*$")
_SAME = 0.2
"""Edges of one column differ by less than this share of a character's height."""
_FEW = 3
_CLASS = 3
"""Digits of the shortest code."""


def unfused(lines: Sequence[Sequence[Part]], decimals: int = 0) -> list[list[Part]]:
    """Lines of parts (runs without a gap) with every figure a part of its own.

    Args:
        lines: of a page or a part of one.
        decimals: how many decimals the document's figures have, 0 where that is not known.
    """
    cut = [[said for part in line for said in _by_words(part)] for line in lines]
    edges = _Edges([said for line in cut for said in line], decimals)
    return [[piece for part, text in line for piece in _by_edges(part, text, edges)] for line in cut]


@lru_cache(maxsize=16384)
def _folded(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else "\ufffd"


def _letter(char: str) -> bool:
    return char.isalpha() or char in "、：:)）"


def _by_words(part: Part) -> Iterator[Said]:
    """Cut where money meets words, and where an ordinal follows a figure."""
    text, at = _cuts(tuple([char.text for char in part]))
    if not at:
        yield part, text
        return
    for start, end in itertools.pairwise([0, *at, len(part)]):
        yield part[start:end], text[start:end]


@lru_cache(maxsize=4096)
def _cuts(chars: tuple[str, ...]) -> tuple[str, list[int]]:
    """A part's text, one character for each of its, and where it is cut. What stands on one page stands on more."""
    text = "".join([_folded(char) for char in chars])
    # Most are nothing but a name or nothing but a figure, which is told quickly.
    if (
        text.isalpha()
        or _OF_FIGURES.issuperset(text)
        or not any(char.isdigit() or char in _DASHES for char in chars)
        or not any(char.isalpha() for char in chars)
    ):
        return text, []
    at = {found.start() for found in _ORDINAL.finditer(text)}
    for found in _MONEY.finditer(text):
        start, end = found.span()
        if start and text[start - 1] in _SIGNS:
            start -= 1
        if end < len(text) and text[end] in _UNIT and not text.startswith(_BALANCES, end):
            continue
        if start and _letter(text[start - 1]):
            at.add(start)
        if end < len(text) and text[end].isalpha():
            at.add(end)
    return text, sorted(at - {0, len(text)})


class _Edges:
    """Where the figures of some lines end, where their codes begin, and how many decimals they have.

    On some pages no figure stands free, so that all that are figures and a code with some number of decimals count.
    """

    def __init__(self, parts: Sequence[Said], known: int) -> None:
        self.known = known
        """The number of decimals is that of all the document."""
        self.right: list[float] = []
        self.codes: list[float] = []
        texts = [(part, text) for part, text in parts if text[-1:].isdigit()]
        # 0.00 stands beside figures with any number of decimals; it tells only where next to nothing else does.
        said = [text for _, text in texts if text.strip("0.,-")]
        self.decimals = known or _usual(said) or _usual([text for _, text in texts])
        dashed = [text for _, text in texts if _DASHED.match(text)]
        coded = sum(_CODE.match(text[1:]) is not None and text[1:4] in classified() for text in dashed)
        self.dashes = coded > 0.8 * len(dashed) and (coded >= _FEW or bool(known and coded))
        """A dash and digits are a figure that is nothing and the code beside it, not a negative number."""
        for part, text in texts:
            end = _with_code(text, self.decimals) or _nought_with_code(text, self.decimals) or _bare_nought(text)
            if _CODE.match(text):
                self.codes.append(part[0].x0)
            elif end:
                self.right.append(part[end - 1].x1)
                self.codes.append(part[end].x0)
            elif self.dashes and _DASHED.match(text) and text[1 : 1 + _CLASS] in classified():
                self.codes.append(part[1].x0)
            elif _NUMBER.match(text):
                self.right.append(part[-1].x1)

    def ends(self, x: float, size: float) -> bool:
        return sum(1 for edge in self.right if abs(edge - x) <= _SAME * size) >= _FEW

    def begins_code(self, x: float, size: float) -> bool:
        return sum(1 for edge in self.codes if abs(edge - x) <= _SAME * size) >= _FEW


def _usual(texts: Sequence[str]) -> int:
    """How many decimals most of some figures have, 0 where most have not the same number, or there are only a few."""
    fitting = Counter(len(tail) for text in texts for tail in _tails(text))
    of_money = sum(1 for text in texts if "." in text and _ALL_NUMBER.match(text))
    usual = fitting.most_common(1)
    return usual[0][0] if usual and usual[0][1] >= max(_FEW, 0.6 * of_money) else 0


def _tails(text: str) -> set[str]:
    """The decimals of a figure, and those it would have if a code stood behind it."""
    found = _NUMBER.match(text)
    if not found or not found.group(1):
        return set()
    decimals = found.group(1)
    if len(decimals) <= _CLASS:
        return {decimals}  # a code behind a figure needs digits of its own
    return {decimals} | {decimals[:end] for end in (1, 2, 3, 4, 5, 6) if _with_code(text, end)}


def _with_code(text: str, decimals: int) -> int:
    """Where the code begins in a text that is a figure with so many decimals and a code; 0 where it is none."""
    point = text.find(".")
    end = point + 1 + decimals
    if point < 0 or not decimals or not _CODE.match(text[end:]) or text[end : end + 3] not in classified():
        return 0
    return end if _NUMBER.match(text[:end]) else 0


def _nought_with_code(text: str, decimals: int) -> int:
    """The same of a nought that is printed with other decimals than figures usually have, 0.00 beside 126.4487."""
    found = _NOUGHT.match(text)
    if not found or len(text) - text.index(".") - 1 == decimals:
        return 0
    end = found.end()
    return end if _CODE.match(text[end:]) and text[end : end + _CLASS] in classified() else 0


def _bare_nought(text: str) -> int:
    """The same of 0 alone: no number begins with it and another digit."""
    return int(text[0] == "0" and bool(_CODE.match(text[1:])) and text[1 : 1 + _CLASS] in classified())


def _by_edges(part: Part, text: str, edges: _Edges) -> list[Part]:
    """Cut what other lines show to be a figure and something else."""
    if not text[-1:].isdigit():
        return [part]
    if text[0].isalpha():
        found = _LAST_INTEGER.search(text)
        if found and edges.ends(part[-1].x1, part[-1].size):
            return [part[: found.start()], part[found.start() :]] if found.start() else [part]
        return [part]
    if edges.dashes and _DASHED.match(text) and text[1:4] in classified():
        return [part[:1], part[1:]]
    if end := _bare_nought(text):
        return [part[:end], part[end:]] if edges.ends(part[0].x1, part[0].size) else [part]
    if (end := _nought_with_code(text, edges.decimals)) and edges.begins_code(part[end].x0, part[end].size):
        return [part[:end], part[end:]]
    if not edges.decimals or "." not in text:
        return [part]
    return _figures(part, text, edges) or [part]


def _figures(part: Part, text: str, edges: _Edges) -> list[Part]:
    """The part as figures with the usual decimals, one after another, the last of them a code perhaps; else none."""
    found = re.match(rf"{SIGN}?{WHOLE}\.\d{{{edges.decimals}}}", text)
    if not found:
        return []
    end = found.end()
    if end == len(text):
        return [part]
    if not edges.known and not edges.ends(part[end - 1].x1, part[end - 1].size):
        return []
    rest, rest_text = part[end:], text[end:]
    if _CODE.match(rest_text):
        sure = edges.known and rest_text[:3] in classified()
        return [part[:end], rest] if sure or edges.begins_code(rest[0].x0, rest[0].size) else []
    if found := _NUMBER.match(rest_text):
        # Digits without a point are the end of a figure with more decimals.
        whole = len(found.group(1) or "") == edges.decimals or rest_text == "0"
        return [part[:end], rest] if whole and (edges.known or edges.ends(rest[-1].x1, rest[-1].size)) else []
    more = _figures(rest, rest_text, edges)
    return [part[:end], *more] if more else []
