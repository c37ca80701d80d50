"""Documents that are not read, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import NoReturn

from extractor import locate
from extractor.document.pages import Pages
from extractor.errors import NoTextError, OtherKindError, PoorPrintError, TextOnlyError, UnsupportedError
from extractor.language.text import UNREADABLE
from extractor.model import Kind, Page
from extractor.parse import open_pdf
from extractor.parse.characters import is_unreadable
from extractor.reread.readings import PdfFile
from extractor.scan import ScannedPages, is_scan

_LOOKED_AT = 60
"""Pages of which it is asked whether they are pictures: more of them would only say the same."""

_POOR = 0.7
"""Of the words of a scan that can be read most are read more surely; of print that cannot, half or more are less so."""


def is_other(pages: Pages, kind: Kind, survey: locate.Survey) -> bool:
    """Whether this is a kind of document that is known and not read."""
    return locate.only_text(kind, pages.sheets, survey) or locate.other_kind(pages.sheets, survey) is not None


def refuse(file: PdfFile, pages: Pages, kind: Kind, survey: locate.Survey, scanned: ScannedPages) -> NoReturn:
    """Say why a document that publishes no tables of a department is not read; the plainest reason first.

    Args:
        file: the document.
        pages: as they were taken apart.
        kind: what it seems to publish.
        survey: what was found in it.
        scanned: its pages that were read from their pictures.

    Raises:
        NoTextError, UnsupportedError: always one of them.
    """
    pictures_read = scanned.mode != "never"
    if other := locate.other_kind(pages.sheets, survey):
        raise OtherKindError(other.code, other.message, other.hint)
    if not any(sheet.text.split() for sheet in pages.sheets):
        raise NoTextError("没有任何文字", "图片上也没有识别出文字。" if pictures_read else "")
    _refuse_pictures(len(pages.unread), pages.count)
    words = [word.text for sheet in pages.sheets for line in sheet.lines for word in line.words]
    marked = sum(word.count(UNREADABLE) for word in words)
    if words and (marked > sum(map(len, words)) / 2 or is_unreadable("".join(words))):
        raise NoTextError("文字没有字符编码，无法识别")
    if locate.only_text(kind, pages.sheets, survey):
        raise TextOnlyError("这是部门预算的文字部分，文中只有表名，没有表格")
    if not pictures_read:
        _refuse_pictures(_with_text_unseen(file), pages.count)
    if hardly_read(scanned.pages.values()):
        raise PoorPrintError("扫描件的字太小或太模糊，识别不出内容")
    raise UnsupportedError("没有找到部门决算或部门预算的任何一张表")


def hardly_read(pages: Iterable[Page]) -> bool:
    """Whether of pages that were read from pictures hardly a word was read with any certainty; not where there is no
    word at all."""
    sure = [word.confidence for page in pages for word in page.words if len(word.text) > 1]
    return bool(sure) and median(sure) < _POOR


def _refuse_pictures(found: int, pages: int) -> None:
    if found and found >= min(pages, _LOOKED_AT) / 2:
        raise NoTextError(f"全部或大部分页面（{found}/{pages}）是没有文字层的图片")


def _with_text_unseen(file: PdfFile) -> int:
    """How many pages are pictures with a text layer that nobody sees, as searchable scans have it."""
    reader = open_pdf(*file)
    try:
        return sum(is_scan(reader.read(n)) for n in range(1, min(reader.page_count, _LOOKED_AT) + 1))
    finally:
        reader.close()
