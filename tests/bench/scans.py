"""How well scans are read, by kind and resolution: prints JSON.

    python -m tests.bench.scans [--kinds ordinary,fax] [--dpi 200,150] [--pages tables|all]
                                [--generated all|NAME,…] [PDF ...]

Each PDF needs its truth beside it (samples/truth/NAME.json, or ../truth/NAME.json for the corpus). Without any, the
samples are read. `--pages tables` leaves out the pages between the cover and the tables and after them;
`--generated` adds documents of the tests' generator, by their layouts. Seconds are CPU seconds of one core,
without those that loading the recogniser takes once (`load_seconds`); peak memory is of the kind's own process.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdf

from extractor.document.reading import read_bytes
from extractor.errors import DocumentError
from extractor.scan import ScannedPages
from tests.documents.catalogue import LAYOUTS, make
from tests.scan.degrade import KINDS, scan
from tests.scan.measure import WHAT, Marks, measure

ROOT = Path(__file__).parents[2]
_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10


@dataclass(frozen=True, slots=True)
class Original:
    """A document of text that scans are made of."""

    name: str
    data: bytes
    truth: dict[str, Any]


def truth_of(pdf: Path) -> dict[str, Any]:
    """The truth file of a PDF, in the places where samples and corpus keep it."""
    for folder in (pdf.parent / "truth", pdf.parent.parent / "truth"):
        path = folder / f"{pdf.stem}.json"
        if path.is_file():
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found
    raise FileNotFoundError(f"no truth for {pdf}")


def original(pdf: Path, tables_only: bool) -> Original:
    """A PDF with its truth; of its pages the cover and those with tables, or all of them."""
    truth, data = truth_of(pdf), pdf.read_bytes()
    pages = [page for table in truth["tables"].values() for page in table.get("pages", ())]
    return Original(pdf.stem, _cut(data, pages) if tables_only else data, truth)


def generated(given: str, tables_only: bool) -> list[Original]:
    """Documents of the tests' generator, of all layouts or those named; those with a password are left out."""
    names = [name for name, case in LAYOUTS.items() if not case.layout.file.password]
    out = []
    for name in names if given == "all" else filter(None, given.split(",")):
        data, truth = make(name, 1)
        if tables_only:
            data = _cut(data, [page for table in read_bytes(data, name).tables for page in table.pages])
        out.append(Original(name, data, truth))
    return out


def _cut(data: bytes, pages: Iterable[int]) -> bytes:
    """The cover and some pages of a document."""
    source, writer, out = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfWriter(), io.BytesIO()
    for number in sorted({1, *pages}):
        writer.add_page(source.pages[number - 1])
    writer.write(out)
    return out.getvalue()


def scanned(each: Original, kind: str, dpi: int, seed: int) -> Original:
    """The document as a scan, with the truth of the text."""
    return replace(each, data=scan(each.data, kind, dpi, seed))


def bench(scans: list[Original], kind: str, dpi: int) -> dict[str, Any]:
    """What is read of all documents of one kind at one resolution."""
    there, right, proofs = Counter[str](), Counter[str](), Counter[str]()
    wrong: list[str] = []
    wrong_proved: list[str] = []
    misread: list[str] = []
    by_document: dict[str, dict[str, Any]] = {}
    load, seconds, pages = _loaded(), 0.0, 0
    for each in scans:
        pages += (count := len(pypdf.PdfReader(io.BytesIO(each.data)).pages))
        start = time.process_time()
        try:
            read = read_bytes(each.data, each.name)
            status = read.status
        except DocumentError as error:
            read, status = None, error.status
        took = time.process_time() - start
        marks: Marks = measure(read, each.truth)
        there, right, proofs = there + marks.there, right + marks.right, proofs + marks.proofs
        wrong_proved += [f"{each.name} {line}" for line in marks.wrong_proved]
        wrong += [f"{each.name} {line}" for line in marks.wrong]
        misread += [f"{each.name} {line}" for line in marks.misread]
        seconds += took
        by_document[each.name] = {
            "figures": f"{marks.right['figures']}/{marks.there['figures']}",
            "status": status,
            "cpu_seconds_a_page": round(took / count, 2),
        }
    return {
        "kind": kind,
        "dpi": dpi,
        "pages": pages,
        **{what: {"right": right[what], "of": there[what], "share": _share(right[what], there[what])} for what in WHAT},
        "wrong": len(wrong),
        "wrong_and_proved": wrong_proved,
        "first_wrong": wrong[:40],
        "first_misread": misread[:20],
        "proofs": dict(proofs),
        "documents": by_document,
        "cpu_seconds_a_page": round(seconds / max(1, pages), 2),
        "load_seconds": round(load, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE),
        "load_average": [round(value, 1) for value in os.getloadavg()] if hasattr(os, "getloadavg") else [],
    }


def _loaded() -> float:
    """CPU seconds until the recogniser stands ready."""
    start = time.process_time()
    blank, writer = io.BytesIO(), pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(blank)
    ScannedPages(blank.getvalue()).read(1)
    return time.process_time() - start


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pdfs", nargs="*", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--dpi", default="200")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pages", choices=("tables", "all"), default="all")
    parser.add_argument("--generated", default="")
    given = parser.parse_args()
    pdfs = given.pdfs or ([] if given.generated else sorted((ROOT / "samples").glob("*.pdf")))
    only = given.pages == "tables"
    originals = [*(original(pdf, only) for pdf in pdfs), *generated(given.generated, only)]
    spawn = multiprocessing.get_context("spawn")
    for dpi in map(int, given.dpi.split(",")):
        for kind in given.kinds.split(","):
            # Processes of their own, one to draw and one to read: peak memory is a process's.
            with spawn.Pool(1) as pool:
                scans = pool.starmap(scanned, [(each, kind, dpi, given.seed) for each in originals])
            with spawn.Pool(1) as pool:
                print(json.dumps(pool.apply(bench, (scans, kind, dpi)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
