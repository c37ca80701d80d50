"""A proof must notice: nothing that was moved and is no longer where it is printed stays proved.

And the other way round: of what is read right nearly all is proved.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from extractor import verify
from extractor.errors import DocumentError
from extractor.model import Disclosure, Table
from tests.conftest import ROOT
from tests.exchange import Misreading, misreadings
from tests.readings import of_file
from tests.scoring import Key, amount_of, plain, squeezed, true_figures

SHARED = Path(os.environ.get("JUESUAN_SHARED", ROOT.parent / "shared"))
SAMPLES = [(pdf, pdf.parent / "truth" / f"{pdf.stem}.json") for pdf in sorted((ROOT / "samples").glob("*.pdf"))]
CORPUS = [
    (SHARED / "corpus" / "pdf" / f"{t.stem}.pdf", t) for t in sorted((SHARED / "corpus" / "truth").glob("*.json"))
]
LAYOUTS = [(pdf, pdf.with_suffix(".json")) for pdf in sorted((SHARED / "layouts").glob("*.pdf"))]
_QUICK = ("wuhan_renshe_donghu_2023", "putuo_social_work_2024")
"""The others belong to the slow tests: every misreading is verified anew."""
_ROWS = int(os.environ.get("JUESUAN_EXCHANGES", "4"))
"""How many misreadings of single rows are tried a table."""
_TURNS = int(os.environ.get("JUESUAN_EXCHANGE_TURNS", "6"))
"""Columns that are no neighbours are exchanged by one of so many documents; all of them by those that are quick."""
_SHARE = int(os.environ.get("JUESUAN_EXCHANGE_SHARE", "12"))
"""Of all its misreadings a slow document tries one in so many, each from a place of its own: what one leaves out its
neighbour tries. 1 tries all of all."""

DOCUMENTS = (*SAMPLES, *CORPUS, *LAYOUTS)
each_document = pytest.mark.parametrize(
    ("pdf", "truth"),
    [
        pytest.param(*pair, id=pair[0].stem, marks=[] if pair[0].stem in _QUICK else [pytest.mark.slow])
        for pair in DOCUMENTS
    ],
)


def turn(pdf: Path, among: int) -> tuple[int, int]:
    """(k, n): that a document tries the k-th of every n; a slow one has its turn `among` so many, a quick one tries
    all."""
    return (0, 1) if pdf.stem in _QUICK else ([one for one, _ in DOCUMENTS].index(pdf) % among, among)


@cache
def read(pdf: Path) -> Disclosure | None:
    try:
        return of_file(pdf)
    except DocumentError:
        return None


def placed(tables: tuple[Table, ...]) -> dict[Key, tuple[str, Decimal | None, str]]:
    """Every figure by where it is said to stand: what is printed, its amount and its proof."""
    out: dict[Key, tuple[str, Decimal | None, str]] = {}
    for table in tables:
        seen: Counter[tuple[str, str, str]] = Counter()
        for row in table.rows:
            key = (row.side, row.code, squeezed(row.label))
            for figure in row.figures:
                place = Key(table.table_id, *key, seen[key], figure.column_id)
                out[place] = plain(figure.printed), figure.amount, figure.proof
            seen[key] += 1
    return out


def wrongly_proved(misread: Misreading, right: dict[Key, tuple[str, Decimal | None, str]]) -> list[str]:
    """What is proved of a misreading though it is not what stands there."""
    tables = verify.proved(misread.tables, verify.check(misread.tables))
    return [
        f"{misread.name}: {key} {printed}"
        for key, (printed, amount, proof) in placed(tables).items()
        if proof == "proved" and right.get(key, ("", None, ""))[:2] != (printed, amount)
    ]


def right_tables(found: Disclosure, truth: dict[str, Any]) -> tuple[Table, ...]:
    """The tables of a reading in which nothing differs from the truth; a wrong one cannot be misread on purpose."""
    wanted = {key: (p, amount_of(p, u) if p and p != "—" else None) for key, (p, u) in true_figures(truth).items()}
    out = []
    for table in found.tables:
        have = {key: value[:2] for key, value in placed((table,)).items() if value[0]}
        want = {key: value for key, value in wanted.items() if key.table == table.table_id and value[0]}
        if have == want:
            out.append(table)
    return tuple(out)


@each_document
def test_nothing_moved_stays_proved(pdf: Path, truth: Path) -> None:
    found = read(pdf)
    if found is None:
        pytest.skip("not read at all")
    tables = right_tables(found, json.loads(truth.read_text(encoding="utf-8")))
    right = placed(tables)
    tried = 0
    start, step = turn(pdf, _SHARE)
    for misread in islice(misreadings(tables, _ROWS, turn(pdf, _TURNS)), start, None, step):
        assert wrongly_proved(misread, right) == []
        tried += 1
    assert tried > 50 / step or not any(table.figure_count for table in tables)


@each_document
def test_what_is_read_right_is_proved(pdf: Path, truth: Path) -> None:
    found = read(pdf)
    if found is None or found.status == "doubtful":
        pytest.skip("not read right")
    apart = any(figure.page != row.page for table in found.tables for row, figure in table.figures if figure.printed)
    if apart:
        pytest.xfail(
            "columns on pages of their own stand beside no name: only sums prove their figures, and too few do"
        )
    figures = [figure for table in found.tables for _, figure in table.figures if figure.state == "figure"]
    proved = sum(figure.proof == "proved" for figure in figures)
    # Without rules a short figure beside an empty column may be its: the sums must tell, or nothing does.
    ruled = all(table.ruled for table in found.tables if table.figure_count)
    assert proved >= (0.97 if ruled else 0.95) * len(figures)
