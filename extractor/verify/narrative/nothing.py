"""“本部门无…支出”: a sentence that says there was nothing, against tables that hold figures (N09, N10, N11, N12)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Passage
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Targets
from extractor.verify.sums import plain

_NOT_ANY = r"(?:无|没有|未发生|未安排|不涉及)"
_SPENT = re.compile(r"\.final$|^(?:income|amount|total|basic|project|exp_\w+)$")
_SUBJECTS = {
    "gov_fund": ("N11", "T07", "fund.spent", r"(?:政府性基金|此项|该项)"),
    "soe": ("N11", "T08", "soe.spent", r"(?:国有资本|国有资本经营|此项|该项)"),
    "three_public": ("N10", "T09", "public.total.final", r"(?:财政拨款)?三公经费"),
    "basic": ("N09", "T06", "basic.total", r"(?:一般公共预算)?(?:财政拨款)?基本支出"),
}
_OF_MONEY = re.compile(r"收|支|安排|资金|经费|拨款")
_PART = re.compile(r"结转|结余|(?:基本|项目)支出")
"""None of a part is not none at all."""
_RANGE = r"[^。;,:无没未]{0,24}?"
_NONE = {
    key: re.compile(rf"(?:^|[。;,]){_RANGE}{_NOT_ANY}(?:使用|安排|发生)?{_RANGE}{words}(?P<what>[^。;,]{{0,30}})")
    for key, (_, _, _, words) in _SUBJECTS.items()
}


def check_nothing(passages: Sequence[Passage], targets: Targets, report: Report) -> None:
    """Report a section that says “none” of a table with figures."""
    for passage in passages:
        subject = _SUBJECTS.get(passage.key)
        if subject is None:
            continue
        check_id, table_id, name, words = subject
        found = _NONE[passage.key].search(passage.text)
        if found is None or not _OF_MONEY.search(found["what"] or words) or _PART.search(found["what"]):
            continue
        table = targets.table(table_id)
        page = passage.page_at(found.end() - 1)
        said = found[0].lstrip("。;,")
        if table is None:
            continue
        amounts = [f.amount for _, f in table.figures if f.amount and _SPENT.search(f.column_id)]
        target = targets.find([name])
        if amounts:
            largest = target.amount if target is not None and target.amount else max(amounts)
            message = f"不符：文字说明称“{said}”，{table.form_title}却有{plain(largest)}（万元）"
            places = target.places if target is not None else ()
            report.add(check_id, "“无”的说明", "fail", page, message, None, None, None, table_id, places)
        else:
            report.add(check_id, "“无”的说明", "exact", page, f"相符：“{said}”，表中也没有金额", table_id=table_id)
