"""Words that are set wide, sign by sign, to fill their place: 办 公 费 over 职 业 年 金.

The blanks between their signs are as wide as between two columns; but all are alike, and between single characters.
Where a table has no lines, each sign of them would be a word, and stand in a column of its own.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import NamedTuple

from extractor.language.text import ideographs

_FEWEST = 3
"""Of two signs nothing tells that they are a word."""
_ALIKE, _WIDEST = 0.35, 1.3
"""Of the height of print: blanks differ by no more, and are no wider."""
_LEVELS = frozenset("类款项")
"""Heads of narrow columns, which stand side by side like the signs of a word."""


class Blank(NamedTuple):
    """What parts the characters `k - 1` and `k` of a line, in pixels."""

    k: int
    start: float
    end: float


def spelled(
    text: str, blanks: Sequence[Blank], ends: tuple[int, int], glyph: float
) -> tuple[list[float], list[float]] | None:
    """Where each character of a word that is set wide begins and ends, so that they meet; None where a line is none.

    Args:
        text: what stands on the line.
        blanks: the wide ones of it, from left to right.
        ends: of the line, in pixels.
        glyph: the usual height of print, in pixels.
    """
    signs = [k for k, sign in enumerate(text) if not sign.isspace()]
    word = "".join(text[k] for k in signs)
    if len(signs) < _FEWEST or ideographs(word) < len(signs) or len(_LEVELS.intersection(word)) > 1:
        return None
    if len(blanks) != len(signs) - 1:
        return None
    if not all(a < blank.k <= b for blank, (a, b) in zip(blanks, itertools.pairwise(signs), strict=True)):
        return None
    wide = [blank.end - blank.start for blank in blanks]
    if max(wide) > _WIDEST * glyph or max(wide) - min(wide) > _ALIKE * glyph:
        return None
    edges = [float(ends[0]), *((blank.start + blank.end) / 2 for blank in blanks), float(ends[1])]
    nth = [min(bisect.bisect_left(signs, k), len(signs) - 1) for k in range(len(text))]
    return [edges[n] for n in nth], [edges[n + 1] for n in nth]
