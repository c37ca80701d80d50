"""The second opinion: the tables of a page as pdfplumber finds them, with its own parser and its own table finder.

Nothing of our grids is in it, so that what both say alike was not made alike by shared code. It sees text that is
hidden in ways it cannot tell; who compares has to know that.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.text import extract_text

from extractor.errors import DamagedError
from extractor.language.text import UNREADABLE
from extractor.model import Box, Cell, Grid
from extractor.parse import raw
from extractor.parse.plumber import is_slanted, is_white

Cut = tuple[float, float, float, float]
_SAME = 0.5
_HEAVY = 5000
"""Objects of a page (runs of text, strokes) beyond which it is left out: it would cost seconds, and where lines are
drawn dot by dot, pdfplumber finds no table anyway."""


def plumber_grids(data: bytes, password: str | None, pages: Mapping[int, int]) -> dict[int, tuple[Grid, ...]]:
    """The grids of some pages.

    Args:
        data: the file.
        password: its opening password, where it has one.
        pages: by how many degrees clockwise each page (from 1) has to be turned further than it shows, to be read.

    Returns:
        Page by page, from top to bottom; boxes in points of the upright page. Pages of too many objects are left out.

    Raises:
        DamagedError: pdfplumber cannot read the file.
    """
    try:
        wanted = _bearable(data, password, pages)
        if not wanted:
            return {}
        with pdfplumber.open(io.BytesIO(data), password=password or "", pages=wanted) as document:
            out = {}
            for page in document.pages:
                number = page.page_number
                out[number] = tuple(_grids(_upright(page, pages[number]), number))
                page.close()
            return out
    except Exception as error:  # pdfminer raises whatever it stumbles over
        raise DamagedError("pdfplumber 无法读取") from error


def _bearable(data: bytes, password: str | None, pages: Iterable[int]) -> list[int]:
    document = pdfium.PdfDocument(data, password=password)
    try:
        out = []
        for number in sorted(pages):
            page = document[number - 1]
            if raw.count_objects(raw.handle(page.raw)) <= _HEAVY:
                out.append(number)
            page.close()
        return out
    finally:
        document.close()


def _upright(page: PlumberPage, turn: int) -> PlumberPage:
    if not turn:
        return page
    inner = page.page_obj
    inner.rotate = (inner.rotate + turn) % 360
    inner.attrs = {**inner.attrs, "Rotate": inner.rotate}
    return PlumberPage(page.pdf, inner, page.page_number)


def _grids(page: PlumberPage, number: int) -> Iterator[Grid]:
    left, top = (float(value) for value in page.cropbox[:2])
    slanted = _slanted(page.chars)
    seen = page.filter(lambda item: id(item) not in slanted and _is_seen(item)).dedupe_chars()
    for table in sorted(seen.find_tables(), key=lambda found: (found.bbox[1], found.bbox[0])):
        grid = _grid([cell for cell in table.cells if cell], seen.chars, number, left, top)
        if grid is not None:
            yield grid


def _slanted(chars: Sequence[dict[str, Any]]) -> set[int]:
    """Text set at an angle, as seals and watermarks are, by identity. A character between slanted ones is of the same
    writing, even if its own angle happens to be straight."""
    flags = [is_slanted(char["matrix"]) for char in chars]
    if not any(flags):
        return set()
    between = [any(flags[max(0, k - 2) : k]) and any(flags[k + 1 : k + 3]) for k in range(len(flags))]
    return {id(char) for k, char in enumerate(chars) if flags[k] or between[k]}


def _is_seen(item: dict[str, Any]) -> bool:
    if item.get("object_type") != "char":
        colour = item.get("stroking_color" if item.get("stroke") else "non_stroking_color")
        return not is_white(colour)
    return not is_white(item.get("non_stroking_color"))


def _grid(cuts: Sequence[Cut], chars: Sequence[dict[str, Any]], page: int, left: float, top: float) -> Grid | None:
    """pdfplumber's cells as a grid; places it has no cell for are empty. None where its cells overlap."""
    xs = _edges([x for cut in cuts for x in (cut[0], cut[2])])
    ys = _edges([y for cut in cuts for y in (cut[1], cut[3])])
    if len(xs) < 3 or len(ys) < 2:
        return None
    free = {(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}
    cells = []
    for cut in cuts:
        col, row, right, below = _at(xs, cut[0]), _at(ys, cut[1]), _at(xs, cut[2]), _at(ys, cut[3])
        places = {(r, c) for r in range(row, below) for c in range(col, right)}
        if not places or not places <= free:
            return None
        free -= places
        text, text_box = _text(chars, cut, left, top)
        box = Box(cut[0] - left, cut[1] - top, cut[2] - left, cut[3] - top)
        cells.append(Cell(row, col, below - row, right - col, box, text, text_box))
    for r, c in free:
        cells.append(Cell(r, c, 1, 1, Box(xs[c] - left, ys[r] - top, xs[c + 1] - left, ys[r + 1] - top)))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    shifted = tuple(x - left for x in xs), tuple(y - top for y in ys)
    box = Box(shifted[0][0], shifted[1][0], shifted[0][-1], shifted[1][-1])
    return Grid(page, box, *shifted, tuple(cells), "ruled", "pdfplumber")


def _edges(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SAME:
            out.append(float(value))
    return out


def _at(edges: Sequence[float], value: float) -> int:
    return bisect_left(edges, value - _SAME)


def _text(chars: Sequence[dict[str, Any]], cut: Cut, left: float, top: float) -> tuple[str, Box | None]:
    x0, upper, x1, lower = cut
    held = [
        char if not char["text"].startswith("(cid:") else {**char, "text": UNREADABLE}
        for char in chars
        if x0 <= (char["x0"] + char["x1"]) / 2 < x1 and upper <= (char["top"] + char["bottom"]) / 2 < lower
    ]
    if not any(char["text"].strip() for char in held):
        return "", None
    box = Box(
        min(char["x0"] for char in held) - left,
        min(char["top"] for char in held) - top,
        max(char["x1"] for char in held) - left,
        max(char["bottom"] for char in held) - top,
    )
    return extract_text(held), box
