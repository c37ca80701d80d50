"""All rules over the records of one document, in the order of the pages."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import CheckResult, Kind, Passage, Table
from extractor.model.records import Records
from extractor.verify.records.again import check_again
from extractor.verify.records.arithmetic import check_arithmetic
from extractor.verify.records.items import check_items
from extractor.verify.records.log import Log
from extractor.verify.records.performance import check_performance
from extractor.verify.records.sections import check_sections


def check_records(
    records: Records,
    tables: Sequence[Table],
    passages: Sequence[Passage],
    before: Sequence[CheckResult],
    kind: Kind,
    year: int | None,
) -> tuple[CheckResult, ...]:
    """Hold the records to their rules.

    Args:
        records: what the text says.
        tables: as read.
        passages: the running text, for what is said in two places.
        before: what the text was found to say already: no contradiction is said twice, and what follows from one
            that was found names it.
        kind: an account or a budget.
        year: the fiscal year, where it is known.
    """
    log = Log(before)
    by_id = {table.table_id: table for table in tables if table.status != "missing"}
    check_again(records, log)
    check_arithmetic(records, log)
    check_items(records, log)
    check_sections(records, by_id, kind, year, log)
    check_performance(records, by_id, tuple(passages), log)
    return tuple(sorted(log.results, key=lambda result: (result.page or 0, result.check_id)))
