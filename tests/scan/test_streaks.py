"""Specks along the way of a drum are no digits; a column of poor digits is print."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Ruling
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.streaks import streaks

LINES = [Ruling(100, 300, 900, 300, 2), Ruling(100, 700, 900, 700, 2), Ruling(100, 300, 100, 700, 2)]


def at(x: int, y: int) -> Strip:
    return Strip(x, y, x + 14, y + 18)


def test_specks_that_go_on_above_and_below_the_table_are_none_of_it() -> None:
    strips = [at(500, 100), at(504, 200), at(497, 800), at(502, 450), at(700, 450), at(700, 500), at(500, 600)]
    reads = [
        Read(text, sure, sure, ())
        for text, sure in zip("家正山17家1", (0.2, 0.3, 0.6, 0.5, 0.5, 0.4, 0.99), strict=True)
    ]
    assert streaks(strips, reads, LINES, 200) == {0, 1, 2, 3}


def test_a_column_of_poor_digits_stays() -> None:
    strips = [at(500, y) for y in range(320, 680, 30)]
    assert not streaks(strips, [Read("1", 0.4, 0.4, ())] * len(strips), LINES, 200)
    assert not streaks(strips, [Read("1", 0.4, 0.4, ())] * len(strips), [], 200)


def test_figures_and_dashes_below_the_last_line_of_a_page_are_its_table() -> None:
    strips = [at(500, y) for y in range(720, 1000, 40)]
    poor = [Read("0", 0.4, 0.4, ()) for _ in strips]
    above = LINES[:1]
    assert streaks(strips, poor, above, 200)
    # The sides of an open frame, or the figures beside them, go on below.
    assert not streaks(strips, poor, [*above, Ruling(100, 300, 100, 1000, 2)], 200)
    figure, sure = Strip(300, 960, 380, 980), Read("1,084.09", 0.99, 0.99, ())
    assert not streaks([*strips, figure], [*poor, sure], above, 200)
    assert not streaks(strips, [Read("—", 0.9, 0.3, ())] * len(strips), above, 200)
