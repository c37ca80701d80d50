"""Layouts whose difficulty is in the file or on the page rather than in the form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.documents.accounts import FUNDS, Options
from tests.documents.figures import NumberStyle
from tests.documents.layouts import (
    FIRST,
    LAST,
    SHANGHAI_ORDER,
    File,
    Form,
    Layout,
    Pages,
    Rules,
    Text,
    Wording,
)

ENCRYPTED = Layout(file=File(password="juesuan"))

THREE_LINE = Layout(
    form=Form(total=FIRST, codes="one", formulas=False),
    numbers=NumberStyle(zero="0.00"),
    rules=Rules(kind="three line"),
    text=Text(font="cid", row_height=19),
    pages=Pages(repeat_header=True),
)

ROW_RULES = Layout(
    form=Form(order=SHANGHAI_ORDER, codes="one", total=LAST, three_public="interleaved", line_numbers=False),
    rules=Rules(kind="rows only", background="zebra"),
)

NO_RULES = Layout(
    form=Form(codes="one", total=FIRST),
    numbers=NumberStyle(zero="0.00"),
    rules=Rules(kind="none", background="coloured"),
    text=Text(row_height=20),
)

HIDDEN = Layout(
    rules=Rules(kind="boxes", background="white"),
    text=Text(bold_twice=True),
    pages=Pages(watermark=True),
    file=File(decoys=("invisible", "white", "clipped")),
)

TURNED = Layout(
    form=Form(order=SHANGHAI_ORDER, codes="three", total=LAST, basic_panels=2),
    rules=Rules(kind="strokes"),
    pages=Pages(seal=True, orientation="landscape"),
    file=File(rotate="upright"),
)

FLAGGED = Layout(
    form=Form(total=FIRST),
    rules=Rules(kind="cell boxes", width=0.7),
    file=File(rotate="flag", crop_offset=True),
)

SCALED = Layout(
    form=Form(codes="three", total=FIRST, total_spans=True, basic_codes="three"),
    rules=Rules(kind="strokes", gap=1.5),
    pages=Pages(watermark=True),
    text=Text(size=8, row_height=16),
    file=File(user_unit=2, form_xobject=True),
)

SPACED = Layout(
    form=Form(title_spread=True, title="{year}年度{title}", codes="merged", total=FIRST),
    wording=Wording(amount="金额", opening="上年"),
    numbers=NumberStyle(comma=",", negative="△{}"),
    rules=Rules(kind="strokes", skew=0.2, width=0.6),
    text=Text(char_space=1.2, spread_labels=True, size=8, figure_valign="top", row_height=22),
)

DOTTED = Layout(
    form=Form(title_in_grid=True, codes="one", total=FIRST, notes=False),
    rules=Rules(kind="dots", width=0.5),
    text=Text(font="cid"),
    pages=Pages(flow=True, contents="none", page_numbers=False),
)

DASHED = Layout(
    form=Form(codes="three", total=FIRST, title="{entity}{title}", title_lines=1),
    rules=Rules(kind="dash pieces"),
    pages=Pages(rows_per_page=9, continued_title="续表", running_head=True, seal=True),
)

SHADED = Layout(
    form=Form(order=SHANGHAI_ORDER, codes="three", total=LAST, basic_panels=2),
    rules=Rules(kind="none", background="cells"),
    text=Text(figure_valign="top", row_height=22),
)

CASES: dict[str, dict[str, Any]] = {
    "three line": {"layout": THREE_LINE, "options": Options(classes=3, density=0.4)},
    "row rules": {"layout": ROW_RULES, "options": Options(funds=frozenset(FUNDS))},
    "no rules": {"layout": NO_RULES, "options": Options(classes=3, density=0.4)},
    "hidden text": {"layout": HIDDEN, "options": Options(grain=Decimal("0.01"))},
    "turned": {"layout": TURNED, "options": Options(funds=frozenset(FUNDS))},
    "flagged": {"layout": FLAGGED, "options": Options()},
    "scaled": {"layout": SCALED, "options": Options(classes=7)},
    "spaced": {"layout": SPACED, "options": Options(negative=True)},
    "dotted": {"layout": DOTTED, "options": Options(classes=3)},
    "dotted, font embedded": {"layout": replace(DOTTED, text=Text()), "options": Options(classes=3)},
    "shaded": {"layout": SHADED, "options": Options(funds=frozenset(FUNDS))},
    "dashed": {"layout": DASHED, "options": Options(classes=5)},
}
