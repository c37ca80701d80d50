"""Units broken over two lines."""

from __future__ import annotations

import pytest

from extractor.locate.broken_units import with_units_whole
from tests.locate.build import line


@pytest.mark.parametrize(
    ("first", "rest"), [("单位：万", "元"), ("金额单位：", "人民币万元"), ("部门：某局  单位:", "千元")]
)
def test_a_unit_is_whole_whatever_stands_between_its_lines(first: str, rest: str) -> None:
    left = line(first, 100.0).words[-1].box.x0
    lines = [line(first, 100.0), line("部门：江城市水利局", 108.0, left=300.0), line(rest, 116.0, left=left)]
    one, other = with_units_whole(lines)
    assert one.squeezed == first.replace(" ", "") + rest
    assert other is lines[1]


def test_a_unit_elsewhere_is_left_alone() -> None:
    lines = [line("单位：万", 100.0), line("元", 200.0)]
    assert with_units_whole(lines) == lines
