"""How well scans are read, by kind and resolution: prints JSON.

    python -m tests.bench.scans [--kinds ordinary,fax] [--dpi 200,150] [--pages tables|all] [PDF ...]

Each PDF needs its truth beside it (samples/truth/NAME.json, or ../truth/NAME.json for the corpus). Without any, the
samples are read. Seconds are CPU seconds of one core; the recogniser runs on one thread.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from extractor.errors import DocumentError
from extractor.pipeline import read_bytes
from tests.scans.degrade import KINDS, scan
from tests.scans.measure import WHAT, Marks, measure

ROOT = Path(__file__).parents[2]
_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10


def truth_of(pdf: Path) -> dict[str, Any]:
    """The truth file of a PDF, in the places where samples and corpus keep it."""
    for folder in (pdf.parent / "truth", pdf.parent.parent / "truth"):
        path = folder / f"{pdf.stem}.json"
        if path.is_file():
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found
    raise FileNotFoundError(f"no truth for {pdf}")


def bench(pdfs: list[Path], kind: str, dpi: int, seed: int) -> dict[str, Any]:
    """One kind at one resolution over all documents."""
    there, right, proofs = Counter[str](), Counter[str](), Counter[str]()
    wrong_proved: list[str] = []
    wrong: list[str] = []
    statuses: dict[str, str] = {}
    seconds, pages = 0.0, 0
    for pdf in pdfs:
        data = scan(pdf.read_bytes(), kind, dpi, seed)
        start = time.process_time()
        try:
            read = read_bytes(data, pdf.name)
            statuses[pdf.stem], pages = read.status, pages + read.page_count
        except DocumentError as error:
            read, statuses[pdf.stem] = None, error.status
        seconds += time.process_time() - start
        marks: Marks = measure(read, truth_of(pdf))
        there, right, proofs = there + marks.there, right + marks.right, proofs + marks.proofs
        wrong_proved += [f"{pdf.stem} {line}" for line in marks.wrong_proved]
        wrong += [f"{pdf.stem} {line}" for line in marks.wrong]
    return {
        "kind": kind,
        "dpi": dpi,
        **{what: {"right": right[what], "of": there[what], "share": _share(right[what], there[what])} for what in WHAT},
        "wrong": len(wrong),
        "wrong_and_proved": wrong_proved,
        "first_wrong": wrong[:20],
        "proofs": dict(proofs),
        "status": statuses,
        "cpu_seconds_a_page": round(seconds / max(1, pages), 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pdfs", nargs="*", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--dpi", default="200")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    pdfs = given.pdfs or sorted((ROOT / "samples").glob("*.pdf"))
    for dpi in map(int, given.dpi.split(",")):
        for kind in given.kinds.split(","):
            print(json.dumps(bench(pdfs, kind, dpi, given.seed), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
