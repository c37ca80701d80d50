"""Forty-odd files that are small and mean to be endless, none of them like those of test_size and test_structure."""
# ruff: noqa: E501  (one bomb a line)

from __future__ import annotations

import base64
import struct
import zlib
from functools import cache
from pathlib import Path

import pytest

from tests.faults.command import extract, folder_of, unharmed
from tests.faults.pdfs import CATALOGUE, FONT, FORM, PAGE, PAGES, WORDS, deflated, pdf, stream

MANY = 1 << 20


def packed(megabytes: int, piece: bytes = b"0 0 m 9 9 l S\n") -> bytes:
    packer = zlib.compressobj(9)
    block = piece * (MANY // len(piece))
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def drawing(kind: bytes, objects: dict[int, bytes], content: bytes) -> bytes:
    """A page with a resource that it uses."""
    return pdf({3: PAGE.replace(b"/Resources <<", b"/Resources << " + kind), 4: stream(content), **objects})


def hexed(data: bytes) -> bytes:
    return data.hex().encode() + b">"


def runs(times: int) -> bytes:
    """Run lengths: 128 bytes for two."""
    return (b"\x81 " * times) + b"\x80"


def with_xref_stream(entries: bytes, size: int, more: bytes = b"") -> bytes:
    """A file whose cross-references are a stream."""
    out = b"%PDF-1.7\n"
    for number, body in ((1, CATALOGUE), (2, PAGES), (3, PAGE), (4, stream(WORDS)), (5, FONT)):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    head = b"/Type /XRef /Size %d /Root 1 0 R /W [1 8 8] %s " % (size, more)
    return out + b"9 0 obj\n" + deflated(entries, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % start


def previous(count: int, last: bytes) -> bytes:
    """Cross-reference tables that each name the one before it."""
    out = pdf()
    body, start = out[: out.index(b"xref\n0")], out.index(b"xref\n0")
    table = out[start : out.index(b"trailer")]
    made = bytearray(body)
    before = last
    for _ in range(count):
        at = len(made)
        made += table + b"trailer\n<< /Size 6 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (before, at)
        before = b"%d" % at
    return bytes(made)


def deep(open_: bytes, close: bytes, times: int) -> bytes:
    return open_ * times + close * times


def tree(levels: int, wide: int) -> dict[int, bytes]:
    """A page tree in which every node has the same node below it several times."""
    nodes = {
        10 + n: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (wide ** (levels - n), b"%d 0 R " % (11 + n) * wide)
        for n in range(levels)
    }
    return {2: PAGES.replace(b"3 0 R", b"10 0 R"), **nodes, 10 + levels: PAGE}


IMAGE = b"/Type /XObject /Subtype /Image /BitsPerComponent 1 /ColorSpace /DeviceGray "
CMAP = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
TYPE3 = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
    b"/Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
    b"/Resources << /Font << /F 5 0 R >> >> >>"
)
TILE = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep %s /YStep %s /Resources << >> "


@cache
def bombs() -> dict[str, bytes]:
    """The files by name, made when they are first asked for: some take seconds to pack."""
    return {
        "flate-400": pdf({4: stream(packed(400), b"/Filter /FlateDecode")}),
        "flate-text": pdf({4: stream(packed(200, b"BT /F 1 Tf (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n"), b"/Filter /FlateDecode")}),
        "flate-zero": pdf({4: stream(packed(300, bytes(64)), b"/Filter /FlateDecode")}),
        "hex-flate": pdf({4: stream(hexed(packed(120)), b"/Filter [/ASCIIHexDecode /FlateDecode]")}),
        "85-flate": pdf({4: stream(base64.a85encode(packed(120)) + b"~>", b"/Filter [/ASCII85Decode /FlateDecode]")}),
        "runs": pdf({4: stream(runs(500_000), b"/Filter /RunLengthDecode")}),
        "runs-flate": pdf({4: deflated(runs(500_000), b"/X 1").replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /RunLengthDecode]")}),
        "nine-layers": pdf({4: stream(zlib.compress(zlib.compress(zlib.compress(packed(100), 9), 9), 9), b"/Filter [" + b"/FlateDecode " * 9 + b"]")}),
        "filters-10000": pdf({4: stream(zlib.compress(WORDS), b"/Filter [" + b"/FlateDecode " * 10_000 + b"]")}),
        "predictor": pdf({4: deflated(WORDS, b"/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>")}),
        "predictor-tiff": pdf({4: deflated(WORDS, b"/DecodeParms << /Predictor 2 /Columns 4294967295 >>")}),
        "object-stream-300": pdf({6: stream(packed(300, b"20 0 << >> "), b"/Type /ObjStm /N 1000000 /First 9 /Filter /FlateDecode"), 1: b"20 0 R"}),
        "object-stream-count": pdf({6: deflated(b"20 0 << >>", b"/Type /ObjStm /N 2147483647 /First 5"), 1: CATALOGUE}),
        "object-stream-chain": pdf({6 + n: deflated(b"%d 0 << >>" % (100 + n), b"/Type /ObjStm /N 1 /First 6 /Extends %d 0 R" % (7 + n)) for n in range(2000)}),
        "xref-stream-size": with_xref_stream(b"\1" + bytes(16), 2**31 - 1),
        "xref-stream-index": with_xref_stream(b"\1" + bytes(16), 10, b"/Index [0 2147483647 5 4294967295]"),
        "xref-stream-300": with_xref_stream(b"\1" + struct.pack(">QQ", 9, 0) * MANY * 2, 2**24),
        "xref-stream-itself": with_xref_stream(b"\2" + struct.pack(">QQ", 9, 9) * 10, 10, b"/Prev 9"),
        "xref-chain": previous(4000, b"9"),
        "xref-count": pdf().replace(b"xref\n0 6", b"xref\n0 4294967295"),
        "xref-sections": pdf().replace(b"trailer", b"0 1\n0000000000 65535 f \n" * 200_000 + b"trailer"),
        "startxref-far": pdf().replace(b"startxref\n", b"startxref\n99999999999999999999"),
        "tree-shared": pdf(tree(30, 4)),
        "tree-count": pdf({2: PAGES.replace(b"/Count 1", b"/Count 2147483647")}),
        "tree-kids": pdf({2: b"<< /Type /Pages /Count 300000 /Kids [%s] >>" % (b"3 0 R " * 300_000)}),
        "unit": pdf({3: PAGE[:-2] + b"/UserUnit 1e30 >>"}),
        "turned": pdf({3: PAGE[:-2] + b"/Rotate 99999999999999999999 >>"}),
        "box-upside-down": pdf({3: PAGE.replace(b"0 0 595 842", b"1e30 1e30 -1e30 -1e30")}),
        "matrix": pdf({4: stream(b"1e30 0 0 1e30 0 0 cm " * 1000 + WORDS + b" 0 0 m 1e38 1e38 l S 0 0 m nan inf l S")}),
        "size-of-font": pdf({4: stream(b"BT /F 1e38 Tf 1e38 TL 1e38 Tc 99999999999 Tw (words) Tj T* (words) ' ET")}),
        "form-30-twice": drawing(
            b"/XObject << /X 6 0 R >>",
            {6 + n: stream(b"/X Do /X Do", FORM + b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + n)) for n in range(30)}
            | {36: stream(b"0 0 m 9 9 l S", FORM)},
            b"/X Do",
        ),
        "form-300-deep": drawing(
            b"/XObject << /X 6 0 R >>",
            {6 + n: stream(b"/X Do", FORM + b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + n)) for n in range(300)},
            b"/X Do",
        ),
        "form-many": drawing(b"/XObject << /X 6 0 R >>", {6: stream(b"0 0 m 9 9 l S " * 1000, FORM)}, b"/X Do " * 5000),
        "glyph-itself": pdf({5: TYPE3, 6: stream(b"1 0 d0 BT /F 1 Tf (aaaa) Tj ET"), 4: stream(b"BT /F 9 Tf (aaaa) Tj ET")}),
        "glyph-lines": pdf({5: TYPE3, 6: stream(b"1 0 d0 " + b"0 0 m 1 1 l S " * 5000), 4: stream(b"BT /F 9 Tf (" + b"a" * 5000 + b") Tj ET")}),
        "tiles": drawing(b"/Pattern << /P 6 0 R >>", {6: stream(b"0 0 1 1 re f", TILE % (b"1e-7", b"1e-7"))}, b"/Pattern cs /P scn 0 0 595 842 re f"),
        "tile-itself": drawing(
            b"/Pattern << /P 6 0 R >>",
            {6: stream(b"/Pattern cs /P scn 0 0 9 9 re f", (TILE % (b"1", b"1")).replace(b"<< >>", b"<< /Pattern << /P 6 0 R >> >>"))},
            b"/Pattern cs /P scn 0 0 595 842 re f",
        ),
        "function-itself": drawing(
            b"/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function 6 0 R >> >>",
            {6: b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>"},
            b"/S sh",
        ),
        "function-samples": drawing(
            b"/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function 6 0 R >> >>",
            {6: stream(b"x", b"/FunctionType 0 /Domain [0 1] /Range [0 1] /Size [2147483647] /BitsPerSample 32")},
            b"/S sh",
        ),
        "colour-itself": drawing(b"/ColorSpace << /C 6 0 R >>", {6: b"[/Indexed 6 0 R 255 (x)]"}, b"/C cs 0 scn 0 0 9 9 re f"),
        "image-jbig2": drawing(b"/XObject << /X 6 0 R >>", {6: stream(b"\0" * 30 + b"\xff" * 30, IMAGE + b"/Width 60000 /Height 60000 /Filter /JBIG2Decode")}, b"/X Do"),
        "image-fax": drawing(b"/XObject << /X 6 0 R >>", {6: stream(b"\x00\x01" * 9, IMAGE + b"/Width 99999999 /Height 99999999 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 99999999 /Rows 99999999 >>")}, b"/X Do"),
        "image-inline": pdf({4: stream(b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB /F /Fl ID " + zlib.compress(bytes(9)) + b" EI " + WORDS)}),
        "images-many": drawing(b"/XObject << /X 6 0 R >>", {6: deflated(bytes(4 * MANY), b"/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray /Width 2048 /Height 2048 ")}, b"q 595 0 0 842 0 0 cm /X Do Q " * 3000),
        "mask-itself": drawing(b"/XObject << /X 6 0 R >>", {6: deflated(bytes(100), b"/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray /Width 10 /Height 10 /SMask 6 0 R ")}, b"/X Do"),
        "cmap-range": pdf({5: FONT[:-2] + b"/ToUnicode 6 0 R >>", 6: stream(CMAP + b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap")}),
        "cmap-ranges": pdf({5: FONT[:-2] + b"/ToUnicode 6 0 R >>", 6: deflated(CMAP + b"100 beginbfrange\n" + b"<0000> <FFFF> <0041>\n" * 100_000 + b"endbfrange endcmap")}),
        "cmap-beyond": pdf({5: FONT[:-2] + b"/ToUnicode 6 0 R >>", 6: stream(CMAP + b"1 beginbfrange <00> <FF> <FFFFFFFF> endbfrange endcmap")}),
        "cmap-itself": pdf({5: FONT[:-2] + b"/ToUnicode 6 0 R >>", 6: stream(CMAP, b"/UseCMap 6 0 R ")}),
        "widths": pdf({5: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>", 6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> /W [0 2147483647 1000] /DW 1e30 >>"}),
        "outlines-round": pdf({1: CATALOGUE[:-2] + b"/Outlines 6 0 R >>", 6: b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Prev 6 0 R /Parent 6 0 R /Count 9 >>"}),
        "fields-round": pdf({1: CATALOGUE[:-2] + b"/AcroForm << /Fields [6 0 R] /XFA 6 0 R >> >>", 6: b"<< /T (a) /Kids [6 0 R 6 0 R] /Parent 6 0 R >>", 3: PAGE[:-2] + b"/Annots [6 0 R] >>"}),
        "names-round": pdf({1: CATALOGUE[:-2] + b"/Names << /Dests 6 0 R >> /PageLabels 6 0 R >>", 6: b"<< /Kids [6 0 R 6 0 R] /Nums [0 6 0 R] >>"}),
        "layers-deep": pdf({1: CATALOGUE[:-2] + b"/OCProperties << /OCGs [9 0 R] /D << /Order " + deep(b"[", b"]", 50_000) + b" /OFF [9 0 R] >> >> >>", 9: b"<< /Type /OCG /Name (x) >>"}),
        "encrypt-itself": pdf(trailer=b"/Encrypt 6 0 R /ID [(a) (b)] ", changed={6: b"6 0 R"}),
        "encrypt-long": pdf(trailer=b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 2147483647 /O (%s) /U (%s) /P -1 >> /ID [(a) (b)] " % (b"x" * 100_000, b"y" * 100_000)),
        "strings-deep": pdf({4: stream(b"BT /F 9 Tf " + deep(b"(", b")", 200_000) + b" Tj ET")}),
        "operands": pdf({4: stream(b"1 " * 1_000_000 + b"re f " + WORDS)}),
        "marked-deep": pdf({4: stream(b"/A << /B " * 50_000 + b">> " * 50_000 + b"BDC " + b"/A BMC " * 50_000 + WORDS)}),
        "dashes": pdf({4: stream(b"[1e-9 1e-9] 0 d 0 0 m 1e9 1e9 l S " * 10 + WORDS)}),
        "clips": pdf({4: stream(b"0 0 595 842 re W n " * 100_000 + WORDS)}),
        "metadata": pdf({6: b"<< /Title (" + b"\xfe\xff\xd8\x00" + b"A" * 5_000_000 + b") /Author 6 0 R >>"}, trailer=b"/Info 6 0 R "),
        "only-headers": b"%PDF-1.7\n" * 500_000,
        "only-objects": b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 200_000 + b"trailer << /Root 1 0 R >>",
        "only-streams": b"%PDF-1.7\n" + b"stream\n" * 500_000,
        "only-ends": b"%PDF-1.7\n" + b"endstream endobj startxref 0 %%EOF\n" * 100_000,
    }  # fmt: skip


SLOW = frozenset({"form-30-twice", "form-many", "hex-flate", "tree-kids", "marked-deep"})
"""Those that only a limit of time or memory ends."""


def harmless(home: Path, names: list[str], alone: dict[str, str], seconds: str) -> None:
    files = folder_of(home / "in", {f"{name}.pdf": bombs()[name] for name in names})
    ran = extract(files, home / "out", "--timeout", seconds, "--max-memory", "2000", "-j", "2")
    unharmed(ran, alone)
    assert ran.code == 4
    assert [name for name, (status, _) in ran.ends().items() if status == "verified"] == ["good.pdf"]
    assert len(ran.documents) == len(names) + 1


@pytest.mark.slow
def test_no_bomb_costs_more_than_itself(tmp_path: Path, alone: dict[str, str]) -> None:
    quick = sorted(bombs().keys() - SLOW)
    assert len(quick) >= 40
    harmless(tmp_path, quick, alone, "60")


@pytest.mark.slow
def test_no_slow_bomb_costs_more_than_its_time(tmp_path: Path, alone: dict[str, str]) -> None:
    harmless(tmp_path, sorted(SLOW), alone, "12")
