"""A name that reaches beyond its row with letters of a stamp is read in its row, as its figures stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.beyond_rows import read_in_rows
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

HIGH = 20
NAME, FIGURE = Strip(10, 30, 160, 75), Strip(300, 44, 380, 62)
OTHERS = [Strip(10, 100 + 40 * k, 100, 120 + 40 * k) for k in range(5)]
STRIPS = [NAME, FIGURE, *OTHERS]


def read(text: str, likelihood: float, confidence: float | None = None) -> Read:
    return Read(text, likelihood if confidence is None else confidence, likelihood, ())


def found(
    first: Read, plain: Read, sealed: Read | None, strips: Sequence[Strip] = STRIPS, print_to: int = 110
) -> tuple[Read, Strip]:
    """What is read of the first strip; a seal was taken out of it where there is a reading with the seal."""
    gray = np.full((400, 400), 255, np.uint8)
    for s in strips:
        gray[s.y0 : s.y1, s.x0 : s.x1] = 150
    gray[40:65, 300:380] = gray[46:60, 10:print_to] = 20
    taken = None
    if sealed is not None:
        taken = np.full_like(gray, 255)
        taken[33:60, 90:100] = 0
    reads = [first, read("8,246.91", 1.0), *[read("教育支出", 1.0)] * (len(strips) - 2)]
    looks = (lambda some: [plain for _ in some], lambda some: [sealed or plain for _ in some])
    out, places = read_in_rows(reads, strips, gray, HIGH, taken, *looks)
    assert out[1:] == reads[1:] and places[1:] == list(strips[1:])
    return out[0], places[0]


def test_a_name_under_a_seal_is_read_in_its_row_and_with_the_seal() -> None:
    best = read("用于教育事业的彩票公益金支出", 0.99)
    name, place = found(read("用于事业2人", 0.83), read("用于教事业的彩票公益金", 0.99), best)
    assert name is best
    assert place == Strip(10, 43, 110, 63)  # no further than print is dark


def test_what_lost_strokes_with_the_seal_is_no_surer_for_having_fewer_letters() -> None:
    best = read("本年支出合计", 0.9)
    assert found(read("公年出合计", 0.91), read("年出合计", 0.99), best)[0] is best


def test_else_the_surer_reading_stands() -> None:
    first = read("住房改革支出", 0.95)
    assert found(first, read("住房改革", 0.9), read("住房改革", 0.8)) == (first, NAME)


def test_letters_beside_a_name_that_was_read_go_without_any_seal_known() -> None:
    new = read("四、公共安全支出", 1.0)
    assert found(read("四、公共安全支出资源局", 0.99), new, None)[0] is new


def test_a_paler_end_of_a_name_is_no_letter_beside_it() -> None:
    strips = [NAME, FIGURE, *OTHERS]
    gray = np.full((400, 400), 255, np.uint8)
    for s in strips[1:]:
        gray[s.y0 : s.y1, s.x0 : s.x1] = 20
    gray[44:62, 10:90] = 20
    gray[44:62, 96:160] = 160  # worn, or copied palely
    gray[30:75, 40:42] = 20  # a stroke over it, which makes it higher than its row
    first = read("一般公共服务支出", 0.95)
    reads = [first, read("8,246.91", 1.0), *[read("教育支出", 1.0)] * len(OTHERS)]
    looks = (lambda some: [read("一般公共", 1.0) for _ in some],) * 2
    assert read_in_rows(reads, strips, gray, HIGH, None, *looks) == (reads, strips)


@pytest.mark.parametrize("new", [read("四、公共", 0.9, 0.4), read("教育支出", 1.0), read("12", 1.0)])
def test_without_a_seal_nothing_else_is_read(new: Read) -> None:
    first = read("四、公共安全支出", 0.9)
    assert found(first, new, None) == (first, NAME)


def test_dashes_that_are_read_as_a_character_do_not_tell_how_high_print_is() -> None:
    dashes = [Strip(500, 100 + 20 * k, 512, 102 + 20 * k) for k in range(20)]
    first = read("教育支出", 1.0)
    strips = [OTHERS[0], FIGURE, *OTHERS[1:], *dashes]
    reads = [first, read("8,246.91", 1.0), *[first] * 4, *[read("一", 1.0)] * 20]
    gray = np.full((600, 600), 200, np.uint8)
    looks = (lambda some: [read("教育", 1.0) for _ in some],) * 2
    assert read_in_rows(reads, strips, gray, HIGH, None, *looks) == (reads, strips)


@pytest.mark.parametrize(
    "figures",
    [
        [],  # nothing beside it tells where the row is
        [Strip(300, 32, 380, 50), Strip(200, 55, 280, 73)],  # two rows
    ],
)
def test_a_name_whose_row_nobody_tells_stays(figures: list[Strip]) -> None:
    strips = [NAME, *(figures or [Strip(300, 300, 380, 318)]), *OTHERS]
    first = read("四、公共安全支出资源局", 0.9)
    assert found(first, read("四、公共安全支出", 1.0), None, strips) == (first, NAME)
