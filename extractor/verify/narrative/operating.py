"""The operating expenses of the offices (机关运行经费), a part of the public expenses (N12)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Grade, Passage
from extractor.verify.narrative.amounts import Amount, of_another_year
from extractor.verify.narrative.claims import amounts_named
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target, Targets
from extractor.verify.sums import plain

_OPERATING = re.compile(r"机[关构]运行经费(?:财政拨款)?(?:支出)?")


def check_operating(
    passages: Sequence[Passage], targets: Targets, year: int | None, report: Report
) -> list[tuple[Amount, Target]]:
    """They are spent by administrative units only, so they are no more than the public expenses of all."""
    target = targets.find(["basic.public"])
    found = []
    for passage in passages:
        if passage.key != "operating" or target is None:
            continue
        for amount in amounts_named(_OPERATING, passage):
            if of_another_year(passage, amount.start, year) or not target.readable:
                continue
            found.append((amount, target))
            grade: Grade = "exact" if amount.value <= target.amount + max(target.unit, amount.unit) else "fail"
            words = "不符：" if grade == "fail" else "相符："
            message = (
                f"{words}文字说明中机关运行经费为{amount.printed}，不应大于{target.name}{plain(target.amount)}（万元）"
            )
            report.add(
                "N12",
                "机关运行经费",
                grade,
                amount.page,
                message,
                target.amount,
                amount.value,
                None,
                target.table_id,
                target.places if grade == "fail" else (),
            )
    return found
