"""Cells of tables without lines, of words that were given their row and column."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.grid.heads import assembled, is_known, of_header
from extractor.grid.rules import Stroke
from extractor.grid.spans import header_spans, longest_run
from extractor.grid.tracks import Track, edges, track_of
from extractor.grid.unruled_rows import RowLine
from extractor.language.money import as_counted, is_integer
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Engine, Grid, Word, union

_LEVEL = 0.4
"""Words whose lower sides differ by less than this share of their size stand on one line."""

Placed = dict[tuple[int, int], list[Word]]
"""Words of one row by the first and last column they stand in."""


def grid_of(
    rows: list[RowLine],
    header_rows: int,
    tracks: list[Track],
    short: list[Stroke],
    page: int,
    em: float,
    engine: Engine,
    wide: list[Stroke],
) -> Grid:
    head = _head_rows(rows[:header_rows], tracks, short, em)
    body = []
    for row in rows[header_rows:]:
        placed: Placed = {}
        for word in row.words:
            k = track_of(word, tracks)
            placed.setdefault((k, k), []).append(word)
        body.append(placed)
    every = [*head, *body]
    boxes = [union([word.box for words in placed.values() for word in words]) for placed in every]
    left = min([r.low for r in wide] + [b.x0 for b in boxes])
    right = max([r.high for r in wide] + [b.x1 for b in boxes])
    xs = edges(tracks, left, right)
    ys = [boxes[0].top]
    ys += [max((a.bottom + b.top) / 2, ys[-1] + 0.01) for a, b in itertools.pairwise(boxes)]
    ys = increasing([*ys, boxes[-1].bottom])
    cells = [cell for r, placed in enumerate(every) for cell in row_cells(r, placed, xs, ys)]
    box = Box(xs[0], min(b.top for b in boxes), xs[-1], ys[-1])
    return Grid(page, box, tuple(xs), tuple(ys), tuple(cells), "aligned", engine)


def _head_rows(lines: Sequence[RowLine], tracks: list[Track], short: list[Stroke], em: float) -> list[Placed]:
    """The header as rows of cells: words over several columns line by line, then every column's own words as one cell.

    A column's name may be broken over lines, and names of one and of two lines stand at different heights, so its
    words are gathered down the column. Column numbers and 类 款 项 stay rows of their own.
    """
    split = [part for line in lines for part in _without_levels(line)]
    own = [line for line in split if _stays_a_row(line)]
    naming = [line for line in split if line not in own]
    rows: list[Placed] = []
    leaves: Placed = {}
    levels = assembled([line.words for line in naming])
    lowest = _lowest(levels, tracks)
    for level, reaches in zip(levels, header_spans(levels, tracks, short, em), strict=True):
        spanning: Placed = {}
        for word, (first, last) in zip(level, reaches, strict=True):
            if (own_track := lowest.get(id(word))) is not None:
                first = last = own_track
            # A whole name that is not the lowest of its column stands over it, however far it reaches.
            over = last > first or (own_track is None and is_known(squeeze(word.text)))
            target = spanning if over else leaves
            target.setdefault((first, last), []).append(word)
        if spanning:
            rows.append(spanning)
    if leaves:
        rows.append(leaves)
    for line in own:
        placed: Placed = {}
        for word in line.words:
            k = max(range(len(tracks)), key=lambda t: _over(word, tracks[t]))
            placed.setdefault((k, k), []).append(word)
        rows.append(placed)
    return rows


def _lowest(levels: Sequence[Sequence[Word]], tracks: Sequence[Track]) -> dict[int, int]:
    """The names that stand right over a column of their own, by their identity, and which column that is."""
    found: dict[int, Word] = {}
    for word in (word for level in levels for word in level):
        held = [
            k for k, t in enumerate(tracks) if t.head and t.head[0] - 1 <= word.box.x0 and word.box.x1 <= t.head[1] + 1
        ]
        if len(held) == 1:
            found[held[0]] = word
    return {id(word): k for k, word in found.items()}


def _over(word: Word, track: Track) -> float:
    low, high = track.head or (track.low, track.high)
    return max(min(high, word.box.x1) - max(low, word.box.x0), track.overlap(word.box.x0, word.box.x1))


def _without_levels(line: RowLine) -> list[RowLine]:
    """类 款 项 of a line, and the names that stand beside them, which go on above or below."""
    words = [squeeze(word.text) for word in line.words]
    if not names_levels(words) or not all(map(of_header, words)):
        return [line]
    levels = [word for word in line.words if squeeze(word.text) in ("类", "款", "项", "类款项")]
    rest = [word for word in line.words if word not in levels]
    return [RowLine(part, line.baseline) for part in (rest, levels) if part]


def _stays_a_row(line: RowLine) -> bool:
    words = [squeeze(word.text) for word in line.words]
    return names_levels(words) or "栏次" in words or all(is_integer(word) for word in as_counted(words))


def names_levels(words: Sequence[str]) -> bool:
    """Whether 类 款 项 stand here as heads of columns; a 款 alone is the end of a broken …拨款."""
    return "类款项" in words or len({"类", "款", "项"}.intersection(words)) > 1


def increasing(values: list[float]) -> list[float]:
    out = values[:1]
    for value in values[1:]:
        out.append(max(value, out[-1] + 0.01))
    return out


def row_cells(r: int, placed: dict[tuple[int, int], list[Word]], xs: list[float], ys: list[float]) -> list[Cell]:
    """The cells of one row: words of one column together, spans where they do not collide, blanks between."""
    owner: list[tuple[int, int] | None] = [None] * (len(xs) - 1)
    merged: dict[tuple[int, int], list[Word]] = {}
    for first, last in sorted(placed, key=lambda span: span[1] - span[0]):
        free = [c for c in range(first, last + 1) if owner[c] is None]
        if not free:
            clash = owner[first]
            assert clash is not None
            merged[clash].extend(placed[first, last])
            continue
        run = longest_run(free)
        for c in range(run[0], run[1] + 1):
            owner[c] = run
        merged[run] = list(placed[first, last])
    cells = []
    c = 0
    while c < len(owner):
        span = owner[c] or (c, c)
        words = _in_order(merged.get(span, []))
        box = Box(xs[span[0]], ys[r], xs[span[1] + 1], ys[r + 1])
        cells.append(
            Cell(
                r,
                span[0],
                1,
                span[1] - span[0] + 1,
                box,
                _text(words),
                union([w.box for w in words]) if words else None,
            )
        )
        c = span[1] + 1
    return cells


def _in_order(words: Sequence[Word]) -> list[Word]:
    """Words of a cell line by line, those of a line from left to right, however far down each character reaches."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.bottom):
        if lines and word.box.bottom - lines[-1][0].box.bottom < _LEVEL * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda w: w.box.x0)]


def _text(words: list[Word]) -> str:
    out = ""
    for k, word in enumerate(words):
        if k:
            same_line = abs(word.box.bottom - words[k - 1].box.bottom) < _LEVEL * word.size
            out += " " if same_line else "\n"
        out += word.text
    return out
