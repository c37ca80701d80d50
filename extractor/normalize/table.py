"""A located table to a read one: columns, rows, exact amounts, status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import Form, economic_names, forms
from extractor.forms.titles import unit_in_words, unit_of
from extractor.language.money import holds_cents, holds_money
from extractor.language.text import squeeze
from extractor.model import Box, Column, Engine, Finding, Grid, Located, Severity, Side, Table, union
from extractor.model.catalogue import finding
from extractor.normalize.bare_ordinals import with_their_ordinals
from extractor.normalize.columns import Group, Match, Panel, choose_variant, is_aside, panels
from extractor.normalize.cut_head import without_cut_head
from extractor.normalize.header import Header, read_header, unit_in
from extractor.normalize.odd_keys import of_keys
from extractor.normalize.outline import with_parts_told
from extractor.normalize.parted_names import parted_names
from extractor.normalize.repeated import names_in_heads
from extractor.normalize.row import Body, Plan
from extractor.normalize.rows import numbered, one_below_the_other, read_rows
from extractor.normalize.vertical import in_one_row

DEFAULT_UNIT = "万元"
_SIDES = ("收入", "支出")
_WHOLE_CODE = re.compile(r"\d{3}\.\d\d\.\d\d")
_CODE = re.compile(r"\d{3}(?:\.\d\d){1,2}")
"""205.02.01; where such codes stand 205.02 is one, too."""


def read_table(located: Located, default_unit: str = "", declared: str = "") -> Table:
    """Read a located table.

    Args:
        located: its grids, title and notes.
        default_unit: the unit of the document's other tables, for a table that prints none.
        declared: the words that print a unit for all tables of the document, "" where there are none.

    Returns:
        Rows with exact 万元 amounts. What could not be read as the form asks is in the findings: a column that no
        words name, a cell in a figure column that is no figure, a money token outside every figure column.
    """
    form = forms().get(located.form_id)
    if not located.parts:
        unit, unit_printed, findings = _unit(located, "", default_unit, declared)
        return _table(located, form, unit, unit_printed, (), Body(), findings)
    located = without_cut_head(located, form)
    header = read_header(located.parts[0], form)
    unit, unit_printed, findings = _unit(located, unit_in(header), default_unit, declared)
    upright = False
    if form is not None and form.upright and (across := in_one_row(located.parts[0], header, form)) is not None:
        upright = True
        located = replace(located, parts=(across, *located.parts[1:]))
        header = read_header(across, form)
    body = Body()
    plans: list[Plan] = []
    stretches = _stretches(located, form, header)
    for start, end in stretches:
        head = header if start == 0 else read_header(located.parts[start], form)
        plan = _plan(located, located.parts[start], form, unit, _sided(panels(head.columns), form), len(plans))
        plans.append(plan)
        read_rows(plan, located.parts[start:end], head, located.parts[0].engine, body, start)
        findings += _unknown_columns(plan, located, upright)
    if form is not None and form.classification == "economic" and any(part.kind != "ruled" for part in located.parts):
        body.rows = parted_names(body.rows, economic_names())
    body.rows = with_their_ordinals(body.rows)
    body.rows = numbered(with_parts_told(one_below_the_other(body.rows, plans, form), form))
    findings += _missing_columns(plans, form, located) + _lost_tokens(located, body)
    keyed = any(panel.codes or panel.labels for plan in plans for panel in plan.panels)
    findings += of_keys(body.rows, form, located, keyed)
    findings += names_in_heads(located, plans, [start for start, _ in stretches], body)
    columns = tuple(
        Column(
            column_id,
            _column_title(match),
            match.group.indexes[0],
            panel.side,
            panel.number,
            match.group.head.number,
            match.matched_by,
            match.left_over,
            tuple(_over(match, *body.heads[k]) if start <= k < end else None for k in range(len(located.parts))),
        )
        for plan, (start, end) in zip(plans, stretches, strict=True)
        for panel, matches, ids in zip(plan.panels, plan.matches, plan.ids, strict=True)
        for match, column_id in zip(matches, ids, strict=True)
    )
    return _table(located, form, unit, unit_printed, columns, body, findings)


def _unit(located: Located, in_header: str, default: str, declared: str) -> tuple[str, str, list[Finding]]:
    """The unit of a table: of its own line, else of its header words, else of what the document prints for all of its
    tables, else of the other tables."""
    unit, _ = unit_of(located.unit_printed)
    if unit:
        return unit, located.unit_printed, []
    if in_header:
        return in_header, in_header, []
    if said := unit_in_words(declared):
        return said, declared, [_finding("unit_elsewhere", located, declared=declared, unit=said)]
    if default:
        return default, "", [_finding("unit_assumed", located, unit=default)]
    return DEFAULT_UNIT, "", [_finding("unit_unknown", located, unit=DEFAULT_UNIT)]


def _finding(key: str, located: Located, severity: Severity | None = None, **words: object) -> Finding:
    """A finding about a table as a whole."""
    return finding(key, located.form_id, located.pages[0], severity, title=located.title, **words)


def _sided(found: list[Panel], form: Form | None) -> list[Panel]:
    """Name the two sides of a summary: by the words over them, else income first."""
    if form is None or form.key != "label" or form.panels != 2:
        return found
    sides: list[Side] = ["income", "expenditure"]
    if len(found) == 1 and _side_of(found[0]).startswith("支出"):
        sides.reverse()
    if (
        len(found) >= 2
        and squeeze(found[0].heading).startswith("支出")
        and squeeze(found[1].heading).startswith("收入")
    ):
        sides.reverse()
    return [replace(panel, side=sides[k] if k < 2 else "expenditure") for k, panel in enumerate(found)]


def _stretches(located: Located, form: Form | None, header: Header) -> list[tuple[int, int]]:
    """Parts that share one header, as (first, end). A summary may print its two sides as two grids, one below the
    other, each with a header of its own."""
    starts = [0]
    if form is not None and form.key == "label" and form.panels == 2:
        heading = _heading(header)
        for k, part in enumerate(located.parts[1:] if heading else (), start=1):
            other = _heading(read_header(part, form))
            if other and other != heading:
                starts.append(k)
                heading = other
    return list(zip(starts, [*starts[1:], len(located.parts)], strict=True))


def _heading(header: Header) -> str:
    """收入 or 支出 where a grid has one panel under that word; else ""."""
    found = panels(header.columns)
    if len(found) != 1:
        return ""
    words = _side_of(found[0])
    return next((side for side in _SIDES if words.startswith(side) or words.endswith(side)), "")


def _side_of(panel: Panel) -> str:
    """The heading of a panel, or the side that alone stands over one of its columns: without lines it is centred."""
    heading = squeeze(panel.heading)
    named = [side for side in _SIDES if side in panel.words]
    return named[0] if len(named) == 1 and not heading.startswith(_SIDES) else heading


def _plan(located: Located, grid: Grid, form: Form | None, unit: str, found: list[Panel], earlier: int) -> Plan:
    matches: list[tuple[Match, ...]] = []
    ids: list[tuple[str, ...]] = []
    kept: list[Panel] = []
    for panel in found:
        if not panel.figures:
            continue
        if form is None:
            panel_matches = [Match(group, None, "unknown") for group in panel.figures]
        else:
            _, panel_matches = choose_variant(form, panel.figures, panel.side, grid.engine == "ocr")
        kept.append(replace(panel, number=panel.number + 10 * earlier))
        matches.append(tuple(panel_matches))
        ids.append(tuple(_column_id(match) for match in panel_matches))
    return Plan(form, located.form_id, unit, tuple(kept), tuple(matches), tuple(ids), grid)


def _column_id(match: Match) -> str:
    """The form's id, or `c7` for the seventh grid column where the form has no such column."""
    return match.form_column.id if match.form_column else f"c{match.group.indexes[0] + 1}"


def _over(match: Match, header: Header, columns: Sequence[tuple[int, ...]]) -> Box | None:
    """What a column's figures have to stand under in a part; see `Column.boxes`."""
    own = {c for index in match.group.indexes for c in columns[index]}
    boxes = [head.box for head in header.columns if head.index in own and head.box is not None]
    return union(boxes) if boxes else None


def _column_title(match: Match) -> str:
    printed = "·".join(match.group.head.printed)
    return printed or (match.form_column.title if match.form_column else "")


def _unknown_columns(plan: Plan, located: Located, upright: bool) -> list[Finding]:
    """Columns of no name that the form knows; in a table printed upright they are rows (国内接待费), which are parts of
    those it asks for or stand below them."""
    form = plan.form
    if form is None:
        return []
    out = []
    every = [match for matches in plan.matches for match in matches]
    guessed = [match.form_column.title for match in every if match.form_column and match.matched_by == "position"]
    if guessed:
        out.append(_finding("column_by_position", located, columns="、".join(guessed)))
    for match in every:
        if match.form_column is None:
            printed = "·".join(match.group.head.printed) or f"第 {match.group.indexes[0] + 1} 列"
            severity: Severity = "info" if upright or is_aside(match.group.head.path) else "doubt"
            out.append(_finding("unknown_column", located, severity, column=printed))
    return out


def _missing_columns(plans: list[Plan], form: Form | None, located: Located) -> list[Finding]:
    """Columns the form asks for that no header names."""
    if form is None:
        return []
    seen = {match.form_column.id for plan in plans for found in plan.matches for match in found if match.form_column}
    best = min(form.variants, key=lambda v: len({c.id for c in v.columns if not c.optional} - seen))
    lacking = [c for c in best.columns if not c.optional and c.id not in seen]
    whole = all(match.form_column for plan in plans for found in plan.matches for match in found)
    if (
        whole
        and seen
        and all(c.of_budget for c in lacking)
        and not any(c.of_budget and c.id in seen for c in best.columns)
    ):
        return []  # printed without what was budgeted
    missing = [c.title for c in lacking]
    if not missing:
        return []
    return [_finding("missing_column", located, columns="、".join(missing))]


def _lost_tokens(located: Located, body: Body) -> list[Finding]:
    """Money printed in the table's grids that no figure column holds."""
    read = {(f.part, f.row, f.col) for row in body.rows for f in row.figures if f.printed} | body.repeated
    lost = []
    for number, part in enumerate(located.parts):
        head = body.header_rows[number] if number < len(body.header_rows) else 0
        dotted = {cell.col for cell in part.cells if "." in cell.text and _WHOLE_CODE.fullmatch(squeeze(cell.text))}
        for cell in part.cells:
            if not cell.text or (number, cell.row, cell.col) in read:
                continue
            if (
                (holds_cents(cell.text) or (cell.row >= head and holds_money(cell.text)))
                and not (_CODE.fullmatch(squeeze(cell.text)) and cell.col in dotted)
                and not any((number, cell.row, c) in read for c in range(cell.col, cell.col + cell.colspan))
                and not any((number, r, cell.col) in read for r in range(cell.row, cell.row + cell.rowspan))
            ):
                lost.append((part.page, cell.squeezed))
    return [finding("lost_token", located.form_id, page, title=located.title, printed=text) for page, text in lost]


def _table(
    located: Located,
    form: Form | None,
    unit: str,
    unit_printed: str,
    columns: tuple[Column, ...],
    body: Body,
    findings: list[Finding],
) -> Table:
    present = any(figure.state in ("figure", "text", "dash") for row in body.rows for figure in row.figures)
    engine: Engine = located.parts[0].engine if located.parts else "pdfium"
    rows = tuple(body.rows)
    if form is not None and form.key == "none":
        filled = [row for row in rows if any(f.state != "blank" for f in row.figures)]
        rows = tuple(replace(row, index=k) for k, row in enumerate(filled or list(rows[:1]), start=1))
    return Table(
        located.form_id,
        form.title if form else located.title,
        located.title,
        located.form_no,
        "present" if present else "empty",
        located.pages,
        unit,
        unit_printed,
        columns,
        rows,
        located.parts,
        tuple(body.header_rows),
        located.notes,
        engine,
        (*located.findings, *findings, *body.findings),
        all(part.kind == "ruled" for part in located.parts),
    )


def missing_table(form: Form, listed: bool) -> Table:
    """A table of the form that the document does not hold; `listed` says whether its 目录 promises it."""
    if listed:
        note = finding("missing_table.listed", form.id, title=form.title)
    else:
        note = finding("missing_table", form.id, severity="info" if form.sometimes else "doubt", title=form.title)
    return Table(form.id, form.title, "", "", "missing", (), "", "", findings=(note,))


__all__ = ["DEFAULT_UNIT", "Group", "missing_table", "read_table"]
