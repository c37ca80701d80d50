"""Which rows are surely the rows they are taken for.

A sum holds as well under another name. A row's name is borne out by what else says it: the classification, another
table of the document that gives the same code the same name, the list of rows a summary has. What swallowed a figure,
a page number or half of its neighbour's name finds nobody that agrees with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractor.forms import class_codes, classification, economic_names, forms
from extractor.forms.labels import halves, is_total, lacks_its_end, names_a_summary_row, place_in_order
from extractor.forms.shape import row_labels
from extractor.language.money import holds_money
from extractor.language.names import reads_as_name
from extractor.language.text import bare_label, squeeze
from extractor.model import Row, Table

_LENGTHS = (3, 5, 7)
_ECONOMIC = "经济"
"""Stands before a code of the 经济分类 where those of both are looked up: 301 is no 类 of the functional one."""
Names = Mapping[str, Mapping[str, frozenset[str]]]
"""Code (or, of a summary, label) to its names, and the tables that print each."""


def names_of(tables: Sequence[Table]) -> Names:
    """What the document's tables call each code, and which labels their summaries share."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for table in tables:
        kind = classification(table.table_id)
        if table.table_id in forms() and kind != "own":
            for row in table.rows:
                if row.label and (row.code or kind == "functional"):
                    key = row.code or bare_label(row.label)
                    found[_ECONOMIC * (kind == "economic") + key][squeeze(row.label)].add(table.table_id)
    return {key: {name: frozenset(ids) for name, ids in by_name.items()} for key, by_name in found.items()}


def sure_rows(table: Table, names: Names) -> frozenset[int]:
    """The indexes of the rows whose code and name are read whole, as far as anything can tell."""
    form = forms().get(table.table_id)
    if form is None:
        return frozenset()
    if form.key == "none" or not any(row.code or row.label for row in table.rows):
        filled = [row.index for row in table.rows if any(figure.printed for figure in row.figures)]
        return frozenset(filled) if len(filled) == 1 else frozenset()
    keys: dict[tuple[str, ...], set[int | tuple[str, ...]]] = defaultdict(set)
    for row in table.rows:
        # 合计 may be printed above and below, with the same figures; anything else that stands twice is not told apart.
        keys[_key(row)].add(tuple(f.printed for f in row.figures) if is_total(row.label) else row.index)
    # Goods have letters and numbers in their names (PC服务器, 台式计算机（20万以下）); rules say where these end.
    goods = bool(form.outline) and table.ruled
    # Some print as a list of names what others print by codes; of a picture the whole column of codes may be lost.
    coded = form.key == "code" and any(row.code or row.of_picture for row in table.rows)
    torn = _run_over(table) if form.key == "code" and form.classification != "economic" else frozenset()
    if form.key != "code":
        # Which of the two rows that have one name between them has its figures?
        torn |= {row.index for pair in halves(table.rows) for row in pair}
        torn |= {row.index for row in table.rows if lacks_its_end(row.label)}
    return frozenset(
        row.index
        for row in table.rows
        if row.index not in torn
        and len(keys[_key(row)]) == 1
        and (reads_as_name(row.label) or (goods and bool(row.label) and not holds_money(row.label)))
        and (_is_coded(row, table.table_id, names) if coded else _is_listed(row, table, names))
    )


def _run_over(table: Table) -> frozenset[int]:
    """The rows of a coded table whose name may hold the end of the name above, or have lost its own to the one below:
    a name that runs over its place, or that begins as only the rest of one can; and those beside a row that has none,
    since one of the two may hold its name, or beside one that is nothing but words, which may be the end of theirs."""
    out: set[int] = set()
    above: dict[int, Row] = {}
    for row in table.rows:
        before = above.get(row.panel)
        if row.code and (row.box is None or not row.label or squeeze(row.label).startswith("支出")):
            out.add(row.index)
            if before is not None:
                out.add(before.index)
        if before is not None and ((before.code and not before.label) or only_words(before)):
            out.add(row.index)
        if before is not None and only_words(row):
            out.add(before.index)
        above[row.panel] = row
    return frozenset(out)


def only_words(row: Row) -> bool:
    """Whether a row of a coded table has no code, no figure, and words that are no total."""
    bare = not row.code and bool(row.label) and not is_total(row.label)
    return bare and all(figure.state == "blank" for figure in row.figures)


def _key(row: Row) -> tuple[str, ...]:
    return (row.code,) if row.code else (row.side, row.section, bare_label(row.label))


def _is_coded(row: Row, table_id: str, names: Names) -> bool:
    name = squeeze(row.label)
    if not row.code:
        return is_total(row.label)
    kind = classification(table_id)
    if kind == "own":
        return bool(name) and not row.of_picture
    if len(row.code) not in _LENGTHS or not name:
        return False
    if kind == "economic":
        return name in economic_names().get(row.code, ()) or _agreed(_ECONOMIC + row.code, name, table_id, names)
    own = class_codes().get(name, row.code[:3])
    if len(row.code) == 3 and row.code in class_codes().values():
        return class_codes().get(name) == row.code
    # A number of the row before the code of its 类 looks like the code of a 款.
    known = row.code[:3] in class_codes().values() or row.code[:3] in names
    return known and own == row.code[:3] and _agreed(row.code, name, table_id, names)


def _agreed(key: str, name: str, table_id: str, names: Names) -> bool:
    """Whether another table gives a code this name, and none gives it another."""
    said = names.get(key, {})
    return len(said) == 1 and bool(said.get(name, frozenset()) - {table_id})


def _is_listed(row: Row, table: Table, names: Names) -> bool:
    """Whether a summary's row has a name of its own; one that nobody knows, only where rules say where it ends, and
    not on a picture, where no rule says that its signs are those that are printed."""
    if row.code:
        return False  # a summary prints none: digits of a figure
    form = forms().get(table.table_id)
    if names_a_summary_row(row.label) or (form is not None and bare_label(row.label) in row_labels(form)):
        return True
    return bool(row.label) and (
        (table.ruled and not row.of_picture)
        or _agreed(bare_label(row.label), squeeze(row.label), table.table_id, names)
    )


def in_order(table: Table) -> frozenset[int]:
    """The indexes of the rows that stand where their code says: above the next one's and below the last one's.

    Rows without a code are in order; so are rows of a side by themselves.
    """
    out = {row.index for row in table.rows}
    last: dict[tuple[int, int, str], tuple[str, int]] = {}
    for row in table.rows:
        listed, place = (-2, row.code) if row.code else place_in_order(row.label)
        if not place:
            continue
        key = row.panel, listed, row.section
        above = last.get(key)
        if above is not None and above[0] >= place and (not row.code or above[0][:-2] == row.code[:-2]):
            out -= {above[1], row.index}
        last[key] = place, row.index
    return frozenset(out)
