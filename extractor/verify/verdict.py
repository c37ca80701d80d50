"""What the checks mean for a document: findings for people, and its status."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.model import CheckResult, Finding, Status, Table
from extractor.model.catalogue import finding
from extractor.verify.judge import of_tables


def findings(tables: Sequence[Table], checks: Sequence[CheckResult]) -> tuple[Finding, ...]:
    """Every check that fails, and one line a table for all differences that rounding explains."""
    faults = [
        finding(
            "check_failed" if of_tables(check) else "text_differs", check.table_id, check.page, message=check.message
        )
        for check in checks
        if check.grade == "fail"
    ]
    return (*faults, *_tails(tables, checks))


def _tails(tables: Sequence[Table], checks: Sequence[CheckResult]) -> list[Finding]:
    out = []
    for table in tables:
        # A percentage that is cut off is a difference of another kind.
        tails = [c for c in checks if c.grade == "tail" and c.table_id == table.table_id and c.places]
        if tails:
            most = max(abs(check.difference or Decimal(0)) for check in tails)
            title, count = table.form_title, len(tails)
            out.append(finding("rounding", table.table_id, tails[0].page, title=title, count=count, most=most))
    return out


def verdict(found: Sequence[Finding]) -> tuple[Status, str]:
    """A document's status and its machine code: a doubt about the reading weighs more than a fault of the document."""
    doubts = [finding for finding in found if finding.severity == "doubt"]
    if doubts:
        return "doubtful", doubts[0].code
    faults = [finding for finding in found if finding.severity == "fault"]
    if faults:
        return "inconsistent", faults[0].code
    return "verified", "ok"
