"""A record checked again without its PDF: the sums of what stands in disclosure.json now.

Years and forms change, and people edit: a record says what was read, and its arithmetic can be asked again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import verify
from extractor.errors import DamagedError, DocumentError, UnsupportedError
from extractor.export.record import read_record
from extractor.forms.units import FACTORS
from extractor.model import CheckResult, Disclosure, Finding, Place, Table
from extractor.normalize.numbers import read_figure, to_wan
from extractor.opinions import disputing, with_verdicts
from extractor.verify.verdict import CODES

RECORD = "disclosure.json"


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
        if path.is_dir():
            found.update(dict.fromkeys(sorted(path.rglob(RECORD))))
        else:
            found[path] = None
    return list(found)


def recheck_file(path: Path) -> Rechecked:
    """Read a record and evaluate it anew.

    Raises:
        DamagedError: the file cannot be read or is no JSON.
        UnsupportedError: it is no record of a disclosure, or one of a later schema.
    """
    try:
        record = read_record(path)
    except OSError as error:
        raise DamagedError(
            f"文件无法读取（{error.strerror or error}）", "请检查文件是否存在、是否有权限读取。"
        ) from error
    except (ValueError, AttributeError, RecursionError) as error:
        hint = "请给出 juesuan extract 写出的 disclosure.json，或它所在的文件夹；较新版本写出的请用新版程序。"
        raise UnsupportedError(f"不是本程序的 {RECORD}（{_short(error)}）", hint) from error
    return recheck(record, path)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def recheck(record: Disclosure, path: Path) -> Rechecked:
    """Evaluate every identity that a record can be held to, and judge it by them."""
    tables = tuple(_unproved(table) for table in record.tables)
    told = bool(record.passages)
    checks: list[CheckResult] = list(with_verdicts(verify.check(tables), record.opinions))
    if told:
        checks += verify.check_narrative(tables, record.passages, record.family, record.fiscal_year)
        checks += verify.check_structure(tables, (), record.passages, record.entity, record.fiscal_year)
    kept = [check for check in record.checks if not verify.of_tables(check) and (not told or _of_pages(check))]
    checks += kept
    tables = disputing(verify.proved(tables, checks), _disputed(record))
    edited = tuple(_edited(tables))
    findings = [finding for finding in record.findings if finding.code not in (*CODES, "edited_figure")]
    findings += [Finding("edited_figure", words, severity="doubt") for words in edited]
    findings += verify.findings(tables, checks)
    status, code = verify.verdict(findings)
    now = replace(record, tables=tables, checks=tuple(checks), findings=tuple(findings), status=status, code=code)
    return Rechecked(path, now, len(kept), edited, status != record.status)


def _of_pages(check: CheckResult) -> bool:
    """What is printed over a table is not in the record; what was said of it stands."""
    return check.check_id == "S02" and check.where.startswith("表头")


def _unproved(table: Table) -> Table:
    rows = tuple(replace(r, figures=tuple(replace(f, proof="unproved") for f in r.figures)) for r in table.rows)
    return replace(table, rows=rows)


def _disputed(record: Disclosure) -> frozenset[Place]:
    """Figures that readings differ on stay disputed, whatever sums say."""
    open_tables = {opinion.table_id for opinion in record.opinions if opinion.verdict == "differ"}
    return frozenset(
        Place(table.table_id, row.index, figure.column_id)
        for table in record.tables
        if table.table_id in open_tables
        for row, figure in table.figures
        if figure.proof == "disputed"
    )


def _edited(tables: Sequence[Table]) -> Iterator[str]:
    """Figures whose amount is another than their printed string says."""
    for table in tables:
        if table.unit not in FACTORS:
            continue
        for row, figure in table.figures:
            said = read_figure(figure.printed)
            amount = to_wan(said.value, table.unit) if said.value is not None and not said.percent else None
            if figure.state == "figure" and amount is not None and amount != figure.amount:
                where = f"{table.table_id} 第 {row.index} 行 {figure.column_id}"
                yield f"记录被改动：{where} 原文是“{figure.printed}”，金额却是 {figure.amount}（万元）"


__all__ = ["DocumentError", "Rechecked", "find_records", "recheck", "recheck_file"]
