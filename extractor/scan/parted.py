"""Print of two columns that was read as one line: the end of a figure, and what begins right behind it.

Where a table has no upright lines, or one was not seen, the next column may begin a digit's width behind the last of a
figure, and nothing but what is printed tells that 169,664.64302 is 169,664.64 and 302. The ink must say the same: the
blank between them is the widest there, or the codes above and below begin right where it ends.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.scan.dashes import TOLD
from extractor.scan.letters import as_printed, usual_decimals
from extractor.scan.picture import Gray
from extractor.scan.print_lines import LONG, Strip
from extractor.scan.recognise import Read

_DASH = "-—–―－一=_"
_DASHES = frozenset(_DASH)
# A comma may have been read for the point of a figure.
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*|\d+)[.,](\d{2,6})")
_WHOLE = re.compile(r"\d{1,3}")
# A code of the functional or the economic classification, alone or before a name; an ordinal before a name; a name,
# but no unit: 12.30万元 is one thing.
_CODE = re.compile(r"[1-5]\d{2}(?:\d\d){0,2}(?![\d.,])")
_DASHED = re.compile(rf"[{_DASH}] ?[1-5]\d{{2}}(?:\d\d){{0,2}}")
_REST = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*|\d+)[.,](\d{2,6}) ?([:;：；|!¦]) ?[1-5]\d{2}(?:\d\d)?")
_BOTH = re.compile(
    r"(-?(?:\d{1,3}(?:,\d{3})*|\d+)[.,](\d{2,6})) ?[:;：；|!¦] ?(-?(?:\d{1,3}(?:,\d{3})*|\d+)[.,](\d{2,6}))"
)
# The 、 of one may be read as another sign, or be lost.
_ORDINAL = re.compile(rf"{NUMERAL}(?:、[\u4e00-\u9fff]?|[。，,.· ][\u4e00-\u9fff])")
_NAME = re.compile(r"(?![百千万亿元])[\u4e00-\u9fff]{2}")
# Of the height of the line: no two digits of a figure have so much blank between them as two columns have; and how
# many times as wide as any other blank that must be.
_BLANK, _WIDER = 0.2, 1.4
_SHORTEST = 3
"""Signs of two columns: a dash, an ordinal and what follows it."""
_LOW = 0.5
"""Of the height of the line: a dash is lower."""
_COLUMN, _BEGINS = 3, 0.25
"""So many codes of other rows begin where a column of codes does; and how near to one another, of their height."""


class _Split(NamedTuple):
    """Where one column may end and the next begin."""

    k: int
    """The first character of the next."""
    last: int
    """Up to this character blanks are compared: behind a code or inside a name the next words may stand as far off."""


def parted(reads: Sequence[Read], strips: Sequence[Strip], ink: Gray) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, with those of two columns taken apart.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        ink: not 0 where something other than a line is printed.
    """
    usual = usual_decimals(read.text for read in reads)
    reads = [_without_rest(read, usual) for read in reads]
    found = [part for read, strip in zip(reads, strips, strict=True) for part in _parts(read, strip, ink, usual)]
    # What nothing else parted, where a column of codes goes through it.
    starts = [strip.x0 for read, strip in found if _CODE.match(read.text)]
    if usual:
        # No figure is -31001 where figures have decimals.
        starts += [at for read, strip in found if _DASHED.fullmatch(read.text) and (at := _behind_dash(strip, ink))]
    starts.sort()
    found = [part for read, strip in found for part in _parts(read, strip, ink, usual, starts)]
    return [read for read, _ in found], [strip for _, strip in found]


def _behind_dash(strip: Strip, ink: Gray) -> int:
    """Where the code begins behind a dash; 0 where nothing is blank there."""
    blanks = _blanks(strip, ink)
    return blanks[0][1] if blanks else 0


def _without_rest(read: Read, usual: int) -> Read:
    """A figure with its usual decimals and a code or another figure behind it, without what was read of a worn line
    between the two: no figure ends in such a sign, and no code or figure begins with one."""
    both = _BOTH.fullmatch(read.text)
    if both and usual and len(both[2]) == len(both[4]) == usual and len(read.places) == len(read.text):
        blank = " " * (both.start(3) - both.end(1))
        return replace(read, text=f"{both[1]}{blank}{both[3]}", others=(), chances=())
    found = _REST.fullmatch(read.text)
    if found is None or usual not in (0, len(found[1])) or len(read.places) != len(read.text):
        return read
    at = found.start(2)
    places = read.places[:at] + read.places[at + 1 :]
    return replace(read, text=read.text[:at] + read.text[at + 1 :], places=places, others=(), chances=())


def _parts(
    read: Read, strip: Strip, ink: Gray, usual: int, starts: Sequence[int] | None = None
) -> list[tuple[Read, Strip]]:
    """A line, or the two it is: where its widest blank is, or, if `starts` are given, where codes begin that stand
    above and below, these in pixels and in order."""
    if len(read.places) != len(read.text) or len(read.text) < _SHORTEST:
        return [(read, strip)]
    possible = _splits(read.text, usual)
    if starts is None:
        splits = [(split.k, at) for split in possible if (at := _blank_at(read, strip, ink, split))]
    else:
        splits = [(split.k, at) for split in possible if (at := _column_at(read, strip, ink, split, starts))]
    if len(splits) != 1:
        return [(read, strip)]
    k, (end, start) = splits[0]
    first, second = strip._replace(x1=end), strip._replace(x0=start)
    before, after = part_of(read, 0, k, strip, first), as_printed(part_of(read, k, len(read.text), strip, second))
    if before.text == "—":
        dash = _drawn(first, ink)
        if dash is None:
            return [(read, strip)]
        # As surely as its shape tells.
        sure = max(read.confidence, TOLD)
        before, first = replace(before, places=(0.5,), confidence=sure, likelihood=sure), dash
    return [(before, first), (after, second)]


def _splits(text: str, usual: int) -> Iterator[_Split]:
    """Where a figure or a dash may end and the next column begin; 358 is no code behind 1,167.019 where all figures
    have six decimals."""
    signs = [k for k, sign in enumerate(text) if not sign.isspace()]
    for at, k in enumerate(signs[1:], start=1):
        before, after = text[:k].rstrip(), text[k:]
        whole = _FIGURE.fullmatch(before)
        if whole is not None and usual not in (0, len(whole[1])):
            continue
        figure = whole is not None
        if not figure and before not in _DASHES and not _WHOLE.fullmatch(before):
            continue
        if code := _CODE.match(after):
            if not _WHOLE.fullmatch(before):
                yield _Split(k, at + len(code[0]))
        # 一一、 is no numeral, nor is 一十一: the first is a dash. But of 二十一、 the 二 is none.
        elif _ORDINAL.match(after) or (figure and _NAME.match(after)):
            yield _Split(k, at)


def _blank_at(read: Read, strip: Strip, ink: Gray, split: _Split) -> tuple[int, int] | None:
    """From where to where nothing is printed before a character; None where that is not the widest blank."""
    x0, y0, x1, y1 = strip
    blanks = _blanks(strip, ink)
    signs = [at for at, sign in enumerate(read.text) if not sign.isspace()]
    middles = [x0 + read.places[at] * (x1 - x0) for at in signs]
    target = signs.index(split.k)
    widths: dict[int, tuple[int, int, int]] = {}
    for start, end in blanks:
        at = bisect.bisect(middles, (start + end) / 2)
        widths[at] = max(widths.get(at, (0, 0, 0)), (end - start, start, end))
    # The recogniser may see a blank a character off.
    near = [at for at in (target, target - 1, target + 1) if 0 < at < len(signs) and at in widths]
    chosen = max(near, key=lambda at: widths[at][0], default=0)
    if not chosen or widths[chosen][0] < _BLANK * (y1 - y0):
        return None
    own = widths[chosen]
    others = [width for at, (width, _, _) in widths.items() if at != chosen and 0 < at < split.last]
    if any(own[0] < _WIDER * width for width in others):
        return None
    return own[1], own[2]


def _blanks(strip: Strip, ink: Gray) -> list[tuple[int, int]]:
    """From where to where nothing is printed inside a line."""
    inked = strip.x0 + np.flatnonzero(ink[strip.y0 : strip.y1, strip.x0 : strip.x1].any(axis=0))
    return [(int(inked[at]) + 1, int(inked[at + 1])) for at in np.flatnonzero(np.diff(inked) > 1)]


def _column_at(read: Read, strip: Strip, ink: Gray, split: _Split, starts: Sequence[int]) -> tuple[int, int] | None:
    """From where to where nothing is printed before a code that is one of a column of them; None where it is none.

    Behind the point of a figure, or beside a 1, there may be as much blank as between two columns.
    """
    if not _CODE.match(read.text[split.k :]):
        return None
    room = _BEGINS * (strip.y1 - strip.y0)

    def column(x: float) -> bool:
        return bisect.bisect_right(starts, x + room) - bisect.bisect_left(starts, x - room) >= _COLUMN

    # The recogniser may see a character a little off, but not by a whole one.
    wide = strip.x1 - strip.x0
    before, after = (strip.x0 + read.places[k] * wide for k in (split.k - 1, split.k))
    # Where it saw two of them close together, neither tells much of its place.
    reach = max((after - before) / 2, room)
    near = [each for each in _blanks(strip, ink) if before - reach <= sum(each) / 2 <= after + reach]
    fitting = [each for each in near if column(each[1])]
    if fitting:
        return max(fitting, key=lambda each: each[1] - each[0])
    # A figure may end, with all its decimals, right where the codes of other rows begin.
    begun = starts[bisect.bisect_left(starts, before - reach) : bisect.bisect_right(starts, after)]
    if len(begun) < _COLUMN or not _FIGURE.fullmatch(read.text[: split.k].rstrip()):
        return None
    return (at := begun[len(begun) // 2]), at


def _drawn(strip: Strip, ink: Gray) -> Strip | None:
    """Where the ink of a dash is; None where it is too high for one."""
    rows = np.flatnonzero(ink[strip.y0 : strip.y1, strip.x0 : strip.x1].any(axis=1))
    low = len(rows) > 0 and rows[-1] - rows[0] + 1 <= min(_LOW * (strip.y1 - strip.y0), (strip.x1 - strip.x0) / LONG)
    return strip._replace(y0=strip.y0 + int(rows[0]), y1=strip.y0 + int(rows[-1]) + 1) if low else None


def part_of(read: Read, start: int, end: int, whole: Strip, part: Strip) -> Read:
    """What was read of a line from one character to another, which are all of another strip."""
    text = read.text[start:end]
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    wide = max(1, part.x1 - part.x0)
    places = tuple(
        min(1.0, max(0.0, (whole.x0 + place * (whole.x1 - whole.x0) - part.x0) / wide))
        for place in read.places[start + lead : start + tail]
    )
    text = text.strip()
    return replace(read, text="—" if text in _DASHES else text, places=places, others=())
