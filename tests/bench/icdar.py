"""The grid stage on tables of other governments: `python -m tests.bench.icdar FOLDER [--against]`. Prints JSON.

FOLDER holds the data set of the ICDAR 2013 table competition (Göbel, Hassan, Oro, Orsi): PDFs of the European Union and
the United States, each with the structure of its tables as `NAME-str.xml`. Measured is what the competition measures:
of every two cells that are next to each other in a table, one beside or one above the other, whether both stand next to
each other in what was read. The texts count without white space, dashes and dots. `all` is over whole documents, so
that what is read as a table and is none counts against the reader; `ruled` is over tables with at least three long
lines each way, and what was read where they stand.

`--against` reads the documents with camelot's lattice (both of its engines) and with pdfplumber too.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pdfplumber

from extractor.grid import build
from extractor.model import Box
from extractor.parse import open_pdf

_NEAR = 15.0
_LONG = 0.5
_LINES = 3
_IGNORED = re.compile(r"[\s\-–—._]+")


class Piece(NamedTuple):
    """One cell: its rows and columns, first and last, and its text."""

    top: int
    bottom: int
    left: int
    right: int
    text: str


Relations = Counter[tuple[str, str, str]]
"""(text, text, `beside` or `below`) of neighbouring cells, each as often as it occurs."""


@dataclass(frozen=True)
class Region:
    """A table, or one page of it, by its page and its outline in points from the top left; what is known to stand there
    or was read there."""

    page: int
    box: Box
    pieces: tuple[Piece, ...]


Reader = Callable[[Path], Iterable[Region]]


def folded(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def relations(pieces: Iterable[Piece]) -> Relations:
    """The neighbours of every cell that has a text: the nearest ones to its right and below it, blanks passed over."""
    written = [piece for piece in pieces if folded(piece.text)]
    at = {
        (row, col): k
        for k, piece in enumerate(written)
        for row, col in itertools.product(range(piece.top, piece.bottom + 1), range(piece.left, piece.right + 1))
    }
    rows = 1 + max((row for row, _ in at), default=-1)
    cols = 1 + max((col for _, col in at), default=-1)
    pairs: set[tuple[int, int, str]] = set()
    for k, piece in enumerate(written):
        for row in range(piece.top, piece.bottom + 1):
            right = (at[row, col] for col in range(piece.right + 1, cols) if (row, col) in at)
            pairs.update((k, other, "beside") for other in itertools.islice(right, 1))
        for col in range(piece.left, piece.right + 1):
            under = (at[row, col] for row in range(piece.bottom + 1, rows) if (row, col) in at)
            pairs.update((k, other, "below") for other in itertools.islice(under, 1))
    return Counter((folded(written[a].text), folded(written[b].text), way) for a, b, way in pairs)


# What is true -----------------------------------------------------------------------------------------------------


def true_tables(path: Path, heights: Sequence[float]) -> Iterator[list[Region]]:
    """The tables of one file of structure, each by its pages; `heights` are those of the PDF's pages."""
    for table in ElementTree.parse(path).getroot().iter("table"):
        regions = []
        for region in table.iter("region"):
            page = int(region.get("page", "0"))
            down, across = (int(region.get(name) or 0) for name in ("row-increment", "col-increment"))
            pieces, boxes = [], []
            for cell in region.iter("cell"):
                top, left = (int(cell.get(name, "0")) for name in ("start-row", "start-col"))
                bottom, right = int(cell.get("end-row") or top), int(cell.get("end-col") or left)
                text = cell.findtext("content") or ""
                pieces.append(Piece(top + down, bottom + down, left + across, right + across, text))
                if (around := cell.find("bounding-box")) is not None:
                    boxes.append(
                        [float(re.sub(r"[^\d.]", "", around.get(name, ""))) for name in ("x1", "y1", "x2", "y2")]
                    )
            if pieces and boxes:
                x0, low, x1, high = (
                    f(side) for f, side in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
                )
                height = heights[page - 1]
                regions.append(Region(page, Box(x0, height - high, x1, height - low), tuple(pieces)))
        yield regions


def is_ruled(region: Region, page: Any) -> bool:
    """Whether at least three lines each way run along half of a table, as pdfplumber sees the page."""
    x0, top, x1, bottom = region.box
    along: dict[str, Counter[int]] = {"v": Counter(), "h": Counter()}
    for edge in page.edges:
        way = edge["orientation"]
        if way == "v" and x0 - _NEAR <= edge["x0"] <= x1 + _NEAR:
            shared = min(edge["bottom"], bottom + _NEAR) - max(edge["top"], top - _NEAR)
            along[way][round(edge["x0"] / 4)] += max(0, round(shared))
        elif way == "h" and top - _NEAR <= edge["top"] <= bottom + _NEAR:
            shared = min(edge["x1"], x1 + _NEAR) - max(edge["x0"], x0 - _NEAR)
            along[way][round(edge["top"] / 4)] += max(0, round(shared))
    long_enough = {"v": _LONG * (bottom - top), "h": _LONG * (x1 - x0)}
    return all(sum(n >= long_enough[way] for n in found.values()) >= _LINES for way, found in along.items())


# What is read -----------------------------------------------------------------------------------------------------


def juesuan(path: Path) -> Iterator[Region]:
    reader = open_pdf(path.read_bytes())
    try:
        for number in range(1, reader.page_count + 1):
            for grid in build(reader.read(number)).grids:
                yield Region(
                    number,
                    grid.box,
                    tuple(
                        Piece(c.row, c.row + c.rowspan - 1, c.col, c.col + c.colspan - 1, c.text) for c in grid.cells
                    ),
                )
    finally:
        reader.close()


def plumber(path: Path) -> Iterator[Region]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                yield Region(page.page_number, Box(*table.bbox), _plain(table.extract()))
            page.close()


def camelot(engine: str) -> Reader:
    def read(path: Path) -> Iterator[Region]:
        import camelot as library

        more = {"resolution": 150} if engine == "raster" else {}
        found = library.read_pdf(str(path), pages="all", flavor="lattice", engine=engine, suppress_stdout=True, **more)
        heights = page_heights(path)
        for table in found:
            x0, low, x1, high = table._bbox
            height = heights[int(table.page) - 1]
            yield Region(int(table.page), Box(x0, height - high, x1, height - low), _plain(table.df.values.tolist()))

    return read


def _plain(rows: Sequence[Sequence[str | None]]) -> tuple[Piece, ...]:
    return tuple(Piece(r, r, c, c, text or "") for r, row in enumerate(rows) for c, text in enumerate(row))


READERS: dict[str, Reader] = {
    "juesuan grid": juesuan,
    "camelot lattice, vector": camelot("vector"),
    "camelot lattice, raster": camelot("raster"),
    "pdfplumber": plumber,
}


# The measure ------------------------------------------------------------------------------------------------------


@dataclass
class Score:
    right: int = 0
    true: int = 0
    read: int = 0

    def add(self, true: Relations, read: Relations) -> None:
        self.right += (true & read).total()
        self.true += true.total()
        self.read += read.total()

    def shown(self) -> dict[str, float | int]:
        return {
            "precision": round(self.right / max(1, self.read), 3),
            "recall": round(self.right / max(1, self.true), 3),
            "f": round(2 * self.right / max(1, self.true + self.read), 3),
            "right": self.right,
            "true": self.true,
            "read": self.read,
        }


def measure(folder: Path, readers: dict[str, Reader]) -> dict[str, Any]:
    """Every reader over all documents of a folder that have their structure beside them."""
    ruled, whole = {name: Score() for name in readers}, {name: Score() for name in readers}
    seconds: Counter[str] = Counter()
    documents = tables = of_ruled = 0
    for path, structures in _documents(folder):
        documents += 1
        heights = page_heights(path)
        true = [table for structure in structures for table in true_tables(structure, heights)]
        with pdfplumber.open(path) as document:
            lined = [all(is_ruled(region, document.pages[region.page - 1]) for region in table) for table in true]
        known = [relations(piece for region in table for piece in region.pieces) for table in true]
        tables, of_ruled = tables + len(true), of_ruled + sum(lined)
        for name, reader in readers.items():
            start = time.perf_counter()
            found = [(region, relations(region.pieces)) for region in reader(path)]
            seconds[name] += time.perf_counter() - start
            whole[name].add(_sum(known), _sum(own for _, own in found))
            for table, own, has_lines in zip(true, known, lined, strict=True):
                if has_lines:
                    ruled[name].add(own, _sum(read for region, read in found if any(_meet(region, r) for r in table)))
    return {
        "documents": documents,
        "tables": tables,
        "ruled_tables": of_ruled,
        "readers": {
            name: {"ruled": ruled[name].shown(), "all": whole[name].shown(), "seconds": round(seconds[name], 1)}
            for name in readers
        },
    }


def _documents(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Each PDF with its structures: one named as it is, or several (a, b, c) where the PDF is the first of them."""
    for path in sorted(folder.glob("*.pdf")):
        stem = path.stem
        names = [stem, *(stem[:-1] + letter for letter in "bc" if stem.endswith("a"))]
        structures = [own for name in names if (own := folder / f"{name}-str.xml").exists()]
        if structures:
            yield path, structures


def page_heights(path: Path) -> list[float]:
    with pdfplumber.open(path) as document:
        return [float(page.height) for page in document.pages]


def _sum(counters: Iterable[Relations]) -> Relations:
    out: Relations = Counter()
    for counter in counters:
        out.update(counter)
    return out


def _meet(one: Region, other: Region) -> bool:
    a, b = one.box, other.box
    return one.page == other.page and a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--against", action="store_true", help="camelot and pdfplumber beside it")
    options = parser.parse_args(argv)
    warnings.filterwarnings("ignore")
    readers = READERS if options.against else {"juesuan grid": juesuan}
    print(json.dumps(measure(options.folder, readers), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
