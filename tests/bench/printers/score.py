"""A reading against its truth, cell by cell, by the rule of the shared scoring script.

A figure is right when the same string stands in the same table, row (side, code, name and how often the same three
stood above) and column. `proved_wrong` are those of the wrong and the extra that the reading calls proved.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractor.model import Disclosure
from tests.bench.printers.style import SCALE

_DASHES = frozenset("-‐‑‒–—―−─－ー")
_MINUS = "-−－‐–△▲"
Key = tuple[str, str, str, str, int, str]
"""Table, side, code, name, how often above, column."""


@dataclass(slots=True)
class Score:
    """Counts of cells, and what differs in words."""

    true: int = 0
    right: int = 0
    wrong: int = 0
    missing: int = 0
    extra: int = 0
    amounts: int = 0
    proved_wrong: int = 0
    amounts_proved: int = 0
    """Of the amounts off, those that are called proved."""
    proved: int = 0
    status: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def perfect(self) -> bool:
        return self.right == self.true and not (self.extra or self.amounts or self.status)


def squeezed(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def shown(text: str | None) -> str:
    """A figure without white space; dashes of every kind are one, and so are signs of minus."""
    out = squeezed(text)
    return "—" if out and set(out) <= _DASHES else out.replace("−", "-")


def amount(printed: str, unit: str) -> Decimal | None:
    """万元; None for a blank or a dash."""
    text = shown(printed).replace(",", "")
    if text in ("", "—"):
        return None
    negative = text[0] in _MINUS or text[0] == "("
    digits = text.strip("()" + _MINUS)
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise ValueError(f"{printed!r} is no figure")
    value = Decimal(digits).scaleb(SCALE[unit] - SCALE["万元"])
    return -value if negative else value


def true_cells(truth: Mapping[str, Any]) -> dict[Key, tuple[str, str]]:
    """Every cell of the truth: its string and its table's unit."""
    out: dict[Key, tuple[str, str]] = {}
    for table, content in truth["tables"].items():
        above: Counter[tuple[str, str, str]] = Counter()
        for row in content.get("rows", ()):
            key = (row.get("side") or "", row.get("code") or "", squeezed(row["label"]))
            for column, printed in row["values"].items():
                out[(table, *key, above[key], column)] = (shown(printed), content.get("unit") or "万元")
            above[key] += 1
    return out


def read_cells(read: Disclosure, truth: Mapping[str, Any]) -> dict[Key, tuple[str, Decimal | None, str]]:
    """Every cell read of the truth's tables: string, amount, proof."""
    out: dict[Key, tuple[str, Decimal | None, str]] = {}
    for table in read.tables:
        if table.table_id not in truth["tables"]:
            continue
        above: Counter[tuple[str, str, str]] = Counter()
        for row in table.rows:
            key = (row.side or "", row.code or "", squeezed(row.label))
            for figure in row.figures:
                out[(table.table_id, *key, above[key], figure.column_id)] = (
                    shown(figure.printed),
                    figure.amount,
                    figure.proof,
                )
            above[key] += 1
    return out


def score(read: Disclosure | None, truth: Mapping[str, Any]) -> Score:
    """Compare; a document that was not read at all has all its figures missing."""
    out = Score()
    have = read_cells(read, truth) if read is not None else {}
    out.proved = sum(1 for text, _, proof in have.values() if text and proof == "proved")
    for key, (text, unit) in true_cells(truth).items():
        got, value, proof = have.pop(key, ("", None, ""))
        where = " ".join(str(part) for part in key if part not in ("", 0))
        if not text:
            if got:
                out.extra += 1
                out.proved_wrong += proof == "proved"
                out.differences.append(f"{where}: blank, read {got} ({proof})")
            continue
        out.true += 1
        if got == text:
            out.right += 1
            if value != amount(text, unit):
                out.amounts += 1
                out.amounts_proved += proof == "proved"
                out.differences.append(f"{where}: {text} {unit} is {amount(text, unit)}, read as {value} ({proof})")
        elif got:
            out.wrong += 1
            out.proved_wrong += proof == "proved"
            out.differences.append(f"{where}: {text}, read {got} ({proof})")
        else:
            out.missing += 1
            out.differences.append(f"{where}: {text}, read nothing")
    for key, (got, _, proof) in have.items():
        if got:
            out.extra += 1
            out.proved_wrong += proof == "proved"
            out.differences.append(
                f"{' '.join(str(p) for p in key if p not in ('', 0))}: no such cell, read {got} ({proof})"
            )
    for table, content in truth["tables"].items():
        found = read.table(table) if read is not None else None
        status = found.status if found else "none"
        if status != content["status"]:
            out.status.append(f"{table} is {content['status']}, read as {status}")
    return out
