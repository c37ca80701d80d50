"""Groups in which whatever is painted takes the place of what was painted before it, even if it is transparent.

Some viewers heed them (Acrobat, MuPDF) and others do not (PDFium, poppler, browsers), so no one picture tells what
people see. Next to no document has any.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.parse import raw
from extractor.parse.geometry import Matrix, Rect, geometry
from extractor.parse.objects import MAX_FORM_DEPTH
from extractor.parse.over import Lying


def replaced(page: raw.Handle, texts: Sequence[tuple[int, raw.Handle, Matrix | None]]) -> dict[int, int]:
    """The text objects on which anything was painted later, seen or not, by address, with their place in the order of
    painting. Other text counts where it is transparent.

    Args:
        page: its handle.
        texts: `Drawn.texts` of the page as it is.
    """
    at = geometry()
    later: list[tuple[int, Rect]] = []
    order = 0

    def walk(objects: list[raw.Handle], parent: Matrix | None, depth: int) -> None:
        nonlocal order
        for item in objects:
            order += 1
            kind = raw.object_type(item)
            if kind == raw.FORM:
                if depth < MAX_FORM_DEPTH:
                    inner = [raw.form_object(item, k) for k in range(raw.form_count_objects(item))]
                    walk(inner, at.matrix(item, parent), depth + 1)
            elif kind != raw.TEXT or raw.has_transparency(item):
                later.append((order, at.bounds(item, parent)))

    walk([raw.page_object(page, k) for k in range(raw.count_objects(page))], None, 0)
    lying = Lying(later)
    return {item.value or 0: place for place, item, parent in texts if lying.on(at.bounds(item, parent), place)}
