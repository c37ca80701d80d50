"""Whether a grid carries on a table."""

from __future__ import annotations

import pytest

from extractor.forms import forms
from extractor.locate.joining import belongs_elsewhere, confirms, continues, is_coded, same_start
from tests.export.build import grid
from tests.locate.build import FUNCTION, INCOME, MORE, Rows

SPLIT: Rows = [
    ["类", "款", "项", "科目名称", "合计"],
    ["208", "08", "", "抚恤", "5.00"],
    ["208", "08", "01", "死亡抚恤", "5.00"],
]
SPLIT_ON: Rows = [["类", "款", "项", "科目名称", "合计"], ["208", "08", "02", "伤残抚恤", "1.00"]]


def test_the_head_of_the_next_page_with_the_same_outer_edges() -> None:
    first, second = grid(FUNCTION, page=1), grid(MORE, page=2)
    assert continues(second, first, first, first_on_page=True)
    assert not continues(second, first, first, first_on_page=False)


def test_other_edges_and_other_columns_are_another_table() -> None:
    first = grid(FUNCTION, page=1)
    other = grid([["序号", "名称"], ["1", "某站"]], page=2, left=200)
    assert not continues(other, first, first, first_on_page=True)


def test_the_same_columns_shifted_or_scaled_are_the_same_table() -> None:
    first = grid(FUNCTION, page=1, widths=[60, 120, 50, 50, 50, 50, 50, 50])
    shifted = grid(MORE, page=2, left=90, widths=[60, 120, 50, 50, 50, 50, 50, 50])
    scaled = grid(MORE, page=2, widths=[48, 96, 40, 40, 40, 40, 40, 40])
    assert continues(shifted, first, first, first_on_page=True)
    assert continues(scaled, first, first, first_on_page=True)


def test_fewer_inner_lines_within_the_same_edges_are_the_same_table() -> None:
    first = grid(FUNCTION, page=1)
    second = grid([["合计", "100.00"]], page=2, widths=[240, 240])
    assert continues(second, first, first, first_on_page=True)


@pytest.mark.parametrize(
    ("later", "first", "same"),
    [(FUNCTION, FUNCTION, True), (MORE, FUNCTION, False), (SPLIT, SPLIT, True), (SPLIT_ON, SPLIT, False)],
)
def test_a_table_that_begins_again_is_another(later: Rows, first: Rows, same: bool) -> None:
    """A code in three cells is one code: 208|08|02 is not where 208|08 began."""
    assert same_start(grid(later), grid(first)) is same


def test_header_words_confirm_a_title() -> None:
    form = forms()["T03"]
    assert confirms(grid(FUNCTION), form)
    assert confirms(grid(MORE), form)
    assert not confirms(grid([["序号", "事项"], ["1", "防汛"]]), form)


def test_a_header_of_another_form_is_not_ours() -> None:
    assert belongs_elsewhere(grid(INCOME), forms()["T03"])
    assert not belongs_elsewhere(grid(FUNCTION), forms()["T03"])
    assert not belongs_elsewhere(grid(MORE), forms()["T03"])


def test_rows_of_codes() -> None:
    assert is_coded(grid([*FUNCTION, *MORE]))
    assert not is_coded(grid([["2023", "1.00"], ["2022", "1.00"], ["2021", "1.00"]]))


def test_rows_that_span_are_of_a_table_that_stands_elsewhere() -> None:
    """On the right one of two pages on a sheet no edge has its place: widths tell, and each line has one to match."""
    first = grid(FUNCTION, page=4, widths=[20, 40, 30, 20, 45, 25, 20, 50])
    total = [["人员经费合计", "12.10", "公用经费合计", "18.03"]]
    assert continues(grid(total, page=4, left=450, widths=[60, 30, 110, 50]), first, first, first_on_page=True)
    assert not continues(grid(total, page=4, left=450, widths=[70, 30, 100, 50]), first, first, first_on_page=True)
    assert not continues(grid(total, page=4, left=450, widths=[60, 30, 110, 70]), first, first, first_on_page=True)
