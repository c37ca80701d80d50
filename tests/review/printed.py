"""Documents of which reports are made: a sample read and written, and one that says what could act in a browser."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import extractor
from extractor.export.document import write_document
from extractor.export.summary import SUMMARY_COLUMNS
from extractor.model import Disclosure
from extractor.model.catalogue import finding
from tests.conftest import ROOT
from tests.readings import of_file

SAMPLE = ROOT / "samples" / "qiongwan_school_2022.pdf"
NASTY = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">'\"&<!--"


def read() -> Disclosure:
    """A sample of 16 pages."""
    return of_file(SAMPLE)


def written(output: Path, document: Disclosure | None = None) -> Path:
    """Its folder in an output folder, with the copy of the PDF."""
    return write_document(document or read(), output, extractor.__version__, SAMPLE.read_bytes())


def hostile() -> Disclosure:
    """The sample with HTML and script wherever a document can have text."""
    found = read()
    tables = []
    for table in found.tables:
        rows = tuple(replace(row, label=f"{row.label}{NASTY}") for row in table.rows)
        parts = tuple(
            replace(part, cells=tuple(replace(cell, text=cell.text and f"{cell.text}{NASTY}") for cell in part.cells))
            for part in table.parts
        )
        columns = tuple(replace(column, title=f"{column.title}{NASTY}") for column in table.columns)
        tables.append(
            replace(
                table, title_printed=NASTY, unit_printed=NASTY, notes=(NASTY,), rows=rows, parts=parts, columns=columns
            )
        )
    passages = tuple(
        replace(one, heading=NASTY, lines=tuple(line._replace(text=f"{line.text}{NASTY}") for line in one.lines))
        for one in found.passages
    )
    told = replace(
        finding("damaged_streams", page=1, count=1), message=NASTY, todo=NASTY, expected=NASTY, finding_id=NASTY
    )
    return replace(
        found,
        entity=f"某局{NASTY}",
        source=f"{NASTY}.pdf",
        tables=tuple(tables),
        passages=passages,
        findings=(*found.findings, told),
    )


def many(output: Path, count: int) -> None:
    """An output folder that holds so many documents, of which only the run's summary is there."""
    output.mkdir(parents=True, exist_ok=True)
    statuses = ("verified", "inconsistent", "doubtful", "failed")
    with (output / "summary.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        lines = csv.writer(handle)
        lines.writerow(SUMMARY_COLUMNS)
        for k in range(count):
            entity, status = f"第{k}号县水利局", statuses[k % len(statuses)]
            row = {"source": f"{k}.pdf", "entity": entity, "fiscal_year": str(2018 + k % 7), "status": status}
            row |= {
                "pages": "20",
                "reasons": f"第{k}条原因" * 8,
                "document": f"{2018 + k % 7}_{entity}_{k:08x}",
                "kind": "account",
            }
            lines.writerow([row.get(column, "") for column in SUMMARY_COLUMNS])
