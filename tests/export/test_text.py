"""Text for cells and exact numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.export.numbers import digits, in_printed_unit, printed_number
from extractor.export.text import HarmlessCells, clean, harmless, one_line, runs_as_formula, width
from extractor.model import Box, Figure


def figure(printed: str, amount: str | None) -> Figure:
    value = None if amount is None else Decimal(amount)
    return Figure("c", printed, value, "figure" if amount else "dash", 1, Box(0, 0, 1, 1), 0, 0, 0)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("上级\n补助\n收入", "上级补助收入"),
        ("项 目", "项目"),
        ("合　计", "合计"),
        ("GDP growth\nrate", "GDP growth rate"),
        ("2023 年度\n决算", "2023 年度决算"),
        ("公务\x07用车\ud800", "公务用车"),
        ("", ""),
    ],
)
def test_one_line(printed: str, shown: str) -> None:
    assert one_line(printed) == shown


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-1+1", "@SUM(A1)", " =1", "\t=1", "＝1+1", "--1"])
def test_formulas_are_made_harmless(text: str) -> None:
    assert runs_as_formula(text)
    assert harmless(text) == HarmlessCells()[text] == f"'{text}"


@given(st.text(st.characters(codec=None) | st.sampled_from(["=", "-", "＝", " ", ".", "1", "\x07", "\ud800"])))
def test_the_cells_of_a_csv_are_harmless_texts(text: str) -> None:
    assert HarmlessCells()[text] == harmless(text)


@pytest.mark.parametrize(
    "text", ["-1.23", "-1,234.50", "+5", "-12.5%", "-", "—", "－", "9,788.75", "一、收入", "", "-.5"]
)
def test_numbers_dashes_and_words_stay(text: str) -> None:
    assert not runs_as_formula(text)
    assert harmless(text) == text


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert clean("a\x00b\x0bc\ufffed\udfff𠮷\n") == "abcd𠮷\n"


def test_width_counts_chinese_twice() -> None:
    assert width("合计2.5") == 7


@pytest.mark.parametrize(
    ("printed", "amount", "unit", "shown"),
    [
        ("9,788.75", "9788.75", "万元", "9788.75"),
        ("40.50", "40.50", "万元", "40.50"),
        ("0.00", "0.00", "万元", "0.00"),
        ("(1,234.50)", "-1234.50", "万元", "-1234.50"),
        ("９，７８８．７５", "9788.75", "万元", "9788.75"),
        ("1,234,567.89", "123.456789", "元", "1234567.89"),
        ("12.5", "1.25", "千元", "12.5"),
        ("1.5", "15000", "亿元", "1.5"),
        ("△3.00", "-3.00", "万元", "-3.00"),
        ("7", "7", "万元", "7"),
        ("250", "2.50", "百元", "250"),
        ("—", None, "万元", "—"),
        ("不适用", None, "万元", "不适用"),
    ],
)
def test_printed_numbers_without_separators(printed: str, amount: str | None, unit: str, shown: str) -> None:
    assert printed_number(figure(printed, amount), unit) == shown


def test_the_printed_unit_is_exact() -> None:
    assert in_printed_unit(figure("", "123.456789"), "元") == Decimal("1234567.89")
    assert in_printed_unit(figure("", None), "元") is None


def test_an_unknown_unit_is_an_error_and_no_guess() -> None:
    with pytest.raises(KeyError):
        in_printed_unit(figure("7", "7"), "")


def test_no_exponents() -> None:
    assert digits(Decimal("1E+3")) == "1000"
    assert digits(Decimal("1E-8")) == "0.00000001"
