"""One table of units, used wherever a unit is read or a figure is turned from one into another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.forms.titles import unit_in_words, unit_of
from extractor.language.units import FACTORS, places_of
from tests.normalize.build import read


@pytest.mark.parametrize("unit", FACTORS)
def test_every_unit_is_read_alone_named_and_in_a_header(unit: str) -> None:
    assert unit_of(f"单位：{unit}") == (unit, f"单位：{unit}")
    assert unit_of(f"（{unit}）")[0] == unit_in_words(f"金额单位均为{unit}") == unit
    rows = [["科目编码", "科目名称", f"合计（{unit}）", "基本支出", "项目支出"], ["", "合计", "2.00", "1.00", "1.00"]]
    table = read("T05", rows, unit="")
    assert (table.unit, table.rows[0].amount("total")) == (unit, 2 * FACTORS[unit])


@pytest.mark.parametrize("unit", FACTORS)
def test_places_are_those_of_the_factor(unit: str) -> None:
    assert Decimal(1).scaleb(-places_of(unit)) == FACTORS[unit]


def test_there_is_no_guess_for_a_unit_nobody_knows() -> None:
    with pytest.raises(KeyError):
        places_of("美元")
