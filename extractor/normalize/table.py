"""A located table to a read one: columns, rows, exact amounts, status."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import Form, classified, economic_names, forms
from extractor.forms.labels import halves
from extractor.forms.shape import row_labels
from extractor.forms.titles import unit_in_words, unit_of
from extractor.language.money import holds_cents, holds_money
from extractor.language.text import bare_label, squeeze
from extractor.model import Box, Column, Engine, Finding, Grid, Located, Row, Severity, Side, Table, union
from extractor.model.catalogue import finding
from extractor.normalize.columns import Group, Match, Panel, choose_variant, is_aside, panels
from extractor.normalize.cut_head import without_cut_head
from extractor.normalize.header import Header, read_header, unit_in
from extractor.normalize.outline import with_parts_told
from extractor.normalize.parted_names import parted_names
from extractor.normalize.repeated import names_in_heads
from extractor.normalize.row import Body, Plan
from extractor.normalize.rows import numbered, one_below_the_other, read_rows
from extractor.normalize.vertical import stands_upright, turned

DEFAULT_UNIT = "万元"
_WHOLE_CODE = re.compile(r"\d{3}\.\d\d\.\d\d")
_CODE = re.compile(r"\d{3}(?:\.\d\d){1,2}")
"""205.02.01; where such codes stand 205.02 is one, too."""
_ORDINAL_INSIDE = re.compile(r"(?<=[^一二三四五六七八九十、(])[一二三四五六七八九十]{1,3}、")
_CODE_IN_LABEL = re.compile(r"(?<![\d.,])\d{3}(?:\d\d){0,2}(?![\d.,])")


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
    if form is not None and form.upright and stands_upright(header, form):
        located = replace(located, parts=(turned(located.parts[0], header, form), *located.parts[1:]))
        header = read_header(located.parts[0], form)
    body = Body()
    plans: list[Plan] = []
    stretches = _stretches(located, form, header)
    for start, end in stretches:
        head = header if start == 0 else read_header(located.parts[start], form)
        plan = _plan(located, located.parts[start], form, unit, _sided(panels(head.columns), form), len(plans))
        plans.append(plan)
        read_rows(plan, located.parts[start:end], head, located.parts[0].engine, body, start)
        findings += _unknown_columns(plan, located)
    if form is not None and form.classification == "economic" and any(part.kind != "ruled" for part in located.parts):
        body.rows = parted_names(body.rows, economic_names())
    body.rows = numbered(with_parts_told(one_below_the_other(body.rows, plans, form), form))
    findings += _missing_columns(plans, form, located) + _lost_tokens(located, body)
    keyed = any(panel.codes or panel.labels for plan in plans for panel in plan.panels)
    findings += _of_keys(body.rows, form, located, keyed)
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
    if len(found) == 1 and squeeze(found[0].heading).startswith("支出"):
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
    words = squeeze(found[0].heading)
    return next((side for side in ("收入", "支出") if words.startswith(side) or words.endswith(side)), "")


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
            _, panel_matches = choose_variant(form, panel.figures, panel.side)
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


def _unknown_columns(plan: Plan, located: Located) -> list[Finding]:
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
            severity: Severity = "info" if is_aside(match.group.head.path) else "doubt"
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


KEY_FINDINGS = frozenset({"nameless_rows", "repeated_rows", "code_in_label", "labels_in_one", "label_in_two"})
"""Codes of what `key_findings` may say."""


def key_findings(table: Table, known: Collection[int] = ()) -> list[Finding]:
    """What is odd about the codes and names of a table's rows as they stand now, after a person corrected some.

    Args:
        table: as it stands.
        known: indexes of rows whose code or name a person vouches for: nothing is odd about these by themselves.
    """
    located = Located(table.table_id, table.title_printed, "", "", "", (), pages=table.pages or (0,))
    keyed = any(row.code or row.label for row in table.rows)
    others = {row.code for row in table.rows if row.index not in known}
    rows = [row for row in table.rows if row.index not in known or (row.code and row.code in others)]
    return _of_keys(rows, forms().get(table.table_id), located, keyed)


def _of_keys(rows: Sequence[Row], form: Form | None, located: Located, keyed: bool) -> list[Finding]:
    return (
        _repeated_keys(rows, form, located, keyed)
        + _unread_codes(rows, form, located)
        + _torn_labels(rows, form, located)
    )


def _repeated_keys(rows: Sequence[Row], form: Form | None, located: Located, keyed: bool) -> list[Finding]:
    """Codes, or totals of one side, that stand twice: a page that is twice in the file, or two accounts in one.

    A table without a column of names (`keyed`) has one row, which needs none.
    """
    if form is None or form.key == "none" or (not keyed and len(rows) == 1):
        return []
    if form.key == "code":
        keys = [row.code for row in rows if row.code]
    else:
        keys = [row.side + row.label for row in rows if bare_label(row.label) in ("本年收入合计", "本年支出合计")]
    unnamed = [figure.printed for row in rows if not (row.label or row.code) for figure in row.figures if figure.amount]
    if unnamed:
        return [_finding("nameless_rows", located, figures="、".join(unnamed[:5]), count=len(unnamed))]
    nameless = [row.code for row in rows if row.code and not row.label]
    if nameless:
        return [_finding("nameless_rows.codes", located, codes="、".join(nameless[:5]), count=len(nameless))]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if not twice:
        return []
    return [_finding("repeated_rows", located, rows="、".join(twice[:5]) + ("等" if len(twice) > 5 else ""))]


def _unread_codes(rows: Sequence[Row], form: Form | None, located: Located) -> list[Finding]:
    """Labels that hold a code, where rows are named by codes: what stands before it was read into the name."""
    if form is None or form.key != "code":
        return []
    odd = [row for row in rows if any(code[:3] in classified() for code in _CODE_IN_LABEL.findall(row.label))]
    if not odd:
        return []
    names = _first_names(odd)
    return [finding("code_in_label", located.form_id, odd[0].page, title=located.title, names=names, count=len(odd))]


def _torn_labels(rows: Sequence[Row], form: Form | None, located: Located) -> list[Finding]:
    """Labels with a second ordinal inside, and labels whose end is in the row below: two rows in one, or one in two."""
    if form is None or form.key != "label":
        return []
    named = row_labels(form)
    both = [row for row in rows if _ORDINAL_INSIDE.search(squeeze(row.label)) and bare_label(row.label) not in named]
    half = [above for above, _ in halves(rows)]
    found = []
    if both:
        names = _first_names(both)
        found.append(
            finding("labels_in_one", located.form_id, both[0].page, title=located.title, names=names, count=len(both))
        )
    if half:
        names = _first_names(half)
        found.append(
            finding("label_in_two", located.form_id, half[0].page, title=located.title, names=names, count=len(half))
        )
    return found


def _first_names(rows: Sequence[Row]) -> str:
    return "”“".join(row.label for row in rows[:3])


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
