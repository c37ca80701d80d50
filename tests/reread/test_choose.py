"""Which of several readings of a table is believed, on readings made by hand from a real one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from extractor import verify
from extractor.model import CheckResult, Engine, Figure, Finding, Row, Score, Table
from extractor.reread.choose import Choice, Contender, Weighed, _is_nearer, choose
from extractor.reread.compare import differences, figures_of
from extractor.reread.doubtful import suspects
from tests.readings import of_made

ENGINES: tuple[Engine, ...] = ("pdfium", "pdfplumber", "camelot")


@cache
def account() -> tuple[Table, ...]:
    return of_made("central").tables


def right() -> Table:
    return next(table for table in account() if table.table_id == "T05")


def others() -> list[Table]:
    return [table for table in account() if table.table_id != "T05"]


def with_figures(change: Callable[[Row, Figure], Figure]) -> Table:
    table = right()
    rows = [replace(row, figures=tuple(change(row, figure) for figure in row.figures)) for row in table.rows]
    return replace(table, rows=tuple(rows))


def misread(row_index: int, printed: str = "7.77") -> Table:
    """The table with the total of one row read as something else."""

    def change(row: Row, figure: Figure) -> Figure:
        if (row.index, figure.column_id) != (row_index, "total"):
            return figure
        return replace(figure, printed=printed, amount=Decimal(printed), state="figure")

    return with_figures(change)


def blank(column_id: str) -> Table:
    """The table with a column lost."""
    return with_figures(
        lambda row, figure: (
            replace(figure, printed="", amount=None, state="blank") if figure.column_id == column_id else figure
        )
    )


def decide(*tables: Table | None, hidden: bool = False) -> Choice:
    contenders = [Contender(engine, table) for engine, table in zip(ENGINES, tables, strict=False)]
    printed = [cell.text for part in right().parts for cell in part.cells]
    return choose(contenders, others(), printed, hidden)


def test_a_reading_that_proves_itself_beats_one_that_does_not() -> None:
    assert decide(misread(3), right())[:2] == ("replaced", 1)
    assert decide(misread(3), misread(4), right())[:2] == ("replaced", 2)


def test_the_first_reading_stays_where_only_it_proves_itself() -> None:
    # The other keeps no less of the page, but in the wrong place.
    swapped = with_figures(
        lambda row, figure: (
            replace(figure, column_id={"basic": "project", "project": "basic"}.get(figure.column_id, ""))
            if row.index == 2 and figure.column_id != "total"
            else figure
        )
    )
    assert decide(right(), swapped)[:2] == ("kept", 0)


def test_two_readings_that_agree_are_settled_whatever_the_sums_say() -> None:
    wrong = misread(3, right().rows[0]["total"].printed.replace(",", ""))
    choice = decide(wrong, wrong)
    assert choice[:2] == ("agreed", 0)
    assert choice.settled and choice.scores[0] and choice.scores[0].failed


def test_two_of_three_outvote_one_where_no_sum_decides() -> None:
    moved = figure_moved()
    assert decide(moved[0], moved[1])[0] == "differ"
    assert decide(moved[0], moved[1], moved[1])[:2] == ("agreed", 1)
    assert decide(moved[0], moved[1], moved[0])[:2] == ("agreed", 0)


def figure_moved() -> tuple[Table, Table]:
    """Two readings that keep everything and both fail: two totals exchanged between rows, one way and another."""
    rows = [row.index for row in right().rows if row["total"].state == "figure"][1:5]

    def exchanged(a: int, b: int) -> Table:
        values = {row.index: row["total"] for row in right().rows}

        def change(row: Row, figure: Figure) -> Figure:
            if figure.column_id != "total" or row.index not in (a, b):
                return figure
            other = values[b if row.index == a else a]
            return replace(figure, printed=other.printed, amount=other.amount)

        return with_figures(change)

    first, second = exchanged(rows[0], rows[3]), exchanged(rows[1], rows[3])
    assert figures_of(first) != figures_of(second)
    return first, second


@pytest.mark.parametrize("column_id", ["basic", "project"])
def test_a_reading_with_less_to_prove_does_not_win(column_id: str) -> None:
    """A lost column takes its failing sums with it."""
    choice = decide(misread(3), blank(column_id))
    assert choice[:2] == ("alone", 0)


def test_a_reading_that_lost_tokens_has_no_say() -> None:
    assert decide(right(), blank("project"))[:2] == ("alone", 0)
    assert decide(misread(3), None)[:2] == ("alone", 0)
    assert not decide(misread(3), None).settled


def test_where_text_is_hidden_no_other_reading_wins() -> None:
    assert decide(misread(3), right(), hidden=True)[:2] == ("differ", 0)


def test_a_table_that_was_missing_is_taken_from_the_reading_that_proves_it() -> None:
    assert decide(None, right())[:2] == ("replaced", 1)


def test_a_table_that_was_missing_stays_so_where_one_unproved_reading_speaks_for_it() -> None:
    assert decide(None, misread(3))[:2] == ("alone", 0)
    assert decide(None, misread(3), misread(3))[:2] == ("agreed", 1)
    assert decide(None, right(), hidden=True)[:2] == ("alone", 0)


def test_a_reading_that_is_not_whole_disputes_nothing() -> None:
    wrong = misread(3)
    assert decide(wrong, wrong, blank("project")).heard == {0, 1}
    assert decide(wrong, blank("project"), wrong).heard == {0, 2}


def test_readings_that_each_prove_themselves_and_differ_stay_a_doubt() -> None:
    """Two columns exchanged from top to bottom: no sum tells which is which."""
    other = {"basic": "project", "project": "basic"}
    columns = tuple(replace(column, id=other.get(column.id, column.id)) for column in right().columns)
    swapped = with_figures(lambda row, figure: replace(figure, column_id=other.get(figure.column_id, figure.column_id)))
    exchanged = replace(swapped, columns=columns)
    alone = [Contender("pdfium", right()), Contender("pdfplumber", exchanged)]
    printed = [cell.text for part in right().parts for cell in part.cells]
    assert choose(alone, [], printed)[:2] == ("differ", 0)


def test_readings_are_the_same_whatever_grid_they_come_from() -> None:
    """Rows without figures, the order of a wrapped label's lines, and full-width signs make no difference."""
    table = right()
    rows = [replace(row, label=row.label[::-1], index=row.index + 5) for row in table.rows]
    assert figures_of(replace(table, rows=tuple(rows))) == figures_of(table)
    found, places = differences(table, misread(3))
    (one,) = found
    assert one.chosen == table.rows[2]["total"].printed.replace("，", ",") and one.other == "7.77"
    assert [(place.row_index, place.column_id) for place in places] == [(3, "total")]


def test_tables_are_suspected_for_sums_and_for_their_form() -> None:
    tables = account()
    assert suspects(tables, verify.check(tables), []) == {}
    wrong = tuple(misread(3) if table.table_id == "T05" else table for table in tables)
    causes = suspects(wrong, verify.check(wrong), [])
    assert causes["T05"] == ("check_failed",)
    lost = Finding("lost_token", "…", "T05", 11, "doubt")
    unfit = tuple(replace(t, findings=(lost,)) if t.table_id == "T05" else t for t in tables)
    assert suspects(unfit, (), []) == {"T05": ("lost_token",)}
    loose = Finding("unplaced_lines", "…", page=right().pages[-1], severity="doubt")
    assert suspects(tables, (), [loose]) == {"T05": ("unplaced_lines",)}


def test_a_formula_that_is_printed_wrong_is_no_reason_to_read_figures_again() -> None:
    formula = CheckResult("F02", "T05", "1栏=(2+3)栏", None, None, None, "fail", 11, "……")
    assert suspects(account(), (formula,), []) == {}
    assert suspects(account(), (replace(formula, check_id="I06"),), []) == {"T05": ("check_failed",)}


NEAR = Score(tokens=60, kept=60, wanted=7, columns=7, misfits=1, failed=9, held=47, covered=61, proved=60)


@pytest.mark.parametrize(
    ("one", "nearer"),
    [
        (NEAR._replace(failed=5), True),
        (NEAR._replace(failed=5, columns=6), False),
        # Figures that are none: those of the first reading of a picture were read once more already.
        (NEAR._replace(misfits=2, failed=5, held=55, proved=58), True),
        (NEAR._replace(misfits=2, failed=8, held=55, proved=58), False),
        # It has less to prove.
        (NEAR._replace(misfits=0, failed=0, held=0, covered=0, proved=0), False),
    ],
)
def test_what_makes_a_reading_of_a_picture_nearer_than_the_first(one: Score, nearer: bool) -> None:
    assert _is_nearer(one, NEAR) is nearer


def test_sums_are_told_once_of_the_same_tables() -> None:
    weighed = Weighed()
    table = right()
    first = weighed.of(table, others())
    assert weighed.of(table, others()) is first
    assert weighed.of(misread(1), others()) != first
    assert weighed.of(table, others()[:-1]) is not first
    known = choose([Contender("pdfium", misread(1)), Contender("pdfplumber", table)], others(), [], False, weighed)
    assert known == choose([Contender("pdfium", misread(1)), Contender("pdfplumber", table)], others(), [])
