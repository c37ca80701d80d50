"""Row labels: which words can only be the start of a row."""

from __future__ import annotations

import re

from extractor.forms import class_codes
from extractor.forms.text import bare_label, ordinal, squeeze
from extractor.forms.vocabulary import TOTAL_LABELS

_TOTAL = re.compile(r"^(?:本年)?(?:收入|支出|人员经费|公用经费)?(?:合计|总计)$")
_KNOWN = re.compile(
    r"^(?:使用非财政拨款结余|用事业基金弥补收支差额|使用专用结余|结余分配|交纳所得税|提取专用基金|(?:年初|上年|年末)(?:财政拨款)?结转和结余"
    r"|其中[:：]|一般公共预算财政拨款(?:收入)?$|政府性基金预算财政拨款(?:收入)?$|国有资本经营预算财政拨款(?:收入)?$)"
)


_TOTALS = re.compile(r"^(?:本年)?(?:收入|支出|人员经费|公用经费)?(?:合计|总计|小计)$|^(?:人员经费|公用经费)合计$")


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
