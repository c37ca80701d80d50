"""The few looks a cell can have, made once a workbook and shared by all its cells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from extractor.export.layout import MOST_INDENT
from extractor.export.marks import Kind

MONEY = "#,##0.00"
MONEY_EXACT = "#,##0.00####"
"""For 万元 amounts of tables printed in 元, which have up to six decimals."""
_FONT = "宋体"
_GRID = {"border": 1, "border_color": "#808080"}
_HEAD_FILL = "#DDE6F0"
_DOUBT_FILL = "#FFF2CC"
_SCAN_FILL = "#E3F0FA"
_REPAIRED_FILL = "#E4DFEC"
_MARK_FILLS: Mapping[Kind, str] = {
    "fail": "#F4B6A6",
    "disputed": "#FFE0B3",
    "text": "#DDE6F3",
    "tail": "#DCE9D5",
    "corrected": "#D9C7F0",
    "confirmed": "#CFE8E4",
}


class Look:
    """One look, for what is shown as it is and for text that would run as a formula once someone edits it."""

    def __init__(self, book: Workbook, properties: Mapping[str, Any]) -> None:
        self._book, self._properties = book, properties
        self.plain: Format = book.add_format(dict(properties))
        self.wraps = bool(properties.get("text_wrap"))

    @cached_property
    def quoted(self) -> Format:
        """The format of text that would run as a formula."""
        return self._book.add_format({**self._properties, "quote_prefix": True})

    @cached_property
    def number(self) -> int:
        """Its number in the workbook's style sheet."""
        return int(self.plain._get_xf_index())

    @cached_property
    def quoted_number(self) -> int:
        """The number of that one."""
        return int(self.quoted._get_xf_index())


class Styles:
    """The looks of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        body: dict[str, Any] = {"font_name": _FONT, "font_size": 10}
        bold = body | {"bold": True}
        link = body | {"font_color": "#0563C1", "underline": 1}
        self.title = self._look(body | {"font_size": 16, "bold": True}, "center")
        self.heading = self._look(body | {"font_size": 12, "bold": True}, "left", wrap=False)
        self.plain = self._look(body, "left", wrap=False)
        self.plain_right = self._look(body, "right", wrap=False)
        self.note = self._look(body, "left", vertical="top")
        self.head = self._look(bold, "center", grid=True, fill=_HEAD_FILL)
        self.indented = tuple(self._look(body, "left", grid=True, indent=n) for n in range(MOST_INDENT + 1))
        self.left = self.indented[0]
        self.center = self._look(body, "center", grid=True)
        # A step in from the right: a figure must not touch the label that follows it.
        self.right = self._look(body, "right", grid=True, wrap=False, indent=1)
        self.number = self._look(body, "right", grid=True, wrap=False, number_format=MONEY, indent=1)
        self.total_number = self._look(bold, "right", grid=True, wrap=False, number_format=MONEY, indent=1)
        self.total_right = self._look(bold, "right", grid=True, wrap=False, indent=1)
        self.total_center = self._look(bold, "center", grid=True)
        self.total_left = tuple(self._look(bold, "left", grid=True, indent=n) for n in range(MOST_INDENT + 1))
        self.number_exact = self._look(body, "right", grid=True, wrap=False, number_format=MONEY_EXACT)
        self.as_is = self._look(body, "right", grid=True, wrap=False, number_format="General", indent=1)
        self.count = self._look(body, "right", grid=True, wrap=False, number_format="#,##0")
        self.integer = self._look(body, "center", grid=True, wrap=False, number_format="0")
        self.text = self._look(body, "left", grid=True, wrap=False)
        self.marked = {
            kind: self._look(body, "right", grid=True, wrap=False, number_format=MONEY, fill=fill, indent=1)
            for kind, fill in _MARK_FILLS.items()
        }
        self.verdict = {
            kind: self._look(bold, "center", grid=True, wrap=False, fill=fill) for kind, fill in _MARK_FILLS.items()
        }
        self.doubt = self._look(body, "right", grid=True, fill=_DOUBT_FILL)
        self.link = self._look(link, "left", grid=True)
        self.link_center = self._look(link, "center", grid=True, number_format="General")
        self.scan = self._look(body, "right", grid=True, wrap=False, number_format=MONEY, fill=_SCAN_FILL, indent=1)
        self.repaired = self._look(
            body, "right", grid=True, wrap=False, number_format=MONEY, fill=_REPAIRED_FILL, indent=1
        )

    def _look(
        self,
        font: Mapping[str, Any],
        horizontal: str,
        *,
        vertical: str = "vcenter",
        wrap: bool = True,
        grid: bool = False,
        fill: str = "",
        number_format: str = "",
        indent: int = 0,
    ) -> Look:
        properties = {**font, "align": horizontal, "valign": vertical, "text_wrap": wrap, "indent": indent}
        if grid:
            properties |= _GRID
        if fill:
            properties["bg_color"] = fill
        if number_format or horizontal != "right":
            properties["num_format"] = number_format or "@"
        return Look(self._book, properties)
