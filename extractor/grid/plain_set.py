"""Words of tables that nothing announces as they are set: lines cut at columns, the columns a word touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.grid.segments import SetLine
from extractor.grid.spans import Reach
from extractor.model import Word


@dataclass(slots=True)
class SetRow:
    """One row: its words by the columns they stand in."""

    top: float
    bottom: float
    cells: dict[Reach, list[Word]] = field(default_factory=dict)

    def add(self, reach: Reach, word: Word) -> None:
        self.cells.setdefault(reach, []).append(word)
        self.top, self.bottom = min(self.top, word.box.top), max(self.bottom, word.box.bottom)


@dataclass(slots=True)
class SetCell:
    """A cell of the table before it has its box."""

    row: int
    reach: Reach
    high: int
    words: list[Word]


def cut_at(line: SetLine, edges: Sequence[float]) -> SetLine:
    """The line with words cut that stand on both sides of an edge, where a space lies at it."""
    words: list[Word] = []
    for word in line.words:
        rest = word
        for edge in edges:
            if rest.box.x0 < edge < rest.box.x1 and (parts := line.cut(rest, edge)) is not None:
                words.append(parts[0])
                rest = parts[1]
        words.append(rest)
    return line if len(words) == len(line.words) else SetLine(tuple(words), line.box, line.baseline, line.atoms)


def ink_of(lines: Sequence[SetLine], low: float, high: float) -> tuple[float, float]:
    """The stretch that words wholly inside a column take; the column itself where there are none."""
    words = [w.box for line in lines for w in line.words if w.box.x0 >= low - 1 and w.box.x1 <= high + 1]
    return (min(b.x0 for b in words), max(b.x1 for b in words)) if words else (low, high)


def touched_by(word: Word, columns: Sequence[tuple[float, float]], bounds: Sequence[float]) -> Reach:
    """The columns a word stands in."""
    x0, x1 = word.box.x0, word.box.x1
    middle = (x0 + x1) / 2
    own = next((k for k in range(len(columns)) if bounds[k] <= middle < bounds[k + 1]), len(columns) - 1)
    if x0 >= bounds[own] - 1 and x1 <= bounds[own + 1] + 1:
        return own, own
    inked = [
        k
        for k, (low, high) in enumerate(columns)
        if min(high, x1) - max(low, x0) > 0.3 * min(high - low, word.size) or k == own
    ]
    return inked[0], inked[-1]
