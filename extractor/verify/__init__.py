"""Tables to checks: the form's own arithmetic, and what it proves of each figure."""

from __future__ import annotations

from extractor.verify.judge import check, of_tables, proved
from extractor.verify.narrative import check_narrative
from extractor.verify.structure import check_structure

__all__ = ["check", "check_narrative", "check_structure", "of_tables", "proved"]
