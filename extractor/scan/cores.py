"""The pixels of ruling lines, no more: what is painted over before print beside them is read.

The runs that tell a line are wider than the line, and a figure that is set close to it loses the edge of its last digit
with them: 0.00 is read as 0.0c. Most of a line is as dark as the line; a digit beside it is there in fewer of its rows,
low as they may be.
"""

from __future__ import annotations

import itertools

import numpy as np

from extractor.scan.labels import labelled, turned_over
from extractor.scan.picture import Gray
from extractor.scan.usual import usual_levels

# A line is looked at in pieces of this length, in inches, over which it does not lean; beside it so much is seen.
_PIECE, _BESIDE = 0.4, 0.015
# Of the darkness of the line, the edge of which is soft; less than the second, in grey levels, is paper.
_EDGE, _PALE = 0.15, 12.0
# A piece in which fewer of its places than this are dark is one of dots, and a paler one than that none to be told.
_SOLID, _DEPTH = 0.8, 30.0
# So much of a line is as dark as it usually is, in percent.
_MOST = 75.0


def cores(gray: Gray, flat: Gray, upright: Gray, dpi: float) -> Gray:
    """1 where a line is.

    Args:
        gray: the page.
        flat: not 0 where level lines run, as wide as they may be.
        upright: the same of upright ones.
        dpi: pixels an inch.
    """
    out = turned_over(_thinned(turned_over(gray), turned_over(flat), dpi))
    return np.asarray(out | _thinned(gray, upright, dpi), np.uint8)


def _thinned(gray: Gray, runs: Gray, dpi: float) -> Gray:
    """Upright runs, as wide as the lines in them."""
    out = np.zeros_like(runs)
    count, _, stats = labelled((runs > 0).astype(np.uint8))
    step, more = max(8, int(_PIECE * dpi)), max(1, int(_BESIDE * dpi))
    for x, y, w, h, _ in stats[1:count].tolist():
        left, right = max(0, x - more), min(gray.shape[1], x + w + more)
        # Pieces of one length: of a short rest at the end print might fill all.
        cuts = np.linspace(y, y + h, max(1, round(h / step)) + 1).astype(int).tolist()
        for top, bottom in itertools.pairwise(cuts):
            rows = slice(top, bottom)
            window = gray[rows, left:right]
            usual = usual_levels(window, _MOST)
            paper, at = float(usual.max()), int(usual.argmin())
            depth = paper - float(usual[at])
            solid = float((window[:, at] < paper - 0.4 * depth).mean())
            if depth < _DEPTH or solid < _SOLID:
                out[rows, x : x + w] = (runs[rows, x : x + w] > 0).astype(np.uint8)
                continue
            dark = usual < paper - max(_PALE, _EDGE * depth)
            first = last = at
            while first and dark[first - 1]:
                first -= 1
            while last + 1 < len(dark) and dark[last + 1]:
                last += 1
            out[rows, left + first : left + last + 1] = 1
            # The other line of a double one.
            within = slice(x - left, x - left + w)
            out[rows, x : x + w] |= (dark[within] & (runs[rows, x : x + w] > 0)).astype(np.uint8)
    return out
