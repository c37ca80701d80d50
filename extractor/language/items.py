"""How a text names a 项: 1.教育支出（类）普通教育（款）小学教育（项）, or its name with its code."""

from __future__ import annotations

from functools import lru_cache

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.language.text import bare_label

ITEM_CODE = 7
"""Digits of the code of a 项."""
_NAME = r"[\u4e00-\u9fff(),、\-—]{2,40}?"
_CODE = r"(?:\(\d{3,7}(?:类|款|项)?\)|\(\d{2}\))?"
_ORDINAL = rf"(?:\(?\d{{1,3}}[).、]|\({NUMERAL}\)|[①-⑳])"
_LONG = re.compile(
    rf"{_ORDINAL}?(?P<class>{_NAME}){_CODE}\((?:2\d\d)?类\)(?:支出)?[、,-]?(?P<division>{_NAME}){_CODE}\((?:\d\d)?款\)(?:支出)?[、,-]?"
    rf"(?P<item>{_NAME}){_CODE}\((?:\d\d)?项\)"
)
_PAIR = re.compile(
    rf"{_ORDINAL}(?P<division>(?:(?!\([类项]\))[\u4e00-\u9fff(),、\-—]){{2,40}}?)\(款\)(?:支出)?[、,-]?(?P<item>{_NAME})\(项\)"
)
_CLASS = re.compile(rf"(?:{_ORDINAL}|{NUMERAL}、)?(?P<class>{_NAME})\(类\)")
_SHORT = re.compile(rf"{_ORDINAL}(?P<item>{_NAME})\((?P<code>\d{{7}})(?:项)?\)")
_ITEM_ONLY = re.compile(rf"{_ORDINAL}(?P<item>(?:(?!\([类款]\))[\u4e00-\u9fff(),、\-—]){{2,40}}?)\(项\)")
_SPLIT = re.compile(
    rf"{_ORDINAL}?(?P<class>{_NAME})\((?P<code1>\d{{3}})\)(?P<division>{_NAME})\((?P<code2>\d{{2}})\)"
    rf"(?P<item>{_NAME})\((?P<code3>\d{{2}})\)"
)
_CODED = re.compile(
    rf"{_ORDINAL}?(?<!\d)(?P<code>[12]\d{{6}})[-、:]?(?P<item>[\u4e00-\u9fff()]{{2,40}}?)(?=[,:。]|(?:支出)?(?:决算|预算)|\d)"
)
_BRACKETED_CODE = re.compile(r"\(\d{2,7}")
_BARE_CODE = re.compile(r"[12]\d{6}")
_SIGNS = re.compile(r"[()、,]|支出$")


@lru_cache(maxsize=16)  # asked for by the records and twice by the checks
def item_headers(text: str) -> list[re.Match[str]]:
    """The items' headings, in whichever notation the list has most of.

    Groups: class, division, item; code or code1 to code3, where codes are printed.
    """
    notations = [_LONG, _PAIR, _ITEM_ONLY] if "项)" in text else []
    notations += [_SPLIT, _SHORT] if _BRACKETED_CODE.search(text) else []
    notations += [_CODED] if _BARE_CODE.search(text) else []
    return max((list(notation.finditer(text)) for notation in notations), key=len, default=[])


def class_before(text: str, offset: int) -> str:
    """The 类 under whose heading a list of 款 and 项 stands at an offset, "" where there is none."""
    return next((name for end, name in reversed(_classes(text)) if end <= offset), "")


@lru_cache(maxsize=16)
def _classes(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((found.end(), found["class"]) for found in _CLASS.finditer(text))


def item_key(name: str) -> str:
    """A name for comparing: without its ordinal, brackets, commas and a 支出 at its end."""
    return _SIGNS.sub("", bare_label(name))
