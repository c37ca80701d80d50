"""Which fonts a PDF borrows: text that is drawn with fonts of the machine, since their programs are not in the file.

Only such a file can be read or drawn otherwise where a machine has other fonts: a reader asks for one by its name where
the file holds no program. What holds all its fonts is tested once, with the machine's out of sight (`.ci/run`).
"""

from __future__ import annotations

import io

import pikepdf

_STANDARD = frozenset(
    f"/{family}{style}"
    for family, styles in {
        "Helvetica": ("", "-Bold", "-Oblique", "-BoldOblique"),
        "Courier": ("", "-Bold", "-Oblique", "-BoldOblique"),
        "Times": ("-Roman", "-Bold", "-Italic", "-BoldItalic"),
        "Symbol": ("",),
        "ZapfDingbats": ("",),
    }.items()
    for style in styles
)
"""The fourteen that every reader brings along (ISO 32000-1, 9.6.2.2)."""
_PROGRAMS = frozenset(("/FontFile", "/FontFile2", "/FontFile3"))


def borrowed(data: bytes, password: str = "") -> frozenset[str]:
    """The names of the fonts without a program in the file, but for the standard ones."""
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        named = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        return (
            frozenset(str(one.get("/BaseFont")) for font in named for one in _drawn(font) if not _held(one)) - _STANDARD
        )


def _drawn(font: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """The fonts whose program draws the glyphs of one: its own, or that of the fonts it is made of."""
    match font.get("/Subtype"):
        case "/Type0":
            return list(font.DescendantFonts)
        case "/Type3":  # drawings, which are in the file
            return []
        case _:
            return [font]


def _held(font: pikepdf.Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and bool(_PROGRAMS & set(descriptor.keys()))
