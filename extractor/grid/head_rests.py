"""Names of columns read from a picture with the rest of a line before or behind them: 厂项 beside 类 and 款 is 项.

One table in ten loses a column to such a sign, and with the column of its codes all its rows. Only signs that a line
leaves are taken off, and only where what is left is a name that forms print: 非财政拨款 is another one.
"""

from __future__ import annotations

from dataclasses import replace

from extractor import lazy_re as re
from extractor.grid.heads import is_known
from extractor.language.money import is_money
from extractor.language.text import squeeze
from extractor.model import Cell, Grid

_RESTS = r"[|｜丨¦!\[\]{}「」〔〕IlLTOJ1-7厂一丶丿亅乙卜匚冂广几凵冖丁十]{1,2}"
_BEFORE, _BEHIND = re.compile(rf"{_RESTS}\s*(?=\S)"), re.compile(rf"(?<=\S)\s*{_RESTS}")


def without_rests(grid: Grid) -> Grid:
    """The grid with what rests of lines taken off the names of its columns."""
    first = min((cell.row for cell in grid.cells if is_money(squeeze(cell.text)) and "." in cell.text), default=0)
    cells = tuple(_mended(cell) if cell.row < first else cell for cell in grid.cells)
    return grid if cells == grid.cells else replace(grid, cells=cells)


def _mended(cell: Cell) -> Cell:
    if not cell.text or is_known(squeeze(cell.text)):
        return cell
    found = _BEFORE.match(cell.text)
    if found and is_known(squeeze(cell.text[found.end() :])):
        return replace(cell, text=cell.text[found.end() :])
    for at in range(max(1, len(cell.text) - 3), len(cell.text)):
        if _BEHIND.fullmatch(cell.text, at) and is_known(squeeze(cell.text[:at])):
            return replace(cell, text=cell.text[:at])
    return cell
