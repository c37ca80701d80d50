"""Weights of a form: those below add to the one above, all of them to a hundred (Q03, Q04, Q05)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from extractor.model.evaluation import Entry, Form, Indicator
from extractor.verify.records.ledger import Ledger, number, plain, sum_of

_WHOLE = Decimal(100)


def check_weights(form: Form, name: str, ledger: Ledger) -> None:
    """Check the sums of weights at each level of a tree."""
    for _, level1 in groupby(form.indicators, key=lambda one: one.level1):
        own = list(level1)
        groups = [list(group) for _, group in groupby(own, key=lambda one: one.level2)]
        for group in groups:
            _level2(group, name, ledger)
        _level1(own, groups, form, name, ledger)
    _whole(form, name, ledger)


def _level2(group: Sequence[Indicator], name: str, ledger: Ledger) -> None:
    printed, parts = group[0].level2_weight, [one.weight for one in group]
    _sum("Q03", f"{name}·{_text(group[0].level2)}", printed, parts, "三级指标分值", ledger)


def _level1(
    own: Sequence[Indicator], groups: Sequence[Sequence[Indicator]], form: Form, name: str, ledger: Ledger
) -> None:
    printed = own[0].level1_weight
    parts = [group[0].level2_weight for group in groups]
    where = f"{name}·{_text(own[0].level1)}"
    if any(one.level2_weight for one in form.indicators):
        for group, part in zip(groups, parts, strict=True):
            if part is None and group[0].level2 is not None:
                _unprinted(group, where, ledger)
    if all(parts):
        _sum("Q04", where, printed, parts, "二级指标分值", ledger)
    elif not any(parts) or len(groups) == 1:
        _sum("Q04", where, printed, [one.weight for one in own], "三级指标分值", ledger)


def _unprinted(group: Sequence[Indicator], where: str, ledger: Ledger) -> None:
    weights = [number(one.weight) for one in group]
    if any(weight is None for weight in weights):
        return
    weight = sum((weight for weight in weights if weight is not None), Decimal(0))
    level2 = group[0].level2
    words = f"{where}的二级指标“{_text(level2)}”未印分值，按所属三级指标应为{plain(weight)}分"
    todo = f"“{_text(level2)}”补印分值：{plain(weight)}分"
    ledger.add(
        "Q04", where, "fail", [level2], words, expected=weight, should=f"{plain(weight)}分", todo=todo, severity="info"
    )


def _sum(
    check_id: str, where: str, printed: Entry | None, parts: Sequence[Entry | None], what: str, ledger: Ledger
) -> None:
    whole, total = number(printed), sum_of(parts)
    if printed is None or whole is None or total is None:
        return
    shown = "、".join(part.text for part in parts if part is not None)
    words = f"{where}的分值印为{printed.text}，{what}（{shown}）之和为{plain(total)}"
    ledger.add(
        check_id,
        where,
        "exact" if total == whole else "fail",
        [printed, *parts],
        words,
        expected=total,
        found=whole,
        bound=Decimal(0),
        should=plain(total),
        todo=f"核对{where}的分值：{what}之和为{plain(total)}，印为{printed.text}",
        proves=[printed, *parts],
    )


def _whole(form: Form, name: str, ledger: Ledger) -> None:
    parts = [one.weight for one in form.indicators]
    total = sum_of(parts)
    if total is None:
        return
    of_money = next((row.weight for row in form.funds if number(row.weight) is not None), None)
    own, printed = number(of_money), number(form.indicators_weight)
    if printed is not None:
        _against(form.indicators_weight, printed, total, f"{name}的指标分值", parts, name, ledger)
    target = number(form.total_weight) or _WHOLE
    if own is None and total in (Decimal(90), Decimal(80)):
        return  # the weight of the execution is printed nowhere
    _against(form.total_weight, target, total + (own or 0), f"{name}的全部分值", [*parts, of_money], name, ledger)


def _against(
    printed: Entry | None,
    wanted: Decimal,
    total: Decimal,
    what: str,
    parts: Sequence[Entry | None],
    where: str,
    ledger: Ledger,
) -> None:
    ledger.add(
        "Q05",
        where,
        "exact" if total == wanted else "fail",
        [printed, *parts],
        f"{what}之和为{plain(total)}，应为{plain(wanted)}",
        expected=wanted,
        found=total,
        bound=Decimal(0),
        should=plain(wanted),
        todo=f"核对{what}：各项之和为{plain(total)}，应为{plain(wanted)}",
        proves=[printed, *parts],
    )


def _text(entry: Entry | None) -> str:
    return entry.text if entry else "（空）"
