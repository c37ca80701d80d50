"""Sheets to passages: the running text of a document as a person reads it, section by section."""

from __future__ import annotations

from extractor.prose.folios import printed_pages
from extractor.prose.passages import passages, passages_of
from extractor.prose.running import RunningLine, running_lines

__all__ = ["RunningLine", "passages", "passages_of", "printed_pages", "running_lines"]
