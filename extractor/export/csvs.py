"""CSV files that Excel and other programs read alike: UTF-8 with BOM, CRLF, no cell that runs as a formula."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from extractor.errors import OutputError
from extractor.export.files import replacing
from extractor.export.layout import Layout, column_heads, join
from extractor.export.numbers import printed_number
from extractor.export.text import HarmlessCells, harmless
from extractor.model import Table


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write `header` and `rows` (all strings) as `path`, row by row and atomically.

    Raises:
        OutputError: `path` cannot be written.
    """
    with replacing(path) as handle:
        # Not `utf-8-sig`, which Python encodes by itself, row by row.
        handle.write(codecs.BOM_UTF8)
        text = io.TextIOWrapper(handle, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([harmless(cell) for cell in header])
        shown = HarmlessCells().__getitem__
        writer.writerows(map(shown, row) for row in rows)
        text.flush()
        text.detach()


def table_lines(table: Table, layout: Layout | None = None) -> tuple[list[str], list[list[str]]]:
    """The table as printed with one header row: header and lines, one line a printed data row across all panels.

    A merged cell stands at its first place, the places it covers are blank. Figures stand in the printed unit.
    """
    layout = layout or join(table)
    heads = column_heads(layout)
    if table.parts and layout.cols == table.parts[0].cols:
        titles = {column.index: column.title for column in table.columns}
        heads = [head or titles.get(col, "") for col, head in enumerate(heads)]
    lines = {row: [""] * layout.cols for row in layout.data_rows}
    for cell in layout.cells:
        if not cell.head and cell.row in lines:
            figure = cell.figure
            is_number = figure is not None and figure.amount is not None
            lines[cell.row][cell.col] = printed_number(figure, table.unit) if figure and is_number else cell.text
    return heads, list(lines.values())


def read_lines(
    path: Path, header: tuple[str, ...], wanted: Callable[[list[str]], bool] = lambda _cells: True
) -> Iterator[dict[str, str]]:
    """The wanted lines of one of our CSVs, one at a time.

    Raises:
        OutputError: the file is not there or not ours.
    """
    try:
        for line in own_lines(path, header):
            if wanted(line):
                yield dict(zip(header, line, strict=True))
    except (ValueError, IndexError) as error:
        raise not_ours(path) from error


def own_lines(path: Path, header: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines of one of our CSVs below its header, one at a time.

    Raises:
        OutputError: the file is not there or not ours.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = csv.reader(handle)
            if tuple(next(lines, ())) != header:
                raise not_ours(path)
            yield from lines
    except (FileNotFoundError, ValueError) as error:
        raise not_ours(path) from error


def lines_there(path: Path) -> Iterator[dict[str, str]]:
    """The lines of one of a run's CSVs by column, as far as they can be read; none where it is not there."""
    with suppress(OSError, ValueError, csv.Error), path.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def decoded(data: bytes) -> str:
    """A table that people edit: UTF-8 with a mark or without; else what Chinese Excel writes where it is not told
    otherwise.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def not_ours(path: Path) -> OutputError:
    """The error where a document's own file is not there, or not as this program writes it."""
    return OutputError(f"汇总时找不到 {path}，或其内容不是本程序写出的。", "请重新提取该文件。")
