"""datapackage.json: every CSV in a folder described as Frictionless does, with types and Chinese titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

from extractor import lazy_re as re
from extractor.export.checks import CHECK_COLUMNS
from extractor.export.files import write_bytes
from extractor.export.findings import FINDING_COLUMNS
from extractor.export.fiscal import OWN_TYPES, TAXONOMY, with_fiscal_types
from extractor.export.headline import amounts, growths, headline_titles
from extractor.export.jsons import json_bytes
from extractor.export.record_files import RECORD_FILES, STATES, exact_columns, record_titles
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.model import FindingKind, Grade, Kind, Proof, Severity
from extractor.naming import CHECKS_FILE, FIGURES_FILE, FINDINGS_FILE, PACKAGE_FILE, SUMMARY_FILE, TABLES_FILE

TITLES = {
    "document": "文件编号",
    "entity": "部门",
    "fiscal_year": "年度",
    "table_id": "表号",
    "table_title": "表名",
    "row_index": "行序",
    "side": "收支",
    "section": "部分",
    "line_no": "行次",
    "code": "科目编码",
    "level": "级别",
    "label": "项目",
    "column_id": "栏目代码",
    "column_title": "栏目",
    "printed": "原文",
    "amount": "金额（万元）",
    "unit_printed": "原表单位",
    "state": "状态",
    "proof": "核对",
    "page": "页码",
    "x0": "左",
    "top": "上",
    "x1": "右",
    "bottom": "下",
    "engine": "读取引擎",
    "title_printed": "原表名",
    "form_no_printed": "原表号",
    "status": "状态",
    "pages": "页码",
    "unit": "单位",
    "rows": "行数",
    "figures": "数字个数",
    "verdict": "核对结论",
    "check_id": "勾稽关系编号",
    "where": "位置",
    "expected": "应为（万元）",
    "found": "印为（万元）",
    "difference": "差额（万元）",
    "bound": "允许尾差（万元）",
    "grade": "结论",
    "message": "说明",
    "source": "原文件",
    "sha256": "原文件sha256",
    "scope": "口径",
    "tables_present": "有数据的表",
    "tables_empty": "空表",
    "tables_missing": "缺失的表",
    "reasons": "原因",
    "path": "原文件位置",
    "kind": "类别",
    "budget_document": "预算文件",
    "account_document": "决算文件",
    "budget_table": "预算表号",
    "account_table": "决算表号",
    "budget": "预算数（万元）",
    "final": "决算数（万元）",
    "rate": "决算为预算的（%）",
    "relation": "关系",
    "initial": "决算所印年初预算（万元）",
    "initial_difference": "年初预算差额（万元）",
    "budget_page": "预算页码",
    "account_page": "决算页码",
    "finding_id": "发现编号",
    "severity": "级别",
    "row_id": "行代码",
    "figure_id": "数字编号",
    "department": "部门（统一名称）",
    "region": "地区",
    "province": "省",
    "city": "市",
    "county": "县",
    "region_code": "区划代码",
    "department_id": "部门编号",
    "department_note": "部门和地区的说明",
    "printed_page": "印刷页码",
    "todo": "应做",
    "cause": "由此引起（发现编号）",
    "accepted": "已接受",
    "corrected": "已更正",
    "confirmed": "已确认",
    "as_read": "读作",
    "as_printed": "原文为",
    "who": "何人",
    "when": "日期",
    "why": "原因",
    "signed_off": "已签核",
    "verdict_words": "结论与计数",
    "text_verdict": "文字核对结论",
    "published": "公开或修改时间",
    "version": "版本",
    "current": "现行",
    "duplicate_of": "已被取代",
}
_OF_A_RUN = TITLES | {"status": "结论", "code": "结论代码", "pages": "页数", "accepted": "已接受的发现"}
"""Of summary.csv, which speaks of whole documents."""
_OF_FINDINGS = TITLES | {"code": "发现代码", "expected": "应为"}
"""Of findings.csv, in which amounts stand with their units."""
_FINDING_WORDS: dict[str, tuple[str, ...]] = {
    "kind": get_args(FindingKind),
    "severity": get_args(Severity),
    "expected": (),
}
_INTEGERS = {
    "fiscal_year",
    "row_index",
    "page",
    "rows",
    "figures",
    "tables_present",
    "tables_empty",
    "tables_missing",
    "budget_page",
    "account_page",
    "version",
    "current",
}
_COMPARED = {"budget", "final", "difference", "rate", "initial", "initial_difference"}
_NUMBERS = {"amount", "x0", "top", "x1", "bottom", "expected", "found", "bound"} | _COMPARED
_WORDS = {
    "state": ("figure", "blank", "dash"),
    "proof": get_args(Proof),
    "grade": get_args(Grade),
    "kind": get_args(Kind),
    "relation": ("equal", "higher", "lower", "only_final", "only_budget"),
}
_PLAIN = re.compile(r"-?\d+(\.\d+)?")


def run_package(folder: Path, columns: dict[str, Sequence[str]]) -> None:
    """Write datapackage.json of a run: its own CSVs by name with their columns, in that order, and their fiscal types.

    Raises:
        OutputError: the file cannot be written.
    """
    resources = [with_fiscal_types(_resource(name, columns_of)) for name, columns_of in columns.items()]
    _write(folder, "juesuan-run", "部门决算和预算汇总", resources, [TAXONOMY, list(OWN_TYPES)])


def document_package(home: Path, tables: Iterable[tuple[str, list[str], list[list[str]]]]) -> None:
    """Write datapackage.json of a document's folder.

    Args:
        home: the document's folder.
        tables: of each file in csv/: its name, header and lines.

    Raises:
        OutputError: the file cannot be written.
    """
    resources = [*_of_every_document(), *(_printed(name, heads, lines) for name, heads, lines in tables)]
    _write(home, "juesuan-document", home.name, resources)


@cache
def _of_every_document() -> tuple[dict[str, Any], ...]:
    """The files that every document has, described."""
    own = {
        FIGURES_FILE: FIGURE_COLUMNS,
        TABLES_FILE: TABLE_COLUMNS,
        CHECKS_FILE: CHECK_COLUMNS,
        FINDINGS_FILE: FINDING_COLUMNS,
    }
    own |= {one.name: one.columns for one in RECORD_FILES}
    return tuple(_resource(name, columns) for name, columns in own.items())


def _write(
    folder: Path, name: str, title: str, resources: list[dict[str, Any]], types: Sequence[Any] | None = None
) -> None:
    package: dict[str, Any] = {"name": name, "title": title, "profile": "tabular-data-package"}
    package |= {"columnTypes": types} if types else {}
    package["resources"] = resources
    write_bytes(folder / PACKAGE_FILE, json_bytes(package))


def _resource(path: str, columns: Sequence[str]) -> dict[str, Any]:
    if path in record_titles():
        fields = [_record_field(path, column) for column in columns]
        return _described(path.removesuffix(".csv"), path, {"fields": fields, "missingValues": [""]})
    headline = path.startswith("headline")
    titles = headline_titles() if headline else titles_of(path)
    numbers = amounts() | growths() if headline else frozenset()
    fields = [_field(column, titles[column], column in numbers) for column in columns]
    if path == FINDINGS_FILE:
        fields = [_of_finding(field) for field in fields]
    return _described(path.removesuffix(".csv"), path, {"fields": fields, "missingValues": [""]})


def _field(column: str, title: str, is_number: bool = False) -> dict[str, Any]:
    kind = "number" if is_number else column_type(column)
    field: dict[str, Any] = {"name": column, "title": title, "type": kind}
    if column in _WORDS:
        field["constraints"] = {"enum": list(_WORDS[column])}
    return field


def _of_finding(field: dict[str, Any]) -> dict[str, Any]:
    """In findings.csv some columns hold something else than in the other files."""
    words = _FINDING_WORDS.get(field["name"])
    if words is None:
        return field
    own = {"name": field["name"], "title": field["title"], "type": "string"}
    return {**own, "constraints": {"enum": list(words)}} if words else own


def _record_field(path: str, column: str) -> dict[str, Any]:
    """A column of one of the files of records: the same word may be a number in one and a name in another."""
    place = {"page": "integer", "fiscal_year": "integer"} | dict.fromkeys(("x0", "top", "x1", "bottom"), "number")
    kind = "number" if (path, column) in exact_columns() else place.get(column, "string")
    field: dict[str, Any] = {"name": column, "title": record_titles()[path][column], "type": kind}
    if column == "state":
        field["constraints"] = {"enum": list(STATES)}
    if column == "proof":
        field["constraints"] = {"enum": list(_WORDS["proof"])}
    return field


def titles_of(path: str) -> dict[str, str]:
    """What the columns of one of our CSVs are called in Chinese."""
    return {SUMMARY_FILE: _OF_A_RUN, FINDINGS_FILE: _OF_FINDINGS}.get(path, TITLES)


def column_type(column: str) -> str:
    """`number`, `integer` or `string`: what a column of our CSVs holds."""
    return "number" if column in _NUMBERS else "integer" if column in _INTEGERS else "string"


def _printed(path: str, heads: list[str], lines: list[list[str]]) -> dict[str, Any]:
    """A table as printed. Its head words may be blank or the same twice, so columns go by number, words are titles."""
    fields = []
    for index, head in enumerate(heads):
        values = [line[index] for line in lines if line[index]]
        number = bool(values) and all(_PLAIN.fullmatch(value) for value in values) and _is_money(head, values)
        fields.append({"name": f"c{index + 1}", "title": head, "type": "number" if number else "string"})
    name = path.rpartition("/")[2].partition("_")[0].lower()
    described = _described(name, path, {"fields": fields, "missingValues": [""]})
    described["dialect"] |= {"header": False, "commentRows": [1]}
    return described


def _is_money(head: str, values: list[str]) -> bool:
    """Codes and 行次 are digits, too, but no numbers."""
    return any("." in value for value in values) and "编码" not in head and "行次" not in head


def _described(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }
