"""PDFs written object by object, so that they can be wrong in exactly one way."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
DRAWS = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
"""A page that may draw object 6 as `/X`."""
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = b"BT /F 12 Tf 72 700 Td (words) Tj ET"


def stream(data: bytes, more: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream object; `length` is what it says of itself where that is not the truth."""
    head = b"<< %s /Length %s >>" % (more, length if length is not None else b"%d" % len(data))
    return head + b"\nstream\n" + data + b"\nendstream"


def deflated(data: bytes, more: bytes = b"") -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + more)


def pdf(changed: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A page with a word on it, with objects of it changed or added.

    Args:
        changed: by number (1 catalogue, 2 pages, 3 page, 4 its content, 5 font) what stands in an object's place.
        trailer: entries added to the trailer.
    """
    objects = {1: CATALOGUE, 2: PAGES, 3: PAGE, 4: stream(WORDS), 5: FONT, **(changed or {})}
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def inflating(megabytes: int, layers: int = 2) -> bytes:
    """A content stream that is small on disk and `megabytes` of path operators when it is inflated `layers` times."""
    piece = b"0 0 m 9 9 l S\n" * 74898  # a megabyte
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    filters = b"/Filter [%s] " % (b"/FlateDecode " * layers)
    return stream(data, filters)
