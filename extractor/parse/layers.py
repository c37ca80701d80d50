"""What a file has because of which text in it may not be seen; found by looking through its bytes once."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.parse.codes import doubled
from extractor.parse.limits import each_stream, has_object_streams, name_pattern, object_streams, unescaped
from extractor.parse.repeated import has_repeated
from extractor.parse.viewers import MARKS

_LAYERS, _DRAWINGS, _KNOCKOUT, _TRANSFERS = b"/OCProperties", b"/Type3", b"/K true", {b"/TR", b"/TR2"}
_MARKS = re.compile(
    f"/(?:{'|'.join(map(name_pattern, ('OCProperties', 'Type3', 'Luminosity', 'Alpha')))}|{name_pattern('K')}\\s+true"
    f"|{name_pattern('BM')}\\s*/(?!(?:Normal|Compatible)\\b)"
    f"|{name_pattern('Collection')}(?=\\s*(?:\\d+\\s+\\d+\\s+R|<<))|{name_pattern('NeedsRendering')}\\s+true"
    f"|{name_pattern('TR')}2?(?=\\s*(?:\\d+\\s+\\d+\\s+R|\\[|<<))"
    f"|(?:{'|'.join(map(name_pattern, MARKS))})\\b|{name_pattern('Ref')}(?=\\s*(?:\\d+\\s+\\d+\\s+R|<<)))".encode()
)
"""Layers, fonts of drawings, the two kinds of soft masks, knockout groups, colours that are blended in an unusual way,
functions that change all colours (/TR is the row of a table, too, where nothing like a function follows), and what
makes viewers open another file that is in it, or lay out a form anew; and `extractor.parse.viewers.MARKS`."""
_ELSEWHERE = {b"/Collection", b"/NeedsRendering true"}
_OF_VIEWERS = {f"/{name}".encode() for name in (*MARKS, "Ref")}
_OTHERS = {_LAYERS, _DRAWINGS, _KNOCKOUT} | _TRANSFERS | _ELSEWHERE | _OF_VIEWERS
"""What is no mask and no blending."""
_COLOURED = re.compile(rb"\s*[-+.\d]+\s+[-+.\d]+\s+d0\b")
_HEAD = 64


class Unsure(NamedTuple):
    """What a file has."""

    layers: bool
    """Layers (optional content groups), which may be switched off. PDFium reads the text of every layer and does not
    say which it is in; what is seen of it only the page shows."""
    masks: bool
    """Soft masks, behind which anything may be, or colours that are blended with those under them."""
    drawings: bool
    """Fonts whose glyphs are drawings in colours of their own, which may hide what is under them."""
    knockouts: bool
    """Groups of which viewers show different things, see `extractor.parse.knockout`."""
    transfers: bool
    """Functions that make other colours of all that is painted: black text may be white."""
    elsewhere: bool
    """What makes some viewers show something else than the pages."""
    viewers: bool
    """Something of what `extractor.parse.viewers` takes apart."""
    doubled: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    """Digits, and Chinese characters, with two codes in one font; see `extractor.parse.codes`."""


def unsure(data: bytes) -> Unsure:
    """Look through a file, objects in compressed streams included; an encrypted file may have all of it."""
    found: set[bytes] = set()
    locked = b"/Encrypt" in data and has_object_streams(data)
    parts = (data, *object_streams(data))
    for part in parts:
        for mark in {each[0] for each in _MARKS.finditer(part)}:
            found.add(b" ".join(unescaped(mark).split()))
    layers, masks = _LAYERS in found, bool(found - _OTHERS)
    drawings = (_DRAWINGS in found or locked) and (b"/Encrypt" in data or _has_coloured(data))
    transfers = not _TRANSFERS.isdisjoint(found)
    elsewhere = not _ELSEWHERE.isdisjoint(found) or has_repeated(data, parts[1:])
    viewers = locked or not _OF_VIEWERS.isdisjoint(found)
    return Unsure(
        layers or locked,
        masks or locked,
        drawings,
        _KNOCKOUT in found,
        transfers,
        elsewhere,
        viewers,
        *doubled(data, parts),
    )


def _has_coloured(data: bytes) -> bool:
    """Whether any stream starts as a glyph with colours of its own does."""
    for start, end in each_stream(data):
        head = data[start : min(end, start + _HEAD)]
        if _COLOURED.match(head):
            return True
        try:
            if _COLOURED.match(zlib.decompressobj().decompress(data[start : min(end, start + 2 * _HEAD)], _HEAD)):
                return True
        except zlib.error:
            continue
    return False
