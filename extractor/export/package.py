"""The parts of a workbook's file, put together the same at any time and on any system.

XlsxWriter writes the parts; what there is most of, cells and strings, in its words but with fewer calls.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple

from extractor import lazy_re as re

_WHEN = (1980, 1, 1, 0, 0, 0)
_LEVEL = 4
"""Half the time of zlib's own 6, for files that are a twentieth larger."""
_ODD = re.compile(r"[&<>_\x00-\x1f\ufffe\uffff]|^\s|\s$")
"""What makes a string one that is not written as it is."""
column_letters = cache(xl_col_to_name)


class Package(Workbook):  # type: ignore[misc]
    """A workbook that gives its file as bytes."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), {"in_memory": True})
        self._parts = _Parts()

    def _get_packager(self) -> _Parts:
        return self._parts

    def to_bytes(self) -> bytes:
        """The .xlsx file. To be called once, at the end."""
        self.close()
        buffer = io.BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as package:
            for name, data in self._parts.written:
                info = ZipInfo(name, _WHEN)
                info.create_system = 0
                package.writestr(info, data, ZIP_DEFLATED, _LEVEL)
        return buffer.getvalue()


class _Parts(Packager):  # type: ignore[misc]
    """Keeps the parts, for XlsxWriter would pack them with the level and the system's mark of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[tuple[str, bytes]] = []

    def _create_package(self) -> list[Any]:
        for file, name, is_binary in super()._create_package():
            self.written.append((name, file.getvalue() if is_binary else file.getvalue().encode()))
        return []

    def _write_shared_strings_file(self) -> None:
        table = self.workbook.str_table
        if table.count:
            strings = _Strings()
            strings.string_table = table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()


class _Strings(SharedStrings):  # type: ignore[misc]
    def _write_sst_strings(self) -> None:
        for text in self.string_table.string_array:
            if _ODD.search(text):
                self._write_si(text)
            else:
                self.fh.write(f"<si><t>{text}</t></si>")


def cell_xml(row: int, col: int, cell: Any) -> str:
    """A `<c>` element (ECMA-376, 18.3.1.4) of a string, a number or a blank with a format; "" for any other cell."""
    if cell.format is None:
        return ""
    begun = f'<c r="{column_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
    kind = type(cell)
    if kind is CellStringTuple:
        return f'{begun} t="s"><v>{cell.string}</v></c>'
    if kind is CellNumberTuple:
        return f"{begun}><v>{cell.number:.16G}</v></c>"
    return f"{begun}/>" if kind is CellBlankTuple else ""
