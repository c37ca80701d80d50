"""The pages of a document as pictures, one file each, as small as they can be and still be read well."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Picture(NamedTuple):
    """A page of the document, and where its picture is."""

    number: int
    """Of the page, from 1."""
    href: str
    """The picture's address, seen from the document's page; "" where there is none."""
    width: float
    """Of the page as shown, points: what boxes are measured in."""
    height: float


def draw_pictures(pdf: bytes, folder: Path, href: str = "", password: str | None = None) -> tuple[Picture, ...]:
    """Draw every page into `folder`, as `001.webp` and so on; those that are there already are left as they are.

    Args:
        pdf: the document.
        folder: where the pictures go; made where it is not there.
        href: what stands before the file's name in its address, e.g. `某局/`.
        password: opens an encrypted document.

    Raises:
        DocumentError: the file cannot be opened.
        OutputError: a picture cannot be written.
    """
    raise NotImplementedError
