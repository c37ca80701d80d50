"""What is on a page: grids by their rulings, grids by alignment where a title promises one, and free lines."""

from __future__ import annotations

import re

from extractor.grid.ruled import Lattice, fill
from extractor.grid.rules import networks, strokes
from extractor.grid.text import em_of, to_lines
from extractor.model import Box, Char, Grid, Page, Sheet

RULED = 4
_COVER = 2
_TABLE_WORDS = re.compile(r"决算(?:明细|总)?表|情况(?:决算)?表|金额单位|单位[:：](?:亿|万|千)?元")
_MONEY = re.compile(r"\d\.\d\d(?!\d)")


class Builder:
    """Builds the sheets of one document in order; remembers whether a table without rules may go on."""

    def __init__(self) -> None:
        self._tabular = False

    def wants(self, number: int, text: str, rulings: int) -> bool:
        """Whether a page's characters are worth reading: it is ruled, it may hold a title, or it may carry on."""
        if number <= _COVER or rulings >= RULED:
            return True
        squeezed = "".join(text.split())
        return bool(_TABLE_WORDS.search(squeezed)) or (self._tabular and len(_MONEY.findall(squeezed)) >= 3)

    def build(self, page: Page) -> Sheet:
        sheet = build(page)
        self._tabular = bool(page.chars) and bool(_TABLE_WORDS.search("".join(page.text.split())))
        return sheet


def build(page: Page) -> Sheet:
    """Find the grids of a page.

    Args:
        page: upright, with characters and rulings.

    Returns:
        The grids from top to bottom, and all text outside them as lines.
    """
    em = em_of(page.chars)
    free: list[Char] = list(page.chars)
    grids: list[Grid] = []
    if page.rulings:
        flat, upright = strokes(page.rulings, em)
        for network in networks(flat, upright, em):
            if not network.flat or not network.upright:
                continue
            lattice = Lattice(network, em)
            if len(lattice.spans) < 2 or lattice.cols < 2:
                continue
            box = Box(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
            held, free = _parted(free, box)
            grids.append(fill(lattice, page.number, held, page.engine))
    grids.sort(key=lambda g: (g.box.top, g.box.x0))
    return Sheet(
        page.number, page.width, page.height, tuple(grids), tuple(to_lines(page.number, free)), page.text, page.turned
    )


def _parted(chars: list[Char], box: Box) -> tuple[list[Char], list[Char]]:
    """The characters whose middle lies in a box, and the others."""
    x0, top, x1, bottom = box
    held: list[Char] = []
    rest: list[Char] = []
    for char in chars:
        inside = x0 <= (char.x0 + char.x1) / 2 <= x1 and top <= (char.top + char.bottom) / 2 <= bottom
        (held if inside else rest).append(char)
    return held, rest
