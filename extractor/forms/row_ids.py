"""What the rows of a table go by, whatever a year or a region prints: codes, words of the form, else bare labels.

A coded row goes by its code, and a 类 that is printed without one by its own; a row that a rule of the form means by
the rule's id (上年结转和结余 and 年初结转和结余 are `opening_balance`); the total of a list, and the one row of a table
without names, by `total`. Any other row goes by its label without ordinal and 其中, behind the half or part of the
table it stands in. What is still the same twice is told apart by side and part, then counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count

from extractor.forms import class_codes, forms
from extractor.forms.labels import is_total, row_name
from extractor.forms.rows import says
from extractor.forms.shape import Form, RowRule
from extractor.language.text import bare_label
from extractor.model import Row, Table

TOTAL = "total"
_NO_NAME = "row"
_APART = frozenset(["opening", "closing", "purpose"])
"""Sections whose rows have the names of rows elsewhere in the table."""
_COUNTER = "~"
"""Before the number of a row that nothing else tells from one above; not in a code, nor read as a decimal point."""


def identified(table: Table) -> Table:
    """The table with the id of each row; the table itself where each has it already."""
    ids = row_ids(table.table_id, table.rows)
    if all(row.row_id == one for row, one in zip(table.rows, ids, strict=True)):
        return table
    return replace(table, rows=tuple(replace(row, row_id=one) for row, one in zip(table.rows, ids, strict=True)))


def with_row_ids(table: Table) -> Table:
    """A table of a record with the ids that it was written with; where one is missing (older versions), with new ones.

    A row that was corrected later keeps the id under which people know it.
    """
    return table if all(row.row_id for row in table.rows) else identified(table)


def row_ids(table_id: str, rows: Sequence[Row]) -> list[str]:
    """The ids of a table's rows, in order, each once."""
    form = forms().get(table_id)
    names = list(_names(form, rows))
    if form is not None and form.outline:
        names = [_below(form, row, name) for row, name in zip(rows, names, strict=True)]
    taken: dict[str, Row] = {}
    for row, name in zip(rows, names, strict=True):
        if name in taken:
            name = next(one for one in _told_apart(row, taken[name], name) if one not in taken)
        taken[name] = row
    return list(taken)


def _names(form: Form | None, rows: Sequence[Row]) -> Iterator[str]:
    """What each row is called, perhaps like another."""
    if len(rows) == 1 and not rows[0].code and (not rows[0].label or (form is not None and form.key == "none")):
        yield TOTAL
        return
    found = [
        () if row.code or form is None else _rules(form, row.side, row.section, row.label, row.of_which) for row in rows
    ]
    last = {rule.id: index for index, rules in enumerate(found) for rule in rules if rule.take == "last"}
    for index, (row, rules) in enumerate(zip(rows, found, strict=True)):
        rule = next((one for one in rules if one.take != "last" or last[one.id] == index), None)
        yield row.code.replace("/", "／") or (_plain(row) if rule is None else rule.id)


@lru_cache(maxsize=1 << 14)
def _rules(form: Form, side: str, section: str, label: str, of_which: bool) -> tuple[RowRule, ...]:
    """The rules of a form that name such a row, in the order in which they stand there."""
    name = bare_label(label).removeprefix("其中:")
    return tuple(
        rule
        for rule in form.rows
        if _is_name(rule) and rule.of_which in (None, of_which) and says(rule, side, section, "", name)
    )


def naming_rules(form: Form) -> tuple[RowRule, ...]:
    """The rules of a form whose ids are names of rows, in their order."""
    return tuple(rule for rule in form.rows if _is_name(rule) and not any(rule.codes or ()))


def _is_name(rule: RowRule) -> bool:
    """Whether a rule's id can be the name of a row: it means one row, by what is printed in it."""
    told = rule.labels is not None or rule.pattern
    return bool(rule.names and told and rule.take != "all" and not (rule.before or rule.after or rule.beside))


def _plain(row: Row) -> str:
    """What a row of no rule is called."""
    name = row_name(row.label)
    if name in _class_codes():
        return name
    if is_total(row.label) and not row.side:
        return TOTAL
    name = name.replace("/", "／") or (f"line_{row.line_no}" if row.line_no.isdecimal() else _NO_NAME)
    side = row.side if row.side == "expenditure" else ""
    return ".".join(filter(None, (side, row.section if row.section in _APART else "", name)))


@lru_cache(maxsize=1)
def _class_codes() -> frozenset[str]:
    return frozenset(class_codes().values())


def _below(form: Form, row: Row, name: str) -> str:
    """Where several columns of words name a row: its name behind those of the wider rows that it stands under."""
    wider = []
    for label in filter(None, row.section.split("/")):
        rule = next(iter(_rules(form, row.side, "", label, False)), None)
        wider.append(bare_label(label) if rule is None else rule.id)
    return ".".join((*wider, name))


def _told_apart(row: Row, other: Row, name: str) -> Iterator[str]:
    """Other names of a row whose own is another one's, the most telling ones first."""
    parts = [one for one, its in ((row.side, other.side), (row.section, other.section)) if one and one != its]
    if parts:
        yield ".".join((*parts, name)).replace("/", "／")
    yield from (f"{name}{_COUNTER}{number}" for number in count(2))
