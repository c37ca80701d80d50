"""Files that cannot be opened, and why."""

from __future__ import annotations

import io

import pypdf
import pytest

from extractor.errors import DamagedError, DocumentError, EmptyFileError, EncryptedError, NotPdfError
from extractor.model import Engine
from extractor.parse import open_pdf
from tests.parse.build import changed, lines, pdf, read, say

GOOD = pdf(say("本年收入合计"))
LOCKED = changed(GOOD, lambda page: None, password="open2024", algorithm="AES-256")
BOTH = pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])


@BOTH
def test_an_empty_file(engine: Engine) -> None:
    with pytest.raises(EmptyFileError, match="空"):
        open_pdf(b"", None, engine)


@BOTH
@pytest.mark.parametrize(
    ("data", "like"),
    [
        (b"<!DOCTYPE html><html>404</html>", "网页"),
        (b"\n  <HTML><body>", "网页"),
        (b"PK\x03\x04\x14\x00", "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"{\\rtf1", "RTF"),
        (b"plain words", "不是 PDF"),
        (b"\x00" * 5000, "不是 PDF"),
    ],
)
def test_no_pdf_but_something_that_has_a_name(data: bytes, like: str, engine: Engine) -> None:
    with pytest.raises(NotPdfError, match=like) as caught:
        open_pdf(data, None, engine)
    assert caught.value.code == "not_pdf"


@BOTH
@pytest.mark.parametrize("data", [GOOD[:300], b"%PDF-1.7\n" + b"\x00" * 2000, b"%PDF-1.4", b"%PDF-1.4\n%%EOF\n"])
def test_damaged_files(data: bytes, engine: Engine) -> None:
    with pytest.raises(DamagedError) as caught:
        open_pdf(data, None, engine)
    assert (caught.value.code, caught.value.status) == ("damaged", "failed")


@BOTH
def test_bytes_before_the_header_do_no_harm(engine: Engine) -> None:
    assert lines(read(b"\xef\xbb\xbf\r\n" + GOOD, engine=engine)) == ["本年收入合计"]


@BOTH
@pytest.mark.parametrize("password", [None, "", "falsch", "open2023"])
def test_encrypted_files_need_their_password(password: str | None, engine: Engine) -> None:
    with pytest.raises(EncryptedError) as caught:
        open_pdf(LOCKED, password, engine)
    assert caught.value.code == "encrypted"
    assert "--password" in caught.value.hint


@BOTH
def test_encrypted_files_open_with_their_password(engine: Engine) -> None:
    assert lines(read(LOCKED, engine=engine, password="open2024")) == ["本年收入合计"]


def test_what_a_file_is_does_not_depend_on_the_file_before() -> None:
    """PDFium leaves its last error as it was where a file has no pages."""
    with pytest.raises(EncryptedError):
        open_pdf(LOCKED)
    without_pages = io.BytesIO()
    pypdf.PdfWriter().write(without_pages)
    with pytest.raises(DamagedError):
        open_pdf(without_pages.getvalue())


def test_a_password_may_be_chinese() -> None:
    locked = changed(GOOD, lambda page: None, password="开门", algorithm="AES-256")
    assert lines(read(locked, password="开门")) == ["本年收入合计"]


@BOTH
@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_wrong_chinese_password_is_a_wrong_password(algorithm: str, engine: Engine) -> None:
    """The old ciphers know no Chinese passwords; that does not make the file a damaged one."""
    locked = changed(GOOD, lambda page: None, password="open", algorithm=algorithm)
    with pytest.raises(EncryptedError):
        open_pdf(locked, "开门", engine)


@BOTH
def test_a_password_too_many_does_no_harm(engine: Engine) -> None:
    assert lines(read(GOOD, engine=engine, password="unused")) == ["本年收入合计"]


@BOTH
@pytest.mark.parametrize("cut", range(0, len(GOOD), 211))
def test_a_file_cut_anywhere_is_read_or_refused_but_never_crashes(cut: int, engine: Engine) -> None:
    try:
        page = read(GOOD[:cut], engine=engine)
    except DocumentError:
        return
    assert lines(page) in (["本年收入合计"], [])
