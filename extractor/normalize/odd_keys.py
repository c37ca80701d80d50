"""What is odd about the codes and names of a table's rows: twice, missing, torn, or with more in them than a name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor import lazy_re as re
from extractor.forms import Form, classified, forms
from extractor.forms.labels import halves, lacks_its_end, names_a_summary_row
from extractor.forms.shape import row_labels
from extractor.language.text import bare_label, squeeze
from extractor.model import Finding, Located, Row, Table
from extractor.model.catalogue import finding

_ORDINAL_INSIDE = re.compile(r"(?<=[^一二三四五六七八九十、(])[一二三四五六七八九十]{1,3}、")
_CODE_IN_LABEL = re.compile(r"(?<![\d.,])\d{3}(?:\d\d){0,2}(?![\d.,])")
_NOTE_INSIDE = re.compile(r"(?<=\w)(?:注|备注|说明)(?:[:：]|本表)")
"""The colon may be lost: 注本表反映…."""
_BEHIND_NAME = re.compile(r"[^\W\d](?:[-—–―－]|\d)$")
"""What stands for nothing, or a digit, right behind a name."""
_BEFORE_NAME = re.compile(r"^-?\d(?:[\d.,]*\d)?(?=[一-龥])")
"""A figure right before one."""
KEY_FINDINGS = frozenset(
    {"nameless_rows", "repeated_rows", "code_in_label", "labels_in_one", "label_in_two", "label_and_more"}
)
"""Codes of what `key_findings` may say."""


def key_findings(table: Table, known: Collection[int] = ()) -> list[Finding]:
    """What is odd about the codes and names of a table's rows as they stand now, after a person corrected some.

    Args:
        table: as it stands.
        known: indexes of rows whose code or name a person vouches for: nothing is odd about these by themselves.
    """
    located = Located(table.table_id, table.title_printed, "", "", "", (), pages=table.pages or (0,))
    keyed = any(row.code or row.label for row in table.rows)
    others = {row.code for row in table.rows if row.index not in known}
    rows = [row for row in table.rows if row.index not in known or (row.code and row.code in others)]
    return of_keys(rows, forms().get(table.table_id), located, keyed)


def of_keys(rows: Sequence[Row], form: Form | None, located: Located, keyed: bool) -> list[Finding]:
    return (
        _repeated_keys(rows, form, located, keyed)
        + _unread_codes(rows, form, located)
        + _torn_labels(rows, form, located)
        + _more_than_names(rows, form, located)
    )


def _repeated_keys(rows: Sequence[Row], form: Form | None, located: Located, keyed: bool) -> list[Finding]:
    """Codes, or totals of one side, that stand twice: a page that is twice in the file, or two accounts in one.

    A table without a column of names (`keyed`) has one row, which needs none.
    """
    if form is None or form.key == "none" or (not keyed and len(rows) == 1):
        return []
    if form.key == "code":
        keys = [(0, row.code) for row in rows if row.code]
    else:
        # Panels beside each other that divide the same money have a total each.
        totals = [row for row in rows if bare_label(row.label) in ("本年收入合计", "本年支出合计")]
        keys = [(row.panel, row.side + row.label) for row in totals]
    unnamed = [figure.printed for row in rows if not (row.label or row.code) for figure in row.figures if figure.amount]
    where, title = (located.form_id, located.pages[0]), located.title
    if unnamed:
        figures = "、".join(unnamed[:5])
        return [finding("nameless_rows", *where, title=title, figures=figures, count=len(unnamed))]
    nameless = [row.code for row in rows if row.code and not row.label]
    if nameless:
        codes = "、".join(nameless[:5])
        return [finding("nameless_rows.codes", *where, title=title, codes=codes, count=len(nameless))]
    twice = sorted({key for panel, key in keys if keys.count((panel, key)) > 1})
    if not twice:
        return []
    printed = "、".join(twice[:5]) + ("等" if len(twice) > 5 else "")
    return [finding("repeated_rows", *where, title=title, rows=printed)]


def _unread_codes(rows: Sequence[Row], form: Form | None, located: Located) -> list[Finding]:
    """Labels that hold a code, where rows are named by codes: what stands before it was read into the name."""
    if form is None or form.key != "code":
        return []
    odd = [row for row in rows if any(code[:3] in classified() for code in _CODE_IN_LABEL.findall(row.label))]
    if not odd:
        return []
    names = _first_names(odd)
    return [finding("code_in_label", located.form_id, odd[0].page, title=located.title, names=names, count=len(odd))]


def _torn_labels(rows: Sequence[Row], form: Form | None, located: Located) -> list[Finding]:
    """Labels with a second ordinal inside, and labels whose end is in the row below, or nowhere: two rows in
    one, or one in two."""
    if form is None or form.key != "label":
        return []
    named = row_labels(form)
    both = [row for row in rows if _ORDINAL_INSIDE.search(squeeze(row.label)) and bare_label(row.label) not in named]
    half = [above for above, _ in halves(rows)] + [row for row in rows if lacks_its_end(row.label)]
    found = []
    if both:
        names = _first_names(both)
        found.append(
            finding("labels_in_one", located.form_id, both[0].page, title=located.title, names=names, count=len(both))
        )
    if half:
        names = _first_names(half)
        found.append(
            finding("label_in_two", located.form_id, half[0].page, title=located.title, names=names, count=len(half))
        )
    return found


def _more_than_names(rows: Sequence[Row], form: Form | None, located: Located) -> list[Finding]:
    """Names with what may be the row's lost figure behind them, or in a summary that of the other side before them, and
    those that a note was read into.

    Nothing is lost where the row has a figure; a note, or a figure before it, takes the name from its row.
    """
    if form is None:
        return []
    odd = [
        row
        for row in rows
        if _NOTE_INSIDE.search(row.label)
        or _is_behind_a_figure(row.label)
        or (_BEHIND_NAME.search(row.label) and all(figure.state == "blank" for figure in row.figures))
    ]
    if not odd:
        return []
    names = _first_names(odd)
    return [finding("label_and_more", located.form_id, odd[0].page, title=located.title, names=names, count=len(odd))]


def _is_behind_a_figure(label: str) -> bool:
    """Whether a label is the name of a row of a summary, with a figure before it."""
    found = _BEFORE_NAME.match(label)
    return found is not None and names_a_summary_row(label[found.end() :])


def _first_names(rows: Sequence[Row]) -> str:
    return "”“".join(row.label for row in rows[:3])
