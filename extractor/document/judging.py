"""A document judged anew, by what stands in its tables and its text now: without its PDF, and without a reading.

This is what a record that is checked again and a document that a person corrected have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor import verify
from extractor.doubts.decimals import distrust_decimals
from extractor.doubts.labels import label_findings, names_by_code
from extractor.doubts.needed import needed_findings
from extractor.doubts.scans import distrust_rows, of_figures
from extractor.forms.row_ids import with_row_ids
from extractor.model import CheckResult, Disclosure, Figure, Finding, Place, Proof, Row, Table
from extractor.model.catalogue import OF_CHECKS
from extractor.model.correction import Vouched
from extractor.normalize import KEY_FINDINGS, key_findings
from extractor.reread.consequences import disputing, with_verdicts
from extractor.reread.names import name_findings

_OF_FIGURES = frozenset({"repaired", "scan_disputed", "scan_unsure", "scan_rows_unclear"})
"""Doubts about pictures that follow from the figures as they stand."""
_OF_NAMES = frozenset({"name_repaired", "scan_names_differ"})
_OF_KEYS = KEY_FINDINGS | {"label_unsure", "row_missing"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as its sums judge it now."""

    disclosure: Disclosure
    kept: int
    """How many checks could not be asked again without the PDF and stand as recorded."""


def judged_anew(document: Disclosure, more: Iterable[Finding] = (), corrected: frozenset[str] = frozenset()) -> Judged:
    """Evaluate every identity that a document can be held to without its PDF, and judge it by them.

    Args:
        document: its figures and rows as they stand; its proofs and what follows from its checks are made anew.
        more: findings to judge it by besides.
        corrected: tables in which a person said something, now or before: what is odd about the names and figures there
            is asked again, as is what pictures leave doubtful anywhere.
    """
    vouched = Vouched.by(document.corrections)
    tables = tuple(_unproved(with_row_ids(table)) for table in document.tables)
    told = bool(document.passages)
    checks: list[CheckResult] = list(with_verdicts(verify.check(tables), document.opinions))
    if told:
        checks += verify.check_narrative(tables, document.passages, document.family, document.fiscal_year)
        checks += verify.check_structure(tables, (), document.passages, document.entity, document.fiscal_year)
        checks += verify.check_records(
            document.records, tables, document.passages, checks, document.kind, document.fiscal_year
        )
    of_forms, records = verify.check_evaluations(document.records, checks)
    checks += of_forms
    others = [check for check in document.checks if not (verify.of_tables(check) or verify.of_records(check))]
    kept = [check for check in others if not told or _of_pages(check)]
    checks += kept
    tables = disputing(verify.proved(tables, checks), disputed(document))
    pictures, noted = pages_of_pictures(document), list[Finding]()
    if pictures:
        # What it notes is told below, and only where a person spoke; else the recorded notes stand.
        distrusted = distrust_rows([replace(table, findings=()) for table in tables], vouched)
        distrusted = distrust_decimals(distrusted, vouched)
        noted = [note for table in distrusted for note in table.findings]
        tables = tuple(replace(new, findings=old.findings) for new, old in zip(distrusted, tables, strict=True))
    tables = tuple(_by_people(table, document) for table in tables)

    findings = [found for found in document.findings if found.code not in OF_CHECKS]
    if corrected:
        tables, findings = _keys_asked(tables, findings, corrected, vouched)
        if pictures:
            anew = [*noted, *name_findings(tables), *of_figures(tables, checks, pictures, vouched)]
            findings = [found for found in findings if found.code not in _OF_FIGURES | _OF_NAMES]
            findings += _as_recorded(anew, document)
            tables = tuple(
                replace(table, findings=tuple(n for n in table.findings if n.code not in _OF_FIGURES))
                for table in tables
            )
    findings += [*more, *_as_recorded(verify.findings(tables, checks), document)]
    status, code = verify.verdict(findings)
    records = verify.with_proofs(records, tables, checks, document.family)
    now = replace(
        document,
        tables=tables,
        records=records,
        checks=tuple(checks),
        findings=tuple(findings),
        status=status,
        code=code,
    )
    return Judged(now, len(kept))


def pages_of_pictures(document: Disclosure) -> frozenset[int]:
    """The pages that were read from pictures; in a record of an earlier version, those that have figures."""
    found = {figure.page for table in document.tables for _, figure in table.figures if figure.engine == "ocr"}
    return frozenset({*document.scanned, *found})


def disputed(document: Disclosure) -> frozenset[Place]:
    """Figures that readings differ on stay disputed, whatever sums say."""
    if document.disputed:
        return frozenset(document.disputed)
    # Records of earlier versions do not tell these from what is disputed by sums.
    open_tables = {opinion.table_id for opinion in document.opinions if opinion.verdict == "differ"}
    return frozenset(
        table.place(row, figure)
        for table in document.tables
        if table.table_id in open_tables
        for row, figure in table.figures
        if figure.proof == "disputed"
    )


def _keys_asked(
    tables: Sequence[Table], findings: Sequence[Finding], corrected: frozenset[str], vouched: Vouched
) -> tuple[tuple[Table, ...], list[Finding]]:
    """Tables and findings with what is odd about the rows' names of some tables asked again."""
    names = names_by_code(tables)
    out, anew = [], []
    for table in tables:
        if table.table_id in corrected:
            known = {row.index for row in table.rows if vouched.of_row(table.table_id, row.index)}
            odd = [*key_findings(table, known), *needed_findings(table)] if table.rows else []
            if not table.ruled:
                odd += label_findings(table, names, known)
            before = {note.finding_id: note for note in table.findings}
            odd = [before.get(note.finding_id, note) for note in odd]
            anew += odd
            table = replace(table, findings=(*(n for n in table.findings if n.code not in _OF_KEYS), *odd))
        out.append(table)
    known_before = {note.finding_id: note for note in findings}
    rest = [note for note in findings if not (note.code in _OF_KEYS and note.table_id in corrected)]
    return tuple(out), [*rest, *(known_before.get(note.finding_id, note) for note in anew)]


def _as_recorded(found: Iterable[Finding], document: Disclosure) -> list[Finding]:
    """Findings as they were recorded, where they are the same: with their boxes, and with what was accepted."""
    known = {one.finding_id: one for one in document.findings if one.finding_id}

    def recorded(one: Finding) -> Finding:
        old = known.get(one.finding_id)
        if old is None:
            return one
        placed = any(spot.box is not None for spot in old.spots) or all(spot.box is None for spot in one.spots)
        return replace(one, spots=old.spots if placed else one.spots, todo=old.todo, accepted=old.accepted)

    return list(map(recorded, found))


def _of_pages(check: CheckResult) -> bool:
    """What is printed over a table is not in the record; what was said of it stands."""
    return check.check_id == "S02" and bool(check.spots)


def _unproved(table: Table) -> Table:
    return table.map_figures(lambda row, figure: replace(figure, proof="unproved"))


def _by_people(table: Table, document: Disclosure) -> Table:
    """The table with the proofs that a person gives: no machine's word stands over it."""
    said: dict[tuple[int, str], Proof] = {
        (one.row_index, one.correction.column_id): one.state
        for one in document.corrections
        if one.state != "unfit" and one.correction.table_id == table.table_id and not one.correction.of_key
    }

    def proof(row: Row, figure: Figure) -> Figure:
        state = said.get((row.index, figure.column_id))
        return figure if state is None else replace(figure, proof=state)

    return table.map_figures(proof) if said else table


__all__ = ["Judged", "disputed", "judged_anew", "pages_of_pictures"]
