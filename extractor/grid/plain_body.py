"""Rows of tables that nothing announces: which lines are rows, and which go on with the row above."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.forms.labels import opens_row
from extractor.grid.plain_set import SetRow, touched_by
from extractor.grid.segments import SetLine, is_figure, is_filler
from extractor.grid.spans import Reach
from extractor.language.money import is_code
from extractor.model import Word

_TIGHT = 0.8
"""Lines of one cell stand closer than rows do: at most this share of the usual distance."""
_LOOSE = 2.2
"""Heights of a character from line to line of one name, where its code tells that it is one."""
_CODED = 0.7
"""Of the rows of a table that names its rows by codes as well."""


def body_rows(
    lines: Sequence[SetLine], columns: Sequence[tuple[float, float]], bounds: Sequence[float], through: Sequence[float]
) -> list[SetRow]:
    rows: list[SetRow] = []
    sources: list[SetLine] = []
    ruled = _rules_divide_rows(lines, through)
    pitch = _pitch(lines)
    names = _name_column(lines, columns, bounds)
    for k, line in enumerate(lines):
        row = SetRow(line.box.top, line.box.bottom)
        for word in line.words:
            row.add(_place(word, line, columns, bounds), word)
        if rows:
            divided = any(sources[-1].box.mid_y < at < line.box.mid_y for at in through)
            joins = (
                not divided
                if ruled
                else not divided
                and (
                    _continues(rows[-1], sources[-1], row, line, pitch, columns)
                    or (names is not None and _ends_name(lines, k, names))
                )
            )
            if joins:
                for reach, words in row.cells.items():
                    for word in words:
                        rows[-1].add(reach, word)
                sources[-1] = line
                continue
        rows.append(row)
        sources.append(line)
    return rows


def _rules_divide_rows(lines: Sequence[SetLine], through: Sequence[float]) -> bool:
    """Whether every row has its rule: no stretch between two rules holds many lines."""
    if len(through) < 3 or len(lines) < 3:
        return False
    counts = [0] * (len(through) + 1)
    for line in lines:
        counts[sum(1 for at in through if at < line.box.mid_y)] += 1
    held = [c for c in counts if c]
    return len(held) >= 3 and 2 * len(held) >= len(lines)


def _pitch(lines: Sequence[SetLine]) -> float:
    steps = sorted(b.baseline - a.baseline for a, b in itertools.pairwise(lines))
    return steps[len(steps) // 2] if steps else 0.0


def _place(word: Word, line: SetLine, columns: Sequence[tuple[float, float]], bounds: Sequence[float]) -> Reach:
    """The columns of a word of the body: one, but for a title set in the middle of several."""
    first, last = touched_by(word, columns, bounds)
    if first == last:
        return first, last
    if len(line.words) == 1 and word.box.x0 > columns[0][1]:
        return first, last
    if is_figure(word.text):
        return last, last
    return first, first


def _continues(
    above: SetRow, last: SetLine, row: SetRow, line: SetLine, pitch: float, columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether a line goes on with the cells of the row above it, where no rule tells."""
    overlap = min(above.bottom, row.bottom) - max(above.top, row.top)
    if overlap > 0.3 * line.size and not set(above.cells) & set(row.cells):
        return True
    step = line.baseline - last.baseline
    figures = any(
        is_figure(w.text) or is_filler(w.text) for ws in row.cells.values() for w in ws if ws[0].box.x0 > columns[0][1]
    )
    if not set(row.cells) <= set(above.cells) or step > 1.6 * max(line.size, last.size):
        return False
    if figures:
        return False
    small = all(ws[0].text[:1].islower() or ws[0].text[:1] in ")）" for ws in row.cells.values())
    return small or step < _TIGHT * pitch


class _Names(NamedTuple):
    """The column of the names of rows that have a code before them."""

    left: float
    right: float
    """The furthest that any of them reaches."""

    def of(self, line: SetLine) -> Word | None:
        """The name on a line, or what of it stands there."""
        return next((word for word in line.words if self.left < word.box.mid_x < self.right), None)

    def is_full(self, word: Word) -> bool:
        """Whether no further character has room behind a name."""
        return word.box.x1 + word.size > self.right


def _name_column(
    lines: Sequence[SetLine], columns: Sequence[tuple[float, float]], bounds: Sequence[float]
) -> _Names | None:
    """Where names stand behind codes, of one column or three; None where most rows have none."""
    coded = [line for line in lines if len(line.words) > 1 and is_code(line.words[0].text)]
    if len(coded) < _CODED * len(lines):
        return None
    firsts = [next((word for word in line.words[1:] if not is_figure(word.text)), None) for line in coded]
    named = [word for word in firsts if word is not None]
    places = Counter(bisect(bounds, word.box.mid_x) for word in named)
    (at, many), *_ = places.most_common(1) or [(0, 0)]
    if not 1 < at < len(columns) or 2 * many < len(coded):
        return None
    right = max(word.box.x1 for word in named if bisect(bounds, word.box.mid_x) == at)
    return _Names(bounds[at - 1], right)


def _ends_name(lines: Sequence[SetLine], k: int, names: _Names) -> bool:
    """Whether nothing but the rest of a name stands on a line: of the row above, whose name fills its column, and not
    the beginning of the next, which would fill it as well."""
    word, line = names.of(lines[k]), lines[k]
    above = names.of(lines[k - 1])
    if word is None or above is None or len(line.words) > 1 or opens_row(word.text) or is_figure(word.text):
        return False
    step = line.baseline - lines[k - 1].baseline
    return names.is_full(above) and not names.is_full(word) and step <= _LOOSE * max(line.size, above.size)
