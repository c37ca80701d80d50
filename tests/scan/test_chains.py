"""Level pieces that step up one after another tell together how a line runs."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.chains import in_chains
from extractor.scan.sheet import Straight


def pieces(lean: float, y: float, rise: float = 0.0) -> list[Straight]:
    """Of one line: each as level as `rise` says, at the row of pixels next to the line."""
    starts = (100.0, 260.0, 420.0, 580.0)
    return [Straight(x, round(y + lean * x), x + 130, round(y + lean * x) + rise) for x in starts]


def test_a_line_of_dots_leans_as_its_pieces_step() -> None:
    (line,) = in_chains([*pieces(-0.00625, 300.2), Straight(100, 500, 230, 500)])
    assert (line.y1 - line.y0) / (line.x1 - line.x0) == pytest.approx(-0.00625, abs=0.002)
    assert (line.x0, line.x1) == (100, 710)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        pieces(0.0, 300.0),  # level
        pieces(-0.006, 300.0, 1.0),  # a line that is seen to lean
        pieces(-0.006, 300.0)[:2],  # two lines nearly level
        pieces(0.03, 300.0),
    ],
)
def test_what_tells_by_itself_is_left(lines: list[Straight]) -> None:
    assert in_chains(lines) == lines
