"""The head of a table that the break between two pages goes through: its first row at the foot of one, the rest on
the next. Both are made one grid, whose cells remember the page that they are printed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.forms.vocabulary import GROUP_WORDS, all_figure_words, is_key_word
from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Box, Grid

_SAME = 2.0
"""Points by which edges of one column differ from page to page."""
_ROWS = 2
"""A head that is cut leaves fewer rows than this on its first page, or as many."""


def stacked(head: Grid, rest: Grid) -> Grid | None:
    """The rows of a head with those of the grid on the next page below them.

    Returns:
        None where the first holds more than words of a head, or has an edge that the other has not.
    """
    if head.rows > _ROWS or not _words_of_head(head):
        return None
    at = [_place(rest.xs, x) for x in head.xs]
    if None in at or at[0] != 0 or at[-1] != rest.cols or _begins_alike(head, rest):
        return None
    places = [place for place in at if place is not None]
    shift = rest.ys[0] - head.ys[-1]
    above = [
        replace(
            cell,
            col=places[cell.col],
            colspan=places[cell.col + cell.colspan] - places[cell.col],
            page=cell.page or head.page,
        )
        for cell in head.cells
    ]
    below = [replace(cell, row=cell.row + head.rows) for cell in rest.cells]
    ys = (*(y + shift for y in head.ys[:-1]), *rest.ys)
    box = Box(rest.box.x0, ys[0], rest.box.x1, rest.box.bottom)
    return replace(rest, box=box, ys=ys, cells=(*above, *below))


def repeats(head: Grid, rest: Grid) -> bool:
    """Whether a head that stands alone at the foot of a page is on the next page as well, with more below it: nothing
    of the first is missed. Where no line is drawn, such a head is read with its lower names, which have the columns.
    A name in two lines may have but the first above the break."""
    texts = Counter(_words_of_head(head))
    own = Counter(without_unit(squeeze(cell.text)) for cell in rest.cells if cell.row <= head.rows and cell.text)
    left = texts - own
    begun = Counter(
        without_unit(squeeze(cell.text.split("\n")[0]))
        for cell in rest.cells
        if cell.row <= head.rows and "\n" in cell.text
    )
    return head.kind == "aligned" and bool(texts) and rest.rows > head.rows and not left - begun


def _words_of_head(grid: Grid) -> list[str]:
    """All words of a grid; none where some have digits or none is a head's."""
    texts = [without_unit(squeeze(cell.text)) for cell in grid.cells if cell.text]
    if any(char.isdigit() for text in texts for char in text):
        return []
    named = any(text in all_figure_words() or text in GROUP_WORDS or is_key_word(text) for text in texts)
    return texts if named else []


def _begins_alike(head: Grid, rest: Grid) -> bool:
    """Whether the next page repeats the head."""
    first, other = ([cell.squeezed for cell in grid.matrix()[0]] for grid in (head, rest))
    return first == other


def _place(edges: Sequence[float], x: float) -> int | None:
    return next((k for k, edge in enumerate(edges) if abs(edge - x) <= _SAME), None)
