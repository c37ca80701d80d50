"""One document of the bench: made, printed, finished, read, compared."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.printers.book import make_book
from tests.bench.printers.post import finish
from tests.bench.printers.printers import named
from tests.bench.printers.score import Score, score


@dataclass(slots=True)
class Result:
    """What became of one document."""

    number: int
    printer: str
    tags: list[str]
    score: Score
    status: str
    reasons: list[str] = field(default_factory=list)
    fault: str = ""
    """The printer's own failure: no document."""
    seconds: float = 0.0
    name: str = ""
    """The file's, where it was read again."""

    @property
    def hard(self) -> bool:
        """Of a class that may be doubted by the reader, but not wrong in silence."""
        return any(tag in ("two_up", "column_pages") for tag in self.tags)

    @property
    def good(self) -> bool:
        """Every figure right and verified; a hard one may be right or said."""
        if self.score.perfect and self.status == "verified":
            return True
        return self.hard and self.status != "verified" and not (self.score.proved_wrong or self.score.amounts)


def run_one(number: int, seed: int, printers: list[str], keep: str = "", everything: bool = False) -> Result:
    """Make and read document `number` of a seed; keep it if it is not wholly right, or if everything is kept."""
    random = Random(f"printer {seed}/{number}")
    name = random.choice(printers)
    made = make_book(f"{seed}/{number}")
    book = made.book
    if name != "calc":
        book.style.column_pages = False
    folder = Path(tempfile.mkdtemp(prefix="printers"))
    try:
        try:
            printed = named([name])[name].print(book, folder, random)
            own_mark = name in ("chromium", "weasyprint", "wkhtmltopdf")
            published, saved = finish(printed, book, random, marked=own_mark)
        except Exception as error:  # another program's failure is no result of the reader
            return Result(
                number, name, made.tags(), Score(), "not printed", fault=f"{type(error).__name__}: {error}"[:600]
            )
        tags = [*made.tags(), f"saved:{saved or 'no'}"]
        truth = book.truth() | {"producer": name, "tags": tags}
        result = _read(published, truth, number, name, tags)
        if keep and (everything or not result.good):
            _keep(Path(keep) / f"s{seed}_{number:04d}_{name}", published, truth, result)
        return result
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_again(path: Path, keep: str = "") -> Result:
    """Read a document that was kept, or any other with its truth beside it."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    result = _read(path, truth, 0, truth.get("producer", path.stem), truth.get("tags", []))
    result.name = path.stem
    if keep and not result.good:
        _keep(Path(keep) / path.stem, path, truth, result)
    return result


def _read(path: Path, truth: dict[str, Any], number: int, name: str, tags: list[str]) -> Result:
    from extractor import extract
    from extractor.errors import DocumentError

    begun = time.perf_counter()
    try:
        read = extract(path)
    except DocumentError as error:
        return Result(
            number, name, tags, score(None, truth), f"error:{error.code}", [str(error)], "", time.perf_counter() - begun
        )
    except Exception as error:
        return Result(number, name, tags, score(None, truth), "crashed", [f"{type(error).__name__}: {error}"])
    found = score(read, truth)
    reasons = list(read.reasons)
    if read.entity != truth["entity"]:
        reasons.append(f"entity {read.entity} for {truth['entity']}")
    if read.fiscal_year != truth["fiscal_year"]:
        reasons.append(f"year {read.fiscal_year} for {truth['fiscal_year']}")
    return Result(number, name, tags, found, str(read.status), reasons, "", time.perf_counter() - begun)


def _keep(stem: Path, path: Path, truth: dict[str, Any], result: Result) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, stem.with_suffix(".pdf"))
    stem.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    lines = [
        f"{result.status} {result.score.right}/{result.score.true} proved wrong {result.score.proved_wrong}",
        *result.tags,
        *result.score.status,
        *result.reasons,
        *result.score.differences[:400],
    ]
    stem.with_suffix(".txt").write_text("\n".join(lines), encoding="utf-8")
