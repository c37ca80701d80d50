"""All checks of a document, and the proof they give each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import CheckResult, Figure, Place, Proof, Table
from extractor.verify.between import check_between
from extractor.verify.formula import check_formulas
from extractor.verify.sums import Ledger
from extractor.verify.within import check_within


def check(tables: Sequence[Table]) -> tuple[CheckResult, ...]:
    """Evaluate every identity that the tables can be held to, in table order."""
    ledger = Ledger()
    for table in tables:
        check_within(table, ledger)
        check_formulas(table, ledger)
    check_between({table.table_id: table for table in tables}, ledger)
    return tuple(ledger.results)


def of_tables(result: CheckResult) -> bool:
    """Whether an identity speaks of the tables alone: one that does not hold may be a misreading of theirs."""
    return result.check_id[:1] not in _OF_TEXT


_OF_TEXT = frozenset("NS")


def proved(tables: Sequence[Table], checks: Sequence[CheckResult]) -> tuple[Table, ...]:
    """The tables with each figure's proof.

    A figure is disputed where an identity it stands in fails, proved where one holds. Sums do not notice two
    exchanged columns, so a figure whose column was known only by its position stays unproved. A figure read from a
    picture is not proved by a sum that holds only within rounding: a last digit misread looks the same.
    """
    failed = {place for result in checks if result.grade == "fail" for place in result.places}
    sums = [result for result in checks if result.bound is not None]  # an inequality proves nothing
    exact = {place for result in sums if result.grade == "exact" for place in result.places}
    held = exact | {place for result in sums if result.grade == "tail" for place in result.places}
    return tuple(_with_proofs(table, failed, held, exact) for table in tables)


def _with_proofs(table: Table, failed: set[Place], held: set[Place], exact: set[Place]) -> Table:
    named = {column.id for column in table.columns if column.matched_by in ("header", "number")}
    rows = []
    for row in table.rows:
        figures = []
        for figure in row.figures:
            place = Place(table.table_id, row.index, figure.column_id)
            proof: Proof = "unproved"
            if place in failed:
                proof = "disputed"
            elif (
                place in (exact if figure.engine == "ocr" else held)
                and figure.state == "figure"
                and figure.column_id in named
            ):
                proof = "repaired" if figure.first_reading else "proved"
            figures.append(_with_proof(figure, proof) if proof != figure.proof else figure)
        rows.append(replace(row, figures=tuple(figures)))
    return replace(table, rows=tuple(rows))


def _with_proof(figure: Figure, proof: Proof) -> Figure:
    """`replace` for the one field, spelled out because every figure of a document goes through it."""
    return Figure(
        figure.column_id,
        figure.printed,
        figure.amount,
        figure.state,
        figure.page,
        figure.box,
        figure.part,
        figure.row,
        figure.col,
        figure.engine,
        proof,
        figure.first_reading,
        figure.confidence,
    )
