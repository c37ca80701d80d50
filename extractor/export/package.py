"""A workbook as the bytes of an .xlsx file: the same workbook gives the same bytes, at any time, on any system."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_WHEN = (1980, 1, 1, 0, 0, 0)
_DIGITS_ARE_TEXT = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>'
)
"""Codes and 行次 are text on purpose: no green corner in every cell."""


class _Package(ZipFile):
    """The zip archive that openpyxl writes into, with fixed times and attributes."""

    def __init__(self, target: io.BytesIO, more_rows: Mapping[str, bytes]) -> None:
        super().__init__(target, "w", ZIP_DEFLATED)
        self._more_rows = more_rows

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_args: Any, **_kwargs: Any) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        info = ZipInfo(name, _WHEN)
        info.compress_type = ZIP_DEFLATED
        info.create_system = 0
        info.external_attr = 0o644 << 16
        super().writestr(info, data)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        """A worksheet, which openpyxl has written to a temporary file."""
        data = Path(filename).read_bytes()
        rows = self._more_rows.get(arcname)
        if rows is not None:
            data = data.replace(b"</sheetData>", rows + b"</sheetData>", 1)
        self.writestr(arcname, data.replace(b"</worksheet>", _DIGITS_ARE_TEXT, 1))


def workbook_bytes(book: Workbook, more_rows: Mapping[int, bytes]) -> bytes:
    """Save `book`.

    Args:
        book: the workbook; its properties' dates are set to a fixed day.
        more_rows: by sheet index (from 0), `<row>` elements to append to the sheet's own rows. For long sheets, where
            one openpyxl object a cell would cost more than everything else together.
    """
    book.properties.created = book.properties.modified = datetime(*_WHEN)
    buffer = io.BytesIO()
    package = _Package(buffer, {f"xl/worksheets/sheet{i + 1}.xml": rows for i, rows in more_rows.items()})
    ExcelWriter(book, package).save()
    return buffer.getvalue()


_SPECIAL = re.compile(r"[&<>]")
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    """`text` for the inside of an XML element."""
    return _SPECIAL.sub(lambda match: _ENTITY[match.group()], text)
