"""Figures read from a picture with other decimals than all others of their table.

The rest of a line is read as a 1 at the end of a figure, and of its total; a line takes the last digit with it that
stands on it. No sum notices: the change is less than what was rounded away, or is made up for where another figure is
read again. Nor does one where a figure and its only part lost their points, as it holds in any unit.
Where noughts at the end are not printed, figures may have fewer decimals than others, and none ends in a nought.
Where nearly all figures of a table have as many decimals, one that has not was misread.

Nor does a sum notice that a piece of an upright line is read as a 1, where its total is another piece: 1 = 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
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
    is_usual = _usual(table)

    def told(row: Row, figure: Figure) -> Figure:
        read = figure.proof == "proved" and _is_read(figure)
        odd = read and (_may_be_line(figure) or not is_usual(figure))
        return replace(figure, proof="unproved") if odd and table.place(row, figure) not in vouched.figures else figure

    return table.map_figures(told)


def _usual(table: Table) -> Callable[[Figure], bool]:
    """Whether a figure has the decimals that are usual in its table; all have, where none are."""
    counts = Counter(_decimals(figure) for _, figure in table.figures if _is_read(figure))
    usual, times = counts.most_common(1)[0] if counts else (0, 0)
    if times < _MANY or times < _NEARLY_ALL * counts.total():
        return lambda figure: True
    printed = [figure.printed for _, figure in table.figures if _is_read(figure) and _decimals(figure)]
    noughts = any(text.endswith("0") for text in printed)

    def is_usual(figure: Figure) -> bool:
        decimals = _decimals(figure)
        return decimals == usual or (0 < decimals < usual and not noughts)

    return is_usual


def _is_read(figure: Figure) -> bool:
    """Whether a figure was read from a picture, and is more than a zero, which may be printed otherwise."""
    return figure.engine == "ocr" and figure.state == "figure" and bool(figure.amount)


def _may_be_line(figure: Figure) -> bool:
    """Whether nothing but strokes of 1 was read."""
    return _is_read(figure) and set(figure.printed) <= {"1"}


def _decimals(figure: Figure) -> int:
    return len(figure.printed.rpartition(".")[2]) if "." in figure.printed else 0
