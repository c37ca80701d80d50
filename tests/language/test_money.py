"""Money as it is printed: whatever the sum and the way of printing it, every question about it is answered alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.money import (
    amounts_in,
    decimals_of,
    holds_amount,
    holds_cents,
    holds_money,
    is_amount,
    is_amount_in_cents,
    is_code,
    is_dash,
    is_integer,
    is_money,
    is_number,
    is_well_formed,
    lacks_separator,
)
from extractor.language.numbers import read_figure

DECIMALS = st.integers(1, 6)
WHOLES = st.integers(0, 10**11)
WORDS = st.text(alphabet="合计收入支出年度一、（）：万元其中教育", max_size=8)


@st.composite
def printed(draw: st.DrawFn, decimals: st.SearchStrategy[int] = DECIMALS) -> str:
    """An amount with decimals, with separators or without."""
    whole, places = draw(WHOLES), draw(decimals)
    tail = draw(st.integers(0, 10**places - 1))
    return f"{whole:,}.{tail:0{places}d}" if draw(st.booleans()) else f"{whole}.{tail:0{places}d}"


@given(printed())
def test_an_amount_is_one_by_every_question(text: str) -> None:
    assert amounts_in(text) == [text]
    assert holds_amount(text) and holds_money(text)
    assert is_amount(text) and is_number(text) and is_money(text) and is_well_formed(text)
    assert not is_integer(text) and not is_code(text) and not is_dash(text)
    assert decimals_of(text) == len(text.partition(".")[2])


@given(printed(st.integers(2, 6)))
def test_two_decimals_are_cents(text: str) -> None:
    assert is_amount_in_cents(text)
    assert holds_cents(text) == (len(text.partition(".")[2]) == 2 or "," in text)


@given(printed(), st.sampled_from("-−－△"))
def test_a_negative_amount_is_one_as_well(text: str, sign: str) -> None:
    for negative in (sign + text, f"({text})", f"（{text}）"):
        assert is_amount(negative)
        assert read_figure(negative).value == -Decimal(text.replace(",", ""))
    assert is_number(sign + text) and is_well_formed(sign + text)


@given(WORDS, printed(), WORDS)
def test_an_amount_between_words_is_found_as_it_is_printed(before: str, text: str, after: str) -> None:
    assert amounts_in(f"{before}{text}{after}") == [text]
    assert holds_amount(f"{before}{text}{after}")


@given(st.lists(printed(), max_size=5))
def test_amounts_are_found_in_order(texts: list[str]) -> None:
    assert amounts_in("\n".join(texts)) == texts


@given(st.text(alphabet="0123456789.,-()%△", max_size=12))
def test_what_is_read_as_an_amount_is_taken_for_money_where_columns_are_found(text: str) -> None:
    if read_figure(text).state == "figure" and ("." in text or "," in text):
        assert is_money(text)


@given(st.integers(0, 9999999))
def test_a_code_is_no_money(number: int) -> None:
    text = str(number)
    assert is_integer(text) and is_number(text) and not is_money(text)
    assert amounts_in(text) == [] and not holds_amount(text)
    assert is_code(text) == (len(text) in (3, 5, 7))


@given(WHOLES, DECIMALS)
def test_where_others_are_separated_one_that_is_not_lost_its_comma(whole: int, places: int) -> None:
    text = f"{whole}.{0:0{places}d}"
    assert lacks_separator(text) == (whole >= 1000)
    assert not lacks_separator(f"{whole:,}.00")


@pytest.mark.parametrize("text", ["060.00", "000", "60.00-", "6,0.00", "6000,000.00", "60,00", "1,2345.00", ""])
def test_what_nobody_prints_is_not_well_formed(text: str) -> None:
    assert not is_well_formed(text)


@pytest.mark.parametrize(("text", "holds"), [("1.2行政运行", False), ("1.2.3项目", False), ("行政运行1.2", True)])
def test_a_number_before_a_name_numbers_it(text: str, holds: bool) -> None:
    assert holds_money(text) is holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.50", ["1,234.50"]),
        ("１２．５０", ["12.50"]),
        ("100.00 60.00", ["100.00", "60.00"]),
        ("2010101", []),
        ("2023年度", []),
        ("-3.20\n4.1", ["3.20", "4.1"]),
    ],
)
def test_money_is_told_from_codes_and_years(text: str, expected: list[str]) -> None:
    assert amounts_in(text) == expected


@pytest.mark.parametrize(
    "text",
    ["9,788.75", "9788.75", "0.00", "-1.23", "－1.23", "（1.23）", "△1.5", "—", "12.5%", "１２３", "2010601", ".5"],
)
def test_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["\ufffd04.90", "1,\ufffd3\ufffd.15", "12.\ufffd0", "-\ufffd.50"])
def test_a_figure_is_one_though_digits_were_not_read(text: str) -> None:
    """It keeps its column where no lines do; its amount is another matter."""
    assert is_number(text) and is_money(text) and not is_amount(text) and not is_code(text)


@pytest.mark.parametrize(
    "text",
    ["", "合计", "1栏", "一、", "12万元", "a1", "①", "²", "\ufffd", "\ufffd.\ufffd\ufffd", "2\ufffd1", "\ufffd23年度"],
)
def test_words_are_no_numbers(text: str) -> None:
    assert not is_number(text)


def test_money_is_what_can_only_be_a_figure() -> None:
    assert is_money("1.00") and is_money("1,000") and is_money("—")
    assert not is_money("2010601") and not is_money("31")
    assert is_code("201") and is_code("20106") and is_code("2010601")
    assert not is_code("2010") and not is_code("20106011") and not is_code("20a")
    assert is_integer("31") and not is_integer("3.1")
