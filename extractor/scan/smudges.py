"""Dirt that a drum or a roller leaves down a whole page: smudges one over another, each read as some sign or none.

Below a table nothing is printed, so there a track shows for what it is; what of it lies in the table is no word either,
and would part two columns where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Box

_SHORT, _UNSURE = 2, 0.9
"""Of a smudge no more signs are read, and none surely."""
_LONG, _HARDLY = 4, 0.6
"""Or so many, and hardly."""
_OVER, _APART = 1.0, 20.0
"""Heights of print: so nearly one over another, and so near to each other, lie two smudges of one track."""
_HIGHER = 1.5
"""Times as high as print: no sign of a table."""
_ALONE = 6
"""Smudges of a track that stand where no word does, or are no words themselves, at least: these, and more than the
others."""

Seen = tuple[str, float, Box]
"""What was read, how surely, and where."""


def smudges(marks: Sequence[Seen], usual: float) -> set[int]:
    """Which of the marks of a page are such dirt; `usual` is how high its print is.

    A digit or a dash is left, wherever it lies: sums tell more of it than its place.
    """
    words = [box for text, sure, box in marks if sure >= _UNSURE and len(text) >= _SHORT]

    def is_alone(k: int) -> bool:
        own = marks[k][2]
        return own.height >= _HIGHER * usual or all(abs(box.mid_y - own.mid_y) >= usual for box in words)

    out: set[int] = set()
    for track in _tracks(marks, usual):
        alone = sum(map(is_alone, track))
        if alone >= _ALONE and 2 * alone > len(track):
            out.update(track)
    return out


def _tracks(marks: Sequence[Seen], usual: float) -> list[list[int]]:
    """Smudges that lie one over another, from top to bottom; a page that lay askew has them aslant."""
    tracks: list[list[int]] = []
    for k in sorted((k for k, mark in enumerate(marks) if _may_be_smudge(mark)), key=lambda k: marks[k][2].top):
        box = marks[k][2]
        ends = [(marks[track[-1]][2], track) for track in tracks]
        near = [
            (abs(end.mid_x - box.mid_x), track)
            for end, track in ends
            if _is_over(end, box, usual) and box.top - end.bottom <= _APART * usual
        ]
        if near:
            min(near, key=lambda each: each[0])[1].append(k)
        else:
            tracks.append([k])
    return tracks


def _is_over(one: Box, other: Box, usual: float) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return abs(one.mid_x - other.mid_x) <= _OVER * usual or 2 * shared >= max(one.width, other.width)


def _may_be_smudge(mark: Seen) -> bool:
    text, sure, _ = mark
    if any(char.isdigit() or char in _KEPT for char in text):
        return False
    return (len(text) <= _SHORT and sure < _UNSURE) or (len(text) <= _LONG and sure < _HARDLY)


_KEPT = frozenset("-—–―－一")
"""What stands for a figure."""
