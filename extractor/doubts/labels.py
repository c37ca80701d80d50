"""Whether the labels of tables without lines are whole: there a label's second line may go to the row beside it.

The figures prove themselves by their sums; a label has no sum. What can be held against it is the published list of
names, the label the same code has in another table, and in a summary that every row begins as only a row can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from extractor.forms import class_names, classification, economic_names, forms, functional_names
from extractor.forms.labels import is_total, is_whole_source, opens_row
from extractor.forms.shape import row_labels
from extractor.language.notes import says_none
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.model import Finding, Row, Table
from extractor.model.catalogue import finding

_SHOWN = 3
_END = "支出"
_TOTAL = "合计"


def labels_unsure(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables; those without full rulings with a doubt where labels look cut or joined."""
    if all(part.kind == "ruled" for table in tables for part in table.parts):
        return tuple(tables)
    names = names_by_code(tables)
    return tuple(
        table if all(part.kind == "ruled" for part in table.parts) else table.noting(*label_findings(table, names))
        for table in tables
    )


def names_by_code(tables: Sequence[Table]) -> Mapping[str, set[str]]:
    """What the document's tables call each code of the functional classification."""
    names: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        if classification(table.table_id) == "functional":
            for row in table.rows:
                names[row.code].add(squeeze(row.label))
    return names


def label_findings(table: Table, names: Mapping[str, set[str]], known: Collection[int] = ()) -> tuple[Finding, ...]:
    """The doubt about a table without full rulings, where labels look cut or joined.

    Args:
        table: as it stands.
        names: of all tables, by code.
        known: indexes of rows whose code or name a person vouches for.
    """
    form = forms().get(table.table_id)
    if form is None:
        return ()
    rows = [row for row in table.rows if row.index not in known]
    if form.key == "label":
        known_labels = row_labels(form)
        odd = [
            row.label
            for row in rows
            if row.label
            and not (_is_one_label(row.label) or is_whole_source(row.label))
            and bare_label(row.label) not in known_labels
        ]
    elif form.classification == "own":
        odd = []
    elif classification(table.table_id) == "economic":
        economic = economic_names()
        odd = [row.label for row in rows if row.code in economic and squeeze(row.label) not in economic[row.code]]
    else:
        classes = class_names()
        odd = [
            row.label
            for row in rows
            if (not row.code and row.label and not is_total(row.label) and not _says_none(row))
            or (row.code and len(names[row.code]) > 1)
            or (row.code in classes and squeeze(row.label) not in classes[row.code])
            or (row.code and (_is_cut(squeeze(row.label)) or _is_beginning(squeeze(row.label), row.code)))
        ]
    if not odd:
        return ()
    shown = "”“".join(odd[:_SHOWN])
    page, title = table.pages[0], table.title_printed
    return (finding("label_unsure", table.table_id, page, title=title, names=shown, count=len(odd)),)


def _says_none(row: Row) -> bool:
    """Whether a row only says that there is nothing in the table (无, beside its 合计 perhaps), and holds no money."""
    said = squeeze(row.label).removeprefix(_TOTAL).removesuffix(_TOTAL)
    return says_none(said) and all(figure.amount is None for figure in row.figures)


def _is_cut(name: str) -> bool:
    """Whether the name of a 科目 is only the end of one, or has another behind its own end: 支出 is the last word."""
    return len(name) == 1 or name == _END or _END in name[: -len(_END)]


def _is_beginning(name: str, code: str) -> bool:
    """Whether a name is what the published one of its code begins with, and the rest is no word that is left out."""
    published = functional_names().get(code, frozenset())
    rests = [whole[len(name) :] for whole in published if whole.startswith(name)]
    return bool(name) and name not in published and any(rest != _END for rest in rests)


def _is_one_label(label: str) -> bool:
    """Whether a label of a summary begins as rows do and no second one begins inside it."""
    bare = bare_label(label)
    return opens_row(label) and not any(ordinal(bare[k:]) and "、" in bare[k : k + 4] for k in range(1, len(bare)))
