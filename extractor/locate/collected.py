"""A table as the walk collects it, and all of them at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.forms import forms
from extractor.forms.titles import Title, bears, same_name
from extractor.language.money import holds_amount
from extractor.language.text import squeeze
from extractor.locate.joining import confirms
from extractor.model import Box, Finding, Grid, Located
from extractor.model.catalogue import finding


@dataclass(slots=True)
class OpenTable:
    """A table being collected."""

    title: Title
    printed: str
    page: int
    title_box: Box | None
    number: str = ""
    unit: str = ""
    entity: str = ""
    parts: list[Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    early: set[str] = field(default_factory=set)
    """Which of number, unit and entity stood above the title: what stands between title and table counts more."""
    prose: bool = False
    """A sentence stands between the title and what follows: only a table that fits the form is its."""
    again: OpenTable | None = None
    """The table that bears the same title on the page before."""
    closed: bool = False
    """Something other than the table followed, so that it cannot go on."""


def without_repeats(tables: Sequence[OpenTable]) -> tuple[Located, ...]:
    """Give unknown tables their X number; of two tables of one form the first stays, or the second where it has amounts
    and the first is no table, with a word about the other.

    A 明细表 beside the table of the same name is a table of its own, mostly by other columns; so is one by another name
    of the form: the one that bears the form's own name is its table, else the first (Beijing prints 收入支出决算表 of
    一般公共预算财政拨款 before 支出决算表, Xinjiang 支出决算表 of 国有资本经营预算 behind 收入支出决算表).
    """
    out: list[Located] = []
    names = {(table.title.form_id, _name(table)) for table in tables if table.parts}
    titles = _of_forms(table for table in tables if not _is_detailed(table, names))
    seen: dict[str, int] = {}
    unknown = 0
    for table in tables:
        form_id = table.title.form_id
        another = form_id in titles and table.parts and not same_name(titles[form_id], table.title)
        if (
            not form_id
            or _is_detailed(table, names)
            or (another and (form_id in seen or _has_head(table.parts, form_id)))
        ):
            unknown += 1
            form_id = f"X{unknown:02d}"
        pages = tuple(sorted({cell.page or part.page for part in table.parts for cell in part.cells} or {table.page}))
        if form_id in seen:
            first = out[seen[form_id]]
            if _has_amounts(table.parts) and not _is_table(first):
                if first.parts:
                    note = finding("repeated_table.later", form_id, pages[0], title=table.printed, first=first.pages[0])
                    table.findings.append(note)
            elif first.parts or not table.parts:
                note = finding("repeated_table", form_id, pages[0], title=table.printed, first=first.pages[0])
                out[seen[form_id]] = _with(first, note)
                continue
        found = Located(
            form_id,
            table.printed,
            table.number,
            table.unit,
            table.entity,
            tuple(table.parts),
            tuple(table.notes),
            pages,
            table.title_box,
            tuple(table.findings),
            table.page,
            table.title.year,
        )
        if form_id in seen:
            out[seen[form_id]] = found
        else:
            seen[form_id] = len(out)
            out.append(found)
    return tuple(_held_by_others(out))


def _is_detailed(table: OpenTable, names: set[tuple[str, str]]) -> bool:
    """Whether a 明细表 stands beside the table of the same name."""
    form_id, name = table.title.form_id, _name(table)
    return "明细表" in name and (form_id, name.replace("明细表", "表")) in names


def _of_forms(tables: Iterable[OpenTable]) -> dict[str, Title]:
    """By what title a document prints the table of each form that it has."""
    out: dict[str, Title] = {}
    for table in tables:
        form_id, title = table.title.form_id, table.title
        if not form_id or not _has_head(table.parts, form_id):
            continue
        if form_id not in out or bears(title, form_id) > bears(out[form_id], form_id):
            out[form_id] = title
    return out


def _has_head(parts: Iterable[Grid], form_id: str) -> bool:
    """Whether a table has the head of a form."""
    return any(confirms(part, forms()[form_id]) for part in parts)


def _held_by_others(tables: Sequence[Located]) -> Iterator[Located]:
    """The tables, those of no form that hold one which the document does not print by itself as that one."""
    there = {table.form_id for table in tables}
    families = {forms()[form_id].family for form_id in there if form_id in forms()}
    lacking = [form for form in forms().values() if form.instead and form.family in families and form.id not in there]
    for table in tables:
        named = squeeze(table.title) if table.form_id not in forms() else ""
        form = next((form for form in lacking if named in form.instead), None)
        yield table if form is None else replace(table, form_id=form.id)


def _is_table(first: Located) -> bool:
    """Whether what bears a title is a table: it has amounts, or the head of its form, as one without figures has."""
    return _has_amounts(first.parts) or _has_head(first.parts, first.form_id)


def _has_amounts(parts: Iterable[Grid]) -> bool:
    return any(holds_amount(cell.text) for part in parts for cell in part.cells)


def _name(table: OpenTable) -> str:
    return squeeze(table.title.text)


def _with(table: Located, finding: Finding) -> Located:
    return replace(table, findings=(*table.findings, finding))
