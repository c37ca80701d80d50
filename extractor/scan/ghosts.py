"""Lines that shine through from the back of the sheet: as straight as lines of the table, and far paler than these.

The lines of one table are drawn alike. How pale a line may be is for the others to say, since a faint hairline on a
page of faint hairlines is a line; a piece of a line that is worn pale is known by the rest of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from extractor.scan.labels import labelled, turned_over
from extractor.scan.picture import Gray

_GHOST = 0.25
"""Of the usual darkness of lines: what is paler is none."""
_PALE = 0.2
"""What is paler is no print, though nothing shines through: grey that the rollers of a scanner leave."""
_DARK_PART = 80.0
"""A line is as dark as the darkest fifth of its length."""
_ONE_LINE = 0.03
"""Pieces this near to one another, in inches, are of one line."""
_ACROSS = 2


class _Piece(NamedTuple):
    at: float
    length: int
    depth: float
    number: int


WHITE = 255.0


def without_ghosts(flat: Gray, upright: Gray, gray: Gray, dpi: float) -> tuple[Gray, Gray, float, bool]:
    """The level and upright runs, 255, without those that only shine through; how pale a place is that is no print,
    `WHITE` where no lines tell; and whether any line shines through.

    Args:
        flat: level runs, 255.
        upright: upright runs, 255.
        gray: the page.
        dpi: its pixels an inch.
    """
    sheer, turned = turned_over(upright), turned_over(gray)
    (labels, level), (sheer_labels, standing) = _pieces(flat, gray), _pieces(sheer, turned)
    every = [*level, *standing]
    if not every:
        return flat, upright, WHITE, False
    least = _GHOST * _usual(every)
    kept = _kept(flat, labels, level, least, dpi)
    kept_sheer = _kept(sheer, sheer_labels, standing, least, dpi)
    shine = kept is not flat or kept_sheer is not sheer
    palest = WHITE - (least if shine else _PALE / _GHOST * least)
    return kept, turned_over(kept_sheer), palest, shine


def _pieces(runs: Gray, gray: Gray) -> tuple[Any, list[_Piece]]:
    """Level runs, each with its darkness in most of its length."""
    count, labels, stats = labelled((runs > 0).astype(np.uint8))
    out = []
    for index in range(1, count):
        x, y, w, h, area = stats[index].tolist()
        window = gray[max(0, y - _ACROSS) : y + h + _ACROSS, x : x + w]
        depth = WHITE - float(np.percentile(window.min(axis=0), 25))
        weight = (labels[y : y + h, x : x + w] == index).sum(axis=1)
        out.append(_Piece(float(weight @ np.arange(y, y + h)) / area, w, depth, index))
    return labels, out


def _usual(pieces: list[_Piece]) -> float:
    """The darkness that half of the length of all lines has."""
    ordered = sorted(pieces, key=lambda piece: piece.depth)
    along = np.cumsum([piece.length for piece in ordered])
    return ordered[int(np.searchsorted(along, along[-1] / 2))].depth


def _kept(runs: Gray, labels: Any, pieces: list[_Piece], least: float, dpi: float) -> Gray:
    gone = np.zeros(int(labels.max()) + 1, bool)
    line: list[_Piece] = []
    for piece in [*sorted(pieces, key=lambda one: one.at), None]:
        if line and (piece is None or piece.at - line[-1].at > _ONE_LINE * dpi):
            depths, lengths = [one.depth for one in line], [one.length for one in line]
            if float(np.percentile(np.repeat(depths, lengths), _DARK_PART)) < least:
                gone[[one.number for one in line]] = True
            line = []
        if piece is not None:
            line.append(piece)
    return np.where(gone[labels], 0, runs).astype(np.uint8) if gone.any() else runs


def without_paler(ink: Gray, gray: Gray, palest: float) -> Gray:
    """The ink without what is paler than all print; the soft edge of print is print, of which little else may be left
    where it is small."""
    if palest >= WHITE:
        return ink
    print_ = cv2.dilate((gray <= palest).astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(print_ > 0, ink, 0).astype(np.uint8)
