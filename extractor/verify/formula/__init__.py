"""Formulas printed under the tables."""

from __future__ import annotations

from extractor.verify.formula.evaluate import check_formulas

__all__ = ["check_formulas"]
