"""The running text against the tables and against itself (N01 to N13)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms import families
from extractor.model import CheckResult, Passage, Table
from extractor.verify.narrative.claims import check_claims
from extractor.verify.narrative.classes import check_classes
from extractor.verify.narrative.growth import check_growth
from extractor.verify.narrative.items import check_items
from extractor.verify.narrative.levels import check_levels
from extractor.verify.narrative.limits import check_limits
from extractor.verify.narrative.lists import check_lists
from extractor.verify.narrative.measures import check_measures
from extractor.verify.narrative.nothing import check_nothing
from extractor.verify.narrative.parts import check_parts
from extractor.verify.narrative.procurement import check_procurement
from extractor.verify.narrative.repeated import check_repeated
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.shares import check_shares
from extractor.verify.narrative.targets import Targets
from extractor.verify.narrative.unheaded import sectioned
from extractor.verify.narrative.within import check_within
from extractor.verify.narrative.written import check_written
from extractor.verify.narrative.years import check_years

__all__ = ["check_narrative"]


def check_narrative(
    tables: Sequence[Table], passages: Sequence[Passage], family: str, year: int | None
) -> tuple[CheckResult, ...]:
    """Evaluate everything the text says of figures, in the order of the pages.

    Args:
        tables: the tables as read.
        passages: the running text, section by section.
        family: which family of documents it is of; of one that is not known, nothing is asked.
        year: the fiscal year, where it is known; a figure of another year is not held against the tables.
    """
    known = families().get(family)
    if known is None:
        return ()
    says = known.narrative
    sections = sectioned(passages, says)
    report, targets = Report(), Targets(known.figures, {table.table_id: table for table in tables})
    headed = any(passage.key for passage in passages)
    named = check_claims(passages if headed else sections, says, targets, year, report)
    check_parts(named, says, report)
    check_classes(sections, says.classes, targets, year, report)
    check_levels(sections, says.classes, targets, year, report)
    check_items(sections, says.items, targets, report)
    check_lists(sections, says.lists, targets, report)
    check_measures(sections, says, targets, year, report)
    check_nothing(sections, says.nothing, targets, report)
    named += check_limits(sections, says.limits, targets, year, report)
    check_procurement(sections, says.procurement, report)
    check_growth(sections, says, named, year, report)
    check_shares(sections, says, targets, report)
    if any(table.figure_count for table in tables):  # the blank form is all words to be replaced
        check_within(sections, report)
        check_repeated(sections, says, year, report)
        check_written(sections, report)
        check_years(sections, passages, targets.every(), year, report)
    unique = dict.fromkeys(report.results)
    return tuple(sorted(unique, key=lambda result: (result.page or 0, result.check_id)))
