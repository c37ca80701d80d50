"""What names a row: its 科目 code, its label, and from those its level and section."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractor import lazy_re as re
from extractor.forms import classified
from extractor.forms.labels import is_total, opens_row
from extractor.language.text import bare_label, squeeze

_DIGITS = re.compile(r"^\d+$")
_DIGIT = re.compile(r"\d")
_MARKED = re.compile(r"^(.*[^\d.,])(?:\d|[\u2460-\u2473\u00b9\u00b2\u00b3*＊])$")
_CODE = r"(\d{3}(?:\d\d){0,2})"
_CODE_THEN_LABEL = re.compile(
    rf"^(?:{_CODE}[-－—–_:：·]?|\[{_CODE}\]|【{_CODE}】|〔{_CODE}〕|[(（]{_CODE}[)）])([^\d\s.,，．\-－—–_:：].*)$"
)
"""A code may stand in brackets, or have a dash behind it."""
_WHOLE_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")
_AROUND = re.compile(r"[\[\]()【】〔〕.\-·]")
_PERSONNEL = ("301", "303")
_OPENING = re.compile(r"^(?:年初|上年).*结[转余]")
_CLOSING = re.compile(r"^年末.*结[转余]|^结转下年")
_TOTAL = re.compile(r"^(?:收入|支出)?(?:总计|合计)$")


def join_code(parts: Sequence[str], previous: str) -> str:
    """One code of 3, 5 or 7 digits from the cells it is printed in.

    Args:
        parts: the code cells of a row from left to right, squeezed; header letters and blanks included.
        previous: the code of the row above, which fills 类 and 款 that are printed once for several rows: not where
            something with a digit stands in the cell of the 类, of which the rest was lost.

    Returns:
        The digits joined, "" where there are none. Cells that repeat what is left of them (201 | 20106) count once.
    """
    digits = [part if _DIGITS.match(part) else "" for part in parts]
    filled = [part for part in digits if part]
    if not filled:
        return ""
    longest = max(filled, key=len)
    if len(filled) > 1 and len(set(filled)) == 1 and len(longest) == 3:
        return longest
    if len(longest) in (5, 7) or (len(filled) == 1 and len(longest) == 3):
        return longest
    if not digits[0] and len(digits) in (2, 3) and previous and not _DIGIT.search(parts[0]):
        first = next(k for k, part in enumerate(digits) if part)
        carried = previous[: 3 + 2 * (first - 1)]
        if len(carried) == 3 + 2 * (first - 1) and all(len(part) == 2 for part in filled):
            return carried + "".join(filled)
    return "".join(filled)


@lru_cache(maxsize=4096)
def code_digits(text: str) -> str:
    """The digits of a code with what some printers set around and between them: [2050201], (205), 205.02.01."""
    bare = _AROUND.sub("", text)
    return bare if bare.isdigit() and 2 <= len(bare) <= 7 else text


def split_label(label: str) -> tuple[str, str]:
    """(code, label) of a label that starts with its code (2010601行政运行, [205]教育支出); ("", label) otherwise."""
    found = _CODE_THEN_LABEL.match(label)
    if found is None:
        return "", label
    *codes, rest = found.groups()
    return next(filter(None, codes)), rest


def code_first(text: str) -> str:
    """The lines of a cell as one; a code between the two lines of its name, beside whose middle it is set, goes first.

    A code with words behind it begins a row of its own: that is left where it stands, and is a doubt.
    """
    lines = ["".join(line.split()) for line in text.split("\n")]
    codes = [k for k, line in enumerate(lines) if _WHOLE_CODE.match(line) and line[:3] in classified()]
    if len(codes) == 1 and 0 < codes[0] < len(lines) - 1:
        lines.insert(0, lines.pop(codes[0]))
    return "".join(lines)


def without_mark(label: str) -> str:
    """A label of a summary without the mark of a note behind it (本年收入合计1, …支出②): no such label ends in one."""
    found = _MARKED.match(label)
    return found.group(1) if found and opens_row(found.group(1)) else label


def level_of(code: str, label: str, economic: bool) -> str:
    """`class`, `division` or `item` by the code (经济分类 has only the first two), `total` by the label."""
    if code:
        if len(code) == 3:
            return "class"
        if len(code) == 5:
            return "division"
        return "item" if len(code) == 7 and not economic else ""
    return "total" if is_total(label) else ""


def economic_section(code: str, label: str) -> str:
    """`personnel` or `public` for a row of the basic expenditure by 经济分类."""
    if code:
        return "personnel" if code[:3] in _PERSONNEL else "public"
    text = squeeze(label)
    if "人员经费" in text:
        return "personnel"
    return "public" if "公用经费" in text else ""


class FundSections:
    """`current`, `opening` or `closing` for the rows of one side of the fiscal summary, from top to bottom.

    The three names of funds stand twice on the income side; what tells them apart is on which side of 本年收入合计
    and of 年初财政拨款结转和结余 they stand.
    """

    def __init__(self) -> None:
        self._section = "current"

    def of(self, label: str) -> str:
        text = bare_label(label)
        if _OPENING.match(text):
            self._section = "opening"
        elif _CLOSING.match(text):
            self._section = "closing"
        elif (_TOTAL.match(text) and self._section != "current") or text == "总计":
            return ""
        return self._section


def is_of_which(label: str) -> bool:
    """Whether a row is a part (其中：…) of the row above it."""
    return squeeze(label).startswith(("其中:", "其中"))
