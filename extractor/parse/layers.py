"""Layers (optional content groups) that a file switches off: their text is in the file and not on the page."""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from extractor.parse.limits import object_streams

_LAYERS = b"/OCProperties"
_MARKS = re.compile(rb"/(?:OCProperties|Luminosity|Alpha)")
"""Layers, and the two kinds of soft masks."""


class Unsure(NamedTuple):
    """What a file has because of which text in it may not be seen."""

    hidden_layers: bool
    """Layers that are not shown when it is opened. PDFium reads the text of every layer and does not say which it is
    in; what is seen of it only the page shows."""
    masks: bool
    """Soft masks, behind which anything may be."""


def unsure(data: bytes, password: str | None = None) -> Unsure:
    """Look through a file once, objects in compressed streams included."""
    found: set[bytes] = set()
    for part in (data, *object_streams(data)):
        found.update(mark[0] for mark in _MARKS.finditer(part))
    layers, masks = _LAYERS in found, bool(found - {_LAYERS})
    return Unsure(layers and _has_hidden(data, password), masks)


def _has_hidden(data: bytes, password: str | None) -> bool:
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
