"""Numbers of columns that were misread, or that stand a little off their row, where a fold or a bend set them off.

A row of nothing but short words, most of which count the columns from 1, counts them all: what stands alone between 2
and 4 is 3, whatever was read of it, and what stands before 2 is 1.

Numbers of columns are as low as their digits are: one that is half its height off stands in a row of its own, and the
others count no more. That it is of theirs the count says: 1 and 3 stand level with one another, and between them the 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_LEVEL = 0.3
"""Of its height: what is off no more stands in one row."""
_OFF = 0.9
"""Of its height: what is off more is of another row."""
_COUNTED = 4
"""So many numbers of columns that stand level count."""
_COLUMNS, _MOST = 6, 2 / 3
"""A row of so many short words, so many of which count the columns, counts all of them."""
_DIGITS = 2
_COUNT = "栏次"
"""What may stand before the numbers of columns."""
_NOT_SURE = 0.5


def as_the_row_counts(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Read]:
    """The readings, those in a row of column numbers as the row counts.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    out = list(reads)
    for row in _level(reads, strips):
        numbers = {place: int(reads[k].text) for place, k in enumerate(row, start=1) if reads[k].text.isdecimal()}
        counting = {place for place, number in numbers.items() if place == number}
        if len(counting) < _MOST * len(row):
            continue
        for place, k in enumerate(row[:-1], start=1):
            if place not in counting and place + 1 in counting and (place == 1 or place - 1 in counting):
                text = str(place)
                places = tuple((n + 0.5) / len(text) for n in range(len(text)))
                out[k] = replace(out[k], text=text, confidence=_NOT_SURE, places=places, others=(), chances=())
    return out


def _level(reads: Sequence[Read], strips: Sequence[Strip]) -> list[list[int]]:
    """The rows of nothing but short words, each from the left, by their places."""
    rows: list[list[int]] = []
    there = [k for k, read in enumerate(reads) if read.text.strip() and read.text.strip() != _COUNT]
    for k in sorted(there, key=lambda k: _middle(strips[k])):
        high = median(strips[j].y1 - strips[j].y0 for j in rows[-1]) if rows else 0.0
        if rows and _middle(strips[k]) - _middle(strips[rows[-1][-1]]) <= _LEVEL * high:
            rows[-1].append(k)
        else:
            rows.append([k])
    short = [row for row in rows if all(len(reads[k].text) <= _DIGITS for k in row)]
    return [sorted(row, key=lambda k: strips[k].x0) for row in short if len(row) >= _COLUMNS]


def with_counted(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Strip]:
    """The strips, those of numbers that a row of column numbers counts and lacks level with that row.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    out = list(strips)
    numbers = {k: int(read.text) for k, read in enumerate(reads) if read.text.isdecimal() and len(read.text) <= 2}
    for row in _rows(numbers, strips):
        due = {numbers[k]: k for k in row}
        for k, number in numbers.items():
            before, behind = due.get(number - 1), due.get(number + 1)
            beside = [j for j in (before, behind) if j is not None]
            if k in row or number in due or not beside:
                continue
            strip, level = strips[k], strips[beside[0]]
            off, high = _middle(level) - _middle(strip), strip.y1 - strip.y0
            follows = before is None or strips[before].x1 < strip.x0
            if follows and (behind is None or strip.x1 < strips[behind].x0) and abs(off) <= _OFF * high:
                out[k] = strip._replace(y0=strip.y0 + round(off), y1=strip.y1 + round(off))
    return out


def _middle(strip: Strip) -> float:
    return (strip.y0 + strip.y1) / 2


def _rows(numbers: dict[int, int], strips: Sequence[Strip]) -> list[list[int]]:
    """The numbers that stand level with one another and count up from the left, by their places; 1 or 2 begins."""
    rows: list[list[int]] = []
    for k in sorted(numbers, key=lambda k: _middle(strips[k])):
        near = _LEVEL * (strips[k].y1 - strips[k].y0)
        if rows and _middle(strips[k]) - _middle(strips[rows[-1][0]]) <= near:
            rows[-1].append(k)
        else:
            rows.append([k])
    out = []
    for row in rows:
        row.sort(key=lambda k: strips[k].x0)
        counted = [numbers[k] for k in row]
        if len(row) >= _COUNTED and counted == sorted(set(counted)) and counted[0] <= 2:
            out.append(row)
    return out
