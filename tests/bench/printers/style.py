"""How a document is dressed: real habits of offices, drawn at random and not chosen by what the reader likes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

RULES = (
    "grid", "grid", "thin", "three", "three", "rows", "none", "zebra", "zebra_grid", "dotted", "dashed", "double",
    "outer", "nested", "separate",
)  # fmt: skip
UNIT_DECIMALS = {"万元": (2, 2, 2, 4, 6), "元": (2, 2), "千元": (2,), "百元": (2,), "亿元": (4, 6)}
SCALE = {"元": 0, "百元": 2, "千元": 3, "万元": 4, "亿元": 8}
"""Powers of ten over 元."""


@dataclass(slots=True)
class Style:
    """One document's habits. Lengths are in points."""

    rules: str
    other_rules: str
    """Of a few tables of the document, which another hand made; often the same."""
    size: float
    pad: float
    font: int
    """Which of a printer's fonts, modulo their number."""
    align: str
    zero: str
    minus: str
    separator: str
    unit: str
    decimals: int
    unit_place: str
    """table, cover, header, title, part."""
    unit_form: str
    number_row: bool
    codes: str
    """one, three, label (code and name in one cell)."""
    letters_in_total: bool
    """类 款 项 stand in the row of 合计, as in Shanghai."""
    total_last: bool
    grouped_head: bool
    indent: int
    """Half ems a level."""
    spread: bool
    """A few labels spread by blanks."""
    narrow: bool
    """Columns of names and heads so narrow that words wrap."""
    title: str
    form_no: str
    entity_line: str
    quotes: str
    notes: bool
    formulas: bool
    repeat_head: bool
    continued: bool
    """续表 over repeated heads."""
    page_number: str
    running_head: bool
    browser_lines: bool
    watermark: bool
    seal: bool
    turn: str
    """no; flag, content: how wide pages are laid on tall paper; half: all pages upside down, with a flag."""
    landscape: str
    """wide, all, never."""
    two_up: bool
    column_pages: bool
    resave: str
    tables_last: bool
    bold_totals: bool
    old_classes: bool
    """24 classes, without 债务."""
    contents_dots: bool
    economic_panels: int
    narrow_heads: bool
    line_height: float
    items: bool
    """The explanation lists every 项."""
    fees: bool
    """其中：教育收费 has a row and a column of its own."""
    flow: bool
    """Tables follow one another without new pages."""
    wrap_figures: bool
    """Columns so narrow that figures wrap within their cells, in tables with full rules."""
    valign: str
    page_frame: bool
    """A thin frame around every page."""
    moved_box: bool
    """The page's box does not start at nought."""
    seal_words: str = ""
    divided: bool = False
    """What funds carry over, take and spend is printed by basic and project expenditure, in sixteen columns."""

    @property
    def places(self) -> int:
        """Decimal places below 万元 that a last place is."""
        return SCALE["万元"] - SCALE[self.unit] + self.decimals


def choose_style(random: Random) -> Style:
    """A style; most of its habits by themselves, those that would lose figures on paper kept apart."""
    rules = random.choice(RULES)
    unit = random.choices(("万元", "元", "千元", "百元", "亿元"), (74, 17, 3, 3, 3))[0]
    turn = random.choices(("no", "flag", "content", "half"), (85, 8, 5, 2))[0]
    hard = random.random()
    style = Style(
        rules=rules,
        other_rules=random.choice(RULES) if random.random() < 0.15 else rules,
        size=random.choices((5, 6, 7, 8, 9, 10, 10.5, 12), (4, 6, 12, 20, 22, 18, 12, 6))[0],
        pad=random.choice((0, 0.5, 1, 1.5, 2, 3, 4, 6)),
        font=random.randrange(60),
        align=random.choices(("right", "center", "left"), (80, 13, 7))[0],
        zero=random.choices(("", "0.00", "–", "0", "—"), (66, 18, 6, 5, 5))[0],
        minus=random.choices(("-", "－", "(", "（", "△", "−"), (60, 8, 8, 8, 8, 8))[0],
        separator=random.choices((",", "", "，"), (66, 28, 6))[0],
        unit=unit,
        decimals=random.choice(UNIT_DECIMALS[unit]),
        unit_place=random.choices(("table", "cover", "header", "title", "part"), (78, 6, 6, 6, 4))[0],
        unit_form=random.choice(
            ("单位：{}", "单位：{}", "金额单位：{}", "单位:{}", "（单位：{}）", "金额单位：人民币{}")
        ),
        number_row=random.random() < 0.75,
        codes=random.choices(("one", "three", "label"), (62, 30, 8))[0],
        letters_in_total=random.random() < 0.5,
        total_last=random.random() < 0.15,
        grouped_head=random.random() < 0.7,
        indent=random.choice((0, 0, 0, 1, 2, 4)),
        spread=random.random() < 0.1,
        narrow=random.random() < 0.25,
        title=random.choice(("plain", "year", "year", "entity_year", "number_first", "number_last", "entity_line")),
        form_no=random.choice(("own", "own", "with_unit", "left", "none", "none")),
        entity_line=random.choice(("部门：{}", "部门：{}", "单位名称：{}", "编制单位：{}", "公开部门：{}", "")),
        quotes=random.choice(("“三公”", "“三公”", '"三公"', "三公", "「三公」")),
        notes=random.random() < 0.8,
        formulas=random.random() < 0.6,
        repeat_head=random.random() < 0.5,
        continued=random.random() < 0.3,
        page_number=random.choice(("", "{}", "- {} -", "第 {} 页", "— {} —", "第{}页 共{}页")),
        running_head=random.random() < 0.15,
        browser_lines=random.random() < 0.2,
        watermark=random.random() < 0.07,
        seal=random.random() < 0.09,
        turn=turn,
        landscape=random.choices(("wide", "all", "never"), (70, 15, 15))[0] if turn == "no" else "wide",
        two_up=hard < 0.015,
        column_pages=0.015 <= hard < 0.055,
        resave=random.choices(
            ("", "gs", "gs_pdfa", "cairo", "qpdf", "qpdf_linear", "mutool_clean", "mutool_draw"),
            (64, 8, 4, 7, 5, 3, 5, 4),
        )[0],
        tables_last=random.random() < 0.12,
        bold_totals=random.random() < 0.4,
        old_classes=random.random() < 0.15,
        contents_dots=random.random() < 0.6,
        economic_panels=random.choice((0, 0, 0, 1)),
        narrow_heads=random.random() < 0.12,
        line_height=random.choice((1.15, 1.3, 1.5, 1.8)),
        items=random.random() < 0.5,
        fees=random.random() < 0.2,
        flow=random.random() < 0.12,
        wrap_figures=random.random() < 0.05,
        page_frame=random.random() < 0.05,
        moved_box=random.random() < 0.04,
        valign=random.choices(("middle", "top", "bottom"), (70, 15, 15))[0],
    )
    if style.decimals >= 6:
        style.size = min(style.size, 8)
    # Not of the draws that the account's figures come from: the documents of known seeds stay what they were.
    style.divided = style.size <= 8 and Random(repr(style)).random() < 0.25
    return style
