"""“本部门无…支出”: a sentence that says there was nothing, against tables that hold figures (N09, N10, N11, N12)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms import forms
from extractor.forms.narrative import Nothing
from extractor.forms.shape import compiled
from extractor.model import Passage, Stretch, Table
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Targets
from extractor.verify.shown import in_unit

_NOT_ANY = r"(?:无|没有|未发生|未安排|不涉及)"
_OF_MONEY = re.compile(r"收|支|安排|资金|经费|拨款")
_PART = re.compile(r"结转|结余|(?:基本|项目)支出")
"""None of a part is not none at all."""
_RANGE = r"[^。;,:无没未]{0,24}?"


def check_nothing(passages: Sequence[Passage], subjects: Sequence[Nothing], targets: Targets, report: Report) -> None:
    """Report a section that says “none” of a table with figures."""
    for passage in passages:
        for subject in subjects:
            if subject.section == passage.key:
                _check(passage, subject, targets, report)


def _check(passage: Passage, subject: Nothing, targets: Targets, report: Report) -> None:
    none = f"(?:^|[。;,]){_RANGE}{_NOT_ANY}(?:使用|安排|发生)?{_RANGE}{subject.words}(?P<what>[^。;,]{{0,30}})"
    found = compiled(none).search(passage.text)
    if found is None or not _OF_MONEY.search(found["what"] or subject.words) or _PART.search(found["what"]):
        return
    table = targets.table(subject.table)
    said = found[0].lstrip("。;,")
    at = Stretch(passage, found.end() - len(said), found.end())
    if table is None:
        return
    columns = subject.columns or _of_account(table)
    amounts = [f.amount for _, f in table.figures if f.amount and f.column_id in columns]
    target = targets.find([subject.figure])
    if amounts:
        whole = target is not None and target.amount
        largest = target.printed if target is not None and whole else in_unit(max(amounts), table.unit)
        message = f"不符：文字说明称“{said}”，{table.form_title}却有{largest}"
        places = target.places if target is not None else ()
        todo = f"“{at.quote}”与{table.form_title}不一致：表中有{largest}"
        report.add(subject.check, "“无”的说明", "fail", at, message, table_id=subject.table, places=places, todo=todo)
    else:
        message = f"相符：“{said}”，表中也没有金额"
        report.add(subject.check, "“无”的说明", "exact", at, message, table_id=subject.table)


def _of_account(table: Table) -> tuple[str, ...]:
    """The columns of a table but those of the budget, which may not have been spent."""
    form = forms().get(table.table_id)
    columns = () if form is None else form.variants[0].columns
    of_budget = {column.id for column in columns if column.of_budget}
    return tuple(column.id for column in table.columns if column.id not in of_budget)
