"""Header words to the columns of a form.

A column is known by the words over it, wherever it stands. All the words a form asks for must be there, and the
lowest one must be among them, so that 其中：教育收费 under 事业收入 is not taken for 事业收入. Only where words fail do
the printed 栏次, and last the position, speak; what named a column is kept, because a figure whose column only its
position gave is not proved by a sum that two exchanged columns would satisfy as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor import lazy_re as re
from extractor.forms import Form, FormColumn, Pattern, Variant
from extractor.forms.vocabulary import GROUP_WORDS, PANEL_WORDS, without_year
from extractor.model import Kind, MatchedBy, Side
from extractor.normalize.header import HeadColumn
from extractor.normalize.misread_head import misread_columns
from extractor.normalize.of_no_kind import with_own_kind


@dataclass(frozen=True, slots=True)
class Group:
    """Grid columns that are one column of the table: their header cells are the same."""

    indexes: tuple[int, ...]
    head: HeadColumn


@dataclass(frozen=True, slots=True)
class Panel:
    """A list of rows with its own keys and figures; T01 has two side by side, T06 two or three."""

    number: int
    codes: tuple[int, ...]
    labels: tuple[int, ...]
    lines: tuple[int, ...]
    figures: tuple[Group, ...]
    heading: str
    """The words over the whole panel (收入, 支出, 人员经费 …)."""
    side: Side = ""
    words: frozenset[str] = frozenset()
    """Everything that stands over its columns."""


@dataclass(frozen=True, slots=True)
class Match:
    """A figure column and what it was found to be."""

    group: Group
    form_column: FormColumn | None
    matched_by: MatchedBy
    left_over: str = ""
    """As in `Column`."""


_BUDGET = re.compile(r"^(?:年初|全年|调整|本年|上年)?预算(?:数|金额)?$|预算数$")
_ANOTHER_YEAR = re.compile(r"^(?:上年|上年度|去年|以前年度)(?:决算|执行|实际|预算)?数?$|^比上年|^较上年")
_YEAR = re.compile(r"(20\d\d)年")
_ASIDE = re.compile(
    r"[%％]|增减|增长|变动|差额|比例|占比|比重|完成|备注|说明|^人员经费$|^公用经费$|^(?:上年|上年度|去年)|预算数?$|预算金额$|^(?:20\d\d)年"
)


def is_aside(path: Sequence[str]) -> bool:
    """Whether a header is of a column forms are often printed with besides their own: 预算数, 上年数, 增减, 备注."""
    return any(_ASIDE.search(word) for word in path)


_NOT_OF_BUDGET = re.compile(
    r"(?:执行|决算|完成|实际)数?$|^(?:比|较|与)(?:上年|去年|20\d\d年)|增减|增长|^(?:上年|上年度|去年)(?:预算)?数?$"
)


def _strange(kind: Kind, path: Sequence[str], latest: int) -> list[str]:
    """The words of a header that speak of something else than the document: another year, or in an account a budget, in
    a budget what was spent."""
    out = []
    for word in path:
        found = _YEAR.search(word)
        before = bool(found and int(found.group(1)) < latest)
        if kind == "budget":
            other = bool(_NOT_OF_BUDGET.search(word))
        else:
            other = bool(_BUDGET.search(word) or _ANOTHER_YEAR.search(word))
        if before or other:
            out.append(word)
    return out


def _strange_words(kind: Kind, found: Sequence[Group]) -> list[list[str]]:
    """For each column the words of its header that do not speak of the document's own year and kind."""
    years = [int(y) for group in found for word in group.head.path for y in _YEAR.findall(word)]
    return [_strange(kind, group.head.path, max(years, default=0)) for group in found]


def _without_year(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(without_year, path))


def _paths(kind: Kind, found: Sequence[Group]) -> list[tuple[str, ...]]:
    """The words over each column as forms print them: 2023年决算数 is 决算数, unless that stands beside it."""
    plain = set() if kind == "budget" else {word for group in found for word in group.head.path}
    return [
        tuple(
            printed if word in plain else word
            for word, printed in zip(_without_year(group.head.path), group.head.path, strict=True)
        )
        for group in found
    ]


def panels(columns: Sequence[HeadColumn]) -> list[Panel]:
    """Cut the columns into panels: keys after figures open a new one."""
    out: list[Panel] = []
    codes: list[int] = []
    labels: list[int] = []
    lines: list[int] = []
    figures: list[Group] = []
    heads: list[HeadColumn] = []

    def finish() -> None:
        if codes or labels or lines or figures:
            first = heads[0].path[0] if heads and heads[0].path else ""
            words = frozenset(word for head in heads for word in head.path)
            place = len(out)
            out.append(Panel(place, tuple(codes), tuple(labels), tuple(lines), tuple(figures), first, words=words))
        for store in (codes, labels, lines, figures, heads):
            store.clear()

    for column in columns:
        if column.kind != "figure" and figures:
            finish()
        heads.append(column)
        if column.kind == "code":
            codes.append(column.index)
        elif column.kind == "label":
            labels.append(column.index)
        elif column.kind == "line":
            lines.append(column.index)
        elif figures and column.same_as_left and figures[-1].indexes[-1] == column.index - 1:
            last = figures[-1]
            figures[-1] = Group((*last.indexes, column.index), last.head)
        else:
            figures.append(Group((column.index,), column))
    finish()
    return out


def choose_variant(
    form: Form, found: Sequence[Group], side: Side = "", of_picture: bool = False
) -> tuple[Variant, list[Match]]:
    """The variant of a form that most of the columns fit, and what each column is in it; `of_picture` tells that words
    of the header may be misread."""
    if heads := with_own_kind(form, [group.head for group in found]):
        named = [replace(group, head=head) for group, head in zip(found, heads, strict=True)]
        matches = match_columns(form.variants[0].columns, named, guess=False)
        if all(match.form_column is not None for match in matches):
            return form.variants[0], [replace(match, group=group) for match, group in zip(matches, found, strict=True)]
    best: tuple[int, Variant, list[Match]] | None = None
    # Besides its own columns a budget often prints those of the year before.
    own = sum(not words for words in _strange_words(form.kind, found)) if form.kind == "budget" else len(found)
    for variant in form.variants:
        wanted = [c for c in variant.columns if not side or c.side in ("", side)]
        # The three public items come in blocks or in pairs: neither their number nor their place says which.
        matches = match_columns(wanted, found, form.key != "none", form.kind, of_picture)
        named_ids = {match.form_column.id for match in matches if match.form_column}
        alone = [c for c in wanted if c.id in named_ids and c.beside and c.beside not in named_ids]
        if alone:
            wanted = [c for c in wanted if c not in alone]
            matches = match_columns(wanted, found, form.key != "none", form.kind, of_picture)
        required = sum(1 for c in variant.columns if not c.optional and (not side or c.side in ("", side)))
        hits = sum(2 for m in matches if m.matched_by == "header") - abs(required - own)
        if best is None or hits > best[0]:
            best = (hits, variant, matches)
    assert best is not None
    return best[1], best[2]


def match_columns(
    wanted: Sequence[FormColumn],
    found: Sequence[Group],
    guess: bool = True,
    kind: Kind = "account",
    of_picture: bool = False,
) -> list[Match]:
    """Assign form columns to grid columns, each at most once, the most specific words first.

    Args:
        wanted: the columns of the form.
        found: the figure columns of the table.
        guess: whether the printed number, and last the position, may speak where words do not.
        kind: of the document: 预算数 is the amount of a budget and what an account is set against.
        of_picture: whether the words were read from a picture, and one sign of them may be another.
    """
    scored: list[tuple[int, int, int, int]] = []
    paths = _paths(kind, found)
    for g, (path, strange) in enumerate(zip(paths, _strange_words(kind, found), strict=True)):
        lowest = _lowest_words(path)
        for w, column in enumerate(wanted):
            for rank, pattern in enumerate(column.patterns):
                if lowest.isdisjoint(_all_words(pattern)):
                    continue  # as most
                # What a form itself says (执行数) is its own, whatever it says elsewhere.
                if strange and not column.of_budget and not _all_words(pattern).issuperset(strange):
                    continue
                strength = _strength(pattern, path)
                if strength:
                    scored.append((-strength, rank, g, w))
                    break
    # Beside 金额, 2023年决算数 is of another year, as it is beside 决算数.
    dated = [any(map(_YEAR.search, group.head.path)) for group in found]
    undated = {w for _, _, g, w in scored if not dated[g]}
    scored = [one for one in scored if not (dated[one[2]] and one[3] in undated)]
    # Of equally good words the first in the pattern list wins, then the leftmost column.
    scored.sort()
    by_group: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, w in scored:
        if g not in by_group and w not in taken:
            by_group[g] = w
            taken.add(w)
    matched: dict[int, tuple[int, MatchedBy]] = {g: (w, "header") for g, w in by_group.items()}
    if guess:
        _by_number(wanted, found, matched)
        _by_position(wanted, found, matched)
    _by_piece(wanted, found, matched)
    if of_picture:
        left = {w: column for w, column in enumerate(wanted) if all(w != known for known, _ in matched.values())}
        unknown = {g: group.head.path for g, group in enumerate(found) if g not in matched}
        matched.update({g: (w, "position") for g, w in misread_columns(left, unknown, _strength).items()})
    out = []
    for g, group in enumerate(found):
        w, how = matched.get(g, (-1, "unknown"))
        stray = _left_over(group, wanted[w], wanted, kind) if how == "header" else ""
        out.append(Match(group, wanted[w] if w >= 0 else None, how, stray))
    return out


_JOINED = 4
"""Into how many rows the cell of one header word may be cut."""


def _lowest_words(path: tuple[str, ...]) -> frozenset[str]:
    """What may be the lowest word of a header: the last one, or the last few joined."""
    return frozenset("".join(path[len(path) - joined :]) for joined in range(1, min(_JOINED, len(path)) + 1))


@lru_cache(maxsize=4096)
def _all_words(pattern: Pattern) -> frozenset[str]:
    return frozenset().union(*pattern)


def _left_over(group: Group, column: FormColumn, wanted: Sequence[FormColumn], kind: Kind) -> str:
    """The first word over a column that its own pattern leaves over and that is no heading of several columns.

    Where lines of a header run into each other a column gets a neighbour's words besides its own; it may as well be
    the neighbour. A heading of one other column (其中 under its whole) says so in the form.
    """
    path, spans = group.head.path, group.head.spans
    if len(path) < 2:
        return ""
    used = max((_words_used(pattern, path) for pattern in column.patterns), key=len)
    for k, word in enumerate(path):
        if k in used or word in PANEL_WORDS:
            continue
        if kind == "budget" and word in GROUP_WORDS and k < len(spans) and spans[k] > len(group.indexes):
            continue  # 预算数 over all its parts is the name of a column by itself elsewhere
        owners = {_measure(other) for other in wanted if _is_of(word, other)}
        # What is over many columns (本年支出, 预算数) tells none of them.
        if len(owners) == 1 and not owners & {_measure(column), column.under}:
            return word
        narrow = k < len(spans) and spans[k] <= len(group.indexes)
        if narrow and word not in GROUP_WORDS and not _YEAR.search(word) and not _is_of(word, column):
            return word
    return ""


def _measure(column: FormColumn) -> str:
    """A column's id, of a measure without its kind."""
    return column.id.partition(".")[0]


def _is_of(word: str, column: FormColumn) -> bool:
    """Whether a word is one of a column's, or the beginning or end of one that lines cut off."""
    piece = len(word) >= _PIECE and word not in GROUP_WORDS
    for pattern in column.patterns:
        for words in pattern:
            if word in words or (piece and any(own.startswith(word) or own.endswith(word) for own in words)):
                return True
    return False


_PIECE = 4
"""Shorter pieces (支出, 收入) are in too many names to say anything."""


@lru_cache(maxsize=8192)
def _words_used(pattern: Pattern, path: tuple[str, ...]) -> frozenset[int]:
    """Which words of a header a pattern explains; none where it does not fit."""
    for joined in range(1, min(_JOINED, len(path)) + 1):
        start = len(path) - joined
        if _fits(pattern, "".join(path[start:]), path[:start]):
            return frozenset(k for k, word in enumerate(path) if k >= start or any(word in words for words in pattern))
    return frozenset()


@lru_cache(maxsize=8192)
def _strength(pattern: Pattern, path: tuple[str, ...]) -> int:
    """How many words of a header a pattern explains, 0 where it does not fit.

    Cells of one header word may be cut into several rows, so the lowest word is also tried as the lowest two or
    more joined.
    """
    for joined in range(1, min(_JOINED, len(path)) + 1):
        lowest = "".join(path[len(path) - joined :])
        above = path[: len(path) - joined]
        if _fits(pattern, lowest, above):
            return len(pattern) * 4 - joined + 1
    return 0


def _fits(pattern: Pattern, lowest: str, above: tuple[str, ...]) -> bool:
    at = [k for k, words in enumerate(pattern) if lowest in words]
    for k in at:
        rest = [words for j, words in enumerate(pattern) if j != k]
        free = list(above)
        for words in rest:
            hit = next((text for text in free if text in words), None)
            if hit is None:
                break
            free.remove(hit)
        else:
            return True
    return False


def _by_number(wanted: Sequence[FormColumn], found: Sequence[Group], matched: dict[int, tuple[int, MatchedBy]]) -> None:
    """Give columns without known words the form's column of their printed number.

    Only where every column that words did name stands at its number too: the numbers then count as this form does.
    """
    required = [w for w, column in enumerate(wanted) if not column.optional]
    numbers = [group.head.number for group in found]
    if not all(numbers) or len(found) != len(required):
        return
    first = int(numbers[0])
    place = {
        g: required[int(number) - first] for g, number in enumerate(numbers) if 0 <= int(number) - first < len(required)
    }
    if any(place.get(g) != w for g, (w, _) in matched.items()):
        return
    for g, w in place.items():
        matched.setdefault(g, (w, "number"))


def _by_position(
    wanted: Sequence[FormColumn], found: Sequence[Group], matched: dict[int, tuple[int, MatchedBy]]
) -> None:
    """Give the columns left over the form's columns left over, where order and number agree."""
    required = [w for w, column in enumerate(wanted) if not column.optional]
    if len(found) != len(required) or len(matched) == len(found):
        return
    if any(required[g] != w for g, (w, _) in matched.items()):
        return
    for g in range(len(found)):
        matched.setdefault(g, (required[g], "position"))


def _by_piece(wanted: Sequence[FormColumn], found: Sequence[Group], matched: dict[int, tuple[int, MatchedBy]]) -> None:
    """Give columns of which a cell too low for its words shows only the first the form's column that begins so.

    Only where one of those left over does; it is no sure name.
    """
    for g, group in enumerate(found):
        if g in matched or not group.head.path:
            continue
        taken = {w for w, _ in matched.values()}
        fitting = [w for w, column in enumerate(wanted) if w not in taken and _begins(group.head.path, column.patterns)]
        if len(fitting) == 1:
            matched[g] = (fitting[0], "position")


def _begins(path: tuple[str, ...], patterns: Sequence[Pattern]) -> bool:
    """Whether the lowest word of a header is the beginning of one that a pattern has, under the others that it has."""
    for pattern in patterns:
        for k, words in enumerate(pattern):
            whole = next((word for word in words if len(path[-1]) >= _PIECE and word.startswith(path[-1])), "")
            rest = [other for j, other in enumerate(pattern) if j != k]
            if whole and all(any(text in other for text in path[:-1]) for other in rest):
                return True
    return False
