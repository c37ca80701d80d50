"""Located table to figures: header words to columns, cells to keys and exact amounts."""

from __future__ import annotations

from extractor.normalize.odd_keys import KEY_FINDINGS, key_findings
from extractor.normalize.parted_names import parted_as_elsewhere
from extractor.normalize.table import missing_table, read_table

__all__ = ["KEY_FINDINGS", "key_findings", "missing_table", "parted_as_elsewhere", "read_table"]
