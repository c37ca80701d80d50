"""The panel as rows of text: long, wide, what the years say of each other, and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.export.checks import GRADE
from extractor.export.findings import FINDING_COLUMNS, finding_row
from extractor.export.numbers import digits
from extractor.export.panel.check import Check, finding_of
from extractor.export.panel.panel import Entry, Panel
from extractor.export.words import KIND, PROOF, SEVERITY

LONG_TITLES = {
    "department": "部门",
    "kind": "类别",
    "scope": "口径",
    "fiscal_year": "年度",
    "measure": "指标代码",
    "title": "指标",
    "amount": "数值",
    "unit": "单位",
    "printed": "原文",
    "unit_printed": "原文单位",
    "proof": "核对",
    "before": "上年数值",
    "change": "比上年增减",
    "growth": "比上年增长（%）",
    "change_told": "文字所称增减（万元）",
    "growth_grade": "与文字比较",
    "document": "文件编号",
    "figure_id": "数字编号",
    "page": "页码",
    "document_before": "上年文件编号",
    "page_before": "上年页码",
}
LONG_COLUMNS = tuple(LONG_TITLES)
LONG_NUMBERS = frozenset({"amount", "before", "change", "growth", "change_told"})
CHECK_TITLES = {
    "check_id": "编号",
    "department": "部门",
    "scope": "口径",
    "fiscal_year": "年度",
    "what": "内容",
    "grade": "结论",
    "severity": "程度",
    "expected": "应为（万元）",
    "found": "印为（万元）",
    "difference": "差额（万元）",
    "bound": "允许尾差（万元）",
    "message": "说明",
    "document": "文件编号",
    "page": "页码",
    "printed": "原文",
    "document_before": "上年文件编号",
    "page_before": "上年页码",
    "printed_before": "上年原文",
}
CHECK_COLUMNS = tuple(CHECK_TITLES)
PANEL_FINDING_COLUMNS = ("document", *FINDING_COLUMNS)
"""As the findings of a run: a row a place, so that a finding of two documents has two."""


def long_rows(panel: Panel) -> Iterator[tuple[str, ...]]:
    """A row a department, year and measure, under `LONG_COLUMNS`; amounts exact, "" for a blank."""
    for entry in panel.entries:
        value, before, grown = entry.value, entry.before, entry.growth
        told = entry.told
        yield (
            *(entry.department, entry.kind, entry.scope, str(entry.year), entry.measure, entry.title),
            *(_text(value.amount), value.unit, value.printed, value.unit_printed, value.proof),
            _text(before.amount) if before is not None else "",
            _text(grown.change) if grown is not None else "",
            _text(grown.rate) if grown is not None else "",
            _text(told.found) if told is not None else "",
            told.verdict if told is not None else "",
            *(value.document.name, value.id, value.page),
            before.document.name if before is not None else "",
            before.page if before is not None else "",
        )


class Wide(NamedTuple):
    """The panel with a column a year."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    years: list[int]


KEYS = ("department", "kind", "scope", "measure", "title", "unit")


def wide(panel: Panel) -> Wide:
    """A row a department and measure; a column a year, then the growth of each year that has one before it."""
    years = sorted({entry.year for entry in panel.entries})
    grown = [year for year in years if any(e.year == year and e.growth is not None for e in panel.entries)]
    rows: dict[tuple[str, ...], dict[int, Entry]] = {}
    for entry in panel.entries:
        key = (entry.department, entry.kind, entry.scope, entry.measure)
        rows.setdefault(key, {})[entry.year] = entry
    out = []
    for (department, kind, scope, measure), by_year in rows.items():
        last = by_year[max(by_year)]
        units = {entry.value.unit for entry in by_year.values()}
        unit = units.pop() if len(units) == 1 else "各年不一"
        out.append(
            (
                *(department, kind, scope, measure, last.title, unit),
                *(_text(by_year[year].value.amount) if year in by_year else "" for year in years),
                *(_rate(by_year.get(year)) for year in grown),
            )
        )
    columns = (*KEYS, *(str(year) for year in years), *(f"{year}_growth" for year in grown))
    return Wide(columns, out, years)


def _rate(entry: Entry | None) -> str:
    return "" if entry is None or entry.growth is None else _text(entry.growth.rate)


def check_rows(checks: Sequence[Check]) -> Iterator[tuple[str, ...]]:
    """A row a comparison of two years, under `CHECK_COLUMNS`; the differences first."""
    rank = {"fail": 0, "differs": 1, "not_checkable": 2, "tail": 3, "exact": 4}
    for check in sorted(checks, key=lambda one: rank[one.verdict]):
        now, before = check.now, check.before
        yield (
            *(check.check_id, now.document.department, now.document.scope, str(now.document.fiscal_year)),
            *(check.what, check.verdict, check.severity if check.differs else ""),
            *(_text(check.expected), _text(check.found), _text(check.difference), _text(check.bound)),
            *(check.message, now.document.name, now.page, now.quote),
            *(before.document.name, before.page, before.quote),
        )


def finding_rows(panel: Panel) -> Iterator[tuple[str, ...]]:
    """The differences as findings, the grave ones first, a row a place, under `PANEL_FINDING_COLUMNS`."""
    for check in panel.differences:
        found = finding_of(check)
        for place, spot in zip((check.now, check.before), found.spots, strict=True):
            yield (place.document.name, *finding_row(found, spot))


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else digits(amount)


def in_words(column: str, cell: str) -> str:
    """A cell as people are shown it: words for codes."""
    return _WORDS.get(column, {}).get(cell, cell)


_GRADES: dict[str, str] = {**{str(grade): word for grade, word in GRADE.items()}, "differs": "有差异"}
_WORDS: dict[str, dict[str, str]] = {
    "kind": dict(KIND),
    "proof": dict(PROOF),
    "grade": _GRADES,
    "growth_grade": _GRADES,
    "severity": dict(SEVERITY),
}
