"""Kinds of scans: what an office's scanner, a stamp, a fax machine or a telephone makes of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from tests.bench.scanners import paper
from tests.bench.scanners.draw import Picture, drawers, drawn
from tests.bench.scanners.pack import Packed, Way, as_pdf, packed
from tests.bench.scanners.things import (
    black_and_white,
    fastened,
    photographed,
    skewed,
    somewhere_printed,
    stamped,
    toned,
)

KINDS = ("office", "stamp", "fax", "photo")


@dataclass(frozen=True, slots=True)
class Scan:
    """A document of pictures, and what was done to it in words that the report counts by."""

    data: bytes
    tags: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class _Machine:
    """What one machine does to all pages of a document."""

    tone: tuple[int, int, int]
    ink: int
    way: Way
    quality: int
    gray: bool
    askew: float


def scan(pdf: Path, kind: str, dpi: int, seed: str, words: str = "部门决算专用章") -> Scan:
    """The document as a scan of a kind; a seed gives the same one on the same machine.

    Args:
        pdf: a document of text.
        kind: one of `KINDS`.
        dpi: of the scan.
        seed: of everything that is drawn by chance.
        words: on the stamps.
    """
    own = Random(f"scan {seed}")
    by, machine = own.choice(drawers()), _machine(kind, own)
    tags = {f"drawn:{by}", f"packed:{machine.way}", "paper:white" if min(machine.tone) > 245 else "paper:toned"}
    out: list[Packed] = []
    for number, page in enumerate(drawn(pdf, by, dpi), start=1):
        picture, done = _scanned(page, kind, dpi, machine, f"{seed}/{number}", words)
        tags.update(done)
        out.append(packed(picture, machine.way, machine.quality, gray=machine.gray))
    return Scan(as_pdf(out, dpi), tuple(sorted(tags)), len(out))


def _machine(kind: str, own: Random) -> _Machine:
    white = own.randrange(246, 256)
    grey, yellow = own.randrange(205, 240), own.randrange(190, 225)
    tones = ((white,) * 3, (white,) * 3, (grey,) * 3, (yellow, yellow + 18, yellow + 24))
    ways: Sequence[Way] = (
        ("g4", "jbig2") if kind == "fax" else ("jpeg",) if kind == "photo" else ("jpeg",) * 4 + ("jpx",)
    )
    return _Machine(
        tone=own.choice(tones),
        ink=own.choice((0, 15, 30, 60)),
        way=own.choice(ways),
        quality=own.randrange(40, 76),
        gray=kind == "office" and own.random() < 0.4,
        askew=own.choice((0.0, 0.3, 0.7, 1.2, 2.0)),
    )


def _scanned(page: Picture, kind: str, dpi: int, machine: _Machine, seed: str, words: str) -> tuple[Picture, list[str]]:
    own, done = paper.seed(seed), list[str]()

    def lay(picture: Picture, shelf: str, chance: float, share: float = 1.0) -> Picture:
        if own.random() >= chance:
            return picture
        name = paper.choose(shelf, own)
        done.append(name)
        return paper.laid(picture, shelf, name, share)

    picture = lay(page, "ink", 0.5)
    picture = toned(picture, machine.tone, machine.ink)
    if kind in ("stamp", "fax") and (kind == "stamp" or own.random() < 0.2):
        picture = stamped(picture, dpi, own, words, somewhere_printed(page, own))
        done.append("stamp")
    picture = lay(picture, "paper", 0.5)
    picture = lay(picture, "fold", 0.08)
    if own.random() < 0.2:
        picture = fastened(picture, dpi, own)
        done.append("fastened")
    if kind == "photo":
        picture = photographed(picture, dpi, own)
        return lay(picture, "light", 0.8), done
    angle = own.uniform(-1, 1) * machine.askew
    if angle:
        picture = skewed(picture, angle)
        done.append("skew:<0.5" if abs(angle) < 0.5 else "skew:<1" if abs(angle) < 1 else "skew:1-2")
    picture = lay(picture, "glass", 0.6)
    picture = lay(picture, "roller", 0.1, own.uniform(0.08, 0.2))
    if kind == "fax":
        picture = black_and_white(picture, own)
    return np.ascontiguousarray(picture), done
