"""Which heads stand over which columns of figures, where figures are set flush and heads in the middle of wide cells.

A figure set flush right in a wide cell stands nearer to the next head than to its own. Where some columns are empty,
nearness then takes every figure for its neighbour's. But head and figure share a cell: the head's middle is the middle
of the cell, the figure's end is the end of the cell, less what is left free beside it. One cell's edge is the next
one's, so that one figure under one head gives the edges of all the others, and where every column of figures ends at
such an edge, that is no accident.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grid.head_columns import Head
from extractor.grid.tracks import Track
from extractor.model import Word

_ENOUGH = 3
"""Columns of figures: one is believed, a second may end anywhere by what is left free beside figures."""
_EXACT = 0.35
"""Of a character: how far from the edge of its cell a column may end, all in all."""
_FREE = tuple(step / 10 for step in range(13))
"""Of a character: what may be left free beside figures."""

Pairs = dict[int, int]
"""By the number of a body column that of its head."""


def flush_pairs(below: Sequence[Track], above: Sequence[Head], header: Sequence[Sequence[Word]], em: float) -> Pairs:
    """The columns of figures and their heads, where only one way to pair them fits figures set flush right.

    Args:
        below: the body's columns from left to right.
        above: the header's columns from left to right.
        header: the header's lines, without column numbers, which may be set another way than the names.
        em: height of a character.

    Returns:
        Nothing where no column is empty, where figures are not set so, or where more than one way fits.
    """
    figures = [k for k, track in enumerate(below) if track.figures]
    heads = [k for k, (_, _, key) in enumerate(above) if not key]
    if not _ENOUGH <= len(figures) < len(heads):
        return {}
    middles = [_middle(head, header) for head in above]
    found: list[Pairs] = []
    for anchor in heads[len(figures) - 1 :]:
        for free in _FREE:
            edges = _edges(middles, anchor, below[figures[-1]].high + free * em)
            pairs = _fitting(below, figures, above, edges, free * em, em)
            if pairs and pairs not in found:
                found.append(pairs)
    return found[0] if len(found) == 1 else {}


def _middle(head: Head, header: Sequence[Sequence[Word]]) -> float:
    """The middle of a head's own words, the lowest first."""
    low, high, _ = head
    for line in reversed(header):
        own = [word for word in line if low <= word.box.mid_x <= high]
        if own:
            return (own[0].box.x0 + own[-1].box.x1) / 2
    return (low + high) / 2


def _edges(middles: Sequence[float], anchor: int, right: float) -> list[float]:
    """The right edges of all cells, from the middles of their heads and the edge of one."""
    out = [right] * len(middles)
    for k in range(anchor, 0, -1):
        out[k - 1] = 2 * middles[k] - out[k]
    for k in range(anchor + 1, len(middles)):
        out[k] = 2 * middles[k] - out[k - 1]
    return out


def _fitting(
    below: Sequence[Track],
    figures: Sequence[int],
    above: Sequence[Head],
    edges: Sequence[float],
    free: float,
    em: float,
) -> Pairs:
    """What stands under what if cells end at some edges; nothing where a column of figures ends elsewhere."""
    first = next(k for k, (_, _, key) in enumerate(above) if not key)
    cells = list(zip(edges[max(first - 1, 0) :], edges[max(first, 1) :], strict=False))
    if any(right - left < em for left, right in cells):
        return {}
    pairs: Pairs = {}
    for k in figures:
        near = min(range(len(edges)), key=lambda n: abs(edges[n] - free - below[k].high))
        if above[near][2] or near in pairs.values() or abs(edges[near] - free - below[k].high) > _EXACT * em:
            return {}
        if near and below[k].low < edges[near - 1] - _EXACT * em:
            return {}
        pairs[k] = near
    return pairs
