"""A TrueType font of a few hundred bytes in which every character is an em wide and leaves no ink.

It stands in for fonts that a file names and does not hold. PDFium drops a text of one character whose glyph is empty,
so the glyph has an outline: two specks, a thousandth of an em large, in opposite corners of the em.
"""

from __future__ import annotations

import struct

ABOVE, BELOW = 880, -120
"""Top and bottom of the em over the writing line, in thousandths, as in most Chinese fonts."""
_EM = 1000
_LAST = 0x10FFFF
_SANE = 0x5F0F3CF5


def blank_font() -> bytes:
    """The whole font file."""
    glyph = _glyph()
    tables = {
        b"cmap": _cmap(),
        b"glyf": glyph * 2,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, _SANE, 0, _EM, 0, 0, 0, BELOW, _EM, ABOVE, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, ABOVE, BELOW, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"loca": struct.pack(">3I", 0, len(glyph), 2 * len(glyph)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 6, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": struct.pack(">3H", 0, 0, 6),
        b"post": struct.pack(">Iihh5I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _glyph() -> bytes:
    """Two triangles, from (0, BELOW) and from (_EM, ABOVE); two glyphs, since number 0 stands for none."""
    points = [(0, BELOW), (1, BELOW), (0, BELOW + 1), (_EM, ABOVE), (_EM - 1, ABOVE), (_EM, ABOVE - 1)]
    steps = [(x - a, y - b) for (x, y), (a, b) in zip(points, [(0, 0), *points], strict=False)]
    body = struct.pack(">5h", 2, 0, BELOW, _EM, ABOVE) + struct.pack(">3H", 2, 5, 0) + bytes([1] * 6)
    body += b"".join(struct.pack(">h", x) for x, _ in steps) + b"".join(struct.pack(">h", y) for _, y in steps)
    return body + bytes(-len(body) % 4)


def _cmap() -> bytes:
    """Format 13, many to one: all characters are glyph 1."""
    many = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x20, _LAST, 1)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + many


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    at = len(head) + 16 * count
    places, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        places += struct.pack(">4sIII", tag, _checksum(padded), at + len(body), len(table))
        body += padded
    return head + places + body


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
