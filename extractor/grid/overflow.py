"""Text that is too high for its cell: a spreadsheet with fixed heights prints on over the line above or below.

A line of print that crosses a line of the table belongs to the cell whose lines it goes on with, where the cell it
fell into has another text of its own on the same height, or where all else in its row stands on another height.
A whole figure goes on with nothing: one that is set higher than the rest of its row stays in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grid.text import box_of
from extractor.language.money import is_money
from extractor.model import Box, Char

Run = list[Char]

_CROSSES = 0.15
"""Of the height of a line of print, what stands beyond the line of the table."""
_LEADING = (0.9, 1.7)
"""From one line of a cell to the next, in heights of a character."""
_OFF = 0.25
"""Heights of two lines further apart than this, in heights of a character, are not one row."""


def settled(held: list[list[Run]], boxes: Sequence[Box], rows: Sequence[int]) -> None:
    """Move runs that overflowed back into the cell they go on with.

    Args:
        held: the runs of every cell, changed in place.
        boxes: of the cells.
        rows: the first row of every cell, -1 for one over several rows.
    """
    crossing = [
        (cell, run)
        for cell, runs in enumerate(held)
        for run in runs
        if (len(runs) > 1 or rows[cell] >= 0)
        and _beyond(run, boxes[cell]) is not None
        and any(char.text.isalnum() for char in run)
        and not is_money("".join(char.text for char in run))
    ]
    for cell, run in crossing:
        up = _beyond(run, boxes[cell]) == "top"
        if _near(run, held[cell], up=not up) is not None or not _is_stray(run, cell, held, rows):
            continue
        targets = [other for other, box in enumerate(boxes) if _touches(boxes[cell], box, up)]
        for other in targets:
            if _near(run, held[other], up=up) is not None:
                held[cell].remove(run)
                held[other].append(run)
                held[other].sort(key=lambda r: r[0].baseline)
                break


def _beyond(run: Run, box: Box) -> str | None:
    char = run[0]
    reach = _CROSSES * char.size
    if char.top < box.top - reach:
        return "top"
    return "bottom" if char.bottom > box.bottom + reach else None


def _touches(box: Box, other: Box, up: bool) -> bool:
    """Whether another cell lies right above or below."""
    edge = abs(other.bottom - box.top) if up else abs(other.top - box.bottom)
    return edge < 0.5 and other.x0 < box.x1 - 0.5 and box.x0 < other.x1 - 0.5


def _near(run: Run, runs: Sequence[Run], *, up: bool) -> Run | None:
    """The run one line above or below, set flush or to one middle with it."""
    own = box_of(run)
    size = run[0].size
    for other in runs:
        step = run[0].baseline - other[0].baseline if up else other[0].baseline - run[0].baseline
        if other is run or not _LEADING[0] * size <= step <= _LEADING[1] * size:
            continue
        if abs(other[0].size - run[0].size) > 0.2 * size:
            continue
        box = box_of(other)
        if min(abs(box.x0 - own.x0), abs(box.x1 - own.x1), abs(box.mid_x - own.mid_x)) <= 0.3 * size:
            return other
    return None


def _is_stray(run: Run, cell: int, held: Sequence[Sequence[Run]], rows: Sequence[int]) -> bool:
    """Whether a run is printed over what is in its cell, or stands at another height than all that is in its row."""
    size, at = run[0].size, run[0].baseline
    if any(
        abs(other[0].baseline - at) < _LEADING[0] * size and other[0].x0 < run[-1].x1 and run[0].x0 < other[-1].x1
        for other in held[cell]
        if other is not run
    ):
        return True
    if len(held[cell]) > 1 or rows[cell] < 0:
        return False
    own = [r[0].baseline for k, runs in enumerate(held) if rows[k] == rows[cell] and k != cell for r in runs]
    return len(own) > 1 and max(own) - min(own) < 0.2 * size and min(abs(at - b) for b in own) >= _OFF * size
