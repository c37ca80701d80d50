"""Lines along the sides of a glyph, told by running on beyond it."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.parse.dots import crossing

HIGH, WIDE, TOP, LEFT = 60, 40, 60, 30
PAPER, INK, MARKED = 255, 0, 60


def page(first: int, last: int, dot: int, gap: int) -> np.ndarray:
    """An upright line of dots at the left side of a glyph, from one row to another."""
    level = np.full((180, 120), PAPER, np.uint8)
    for row in range(first, last):
        if row % (dot + gap) < dot:
            level[row, LEFT : LEFT + 5] = INK
    return level


def found(level: np.ndarray) -> bool:
    return bool(crossing(level, TOP, TOP + HIGH, LEFT, LEFT + WIDE, MARKED)[:, :5].all())


@pytest.mark.parametrize(("dot", "gap"), [(6, 0), (5, 6), (4, 7)])
def test_a_line_that_runs_on_beyond_a_glyph_is_a_rule_dotted_ones_too(dot: int, gap: int) -> None:
    assert found(page(0, 180, dot, gap))


def test_one_that_ends_with_the_glyph_is_a_stroke_of_it() -> None:
    assert not found(page(TOP, TOP + HIGH, 6, 0))
