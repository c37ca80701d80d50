"""Chains of level pieces: a line of dots that lies askew is broken wherever it steps to the next row of pixels.

Each piece of it is level then, and only all of them together tell how the line runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from extractor.scan.sheet import Straight

_GAP, _STEP = 60.0, 2.5
"""Pixels at which lines are looked for: from the end of one piece to the beginning of the next, along the line and
across."""
_TELLS = 0.0025
"""Chains that lean by so much more than their pieces tell more than these."""
_PIECES = 3
"""So many pieces are a chain, or the ends of two lines that happen to be nearly level."""
_MOST = 0.02
"""A line of dots that leans by more than this has no pieces that are long enough to be seen."""


def in_chains(lines: Sequence[Straight]) -> list[Straight]:
    """The lines, from left to right; where their pieces are all level to the pixel and step up or down one after
    another, the lines that these make together."""
    if not lines or any(abs(line.y1 - line.y0) >= 1 for line in lines):
        return list(lines)
    chains: list[list[Straight]] = []
    for line in sorted(lines, key=lambda each: each.x0):
        before = [chain for chain in chains if _goes_on(chain[-1], line)]
        if before:
            min(before, key=lambda chain: abs(chain[-1].y1 - line.y0)).append(line)
        else:
            chains.append([line])
    whole = [_laid(chain) for chain in chains if len(chain) >= _PIECES]
    lean = median([abs(_slope(line)) for line in whole] or [0.0])
    return whole if _TELLS <= lean <= _MOST else list(lines)


def _goes_on(line: Straight, other: Straight) -> bool:
    return 0 <= other.x0 - line.x1 <= _GAP and abs(other.y0 - line.y1) <= _STEP


def _laid(chain: Sequence[Straight]) -> Straight:
    xs = [x for line in chain for x in (line.x0, line.x1)]
    ys = [y for line in chain for y in (line.y0, line.y1)]
    slope, start = np.polyfit(xs, ys, 1)
    return Straight(xs[0], float(start + slope * xs[0]), xs[-1], float(start + slope * xs[-1]))


def _slope(line: Straight) -> float:
    return (line.y1 - line.y0) / max(1.0, line.x1 - line.x0)
