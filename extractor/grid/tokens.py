"""What a word looks like to someone who lines up columns: a number, a code or line number, or words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from extractor.forms import class_codes, economic_names

_MONEY = re.compile(r"^[-−—–(△▲+¥]?\d[\d,]*(?:\.\d+)?\)?%?$|^\.\d+$")
_DASH = re.compile(r"^[-—–―－/]{1,3}$")
_INTEGER = re.compile(r"^\d{1,7}$")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")


def is_number(text: str) -> bool:
    """A figure, a dash, a code or a line number."""
    folded = unicodedata.normalize("NFKC", text)
    return bool(_MONEY.match(folded) or _DASH.match(folded))


def decimals_of(text: str) -> int:
    """How many decimals a figure has, 0 for whatever is none."""
    folded = unicodedata.normalize("NFKC", text)
    return len(folded.rpartition(".")[2]) if "." in folded and folded[-1:].isdigit() and _MONEY.match(folded) else 0


def is_dash(text: str) -> bool:
    return bool(_DASH.match(unicodedata.normalize("NFKC", text)))


def is_integer(text: str) -> bool:
    return bool(_INTEGER.match(unicodedata.normalize("NFKC", text)))


def is_code(text: str) -> bool:
    return bool(_CODE.match(unicodedata.normalize("NFKC", text)))


def is_money(text: str) -> bool:
    """A number that can only be a figure: with a decimal point or thousands separators."""
    return is_number(text) and not is_integer(text)


@cache
def code_classes() -> frozenset[str]:
    """The 类 that codes of 支出功能分类 and 支出经济分类 begin with."""
    return frozenset((*class_codes().values(), *(code[:3] for code in economic_names())))


def are_codes(texts: Sequence[str]) -> bool:
    """Whether the numbers of a column are 科目 codes, or the 款 or 项 of codes printed in cells of their own."""
    if not texts or not all(text.isdigit() for text in texts):
        return False
    if all(len(text) == 2 for text in texts):
        return any(text[0] == "0" or text == "99" for text in texts)
    return sum(is_code(text) and text[:3] in code_classes() for text in texts) > 0.6 * len(texts)
