"""A scan as it was read against the truth of the document it was made from.

Rows are paired in order, not by their labels: a misread label costs a label and not the figures of its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from extractor.model import Disclosure, Row
from tests.scoring import plain, squeezed

WHAT = ("figures", "codes", "labels", "empty")


@dataclass(slots=True)
class Marks:
    """How much of each kind of cell there is, and how much of it was read right."""

    there: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong_proved: list[str] = field(default_factory=list)
    """Figures that are not the printed ones and are called proved all the same."""
    wrong: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    """Codes and labels that are not the printed ones."""
    proofs: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, right: bool) -> None:
        self.there[what] += 1
        self.right[what] += right


def measure(read: Disclosure | None, truth: Mapping[str, Any]) -> Marks:
    """Mark one document; None stands for one that was refused."""
    marks = Marks()
    for table_id, wanted in truth["tables"].items():
        table = read.table(table_id) if read else None
        rows = table.rows if table else ()
        for true_row, row in _paired(wanted.get("rows", ()), rows):
            if true_row is None:
                assert row is not None
                for figure in row.figures:
                    if figure.printed:
                        _wrong(marks, figure.proof, f"{table_id} {row.code} {row.label} {figure.column_id}", "", figure)
                continue
            name = f"{table_id} {true_row.get('code') or ''} {true_row['label']}"
            marks.add("labels", row is not None and squeezed(row.label) == squeezed(true_row["label"]))
            if true_row.get("code"):
                marks.add("codes", row is not None and row.code == true_row["code"])
            if (
                row is None
                or squeezed(row.label) != squeezed(true_row["label"])
                or (true_row.get("code") or "") != row.code
            ):
                marks.misread.append(f"{name}: {(row.code, row.label) if row else None}")
            found = {figure.column_id: figure for figure in row.figures} if row else {}
            for column, printed in true_row["values"].items():
                figure = found.get(column)
                text = plain(figure.printed) if figure else ""
                right = text == plain(printed) and (figure is not None or not printed)
                marks.add("figures" if printed else "empty", right)
                if figure is not None and figure.printed:
                    marks.proofs[figure.proof] += 1
                if not right:
                    _wrong(marks, figure.proof if figure else "absent", f"{name} {column}", printed, figure)
    return marks


def _wrong(marks: Marks, proof: str, name: str, printed: str, figure: Any) -> None:
    line = f"{name}: {figure.printed if figure else None!r} for {printed!r} ({proof})"
    marks.wrong.append(line)
    if proof == "proved":
        marks.wrong_proved.append(line)


def _paired(wanted: Any, rows: tuple[Row, ...]) -> Iterator[tuple[Any, Row | None]]:
    """Rows of the truth with those read, each side of a table for itself: 总计 stands on both.

    A truth leaves out rows in which nothing is printed but perhaps their number.
    """
    told = [row for row in rows if row.label or row.code or any(figure.printed for figure in row.figures)]
    sides = dict.fromkeys([*((row.get("side") or "") for row in wanted), *(row.side for row in told)])
    for side in sides:
        true = [row for row in wanted if (row.get("side") or "") == side]
        yield from _in_order(true, [row for row in told if row.side == side])


def _in_order(wanted: list[Any], rows: list[Row]) -> Iterator[tuple[Any, Row | None]]:
    if len(wanted) == len(rows):
        yield from zip(wanted, rows, strict=True)
        return
    ours = [row.code or _letters(row.label) for row in rows]
    true = [row.get("code") or _letters(row["label"]) for row in wanted]
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, true, ours, autojunk=False).get_opcodes():
        if kind == "equal" or a1 - a0 == b1 - b0:
            yield from zip(wanted[a0:a1], rows[b0:b1], strict=True)
        else:
            yield from ((row, None) for row in wanted[a0:a1])
            yield from ((None, row) for row in rows[b0:b1])


def _letters(label: str) -> str:
    """A label without signs: 、 read as 。 makes it no other row."""
    return "".join(char for char in squeezed(label) if char.isalnum())
