"""Which pieces of a line of dashes are drawn, where rows are hardly higher than two of them."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.pen import Pen
from extractor.scan.pieces import Piece, ruled_pieces
from extractor.scan.track import Alone, Track

DPI = 200.0
PEN = Pen(0.6, 12.0)
GAP = PEN.gap(DPI)
"""Of dashes of ten pixels every 16.7."""


def low(on: int, known: int, ends: tuple[int, int]) -> Piece:
    """A piece in a row of thirty pixels, a figure beside it."""
    return Piece(346, 376, (on, known), ends, 0.5, False, 0, GAP)


def test_a_dash_that_a_figure_hides_leaves_more_gap_than_is_usual() -> None:
    assert low(3, 14, (1, 8)).ruled(PEN, True)
    assert not low(2, 14, (0, 8)).bare(PEN)
    assert not low(4, 17, (0, 8)).bare(PEN)


def test_where_enough_is_seen_nothing_is_drawn() -> None:
    assert low(1, 20, (0, 12)).bare(PEN)
    assert not low(1, 20, (0, 12)).ruled(PEN, True)


def dashes(start: int, end: int) -> Track:
    """A line of such dashes."""
    places = np.arange(start, end)
    return Track.of(start, np.full(len(places), 20.0), places % 16.7 < 10, np.ones(len(places), bool), DPI)


def test_both_ends_of_a_low_row_may_be_gaps() -> None:
    ink = np.zeros((60, 200), np.uint8)
    ink[19:22, 116:126] = 1
    piece = Piece.of(Alone.of(ink, DPI), dashes(90, 160), 106, 137, DPI, gap=GAP)
    assert piece.ends[0] > 0
    assert piece.ruled(PEN, True)


def test_what_a_line_meets_beyond_its_end_says_nothing_of_it() -> None:
    """It ends below a name over two columns, whose row is as high as the row that it parts."""
    ink = np.zeros((60, 400), np.uint8)
    for x in range(180, 260, 17):
        ink[19:22, x : x + 10] = 1
    line = dashes(152, 262)
    across = [Track.of(0, np.full(60, float(x)), np.ones(60, bool), np.ones(60, bool), DPI) for x in (126, 180, 260)]
    found = ruled_pieces(line, [126, 180, 260], across, Alone.of(ink, DPI), PEN, DPI, True)
    assert [(start, end) for start, end, _ in found] == [(180, 260)]
