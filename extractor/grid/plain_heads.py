"""Heads of tables that nothing announces: which columns a word stands over, by its place and the rules under it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grid.columns import column_edges
from extractor.grid.plain_set import SetCell, cut_at, touched_by
from extractor.grid.rules import Stroke
from extractor.grid.segments import SetLine
from extractor.grid.spans import Reach
from extractor.model import Word

_NEAR_MIDDLE = 0.15


def with_heads(edges: list[float], lines: Sequence[SetLine], start: int, walls: Sequence[float]) -> list[float]:
    """The edges with those of columns that have a name and stand empty."""
    last = lines[start - 1]
    out = list(edges)
    whole = column_edges([*lines[max(0, start - 1) :], last, last], walls)
    for edge in whole:
        low = max((e for e in out if e < edge), default=float("-inf"))
        high = min((e for e in out if e > edge), default=float("inf"))
        crossed = any(w.box.x0 < edge < w.box.x1 for line in lines[start:] for w in line.words)
        named = all(any(a <= w.box.mid_x < b for w in last.words) for a, b in ((low, edge), (edge, high)))
        if named and not crossed and edge not in out:
            out.append(edge)
    return sorted(out)


def head_cells(
    lines: Sequence[SetLine],
    columns: Sequence[tuple[float, float]],
    bounds: Sequence[float],
    short: Sequence[Stroke],
) -> list[SetCell]:
    """The cells of the head, rows counted from its top."""
    spans: list[tuple[float, Reach, list[Word]]] = []
    leaves: dict[int, list[Word]] = {}
    cover = [-1] * len(columns)
    ruled = [r for r in short if lines and lines[0].box.top < r.at <= lines[-1].box.bottom]
    for n, whole in enumerate(lines):
        line = _names_cut(whole, columns, bounds, ruled)
        fresh: list[Reach] = []
        for word in line.words:
            under, alone = _rule_under(word, line, ruled)
            reach = _over_rule(under, columns) if under is not None and alone else None
            if reach is None:
                reach = touched_by(word, columns, bounds)
                if not ruled or (under is not None and not alone):
                    reach = _symmetric(word, reach, line, lines[n + 1 :], columns, bounds, cover)
            if reach[0] == reach[1]:
                leaves.setdefault(reach[0], []).append(word)
                continue
            again = next(
                (s for s in spans if s[1] == reach and word.box.top - s[2][-1].box.bottom < 0.5 * word.size), None
            )
            if again is not None:
                again[2].append(word)
            else:
                spans.append((line.baseline, reach, [word]))
                fresh.append(reach)
        for k, (first, last) in enumerate(fresh, start=len(spans) - len(fresh)):
            cover[first : last + 1] = [k] * (last - first + 1)
    return _levelled(spans, leaves, len(columns))


def _levelled(spans: list[tuple[float, Reach, list[Word]]], leaves: dict[int, list[Word]], count: int) -> list[SetCell]:
    level: dict[int, int] = {}
    out: list[tuple[int, int, Reach, list[Word]]] = []
    roofs = [0] * count
    spans = sorted(spans, key=lambda s: -s[0])
    for _, (first, last), words in spans:
        own = max(roofs[first : last + 1]) + 1
        out.append((own, own, (first, last), words))
        for k in range(first, last + 1):
            roofs[k] = own
    del level
    height = max([*roofs, 0]) + (1 if leaves or spans else 0)
    for k, words in sorted(leaves.items()):
        lowest = min((own for own, _, (first, last), _ in out if first <= k <= last), default=height)
        above = [w for w in words if _over_spans(w, k, spans)]
        under = [w for w in words if w not in above]
        if under:
            out.append((0, lowest - 1, (k, k), under))
        if above:
            top = max(own for own, _, (first, last), _ in out if first <= k <= last)
            if top + 1 >= height:
                height = top + 2
            out.append((top + 1, height - 1, (k, k), above))
    return [SetCell(height - 1 - high, reach, high - low + 1, words) for low, high, reach, words in out]


def _over_spans(word: Word, k: int, spans: Sequence[tuple[float, Reach, list[Word]]]) -> bool:
    over = [words for _, (first, last), words in spans if first <= k <= last]
    return bool(over) and all(word.box.mid_y < min(w.box.top for w in words) for words in over)


def _names_cut(
    line: SetLine, columns: Sequence[tuple[float, float]], bounds: Sequence[float], rules: Sequence[Stroke]
) -> SetLine:
    """The line with names of columns cut that stand so close that they look like one."""
    cut = cut_at(line, bounds[1:-1])
    if cut is line:
        return line
    words: list[Word] = []
    for word in line.words:
        parts = [w for w in cut.words if word.box.x0 - 0.1 <= w.box.x0 and w.box.x1 <= word.box.x1 + 0.1]
        named = all(
            any(abs(w.box.mid_x - (low + high) / 2) <= 0.3 * max(high - low, w.box.width) for low, high in columns)
            for w in parts
        )
        words.extend(parts if named and _rule_under(word, line, rules)[0] is None else [word])
    return SetLine(tuple(words), line.box, line.baseline, line.atoms)


def _rule_under(word: Word, line: SetLine, rules: Sequence[Stroke]) -> tuple[Stroke | None, bool]:
    """The short rule under a word of the head, and whether it is the only word over it."""
    under = [
        rule
        for rule in rules
        if -0.3 * word.size <= rule.at - word.box.bottom <= 0.9 * word.size
        and rule.low - 2 <= word.box.mid_x <= rule.high + 2
    ]
    if not under:
        return None, False
    rule = min(under, key=lambda r: r.at)
    return rule, not any(rule.low - 2 <= w.box.mid_x <= rule.high + 2 for w in line.words if w is not word)


def _over_rule(rule: Stroke, columns: Sequence[tuple[float, float]]) -> Reach | None:
    inside = [k for k, (low, high) in enumerate(columns) if rule.low - 2 <= (low + high) / 2 <= rule.high + 2]
    return (inside[0], inside[-1]) if len(inside) > 1 else None


def _symmetric(
    word: Word,
    touched: Reach,
    line: SetLine,
    below: Sequence[SetLine],
    columns: Sequence[tuple[float, float]],
    bounds: Sequence[float],
    cover: Sequence[int],
) -> Reach:
    """The most columns that a word of the head is set in the middle of: all named below, under one word above."""
    first, last = touched
    if first == last and abs((columns[first][0] + columns[first][1]) / 2 - word.box.mid_x) < 0.5 * word.size:
        return touched
    taken = [touched_by(other, columns, bounds) for other in line.words if other is not word]
    # The names of rows are never under one word with figures.
    low = max([b + 1 for _, b in taken if b < first], default=min(1, first))
    high = min([a - 1 for a, _ in taken if a > last], default=len(columns) - 1)
    named = {k for row in below for w in row.words for k in range(*_inclusive(touched_by(w, columns, bounds)))}
    best = touched
    for a in range(low, first + 1):
        for b in range(last, high + 1):
            over = range(a, b + 1)
            if b - a <= best[1] - best[0] or not all(k in named and cover[k] == cover[first] for k in over):
                continue
            x0, x1 = columns[a][0], columns[b][1]
            if abs((x0 + x1) / 2 - word.box.mid_x) < _NEAR_MIDDLE * (x1 - x0):
                best = a, b
    return best


def _inclusive(reach: Reach) -> tuple[int, int]:
    return reach[0], reach[1] + 1
