"""Charts show what a document prints, and the years of one department and no other."""

from __future__ import annotations

from decimal import Decimal

from extractor.review.charts import charts, years
from extractor.review.ids import Ids
from tests.review.printed import read


def row(document: str, year: int, **more: str) -> dict[str, str]:
    known = {"document": document, "entity": "某局", "fiscal_year": str(year), "scope": "部门", "kind": "account"}
    return known | {"income_year": f"{year}.50", "expenditure_year": f"{year}.25"} | more


def test_bars_are_figures_of_the_document_each_with_its_id() -> None:
    ids = Ids(read())
    found = {chart.title[1]: chart.bars for chart in charts(read(), ids)}
    assert set(found) == {"Income by source", "Basic and project spending", "Spending by class (类)"}
    for bars in found.values():
        assert max(bar.length for bar in bars) == 100
        for bar in bars:
            assert ids.figures[bar.figure_id][2].amount == bar.amount
    total = sum(bar.amount for bar in found["Spending by class (类)"])
    assert total == read()["T03"].total_row.amount("expenditure_total")  # type: ignore[union-attr]


def test_the_years_of_a_department_stand_in_order_and_another_one_apart() -> None:
    rows = [row("b", 2023), row("a", 2022), row("c", 2022, entity="某局", region="别县"), row("d", 2021, entity="别局")]
    found = years(rows)
    assert set(found) == {"a", "b"}
    assert [(one.year, one.document, one.income) for one in found["b"]] == [
        ("2022", "a", Decimal("2022.50")),
        ("2023", "b", Decimal("2023.50")),
    ]


def test_a_publication_that_was_replaced_does_not_count_for_its_year() -> None:
    rows = [row("a", 2022), row("old", 2023, current="0", income_year="1"), row("new", 2023, current="1")]
    found = years(rows)
    assert [one.document for one in found["a"]] == ["a", "new"] and "old" in found


def test_one_year_is_no_chart_and_words_are_no_amounts() -> None:
    assert years([row("a", 2022)]) == {}
    (one, _) = years([row("a", 2022, income_year="不详", income_total=""), row("b", 2023)])["a"]
    assert one.income is None and one.expenditure == Decimal("2022.25")
