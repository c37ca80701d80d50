"""Printed strings to exact numbers: strict, because a string read almost right is a wrong figure.

A string is a figure only if all of it is one, in one of the ways in which final accounts print figures; anything
else stays text and is reported. Nothing is guessed: `1,23.45` is no figure, and `12 34` is two.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.units import FACTORS, UNIT
from extractor.model import FigureState

_DASHES = "-‐‑‒–—―−─━－ー一"
_DASH_ONLY = re.compile(rf"^(?:[{_DASHES}]{{1,4}}|[/／\\]{{1,2}}|无)$")
_MINUS = re.compile(r"^[-‐‑‒–—―−－]")
_NUMBER = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$")
_NOUGHT_BEFORE = re.compile(r"0\d")
"""No amount begins so: the 0 of the cell before, which it runs into."""

# What most cells hold is told at once: a number without sign, and a name, longer than any that stands for nothing.
_PLAIN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_WORDS = re.compile(r"[\u4e00-\u9fff]{5,}")
_GROUPED = re.compile(r"^[-−(]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\)?$")

_SEVERAL = re.compile(r"[\d,.，．\-－—–]*\d[.．]\d[\d,.，．\-－—–]*\d[.．]\d+")

_WITH_UNIT = re.compile(rf"(?<=[\d)）])(?:{UNIT})$")

_MOST_DIGITS = 22
"""Of a figure; with more, `Decimal` would round the figure in 万元 or a sum of figures (28 digits)."""


class PrintedNumber(NamedTuple):
    """What a printed string says."""

    state: FigureState
    value: Decimal | None
    percent: bool = False


BLANK = PrintedNumber("blank", None)
DASH = PrintedNumber("dash", None)
TEXT = PrintedNumber("text", None)


@lru_cache(maxsize=65536)
def read_figure(text: str) -> PrintedNumber:
    """Read one cell of a figure column.

    Args:
        text: as printed; a newline where the cell has several lines, a space where characters stand apart.

    Returns:
        `blank` for nothing, `dash` for —, -, /, 无 and the like, `figure` with its exact value (as printed, not yet in
        万元), `text` for everything else.
    """
    if len(text) <= _MOST_DIGITS and _PLAIN.fullmatch(text) and not _NOUGHT_BEFORE.match(text):
        return PrintedNumber("figure", Decimal(text.replace(",", "")))
    if _WORDS.fullmatch(text):
        return TEXT
    pieces = text.split()
    if not pieces:
        return BLANK
    if any(unicodedata.category(char) in ("No", "Nl") for char in text):
        return TEXT  # ① and ² are marks of notes; folded they would be digits
    whole = "".join(pieces)
    if _DASH_ONLY.match(whole):
        return DASH
    if len(pieces) > 1 and not _one_number(pieces):
        return TEXT
    return _number(whole)


@lru_cache(maxsize=65536)
def read_cell(text: str) -> PrintedNumber:
    """As `read_figure`, where every figure may have its unit behind it: 1,234.56万元."""
    found = read_figure(text)
    if found.state != "text" or not (unit := unit_behind(text)):
        return found
    bare = read_figure(text.removesuffix(unit))
    return bare if bare.state == "figure" and not bare.percent else found


def are_several(text: str) -> bool:
    """Whether a text without white space is nothing but figures that run into one another, with decimals."""
    return bool(_SEVERAL.fullmatch(text))


def unit_behind(text: str) -> str:
    """The unit that stands right behind a number, "" where there is none."""
    found = _WITH_UNIT.search(text) if text.endswith("元") else None
    return found[0] if found else ""


def _number(whole: str) -> PrintedNumber:
    body = unicodedata.normalize("NFKC", whole).replace("﹒", ".").replace("·", ".")
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    elif _MINUS.match(body) or body[:1] in "△▲":
        negative, body = True, body[1:]
    elif body.startswith("+"):
        body = body[1:]
    body = body.removeprefix("¥").removeprefix("￥")
    percent = body.endswith("%")
    body = body.removesuffix("%")
    if not body or not _NUMBER.match(body) or not any(char.isdigit() for char in body):
        return TEXT
    if not all(char in "0123456789.," for char in body):
        return TEXT
    if sum(char.isdigit() for char in body) > _MOST_DIGITS or _NOUGHT_BEFORE.match(body):
        return TEXT
    value = Decimal(body.replace(",", ""))
    return PrintedNumber("figure", -value if negative and value else value, percent)


def _one_number(pieces: list[str]) -> bool:
    """Whether pieces that stand apart in one cell are one number: wrapped, or set letter by letter.

    They are where they are all single characters, or where every break is at a sign that cannot end or start a
    number (`9,788.` / `75`, `1,` / `511.90`, `-` / `3.2`). Digits that meet digits are one number only after a
    decimal point, when what follows is the rest of its decimals, or inside a broken group of thousands.
    """
    folded = [unicodedata.normalize("NFKC", piece) for piece in pieces]
    if all(len(piece) == 1 for piece in folded) and len(folded) > 2:
        return True
    if _GROUPED.match("".join(folded)) and (
        any(piece[0] in ".," or piece[-1] in ".," for piece in folded)
        or (folded[-2][-2:-1] == "." and len(folded[-1]) == 1)
    ):
        # 6 / 9,421 / .10 and 6 / 9,109.3 / 0: a narrow cell breaks anywhere, and not every piece is a figure by itself.
        return True
    so_far = folded[0]
    for piece in folded[1:]:
        left, right = so_far[-1], piece[0]
        if left in ".,(" or right in ".,)%" or (_MINUS.match(so_far) and len(so_far) == 1) or left in "△▲":
            so_far += piece
            continue
        if "," in so_far and not _NUMBER.match(so_far) and piece[0].isdigit():
            # 1,332,679,30 / 0.00: what comes before the break is no number by itself.
            so_far += piece
            continue
        decimals = so_far.rpartition(".")[2] if "." in so_far else ""
        if decimals and len(decimals) + len(piece) == 2 and piece.isdigit():
            so_far += piece
            continue
        return False
    return True


def to_wan(value: Decimal, unit: str) -> Decimal:
    """A printed value in 万元, exactly."""
    return value * FACTORS[unit]
