"""Entries that a dictionary has twice: which of them counts each viewer decides for itself."""

from __future__ import annotations

from collections.abc import Iterable

from extractor import lazy_re as re
from extractor.parse.limits import each_stream, name_pattern, unescaped

_NAMES = (
    *("Contents", "MediaBox", "CropBox", "Rotate", "UserUnit", "Kids", "Pages", "Root"),
    *("Annots", "Resources", "ToUnicode", "Differences", "FontFile", "FontFile2", "FontFile3"),
)
"""On which it hangs what a page shows, and what is read of it."""
_ENTRIES = re.compile(f"/(?:{'|'.join(map(name_pattern, _NAMES))})(?![0-9A-Za-z#_-])".encode())
_BRACES = re.compile(rb"<<|>>|endobj|stream")
_LONGEST = 20_000
"""Bytes of a dictionary between two of its entries."""


def has_repeated(data: bytes, parts: Iterable[bytes]) -> bool:
    """Whether any dictionary of a file says one of these things twice.

    Args:
        data: the file.
        parts: the objects that it keeps in compressed streams.
    """
    return _repeats(_without_streams(data)) or any(map(_repeats, parts))


def _without_streams(data: bytes) -> bytes:
    at, pieces = 0, []
    for start, end in each_stream(data):
        pieces.append(data[at:start])
        at = end
    return b"".join([*pieces, data[at:]])


def _repeats(data: bytes) -> bool:
    last: dict[bytes, int] = {}
    for found in _ENTRIES.finditer(data):
        name = unescaped(found[0])
        before = last.get(name)
        last[name] = found.end()
        if before is not None and found.start() - before <= _LONGEST and _is_one(data[before : found.start()]):
            return True
    return False


def _is_one(between: bytes) -> bool:
    """Whether what stands between two entries leaves the dictionary of the first nowhere and ends in it."""
    depth = 0
    for found in _BRACES.finditer(between):
        if found[0] not in (b"<<", b">>"):
            return False
        depth += 1 if found[0] == b"<<" else -1
        if depth < 0:
            return False
    return depth == 0
