"""Detectors of ruling lines side by side, on pages whose lines are known from the document that was printed.

    python -m tests.bench.scanners.lines --documents 6 --seed 1 --dpi 200

A page is printed, drawn and spoilt as for the other bench, but for its skew, of which only a known turn is made. Every
detector gets the page as the reader straightened it. Counted is length: how much of the document's lines lies within
`NEAR` inches of one that was found in the same direction, and how much of what was found lies on one of the document's.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.model import Ruling
from extractor.parse import open_pdf
from extractor.scan.page import Straight, straightened
from extractor.scan.picture import Picture
from extractor.scan.rulings import find_lines, ink_of
from tests.bench.printers.book import make_book
from tests.bench.printers.printers import named
from tests.bench.scanners import paper
from tests.bench.scanners.draw import drawers, drawn
from tests.bench.scanners.things import skewed, toned

Gray = npt.NDArray[np.uint8]
NEAR, RUN = 0.03, 0.2
TURNS = (0.0, 0.4, -0.8, 1.5)
RULES = ("grid", "thin", "dotted", "dashed", "rows", "three", "double", "separate")


class Segment(NamedTuple):
    """A straight piece, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)


Detector = Callable[[Gray, float], list[Segment]]


def one_threshold(gray: Gray, dpi: float) -> list[Segment]:
    """One threshold for the page (Otsu), and runs that are long."""
    _, ink = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return _opened(np.asarray(ink, np.uint8), dpi)


def local_threshold(gray: Gray, dpi: float) -> list[Segment]:
    """A threshold for every place, and runs that are long."""
    return _opened(ink_of(gray, dpi), dpi)


def line_segments(gray: Gray, dpi: float) -> list[Segment]:
    """OpenCV's detector of line segments (von Gioi and others), those that are long and level or upright."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(gray)[0]
    out = [Segment(*one) for one in ([] if found is None else np.reshape(found, (-1, 4)).tolist())]
    straight = [s for s in out if min(abs(s.x1 - s.x0), abs(s.y1 - s.y0)) <= 0.02 * dpi]
    return [s for s in straight if max(abs(s.x1 - s.x0), abs(s.y1 - s.y0)) >= RUN * dpi]


def the_readers(gray: Gray, dpi: float) -> list[Segment]:
    """What the program does."""
    return [_segment(one) for one in find_lines(gray, ink_of(gray, dpi), dpi).rulings]


DETECTORS: dict[str, Detector] = {
    "one threshold": one_threshold,
    "local threshold": local_threshold,
    "LSD": line_segments,
    "the reader's": the_readers,
}


def _segment(ruling: Ruling) -> Segment:
    return Segment(ruling.x0, ruling.top, ruling.x1, ruling.bottom)


def _opened(ink: Gray, dpi: float) -> list[Segment]:
    out: list[Segment] = []
    run = int(RUN * dpi)
    for level in (True, False):
        kernel = np.ones((1, run) if level else (run, 1), np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))
        for x, y, w, h, _ in stats[1:count].tolist():
            out.append(Segment(x, y + h / 2, x + w, y + h / 2) if level else Segment(x + w / 2, y, x + w / 2, y + h))
    return out


def covered(of: Sequence[Segment], by: Sequence[Segment], shape: tuple[int, ...], dpi: float) -> tuple[float, float]:
    """The length of some segments, in inches, and how much of it lies near others of their direction."""
    width = max(1, 2 * round(NEAR * dpi) + 1)
    total = near = 0.0
    for level in (True, False):
        theirs, ours = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
        for canvas, segments, thick in ((theirs, by, width), (ours, of, 1)):
            for s in segments:
                if s.level == level:
                    cv2.line(canvas, (round(s.x0), round(s.y0)), (round(s.x1), round(s.y1)), 1, thick)
        total += float(ours.sum()) / dpi
        near += float((ours & theirs).sum()) / dpi
    return total, near


def _pages(number: int, seed: int, dpi: int, folder: Path) -> list[tuple[str, Straight, list[Segment]]]:
    """Pages with the rules they have, as the reader straightened them, and their lines."""
    random = Random(f"lines {seed}/{number}")
    book = make_book(f"lines {seed}/{number}", slim=True).book
    rules = RULES[number % len(RULES)]
    book.style.column_pages = book.style.two_up = book.style.wrap_figures = False
    book.style.turn, book.style.resave = "no", ""
    for sheet in book.sheets:
        sheet.rules = rules
    (by,) = [random.choice(list(named(None)))]
    pdf = named([by])[by].print(book, folder, random)
    reader, out = open_pdf(pdf.read_bytes()), []
    for k, picture in enumerate(drawn(pdf, random.choice(drawers()), dpi), start=1):
        own = paper.seed(f"lines {seed}/{number}/{k}")
        truth = [_segment(one) for one in reader.read(k).rulings]
        if not truth:
            continue
        for shelf in ("ink", "paper", "glass"):
            if own.random() < 0.5:
                picture = paper.laid(picture, shelf, paper.choose(shelf, own))
        turn = own.choice(TURNS)
        picture = skewed(toned(picture, (own.randrange(205, 256),) * 3, own.choice((0, 30, 60))), turn)
        straight = straightened(Picture(picture, float(dpi)))
        height, width = picture.shape[:2]
        way = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0), (0, 0, 1)])
        way = straight.matrix @ way @ np.diag([dpi / 72, dpi / 72, 1.0])
        out.append((rules, straight, [_moved(one, way) for one in truth]))
    reader.close()
    return out


def _moved(one: Segment, way: npt.NDArray[np.float64]) -> Segment:
    ends = way @ np.array([[one.x0, one.x1], [one.y0, one.y1], [1.0, 1.0]])
    (x0, x1), (y0, y1) = ends[0] / ends[2], ends[1] / ends[2]
    return Segment(x0, y0, x1, y1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dpi", type=int, default=200)
    args = parser.parse_args()
    if not paper.there():
        parser.error("augraphy is not there: pip install '.[bench]'")
    cv2.setNumThreads(1)
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * 6)
    for number in range(args.documents):
        with tempfile.TemporaryDirectory(prefix="lines") as folder:
            for rules, straight, truth in _pages(number, args.seed, args.dpi, Path(folder)):
                for name, detector in DETECTORS.items():
                    begun = time.process_time()
                    found = detector(straight.gray, straight.dpi)
                    spent = time.process_time() - begun
                    there = covered(truth, found, straight.gray.shape, straight.dpi)
                    sound = covered(found, truth, straight.gray.shape, straight.dpi)
                    for key in ((rules, name), ("all", name)):
                        sums[key] = [a + b for a, b in zip(sums[key], (*there, *sound, spent, 1), strict=True)]
    print(f"{'rules':10}{'detector':18}{'found %':>9}{'sound %':>9}{'s a page':>10}{'pages':>7}")
    for (rules, name), (total, near, length, on, spent, pages) in sorted(sums.items()):
        share, sound_share = 100 * near / max(total, 1e-9), 100 * on / max(length, 1e-9)
        print(f"{rules:10}{name:18}{share:9.1f}{sound_share:9.1f}{spent / pages:10.2f}{int(pages):7}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
