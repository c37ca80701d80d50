"""What a night may meet among its files: ways to spoil a PDF, and the ends that each may come to."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pypdf

Ends = frozenset[tuple[str, str]]
"""(status, code) pairs."""


@dataclass(frozen=True, slots=True)
class Spoil:
    """One way to spoil a file."""

    make: Callable[[bytes, random.Random], bytes]
    ends: Ends


def _failed(*codes: str) -> Ends:
    return frozenset(("failed", code) for code in codes)


def _empty(_: bytes, __: random.Random) -> bytes:
    return b""


def _page_of_the_site(_: bytes, __: random.Random) -> bytes:
    return "<!DOCTYPE html><title>404 您访问的页面不存在</title>".encode()


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: int(len(data) * dice.uniform(0.05, 0.5))]


def _encrypted(data: bytes, _: random.Random) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("geheim", algorithm="AES-128")
    return _bytes(writer)


def _no_pages(_: bytes, __: random.Random) -> bytes:
    return _bytes(pypdf.PdfWriter())


def _inflating(_: bytes, __: random.Random) -> bytes:
    """A page of a few hundred kilobytes whose content is a quarter of a gigabyte of strokes."""
    packer = zlib.compressobj(9)
    line = b"0 0 m 9 9 l S\n" * 4096
    packed = b"".join(packer.compress(line) for _ in range(4700)) + packer.flush()
    return _one_page(packed, b"/Filter /FlateDecode ")


def _drawing_itself(_: bytes, __: random.Random) -> bytes:
    """A form that draws itself."""
    form = b"/X Do"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /XObject << /X 5 0 R >> >> >>"
        ),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(form), form),
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length %d >> "
        b"stream\n%s\nendstream" % (len(form), form),
    ]
    return _file(objects)


def _one_page(content: bytes, entries: bytes) -> bytes:
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< %s/Length %d >> stream\n%s\nendstream" % (entries, len(content), content),
        ]
    )


def _file(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of them the catalogue."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj %s endobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def _bytes(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_NO_ACCOUNT = frozenset({("no_text", "no_text"), ("unsupported", "unsupported"), ("unsupported", "not_account")})

SPOILS: dict[str, Spoil] = {
    "empty": Spoil(_empty, _failed("empty_file")),
    "web page": Spoil(_page_of_the_site, _failed("not_pdf")),
    "cut off": Spoil(_cut, _failed("damaged")),
    "encrypted": Spoil(_encrypted, _failed("encrypted")),
    "no pages": Spoil(_no_pages, _failed("damaged")),
    "inflating": Spoil(_inflating, _failed("timeout", "memory", "crashed", "too_large") | _NO_ACCOUNT),
    "drawing itself": Spoil(_drawing_itself, _NO_ACCOUNT),
}
