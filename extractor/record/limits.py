"""What a record may hold: far more than the largest account has, far less than what keeps a machine busy for a day."""

from __future__ import annotations

from decimal import Decimal

from extractor.errors import BadRecordError
from extractor.forms import forms
from extractor.model import Disclosure, Passage

MAX_BYTES = 64 << 20
"""The largest records of real documents have five megabytes."""
_MAX_TABLES = 100
_MAX_ROWS = 1_000
"""Of a table with a form: there are fewer codes and names that can stand in one, and sums over rows take their time."""
_MAX_LISTED = 20_000
"""Of a table without a form, which may list anything."""
_MAX_FIGURES = 100_000
"""Of a document."""
_MAX_CHECKS = 200_000
_MAX_FINDINGS = 20_000
_MAX_LETTERS = 500_000
"""Of the running text; the longest explanations have fifty thousand."""
_MAX_LINE = 4_000
"""Letters of a label, a printed figure and other things that stand in one place."""
_DIGITS = 40
"""Before the point and behind it: money is exact, and `Decimal` would hold a milliard of digits."""


def check_limits(disclosure: Disclosure) -> None:
    """Raises `BadRecordError` where a record is larger than any account."""
    tables = disclosure.tables
    counts = {
        "表": (len(tables), _MAX_TABLES),
        "行": (max((len(table.rows) for table in tables if table.table_id in forms()), default=0), _MAX_ROWS),
        "各行": (sum(len(table.rows) for table in tables), _MAX_LISTED),
        "数字": (sum(len(row.figures) for table in tables for row in table.rows), _MAX_FIGURES),
        "勾稽关系": (len(disclosure.checks), _MAX_CHECKS),
        "发现": (
            len(disclosure.findings) + sum(len(table.findings) for table in tables),
            _MAX_FINDINGS,
        ),
        "更正": (len(disclosure.corrections), _MAX_FIGURES),
        "正文字数": (sum(_letters(one) for one in disclosure.passages), _MAX_LETTERS),
    }
    for name, (count, most) in counts.items():
        if count > most:
            raise BadRecordError(f"{name}（{count:,}）超出记录的范围（{most:,}）")
    texts = [disclosure.entity, disclosure.source, disclosure.scope, *disclosure.contents]
    for table in tables:
        texts += [table.title_printed, table.form_no_printed, table.unit_printed]
        for row in table.rows:
            texts += [row.label, row.code, row.line_no, row.section, row.first_reading, row.row_id]
            for figure in row.figures:
                texts += [figure.printed, figure.first_reading]
                _check_amount(figure.amount, f"{table.table_id} 第 {row.index} 行 {figure.column_id}")
    for one in disclosure.corrections:
        texts += [*one.correction[:-1], one.read, one.read_state, one.read_before]
    for check in disclosure.checks:
        for amount in (check.expected, check.found, check.bound):
            _check_amount(amount, f"勾稽关系 {check.check_id}")
    if any(len(text) > _MAX_LINE for text in texts):
        raise BadRecordError(f"有一处文字超过 {_MAX_LINE:,} 字")


def _letters(passage: Passage) -> int:
    printed = sum(len(line.text) for line in passage.lines)
    return max(len(passage.text) + len(passage.heading), printed)


def _check_amount(amount: Decimal | None, where: str) -> None:
    if amount is None:
        return
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_DIGITS or amount.adjusted() > _DIGITS:
        raise BadRecordError(f"{where[:100]} 的金额不是数字，或位数太多")
