"""How the identities of a family are read from its `identities.toml`, and held to what its tables and figures are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from extractor.forms.figures import NamedFigure, check_template, known_column, known_row, known_table
from extractor.forms.identities import (
    ABOUT,
    KINDS,
    SEVERITIES,
    Among,
    AtMost,
    Balance,
    By,
    Check,
    ColumnRef,
    Columns,
    FigureAtMost,
    Identities,
    Levels,
    Operand,
    Outline,
    Pair,
    RowRef,
    Rows,
    Rule,
    Sum,
    Tree,
)
from extractor.forms.shape import Form
from extractor.forms.source import Part, meant
from extractor.model import FindingKind, Severity

_BY = ("code", "class", "label", "row")
_WORDS = ("table", "row", "column", "table2", "row2", "column2")


@dataclass(frozen=True, slots=True)
class Known:
    """What rules may name."""

    forms: Mapping[str, Form]
    figures: Mapping[str, NamedFigure]


def read_identities(part: Part, known: Known, before: Mapping[str, Check]) -> Identities:
    """The identities of a file; `before` are those that are known without it."""
    checks = read_checks(part.part("checks"), known.forms)
    every = {**before, **checks}
    rules = [rule for entry in part.parts("rules") if (rule := _rule(entry, known, every)) is not None]
    part.end()
    return Identities(checks, tuple(rules))


def read_checks(part: Part, forms: Mapping[str, Form]) -> dict[str, Check]:
    """Identities by id, each with its sentence."""
    out = {}
    for check_id, entry in part.children().items():
        about = entry.text("about", one_of=tuple(ABOUT))
        tables = entry.texts("tables", ())
        for table in tables:
            known_table(entry, "tables", table, forms)
        words = entry.text("words")
        kind = cast(FindingKind, entry.text("kind", KINDS[about], one_of=get_args(FindingKind)))
        severity = cast(Severity, entry.text("severity", "fault", one_of=SEVERITIES))
        out[check_id] = Check(check_id, about, tables, words, kind, severity)
        entry.end()
    return out


def _rule(part: Part, known: Known, checks: Mapping[str, Check]) -> Rule | None:
    kind = part.text("kind", one_of=tuple(_READERS))
    if kind not in _READERS:
        return None
    check = part.text("check")
    if check not in checks:
        part.wrong(f"没有勾稽关系 {check}{meant(check, list(checks))}：它在 [checks.{check}] 中说明", "check")
    words = part.text("words")
    check_template(part, "words", words, _WORDS)
    when, lacks = tuple(_refs(part, known, "when")), tuple(_refs(part, known, "lacks"))
    idle = part.texts("idle", ())
    for name in idle:
        _figure(part, "idle", name, known)
    rule = _READERS[kind](part, known, (check, words, when, lacks, idle))
    part.end()
    return rule


_Base = tuple[str, str, tuple[RowRef, ...], tuple[RowRef, ...], tuple[str, ...]]


def _refs(part: Part, known: Known, key: str) -> Iterator[RowRef]:
    for name in part.texts(key, ()):
        of_column = ":" in name
        table, _, printed = name.partition(":" if of_column else ".")
        form = known_table(part, key, table, known.forms)
        if form is not None and of_column:
            known_column(part, printed, form, key)
        elif form is not None:
            known_row(part, printed, form, key)
        yield RowRef(table, "", printed) if of_column else RowRef(table, printed)


def _table(part: Part, known: Known, key: str = "table") -> tuple[str, Form | None]:
    table = part.text(key)
    return table, known_table(part, key, table, known.forms)


def _columns(part: Part, known: Known, base: _Base) -> Rule:
    table, form = _table(part, known)
    total, parts, unless = part.text("total"), _parts(part), part.texts("unless", ())
    if form is not None:
        for key, names in (("total", [total]), ("parts", [each.figure for each in parts]), ("unless", unless)):
            for name in names:
                known_column(part, name, form, key)
    return Columns(*base, table, total, parts, part.text("side", "", one_of=("income", "expenditure")), unless)


def _rows(part: Part, known: Known, base: _Base) -> Rule:
    table, form = _table(part, known)
    total, parts, columns = part.text("total"), _parts(part), part.texts("columns", ())
    if form is not None:
        for key, rows in (("total", [total]), ("parts", [each.figure for each in parts])):
            for row in rows:
                known_row(part, row, form, key)
        for column in columns:
            known_column(part, column, form, "columns")
    return Rows(*base, table, total, parts, columns)


def _parts(part: Part) -> tuple[Operand, ...]:
    out = []
    for name in part.texts("parts"):
        bare = name.removesuffix("?").removeprefix("-")
        out.append(Operand(bare, -1 if name.startswith("-") else 1, name.endswith("?")))
    return tuple(out)


def _tree(part: Part, known: Known, base: _Base) -> Rule:
    table, _ = _table(part, known)
    return Tree(*base, table, part.text("words_below", base[1]), part.numbers("levels", (3, 5, 7)))


def _outline(part: Part, known: Known, base: _Base) -> Rule:
    table, _ = _table(part, known)
    return Outline(*base, table, part.text("words_below", base[1]))


def _levels(part: Part, known: Known, base: _Base) -> Rule:
    table, form = _table(part, known)
    column = part.text("column")
    if form is not None:
        known_column(part, column, form)
    return Levels(*base, table, column, part.number("whole", 3), part.number("part", 5))


def _figure(part: Part, key: str, name: str, known: Known) -> str:
    """The table of a named figure; notes a fault where there is no such figure."""
    if name not in known.figures:
        if name:
            part.wrong(f"没有“{name}”这个数{meant(name, list(known.figures))}：它在 figures.toml 中说明", key)
        return ""
    return known.figures[name].table


def _sum(part: Part, known: Known, base: _Base) -> Rule:
    total, parts, undivided = part.text("total"), _parts(part), part.text("undivided", "")
    tables = [_figure(part, "total", total, known)]
    tables += [_figure(part, "parts", each.figure, known) for each in parts]
    if undivided:
        tables.append(_figure(part, "undivided", undivided, known))
    behind = ("", 0)
    if part.has("behind"):
        entry = part.part("behind")
        behind = (_table(entry, known)[0], entry.number("level", 0))
        entry.end()
    flags = part.flag("filled"), part.flag("money")
    return Sum(*base, total, parts, undivided, *flags, behind, tuple(dict.fromkeys(filter(None, tables))))


def _balance(part: Part, known: Known, base: _Base) -> Rule:
    table, form = _table(part, known)
    side, columns = part.text("side", "", one_of=("income", "expenditure")), part.texts("columns")
    year, end, carried = part.text("year"), part.text("end"), part.texts("carried", ())
    if form is not None:
        for column in columns:
            known_column(part, column, form, "columns")
        for key, rows in (("year", (year,)), ("end", (end,)), ("carried", carried)):
            for row in rows:
                known_row(part, row, form, key)
    words_end = part.text("words_end")
    check_template(part, "words_end", words_end, _WORDS)
    pattern = part.pattern("pattern", "")
    return Balance(*base, table, side, columns, year, end, pattern, carried, words_end)


def _column_ref(entry: Part, known: Known) -> ColumnRef:
    table, form = _table(entry, known)
    column = entry.text("column")
    if form is not None:
        known_column(entry, column, form)
    ref = ColumnRef(table, column, entry.text("side", "", one_of=("income", "expenditure")))
    entry.end()
    return ref


def _two(part: Part, known: Known) -> tuple[ColumnRef, ColumnRef, By]:
    return (
        _column_ref(part.part("part"), known),
        _column_ref(part.part("whole"), known),
        cast("By", part.text("by", "code", one_of=_BY)),
    )


def _pair(part: Part, known: Known, base: _Base) -> Rule:
    return Pair(*base, *_two(part, known), tuple(_column_ref(entry, known) for entry in part.parts("plus")))


def _at_most(part: Part, known: Known, base: _Base) -> Rule:
    one, other, by = _two(part, known)
    if by == "row" and one.table != other.table:
        part.wrong("by = row 比较的是一张表的两栏", "by")
    booked_back = part.text("booked_back", "")
    if booked_back:
        known_table(part, "booked_back", booked_back, known.forms)
    return AtMost(*base, one, other, by, part.flag("each"), booked_back)


def _figure_at_most(part: Part, known: Known, base: _Base) -> Rule:
    one, other = part.text("part"), part.text("whole")
    tables = (_figure(part, "part", one, known), _figure(part, "whole", other, known))
    return FigureAtMost(*base, one, other, tuple(dict.fromkeys(filter(None, tables))))


def _among(part: Part, known: Known, base: _Base) -> Rule:
    one, other = _table(part, known, "part")[0], _table(part, known, "whole")[0]
    return Among(*base, one, other, part.number("level", 7))


_READERS: dict[str, Callable[[Part, Known, _Base], Rule]] = {
    "columns": _columns,
    "rows": _rows,
    "tree": _tree,
    "levels": _levels,
    "outline": _outline,
    "sum": _sum,
    "balance": _balance,
    "pair": _pair,
    "at_most": _at_most,
    "figure_at_most": _figure_at_most,
    "among": _among,
}
