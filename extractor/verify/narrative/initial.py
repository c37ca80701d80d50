"""The 年初预算 that the explanation of an account tells of each 项: what the budget as published is set against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.forms import families
from extractor.forms.narrative import Items
from extractor.language.items import ITEM_CODE
from extractor.model import Initial, Passage, Table
from extractor.verify.narrative.items import items_of, row_of_item

_BASIS = "年初"


def initial_budgets(tables: Sequence[Table], passages: Sequence[Passage], family: str) -> tuple[Initial, ...]:
    """Every 项 of the lists that a family's explanation has, with the 年初预算 printed for it.

    Args:
        tables: the tables as read; an item goes by the row that it names.
        passages: the running text, section by section.
        family: which family of documents it is of.
    """
    known = families().get(family)
    return () if known is None else tuple(_told(known.narrative.items, tables, passages))


def _told(lists: Sequence[Items], tables: Sequence[Table], passages: Sequence[Passage]) -> Iterator[Initial]:
    by_id = {table.table_id: table for table in tables}
    for spot in lists:
        table = by_id.get(spot.table)
        rows = [row for row in table.rows if len(row.code) == ITEM_CODE] if table is not None else []
        for passage in passages if table is not None else ():
            assert table is not None
            for item in items_of(passage, 0) if passage.key == spot.section else ():
                amount, row = item.said.budgets.get(_BASIS), row_of_item(item, rows, spot.column, table)
                if amount is not None and row is not None:
                    yield Initial(table.table_id, row.code, row.label, amount.value, amount.page)
