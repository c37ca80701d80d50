"""Tables ruled between their columns alone."""

from __future__ import annotations

import pytest

from extractor.grid.build import build
from extractor.model import Char, Ruling
from tests.grid.build import flat, page, set_centred, set_right, set_text, texts, upright

_EDGES = (50.0, 110.0, 280.0, 380.0, 460.0, 545.0)
_FIGURES = _EDGES[3:]


def _rows(first: float) -> list[Char]:
    out: list[Char] = []
    for k, (code, name, *figures) in enumerate(
        [
            ("205", "教育支出", "30.00", "10.00", "20.00"),
            ("20501", "教育管理事务", "30.00", "10.00", "20.00"),
            ("2050101", "行政运行", "10.00", "10.00", ""),
            ("2050102", "一般行政管理事务", "20.00", "", "20.00"),
        ]
    ):
        y = first + 20 * k
        out += set_text(code, 54, y) + set_text(name, 114, y)
        for figure, edge in zip(figures, _FIGURES, strict=True):
            out += set_right(figure, edge - 2, y)
    return out


def _head(y: float) -> list[Char]:
    words = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
    return [
        char
        for word, low, high in zip(words, _EDGES, _EDGES[1:], strict=False)
        for char in set_centred(word, (low + high) / 2, y)
    ]


def _uprights(top: float, bottom: float) -> list[Ruling]:
    return [upright(x, top, bottom) for x in _EDGES]


@pytest.mark.parametrize("inside", [False, True], ids=["title over the frame", "title in the frame"])
def test_a_head_that_no_line_parts_from_its_rows_is_none_of_them(inside: bool) -> None:
    chars = (
        set_centred("支出决算表", 300, 100, 14) + set_text("部门：某局", 54, 120) + set_right("单位：万元", 540, 120)
    )
    chars += _head(150) + set_centred("合计", 195, 172) + set_right("30.00", 378, 172) + _rows(192)
    top = 80.0 if inside else 130.0
    frame = [flat(top, _EDGES[0], _EDGES[-1]), flat(262, _EDGES[0], _EDGES[-1]), *_uprights(130, 262)]
    (grid,) = build(page(chars, [*frame, *[upright(x, top, 262) for x in (_EDGES[0], _EDGES[-1])]])).grids
    head, total, first, *_ = texts(grid)
    assert head == ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    assert total[2] == "30.00"
    assert first == ["205", "教育支出", "30.00", "10.00", "20.00"]


def test_rows_alone_between_upright_lines_are_rows() -> None:
    """As on the pages that such a table goes on to."""
    (grid,) = build(page(_rows(60), _uprights(45, 130))).grids
    assert grid.kind == "ruled"
    assert [row[0] for row in texts(grid)] == ["205", "20501", "2050101", "2050102"]
