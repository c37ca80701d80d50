"""绩效自评表 and 绩效目标表 as records, each with the words before it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Sheet
from extractor.model.evaluation import Form
from extractor.records.performance.forms import read_forms
from extractor.records.performance.summary import with_summaries
from extractor.records.text import TextLine


def read_evaluations(sheets: Sequence[Sheet], lines: Sequence[TextLine]) -> tuple[Form, ...]:
    """Every performance form of a document with its summary, in order.

    Args:
        sheets: the pages in order, taken apart.
        lines: the running text, line by line in reading order.
    """
    return with_summaries(read_forms(sheets), lines)


__all__ = ["read_evaluations", "read_forms"]
