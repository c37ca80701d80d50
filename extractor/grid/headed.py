"""Tables that are ruled in their header only: the header's edges are the columns of the lines below it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.forms.titles import match_title
from extractor.forms.vocabulary import all_figure_words, is_key_word, is_number_row
from extractor.grid.around import ends
from extractor.grid.tracks import Track
from extractor.grid.unruled_cells import increasing, row_cells
from extractor.grid.unruled_rows import labelled
from extractor.grid.writing import TextLine
from extractor.language.edges import is_page_number
from extractor.language.money import is_money, is_number
from extractor.language.parts import opens_part
from extractor.language.text import squeeze
from extractor.model import Box, Grid, Word, union

_WORDS = 2
_NEAR = 3.0
"""The first row stands no further below the header than this, in heights of a character."""


def is_header_only(grid: Grid) -> bool:
    """Whether a grid holds header words and no row."""
    if any(is_money(squeeze(cell.text)) for cell in grid.cells if cell.text):
        return False
    texts = [squeeze(cell.text) for cell in grid.cells if cell.text]
    named = sum(1 for text in texts if is_key_word(text) or text in all_figure_words())
    if named < _WORDS:
        return False
    last = [squeeze(cell.text) for cell in grid.matrix()[-1] if cell.text]
    return bool(last) and (is_number_row(last) or not any(is_number(text) for text in last))


def with_body(
    header: Grid, lines: Sequence[TextLine], blocked: Sequence[Box], height: float, em: float
) -> tuple[Grid, list[Track], bool] | None:
    """The header and the lines below it as one grid; None where no row stands there.

    Returns:
        The grid, its columns, and whether something else follows on the page, so that the table ends there.
    """
    body, ended = _below(header, lines, blocked, height)
    near = body and body[0].box.top - header.box.bottom <= _NEAR * em
    if not near or not any(is_number(word.text) for line in body for word in line.words):
        return None
    tracks = _tracks(header, body)
    placed = []
    for row in labelled(body, tracks, em):
        cells: dict[tuple[int, int], list[Word]] = {}
        for word in row.words:
            k = max(range(len(tracks)), key=lambda c: tracks[c].overlap(word.box.x0, word.box.x1))
            cells.setdefault((k, k), []).append(word)
        placed.append(cells)
    boxes = [union([word.box for words in cells.values() for word in words]) for cells in placed]
    ys = [header.box.bottom]
    ys += [max((a.bottom + b.top) / 2, ys[-1] + 0.01) for a, b in itertools.pairwise(boxes)]
    ys = increasing([*header.ys[:-1], *ys, max(boxes[-1].bottom, ys[-1] + 0.01)])
    xs = list(header.xs)
    rows = [cell for r, cells in enumerate(placed, start=header.rows) for cell in row_cells(r, cells, xs, ys)]
    box = Box(header.box.x0, header.box.top, header.box.x1, ys[-1])
    cells_of_both = (*header.cells, *rows)
    grid = Grid(header.page, box, header.xs, tuple(ys), cells_of_both, "aligned", header.engine)
    return grid, tracks, ended


def _below(
    header: Grid, lines: Sequence[TextLine], blocked: Sequence[Box], height: float
) -> tuple[list[TextLine], bool]:
    floor = min((box.top for box in blocked if box.top >= header.box.bottom - 1), default=height)
    body: list[TextLine] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        text = squeeze(line.text)
        if line.box.mid_y < header.box.bottom:
            continue
        if is_page_number(text) and len(line.words) <= 3 and line.box.mid_y > 0.9 * height:
            continue
        outside = line.box.x1 < header.box.x0 or line.box.x0 > header.box.x1
        if line.box.top >= floor or outside or match_title(line.text) or opens_part(text) or ends(line, text):
            return body, True
        body.append(line)
    return body, False


def _tracks(header: Grid, body: Sequence[TextLine]) -> list[Track]:
    """One column for every one of the header, of numbers where most that stands in it is."""
    out = []
    for low, high in itertools.pairwise(header.xs):
        words = [word for line in body for word in line.words if low <= word.box.mid_x < high]
        numbers = sum(1 for word in words if is_number(word.text))
        numeric = 2 * numbers > len(words) if words else True
        out.append(Track(low, high, numeric, set(range(len(words))), (low, high)))
    return out
