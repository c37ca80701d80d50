"""What earlier pages of a document showed, by which later pages are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.grid.tracks import Track
from extractor.grid.writing import TextLine
from extractor.language.money import decimals_of
from extractor.language.text import squeeze
from extractor.model import Word

Signature = tuple[tuple[str, int], ...]
"""The words of a header and where they stand, in steps of a few points."""

_STEP = 4.0
_SURE = 0.9
_MANY = 10


@dataclass(slots=True)
class Earlier:
    """Filled page by page, in order."""

    running: set[str] = field(default_factory=set)
    """What stood at the top and foot of pages, digits aside: heads and feet where it comes again."""
    columns: dict[Signature, list[Track]] = field(default_factory=dict)
    """The columns that stood under each header: the same header has the same columns wherever it is repeated."""
    cut_head: tuple[TextLine, ...] = ()
    """Lines of a head at the foot of the last page: the rest of its table is on the next, and the rest of the head may
    be."""
    head: tuple[TextLine, ...] = ()
    """Lines of the last head of a table without lines: on the pages it goes on to it may come again anywhere."""
    _decimals: Counter[int] = field(default_factory=Counter)

    def count(self, words: Iterable[Word]) -> None:
        """Take note of how many decimals figures have."""
        figures = (word.text for word in words if any(digit in word.text for digit in "123456789"))  # 0.00 says nothing
        self._decimals.update(places for text in figures if (places := decimals_of(text)))

    @property
    def decimals(self) -> int:
        """The number of decimals that nearly all figures have; 0 where there is none or not enough was seen."""
        total = self._decimals.total()
        places, count = next(iter(self._decimals.most_common(1)), (0, 0))
        return places if total >= _MANY and count >= _SURE * total else 0


def signature(head: Iterable[Iterable[Word]]) -> Signature:
    """What tells a header from others."""
    return tuple(sorted((squeeze(word.text), round(word.box.mid_x / _STEP)) for line in head for word in line))
