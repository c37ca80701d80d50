"""Rows of summaries, read from pictures: the one name such a row must have, with the ordinal its neighbours leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain

from extractor import lazy_re as re
from extractor.forms import forms
from extractor.forms.labels import names_a_summary_row, summary_names
from extractor.language.parts import NUMERAL, NUMERALS
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.model import Row, Table
from extractor.reread.keys import BESIDE, SPECKS, Key
from extractor.reread.ordinals import SIGNS, by_its_sign, by_list, by_order, differ_in_strokes
from extractor.reread.strokes import letters, strokes

Labels = Mapping[str, frozenset[str]]
"""Names of rows of summaries, without their ordinals, by the tables that print them."""

# Before an ordinal it may be a part of it.
_REST = re.compile(rf"^(?:[1lI|丨!\[\]]{{1,2}}(?=\D)|{BESIDE}(?=[\u4e00-\u9fff])(?!{NUMERAL}、))")


_ALL = "总计"
_STAMPED = re.compile(rf"^(?=.*[\dA-Za-z]).+{_ALL}$")
_SUMS = frozenset(("本年收入合计", "本年支出合计"))
_OF_WHICH = re.compile(r"^其中[，,、。.;；·'](?=[\u4e00-\u9fff])")
_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff])[\dA-Za-z|!.,:;']{1,2}(?=[\u4e00-\u9fff])")


def labels_of(tables: Sequence[Table]) -> Labels:
    """Names of rows of summaries, without their ordinals, by the tables that print them."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        form = forms().get(table.table_id)
        if form is not None and form.key == "label":
            for row in table.rows:
                found[bare_label(row.label)].add(table.table_id)
    return {name: frozenset(ids) for name, ids in found.items()}


def without_rest(rows: Sequence[Row], k: int) -> Key | None:
    """The name of a row of a summary, or of a total, without what was read beside it or between its letters: 1总计,
    人员经费合计3, 总i计."""
    row, label = rows[k], squeeze(rows[k].label)
    if row.code or names_a_summary_row(label):
        return None
    beside = {squeeze(one.label) for one in rows if one is not row and _beside(one, row)}
    found = {
        rest
        for rest in (_REST.sub("", label), SPECKS.sub("", label), _WITHIN.sub("", label))
        if rest != label and rest not in beside and names_a_summary_row(rest)
    }
    return Key("", found.pop()) if len(found) == 1 else None


def of_which(rows: Sequence[Row], k: int) -> Key | None:
    """The name of a part of the row above, 其中：捐赠收入, whose colon was read as another sign: a sentence may go on
    with 其中， and no row begins so."""
    label = _OF_WHICH.sub("其中:", squeeze(rows[k].label))
    return Key(rows[k].code, label) if label != squeeze(rows[k].label) else None


def listed(rows: Sequence[Row], k: int) -> Key | None:
    """The name of a row of a summary with the ordinal that its place in the list gives it, or by its ordinal."""
    label = by_list(rows, k, _counted) or by_its_sign(rows, k, _counted) or by_order(rows, k, _counted)
    return Key(rows[k].code, label) if label else None


def by_namesake(rows: Sequence[Row], k: int) -> Key | None:
    """The name of a row of a summary with the ordinal that it lost: the row above counts, and elsewhere in the table
    its namesake is the next.

    政府性基金预算财政拨款 below 一、 is what 二、政府性基金预算财政拨款 is further up: of what was left from before.
    """
    row, label = rows[k], squeeze(rows[k].label)
    own = [one for one in rows if one.panel == row.panel and _beside(one, row)]
    at = next(n for n, one in enumerate(own) if one is row)
    above = _counted(own[at - 1].label) if at else 0
    if row.code or _counted(label) or not 0 < above < len(NUMERALS):
        return None
    whole = f"{NUMERALS[above]}、{label.lstrip(SIGNS)}"
    return Key("", whole) if whole in {squeeze(one.label) for one in rows if one not in own} else None


def last_of_both(rows: Sequence[Row], k: int) -> Key | None:
    """The 总计 at the foot of one side of a summary, of which a sign was misread, or beside which letters and figures
    of a stamp were read: the other side ends with it."""
    label = squeeze(rows[k].label)
    own = [one for one in rows if (one.panel, one.side) == (rows[k].panel, rows[k].side)]
    others = [squeeze(one.label) for one in rows if one.side != rows[k].side and one.page == rows[k].page]
    ends = own[-1] is rows[k] and others and others[-1] == _ALL
    alone = all(squeeze(one.label) != _ALL for one in own)
    near = strokes(label, _ALL) == 1 or bool(_STAMPED.match(label))
    return Key("", _ALL) if ends and alone and not rows[k].code and near else None


def mended_label(rows: Sequence[Row], k: int, table: Table, labels: Labels) -> Key | None:
    """The one name a row of a summary must have, with the ordinal that its neighbours leave it."""
    row, read = rows[k], bare_label(rows[k].label)
    place = _ordinal_between(rows, k)
    numbered = f"{place}、" if place else ordinal(row.label)
    if not read or (numbered == ordinal(row.label) and _is_known(read, table, labels)):
        return None
    here = {bare_label(one.label) for one in rows if one is not row and _beside(one, row)}
    others = (name for name, ids in labels.items() if ids - {table.table_id} and names_a_summary_row(name))
    names = {name for name in chain(_names_of_rows(), others) if len(name) > 3 and name not in here}
    own = _SIGN_ALONE.match(squeeze(row.label))
    if not numbered and own and own[2] in names and _fits_count(rows, k, own[1]):
        return Key(row.code, f"{own[1]}、{own[2]}")
    fitting = {name for name in names if strokes(letters(row.label), letters(numbered + name)) <= 1}
    if len(fitting) > 1:
        # 年初结转和结余 is printed at the other side, so 年未结转和结余 is 年末结转和结余.
        fitting -= {bare_label(one.label) for one in rows}
    return Key(row.code, numbered + fitting.pop()) if len(fitting) == 1 else None


@lru_cache(maxsize=1)
def _names_of_rows() -> frozenset[str]:
    """The names of rows of summaries, as they are printed."""
    names = summary_names()
    balances = {f"{name[:2]}财政拨款{name[2:]}" for name in names if name[:2] in ("年初", "年末")}
    return names | balances | _SUMS | {f"{name}收入" for name in names if name.endswith("拨款")}


def _is_known(name: str, table: Table, labels: Labels) -> bool:
    return names_a_summary_row(name) or bool(labels.get(name, frozenset()) - {table.table_id})


def _beside(one: Row, other: Row) -> bool:
    return (one.panel, one.side, one.section) == (other.panel, other.side, other.section)


def _ordinal_between(rows: Sequence[Row], k: int) -> str:
    """The ordinal a row must have by those printed right above and below it; by the one above alone, where the row's
    own signs say the same; "" where its list has none or they say nothing."""
    # What is 其中 has no ordinal, and parts none.
    own = [row for row in rows if row.panel == rows[k].panel and (row is rows[k] or not row.label.startswith("其中"))]
    at = next(n for n, row in enumerate(own) if row is rows[k])
    above = _counted(own[at - 1].label) if at else 0
    below = _counted(own[at + 1].label) if at + 1 < len(own) else 0
    # The first of a list stands below no other: 一、一般公共服务支出 is easily read without its first two signs.
    first = not any(_counted(one.label) for one in own[:at] if _beside(one, rows[k]))
    if below == above + 2 and (above or first):
        return NUMERALS[above]
    counted = _counted(rows[k].label)
    if counted == above and 1 < above < len(NUMERALS) and _counted(own[at - 2].label if at > 1 else "") == above - 1:
        # 二、 below 一、 and 二、 lost a stroke.
        return NUMERALS[above] if differ_in_strokes(NUMERALS[above - 1], NUMERALS[above]) else ""
    if above and above < len(NUMERALS) and counted in (0, above + 1):
        read = _COUNTED.match(squeeze(rows[k].label))
        # 一五 is no numeral: something before the ordinal was read with it.
        said = read[1].endswith(NUMERALS[above]) if read else False
        return NUMERALS[above] if said or letters(rows[k].label).startswith(NUMERALS[above]) else ""
    return ""


def _fits_count(rows: Sequence[Row], k: int, numeral: str) -> bool:
    """Whether the list of a row counts, and a numeral is between those that are counted above and below the row."""
    own = [n for n, row in enumerate(rows) if _beside(row, rows[k]) and _counted(row.label)]
    above = max((_counted(rows[n].label) for n in own if n < k), default=0)
    below = min((_counted(rows[n].label) for n in own if n > k), default=len(NUMERALS) + 1)
    return bool(own) and numeral in NUMERALS[above : below - 1]


def _counted(label: str) -> int:
    """The number that a label's ordinal counts, 0 where it has none."""
    found = _COUNTED.match(squeeze(label))
    return NUMERALS.index(found.group(1)) + 1 if found and found.group(1) in NUMERALS else 0


_COUNTED = re.compile(rf"^({NUMERAL})、")
_SIGN_ALONE = re.compile(rf"^({NUMERAL})(?=[^一二三四五六七八九十、])(.+)")
"""An ordinal whose 、 was not read, and what stands behind it."""
