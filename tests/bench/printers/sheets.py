"""Accounts as the published forms lay them out: heads with spans, rows of cells, notes; with the truth beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.printers.style import Style


@dataclass(slots=True)
class Head:
    """A cell of the head; it takes the next free place of its row, as in HTML."""

    text: str
    cols: int = 1
    rows: int = 1


@dataclass(slots=True)
class Cell:
    """A cell of the body. `kind` is code, name, line, figure or total."""

    text: str
    kind: str
    cols: int = 1
    level: int = 0
    bold: bool = False


@dataclass(slots=True)
class Sheet:
    """One table as it is to be printed."""

    table_id: str
    title: str
    above: list[tuple[str, str]]
    """Lines between title and grid: what stands left and what stands right."""
    columns: list[str]
    """The kind of every column."""
    widths: list[float]
    """In ems of the table's size: what a column's longest word takes, heads aside."""
    heads: list[list[Head]]
    rows: list[list[Cell]]
    notes: list[str] = field(default_factory=list)
    rules: str = "grid"
    wide: bool = False
    truth: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Para:
    """A line or paragraph of running text: cover, part, chapter, heading, text or contents."""

    kind: str
    text: str


@dataclass(slots=True)
class Book:
    """A document: blocks in the order of their pages."""

    entity: str
    year: int
    style: Style
    blocks: list[Para | Sheet]
    family: str = "department"

    @property
    def sheets(self) -> list[Sheet]:
        return [block for block in self.blocks if isinstance(block, Sheet)]

    def text(self) -> str:
        """Every character that is to be printed."""
        out = [f"{self.entity}{self.year}年度部门决算"]
        for block in self.blocks:
            if isinstance(block, Para):
                out.append(block.text)
            else:
                out += [block.title, *block.notes, *(word for pair in block.above for word in pair)]
                out += [head.text for row in block.heads for head in row] + [
                    cell.text for row in block.rows for cell in row
                ]
        return "".join(out)

    def truth(self) -> dict[str, Any]:
        """In the format of the shared truths."""
        return {
            "entity": self.entity,
            "fiscal_year": self.year,
            "tables": {sheet.table_id: sheet.truth for sheet in self.sheets},
        }


class Pen:
    """Writes a style's figures and words."""

    def __init__(self, style: Style) -> None:
        self.style = style

    def figure(self, value: int | None) -> str:
        """A figure as printed; None is a cell that the form leaves blank."""
        style = self.style
        if value is None:
            return ""
        if value == 0:
            return style.zero
        digits = str(abs(value)).rjust(style.decimals + 1, "0")
        whole, part = digits[: len(digits) - style.decimals], digits[len(digits) - style.decimals :]
        groups = []
        while len(whole) > 3:
            groups.append(whole[-3:])
            whole = whole[:-3]
        text = (style.separator or "").join([whole, *reversed(groups)]) + (f".{part}" if part else "")
        if value < 0:
            closing = {"(": ")", "（": "）"}.get(style.minus, "")
            text = style.minus + text + closing
        return text

    def cell(self, value: int | None, *, bold: bool = False) -> Cell:
        return Cell(self.figure(value), "figure", bold=bold)


def placed(heads: Sequence[Sequence[Head]], columns: int) -> list[tuple[int, int, Head]]:
    """Every head cell with its row and column."""
    taken: set[tuple[int, int]] = set()
    out = []
    for r, row in enumerate(heads):
        c = 0
        for head in row:
            while (r, c) in taken:
                c += 1
            out.append((r, c, head))
            taken |= {(r + i, c + j) for i in range(head.rows) for j in range(head.cols)}
            c += head.cols
        if not all((r, k) in taken for k in range(columns)):
            raise ValueError(f"row {r} of a head has a hole")
    return out


def texts(cells: Iterable[Cell]) -> list[str]:
    return [cell.text for cell in cells]
