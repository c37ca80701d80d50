"""A page of a PDF as pixels, by programs of other people: fine first, then brought down as a scanner does."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Height x width x 3, blue, green, red."""
FINE = 400
"""Dots an inch of every first drawing."""


def drawers() -> tuple[str, ...]:
    """The programs that are there."""
    programs = {"poppler": "pdftoppm", "mupdf": "mutool"}
    return ("pdfium", *(name for name, program in programs.items() if shutil.which(program)))


def drawn(pdf: Path, by: str, dpi: int) -> list[Picture]:
    """Every page, drawn at `FINE` and brought down to `dpi` by averaging areas, which leaves hairlines grey."""
    return [brought_down(page, dpi) for page in (_by_pdfium(pdf) if by == "pdfium" else _by_program(pdf, by))]


def brought_down(picture: Picture, dpi: int) -> Picture:
    if dpi == FINE:
        return picture
    scale = dpi / FINE
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _by_pdfium(pdf: Path) -> list[Picture]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            np.ascontiguousarray(np.asarray(page.render(scale=FINE / 72).to_pil().convert("RGB"))[:, :, ::-1])
            for page in document
        ]
    finally:
        document.close()


def _by_program(pdf: Path, by: str) -> list[Picture]:
    with tempfile.TemporaryDirectory(prefix="scanners") as folder:
        target = Path(folder)
        command = {
            "poppler": ["pdftoppm", "-r", str(FINE), str(pdf), str(target / "page")],
            "mupdf": ["mutool", "draw", "-q", "-r", str(FINE), "-o", str(target / "page-%03d.ppm"), str(pdf)],
        }[by]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        pages = [cv2.imread(str(path), cv2.IMREAD_COLOR) for path in sorted(target.glob("*.p*m"))]
    if not pages or any(page is None for page in pages):
        raise RuntimeError(f"{by} drew nothing")
    return [np.asarray(page, np.uint8) for page in pages]
