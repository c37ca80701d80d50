"""Names of which a part was read twice: over a fold, or across a line, two strips may hold the same print.

What stands inside another strip, at its height, and is read as a part of what is read there, is the same word.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language.text import ideographs
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_LETTERS = 2
_HALF = 0.5
"""Of the height of the lower of two strips: so much they share."""
_OUTSIDE = 0.25
"""Of its height: a strip that is in another one stands out of its ends by no more."""


def once(reads: Sequence[Read], strips: Sequence[Strip]) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, but for those of which another one has all.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    kept: list[int] = []
    # The longer ones first: of two that say the same one stays.
    named = [k for k, read in enumerate(reads) if ideographs(read.text) >= _LETTERS]
    for k in sorted(named, key=lambda k: -len(reads[k].text)):
        if not any(reads[k].text in reads[n].text and _is_in(strips[k], strips[n]) for n in kept):
            kept.append(k)
    gone = set(named) - set(kept)
    places = [k for k in range(len(reads)) if k not in gone]
    return [reads[k] for k in places], [strips[k] for k in places]


def _is_in(one: Strip, other: Strip) -> bool:
    high = min(one.y1 - one.y0, other.y1 - other.y0)
    beyond = max(other.x0 - one.x0, one.x1 - other.x1)
    return min(one.y1, other.y1) - max(one.y0, other.y0) >= _HALF * high and beyond <= _OUTSIDE * high
