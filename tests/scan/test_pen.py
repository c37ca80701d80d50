"""What the lines of one page have in common tells them from print."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.pen import lines_drawn, pen_of
from extractor.scan.track import Track

DPI = 200.0


def track(at: float, hidden: int) -> Track:
    """An upright line of dashes; of each row of 26 pixels so many are hidden by print."""
    places = np.arange(900)
    known = places % 26 >= hidden
    return Track.of(0, np.full(900, at), (places % 16.7 < 10) & known, known, DPI)


def test_a_line_on_the_beat_may_be_a_little_less_free() -> None:
    free, close, closer = [track(100.0 * k, 0) for k in range(1, 5)], track(650.0, 7), track(750.0, 12)
    lines = [*free, close, closer]
    pen = pen_of(free)
    assert [line.at[0] for line in lines_drawn(pen, lines, True)] == [100.0, 200.0, 300.0, 400.0]
    found = lines_drawn(pen, lines, True, on_beat=lambda line: True)
    assert [line.at[0] for line in found] == [100.0, 200.0, 300.0, 400.0, 650.0]


def test_of_digits_below_one_another_less_is_inked_than_of_lines() -> None:
    def strokes(at: float, hidden: int) -> Track:
        places = np.arange(900)
        known = places % 26 >= hidden
        return Track.of(0, np.full(900, at), (places % 16.7 < 7) & known, known, DPI)

    free = [track(100.0 * k, 0) for k in range(1, 5)]
    pen = pen_of([*free, strokes(900.0, 0)])._replace(whole=0.55)  # of level lines, paler than these
    lines = [*free, strokes(650.0, 3), strokes(750.0, 0)]
    found = lines_drawn(pen, lines, True, on_beat=lambda line: True)
    assert [line.at[0] for line in found] == [100.0, 200.0, 300.0, 400.0, 750.0]


def test_strokes_of_digits_in_rows_have_longer_gaps_than_dashes_that_ran_together() -> None:
    places = np.arange(900)
    known = np.ones(900, bool)

    def drawn(at: float, on: np.ndarray) -> Track:
        return Track.of(0, np.full(900, at), on, known, DPI)

    dots = [drawn(100.0 * k, places % 7 < 3) for k in range(1, 5)]
    pen = pen_of(dots)
    noughts = drawn(650.0, (places % 28 < 12) | (places % 28 == 19))
    two_by_two = drawn(750.0, places % 14 < 10)
    found = lines_drawn(pen, [*dots, noughts, two_by_two], True, on_beat=lambda line: True)
    assert [line.at[0] for line in found] == [100.0, 200.0, 300.0, 400.0, 750.0]
