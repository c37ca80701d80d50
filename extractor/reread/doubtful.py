"""Which tables are doubtful enough to be read again, for what causes, and on which pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.forms import forms
from extractor.forms.titles import match_title
from extractor.model import CheckResult, Finding, Sheet, Table
from extractor.model.catalogue import MISFITS, UNPLACED

PRINTED_FORMULA = "F02"
"""A formula that is printed wrong says nothing about the figures."""
_LIST_OF_TITLES = 3
"""Titles on a page from which on it is a list of tables, and no table begins there."""


class Doubt(NamedTuple):
    """What speaks against the first reading of a table."""

    causes: tuple[str, ...]
    """`check_failed`, `missing_table`, or codes of the findings that say what did not fit."""
    pages: tuple[int, ...]
    """Where the table may stand."""


def doubtful(
    tables: Sequence[Table],
    checks: Sequence[CheckResult],
    findings: Sequence[Finding],
    sheets: Sequence[Sheet],
) -> dict[str, Doubt]:
    """The tables to be read again, by their ids.

    Args:
        tables: as read first.
        checks: their identities.
        findings: of the walk through the document: figures that stand in no table.
        sheets: the pages as the first reader took them apart.
    """
    causes = suspects(tables, checks, findings)
    found = {}
    for table in tables:
        if table.status == "missing" and (standing := _titled(table, sheets)):
            found[table.table_id] = Doubt(("missing_table",), standing)
        elif table.table_id in causes:
            found[table.table_id] = Doubt(causes[table.table_id], _pages(table, causes[table.table_id], findings))
    return found


def suspects(
    tables: Sequence[Table], checks: Sequence[CheckResult], findings: Sequence[Finding]
) -> dict[str, tuple[str, ...]]:
    """The tables worth reading again and why: `check_failed`, or codes of the findings that say what did not fit.

    Args:
        tables: as read first.
        checks: their identities.
        findings: of the document; figures in no table belong to the table of their page, or the one before it.
    """
    causes: dict[str, list[str]] = {}
    for result in checks:
        if result.grade == "fail" and result.check_id != PRINTED_FORMULA:
            for table_id in sorted({result.table_id, *(place.table_id for place in result.places)}):
                causes.setdefault(table_id, []).append("check_failed")
    for table in tables:
        for finding in table.findings:
            if finding.code in MISFITS and finding.severity == "doubt":
                causes.setdefault(table.table_id, []).append(finding.code)
    for finding in findings:
        if finding.code in UNPLACED and finding.page is not None:
            near = [t for t in tables if t.pages and t.pages[0] <= finding.page <= t.pages[-1] + 1]
            if near:
                causes.setdefault(near[-1].table_id, []).append(finding.code)
    known = forms()
    return {key: tuple(dict.fromkeys(found)) for key, found in causes.items() if key in known}


def _pages(table: Table, causes: Sequence[str], findings: Sequence[Finding]) -> tuple[int, ...]:
    """A table's pages, and those with figures that stand in no table and may be its."""
    own = set(table.pages)
    if set(causes).intersection(UNPLACED) and table.pages:
        loose = {f.page for f in findings if f.code in UNPLACED and f.page is not None}
        own |= {page for page in loose if table.pages[0] <= page <= table.pages[-1] + 1}
    return tuple(sorted(own))


def _titled(table: Table, sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """Where the title of a table stands over nothing that was seen as a table."""
    for sheet in sheets:
        titles = [title for line in sheet.lines if (title := match_title(line.text)) is not None]
        if len(titles) < _LIST_OF_TITLES and any(title.form_id == table.table_id for title in titles):
            return (sheet.page, sheet.page + 1) if sheet.page < len(sheets) else (sheet.page,)
    return ()
