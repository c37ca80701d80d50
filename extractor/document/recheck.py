"""A record checked again without its PDF: the sums of what stands in disclosure.json now.

Years and forms change, and people edit: a record says what was read, and its arithmetic can be asked again at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import verify
from extractor.errors import DocumentError
from extractor.forms.row_ids import with_row_ids
from extractor.language.numbers import read_figure, to_wan
from extractor.language.units import FACTORS
from extractor.model import CheckResult, Disclosure, Finding, Place, Table
from extractor.model.catalogue import OF_CHECKS, finding
from extractor.naming import RECORD_FILE
from extractor.record import read_record
from extractor.reread.consequences import disputing, with_verdicts

_UNSEALED = "记录被改动，或由旧版程序写出：内容与写出时的印记不符"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A record as its sums judge it now."""

    path: Path
    disclosure: Disclosure
    kept: int
    """How many checks could not be asked again without the PDF and stand as recorded."""
    edited: tuple[str, ...]
    """Figures whose amount is not what is recorded as printed, in words."""
    changed: bool
    """The verdict is another than the recorded one."""


def find_records(paths: Iterable[Path]) -> list[Path]:
    """The records among files and folders, folders searched to the bottom, each once, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        if os.path.isdir(path):
            # Links to folders are not followed: a record is where it was written.
            homes = (Path(home) for home, _, names in os.walk(path) if RECORD_FILE in names)
            found.update(dict.fromkeys(sorted(home / RECORD_FILE for home in homes)))
        else:
            found[path] = None
    return list(found)


def recheck_file(path: Path) -> Rechecked:
    """Read a record and evaluate it anew.

    Raises:
        DocumentError: the file cannot be read, or it is no record of a disclosure, or one of a later schema.
    """
    found = read_record(path)
    return recheck(found.disclosure, path, found.sealed)


def recheck(record: Disclosure, path: Path, sealed: bool = True) -> Rechecked:
    """Evaluate every identity that a record can be held to, and judge it by them; an edited one is never fine."""
    tables = tuple(_unproved(with_row_ids(table)) for table in record.tables)
    told = bool(record.passages)
    checks: list[CheckResult] = list(with_verdicts(verify.check(tables), record.opinions))
    if told:
        checks += verify.check_narrative(tables, record.passages, record.family, record.fiscal_year)
        checks += verify.check_structure(tables, (), record.passages, record.entity, record.fiscal_year)
        checks += verify.check_records(record.records, tables, record.passages, checks, record.kind, record.fiscal_year)
    of_forms, records = verify.check_evaluations(record.records, checks)
    checks += of_forms
    others = [check for check in record.checks if not (verify.of_tables(check) or verify.of_records(check))]
    kept = [check for check in others if not told or _of_pages(check)]
    checks += kept
    tables = disputing(verify.proved(tables, checks), _disputed(record))
    edited = (*(() if sealed else (_UNSEALED,)), *_edited(tables))
    findings = [found for found in record.findings if found.code not in OF_CHECKS]
    findings += [finding("edited_figure", message=words) for words in edited]
    findings += _as_recorded(verify.findings(tables, checks), record)
    status, code = verify.verdict(findings)
    records = verify.with_proofs(records, tables, checks, record.family)
    now = replace(
        record, tables=tables, records=records, checks=tuple(checks), findings=tuple(findings), status=status, code=code
    )
    return Rechecked(path, now, len(kept), edited, status != record.status)


def _as_recorded(found: Iterable[Finding], record: Disclosure) -> list[Finding]:
    """Findings as they were recorded, where they are the same: with their boxes, and with what was accepted."""
    known = {one.finding_id: one for one in record.findings if one.finding_id}
    return [
        replace(
            one,
            spots=known[one.finding_id].spots,
            todo=known[one.finding_id].todo,
            accepted=known[one.finding_id].accepted,
        )
        if one.finding_id in known
        else one
        for one in found
    ]


def _of_pages(check: CheckResult) -> bool:
    """What is printed over a table is not in the record; what was said of it stands."""
    return check.check_id == "S02" and bool(check.spots)


def _unproved(table: Table) -> Table:
    return table.map_figures(lambda row, figure: replace(figure, proof="unproved"))


def _disputed(record: Disclosure) -> frozenset[Place]:
    """Figures that readings differ on stay disputed, whatever sums say."""
    open_tables = {opinion.table_id for opinion in record.opinions if opinion.verdict == "differ"}
    return frozenset(
        table.place(row, figure)
        for table in record.tables
        if table.table_id in open_tables
        for row, figure in table.figures
        if figure.proof == "disputed"
    )


def _edited(tables: Sequence[Table]) -> Iterator[str]:
    """Figures whose amount is another than their printed string says."""
    for table in tables:
        for row, figure in table.figures:
            where = f"记录被改动：{table.table_id} 第 {row.index} 行 {figure.column_id} 原文是“{figure.printed[:50]}”"
            said = read_figure(figure.printed)
            if figure.state == "figure" and (said.value is None or figure.amount is None):
                yield f"{where}，不是数字"
            elif said.value is None or said.percent or figure.amount is None:
                continue
            elif table.unit not in FACTORS:
                yield f"{where}，金额是 {figure.amount}（万元），单位却没有"
            elif to_wan(said.value, table.unit) != figure.amount:
                yield f"{where}，金额却是 {figure.amount}（万元）"


__all__ = ["DocumentError", "Rechecked", "find_records", "recheck", "recheck_file"]
