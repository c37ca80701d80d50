"""Running text in the order a person reads it: by writing line and column, whatever the file's own order.

Pages without a table are not worth reading character by character; where each character starts is enough to put
their lines in order, at a fifth of the cost.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

# A writing line's characters start within this share of an em of its first one's baseline.
_SLACK = 0.45
# The same in points for pages that are not looked at closely; no line of print stands closer to the next.
_LEVEL = 4.0
_FOOT = 3
# A longer step is a heading that goes on in the middle of the next line, not a watermark in large type.
_LEAP = 12
_MIDDLE = (0.3, 0.7)
_GUTTER = 1.5
_FEW_LINES = 8
_STRAIGHT = 0.05


class Start(NamedTuple):
    """A character and where it starts on the upright page; `y` grows downwards."""

    y: float
    x: float
    text: str


class Piece(NamedTuple):
    """A stretch of text that the file writes as one line: where its first and its last character start."""

    text: str
    first: Start
    last: Start


def in_order(pieces: Sequence[Piece]) -> str | None:
    """The lines of a page whose file writes them in reading order, as most do; None where it does not.

    Args:
        pieces: what the file writes line by line, no white space in the texts.
    """
    back = [k for k, (one, other) in enumerate(itertools.pairwise(pieces), 1) if other.first.y < one.last.y - _LEVEL]
    if any(_FOOT < k < len(pieces) - _FOOT for k in back):
        return None
    if back and not _are_heads_and_feet(pieces, back):
        return None
    lines: list[str] = []
    old: Start | None = None
    # Heads and feet are often written first or last.
    for piece in sorted(pieces, key=lambda piece: piece.first.y) if back else pieces:
        _, first, last = piece
        if abs(last.y - first.y) > _LEVEL or last.x < first.x:
            return None
        if old is None or first.y - old.y > _LEVEL:
            lines.append(piece.text)
        elif abs(first.y - old.y) <= _LEVEL and first.x > old.x + _LEVEL:
            lines[-1] += piece.text
        else:
            return None
        old = last
    return "\n".join(lines)


class Lie(NamedTuple):
    """How the characters of a page lie in the file."""

    turn: int
    """How far the page must be turned clockwise for them to stand upright: 0, 90, 180 or 270."""
    skew: float = 0.0
    """By how many degrees, anticlockwise, they are askew beyond that; 0.0 for less than can be seen."""

    @classmethod
    def of(cls, x: float, y: float) -> Lie:
        """From the way a character's base line runs."""
        angle = math.degrees(math.atan2(y, x))
        turn = round(angle / 90) * 90
        skew = angle - turn
        return cls(turn % 360, skew if abs(skew) > _STRAIGHT else 0.0)


def _are_heads_and_feet(pieces: Sequence[Piece], back: Sequence[int]) -> bool:
    """Whether what is written before the first or after the last step back stands over or under all the rest; a seal or
    a stamp stands in between."""
    start = max((k for k in back if k <= _FOOT), default=0)
    end = min((k for k in back if k > _FOOT), default=len(pieces))
    body = pieces[start:end]
    if not body:
        return True
    top, foot = min(piece.first.y for piece in body), max(piece.first.y for piece in body)
    ends = (*pieces[:start], *pieces[end:])
    return all(piece.first.y < top - _LEVEL or piece.first.y > foot + _LEVEL for piece in ends)


def upright(x: float, y: float, lie: Lie) -> tuple[float, float]:
    """(x, y) of a page whose characters lie in some way, y downwards; only differences count."""
    turn, skew = lie
    if skew:
        cos, sin = math.cos(math.radians(skew)), math.sin(math.radians(skew))
        x, y = cos * x + sin * y, cos * y - sin * x
    if turn == 90:
        return y, x
    if turn == 180:
        return -x, y
    if turn == 270:
        return -y, -x
    return x, -y


def running_text(starts: Sequence[Start]) -> str:
    """The lines of a page from top to bottom, column by column, each from left to right.

    Args:
        starts: the page's characters in the file's order, no white space among them.

    Returns:
        The text without any white space but the line breaks.
    """
    em = _em(starts)
    level = _level(starts, em)
    edge = _gutter(level, em)
    if edge is None:
        return "\n".join(_lines(level, em))
    left, right = [s for s in level if s.x < edge], [s for s in level if s.x >= edge]
    return "\n".join((*_lines(left, em), *_lines(right, em)))


def _em(starts: Sequence[Start]) -> float:
    """The usual step from one Chinese character to the next."""
    steps = [
        b.x - a.x
        for a, b in itertools.pairwise(starts)
        if a.y == b.y and 4 < b.x - a.x < 40 and not (a.text.isascii() or b.text.isascii())
    ]
    return median(steps) if steps else 12.0


def _level(starts: Sequence[Start], em: float) -> list[Start]:
    """The characters without those that run aslant, as watermarks do: step after step in one slanting direction."""
    steps = [(b.x - a.x, b.y - a.y) for a, b in itertools.pairwise(starts)]
    dropped: set[int] = set()
    for k, (one, other) in enumerate(itertools.pairwise(steps)):
        if min(map(abs, one)) > 0.3 * em and max(map(abs, one)) < _LEAP * em and _alike(one, other):
            dropped.update((k, k + 1, k + 2))
    return [start for k, start in enumerate(starts) if k not in dropped] if len(dropped) > 3 else list(starts)


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two steps go the same way: digits are half as wide as Chinese characters, so only roughly as far."""
    (x, y), (x2, y2) = one, other
    return abs(x * y2 - y * x2) < 0.05 * (x * x + y * y) and x * x2 > 0 and y * y2 > 0


def _lines(starts: Sequence[Start], em: float) -> list[str]:
    lines: list[list[Start]] = []
    for start in sorted(starts):
        if lines and start.y - lines[-1][0].y <= _SLACK * em:
            lines[-1].append(start)
        else:
            lines.append([start])
    return ["".join(_once(sorted(line, key=lambda s: s.x), em)) for line in lines]


def _once(line: Sequence[Start], em: float) -> list[str]:
    """A line's characters, those drawn twice for weight or shadow once."""
    out: list[Start] = []
    for start in line:
        if not any(start.text == other.text and start.x - other.x < 0.2 * em for other in out[-2:]):
            out.append(start)
    return [start.text for start in out]


def _gutter(starts: Sequence[Start], em: float) -> float | None:
    """Where the second of two columns of text starts; None for a page of one column."""
    if len(starts) < 100:
        return None
    rows: dict[int, set[int]] = {}
    low, high = min(s.x for s in starts), max(s.x for s in starts) + em
    cells = int((high - low) / em) + 2
    for start in starts:
        rows.setdefault(round(start.y / em), set()).add(int((start.x - low) / em))
    if len(rows) < _FEW_LINES:
        return None
    filled = [sum(1 for row in rows.values() if cell in row) for cell in range(cells)]
    few = 0.06 * len(rows)
    wide = 0
    for cell in range(int(_MIDDLE[0] * cells), int(_MIDDLE[1] * cells) + 1):
        if filled[cell] <= few:
            wide += 1
            continue
        if wide >= _GUTTER and _is_column(filled[: cell - wide], rows) and _is_column(filled[cell:], rows):
            return low + cell * em - 0.2 * em
        wide = 0
    return None


def _is_column(filled: Sequence[int], rows: dict[int, set[int]]) -> bool:
    """Whether most lines run through most of a stretch of the page."""
    return bool(filled) and median(filled) >= 0.4 * len(rows)
