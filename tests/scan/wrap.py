"""One picture of a page in the ways in which scanners, cameras and their programs put it into a PDF."""

from __future__ import annotations

import io
import itertools
import zlib
from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image

from tests.faults.pdfs import pdf, stream
from tests.scan.degrade import Picture

_POINTS = 72.0
_FONT = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"

Wrap = Callable[[Picture, int], bytes]
"""A picture and its dots an inch to a PDF of one page."""


def page(
    images: list[bytes], content: bytes, size: tuple[float, float], entries: bytes = b"", extra: bytes = b""
) -> bytes:
    """A PDF of one page that draws images /I0, /I1, …

    Args:
        images: streams, with their dictionaries.
        content: of the page.
        size: width and height in points.
        entries: more of the page's dictionary.
        extra: more images, to be referred to by their number (from 5 + the images before them).
    """
    names = b"".join(b"/I%d %d 0 R" % (k, 5 + k) for k in range(len(images)))
    resources = b"/Resources<</XObject<<%s>>%s>>" % (names, _FONT)
    described = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents 4 0 R%s%s>>" % (*size, resources, entries)
    return pdf({3: described, 4: stream(content), **dict(enumerate([*images, *([extra] if extra else [])], start=5))})


def _image(picture: Picture, colours: bytes, bits: int, coding: bytes, data: bytes) -> bytes:
    height, width = picture.shape[:2]
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (width, height)
    return stream(data, head + b"/BitsPerComponent %d%s/Filter/%s" % (bits, colours, coding))


def jpeg(picture: Picture, mode: str = "RGB") -> bytes:
    """An image of 8 bits a colour."""
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).convert(mode).save(out, "JPEG", quality=60)
    colours = {"RGB": b"/DeviceRGB", "L": b"/DeviceGray", "CMYK": b"/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]"}[mode]
    return _image(picture, b"/ColorSpace" + colours, 8, b"DCTDecode", out.getvalue())


def bilevel(picture: Picture, *, mask: bool = False) -> bytes:
    """An image of black and white, or a stencil that lets ink through where it is black."""
    gray = np.asarray(Image.fromarray(picture).convert("L"))
    data = zlib.compress(np.packbits(gray > 150, axis=1).tobytes())
    return _image(picture, b"/ImageMask true" if mask else b"/ColorSpace/DeviceGray", 1, b"FlateDecode", data)


def _draw(name: int, width: float, height: float, x: float = 0, y: float = 0) -> bytes:
    return b"q %.3f 0 0 %.3f %.3f %.3f cm /I%d Do Q\n" % (width, height, x, y, name)


def _say(text: bytes, x: float, y: float, size: int = 8, mode: int = 0) -> bytes:
    return b"BT %d Tr /F1 %d Tf %.1f %.1f Td (%s) Tj ET\n" % (mode, size, x, y, text)


def _size(picture: Picture, dpi: float) -> tuple[float, float]:
    height, width = picture.shape[:2]
    return width * _POINTS / dpi, height * _POINTS / dpi


def _plain(picture: Picture, dpi: float, mode: str = "RGB", entries: bytes = b"") -> bytes:
    size = _size(picture, dpi)
    return page([jpeg(picture, mode)], _draw(0, *size), size, entries)


def _strips(picture: Picture, dpi: int) -> bytes:
    size, height = _size(picture, dpi), picture.shape[0]
    edges = np.linspace(0, height, 13).astype(int).tolist()
    pairs = list(itertools.pairwise(edges))
    content = b"".join(
        _draw(k, size[0], (b - a) * _POINTS / dpi, 0, (height - b) * _POINTS / dpi) for k, (a, b) in enumerate(pairs)
    )
    return page([jpeg(picture[a:b]) for a, b in pairs], content, size)


def _layered(picture: Picture, dpi: int) -> bytes:
    """Coarse paper under a fine stencil of the print."""
    size = _size(picture, dpi)
    paper = np.full((picture.shape[0] // 4, picture.shape[1] // 4, 3), 250, np.uint8)
    return page([jpeg(paper), bilevel(picture, mask=True)], _draw(0, *size) + b"0 g\n" + _draw(1, *size), size)


def _in_form(picture: Picture, dpi: int) -> bytes:
    size = _size(picture, dpi)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<</XObject<</I9 6 0 R>>>>" % size
    return page([stream(_draw(9, *size), form)], b"/I0 Do\n", size, extra=jpeg(picture))


def _said(words: Callable[[float, float], bytes], *, under: bool = False) -> Wrap:
    def wrap(picture: Picture, dpi: int) -> bytes:
        size = _size(picture, dpi)
        drawn = [_draw(0, *size), words(*size)]
        return page([jpeg(picture)], b"".join(drawn[::-1] if under else drawn), size)

    return wrap


def _other_text(mode: int) -> Callable[[float, float], bytes]:
    """Figures of another program's reading, which are not those on the picture."""
    lines = b"1,234.56 7,890.12 abcdefgh", b"99.99 88.88 ijklmnopqrstuvw", b"2024 xyz 77.10 once more"
    return lambda width, height: b"".join(_say(line, 60, height / 2 - 30 * k, 10, mode) for k, line in enumerate(lines))


_STAMP = b"2024-08-30 10:22:31 No. 000123 http://www.example.gov.cn/art/2024/8/30/art_123_45678.html"

WRAPS: Mapping[str, Wrap] = {
    "jpeg": _plain,
    "gray": lambda picture, dpi: _plain(picture, dpi, "L"),
    "cmyk": lambda picture, dpi: _plain(picture, dpi, "CMYK"),
    "black and white": lambda picture, dpi: page(
        [bilevel(picture)], _draw(0, *_size(picture, dpi)), _size(picture, dpi)
    ),
    "stencil": lambda picture, dpi: page(
        [bilevel(picture, mask=True)], b"0 g\n" + _draw(0, *_size(picture, dpi)), _size(picture, dpi)
    ),
    "strips": _strips,
    "layered": _layered,
    "in a form": _in_form,
    "turned by its flag": lambda picture, dpi: _plain(np.rot90(picture), dpi, entries=b"/Rotate 90"),
    "pixels as points": lambda picture, dpi: _plain(picture, 72),
    "stamp sized": lambda picture, dpi: _plain(picture, 4 * dpi),
    "units of half an inch": lambda picture, dpi: _plain(picture, 36 * dpi, entries=b"/UserUnit 36"),
    "stamped": _said(lambda width, height: _say(_STAMP, 30, height - 12)),
    "signed": _said(lambda width, height: _say(b"Scanned with CamScanner", width - 200, 20)),
    "watermarked": _said(
        lambda width, height: b"".join(
            _say(b"internal copy", x, y) for x in range(60, int(width) - 80, 90) for y in range(90, int(height), 90)
        )
    ),
    "unseen text": _said(_other_text(3)),
    "text behind": _said(_other_text(0), under=True),
}
