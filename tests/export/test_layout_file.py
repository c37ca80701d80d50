"""layout.json holds a table as it is laid out; what it is not, or cannot be, costs no page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.export.layout import join
from extractor.export.layout_file import layout_bytes, plain_layout, read_layouts
from extractor.model import Disclosure
from tests.export.build import disclosure, income_table


def written(tmp_path: Path, document: Disclosure) -> Path:
    path = tmp_path / "layout.json"
    path.write_bytes(layout_bytes(document, {one.table_id: join(one) for one in document.tables if one.parts}))
    return path


def test_a_layout_comes_back_as_it_was(tmp_path: Path) -> None:
    document = disclosure(income_table())
    (table,) = document.tables
    without_grids = replace(document, tables=(replace(table, parts=()),))
    known = join(table)
    (found,) = read_layouts(written(tmp_path, document), without_grids).values()
    assert found == replace(known, widths=tuple(round(width, 1) for width in known.widths))


def test_a_figure_is_what_the_record_says_now(tmp_path: Path) -> None:
    document = disclosure(income_table())
    path = written(tmp_path, document)
    (table,) = document.tables
    corrected = table.map_figures(lambda row, figure: replace(figure, printed=f"{figure.printed}*"))
    (found,) = read_layouts(path, replace(document, tables=(corrected,))).values()
    assert {cell.figure.printed[-1] for cell in found.cells if cell.figure is not None} == {"*"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: None,
        lambda file: {**file, "sha256": "0" * 64},
        lambda file: {**file, "tables": {"T02": {**file["tables"]["T02"], "rows": 10**9, "cols": 10**9}}},
        lambda file: {
            **file,
            "tables": {"T02": {**file["tables"]["T02"], "cells": [[0, 0, 1, 10**6, "", "left", 0, True, None]]}},
        },
        lambda file: {
            **file,
            "tables": {"T02": {**file["tables"]["T02"], "cells": [[-1, 0, 1, 1, "", "left", 0, True, None]]}},
        },
        lambda file: {
            **file,
            "tables": {"T02": {**file["tables"]["T02"], "cells": file["tables"]["T02"]["cells"] * 9}},
        },
    ],
    ids=["none", "another document's", "huge", "wide", "outside", "one over the other"],
)
def test_of_a_layout_that_cannot_be_the_rows_are_shown(tmp_path: Path, spoil: object) -> None:
    document = disclosure(income_table())
    path = written(tmp_path, document)
    changed = spoil(json.loads(path.read_bytes()))  # type: ignore[operator]
    path.unlink() if changed is None else path.write_text(json.dumps(changed), encoding="utf-8")
    assert read_layouts(path, document)["T02"] == plain_layout(document.tables[0])


def test_rows_alone_show_every_figure_under_its_column() -> None:
    table = income_table()
    found = plain_layout(table)
    heads = {cell.col: cell.text for cell in found.cells if cell.head}
    shown = {(cell.row, heads[cell.col]): cell.text for cell in found.cells if cell.figure is not None}
    titles = {column.id: column.title for column in table.columns}
    assert shown == {
        (number, titles[figure.column_id]): figure.printed
        for number, row in enumerate(table.rows, start=1)
        for figure in row.figures
    }
