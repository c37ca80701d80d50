"""What the running text and the small tables say, as records."""

from __future__ import annotations

from extractor.records.read import read_records

__all__ = ["read_records"]
