"""The rows of a long list as lines of XML: most of a workbook's cells, in a tenth of the time of a cell object each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from extractor.export.styles import Look
from extractor.export.text import fit, runs_as_formula

Value = str | int | Decimal | None
"""What a cell shows; None and "" are a blank."""


def row_lines(first: int, rows: Iterable[Sequence[tuple[Value, Look]]]) -> Iterator[str]:
    """`<row>` elements (ECMA-376, 18.3.1.73), one below the other.

    Args:
        first: number of the first row, from 1.
        rows: value and look of the cells from the first column on; strings are text whatever they say.
    """
    letters: list[str] = []
    texts: dict[tuple[str, int], str] = {}
    for number, row in enumerate(rows, start=first):
        letters += [xl_col_to_name(col) for col in range(len(letters), len(row))]
        cells = []
        for letter, (value, look) in zip(letters, row, strict=False):
            if value is None or value == "":
                rest = f'" s="{look.number}"/>'
            elif isinstance(value, str):
                key = value, look.number
                rest = texts.get(key) or texts.setdefault(key, _text(value, look))
            else:
                digits = format(value, "f") if isinstance(value, Decimal) else value
                rest = f'" s="{look.number}"><v>{digits}</v></c>'
            cells.append(f'<c r="{letter}{number}{rest}')
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _text(value: str, look: Look) -> str:
    style = look.quoted_number if runs_as_formula(value) else look.number
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escape(fit(value))}</t></is></c>'


_SPECIAL = re.compile(r"[&<>]")
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _escape(text: str) -> str:
    """`text` for the inside of an XML element."""
    return _SPECIAL.sub(lambda match: _ENTITY[match.group()], text)
