"""The small table that all cases show: its text, its geometry and the drawing of both.

Two header rows with merged cells and ten rows of a code, a name and three figures, some of them blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tests.documents.lines import Box, Piece, merged, sides
from tests.documents.reportlab_text import FONTS, register, width_of

Texts = tuple[tuple[str | None, ...], ...]
"""Rows of cell texts; ``None`` where a cell is covered by the span of another."""

EDGES = (60, 140, 300, 380, 460, 540)
TOP = 700
ROW = 20
PAGE = (600, 800)

_HEAD: Texts = (("项目", None, "合计", "基本支出", "项目支出"), ("编码", "名称", None, None, None))
_BODY: Texts = tuple(
    (
        str(20101 + n),
        "一般公共服务支出",
        f"{1234.56 + n * 7:,.2f}",
        f"{100.1 + n:,.2f}",
        "" if n % 3 else f"{9.05 + n:,.2f}",
    )
    for n in range(10)
)
TEXTS: Texts = _HEAD + _BODY
ROWS = len(TEXTS)
SPANS = {(0, 0): (1, 2), (0, 2): (2, 1), (0, 3): (2, 1), (0, 4): (2, 1)}
"""Row and column of a merged cell to its extent in rows and columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the text is set."""

    font: str = "cid"
    size: float = 9
    twice: bool = False
    char_space: float = 0
    pad: float = 3


def replaced(row: int, column: int, text: str) -> Texts:
    """The table with one text changed."""
    rows = [list(line) for line in TEXTS]
    rows[row][column] = text
    return tuple(tuple(line) for line in rows)


def box_of(row: int, column: int) -> Box:
    """x0, y0, x1, y1 of the cell that begins there."""
    down, across = SPANS.get((row, column), (1, 1))
    return (EDGES[column], TOP - (row + down) * ROW, EDGES[column + across], TOP - row * ROW)


def pieces() -> tuple[Piece, ...]:
    """The sides of all cells."""
    return sides(box_of(r, c) for r, line in enumerate(TEXTS) for c, text in enumerate(line) if text is not None)


def strokes() -> list[Piece]:
    """The same as lines from end to end."""
    return merged(pieces())


def frame() -> Box:
    """The outline of the grid."""
    return (EDGES[0], TOP - ROWS * ROW, EDGES[-1], TOP)


def draw_text(
    canvas: Canvas, texts: Texts = TEXTS, setting: Setting | None = None, leave: Iterable[tuple[int, int]] = ()
) -> None:
    """Print the texts into their cells, figures to the right; cells in ``leave`` are left to the caller."""
    setting = setting or Setting()
    skip = set(leave)
    for r, line in enumerate(texts):
        for c, text in enumerate(line):
            if text and (r, c) not in skip:
                draw_cell(canvas, box_of(r, c), [text], right=c >= 2 and r > 1, setting=setting)


def draw_cell(canvas: Canvas, box: Box, lines: Sequence[str], *, right: bool, setting: Setting | None = None) -> None:
    """Print lines into a box, the block centred upright, against the left or the right side."""
    setting = setting or Setting()
    register(setting.font)
    font, size = FONTS[setting.font], setting.size
    leading = size * 1.05
    y = (box[1] + box[3]) / 2 + leading * len(lines) / 2 - size * 0.85
    for line in lines:
        x = box[2] - setting.pad - width_of(line, font, size, setting.char_space) if right else box[0] + setting.pad
        for shift in (0, 0.3) if setting.twice else (0,):
            show = canvas.beginText(x + shift, y)
            show.setFont(font, size)
            if setting.char_space:
                show.setCharSpace(setting.char_space)
            show.textOut(line)
            if setting.char_space:
                show.setCharSpace(0)
            canvas.drawText(show)
        y -= leading
