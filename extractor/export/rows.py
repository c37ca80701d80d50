"""The rows of a long list as lines of XML: most of a workbook's cells, in a tenth of the time of a cell object each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from extractor.export.styles import Look
from extractor.export.text import fit, runs_as_formula

Value = str | int | Decimal | None
"""What a cell shows; None and "" are a blank."""


def row_lines(
    first: int,
    rows: Iterable[Sequence[tuple[Value, Look]]],
    shared: Callable[[str], int],
    height: Callable[[Sequence[tuple[Value, Look]]], float] | None = None,
) -> Iterator[str]:
    """`<row>` elements (ECMA-376, 18.3.1.73), one below the other.

    Args:
        first: number of the first row, from 1.
        rows: value and look of the cells from the first column on; strings are text whatever they say.
        shared: the place of a string in the workbook's table of strings, where it is put if it is not there.
        height: how high a row has to be (points) for its wrapped text to show; spreadsheets differ in whether they find
            that out for themselves. None where nothing is wrapped.
    """
    letters: list[str] = []
    texts: dict[tuple[str, Look], str] = {}
    for number, row in enumerate(rows, start=first):
        letters += [xl_col_to_name(col) for col in range(len(letters), len(row))]
        cells = []
        for letter, (value, look) in zip(letters, row, strict=False):
            if value is None or value == "":
                rest = f'" s="{look.number}"/>'
            elif isinstance(value, str):
                known = texts.get((value, look))
                if known is None:
                    style = look.quoted_number if runs_as_formula(value) else look.number
                    known = texts[value, look] = f'" s="{style}" t="s"><v>{shared(fit(value))}</v></c>'
                rest = known
            else:
                digits = format(value, "f") if isinstance(value, Decimal) else value
                rest = f'" s="{look.number}"><v>{digits}</v></c>'
            cells.append(f'<c r="{letter}{number}{rest}')
        high = f' ht="{height(row):g}" customHeight="1"' if height else ""
        yield f'<row r="{number}"{high}>{"".join(cells)}</row>'
