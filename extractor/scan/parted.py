"""Print of two columns that was read as one line: the end of a figure, and a code or an ordinal right behind it.

Where a table has no upright lines, the next column may begin a digit's width behind the last of a figure, and nothing
but what is printed tells that 169,664.64302 is 169,664.64 and 302. The ink must say the same: the blank between them
is the widest there.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extractor import lazy_re as re
from extractor.language.money import is_well_formed
from extractor.language.parts import NUMERAL
from extractor.scan.dashes import LONG, TOLD
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

# A code of the functional or the economic classification, alone or before a name; an ordinal before a name.
_CODE = re.compile(r"[1-5]\d{2}(?:\d\d){0,2}(?![\d.,])")
_ORDINAL = re.compile(rf"{NUMERAL}、[\u4e00-\u9fff]?")
_DASHES = frozenset("-—–―－一")
_DECIMALS = re.compile(r"-?\d[\d,]*\.\d{2,6}")
# Of the height of the line: no two digits of a figure have so much blank between them as two columns have; and how
# many times as wide as any other blank that must be.
_BLANK, _WIDER = 0.2, 1.4
_LOW = 0.5
"""Of the height of the line: a dash is lower."""


def parted(reads: Sequence[Read], strips: Sequence[Strip], ink: Gray) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, with those of two columns taken apart.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        ink: not 0 where something other than a line is printed.
    """
    out: list[tuple[Read, Strip]] = []
    for read, strip in zip(reads, strips, strict=True):
        out += _parts(read, strip, ink)
    return [read for read, _ in out], [strip for _, strip in out]


def _parts(read: Read, strip: Strip, ink: Gray) -> list[tuple[Read, Strip]]:
    if len(read.places) != len(read.text) or len(read.text) < 4:
        return [(read, strip)]
    splits = [(k, at) for k, ordinal in _splits(read.text) if (at := _blank_at(read, strip, ink, k, ordinal))]
    if len(splits) != 1:
        return [(read, strip)]
    k, (end, start) = splits[0]
    first, second = strip._replace(x1=end), strip._replace(x0=start)
    if read.text[:k].strip() in _DASHES:
        dash = _drawn(first, ink)
        if dash is None:
            return [(read, strip)]
        # As surely as its shape tells.
        sure = max(read.confidence, TOLD)
        first, told = dash, replace(_part(read, 0, k, strip, dash), confidence=sure, likelihood=sure)
        return [(told, first), (_part(read, k, len(read.text), strip, second), second)]
    return [(_part(read, 0, k, strip, first), first), (_part(read, k, len(read.text), strip, second), second)]


def _splits(text: str) -> Iterator[tuple[int, bool]]:
    """Where a figure or a dash may end and the next column begin; and whether with an ordinal."""
    for k in range(1, len(text)):
        before, after = text[:k].rstrip(), text[k:]
        if after[0].isspace() or not before:
            continue
        dash = before in _DASHES
        if not dash and not (_DECIMALS.fullmatch(before) and is_well_formed(before)):
            continue
        if _CODE.match(after):
            yield k, False
        # 一一、 is no numeral, nor is 一十一: the first is a dash. But of 二十一、 the 二 is none.
        elif dash and _ORDINAL.match(after):
            yield k, True


def _blank_at(read: Read, strip: Strip, ink: Gray, k: int, ordinal: bool) -> tuple[int, int] | None:
    """From where to where nothing is printed before the character `k`; None where that is not the widest blank."""
    x0, y0, x1, y1 = strip
    inked = x0 + np.flatnonzero(ink[y0:y1, x0:x1].any(axis=0))
    wide = np.flatnonzero(np.diff(inked) > 1)
    blanks = [(int(inked[at]) + 1, int(inked[at + 1])) for at in wide]
    centres = [x0 + place * (x1 - x0) for place in read.places]
    signs = [at for at, sign in enumerate(read.text) if not sign.isspace()]
    middles = [centres[at] for at in signs]
    target = signs.index(k)
    widths: dict[int, tuple[int, int, int]] = {}
    for start, end in blanks:
        at = bisect.bisect(middles, (start + end) / 2)
        widths[at] = max(widths.get(at, (0, 0, 0)), (end - start, start, end))
    own = widths.get(target)
    if own is None or own[0] < _BLANK * (y1 - y0):
        return None
    # Behind the code or the ordinal the next words may stand as far off.
    last = len(signs) if not ordinal else target
    code = _CODE.match(read.text[k:])
    last = target + len(code[0]) if code else last
    others = [width for at, (width, _, _) in widths.items() if at != target and 0 < at < last]
    if any(own[0] < _WIDER * width for width in others):
        return None
    return own[1], own[2]


def _drawn(strip: Strip, ink: Gray) -> Strip | None:
    """Where the ink of a dash is; None where it is too high for one."""
    rows = np.flatnonzero(ink[strip.y0 : strip.y1, strip.x0 : strip.x1].any(axis=1))
    low = len(rows) > 0 and rows[-1] - rows[0] + 1 <= min(_LOW * (strip.y1 - strip.y0), (strip.x1 - strip.x0) / LONG)
    return strip._replace(y0=strip.y0 + int(rows[0]), y1=strip.y0 + int(rows[-1]) + 1) if low else None


def _part(read: Read, start: int, end: int, whole: Strip, part: Strip) -> Read:
    text = read.text[start:end]
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    wide = max(1, part.x1 - part.x0)
    places = tuple(
        min(1.0, max(0.0, (whole.x0 + place * (whole.x1 - whole.x0) - part.x0) / wide))
        for place in read.places[start + lead : start + tail]
    )
    text = text.strip()
    if text in _DASHES:
        text = "—"
    return replace(read, text=text, places=places, others=())
