"""Ruling lines of a straight page, and the mask that takes them out of the ink."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.model import Ruling
from extractor.scan.between_words import between_words
from extractor.scan.cores import cores
from extractor.scan.fine_dots import ALONG, fine_lines, finely_dotted, out_of_print
from extractor.scan.ghosts import without_ghosts
from extractor.scan.labels import labelled
from extractor.scan.networks import networks
from extractor.scan.pairs import beside_lines
from extractor.scan.picture import Gray
from extractor.scan.solid_lines import further, solid_lines
from extractor.scan.through_names import without_names
from extractor.scan.through_print import without_print
from extractor.scan.tracks import broken_lines

# Between two runs in one line this much may have been too faint, in inches; no cell of a table is that narrow, or low.
_LOST, _LOST_UPRIGHT = 0.2, 0.08


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn on a page."""

    rulings: tuple[Ruling, ...]
    """In pixels."""
    mask: Gray
    """1 where a line is, a little wider than the line."""
    core: Gray
    """1 where a line is, as wide as it is."""
    walls: Gray
    """1 where a line is, its breaks closed along its direction: what parts the cells."""
    palest: float = 255.0
    """What is paler is no print: it shines through from the back of the sheet, or is dirt; 255 where nothing tells."""
    shines: bool = False
    """Whether lines shine through, and print with them."""
    through_words: bool = False
    """Whether an upright line goes through words, and may be print."""

    @property
    def painted(self) -> Gray:
        """1 where a line is and no print stands across it, which opens the mask."""
        return np.asarray(self.core & self.mask, np.uint8)


def ink_of(gray: Gray, dpi: float) -> Gray:
    """255 where something is printed, 0 on paper."""
    block = int(dpi * 0.25) | 1
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    out = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    return np.asarray(out, np.uint8)


def find_lines(gray: Gray, ink: Gray, dpi: float, only_clear: bool = False) -> Lines:
    """The ruling lines of a straight page, given with its ink; `only_clear`: upright ones between words only."""
    fine = finely_dotted(gray, dpi)
    broken = None if fine else broken_lines(gray, ink, dpi)
    if broken:
        flat, upright = broken.level, broken.upright
    elif fine:
        (flat, upright), fine_drawn = solid_lines(gray, ink, dpi, ALONG), fine_lines(gray, fine, dpi)
        flat = np.asarray(flat | fine_drawn[0], np.uint8)
        upright = np.asarray(out_of_print(upright, flat, gray, dpi) | fine_drawn[1], np.uint8)
    else:
        flat, upright = solid_lines(gray, ink, dpi)
    flat, upright = _joined(flat, (1, int(_LOST * dpi))), _joined(upright, (int(_LOST_UPRIGHT * dpi), 1))
    clear = between_words(upright, flat, ink, dpi, broken.sure if broken else None)
    through_words, upright = clear is not upright, clear if only_clear else upright
    flat = without_names(flat, upright, ink, dpi)
    lines = without_print(upright, flat, ink, dpi)
    upright, printed = lines, cv2.dilate(cv2.subtract(upright, lines), np.ones((3, 7), np.uint8))
    flat_kernel, upright_kernel = further(dpi)
    grown = np.asarray(cv2.bitwise_or(cv2.dilate(flat, flat_kernel), cv2.dilate(upright, upright_kernel)), np.uint8)
    kept = networks(grown, flat, upright, ink, dpi)
    # A point that stands where a piece of a broken line was sought, and none is, is print.
    drawn = np.asarray(cv2.dilate(_both(flat | upright, kept), np.ones((5, 5), np.uint8)), np.uint8)
    flat, upright, palest, shines = without_ghosts(_both(flat, kept), _both(upright, kept), gray, dpi)
    wide = 3 if dpi < 250 else 5
    near = np.ones((wide, wide), np.uint8)
    mask = np.asarray(cv2.dilate(cv2.bitwise_or(flat, upright), near), np.uint8)
    core, other = cores(gray, flat, upright, dpi), beside_lines(gray, upright, dpi)
    mask, core = np.asarray(mask | other, np.uint8), np.asarray(core | other, np.uint8)
    if broken:
        marks = np.where((printed > 0) | (drawn == 0), 0, broken.ink).astype(np.uint8)
        marks = np.asarray(cv2.dilate(marks, near), np.uint8)
        mask, core = np.asarray(mask | marks, np.uint8), np.asarray(core | marks, np.uint8)
    walls = _both(
        np.asarray(cv2.bitwise_or(cv2.dilate(flat, flat_kernel), cv2.dilate(upright, upright_kernel)), np.uint8), kept
    )
    rulings = (*_pieces(flat, dpi, True), *_pieces(upright, dpi, False))
    return Lines(
        rulings, (mask > 0).astype(np.uint8), core, (walls > 0).astype(np.uint8), palest, shines, through_words
    )


def _both(a: Gray, b: Gray) -> Gray:
    return np.asarray(cv2.bitwise_and(a, b), np.uint8)


def _joined(runs: Gray, gap: tuple[int, int]) -> Gray:
    return np.asarray(cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones(gap, np.uint8)), np.uint8)


def _pieces(runs: Gray, dpi: float, level: bool) -> list[Ruling]:
    """Each run as a ruling; one that is bent is cut where it leaves its level."""
    count, labels, stats = labelled((runs > 0).astype(np.uint8))
    out = []
    for index in range(1, count):
        x, y, w, h, area = stats[index].tolist()
        long, across = (w, h) if level else (h, w)
        thick = max(1.0, area / max(1, long))
        parts = 1 if across <= thick + 0.02 * dpi else max(1, int(across / (0.015 * dpi)))
        held = labels[y : y + h, x : x + w] == index
        for start, end in _cuts(long, parts):
            piece = held[:, start:end] if level else held[start:end, :]
            places = np.flatnonzero(piece.any(axis=1 if level else 0))
            if not len(places):
                continue
            weight = piece.sum(axis=1 if level else 0)
            at = float((weight * np.arange(len(weight))).sum() / weight.sum()) + 0.5
            if level:
                out.append(Ruling(x + start, y + at, x + end, y + at, thick))
            else:
                out.append(Ruling(x + at, y + start, x + at, y + end, thick))
    return out


def _cuts(length: int, parts: int) -> list[tuple[int, int]]:
    edges = np.linspace(0, length, parts + 1).astype(int).tolist()
    return list(itertools.pairwise(edges))
