"""What a page or a stream may hold: far more than any printed account has, far less than what fills the memory.

The largest of the corpus have some thousand characters and rulings a page, and a font of a few megabytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from extractor.errors import TooLargeError

MAX_CHARS = 200_000
"""Characters of a page."""
MAX_PIECES = 500_000
"""Drawn objects of a page, and segments of its paths."""
MAX_INFLATED = 64 << 20
"""Bytes of a stream that is parsed: fonts and what draws a page."""
MAX_INFLATED_PICTURE = 256 << 20
"""Bytes of a picture (a page at 600 dots an inch and three colours has 104 million) or of an attached file."""

_STREAM = re.compile(rb"stream\r?\n")
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


def check_inflation(data: bytes) -> None:
    """Refuse a file with a stream that is small on disk and fills the memory when it is read.

    Only streams that are long enough to do so are tried. In an encrypted file nothing can be seen; there, and behind
    filters other than deflate, a worker's memory limit is what ends it.

    Raises:
        TooLargeError: such a stream is there.
    """
    shortest = MAX_INFLATED // _MAX_RATIO // _MAX_RATIO
    for found in _STREAM.finditer(data):
        start = found.end()
        if not _is_deflated(data[start : start + 2]) or data[found.start() - 3 : found.start()] == b"end":
            continue
        end = data.find(_END, start)
        end = len(data) if end < 0 else end
        if end - start < shortest:
            continue
        head = data[max(0, start - _BEFORE) : start].rpartition(b"obj")[2]
        limit = MAX_INFLATED_PICTURE if _UNPARSED.search(head) else MAX_INFLATED
        _try(data[start:end], limit)


def _try(data: bytes, limit: int) -> None:
    """Inflate a stream as often as what comes out looks deflated again; raises `TooLargeError` beyond `limit`."""
    for _ in range(_LAYERS):
        again = _is_deflated(_first(data))
        if len(data) * _MAX_RATIO <= limit and not again:
            return
        size, inflated = 0, []
        for piece in _inflated(data):
            size += len(piece)
            if size > limit:
                raise TooLargeError(f"文件中有一段压缩数据，展开后超过 {limit >> 20} MB")
            if again:
                inflated.append(piece)
        if not again:
            return
        data = b"".join(inflated)


def _first(data: bytes) -> bytes:
    """The first two bytes that come out of deflated data."""
    try:
        return zlib.decompressobj().decompress(data[:_CHUNK], 2)
    except zlib.error:
        return b""


def _inflated(data: bytes) -> Iterator[bytes]:
    """Deflated data piece by piece, up to where they are damaged."""
    engine = zlib.decompressobj()
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
