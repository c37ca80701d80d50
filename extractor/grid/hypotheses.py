"""Other ways to take a page apart, where its lines may not be the lines of its tables.

A frame around a page, borders drawn cell by cell, boxes inside boxes: what looks like a lattice need not be one. Each
hypothesis changes what is believed of a page's rulings; the page is then built as any other, and which reading is
right is for the words and the form's arithmetic to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from extractor.grid.long_lines import long_lines
from extractor.grid.specks import without_specks
from extractor.model import Page


def rows_only(page: Page) -> Page:
    """The page as if its upright lines were decoration: columns by how the text is set, rows by the level lines."""
    return replace(page, rulings=tuple(ruling for ruling in page.rulings if ruling.horizontal))


def no_lines(page: Page) -> Page:
    """The page as if all its lines were decoration."""
    return replace(page, rulings=())


HYPOTHESES: Mapping[str, Callable[[Page], Page]] = {"rows_only": rows_only, "no_lines": no_lines}
"""By the name that the record gives them, in the order in which they are tried."""

_OF_LINES: Mapping[str, Callable[[Page], Page]] = {"long_lines": long_lines, **HYPOTHESES}


def _clean(believe: Callable[[Page], Page]) -> Callable[[Page], Page]:
    return lambda page: believe(without_specks(page))


OF_PICTURES: Mapping[str, Callable[[Page], Page]] = {
    "no_specks": without_specks,
    **_OF_LINES,
    **{f"no_specks+{name}": _clean(believe) for name, believe in _OF_LINES.items()},
}
"""As `HYPOTHESES`, of pages that were read from pictures, where a line may be seen in part only and a speck may be read
as a word."""
