"""One document's folder: workbook, per-table CSV, tidy CSV, inventory, record."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from extractor import lazy_re as re
from extractor.export.checks import CHECK_COLUMNS
from extractor.export.corrections import write_corrections
from extractor.export.csvs import table_lines, write_csv
from extractor.export.datapackage import document_package
from extractor.export.files import make_folder, make_own_folder, remove, sweep, write_bytes
from extractor.export.findings import FINDING_COLUMNS, finding_rows
from extractor.export.layout_file import layout_bytes
from extractor.export.prepare import Prepared, prepare
from extractor.export.record import write_record
from extractor.export.record_files import RECORD_FILES
from extractor.export.text import clean
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS, figure_cells, table_rows
from extractor.export.words import heading
from extractor.model import Disclosure, Table
from extractor.naming import (
    CHECKS_FILE,
    CORRECTIONS_FILE,
    FIGURES_FILE,
    FINDINGS_FILE,
    LAYOUT_FILE,
    PACKAGE_FILE,
    RECORD_FILE,
    TABLES_FILE,
    copy_name,
    marked_name,
    portable,
)
from extractor.system.memory import rare_collections

OUTPUTS = ("xlsx", "csv", "json", "pdf")
"""What may be left out of a document's folder: its workbook, its tables as printed (csv/), what describes its CSVs
(datapackage.json), and the copy of its PDF. Its record, and the lists that a run's database is made of, are always
there."""
_OUR_CSV = re.compile(r"[A-Z]\d\d_.*\.csv")


@rare_collections()
def write_document(
    disclosure: Disclosure,
    folder: Path,
    version: str,
    pdf: bytes | None = None,
    marked: bytes | None = None,
    outputs: Collection[str] = OUTPUTS,
) -> Path:
    """Write all files of one document into `folder`/<name>/.

    The workbook comes first: where it is open in Excel, nothing at all is changed. The record comes last: a folder
    that has one is complete. Per-table CSVs of an earlier run that are no longer written are removed.

    Args:
        disclosure: the document.
        folder: the output folder of the run; made where it is not there.
        version: of the program.
        pdf: the document itself, of which a copy goes into the folder, where the workbook's links lead; None for none.
        marked: the copy with its findings marked (`marked_copy`), where one is asked for.
        outputs: which of `OUTPUTS` are written. What an earlier run wrote and this one does not would contradict it,
            and goes; but a copy of the PDF stays, for it may be the last there is.

    Returns:
        The document's folder.

    Raises:
        OutputError: a file or the folder cannot be written.
    """
    home = folder / disclosure.name
    csv_folder = home / "csv"
    make_folder(folder)
    make_own_folder(home)
    sweep(home)
    prepared = prepare(disclosure)
    book = home / f"{disclosure.name}.xlsx"
    if "xlsx" in outputs:
        from extractor.export.workbook import document_workbook

        write_bytes(book, document_workbook(disclosure, version, prepared, pdf is not None))
    else:
        remove(book)
    for copy, data in ((copy_name(disclosure.name), pdf), (marked_name(disclosure.name), marked)):
        # One of an earlier run stays: it may be the last copy there is, or have comments of people's own.
        if data is not None:
            write_bytes(home / copy, data)
    printed = _write_tables(disclosure, csv_folder, prepared, "csv" in outputs)
    write_csv(home / FIGURES_FILE, FIGURE_COLUMNS, map(figure_cells, prepared.figures))
    write_csv(home / TABLES_FILE, TABLE_COLUMNS, (tuple(map(str, row)) for row in table_rows(disclosure)))
    write_csv(home / CHECKS_FILE, CHECK_COLUMNS, prepared.checks)
    write_csv(home / FINDINGS_FILE, FINDING_COLUMNS, finding_rows(disclosure))
    if disclosure.corrections:
        write_corrections(home, (one.correction for one in disclosure.corrections))
    else:
        remove(home / CORRECTIONS_FILE)
    for kind in RECORD_FILES:
        write_csv(home / kind.name, kind.columns, kind.rows(disclosure))
    if "json" in outputs:
        document_package(home, printed)
    else:
        remove(home / PACKAGE_FILE)
    write_bytes(home / LAYOUT_FILE, layout_bytes(disclosure, prepared.layouts))
    write_record(home / RECORD_FILE, disclosure, version)
    return home


_Printed = tuple[str, list[str], list[list[str]]]


def _write_tables(disclosure: Disclosure, folder: Path, prepared: Prepared, wanted: bool) -> list[_Printed]:
    """Write the tables as printed, and remove those that are no longer; the name, header and lines of each."""
    printed: list[_Printed] = []
    if wanted:
        make_own_folder(folder)
        sweep(folder)
        for table in disclosure.tables:
            if table.table_id in prepared.layouts:
                heads, lines = table_lines(table, prepared.layouts[table.table_id])
                write_csv(folder / csv_name(table), heads, lines)
                printed.append((f"csv/{csv_name(table)}", heads, lines))
    written = {path.rpartition("/")[2] for path, _, _ in printed}
    if folder.is_dir() and not folder.is_symlink():
        for path in sorted(folder.iterdir()):
            if path.name not in written and _OUR_CSV.fullmatch(path.name):
                remove(path)
        if not wanted:
            with suppress(OSError):  # something of another hand is in it
                folder.rmdir()
    return printed


def marked_copy(disclosure: Disclosure, pdf: bytes, password: str | None = None) -> bytes:
    """The document with every finding as a highlight and a comment at its place, and bookmarks for its tables.

    Raises:
        NotMarkedError: the file cannot be taken apart and put together again.
    """
    from extractor.export.marked import marked_pdf
    from extractor.export.remarks import bookmarks, remarks, to_do

    return marked_pdf(pdf, remarks(disclosure), bookmarks(disclosure), to_do(disclosure), password)


def csv_name(table: Table) -> str:
    """`T01_收入支出决算总表.csv`."""
    return f"{portable(clean(f'{table.table_id}_{heading(table)}'))}.csv"
