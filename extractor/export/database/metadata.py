"""`metadata.yaml` beside the database: what Datasette shows of it (titles, units, facets, the twelve questions).

`datasette juesuan.sqlite --metadata metadata.yaml` is all that is needed. Keys and texts are JSON strings, which YAML
takes as they are (a bare `no` is false to it); statements stand as blocks, for people who look into the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.export.database.questions import QUESTIONS
from extractor.export.database.schema import DOCUMENTS, MEASURES, comparison_columns, shapes
from extractor.export.database.views import VIEWS
from extractor.export.datapackage import TITLES, titles_of
from extractor.export.files import write_bytes
from extractor.export.headline import headline_titles
from extractor.export.record_files import RECORD_FILES, record_titles

METADATA_FILE = "metadata.yaml"
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "documents": ("文件", ("fiscal_year", "kind", "status", "scope", "province", "current")),
    "figures": ("数字", ("fiscal_year", "table_id", "column_id", "proof")),
    "tables": ("表", ("fiscal_year", "table_id", "status", "verdict")),
    "checks": ("勾稽关系", ("fiscal_year", "check_id", "grade")),
    "findings": ("发现", ("fiscal_year", "severity", "kind", "code")),
    "headline": ("主要指标", ("fiscal_year", "kind", "status", "current")),
    "measures": ("有名称的数字", ("fiscal_year", "kind", "measure", "unclear")),
    "measure_names": ("数字的名称和位置", ("family", "table_id")),
    "comparison": ("预决算对照", ("fiscal_year", "account_table", "relation")),
    "sources": ("原文件的位置", ()),
    "texts": ("可以搜索的文字", ("kind", "fiscal_year")),
    "corrections": ("人工更正", ("fiscal_year", "who")),
}
"""Title and facets of each table."""
_VIEWS = {
    "v_measures": "现行文件中清楚的数字",
    "v_years": "与上年相比",
    "v_three_public": "“三公”经费",
    "v_item_figures": "各项（七位编码）的支出",
    "v_item_budgets": "各项的预算和决算（说明）",
    "v_contradictions": "文件自身的不符",
    "v_scores": "绩效自评得分",
    "v_versions": "同一部门同一年度的多个版本",
}
_HIDDEN = ("told_regions", "juesuan_state", "juesuan_entries", "juesuan_pairs", "juesuan_files", "juesuan_parts")
_ABOUT = {
    "figures": "每个数字栏的一格一行，空白也在内。amount 为万元（原文精确），amount_fen 为分；位置的单位为磅。",
    "texts": "搜索至少三个字；两个字的词请用 text 栏的 contains。",
    "measures": "各表样按名称定义的数字，单位万元；存疑的或印了两个不同数的，unclear 为 1。",
    "documents": "每份文件一行，没有读成的也在内。current 为 1 的是同一部门、口径、年度中最新的。",
}
"""Units stand here and in the titles of columns: Datasette knows no 万元, and of 1.0 no units at all."""
_OWN = {
    "document_id": "文件（documents.id）",
    "amount_fen": "金额（分）",
    "department": "部门（规范名称）",
    "department_id": "部门编号（名录）",
    "region": "地区",
    "province": "省",
    "city": "市",
    "county": "县",
    "measure": "数字的名称（juesuan forms）",
    "unclear": "存疑或印了两个数",
    "family": "表样",
}


def write_metadata(folder: Path, database: str) -> None:
    """Write it.

    Args:
        folder: where the database is.
        database: the file's name; Datasette calls the database by it.

    Raises:
        OutputError: the file cannot be written.
    """
    write_bytes(folder / METADATA_FILE, metadata(database).encode())


def metadata(database: str) -> str:
    """The text of `metadata.yaml`."""
    told: dict[str, Any] = {
        "title": "部门决算和预算",
        "description": "由 juesuan 从公开的 PDF 读出并核对；金额单位：万元（…_fen 为分）。",
        "databases": {
            database.rpartition(".")[0]: {
                "tables": {**_tables(), **{name: {"title": _VIEWS.get(name, name)} for name in VIEWS}, **_hidden()},
                "queries": {
                    one.id: {"title": one.title, "description": one.about, "sql": one.sql.strip()} for one in QUESTIONS
                },
            }
        },
    }
    return "\n".join(_lines(told)) + "\n"


def _tables() -> dict[str, Any]:
    out: dict[str, Any] = {}
    records = {one.name.removesuffix(".csv"): one for one in RECORD_FILES}
    for name in dict.fromkeys((*_TABLES, *shapes())):
        title, facets = _TABLES.get(name, ("", ("fiscal_year",)))
        titles = _titles(name)
        out[name] = {
            "title": title or records[name].title,
            "columns": titles,
            "description": _ABOUT.get(name, ""),
            "facets": list(facets),
        }
        if name in ("figures", "measures"):
            out[name]["size"] = 50
    out["documents"]["label_column"] = "document"
    return {name: {key: value for key, value in one.items() if value} for name, one in out.items()}


def _titles(table: str) -> dict[str, str]:
    """Column to Chinese title."""
    if table == "headline":
        return _OWN | headline_titles()
    if table in shapes() and shapes()[table].file in record_titles():
        own = record_titles()[shapes()[table].file]
        fen = {f"{one.name}_fen": f"{own[one.name].replace('（万元）', '')}（分）" for one in shapes()[table].columns}
        stored = {name for name, _ in shapes()[table].stored()}
        return {"document_id": _OWN["document_id"], **own, **{name: fen[name] for name in fen if name in stored}}
    if table == "comparison":
        return {name: TITLES.get(name, name) for name, _ in comparison_columns()}
    known = _OWN | titles_of("summary.csv" if table == "documents" else f"{table}.csv")
    if table in shapes():
        return {name: known[name] for name, _ in shapes()[table].stored() if name in known}
    if table == "measures":
        return {name: known[name] for name, _ in MEASURES if name in known}
    return {name: known[name] for name in DOCUMENTS if name in known} if table == "documents" else {}


def _hidden() -> dict[str, Any]:
    return {name: {"hidden": True} for name in _HIDDEN}


def _lines(value: Any, indent: int = 0) -> Iterator[str]:
    """A mapping as YAML."""
    space = "  " * indent
    for key, one in value.items():
        if isinstance(one, Mapping):
            yield f"{space}{json.dumps(key, ensure_ascii=False)}:"
            yield from _lines(one, indent + 1)
        elif isinstance(one, str) and "\n" in one:
            yield f"{space}{json.dumps(key, ensure_ascii=False)}: |-"
            yield from (f"{space}  {line}" for line in one.split("\n"))
        else:
            yield f"{space}{json.dumps(key, ensure_ascii=False)}: {json.dumps(one, ensure_ascii=False)}"
