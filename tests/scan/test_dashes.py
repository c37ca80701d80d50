"""A stroke that is drawn as the dashes of the page are is one, whatever was read there."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.dashes import with_dashes
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

DASH = (18, 5)
PRINT = [("工资福利支出", (120, 18)), ("8,246.91", (70, 16)), ("0.00", (34, 15)), ("教育支出", (80, 18))]


def read(text: str, sure: float = 1.0) -> Read:
    return Read(text, sure, sure, tuple((k + 0.5) / len(text) for k in range(len(text))))


def texts(marks: list[tuple[str, tuple[int, int]]]) -> list[str]:
    strips = [Strip(10, 40 * k, 10 + wide, 40 * k + high) for k, (_, (wide, high)) in enumerate(marks)]
    return [one.text for one in with_dashes([read(text) for text, _ in marks], strips)]


@pytest.mark.parametrize("misread", ["1", "", "一", "··", "|"])
@pytest.mark.parametrize("shape", [DASH, (16, 6), (21, 4)])
def test_what_has_the_shape_of_dashes_is_one(misread: str, shape: tuple[int, int]) -> None:
    known = [*PRINT, ("—", DASH), ("-", DASH), ("—", (17, 4))]
    assert texts([*known, (misread, shape)])[-1] == "—"


@pytest.mark.parametrize(
    ("misread", "shape"),
    [("1", (5, 16)), ("7", (10, 15)), ("1", (44, 5)), ("·", (5, 5)), ("教育支出", (20, 6))],
)
def test_what_has_another_shape_stays(misread: str, shape: tuple[int, int]) -> None:
    known = [*PRINT, ("—", DASH), ("-", DASH), ("—", DASH)]
    assert texts([*known, (misread, shape)])[-1] == misread


def test_a_page_without_dashes_tells_nothing() -> None:
    assert texts([*PRINT, ("—", DASH), ("1", DASH)])[-1] == "1"


def test_a_dash_told_by_its_shape_is_told_surely_enough() -> None:
    strips = [Strip(10, 40 * k, 28, 40 * k + 5) for k in range(4)]
    strips += [Strip(10, 400 + 40 * k, 90, 416 + 40 * k) for k in range(5)]
    reads = [read("—", 0.3), read("—"), read("—"), read("1", 0.2), *[read("教育支出", 0.4)] * 5]
    found = with_dashes(reads, strips)
    assert min(one.confidence for one in found[:4]) >= 0.9
    assert found[4].confidence == 0.4


@pytest.mark.parametrize(
    ("worn", "dash"),
    [
        (Strip(109, 128, 118, 132), True),  # its right half, beside its print
        (Strip(100, 128, 109, 132), True),
        (Strip(104, 128, 113, 132), False),  # ends where no other dash does
        (Strip(109, 110, 118, 114), False),  # between two rows
        (Strip(112, 128, 118, 132), False),  # too little of it
    ],
)
def test_the_half_of_a_worn_dash_is_one_in_its_column(worn: Strip, dash: bool) -> None:
    others = [Strip(100, 8 + 40 * k, 118, 13 + 40 * k) for k in range(3)]
    labels = [Strip(10, 1 + 40 * k, 80, 20 + 40 * k) for k in range(4)]
    reads = [*[read("—")] * 3, *[read("教育支出")] * 4, read("=“", 0.2)]
    assert (with_dashes(reads, [*others, *labels, worn])[-1].text == "—") is dash


@pytest.mark.parametrize(
    ("stroke", "dash"),
    [
        (Strip(281, 128, 300, 131), True),  # ends where the figures end
        (Strip(230, 128, 249, 131), True),  # begins where they begin
        (Strip(261, 128, 280, 131), False),
        (Strip(281, 138, 300, 141), False),  # between two rows
        (Strip(281, 124, 300, 134), False),  # as high as a letter
        (Strip(296, 128, 300, 131), False),  # a point
    ],
)
def test_a_stroke_that_stands_as_the_figures_of_its_column_is_a_dash(stroke: Strip, dash: bool) -> None:
    figures = [Strip(230, 1 + 40 * k, 300, 18 + 40 * k) for k in range(3)]
    labels = [Strip(10, 1 + 40 * k, 80, 20 + 40 * k) for k in range(4)]
    reads = [*[read("8,246.91")] * 3, *[read("教育支出")] * 4, read("4", 0.3)]
    assert (with_dashes(reads, [*figures, *labels, stroke])[-1].text == "—") is dash
