"""A word over the names of rows that was misread beside the same word is that word."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.head_words import with_head_words
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def read(words: list[tuple[str, int]]) -> list[str]:
    """What becomes of words, each with the height where it stands."""
    reads = [Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text)))) for text, _ in words]
    strips = [Strip(200 * k, y, 200 * k + 60, y + 20) for k, (_, y) in enumerate(words)]
    return [each.text for each in with_head_words(reads, strips)]


def test_beside_the_same_word_it_is_that() -> None:
    assert read([("项目", 100), ("决算数", 100), ("项日", 101)]) == ["项目", "决算数", "项目"]


@pytest.mark.parametrize(
    "words",
    [
        [("收入", 100), ("项日", 100)],
        [("项目", 100), ("项日", 140)],
        [("行次", 100), ("栏目", 100)],
        [("科目名称", 100), ("科目编码", 100)],
    ],
)
def test_anywhere_else_it_stays(words: list[tuple[str, int]]) -> None:
    assert read(words) == [text for text, _ in words]


def test_a_lost_bracket_is_told_by_the_other() -> None:
    assert read([("项目按功能分类)", 100), ("项目(按功能分类", 100)]) == ["项目(按功能分类)"] * 2
    assert read([("项目甲乙)", 100), ("项目", 100)]) == ["项目甲乙)", "项目"]
