"""Columns of a table without lines: where they are by what stands in their body, and which of them a word is in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.forms.labels import is_sum
from extractor.grid.rules import Interval
from extractor.grid.tokens import are_codes
from extractor.language.money import is_dash, is_number
from extractor.model import Word

LEVELS = frozenset(["类", "款", "项"])
_STRAY = 0.08
"""Of the lines of a body, those with a word in a column that specks make, at most."""
_SIGNS = 1
"""Signs of a word that names nothing."""
_TOUCHING = 0.1
"""Overlap up to this share of a character's height is none."""


@dataclass(slots=True)
class Track:
    """One column: the stretches of the page that its body words and its header words take."""

    low: float
    high: float
    numeric: bool
    lines: set[int] = field(default_factory=set)
    """Body lines that have a word in it; none for a column that is empty."""
    head: Interval | None = None
    codes: bool = False
    """Its numbers are 科目 codes or pieces of them: they name rows, as words do."""

    @property
    def figures(self) -> bool:
        return self.numeric and not self.codes

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def overlap(self, low: float, high: float) -> float:
        return min(self.high, high) - max(self.low, low)

    def under(self, low: float, high: float) -> bool:
        """Whether a header word from `low` to `high` stands over the column."""
        own = self.head or (self.low, self.high)
        shared = min(own[1], high) - max(own[0], low)
        return shared > 0.25 * min(own[1] - own[0], high - low)


def moved(tracks: Sequence[Track], by: float) -> list[Track]:
    """The same columns further right by some points, as on the other page of a sheet."""
    return [
        replace(t, low=t.low + by, high=t.high + by, head=(t.head[0] + by, t.head[1] + by) if t.head else None)
        for t in tracks
    ]


def body_tracks(body: Sequence[Sequence[Word]], em: float) -> list[Track]:
    """The columns that the lines of a body show by themselves."""
    numbers = [(k, w) for k, line in enumerate(body) for w in line if is_number(w.text)]
    numeric = _clusters([(k, w) for k, w in numbers if not is_dash(w.text)], True)
    _take_dashes(numeric, _clusters([(k, w) for k, w in numbers if is_dash(w.text)], True))
    # A total is set in the middle of all the keys it sums, so it lines up with nothing.
    # 类 款 项 in the row of a total are heads, set in the middle of columns whose codes are not.
    words = [
        (k, w)
        for k, line in enumerate(body)
        for w in line
        if not is_number(w.text) and not is_sum(w.text) and w.text not in LEVELS
    ]
    single = [(k, w) for k, w in words if sum(t.overlap(w.box.x0, w.box.x1) > 0 for t in numeric) < 2]
    return _apart(sorted([*numeric, *_clusters(single, False)], key=lambda t: t.low), em)


def _clusters(words: list[tuple[int, Word]], numeric: bool) -> list[Track]:
    out: list[Track] = []
    held: list[list[str]] = []
    for line, word in sorted(words, key=lambda item: item[1].box.x0):
        # Columns may touch: a figure set flush right and the code beside it share an edge.
        if out and word.box.x0 < out[-1].high - _TOUCHING * word.size:
            out[-1].high = max(out[-1].high, word.box.x1)
            out[-1].lines.add(line)
            held[-1].append(word.text)
        else:
            out.append(Track(word.box.x0, word.box.x1, numeric, {line}))
            held.append([word.text])
    for track, texts in zip(out, held, strict=True):
        track.codes = numeric and are_codes(texts)
    return out


def _take_dashes(numeric: list[Track], dashes: Sequence[Track]) -> None:
    """Put columns of dashes to the columns of figures they belong to.

    A dash stands for a figure, in the middle of a cell perhaps where figures are set flush: no row has both.
    """
    for track in dashes:
        figures = [t for t in numeric if not t.codes]
        over = [t for t in figures if t.overlap(track.low, track.high) > 0]
        nearest = min(figures, key=lambda t: _gap(t, track), default=None)
        taken = over[0] if over else nearest
        between = [
            t
            for t in (*numeric, *dashes)
            if taken is not None and t not in (track, taken) and _lies_between(t, track, taken)
        ]
        if taken is not None and (over or not between) and not taken.lines & track.lines:
            # A dash is wider than it looks: it makes no column run into the next.
            left = max((t.high for t in numeric if t.high <= taken.low), default=float("-inf"))
            right = min((t.low for t in numeric if t.low >= taken.high), default=float("inf"))
            taken.low = min(taken.low, max(track.low, left))
            taken.high = max(taken.high, min(track.high, right))
            taken.lines |= track.lines
        elif not over:
            numeric.append(track)
    numeric.sort(key=lambda t: t.low)


def _gap(a: Track, b: Track) -> float:
    return max(a.low, b.low) - min(a.high, b.high)


def _lies_between(track: Track, a: Track, b: Track) -> bool:
    return min(a.middle, b.middle) < track.middle < max(a.middle, b.middle)


def _apart(tracks: list[Track], em: float) -> list[Track]:
    """Tell apart what overlaps: long labels may run into a column of numbers, and end where that begins."""
    out: list[Track] = []
    for track in tracks:
        last = out[-1] if out else None
        if last is not None and track.low < last.high:
            if last.numeric and not track.numeric:
                track.low = min(last.high + 0.1 * em, track.high - 0.1)
            elif track.numeric and not last.numeric:
                last.high = max(track.low - 0.1 * em, last.low + 0.1)
            else:
                last.high = max(last.high, track.high)
                last.lines |= track.lines
                continue
        out.append(track)
    return out


def without_strays(tracks: Sequence[Track], body: Sequence[Sequence[Word]]) -> list[Track]:
    """The columns of a picture's table without those that specks and misread signs make: words between columns of
    figures, under no head, in a row or two, or not more than an o for a 0. They would part the table in two halves, as
    names of other rows do. What stands there goes to the column beside it, where it is seen.

    Args:
        tracks: from left to right.
        body: the lines of the body.
    """
    figures = [k for k, track in enumerate(tracks) if track.figures]
    out: list[Track] = []
    for k, track in enumerate(tracks):
        signs = [
            w.text for line in body for w in line if not is_number(w.text) and track.overlap(w.box.x0, w.box.x1) >= 0
        ]
        few = len(track.lines) <= max(1, _STRAY * len(body)) or all(len(text) <= _SIGNS for text in signs)
        stray = track.head is None and not track.numeric and track.lines and few
        if not stray or not figures or not figures[0] < k < figures[-1]:
            out.append(track)
            continue
        nearest = min((tracks[n] for n in figures), key=lambda other: _gap(other, track))
        others = [other for other in tracks if other is not nearest and other is not track]
        left = max((other.high for other in others if other.high <= nearest.low), default=track.low)
        right = min((other.low for other in others if other.low >= nearest.high), default=track.high)
        nearest.low = min(nearest.low, max(track.low, left))
        nearest.high = max(nearest.high, min(track.high, right))
    return out


def track_of(word: Word, tracks: Sequence[Track]) -> int:
    """The column a body word belongs to: its own kind first, then by overlap, then by nearness."""
    low, high = word.box.x0, word.box.x1
    numeric = is_number(word.text)
    if word.text in LEVELS and (coded := [k for k, track in enumerate(tracks) if track.codes]):
        # A column of one code all down, 13, is not told from figures; it is its place that tells.
        over = [k for k, track in enumerate(tracks) if track.numeric and track.overlap(low, high) > 0]
        # 项 alone may be the last line of a name, …发展专项.
        if over or not any(not t.numeric and t.lines and t.low <= low and high <= t.high for t in tracks):
            return min(over or coded, key=lambda k: abs(tracks[k].middle - word.box.mid_x))
    if not numeric:
        wordy = [k for k, track in enumerate(tracks) if not track.numeric]
        touched = [k for k in wordy if tracks[k].overlap(low, high) > 0]
        left = [k for k in wordy if tracks[k].low <= low]
        if not touched and is_sum(word.text):
            # A total begins where the codes of the keys it sums do; 公用经费合计 stands beside 人员经费合计.
            coded = [k for k, t in enumerate(tracks[:-1]) if t.codes and t.overlap(low, high) > 0 and k + 1 in wordy]
            if coded:
                return coded[0] + 1
        figures = [k for k, track in enumerate(tracks) if track.figures and track.overlap(low, high) > 0]
        if not touched and left and figures and low - tracks[left[-1]].high > word.size and not is_sum(word.text):
            # A speck, far from the names; such words make no column, see `without_strays`.
            return max(figures, key=lambda k: tracks[k].overlap(low, high))
        if touched or left:
            return max(touched, key=lambda k: tracks[k].overlap(low, high)) if touched else left[-1]
        if wordy and any(track.codes and track.overlap(low, high) > 0 for track in tracks):
            return wordy[0]  # the second line of a name that its code stands before
    best, score = 0, float("-inf")
    for k, track in enumerate(tracks):
        value = track.overlap(low, high)
        if value <= 0 and track.head is not None and not track.lines:
            value = min(track.head[1], high) - max(track.head[0], low)
        if value <= 0:
            value -= 1000
        elif track.lines and track.numeric != numeric:
            value *= 0.25
        if value > score:
            best, score = k, value
    return best


def holds_words(tracks: Sequence[Track], body: Sequence[Sequence[Word]]) -> bool:
    """Whether every word of a body lies in some column, or between those beside it; a total may span several."""
    for line in body:
        for word in line:
            if is_sum(word.text) or word.text in LEVELS:
                continue
            k = track_of(word, tracks)
            slack = 0.5 * word.size
            left = k == 0 or word.box.x0 >= tracks[k - 1].high - slack
            right = k + 1 == len(tracks) or word.box.x1 <= tracks[k + 1].low + slack
            if not (left and right):
                return False
    return True


def edges(tracks: Sequence[Track], low: float, high: float) -> list[float]:
    """Column edges: halfway between neighbours, and the table's own sides."""
    xs = [min(low, tracks[0].low)]
    xs += [(a.high + b.low) / 2 for a, b in itertools.pairwise(tracks)]
    xs.append(max(high, tracks[-1].high))
    for k in range(1, len(xs)):
        xs[k] = max(xs[k], xs[k - 1] + 0.01)
    return xs
