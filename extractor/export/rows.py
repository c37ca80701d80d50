"""The rows of a long list as lines of XML: most of a workbook's cells, in a tenth of the time of a cell object each."""

from __future__ import annotations

from collections import defaultdict
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
    form, columns = "", 0
    texts: defaultdict[Look, dict[str, str]] = defaultdict(dict)

    def text_cell(text: str, look: Look) -> str:
        if not text:
            return f'" s="{look.number}"/>'
        style = look.quoted_number if runs_as_formula(text) else look.number
        return f'" s="{style}" t="s"><v>{shared(fit(text))}</v></c>'

    for number, row in enumerate(rows, start=first):
        cells = []
        for value, look in row:
            if isinstance(value, str):
                known = texts[look].get(value)
                if known is None:
                    known = texts[look][value] = text_cell(value, look)
                cells.append(known)
            elif value is None:
                cells.append(text_cell("", look))
            else:
                digits = format(value, "f") if isinstance(value, Decimal) else value
                cells.append(f'" s="{look.number}"><v>{digits}</v></c>')
        if columns != len(cells):
            columns = len(cells)
            form = "".join(f'<c r="{xl_col_to_name(col)}#%s' for col in range(columns))
        high = f' ht="{height(row):g}" customHeight="1"' if height else ""
        yield f'<row r="{number}"{high}>{form.replace("#", str(number)) % tuple(cells)}</row>'
