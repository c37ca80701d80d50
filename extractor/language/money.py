"""How money is printed: what an amount looks like, where a text holds one, and what tells it from a code.

Every pattern of money in the program is made of the pieces below. The questions differ in what they may not take for
money: whoever asks of a free text must not count dates and codes, whoever asks of a cell must not miss a figure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_uppercase

from extractor import lazy_re as re
from extractor.language.text import UNREADABLE, squeeze

SIGN = "[-−—–－△▲]"
"""What may stand before an amount and make it negative."""
GROUPED = r"\d{1,3}(?:[,，]\d{3})+"
"""A whole number with separators, which only money has."""
WHOLE = rf"(?:{GROUPED}|\d+)"
"""A whole number, with separators or without."""
MOST_DECIMALS = 6
"""亿元 to the last 分 have ten places, but nobody prints more than six."""

# Amounts in a text ---------------------------------------------------------------------------------------------------

_IN_TEXT = re.compile(rf"(?<![\d.]){WHOLE}\.\d{{1,{MOST_DECIMALS}}}(?!\d)|(?<![\d.]){GROUPED}(?![\d.])")
_HELD = re.compile(rf"\d\.\d{{1,{MOST_DECIMALS}}}(?!\d)|{GROUPED}")
_HELD_IN_CENTS = re.compile(rf"\d\.\d{{2}}(?!\d)|{GROUPED}")


def amounts_in(text: str) -> list[str]:
    """The amounts printed in a text, in order, as they are printed (half-width): those with decimals or separators."""
    return _IN_TEXT.findall(unicodedata.normalize("NFKC", text))


def holds_amount(text: str) -> bool:
    """Whether a text holds a number with decimals or separators, whatever stands before it."""
    return _has_point(text) and bool(_HELD.search(text))


def holds_cents(text: str) -> bool:
    """As `holds_amount`, but only two decimals count: where names and numbers of sections stand, 1.2 is none."""
    return _has_point(text) and bool(_HELD_IN_CENTS.search(text))


def _has_point(text: str) -> bool:
    """Whether there is a point or a separator at all: most names have none, and need not be searched for numbers."""
    return "." in text or "," in text or "，" in text


_NAME_HOLDS = re.compile(r"\d[.．]\d|\d{1,3}[,，]\d{3}")
_NUMBERED = re.compile(r"^\d{1,2}(?:[.．]\d{1,2})+[.．、]?(?=[^\d.．,，%])")


def holds_money(name: str) -> bool:
    """Whether a name holds a figure with decimals, however many, or with separators; 1.2 before a name numbers it."""
    return bool(_NAME_HOLDS.search(without_number(squeeze(name))))


def without_number(name: str) -> str:
    """A squeezed name without a number of several parts before it (1.2 行政运行)."""
    return _NUMBERED.sub("", name)


# A whole text that is one amount -------------------------------------------------------------------------------------

_AMOUNT = re.compile(rf"(?:{SIGN}|[(（])?{WHOLE}\.\d+[)）]?$")
_AMOUNT_IN_CENTS = re.compile(rf"{SIGN}?{WHOLE}\.\d{{2,{MOST_DECIMALS}}}$")


def is_amount(text: str) -> bool:
    """Whether a text is one amount with decimals, which may be negative."""
    return bool(_AMOUNT.match(text))


def is_amount_in_cents(text: str) -> bool:
    """Whether a text is one amount with at least two decimals and no brackets, as no number of a section is."""
    return bool(_AMOUNT_IN_CENTS.match(text))


_WELL_FORMED = re.compile(rf"(?:{SIGN}|[(（])?(?:[1-9]\d{{0,2}}(?:[,，]\d{{3}})+|0|[1-9]\d*)(?:[.．]\d+)?[)）]?[%％]?")
_UNGROUPED = re.compile(r"\D?\d{4}")


def is_well_formed(text: str) -> bool:
    """Whether a number stands as people print one; what does not (000, 21,12.86, 2.68-) lost or gained a sign."""
    return bool(_WELL_FORMED.fullmatch(text))


def lacks_separator(text: str) -> bool:
    """Whether a number begins with four digits; where others of its table have separators, one was not read."""
    return bool(_UNGROUPED.match(text))


# Words of a column ---------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"^[-−—–(△▲+¥]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)\)?%?$")
_UNREAD = re.compile(rf"^[-−—–(△▲+¥]?(?=.*\d)[\d,{UNREADABLE}]+\.[\d{UNREADABLE}]+\)?%?$")
"""A figure of which digits could not be read: it stands where a figure stands, whatever it was."""
_DASH = re.compile(r"^[-—–―－/]{1,3}$")
_INTEGER = re.compile(r"^\d{1,7}$")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@lru_cache(maxsize=16384)
def is_number(text: str) -> bool:
    """A figure, whether or not all its digits were read, a dash, a code or a line number."""
    folded = _folded(text)
    return bool(_NUMBER.match(folded) or _DASH.match(folded) or (UNREADABLE in text and _UNREAD.match(folded)))


def is_money(text: str) -> bool:
    """A number that can only be a figure: with a decimal point or thousands separators."""
    return is_number(text) and not is_integer(text)


def is_dash(text: str) -> bool:
    """What stands for nothing in a column of figures."""
    return bool(_DASH.match(_folded(text)))


def is_integer(text: str) -> bool:
    """A number that may be a code or a line number."""
    return bool(_INTEGER.match(_folded(text)))


def as_counted(texts: Sequence[str], named: bool = False) -> list[str]:
    """The words of a row with 1 2 3 … for ① ② ③ … and, where two or more count up, for the letters A B C …: what
    numbers its columns. One that is `named` (栏次) may be of a half: A alone, or B C D E beside it; but a letter among
    its numbers is one of them, misread."""
    texts = [str(_CIRCLED.index(text) + 1) if text in _CIRCLED and len(text) == 1 else text for text in texts]
    letters = [text for text in texts if len(text) == 1 and text in ascii_uppercase]
    run = "".join(letters)
    of_half = named and run in ascii_uppercase and not any(text.isdecimal() for text in texts)
    if not of_half and (len(letters) < 2 or not ascii_uppercase.startswith(run)):
        return texts
    return [str(ascii_uppercase.index(text) + 1) if text in letters else text for text in texts]


def is_code(text: str) -> bool:
    """Three, five or seven digits: what codes of 类, 款 and 项 have."""
    return bool(_CODE.match(_folded(text)))


def decimals_of(text: str) -> int:
    """How many decimals a figure has, 0 for whatever is none."""
    folded = _folded(text)
    return len(folded.rpartition(".")[2]) if "." in folded and folded[-1:].isdigit() and _NUMBER.match(folded) else 0


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    if text.isascii():
        return text
    if any(unicodedata.category(char) in ("No", "Nl") for char in text):
        return text  # ① and ² are marks of notes; folded they would be digits
    return unicodedata.normalize("NFKC", text)
