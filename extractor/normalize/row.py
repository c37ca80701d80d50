"""One row of a table from the cells of its panel: what names it, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor import lazy_re as re
from extractor.forms import Form, classified
from extractor.forms.labels import is_total
from extractor.forms.vocabulary import NUMBER_WORDS, is_header_word, is_key_word
from extractor.language.numbers import TEXT, PrintedNumber, read_cell, to_wan, unit_behind
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Engine, Figure, Finding, Grid, Row, union
from extractor.model.catalogue import finding
from extractor.normalize.columns import Match, Panel, is_aside
from extractor.normalize.header import Header
from extractor.normalize.keys import (
    code_digits,
    code_first,
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


class RowReader:
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
        line_no = "".join(t for t in (self._key_text(c) for c in panel.lines) if t.isdigit())
        figures = [
            self._figure(column_id, match)
            for column_id, match in zip(plan.ids[self._number], plan.matches[self._number], strict=True)
        ]
        if (
            plan.form is not None
            and plan.form.key == "label"
            and (marked := without_mark(label)) != label
            and any(figure.state != "blank" for figure in figures)  # or the mark may be what it lacks
        ):
            body.findings.append(finding("note_mark", plan.table_id, self._page, printed=label, label=marked))
            label = marked
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
                        # 类 款 项, each alone, stand over codes.
                        of_header = is_key_word(text) and (len(text) > 1 or bool(codes))
                        self._words.append((cell, text, col in codes, of_header))
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
            words.append(code_first(cell.text) if "\n" in cell.text else cell.squeezed)
        return "".join(words)

    def _figure(self, column_id: str, match: Match) -> Figure:
        indexes = match.group.indexes
        if len(indexes) == 1 and len(places := self._columns[indexes[0]]) == 1:
            cell = self._cells[places[0]]
            reading = self._read(cell.text)
            if (reading.state == "figure" and not reading.percent) or not cell.text:  # as nearly all
                amount = None if reading.value is None else to_wan(reading.value, self._plan.unit)
                return Figure(
                    column_id,
                    _printed(cell.text, reading),
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
            if read_cell(cell.text).state == "figure" or not (self._is_shared_header(cell) or self._is_key(cell, match))
        ]
        place = self._cells[self._columns[indexes[0]][0]]
        text = texts[0].text if len(texts) == 1 else "\n".join(cell.text for cell in texts)
        reading = self._read(text)
        boxes = [cell.text_box or cell.box for cell in texts]
        box = (boxes[0] if len(boxes) == 1 else union(boxes)) if boxes else place.box
        amount = None
        value = reading.value
        if reading.percent:
            reading = reading._replace(state="text")
        elif value is not None:
            amount = to_wan(value, self._plan.unit)
        printed = _printed(text, reading)
        page = place.page or self._page
        return Figure(
            column_id, printed, amount, reading.state, page, box, self._part, place.row, place.col, self._engine
        )

    def _read(self, text: str) -> PrintedNumber:
        """A figure with another unit behind it than its table has is none of the table's."""
        found = read_cell(text)
        return TEXT if found.state == "figure" and unit_behind(text) not in ("", self._plan.unit) else found

    def _is_key(self, cell: Cell, match: Match) -> bool:
        """Words that begin or end outside this column: a 合计 that spans the keys and a panel's empty figure."""
        reach = set(range(cell.col, cell.col + cell.colspan))
        covered = {b for b, own in enumerate(self._columns) if reach.intersection(own)}
        return not covered <= set(match.group.indexes)

    def _is_shared_header(self, cell: Cell) -> bool:
        """A header word that shares the row of 合计 (合计 基本支出 项目支出 over a blank row)."""
        return (
            not self._later
            and read_cell(cell.text).state == "text"
            and is_header_word(squeeze(cell.text), self._plan.form)
        )


def _printed(text: str, reading: PrintedNumber) -> str:
    """A figure as it is printed, without the unit that may stand behind it: that of the table says it, too."""
    printed = "".join(text.split())
    return printed.removesuffix(unit_behind(printed)) if reading.state == "figure" else printed


def _overflows(cell: Cell) -> bool:
    """Whether lines of a name stand across the rules of its cell: one of them is the end of a neighbour's name."""
    box, text = cell.box, cell.text_box
    return text is not None and "\n" in cell.text and (text.top < box.top - 1 or text.bottom > box.bottom + 1)


def _not_figures(table_id: str, figures: Sequence[Figure], matches: Sequence[Match]) -> list[Finding]:
    return [
        finding("not_a_figure", table_id, figure.page, printed=figure.printed)
        for figure, match in zip(figures, matches, strict=True)
        if figure.state == "text" and not _is_beside(figure, match)
    ]


def _is_beside(figure: Figure, match: Match) -> bool:
    """Whether a cell says what is said in a column that a form is often printed with besides its own: a percentage
    under 增减 (%), words without a figure of the table under 备注."""
    path = match.group.head.path
    if match.form_column is not None or not is_aside(path):
        return False
    if _RATE.fullmatch(figure.printed):
        return True
    # A dash in front of words may be that of the column before.
    words = figure.printed[:1].isalnum() and not any(char.isdigit() for char in _IN_WORDS.sub("", figure.printed))
    return words and any(_OF_WORDS.search(word) for word in path)


_OF_WORDS = re.compile(r"备注|说明")
_IN_WORDS = re.compile(r"(?<=[^\d.,])(?:\d+(?:\.\d+)?(?:万元|元|[%％]|年)|\d{1,2}(?![\d.,]))")
"""A number that its sentence holds: the mark of a note (见附注2), an amount with its unit. A bare one is a figure."""
_RATE = re.compile(r"-?\d+(?:\.\d+)?[%％]")
