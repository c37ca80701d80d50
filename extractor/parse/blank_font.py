"""A TrueType font of two thousand bytes in which every character is an em wide: digits, and a bar for all others.

It stands in for fonts that a file names and does not hold. What is drawn in it shows whether a character is seen, and a
digit whether it is the one it is said to be; nobody looks at it. Two specks, a thousandth of an em large, in opposite
corners make the box of every glyph the whole em.
"""

from __future__ import annotations

import struct

ABOVE, BELOW = 880, -120
"""Top and bottom of the em over the writing line, in thousandths, as in most Chinese fonts."""
_EM = 1000
_LAST = 0x10FFFF
_SANE = 0x5F0F3CF5
_ZERO, _FULL_ZERO = 0x30, 0xFF10


Points = list[tuple[int, int]]
_LEFT, _RIGHT, _MIDDLE, _UPPER, _PEN = 50, 430, 350, 700, 95


def _box(x0: int, y0: int, x1: int, y1: int) -> Points:
    return [(x0, y0), (x0, y1), (x1, y1), (x1, y0)]


_STROKES: dict[str, Points] = {
    # As on the display of a clock, and four more for the digits that have slanting strokes.
    "a": _box(_LEFT, _UPPER - _PEN, _RIGHT, _UPPER),
    "b": _box(_RIGHT - _PEN, _MIDDLE, _RIGHT, _UPPER),
    "c": _box(_RIGHT - _PEN, 0, _RIGHT, _MIDDLE),
    "d": _box(_LEFT, 0, _RIGHT, _PEN),
    "e": _box(_LEFT, 0, _LEFT + _PEN, _MIDDLE),
    "f": _box(_LEFT, _MIDDLE, _LEFT + _PEN, _UPPER),
    "g": _box(_LEFT, _MIDDLE - _PEN // 2, _RIGHT, _MIDDLE + _PEN // 2),
    "x": [(_LEFT + 80, 0), (_RIGHT - _PEN, _UPPER - _PEN), (_RIGHT, _UPPER - _PEN), (_LEFT + 80 + _PEN, 0)],
    "h": _box(_LEFT - 20, 150, _RIGHT + 20, 150 + _PEN - 20),
    "v": _box(290, 0, 290 + _PEN, _UPPER),
    "y": [(_LEFT - 20, 200), (290, _UPPER), (290 + _PEN, _UPPER), (_LEFT + _PEN - 40, 200)],
}
_DIGITS = ("abcdef", "bc", "abged", "abgcd", "hvy", "afgcd", "afgedc", "ax", "abcdefg", "abfgcd")
_OTHER = "e"
STROKES = (0.0, BELOW / _EM, 0.46, ABOVE / _EM)
"""Where a digit has its strokes, in ems from its origin: the boxes of neighbours overlap."""


def blank_font() -> bytes:
    """The whole font file."""
    glyphs = [_glyph(_OTHER), _glyph(_OTHER), *map(_glyph, _DIGITS)]
    starts = [sum(map(len, glyphs[:k])) for k in range(len(glyphs) + 1)]
    count = len(glyphs)
    tables = {
        b"cmap": _cmap(),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, _SANE, 0, _EM, 0, 0, 0, BELOW, _EM, ABOVE, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, ABOVE, BELOW, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"hmtx": struct.pack(f">Hh{count - 1}h", _EM, 0, *[0] * (count - 1)),
        b"loca": struct.pack(f">{count + 1}I", *starts),
        b"maxp": struct.pack(">I14H", 0x10000, count, 64, 16, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": struct.pack(">3H", 0, 0, 6),
        b"post": struct.pack(">Iihh5I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _glyph(strokes: str) -> bytes:
    """Strokes, and the two specks: triangles from (0, BELOW) and from (_EM, ABOVE)."""
    parts: list[Points] = [
        [(0, BELOW), (1, BELOW), (0, BELOW + 1)],
        [(_EM, ABOVE), (_EM - 1, ABOVE), (_EM, ABOVE - 1)],
    ]
    for stroke in strokes:
        parts.append(_STROKES[stroke])
    points = [point for part in parts for point in part]
    ends = [sum(map(len, parts[: k + 1])) - 1 for k in range(len(parts))]
    steps = [(x - a, y - b) for (x, y), (a, b) in zip(points, [(0, 0), *points], strict=False)]
    body = struct.pack(">5h", len(parts), 0, BELOW, _EM, ABOVE) + struct.pack(f">{len(ends) + 1}H", *ends, 0)
    body += bytes([1] * len(points))
    body += b"".join(struct.pack(">h", x) for x, _ in steps) + b"".join(struct.pack(">h", y) for _, y in steps)
    return body + bytes(-len(body) % 4)


def _cmap() -> bytes:
    """Format 13, many to one: all characters but the digits, those of full width too, are glyph 1."""
    digits = [[(first + k, first + k, 2 + k) for k in range(10)] for first in (_ZERO, _FULL_ZERO)]
    between = (_ZERO + 10, _FULL_ZERO - 1, 1), (_FULL_ZERO + 10, _LAST, 1)
    groups = [(0x20, _ZERO - 1, 1), *digits[0], between[0], *digits[1], between[1]]
    many = struct.pack(">HHIII", 13, 0, 16 + 12 * len(groups), 0, len(groups))
    many += b"".join(struct.pack(">III", *group) for group in groups)
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
