"""What a word looks like to someone who lines up columns: a number, a code or line number, or words."""

from __future__ import annotations

import re
import unicodedata

_MONEY = re.compile(r"^[-−—–(△▲+¥]?\d[\d,]*(?:\.\d+)?\)?%?$|^\.\d+$")
_DASH = re.compile(r"^[-—–―－/]{1,3}$")
_INTEGER = re.compile(r"^\d{1,7}$")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")


def is_number(text: str) -> bool:
    """A figure, a dash, a code or a line number."""
    folded = unicodedata.normalize("NFKC", text)
    return bool(_MONEY.match(folded) or _DASH.match(folded))


def is_integer(text: str) -> bool:
    return bool(_INTEGER.match(unicodedata.normalize("NFKC", text)))


def is_code(text: str) -> bool:
    return bool(_CODE.match(unicodedata.normalize("NFKC", text)))


def is_money(text: str) -> bool:
    """A number that can only be a figure: with a decimal point or thousands separators."""
    return is_number(text) and not is_integer(text)
