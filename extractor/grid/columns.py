"""Columns by the gaps that persist: where nearly no line has ink at a place and the lines have words on both sides.

Every line has a say by the number of its words: a line with as many words as the table has columns tells all of its
gaps, a title over several columns tells none. A gap counts for what it is wide in most lines: a space between two
words that happens to fall at one place line after line is still a space, unless it stands between two numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from extractor.grid.segments import SetLine, is_figure
from extractor.model import Word

_INKED = 0.12
"""Of the weight of all lines, what may have ink in a gap: text of a cell that runs over."""
_SHALLOW = 0.34
"""And of the weight of the columns beside it."""
_PAD = 0.35
"""Between a cell's side and what stands in it, in heights of a line."""
_WIDE = 0.7
"""A gap wider than this share of the type size is no space between words."""


@dataclass(slots=True)
class _Valley:
    low: float
    high: float
    ink: float


def column_edges(lines: Sequence[SetLine], walls: Sequence[float] = (), heads: Sequence[SetLine] = ()) -> list[float]:
    """The places between columns, from left to right.

    Args:
        lines: rows of a table with the words on them.
        walls: x of upright lines, which divide whatever the words say.
        heads: lines above them, whose words name columns and stand on one side of a gap each.
    """
    weights = _weights(lines)
    total = sum(weights)
    if total <= 0:
        return sorted(walls)
    found = [v for v in _valleys(lines, weights) if v.ink <= _INKED * total]
    found = [
        valley
        for valley in found
        if not any(valley.low - 1 <= wall <= valley.high + 1 for wall in walls) and _divides(valley, lines, weights)
    ]
    stops = sorted([*walls, *(valley.low for valley in found), float("inf")])
    places = [_side(valley, next(x for x in stops if x > valley.high), lines) for valley in found]
    out = [*walls, *_parting_names(places, found, heads)]
    return _without_lone(sorted(out), lines, walls)


def _parting_names(places: list[float], found: Sequence[_Valley], heads: Sequence[SetLine]) -> list[float]:
    """The edges, moved inside their gaps where two names on one line would else stand over one column.

    `places` are the edges of `found`, in order.
    """
    out = list(places)
    for line in reversed(heads):
        for left, right in itertools.pairwise(line.words):
            over = [sum(1 for at in out if at <= word.box.mid_x) for word in (left, right)]
            if over[0] != over[1]:
                continue
            named = {sum(1 for at in out if at <= word.box.mid_x) for word in line.words}
            for k, beside in ((over[0] - 1, over[0] - 1), (over[0], over[0] + 1)):
                if not 0 <= k < len(out) or beside in named:
                    continue
                low, high = max(found[k].low, left.box.x1), min(found[k].high, right.box.x0)
                if low < high:
                    out[k] = (low + high) / 2
                    break
    return out


def _side(valley: _Valley, end: float, lines: Sequence[SetLine]) -> float:
    """Where in a gap the cells meet: numbers set flush right leave their room at the left, words at the right.

    Names of columns are set in the middle of cells, so it matters to which column the room belongs.
    """
    words = [w for line in lines for w in line.words if w.box.x0 >= valley.high - 0.5 and w.box.x1 <= end + 0.5]
    if len(words) < 2:
        return (valley.low + valley.high) / 2
    pad = min(_PAD * words[0].size, (valley.high - valley.low) / 2)
    left = _spread([w.box.x0 for w in words])
    right = _spread([w.box.x1 for w in words])
    middle = _spread([w.box.mid_x for w in words])
    figures = 2 * sum(1 for w in words if is_figure(w.text)) > len(words)
    if (right < left or (right == left and figures)) and right <= middle:
        return valley.low + pad
    return valley.high - pad if left < right and left <= middle else (valley.low + valley.high) / 2


def _spread(values: Sequence[float]) -> float:
    """How far most values are from their middle one."""
    ordered = sorted(values)
    middle = ordered[len(ordered) // 2]
    return sorted(abs(value - middle) for value in ordered)[(3 * len(ordered)) // 4]


def _weights(lines: Sequence[SetLine]) -> list[float]:
    counts = sorted(len(line.words) for line in lines if len(line.words) > 1)
    if not counts:
        return [0.0] * len(lines)
    usual = counts[(3 * len(counts)) // 4]
    return [min(1.0, (len(line.words) - 1) / max(1, usual - 1)) for line in lines]


def _valleys(lines: Sequence[SetLine], weights: Sequence[float]) -> list[_Valley]:
    """The lowest places of the profile of ink, each clearly lower than the highest on its two sides."""
    changes: dict[float, float] = {}
    for line, weight in zip(lines, weights, strict=True):
        for word in line.words if weight else ():
            changes[word.box.x0] = changes.get(word.box.x0, 0.0) + weight
            changes[word.box.x1] = changes.get(word.box.x1, 0.0) - weight
    places = sorted(changes)
    profile: list[_Valley] = []
    ink = 0.0
    for low, high in itertools.pairwise(places):
        ink += changes[low]
        if profile and abs(profile[-1].ink - ink) < 1e-6:
            profile[-1].high = high
        elif high - low > 0.05:
            profile.append(_Valley(low, high, max(0.0, ink)))
    peaks: list[float] = [0.0]
    valleys: list[_Valley] = []
    for k, part in enumerate(profile):
        before = profile[k - 1].ink if k else 0.0
        after = profile[k + 1].ink if k + 1 < len(profile) else 0.0
        if 0 < k < len(profile) - 1 and part.ink < before and part.ink < after:
            valleys.append(part)
            peaks.append(0.0)
        peaks[-1] = max(peaks[-1], part.ink)
    return _deep(valleys, peaks)


def _deep(valleys: list[_Valley], peaks: list[float]) -> list[_Valley]:
    """Fill up the shallowest valley again and again, until all that is left is deep."""
    valleys, peaks = list(valleys), list(peaks)
    while valleys:
        shares = [v.ink / max(1e-9, min(peaks[k], peaks[k + 1])) for k, v in enumerate(valleys)]
        worst = max(range(len(valleys)), key=lambda k: shares[k])
        if shares[worst] <= _SHALLOW:
            break
        peaks[worst] = max(peaks[worst], peaks.pop(worst + 1))
        valleys.pop(worst)
    return valleys


def _divides(valley: _Valley, lines: Sequence[SetLine], weights: Sequence[float]) -> bool:
    """Whether the gaps at a place are more than spaces: wide in most lines, or between numbers."""
    middle = (valley.low + valley.high) / 2
    widths: list[float] = []
    numbers = 0
    for line, weight in zip(lines, weights, strict=True):
        pair = _around(line, middle) if weight else None
        if pair is not None:
            left, right = pair
            widths.append((right.box.x0 - left.box.x1) / min(left.size, right.size))
            numbers += is_figure(left.text) and is_figure(right.text)
    if not widths:
        return False
    upper = quantiles(widths, n=4)[2] if len(widths) > 1 else widths[0]
    return upper >= _WIDE or numbers > len(widths) / 2


def _around(line: SetLine, x: float) -> tuple[Word, Word] | None:
    for left, right in itertools.pairwise(line.words):
        if left.box.x1 <= x + 0.5 and x - 0.5 <= right.box.x0:
            return left, right
    return None


def _without_lone(edges: list[float], lines: Sequence[SetLine], walls: Sequence[float]) -> list[float]:
    """Without the column that a single word makes: it belongs to the column it stands nearer to."""
    least = 2 if len(lines) > 4 else 1
    while True:
        bounds = [float("-inf"), *edges, float("inf")]
        for low, high in itertools.pairwise(bounds):
            words = [w for line in lines for w in line.words if low <= w.box.mid_x < high]
            if len(words) >= least:
                continue
            sides = [e for e in (low, high) if e in edges and e not in walls]
            if sides:
                x0 = min((w.box.x0 for w in words), default=low)
                x1 = max((w.box.x1 for w in words), default=high)
                edges.remove(min(sides, key=lambda e: x0 - e if e == low else e - x1))
                break
        else:
            return edges
