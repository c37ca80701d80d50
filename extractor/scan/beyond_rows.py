"""Names that reach beyond their row, as the letters of a stamp stand above, below and behind them: read once more in
their row, and no further than print as dark as that of the row.

How high the row is and where, the figures and codes beside the name say. With the stamp in it a name that has lost
strokes with it is often plainer, so both are tried. Of a page without a seal that was taken out, only what stands
around a name that was read is left away: it reaches beyond the row, as a paler end of the name itself does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import numpy as np

from extractor.language.text import ideographs
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.usual import usual_level

_BEYOND = 1.25
"""So many times as high as its row is what reaches beyond it."""
_LEVEL = 0.35
"""Of the height of a row: so level are the figures and codes of one."""
_DARK, _PALE = 128, 255
_SHADE, _REACHES = 205, 0.2
"""Lighter is paper; of its height so far characters of a name reach beyond its row."""
_SURE, _HARDLY = 0.85, 0.05

Look = Callable[[Sequence[Strip]], Sequence[Read]]
"""What stands in some strips."""


def read_in_rows(
    reads: Sequence[Read],
    strips: Sequence[Strip],
    gray: Gray,
    usual: float,
    taken: Gray | None,
    look: Look,
    with_seals: Look,
) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, those of names that reach beyond their row as they are in it.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        gray: the page.
        usual: the height of a line of print, in pixels.
        taken: see `covered.taken_out`.
        look: reads strips.
        with_seals: reads strips with the seals in them.
    """
    out, places = list(reads), list(strips)
    named = [k for k, read in enumerate(reads) if ideographs(read.text)]
    # Characters are higher than digits; a dash is read as one, too.
    usual = median([high for k in named if (high := strips[k].y1 - strips[k].y0) > usual / 2] or [usual])
    under = {k for k in named if taken is not None and _is_dark(taken, strips[k])}
    beyond = {k for k in named if strips[k].y1 - strips[k].y0 > _BEYOND * usual}
    rows = {k: row for k in sorted(under | beyond) if (row := _in_row(strips[k], strips, gray, usual))}
    if not rows:
        return out, places
    stamped = [k for k in rows if k in under]
    sealed = dict(zip(stamped, with_seals([rows[k] for k in stamped]), strict=True)) if stamped else {}
    for k, plain in zip(rows, look(list(rows.values())), strict=True):
        new = _fuller(plain, sealed[k], 1.0) if k in sealed else plain
        old = reads[k]
        whole = k in beyond or ideographs(new.text) >= ideographs(old.text)
        if (
            (whole and _fuller(old, new, _HARDLY) is new)
            if k in under
            else _is_part(new, old) and not _ends_paler(strips[k], rows[k], gray)
        ):
            out[k], places[k] = new, rows[k]
    return out, places


def _in_row(strip: Strip, strips: Sequence[Strip], gray: Gray, usual: float) -> Strip | None:
    """What of a strip stands in its row; None where nothing beside it tells one row."""
    beside = [
        s
        for s in strips
        if (s.x1 <= strip.x0 or strip.x1 <= s.x0)
        and usual / 2 <= s.y1 - s.y0 <= _BEYOND * usual
        and strip.y0 <= (s.y0 + s.y1) / 2 < strip.y1
    ]
    middles = [(s.y0 + s.y1) / 2 for s in beside]
    if not beside or max(middles) - min(middles) > _LEVEL * usual:
        return None
    middle = median(middles)
    y0, y1 = max(strip.y0, round(middle - usual / 2)), min(strip.y1, round(middle + usual / 2))
    if y1 - y0 < usual / 2:
        return None
    darkest = median(usual_level(gray[s.y0 : s.y1, s.x0 : s.x1], 10) for s in beside)
    inked = np.flatnonzero((gray[y0:y1, strip.x0 : strip.x1] < (darkest + _PALE) / 2).any(axis=0))
    return Strip(strip.x0 + int(inked[0]), y0, strip.x0 + int(inked[-1]) + 1, y1) if len(inked) else None


def _ends_paler(strip: Strip, row: Strip, gray: Gray) -> bool:
    """Whether something of a strip beside what was read in its row stands in that row, and hardly beyond it."""
    beyond = round(_REACHES * (row.y1 - row.y0))
    inked = gray[strip.y0 : strip.y1, strip.x0 : strip.x1] < _SHADE
    top, bottom = row.y0 - strip.y0, row.y1 - strip.y0
    within = np.asarray(inked[top:bottom].any(axis=0), np.bool_)
    out = np.asarray(inked[: max(0, top - beyond)].any(axis=0) | inked[bottom + beyond :].any(axis=0), np.bool_)
    within[row.x0 - strip.x0 : row.x1 - strip.x0] = False
    ends = np.flatnonzero(np.diff(within.astype(np.int8), prepend=0, append=0)).tolist()
    # The soft edge of what was read is narrower than anything that stands there.
    return any(b - a > beyond and not out[a:b].any() for a, b in zip(ends[::2], ends[1::2], strict=True))


def _is_dark(taken: Gray, s: Strip) -> bool:
    return bool((taken[s.y0 : s.y1, s.x0 : s.x1] < _DARK).any())


def _fuller(one: Read, other: Read, less: float) -> Read:
    """Of two readings of a name under a seal the surer one, but the other where it has more letters and is less sure by
    no more than so much: strokes that were taken out leave letters out, and what is left is sure."""
    by = less if ideographs(other.text) > ideographs(one.text) else 0.0
    return other if other.likelihood > one.likelihood - by else one


def _is_part(new: Read, old: Read) -> bool:
    """Whether a name that was read surely is what was read before, but for what stands beside it."""
    return new.confidence >= _SURE and (old.text.startswith(new.text) or old.text.endswith(new.text))
