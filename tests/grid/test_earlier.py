"""What earlier pages tell later ones."""

from __future__ import annotations

from extractor.grid.build import Builder
from extractor.grid.earlier import Earlier, signature
from extractor.model import Box, Char, Word
from tests.grid.build import page, set_centred, set_right, set_text, texts

COLUMNS = (("合计", 300.0), ("基本支出", 390.0), ("项目支出", 480.0))


def header(title: str) -> list[Char]:
    out = set_centred(title, 300, 60) + set_text("单位：万元", 440, 80)
    out += set_text("科目编码", 50, 100) + set_text("科目名称", 120, 100)
    return out + [char for word, x1 in COLUMNS for char in set_right(word, x1, 100)]


def row(baseline: float, code: str, name: str, *figures: str) -> list[Char]:
    out = set_text(code, 50, baseline) + set_text(name, 120, baseline)
    return out + [c for figure, (_, x1) in zip(figures, COLUMNS, strict=True) for c in set_right(figure, x1, baseline)]


def word(text: str) -> Word:
    return Word(text, Box(0, 0, 10, 10), 10.0)


def test_a_repeated_header_has_the_columns_it_had() -> None:
    builder = Builder()
    body = row(120, "205", "教育支出", "9.00", "4.00", "5.00") + row(136, "20502", "普通教育", "9.00", "4.00", "5.00")
    first = builder.build(page(header("一般公共预算财政拨款支出决算表") + body))
    alone = row(120, "2050201", "学前教育", "", "", "5.00")
    second = builder.build(page(header("一般公共预算财政拨款支出决算表（续表）") + alone, number=2))
    (one,), (other,) = first.grids, second.grids
    assert one.cols == other.cols == 5
    assert texts(other)[-1] == ["2050201", "学前教育", "", "", "5.00"]


def test_the_decimals_of_a_document_are_known_when_enough_figures_agree() -> None:
    earlier = Earlier()
    earlier.count([word("12.34")] * 9)
    assert earlier.decimals == 0
    earlier.count([word("1.50")] * 9 + [word("0.00")] * 50 + [word("教育支出"), word("2050201")])
    assert earlier.decimals == 2
    earlier.count([word("1.500000")] * 30)
    assert earlier.decimals == 0


def test_headers_are_told_apart_by_words_and_places() -> None:
    here, there = word("合计"), Word("合计", Box(100, 0, 120, 10), 10.0)
    assert signature([[here]]) == signature([[here]]) != signature([[there]])
    assert signature([[here, there]]) == signature([[there], [here]])
