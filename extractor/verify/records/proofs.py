"""Which numbers of the records the tables prove, and which a rule disputes.

A number of the text is proved only by a figure of the tables that is proved and equal to it, where the record says
which row it is. Sums within the text prove nothing: they would not notice two parts exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.forms import families
from extractor.model import CheckResult, Figure, Table
from extractor.model.records import MEASURES, Records, map_numbers
from extractor.model.said import Said
from extractor.verify.records.log import spot_of


def with_proofs(records: Records, tables: Sequence[Table], checks: Sequence[CheckResult], family: str) -> Records:
    """The records with the proof of each number.

    Args:
        records: as read.
        tables: with their proofs.
        checks: all of the document: a number in what a rule finds wrong is disputed.
        family: which family of documents it is of; it says which column the items are of.
    """
    by_id = {table.table_id: table for table in tables}
    backing = _backing(records, by_id, family)
    wrong = [spot for check in checks if check.grade == "fail" for spot in check.spots if spot.quote]
    disputed = {(spot.page, spot.quote) for spot in wrong}
    cells = {(spot.page, spot.quote, spot.box) for spot in wrong if spot.box is not None}

    def proven(path: str, number: Said) -> Said:
        figure = backing.get(path)
        spot = spot_of(number)
        if (spot.page, number.quote) in disputed or (spot.page, spot.quote, spot.box) in cells:
            return replace(number, proof="disputed")
        if figure is None or figure.amount is None:
            return number
        off = abs(figure.amount - number.value)
        if off > number.step:
            return replace(number, proof="disputed")
        # A text in 万元 rounds what a table prints in 元.
        agrees = not off or off <= number.step / 2
        return replace(number, proof="proved") if agrees and figure.proof == "proved" else number

    proved: Records = map_numbers(records, proven)
    return proved


def _backing(records: Records, tables: Mapping[str, Table], family: str) -> dict[str, Figure]:
    """By the way to a number the figure of the tables that it repeats."""
    known = families().get(family)
    columns = {spot.table: spot.column for spot in known.narrative.items} if known is not None else {}
    out: dict[str, Figure] = {}
    for k, item in enumerate(records.items):
        figure = _figure(tables, item.table, item.table_code, columns.get(item.table, ""))
        # A row that the amount led to says nothing of the amount.
        if figure is not None and item.code_source in ("name", "printed"):
            out[f"items[{k}].final"] = figure
    for spot in known.narrative.measures if known is not None else ():
        table = tables.get(spot.table)
        for name in MEASURES if table is not None else ():
            found = [each for _, each in table.figures if each.column_id == f"{name}.final"] if table else []
            if len(found) == 1:
                out[f"three_public.measures.{name}.final"] = found[0]
    return out


def _figure(tables: Mapping[str, Table], table_id: str, code: str, column: str) -> Figure | None:
    table = tables.get(table_id)
    if table is None or not code or not column:
        return None
    rows = [row for row in table.rows if row.code == code]
    if len(rows) != 1:
        return None
    return next((figure for figure in rows[0].figures if figure.column_id == column), None)
