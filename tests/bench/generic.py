"""Figures in cells of their own, by generic tools and by ours: `python -m tests.bench.generic FOLDER… [--sample N]`.

FOLDER holds PDFs with their truth beside each, as the bench of printers keeps them. What is counted knows nothing of
names, columns or units, which generic tools do not give: how many of the figures of a document's tables stand as bare
strings in some cell, each as often as the truth prints it. Prints JSON: the sums, and every document on which a
generic tool is ahead of ours, with the figures that it alone gives.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.printers.score import shown, true_cells

OURS = "juesuan"
_SHOWN = 10

Figures = Counter[str]
"""Strings as `shown` has them, each as often as it stands in a cell."""
Reader = Callable[[Path], Iterable[str]]
"""A document to the texts of all cells of its tables."""


def juesuan(path: Path) -> Iterable[str]:
    """The figures of all tables, as printed."""
    from extractor import extract
    from extractor.errors import DocumentError

    try:
        read = extract(path, ocr="never")
    except DocumentError:
        return []
    return [figure.printed for table in read.tables for row in table.rows for figure in row.figures]


def camelot_stream(path: Path) -> Iterable[str]:
    """`read_pdf(flavor="stream")` of all pages."""
    import camelot

    found = camelot.read_pdf(str(path), pages="all", flavor="stream", suppress_stdout=True)
    return [str(text) for table in found for row in table.df.to_numpy().tolist() for text in row]


def pdfplumber_text(path: Path) -> Iterable[str]:
    """`extract_tables` of all pages with both strategies `text`."""
    import pdfplumber

    out: list[str] = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            tables = page.extract_tables({"vertical_strategy": "text", "horizontal_strategy": "text"})
            out += [text for table in tables for row in table for text in row if text]
            page.close()
    return out


READERS: dict[str, Reader] = {
    OURS: juesuan,
    "camelot stream": camelot_stream,
    "pdfplumber text": pdfplumber_text,
}


def figures_of(truth: Mapping[str, Any]) -> Figures:
    """Every figure that a document's tables print."""
    return Counter(text for text, _ in true_cells(truth).values() if text)


def in_cells(texts: Iterable[str], true: Figures) -> Figures:
    """Of the true figures those that are the whole text of a cell, each at most as often as it is true."""
    return Counter(map(shown, texts)) & true


def compared(path: Path, readers: Mapping[str, Reader] = READERS) -> dict[str, Any]:
    """One document: how many figures it has, how many each reader gives, and what others alone give."""
    true = figures_of(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    found: dict[str, Figures] = {}
    for name, reader in readers.items():
        try:
            found[name] = in_cells(reader(path), true)
        except Exception as error:  # the tool's own failure: it gives nothing
            print(f"{name} on {path.name}: {type(error).__name__}: {error}", file=sys.stderr)
            found[name] = Counter()
    ahead = {
        name: sorted((own - found[OURS]).elements())[:_SHOWN]
        for name, own in found.items()
        if own.total() > found[OURS].total()
    }
    counts = {name: own.total() for name, own in found.items()}
    return {"document": path.stem, "true": true.total(), **counts, "ahead": ahead}


def measured(paths: Sequence[Path], readers: Mapping[str, Reader] = READERS) -> dict[str, Any]:
    """All documents: the sums, and those on which a generic tool is ahead."""
    found = [compared(path, readers) for path in paths]
    sums = {name: sum(one[name] for one in found) for name in ("true", *readers)}
    return {"documents": len(found), **sums, "ahead": [one for one in found if one["ahead"]]}


def sampled(folders: Sequence[Path], size: int, seed: int) -> list[Path]:
    """The documents with truth of some folders, or as many of them drawn as are wanted."""
    paths = sorted(p for folder in folders for p in folder.glob("*.pdf") if p.with_suffix(".json").exists())
    return sorted(Random(seed).sample(paths, size)) if 0 < size < len(paths) else paths


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="read only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    report = measured(sampled(args.folders, args.sample, args.seed))
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if report["ahead"] else 0


if __name__ == "__main__":
    sys.exit(main())
