"""The same quantity wherever it is printed: in the explanation, in key work, in the forms (Q10, Q12, Q19, P08, W02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor import lazy_re as re
from extractor.language.sentences import NUMBER
from extractor.language.text import squeeze
from extractor.model import CheckResult
from extractor.model.coverage import Project
from extractor.model.evaluation import Entry, Form, Indicator
from extractor.model.records import Records
from extractor.model.said import Said
from extractor.verify.records.claims import paired
from extractor.verify.records.ledger import Ledger, number, step
from extractor.verify.records.same import bare_name, likeness, likeness_of

_SHORT = 4
"""Signs of a name that is too short to be known again elsewhere."""
_LINK = r"(?:人数|人次|数量|个数|次数|数|率)?(?:目标值|完成值)?(?:为|达到|达|共|是)?"
_VALUE = rf"(?P<value>{NUMBER}(?:万|亿)?[^\d,;。、()]{{0,6}})"
_GRADE_WORDS = {"优秀": "优", "良好": "良"}
_AT_LEAST = re.compile(rf"(?P<score>{NUMBER})分(?:及)?以上")


def check_alike(
    records: Records, forms: Sequence[tuple[Form, str]], before: Sequence[CheckResult], ledger: Ledger
) -> None:
    """Check what is printed in several places.

    Args:
        records: of the document.
        forms: its forms, each with what it is called in messages.
        before: what was evaluated already.
        ledger: where it is written down.
    """
    _coarse(ledger)
    for project in records.performance.projects:
        form = next((pair for pair in forms if _is_of(pair[0], project)), None)
        if form is not None:
            _project_money(project, *form, ledger)
            _project_outputs(project, *form, ledger)
    told = {one.where for one in before if one.check_id == "W02"}
    _key_work(records, forms, told, ledger)
    _grades(records, forms, ledger)
    _notes(forms, ledger)


def _notes(forms: Sequence[tuple[Form, str]], ledger: Ledger) -> None:
    """The notes under all forms of a document print the same rule."""
    told = [(form.rule.condition, name) for form, name in forms if form.rule.condition is not None]
    spellings = Counter(squeeze(entry.text) for entry, _ in told)
    if len(spellings) < 2:
        return
    usual = max(spellings, key=lambda text: (spellings[text], "≥" in text))
    for entry, name in told:
        if squeeze(entry.text) != usual:
            ledger.add(
                "Q19",
                f"{name}·注",
                "fail",
                [entry],
                f"{name}的注中正向指标的目标值写作“{entry.text}”，其他表写作“{usual}”",
                should=usual,
                todo=f"统一计分规则的写法：“{usual}”",
                severity="info",
            )


def _coarse(ledger: Ledger) -> None:
    """One note for each indicator whose value is less precise in a form than in the words before it."""
    # The notes are written by `check_claims`; of several prints of one indicator the first stays.
    seen: set[str] = set()
    kept = []
    for result in ledger.results:
        if result.check_id == "Q12" and result.severity == "info":
            name = result.where.split("·")[1] if "·" in result.where else result.where
            if name in seen:
                continue
            seen.add(name)
        kept.append(result)
    ledger.results[:] = kept


def _is_of(form: Form, project: Project) -> bool:
    if form.kind != "project" or form.subject is None:
        return False
    one, other = squeeze(form.subject.text), squeeze(project.name)
    return one.removesuffix("项目") == other.removesuffix("项目")


def _project_money(project: Project, form: Form, name: str, ledger: Ledger) -> None:
    if not form.funds:
        return
    row = form.funds[0]
    for title, said, printed in (("预算数", project.budget, row.budget), ("执行数", project.final, row.final)):
        value = number(printed)
        if said is None or printed is None or value is None:
            continue
        like = likeness_of(said.value, said.step, value, step(printed))
        ledger.add(
            "Q10",
            f"{name}·{title}",
            "exact" if like == "equal" else "tail" if like in ("coarser", "cut") else "fail",
            [_entry(said), printed],
            f"{name}的{title}在项目自评综述中为{said.printed}万元，在自评表中为{printed.text}万元",
            expected=value,
            found=said.value,
            bound=Decimal(0),
            should=f"{printed.text}万元",
            todo=f"核对{name}的{title}：综述中为“{said.printed}万元”，自评表中为“{printed.text}”，应一致",
            proves=() if like in ("coarser", "cut") else [printed],
        )


def _project_outputs(project: Project, form: Form, name: str, ledger: Ledger) -> None:
    text = squeeze(project.outputs)
    for one in form.indicators:
        if one.level3 is None or one.actual is None:
            continue
        found = _told_of(one, text, form)
        if found is not None:
            place = Entry(found, project.where.page, project.where.box)
            _same("Q12", f"{name}·{one.level3.text}", "项目自评综述", place, one.actual, ledger)


def _told_of(one: Indicator, text: str, form: Form) -> str | None:
    """The value that a text gives right behind the name of an indicator, or behind the name its summary gives it."""
    names = [squeeze(one.level3.text) if one.level3 else ""]
    names += [
        squeeze(claim.indicator.text) for claim, own, _ in paired(form.summary.claims, form.indicators) if own is one
    ]
    for name in dict.fromkeys([*names, *(bare_name(name) for name in names if "(" not in name)]):
        if len(name) < _SHORT:
            continue
        found = re.search(re.escape(name) + _LINK + _VALUE, text)
        if found is not None:
            return found["value"].strip()
    return None


def _same(check_id: str, where: str, there: str, said: Entry, printed: Entry, ledger: Ledger) -> None:
    like = likeness(said.text, printed.text)
    words = f"{where}在{there}中为{said.text}，在自评表中为{printed.text}"
    todo = f"核对{where}：{there}中为“{said.text}”，自评表中为“{printed.text}”，应一致"
    if like == "equal":
        ledger.add(check_id, where, "exact", [said, printed], words, proves=[printed])
    elif like == "cut":
        ledger.add("Q12", where, "tail", [said, printed], f"{words}，是截尾", should=printed.text, todo=todo)
    elif like == "different":
        ledger.add(check_id, where, "fail", [said, printed], words, should=printed.text, todo=todo)


def _key_work(records: Records, forms: Sequence[tuple[Form, str]], told: set[str], ledger: Ledger) -> None:
    """What key work says was reached is what the forms say of the same name; its targets may be of another kind."""
    if records.key_work is None:
        return
    places = {row.no: row.where for row in records.key_work.rows}
    for metric in records.key_work.metrics:
        where = places.get(metric.row)
        found = next(_of_name(metric.name, forms), None)
        if found is None or where is None or not metric.actual or metric.name in told:
            continue
        one, name = found
        if one.actual is not None:
            value = metric.actual if metric.actual.endswith(metric.unit) else metric.actual + metric.unit
            said = Entry(value, where.page, where.box)
            _same("W02", f"{name}·{metric.name}", "重点工作完成情况", said, one.actual, ledger)


def _of_name(name: str, forms: Sequence[tuple[Form, str]]) -> Iterator[tuple[Indicator, str]]:
    wanted = bare_name(name)
    if len(wanted) < _SHORT:
        return
    for form, called in forms:
        for one in form.indicators:
            if one.level3 is not None and bare_name(one.level3.text) == wanted:
                yield one, called


def _grades(records: Records, forms: Sequence[tuple[Form, str]], ledger: Ledger) -> None:
    told = records.performance.whole
    form = next((form for form, _ in forms if form.kind == "whole"), None)
    if told is None or form is None:
        return
    place = Entry(told.grade, told.where.page, told.where.box)
    grade = form.summary.grade or form.grade
    if told.grade and grade is not None and told.grade != grade.text:
        same = _GRADE_WORDS.get(told.grade, told.grade) == _GRADE_WORDS.get(grade.text, grade.text)
        ledger.add(
            "P08",
            "整体·评价等级",
            "fail",
            [grade, place],
            f"部门整体的评价等级在正文中为“{told.grade}”，在自评结果中为“{grade.text}”",
            should=told.grade,
            todo=f"统一评价等级的写法：“{told.grade}”或“{grade.text}”",
            severity="info" if same else None,
        )
    least, total = _AT_LEAST.search(squeeze(told.score_words)), number(form.total)
    if least is not None and total is not None and form.total is not None:
        wanted = Decimal(least["score"])
        ledger.add(
            "P08",
            "整体·得分",
            "exact" if total >= wanted else "fail",
            [place._replace(text=told.score_words), form.total],
            f"正文称部门整体得分在{told.score_words}，自评表总分为{form.total.text}",
            expected=wanted,
            found=total,
            todo=f"核对部门整体得分“{told.score_words}”：自评表总分为{form.total.text}",
        )


def _entry(said: Said) -> Entry:
    return Entry(said.printed, said.where.page, said.where.box)
