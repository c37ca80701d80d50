"""The columns that a header without lines speaks of: its words are centred, and some stand over several columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.forms.vocabulary import REMARK_WORDS, group_members, is_key_word, names_figures
from extractor.grid.heads import is_column, is_known
from extractor.grid.tracks import LEVELS
from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Word

# Words that stand over several columns and are never a column themselves.
_GROUPS = frozenset(
    squeeze(word)
    for word in [
        "项目",
        "收入",
        "支出",
        "本年支出",
        "人员经费",
        "公用经费",
        "财政拨款“三公”经费",
        "一般公共预算财政拨款“三公”经费",
        "“三公”经费",
        "“三公”经费预算数",
        "“三公”经费决算数",
        "公务用车购置及运行维护费",
        "公务用车购置及运行费",
        "公务用车购置和运行维护费",
        "公务用车购置和运行费",
    ]
)
_ALSO_COLUMNS = frozenset(["人员经费", "公用经费", "本年支出"])
"""Of those, the ones that are columns of figures where nothing stands below them."""
_EITHER = frozenset(["本年收入", "财政拨款收入", "财政拨款支出"])
"""Columns of figures between others, or over half of a summary, with the names of its rows."""
KINDS = frozenset(["预算数", "决算数", "年初预算数", "全年预算数"])
_LEVEL = 0.3
"""Names that end on one line have feet that differ by less, in heights of their characters."""
_SAME = 0.3
"""Header words of one column overlap by more than this share of the narrower; names of neighbours may touch."""

Head = tuple[float, float, bool]
"""The stretch of a header column, and whether its words name rows (科目名称) and not figures."""


def head_columns(header: Sequence[Sequence[Word]], numbers: Sequence[Word]) -> list[Head]:
    """The columns the header speaks of, from its lowest line up; words over several of them are left out."""
    names = _names_in_order(header, numbers)
    columns: list[list[float]] = [[w.box.x0, w.box.x1] for w in numbers]
    texts = [""] * len(columns)
    for k, name in enumerate(names):
        columns[k] = [min(columns[k][0], name.box.x0), max(columns[k][1], name.box.x1)]
        texts[k] = without_unit(squeeze(name.text))
    keys = [False] * len(columns)
    for line in reversed(header):
        fresh: list[tuple[list[float], str]] = []
        for word in line:
            if any(word is name for name in names):
                continue
            low, high, text = word.box.x0, word.box.x1, without_unit(squeeze(word.text))
            touched = [
                k
                for k, c in enumerate(columns)
                if min(c[1], high) - max(c[0], low) > _SAME * min(c[1] - c[0], high - low)
            ]
            if numbers and not touched:
                touched = _numbered(word, numbers, texts)
            if len(touched) == 1:
                k = touched[0]
                # A whole name over another stands over its column, and over others perhaps: it does not widen it.
                if not texts[k] or not is_known(text):
                    columns[k] = [min(columns[k][0], low), max(columns[k][1], high)]
                texts[k] = text + texts[k]
                keys[k] = keys[k] or is_key_word(text)
            elif not touched and (
                (line is not header[-1] and not numbers and _ends_lowest(word, header[-1]))
                or (
                    _is_column(word, line, columns, texts)
                    and not _is_over_both(word, columns, texts)
                    and _has_room(word, line, columns, texts, numbers)
                )
            ):
                fresh.append(([low, high], text))
        columns += [column for column, _ in fresh]
        texts += [text for _, text in fresh]
        keys += [is_key_word(text) or text in LEVELS or text in REMARK_WORDS for _, text in fresh]
    return sorted((low, high, key) for (low, high), key in zip(columns, keys, strict=True))


def _ends_lowest(word: Word, lowest: Sequence[Word]) -> bool:
    """Whether a broken name ends on the line of the lowest names: set to the foot of their cells, it stands beside
    them, not over them, though its middle is higher."""
    return (
        "\n" in word.text
        and squeeze(word.text) not in _GROUPS
        and any(abs(other.box.bottom - word.box.bottom) <= _LEVEL * word.size for other in lowest)
    )


def _names_in_order(header: Sequence[Sequence[Word]], numbers: Sequence[Word]) -> list[Word]:
    """The lowest names of columns of figures from left to right, where there is one for each printed number.

    Numbers set flush and names in the middle may stand nearer to a neighbour's than to each other; their order tells.
    """
    known = [w for line in header for w in line if names_figures(squeeze(w.text))]
    lowest = [
        w
        for w in known
        if not any(
            o.box.mid_y > w.box.mid_y + 0.5 * w.size and min(o.box.x1, w.box.x1) > max(o.box.x0, w.box.x0)
            for o in known
        )
    ]
    return sorted(lowest, key=lambda w: w.box.mid_x) if numbers and len(lowest) == len(numbers) else []


def _numbered(word: Word, numbers: Sequence[Word], texts: Sequence[str]) -> list[int]:
    """The numbered column that a word names which stands beside its number: one is set flush, the other is not."""
    text = squeeze(word.text)
    if is_key_word(text) or not is_known(text):
        return []
    places = [number.box.mid_x for number in numbers]
    gaps = [b - a for a, b in itertools.pairwise(places)] or [0.0]
    near = [
        (abs(x - word.box.mid_x), k)
        for k, x in enumerate(places)
        if not texts[k] and abs(x - word.box.mid_x) < 0.75 * min(gaps[max(k - 1, 0)], gaps[min(k, len(gaps) - 1)])
    ]
    return [min(near)[1]] if near else []


def _is_column(word: Word, line: Sequence[Word], columns: Sequence[Sequence[float]], texts: Sequence[str]) -> bool:
    """Whether a word that touches no column below is the head of one.

    项目 stands over 科目编码 and 科目名称, or over the names themselves: by what is next to it below.
    """
    if squeeze(word.text) != "项目":
        return not _is_group(word, line, columns, texts)
    middle = word.box.mid_x
    places = sorted(((c[0] + c[1]) / 2, text) for c, text in zip(columns, texts, strict=True))
    left = [text for x, text in places if x < middle][-1:]
    right = [text for x, text in places if x >= middle][:1]
    return not any(is_key_word(text) and text != "行次" for text in (*left, *right))


def _is_over_both(word: Word, columns: Sequence[Sequence[float]], texts: Sequence[str]) -> bool:
    """Whether the columns on both sides of a word are those that forms print under it: 项目支出 over 小计 and 其中."""
    members = group_members().get(without_unit(squeeze(word.text)))
    if not members:
        return False
    places = sorted(((c[0] + c[1]) / 2, text) for c, text in zip(columns, texts, strict=True))
    left = [text for x, text in places if x < word.box.mid_x][-1:]
    right = [text for x, text in places if x >= word.box.mid_x][:1]
    return bool(left and right) and members.issuperset(left + right)


def _has_room(
    word: Word,
    line: Sequence[Word],
    columns: Sequence[Sequence[float]],
    texts: Sequence[str],
    numbers: Sequence[Word],
) -> bool:
    """Whether a word that touches no column below can be a column itself.

    Where columns are numbered every column of figures has its number, so what is left are names of keys. Where they
    are not, a word that is nearer to two columns below than the words beside it, and in the middle between the two,
    which stand as close as others do, is over both.
    """
    if numbers:
        names_no_figures = is_key_word(squeeze(word.text)) or squeeze(word.text) in REMARK_WORDS
        return names_no_figures or word.box.x1 < numbers[0].box.x0 or word.box.x0 > numbers[-1].box.x1
    text = without_unit(squeeze(word.text))
    if is_column(text) and text not in _GROUPS and KINDS.isdisjoint((text, *texts)):
        return True
    beside = sorted(((c[0] + c[1]) / 2, text) for c, text in zip(columns, texts, strict=True))
    kinds = [
        [text for x, text in beside if x < word.box.mid_x][-1:],
        [text for x, text in beside if x > word.box.mid_x][:1],
    ]
    if kinds[0] != kinds[1] and all(kind and kind[0] in KINDS for kind in kinds):
        return False  # 预算数 and 决算数 of one measure
    if not is_key_word(text) and any(kind and is_key_word(kind[0]) for kind in kinds):
        return True  # nothing but words that are always groups stands over names of rows and figures together
    places = [x for x, _ in beside]
    low, high = _territory(word, line)
    left = max((x for x in places if x < word.box.mid_x), default=None)
    right = min((x for x in places if x > word.box.mid_x), default=None)
    if left is None or right is None or not low < left or not right < high:
        return True  # one of the two is below another word of the line: 项目支出 beside 基本支出
    pitches = sorted(b - a for a, b in itertools.pairwise(places))
    usual = min(1.4 * pitches[len(pitches) // 2], 1.9 * pitches[0])
    a, b = word.box.mid_x - left, right - word.box.mid_x
    return not (a + b <= usual and abs(a - b) <= 0.3 * (a + b))


def _territory(word: Word, line: Sequence[Word]) -> tuple[float, float]:
    """From where to where a word is nearer than the words beside it on its line."""
    middle = word.box.mid_x
    beside = [w.box.mid_x for w in line if w is not word]
    low = max([(x + middle) / 2 for x in beside if x < middle], default=float("-inf"))
    high = min([(x + middle) / 2 for x in beside if x > middle], default=float("inf"))
    return low, high


def is_group_word(text: str) -> bool:
    """Whether a header word always stands over several columns."""
    return squeeze(text) in _GROUPS


def _is_group(word: Word, line: Sequence[Word], columns: Sequence[Sequence[float]], texts: Sequence[str]) -> bool:
    """Whether a word that touches no column below stands over several: always such words, those that name a column
    elsewhere where some column is nearer to them than to the words beside them, or 预算数 and 决算数 with columns of
    figures on both sides that are."""
    text = without_unit(squeeze(word.text))
    low, high = _territory(word, line)
    if text in _GROUPS or text in _EITHER:
        places = sorted(((c[0] + c[1]) / 2, name) for c, name in zip(columns, texts, strict=True))
        inside = [(x, name) for x, name in places if low < x < high]
        if text in _EITHER:
            # Over names of rows and their figures: between the two, and not between two columns of figures.
            left = [name for x, name in inside if x < word.box.mid_x]
            return bool(left) and is_key_word(left[-1]) and len(left) < len(inside)
        return bool(inside) or text not in _ALSO_COLUMNS
    if text not in KINDS:
        return False
    figures = [(c[0] + c[1]) / 2 for c, name in zip(columns, texts, strict=True) if not is_key_word(name)]
    return any(low < x < word.box.x0 for x in figures) and any(word.box.x1 < x < high for x in figures)
