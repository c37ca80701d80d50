"""Header words over several columns, where no lines say how far they reach.

A word set in the middle of its columns tells them by symmetry. Short rules under it tell them exactly. Words of the
topmost line that stand side by side share all columns between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grid.alignment import Track, is_group_word
from extractor.grid.rules import Stroke
from extractor.model import Word


def reach(
    word: Word,
    line: Sequence[Word],
    below: Sequence[Sequence[Word]],
    tracks: Sequence[Track],
    rules: Sequence[Stroke],
    top: bool,
    em: float,
) -> tuple[int, int]:
    """First and last column (inclusive) that a header word stands over.

    Args:
        word: one word of a header line.
        line: all words of that line.
        below: the header lines under it.
        tracks: the table's columns.
        rules: short horizontal lines inside the header.
        top: whether it is the topmost header line.
        em: height of a character.
    """
    low, high = word.box.x0, word.box.x1
    if not is_group_word(word.text):
        own = [k for k, t in enumerate(tracks) if t.head and t.head[0] - 1 <= low and high <= t.head[1] + 1]
        if len(own) == 1:
            return own[0], own[0]
    touched = [k for k, track in enumerate(tracks) if track.under(low, high)]
    if not touched:
        nearest = min(range(len(tracks)), key=lambda k: abs(tracks[k].middle - word.box.mid_x))
        touched = [nearest]
    under = _rule_under(word, rules, em)
    if under is not None:
        inside = [k for k, t in enumerate(tracks) if under.low - em <= t.middle <= under.high + em]
        if inside:
            return min(inside), max(inside)
    children = [_has_child(track, below) for track in tracks]
    if not below or not any(children[k] for k in touched):
        return touched[0], touched[-1] if len(touched) > 1 and not below else touched[-1]
    if top and len(line) > 1:
        return _territory(word, line, touched, tracks, children)
    return _symmetric(word, line, below, tracks, touched)


def _rule_under(word: Word, rules: Sequence[Stroke], em: float) -> Stroke | None:
    near = [
        rule
        for rule in rules
        if -0.3 * em <= rule.at - word.box.bottom <= 1.2 * em and rule.low <= word.box.mid_x <= rule.high
    ]
    return min(near, key=lambda rule: rule.at) if near else None


def _has_child(track: Track, below: Sequence[Sequence[Word]]) -> bool:
    return any(track.under(w.box.x0, w.box.x1) for line in below for w in line)


def _territory(
    word: Word, line: Sequence[Word], touched: list[int], tracks: Sequence[Track], children: list[bool]
) -> tuple[int, int]:
    """All columns nearer to this word than to the words beside it."""
    others = sorted(line, key=lambda w: w.box.x0)
    at = others.index(word)
    low = (others[at - 1].box.mid_x + word.box.mid_x) / 2 if at else float("-inf")
    high = (word.box.mid_x + others[at + 1].box.mid_x) / 2 if at + 1 < len(others) else float("inf")
    first, last = touched[0], touched[-1]
    while first > 0 and tracks[first - 1].middle > low and children[first - 1]:
        first -= 1
    while last + 1 < len(tracks) and tracks[last + 1].middle < high and children[last + 1]:
        last += 1
    return first, last


def _symmetric(
    word: Word, line: Sequence[Word], below: Sequence[Sequence[Word]], tracks: Sequence[Track], touched: list[int]
) -> tuple[int, int]:
    """The widest run of columns around the word whose own words stand at one height and whose middle is the word's.

    Their height tells columns of the same level from those that span the header: a name of two lines beside a name
    of one is set around the same middle.
    """
    level = [_height(track, below) for track in tracks]
    taken = [any(t.under(w.box.x0, w.box.x1) for w in line if w is not word) for t in tracks]
    wanted = level[touched[len(touched) // 2]]
    first, last = touched[0], touched[-1]
    while first > 0 and abs(level[first - 1] - wanted) < 0.4 * word.size and not taken[first - 1]:
        first -= 1
    while last + 1 < len(tracks) and abs(level[last + 1] - wanted) < 0.4 * word.size and not taken[last + 1]:
        last += 1
    best = (touched[0], touched[-1])
    best_off = float("inf")
    for a in range(first, touched[0] + 1):
        for b in range(touched[-1], last + 1):
            low, high = (tracks[a].head or (tracks[a].low,))[0], (tracks[b].head or (0.0, tracks[b].high))[1]
            off = abs((low + high) / 2 - word.box.mid_x) / max(high - low, 1.0)
            if off < 0.12 and (b - a > best[1] - best[0] or (b - a == best[1] - best[0] and off < best_off)):
                best, best_off = (a, b), off
    return best


def _height(track: Track, below: Sequence[Sequence[Word]]) -> float:
    """Where the middle of a column's own header words is; far away where it has none."""
    own = [w.box for line in below for w in line if track.under(w.box.x0, w.box.x1) and not w.text.isdigit()]
    return (min(b.top for b in own) + max(b.bottom for b in own)) / 2 if own else -1e6
