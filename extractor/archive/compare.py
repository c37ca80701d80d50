"""Which figures differ between two documents of an archive: two versions, or two years."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import NamedTuple

from extractor.archive import catalogue
from extractor.archive.lines import figure_lines
from extractor.archive.store import Archive
from extractor.errors import OutputError
from extractor.naming import FIGURES_FILE


class Change(NamedTuple):
    """A figure that is not the same in both; amounts in 万元, "" where one prints none."""

    table_id: str
    side: str
    section: str
    code: str
    label: str
    column_id: str
    before: str
    after: str
    difference: str
    page_before: str
    page_after: str
    row_id: str
    figure_id: str


def changes(archive: Archive, before: sqlite3.Row, after: sqlite3.Row) -> list[Change]:
    """The figures whose amounts differ, in the order of `after`, then those that only `before` has.

    Figures are the same by their ids, whatever a row was called that year (上年结转和结余, 年初结转和结余). How an
    amount is printed does not matter, nor a blank against no row at all.

    Raises:
        OutputError: a bag is gone or damaged.
    """
    old, new = _cells(archive, before), _cells(archive, after)
    out = []
    for key in dict.fromkeys((*new, *old)):
        a, b = old.get(key), new.get(key)
        was, now = (a or {}).get("amount", ""), (b or {}).get("amount", "")
        line = b or a
        if line is None or was == now or (was and now and Decimal(was) == Decimal(now)):
            continue
        difference = format(Decimal(now) - Decimal(was), "f") if was and now else ""
        names = [line[name] for name in ("table_id", "side", "section", "code", "label", "column_id")]
        pages = [(one or {}).get("page", "") for one in (a, b)]
        out.append(Change._make([*names, was, now, difference, *pages, line["row_id"], key]))
    return out


def _cells(archive: Archive, document: sqlite3.Row) -> dict[str, dict[str, str]]:
    """The lines of a document's figures.csv by figure."""
    home = archive.bag(document) / "data" / "output"
    try:
        return {line["figure_id"]: line for line in figure_lines(home)}
    except catalogue.REFUSED as error:
        raise OutputError(f"{home / FIGURES_FILE} 无法读取：{error}", "请运行 juesuan archive verify。") from error
