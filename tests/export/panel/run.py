"""Runs and panels of a few documents."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from extractor.cli import main
from extractor.export.panel.measures import Measures
from extractor.export.panel.panel import Panel, Selection, make_panel
from extractor.export.panel.source import open_source


def extracted(home: Path, pdfs: Sequence[Path]) -> Path:
    """Read the PDFs into a new output folder."""
    output = home / "output"
    code = main(["extract", *map(str, pdfs), "-o", str(output), "-j", "1", "-q", "--no-copy"])
    assert code in (0, 3)
    return output


def panel_of(output: Path, *measures: str, selection: Selection | None = None) -> Panel:
    """The panel of an output folder."""
    with open_source(output) as source:
        return make_panel(source, Measures(measures), selection or Selection())


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
