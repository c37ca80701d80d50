"""Names that every file system takes."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def portable(text: str, limit: int = 120) -> str:
    """`text` as one part of a path on Windows, macOS and Linux: no separators, no white space, at most `limit` bytes.

    An entity name comes out of a PDF, so it may hold anything, `../` included.
    """
    name = "".join(unicodedata.normalize("NFC", text).split())
    name = _FORBIDDEN.sub("", name).replace("..", "").strip(". ")
    while len(name.encode("utf-8")) > limit:
        name = name[:-1]
    if not name or _RESERVED.match(name):
        return f"_{name}"
    return name
