"""Two figures of columns beside one another that were read as one, where no line was seen between them, or it was read.

9.50 and 0.20 are read as 9.500.20, which looks like 9,500.20 with its first point misread: a wrong figure that nothing
but the ink tells. Between the digits of one figure there is hardly any blank; where it is wide, there are two.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import numpy as np

from extractor import lazy_re as re
from extractor.language.money import is_well_formed
from extractor.scan.parted import part_of
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_FIGURES = re.compile(r"[-\d., ]{4,}")
# A figure, the line behind it, and what stands in the next column: a code or another figure.
_ACROSS = re.compile(
    r"-?\d{1,3}(?:,\d{3})*\.\d{2,6} ?([|｜丨¦]) ?(?:[1-5]\d{2}(?:\d\d){0,2}|-?\d{1,3}(?:,\d{3})*\.\d{2,6})"
)
# The decimals of a figure that has some, and more figures with as many of them, or none but a nought or a dash.
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:[.,]\d{3})*|\d+)[.,](\d{2,6})|0|-")
_WITH = {n: re.compile(rf"(?:-?(?:\d{{1,3}}(?:[.,]\d{{3}})*|\d+)[.,]\d{{{n}}}|0|-)+") for n in range(2, 7)}
_BLANK, _EDGE, _LINE = 0.6, 0.15, 0.4
"""Of the height of the line: so wide a blank is between no two digits of a figure, nor beside its signs."""
_COLUMNS = 1.5
"""So wide a blank is no digit's that was too pale."""


def side_by_side(reads: Sequence[Read], strips: Sequence[Strip], ink: Gray) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, with those of several figures taken apart.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        ink: not 0 where something other than a line is printed.
    """
    found = [part for read, strip in zip(reads, strips, strict=True) for part in _apart(read, strip, ink)]
    return [read for read, _ in found], [strip for _, strip in found]


def _apart(read: Read, strip: Strip, ink: Gray) -> Iterator[tuple[Read, Strip]]:
    if (across := _ACROSS.fullmatch(read.text)) and len(read.places) == len(read.text):
        at = across.start(1)
        x = strip.x0 + round(read.places[at] * (strip.x1 - strip.x0))
        left, right = strip._replace(x1=x), strip._replace(x0=x + 1)
        yield part_of(read, 0, at, strip, left), left
        yield part_of(read, at + 1, len(read.text), strip, right), right
        return
    if _FIGURES.fullmatch(read.text) and sum(map(read.text.count, ".,")) and len(read.places) == len(read.text):
        for start, end in _wide_blanks(strip, ink):
            k = _first_behind(read, strip, (start + end) / 2, end - start > _COLUMNS * (strip.y1 - strip.y0))
            if k:
                left, right = strip._replace(x1=start), strip._replace(x0=end)
                yield part_of(read, 0, k, strip, left), left
                yield from _apart(part_of(read, k, len(read.text), strip, right), right, ink)
                return
    yield read, strip


def _wide_blanks(strip: Strip, ink: Gray) -> list[tuple[int, int]]:
    """From where to where nothing is printed, where that is wide; at its top and its foot rests of lines may be, in a
    strip that is too high a good part of a line, which fills a blank as wide as between two columns only."""
    for top, foot, least in ((_EDGE, _EDGE, _BLANK), (_LINE, _EDGE, _COLUMNS), (_EDGE, _LINE, _COLUMNS)):
        high = strip.y1 - strip.y0
        rows = slice(strip.y0 + int(top * high), strip.y1 - int(foot * high))
        inked = strip.x0 + np.flatnonzero(ink[rows, strip.x0 : strip.x1].any(axis=0))
        wide = np.flatnonzero(np.diff(inked) > least * high)
        if len(wide):
            return [(int(inked[at]) + 1, int(inked[at + 1])) for at in wide]
    return []


def _first_behind(read: Read, strip: Strip, x: float, columns: bool) -> int:
    """The first character of the figure that begins behind a place; 0 where no figure ends before it. `columns`: the
    blank there is as wide as between two columns.

    The recogniser may see a character a little off.
    """
    wide = strip.x1 - strip.x0
    at = bisect.bisect([strip.x0 + place * wide for place in read.places], x)
    fitting = [k for k in (at, at - 1, at + 1) if 0 < k < len(read.text) and _parts_well(read.text, k, columns)]
    return fitting[0] if fitting else 0


def _parts_well(text: str, k: int, columns: bool) -> bool:
    """Whether a figure ends and the next begins there, and all have as many decimals."""
    before, after = text[:k].replace(" ", ""), text[k:].replace(" ", "")
    first = _FIGURE.fullmatch(before)
    # In pale print a digit may leave a blank; 962,055.88 is whole, and 962,05 no figure.
    if first is None or (not columns and is_well_formed(before + after) and not is_well_formed(before)):
        return False
    return any(each.fullmatch(after) for n, each in _WITH.items() if not first[1] or n == len(first[1]))
