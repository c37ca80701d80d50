"""Networks of lines around other networks, and boxes that are the cells of one table.

A frame around a page, or a table that only lays the page out, holds what is the table in one of its cells. And where
every cell has a box of its own, set apart from the next, the boxes are the lattice.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from extractor.grid.rules import Network
from extractor.model import Box, Char

_APART = 1.6
"""Boxes of neighbouring cells stand no further apart than this, in heights of a character."""
_LEAST = 4
_TILED = 0.5
"""Of the area around boxes, what they take where they are a table: rows of little height leave much between."""


def outer(boxes: Sequence[tuple[Box, Sequence[Box]]], chars: Sequence[Char]) -> set[int]:
    """Which tables only hold other tables.

    Args:
        boxes: of every table its outline and the boxes of its cells.
        chars: all characters of the page.
    """
    out: set[int] = set()
    for k, (area, cells) in enumerate(boxes):
        inside = [
            other
            for j, (other, parts) in enumerate(boxes)
            if j != k and len(parts) >= _LEAST and any(_holds(cell, other) for cell in cells)
        ]
        if inside:
            held = sum(1 for char in chars if _has(area, char))
            nested = sum(1 for char in chars if any(_has(box, char) for box in inside))
            if 2 * nested >= held:
                out.add(k)
    return out


def joined_boxes(networks: Sequence[Network], single: Callable[[Network], bool], em: float) -> list[Network]:
    """The networks, those made one that are boxes of single cells set side by side and under one another.

    Args:
        networks: all of a page.
        single: whether a network is one box.
        em: height of a character.
    """
    if len(networks) < _LEAST:
        return list(networks)
    boxes = [network for network in networks if network.flat and network.upright and single(network)]
    if len(boxes) < _LEAST:
        return list(networks)
    out = [network for network in networks if network not in boxes]
    for group in _groups(boxes, _APART * em):
        if len(group) >= _LEAST and _is_tiled(group, em):
            flat = tuple(stroke for network in group for stroke in network.flat)
            upright = tuple(stroke for network in group for stroke in network.upright)
            out.append(Network(flat, upright))
        else:
            out.extend(group)
    return sorted(out, key=lambda n: n.extent[1])


def _groups(boxes: Sequence[Network], reach: float) -> list[list[Network]]:
    """Boxes that stand near to one another, directly or by others between."""
    left = list(boxes)
    out: list[list[Network]] = []
    while left:
        group, rest = [left[0]], left[1:]
        k = 0
        while k < len(group):
            x0, top, x1, bottom = group[k].extent
            near = [
                n
                for n in rest
                if n.extent[0] <= x1 + reach
                and x0 <= n.extent[2] + reach
                and n.extent[1] <= bottom + reach
                and top <= n.extent[3] + reach
            ]
            group += near
            rest = [n for n in rest if n not in near]
            k += 1
        out.append(group)
        left = rest
    return out


def _is_tiled(group: Sequence[Network], em: float) -> bool:
    """Whether boxes stand in rows and columns and fill what is around them."""
    x0, top, x1, bottom = (list(side) for side in zip(*(network.extent for network in group), strict=True))
    if _count(x0, em) < 2 or _count(top, em) < 2:
        return False
    taken = sum((c - a) * (d - b) for a, b, c, d in zip(x0, top, x1, bottom, strict=True))
    return bool(taken >= _TILED * (max(x1) - min(x0)) * (max(bottom) - min(top)))


def _count(values: Sequence[float], em: float) -> int:
    """How many places there are, those nearer than a character made one."""
    ordered = sorted(values)
    return 1 + sum(1 for a, b in itertools.pairwise(ordered) if b - a > em)


def _holds(cell: Box, other: Box) -> bool:
    return (
        cell.x0 <= other.x0 + 1
        and cell.top <= other.top + 1
        and other.x1 <= cell.x1 + 1
        and other.bottom <= cell.bottom + 1
    )


def _has(box: Box, char: Char) -> bool:
    return box.x0 <= (char.x0 + char.x1) / 2 <= box.x1 and box.top <= (char.top + char.bottom) / 2 <= box.bottom
