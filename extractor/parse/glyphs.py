"""Glyphs of a file to characters of the upright page; the same for every reader."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from operator import itemgetter, sub
from statistics import median

from extractor.language.text import UNREADABLE
from extractor.model import Char
from extractor.parse.frame import Frame
from extractor.parse.geometry import Matrix

Glyph = tuple[int, str, float, float, float, float, float, float]
"""(index, character, left, bottom, right, top, origin x, origin y) in the PDF's own coordinates."""

Seen = Callable[[int, float, float], bool]

Direction = Callable[[int], tuple[float, float]]
"""The way a glyph's own base line runs in the PDF's coordinates, by its index; (1, 0) for an upright one."""

_ASKED = 40
_EVERY = 3
# By place, which is quicker than by name.
_SIZE = itemgetter(Char._fields.index("size"))
_TALL = 1.6
"""Ascent and descent of real fonts make 1 to 1.5 times the width of a Chinese character."""
_ASCENT = 0.88
"""How much of a Chinese character stands above its base line, in all usual fonts."""
_FIGURE = frozenset("0123456789")
_SMALLER = 0.75


def line_height(glyph: Glyph) -> float:
    """Height of the line that a character stands on, however it is turned."""
    _, _, left, bottom, right, top, _, _ = glyph
    return max(right - left, top - bottom)


def reading_turn(glyphs: list[Glyph], shown_turn: int, direction: Direction) -> int:
    """How far the page must be turned clockwise for its text to run from left to right.

    Usually that is what the page's own flag says; a page turned only by its flag, or only by its content, shows in
    the direction in which one character follows another. Words one character wide follow one another down an upright
    page, so a page is turned only where the glyphs themselves lie as the words run.
    """
    votes = {0: 0, 90: 0, 180: 0, 270: 0}
    level_right = 0
    old_x = old_y = float("nan")
    for _, _, x0, y0, x1, y1, x, y in glyphs:
        dx, dy = x - old_x, y - old_y
        old_x, old_y = x, y
        if dy == 0.0 and dx > 0.0:
            level_right += 1
            continue
        across, along = abs(dx), abs(dy)
        if not 0.0 < across + along <= 3.0 * max(x1 - x0, y1 - y0):
            continue
        if across > 8 * along:
            votes[0 if dx > 0 else 180] += 1
        elif along > 8 * across:
            votes[90 if dy > 0 else 270] += 1
    votes[0] += level_right
    total = sum(votes.values())
    if total < 12:
        return shown_turn
    turn = max(votes, key=lambda key: votes[key])
    if turn == shown_turn or votes[turn] <= 0.6 * total:
        return shown_turn
    asked = [direction(glyph[0]) for glyph in glyphs[:: max(1, len(glyphs) // _ASKED)]]
    lying = sum(1 for x, y in asked if _turn_of(x, y) == turn)
    return turn if lying > 0.5 * len(asked) else shown_turn


def straightened(glyphs: list[Glyph], matrix: Matrix, angle: float) -> list[Glyph]:
    """The glyphs of a sheet that lies askew, turned back.

    Args:
        glyphs: their boxes stand upright around glyphs that do not.
        matrix: the turn.
        angle: of it, in degrees.
    """
    a, b, c, d, e, f = matrix
    cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    both = cos * cos - sin * sin
    out: list[Glyph] = []
    for index, char, left, bottom, right, top, x, y in glyphs:
        around_x, around_y = right - left, top - bottom
        width, height = (around_x * cos - around_y * sin) / both, (around_y * cos - around_x * sin) / both
        # A box that is no hull of a turned one, as that of a folded character, is taken as it is.
        if width <= 0 or height <= 0:
            width, height = around_x, around_y
        middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
        new_x, new_y = a * middle_x + c * middle_y + e, b * middle_x + d * middle_y + f
        half_x, half_y = width / 2, height / 2
        box = (new_x - half_x, new_y - half_y, new_x + half_x, new_y + half_y)
        out.append((index, char, *box, a * x + c * y + e, b * x + d * y + f))
    return out


def _turn_of(x: float, y: float) -> int:
    if abs(x) >= abs(y):
        return 0 if x >= 0 else 180
    return 90 if y > 0 else 270


def to_chars(glyphs: list[Glyph], frame: Frame, seen: Seen | None) -> tuple[list[Char], int]:
    """The visible characters on the upright page, and how many are in the file but cannot be seen.

    Args:
        glyphs: all characters of the file.
        frame: what is shown of the page, and how it is turned.
        seen: tells of a glyph, by its index and the middle of its box, whether it can be seen; None where all can.
    """
    number = len(glyphs)
    if seen is not None:
        glyphs = [g for g in glyphs if seen(g[0], (g[2] + g[4]) / 2, (g[3] + g[5]) / 2)]
    if not glyphs:
        return [], number
    texts, lefts, uppers, rights, lowers, lines = _upright(glyphs, frame) if frame.turn == 0 else _turned(glyphs, frame)
    rows = zip(texts, lefts, uppers, rights, lowers, lines, map(sub, lowers, uppers), strict=True)
    new = tuple.__new__  # as `Char._make` does, without its check
    width, height = frame.width, frame.height
    if min(lefts) >= 0 and min(uppers) >= 0 and max(rights) <= width and max(lowers) <= height:
        chars = [new(Char, row) for row in rows]
    else:
        chars = _on_paper([new(Char, row) for row in rows], width, height)
    return _marked(_squared(chars)), number - len(chars)


Numbers = Sequence[float]
Columns = tuple[Sequence[str], Numbers, Numbers, Numbers, Numbers, Numbers]
"""Of all characters of a page: the text, left, top, right, bottom, base line."""


def _upright(glyphs: list[Glyph], frame: Frame) -> Columns:
    # Column by column: this runs over every character of a document.
    page_left, page_top = frame.left, frame.top
    _, texts, lefts, bottoms, rights, tops, _, lines = zip(*glyphs, strict=True)
    straight = page_left == 0.0
    return (
        texts,
        lefts if straight else [value - page_left for value in lefts],
        [page_top - value for value in tops],
        rights if straight else [value - page_left for value in rights],
        [page_top - value for value in bottoms],
        [page_top - value for value in lines],
    )


def _turned(glyphs: list[Glyph], frame: Frame) -> Columns:
    place = frame.placer()
    lefts, uppers, rights, lowers = zip(*(place(*glyph[2:6]) for glyph in glyphs), strict=True)
    texts, lines = [glyph[1] for glyph in glyphs], [place(x, y, x, y)[1] for *_, x, y in glyphs]
    return texts, lefts, uppers, rights, lowers, lines


def _on_paper(chars: Sequence[Char], width: float, height: float) -> list[Char]:
    """The characters that are on the page; of a number that its left or right edge cuts, what cannot be read there."""
    on = [_is_on(width, height, char.x0, char.top, char.x1, char.bottom) for char in chars]
    out = []
    for k, char in enumerate(chars):
        if char.text in _OF_NUMBERS and not 0 <= (char.x0 + char.x1) / 2 <= width:
            near = [chars[n] for n in (k - 1, k + 1) if 0 <= n < len(chars) and on[n]]
            if any(_go_on(char, one) and 0 <= (one.x0 + one.x1) / 2 <= width for one in near):
                x0 = min(max(char.x0, 0.0), width - 1)
                out.append(char._replace(text=UNREADABLE, x0=x0, x1=min(max(char.x1, x0 + 1), width)))
                continue
        if on[k]:
            out.append(char)
    return out


_OF_NUMBERS = frozenset("0123456789.,")
_GAP = 0.3
"""Characters of one number stand nearer than this, in heights."""


def _go_on(char: Char, other: Char) -> bool:
    """Whether two characters are of one number."""
    apart = max(char.x0, other.x0) - min(char.x1, other.x1)
    level = abs(char.baseline - other.baseline) <= 0.1 * char.size
    return other.text in _OF_NUMBERS and level and apart <= _GAP * char.size


def _is_on(width: float, height: float, x0: float, upper: float, x1: float, lower: float) -> bool:
    """Whether the middle of a box is on the page, or hardly beside it."""
    if x0 >= 0 and upper >= 0 and x1 <= width and lower <= height:
        return True
    return -1 <= (x0 + x1) / 2 <= width + 1 and -1 <= (upper + lower) / 2 <= height + 1


def _squared(chars: list[Char]) -> list[Char]:
    """Characters whose font claims far more height than it uses, at the height they are set in.

    Some printers write the box around every glyph of a font where its ascent and descent belong; a line of such
    characters seems to be two or three lines high. Chinese characters are as wide as high.
    """
    if not chars:
        return chars
    # The last glyph of a title may be all that is printed on its page in such a font.
    asked = [*chars[::_EVERY], max(chars, key=_SIZE)]
    if not any(size > _TALL * (x1 - x0) and "\u4e00" <= text <= "\u9fff" for text, x0, _, x1, _, _, size in asked):
        return chars
    widths: dict[float, list[float]] = {}
    for char in asked:
        if "\u4e00" <= char.text <= "\u9fff":
            widths.setdefault(round(char.size, 1), []).append(char.x1 - char.x0)
    tall = {size: em for size, found in widths.items() if size > _TALL * (em := median(found)) > 0.0}
    if not tall:
        return chars
    out = []
    for char in chars:
        if square := tall.get(round(char.size, 1)):
            top, bottom = char.baseline - _ASCENT * square, char.baseline + (1 - _ASCENT) * square
            char = char._replace(top=top, bottom=bottom, size=square)
        out.append(char)
    return out


def _marked(chars: list[Char]) -> list[Char]:
    """A smaller digit right behind a digit is the mark of a note: read as one of the figure, it would change it."""
    before: Char | None = None
    for k, char in enumerate(chars):
        if char.text in _FIGURE:
            behind = before is not None and char.size < _SMALLER * before.size
            if behind and before is not None and abs(char.x0 - before.x1) < 0.3 * before.size:
                chars[k] = char._replace(text=UNREADABLE)
                continue
            before = char
        else:
            before = None
    return chars
