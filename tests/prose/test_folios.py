"""The number each page bears in print."""

from __future__ import annotations

import pytest

from extractor.model import Sheet
from extractor.prose import printed_pages


def numbers(*pages: str) -> dict[int, str]:
    return printed_pages([Sheet(number, 595, 842, (), (), text) for number, text in enumerate(pages, 1)])


def test_pages_are_numbered_in_step_whatever_the_file_begins_with() -> None:
    assert numbers("封面", "目录", "正文\n1", "正文\n2", "正文\n3") == {3: "1", 4: "2", 5: "3"}


@pytest.mark.parametrize("form", ["- {} -", "— {} —", "第{}页 共20页", "{}/20", "第 {} 页", "{}"])
def test_numbers_in_any_dress(form: str) -> None:
    assert numbers("封面", *(f"某局\n正文\n{form.format(n)}" for n in (1, 2, 3))) == {2: "1", 3: "2", 4: "3"}


def test_pages_before_the_first_are_numbered_in_their_own_way() -> None:
    assert numbers("前言\ni", "前言\nii", "正文\n1", "正文\n2") == {1: "i", 2: "ii", 3: "1", 4: "2"}


def test_a_figure_at_the_foot_of_a_page_is_no_page_number() -> None:
    assert numbers("合计\n12", "正文\n一句话。", "合计\n350") == {}
    assert numbers("12\n正文\n1", "正文\n2", "正文\n3") == {1: "1", 2: "2", 3: "3"}


def test_a_page_without_a_number_has_none() -> None:
    assert numbers("正文\n1", "正文", "正文\n3") == {1: "1", 3: "3"}
