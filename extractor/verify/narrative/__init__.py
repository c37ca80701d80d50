"""The running text against the tables and against itself (N01 to N13)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import CheckResult, Passage, Table
from extractor.verify.narrative.claims import check_claims
from extractor.verify.narrative.classes import check_classes
from extractor.verify.narrative.growth import check_growth
from extractor.verify.narrative.items import check_items
from extractor.verify.narrative.lists import check_lists
from extractor.verify.narrative.nothing import check_nothing
from extractor.verify.narrative.operating import check_operating
from extractor.verify.narrative.parts import check_parts
from extractor.verify.narrative.procurement import check_procurement
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Targets
from extractor.verify.narrative.three_public import check_three_public

__all__ = ["check_narrative"]


def check_narrative(
    tables: Sequence[Table], passages: Sequence[Passage], family: str, year: int | None
) -> tuple[CheckResult, ...]:
    """Evaluate everything the text says of figures, in the order of the pages.

    Args:
        tables: the tables as read.
        passages: the running text, section by section.
        family: `department` or `university`.
        year: the fiscal year, where it is known; a figure of another year is not held against the tables.
    """
    sections = [passage for passage in passages if passage.key]
    report, targets = Report(), Targets({table.table_id: table for table in tables})
    named = check_claims(sections, targets, family, year, report)
    check_parts(named, report)
    check_classes(sections, targets, year, report)
    check_items(sections, targets, report)
    check_lists(sections, targets, report)
    check_three_public(sections, targets, year, report)
    check_nothing(sections, targets, report)
    named += check_operating(sections, targets, year, report)
    check_procurement(sections, report)
    check_growth(sections, named, year, report)
    unique = dict.fromkeys(report.results)
    return tuple(sorted(unique, key=lambda result: (result.page or 0, result.check_id)))
