"""What a page or a stream may hold: far more than any printed account has, far less than what fills the memory.

The largest of the corpus have some thousand characters and rulings a page, and a font of a few megabytes.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from typing import Any

from extractor.errors import TooLargeError

MAX_CHARS = 200_000
"""Characters of a page."""
MAX_PIECES = 500_000
"""Drawn objects of a page, and segments of its paths."""
MAX_INFLATED = 64 << 20
"""Bytes of a stream that is parsed: fonts and what draws a page."""
MAX_INFLATED_PICTURE = 256 << 20
"""Bytes of a picture (a page at 600 dots an inch and three colours has 104 million) or of an attached file."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/Filter\s*\[?\s*(/ASCII85Decode\s*)?/Fl(?:ateDecode)?\b")
_END = b"endstream"
_BEFORE = 2000
"""Bytes before a stream in which the start of its dictionary is looked for."""
_UNPARSED = re.compile(rb"/Image\b|/EmbeddedFile\b")
_MAX_RATIO = 1032
"""No stream is deflated to less than one in so many (zlib's technical details)."""
_LAYERS = 8
_CHUNK = 1 << 16


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
    nothing, but zlib keeps a checksum. Damaged pictures and attached files do not count. In an encrypted file nothing
    can be seen; there, and behind rare filters, a worker's memory limit is what ends a stream without end.

    Returns:
        The number of damaged streams.

    Raises:
        TooLargeError: a stream inflates beyond the limit.
    """
    damaged = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        end = data.find(_END, start)
        body = data[start : len(data) if end < 0 else end]
        head = data[max(0, start - _BEFORE) : found.start()].rpartition(b"obj")[2]
        filters = _FILTER.search(head)
        if filters and filters[1] is not None:
            body = _decoded(body)
        unparsed = _UNPARSED.search(head) is not None
        if unparsed and len(body) * _MAX_RATIO <= MAX_INFLATED_PICTURE:
            continue
        if not _is_deflated(body[:2]):
            damaged += bool(filters) and not unparsed
            continue
        whole = _try(body, MAX_INFLATED_PICTURE if unparsed else MAX_INFLATED)
        damaged += bool(filters) and not unparsed and not whole
    return 0 if b"/Encrypt" in data else damaged


def _decoded(body: bytes) -> bytes:
    """What ASCII85 stands for; nothing where it is damaged."""
    try:
        return base64.a85decode(body.strip().removesuffix(b"~>"))
    except ValueError:
        return b""


def _try(data: bytes, limit: int) -> bool:
    """Inflate a stream as often as what comes out looks deflated again; tells whether it is whole.

    Raises:
        TooLargeError: more than `limit` bytes come out.
    """
    whole = True
    for _ in range(_LAYERS):
        again = _is_deflated(_first(data))
        engine = zlib.decompressobj()
        size, inflated = 0, []
        for piece in _inflated(engine, data):
            size += len(piece)
            if size > limit:
                raise TooLargeError(f"文件中有一段压缩数据，展开后超过 {limit >> 20} MB")
            if again:
                inflated.append(piece)
        whole = whole and engine.eof
        if not again:
            break
        data = b"".join(inflated)
    return whole


def _first(data: bytes) -> bytes:
    """The first two bytes that come out of deflated data."""
    try:
        return zlib.decompressobj().decompress(data[:_CHUNK], 2)
    except zlib.error:
        return b""


def _inflated(engine: Any, data: bytes) -> Iterator[bytes]:
    """Deflated data piece by piece, up to where they are damaged."""
    try:
        for start in range(0, len(data), _CHUNK):
            rest = data[start : start + _CHUNK]
            while rest and not engine.eof:
                yield engine.decompress(rest, _CHUNK << 4)
                rest = engine.unconsumed_tail
    except zlib.error:
        return


def _is_deflated(head: bytes) -> bool:
    """Whether data start as zlib's do."""
    return len(head) == 2 and head[0] & 15 == 8 and (head[0] << 8 | head[1]) % 31 == 0
