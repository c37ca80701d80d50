"""Files that are small on disk and large when they are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests.conftest import in_slow_set
from tests.faults.command import extract, folder_of, unharmed
from tests.faults.pdfs import DRAWS, FONT, PAGE, PAGES, SAMPLE, WORDS, deflated, inflating, pdf, stream


def pages(count: int, content: bytes) -> bytes:
    """That many pages of one content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    return pdf(
        {2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), 4: stream(content)}
        | dict.fromkeys(range(10, 10 + count), PAGE)
    )


def lines(count: int) -> bytes:
    """A page of that many short lines, no two alike."""
    return b"".join(b"%d %d m %d %d l S\n" % (n % 555, n // 555, n % 555 + 9, n // 555) for n in range(count))


def letters(count: int) -> bytes:
    """A page of that many letters, none over another."""
    rows = (b"1 0 0 1 0 %d Tm (%s) Tj " % (2 * n, b"abcdefghij" * 10) for n in range(count // 100))
    return b"BT /F 1 Tf " + b"".join(rows) + b"ET"


PICTURE = b"/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray /Width %d /Height %d "


def inflating_files() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Streams that grow a thousandfold: those that are refused, and those that only say that they would."""
    refused = {
        "stream": pdf({4: inflating(100, 1)}),
        "stream-of-two": pdf({4: inflating(100)}),
        "stream-of-four": pdf({4: inflating(100, 4)}),
        "font": pdf({5: FONT[:-2] + b"/ToUnicode 6 0 R >>", 6: inflating(100)}),
        "objects": pdf({6: inflating(100).replace(b"/Filter", b"/Type /ObjStm /N 1 /First 5 /Filter")}),
        "picture": pdf({3: DRAWS, 4: stream(b"/X Do"), 6: deflated(bytes(280 << 20), PICTURE % (30000, 10000))}),
    }
    lies = pdf({3: DRAWS, 4: stream(WORDS + b" /X Do"), 6: deflated(bytes(999), PICTURE % (99999, 99999))})
    return refused, {"picture-that-lies": lies}


def crowded_files() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Pages of hundreds of thousands of things, which are refused, and thousands of pages or pages of no size."""
    refused = {
        "lines": pdf({4: deflated(lines(1_000_000) + WORDS)}),
        "path": pdf({4: deflated(b"0 0 m " + b"5 5 l 9 9 l " * 500_000 + b"S")}),
        "letters": pdf({3: PAGE.replace(b"842", b"9999"), 4: deflated(letters(300_000))}),
    }
    others = {
        "pages": pages(10_000, WORDS),
        "pages-less-than-none": pdf({2: PAGES.replace(b"/Count 1", b"/Count -5")}),
        "page-endless": pdf({3: PAGE.replace(b"595 842", b"99999999999 9999999999999")}),
        "page-no-number": pdf({3: PAGE.replace(b"595 842", b"1e999 nan")}),
        "page-of-nothing": pdf({3: PAGE.replace(b"595 842", b"0 0")}),
    }
    return refused, others


@pytest.mark.parametrize("made", [inflating_files, *in_slow_set(crowded_files)])
def test_what_is_small_on_disk_and_large_when_read(
    tmp_path: Path, alone: dict[str, str], made: Callable[[], tuple[dict[str, bytes], dict[str, bytes]]]
) -> None:
    refused, others = made()
    files = {f"{name}.pdf": data for name, data in {**refused, **others}.items()}
    ran = extract(folder_of(tmp_path / "in", files), tmp_path / "out", "--timeout", "300")
    unharmed(ran, alone)
    ends = ran.ends()
    assert {name for name in refused if ends[f"{name}.pdf"] != ("failed", "too_large")} == set()
    assert {name for name in others if ends[f"{name}.pdf"] != ("unsupported", "unsupported")} == set()


@pytest.mark.slow
def test_an_account_in_front_of_ten_thousand_pages(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLE)
    for _ in range(10_000):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "long.pdf")
    ran = extract(tmp_path / "long.pdf", tmp_path / "out", "--timeout", "300")
    (document,) = ran.documents.values()
    assert (document["status"], document["pages"]) == ("verified", 10_016)
