"""What a word looks like to someone who lines up columns: a number, a code or line number, or words."""

from __future__ import annotations

import re
import unicodedata

from extractor.forms import class_codes
from extractor.forms.text import bare_label, ordinal, squeeze

_MONEY = re.compile(r"^[-−—–(△▲+¥]?\d[\d,]*(?:\.\d+)?\)?%?$|^\.\d+$")
_DASH = re.compile(r"^[-—–―－/]{1,3}$")
_INTEGER = re.compile(r"^\d{1,7}$")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")
_TOTAL = re.compile(r"^(?:本年)?(?:收入|支出|人员经费|公用经费)?(?:合计|总计)$")
_KNOWN = re.compile(
    r"^(?:使用非财政拨款结余|用事业基金弥补收支差额|使用专用结余|结余分配|交纳所得税|提取专用基金|(?:年初|上年|年末)(?:财政拨款)?结转和结余"
    r"|其中[:：]|一般公共预算财政拨款(?:收入)?$|政府性基金预算财政拨款(?:收入)?$|国有资本经营预算财政拨款(?:收入)?$)"
)


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


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(bare_label(text)))


def opens_row(text: str) -> bool:
    """Whether a label can only be the start of a row: 一、…, a total, a 类, a balance."""
    bare = bare_label(text)
    return bool(ordinal(text) or _TOTAL.match(bare) or _KNOWN.match(squeeze(text)) or bare in class_codes())
