"""A head that the foot of a page cuts: what stood of it there stands over its columns overleaf, too."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractor.forms import Form
from extractor.model import Cell, Located
from extractor.normalize.header import read_header


def without_cut_head(located: Located, form: Form | None) -> Located:
    """The table without a first part that is the beginning of a head, where the next part has all of it.

    Without lines the grid stage sets the lines of a head that a page's end cuts over those of the next page
    (`extractor.grid.regions.under_cut_head`): there the columns are known in full.
    """
    if len(located.parts) < 2:
        return located
    first, second = located.parts[:2]
    if first.page == second.page or first.kind == "ruled" or read_header(first, form).depth < first.rows:
        return located
    head = read_header(second, form).depth
    over = [cell for cell in second.cells if cell.row < head]
    if _lines(list(first.cells)) - _lines(over):
        return located
    return replace(located, parts=located.parts[1:])


def _lines(cells: list[Cell]) -> Counter[str]:
    """The printed lines of cells, each as often as it is printed."""
    return Counter(squeezed for cell in cells for line in cell.text.split("\n") if (squeezed := "".join(line.split())))
