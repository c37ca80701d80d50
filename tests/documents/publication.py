"""Puts a document together: cover, 目录, tables, explanations, in the order the layout asks for."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from dataclasses import replace as changed

from tests.documents import (
    forms_basic,
    forms_function,
    forms_other,
    forms_panels,
    forms_three_public,
    narrative,
    wordings,
)
from tests.documents.accounts import Account
from tests.documents.layouts import Layout
from tests.documents.sheets import Built, Cell, Kind, Line, Sheet
from tests.documents.titles import CANONICAL, name, number, numeral, title_lines


@dataclass(frozen=True, slots=True)
class Cover:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The 目录: entries as (level, text)."""

    entries: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class PlainTable:
    built: Built


Block = Cover | Contents | Heading | Paragraph | PlainTable | Sheet

EMPTY_REASON = {
    "T05": "一般公共预算财政拨款支出",
    "T06": "一般公共预算财政拨款基本支出",
    "T07": "政府性基金预算财政拨款收入和支出",
    "T08": "国有资本经营预算财政拨款支出",
    "T09": "“三公”经费支出",
}


@dataclass(frozen=True, slots=True)
class Document:
    """An account and the kind of document that is made of it."""

    account: Account
    university: bool = False
    government: bool = False
    """The budget of a whole government, which is no department's."""
    told: tuple[str, ...] = ()
    """The lines of an explanation by another hand, headings with # before them; the usual one where there is none."""


def blocks(document: Document, layout: Layout) -> list[Block]:
    """Everything that is printed, in order."""
    account = document.account
    if document.government:
        return _budget(account, layout)
    sheets = [sheet(t, account, layout) for t in tables_of(layout) if t not in layout.form.absent]
    explain = narrative.university_sections(account) if document.university else _told(account)
    kind = "学校" if document.university else "部门"
    parts: list[tuple[str, list[Block], list[str]]] = [
        (f"{account.entity}概况", _overview(account, layout), ["一、主要职能", "二、单位构成"]),
        (f"{account.entity}{account.year}年度{kind}决算表", list(sheets), _table_entries(layout)),
        (
            f"{account.entity}{account.year}年度{kind}决算情况说明",
            _retold(document.told) or _explanations(explain),
            [] if document.told else [f"{numeral(n)}、{title}" for n, (title, _) in enumerate(explain, 1)],
        ),
        ("名词解释", [Paragraph(text) for text in narrative.GLOSSARY], []),
    ]
    if layout.pages.narrative_first:
        parts = [parts[0], parts[2], parts[3], parts[1]]
    entries: list[tuple[int, str]] = []
    out: list[Block] = []
    for n, (title, inside, listed) in enumerate(parts, 1):
        heading = f"第{numeral(n)}部分 {title}"
        entries += [(1, heading), *((2, text) for text in listed)]
        out += [Heading(heading), *inside]
    front: list[Block] = [Cover((account.entity, f"{account.year}年度部门决算"))]
    if layout.pages.contents != "none":
        front.append(Contents(tuple(entries)))
    return front + out


def _told(account: Account) -> list[tuple[str, list[str]]]:
    """The explanation in the wording of one of many issuers; the same account is always told the same way."""
    wording = zlib.crc32(f"{account.entity}{account.year}{account.receipts()}".encode())
    return wordings.sections(account, wording) if wording % 4 else narrative.sections(account)


def tables_of(layout: Layout) -> list[str]:
    """The tables the 目录 lists."""
    return [*layout.form.order, *["X01"] * layout.form.assets_table]


def sheet(table: str, account: Account, layout: Layout) -> Sheet:
    """One table, dressed with its title, number, unit line and notes."""
    form = layout.form
    built = _inside(table, account, layout)
    empty = not any(value for row in built.rows for value in row.values.values())
    notes = list(_notes(table, layout)) if form.notes else []
    if empty and table in EMPTY_REASON:
        notes.append(f"说明：{account.entity}{account.year}年度没有{EMPTY_REASON[table]}，本表没有数据。")
    unit_line = "" if table in form.unit_absent else form.unit_word.format(unit=layout.unit_of(table))
    entity_line = form.entity_line.format(entity=account.entity)
    made = Sheet(
        table_id=table,
        canonical_title=CANONICAL[table],
        title=title_lines(table, account, layout),
        number=number(table, layout) if form.number_place == "own line" else "",
        entity_line=entity_line,
        unit_line=unit_line,
        unit=layout.unit_of(table),
        head=built.head,
        body=built.body,
        widths=built.widths,
        columns=built.columns,
        rows=built.rows,
        notes=tuple(notes),
        wide=len(built.columns) >= 5,
    )
    if empty and table in form.sentence_only:
        return changed(made, head=(), body=(), rows=(), number="", entity_line="", unit_line="")
    made = _misprinted(made, layout)
    return _titled_grid(made) if form.title_in_grid else made


def _misprinted(made: Sheet, layout: Layout) -> Sheet:
    """The table with its misprints, in the cells and in the truth, which is what is printed."""
    wrong = {old: new for table, old, new in layout.form.misprints if table == made.table_id}
    if not wrong:
        return made
    head, body = (
        tuple(tuple(changed(cell, text=wrong.get(cell.text, cell.text)) for cell in line) for line in lines)
        for lines in (made.head, made.body)
    )
    rows = tuple(changed(row, values={k: wrong.get(v, v) for k, v in row.values.items()}) for row in made.rows)
    return changed(made, head=head, body=body, rows=rows)


def _inside(table: str, account: Account, layout: Layout) -> Built:
    simple = {
        "T01": forms_panels.build_total,
        "T04": forms_panels.build_fiscal,
        "U01": forms_panels.build_university,
        "T06": forms_basic.build,
        "T09": forms_three_public.build,
        "X01": forms_other.build_assets,
    }
    if table in simple:
        return simple[table](account, layout)
    return forms_function.build(table, account, layout)


def _titled_grid(made: Sheet) -> Sheet:
    """Move title, number and unit into merged rows at the top of the grid, as a spreadsheet has them."""
    width = len(made.widths)
    rows: list[Line] = [(Cell("".join(made.title), Kind.TITLE, cols=width),)]
    if made.number:
        rows.append((Cell(made.number, Kind.UNIT, cols=width),))
    half = width // 2
    rows.append((Cell(made.entity_line, Kind.LABEL, cols=half), Cell(made.unit_line, Kind.UNIT, cols=width - half)))
    return changed(made, head=(*rows, *made.head), title=(), number="", entity_line="", unit_line="")


def _notes(table: str, layout: Layout) -> list[str]:
    words = {
        "T01": "注：本表列示当年全部收支以及年末结余；金额换算时可能产生尾数差。",
        "T02": "注：本表列示当年取得的各项收入。",
        "T03": "注：本表列示当年发生的各项支出。",
        "T04": "注：本表列示三类预算财政拨款的收支与结转。",
        "T05": "注：本表列示一般公共预算财政拨款的支出。",
    }
    out = [words[table]] if table in words else []
    return out + (_formulas(table, layout) if layout.form.formulas else [])


def _line_sum(first: int, count: int) -> str:
    return f"（{'+'.join(str(first + k) for k in range(count))}）"


def _formulas(table: str, layout: Layout) -> list[str]:
    """The sums the form prints under the table, where lines or columns have numbers to refer to."""
    n = 26 if layout.wording.debt_classes else 24
    if table == "T01" and layout.form.line_numbers:
        return [
            f"{n + 1}行＝（1+2+3+4+5+6+7+8）行；{n + 5}行＝（{n + 1}+{n + 2}+{n + 3}）行；",
            f"{2 * n + 6}行＝（{n + 6}+{n + 7}+...+{2 * n + 5}）行；{2 * n + 10}行＝{_line_sum(2 * n + 6, 3)}行。",
        ]
    if table == "T04" and layout.form.line_numbers:
        return [
            f"{n + 1}行=(1+2+3)行；{n + 2}行=({n + 3}+{n + 4}+{n + 5})行；{n + 6}行=({n + 1}+{n + 2})行；",
            f"{2 * n + 7}行=({n + 7}+{n + 8}+…+{2 * n + 6})行；{2 * n + 12}行=({2 * n + 7}+{2 * n + 8})行。",
        ]
    if not layout.form.column_numbers:
        return []
    balances = "6栏各行＝（1+2-3）栏各行；3栏各行＝（4+5）栏各行。"
    sums = {
        "T02": "1栏各行＝（2+3+4+5+6+7）栏各行。",
        "T03": "1栏各行＝（2+3+4+5+6）栏各行。",
        "T05": "1栏各行＝（2+3）栏各行。",
        "T07": balances,
        "T08": balances if layout.form.state_capital_columns == 6 else "1栏各行＝（2+3）栏各行。",
    }
    if layout.form.three_public == "block":
        sums["T09"] = "1栏＝（2+3+6）栏；3栏＝（4+5）栏；7栏＝（8+9+12）栏；9栏＝（10+11）栏。"
    return [sums[table]] if table in sums else []


def _table_entries(layout: Layout) -> list[str]:
    return [f"{numeral(n)}、{name(table, layout)}" for n, table in enumerate(tables_of(layout), 1)]


def _overview(account: Account, layout: Layout) -> list[Block]:
    duties, units = narrative.overview(account)
    out: list[Block] = [Heading("一、主要职能", 2), Paragraph(duties), Heading("二、单位构成", 2), Paragraph(units)]
    return [*out, PlainTable(forms_other.unit_list(account))] if layout.pages.unit_list else out


def _retold(lines: tuple[str, ...]) -> list[Block]:
    return [Heading(line[1:], 2) if line.startswith("#") else Paragraph(line) for line in lines]


def _explanations(sections: list[tuple[str, list[str]]]) -> list[Block]:
    out: list[Block] = []
    for n, (title, paragraphs) in enumerate(sections, 1):
        out += [Heading(f"{numeral(n)}、{title}", 2), *(Paragraph(text) for text in paragraphs)]
    return out


def _budget(account: Account, layout: Layout) -> list[Block]:
    year = account.year + 1
    built = forms_other.build_budget(account, layout)
    titles = ("一般公共预算收入预算表", "一般公共预算支出预算表", "一般公共预算税收返还和转移支付预算表")
    sheets = [
        Sheet(
            table_id="",
            canonical_title="",
            title=(f"{year}年{title}",),
            entity_line="",
            unit_line="单位：元",
            unit="元",
            head=built.head,
            body=built.body,
            widths=built.widths,
            columns=(),
            rows=(),
        )
        for title in titles
    ]
    entries = tuple((2, f"{numeral(n)}、{title}") for n, title in enumerate(titles, 1))
    explain = Paragraph(f"{account.entity}{year}年预算收入总额{narrative.money(account.receipts())}，收支平衡。")
    return [
        Cover((f"{year}年政府预算公开",)),
        Contents(entries),
        Heading("一、政府预算编制说明"),
        explain,
        *sheets,
    ]
