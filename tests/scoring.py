"""A read document against its truth, figure by figure, as lines that a person can follow to the page.

The rule is that of the project's scoring script: a figure is right when the same string stands in the same table,
row and column, and its amount is the printed one in 万元. Rows are known by side, code, label and how often the
same three stood above. Nothing of the extractor's own reading of numbers is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from extractor.model import Disclosure

Truth = Mapping[str, Any]

FACTORS = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}
_DASHES = frozenset("-‐‑‒–—―−─－ー")
_MINUS = frozenset("-‐‑‒–—―−－△▲")
_DIGITS = re.compile(r"\d+(?:\.\d+)?|\.\d+")


class Key(NamedTuple):
    """Where a figure stands."""

    table: str
    side: str
    code: str
    label: str
    again: int
    """How many rows of the same side, code and label stood above."""
    column: str

    def __str__(self) -> str:
        row = " ".join(part for part in (self.side, self.code, self.label) if part) or "(no key)"
        again = f" #{self.again + 1}" if self.again else ""
        return f"{self.table} [{row}{again}] {self.column}"


def squeezed(text: str | None) -> str:
    """Without white space, compatibility forms folded."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def plain(printed: str | None) -> str:
    """A printed figure without white space; dashes of every kind are one."""
    text = squeezed(printed)
    return "—" if text and set(text) <= _DASHES else text


def amount_of(printed: str, unit: str) -> Decimal | None:
    """What a printed figure is in 万元; None for a blank or a dash.

    Raises:
        ValueError: the string is no figure.
    """
    text = plain(printed).replace(",", "")
    if text in ("", "—"):
        return None
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    elif text[0] in _MINUS:
        negative, text = True, text[1:]
    if not _DIGITS.fullmatch(text):
        raise ValueError(f"{printed!r} is no figure")
    value = Decimal(text) * FACTORS[unit]
    return -value if negative else value


def true_figures(truth: Truth) -> dict[Key, tuple[str, str]]:
    """Every cell of the truth with its printed string and its table's unit."""
    out: dict[Key, tuple[str, str]] = {}
    for table_id, table in truth["tables"].items():
        seen: Counter[tuple[str, str, str]] = Counter()
        for row in table.get("rows", ()):
            key = (row.get("side") or "", row.get("code") or "", squeezed(row["label"]))
            for column, printed in row["values"].items():
                out[Key(table_id, *key, seen[key], column)] = (plain(printed), table.get("unit") or "万元")
            seen[key] += 1
    return out


def read_figures(read: Disclosure, tables: Iterable[str]) -> dict[Key, tuple[str, Decimal | None]]:
    """Every cell of the tables named, as read."""
    wanted = set(tables)
    out: dict[Key, tuple[str, Decimal | None]] = {}
    for table in read.tables:
        if table.table_id not in wanted:
            continue
        seen: Counter[tuple[str, str, str]] = Counter()
        for row in table.rows:
            key = (row.side, row.code, squeezed(row.label))
            for figure in row.figures:
                out[Key(table.table_id, *key, seen[key], figure.column_id)] = (plain(figure.printed), figure.amount)
            seen[key] += 1
    return out


def differences(read: Disclosure, truth: Truth) -> list[str]:
    """All in which a reading differs from the truth; an empty list where everything is right."""
    return [*figure_differences(read, truth), *table_differences(read, truth), *identity_differences(read, truth)]


def figure_differences(read: Disclosure, truth: Truth) -> Iterator[str]:
    """Figures that are wrong, missing or too many, and amounts that are not the printed ones."""
    wanted = true_figures(truth)
    found = read_figures(read, truth["tables"])
    for key, (printed, unit) in wanted.items():
        text, amount = found.pop(key, ("", None))
        if text != printed:
            yield f"{key}: {text or 'nothing'!r} for {printed or 'a blank'!r}"
        elif printed and amount != amount_of(printed, unit):
            yield f"{key}: amount {amount} for {printed!r} in {unit}"
        elif not printed and amount is not None:
            yield f"{key}: amount {amount} for a blank"
    for key, (text, _) in found.items():
        if text:
            yield f"{key}: {text!r} where the truth has no cell"


def table_differences(read: Disclosure, truth: Truth) -> Iterator[str]:
    """Status, unit, printed title, number and pages of every table that the truth knows."""
    for table_id, wanted in truth["tables"].items():
        table = read.table(table_id)
        if table is None:
            yield f"{table_id}: not in the document's tables"
            continue
        if table.status != wanted["status"]:
            yield f"{table_id}: {table.status} for {wanted['status']}"
        if wanted["status"] == "missing":
            continue
        if wanted.get("unit") and table.unit != wanted["unit"]:
            yield f"{table_id}: unit {table.unit or 'none'} for {wanted['unit']}"
        if "form_no_printed" in wanted and _number(table.form_no_printed) != _number(wanted["form_no_printed"]):
            yield f"{table_id}: number {table.form_no_printed!r} for {wanted['form_no_printed']!r}"
        if wanted.get("pages") and list(table.pages) != list(wanted["pages"]):
            yield f"{table_id}: pages {list(table.pages)} for {wanted['pages']}"
    known = set(truth["tables"]) | {table.table_id for table in read.tables if table.table_id.startswith("X")}
    for table in read.tables:
        if table.table_id not in known and table.status != "missing":
            yield f"{table.table_id}: {table.title_printed} is no table of this document"


def _number(printed: str | None) -> str:
    """A printed number without what stands around it: （表1）, 表 1："""
    return squeezed(printed).strip("():")


def identity_differences(read: Disclosure, truth: Truth) -> Iterator[str]:
    """Entity and fiscal year."""
    if truth.get("entity") and squeezed(read.entity) != squeezed(truth["entity"]):
        yield f"entity {read.entity!r} for {truth['entity']!r}"
    if truth.get("fiscal_year") and read.fiscal_year != truth["fiscal_year"]:
        yield f"fiscal year {read.fiscal_year} for {truth['fiscal_year']}"
