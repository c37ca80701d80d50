"""Digits for which a font of a file has two codes: the look of the one says nothing of the other.

A font may say of the codes of an 8 and of a 9 that both are an 8. PDFium gives the character of a code, not the code,
and draws alone whichever it finds first. Such digits are looked at wherever they stand (`extractor.parse.looks`).
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.parse.limits import decoded, each_stream, unescaped

ALL = frozenset("0123456789")
NONE: frozenset[str] = frozenset()
_HEAD, _MOST = 512, 1 << 20
"""Bytes that tell whether a stream says what the codes of a font are; no such stream has more than the second."""
_SAYS = re.compile(rb"begincmap|beginbf(?:char|range)")
_BEFORE = 600
_OTHER = re.compile(rb"/(?:LZW|LZWDecode|AHx|ASCIIHexDecode|RL|RunLengthDecode|A85|ASCII85Decode|Crypt)\b")
_NO_TEXT = re.compile(rb"/(?:Image|ObjStm|XRef|EmbeddedFile)\b|/Length1 |/FontFile")
_TO_UNICODE = re.compile(rb"/ToUnicode\b")
_CHARS = re.compile(rb"beginbfchar([\s\S]*?)endbfchar")
_RANGES = re.compile(rb"beginbfrange([\s\S]*?)endbfrange")
_PAIR = re.compile(rb"<([\s\dA-Fa-f]*)>\s*<([\s\dA-Fa-f]*)>")
_RANGE = re.compile(rb"<([\s\dA-Fa-f]*)>\s*<([\s\dA-Fa-f]*)>\s*(?:<([\s\dA-Fa-f]*)>|\[([^\]]*)\])")
_ONE = re.compile(rb"<([\s\dA-Fa-f]*)>")
_DIFFERENCES = re.compile(rb"/Differences\s*\[([^\]]*)\]")
_NAMED = re.compile(rb"\s(\d+)(?=\s*/)|/([^\s/\[\]<>()]+)")
_NAMES = {name: str(k) for k, name in enumerate(b"zero one two three four five six seven eight nine".split())}
_DIGIT = re.compile(rb"/(?:zero|one|two|three|four|five|six|seven|eight|nine|[uU]\w*3[0-9])(?![^\s/.])|#")
_UNI = re.compile(rb"[uU](?:[nN][iI])?0*(3[0-9])$")
_FIRST, _LAST = 0x30, 0x39
_HAN = 0x4E00, 0x9FFF


def doubled(data: bytes, parts: Sequence[bytes]) -> tuple[frozenset[str], frozenset[str]]:
    """The digits for which any font of a file has two codes, and such Chinese characters; all digits where that cannot
    be seen, in an encrypted file.

    Args:
        data: the file.
        parts: the same, and the objects that it keeps in compressed streams.
    """
    if b"/Encrypt" in data:
        return ALL, NONE
    found: set[str] = set()
    words: set[str] = set()
    for start, end in each_stream(data):
        said = _said(data, start, end)
        if said is None:
            return ALL, NONE
        if said:
            twice = _twice(said)
            found |= twice & ALL
            words |= twice - ALL
    for part in parts:
        for names in _DIFFERENCES.finditer(part):
            if _DIGIT.search(names[1]):
                found |= _elsewhere(names[1])
    return frozenset(found), frozenset(words)


def _said(data: bytes, start: int, end: int) -> bytes | None:
    """What a stream says of the codes of a font; empty where it is of another kind, None where that cannot be seen."""
    head = data[start : min(end, start + _HEAD)]
    engine = zlib.decompressobj()
    try:
        first = engine.decompress(head, _HEAD)
    except zlib.error:
        first = head
    if not _SAYS.search(first):
        entries = data[max(0, start - _BEFORE) : start].rpartition(b"obj")[2]
        odd = first is head and _OTHER.search(entries) and not _NO_TEXT.search(entries)
        # What draws a page may be packed in any way; that it is no list of codes cannot be seen.
        return None if odd and _TO_UNICODE.search(data) and not _draws(data, start, end) else b""
    if first is head:
        return data[start : min(end, start + _MOST)]
    try:
        return zlib.decompressobj().decompress(data[start:end], _MOST)
    except zlib.error:
        return first


def _draws(data: bytes, start: int, end: int) -> bool:
    """Whether a stream packed in text is, unpacked, none of a font's: it is tried as ASCII85, which printers use."""
    body = decoded(data[start:end])
    try:
        return bool(body) and not _SAYS.search(zlib.decompressobj().decompress(body, _HEAD))
    except zlib.error:
        return False


def _twice(said: bytes) -> set[str]:
    """The digits and Chinese characters that a list of codes names twice."""
    if not _RANGES.search(said):
        values = [_plain(value) for part in _CHARS.finditer(said) for _, value in _PAIR.findall(part[1])]
        if len(set(values)) == len(values):
            return set()  # as nearly always
    codes: dict[int, set[int]] = {}
    for code, value in _entries(said):
        if _FIRST <= value <= _LAST or _HAN[0] <= value <= _HAN[1]:
            codes.setdefault(value, set()).add(code)
    return {chr(value) for value, own in codes.items() if len(own) > 1}


def _entries(said: bytes) -> Iterator[tuple[int, int]]:
    """(code, character) for those that may be digits or Chinese characters."""
    for part in _CHARS.finditer(said):
        for code, value in _PAIR.findall(part[1]):
            yield _number(code), _number(value)
    for part in _RANGES.finditer(said):
        for first, last, value, values in _RANGE.findall(part[1]):
            start, end = _number(first), _number(last)
            if values:
                yield from ((start + k, _number(one)) for k, one in enumerate(_ONE.findall(values)))
                continue
            base = _number(value)
            for low, high in ((_FIRST, _LAST), _HAN):
                for char in range(max(base, low), min(base + end - start, high) + 1):
                    yield start + char - base, char


def _plain(digits: bytes) -> bytes:
    return b"".join(digits.split()).upper().lstrip(b"0")


def _number(digits: bytes) -> int:
    plain = b"".join(digits.split())
    return int(plain, 16) if plain else -1


def _elsewhere(names: bytes) -> set[str]:
    """The digits that stand at another code than everywhere else, or at two, in the names of a font's codes."""
    codes: Counter[str] = Counter()
    code = 0
    for number, name in _NAMED.findall(b" " + names):
        if number:
            code = int(number)
            continue
        plain = unescaped(name).partition(b".")[0]
        digit = _NAMES.get(plain)
        if digit is None and (other := _UNI.match(plain)):
            digit = chr(int(other[1], 16))
        if digit is not None:
            codes[digit] += 1 + (code != ord(digit))
        code += 1
    return {digit for digit, count in codes.items() if count > 1}
