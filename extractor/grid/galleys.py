"""Columns of running text beside or between tables: long lines set to one width under one another.

Taken away before tables are looked for, so that a table beside a column of text is not read together with it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.grid.rules import Stroke
from extractor.grid.segments import SetLine, is_figure
from extractor.model import Box, Word, union

_LONG = 25
"""Characters of a line of running text at least."""
_LINES = 4
_FULL = 0.85
"""A line that reaches this far across its column is full; most lines of running text are."""
_LEADING = 3.0


def galleys(lines: Sequence[SetLine], rules: Sequence[Stroke]) -> list[Box]:
    """The blocks of running text on a page; what rules go through is part of a table."""
    return [box for box in _blocks(lines) if not _is_ruled(box, rules)]


def without_galleys(lines: Sequence[SetLine], blocks: Sequence[Box]) -> list[SetLine]:
    """The lines without the words of running text."""
    return [part for line in lines if (part := line.part(lambda word: not in_galley(word, blocks))) is not None]


def in_galley(word: Word, blocks: Sequence[Box]) -> bool:
    """Whether a word is of running text."""
    return any(_holds(box, word) for box in blocks)


def _blocks(lines: Sequence[SetLine]) -> list[Box]:
    open_blocks: list[list[Word]] = []
    done: list[list[Word]] = []
    for line in lines:
        for word in line.words:
            if len(word.text) < _LONG or not _is_wordy(word.text):
                continue
            own = next((b for b in open_blocks if _goes_on(b, word)), None)
            if own is None:
                open_blocks.append([word])
            else:
                own.append(word)
        still = [b for b in open_blocks if line.box.mid_y - b[-1].box.bottom <= _LEADING * b[-1].size]
        done += [b for b in open_blocks if b not in still]
        open_blocks = still
    out: list[Box] = []
    for block in [*done, *open_blocks]:
        box = union([word.box for word in block])
        full = sum(1 for word in block if word.box.x1 >= box.x0 + _FULL * box.width)
        if len(block) >= _LINES and 2 * full > len(block) and not _names_rows(block, lines):
            out.append(box)
    return out


def _goes_on(block: Sequence[Word], word: Word) -> bool:
    last = block[-1]
    return (
        min(abs(word.box.x0 - other.box.x0) for other in block[-4:]) <= 0.5 * word.size
        and 0 < word.box.top - last.box.top <= _LEADING * last.size
    )


def _names_rows(block: Sequence[Word], lines: Sequence[SetLine]) -> bool:
    """Whether figures follow on the lines of a block: then they are long names of rows."""
    own = {id(word) for word in block}
    followed = 0
    for line in lines:
        for left, right in itertools.pairwise(line.words):
            followed += id(left) in own and is_figure(right.text)
    return 2 * followed > len(block)


def _is_wordy(text: str) -> bool:
    return sum(char.isalpha() for char in text) > 0.6 * len(text.replace(" ", ""))


def _is_ruled(box: Box, rules: Sequence[Stroke]) -> bool:
    through = [r for r in rules if box.top < r.at < box.bottom and r.low < box.x1 and r.high > box.x0]
    return any(min(r.high, box.x1) - max(r.low, box.x0) > 0.8 * box.width for r in through)


def _holds(box: Box, word: Word) -> bool:
    return box.x0 - 1 <= word.box.x0 and word.box.x1 <= box.x1 + word.size and box.top <= word.box.mid_y <= box.bottom
