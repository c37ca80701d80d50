"""Header words over several columns, where no lines say how far they reach.

A word set in the middle of its columns tells them by symmetry, and by what stands below: columns of one level have
their names at one height. Short rules under a word tell its columns exactly. What a word higher up covers is not
divided between two words below it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor.forms.vocabulary import LINE_WORDS, group_members, is_key_word
from extractor.grid.head_columns import KINDS, is_group_word
from extractor.grid.rules import Stroke
from extractor.grid.tracks import Track
from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Word

Reach = tuple[int, int]
"""First and last column."""

_NOTHING = (-1, -1)
"""Of a column that no word spans yet."""
_CENTRED, _LOPSIDED = 0.12, 0.3
_ONE_LEVEL = frozenset(["项目", "本年支出", "本年收入"])
"""Words whose columns are all named right below them; a name that spans the header beside them is not theirs."""


def header_spans(
    lines: Sequence[Sequence[Word]], tracks: Sequence[Track], rules: Sequence[Stroke], em: float
) -> list[list[Reach]]:
    """First and last column (inclusive) of every word of the header lines, in the shape of `lines`.

    Args:
        lines: the header's lines from top to bottom, column numbers left out.
        tracks: the table's columns.
        rules: short horizontal lines inside the header.
        em: height of a character.
    """
    touched = [[_touched(word, tracks) for word in line] for line in lines]
    cover = [_NOTHING] * len(tracks)
    alike = _like_parts(lines, touched, tracks) or _pairs(lines, tracks)
    out: list[list[Reach]] = []
    for r, line in enumerate(lines):
        spans: list[Reach] = []
        for k, word in enumerate(line):
            first, last = alike.get((r, k)) or _span(r, k, word, lines, touched, tracks, rules, cover, em)
            spans.append((min(first, last), max(first, last)))
        for k, (first, last) in enumerate(spans):
            if last > first:
                for c in range(first, last + 1):
                    cover[c] = (r, k)
        out.append(spans)
    return out


def _like_parts(
    lines: Sequence[Sequence[Word]], touched: Sequence[Sequence[list[int]]], tracks: Sequence[Track]
) -> dict[tuple[int, int], Reach]:
    """What 预算数 and 决算数 on the first line span where the columns below are named alike twice."""
    kinds = [k for k, word in enumerate(lines[0]) if without_unit(squeeze(word.text)) in KINDS] if lines else []
    figures = [c for c, track in enumerate(tracks) if track.figures]
    size = len(figures) // max(len(kinds), 1)
    if len(kinds) < 2 or not size or len(figures) != size * len(kinds):
        return {}
    below = list(zip(lines[1:], touched[1:], strict=True))[::-1]
    found = [_name(c, below) for c in figures]
    names = [squeeze(name.text) if name else "" for name in found]
    parts = [names[k * size : (k + 1) * size] for k in range(len(kinds))]
    if any(part != parts[0] for part in parts) or not all(names) or len(set(parts[0])) < size:
        return {}
    return {(0, k): (figures[i * size], figures[(i + 1) * size - 1]) for i, k in enumerate(kinds)}


def _touched(word: Word, tracks: Sequence[Track]) -> list[int]:
    """The columns right under a word; the two it stands between where it is narrower than the gap."""
    low, high = word.box.x0, word.box.x1
    if not is_group_word(word.text):
        own = [k for k, t in enumerate(tracks) if t.head and t.head[0] - 1 <= low and high <= t.head[1] + 1]
        if len(own) == 1:
            return own
    under = [k for k, track in enumerate(tracks) if track.under(low, high)]
    if under:
        return list(range(under[0], under[-1] + 1))
    places = [_middle(track) for track in tracks]
    left = max((k for k, x in enumerate(places) if x <= word.box.mid_x), default=None)
    right = min((k for k, x in enumerate(places) if x > word.box.mid_x), default=None)
    if left is not None and right is not None:
        a, b = word.box.mid_x - places[left], places[right] - word.box.mid_x
        if abs(a - b) <= 0.3 * (a + b):
            return sorted((left, right))
        return [left if a < b else right]
    return [left if left is not None else right or 0]


def _pairs(lines: Sequence[Sequence[Word]], tracks: Sequence[Track]) -> dict[tuple[int, int], Reach]:
    """What words span where 预算数 and 决算数 stand side by side under each of them: as many words as there are pairs,
    each in the middle of its own, and over several pairs what forms print there. A short one touches neither column."""
    said = {(r, k): without_unit(squeeze(word.text)) for r, line in enumerate(lines) for k, word in enumerate(line)}
    placed = sorted((lines[r][k].box.mid_x, r, k) for r, k in said)
    kinds = [said[r, k] for _, r, k in placed if said[r, k] in KINDS]
    if len(kinds) != len(tracks) or len(kinds) % 2 or kinds[:1] == kinds[1:2]:
        return {}
    above = [(x, r, k) for x, r, k in placed if said[r, k] not in KINDS]
    single = [(x, r, k) for x, r, k in above if said[r, k] not in group_members()]
    if kinds != kinds[:2] * (len(kinds) // 2) or 2 * len(single) != len(kinds):
        return {}
    places = [(_middle(tracks[c]), _middle(tracks[c + 1])) for c in range(0, len(tracks), 2)]
    if len(single) != len(places) or not all(
        low < x < high for (x, *_), (low, high) in zip(single, places, strict=True)
    ):
        return {}
    out = {(r, k): (2 * n, 2 * n + 1) for n, (_, r, k) in enumerate(single)}
    for x, r, k in above:
        if members := group_members().get(said[r, k]):
            inside = [said[i, j] in members for _, i, j in single]
            first = last = min(range(len(single)), key=lambda n: abs(single[n][0] - x))
            while first > 0 and inside[first - 1]:
                first -= 1
            while last + 1 < len(single) and inside[last + 1]:
                last += 1
            if inside[first]:
                out[r, k] = 2 * first, 2 * last + 1
    return out


def _middle(track: Track) -> float:
    low, high = track.head or (track.low, track.high)
    return (low + high) / 2


def _span(
    r: int,
    k: int,
    word: Word,
    lines: Sequence[Sequence[Word]],
    touched: Sequence[Sequence[list[int]]],
    tracks: Sequence[Track],
    rules: Sequence[Stroke],
    cover: Sequence[tuple[int, int]],
    em: float,
) -> Reach:
    own = touched[r][k]
    under = _rule_under(word, rules, em)
    if under is not None:
        inside = [c for c, t in enumerate(tracks) if under.low - em <= _middle(t) <= under.high + em]
        if inside and own[0] in range(min(inside), max(inside) + 1):
            return min(inside), max(inside)
    below = [(line, spots) for line, spots in zip(lines[r + 1 :], touched[r + 1 :], strict=True)]
    children = [any(c in spot for _, spots in below for spot in spots) for c in range(len(tracks))]
    if not any(children[c] for c in own):
        return own[0], own[-1]
    names = [_name(c, below) for c in range(len(tracks))]
    nearest = not _stacked(word, lines[r + 1 :])
    rivals = _rivals(r, k, lines, touched, names[own[len(own) // 2]], nearest)

    def free(c: int) -> bool:
        """Whether no other word has the better claim: it stands over the column, or nearer to it at one remove."""
        if any(c in spot for _, spot in rivals):
            return False
        place = _middle(tracks[c])
        return not nearest or not any(abs(place - x) < abs(place - word.box.mid_x) for x, _ in rivals)

    allowed = [
        (cover[c] == cover[own[0]] or _NOTHING in (cover[c], cover[own[0]]))
        and not any(c in spot for j, spot in enumerate(touched[r]) if j != k)
        and (c in own or free(c))
        for c in range(len(tracks))
    ]
    if squeeze(word.text) == "项目" and (over := _keys(own, names, tracks, allowed)):
        return over
    if members := group_members().get(without_unit(squeeze(word.text))):
        return _members(own, names, allowed, members)
    if squeeze(word.text) in _ONE_LEVEL:
        level = names[own[len(own) // 2]]
        children = [child and _beside(h, level, word.size) for child, h in zip(children, names, strict=True)]
    if r == 0 and len(lines[0]) > 1:
        return _territory(word, lines[0], own, tracks, [a and b for a, b in zip(allowed, children, strict=True)])
    return _symmetric(word, own, tracks, names, allowed, nearest)


def _rule_under(word: Word, rules: Sequence[Stroke], em: float) -> Stroke | None:
    near = [
        rule
        for rule in rules
        if -0.3 * em <= rule.at - word.box.bottom <= 1.2 * em and rule.low <= word.box.mid_x <= rule.high
    ]
    return min(near, key=lambda rule: rule.at) if near else None


def _territory(
    word: Word, line: Sequence[Word], own: Sequence[int], tracks: Sequence[Track], allowed: Sequence[bool]
) -> Reach:
    """All columns nearer to this word than to the words beside it."""
    others = sorted(line, key=lambda w: w.box.x0)
    at = others.index(word)
    low = (others[at - 1].box.mid_x + word.box.mid_x) / 2 if at else float("-inf")
    high = (word.box.mid_x + others[at + 1].box.mid_x) / 2 if at + 1 < len(others) else float("inf")
    first, last = own[0], own[-1]
    while first > 0 and _middle(tracks[first - 1]) > low and allowed[first - 1]:
        first -= 1
    while last + 1 < len(tracks) and _middle(tracks[last + 1]) < high and allowed[last + 1]:
        last += 1
    return first, last


def _members(
    own: Sequence[int], names: Sequence[Word | None], allowed: Sequence[bool], members: Collection[str]
) -> Reach:
    """All columns around a word that are named as those are which forms print under it."""

    def inside(c: int) -> bool:
        name = names[c]
        return allowed[c] and name is not None and without_unit(squeeze(name.text)) in members

    first, last = own[0], own[-1]
    while first > 0 and inside(first - 1):
        first -= 1
    while last + 1 < len(names) and inside(last + 1):
        last += 1
    return first, last


def _keys(
    own: Sequence[int], names: Sequence[Word | None], tracks: Sequence[Track], allowed: Sequence[bool]
) -> Reach | None:
    """The columns around a 项目 that name rows, which is all that it stands over where their own names are below it."""

    def inside(c: int) -> bool:
        name = names[c]
        if name is None:
            return tracks[c].codes
        text = without_unit(squeeze(name.text))
        return is_key_word(text) and text not in LINE_WORDS

    start = next((c for c in own if inside(c)), None)
    if start is None:
        return None
    first = last = start
    while first > 0 and allowed[first - 1] and inside(first - 1):
        first -= 1
    while last + 1 < len(names) and allowed[last + 1] and inside(last + 1):
        last += 1
    return first, last


def _symmetric(
    word: Word,
    own: Sequence[int],
    tracks: Sequence[Track],
    names: Sequence[Word | None],
    allowed: Sequence[bool],
    nearest: bool,
) -> Reach:
    """The widest run of columns around the word whose own words stand at one height and whose middle is the word's."""
    wanted = names[own[len(own) // 2]]
    first, last = own[0], own[-1]
    while first > 0 and _beside(names[first - 1], wanted, word.size) and allowed[first - 1]:
        first -= 1
    while last + 1 < len(tracks) and _beside(names[last + 1], wanted, word.size) and allowed[last + 1]:
        last += 1
    best = (own[0], own[-1])
    best_off = float("inf")
    if nearest and own[0] == own[-1] and first < last and _off(word, tracks, first, last) < _LOPSIDED:
        # A word above others stands over more than one of them, wherever in their columns the lower ones are set.
        best = (first, last)
        best_off = _CENTRED
    for a in range(first, own[0] + 1):
        for b in range(own[-1], last + 1):
            off = _off(word, tracks, a, b)
            if off < _CENTRED and (b - a > best[1] - best[0] or (b - a == best[1] - best[0] and off < best_off)):
                best, best_off = (a, b), off
    return best


def _off(word: Word, tracks: Sequence[Track], first: int, last: int) -> float:
    """How far a word stands from the middle of some columns, as a share of the way from the first to the last."""
    low, high = _middle(tracks[first]), _middle(tracks[last])
    return abs((low + high) / 2 - word.box.mid_x) / max(high - low, 1.0)


def _rivals(
    r: int,
    k: int,
    lines: Sequence[Sequence[Word]],
    touched: Sequence[Sequence[list[int]]],
    floor: Word | None,
    nearest: bool,
) -> list[tuple[float, list[int]]]:
    """Other words that are the nearest over columns of their own, wherever they stand: their middles, and the columns.

    What stands no higher than the names under the word (`floor`) may be one of them; where the word is `nearest` to
    them, what stands over names of another row is over the word perhaps.
    """
    word = lines[r][k]
    out: list[tuple[float, list[int]]] = []
    for j, (line, spots) in enumerate(zip(lines, touched, strict=True)):
        if j < r:
            continue  # what it spans is settled: it is over the word, or `cover` tells its columns from the word's
        for other, spot in zip(line, spots, strict=True):
            apart = other.box.x1 <= word.box.x0 or other.box.x0 >= word.box.x1
            over = any(c in below for lower in touched[j + 1 :] for below in lower for c in spot)
            above = floor is not None and other.box.mid_y < floor.box.mid_y - 0.3 * other.size
            below = list(zip(lines[j + 1 :], touched[j + 1 :], strict=True))
            if nearest and not all(_beside(_name(c, below), floor, word.size) for c in spot):
                continue
            if apart and above and over and not _stacked(other, lines[j + 1 :]):
                out.append((other.box.mid_x, spot))
    return out


def _stacked(word: Word, below: Sequence[Sequence[Word]]) -> bool:
    """Whether more than one word stands under a word, each for itself: then it is not the nearest over its columns."""
    under = [w for lower in below for w in lower if min(w.box.x1, word.box.x1) - max(w.box.x0, word.box.x0) > 0]
    return any(a is not b and abs(a.box.mid_y - b.box.mid_y) > 0.5 * a.size for a in under for b in under)


def _name(column: int, below: Sequence[tuple[Sequence[Word], Sequence[list[int]]]]) -> Word | None:
    """The name right below in a column."""
    return next((w for line, spots in below for w, spot in zip(line, spots, strict=True) if column in spot), None)


def _beside(one: Word | None, other: Word | None, size: float) -> bool:
    """Whether two names stand in one row of the header: at one height, or one of them with a line more."""
    if one is None or other is None:
        return one is other
    a, b = one.box, other.box
    apart = abs(a.mid_y - b.mid_y)
    within = (a.top <= b.top and b.bottom <= a.bottom) or (b.top <= a.top and a.bottom <= b.bottom)
    return apart < 0.4 * size or (within and apart < 0.75 * size)


def longest_run(columns: Sequence[int]) -> Reach:
    """The first and the last of the most neighbours among columns in ascending order, the left ones of equals."""
    best = run = (columns[0], columns[0])
    for c in columns[1:]:
        run = (run[0], c) if c == run[1] + 1 else (c, c)
        if run[1] - run[0] > best[1] - best[0]:
            best = run
    return best
