"""A font that lost what some of its letters are: they are read from the picture, the figures stay the file's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pypdfium2 as pdfium
import pytest

pytest.importorskip("cv2")
pytest.importorskip("onnxruntime")
pytest.importorskip("rapidocr")

from extractor.document.reading import read_bytes
from extractor.language.text import UNREADABLE
from extractor.model import Char, Page
from extractor.parse import open_pdf
from extractor.scan.odd_letters import _letters, with_letters
from extractor.scan.reader import ScanReader
from extractor.scan.recognise import Read
from extractor.scan.scanned import ScannedPages
from tests.parse.test_false_fonts import unicodes
from tests.scan.test_reading import INCOME, figures, pages

LOST = {"务": "ó", "上": "P", "财": "¯", "计": "«", "类": "\x7f"}
TABLE = pages(INCOME)


def garbled(letters: Mapping[str, str]) -> bytes:
    """A page whose fonts say other characters of some letters."""
    said = {f"{ord(drawn):04x}": f"{ord(other):04x}" for drawn, other in letters.items()}
    codes = re.compile(f"<({'|'.join(said)})>".encode(), re.I)

    def change(data: bytes) -> bytes:
        return codes.sub(lambda found: f"<{said[found[1].decode().lower()]}>".encode(), data)

    return unicodes(change, of=TABLE)


def test_names_are_whole_and_figures_the_same() -> None:
    plain, read = read_bytes(TABLE, "a"), read_bytes(garbled(LOST), "a")
    assert figures(read) == figures(plain)
    assert {figure.proof for table in read.tables for _, figure in table.figures} <= {"proved", "unproved"}
    codes = [note.code for note in read.findings]
    assert "letters_read" in codes and "unreadable_glyphs" not in codes


def test_without_a_recogniser_the_names_stay_as_the_file_says_and_the_document_is_doubtful() -> None:
    read = read_bytes(garbled(LOST), "a", ocr="never")
    assert any("ó" in row.label for table in read.tables for row in table.rows)
    assert read.status == "doubtful"


def test_a_page_with_all_its_letters_is_not_looked_at() -> None:
    scanned = ScannedPages(TABLE)
    reader = ScanReader(open_pdf(TABLE), scanned)
    assert reader.read(1).engine == "pdfium"
    assert not scanned.pages
    reader.close()


def test_a_digit_is_never_read_from_the_picture() -> None:
    plain, read = read_bytes(TABLE, "a"), read_bytes(garbled({"7": "ó"}), "a")
    before, after = (dict.fromkeys(printed for *_, printed in figures(each)) for each in (plain, read))
    with_seven = [printed for printed in before if "7" in printed]
    assert with_seven
    assert not set(with_seven) & set(after)


def said(text: str) -> Read:
    return Read(text, 0.99, 0.99, (), (), (0.99,) * len(text))


def test_letters_in_their_places() -> None:
    assert list(_letters("一般公共服�支出", "一般公共服ó支出", said("一般公共服务支出"))) == [(5, "务")]
    assert list(_letters("共�类", "共A类", said("共A类"))) == [(1, "A")]
    assert list(_letters("一�一般公共预算", "一1一般公共预算", said("一、一般公共预算"))) == [(1, "、")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("一般公共服�支出", "完全不同的文字"),  # another line was read
        ("合�", "合8"),  # a digit
        ("�有", "口有"),  # a box to tick
        ("一�般", "一二三般"),  # no place for it
    ],
)
def test_what_is_not_taken(typed: str, read: str) -> None:
    assert not list(_letters(typed, typed, said(read)))


def test_a_digit_printed_over_another_is_no_letter_of_the_page() -> None:
    """The lines of a page make such a digit anew: it ended the reading of the whole document."""
    size = (400.0, 300.0)
    chars = [Char(sign, x, 92, x + 10, 102, 100, 10) for sign, x in (("务", 50), ("ó", 60), ("1", 80), ("2", 82))]
    page = Page(1, *size, "", tuple(chars), ())
    document = pdfium.PdfDocument.new()
    document.new_page(*size)

    class Blind:
        def read(self, pictures: Sequence[object], *_: object, **__: object) -> list[Read]:
            return [Read("", 0.0, 0.0, (), (), ()) for _ in pictures]

    mended, read = with_letters(document, page, [1], Blind())  # type: ignore[arg-type]
    assert read == 0
    assert [char.text for char in mended.chars] == ["务", UNREADABLE, "1", "2"]
