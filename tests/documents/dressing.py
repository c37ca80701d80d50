"""What happens to the text of a cell before a renderer gets it."""

from __future__ import annotations

from tests.documents.layouts import Text
from tests.documents.sheets import Cell, Kind

RADICALS = {"入": "⼊", "月": "⽉"}
_TABLE = str.maketrans(RADICALS)


def displayed(cell: Cell, text: Text) -> str:
    """The cell's text as it is set: letter-spaced, indented, or with radicals for characters."""
    words = cell.text
    if cell.kind in (Kind.LABEL, Kind.HEAD, Kind.TOTAL):
        if text.font == "radicals":
            words = words.translate(_TABLE)
        if text.spread_labels and 2 <= len(words) <= 8 and len(words) % 2 == 0:
            words = " ".join(words)
    if text.label_indent and cell.kind is Kind.LABEL:
        words = "　" * cell.level + words
    return words
