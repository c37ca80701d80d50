"""Sheets of text before the first that is known to hold two pages side by side.

As long as nothing tells that a sheet has two pages its lines are read across both. Once a later sheet has told, those
before it are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.grid.build import Builder
from extractor.model import Page, Sheet

_SAME = 2.0
"""Points by which sheets of one size differ."""


def with_pairs_before(sheets: Sequence[Sheet], read: Callable[[int], Page]) -> list[Sheet]:
    """The sheets of a document, those of text before the first of two pages parted as well where they have two.

    Args:
        sheets: as each page by itself gives them.
        read: reads a page with all its characters.
    """
    out = list(sheets)
    first = next((k for k, sheet in enumerate(sheets) if sheet.gutter and not sheet.second), 0)
    size = sheets[first].width, sheets[first].height
    for k, sheet in enumerate(sheets[:first]):
        alike = abs(sheet.width - size[0]) <= _SAME and abs(sheet.height - size[1]) <= _SAME
        if alike and sheet.text.strip() and not (sheet.grids or sheet.turned):
            parted = Builder(paired=True).build(read(sheet.page))
            if parted.gutter and not parted.grids:
                out[k] = parted
    return out
