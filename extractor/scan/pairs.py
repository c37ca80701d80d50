"""The other line of a pair: cells with frames of their own, or double rules, of which one line was found.

What is left of the other would be read as a 1 or an l at the end of the figure beside it. Right beside a line, what is
as dark as it wherever the line itself is seen is a line as well. Print that begins or ends there in every row has
paper between the rows, and in a cell of its own a digit is lower than the cell.
"""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray
from extractor.scan.usual import usual_levels

Marks = npt.NDArray[np.bool_]

# In inches: the other line stands no further off; lines are looked at in pieces so long, over which they do not lean.
_OFF, _PIECE = 0.045, 0.6
# A line is there in more than this share of a piece, in percent; its middle is so dark as the other, its edge less so.
_MOST = 70.0
_MIDDLE, _EDGE, _DEPTH = 0.5, 0.25, 40.0
# Of the rows in which the line is, the other is in nearly all; it is told as ink so much of the way from paper to line.
_WITH, _INK = 0.9, 0.4


def beside_lines(gray: Gray, upright: Gray, dpi: float) -> Gray:
    """1 where an upright line runs beside one that was found.

    Args:
        gray: the page.
        upright: the upright lines that were found, 255.
        dpi: pixels an inch.
    """
    out = np.zeros_like(upright)
    count, _, stats = labelled(upright)
    step, more = max(8, int(_PIECE * dpi)), int(_OFF * dpi)
    for x, y, w, h, _ in stats[1:count].tolist():
        left, right = max(0, x - more), min(gray.shape[1], x + w + more)
        # Pieces of one length: of a short rest at the end print might fill all.
        cuts = np.linspace(y, y + h, max(1, round(h / step)) + 1).astype(int).tolist()
        for top, bottom in itertools.pairwise(cuts):
            window = gray[top:bottom, left:right]
            usual = usual_levels(window, _MOST)
            paper = float(usual.max())
            depth = paper - float(usual.min())
            if depth < _DEPTH:
                continue
            _, (parts,) = cv2.connectedComponents((usual < paper - _EDGE * depth).astype(np.uint8)[None])
            dark = np.unique(parts[usual < paper - _MIDDLE * depth])
            line = parts[x - left + int(usual[x - left : x - left + w].argmin())]
            if line and line in dark:
                marks = window < paper - _INK * depth
                where = _inked(marks, parts == line)
                lines = [k for k in dark if k and _runs_along(_inked(marks, parts == k), where)]
                out[top:bottom, left:right] |= np.isin(parts, lines).astype(np.uint8)[None]
    return out


def _inked(marks: Marks, columns: Marks) -> Marks:
    """The rows in which there is ink in some columns."""
    return np.asarray(marks[:, columns].any(axis=1), np.bool_)


def _runs_along(marks: Marks, line: Marks) -> bool:
    """Whether there is ink in nearly all rows in which there is a line, and hardly any in others."""
    return float((marks & line).sum()) >= _WITH * float((marks | line).sum())
