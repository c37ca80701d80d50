"""Whether a figure is printed whole: no sum misses a nought at its end.

A table that prints every figure to the same places prints them all; one that drops noughts ends no figure in one. A
figure that is shorter than the others of a table of the first kind lost its end on the way.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from extractor.model import Figure, Table


class Places(NamedTuple):
    """How many decimals a table prints."""

    usual: int
    fixed: bool
    """It prints noughts at the end as well, so that all its figures have as many."""

    def whole(self, figure: Figure) -> bool:
        """Whether nothing is missing at the end of a figure; a nought may be printed as 0."""
        return not self.fixed or (not figure.amount and _decimals(figure) == 0) or _decimals(figure) >= self.usual


def places_of(table: Table) -> Places:
    """What most of the figures of a table have."""
    texts = [figure.printed for _, figure in table.figures if figure.state == "figure"]
    count = Counter(map(_places, texts))
    if not count:
        return Places(0, False)
    usual = count.most_common(1)[0][0]
    fixed = usual > 0 and any(text.rstrip(_AFTER)[-1:] in "0０" for text in texts if _places(text) == usual)
    return Places(usual, fixed)


_AFTER = ")）%"


def _decimals(figure: Figure) -> int:
    return _places(figure.printed)


@lru_cache(maxsize=16384)
def _places(printed: str) -> int:
    _, dot, decimals = printed.replace("．", ".").rstrip(_AFTER).rpartition(".")
    return len(decimals) if dot else 0
