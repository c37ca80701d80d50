"""disclosure.json: everything that was read, with where it was read, for programs and for checking again later."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.export.departments import department_of
from extractor.export.files import write_bytes
from extractor.export.findings import text_verdict, verdict_words
from extractor.export.jsons import compact_bytes
from extractor.export.numbers import digits
from extractor.export.records import records_shape, records_values
from extractor.model import (
    Applied,
    CheckResult,
    Column,
    Disclosure,
    Figure,
    Finding,
    Initial,
    Opinion,
    Passage,
    Row,
    Spot,
    Table,
)
from extractor.model.correction import BY_PEOPLE
from extractor.model.geometry import rounded
from extractor.record.read import SCHEMA_VERSION
from extractor.record.seal import SEAL, seal, whole


def write_record(path: Path, disclosure: Disclosure, version: str) -> None:
    """Write `disclosure` as JSON; raises `OutputError`."""
    write_bytes(path, compact_bytes(sealed(record(disclosure, version))))


def sealed(data: dict[str, Any]) -> dict[str, Any]:
    """A record with its seal, by which an edit shows; a name that is no UTF-8 is spelled out."""
    try:
        return {**data, SEAL: seal(data)}
    except UnicodeEncodeError:
        spelled = whole(data)
        return {**spelled, SEAL: seal(spelled)}


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
        "department": _department(disclosure),
        "kind": disclosure.kind,
        "family": disclosure.family,
        "status": disclosure.status,
        "code": disclosure.code,
        "verdict_words": verdict_words(disclosure),
        "text_verdict": text_verdict(disclosure),
        "metadata": dict(sorted(disclosure.metadata.items())),
        "contents": list(disclosure.contents),
        "findings": [_finding(finding) for finding in disclosure.findings],
        "tables": [_table(table) for table in disclosure.tables],
        "checks": [_check(check) for check in disclosure.checks],
        "passages": [_passage(passage) for passage in disclosure.passages],
        "opinions": [_opinion(opinion) for opinion in disclosure.opinions],
        "initial": [_initial(one) for one in disclosure.initial],
        "records": records_shape(disclosure.records),
        "record_values": records_values(disclosure.records),
        **({"disputed": [list(place) for place in disclosure.disputed]} if disclosure.disputed else {}),
        **({"scanned": list(disclosure.scanned)} if disclosure.scanned else {}),
        **({"corrections": [_applied(one) for one in disclosure.corrections]} if disclosure.corrections else {}),
        **({"settled": [_finding(one) for one in disclosure.settled]} if disclosure.settled else {}),
    }


def _applied(one: Applied) -> dict[str, Any]:
    return {
        "correction": one.correction._asdict(),
        "state": one.state,
        "row_index": one.row_index,
        "read": one.read,
        "read_state": one.read_state,
        "read_before": one.read_before,
    }


def _department(disclosure: Disclosure) -> dict[str, str]:
    """What the name tells of the department; a run's own data and directories tell more, in the run's files."""
    one = department_of(disclosure.entity, disclosure.scope, disclosure.fiscal_year)
    named = {"province": one.province, "city": one.city, "county": one.county, "region_code": one.region_code}
    return {"name": one.name, "scope": one.scope, **named, "note": one.note}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "table_id": finding.table_id,
        "page": finding.page,
        "message": finding.message,
        "kind": finding.kind,
        "finding_id": finding.finding_id,
        "check_id": finding.check_id,
        "expected": finding.expected,
        "todo": finding.todo,
        "cause": finding.cause,
        "accepted": finding.accepted,
        "spots": [_spot(spot) for spot in finding.spots],
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {
        "table_id": spot.table_id,
        "row_id": spot.row_id,
        "column_id": spot.column_id,
        "page": spot.page,
        "printed_page": spot.printed_page,
        "box": spot.box and rounded(spot.box),
        "quote": spot.quote,
        "more": [[page, rounded(box)] for page, box in spot.more],
    }


def _initial(one: Initial) -> dict[str, Any]:
    return {
        "table_id": one.table_id,
        "code": one.code,
        "label": one.label,
        "amount": _text(one.amount),
        "page": one.page,
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
        **({"kind": check.kind} if check.kind else {}),
        **({"severity": check.severity} if check.severity else {}),
        **({"should": check.should} if check.should else {}),
        **({"todo": check.todo} if check.todo else {}),
        **({"spots": [_spot(spot) for spot in check.spots]} if check.spots else {}),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "key": passage.key,
        "heading": passage.heading,
        "text": passage.text,
        "marks": [list(mark) for mark in passage.marks],
        "lines": [[line.start, line.page, line.text] for line in passage.lines],
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else digits(amount)


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
        "row_id": row.row_id,
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
        **({"first_reading": row.first_reading} if row.first_reading else {}),
        "figures": [_figure(figure) for figure in row.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    scanned = {"confidence": figure.confidence, "first_reading": figure.first_reading}
    return {
        "column_id": figure.column_id,
        "printed": figure.printed,
        "amount": None if figure.amount is None else digits(figure.amount),
        "state": figure.state,
        "proof": figure.proof,
        "page": figure.page,
        "box": rounded(figure.box),
        "part": figure.part,
        "row": figure.row,
        "col": figure.col,
        "engine": figure.engine,
        **(scanned if figure.engine == "ocr" or figure.proof in BY_PEOPLE else {}),
    }
