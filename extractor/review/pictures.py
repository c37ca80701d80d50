"""The pages of a document as pictures, one file each, as small as they can be and still be read well."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from extractor.export.files import make_folder, write_bytes
from extractor.parse.picture import shown_pages
from extractor.system.regular import read_regular

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 2.0
"""Pixels a point: the small print of a table of twelve columns is read at it, and zoomed to twice its size."""
_LONGEST = 2400
"""Pixels of the longer side of a large sheet."""
_QUALITY, _EFFORT = 60, 2
"""Of WebP. More effort makes a picture a twentieth smaller and takes three times as long."""


class Picture(NamedTuple):
    """A page of the document, and where its picture is."""

    number: int
    """Of the page, from 1."""
    href: str
    """The picture's address, seen from the document's page; "" where there is none."""
    width: float
    """Of the page as shown, points: what boxes are measured in."""
    height: float


def draw_pictures(pdf: bytes, folder: Path | None, href: str = "", password: str | None = None) -> tuple[Picture, ...]:
    """Draw every page into `folder`, as `001.webp` and so on; those that are there already are left as they are.

    Args:
        pdf: the document.
        folder: where the pictures go, made where it is not there; None for none: only the sizes of pages are told.
        href: what stands before the file's name in its address, e.g. `某局/`.
        password: opens an encrypted document.

    Raises:
        DocumentError: the file cannot be opened.
        OutputError: a picture cannot be written.
    """
    if folder is not None:
        make_folder(folder)
    out = []
    for page in shown_pages(pdf, password, scale=_SCALE, most=_LONGEST):
        name = f"{page.number:03}.webp"
        there = folder is not None and (folder / name).is_file()
        if folder is not None and not there and (drawn := page.draw()) is not None:
            write_bytes(folder / name, _webp(drawn))
            there = True
        out.append(Picture(page.number, quote(f"{href}{name}") if there else "", page.width, page.height))
    return tuple(out)


def drawn_page(pdf: Path, number: int) -> bytes | None:
    """One page as WebP; None where there is no such page, or it is damaged. Raises as `draw_pictures` does."""
    for page in shown_pages(read_regular(pdf), scale=_SCALE, most=_LONGEST):
        if page.number == number:
            drawn = page.draw()
            return None if drawn is None else _webp(drawn)
    return None


def _webp(picture: Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "WEBP", quality=_QUALITY, method=_EFFORT)
    return held.getvalue()
