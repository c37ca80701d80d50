"""Figures whose point was not read: 134456956 among figures with six decimals and without separators.

A comma shows where a figure without its point has its decimals (see `letters.in_cents`), and here is none. But more
digits than a code has are a figure, and where nearly all figures of a page have as many decimals, it has them, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.scan.letters import pointed, usual_decimals
from extractor.scan.recognise import Read

_DIGITS = re.compile(r"-?[1-9]\d{7,}")
"""More digits than a code has."""
_SEPARATED = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+")
_LONG = re.compile(r"-?\d{4,}\.\d+")


def with_points(reads: Sequence[Read]) -> list[Read]:
    """The lines of a page, with a point in those that are figures without one, where nearly all others have as many
    decimals, and thousands are not separated."""
    out = list(reads)
    pointless = [k for k, read in enumerate(reads) if _DIGITS.fullmatch(read.text)]
    usual = usual_decimals(read.text for read in reads) if pointless else 0
    separated = sum(bool(_SEPARATED.fullmatch(read.text)) for read in reads)
    if not usual or separated or not any(_LONG.fullmatch(read.text) for read in reads):
        return out
    for k in pointless:
        read, at = reads[k], len(reads[k].text) - usual
        if len(read.places) == len(read.text):
            out[k] = pointed(read, at, at)
    return out
