"""disclosure.json: everything that was read, with where it was read, for programs and for checking again later."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.export.files import write_bytes
from extractor.export.jsons import json_bytes
from extractor.export.numbers import plain
from extractor.export.tidy import rounded
from extractor.forms.units import FACTORS
from extractor.model import (
    Box,
    Candidate,
    CheckResult,
    Column,
    Difference,
    Disclosure,
    Figure,
    Finding,
    Opinion,
    Passage,
    Place,
    Row,
    Score,
    Table,
)

SCHEMA_VERSION = 1


def write_record(path: Path, disclosure: Disclosure, version: str) -> None:
    """Write `disclosure` as JSON; raises `OutputError`."""
    write_bytes(path, json_bytes(record(disclosure, version)))


def record(disclosure: Disclosure, version: str) -> dict[str, Any]:
    """The document as plain JSON values. Amounts are strings (exact 万元), boxes [x0, top, x1, bottom] in points.

    The grids are not in it: the workbook holds the tables as printed.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "juesuan", "version": version},
        "name": disclosure.name,
        "source": disclosure.source,
        "sha256": disclosure.sha256,
        "size": disclosure.size,
        "page_count": disclosure.page_count,
        "entity": disclosure.entity,
        "fiscal_year": disclosure.fiscal_year,
        "scope": disclosure.scope,
        "family": disclosure.family,
        "status": disclosure.status,
        "code": disclosure.code,
        "metadata": dict(sorted(disclosure.metadata.items())),
        "contents": list(disclosure.contents),
        "findings": [_finding(finding) for finding in disclosure.findings],
        "tables": [_table(table) for table in disclosure.tables],
        "checks": [_check(check) for check in disclosure.checks],
        "passages": [_passage(passage) for passage in disclosure.passages],
        "opinions": [_opinion(opinion) for opinion in disclosure.opinions],
    }


def read_record(path: Path) -> Disclosure:
    """Read a record back: the document as it was written, without its grids (`Table.parts` is empty).

    Raises:
        ValueError: the file is no such record, or one of a later schema version.
        OSError: the file cannot be read.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        version = data["schema_version"]
        if version != SCHEMA_VERSION:
            raise ValueError(f"{path} has schema version {version}; this program reads version {SCHEMA_VERSION}")
        return Disclosure(
            source=data["source"],
            sha256=data["sha256"],
            size=data["size"],
            page_count=data["page_count"],
            entity=data["entity"],
            fiscal_year=data["fiscal_year"],
            scope=data["scope"],
            family=data["family"],
            status=data["status"],
            tables=tuple(_read_table(table) for table in data["tables"]),
            findings=tuple(Finding(**finding) for finding in data["findings"]),
            metadata=data["metadata"],
            contents=tuple(data["contents"]),
            code=data["code"],
            checks=tuple(_read_check(check) for check in data.get("checks", ())),
            passages=tuple(_read_passage(passage) for passage in data.get("passages", ())),
            opinions=tuple(_read_opinion(opinion) for opinion in data.get("opinions", ())),
        )
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"{path} is no record of a disclosure: {error!r}") from error


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "table_id": finding.table_id,
        "page": finding.page,
        "message": finding.message,
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "check_id": check.check_id,
        "table_id": check.table_id,
        "where": check.where,
        "expected": _text(check.expected),
        "found": _text(check.found),
        "bound": _text(check.bound),
        "grade": check.grade,
        "page": check.page,
        "message": check.message,
        "places": [list(place) for place in check.places],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "key": passage.key,
        "heading": passage.heading,
        "text": passage.text,
        "marks": [list(mark) for mark in passage.marks],
    }


def _read_passage(data: dict[str, Any]) -> Passage:
    return Passage(**{**data, "marks": tuple((offset, page) for offset, page in data["marks"])})


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else plain(amount)


def _read_check(data: dict[str, Any]) -> CheckResult:
    amounts = {key: None if data[key] is None else Decimal(data[key]) for key in ("expected", "found", "bound")}
    return CheckResult(**{**data, **amounts, "places": tuple(Place(*place) for place in data["places"])})


def _opinion(opinion: Opinion) -> dict[str, Any]:
    return {
        "table_id": opinion.table_id,
        "causes": list(opinion.causes),
        "pages": list(opinion.pages),
        "chosen": opinion.chosen,
        "verdict": opinion.verdict,
        "reason": opinion.reason,
        "candidates": [
            {
                "engine": candidate.engine,
                "score": None if candidate.score is None else candidate.score._asdict(),
                "differences": [difference._asdict() for difference in candidate.differences],
                "error": candidate.error,
                "hypothesis": candidate.hypothesis,
            }
            for candidate in opinion.candidates
        ],
        "hypothesis": opinion.hypothesis,
    }


def _read_opinion(data: dict[str, Any]) -> Opinion:
    candidates = tuple(
        Candidate(
            candidate["engine"],
            None if candidate["score"] is None else Score(**candidate["score"]),
            tuple(Difference(**difference) for difference in candidate["differences"]),
            candidate["error"],
            candidate.get("hypothesis", ""),
        )
        for candidate in data["candidates"]
    )
    lists = {"causes": tuple(data["causes"]), "pages": tuple(data["pages"]), "candidates": candidates}
    return Opinion(**{**data, **lists})


def _table(table: Table) -> dict[str, Any]:
    return {
        "table_id": table.table_id,
        "form_title": table.form_title,
        "title_printed": table.title_printed,
        "form_no_printed": table.form_no_printed,
        "status": table.status,
        "pages": list(table.pages),
        "unit": table.unit,
        "unit_printed": table.unit_printed,
        "engine": table.engine,
        "ruled": table.ruled,
        "sideways": list(table.sideways),
        "header_rows": list(table.header_rows),
        "columns": [_column(column) for column in table.columns],
        "rows": [_row(row) for row in table.rows],
        "notes": list(table.notes),
        "findings": [_finding(finding) for finding in table.findings],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "title": column.title,
        "index": column.index,
        "side": column.side,
        "panel": column.panel,
        "number": column.number,
        "matched_by": column.matched_by,
        "left_over": column.left_over,
        "boxes": [box and rounded(box) for box in column.boxes],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "index": row.index,
        "side": row.side,
        "section": row.section,
        "line_no": row.line_no,
        "code": row.code,
        "level": row.level,
        "label": row.label,
        "page": row.page,
        "panel": row.panel,
        "of_which": row.of_which,
        "box": row.box and rounded(row.box),
        "figures": [_figure(figure) for figure in row.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    scanned = {"confidence": figure.confidence, "first_reading": figure.first_reading}
    return {
        "column_id": figure.column_id,
        "printed": figure.printed,
        "amount": None if figure.amount is None else plain(figure.amount),
        "state": figure.state,
        "proof": figure.proof,
        "page": figure.page,
        "box": rounded(figure.box),
        "part": figure.part,
        "row": figure.row,
        "col": figure.col,
        "engine": figure.engine,
        **(scanned if figure.engine == "ocr" else {}),
    }


def _read_table(data: dict[str, Any]) -> Table:
    lists = {
        "pages": tuple(data["pages"]),
        "header_rows": tuple(data["header_rows"]),
        "columns": tuple(_read_column(column) for column in data["columns"]),
        "sideways": tuple(data.get("sideways", ())),
        "rows": tuple(_read_row(row) for row in data["rows"]),
        "notes": tuple(data["notes"]),
        "findings": tuple(Finding(**finding) for finding in data["findings"]),
    }
    if data["unit"] and data["unit"] not in FACTORS:
        raise ValueError(f"{data['table_id']} is in {data['unit']!r}, which is no unit")
    return Table(**{**data, **lists})


def _read_column(data: dict[str, Any]) -> Column:
    return Column(**{**data, "boxes": tuple(box and Box(*box) for box in data.get("boxes", ()))})


def _read_row(data: dict[str, Any]) -> Row:
    figures = tuple(_read_figure(figure) for figure in data["figures"])
    return Row(**{**data, "figures": figures, "box": data.get("box") and Box(*data["box"])})


def _read_figure(data: dict[str, Any]) -> Figure:
    amount = data["amount"]
    return Figure(**{**data, "amount": None if amount is None else Decimal(amount), "box": Box(*data["box"])})
