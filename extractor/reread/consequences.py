"""What the choice between readings means for checks and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import CheckResult, Figure, Opinion, Place, Row, Table

_SURE = "（两种读法一致，原表不平）"


def with_verdicts(checks: Sequence[CheckResult], opinions: Sequence[Opinion]) -> tuple[CheckResult, ...]:
    """The identities; one that fails though all its tables were read twice alike says that the document is wrong."""
    agreed = {opinion.table_id for opinion in opinions if opinion.verdict == "agreed"}

    def worded(result: CheckResult) -> CheckResult:
        sure = result.places and agreed.issuperset((result.table_id, *(place.table_id for place in result.places)))
        return replace(result, message=result.message + _SURE) if result.grade == "fail" and sure else result

    return tuple(map(worded, checks))


def disputing(tables: Sequence[Table], places: frozenset[Place]) -> tuple[Table, ...]:
    """The tables with the figures at some places disputed, since readings differ there."""
    if not places:
        return tuple(tables)
    concerned = {place.table_id for place in places}

    def marked(table: Table) -> Table:
        def mark(row: Row, figure: Figure) -> Figure:
            return replace(figure, proof="disputed") if table.place(row, figure) in places else figure

        return table.map_figures(mark) if table.table_id in concerned else table

    return tuple(map(marked, tables))
