"""A head that the foot of a page cuts: what stood of it there stands over its columns overleaf, too."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractor.forms import Form
from extractor.forms.vocabulary import NUMBER_WORDS, is_small_integer
from extractor.model import Cell, Located
from extractor.normalize.header import read_header


def without_cut_head(located: Located, form: Form | None) -> Located:
    """The table without a first part that is a head or the beginning of one, where the next part has all of it.

    Without lines the grid stage sets the lines of a head that a page's end cuts over those of the next page
    (`extractor.grid.regions.under_cut_head`): there the columns are known in full. A head that stands whole at the foot
    of a page and is repeated overleaf says there what it says here, but for the 栏次 perhaps.
    """
    if len(located.parts) < 2:
        return located
    first, second = located.parts[:2]
    if first.page == second.page or read_header(first, form).depth < first.rows:
        return located
    head = read_header(second, form).depth
    over = [cell for cell in second.cells if cell.row < head]
    if not head or _lines(list(first.cells)) - _lines(over):
        return located
    return replace(located, parts=located.parts[1:])


def _lines(cells: list[Cell]) -> Counter[str]:
    """The printed lines of cells, each as often as it is printed; the 栏次 left out."""
    lines = ("".join(line.split()) for cell in cells for line in cell.text.split("\n"))
    return Counter(line for line in lines if line and not (is_small_integer(line) or line in NUMBER_WORDS))
