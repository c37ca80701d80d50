"""The records beyond the tables against each other and against the tables; one module a kind of rule."""

from __future__ import annotations

from extractor.verify.records.evaluations import check_evaluations
from extractor.verify.records.judge import check_records
from extractor.verify.records.proofs import with_proofs

__all__ = ["check_evaluations", "check_records", "with_proofs"]
