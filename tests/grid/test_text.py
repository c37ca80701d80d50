"""Characters to writing lines, words and cell texts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.grid.text import cell_text, em_of, split_at_gaps, to_lines, writing_lines
from extractor.language.numbers import read_figure
from extractor.language.text import UNREADABLE
from extractor.model import Char
from tests.grid.build import EM, set_text


def line_texts(chars: list[Char]) -> list[str]:
    return ["".join(c.text for c in line) for line in writing_lines(chars)]


def test_lines_go_by_baseline_not_by_the_order_in_the_file() -> None:
    chars = set_text("机关事业单位", 50, 100) + set_text("养老保险缴", 50, 112) + set_text("费支出", 50, 124)
    random.Random(1).shuffle(chars)
    assert line_texts(chars) == ["机关事业单位", "养老保险缴", "费支出"]


def test_fonts_mixed_on_a_line_stay_one_line() -> None:
    """Digits of another font sit a little higher; the next line of the label is a whole line lower."""
    chars = (
        set_text("其中", 50, 100.0) + set_text("208", 70, 98.6) + set_text("支出", 90, 101.0) + set_text("费", 50, 111)
    )
    assert line_texts(chars) == ["其中208支出", "费"]


def test_bold_printed_twice_is_read_once() -> None:
    chars = set_text("合计100.10", 50, 100) + set_text("合计100.10", 50.3, 100)
    assert line_texts(chars) == ["合计100.10"]


def test_the_same_digit_twice_is_two_digits() -> None:
    assert line_texts(set_text("1,100.00", 50, 100)) == ["1,100.00"]


@pytest.mark.parametrize(("one", "other"), [("1", "7"), ("100.10", "200.20"), ("9,788.75", "7.5")])
def test_one_number_over_another_is_no_number(one: str, other: str) -> None:
    """Whichever was meant, nobody can tell; read in any order they would be a figure that is not printed."""
    (line,) = line_texts(set_text(one, 50, 100) + set_text(other, 51, 100))
    assert UNREADABLE in line
    assert read_figure(line).state == "text"


def test_cut_at_gaps() -> None:
    chars = set_text("部门：某局", 50, 100) + set_text("单位：万元", 300, 100)
    assert ["".join(c.text for c in part) for part in split_at_gaps(chars, 0.6)] == ["部门：某局", "单位：万元"]


def test_letter_spaced_words_come_apart_and_squeeze_together() -> None:
    text, _ = cell_text(set_text("合计", 50, 100, gap=12))
    assert text == "合 计"


def test_cell_text_keeps_printed_lines_apart() -> None:
    text, box = cell_text(set_text("9,788.", 50, 100) + set_text("75", 70, 111))
    assert text == "9,788.\n75"
    assert box == (50, 92, 80, 113)


def test_an_empty_cell_has_no_text_and_no_box() -> None:
    assert cell_text([]) == ("", None)


def test_free_lines_are_words_from_left_to_right() -> None:
    (line,) = to_lines(3, set_text("公开01表", 400, 100) + set_text("编制单位：某局", 50, 100))
    assert [word.text for word in line.words] == ["编制单位：某局", "公开01表"]
    assert (line.page, line.squeezed, line.text) == (3, "编制单位：某局公开01表", "编制单位：某局 公开01表")


@pytest.mark.parametrize(("sizes", "em"), [([], 9.0), ([10, 10, 24], 10), ([0.5, 12, 12], 12), ([100, 100, 11], 11)])
def test_the_usual_height_of_a_character(sizes: list[float], em: float) -> None:
    chars = [c._replace(size=size) for size in sizes for c in set_text("字", 0, 0)]
    assert em_of(chars) == em


@given(
    st.lists(st.text(alphabet="支出合计0123456789,.", min_size=1, max_size=12), min_size=1, max_size=6), st.randoms()
)
def test_every_character_is_on_exactly_one_line(rows: list[str], rng: random.Random) -> None:
    chars = [char for k, text in enumerate(rows) for char in set_text(text, 50, 100 + 1.3 * EM * k)]
    rng.shuffle(chars)
    assert line_texts(chars) == rows
