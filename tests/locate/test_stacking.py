"""Heads that the break between two pages goes through."""

from __future__ import annotations

from dataclasses import replace

from extractor.locate.stacking import repeats, stacked
from tests.export.build import grid

KINDS = grid([["预算数", "<", "<", "决算数", "<", "<"]], page=1)
REST = grid([["合计", "因公出国（境）费", "公务接待费"] * 2, ["9.00", "4.00", "5.00", "8.00", "4.00", "4.00"]], page=2)


def test_the_first_row_of_a_head_stands_over_the_rest_on_the_next_page() -> None:
    whole = stacked(KINDS, REST)
    assert whole is not None
    assert [cell.text for cell in whole.matrix()[0]] == ["预算数"] * 3 + ["决算数"] * 3
    assert [row[0].text for row in whole.matrix()] == ["预算数", "合计", "9.00"]
    assert {cell.page for cell in whole.cells if cell.row == 0} == {1}
    assert whole.page == 2 and list(whole.ys) == sorted(whole.ys)


def test_a_head_that_is_repeated_or_holds_figures_is_no_piece_of_one() -> None:
    assert stacked(grid([["预算数", "<", "<", "9.00", "<", "<"]]), REST) is None
    assert stacked(grid([["合计", "因公出国（境）费", "公务接待费"] * 2]), REST) is None


def test_edges_that_the_next_page_has_not_are_of_another_table() -> None:
    assert stacked(grid([["预算数", "决算数"]]), REST) is None


def test_a_head_alone_is_on_the_next_page_again_with_more_of_it() -> None:
    alone = replace(grid([["项目", "金额"]], page=1), kind="aligned")
    assert repeats(
        alone, grid([["项目", "金额", "<"], ["^", "合计", "小计"], ["一、外交支出", "9.00", "9.00"]], page=2)
    )
    assert not repeats(alone, grid([["项目", "决算数"], ["一、外交支出", "9.00"]], page=2))
    assert not repeats(grid([["项目", "金额"]], page=1), grid([["项目", "金额"], ["一、外交支出", "9.00"]], page=2))


def test_a_name_in_two_lines_may_be_cut_where_the_head_is_repeated() -> None:
    alone = replace(grid([["预算数", "<"], ["合计", "因公出国（境）"]], page=1), kind="aligned")
    rest = [["预算数", "<"], ["合计", "因公出国（境）\n费"], ["9.00", "9.00"]]
    assert repeats(alone, grid(rest, page=2))
    assert not repeats(alone, grid([*rest[:1], ["合计", "因公接待（境）\n费"], rest[2]], page=2))
