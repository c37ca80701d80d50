"""Page to Sheet: the tables of a page as grids of cells, and the text lines that stand outside them."""

from __future__ import annotations

from extractor.grid.build import Builder, build
from extractor.grid.overleaf import with_columns_overleaf
from extractor.grid.pairs_before import with_pairs_before

__all__ = ["Builder", "build", "with_columns_overleaf", "with_pairs_before"]
