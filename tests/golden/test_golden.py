"""Each sample in short against its golden file; `pytest --rewrite-golden` writes the files anew.

The truth of a sample says which figures are right. A golden file says what else a change moves: titles, header words
of columns, what named them, row counts, the first and the last row, checks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractor.model import Disclosure, Row, Table
from tests.conftest import ROOT
from tests.readings import of_file

HERE = Path(__file__).parent
SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))


def summary(read: Disclosure) -> dict[str, Any]:
    return {
        "source": read.source,
        "pages": read.page_count,
        "entity": read.entity,
        "fiscal_year": read.fiscal_year,
        "scope": read.scope,
        "family": read.family,
        "status": read.status,
        "findings": dict(sorted(Counter(f"{f.severity} {f.code}" for f in read.findings).items())),
        "checks": dict(sorted(Counter(f"{c.check_id} {c.grade}" for c in read.checks).items())),
        "contents": list(read.contents),
        "tables": {table.table_id: in_short(table) for table in read.tables},
    }


def in_short(table: Table) -> dict[str, Any]:
    return {
        "title": table.title_printed,
        "number": table.form_no_printed,
        "status": table.status,
        "unit": table.unit_printed,
        "pages": list(table.pages),
        "grids": [f"{part.kind} {part.rows}x{part.cols}" for part in table.parts],
        "columns": [f"{c.side} {c.id} = {c.title} ({c.matched_by} {c.number})".strip() for c in table.columns],
        "rows": len(table.rows),
        "figures": table.figure_count,
        "first": [line(row) for row in table.rows[:2]],
        "last": [line(row) for row in table.rows[2:][-2:]],
        "notes": [note[:40] for note in table.notes],
    }


def line(row: Row) -> str:
    keys = "|".join((row.side, row.section, row.line_no, row.code, row.level, row.label))
    return f"{keys} -> {' '.join(figure.printed or '_' for figure in row.figures)}"


@pytest.mark.parametrize("pdf", SAMPLES, ids=lambda path: path.stem)
def test_sample(pdf: Path, rewrite_golden: bool) -> None:
    found = summary(of_file(pdf))
    golden = HERE / f"{pdf.stem}.json"
    if rewrite_golden:
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_every_golden_file_has_its_sample() -> None:
    assert sorted(path.stem for path in HERE.glob("*.json")) == [path.stem for path in SAMPLES]


def test_golden_files_are_never_rewritten_in_ci() -> None:
    before = {path: path.read_bytes() for path in HERE.glob("*.json")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--rewrite-golden",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        __file__,
        "-k",
        "test_sample",
    ]
    ran = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"CI": "true"}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "golden" in ran.stderr
    assert {path: path.read_bytes() for path in HERE.glob("*.json")} == before
