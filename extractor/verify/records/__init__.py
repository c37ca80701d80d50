"""The records of the text against each other and against the tables."""

from __future__ import annotations

from extractor.verify.records.judge import check_records

__all__ = ["check_records"]
