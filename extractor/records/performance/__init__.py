"""绩效自评表 and 绩效目标表, and the sentences about performance, as records."""

from __future__ import annotations

from extractor.records.performance.forms import read_forms

__all__ = ["read_forms"]
