"""The third opinion: camelot's lattice, over a parser (playa) that neither of the other two readers shares.

Its vector engine finds cells from the lines of the file without painting the page; where that finds nothing though
there are lines (a table drawn as a picture of lines), the page is painted and the lines are looked for in the picture.
It costs more to import than a document costs to read, so it is imported only when it is asked.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import pypdfium2 as pdfium

from extractor.errors import DamagedError
from extractor.model import Box, Cell, Grid

_RESOLUTION = 150
"""Dots an inch: a hairline is still a pixel, and a page takes a quarter of the time that the default takes."""
_MOVED = 0.5


def camelot_grids(
    data: bytes, password: str | None, pages: Mapping[int, int], ruled: Iterable[int] = ()
) -> dict[int, tuple[Grid, ...]]:
    """The grids of some pages.

    Args:
        data: the file.
        password: its opening password, where it has one.
        pages: by how many degrees each page (from 1) has to be turned to be read; pages that do are left out, since
            camelot turns them in a way of its own.
        ruled: the pages that are known to have lines.

    Returns:
        Page by page, from top to bottom; boxes in points of the page as shown.

    Raises:
        DamagedError: camelot cannot read the file.
    """
    try:
        origins = {number: origin for number, origin in _origins(data, password, pages).items() if not pages[number]}
        found = _read(data, password, origins, engine="vector")
        missed = [number for number in ruled if number in origins and not found[number]]
        if missed:
            drawn = {number: origins[number] for number in missed}
            found |= _read(data, password, drawn, engine="raster", resolution=_RESOLUTION)
        return found
    except Exception as error:  # camelot, playa and OpenCV raise whatever they stumble over
        raise DamagedError("camelot 无法读取") from error


def _origins(data: bytes, password: str | None, pages: Iterable[int]) -> dict[int, tuple[float, float]]:
    """The left top corner of what is shown of each page, in camelot's coordinates (from the media box, y upwards)."""
    out = {}
    document = pdfium.PdfDocument(data, password=password)
    try:
        for number in pages:
            page = document[number - 1]
            # A box that the page inherits is seen by the first of these calls only.
            crop, turn = page.get_bbox(), page.get_rotation()
            media = page.get_mediabox(fallback_ok=False) or crop
            page.close()
            if turn == 0:
                out[number] = (max(0.0, crop[0] - media[0]), min(crop[3], media[3]) - media[1])
            elif all(abs(a - b) <= _MOVED for a, b in zip(media, crop, strict=True)):
                out[number] = (0.0, media[3] - media[1] if turn == 180 else media[2] - media[0])
    finally:
        document.close()
    return out


def _read(
    data: bytes, password: str | None, origins: Mapping[int, tuple[float, float]], **options: Any
) -> dict[int, tuple[Grid, ...]]:
    from camelot.io import read_pdf

    out: dict[int, list[Grid]] = {number: [] for number in origins}
    if origins:
        listed = ",".join(map(str, sorted(origins)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "No tables found on page"
            tables = read_pdf(
                io.BytesIO(data),
                pages=listed,
                password=password,
                flavor="lattice",
                split_text=True,  # figures that touch over a line are two
                suppress_stdout=True,
                **options,
            )
        for table in tables:
            number = int(table.page)
            out[number].append(_grid(table, number, *origins[number]))
    return {number: tuple(sorted(grids, key=lambda g: (g.box.top, g.box.x0))) for number, grids in out.items()}


def _grid(table: Any, page: int, left: float, top: float) -> Grid:
    """camelot's lattice as a grid: places without a line between them are one cell, as far as they form a box."""
    xs = tuple(float(x) - left for x in (*(pair[0] for pair in table.cols), table.cols[-1][1]))
    ys = tuple(top - float(y) for y in (*(pair[0] for pair in table.rows), table.rows[-1][1]))
    rows, cols, places = len(table.rows), len(table.cols), table.cells
    taken: set[tuple[int, int]] = set()
    cells = []
    for r in range(rows):
        for c in range(cols):
            if (r, c) in taken:
                continue
            wide = 1
            while c + wide < cols and not places[r][c + wide - 1].right and (r, c + wide) not in taken:
                wide += 1
            high = 1
            while r + high < rows and _goes_on(places, r + high, c, wide, taken):
                high += 1
            held = [(i, j) for i in range(r, r + high) for j in range(c, c + wide)]
            taken.update(held)
            text = "\n".join(filter(None, (places[i][j].text.strip() for i, j in held)))
            box = Box(xs[c], ys[r], xs[c + wide], ys[r + high])
            cells.append(Cell(r, c, high, wide, box, text, box if text else None))
    return Grid(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, tuple(cells), "ruled", "camelot")


def _goes_on(places: Any, row: int, col: int, wide: int, taken: set[tuple[int, int]]) -> bool:
    """Whether a strip of a row belongs to the cell above it."""
    strip = range(col, col + wide)
    open_above = all(not places[row - 1][c].bottom and (row, c) not in taken for c in strip)
    return open_above and all(not places[row][c].right for c in strip[:-1])
