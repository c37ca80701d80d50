"""Tables and text to checks: the form's own arithmetic, what it proves of each figure, what it means for a document."""

from __future__ import annotations

from extractor.verify.judge import check, of_records, of_tables, proved
from extractor.verify.narrative import check_narrative
from extractor.verify.narrative.initial import initial_budgets
from extractor.verify.records import check_evaluations, check_records, with_proofs
from extractor.verify.structure import check_structure
from extractor.verify.told import findings
from extractor.verify.verdict import verdict

__all__ = [
    "check",
    "check_evaluations",
    "check_narrative",
    "check_records",
    "check_structure",
    "findings",
    "initial_budgets",
    "of_records",
    "of_tables",
    "proved",
    "verdict",
    "with_proofs",
]
