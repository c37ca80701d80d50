"""Grid rows to table rows: keys joined, figures read, parts of several pages put one under the other."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from extractor.forms import Form, class_codes, classified
from extractor.forms.labels import ends_label, is_total, opens_row, row_name
from extractor.forms.vocabulary import NUMBER_WORDS, is_header_word, is_key_word, is_number_row
from extractor.language.money import as_counted
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.model import Cell, Engine, Grid, Row
from extractor.normalize.header import Header, read_header
from extractor.normalize.keys import FundSections, level_of
from extractor.normalize.outline import Outline
from extractor.normalize.row import Body, Plan, RowReader

_COUNTED = 4
"""Columns at least, of which a row with nothing but their numbers is no row of figures."""


def read_rows(plan: Plan, parts: Sequence[Grid], header: Header, engine: Engine, body: Body, offset: int) -> None:
    """Read all rows of parts that share a header, row by row, the panels of a row from left to right.

    Args:
        plan: how their columns are to be read.
        parts: the grids; the first has the header.
        header: of the first part.
        engine: which reader they come from.
        body: where the rows go; those of earlier parts are in it already.
        offset: how many parts came before.
    """
    previous = [""] * len(plan.panels)
    sections = [FundSections() for _ in plan.panels]
    outline = Outline(plan.form, header.columns) if plan.form is not None and plan.form.outline else None
    said = frozenset(word for column in header.columns for word in column.path)
    for number, part in enumerate(parts):
        columns, ruled = _column_map(plan.grid, part), part.kind == "ruled"
        own = header if number == 0 else _repeated_header(part, plan.form)
        depth = own.depth if own is not None else 0
        body.header_rows.append(depth)
        body.heads.append((own, tuple(columns)) if own is not None else body.heads[-1])
        for r, cells in enumerate(part.matrix()[depth:], start=depth):
            # Under the first header a row of nothing but its words is the blank 合计 that shares its row with 类 款 项.
            if (number or r > depth) and _is_header_row(cells, r, plan.form, said):
                continue
            in_row: list[Row] = []
            for p, panel in enumerate(plan.panels):
                reader = RowReader(plan, panel, p, cells, columns, offset + number, part.page, part.engine, ruled)
                row = reader.read(previous[p], body, outline)
                if row is not None:
                    in_row.append(row)
            for row in _with_names(in_row):
                if (
                    number
                    and r == depth
                    and (_join_cut_row(body.rows, row, plan) or _join_cut_name(body.rows, row, plan))
                ):
                    place = next(k for k, panel in enumerate(plan.panels) if panel.number == row.panel)
                    previous[place] = next(one.code for one in reversed(body.rows) if one.panel == row.panel)
                    continue
                if _said_before(body.rows, row) and ((number and r == depth > 0) or _has_header_words(cells)):
                    body.repeated.update((figure.part, figure.row, figure.col) for figure in row.figures)
                    continue
                place = next(k for k, panel in enumerate(plan.panels) if panel.number == row.panel)
                previous[place] = row.code or previous[place]
                body.rows.append(_sectioned(plan, row, sections[place]))


def numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows with their place in the table, from 1."""
    # `replace`, spelled out because every row of a document goes through it.
    return [
        Row(
            k,
            row.side,
            row.section,
            row.line_no,
            row.code,
            row.level,
            row.label,
            row.figures,
            row.page,
            row.panel,
            row.of_which,
            row.box,
            row.first_reading,
        )
        for k, row in enumerate(rows, start=1)
    ]


def one_below_the_other(rows: list[Row], plans: Sequence[Plan], form: Form | None) -> list[Row]:
    """Tell the sides of a summary apart that prints its expenditure below its income in one list."""
    if form is None or form.key != "label" or form.panels != 2 or len(plans) != 1 or len(plans[0].panels) != 1:
        return rows
    classes = class_codes()
    first = next((k for k, row in enumerate(rows) if bare_label(row.label) in classes), None)
    if first is None or first == 0:
        return rows
    if squeeze(rows[first - 1].label) in ("支出", "支出项目"):
        rows = [*rows[: first - 1], *rows[first:]]
        first -= 1
    return [row if k < first else replace(row, side="expenditure") for k, row in enumerate(rows)]


def _with_names(in_row: list[Row]) -> list[Row]:
    """A total whose name stands in one panel and whose figure in the next is one row of the next, if it may be one of
    that side: 本年收入合计 is none of the expenditure."""
    out: list[Row] = []
    for row in in_row:
        last = out[-1] if out else None
        nameless = not (row.code or row.label or row.line_no)
        spanning = last is not None and (is_total(last.label) or _is_carried(last.label))
        spanning = spanning and last is not None and _may_be_of(row.side, last.label)
        if last and nameless and spanning and all(f.state == "blank" for f in last.figures):
            out[-1] = replace(row, label=last.label, level=last.level, section=last.section, box=last.box)
        else:
            out.append(row)
    return out


def _may_be_of(side: str, label: str) -> bool:
    return not (("收入" in label and side == "expenditure") or ("支出" in label and side == "income"))


def _is_carried(label: str) -> bool:
    """Whether a row is what is left for the next year: printed once below the panels that divide the year's money."""
    return row_name(label) == "年末结转和结余"


def _sectioned(plan: Plan, row: Row, sections: FundSections) -> Row:
    form = plan.form
    if form is None:
        return row
    if form.sections == "funds":
        row = replace(row, section=sections.of(row.label) if row.label else sections.of("-"))
    if form.panel_sections and ordinal(row.label):
        over = next((panel.words for panel in plan.panels if panel.number == row.panel), frozenset())
        row = replace(row, section=next((name for words, name in form.panel_sections if words in over), row.section))
    return row


def _repeated_header(part: Grid, form: Form | None) -> Header | None:
    if _is_rest_of_name(_texts(part.matrix()[0], 0)):
        return None
    header = read_header(part, form)
    return header if header.named and header.depth < part.rows + 1 else None


def _is_header_row(cells: Sequence[Cell], r: int, form: Form | None, said: Set[str]) -> bool:
    """Whether a row is one of a header printed again; `said` are the words of the first, of which forms may know none
    (备注, 上年决算数)."""
    texts = _texts(cells, r)
    if _is_rest_of_name(texts):
        return False
    if not NUMBER_WORDS.isdisjoint(texts) and is_number_row(texts):
        return True
    # The numbers of the columns alone: the foot of a page may stand between the names and them.
    if len(texts) >= _COUNTED and _count_up(texts):
        return True
    # Mostly the first word decides.
    return all(is_header_word(t, form) or t in said for t in texts) and any(map(is_key_word, texts))


def _count_up(texts: Sequence[str]) -> bool:
    """Whether texts are 1 2 3 … or letters in their place; the first sign tells of most rows that they are not."""
    return len(texts[0]) == 1 and as_counted(texts) == [str(number) for number in range(1, len(texts) + 1)]


def _texts(cells: Sequence[Cell], r: int) -> list[str]:
    """What stands in the cells that begin in a row."""
    return [squeeze(cell.text) for cell in {id(c): c for c in cells if c.row == r}.values() if cell.text]


def _is_rest_of_name(texts: Sequence[str]) -> bool:
    """款 alone is the end of 政府性基金预算财政拨款, which a page cuts; over codes it stands between 类 and 项."""
    return len(texts) == 1 and len(texts[0]) == 1


def _has_header_words(cells: Sequence[Cell]) -> bool:
    """类 款 项 beside a 合计: in mid table it is a header printed again."""
    return any(is_key_word(squeeze(cell.text)) for cell in cells if cell.text)


def _column_map(base: Grid, part: Grid) -> list[tuple[int, ...]]:
    """For each column of the first part the columns of another part that are the same, by where they stand.

    A cell that spans several columns in one part may be one column in another, so positions count, not numbers.
    """
    if part is base or part.cols == base.cols:
        return [(c,) for c in range(base.cols)]
    scale = base.box.width / part.box.width if part.box.width else 1.0
    middles = [base.box.x0 + ((part.xs[c] + part.xs[c + 1]) / 2 - part.box.x0) * scale for c in range(part.cols)]
    edges = [base.box.x0 + (x - part.box.x0) * scale for x in part.xs]
    out: list[tuple[int, ...]] = []
    for b in range(base.cols):
        inside = [c for c, middle in enumerate(middles) if base.xs[b] <= middle <= base.xs[b + 1]]
        around = (base.xs[b] + base.xs[b + 1]) / 2
        holding = [c for c in range(part.cols) if edges[c] <= around <= edges[c + 1]]
        out.append(tuple(dict.fromkeys([*holding, *inside])) or (min(b, part.cols - 1),))
    return out


def _join_cut_row(rows: list[Row], rest: Row, plan: Plan) -> bool:
    """Put the first row of a page to the last one of its panel, where the page break cut one row in two.

    What is left of a row has no code, or a digit that the other half's lacks, and a label, if any, that opens no row;
    its line number only where the other half has none and the two labels are one that summaries have; and no column has
    something in both halves.
    """
    k = next((k for k in range(len(rows) - 1, -1, -1) if rows[k].panel == rest.panel), None)
    if k is not None and not (rows[k].code or rows[k].label) and all(f.state == "blank" for f in rest.figures):
        # The figures stayed, the name went over.
        line_no = rows[k].line_no or rest.line_no
        rows[k] = replace(rows[k], code=rest.code, label=rest.label, level=rest.level, line_no=line_no, box=None)
        return True
    code = _whole_code(rows[k].code, rest.code, plan) if k is not None and rest.code else ""
    if (rest.code and not code) or (rest.label and opens_row(rest.label)) or is_total(rest.label):
        return False
    if k is None or len(rows[k].figures) != len(rest.figures) or is_total(rows[k].label):
        return False
    if rest.line_no and (rows[k].line_no or not ends_label(rows[k].label, rest.label)):
        return False
    pairs = list(zip(rows[k].figures, rest.figures, strict=True))
    if any(a.state != "blank" and b.state != "blank" for a, b in pairs):
        return False
    figures = tuple(b if a.state == "blank" and b.state != "blank" else a for a, b in pairs)
    line_no = rows[k].line_no or rest.line_no
    rows[k] = replace(rows[k], label=rows[k].label + rest.label, line_no=line_no, figures=figures)
    if code:
        level = level_of(code, rows[k].label, rows[k].section != "")
        rows[k] = replace(rows[k], code=code, level=level, box=None)
    return True


def _whole_code(cut: str, rest: str, plan: Plan) -> str:
    """A code of several cells whose 类 lacks a digit, with the one that went over to the next page out of its narrow
    cell; "" where they are no code together."""
    whole = cut[:2] + rest + cut[2:]
    split = any(len(panel.codes) > 1 for panel in plan.panels)
    return whole if split and len(rest) == 1 and len(whole) in (3, 5, 7) and whole[:3] in classified() else ""


def _join_cut_name(rows: list[Row], rest: Row, plan: Plan) -> bool:
    """Put the first row of a page to the beginning of its name, which is all that the page before has of the row."""
    k = next((k for k in range(len(rows) - 1, -1, -1) if rows[k].panel == rest.panel), None)
    if k is None or plan.form is None or plan.form.key != "code" or not (rest.code and rest.label):
        return False
    above = rows[k]
    if above.code or not above.label or is_total(above.label) or any(f.state != "blank" for f in above.figures):
        return False
    rows[k] = replace(rest, label=above.label + rest.label, box=None)
    return True


def _said_before(rows: Sequence[Row], row: Row) -> bool:
    """A 合计 that shares its row with header words comes again wherever the header is repeated."""
    if not is_total(row.label):
        return False
    printed = [figure.printed for figure in row.figures]
    return any(
        other.panel == row.panel and other.label == row.label and [f.printed for f in other.figures] == printed
        for other in rows
    )
