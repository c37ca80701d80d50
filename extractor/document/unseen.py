"""Figures that the page does not show as they are read, whoever read them.

The first reader leaves out what is not seen. Another reader does not look at the page, and reads what is in the file:
where its reading is believed, what stands under a stamp or a comment comes back, and adds up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document.shown import box_as_shown
from extractor.model import Box, Place, Sheet, Table


def figures_unseen(tables: Sequence[Table], sheets: Sequence[Sheet]) -> frozenset[Place]:
    """The figures that stand where the page shows something else, or nothing.

    Args:
        tables: with boxes in points of the page as shown.
        sheets: as the first reader took the pages apart.
    """
    unseen = {sheet.page: [box_as_shown(one.box, sheet) for one in sheet.unread] for sheet in sheets if sheet.unread}
    return frozenset(_over(tables, unseen)) if unseen else frozenset()


def _over(tables: Sequence[Table], unseen: dict[int, list[Box]]) -> Iterator[Place]:
    for table in tables:
        for row, figure in table.figures:
            if figure.printed and any(figure.box.holds(box) for box in unseen.get(figure.page, ())):
                yield table.place(row, figure)
