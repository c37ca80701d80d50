"""Layers (optional content groups) that a file switches off: their text is in the file and not on the page."""

from __future__ import annotations

import io
from collections.abc import Sequence

from extractor.parse.limits import object_streams

_LAYERS = (b"/OCProperties",)
_MASKS = (b"/Luminosity", b"/Alpha")
"""The kinds of soft masks. Plain bytes are found ten times as fast as patterns."""


def may_mask(data: bytes) -> bool:
    """Whether the file has soft masks, behind which anything may be that is not seen."""
    return _holds(data, _MASKS)


def _holds(data: bytes, marks: Sequence[bytes]) -> bool:
    return any(mark in part for part in (data, *object_streams(data)) for mark in marks)


def has_hidden_layers(data: bytes, password: str | None = None) -> bool:
    """Whether the file has layers that are not shown when it is opened.

    PDFium reads the text of every layer and does not say which it is in; what is seen of it only the page shows.
    """
    if not _holds(data, _LAYERS):
        return False
    try:
        return _switched_off(data, password)
    except Exception:  # pdfminer raises whatever it stumbles over; what it cannot read is a reason for doubt
        return True


def _switched_off(data: bytes, password: str | None) -> bool:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    document = PDFDocument(PDFParser(io.BytesIO(data)), password=password or "")
    properties = resolve1(document.catalog.get("OCProperties")) or {}
    default = resolve1(properties.get("D")) or {}
    off = resolve1(default.get("OFF")) or []
    base = str(resolve1(default.get("BaseState")) or "")
    return bool(off) or "OFF" in base
