"""Figures that the page does not show as they are read, or not to everybody, whoever read them.

The first reader leaves out what is not seen. Another reader does not look at the page, and reads what is in the file:
where its reading is believed, what stands under a stamp or a comment comes back, and adds up. And what only some
viewers draw over a figure, its row's name or its column's head is not in the picture that the first reader looks at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.document.shown import box_as_shown
from extractor.model import Box, Figure, Place, Row, Sheet, Table


def figures_unseen(tables: Sequence[Table], sheets: Sequence[Sheet]) -> frozenset[Place]:
    """The figures that stand where the page shows something else, or nothing, or may be covered, they or their names.

    Args:
        tables: with boxes in points of the page as shown.
        sheets: as the first reader took the pages apart.
    """
    unseen = {sheet.page: [box_as_shown(one.box, sheet) for one in sheet.unread] for sheet in sheets if sheet.unread}
    over = {sheet.page: [box_as_shown(box, sheet) for box in sheet.overlays] for sheet in sheets if sheet.overlays}
    return frozenset(_of(tables, unseen, over)) if unseen or over else frozenset()


def _of(
    tables: Sequence[Table], unseen: Mapping[int, Sequence[Box]], over: Mapping[int, Sequence[Box]]
) -> Iterator[Place]:
    for table in tables:
        for row, figure in table.figures:
            if figure.printed and (
                any(figure.box.holds(box) for box in unseen.get(figure.page, ()))
                or any(own.meets(box) for box in over.get(figure.page, ()) for own in _pinned_by(table, row, figure))
            ):
                yield table.place(row, figure)


def _pinned_by(table: Table, row: Row, figure: Figure) -> Iterator[Box]:
    """What says which figure it is: its own cell, its row's name on the same page, and the head over it."""
    yield figure.box
    if row.box is not None and row.page == figure.page:
        yield row.box
    for column in table.columns:
        if column.id == figure.column_id and figure.part < len(column.boxes):
            head = column.boxes[figure.part]
            if head is not None:
                yield head
