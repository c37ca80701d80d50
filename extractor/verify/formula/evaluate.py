"""Printed formulas evaluated by 行次 and 栏次, and set against what the form itself says (F01, F02).

A formula that says the same as the form's identity proves nothing new; one that says something else is a finding, and
the form's identity, not the formula, then judges the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.model import CheckResult, Grade, Place, Row, Table
from extractor.verify.formula.parse import Formula, parse
from extractor.verify.shown import in_unit
from extractor.verify.sums import Ledger, Sum, Term, term

_ORDER: dict[Grade, int] = {"fail": 0, "tail": 1, "exact": 2, "not_checkable": 3}


def check_formulas(table: Table, ledger: Ledger) -> None:
    """Evaluate every formula printed under a table, after its built-in identities are in the ledger."""
    if table.status == "missing" or not table.notes:
        return
    formulas, strange = parse("".join(table.notes))
    for text in strange:
        _uncheckable(ledger, table, text, "公式无法识别")
    for formula in formulas:
        _check(formula, table, ledger)


def _check(formula: Formula, table: Table, ledger: Ledger) -> None:
    sums = list(_sums(formula, table))
    if not sums:
        printed = any(row.line_no for row in table.rows) if formula.axis == "line" else _numbered(table)
        kind = "行次" if formula.axis == "line" else "栏次"
        _uncheckable(ledger, table, formula.text, f"表中没有它所用的{kind}" if printed else f"表中没有印{kind}")
        return
    trial = Ledger()
    for total, addends in sums:
        trial.equal("F01", total, addends, f"表下公式{formula.text}")
    other = next((each for each in sums if _differs(each, ledger)), None)
    if other is not None:
        _report_other(formula, table, other, ledger)
        return
    results = trial.results
    worst = min((result.grade for result in results), key=lambda grade: _ORDER[grade], default="exact")
    off = [result for result in results if result.grade == worst] if worst in ("fail", "tail") else []
    ledger.results.append(_off(off) if off else _held(formula, table, results))


def _off(results: Sequence[CheckResult]) -> CheckResult:
    """What does not come out, in one result: the first place in words, all of them marked."""
    first = results[0]
    places = tuple(dict.fromkeys(place for result in results for place in result.places))
    more = f"（共 {len(results)} 处）" if len(results) > 1 else ""
    return replace(first, message=first.message + more, places=places, equations=())


def _held(formula: Formula, table: Table, results: Sequence[CheckResult]) -> CheckResult:
    words = f"表下公式{formula.text}成立（{len(results)} 处）" if results else f"表下公式{formula.text}所及各处都是空白"
    places = tuple(dict.fromkeys(place for result in results for place in result.places))
    zero = Decimal(0)
    page = results[0].page if results else table.pages[0]
    return CheckResult("F01", table.table_id, formula.text, zero, zero, zero, "exact", page, words, places)


def _sums(formula: Formula, table: Table) -> Iterator[tuple[Term, list[Term]]]:
    """(total, addends) wherever the formula applies; nothing where its numbers are not printed."""
    if formula.axis == "line":
        yield from _line_sums(formula, table)
        return
    ids = {column.number: column.id for column in table.columns if column.number}
    wanted = [str(formula.total), *(str(n) for _, n in formula.terms if n not in formula.implied)]
    if not all(number in ids for number in wanted):
        return
    for row in table.rows:
        addends = [term(table, row, ids[str(n)], sign) for sign, n in formula.terms if str(n) in ids]
        yield term(table, row, ids[str(formula.total)]), addends


def _line_sums(formula: Formula, table: Table) -> Iterator[tuple[Term, list[Term]]]:
    lines: dict[str, Row] = {}
    for row in table.rows:
        if row.line_no:
            lines.setdefault(row.line_no, row)
    wanted = [str(formula.total), *(str(n) for _, n in formula.terms if n not in formula.implied)]
    if not all(number in lines for number in wanted):
        return
    total = lines[str(formula.total)]
    for figure in total.figures:
        addends = [term(table, lines[str(n)], figure.column_id, sign) for sign, n in formula.terms if str(n) in lines]
        if all(each.figure is not None for each in addends):
            yield term(table, total, figure.column_id), addends


def _differs(each: tuple[Term, list[Term]], ledger: Ledger) -> bool:
    """Whether the form has an identity for the same total and none with the same parts."""
    total, addends = each
    known = ledger.sums.get(total.place, [])
    return bool(known) and _parts(addends) not in known and any(_comparable(one, total.place) for one in known)


def _comparable(known: Sum, place: Place) -> bool:
    return all(part.table_id == place.table_id for _, part in known)


def _parts(addends: Sequence[Term]) -> Sum:
    return frozenset((each.sign, each.place) for each in addends if not each.blank)


def _report_other(formula: Formula, table: Table, other: tuple[Term, list[Term]], ledger: Ledger) -> None:
    total, addends = other
    sum_ = sum((each.sign * each.amount for each in addends), Decimal(0))
    like = "" if total.figure is None else total.figure.printed
    should = in_unit(sum_, table.unit, like)
    words = f"不符：表下公式{formula.text}与表式的勾稽关系不同：按公式{total.name}应为{should}，印为{total.printed}"
    page = table.pages[-1] if table.pages else total.row.page
    ledger.results.append(
        CheckResult("F02", table.table_id, formula.text, sum_, total.amount, None, "fail", page, words)
    )


def _uncheckable(ledger: Ledger, table: Table, text: str, why: str) -> None:
    page = table.pages[-1] if table.pages else None
    words = f"表下公式{text}未核：{why}"
    ledger.results.append(CheckResult("F01", table.table_id, text, None, None, None, "not_checkable", page, words))


def _numbered(table: Table) -> bool:
    return any(column.number for column in table.columns)
