"""LibreOffice, as most offices' documents are printed: spreadsheets (Calc) and documents with tables (Writer)."""

from __future__ import annotations

import os
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path
from random import Random

from tests.bench.printers.browsers import run
from tests.bench.printers.calc import workbook
from tests.bench.printers.sheets import Book
from tests.bench.printers.writer import flat_text

_PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
_profile: str = ""


def convert(source: Path, folder: Path) -> Path:
    """Let the office print a file; a process of ours keeps one profile of its own for all its documents."""
    global _profile
    if not _profile:
        _profile = tempfile.mkdtemp(prefix=f"printers-office-{os.getpid()}-")
        # Workers of a pool do not run what atexit holds.
        Finalize(None, shutil.rmtree, args=(_profile,), kwargs={"ignore_errors": True}, exitpriority=10)
    run(
        [
            str(_PROGRAM), f"-env:UserInstallation=file://{_profile}", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", str(folder), str(source),
        ],
        timeout=180,
    )  # fmt: skip
    target = folder / f"{source.stem}.pdf"
    if not target.exists():
        raise RuntimeError("soffice printed nothing")
    return target


class Calc:
    name = "calc"
    apt = "libreoffice-calc"

    def there(self) -> bool:
        return _PROGRAM is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        book.style.wrap_figures = book.style.flow = False
        source = folder / "book.xlsx"
        workbook(book, random).save(source)
        return convert(source, folder)


class Writer:
    name = "writer"
    apt = "libreoffice-writer"

    def there(self) -> bool:
        return _PROGRAM is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        source = folder / "book.fodt"
        source.write_text(flat_text(book), encoding="utf-8")
        return convert(source, folder)
