"""Printed strings to exact numbers: every way of printing one is read back exactly, and nothing else is a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.language.numbers import FACTORS, are_several, read_cell, read_figure, to_wan, unit_behind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # thousands separators: ASCII, none, full width
        ("9,788.75", "9788.75"),
        ("1,332,679,300.00", "1332679300.00"),
        ("9746.50", "9746.50"),
        ("307.82", "307.82"),
        ("9，788.75", "9788.75"),
        # zeros are figures
        ("0", "0"),
        ("0.00", "0.00"),
        (".5", "0.5"),
        # trimmed
        ("40.5", "40.5"),
        ("4,800", "4800"),
        # wrapped and set apart inside one cell
        ("9,788.\n75", "9788.75"),
        ("9,\n788.75", "9788.75"),
        ("9,788\n.75", "9788.75"),
        ("1, 511.90", "1511.90"),
        ("9 , 7 8 8 . 7 5", "9788.75"),
        ("9788.7\n5", "9788.75"),
        ("6\n9，421\n.10", "69421.10"),
        ("6\n9，109.3\n0", "69109.30"),
        ("2\n，709.69", "2709.69"),
        ("- 3.2", "-3.2"),
        ("(\n1.23)", "-1.23"),
        # negatives of every kind
        ("-1.23", "-1.23"),
        ("－1.23", "-1.23"),
        ("—1.23", "-1.23"),
        ("−1.23", "-1.23"),
        ("(1.23)", "-1.23"),
        ("（1.23）", "-1.23"),
        ("(1,234.56)", "-1234.56"),
        ("△1.23", "-1.23"),
        ("▲1.23", "-1.23"),
        ("+1.23", "1.23"),
        ("-0.00", "0.00"),
        # full width
        ("１２３．４５", "123.45"),
        ("¥12.30", "12.30"),
    ],
)
def test_figures(text: str, value: str) -> None:
    found = read_figure(text)
    assert (found.state, found.value) == ("figure", Decimal(value))
    assert found.value is not None and found.value.as_tuple().exponent == Decimal(value).as_tuple().exponent


@pytest.mark.parametrize("text", ["", " ", "\n", "　", " \n　 "])
def test_blanks(text: str) -> None:
    assert read_figure(text) == ("blank", None, False)


@pytest.mark.parametrize("text", ["—", "－", "-", "--", "——", "–", "/", "无", " — ", "―"])
def test_dashes(text: str) -> None:
    assert read_figure(text) == ("dash", None, False)


@pytest.mark.parametrize(("text", "value"), [("7.1%", "7.1"), ("100％", "100"), ("-3.5%", "-3.5")])
def test_percentages_say_so(text: str, value: str) -> None:
    assert read_figure(text) == ("figure", Decimal(value), True)


@pytest.mark.parametrize(
    "text",
    [
        # two numbers in one cell are two numbers
        "12 34",
        "1.00 2.00",
        "1.00\n2.00",
        "9,788.75\n1,010.15",
        "100\n200",
        "1,234 567",
        "12.34 56",
        "0.00 0.00",
        # separators where none can be
        "1,23.45",
        "12,34",
        "1,2345.00",
        ",123",
        "123,",
        "1.234,56",
        "1.2.3",
        "1..2",
        # not a number, not only a number
        "合计",
        "2.00万元",
        "约12",
        "12a",
        "(1.23",
        "1.23)",
        "((1))",
        "--1",
        "-(1)",
        "△",
        "%",
        ".",
        ",",
        "()",
        "1e5",
        "0x10",
        "NaN",
        "Infinity",
        "½",
        "①",
        "1,234.56①",
        "12.30²",
        "3.5⑴",
        "一二三",
        "12\ufffd34",
        "\ufffd",
        "٣٤",
        "1_000",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert read_figure(text) == ("text", None, False)


# Any amount in any style a document may print it in.

amounts = st.decimals(min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2)
SIGNS = {"-": "-{}", "－": "－{}", "−": "−{}", "()": "({})", "（）": "（{}）", "△": "△{}", "▲": "▲{}", "—": "—{}"}


def printed(value: Decimal, sign: str, separator: str, trimmed: bool, wide: bool) -> str:
    digits = f"{abs(value):,f}"
    if trimmed and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = digits.replace(",", separator)
    if wide:
        digits = digits.translate({ord(d): ord(d) - ord("0") + ord("０") for d in "0123456789"})
    return SIGNS[sign].format(digits) if value < 0 else digits


styles = {
    "sign": st.sampled_from(sorted(SIGNS)),
    "separator": st.sampled_from([",", "，", ""]),
    "trimmed": st.booleans(),
    "wide": st.booleans(),
}


@given(amounts, *styles.values())
def test_any_amount_in_any_style_is_read_back_exactly(
    value: Decimal, sign: str, separator: str, trimmed: bool, wide: bool
) -> None:
    found = read_figure(printed(value, sign, separator, trimmed, wide))
    assert (found.state, found.value) == ("figure", value)


@given(amounts, *styles.values())
def test_space_around_and_between_single_characters_changes_nothing(
    value: Decimal, sign: str, separator: str, trimmed: bool, wide: bool
) -> None:
    text = printed(value, sign, separator, trimmed, wide)
    assert read_figure(f"  {text}\n").value == value
    if len(text) > 2:
        assert read_figure(" ".join(text)).value == value


@given(amounts, st.data())
def test_a_figure_broken_over_two_lines_is_that_figure_or_none(value: Decimal, data: st.DataObject) -> None:
    """Wherever the line ends: the whole is read, or nothing; never a part."""
    text = printed(value, "-", ",", trimmed=False, wide=False)
    at = data.draw(st.integers(1, len(text) - 1))
    found = read_figure(f"{text[:at]}\n{text[at:]}")
    assert (found.state, found.value) in (("figure", value), ("text", None))


@given(amounts, st.integers(1, 3), st.data())
def test_a_figure_broken_at_a_sign_is_read(value: Decimal, breaks: int, data: st.DataObject) -> None:
    text = printed(value, "-", ",", trimmed=False, wide=False)
    places = [k + 1 for k, char in enumerate(text) if char in ",."]
    for at in sorted(data.draw(st.sets(st.sampled_from(places), max_size=breaks)), reverse=True):
        text = f"{text[:at]}\n{text[at:]}"
    assert read_figure(text).value == value


@given(amounts, amounts, st.sampled_from([" ", "\n", "  "]), st.sampled_from([",", ""]))
def test_two_figures_in_one_cell_are_never_joined(one: Decimal, other: Decimal, between: str, separator: str) -> None:
    """Each has its two decimals, so together they are two figures, whatever their digits."""
    text = between.join(printed(value, "-", separator, trimmed=False, wide=False) for value in (one, other))
    assert read_figure(text).state == "text"


@given(st.integers(0, 999999), st.integers(0, 999999), st.sampled_from([" ", "\n"]))
def test_two_whole_numbers_in_one_cell_are_never_joined(one: int, other: int, between: str) -> None:
    assume(len(f"{one}{other}") > 2)
    assert read_figure(f"{one}{between}{other}").state == "text"


@given(amounts, st.text(alphabet=st.characters(categories=["Lo", "Lu", "Ll", "So", "No"]), min_size=1, max_size=4))
def test_a_figure_beside_words_is_no_figure(value: Decimal, words: str) -> None:
    assume(not set(words) & set("△▲¥￥一") and words not in ("无",))
    figure = printed(value, "-", ",", trimmed=False, wide=False)
    for text in (figure + words, words + figure, f"{figure}\n{words}", f"{words} {figure}"):
        assert read_figure(text).state == "text"


@given(st.text(max_size=12))
def test_any_string_has_a_state_and_only_figures_have_a_value(text: str) -> None:
    found = read_figure(text)
    assert (found.value is not None) == (found.state == "figure")
    if found.state == "figure":
        assert any(char.isdigit() for char in text)
    if found.state == "blank":
        assert not text.split()


@pytest.mark.parametrize(
    ("value", "unit", "wan"),
    [
        ("97887500.00", "元", "9788.75"),
        ("0.01", "元", "0.000001"),
        ("97887.5", "千元", "9788.75"),
        ("9788.75", "万元", "9788.75"),
        ("0.978875", "亿元", "9788.75"),
        ("123", "百元", "1.23"),
    ],
)
def test_units(value: str, unit: str, wan: str) -> None:
    assert to_wan(Decimal(value), unit) == Decimal(wan)


@given(amounts, st.sampled_from(sorted(FACTORS)))
def test_conversion_is_exact(value: Decimal, unit: str) -> None:
    assert to_wan(value, unit) / FACTORS[unit] == value


def test_an_unknown_unit_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(KeyError):
        to_wan(Decimal(1), "两")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("1,234.56万元", "1234.56", "万元"), ("-0.5元", "-0.5", "元"), ("(3.20)亿元", "-3.20", "亿元"), ("12", "12", "")],
)
def test_a_figure_may_have_its_unit_behind_it_in_its_cell(text: str, value: str, unit: str) -> None:
    found = read_cell(text)
    assert (found.state, found.value, unit_behind(text)) == ("figure", Decimal(value), unit)


@pytest.mark.parametrize("text", ["万元", "约12万元", "12%元", "12美元", "1,23.45万元", "无元"])
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert read_cell(text).state == "text"


@pytest.mark.parametrize("text", ["0275195.16", "00.50", "-012", "(05.00)"])
def test_no_amount_begins_with_a_nought_and_a_digit(text: str) -> None:
    """The nought is that of the cell before."""
    assert read_figure(text).state == "text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,734.3519287.7472", True),
        ("0.42720.6408", True),
        ("1,734.35", False),
        ("12", False),
        ("见12.30和1.20", False),
    ],
)
def test_figures_that_run_into_one_another(text: str, expected: bool) -> None:
    assert are_several(text) is expected
