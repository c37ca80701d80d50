"""DataFrames for notebooks: exact amounts, one frame a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.export.frames import frames
from extractor.export.tidy import FIGURE_COLUMNS
from tests.export.build import absent, disclosure, income_table, total_table


def test_one_frame_a_table_and_the_tidy_one() -> None:
    found = frames(disclosure(total_table(), income_table(), absent("T09", "三公")))
    assert list(found) == ["T01", "T02", "T09", "figures"]
    assert list(found["T02"]) == [
        "row_id", "side", "section", "line_no", "code", "level", "label",
        "income_total", "fiscal_appropriation", "superior_subsidy",
    ]  # fmt: skip
    assert len(found["T09"]) == 0


def test_amounts_are_decimals() -> None:
    total = frames(disclosure(total_table(unit="元")))["T01"]
    assert total["amount"].dtype == object
    assert total["amount"].tolist() == [
        Decimal("0.978875"), Decimal("0.00405"), None, Decimal("0"), None, None, Decimal("-0.978875"),
        Decimal("0.978875"),
    ]  # fmt: skip
    assert all(isinstance(value, Decimal | None) for value in total["amount"])
    assert total.loc[total.label == "总计", "amount"].sum() == Decimal("0.978875")


def test_the_tidy_frame_has_the_columns_of_figures_csv() -> None:
    made = disclosure(income_table())
    tidy = frames(made)["figures"]
    assert list(tidy) == list(FIGURE_COLUMNS)
    assert tidy["amount"].tolist()[:3] == [Decimal("2961.68"), Decimal("2940.05"), None]
    assert tidy["page"].tolist() == [8] * 9 + [9] * 3
    assert tidy["printed"].tolist()[-1] == "=1+1"


def test_texts_are_strings_whole_numbers_whole_and_amounts_numbers_where_they_are_asked_for() -> None:
    found = frames(disclosure(income_table()), "float")
    tidy = found["figures"]
    kinds = {name: str(tidy[name].dtype) for name in ("code", "row_id", "fiscal_year", "page", "x0", "amount")}
    assert kinds == {
        "code": "string", "row_id": "string", "fiscal_year": "Int64", "page": "Int64", "x0": "float64",
        "amount": "float64",
    }  # fmt: skip
    assert tidy.nlargest(1, "amount")["amount"].tolist() == [1234567.89]
    assert str(found["T02"]["code"].dtype) == "string" and str(found["T02"]["income_total"].dtype) == "float64"
    with pytest.raises(ValueError, match="'decimal', 'float'"):
        frames(disclosure(), "int")  # type: ignore[arg-type]


def test_a_document_without_tables() -> None:
    found = frames(disclosure())
    assert list(found) == ["figures"] and list(found["figures"]) == list(FIGURE_COLUMNS)
