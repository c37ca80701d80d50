"""Amounts that are a part of a figure: 机关运行经费, a part of the public expenses (N12)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms.narrative import Limit
from extractor.model import Grade, Passage
from extractor.verify.narrative.amounts import Amount, of_another_year
from extractor.verify.narrative.claims import amounts_named
from extractor.verify.narrative.report import GRADES, Report
from extractor.verify.narrative.targets import Target, Targets


def check_limits(
    passages: Sequence[Passage], limits: Sequence[Limit], targets: Targets, year: int | None, report: Report
) -> list[tuple[Amount, Target]]:
    """What is a part of a figure is no more than it; growth is said of it, too."""
    found = []
    for passage in passages:
        for limit in limits:
            target = targets.find([limit.figure])
            if passage.key != limit.section or target is None:
                continue
            for amount in amounts_named(limit.words, passage):
                if of_another_year(passage, amount.start, year) or not target.readable:
                    continue
                found.append((amount, target))
                _check(limit, amount, target, report)
    return found


def _check(limit: Limit, amount: Amount, target: Target, report: Report) -> None:
    grade: Grade = "exact" if amount.value <= target.amount + max(target.unit, amount.unit) else "fail"
    said = f"{GRADES[grade]}：文字说明中{limit.title}为{amount.printed}"
    message = f"{said}，不应大于{target.name}{target.printed}"
    places = target.places if grade == "fail" else ()
    report.add(
        limit.check,
        limit.title,
        grade,
        amount.at,
        message,
        target.amount,
        amount.value,
        None,
        target.table_id,
        places,
        todo=f"核对“{amount.at.quote}”：不应大于{target.name}的{target.printed}",
    )
