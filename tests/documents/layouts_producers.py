"""Layouts for the producers that set tables by themselves, fpdf2 and typst."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.documents.accounts import FUNDS, Options
from tests.documents.figures import NumberStyle
from tests.documents.layouts import (
    FIRST,
    LAST,
    SHANGHAI_ORDER,
    UNIVERSITY_ORDER,
    Form,
    Layout,
    Pages,
    Rules,
    Text,
    Wording,
)

FPDF_GRID = Layout(
    producer="fpdf2",
    form=Form(codes="three", total=FIRST),
    pages=Pages(contents="dots", running_head=True),
)

FPDF_ROWS = Layout(
    producer="fpdf2",
    form=Form(
        order=SHANGHAI_ORDER,
        codes="one",
        total=LAST,
        three_public="interleaved",
        line_numbers=False,
        title="{title}",
        numbering="附表{n}",
    ),
    numbers=NumberStyle(zero="0.00", comma=""),
    rules=Rules(kind="rows only", background="zebra"),
    pages=Pages(repeat_header=True, orientation="landscape"),
)

FPDF_INSIDE = Layout(
    producer="fpdf2",
    form=Form(title_in_grid=True, codes="merged", total=FIRST, basic_panels=2),
    wording=Wording(titles="short", opening="上年"),
    rules=Rules(kind="inside", background="coloured"),
    text=Text(size=8, row_height=16, label_indent=True),
    pages=Pages(flow=True, narrative_first=True),
)

FPDF_COLUMNS = Layout(
    producer="fpdf2",
    form=Form(codes="one", total=FIRST, unit="千元", notes=False),
    numbers=NumberStyle(trim=True, zero="0"),
    rules=Rules(kind="columns only"),
    pages=Pages(contents="none", page_numbers=False),
)

FPDF_WRAPPED = Layout(
    producer="fpdf2",
    form=Form(codes="one", total=FIRST, unit="元", state_capital_columns=6),
    rules=Rules(kind="strokes", width=1),
    text=Text(size=10, wrap_figures=True, figure_align="centre"),
    pages=Pages(orientation="portrait"),
)

TYPST_GRID = Layout(
    producer="typst",
    form=Form(codes="merged"),
    pages=Pages(contents="dots"),
)

TYPST_BOOK = Layout(
    producer="typst",
    form=Form(
        order=SHANGHAI_ORDER,
        codes="one",
        total=FIRST,
        line_numbers=False,
        column_numbers=False,
        formulas=False,
        numbering="表{n} ",
        number_place="before",
        title="{title}",
        three_public="interleaved",
    ),
    numbers=NumberStyle(zero="0.00"),
    rules=Rules(kind="three line"),
    pages=Pages(repeat_header=True, running_head=True, watermark=True),
)

TYPST_FLOW = Layout(
    producer="typst",
    form=Form(title_in_grid=True, unit="元", unit_word="金额单位：{unit}", codes="three", total=LAST, basic_panels=2),
    wording=Wording(titles="totals", affiliated="附属部门", amount="金额"),
    numbers=NumberStyle(negative="（{}）", zero="—"),
    rules=Rules(kind="dots", width=0.8, background="zebra"),
    text=Text(size=7.5, row_height=14),
    pages=Pages(flow=True, repeat_header=True, orientation="landscape"),
)

TYPST_UNIVERSITY = Layout(
    producer="typst",
    form=Form(
        order=UNIVERSITY_ORDER,
        numbering="表{n}：",
        number_place="before",
        title="{title}",
        entity_line="学校名称：{entity}",
        line_numbers=False,
        codes="one",
        item_head=False,
        total=FIRST,
        formulas=False,
    ),
    wording=Wording(code_head="科目编码", reserve="使用非财政拨款结余（含专用结余）"),
    numbers=NumberStyle(comma=""),
    rules=Rules(kind="strokes", background="coloured"),
    text=Text(figure_valign="top", label_indent=True),
    pages=Pages(narrative_first=True, repeat_header=True),
)

CASES: dict[str, dict[str, Any]] = {
    "fpdf grid": {"layout": FPDF_GRID, "options": Options(funds=frozenset(FUNDS))},
    "fpdf rows": {"layout": FPDF_ROWS, "options": Options(grain=Decimal("0.01"))},
    "fpdf inside": {"layout": FPDF_INSIDE, "options": Options(negative=True, funds=frozenset(FUNDS))},
    "fpdf columns": {"layout": FPDF_COLUMNS, "options": Options(classes=3, density=0.4)},
    "fpdf wrapped": {"layout": FPDF_WRAPPED, "options": Options(funds=frozenset(FUNDS), scale=20)},
    "typst grid": {"layout": TYPST_GRID, "options": Options(grain=Decimal("0.01"), funds=frozenset(FUNDS))},
    "typst book": {"layout": TYPST_BOOK, "options": Options()},
    "typst flow": {"layout": TYPST_FLOW, "options": Options(negative=True, funds=frozenset(FUNDS))},
    "typst university": {
        "layout": TYPST_UNIVERSITY,
        "options": Options(university=True, scale=50, classes=5, grain=Decimal("0.01")),
        "university": True,
    },
}
