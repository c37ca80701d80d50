"""A number of the records that a table prints, too: both must be the same (W02)."""

from __future__ import annotations

from extractor.model import Grade
from extractor.model.records import Again, Records
from extractor.verify.records.log import Log, like, told


def check_again(records: Records, log: Log) -> None:
    """Hold what tables print against the sentences."""
    for one in records.again:
        _check(one, records, log)


def _check(one: Again, records: Records, log: Log) -> None:
    table, first = one.number, one.first
    if first is None:
        none = records.operating
        if none is None or not table.value:
            return
        message = f"说明写明“{none.none_sentence}”，表中{one.words}印为{told(table)}"
        todo = f"核对{one.words}：说明写明没有，表中为{told(table)}"
        log.add("W02", one.words, "fail", (table, none.where), message, found=table.value, todo=todo)
        return
    off = abs(table.value - first.value)
    coarse = max(table.step, first.step)
    rounded = table.step != first.step and off <= coarse / 2
    cut = table.step != first.step and off < coarse
    grade: Grade = "exact" if not off or rounded else "tail" if cut else "fail"
    if grade == "fail":
        log.twice.add(first)
    source = "说明" if first.where.source == "sentence" else "另一张表"
    message = f"{one.words}在{source}中印为{told(first)}，在表中印为{told(table)}"
    should = like(table.value, first) if grade == "fail" else ""
    todo = f"核对“{first.quote}”与表中{one.words}{told(table)}，两处应当相同" if grade == "fail" else ""
    log.add(
        "W02", one.words, grade, (first, table), message, table.value, first.value, coarse, should=should, todo=todo
    )
