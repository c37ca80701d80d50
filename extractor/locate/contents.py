"""The 目录: which tables the document says it holds. Its lines look like titles and must not be taken for them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms.titles import Title, title_in
from extractor.language.parts import opens_part
from extractor.language.text import squeeze
from extractor.model import Kind, Sheet

_HEADING = re.compile(r"^(?:目录|目次|contents)$", re.IGNORECASE)
_MANY = 3


def contents_pages(sheets: Sequence[Sheet], kind: Kind = "account") -> dict[int, list[Title]]:
    """Pages of the 目录 with the titles they list.

    A page is one when it says 目录 and lists a title, when it follows such a page and lists more without holding a
    table, or when it lists at least three different tables and holds none.
    """
    found: dict[int, list[Title]] = {}
    for sheet in sheets:
        titles = _listed(sheet, kind)
        if not titles:
            continue
        headed = any(_HEADING.match(squeeze(line)) for line in _lines(sheet)[:12])
        follows = sheet.page - 1 in found
        different = {title.form_id or title.text for title in titles}
        bare = not sheet.grids and (headed or len(different) >= _MANY or (follows and not _has_unit(sheet)))
        if bare or (headed and len(different) >= _MANY):
            found[sheet.page] = titles
    return found


def _lines(sheet: Sheet) -> list[str]:
    if sheet.lines:
        return [line.text for line in sheet.lines]
    return sheet.text.splitlines()


def _listed(sheet: Sheet, kind: Kind) -> list[Title]:
    out = []
    for line in _lines(sheet):
        title = title_in(line, kind)
        if title is not None:
            out.append(title)
    return out


def _has_unit(sheet: Sheet) -> bool:
    return bool(re.search(r"单位[:：]?(?:万|千|亿)?元", "".join(sheet.text.split())))


def is_heading(text: str) -> bool:
    """Whether a line opens a part of the document (第三部分 …)."""
    return opens_part(squeeze(text))
