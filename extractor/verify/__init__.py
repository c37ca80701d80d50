"""Tables to checks: the form's own arithmetic, and what it proves of each figure."""

from __future__ import annotations

from extractor.verify.judge import check, proved

__all__ = ["check", "proved"]
