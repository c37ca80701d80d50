"""What stands at the edges of pages and is no content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.edges import (
    is_blank_page,
    is_browser_line,
    is_of_page_number,
    is_page_number,
    is_roman_number,
)


@given(st.integers(1, 9999), st.sampled_from(["{}", "-{}-", "—{}—", "第{}页", "·{}·", "~{}~", "_{}_", "{}."]))
def test_a_number_of_a_page_however_it_is_dressed(number: int, dress: str) -> None:
    assert is_page_number(dress.format(number))


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_number_of_so_many_pages(number: int, of: int) -> None:
    for text in (
        f"{number}/{of}",
        f"第{number}页共{of}页",
        f"第{number}页,共{of}页",
        f"第{number}页/共{of}页",
        f"Page{number}",
        f"Page{number}of{of}",
    ):
        assert is_page_number(text)


@pytest.mark.parametrize("text", ["", "合计", "1,234", "12.50", "1,234.56", "第三部分", "12万元", "iv", "-1.5-"])
def test_what_numbers_no_page(text: str) -> None:
    assert not is_page_number(text)


@pytest.mark.parametrize(
    ("text", "is_one"), [("iv", True), ("-XII-", True), ("12", False), ("收入", False), ("", False)]
)
def test_roman_numbers(text: str, is_one: bool) -> None:
    assert is_roman_number(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"), [("Page", True), ("3of20", True), ("第", True), ("Annex", False), ("", False)]
)
def test_pieces_of_what_numbers_a_page(text: str, is_one: bool) -> None:
    assert is_of_page_number(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2024/8/30 上午10:21", True),
        ("2024年8月30日 10:21:05", True),
        ("https://www.example.gov.cn/a.html", True),
        ("about:blank", True),
        ("2024年8月30日", False),
        ("支出决算表", False),
    ],
)
def test_lines_that_browsers_print(text: str, is_one: bool) -> None:
    assert is_browser_line(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("", True),
        ("（本页无正文）", True),
        ("空白页 - 3 -", True),
        ("第 9 页", True),
        ("第 9 页 共 20 页", True),
        ("本页无正文，另有说明", False),
        ("公开04表", False),
    ],
)
def test_pages_that_say_nothing(text: str, is_one: bool) -> None:
    assert is_blank_page(text) is is_one
