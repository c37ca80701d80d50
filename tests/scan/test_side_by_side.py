"""Two figures that were read as one are two where the ink leaves a wide blank between them, one where it does not."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.side_by_side import side_by_side

HIGH = 20


def apart(text: str, blanks: dict[int, int], shift: float = 0.0) -> list[tuple[str, int, int]]:
    """What becomes of a text whose characters are 10 pixels wide, with so many more of blank before some of them."""
    marks, x = [], 0
    for k, sign in enumerate(text):
        x += blanks.get(k, 1)
        marks.append((x, x + (4 if sign in ".," else 10)))
        x = marks[-1][1]
    first = marks[0][0]
    strip = Strip(first, 0, x, HIGH)
    ink = np.zeros((HIGH, x), np.uint8)
    for start, end in marks:
        ink[:, start:end] = 255
    places = tuple(min(1.0, ((a + b) / 2 + shift - first) / (x - first)) for a, b in marks)
    reads, strips = side_by_side([Read(text, 1.0, 1.0, places)], [strip], ink)
    return [(read.text, one.x0, one.x1) for read, one in zip(reads, strips, strict=True)]


@pytest.mark.parametrize("shift", [0.0, 8.0, -8.0])
@pytest.mark.parametrize(
    ("text", "k", "parts"),
    [
        ("9.500.20", 4, ["9.50", "0.20"]),
        ("50.435.28", 5, ["50.43", "5.28"]),
        ("1,234.567.89", 8, ["1,234.56", "7.89"]),
        ("0.7297190.729719", 8, ["0.729719", "0.729719"]),
        ("12.500", 5, ["12.50", "0"]),
        ("012.50", 1, ["0", "12.50"]),
    ],
)
def test_a_wide_blank_parts_two_figures(text: str, k: int, parts: list[str], shift: float) -> None:
    found = apart(text, {k: 30}, shift)
    assert [each for each, _, _ in found] == parts
    assert found[1][1] - found[0][2] == 30


@pytest.mark.parametrize("behind", ["30201", "302", "1,302.47"])
def test_a_line_that_was_read_between_two_columns_parts_them(behind: str) -> None:
    (figure, _, end), (other, start, _) = apart(f"393,387.65|{behind}", {})
    assert (figure, other, start - end) == ("393,387.65", behind, 1)
    assert [each for each, _, _ in apart("393,387.65|办公费", {})] == ["393,387.65|办公费"]


def test_three_figures_are_three() -> None:
    assert [each for each, _, _ in apart("9.500.204.59", {4: 30, 8: 40})] == ["9.50", "0.20", "4.59"]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("50.435.28", {}),  # thousands, whose comma was read as a point
        ("1,234.56", {2: 8, 6: 8}),  # signs as wide as digits
        ("1,234.56", {2: 14}),  # a comma as wide as a character
        ("962,055.88", {6: 30}),  # a pale digit before the blank
        ("2080501", {3: 30}),  # no figure
    ],
)
def test_one_figure_stays_one(text: str, blanks: dict[int, int]) -> None:
    assert [each for each, _, _ in apart(text, blanks)] == [text]


def test_a_rest_of_a_line_across_the_blank_of_two_columns() -> None:
    text, wide = "0.000.00", 100
    ink = np.zeros((30, 88 + wide), np.uint8)
    centres = []
    for k in range(8):
        x = 11 * k + (wide if k >= 4 else 0)
        ink[10:30, x : x + 10] = 255
        centres.append((x + 5) / ink.shape[1])
    ink[2:6] = 255  # the line above, of which the strip holds a part
    strip = Strip(0, 0, ink.shape[1], 30)
    reads, strips = side_by_side([Read(text, 1.0, 1.0, tuple(centres))], [strip], ink)
    assert [read.text for read in reads] == ["0.00", "0.00"]
    assert strips[1].x0 - strips[0].x1 > wide / 2


def test_so_wide_a_blank_parts_what_would_be_one_figure() -> None:
    assert [text for text, _, _ in apart("2,500.00", {4: 60})] == ["2,50", "0.00"]
    assert [text for text, _, _ in apart("2,500.00", {4: 15})] == ["2,500.00"]
