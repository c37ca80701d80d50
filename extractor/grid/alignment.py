"""Columns without lines: where numbers stand under numbers, words under words, and both under a header word.

The body gives columns by overlap: numbers are set flush right, words flush left, so each kind is lined up with its
own. The header gives columns too, empty ones included, but its words are centred and need not stand over the
numbers at all. The two are matched in order, each body column to the header column nearest to it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.forms.labels import is_sum
from extractor.forms.vocabulary import all_figure_words, group_members, is_key_word
from extractor.grid.heads import is_column, is_known
from extractor.grid.rules import Stretch
from extractor.grid.tokens import are_codes
from extractor.language.money import is_dash, is_number
from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Word

# Words that stand over several columns and are never a column themselves.
_GROUPS = frozenset(
    squeeze(word)
    for word in [
        "项目",
        "收入",
        "支出",
        "本年支出",
        "人员经费",
        "公用经费",
        "财政拨款“三公”经费",
        "一般公共预算财政拨款“三公”经费",
        "“三公”经费",
        "公务用车购置及运行维护费",
        "公务用车购置及运行费",
        "公务用车购置和运行维护费",
        "公务用车购置和运行费",
    ]
)
_LEVELS = frozenset(["类", "款", "项"])
KINDS = frozenset(["预算数", "决算数", "年初预算数", "全年预算数"])
_NO_HEADER = {True: 400.0, False: 40.0}
"""What a body column without a header word costs: numbers always have one, names often stand under 项目 only."""
_NO_BODY = {True: 60.0, False: 2.0}
"""What a header column without a body column costs: figures may all be blank, names are not."""

_TOUCHING = 0.1
"""Overlap up to this share of a character's height is none."""
_SAME = 0.3
"""Header words of one column overlap by more than this share of the narrower; names of neighbours may touch."""

Head = tuple[float, float, bool]
"""The stretch of a header column, and whether its words name rows (科目名称) and not figures."""


@dataclass(slots=True)
class Track:
    """One column: the stretches of the page that its body words and its header words take."""

    low: float
    high: float
    numeric: bool
    lines: set[int] = field(default_factory=set)
    """Body lines that have a word in it; none for a column that is empty."""
    head: Stretch | None = None
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


def find_tracks(
    header: Sequence[Sequence[Word]], numbers: Sequence[Word], body: Sequence[Sequence[Word]], em: float
) -> list[Track]:
    """The columns of a table.

    Args:
        header: its header lines, the lowest last.
        numbers: the printed column numbers (栏次), which stand in the middle of their columns.
        body: its body lines.
        em: height of a character.
    """
    below = body_tracks(body, em)
    above = _head_columns(header, numbers)
    return _matched(below, above)


def under_heads(known: Sequence[Track], body: Sequence[Sequence[Word]], em: float) -> list[Track]:
    """The columns of a page whose head stands alone at the foot of the page before: there was nothing to tell where
    under its words the columns are."""
    heads = [(*track.head, not track.numeric) for track in known if track.head is not None]
    if len(heads) < len(known) or any(track.lines for track in known):
        return list(known)
    found = _matched(body_tracks(body, em), heads)
    return found if len(found) == len(known) else list(known)


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
        if not is_number(w.text) and not is_sum(w.text) and w.text not in _LEVELS
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


def _head_columns(header: Sequence[Sequence[Word]], numbers: Sequence[Word]) -> list[Head]:
    """The columns the header speaks of, from its lowest line up; words over several of them are left out."""
    names = _names_in_order(header, numbers)
    columns: list[list[float]] = [[w.box.x0, w.box.x1] for w in numbers]
    texts = [""] * len(columns)
    for k, name in enumerate(names):
        columns[k] = [min(columns[k][0], name.box.x0), max(columns[k][1], name.box.x1)]
        texts[k] = without_unit(squeeze(name.text))
    keys = [False] * len(columns)
    for line in reversed(header):
        fresh: list[tuple[list[float], str]] = []
        for word in line:
            if any(word is name for name in names):
                continue
            low, high, text = word.box.x0, word.box.x1, without_unit(squeeze(word.text))
            touched = [
                k
                for k, c in enumerate(columns)
                if min(c[1], high) - max(c[0], low) > _SAME * min(c[1] - c[0], high - low)
            ]
            if numbers and not touched:
                touched = _numbered(word, numbers, texts)
            if len(touched) == 1:
                k = touched[0]
                # A whole name over another stands over its column, and over others perhaps: it does not widen it.
                if not texts[k] or not is_known(text):
                    columns[k] = [min(columns[k][0], low), max(columns[k][1], high)]
                texts[k] = text + texts[k]
                keys[k] = keys[k] or is_key_word(text)
            elif (
                not touched
                and _is_column(word, line, columns, texts)
                and not _is_over_both(word, columns, texts)
                and _has_room(word, line, columns, texts, numbers)
            ):
                fresh.append(([low, high], text))
        columns += [column for column, _ in fresh]
        texts += [text for _, text in fresh]
        keys += [is_key_word(text) or text in _LEVELS for _, text in fresh]
    return sorted((low, high, key) for (low, high), key in zip(columns, keys, strict=True))


def _names_in_order(header: Sequence[Sequence[Word]], numbers: Sequence[Word]) -> list[Word]:
    """The lowest names of columns of figures from left to right, where there is one for each printed number.

    Numbers set flush and names in the middle may stand nearer to a neighbour's than to each other; their order tells.
    """
    known = [w for line in header for w in line if without_unit(squeeze(w.text)) in all_figure_words()]
    lowest = [
        w
        for w in known
        if not any(
            o.box.mid_y > w.box.mid_y + 0.5 * w.size and min(o.box.x1, w.box.x1) > max(o.box.x0, w.box.x0)
            for o in known
        )
    ]
    return sorted(lowest, key=lambda w: w.box.mid_x) if numbers and len(lowest) == len(numbers) else []


def _numbered(word: Word, numbers: Sequence[Word], texts: Sequence[str]) -> list[int]:
    """The numbered column that a word names which stands beside its number: one is set flush, the other is not."""
    text = squeeze(word.text)
    if is_key_word(text) or not is_known(text):
        return []
    places = [number.box.mid_x for number in numbers]
    gaps = [b - a for a, b in itertools.pairwise(places)] or [0.0]
    near = [
        (abs(x - word.box.mid_x), k)
        for k, x in enumerate(places)
        if not texts[k] and abs(x - word.box.mid_x) < 0.75 * min(gaps[max(k - 1, 0)], gaps[min(k, len(gaps) - 1)])
    ]
    return [min(near)[1]] if near else []


def _is_column(word: Word, line: Sequence[Word], columns: Sequence[Sequence[float]], texts: Sequence[str]) -> bool:
    """Whether a word that touches no column below is the head of one.

    项目 stands over 科目编码 and 科目名称, or over the names themselves: by what is next to it below.
    """
    if squeeze(word.text) != "项目":
        return not _is_group(word, line, columns)
    middle = word.box.mid_x
    places = sorted(((c[0] + c[1]) / 2, text) for c, text in zip(columns, texts, strict=True))
    left = [text for x, text in places if x < middle][-1:]
    right = [text for x, text in places if x >= middle][:1]
    return not any(is_key_word(text) and text != "行次" for text in (*left, *right))


def _is_over_both(word: Word, columns: Sequence[Sequence[float]], texts: Sequence[str]) -> bool:
    """Whether the columns on both sides of a word are those that forms print under it: 项目支出 over 小计 and 其中."""
    members = group_members().get(without_unit(squeeze(word.text)))
    if not members:
        return False
    places = sorted(((c[0] + c[1]) / 2, text) for c, text in zip(columns, texts, strict=True))
    left = [text for x, text in places if x < word.box.mid_x][-1:]
    right = [text for x, text in places if x >= word.box.mid_x][:1]
    return bool(left and right) and members.issuperset(left + right)


def _has_room(
    word: Word,
    line: Sequence[Word],
    columns: Sequence[Sequence[float]],
    texts: Sequence[str],
    numbers: Sequence[Word],
) -> bool:
    """Whether a word that touches no column below can be a column itself.

    Where columns are numbered every column of figures has its number, so what is left are names of keys. Where they
    are not, a word that is nearer to some column below than the words beside it, and in the middle between two that
    stand as close as others do, is over both.
    """
    if numbers:
        return is_key_word(squeeze(word.text)) or word.box.x1 < numbers[0].box.x0
    text = without_unit(squeeze(word.text))
    if is_column(text) and text not in _GROUPS and KINDS.isdisjoint((text, *texts)):
        return True
    beside = sorted(((c[0] + c[1]) / 2, text) for c, text in zip(columns, texts, strict=True))
    kinds = [
        [text for x, text in beside if x < word.box.mid_x][-1:],
        [text for x, text in beside if x > word.box.mid_x][:1],
    ]
    if kinds[0] != kinds[1] and all(kind and kind[0] in KINDS for kind in kinds):
        return False  # 预算数 and 决算数 of one measure
    places = [x for x, _ in beside]
    low, high = _territory(word, line)
    left = max((x for x in places if x < word.box.mid_x), default=None)
    right = min((x for x in places if x > word.box.mid_x), default=None)
    if left is None or right is None or not any(low < x < high for x in places):
        return True
    pitches = sorted(b - a for a, b in itertools.pairwise(places))
    usual = min(1.4 * pitches[len(pitches) // 2], 1.9 * pitches[0])
    a, b = word.box.mid_x - left, right - word.box.mid_x
    return not (a + b <= usual and abs(a - b) <= 0.3 * (a + b))


def _territory(word: Word, line: Sequence[Word]) -> tuple[float, float]:
    """From where to where a word is nearer than the words beside it on its line."""
    middle = word.box.mid_x
    beside = [w.box.mid_x for w in line if w is not word]
    low = max([(x + middle) / 2 for x in beside if x < middle], default=float("-inf"))
    high = min([(x + middle) / 2 for x in beside if x > middle], default=float("inf"))
    return low, high


def is_group_word(text: str) -> bool:
    """Whether a header word always stands over several columns."""
    return squeeze(text) in _GROUPS


def _is_group(word: Word, line: Sequence[Word], columns: Sequence[Sequence[float]]) -> bool:
    """Whether a word that touches no column below stands over several: always such words, or 预算数 and 决算数 with
    columns on both sides that are nearer to it than to the words beside it."""
    text = without_unit(squeeze(word.text))
    if text in _GROUPS:
        return True
    if text not in KINDS:
        return False
    low, high = _territory(word, line)
    places = [(c[0] + c[1]) / 2 for c in columns]
    return any(low < x < word.box.x0 for x in places) and any(word.box.x1 < x < high for x in places)


def _matched(below: list[Track], above: list[Head]) -> list[Track]:
    """Body and header columns paired in order at the least total distance; both kinds of leftovers are kept."""
    rows, cols = len(below), len(above)
    best = [[0.0] * (cols + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        best[i][0] = best[i - 1][0] + _NO_HEADER[below[i - 1].figures]
    for j in range(1, cols + 1):
        best[0][j] = best[0][j - 1] + _NO_BODY[above[j - 1][2]]
    for i in range(1, rows + 1):
        for j in range(1, cols + 1):
            best[i][j] = min(
                best[i - 1][j - 1] + _distance(below[i - 1], above[j - 1]),
                best[i - 1][j] + _NO_HEADER[below[i - 1].figures],
                best[i][j - 1] + _NO_BODY[above[j - 1][2]],
            )
    out: list[Track] = []
    i, j = rows, cols
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + _distance(below[i - 1], above[j - 1]):
            i, j = i - 1, j - 1
            below[i].head = above[j][:2]
            out.append(below[i])
        elif i and best[i][j] == best[i - 1][j] + _NO_HEADER[below[i - 1].figures]:
            i -= 1
            out.append(below[i])
        else:
            j -= 1
            low, high, key = above[j]
            out.append(Track(low, high, not key, set(), (low, high)))
    return _in_order(out[::-1])


def _in_order(tracks: list[Track]) -> list[Track]:
    """Columns from left to right: those with both kinds in the order they were paired in, the others where they stand.

    A figure set flush may stand right of the middle of the empty column beside it, so places alone do not tell.
    """
    for k in range(1, len(tracks)):
        at = k
        while at and _loose(tracks[at - 1]) != _loose(tracks[at]) and tracks[at - 1].middle > tracks[at].middle:
            if not (_unpaired(tracks[at - 1]) and _unpaired(tracks[at])):
                break
            tracks[at - 1], tracks[at] = tracks[at], tracks[at - 1]
            at -= 1
    return tracks


def _loose(track: Track) -> bool:
    """Whether only its header speaks of a column."""
    return not track.lines


def _unpaired(track: Track) -> bool:
    return not track.lines or track.head is None


def _distance(track: Track, head: Head) -> float:
    """How ill a body column fits a header column: by their middles, less where one stands over the other.

    Labels of a few characters at the left of a wide column stand far from its name in the middle; what tells is
    that both are words.
    """
    low, high, key = head
    apart = abs(track.middle - (low + high) / 2)
    if track.overlap(low, high) > 0 or (key and not track.figures):
        apart *= 0.2
    if track.figures == key:
        apart += 100.0
    return apart


def track_of(word: Word, tracks: Sequence[Track]) -> int:
    """The column a body word belongs to: its own kind first, then by overlap, then by nearness."""
    low, high = word.box.x0, word.box.x1
    numeric = is_number(word.text)
    if word.text in _LEVELS and (coded := [k for k, track in enumerate(tracks) if track.codes]):
        return min(coded, key=lambda k: abs(tracks[k].middle - word.box.mid_x))
    if not numeric:
        wordy = [k for k, track in enumerate(tracks) if not track.numeric]
        touched = [k for k in wordy if tracks[k].overlap(low, high) > 0]
        left = [k for k in wordy if tracks[k].low <= low]
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
    """Whether every word of a body lies in one of some columns; a total may span several."""
    sides = edges(tracks, tracks[0].low, tracks[-1].high)
    for line in body:
        for word in line:
            if is_sum(word.text) or word.text in _LEVELS:
                continue
            k = track_of(word, tracks)
            slack = 0.5 * word.size
            left = k == 0 or word.box.x0 >= sides[k] - slack
            right = k + 1 == len(tracks) or word.box.x1 <= sides[k + 1] + slack
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
