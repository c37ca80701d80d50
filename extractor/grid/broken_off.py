"""Upright lines that break off in the middle of a table and go on further down.

Rectangles that fill a table leave no loose end: an upright line begins and ends at a level one that goes on to both
sides. Where cells are merged downwards a word processor may draw only the sides of the first of them; what is left of
the line ends at nothing or in a corner. Where it goes on below, and no word lies over it in between, it is one line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extractor.grid.ruled import Lattice
from extractor.grid.text import WORD_GAP, split_at_gaps, writing_lines
from extractor.model import Char

_OVER = 0.2
"""Of its height, what a word may reach over a line beside it."""


def with_whole_uprights(lattice: Lattice, chars: Sequence[Char]) -> Lattice:
    """The lattice with the upright lines drawn on that break off in it; the same where none does."""
    gaps = list(_gaps(lattice))
    words = _words(lattice, chars) if gaps else []
    drawn = {
        (row, col)
        for first, beyond, col in gaps
        if not _is_crossed(words, lattice.xs[col], lattice.ys[first], lattice.ys[beyond])
        for row in range(first, beyond)
    }
    return lattice.with_uprights(drawn) if drawn else lattice


def _gaps(lattice: Lattice) -> Iterator[tuple[int, int, int]]:
    """First row, the row beyond, and column of each stretch in which a line is not drawn and at one end of which it
    breaks off."""
    for col in range(1, lattice.cols):
        rows = [row for row in range(lattice.rows) if lattice.is_upright(row, col)]
        for above, below in itertools.pairwise(rows):
            if below > above + 1 and not (_is_end(lattice, above + 1, col) and _is_end(lattice, below, col)):
                yield above + 1, below, col


def _is_end(lattice: Lattice, row: int, col: int) -> bool:
    """Whether a level line runs on to both sides over a row, where an upright one may end."""
    return lattice.is_level(row, col - 1) and lattice.is_level(row, col)


def _words(lattice: Lattice, chars: Sequence[Char]) -> list[list[Char]]:
    box = lattice.box
    held = [char for char in chars if box.x0 < char.x0 < box.x1 and box.top < (char.top + char.bottom) / 2 < box.bottom]
    return [run for line in writing_lines(held) for run in split_at_gaps(line, WORD_GAP)]


def _is_crossed(words: Sequence[Sequence[Char]], x: float, top: float, bottom: float) -> bool:
    return any(
        word[0].x0 < x - _OVER * word[0].size
        and word[-1].x1 > x + _OVER * word[0].size
        and top < (word[0].top + word[0].bottom) / 2 < bottom
        for word in words
    )
