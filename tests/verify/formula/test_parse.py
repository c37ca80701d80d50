"""Formulas printed under the tables, in every notation that was seen, and any text without an accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.verify.formula.parse import parse


def read(text: str) -> list[str]:
    return [str(formula) for formula in parse(text)[0]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("27行 = (1+2+3) 行；", ["27行=(1+2+3)行"]),
        ("1栏各行=（2+3+4）栏各行", ["1栏=(2+3+4)栏"]),
        ("58行 = (32+33+...+36) 行；", ["58行=(32+33+34+35+36)行"]),
        ("58行=（32＋33＋……＋35）行。", ["58行=(32+33+34+35)行"]),
        ("9行=(1+3+…+7)行", ["9行=(1+3+5+7)行"]),
        ("6栏各行 = (1+2-3) 栏各行；3栏各行 = (4+5) 栏各行", ["6栏=(1+2-3)栏", "3栏=(4+5)栏"]),
        ("6栏各行=（1+2－3）栏各行", ["6栏=(1+2-3)栏"]),
        ("6栏各行=（1+2—3）栏各行", ["6栏=(1+2-3)栏"]),
        ("6栏=1+2-(3+4)栏", ["6栏=(1+2-3-4)栏"]),
        ("27行＝1行", ["27行=(1)行"]),
        ("注：1．本表反映收入。2．27行=(1+2)行；31行=(27+28)行。", ["27行=(1+2)行", "31行=(27+28)行"]),
        ("58行=(32+33+...+\n57)行", [f"58行=({'+'.join(map(str, range(32, 58)))})行"]),
        ("1栏=（2+3+6）栏；3栏=（4+5）栏；7栏=（8+9+12）栏", ["1栏=(2+3+6)栏", "3栏=(4+5)栏", "7栏=(8+9+12)栏"]),
        ("本表反映部门本年度的总收支和年末结转结余情况。", []),
        ("2023年度决算=收入", []),
    ],
)
def test_notations(text: str, wanted: list[str]) -> None:
    assert read(text) == wanted


def test_numbers_between_dots_are_known_as_implied() -> None:
    (formula,) = parse("9行=(1+2+...+5)行")[0]
    assert formula.implied == {3, 4}


@pytest.mark.parametrize(
    "text", ["27行=(1+2行；", "27行=(1+2)栏", "27行=(+...+3)行", "27行=(3+...+1)行", "27行=(1+2+)行", "5栏=甲+乙栏"]
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    formulas, strange = parse(text)
    assert formulas == []
    assert len(strange) == 1


@given(st.text(alphabet="0123456789行栏各=()（）[]+-－—….;；。 \n", max_size=80))
def test_no_text_raises(text: str) -> None:
    formulas, _ = parse(text)
    assert all(formula.terms for formula in formulas)


@given(
    total=st.integers(min_value=1, max_value=99),
    terms=st.lists(st.tuples(st.sampled_from((1, -1)), st.integers(min_value=1, max_value=99)), min_size=1, max_size=9),
    axis=st.sampled_from(("行", "栏", "栏各行")),
)
def test_what_is_written_is_read_back(total: int, terms: list[tuple[int, int]], axis: str) -> None:
    terms[0] = (1, terms[0][1])
    written = "".join(f"{'+' if sign > 0 else '-'}{number}" for sign, number in terms).removeprefix("+")
    (formula,) = parse(f"{total}{axis}=（{written}）{axis}；")[0]
    assert (formula.total, list(formula.terms)) == (total, terms)
    assert formula.axis == ("line" if axis == "行" else "column")
