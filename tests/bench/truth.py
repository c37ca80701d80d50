"""Figures against the truth: how many printed figures stand in the right table, row and column."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import extractor
from extractor.errors import DocumentError

_DASHES = set("-—–―－ー")
_FIGURE = re.compile(r"(?P<bracket>\()?(?P<sign>[-−–—△▲])?(?P<digits>\d+(?:\.\d+)?)\)?")
_FACTORS = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}

Place = tuple[str, str, str, str, int, str]
"""(table, side, code, label, how often that row stood there before, column)."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a reading compares with the truth."""

    true: int
    """Figures printed."""
    right: int
    """Of these, how many stand in their place with the string printed."""
    extra: int
    """Figures read where none is printed."""
    amounts: int
    """Right figures whose 万元 amount is not the printed one converted."""
    statuses: int
    """Tables of which present, empty or missing is wrong."""

    @property
    def perfect(self) -> bool:
        return self.true == self.right and not self.extra + self.amounts + self.statuses


def score(pdf: Path, truth: Path, password: str | None = None) -> Score:
    """Read a PDF and compare; a document that is refused has nothing right."""
    wanted = json.loads(truth.read_text(encoding="utf-8"))
    printed = dict(_printed(wanted))
    figures = {place: text for place, (text, _) in printed.items() if text}
    try:
        read = extractor.extract(pdf, password=password)
    except DocumentError:
        return Score(len(figures), 0, 0, 0, len(wanted["tables"]))
    found: dict[Place, tuple[str, Decimal | None]] = {}
    for table in (table for table in read.tables if table.table_id in wanted["tables"]):
        rows = Counter[tuple[str, str, str]]()
        for row in table.rows:
            key = (row.side, row.code, squeeze(row.label))
            for figure in row.figures:
                place = (table.table_id, *key, rows[key], figure.column_id)
                found[place] = (plain(figure.printed), figure.amount)
            rows[key] += 1
    right = [place for place, text in figures.items() if found.get(place, ("", None))[0] == text]
    statuses = {table.table_id: table.status for table in read.tables}
    return Score(
        true=len(figures),
        right=len(right),
        extra=sum(1 for place, (text, _) in found.items() if text and place not in figures),
        amounts=sum(1 for place in right if found[place][1] != _amount(*printed[place])),
        statuses=sum(1 for key, table in wanted["tables"].items() if statuses.get(key) != table["status"]),
    )


def squeeze(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def plain(text: str | None) -> str:
    """A printed figure without white space; dashes of every kind are one."""
    bare = squeeze(text)
    return "—" if bare and set(bare) <= _DASHES else bare


def _printed(truth: dict[str, Any]) -> Iterator[tuple[Place, tuple[str, str]]]:
    for table_id, table in truth["tables"].items():
        rows = Counter[tuple[str, str, str]]()
        for row in table.get("rows", []):
            key = (row.get("side") or "", row.get("code") or "", squeeze(row["label"]))
            for column, text in row["values"].items():
                yield (table_id, *key, rows[key], column), (plain(text), table.get("unit") or "万元")
            rows[key] += 1


def _amount(text: str, unit: str) -> Decimal | None:
    found = _FIGURE.fullmatch(text.replace(",", ""))
    if found is None:
        return None
    negative = found["sign"] or found["bracket"]
    return Decimal(found["digits"]) * _FACTORS[unit] * (-1 if negative else 1)
