"""Rows of tables without lines: found by what can only start one; what is left between belongs to the nearest."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.forms import classified, published_names
from extractor.forms.labels import is_sum, opens_row
from extractor.grid.rules import Stroke
from extractor.grid.tracks import Track, track_of
from extractor.grid.wrapped import LabelLine, labels
from extractor.grid.writing import TextLine
from extractor.language.money import is_code, is_number
from extractor.model import Word

_BESIDE = 0.5
"""Words that overlap by more than this share of their height stand beside one another, not one below the other."""


@dataclass(slots=True)
class RowLine:
    """A row being put together from one or more writing lines."""

    words: list[Word]
    baseline: float


def _anchors(body: Sequence[TextLine]) -> list[TextLine]:
    """The lines that can only be rows: with a number, or a label that opens one."""
    return [line for line in body if any(is_number(w.text) or opens_row(w.text) for w in line.words)]


def row_baselines(lines: Sequence[TextLine]) -> list[float]:
    """Where the rows of a body that no line divides stand."""
    return [line.baseline for line in _anchors(lines)]


def rows_of(
    header: Sequence[TextLine], body: Sequence[TextLine], wide: Sequence[Stroke], tracks: Sequence[Track], em: float
) -> list[RowLine]:
    head = [RowLine(list(line.words), line.baseline) for line in header]
    bands = [rule.at for rule in wide]
    anchors = _anchors(body)
    if not anchors:
        return head + [RowLine(list(line.words), line.baseline) for line in body]
    if len(bands) >= 4 and (rows := _banded(body, bands)) and not any(_stacked(row, tracks) for row in rows):
        return head + rows
    return head + labelled(body, tracks, em)


def labelled(body: Sequence[TextLine], tracks: Sequence[Track], em: float) -> list[RowLine]:
    """The lines with figures or codes as rows, each with the labels that belong to it; labels alone are rows too."""
    rows: list[RowLine] = []
    columns: dict[int, list[LabelLine]] = {}
    edge = [0.0] * len(tracks)
    for line in body:
        for word in line.words:
            if not is_number(word.text) and not is_sum(word.text):
                k = track_of(word, tracks)
                edge[k] = max(edge[k], word.box.x1)
    for line in body:
        numbers = [word for word in line.words if is_number(word.text)]
        if numbers and rows and (_beside(rows[-1], numbers, tracks) or _finishes(rows[-1], line, tracks)):
            rows[-1] = RowLine([*rows[-1].words, *numbers], line.baseline)
        elif numbers:
            rows.append(RowLine(numbers, line.baseline))
        named: dict[int, list[Word]] = {}
        for word in line.words:
            if not is_number(word.text):
                named.setdefault(track_of(word, tracks), []).append(word)
        for k, own in named.items():
            full = own[-1].box.x1 + own[-1].size > edge[k]
            columns.setdefault(k, []).append(LabelLine(tuple(own), line.baseline, full, not numbers))
    extra: list[RowLine] = []
    codes = [word.text for row in rows for word in row.words if is_code(word.text) and word.text[:3] in classified()]
    economic = 2 * sum(code.startswith("3") for code in codes) > len(codes)
    names = [frozenset[str]().union(*map(_published, row.words)) for row in rows]
    for found in labels(list(columns.values()), [row.baseline for row in rows], em, economic, names):
        for label in found:
            held = [word for part in label.lines for word in part.words]
            near = [row for row in extra if abs(row.baseline - label.baseline) < 0.5 * em]
            if label.row is not None:
                rows[label.row].words.extend(held)
            elif near:
                near[0].words.extend(held)
            else:
                extra.append(RowLine(held, label.baseline))
    return sorted([*rows, *extra], key=lambda row: row.baseline)


def _published(word: Word) -> frozenset[str]:
    """The names that a code is published with."""
    return published_names().get(word.text, frozenset()) if is_code(word.text) else frozenset()


def _beside(row: RowLine, numbers: Sequence[Word], tracks: Sequence[Track]) -> bool:
    """Whether numbers stand beside those of the row above them: some cells are set to the top, some to the middle.

    Rows of print do not overlap by half a character; where one column holds numbers of both, they are two rows.
    """
    held = {track_of(word, tracks) for word in row.words if is_number(word.text)}
    if held & {track_of(word, tracks) for word in numbers}:
        return False
    low, high = max(word.box.top for word in numbers), min(word.box.bottom for word in row.words)
    return high - low > _BESIDE * min(word.size for word in [*numbers, *row.words])


def _finishes(row: RowLine, line: TextLine, tracks: Sequence[Track]) -> bool:
    """Whether a line has the figures of the row above it, of which only the code was seen.

    A code set in one cell with its name stands at the name's first line, the figures at the middle of all its lines.
    Figures without a code are another row only where a name says so.
    """
    if not any(track.codes for track in tracks) or not all(tracks[track_of(w, tracks)].codes for w in row.words):
        return False
    if any(is_sum(w.text) or opens_row(w.text) for w in line.words if not is_number(w.text)):
        return False
    return not any(tracks[track_of(w, tracks)].codes for w in line.words if is_number(w.text))


def _banded(body: Sequence[TextLine], bands: list[float]) -> list[RowLine]:
    """Rows between horizontal rules; what stands outside them is a row of its own."""
    rows: dict[int, RowLine] = {}
    for line in body:
        band = sum(1 for at in bands if at < line.box.mid_y)
        row = rows.setdefault(band, RowLine([], line.baseline))
        row.words.extend(line.words)
    return [rows[band] for band in sorted(rows)]


def _stacked(row: RowLine, tracks: Sequence[Track]) -> bool:
    """Whether what stands between two rules holds numbers one below the other: then rules part no rows."""
    numbers = [(track_of(word, tracks), word) for word in row.words if is_number(word.text)]
    return any(
        a == b and abs(one.box.mid_y - other.box.mid_y) > 0.5 * one.size
        for (a, one), (b, other) in itertools.combinations(numbers, 2)
    )
