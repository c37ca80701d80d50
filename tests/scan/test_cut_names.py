"""A bracket is a part of the name it stands behind, and a name of what ends in a colon before it."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Ruling
from extractor.scan.cut_names import whole_names
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

HIGH, WIDE = 20, 22


def joined(first: str, second: str, blank: int, rulings: tuple[Ruling, ...] = (), lower: int = 0) -> list[str]:
    """The texts of two pieces of one line, so much blank between them."""
    x1 = 100 + WIDE * len(first)
    x2 = x1 + blank
    strips = [Strip(100, 300, x1, 300 + HIGH), Strip(x2, 300 + lower, x2 + WIDE * len(second), 300 + lower + HIGH)]
    reads = [Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text)))) for text in (first, second)]
    found, boxes = whole_names(reads, strips, rulings)
    for read, strip in zip(found, boxes, strict=True):
        assert len(read.places) == len(read.text)
        assert list(read.places) == sorted(read.places)
        assert strip.x0 in (100, x2)
    return [read.text for read in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("经营支出", "(万元)"),
        ("上缴上级支出", "（"),
        ("因公出国", "（境）费"),
        ("其中：", "教育"),
        ("本年收入", "（万元）"),
    ],
)
def test_what_a_sign_keeps_apart_is_one_name(first: str, second: str) -> None:
    assert joined(first, second, 16) == [first + second]
    assert joined(first, second, 30) == [first, second]


@pytest.mark.parametrize(
    ("first", "second"), [("科目名称", "合计"), ("基本支出", "（一）人员经费"), ("12.30", "（万元）"), ("项目", "12:")]
)
def test_other_words_side_by_side_stay_apart(first: str, second: str) -> None:
    assert joined(first, second, 16) == [first, second]


def test_nothing_is_joined_across_a_line_or_with_another_row() -> None:
    between = Ruling(196.0, 250.0, 196.0, 400.0, 2.0)
    assert joined("经营支出", "（万元）", 16, (between,)) == ["经营支出", "（万元）"]
    assert joined("经营支出", "（万元）", 16, lower=15) == ["经营支出", "（万元）"]


def test_pieces_of_three_are_one() -> None:
    strips = [Strip(100, 300, 166, 320), Strip(180, 300, 224, 320), Strip(240, 300, 328, 320)]
    reads = [Read(text, 1.0, 1.0, (0.5,) * len(text)) for text in ("其中：", "教育", "（万元）")]
    ((read,), (strip,)) = whole_names(reads, strips, ())
    assert (read.text, strip.x0, strip.x1) == ("其中：教育（万元）", 100, 328)
