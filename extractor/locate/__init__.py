"""Sheets to located tables: which grids are which numbered table, in whatever order and under whatever number.

A table is a title, then its grids. The stream of lines and grids is walked in reading order; a title waits for the
next grid, a grid without a title goes on with the table before it, and what stands under a grid is its notes.
"""

from __future__ import annotations

from extractor.locate.declared import Declared, declared_unit
from extractor.locate.kind import Other, kind_of, only_text, other_kind
from extractor.locate.walk import Survey, survey

__all__ = ["Declared", "Other", "Survey", "declared_unit", "kind_of", "only_text", "other_kind", "survey"]
