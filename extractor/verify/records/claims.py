"""What the words before a form say of it: scores, targets and values, money, counts (Q09, Q10, Q12, Q15, Q16, Q18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from extractor import lazy_re as re
from extractor.language.text import squeeze
from extractor.model.evaluation import Claim, Criterion, Entry, Form, Indicator
from extractor.verify.narrative.amounts import percent_grade
from extractor.verify.records.ledger import Ledger, number, plain, step, sum_of
from extractor.verify.records.same import Likeness, likeness, likeness_of

_WHOLE = re.compile(r"综合|合计|总(?:分|计)")
_ALIKE = 0.5
_KIND_OF_PROJECT = re.compile(r"(?:专项)?(?:项目|经费|资金)+$")


def check_claims(form: Form, name: str, ledger: Ledger) -> None:
    """Check a form against its summary."""
    _scores(form, name, ledger)
    _criteria(form, name, ledger)
    _money(form, name, ledger)
    _indicators(form, name, ledger)
    _counted(form, name, ledger)
    _last_year(form, name, ledger)


def _scores(form: Form, name: str, ledger: Ledger) -> None:
    said, total = form.summary.score, form.total
    whole = next((one for one in form.summary.criteria if _WHOLE.search(one.name.text)), None)
    values = [("自评结论", said), ("自评表", total), ("评价准则表", whole.score if whole else None)]
    printed = [(where, entry, number(entry)) for where, entry in values if entry is not None]
    if len(printed) < 2 or any(value is None for _, _, value in printed):
        return
    same = len({value for _, _, value in printed}) == 1
    shown = "，".join(f"{where}为{entry.text}" for where, entry, _ in printed)
    ledger.add(
        "Q09",
        name,
        "exact" if same else "fail",
        [entry for _, entry, _ in printed],
        f"{name}的得分{shown}",
        expected=printed[-1][2],
        found=printed[0][2],
        bound=Decimal(0),
        todo=f"核对{name}的得分：{shown}，应一致",
        proves=[entry for _, entry, _ in printed],
    )


def _criteria(form: Form, name: str, ledger: Ledger) -> None:
    criteria = form.summary.criteria
    whole = next((one for one in criteria if _WHOLE.search(one.name.text)), None)
    parts = [one for one in criteria if one is not whole]
    if whole is None or not parts:
        return
    for title, entry, entries in (
        ("权重", whole.weight, [one.weight for one in parts]),
        ("得分", whole.score, [one.score for one in parts]),
    ):
        total, sum_ = number(entry), sum_of(entries)
        if entry is None or total is None or sum_ is None:
            continue
        ledger.add(
            "Q15",
            f"{name}·{title}",
            "exact" if sum_ == total else "fail",
            [entry, *entries],
            f"{name}的评价准则表中{title}合计印为{entry.text}，各项之和为{plain(sum_)}",
            expected=sum_,
            found=total,
            bound=Decimal(0),
            should=plain(sum_),
            todo=f"核对{name}评价准则表的{title}：各项之和为{plain(sum_)}，合计印为{entry.text}",
        )
    _criteria_of_tree(form, parts, name, ledger)


def _criteria_of_tree(form: Form, parts: Sequence[Criterion], name: str, ledger: Ledger) -> None:
    """The score of a criterion is that of the indicators of its name, or of the execution."""
    for part in parts:
        score = number(part.score)
        own = [
            one.score for one in form.indicators if one.level1 and squeeze(one.level1.text) == squeeze(part.name.text)
        ]
        if not own and "执行" in part.name.text:
            own = [row.score for row in form.funds if number(row.weight) is not None]
        sum_ = sum_of(own)
        if part.score is None or score is None or sum_ is None:
            continue
        ledger.add(
            "Q15",
            f"{name}·{part.name.text}",
            "exact" if sum_ == score else "fail",
            [part.score, *own],
            f"{name}的评价准则表中{part.name.text}得分印为{part.score.text}，自评表中为{plain(sum_)}",
            expected=sum_,
            found=score,
            bound=Decimal(0),
            should=plain(sum_),
            todo=f"核对{part.name.text}的得分“{part.score.text}”：自评表中各项之和为{plain(sum_)}",
            proves=own,
        )


def _money(form: Form, name: str, ledger: Ledger) -> None:
    told = form.summary.execution
    if told is None or not form.funds:
        return
    row = form.funds[0]
    pairs = (
        ("预算数", told.budget, row.budget),
        ("执行数", told.final, row.final),
        ("执行得分", told.score, row.score),
    )
    for title, said, printed in pairs:
        one, other = number(said), number(printed)
        if said is None or printed is None or one is None or other is None:
            continue
        like = likeness_of(one, step(said), other, step(printed))
        if title == "执行得分" and like != "equal":
            like = "different"  # a score is not rounded when it is told again
        _compared("Q10", f"{name}·{title}", said, printed, like, ledger)
    whole, part, rate = number(row.budget), number(row.final), number(told.rate)
    if told.rate is not None and rate is not None and whole and part is not None:
        grade, computed, bound = percent_grade(told.rate.text.rstrip("%％"), part, whole, Decimal("0.01"))
        ledger.add(
            "Q10",
            f"{name}·执行率",
            grade,
            [told.rate, row.rate],
            f"{name}的自评结论中执行率印为{told.rate.text}，按自评表计算为{plain(computed.quantize(Decimal('0.01')))}%",
            expected=computed.quantize(Decimal("0.0001")),
            found=rate,
            bound=bound,
            todo=f"核对自评结论中的执行率“{told.rate.text}”",
            kind="rate",
        )


def _indicators(form: Form, name: str, ledger: Ledger) -> None:
    for claim, one, exact in paired(form.summary.claims, form.indicators):
        if one.level3 is None:
            continue
        where = f"{name}·{one.level3.text}"
        if not exact:
            ledger.add(
                "Q10",
                where,
                "fail",
                [claim.indicator, one.level3],
                f"{name}的自评结论称“{claim.indicator.text}”，自评表称“{one.level3.text}”",
                should=one.level3.text,
                todo=f"自评结论与自评表的指标名称应一致：“{claim.indicator.text}”或“{one.level3.text}”",
                kind="name",
                severity="info",
            )
        if one.target is not None:
            like = likeness(claim.target.text, one.target.text)
            _compared("Q10", f"{where}·目标值", claim.target, one.target, like, ledger)
        if one.actual is not None:
            like = likeness(claim.actual.text, one.actual.text)
            check_id = "Q10" if like in ("equal", "different", "unlike") else "Q12"
            _compared(check_id, f"{where}·完成值", claim.actual, one.actual, like, ledger)


def paired(claims: Sequence[Claim], indicators: Sequence[Indicator]) -> Iterator[tuple[Claim, Indicator, bool]]:
    """Each claim with the indicator it speaks of: by its name, else by one that is like it among those left over."""
    left = {squeeze(one.level3.text): one for one in indicators if one.level3}
    rest = []
    for claim in claims:
        one = left.pop(squeeze(claim.indicator.text), None)
        if one is not None:
            yield claim, one, True
        else:
            rest.append(claim)
    for claim in rest:
        text = squeeze(claim.indicator.text)
        best = max(left, key=lambda name: SequenceMatcher(None, name, text).ratio(), default=None)
        if best is not None and SequenceMatcher(None, best, text).ratio() >= _ALIKE:
            yield claim, left.pop(best), False


def _compared(check_id: str, where: str, said: Entry, printed: Entry, like: Likeness, ledger: Ledger) -> None:
    """Write down how two prints of one quantity go together."""
    words = f"{where}在自评结论中为{said.text}，在自评表中为{printed.text}"
    todo = f"核对{where}：自评结论中为“{said.text}”，自评表中为“{printed.text}”，应一致"
    if like == "equal":
        ledger.add(check_id, where, "exact", [said, printed], words, proves=[printed])
    elif like == "coarser":
        ledger.add(check_id, where, "fail", [said, printed], f"{words}，精度不同", todo=todo, severity="info")
    elif like == "cut":
        ledger.add(check_id, where, "tail", [said, printed], f"{words}，是截尾", should=printed.text, todo=todo)
    else:
        ledger.add(check_id, where, "fail", [said, printed], words, should=printed.text, todo=todo, proves=[printed])


def _counted(form: Form, name: str, ledger: Ledger) -> None:
    if form.summary.counted is None:
        return
    said, reached = form.summary.counted
    count = len(form.indicators)
    many, done = number(said), number(reached)
    if many is None or done is None:
        return
    ledger.add(
        "Q16",
        name,
        "exact" if many == count and done <= many else "fail",
        [said, reached],
        f"{name}的自评结论称设置指标{said.text}个、完成{reached.text}个，自评表中有{count}个",
        expected=Decimal(count),
        found=many,
        bound=Decimal(0),
        should=str(count),
        todo=f"核对自评结论中的指标个数“{said.text}”：自评表中有{count}个",
    )


def _last_year(form: Form, name: str, ledger: Ledger) -> None:
    said, subject = form.summary.previous_subject, form.subject
    if said is None or subject is None:
        return
    text, own = squeeze(said.text), squeeze(subject.text)
    same = form.kind == "whole" and ("整体" in text or "部门" in text)
    same = same or _core(own) in text or _core(text) in own
    ledger.add(
        "Q18",
        name,
        "exact" if same else "fail",
        [said, subject],
        f"{name}的上年度得分说的是“{said.text}”",
        should=subject.text,
        todo=f"核对上年度得分的项目名称“{said.text}”：本表是“{subject.text}”",
    )


def _core(text: str) -> str:
    return _KIND_OF_PROJECT.sub("", text) or text
