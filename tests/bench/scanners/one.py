"""One document of the bench: made, printed, scanned; and read and compared."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.printers.book import make_book
from tests.bench.printers.printers import named
from tests.bench.printers.score import Score, score
from tests.bench.scanners.kinds import scan

_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10


@dataclass(frozen=True, slots=True)
class Made:
    """A scan in a folder, `truth` beside it; with a fault where another program made none."""

    name: str
    kind: str
    dpi: int
    tags: tuple[str, ...]
    path: Path | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one scan."""

    made: Made
    score: Score
    status: str
    pages: int
    reasons: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0
    peak_mb: int = 0
    """Of the reading process so far."""

    @property
    def good(self) -> bool:
        return self.score.perfect and self.status == "verified"


def make(number: int, seed: int, kind: str, dpi: int, printers: list[str], folder: Path) -> Made:
    """Print and scan document `number` of a seed; the same document for every kind and resolution."""
    random = Random(f"scanner {seed}/{number}")
    by, name = random.choice(printers), f"s{seed}_{number:04d}_{kind}_{dpi}"
    book = make_book(f"scanner {seed}/{number}", slim=True).book
    style = book.style
    style.column_pages = style.two_up = style.wrap_figures = False
    style.turn, style.resave = "no", ""
    style.size = max(style.size, 7)  # nobody scans what nobody can read
    if random.random() < 0.5:
        for sheet in book.sheets:
            sheet.rules = "thin" if sheet.rules == "grid" else sheet.rules
    tags = (f"rules:{style.rules}", f"printer:{by}", f"size:{style.size:g}", f"codes:{style.codes}")
    work = Path(tempfile.mkdtemp(prefix="scanners"))
    try:
        printed = named([by])[by].print(book, work, random)
        made = scan(printed, kind, dpi, f"{seed}/{number}/{kind}/{dpi}", book.entity)
    except Exception as error:  # another program's failure is no result of the reader
        return Made(name, kind, dpi, tags, fault=f"{type(error).__name__}: {error}"[:400])
    finally:
        shutil.rmtree(work, ignore_errors=True)
    tags = (*tags, *made.tags)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.pdf"
    path.write_bytes(made.data)
    truth = book.truth() | {"kind": kind, "dpi": dpi, "tags": list(tags), "scanned_pages": made.pages}
    path.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return Made(name, kind, dpi, tags, path)


def kept(path: Path) -> Made:
    """A scan that was kept, or any other with its truth beside it."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Made(path.stem, truth.get("kind", "other"), truth.get("dpi", 0), tuple(truth.get("tags", ())), path)


def read(made: Made, keep: Path | None = None) -> Result:
    """Read a scan and compare; beside a document that is not wholly right its differences are kept."""
    import resource

    from extractor import extract
    from extractor.errors import DocumentError

    if made.path is None:
        return Result(made, Score(), "not made", 0, [made.fault])
    truth = json.loads(made.path.with_suffix(".json").read_text(encoding="utf-8"))
    _load()
    begun = time.process_time()
    reasons: list[str] = []
    try:
        found = extract(made.path, ocr="always")
        status, pages = str(found.status), found.page_count
        reasons += found.reasons
        for what, got in (("entity", found.entity), ("fiscal_year", found.fiscal_year)):
            if got != truth.get(what, got):
                reasons.append(f"{what} {got} for {truth[what]}")
    except DocumentError as error:
        found, status, pages = None, f"error:{error.code}", truth.get("scanned_pages", 1)
        reasons.append(str(error))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEGABYTE
    result = Result(made, score(found, truth), status, pages, reasons, seconds, peak)
    if keep is not None and not result.good:
        _note(keep / f"{made.name}.txt", result)
    return result


@cache
def _load() -> None:
    """The recogniser, so that no document pays for loading it."""
    import pypdf

    from extractor import extract
    from extractor.errors import DocumentError

    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    with tempfile.TemporaryDirectory() as folder:
        blank = Path(folder) / "blank.pdf"
        writer.write(blank)
        try:
            extract(blank, ocr="always")
        except DocumentError:
            return


def _note(path: Path, result: Result) -> None:
    own: Any = result.score
    lines = [
        f"{result.status} {own.right}/{own.true} extra {own.extra} proved wrong {own.proved_wrong}",
        " ".join(result.made.tags), *own.status, *result.reasons, *own.differences[:400],
    ]  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
