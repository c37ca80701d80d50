"""Disclosure -> files: xlsx, csv, json, and DataFrames. The only stage that knows XlsxWriter and pandas.

Importing this package loads neither: `write_document` imports XlsxWriter when it is called, `frames.frames` pandas.
"""

from __future__ import annotations

from extractor.export.document import OUTPUTS, marked_copy, write_document
from extractor.export.downstream import write_run_parquet
from extractor.export.run import Outcome, write_run

__all__ = ["OUTPUTS", "Outcome", "marked_copy", "write_document", "write_run", "write_run_parquet"]
