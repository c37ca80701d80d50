"""Which printers are there."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Protocol

from tests.bench.printers.browsers import Chromium, WeasyPrint, Wkhtmltopdf
from tests.bench.printers.fpdf2_ import Fpdf2
from tests.bench.printers.latex import XeLatex
from tests.bench.printers.office import Calc, Writer
from tests.bench.printers.reportlab_ import Reportlab
from tests.bench.printers.sheets import Book
from tests.bench.printers.typst_ import Typst


class Printer(Protocol):
    """A program that makes a PDF of a book."""

    name: str
    apt: str
    """What to install where it is missing."""

    def there(self) -> bool: ...

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        """Print into `folder` and give the file. May change the book's style to what was really done."""
        ...


ALL: tuple[type[Printer], ...] = (Chromium, WeasyPrint, Wkhtmltopdf, Calc, Writer, XeLatex, Typst, Reportlab, Fpdf2)


def named(names: list[str] | None = None) -> dict[str, Printer]:
    """The printers that are there, by name; only those of `names` where given.

    Raises:
        ValueError: a name that no printer has, or one that is not there.
    """
    every = {printer.name: printer for printer in (kind() for kind in ALL)}
    if names is None:
        return {name: printer for name, printer in every.items() if printer.there()}
    for name in names:
        if name not in every:
            raise ValueError(f"no printer {name}: {', '.join(every)}")
        if not every[name].there():
            raise ValueError(f"{name} is not there: {every[name].apt}")
    return {name: every[name] for name in names}
