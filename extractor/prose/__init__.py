"""Sheets to passages: the running text of a document as a person reads it, section by section."""

from __future__ import annotations

from extractor.prose.folios import printed_pages
from extractor.prose.passages import passages

__all__ = ["passages", "printed_pages"]
