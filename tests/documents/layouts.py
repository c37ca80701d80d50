"""The degrees of freedom an issuer has in printing an account.

A :class:`Layout` says nothing about amounts and everything about how they look.  Its parts follow what decides
them: the issuer's form (``Form``), its words (``Wording``), the word processor's habits (``Rules``, ``Text``), the
pages (``Pages``) and what was done to the finished file (``File``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.documents.figures import NumberStyle

MOF_ORDER = ("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09")
SHANGHAI_ORDER = ("T01", "T02", "T03", "T04", "T05", "T06", "T09", "T07", "T08")
UNIVERSITY_ORDER = ("U01", "U02", "U03", "U04")

SHARING = ("T02", "T03", "T05", "T07", "T08", "U02", "U03", "U04")
"""The tables in which 类 款 项 may share a row with 合计."""
SHARED = "shared"
FIRST = "first"
LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Aliases: words that differ between issuers and mean the same."""

    titles: str = "mof"
    """Key of ``titles.ALIASES``."""
    affiliated: str = "附属单位"
    opening: str = "年初"
    amount: str = "决算数"
    subtotal: str = "小计"
    reserve: str = "使用非财政拨款结余"
    vehicles: str = "公务用车购置及运行维护费"
    vehicle_running: str = "公务用车运行维护费"
    abroad: str = "因公出国（境）费"
    code_head: str = "功能分类科目编码"
    debt_classes: bool = True
    """Whether the form has 债务还本支出 and 债务付息支出."""
    opening_ordinals: bool = False
    """Number the three parts of the opening balance in T04 like the three sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The issuer's set of tables."""

    order: tuple[str, ...] = MOF_ORDER
    absent: frozenset[str] = frozenset()
    """Listed in the 目录 but not printed."""
    sentence_only: frozenset[str] = frozenset()
    """Empty tables of which only the title and a sentence are printed."""
    assets_table: bool = False
    """A further numbered table that is none of the nine."""
    numbering: str = "公开{n:02}表"
    """The table's number, ``{n}`` and ``{cn}`` being its place; empty for none."""
    number_place: str = "own line"
    """``own line`` above the unit line, ``before`` or ``after`` the title."""
    title: str = "{year}年度{title}"
    title_in_grid: bool = False
    """The title (and unit) are merged rows of the grid."""
    title_spread: bool = False
    title_lines: int = 1
    quotes: str = "“”"
    unit: str = "万元"
    units: tuple[tuple[str, str], ...] = ()
    """Tables whose unit is another one."""
    unit_word: str = "单位：{unit}"
    unit_absent: frozenset[str] = frozenset()
    entity_line: str = "部门：{entity}"
    line_numbers: bool = True
    column_numbers: bool = True
    codes: str = "merged"
    """``one`` cell, ``three`` cells, or one cell ``merged`` under three header letters."""
    codes_by_table: tuple[tuple[str, str], ...] = ()
    item_head: bool = True
    """Whether 项目 stands over code and name."""
    total: str = SHARED
    totals: tuple[tuple[str, str], ...] = ()
    """Tables whose 合计 row is elsewhere."""
    total_spans: bool = False
    """合计 spans code and name cells."""
    basic_panels: int = 3
    basic_codes: str = "one"
    three_public: str = "block"
    """``block``: six budget figures, then six final; ``interleaved``: pairs."""
    state_capital_columns: int = 3
    fiscal_group: bool = True
    """T04 prints 决算数 over its four expenditure columns."""
    spending_head: bool = True
    """Whether 本年支出 stands over the three columns of T05 and T08."""
    empty_shares_head: bool = False
    """In an empty table of six columns, 合计 shares its row with the second header level."""
    blank_rows: int = 0
    """Empty rows that an empty table is padded with."""
    notes: bool = True
    formulas: bool = True
    misprints: tuple[tuple[str, str, str], ...] = ()
    """Figures that the issuer printed wrong: (table, what should stand there, what does), by the printed string."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The lines of the grid, and the colours under it."""

    kind: str = "strokes"
    """A key of ``lines.PAINTERS``."""
    width: float = 0.5
    open_sides: bool = False
    gap: float = 0
    skew: float = 0
    background: str = "none"
    """``none``, ``white`` boxes inset in every cell, ``coloured`` header, ``zebra`` rows, all
    ``cells`` grey with a little white between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Typesetting inside the grid."""

    font: str = "embedded"
    """``embedded`` TrueType subset; ``cid``, an Adobe-GB1 font that is not embedded; ``radicals``, embedded with some
    characters under the code points of radicals (⼊ for 入), as bad font encodings give."""
    size: float = 9
    row_height: float = 17
    header_height: float = 0
    figure_valign: str = "middle"
    figure_align: str = "right"
    """``right`` or ``centre``."""
    label_indent: bool = False
    """Indent labels by level with full-width spaces."""
    spread_labels: bool = False
    """Letter-space some labels, as justified cells do."""
    overflow: bool = False
    """Long labels run out of their cell instead of wrapping."""
    wrap_figures: bool = False
    """Columns too narrow for their figures, which then break over two lines (fpdf2 only)."""
    bold_twice: bool = False
    """Bold made by printing twice with a small shift."""
    red_negatives: bool = False
    """Negative figures without a sign, in red."""
    char_space: float = 0
    """Extra space between the digits of a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How the tables fall on pages, and what surrounds them."""

    orientation: str = "mixed"
    """``portrait``, ``landscape``, or ``mixed`` by the table's width."""
    repeat_header: bool = False
    continued_title: str = ""
    """Title of a continuation page, e.g. ``{title}（续表）``; empty for none."""
    flow: bool = False
    """Tables follow each other on a page instead of each beginning a new one."""
    title_orphan: bool = False
    """Titles may stand at the foot of the page before their table."""
    blank_grid_after: str = ""
    """A table after which a page with one empty row is left over."""
    rows_per_page: int = 0
    """Break tables after so many rows although the page has room."""
    narrative_first: bool = False
    contents: str = "plain"
    """``none``, ``plain`` or ``dots`` with page numbers."""
    unit_list: bool = True
    running_head: bool = False
    page_numbers: bool = True
    watermark: bool = False
    seal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is done to the whole file."""

    rotate: str = "no"
    """``upright``: landscape pages stored as portrait, turned back by /Rotate; ``flag``: pages lie on their side."""
    crop_offset: bool = False
    user_unit: float = 1
    form_xobject: bool = False
    decoys: tuple[str, ...] = ()
    """Text nobody sees: ``invisible`` (render mode 3), ``white``, ``clipped``."""
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to print an account."""

    producer: str = "reportlab"
    form: Form = field(default_factory=Form)
    wording: Wording = field(default_factory=Wording)
    numbers: NumberStyle = field(default_factory=NumberStyle)
    rules: Rules = field(default_factory=Rules)
    text: Text = field(default_factory=Text)
    pages: Pages = field(default_factory=Pages)
    file: File = field(default_factory=File)

    def __post_init__(self) -> None:
        for table in self.form.order:
            shared = SHARED in self.total_of(table) and table in SHARING
            if self.pages.repeat_header and shared:
                raise ValueError("a 合计 row that shares a header row cannot be repeated with the header")
            if shared and self.codes_of(table) == "one":
                raise ValueError("there are no letters 类 款 项 to share a row with")

    def unit_of(self, table: str) -> str:
        """The unit a table is printed in."""
        return dict(self.form.units).get(table, self.form.unit)

    def codes_of(self, table: str) -> str:
        """How a table prints its codes."""
        return dict(self.form.codes_by_table).get(table, self.form.codes)

    def total_of(self, table: str) -> str:
        """Where a table has its 合计 row."""
        return dict(self.form.totals).get(table, self.form.total)
