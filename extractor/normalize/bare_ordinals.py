"""Ordinals alone in a row: 二十四、 whose name begins on the next line of a narrow cell. An ordinal alone names no row;
what stands below it without one does, and the figures beside either are its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.language.text import ordinal, squeeze
from extractor.model import Row, union


def with_their_ordinals(rows: Sequence[Row]) -> list[Row]:
    """The rows, each ordinal in front of the name it belongs to; rows of one panel follow each other in it."""
    out: list[Row | None] = list(rows)
    panels = {row.panel for row in rows}
    for panel in panels:
        own = [k for k, row in enumerate(rows) if row.panel == panel]
        for at, k in enumerate(own):
            row = out[k]
            if row is None or row.of_picture or row.code or not row.label or squeeze(row.label) != ordinal(row.label):
                continue
            parts = _parts([rows[j] for j in own[at : at + 3]])
            if parts is None:
                continue
            out[k] = _joined(parts)
            for j in own[at + 1 : at + len(parts)]:
                out[j] = None
    return [row for row in out if row is not None]


def _parts(rows: Sequence[Row]) -> Sequence[Row] | None:
    """The ordinal's row with the rows that are one with it: that of its name, and between them one that has nothing but
    the figures; None where no row has its name, or two have figures."""
    for count in (2, 3):
        parts = rows[:count]
        if len(parts) == count and _goes_on(parts[-1]) and not any(row.label for row in parts[1:-1]):
            return parts if sum(map(_has_figures, parts)) < 2 else None
    return None


def _goes_on(row: Row) -> bool:
    return bool(row.label) and not row.code and not ordinal(row.label) and not row.level


def _has_figures(row: Row) -> bool:
    return any(figure.printed for figure in row.figures)


def _joined(parts: Sequence[Row]) -> Row:
    figured = next(filter(_has_figures, parts), parts[-1])
    boxes = [row.box for row in parts if row.box is not None]
    level = len({row.page for row in parts}) == 1 and len(boxes) == sum(bool(row.label) for row in parts)
    label = "".join(row.label for row in parts)
    section = next((row.section for row in parts if row.section), "")
    return replace(figured, label=label, box=union(boxes) if level else None, section=section)
