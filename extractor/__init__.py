"""juesuan: published 部门决算 and 部门预算 PDFs become verified spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from extractor.export.output import Output
    from extractor.model import Amounts, Disclosure, Engine
    from extractor.scan import Ocr

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "open_run"]


def extract(
    path: str | Path,
    *,
    password: str | None = None,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    forms: str | Path | None = None,
) -> Disclosure:
    """Read one published final account.

    Args:
        path: a PDF; one that is scanned needs the extra `ocr` to be read.
        password: the opening password, where the file has one.
        engine: which parser reads it: `pdfium` (fast), or `pdfplumber` for an independent second reading.
        forms: a folder with families of forms of your own, which count beside the packaged ones (`juesuan docs forms`).
        ocr: `auto` reads the pages that are pictures by character recognition, `always` all pages, `never` none.

    Returns:
        Everything that was read: tables with their rows and figures (exact `Decimal` amounts in 万元), what was
        found on the way, and the document's status.

    Raises:
        extractor.errors.FormsError: something is wrong in `forms`; the message names file and line.
        extractor.errors.DocumentError: the file cannot be read (not there, not a PDF, damaged, encrypted, no text) or
            is no final account (a budget, another kind of file); `.code`, `.message` and `.hint` say what and why.
    """
    from extractor.document.reading import read_document
    from extractor.forms import user_forms, using

    with using(user_forms(forms)):
        return read_document(path, password=password, engine=engine, ocr=ocr)


def open_run(path: str | Path, *, amounts: Amounts = "decimal") -> Output:
    """Open what `juesuan extract` wrote into a folder, or an archive: its tables as DataFrames, its documents as read.

    Args:
        path: an output folder, an archive, or the database in it.
        amounts: how frames hold amounts: `decimal` (exact), or `float`.

    Returns:
        A mapping of names (`documents`, `figures`, `T05` …) to DataFrames; `.sql(query)`, `.document(name)`.

    Raises:
        extractor.errors.NotFoundError: there is no such path.
        extractor.errors.UsageError: it is no output of this program.
        extractor.errors.OutputError: another version wrote it (run `juesuan extract` again), or it is damaged.
    """
    from extractor.export.output import Output

    return Output(path, amounts)
