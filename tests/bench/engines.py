"""One engine over a folder of PDFs, in a process of its own: `python -m tests.bench.engines ENGINE FOLDER`.

Every document is read twice: what a program makes ready for its first documents is in the first time, the second is the
pace at which it reads many. Prints one JSON object: of each document the pages and, of both times, the seconds by the
clock and of the processor; and the peak memory of the process. Whatever the engine, a document it cannot read has its
pages counted and its time taken.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

Engine = Callable[[Path], Any]


def juesuan() -> Engine:
    """`extractor.extract()`: everything but the writing of files."""
    import extractor.document.reading
    from extractor.errors import DocumentError

    def read(path: Path) -> str:
        try:
            return str(extractor.extract(path).status)
        except DocumentError as error:
            return error.status

    return read


def juesuan_written() -> Engine:
    """The same with all files of each document written, as one worker of a run does it."""
    import tempfile

    import extractor.document.reading
    from extractor.errors import DocumentError
    from extractor.export import workbook, write_document  # noqa: F401, the first is imported when it is called

    def read(path: Path) -> str:
        try:
            found = extractor.extract(path)
        except DocumentError as error:
            return error.status
        with tempfile.TemporaryDirectory(prefix="juesuan-bench-") as folder:
            write_document(found, Path(folder), extractor.__version__)
        return str(found.status)

    return read


def pdfplumber() -> Engine:
    """`extract_tables()` of every page, each page closed again."""
    import pdfplumber as library

    def read(path: Path) -> int:
        found = 0
        with library.open(path) as document:
            for page in document.pages:
                found += len(page.extract_tables())
                page.close()
        return found

    return read


def camelot(engine: str) -> Engine:
    """`read_pdf(flavor="lattice")` of all pages, with the vector engine or with the default raster engine."""
    import camelot as library

    options = {"engine": engine} if engine != "default" else {}

    def read(path: Path) -> int:
        return len(library.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True, **options))

    return read


def pdfium_load() -> Engine:
    """Load each page and its text: no reader that stands on PDFium can be quicker."""

    def read(path: Path) -> int:
        document = pdfium.PdfDocument(path)
        chars = 0
        for page in document:
            text = page.get_textpage()
            chars += text.count_chars()
            text.close()
            page.close()
        document.close()
        return chars

    return read


ENGINES: dict[str, Callable[[], Engine]] = {
    "juesuan": juesuan,
    "juesuan, all files written": juesuan_written,
    "pdfplumber": pdfplumber,
    "camelot vector": lambda: camelot("vector"),
    "camelot default": lambda: camelot("default"),
    "pdfium load": pdfium_load,
}


def page_count(path: Path) -> int:
    """Pages of a PDF, 0 where it cannot be opened."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def measure(name: str, folder: Path) -> dict[str, Any]:
    """Read every PDF of `folder`, in the order of names, and then again. The engine's own import is not in the time."""
    read = ENGINES[name]()
    paths = sorted(folder.rglob("*.pdf"))
    documents: dict[str, dict[str, Any]] = {
        str(path.relative_to(folder)): {"pages": page_count(path)} for path in paths
    }
    for time_in in ("first_", ""):
        for path in paths:
            started, busy = time.perf_counter(), time.process_time()
            try:
                result = read(path)
            except Exception as error:
                result = f"{type(error).__name__}: {error}"
            documents[str(path.relative_to(folder))] |= {
                f"{time_in}seconds": time.perf_counter() - started,
                f"{time_in}cpu_seconds": time.process_time() - busy,
                "result": result,
            }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return {"engine": name, "peak_mb": round(peak, 1), "documents": documents}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2])), ensure_ascii=False))
