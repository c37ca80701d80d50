"""summary.xlsx: a run for people, in Chinese throughout, each sheet fit to be printed.

结论 says how each document ended, 主要指标 its headline figures, 文字中的指标 what its text says beyond the tables,
各表核对 what the checks say of its tables. The CSVs hold the same and more, for programs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extractor.export.comparison import COMPARISON_COLUMNS
from extractor.export.datapackage import TITLES
from extractor.export.headline_records import HEADLINES
from extractor.export.sheet_rows import Head, Listing, listing_workbook
from extractor.export.sheet_source import file_link
from extractor.export.words import KIND, STATUS
from extractor.forms import catalogue
from extractor.naming import HEADLINE_FILE, SUMMARY_FILE

_TITLE = "部门决算和预算汇总"
_REASON = 160
"""Characters of a document's reasons; its own workbook says them all."""
_WHO = (Head("部门", "words", 30), Head("年度", "whole", 6), Head("结论", "word", 6))
_Line = Mapping[str, str]


LONGEST_COMPARISON = 5_000
"""Rows of the sheet 预决算对照: what a person may look through; comparison.csv has them all."""


def summary_workbook(
    folder: Path, version: str, compared: Iterable[Sequence[str]] | None = None, count: int = 0
) -> bytes:
    """The workbook of a run, from its summary.csv and headline.csv.

    Args:
        folder: the output folder of the run.
        version: of the program.
        compared: the first rows of comparison.csv for people, None where nothing is compared.
        count: how many it has.
    """
    headline = folder / HEADLINE_FILE
    listings = [_endings(folder / SUMMARY_FILE), _headlines(headline), _told(headline), _verdicts(headline)]
    if compared is not None:
        listing = comparison_listing(compared)
        if count > LONGEST_COMPARISON:
            more = f"共 {count:,} 行，这里列出前 {LONGEST_COMPARISON:,} 行，全部见 comparison.csv。"
            listing = listing._replace(note=f"{more}{listing.note}")
        listings.append(listing)
    return listing_workbook(_TITLE, version, listings)


def comparison_listing(rows: Iterable[Sequence[str]]) -> Listing:
    """The sheet 预决算对照 from rows of comparison.csv, the words of their relation for people."""
    places = [COMPARISON_COLUMNS.index(column) for column in _COMPARED]
    heads = [head._replace(title=head.title or TITLES[column]) for column, head in _COMPARED.items()]
    return Listing(
        "预决算对照",
        heads,
        ([row[place] for place in places] for row in rows),
        frozen=2,
        note="差额和比率只供参考：年中追加、科目调整和结转都会使决算数不同于预算数。",
    )


_COMPARED = {
    "entity": Head("", "words", 22),
    "fiscal_year": Head("", "whole", 6),
    "table_title": Head("", "words", 20),
    "side": Head("", "word", 6),
    "section": Head("", "word", 8),
    "code": Head("", "text", 9),
    "label": Head("", "words", 28),
    "column_title": Head("", "words", 18),
    "budget": Head("预算数（万元）", "money", 13),
    "final": Head("决算数（万元）", "money", 13),
    "difference": Head("差额（万元）", "money", 13),
    "rate": Head("决算为预算的（%）", "money", 11),
    "relation": Head("", "word", 14),
    "initial": Head("决算所印年初预算（万元）", "money", 13),
    "initial_difference": Head("年初预算差额（万元）", "money", 13),
    "budget_page": Head("", "whole", 6),
    "account_page": Head("", "whole", 6),
    "budget_document": Head("", "words", 24),
    "account_document": Head("", "words", 24),
}
"""The columns of comparison.csv that people are shown, words for ids."""


def _endings(path: Path) -> Listing:
    heads = (
        *_WHO,
        Head("类别", "word", 7),
        Head("口径", "word", 7),
        Head("问题", "words", 24),
        Head("文字", "word", 6),
        Head("已接受", "whole", 7),
        Head("原因", "words", 56),
        Head("页数", "whole", 6),
        Head("有数据的表", "whole", 8),
        Head("空表", "whole", 6),
        Head("缺失的表", "whole", 8),
        Head("数字个数", "whole", 8),
        Head("已更正", "whole", 7),
        Head("已确认", "whole", 7),
        Head("原文件", "words", 30),
        Head("结果文件夹", "words", 30),
    )
    rows = (
        (
            line["entity"] or line["source"],
            line["fiscal_year"],
            STATUS.get(line["status"], line["status"]),
            KIND.get(line["kind"], ""),
            line["scope"],
            line["verdict_words"].partition("：")[2],
            line["text_verdict"],
            line["accepted"] if line["accepted"] != "0" else "",
            _cut(line["reasons"]),
            *(line[name] for name in ("pages", "tables_present", "tables_empty", "tables_missing", "figures")),
            *(line[name] if line[name] != "0" else "" for name in ("corrected", "confirmed")),
            line["source"],
            line["document"],
            _book_of(line),
        )
        for line in _lines(path)
    )
    return Listing("结论", heads, rows, frozen=3, linked=True, note="点击部门名称打开该文件的工作簿。")


def _headlines(path: Path) -> Listing:
    """One row a document; columns that no document of the run has are left out."""
    known = catalogue().headlines
    columns = [(one.id, Head(one.short or one.title, "money", 11.5, one.group)) for one in known]
    columns += [
        (f"{one.id}_growth", Head(f"{one.group if one.short else ''}{one.short or one.title}", "money", 11.5, _GROWTH))
        for one in known
        if one.grows
    ]
    there = _filled(path, [name for name, _ in columns])
    kept = [(name, head) for name, head in columns if name in there]
    heads = [
        head._replace(detail=bool(head.group) and at > 0 and kept[at - 1][1].group == head.group)
        for at, (_, head) in enumerate(kept)
    ]
    titles = {one.id: one.title for one in known}
    rows = (
        (
            *_who(line),
            KIND.get(line["kind"], ""),
            line["scope"],
            *(line[name] for name, _ in kept),
            "、".join(titles.get(name, name) for name in line["unclear"].split(";") if name),
            _book_of(line),
        )
        for line in _lines(path)
    )
    all_heads = (*_WHO, Head("类别", "word", 6), Head("口径", "word", 6), *heads, Head("存疑的指标", "words", 20))
    return Listing(
        "主要指标",
        all_heads,
        rows,
        frozen=3,
        pages_wide=2,
        linked=True,
        note="单位：万元；比上年增长：%。空白为原表空白或没有该数。",
    )


_GROWTH = "比上年增长（%）"


def _told(path: Path) -> Listing:
    """What the text says beyond the tables; columns that no document of the run has are left out."""
    there = _filled(path, list(HEADLINES))
    kept = [name for name in HEADLINES if name in there]
    heads = (*_WHO, *(Head(HEADLINES[name], "number", 12) for name in kept))
    rows = ((*_who(line), *(line[name] for name in kept), _book_of(line)) for line in _lines(path))
    return Listing("文字中的指标", heads, rows, frozen=3, linked=True, note="空白为文中没有说明。")


def _verdicts(path: Path) -> Listing:
    """What the checks say of each table; tables that no document of the run has are left out."""
    known = catalogue()
    there = _filled(path, [f"{table}_verdict" for table in known.forms])
    tables = [table for table in known.forms if f"{table}_verdict" in there]
    family = {table: one.title for one in known.families.values() for table in one.forms}
    heads = [
        *_WHO,
        *(Head(f"{table} {known.forms[table].title}", "word", 11, family.get(table, "")) for table in tables),
    ]
    rows = ((*_who(line), *(line[f"{table}_verdict"] for table in tables), _book_of(line)) for line in _lines(path))
    return Listing("各表核对", heads, rows, frozen=3, linked=True)


def _who(line: _Line) -> tuple[str, str, str]:
    return line["entity"] or "部门不详", line["fiscal_year"], STATUS.get(line["status"], line["status"])


def _book_of(line: _Line) -> str:
    """The workbook of a row's document; "" where it has none."""
    name = line["document"]
    return file_link(f"{name}/{name}.xlsx") if name else ""


def _cut(text: str) -> str:
    return text if len(text) <= _REASON else f"{text[:_REASON]}……（详见工作簿）"


def _filled(path: Path, names: Sequence[str]) -> frozenset[str]:
    """Which columns hold anything."""
    left, found = set(names), set()
    for line in _lines(path):
        now = {name for name in left if line[name]}
        found |= now
        left -= now
        if not left:
            break
    return frozenset(found)


def _lines(path: Path) -> Iterator[_Line]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)
