"""The records of the text against each other and against the tables."""

from __future__ import annotations

from extractor.verify.records.judge import check_records
from extractor.verify.records.proofs import with_proofs

__all__ = ["check_records", "with_proofs"]
