"""The headline figures of each document of a run: one row a document, taken from its own figures.csv.

Nothing is worked out here but growth, and that only from the disclosure of the year before in the same run. A
figure that is disputed, or that stands in the document twice with different amounts, is named in `unclear`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from extractor.errors import OutputError
from extractor.export.numbers import plain
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.language.text import bare_label
from extractor.naming import FIGURES_FILE, TABLES_FILE

Line = Mapping[str, str]
"""A line of figures.csv by column."""


class Headline(NamedTuple):
    """A headline figure: its column, its Chinese title, the forms it may stand in, and which cell it is."""

    id: str
    title: str
    tables: tuple[str, ...]
    column: str
    wanted: Callable[[Line], bool]


class Document(NamedTuple):
    """What a headline row says of its document beside the figures."""

    name: str
    entity: str
    fiscal_year: int | None
    scope: str
    status: str
    code: str
    source: str
    sha256: str


_KEYS = (
    ("document", "文件编号"),
    ("entity", "部门"),
    ("fiscal_year", "年度"),
    ("scope", "口径"),
    ("status", "结论"),
    ("code", "结论代码"),
    ("source", "原文件"),
    ("sha256", "原文件sha256"),
)
_TABLES = tuple(f"T0{n}" for n in range(1, 10)) + tuple(f"U0{n}" for n in range(1, 5))
_GROWING = ("income_year", "expenditure_year", "basic", "project", "three_public_total_final")
_ENDS = ("总计", "合计", "收入总计", "支出总计")


def _label(side: str, *labels: str) -> Callable[[Line], bool]:
    return lambda line: line["side"] == side and bare_label(line["label"]) in labels


def _whole(line: Line) -> bool:
    return line["level"] == "total" and not line["code"]


def _source(name: str) -> Callable[[Line], bool]:
    """The line of a kind of appropriation on T04's income side; the same words stand in the opening balance again."""
    labels = (f"{name}财政拨款", f"{name}财政拨款收入")
    return lambda line: (
        line["side"] == "income" and line["section"] == "current" and bare_label(line["label"]) in labels
    )


def _coded(code: str) -> Callable[[Line], bool]:
    return lambda line: line["code"] == code


def _group(label: str) -> Callable[[Line], bool]:
    return lambda line: not line["code"] and bare_label(line["label"]) == label


def _any(_line: Line) -> bool:
    return True


_MEASURES = (
    ("total", "“三公”经费合计"),
    ("abroad", "因公出国（境）费"),
    ("vehicle_subtotal", "公务用车购置及运行维护费小计"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_operation", "公务用车运行维护费"),
    ("reception", "公务接待费"),
)
HEADLINES: tuple[Headline, ...] = (
    Headline("income_total", "收入总计", ("T01", "U01"), "amount", _label("income", *_ENDS)),
    Headline("expenditure_grand_total", "支出总计", ("T01", "U01"), "amount", _label("expenditure", *_ENDS)),
    Headline("income_year", "本年收入合计", ("T01", "U01"), "amount", _label("income", "本年收入合计")),
    Headline("expenditure_year", "本年支出合计", ("T01", "U01"), "amount", _label("expenditure", "本年支出合计")),
    Headline("fiscal_appropriation", "财政拨款收入", ("T02", "U02"), "fiscal_appropriation", _whole),
    Headline("superior_subsidy", "上级补助收入", ("T02", "U02"), "superior_subsidy", _whole),
    Headline("undertaking", "事业收入", ("T02", "U02"), "undertaking", _whole),
    Headline("business_income", "经营收入", ("T02", "U02"), "business", _whole),
    Headline("affiliated_remit", "附属单位上缴收入", ("T02", "U02"), "affiliated_remit", _whole),
    Headline("other_income", "其他收入", ("T02", "U02"), "other", _whole),
    Headline("gpb_income", "一般公共预算财政拨款收入", ("T04",), "amount", _source("一般公共预算")),
    Headline("gov_fund_income", "政府性基金预算财政拨款收入", ("T04",), "amount", _source("政府性基金预算")),
    Headline("soe_capital_income", "国有资本经营预算财政拨款收入", ("T04",), "amount", _source("国有资本经营预算")),
    Headline("basic", "基本支出", ("T03", "U03"), "basic", _whole),
    Headline("project", "项目支出", ("T03", "U03"), "project", _whole),
    Headline("gpb_total", "一般公共预算财政拨款支出", ("T05",), "total", _whole),
    Headline("gpb_basic", "一般公共预算基本支出", ("T05",), "basic", _whole),
    Headline("gpb_project", "一般公共预算项目支出", ("T05",), "project", _whole),
    Headline("personnel", "人员经费合计", ("T06",), "amount", _group("人员经费合计")),
    Headline("public", "公用经费合计", ("T06",), "amount", _group("公用经费合计")),
    Headline("wages_301", "301工资福利支出", ("T06",), "amount", _coded("301")),
    Headline("goods_302", "302商品和服务支出", ("T06",), "amount", _coded("302")),
    Headline("subsidies_303", "303对个人和家庭的补助", ("T06",), "amount", _coded("303")),
    Headline("capital_310", "310资本性支出", ("T06",), "amount", _coded("310")),
    *(
        Headline(f"three_public_{measure}_{kind}", f"{title}（{word}）", ("T09",), f"{measure}.{kind}", _any)
        for kind, word in (("budget", "预算数"), ("final", "决算数"))
        for measure, title in _MEASURES
    ),
)
_TITLE = {one.id: one.title for one in HEADLINES}
HEADLINE_TITLES: dict[str, str] = {
    **dict(_KEYS),
    **_TITLE,
    **{f"{name}_growth": f"{_TITLE[name]}比上年增长（%）" for name in _GROWING},
    "unclear": "存疑的栏",
    **{f"{table}_verdict": f"{table}核对" for table in _TABLES},
}
"""Every column of headline.csv with its Chinese title, in order."""
HEADLINE_COLUMNS: tuple[str, ...] = tuple(HEADLINE_TITLES)
AMOUNTS = frozenset(_TITLE)
"""The columns that hold 万元."""
GROWTHS = frozenset(f"{name}_growth" for name in _GROWING)
"""The columns that hold percent."""


@dataclass(frozen=True, slots=True)
class _Picked:
    """A document's headline figures, exact strings as in figures.csv; "" for a blank or what is not there."""

    document: Document
    amounts: dict[str, str]
    unclear: tuple[str, ...]
    verdicts: dict[str, str]


def headline_rows(folder: Path, documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """The rows of headline.csv in the order of `documents`, under `HEADLINE_COLUMNS`.

    Each document's figures are read once, line by line; what stays in memory is its row.

    Raises:
        OutputError: a document's own file is not there or not ours.
    """
    picked = [_pick(folder, document) for document in documents]
    before: dict[tuple[str, str, int], list[_Picked]] = {}
    for one in picked:
        if one.document.entity and one.document.fiscal_year:
            before.setdefault((one.document.entity, one.document.scope, one.document.fiscal_year), []).append(one)
    for one in picked:
        document = one.document
        last: list[_Picked] = []
        if document.entity and document.fiscal_year:
            last = before.get((document.entity, document.scope, document.fiscal_year - 1), [])
        year = "" if document.fiscal_year is None else str(document.fiscal_year)
        yield (
            *(document.name, document.entity, year, document.scope),
            *(document.status, document.code, document.source, document.sha256),
            *(one.amounts.get(headline.id, "") for headline in HEADLINES),
            *(_growth(one, last, name) for name in _GROWING),
            ";".join(one.unclear),
            *(one.verdicts.get(table, "") for table in _TABLES),
        )


def _pick(folder: Path, document: Document) -> _Picked:
    found: dict[str, set[tuple[str, str]]] = {}
    path = folder / document.name / FIGURES_FILE
    for line in read_lines(path, FIGURE_COLUMNS, lambda cells: (cells[_TABLE], cells[_COLUMN]) in _BY_CELL):
        for headline in _BY_CELL[line["table_id"], line["column_id"]]:
            if headline.wanted(line):
                found.setdefault(headline.id, set()).add((line["amount"], line["proof"]))
    amounts, unclear = {}, []
    for headline in HEADLINES:
        cells = found.get(headline.id, set())
        different = {amount for amount, _ in cells}
        if len(different) == 1:
            amounts[headline.id] = different.pop()
        if len(different) > 1 or any(proof == "disputed" for _, proof in cells):
            unclear.append(headline.id)
    tables = read_lines(folder / document.name / TABLES_FILE, TABLE_COLUMNS)
    return _Picked(document, amounts, tuple(unclear), {line["table_id"]: line["verdict"] for line in tables})


_TABLE, _COLUMN = FIGURE_COLUMNS.index("table_id"), FIGURE_COLUMNS.index("column_id")
_BY_CELL: dict[tuple[str, str], list[Headline]] = {}
for _headline in HEADLINES:
    for _table in _headline.tables:
        _BY_CELL.setdefault((_table, _headline.column), []).append(_headline)


def _growth(now: _Picked, last: list[_Picked], name: str) -> str:
    """By how many percent a figure grew, "" where that cannot be said.

    The year before must be in the run, in one version or in versions that agree; both figures must be printed and
    beyond dispute, and the earlier one above nought.
    """
    bases = {one.amounts.get(name, "") for one in last}
    if len(bases) != 1 or any(name in one.unclear for one in (now, *last)):
        return ""
    base, amount = bases.pop(), now.amounts.get(name, "")
    if not base or not amount or Decimal(base) <= 0:
        return ""
    growth = (Decimal(amount) - Decimal(base)) / Decimal(base) * 100
    return plain(growth.quantize(Decimal("0.01"), ROUND_HALF_UP))


def read_lines(
    path: Path, header: tuple[str, ...], wanted: Callable[[list[str]], bool] = lambda _cells: True
) -> Iterator[Line]:
    """The wanted lines of one of our CSVs, one at a time.

    Raises:
        OutputError: the file is not there or not ours.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = csv.reader(handle)
            if tuple(next(lines, ())) != header:
                raise _not_ours(path)
            for line in lines:
                if wanted(line):
                    yield dict(zip(header, line, strict=True))
    except (FileNotFoundError, ValueError, IndexError) as error:
        raise _not_ours(path) from error


def _not_ours(path: Path) -> OutputError:
    return OutputError(f"汇总时找不到 {path}，或其内容不是本程序写出的。", "请重新提取该文件。")
