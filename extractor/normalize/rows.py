"""Grid rows to table rows: keys joined, figures read, parts of several pages put one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor import lazy_re as re
from extractor.forms import Form, class_codes, classified
from extractor.forms.labels import is_total, opens_row, row_name
from extractor.forms.vocabulary import NUMBER_WORDS, is_header_word, is_key_word, is_number_row
from extractor.language.numbers import read_figure, to_wan
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.model import Box, Cell, Engine, Figure, Finding, Grid, Row, union
from extractor.model.catalogue import finding
from extractor.normalize.columns import Match, Panel, is_aside
from extractor.normalize.header import Header, read_header
from extractor.normalize.keys import (
    FundSections,
    code_digits,
    economic_section,
    is_of_which,
    join_code,
    level_of,
    split_label,
    without_mark,
)
from extractor.normalize.outline import Outline


@dataclass(frozen=True, slots=True)
class Plan:
    """How the columns of a table are to be read, settled from its first part."""

    form: Form | None
    table_id: str
    unit: str
    panels: tuple[Panel, ...]
    matches: tuple[tuple[Match, ...], ...]
    """One tuple a panel, in the panel's column order."""
    ids: tuple[tuple[str, ...], ...]
    """The column ids, shaped like `matches`."""
    grid: Grid


@dataclass(slots=True)
class Body:
    """Rows and what was noticed while they were read."""

    rows: list[Row] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    heads: list[tuple[Header, tuple[tuple[int, ...], ...]]] = field(default_factory=list)
    """For each part the header that stands over its columns, and which of them each column of the plan is."""
    repeated: set[tuple[int, int, int]] = field(default_factory=set)
    """Places (part, row, column) of figures that were printed again with a repeated header."""
    findings: list[Finding] = field(default_factory=list)


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
    for number, part in enumerate(parts):
        columns, ruled = _column_map(plan.grid, part), part.kind == "ruled"
        own = header if number == 0 else _repeated_header(part, plan.form)
        depth = own.depth if own is not None else 0
        body.header_rows.append(depth)
        body.heads.append((own, tuple(columns)) if own is not None else body.heads[-1])
        for r, cells in enumerate(part.matrix()[depth:], start=depth):
            # Under the first header a row of nothing but its words is the blank 合计 that shares its row with 类 款 项.
            if (number or r > depth) and _is_header_row(cells, r, plan.form):
                continue
            in_row: list[Row] = []
            for p, panel in enumerate(plan.panels):
                reader = _RowReader(plan, panel, p, cells, columns, offset + number, part.page, part.engine, ruled)
                row = reader.read(previous[p], body, outline)
                if row is not None:
                    in_row.append(row)
            for row in _with_names(in_row):
                if number and r == depth and (_join_cut_row(body.rows, row) or _join_cut_name(body.rows, row, plan)):
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


class _RowReader:
    """One row of one panel."""

    def __init__(
        self,
        plan: Plan,
        panel: Panel,
        number: int,
        cells: Sequence[Cell],
        columns: Sequence[tuple[int, ...]],
        part: int,
        page: int,
        engine: Engine,
        ruled: bool,
    ) -> None:
        self._plan, self._panel, self._number = plan, panel, number
        self._cells, self._columns = cells, columns
        self._part, self._page, self._engine = part, page, engine
        self._later, self._ruled = part > 0, ruled
        self._own: set[int] | None = None
        """The cells of the panel's figures, once they are asked for."""
        self._keys: dict[int, list[Cell]] = {}
        """The key cells of columns that were asked for."""
        self._words: list[tuple[Cell, str, bool, bool]] | None = None
        """See `_key_words`."""

    def read(self, previous: str, body: Body, outline: Outline | None) -> Row | None:
        plan, panel = self._plan, self._panel
        code = join_code(self._code_texts(), previous)
        label = self._label()
        level = section = ""
        if outline is not None and (words := outline.name({c: self._named_in(c) for c in panel.labels}))[0]:
            label, level, section = words
        if not code:
            # Printed in one piece with its name: where codes have a column too, it must be one of the classification.
            found, rest = split_label(label)
            if found and (not panel.codes or found[:3] in classified()):
                code, label = found, rest
        if plan.form is not None and plan.form.key == "label" and (marked := without_mark(label)) != label:
            body.findings.append(finding("note_mark", plan.table_id, self._page, printed=label, label=marked))
            label = marked
        line_no = "".join(t for t in (self._key_text(c) for c in panel.lines) if t.isdigit())
        figures = [
            self._figure(column_id, match)
            for column_id, match in zip(plan.ids[self._number], plan.matches[self._number], strict=True)
        ]
        if not (code or label) and (
            named := next((f for f in figures if f.state == "text" and is_total(f.printed)), None)
        ):
            # 公用经费合计 set across the lines of its columns: a name, wherever its middle falls.
            label = named.printed
            figures = [replace(f, state="blank", printed="") if f is named else f for f in figures]
        body.findings.extend(_not_figures(plan.table_id, figures, plan.matches[self._number]))
        blank = all(figure.state == "blank" for figure in figures)
        keyless = plan.form is not None and plan.form.key == "none"
        if not (code or label or line_no) and blank and not keyless:
            return None
        economic = plan.form is not None and plan.form.classification == "economic"
        return Row(
            0,
            panel.side,
            section or (economic_section(code, label) if economic else ""),
            line_no,
            code,
            level_of(code, label, economic) or level,
            label,
            tuple(figures),
            self._page,
            panel.number,
            is_of_which(label),
            self._beside(),
        )

    def _beside(self) -> Box | None:
        """What the row's figures have to stand beside; see `Row.box`."""
        cells = [cell for cell, _, _, of_header in self._key_words() if not of_header]
        if any(map(_overflows, cells)) if self._ruled else self._hangs(cells):
            return None
        boxes = [cell.box if self._ruled else cell.text_box or cell.box for cell in cells]
        return union(boxes) if boxes else None

    def _key_words(self) -> list[tuple[Cell, str, bool, bool]]:
        """The key cells, each once: what it says, whether it begins in a column of codes, whether that is a word of the
        header."""
        if self._words is None:
            self._words = []
            seen: set[int] = set()
            codes = self._panel.codes
            for col in (*codes, *self._panel.labels):
                for cell in self._key_cells(col):
                    if id(cell) not in seen:
                        seen.add(id(cell))
                        text = squeeze(cell.text)
                        self._words.append((cell, text, col in codes, is_key_word(text)))
        return self._words

    def _hangs(self, cells: Sequence[Cell]) -> bool:
        """Whether, without rules, a name's first line stands above the line of its code and none below it: it may be
        the last line of the name above."""
        codes = [c for c in cells if c.text_box and code_digits(squeeze(c.text)).isdigit()]
        names = [c for c in cells if c.text_box and c not in codes and "\n" in c.text]
        if not codes:
            return False
        line = codes[0].text_box
        return line is not None and any(
            box.top < line.top - line.height / 2 and box.bottom < line.bottom + line.height / 2
            for box in (cell.text_box for cell in names)
            if box is not None
        )

    def _texts(self, col: int) -> list[Cell]:
        """The cells of this row that stand in a column of the plan, each once."""
        places = self._columns[col]
        if len(places) == 1:
            cell = self._cells[places[0]]
            return [cell] if cell.text else []
        found = {id(self._cells[c]): self._cells[c] for c in places}
        return [cell for cell in found.values() if cell.text]

    def _key_cells(self, col: int) -> list[Cell]:
        """As `_texts`, without a cell that runs on over this panel's own figures: it names a later panel's."""
        if (known := self._keys.get(col)) is not None:
            return known
        found = self._texts(col)
        if len(found) == 1 and found[0].colspan == 1 and len(self._columns) == len(self._cells):
            pass  # of a part with the columns of the first, a cell that stands in one of them
        elif found:
            if self._own is None:
                figures = (b for group in self._panel.figures for b in group.indexes)
                self._own = {id(self._cells[c]) for b in figures for c in self._columns[b]}
            found = [cell for cell in found if id(cell) not in self._own]
        self._keys[col] = found
        return found

    def _code_texts(self) -> list[str]:
        """What stands in the code columns; a code that spans them all stands in the first."""
        seen: set[int] = set()
        out = []
        for col in self._panel.codes:
            cells = [cell for cell in self._key_cells(col) if id(cell) not in seen]
            seen.update(map(id, cells))
            out.append(code_digits("".join([squeeze(cell.text) for cell in cells])) if cells else "")
        return out

    def _key_text(self, col: int) -> str:
        texts = [squeeze(cell.text) for cell in self._key_cells(col)]
        return "".join(t for t in texts if not is_key_word(t) and t not in NUMBER_WORDS)

    def _named_in(self, col: int) -> str:
        """What stands in a column of words, as printed; "" for a word of the header."""
        cells = self._key_cells(col)
        return "".join(cell.squeezed for cell in cells) if self._key_text(col) else ""

    def _label(self) -> str:
        """The words of the label cells; a 合计 that spans the code columns is read there."""
        words = []
        for cell, text, in_code, of_header in self._key_words():
            if (of_header and text not in ("项目",)) or text in NUMBER_WORDS:
                continue
            if in_code and code_digits(text).isdigit():
                continue
            words.append(cell.squeezed)
        return "".join(words)

    def _figure(self, column_id: str, match: Match) -> Figure:
        indexes = match.group.indexes
        if len(indexes) == 1 and len(places := self._columns[indexes[0]]) == 1:
            cell = self._cells[places[0]]
            reading = read_figure(cell.text)
            if (reading.state == "figure" and not reading.percent) or not cell.text:  # as nearly all
                amount = None if reading.value is None else to_wan(reading.value, self._plan.unit)
                return Figure(
                    column_id,
                    "".join(cell.text.split()),
                    amount,
                    reading.state,
                    cell.page or self._page,
                    cell.text_box or cell.box if cell.text else cell.box,
                    self._part,
                    cell.row,
                    cell.col,
                    self._engine,
                )
        found = [cell for col in indexes for cell in self._texts(col)]
        if len(found) > 1:
            found = list({id(cell): cell for cell in found}.values())
        texts = [
            cell
            for cell in found
            if read_figure(cell.text).state == "figure"
            or not (self._is_shared_header(cell) or self._is_key(cell, match))
        ]
        place = self._cells[self._columns[indexes[0]][0]]
        text = texts[0].text if len(texts) == 1 else "\n".join(cell.text for cell in texts)
        reading = read_figure(text)
        boxes = [cell.text_box or cell.box for cell in texts]
        box = (boxes[0] if len(boxes) == 1 else union(boxes)) if boxes else place.box
        amount = None
        value = reading.value
        if reading.percent:
            reading = reading._replace(state="text")
        elif value is not None:
            amount = to_wan(value, self._plan.unit)
        printed = "".join(text.split())
        page = place.page or self._page
        return Figure(
            column_id, printed, amount, reading.state, page, box, self._part, place.row, place.col, self._engine
        )

    def _is_key(self, cell: Cell, match: Match) -> bool:
        """Words that begin or end outside this column: a 合计 that spans the keys and a panel's empty figure."""
        reach = set(range(cell.col, cell.col + cell.colspan))
        covered = {b for b, own in enumerate(self._columns) if reach.intersection(own)}
        return not covered <= set(match.group.indexes)

    def _is_shared_header(self, cell: Cell) -> bool:
        """A header word that shares the row of 合计 (合计 基本支出 项目支出 over a blank row)."""
        return (
            not self._later
            and read_figure(cell.text).state == "text"
            and is_header_word(squeeze(cell.text), self._plan.form)
        )


def _overflows(cell: Cell) -> bool:
    """Whether lines of a name stand across the rules of its cell: one of them is the end of a neighbour's name."""
    box, text = cell.box, cell.text_box
    return text is not None and "\n" in cell.text and (text.top < box.top - 1 or text.bottom > box.bottom + 1)


def _not_figures(table_id: str, figures: Sequence[Figure], matches: Sequence[Match]) -> list[Finding]:
    return [
        finding("not_a_figure", table_id, figure.page, printed=figure.printed)
        for figure, match in zip(figures, matches, strict=True)
        if figure.state == "text" and not _is_rate_beside(figure, match)
    ]


def _is_rate_beside(figure: Figure, match: Match) -> bool:
    """Whether a cell is a percentage in a column that a form is often printed with besides its own: 增减 (%)."""
    return match.form_column is None and is_aside(match.group.head.path) and bool(_RATE.fullmatch(figure.printed))


_RATE = re.compile(r"-?\d+(?:\.\d+)?[%％]")


def _with_names(in_row: list[Row]) -> list[Row]:
    """A total whose name stands in one panel and whose figure in the next is one row of the next."""
    out: list[Row] = []
    for row in in_row:
        last = out[-1] if out else None
        nameless = not (row.code or row.label or row.line_no)
        spanning = last is not None and (is_total(last.label) or _is_carried(last.label))
        if last and nameless and spanning and all(f.state == "blank" for f in last.figures):
            out[-1] = replace(row, label=last.label, level=last.level, section=last.section, box=last.box)
        else:
            out.append(row)
    return out


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
    header = read_header(part, form)
    return header if header.named and header.depth < part.rows + 1 else None


def _is_header_row(cells: Sequence[Cell], r: int, form: Form | None) -> bool:
    texts = [squeeze(cell.text) for cell in {id(c): c for c in cells if c.row == r}.values() if cell.text]
    if not NUMBER_WORDS.isdisjoint(texts) and is_number_row(texts):
        return True
    # Mostly the first word decides.
    return all(is_header_word(t, form) for t in texts) and any(map(is_key_word, texts))


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


def _join_cut_row(rows: list[Row], rest: Row) -> bool:
    """Put the first row of a page to the last one of its panel, where the page break cut one row in two.

    What is left of a row has no code and no line number, and a label, if any, that opens no row; and no column has
    something in both halves.
    """
    k = next((k for k in range(len(rows) - 1, -1, -1) if rows[k].panel == rest.panel), None)
    if k is not None and not (rows[k].code or rows[k].label) and all(f.state == "blank" for f in rest.figures):
        # The figures stayed, the name went over.
        line_no = rows[k].line_no or rest.line_no
        rows[k] = replace(rows[k], code=rest.code, label=rest.label, level=rest.level, line_no=line_no, box=None)
        return True
    if rest.code or rest.line_no or (rest.label and opens_row(rest.label)) or is_total(rest.label):
        return False
    if k is None or len(rows[k].figures) != len(rest.figures) or is_total(rows[k].label):
        return False
    pairs = list(zip(rows[k].figures, rest.figures, strict=True))
    if any(a.state != "blank" and b.state != "blank" for a, b in pairs):
        return False
    figures = tuple(b if a.state == "blank" and b.state != "blank" else a for a, b in pairs)
    rows[k] = replace(rows[k], label=rows[k].label + rest.label, figures=figures)
    return True


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
