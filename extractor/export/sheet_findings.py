"""发现: every finding with all that is known of it, ready to sort and to filter."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.export import words
from extractor.export.findings import all_findings
from extractor.export.rows import Value
from extractor.export.sheet_overview import Where, figure_places, page_of, place_of, quotes
from extractor.export.sheet_source import page_link
from extractor.export.sheets import Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line
from extractor.model import Disclosure, Finding, Place
from extractor.naming import copy_name

NAME = "发现"
_COLUMNS = (
    ("级别", 6),
    ("类别", 10),
    ("PDF页", 6),
    ("印刷页", 6),
    ("表", 5),
    ("行", 18),
    ("栏", 13),
    ("印的是", 24),
    ("应为", 13),
    ("怎么改", 34),
    ("说明", 34),
    ("由此引起", 13),
    ("已接受", 14),
    ("编号", 18),
)


def fill_findings(sheet: Sheet, disclosure: Disclosure, where: Where, styles: Styles) -> None:
    """Write 发现 and set the sheet up."""
    findings = all_findings(disclosure)
    for col, (head, _) in enumerate(_COLUMNS, start=1):
        sheet.put(1, col, head, styles.head)
    sheet.set_widths(size for _, size in _COLUMNS)
    places = figure_places(disclosure)
    named = _names(disclosure)
    end = sheet.put_rows(2, (_cells(one, places, named, where, styles) for one in findings), sheet.height_of)
    for row, finding in enumerate(findings, start=2):
        page, _ = page_of(finding)
        if page and where.copied:
            sheet.link_out(row, 3, page_link(copy_name(disclosure.name), page))
        place = _place(finding, places)
        if place is not None and place in where.cells:
            sheet.link(row, 6, where.sheets[place.table_id], where.cells[place])
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, end - 2, len(_COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_up_print(landscape=True)


def _place(finding: Finding, places: Mapping[tuple[str, str, int, object], Place]) -> Place | None:
    return next((place for spot in finding.spots if (place := place_of(spot, places)) is not None), None)


def _names(disclosure: Disclosure) -> dict[Place, tuple[str, str]]:
    """What the row and the column of each figure are called."""
    out: dict[Place, tuple[str, str]] = {}
    for table in disclosure.tables:
        titles = {column.id: column.title for column in reversed(table.columns)}
        for row, figure in table.figures:
            name = " ".join(filter(None, (row.code, row.label)))
            out[table.place(row, figure)] = (name, titles.get(figure.column_id, ""))
    return out


def _cells(
    finding: Finding,
    places: Mapping[tuple[str, str, int, object], Place],
    named: Mapping[Place, tuple[str, str]],
    where: Where,
    styles: Styles,
) -> list[tuple[Value, Look]]:
    page, printed = page_of(finding)
    place = _place(finding, places)
    row, column = named.get(place, ("", "")) if place is not None else ("", "")
    linked = place is not None and place in where.cells
    grave = {"fault": styles.verdict["fail"], "doubt": styles.verdict["disputed"]}
    severity = "已接受" if finding.accepted else words.SEVERITY[finding.severity]
    return [
        (severity, styles.center if finding.accepted else grave.get(finding.severity, styles.center)),
        (words.kind_of(finding), styles.center),
        (page, styles.link_center if page and where.copied else styles.integer),
        (printed, styles.center),
        (place.table_id if place else finding.table_id, styles.center),
        (one_line(row), styles.link if linked else styles.left),
        (one_line(column), styles.left),
        (quotes(finding), styles.left),
        (one_line(finding.expected), styles.left),
        (one_line(finding.todo), styles.left),
        (words.without_grade(one_line(finding.message)), styles.left),
        (finding.cause, styles.text),
        (one_line(finding.accepted), styles.left),
        (finding.finding_id, styles.text),
    ]
