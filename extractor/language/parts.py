"""The parts a document is divided into (第三部分 …) and the ordinals of its headings. All texts are squeezed."""

from __future__ import annotations

from extractor import lazy_re as re

NUMERAL = "[一二三四五六七八九十]{1,3}"
_ONES = list("一二三四五六七八九")
NUMERALS = [*_ONES, *(tens + ones for tens in ("十", "二十", "三十") for ones in ("", *_ONES))]
"""一, 二, … 三十九: the first is number 1."""
PART = f"第{NUMERAL}部分"
"""What opens a part."""
ORDINALS = (rf"{PART}[:、]?", rf"{NUMERAL}[、.,]", rf"\({NUMERAL}\)[、.]?")
"""What headings begin with, from the highest: 第三部分, 一、, (一)."""
_PART = re.compile(PART)


def opens_part(text: str) -> bool:
    """Whether a line opens a part of the document."""
    return bool(_PART.match(text))


def without_part(text: str) -> str:
    """The line without what opens a part."""
    return _PART.sub("", text, count=1) if opens_part(text) else text
