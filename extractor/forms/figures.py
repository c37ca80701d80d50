"""Named figures (`figures.toml`): one vocabulary for identities, sentences, headline figures and comparisons.

A figure is a table's row, by its id, in a column: `gpb.basic` is 合计 of 基本支出 in the table of the general budget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.forms.shape import GIVEN, Form
from extractor.forms.source import Part, meant

_PRINTED = ("table", "row", "column", "columns")


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure by where its form prints it."""

    name: str
    table: str
    rows: tuple[str, ...]
    """Its row by id, or several of which the first that is printed counts."""
    columns: tuple[str, ...]
    """Its column, or several of which the first that the row has counts."""
    add: bool = False
    """It is the sum of all its rows, each of which must be printed."""
    otherwise: str = ""
    """Another figure that stands for it where it is not printed."""
    says: str = ""
    """How a message calls it; {table}, {row}, {column} and {columns} stand for what is printed."""
    nought: str = ""
    """How a message calls it where its table is printed without any amount, and it counts as nought."""


def read_figures(part: Part, forms: Mapping[str, Form], before: Mapping[str, NamedFigure]) -> dict[str, NamedFigure]:
    """The named figures of a file; `forms` are the tables of its family by id, `before` figures that are known."""
    words = {table: (each.text("says", ""), each.text("nought", "")) for table, each in _words(part).items()}
    out = {}
    for name, entry in part.children().items():
        if name != "words":
            out[name] = _figure(name, entry, forms, words)
    for name, figure in out.items():
        known = [*before, *out]
        if figure.otherwise and figure.otherwise not in known:
            part.wrong(f"or：没有“{figure.otherwise}”这个数{meant(figure.otherwise, known)}", name)
    return out


def _words(part: Part) -> dict[str, Part]:
    return part.part("words").children()


def _figure(name: str, part: Part, forms: Mapping[str, Form], words: Mapping[str, tuple[str, str]]) -> NamedFigure:
    table = part.text("table")
    form = known_table(part, "table", table, forms)
    add = part.has("sum")
    rows = part.texts("sum") if add else part.texts("row", ("only",))
    columns = part.texts("column")
    says, nought = words.get(table, ("", ""))
    figure = NamedFigure(
        name,
        table,
        rows,
        columns,
        add,
        part.text("or", ""),
        part.text("says", says or _said(rows)),
        part.text("nought", nought),
    )
    part.end()
    if form is not None:
        for row in rows:
            known_row(part, row, form)
        for column in columns:
            known_column(part, column, form)
    check_template(part, "says", figure.says, _PRINTED)
    check_template(part, "nought", figure.nought, _PRINTED)
    return figure


def _said(rows: tuple[str, ...]) -> str:
    if rows == ("total",):
        return "{table}合计的{column}"
    return "{table}的{columns}" if rows == ("only",) else "{table}的{row}"


# What every file may name --------------------------------------------------------------------------------------------


def known_table(part: Part, key: str, table: str, forms: Mapping[str, Form]) -> Form | None:
    """The form of a name; notes a fault where there is none."""
    if table not in forms and table:
        part.wrong(f"没有表 {table}{meant(table, list(forms))}", key)
    return forms.get(table)


def known_row(part: Part, row: str, form: Form, key: str = "row") -> None:
    """Note a fault where a form has no row of that id."""
    if form.row(row) is None:
        known = [*(rule.id for rule in form.rows), *GIVEN]
        part.wrong(f"表 {form.id} 没有行“{row}”{meant(row, known)}", key)


def known_column(part: Part, column: str, form: Form, key: str = "column") -> None:
    """Note a fault where a form has no column of that id."""
    if column not in form.column_ids:
        part.wrong(f"表 {form.id} 没有“{column}”这一栏{meant(column, sorted(form.column_ids))}", key)


def check_template(part: Part, key: str, text: str, names: tuple[str, ...]) -> None:
    """Note a fault where words have a placeholder that nothing fills."""
    try:
        text.format(**dict.fromkeys(names, ""))
    except (KeyError, IndexError, ValueError):
        part.wrong(f"“{text}”中的 {{…}} 只能是 {'、'.join(f'{{{name}}}' for name in names)}", key)
