"""What a reading of a table says, whatever grid it was read from, so that readings can be set side by side."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractor import lazy_re as re
from extractor.language.text import squeeze
from extractor.model import Difference, Figure, Grid, Place, Row, Sheet, Table

_NAMELESS = re.compile(r"^c\d+$")

Key = tuple[str, str, int, str]
"""(side, code or label, how many such rows came before, column)."""


def figures_of(table: Table) -> dict[Key, str]:
    """Every printed figure of a table by its place, whatever grid it was read from."""
    return {key: _said(figure) for key, (_, figure) in _placed(table).items() if figure.state != "blank"}


def _placed(table: Table) -> dict[Key, tuple[Row, Figure]]:
    out: dict[Key, tuple[Row, Figure]] = {}
    met: Counter[tuple[str, str]] = Counter()
    nameless: dict[str, str] = {}
    for row in table.rows:
        # The lines of a wrapped label may come in another order; that is no other row.
        name = row.code or "".join(sorted(squeeze(row.label)))
        if all(figure.state == "blank" for figure in row.figures) and not row.code:
            continue
        for figure in row.figures:
            column = figure.column_id
            if _NAMELESS.match(column):
                column = nameless.setdefault(column, f"?{len(nameless)}")
            out[row.side, name, met[row.side, name], column] = row, figure
        met[row.side, name] += 1
    return out


def _said(figure: Figure) -> str:
    return "".join(unicodedata.normalize("NFKC", figure.printed).split())


def differences(chosen: Table, other: Table) -> tuple[list[Difference], list[Place]]:
    """What two readings read otherwise, for people, and the places of it in the chosen one."""
    ours, theirs = _placed(chosen), _placed(other)
    out: list[Difference] = []
    places: list[Place] = []
    titles = {c.id: c.title.split("·")[-1] for table in (other, chosen) for c in table.columns}
    for key in (*ours, *(key for key in theirs if key not in ours)):  # in an order that is the same in every run
        mine, other_one = ours.get(key), theirs.get(key)
        said = _said(mine[1]) if mine else ""
        heard = _said(other_one[1]) if other_one else ""
        if said == heard:
            continue
        found = mine or other_one
        assert found is not None
        row, figure = found
        name = " ".join(filter(None, (row.code, row.label))) or f"第 {row.index} 行"
        out.append(Difference(f"{name}·{titles.get(figure.column_id, figure.column_id)}", said, heard))
        if mine:
            places.append(chosen.place(*mine))
    return out, places


def texts_within(parts: Mapping[int, Sequence[Grid]], sheets: Sequence[Sheet]) -> list[str]:
    """The texts of pages whose middle lies in any of a table's grids, page by page."""
    by_page = {sheet.page: sheet for sheet in sheets}
    return [
        text
        for page, grids in parts.items()
        if page in by_page
        for x, y, text in _texts(by_page[page])
        if any(g.box.x0 <= x <= g.box.x1 and g.box.top <= y <= g.box.bottom for g in grids)
    ]


def _texts(sheet: Sheet) -> Iterator[tuple[float, float, str]]:
    for grid in sheet.grids:
        for cell in grid.cells:
            if cell.text_box is not None:
                yield cell.text_box.mid_x, cell.text_box.mid_y, cell.text
    for line in sheet.lines:
        for word in line.words:
            yield word.box.mid_x, word.box.mid_y, word.text
