"""Layouts after the manners of issuers: which form, which words, which numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.documents.accounts import FUNDS, Options
from tests.documents.figures import NumberStyle
from tests.documents.layouts import (
    FIRST,
    LAST,
    MOF_ORDER,
    SHANGHAI_ORDER,
    SHARED,
    UNIVERSITY_ORDER,
    Form,
    Layout,
    Pages,
    Rules,
    Text,
    Wording,
)

TAILS = Options(grain=Decimal("0.01"), funds=frozenset(FUNDS))

CENTRAL = Layout()

SHANGHAI = Layout(
    form=Form(
        order=SHANGHAI_ORDER,
        numbering="",
        title="{title}",
        entity_line="",
        line_numbers=False,
        column_numbers=False,
        formulas=False,
        codes="three",
        total=SHARED,
        totals=(("T05", LAST), ("T07", LAST), ("T08", LAST)),
        total_spans=True,
        basic_panels=2,
        basic_codes="three",
        three_public="interleaved",
        state_capital_columns=6,
        fiscal_group=False,
        blank_rows=6,
        notes=False,
    ),
    wording=Wording(
        titles="shanghai",
        reserve="使用非财政拨款结余（含专用结余）",
        opening_ordinals=True,
        vehicles="公务用车购置及运行费",
        vehicle_running="公务用车运行费",
        code_head="支出功能分类科目编码",
        subtotal="合计",
    ),
    rules=Rules(kind="cell boxes"),
    text=Text(figure_valign="top", row_height=24, size=9.5),
    pages=Pages(blank_grid_after="T04"),
)

DISTRICT = Layout(
    form=Form(
        order=SHANGHAI_ORDER,
        numbering="",
        title="{title}",
        entity_line="",
        line_numbers=False,
        column_numbers=False,
        formulas=False,
        codes="one",
        total=FIRST,
        totals=(("T05", LAST),),
        total_spans=True,
        basic_panels=2,
        three_public="interleaved",
        state_capital_columns=6,
        spending_head=False,
        empty_shares_head=True,
        blank_rows=3,
        fiscal_group=False,
    ),
    wording=Wording(titles="shanghai", subtotal="合计", opening_ordinals=True, debt_classes=False),
    numbers=NumberStyle(comma=""),
    text=Text(figure_align="centre", row_height=22, size=10),
    rules=Rules(kind="boxes", width=0.7),
)

HAINAN = Layout(
    form=Form(
        numbering="财决公开{n:02}表",
        title="{title}",
        title_in_grid=True,
        unit="元",
        unit_word="金额单位：{unit}",
        codes="one",
        total=FIRST,
        total_spans=True,
        state_capital_columns=6,
    ),
    numbers=NumberStyle(zero="0.00"),
    wording=Wording(amount="金额", affiliated="附属部门"),
    rules=Rules(kind="pieces", width=0.75),
    text=Text(font="cid", bold_twice=True, size=8.5),
    pages=Pages(orientation="landscape", unit_list=False),
)

HUBEI = Layout(
    form=Form(
        order=SHANGHAI_ORDER,
        numbering="表{n}：",
        number_place="before",
        title="{title}",
        quotes="",
        entity_line="单位名称：{entity}",
        line_numbers=False,
        codes="one",
        total=FIRST,
        item_head=False,
        basic_panels=2,
        three_public="interleaved",
        formulas=False,
    ),
    wording=Wording(titles="gpb three public", code_head="科目编码", opening="上年"),
    numbers=NumberStyle(comma=""),
    rules=Rules(kind="boxes"),
    text=Text(size=8.5, row_height=15),
    pages=Pages(repeat_header=True, narrative_first=True, contents="dots"),
)

SICHUAN = Layout(
    form=Form(
        numbering="附表{cn}",
        title="{entity}{year}年度{title}",
        quotes="「」",
        unit="千元",
        codes="three",
        total=FIRST,
        title_lines=2,
        notes=False,
        formulas=False,
    ),
    wording=Wording(titles="short", debt_classes=False, reserve="用事业基金弥补收支差额"),
    numbers=NumberStyle(zero="—", negative="（{}）"),
    rules=Rules(kind="double", background="coloured"),
    text=Text(row_height=19, label_indent=True),
    pages=Pages(
        narrative_first=True, contents="dots", repeat_header=True, continued_title="{title}（续表）", running_head=True
    ),
)

SHAANXI = Layout(
    form=Form(
        order=SHANGHAI_ORDER,
        numbering="（表{n}）",
        number_place="after",
        title="{title}",
        assets_table=True,
        codes="one",
        total=LAST,
        total_spans=True,
        column_numbers=False,
        unit_absent=frozenset({"T05", "T09"}),
        formulas=False,
    ),
    wording=Wording(titles="totals", abroad="因公出国(境)费"),
    numbers=NumberStyle(trim=True, zero="-", negative="－{}"),
    rules=Rules(kind="strokes", width=1.4),
    text=Text(overflow=True, size=9),
    pages=Pages(flow=True, title_orphan=True, orientation="portrait", contents="none"),
)

SITUATION = Layout(
    form=Form(
        order=(*MOF_ORDER[:7], "T09", "T08"),
        absent=frozenset({"T08"}),
        sentence_only=frozenset({"T07"}),
        numbering="表{cn}",
        codes="merged",
        total=FIRST,
        column_numbers=False,
        title="{year}年度{title}",
        unit="万元",
    ),
    wording=Wording(titles="situation", opening="上年", debt_classes=False),
    rules=Rules(kind="one path", open_sides=True),
    text=Text(figure_valign="bottom", row_height=20),
    pages=Pages(flow=True, orientation="landscape"),
)

LARGE = Layout(
    form=Form(unit="亿元", total=FIRST, codes="merged", title_spread=True),
    numbers=NumberStyle(zero="0"),
    rules=Rules(kind="dash"),
    text=Text(spread_labels=True, font="radicals"),
    pages=Pages(rows_per_page=12, repeat_header=True, running_head=True),
)

MIXED_UNITS = Layout(
    form=Form(
        unit="元",
        units=(("T09", "万元"), ("T06", "千元")),
        total=LAST,
        codes="one",
        basic_panels=2,
        basic_codes="three",
        state_capital_columns=6,
    ),
    numbers=NumberStyle(comma="，", negative="({})"),
    rules=Rules(kind="strokes", background="zebra"),
    text=Text(size=8),
)

UNIVERSITY = Layout(
    form=Form(
        order=UNIVERSITY_ORDER,
        numbering="表 {n}：",
        number_place="before",
        title="{title}",
        entity_line="单位名称：",
        line_numbers=False,
        column_numbers=False,
        formulas=False,
        item_head=False,
        codes="one",
        codes_by_table=(("U04", "merged"),),
        total=LAST,
        totals=(("U04", f"{SHARED}+{LAST}"),),
    ),
    wording=Wording(code_head="科目编码", reserve="使用非财政拨款结余（含专用结余）", opening="上年"),
    rules=Rules(kind="boxes"),
    text=Text(row_height=20),
    pages=Pages(orientation="landscape"),
)

CASES: dict[str, dict[str, Any]] = {
    "central": {"layout": CENTRAL, "options": Options(funds=frozenset(FUNDS))},
    "shanghai": {"layout": SHANGHAI, "options": Options(funds=frozenset({"gpb"}), classes=5)},
    "district": {"layout": DISTRICT, "options": Options(grain=Decimal("0.01"), funds=frozenset({"gpb"}), classes=3)},
    "hainan": {"layout": HAINAN, "options": Options(grain=Decimal("0.01"), negative=True)},
    "hubei": {"layout": HUBEI, "options": TAILS},
    "sichuan": {"layout": SICHUAN, "options": Options(negative=True, classes=6)},
    "shaanxi": {"layout": SHAANXI, "options": Options(negative=True, funds=frozenset(FUNDS))},
    "situation": {
        "layout": SITUATION,
        "options": Options(funds=frozenset({"gpb"}), no_basic=True, no_three_public=True, classes=3),
    },
    "large": {"layout": LARGE, "options": Options(grain=Decimal(10000), scale=1000, funds=frozenset(FUNDS))},
    "mixed units": {"layout": MIXED_UNITS, "options": Options(negative=True, funds=frozenset(FUNDS))},
    "university": {"layout": UNIVERSITY, "options": Options(university=True, scale=100, classes=5), "university": True},
}
