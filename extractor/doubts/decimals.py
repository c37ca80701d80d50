"""Figures read from a picture with other decimals than all others of their table.

The rest of a line is read as a 1 at the end of a figure, and of its total; a line takes the last digit with it that
stands on it. No sum notices: the change is less than what was rounded away, or is made up for where another figure is
read again. Nor does one where a figure and its only part lost their points, as it holds in any unit.
Where noughts at the end are not printed, figures may have fewer decimals than others, and none ends in a nought.
Where nearly all figures of a table have as many decimals, one that has not was misread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Figure, Row, Table
from extractor.model.correction import NOBODY, Vouched

_MANY, _NEARLY_ALL = 5, 0.8


def distrust_decimals(tables: Sequence[Table], vouched: Vouched = NOBODY) -> tuple[Table, ...]:
    """The tables, with no figure proved that was read with other decimals than are usual there.

    Args:
        tables: with their proofs.
        vouched: what a person vouches for.
    """
    return tuple(_distrusted(table, vouched) for table in tables)


def _distrusted(table: Table, vouched: Vouched) -> Table:
    counts = Counter(_decimals(figure) for _, figure in table.figures if _is_read(figure))
    if not counts:
        return table
    usual, times = counts.most_common(1)[0]
    if times < _MANY or times < _NEARLY_ALL * counts.total():
        return table

    printed = [figure.printed for _, figure in table.figures if _is_read(figure) and _decimals(figure)]
    noughts = any(text.endswith("0") for text in printed)

    def told(row: Row, figure: Figure) -> Figure:
        decimals = _decimals(figure)
        odd = decimals > usual or (decimals < usual and (noughts or not decimals))
        odd = odd and figure.proof == "proved" and _is_read(figure)
        return replace(figure, proof="unproved") if odd and table.place(row, figure) not in vouched.figures else figure

    return table.map_figures(told)


def _is_read(figure: Figure) -> bool:
    """Whether a figure was read from a picture, and is more than a zero, which may be printed otherwise."""
    return figure.engine == "ocr" and figure.state == "figure" and bool(figure.amount)


def _decimals(figure: Figure) -> int:
    return len(figure.printed.rpartition(".")[2]) if "." in figure.printed else 0
