"""What the text alone tells is told with one amount, wherever it is told (S09)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms.narrative import Narrative
from extractor.model import Passage
from extractor.verify.narrative.amounts import Amount, of_another_year
from extractor.verify.narrative.claims import amounts_named
from extractor.verify.narrative.report import Report

_OTHER = re.compile(r"预算|年初|计划|比|较|与|同|上年|去年")
"""Words before a name that make it another quantity."""
_NEAR = 8


def check_repeated(passages: Sequence[Passage], narrative: Narrative, year: int | None, report: Report) -> None:
    """Report a quantity that is printed with two amounts.

    Args:
        passages: what explains the account.
        narrative: which quantities the text alone tells (`once`).
        year: the fiscal year; amounts of other years are others.
        report: where it is written down.
    """
    for once in narrative.once:
        found = [
            amount
            for passage in passages
            for amount in amounts_named(once.words, passage)
            if not of_another_year(passage, amount.start, year) and not _is_other(amount)
        ]
        for amount in found[1:]:
            first = found[0]
            if abs(amount.value - first.value) > max(amount.unit, first.unit):
                message = f"不符：文字说明中{once.title}一处为{first.printed}，一处为{amount.printed}"
                todo = f"核对{once.title}：两处不同（{first.printed}、{amount.printed}）"
                at, uses = (amount.at, first.at), (amount.at, first.at)
                report.add("S09", once.title, "fail", at, message, first.value, amount.value, todo=todo, uses=uses)
                break


def _is_other(amount: Amount) -> bool:
    text = amount.passage.text
    return bool(_OTHER.search(text, max(0, amount.start - _NEAR), amount.start))
