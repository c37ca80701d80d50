"""Columns without lines: where numbers stand under numbers, words under words, and both under a header word.

The body gives columns by overlap: numbers are set flush right, words flush left, so each kind is lined up with its
own. The header gives columns too, empty ones included, but its words are centred and need not stand over the
numbers at all. The two are matched in order, each body column to the header column nearest to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from extractor.grid.flush import flush_pairs
from extractor.grid.head_columns import Head, head_columns
from extractor.grid.tracks import LEVELS, Track, body_tracks
from extractor.model import Word

_NO_HEADER = {True: 400.0, False: 40.0}
"""What a body column without a header word costs: numbers always have one, names often stand under 项目 only."""
_NO_BODY = {True: 60.0, False: 2.0}
"""What a header column without a body column costs: figures may all be blank, names are not."""

_NEVER = 1e6
"""What it costs to pair a column with another than the one that it is known to belong to."""


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
    above = head_columns(header, numbers)
    return _with_levels(_names_joined(_matched(below, above, flush_pairs(below, above, header, em))), body)


def _with_levels(tracks: list[Track], body: Sequence[Sequence[Word]]) -> list[Track]:
    """The columns with one for each of 类, 款 and 项 that stand in the row of a total, where the rows above the break
    of the page have no code that is long enough to show them all."""
    found = next((words for line in body if len(words := [w for w in line if w.text in LEVELS]) > 1), [])
    if [word.text for word in found] != ["类", "款", "项"][: len(found)]:
        return tracks
    name = next((k for k, track in enumerate(tracks) if not track.numeric and track.lines), 0)
    codes = [track for track in tracks[:name] if track.lines]
    if len(codes) >= len(found) or not all(track.codes for track in codes):
        return tracks
    if tracks[name].low < found[-1].box.x1 or any(a.high > b.box.x0 for a, b in zip(codes, found[1:], strict=False)):
        return tracks
    empty = [Track(w.box.x0, w.box.x1, True, set(), (w.box.x0, w.box.x1), True) for w in found[len(codes) :]]
    return [*codes, *empty, *tracks[name:]]


def _names_joined(tracks: Sequence[Track]) -> list[Track]:
    """The columns, names set flush and names in the middle of one column as one: short ones share no place, nor do they
    share a line, and one head stands over all of them."""
    out: list[Track] = []
    for track in tracks:
        last = out[-1] if out else None
        if (
            last is not None
            and not (last.numeric or track.numeric)
            and last.lines
            and track.lines
            and (last.head is None) is not (track.head is None)
            and last.lines.isdisjoint(track.lines)
        ):
            out[-1] = replace(last, high=track.high, lines=last.lines | track.lines, head=last.head or track.head)
        else:
            out.append(track)
    return out


def under_heads(known: Sequence[Track], body: Sequence[Sequence[Word]], em: float) -> list[Track]:
    """The columns of a page whose head stands alone at the foot of the page before: there was nothing to tell where
    under its words the columns are."""
    heads = [(*track.head, not track.numeric) for track in known if track.head is not None]
    if len(heads) < len(known) or any(track.lines for track in known):
        return list(known)
    below = body_tracks(body, em)
    for own in (below, _codes_joined(below)):
        found = _matched([replace(track) for track in own], heads)
        if len(found) == len(known):
            return found
    return list(known)


def _codes_joined(tracks: Sequence[Track]) -> list[Track]:
    """The columns, those of the codes of 类, 款 and 项 as one: a head may have one name for all."""
    out: list[Track] = []
    for track in tracks:
        if out and out[-1].codes and track.codes:
            out[-1] = replace(out[-1], high=track.high, lines=out[-1].lines | track.lines)
        else:
            out.append(track)
    return out


def _matched(below: list[Track], above: list[Head], sure: Mapping[int, int] = MappingProxyType({})) -> list[Track]:
    """Body and header columns paired in order at the least total distance; both kinds of leftovers are kept.

    Args:
        below: the body's columns.
        above: the header's.
        sure: pairs that are known already.
    """

    def cost(i: int, j: int) -> float:
        if sure and (i in sure or j in sure.values()):
            return 0.0 if sure.get(i) == j else _NEVER
        return _distance(below[i], above[j])

    rows, cols = len(below), len(above)
    best = [[0.0] * (cols + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        best[i][0] = best[i - 1][0] + _NO_HEADER[below[i - 1].figures]
    for j in range(1, cols + 1):
        best[0][j] = best[0][j - 1] + _NO_BODY[above[j - 1][2]]
    for i in range(1, rows + 1):
        for j in range(1, cols + 1):
            best[i][j] = min(
                best[i - 1][j - 1] + cost(i - 1, j - 1),
                best[i - 1][j] + _NO_HEADER[below[i - 1].figures],
                best[i][j - 1] + _NO_BODY[above[j - 1][2]],
            )
    out: list[Track] = []
    i, j = rows, cols
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + cost(i - 1, j - 1):
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
