"""What is reported of pages that hold a table of the first reading and one of another."""

from __future__ import annotations

from dataclasses import replace

from extractor import locate
from extractor.document.tables import read_tables, walked
from extractor.model import Line
from tests.locate.build import FUNCTION, line, sheet


def test_rows_of_a_table_of_the_first_reading_are_not_lost_in_another() -> None:
    """Without upright lines the rows of one table are lines; they are lines of no table only where none holds them."""
    first = sheet(2, "支出决算表", "单位：万元", FUNCTION)
    survey = locate.survey([first])
    tables = read_tables(survey, "department", [first])
    box = first.grids[0].box
    row = line("合计  9.00  8.00", top=box.top + 20, page=2)
    lost = line("合计  9.00  8.00", top=box.bottom + 40, page=2)

    def told(*lines: Line) -> list[str]:
        other = sheet(2, "支出决算表", "单位：万元")
        other = replace(other, lines=(*other.lines, *lines))
        return [note.code for note in walked(survey, [first], [other], "account", tables)]

    assert told(row) == []
    assert told(row, lost) == ["unplaced_lines"]
