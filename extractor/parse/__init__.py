"""PDF to pages: characters, rulings and pictures, whatever reads them."""

from __future__ import annotations

from extractor.errors import EmptyFileError, NotPdfError
from extractor.model import Engine
from extractor.parse.pages import Reader, Wanted
from extractor.parse.pdfium import PdfiumReader

__all__ = ["Reader", "Wanted", "needed_password", "open_pdf"]

_HEADER_WITHIN = 1024


def open_pdf(data: bytes, password: str | None = None, engine: Engine = "pdfium") -> Reader:
    """Open a PDF that is already in memory.

    Args:
        data: the file.
        password: its opening password, where it has one.
        engine: `pdfium`, the fast reader, or `pdfplumber`, the second opinion.

    Raises:
        EmptyFileError, NotPdfError, EncryptedError, DamagedError, TooLargeError: see `extractor.errors`.
    """
    if not data:
        raise EmptyFileError("文件是空的")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise NotPdfError(f"不是 PDF 文件{_what(data)}")
    if engine == "pdfplumber":
        from extractor.parse.plumber import PlumberReader

        return PlumberReader(data, password)
    return PdfiumReader(data, password)


def needed_password(data: bytes, password: str | None) -> str | None:
    """`password` where the file asks for one, else None: PDFium refuses a file that needs none for a wrong one.

    One password is given for a whole run, and most files of a run have none.
    """
    if not password or b"/Encrypt" not in data:
        return password
    import pypdfium2 as pdfium

    try:
        pdfium.PdfDocument(data).close()
    except pdfium.PdfiumError:
        return password
    return None


def _what(data: bytes) -> str:
    """What the file seems to be instead, for people who saved the wrong thing."""
    head = data[:512].lstrip().lower()
    for magic, name in (
        (b"<!doctype", "网页"),
        (b"<html", "网页"),
        (b"pk\x03\x04", "Office 文件或压缩包"),
        (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
        (b"{\\rtf", "RTF 文件"),
        (b"\x89png", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"rar!", "压缩包"),
    ):
        if head.startswith(magic):
            return f"，像是{name}"
    return ""
