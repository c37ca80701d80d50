"""Parts that a sentence lists of a total: 基本支出 and 项目支出 of 支出合计, the incomes of 收入合计 (N02, N03)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms.narrative import Narrative
from extractor.verify.narrative.amounts import Amount
from extractor.verify.narrative.report import GRADES, Report
from extractor.verify.narrative.targets import Target
from extractor.verify.rounding import grade_told

_TOTALS = frozenset({"income_total", "expenditure_total", "amount", "total"})


def check_parts(named: Sequence[tuple[Amount, Target]], narrative: Narrative, report: Report) -> None:
    """Add up what one passage says of a total and of its parts.

    A list may leave parts out, so a sum that rounding does not explain says nothing here: each part is held against
    its own figure in the tables anyway.
    """
    for passage in {id(amount.passage): amount.passage for amount, _ in named}.values():
        section = narrative.section(passage.key)
        check_id = section.check if section is not None and section.adds else None
        ours = [(amount, target) for amount, target in named if amount.passage is passage]
        totals = [amount for amount, target in ours if _is_total(target)]
        parts = list({target.places: amount for amount, target in ours if not _is_total(target)}.values())
        if check_id is None or not totals or len(parts) < 2:
            continue
        total = totals[0]
        grade, sum_, bound = grade_told(total.as_total, [part.as_part for part in parts])
        if grade != "fail":
            addends = "、".join(f"{part.words}{part.printed}" for part in parts)
            should = total.like(sum_)
            message = f"{GRADES[grade]}：文字说明中{addends}之和为{should}，{total.words}印为{total.printed}"
            report.add(
                check_id,
                f"{total.words}的组成",
                grade,
                total.at,
                message,
                sum_,
                total.value,
                bound,
                kind="amount",
                should=should,
                uses=(total.at, *(part.at for part in parts)),
            )


def _is_total(target: Target) -> bool:
    return bool(target.places) and target.places[0].column_id in _TOTALS
