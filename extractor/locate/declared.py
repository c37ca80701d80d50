"""The unit that a document prints once for all its tables: on the cover, under the 目录, in a sentence before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.forms.titles import match_title, unit_of
from extractor.language.text import squeeze
from extractor.language.units import UNIT
from extractor.model import Sheet

_SAID = re.compile(
    rf"(?:金额|货币|计量|报表|数据)的?单位(?:均|统一|全部|一律)*(?:为|是|:)(?:人民币)?({UNIT})"
    rf"|(?:金额|数据|数字|报表).{{0,6}}以(?:人民币)?({UNIT})为(?:金额|计量|货币)?单位"
)
_LONGEST_LINE = 40


class Declared(NamedTuple):
    """A unit for all tables, as printed, and where; all empty where there is none, or more than one."""

    unit: str = ""
    words: str = ""
    page: int = 0


def declared_unit(sheets: Sequence[Sheet], first_table: int) -> Declared:
    """What the pages before the first table say of the unit of all of them.

    Args:
        sheets: the document's pages.
        first_table: the page of the first table; what stands over a table is that table's.
    """
    found = [each for sheet in sheets if sheet.page <= first_table for each in _said(sheet, first_table)]
    return found[0] if len({each.unit for each in found}) == 1 else Declared()


def _said(sheet: Sheet, first_table: int) -> Iterator[Declared]:
    lines = [line.text for line in sheet.lines] or sheet.text.splitlines()
    if sheet.page == first_table:
        titles = [k for k, line in enumerate(lines) if match_title(line) is not None]
        lines = lines[: titles[0]] if titles else []
    for said in _SAID.finditer(squeeze("".join(lines))):  # a heading may be broken over lines
        yield Declared(said.group(1) or said.group(2), said.group(), sheet.page)
    for line in lines:
        if len(squeeze(line)) <= _LONGEST_LINE and (unit := unit_of(line))[0]:
            yield Declared(*unit, sheet.page)
