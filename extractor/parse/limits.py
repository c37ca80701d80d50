"""What a page or a stream may hold: far more than any printed account has, far less than what fills the memory.

The largest of the corpus have some thousand characters and rulings a page, and a font of a few megabytes.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from extractor import lazy_re as re
from extractor.errors import TooLargeError

MAX_CHARS = 200_000
"""Characters of a page."""
MAX_PIECES = 500_000
"""Drawn objects of a page, and segments of its paths."""
MAX_INFLATED = 64 << 20
"""Bytes of a stream that is parsed: fonts and what draws a page."""
MAX_INFLATED_PICTURE = 256 << 20
"""Bytes of a picture (a page at 600 dots an inch and three colours has 104 million) or of an attached file."""

_START = b"stream"
_FILTER = re.compile(rb"/Filter\s*\[?\s*(/ASCII85Decode\s*)?((?:/Fl(?:ateDecode)?\b\s*)+)")
_EMPTY = re.compile(rb"/Length\s+0\s*(?:/|>>|$)")
_END = b"endstream"
_BEFORE = 2000
"""Bytes before a stream in which the start of its dictionary is looked for."""
_UNPARSED = re.compile(rb"/Image\b|/EmbeddedFile\b")
_FONT = re.compile(rb"/Length1 \d{1,7}\b")
_MAX_RATIO = 1032
"""No stream is deflated to less than one in so many (zlib's technical details)."""
_LAYERS = 8
_CHUNK = 1 << 16


def name_pattern(word: str) -> str:
    """What finds a name of a PDF without its slash: any of its characters may be written as an escape (#4F for O)."""
    return "".join(f"(?:{char}|#(?i:{ord(char):02x}))" for char in word)


_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def unescaped(name: bytes) -> bytes:
    """A name of a PDF without escapes."""
    return _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), name)


_OBJECTS = re.compile(f"/{name_pattern('ObjStm')}".encode())


def check_chars(number: int, count: int) -> None:
    """Raises `TooLargeError` where page `number` has more characters than can be print."""
    if count > MAX_CHARS:
        raise TooLargeError(f"第 {number} 页有 {count:,} 个字符，超出可读取的范围（{MAX_CHARS:,}）")


def check_pieces(number: int, count: int) -> None:
    """Raises `TooLargeError` where more is drawn on page `number` than can be print."""
    if count > MAX_PIECES:
        raise TooLargeError(f"第 {number} 页的线条和图形超过 {MAX_PIECES:,} 个")


def check_streams(data: bytes) -> int:
    """Refuse a file with a stream that fills the memory when it is read, and count the damaged ones.

    A page whose stream is damaged ends in the middle or has other characters; readers show what is left of it and say
    nothing, but zlib keeps a checksum. Damaged pictures and attached files do not count, nor fonts: what is read is
    told by other streams. A font that says how long it is is believed. In an encrypted file nothing can be seen; there,
    behind rare filters and in a font that lies, a worker's memory limit is what ends a stream without end.

    Returns:
        The number of damaged streams.

    Raises:
        TooLargeError: a stream inflates beyond the limit.
    """
    damaged = 0
    for start, end in each_stream(data):
        head = data[max(0, start - _BEFORE) : start].rpartition(b"obj")[2]
        if _FONT.search(head):
            continue
        body = data[start:end]
        filters = _FILTER.search(head)
        if filters and filters[1] is not None:
            body = decoded(body)
        unparsed = _UNPARSED.search(head) is not None
        if unparsed and len(body) * _MAX_RATIO <= MAX_INFLATED_PICTURE:
            continue
        if not _is_deflated(body[:2]):
            empty = not body.strip() and _EMPTY.search(head) is not None
            damaged += bool(filters) and not unparsed and not empty
            continue
        layers = filters[2].count(b"/") if filters else 0
        whole = _try(body, MAX_INFLATED_PICTURE if unparsed else MAX_INFLATED, layers)
        damaged += bool(filters) and not unparsed and not whole
    return 0 if damaged and b"/Encrypt" in data else damaged


def object_streams(data: bytes) -> Iterator[bytes]:
    """The objects of a file that are kept together in compressed streams; of damaged ones what is left."""
    end = 0
    for found in _OBJECTS.finditer(data):
        if found.start() < end:
            continue
        start = data.find(_START, found.end())
        end = data.find(_END, start)
        if start < 0 or end < 0:
            return
        body = data[start + len(_START) : end].lstrip(b"\r\n")
        yield _inflated(zlib.decompressobj(), body, MAX_INFLATED) if _is_deflated(body[:2]) else body


def has_object_streams(data: bytes) -> bool:
    """Whether objects of a file are kept together in streams."""
    return _OBJECTS.search(data) is not None


def each_stream(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the streams of a file begin and end. No pattern: a search for plain bytes is ten times as fast."""
    at = data.find(_START)
    while at >= 0:
        start = at + len(_START)
        start += 2 if data.startswith(b"\r\n", start) else data.startswith(b"\n", start)
        if start == at + len(_START) or data.startswith(b"end", max(0, at - 3)):
            at = data.find(_START, start)
            continue
        end = data.find(_END, start)
        end = len(data) if end < 0 else end
        yield start, end
        at = data.find(_START, end + len(_END))


def decoded(body: bytes) -> bytes:
    """What ASCII85 stands for; nothing where it is damaged."""
    try:
        return base64.a85decode(body.strip().removesuffix(b"~>"))
    except ValueError:
        return b""


def _try(data: bytes, limit: int, layers: int) -> bool:
    """Inflate a stream as often as what comes out looks deflated again; tells whether its `layers` are whole.

    Numbers and letters may look like the start of deflated data (`80`, `(4`, `H`): what is not said to be deflated once
    more need not be whole.

    Raises:
        TooLargeError: more than `limit` bytes come out.
    """
    whole = True
    for layer in range(_LAYERS):
        engine = zlib.decompressobj()
        data = _inflated(engine, data, limit)
        if len(data) > limit:
            raise TooLargeError(f"文件中有一段压缩数据，展开后超过 {limit >> 20} MB")
        whole = whole and (engine.eof or layer >= layers)
        if not _is_deflated(data[:2]):
            break
    return whole


def _inflated(engine: Any, data: bytes, limit: int) -> bytes:
    """What deflated data come to, one byte beyond `limit` at most; up to where they are damaged."""
    try:
        found: bytes = engine.decompress(data, limit + 1)
        return found
    except zlib.error:
        pass
    # Damaged: piece by piece, for what comes before is read by others, too.
    engine, pieces, room = zlib.decompressobj(), [], limit + 1
    with suppress(zlib.error):
        for start in range(0, len(data), _CHUNK):
            pieces.append(engine.decompress(data[start : start + _CHUNK], room))
            room -= len(pieces[-1])
            if room <= 0 or engine.eof:
                break
    return b"".join(pieces)


def _is_deflated(head: bytes) -> bool:
    """Whether data start as zlib's do."""
    return len(head) == 2 and head[0] & 15 == 8 and (head[0] << 8 | head[1]) % 31 == 0
