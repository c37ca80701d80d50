"""Labels broken over lines, in tables whose rows no rule divides: which lines are one label, and of which row.

The figures of a row stand on one line, at the first, the middle or the last line of its label; which of the three is
the same all down the table. So the lines of each column of labels are cut into labels, in order, such that they stand
as near to their rows as they can; a line that is not full goes on nowhere, and 一、 begins a label.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cache

from extractor import lazy_re as re
from extractor.forms import class_codes, classified, economic_names, published_names
from extractor.forms.labels import opens_row
from extractor.language.text import bare_label, squeeze
from extractor.model import Word

_MOST_LINES = 5
_NO_LABEL = 0.25
"""Costs are distances in heights of a character; this is that of a row without a label."""
_NO_FIGURES = 0.6
_NO_BEGINNING = 1.5
_NOT_FULL, _BROKEN = 1.5, 0.3
"""A line after which the label goes on although it had room; many are broken where whoever made the table pleased."""
_PUBLISHED = 0.1
_NEVER, _NAMELESS = 1e6, 3.0
_JUST, _NEARLY = 0.2, 0.4
"""What stands at one height does so within the first; in small print whose places were rounded, within the second."""
_OPENS = 4.0
_FAR = 3.0
_LOOSER = 0.4
"""Lines of one label are set closer than rows are: where either of two lines may go on, the one nearer to it does."""
_LOOSE = 2.2
"""Heights of a character from line to line, loosely set."""
_CLOSER = 0.85
"""Of the distance between rows."""
_CODED = re.compile(r"\d{3}(?:\d\d){0,2}[^\d.,]")
_CLOSERS = "，。；：、）)》”"


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One writing line of one column of labels."""

    words: tuple[Word, ...]
    baseline: float
    full: bool
    """No further character would have had room: the label may go on."""
    alone: bool = True
    """No figure stands on the line. Where some do, the baseline is theirs."""

    @property
    def text(self) -> str:
        return squeeze("".join(word.text for word in self.words))


@dataclass(frozen=True, slots=True)
class Label:
    """Lines that are one label; `row` is None where no figure stands beside them."""

    lines: tuple[LabelLine, ...]
    row: int | None
    baseline: float


Reference = Callable[[Sequence[LabelLine]], float]
_REFERENCES: tuple[Reference, ...] = (
    lambda lines: _own_baseline(lines, 0),
    lambda lines: (_own_baseline(lines, 0) + _own_baseline(lines, -1)) / 2,
    lambda lines: _own_baseline(lines, -1),
)


def _own_baseline(lines: Sequence[LabelLine], at: int) -> float:
    """That of a line of a label, by one that no figures stand beside: all lines of a label are set alike."""
    line = lines[at]
    if line.alone or len(lines) == 1:
        return line.baseline
    other = next((other for other in lines if other.alone), line)
    return other.baseline - _pitch(line, other)


def labels(
    columns: Sequence[Sequence[LabelLine]],
    rows: Sequence[float],
    em: float,
    economic: bool = False,
    published: Sequence[Set[str]] = (),
) -> list[list[Label]]:
    """The labels of every column.

    Args:
        columns: the lines of each column of labels, from top to bottom.
        rows: the baselines of the lines with figures or codes, from top to bottom.
        em: height of a character.
        economic: whether rows are of expenditure by economic purpose.
        published: names, squeezed, with which the code of each row is published.
    """
    names = _economic() if economic else _classes()
    published = published or [frozenset()] * len(rows)

    def cut(just: float | None) -> tuple[float, list[list[Label]]]:
        """The cheapest way for all columns, and its cost."""
        against = [_against(lines, rows, em, names, just is not None) for lines in columns]
        found = [
            [
                _cut(lines, rows, em, reference, *costs, just, published)
                for lines, costs in zip(columns, against, strict=True)
            ]
            for reference in _REFERENCES
        ]
        best = min(found, key=lambda one: sum(cost for cost, _ in one))
        return sum(cost for cost, _ in best), [groups for _, groups in best]

    cost, exact = cut(_JUST)
    if cost >= _NEVER:
        return cut(None)[1]
    if alone := _rowless(exact):
        cost, nearly = cut(_NEARLY)
        if cost < _NEVER and _rowless(nearly) < alone:
            exact = nearly
    if _one_each(exact, len(rows)):
        return exact
    # What explains the place of every line may leave a row without its name, but not where each can have its own.
    _, loose = cut(None)
    return loose if _one_each(loose, len(rows)) else exact


def _one_each(columns: Sequence[Sequence[Label]], rows: int) -> bool:
    """Whether in every column each row has a label, and each label a row."""
    return all([label.row for label in groups] == [*range(rows)] for groups in columns)


def _rowless(columns: Sequence[Sequence[Label]]) -> int:
    """How many labels have no row."""
    return sum(label.row is None for groups in columns for label in groups)


def _against(
    lines: Sequence[LabelLine], rows: Sequence[float], em: float, names: Sequence[str], exact: bool
) -> tuple[list[bool], list[list[float]]]:
    """Which lines open a label, and what speaks against some from each on being one; see `_inner_costs`."""
    texts = [line.text for line in lines]
    # Broken over two lines the name of a row is one only together.
    opens = [
        opens_row(text) or _opens_with_code(text) or (line.full and opens_row(text + below))
        for line, text, below in zip(lines, texts, [*texts, ""][1:], strict=True)
    ]
    return opens, _inner_costs(lines, opens, _furthest(rows, em), names, em, exact)


def _cut(
    lines: Sequence[LabelLine],
    rows: Sequence[float],
    em: float,
    of: Reference,
    opens: Sequence[bool],
    inner: Sequence[Sequence[float]],
    just: float | None,
    published: Sequence[Set[str]],
) -> tuple[float, list[Label]]:
    """The cheapest way to cut lines into labels and give them to rows, both in order.

    Where it is exact, every label stands `just` (in heights of a character) where its row does, and all of them have a
    row or begin as one: what explains the place of every line needs no line to be full. Nothing speaks against lines
    that are the name with which the code of a row is published, but that they stand far from it.
    """
    n, m, exact = len(lines), len(rows), just is not None
    no_beginning, no_label = (_NEVER, _NAMELESS) if exact else (_NO_BEGINNING, _NO_LABEL)

    def ends_a_name(first: int, end: int) -> bool:
        """Whether lines may be the end of a name that began on the page before."""
        return not exact and first == 0 and end < n and opens[end]

    def goes_over(at: float) -> bool:
        """Whether the last label's lines may go on on the next page: then its figures stand below their middle."""
        return 0 < rows[-1] - at < _LOOSE * em / 2 and lines[-1].full

    texts = [line.text for line in lines]
    known = frozenset[str]().union(*published)
    best = [[no_label * j for j in range(m + 1)]]
    came: list[list[tuple[int, bool]]] = [[(0, False)] * (m + 1)]
    for k in range(1, n + 1):
        groups = [
            (
                i,
                inner[i][k - i - 1],
                _NO_FIGURES + (0.0 if opens[i] or ends_a_name(i, k) else no_beginning),
                of(lines[i:k]),
                name if (name := "".join(texts[i:k])) in known else "",
            )
            for i in range(max(0, k - _MOST_LINES), k)
        ]
        costs: list[float] = []
        hows: list[tuple[int, bool]] = []
        for j in range(m + 1):
            cost, how = (costs[-1] + no_label, (k, False)) if j else (float("inf"), (k, False))
            for i, own, lone, at, name in groups:
                above = best[i]
                if above[j] + own + lone < cost:
                    cost, how = above[j] + own + lone, (i, False)
                if j:
                    apart = abs(at - rows[j - 1]) / em
                    there = just is None or apart <= just or (k == n and j == m and goes_over(at))
                    held = above[j - 1] + own + (apart if there else _NEVER)
                    if name and name in published[j - 1]:
                        held = above[j - 1] + _PUBLISHED * apart
                    if held < cost:
                        cost, how = held, (i, True)
            costs.append(cost)
            hows.append(how)
        best.append(costs)
        came.append(hows)
    return best[n][m], _traced(lines, came, m, of)


def _opens_with_code(text: str) -> bool:
    """Whether a label begins with its code, set in one cell with it."""
    return bool(_CODED.match(text)) and text[:3] in classified()


def _is_coded_name(text: str) -> bool:
    """Whether lines are a code and the name that it is published with, whatever one of them may be by itself."""
    name = text.lstrip("0123456789")
    return bool(name) and name in published_names().get(text[: -len(name)], ())


def _furthest(rows: Sequence[float], em: float) -> float:
    """How far lines of one label stand apart at most: rows stand further apart than lines in a row."""
    pitches = [b - a for a, b in itertools.pairwise(rows) if b - a > em]
    return max(_LOOSE * em, _CLOSER * min(pitches, default=0.0))


def _traced(
    lines: Sequence[LabelLine], came: Sequence[Sequence[tuple[int, bool]]], j: int, of: Reference
) -> list[Label]:
    out: list[Label] = []
    k = len(lines)
    while k:
        i, held = came[k][j]
        if i < k:
            out.append(Label(tuple(lines[i:k]), j - 1 if held else None, of(lines[i:k])))
        j -= held or i == k
        k = i
    return out[::-1]


def _inner_costs(
    lines: Sequence[LabelLine],
    opens: Sequence[bool],
    furthest: float,
    names: Sequence[str],
    em: float,
    exact: bool,
) -> list[list[float]]:
    """What speaks against the one, two, three … lines from each line on being one label.

    A label that is one of `names` goes on only where a longer one begins so. Where all lines stand `exact`, no line
    that opens a label is the second of one: what stands above it on a page is the end of a name on the page before.
    """
    not_full, second = (_BROKEN, _NEVER) if exact else (_NOT_FULL, _OPENS)
    joins = []
    pitches = [_pitch(above, below) for above, below in itertools.pairwise(lines)]
    least = min(pitches, default=0.0)
    for k, (above, pitch) in enumerate(zip(lines, pitches, strict=False)):
        cost = 0.0 if above.full else not_full
        cost += second if opens[k + 1] else 0.0
        joins.append(cost + (_FAR if pitch > furthest else 0.0) + _LOOSER * (pitch - least) / em)
    texts = [bare_label(line.text) for line in lines]
    out = []
    for i, line in enumerate(lines):
        costs = [_OPENS if line.text[:1] in _CLOSERS else 0.0]
        whole = texts[i]
        for k in range(i + 1, min(i + _MOST_LINES, len(lines))):
            ended = _begins(whole, names) == whole and not _begins(whole + lines[k].text, names)
            whole += lines[k].text
            costs.append(costs[-1] + joins[k - 1] + (_OPENS if ended else 0.0))
        if _opens_with_code(line.text):
            for k in range(1, len(costs)):
                if _is_coded_name("".join(below.text for below in lines[i : i + k + 1])):
                    costs[k] = 0.0
        out.append(costs)
    return out


def _pitch(above: LabelLine, below: LabelLine) -> float:
    """From line to line by their own words: a line's baseline is that of its figures, which may be set lower."""
    return below.words[0].box.bottom - above.words[0].box.bottom


@cache
def _classes() -> tuple[str, ...]:
    return tuple(sorted(map(squeeze, class_codes())))


@cache
def _economic() -> tuple[str, ...]:
    return tuple(sorted({squeeze(name) for names in economic_names().values() for name in names}))


def _begins(text: str, names: Sequence[str]) -> str:
    """The first of sorted names that begins with a text, which is the text itself where that is one; "" for none."""
    at = bisect_left(names, text)
    return names[at] if at < len(names) and names[at].startswith(text) else ""
