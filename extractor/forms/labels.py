"""Row labels: which words can only be the start of a row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from extractor import lazy_re as re
from extractor.forms import class_codes
from extractor.forms.vocabulary import TOTAL_LABELS
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.model import Row

_TOTAL = re.compile(r"^(?:[本当]年)?(?:收入|支出|人员经费|公用经费)?(?:合计|总计)$|^[本当]年(?:收入|支出)小计$")
_KNOWN = re.compile(
    r"^(?:使用非财政拨款结余|用事业基金弥补收支差额|使用专用结余|结余分配|交纳所得税|提取专用基金|(?:年初|上年|年末)(?:财政拨款)?结转(?:和?结余)?|结转下年"
    r"|公务用车(?:购置|运行(?:维护)?)费$|公务接待费$|因公出国\(境\)费$"
    r"|其中[:：]|一般公共预算财政拨款(?:收入)?$|政府性基金预算财政拨款(?:收入)?$|国有资本经营预算财政拨款(?:收入)?$)"
)


_OF_WHICH = re.compile(r"^其中[:：]?")
_TOTALS = re.compile(r"^(?:[本当]年)?(?:收入|支出|人员经费|公用经费)?(?:合计|总计|小计)$|^(?:人员经费|公用经费)合计$")


@lru_cache(maxsize=8192)
def is_total(label: str) -> bool:
    """Whether a label names a sum of rows: 合计, 总计, 小计, 本年收入合计, 人员经费合计."""
    text = bare_label(label)
    return text in TOTAL_LABELS or bool(_TOTALS.match(text))


def is_sum(text: str) -> bool:
    """合计, 总计, 本年收入合计 and the like."""
    return bool(_TOTAL.match(bare_label(text)))


def opens_row(text: str) -> bool:
    """Whether a label can only be the start of a row: 一、…, a total, a 类, a balance."""
    bare = bare_label(text)
    return bool(ordinal(text) or _TOTAL.match(bare) or _KNOWN.match(squeeze(text)) or bare in class_codes())


_SAME_ROWS = (
    (re.compile(r"^(?:上年|年初)(?:财政拨款)?(?:结转和结余|结转结余|结余结转|结转(?:资金)?)$"), "年初结转和结余"),
    (re.compile(r"^(?:结转下年(?:资金)?|年末(?:财政拨款)?(?:结转和结余|结转结余|结余结转))$"), "年末结转和结余"),
    (re.compile(r"^(?:用事业基金弥补收支差额|使用非财政拨款结余(?:\(含专用结余\))?)$"), "使用非财政拨款结余"),
    (re.compile(r"^((?:一般公共|政府性基金|国有资本经营)预算财政拨款)收入$"), r"\1"),
    (re.compile(r"^附属(?:单位|部门)(?:上缴|缴款)(?:收入)?$"), "附属单位上缴收入"),
    (re.compile(r"^其它收入$"), "其他收入"),
)


@lru_cache(maxsize=8192)
def row_name(label: str) -> str:
    """A row's name whatever year it is printed in: without ordinal and 其中, renamed rows under one name, a 类 under
    its code. 年初结转和结余 and 上年结转和结余 are one row, as are 文化体育与传媒支出 and what it is called today.
    """
    text = bare_label(_OF_WHICH.sub("", bare_label(label)))
    if text in class_codes():
        return class_codes()[text]
    for pattern, name in _SAME_ROWS:
        if pattern.match(text):
            return pattern.sub(name, text)
    return text


_SOURCES = frozenset(
    [
        "财政拨款收入",
        "财政拨款",
        "上级补助收入",
        "事业收入",
        "教育收费",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
        "年初结转和结余",
        "年末结转和结余",
        "使用非财政拨款结余",
        "使用专用结余",
        "结余分配",
        "交纳所得税",
        "提取专用基金",
        "基本支出结转",
        "项目支出结转和结余",
        "经营结余",
        "转入事业基金",
        "人员经费",
        "公用经费",
        "基本支出",
        "项目支出",
    ]
)


_ORDER = (
    ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    ("使用非财政拨款结余", "使用专用结余", "年初结转和结余"),
    ("结余分配", "年末结转和结余"),
)


_WORDS = 3
"""Signs of which more than one word is made."""
NUMBERED = frozenset((0, 1, len(_ORDER)))
"""The lists whose rows are printed with ordinals, see `place_in_order`: sources, and the 类."""


@lru_cache(maxsize=8192)
def place_in_order(label: str) -> tuple[int, str]:
    """Where a summary prints a row among those it is listed with: (the list, the place in it); (-1, "") for others.

    The 类 are a list of their own, in the order of their codes.
    """
    name = row_name(label)
    if bare_label(label) in class_codes():
        return len(_ORDER), name
    return next(((k, str(names.index(name))) for k, names in enumerate(_ORDER) if name in names), (-1, ""))


def summary_names() -> frozenset[str]:
    """The names of rows that every summary may have, without ordinals: sources, balances, the 类."""
    return _SOURCES | class_codes().keys()


def names_a_summary_row(label: str) -> bool:
    """Whether all of a label is the name of a row that summaries have: a total, a 类, a source, a balance."""
    name = row_name(label)
    return is_total(label) or name in _SOURCES or bare_label(label) in class_codes()


@lru_cache(maxsize=8192)
def lacks_its_end(label: str) -> bool:
    """Whether a label is a name that rows of summaries have but for its last sign, and none by itself: words have two
    signs, so that nobody leaves one out who shortens a name, but the end of a page or of a cell does."""
    bare = bare_label(label)
    return len(bare) >= _WORDS and not names_a_summary_row(label) and any(n[:-1] == bare for n in summary_names())


@lru_cache(maxsize=8192)
def is_whole_source(label: str) -> bool:
    """Whether a label without an ordinal can only be all of a row's name: 其他收入, not 财政拨款收入, which may be the
    second line of 一般公共预算财政拨款收入."""
    text = bare_label(label)
    return text in _SOURCES and not any(
        name != text and name.endswith(text) for source in _SOURCES for name in (source, f"{source}收入")
    )


def halves(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows of which the next one of their panel has the end of their name, each with that one."""
    pairs = itertools.pairwise(sorted(rows, key=lambda row: row.panel))
    return [(above, row) for above, row in pairs if above.panel == row.panel and ends_label(above.label, row.label)]


def ends_label(above: str, label: str) -> bool:
    """Whether a label is the end of the one above it: together they name a row of summaries, and neither does alone."""
    together = squeeze(above) + squeeze(label)
    return (
        bool(above and label)
        and names_a_summary_row(together)
        and not (names_a_summary_row(above) or names_a_summary_row(label))
    )
