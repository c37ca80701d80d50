"""How large a page's own unit is: PDFium measures in user units, but a box is given in points."""

from __future__ import annotations

import io

_MARK = b"/UserUnit"


def user_units(data: bytes, password: str | None = None) -> dict[int, float]:
    """Points a unit by page number, for pages whose unit is not one point.

    PDFium has no call that tells, so the rare file that names a unit at all is asked through pdfminer. A unit inside
    a compressed object stream is not seen; the figures are right all the same, only their boxes are in user units.
    """
    if _MARK not in data:
        return {}
    try:
        return _units(data, password)
    except Exception:  # pdfminer raises whatever it stumbles over, and a unit is not worth a document
        return {}


def _units(data: bytes, password: str | None) -> dict[int, float]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    units: dict[int, float] = {}
    document = PDFDocument(PDFParser(io.BytesIO(data)), password=password or "")
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        unit = resolve1(page.attrs.get("UserUnit", 1))
        if isinstance(unit, (int, float)) and unit > 0 and unit != 1:
            units[number] = float(unit)
    return units
