"""The rows of findings.csv, and the verdicts of a document in words with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, get_args

from extractor.export.words import KIND_OF_FINDING, STATUS
from extractor.forms import catalogue
from extractor.model import CheckResult, Disclosure, Finding, FindingKind, Spot
from extractor.model.geometry import rounded


class FindingRow(NamedTuple):
    """One place that a finding speaks of; the fields are the columns of findings.csv, all as text.

    A finding of which several places may be the wrong one has a row for each, with one finding_id.
    """

    finding_id: str
    code: str
    severity: str
    kind: str
    table_id: str
    row_id: str
    column_id: str
    page: str
    printed_page: str
    x0: str
    top: str
    x1: str
    bottom: str
    printed: str
    expected: str
    message: str
    todo: str
    cause: str
    accepted: str
    check_id: str
    figure_id: str


FINDING_COLUMNS = FindingRow._fields
_COUNTED: dict[FindingKind, str] = KIND_OF_FINDING | {"amount": "金额"}
_RANK = {"fault": 0, "doubt": 1, "info": 2}


def all_findings(disclosure: Disclosure) -> list[Finding]:
    """The document's findings and its tables', each once: the grave ones first, what follows from another behind it."""
    gathered = [*disclosure.findings, *(finding for table in disclosure.tables for finding in table.findings)]
    once: dict[object, Finding] = {}
    for finding in gathered:
        once.setdefault(finding.finding_id or finding, finding)
    found = sorted(once.values(), key=lambda finding: _RANK[finding.severity])
    below: dict[str, list[Finding]] = {}
    for finding in found:
        below.setdefault(finding.cause if finding.cause in once else "", []).append(finding)
    out: list[Finding] = []
    open_ones = below.get("", [])[::-1]
    while open_ones:
        out.append(open_ones.pop())
        open_ones += below.pop(out[-1].finding_id, [])[::-1] if out[-1].finding_id else []
    return out


def finding_rows(disclosure: Disclosure) -> Iterator[FindingRow]:
    """One row a place, the grave findings first."""
    for finding in all_findings(disclosure):
        for spot in finding.spots or (Spot(finding.table_id, page=finding.page or 0),):
            yield finding_row(finding, spot)


def finding_row(finding: Finding, spot: Spot) -> FindingRow:
    """One place that a finding speaks of."""
    x0, top, x1, bottom = ("", "", "", "") if spot.box is None else (f"{value:.2f}" for value in rounded(spot.box))
    return FindingRow(
        finding.finding_id,
        finding.code,
        finding.severity,
        finding.kind,
        spot.table_id or finding.table_id,
        spot.row_id,
        spot.column_id,
        str(spot.page or ""),
        spot.printed_page,
        x0,
        top,
        x1,
        bottom,
        spot.quote,
        finding.expected,
        finding.message,
        finding.todo,
        finding.cause,
        finding.accepted,
        finding.check_id,
        spot.figure_id,
    )


# Verdicts -------------------------------------------------------------------------------------------------------------


def verdict_words(disclosure: Disclosure) -> str:
    """A document's status with what it found: `不符：金额 2，比率 1，模板文字 3`.

    Faults are counted by what they are about, each once whatever follows from it; those that a person accepted are
    counted apart, and change nothing of the status: the document still says what it says.
    """
    found = all_findings(disclosure)
    roots = [one for one in found if one.severity == "fault" and not one.cause]
    counts = Counter(one.kind for one in roots if not one.accepted)
    parts = [f"{_COUNTED[kind]} {counts[kind]}" for kind in get_args(FindingKind) if counts[kind]]
    accepted = sum(1 for one in roots if one.accepted)
    if accepted:
        parts.append(f"已接受 {accepted}")
    said = "，".join(parts)
    status = STATUS[disclosure.status]
    if disclosure.status == "doubtful":
        doubts = sum(1 for one in found if one.severity == "doubt")
        return f"{status} {doubts}" + (f"；{STATUS['inconsistent']}：{said}" if said else "")
    return f"{status}：{said}" if said else status


def text_verdict(disclosure: Disclosure) -> str:
    """What is said of the text alone: 通过, 尾差, 不符, or 未核 where nothing in it could be checked."""
    grades = {
        check.grade for check in disclosure.checks if of_text(check) and (check.grade != "fail" or _weighs(check))
    }
    words = (("fail", "不符"), ("tail", "尾差"), ("exact", "通过"))
    return next((word for grade, word in words if grade in grades), "未核")


def _weighs(check: CheckResult) -> bool:
    """Whether a breach of it is a fault."""
    known = catalogue().checks.get(check.check_id)
    return (check.severity or ("fault" if known is None else known.severity)) == "fault"


def of_text(check: CheckResult) -> bool:
    """Whether a check speaks of the text, or of what is printed around the tables, and of no figure of theirs."""
    known = catalogue().checks.get(check.check_id)
    return known is not None and not known.of_tables
