"""Targets and what was reached, as far as their words are a number: an offer beside the words."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from extractor import lazy_re as re
from extractor.language.text import squeeze
from extractor.model.evaluation import Quantity

_OPS = {
    "≥": "≥", ">=": "≥", "≧": "≥", "大于等于": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥",
    "≤": "≤", "<=": "≤", "≦": "≤", "小于等于": "≤", "不高于": "≤", "不超过": "≤", "不多于": "≤", "不大于": "≤",
    ">": ">", "大于": ">", "高于": ">", "超过": ">", "<": "<", "小于": "<", "低于": "<", "=": "=", "等于": "=",
}  # fmt: skip
_OP = re.compile("^(" + "|".join(sorted(map(re.escape, _OPS), key=len, reverse=True)) + ")")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FACTORS = {"": Decimal(1), "万": Decimal(10000), "亿": Decimal(100000000)}
_VALUE = re.compile(
    rf"(?P<low>{_NUMBER})(?P<low_factor>[万亿]?)(?P<low_unit>[^\d\-~至—*=+]*)"
    rf"(?:[-~至—]+(?P<high>{_NUMBER})(?P<factor>[万亿]?)(?P<unit>[^\d\-~至—*=+]*))?"
)
_MOST = 12
"""Characters of a unit: what is longer is a sentence that begins with a number."""
_DATE = re.compile(r"\d{4}(?:年|[-./]\d{1,2}[-./])|\d{1,2}月|^\d{4}\.\d{1,2}\.?\d*$")
_TAILS = {"以上": "≥", "以下": "≤", "以内": "≤"}


@lru_cache(maxsize=4096)
def quantity(printed: str) -> Quantity:
    """What a printed target says as a number.

    Args:
        printed: as printed, without white space: `≥5场次`, `6.2万人次`, `400-4000元`, `=100.00(%)`, `显著`.

    Returns:
        Its operator, number, range and unit; nothing at all for words, dates and formulas, of which no number may be
        made.
    """
    text = squeeze(printed)
    if not text or _DATE.search(text):
        return Quantity()
    found = _OP.match(text)
    op = _OPS[found[1]] if found else ""
    rest = text[found.end() :] if found else text
    value = _VALUE.fullmatch(rest)
    if value is None:
        return Quantity()
    low_unit, unit = _bare(value["low_unit"]), _bare(value["unit"] or "")
    ranged = value["high"] is not None
    if len(low_unit) > _MOST or len(unit) > _MOST or (ranged and low_unit not in ("", unit)):
        return Quantity()
    unit = unit or low_unit
    for word, meaning in _TAILS.items():
        if unit.endswith(word):
            unit, op = unit.removesuffix(word), op or meaning
    factor = _FACTORS[value["factor"] or ""]
    low = Decimal(value["low"].replace(",", "")) * (_FACTORS[value["low_factor"]] if value["low_factor"] else factor)
    if not ranged:
        return Quantity(op, low, None, unit)
    high = Decimal(value["high"].replace(",", "")) * factor
    return Quantity(op, low, high, unit) if low <= high else Quantity()


def _bare(unit: str) -> str:
    """A unit without the brackets that some forms set it in: =100.00(%)."""
    return unit.removeprefix("(").removesuffix(")")
