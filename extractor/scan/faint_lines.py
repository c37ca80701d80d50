"""Lines of a table of which too little is seen in one row or one column to tell them from print, but enough in all.

Dashes that meet print, dots that run together, a hairline that is half gone: no run of it is long. But an upright line
of which a piece was seen in one row goes on in others where the ink in its place stands alone. And a row line that is
seen over a part of its table goes on where the ink on its level is thin, as feet of glyphs are not.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

# In inches: a line is this long at least, a row so low or so high, a line no thicker, print beside it no nearer; it
# may stand so far outside of what is seen of the level lines.
_LEAST, _LOWEST, _HIGHEST, _THICK, _NEAR, _OUTSIDE = 2.0, 0.05, 1.0, 0.05, 0.03, 0.1
# Shares: of a row that is inked at a line, and of the pieces of a row line that are.
_IN_ROW, _ROWS = 0.3, 0.75
_WINDOW = 8
"""Rows that are looked at together: over more of them a line may lean by its own width."""
# Of a level line's way so much is inked and so much thin.
_SEEN, _THIN = 0.45, 0.2
_ALIKE = 0.6
_TITLE, _THROUGH = 2.0, 0.8
"""So many times as high as rows is what stands between two tables, and of none of it is a line seen that goes through:
over so much of its height."""
_CHUNK = 0.2
"""In inches: pieces in which a level line is looked for on its way."""


class _Row(NamedTuple):
    """What is between two level lines."""

    top: int
    bottom: int
    left: int
    right: int


def upright_by_rows(upright: Gray, flat: Gray, ink: Gray, dpi: float) -> Gray:
    """The upright lines, 255, with what else of them stands between the level ones."""
    out, inked = upright.copy(), ink > 0
    near, more, room = int(_NEAR * dpi), int(_OUTSIDE * dpi), int(_THICK * dpi)
    alone, edges = _thin(ink, near, both=False), _thin(ink, near, both=True)
    for table in _tables(_rows(flat, dpi), upright):
        if len(table) < 2:
            continue
        left = max(0, min(row.left for row in table) - more)
        right = max(row.right for row in table) + more
        seen = upright[max(0, table[0].top - more) : table[-1].bottom + more, left:right] > 0
        drawn = np.asarray(seen.any(axis=0))
        parts = np.array_split(np.arange(len(table)), max(1, round(len(table) / _WINDOW)))
        # Down and up again: what is seen in one part is known in the next.
        for part in (*parts, *reversed(parts[:-1])):
            rows = [table[k] for k in part]
            found = [left + x for x in _again(alone[:, left:right], edges[:, left:right], rows, drawn, room)]
            for x in found:
                cells = _at(flat, x, rows[0].top, rows[-1].bottom)
                held = [cell for cell in cells if _is_lined(edges, inked, cell, x, more)]
                # Strokes of names below one another, of a few or of all, are no line of the table.
                high = sum(cell.bottom - cell.top for cell in cells)
                if 2 * sum(cell.bottom - cell.top for cell in held) < high:
                    continue
                if 2 * sum(_of_print(ink, cell, x, near, room) for cell in held) > len(held):
                    continue
                drawn[x - left] = True
                for cell in held:
                    out[max(0, cell.top - 2) : cell.bottom + 2, max(0, x - 1) : x + 2] = 255
    return out


def _is_lined(edges: Any, ink: Any, cell: _Row, x: int, room: int) -> bool:
    inked = edges[cell.top : cell.bottom, max(0, x - 1) : x + 2].any(axis=1).mean()
    return bool(inked >= _IN_ROW) and not _crossed(ink, cell, x, room)


def _of_print(ink: Gray, cell: _Row, x: int, near: int, room: int) -> bool:
    """Whether most of what is inked at a place belongs to what is wider than a line: strokes of glyphs hang together
    with others, and rows as low as the print are filled by them; dots and dashes stand by themselves."""
    left = max(0, x - room)
    part = ink[cell.top + 1 : cell.bottom - 1, left : x + room + 1]
    if not part.size:
        return False
    _, labels, stats = labelled(part)
    own = labels[:, max(0, x - left - 1) : x - left + 2].max(axis=1)
    own = own[own > 0]
    return len(own) > 0 and 2 * int((stats[own, 2] > near).sum()) > len(own)


def _thin(ink: Gray, near: int, both: bool) -> Any:
    """Where there is ink and none near it: on neither side, or not on both."""
    wider = np.asarray(cv2.dilate(ink, np.ones((1, 3), np.uint8)), np.uint8) > 0
    before, after = np.zeros_like(wider), np.zeros_like(wider)
    before[:, near:] = ink[:, :-near] > 0
    after[:, :-near] = ink[:, near:] > 0
    return wider & ~(before & after) if both else wider & ~(before | after)


def _again(alone: Any, thin: Any, rows: list[_Row], drawn: Any, room: int) -> list[int]:
    """Where a line goes on of which a piece was seen in another row: where most stands alone, print may touch it."""
    free = np.concatenate([alone[row.top : row.bottom] for row in rows]).mean(axis=0)
    whole = np.concatenate([thin[row.top : row.bottom] for row in rows]).mean(axis=0)
    out = []
    for start, end in _runs(drawn):
        if end - start > 2 * room:
            continue
        first = max(0, start - room // 2)
        middle = first + _peak(free[first : end + room // 2])
        if whole[middle] >= _IN_ROW:
            out.append(middle)
    return out


def _at(flat: Gray, x: int, top: int, bottom: int) -> list[_Row]:
    """From one level line to the next as they pass a place: a cell that is divided below is not divided itself."""
    level = (flat[top:bottom, max(0, x - 3) : x + 4] > 0).any(axis=1)
    return [_Row(top + a, top + b, x, x) for a, b in _runs(~level) if b - a > 2]


def _crossed(ink: Any, row: _Row, x: int, room: int) -> bool:
    """Whether print stands near at the left and near at the right of a place: a word, through which no line goes."""
    quarter = (row.bottom - row.top) // 4
    strip = ink[row.top + quarter : row.bottom - quarter]
    return bool(strip[:, max(0, x - room) : x - 3].any() and strip[:, x + 4 : x + room].any())


def _rows(flat: Gray, dpi: float) -> list[_Row]:
    """From each long level line to the next below it, from top to bottom."""
    count, labels, stats = labelled(flat)
    long = [(index, *stats[index].tolist()) for index in range(1, count) if stats[index, 2] >= _LEAST * dpi]
    lines = sorted((_core(labels, each) for each in long), key=lambda s: s[1])
    out: list[_Row] = []
    for k, (x, y, w, h) in enumerate(lines):
        below = next(
            (s for s in lines[k + 1 :] if min(x + w, s[0] + s[2]) - max(x, s[0]) > _ALIKE * min(w, s[2])), None
        )
        if below is not None and _LOWEST * dpi <= below[1] - (y + h) <= _HIGHEST * dpi:
            out.append(_Row(y + h, below[1], min(x, below[0]), max(x + w, below[0] + below[2])))
    return out


def _core(labels: Any, line: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Left, top, width and height of a level line without what hangs on it in places: lines of dots are ragged."""
    index, x, y, w, h, _ = line
    filled = (labels[y : y + h, x : x + w] == index).mean(axis=1)
    full = np.flatnonzero(filled >= 0.5 * filled.max())
    return x, y + int(full[0]), w, int(full[-1] - full[0]) + 1


def _tables(rows: list[_Row], upright: Gray) -> list[list[_Row]]:
    """The rows of one table, which stand right under each other, together; a table's edge may stand right below that of
    another, and words of the title between them would be pieces of it."""
    out: list[list[_Row]] = []
    usual = float(np.median([row.bottom - row.top for row in rows])) if rows else 0.0
    apart = True
    for row in rows:
        if row.bottom - row.top > _TITLE * usual and not _passed(upright, row):
            apart = True
            continue
        near = not apart and row.top - out[-1][-1].bottom <= 2 * (row.bottom - row.top)
        if near and row.left < out[-1][-1].right:
            out[-1].append(row)
        else:
            out.append([row])
        apart = False
    return out


def _passed(upright: Gray, row: _Row) -> bool:
    """Whether some upright line goes through a row."""
    wide = cv2.dilate(upright[row.top : row.bottom, row.left : row.right], np.ones((1, 5), np.uint8)) > 0
    return bool(wide.size and wide.mean(axis=0).max() >= _THROUGH)


def level_gone_on(flat: Gray, ink: Gray, dpi: float) -> Gray:
    """The level lines, gone on with to the sides of their table where enough of them is left."""
    count, labels, stats = labelled(flat)
    lines = [(index, *stats[index].tolist()) for index in range(1, count) if stats[index, 2] >= _LEAST * dpi]
    out, inked = flat.copy(), ink > 0
    off, height = int(_THICK * dpi / 2) + 2, flat.shape[0]
    for index, x, y, w, _, _ in lines:
        near = [s for s in lines if abs(s[2] - y) <= _HIGHEST * dpi and s[1] < x + w and x < s[1] + s[3]]
        ends = (min(s[1] for s in near), x, 0), (x + w, max(s[1] + s[3] for s in near), -1)
        for start, end, at in ends:
            if end - start < off:
                continue
            held = np.flatnonzero(labels[:, x if at == 0 else x + w - 1] == index)
            level = int(held.mean())
            if not 2 * off < level < height - 2 * off:
                continue
            # It ends where the next piece of it begins, which says nothing of what is between.
            others = np.flatnonzero((labels[level - 2 : level + 3, start:end] > 0).any(axis=0))
            if len(others):
                start, end = (start + int(others[-1]) + 1, end) if at == 0 else (start, start + int(others[0]))
            if end - start < off:
                continue
            on = inked[level - 2 : level + 3, start:end].any(axis=0)
            above, below = inked[level - 2 * off : level - off], inked[level + off + 1 : level + 2 * off + 1]
            clear = ~(above[:, start:end].any(axis=0) | below[:, start:end].any(axis=0))
            # Words that stand on the level are nothing of a line: of one something is left everywhere, and most where
            # nothing stands above and below it.
            pieces = np.array_split(on, max(1, round((end - start) / (_CHUNK * dpi))))
            everywhere = np.mean([piece.mean() >= _SEEN for piece in pieces if len(piece)]) >= _ROWS
            if everywhere and clear.mean() >= _THIN and (on & clear).sum() >= _SEEN * clear.sum():
                out[level - 1 : level + 2, start:end] = 255
    return out


def _peak(values: Any) -> int:
    """The middle of where most is."""
    return int(np.flatnonzero(values >= values.max()).mean())


def _runs(held: Any) -> list[tuple[int, int]]:
    places = np.flatnonzero(np.diff(np.concatenate(([0], held.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(places[::2], places[1::2], strict=True)]
