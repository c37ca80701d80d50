"""The marked copy of a document: its findings as highlights with comments, its tables as bookmarks.

The pages stay as they are: comments are annotations, which any reader can hide, answer or delete. The standard they
follow is ISO 32000-1, 12.5 (annotations), 12.3.3 (outlines) and 8.3.2.3 (user space).
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from extractor.errors import NotMarkedError
from extractor.export.remarks import Bookmark, Remark, Tone
from extractor.model import Box

_COLOURS: Mapping[Tone, tuple[float, float, float]] = {
    "fault": (1.0, 0.62, 0.55),
    "doubt": (1.0, 0.88, 0.40),
    "info": (0.72, 0.90, 0.65),
    "accepted": (0.80, 0.80, 0.80),
}
_ICON = 18.0
"""Points a comment's icon is wide and high."""
_MARGIN = 6.0
_LETTER = (0.0, 0.0, 612.0, 792.0)
_PRINTED = 4
"""The flag of an annotation that is printed."""
_USER_UNIT = b"/UserUnit"
_DEEPEST = 64
"""How many parents a page can have before we stop looking."""
_Rect = tuple[float, float, float, float]


def marked_pdf(
    data: bytes,
    comments: Iterable[Remark],
    tables: Sequence[Bookmark] = (),
    tasks: Sequence[Bookmark] = (),
    password: str | None = None,
) -> bytes:
    """The document with its comments and bookmarks; the same for the same document, where it needs no password.

    Args:
        data: the PDF.
        comments: what is written onto its pages.
        tables: bookmarks of the tables.
        tasks: bookmarks of what is to be done.
        password: opens an encrypted file. A file that needs none to be opened is written without encryption.

    Raises:
        NotMarkedError: the library cannot read or write it.
    """
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # of what it repairs; the outcome says the rest
    try:
        with _opened(data, password) as (pdf, locked):
            has_units = _USER_UNIT in data  # where the reader sees units, too
            tops: dict[int, int] = {}
            for remark in comments:
                if 1 <= remark.page <= len(pdf.pages):
                    _comment(pdf, remark, tops, has_units)
            _add_bookmarks(pdf, tables, tasks)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=not locked, encryption=locked, min_version="1.4")
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise NotMarkedError("口令打不开") from error
    except Exception as error:  # whatever a damaged file makes the library stumble over costs the copy alone
        raise NotMarkedError(f"文件结构有误（{type(error).__name__}）") from error


class _opened:  # reads as what it is: with _opened(…) as …
    """A PDF and whether it took a password to open it."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._locked = False
        try:
            self._pdf = Pdf.open(io.BytesIO(data))
        except pikepdf.PasswordError:
            if not password:
                raise
            self._pdf = Pdf.open(io.BytesIO(data), password=password)
            self._locked = True

    def __enter__(self) -> tuple[Pdf, bool]:
        return self._pdf, self._locked

    def __exit__(self, *_: object) -> None:
        self._pdf.close()


def _comment(pdf: Pdf, remark: Remark, tops: dict[int, int], has_units: bool) -> None:
    page = pdf.pages[remark.page - 1]
    frame = _Frame(page, has_units)
    if remark.boxes:
        rects = [frame.rect(box) for box in remark.boxes]
        made = _highlight(pdf, remark, rects)
    else:
        row = tops.get(remark.page, 0)
        tops[remark.page] = row + 1
        left, top = _MARGIN + row * (_ICON + _MARGIN), _MARGIN
        made = _note(pdf, remark, frame.rect(Box(left, top, left + _ICON, top + _ICON)))
    made.P = page.obj
    annotation = pdf.make_indirect(made)
    there = page.obj.get("/Annots")
    if isinstance(there, Array):
        there.append(annotation)
    else:
        page.obj.Annots = Array([annotation])


def _base(remark: Remark, kind: str, rect: _Rect) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name(kind),
        Rect=Array(_numbers(rect)),
        Contents=String(remark.text),
        T=String("juesuan"),
        Subj=String(remark.subject),
        NM=String(remark.name),
        C=Array(list(_COLOURS[remark.tone])),
        F=_PRINTED,
    )


def _highlight(pdf: Pdf, remark: Remark, rects: Sequence[_Rect]) -> Dictionary:
    bounds = (
        min(rect[0] for rect in rects),
        min(rect[1] for rect in rects),
        max(rect[2] for rect in rects),
        max(rect[3] for rect in rects),
    )
    made = _base(remark, "/Highlight", bounds)
    quads: list[float] = []
    for left, bottom, right, top in rects:
        # Upper left, upper right, lower left, lower right: not what the standard says, but what all readers do.
        quads += [left, top, right, top, left, bottom, right, bottom]
    made.QuadPoints = Array(_numbers(quads))
    fill = "".join(f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re f\n" for x0, y0, x1, y1 in rects)
    made.AP = Dictionary(N=_drawn(pdf, bounds, f"{_colour(remark.tone)} rg\n{fill}"))
    return made


def _note(pdf: Pdf, remark: Remark, rect: _Rect) -> Dictionary:
    made = _base(remark, "/Text", rect)
    made.Name = Name("/Comment")
    x0, y0, x1, y1 = rect
    width, height = x1 - x0, y1 - y0
    lines = "".join(
        f"{x0 + 0.2 * width:.3f} {y0 + part * height:.3f} m {x1 - 0.2 * width:.3f} {y0 + part * height:.3f} l S\n"
        for part in (0.3, 0.5, 0.7)
    )
    box = f"{x0:.3f} {y0:.3f} {width:.3f} {height:.3f} re B\n"
    made.AP = Dictionary(N=_drawn(pdf, rect, f"{_colour(remark.tone)} rg 0.3 G {width / 18:.3f} w\n{box}{lines}"))
    return made


def _drawn(pdf: Pdf, bounds: _Rect, content: str) -> Stream:
    """What an annotation looks like, the print under it still to be read."""
    return Stream(
        pdf,
        f"/M gs\n{content}".encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(_numbers(bounds)),
        Resources=Dictionary(ExtGState=Dictionary(M=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))),
    )


def _colour(tone: Tone) -> str:
    return " ".join(f"{part:g}" for part in _COLOURS[tone])


def _numbers(values: Iterable[float]) -> list[float]:
    return [round(value, 3) for value in values]


def _add_bookmarks(pdf: Pdf, tables: Sequence[Bookmark], tasks: Sequence[Bookmark]) -> None:
    """Two entries behind the document's own bookmarks. A broken outline is left as it is."""
    groups = [("核对：要改的地方", tasks), ("核对：各表", tables)]
    try:
        with pdf.open_outline() as outline:
            for title, entries in groups:
                kept = [entry for entry in entries if 1 <= entry.page <= len(pdf.pages)]
                if kept:
                    head = OutlineItem(title, kept[0].page - 1)
                    head.children += [OutlineItem(entry.title, entry.page - 1) for entry in kept]
                    outline.root.append(head)
    except pikepdf.OutlineStructureError:
        return
    if "/PageMode" not in pdf.Root:
        pdf.Root.PageMode = Name.UseOutlines


class _Frame:
    """From points of a page as shown, from its top left corner, to the page's own coordinates."""

    def __init__(self, page: pikepdf.Page, has_units: bool) -> None:
        media = _box(_inherited(page.obj, "/MediaBox")) or _LETTER
        crop = _box(_inherited(page.obj, "/CropBox")) or media
        cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
        self._seen = cut if cut[2] - cut[0] >= 1 and cut[3] - cut[1] >= 1 else media
        turn = _number(_inherited(page.obj, "/Rotate")) or 0.0
        self._turn = round(turn / 90) * 90 % 360
        unit = _number(page.obj.get("/UserUnit")) if has_units else None
        self._unit = unit if unit and unit > 0 else 1.0

    def rect(self, box: Box) -> _Rect:
        """Left, bottom, right, top of a box."""
        left, bottom, right, top = self._seen
        x0, y0, x1, y1 = (value / self._unit for value in box)
        if self._turn == 0:
            return left + x0, top - y1, left + x1, top - y0
        if self._turn == 90:
            return left + y0, bottom + x0, left + y1, bottom + x1
        if self._turn == 180:
            return right - x1, bottom + y0, right - x0, bottom + y1
        return right - y1, top - x1, right - y0, top - x0


def _inherited(node: Any, key: str) -> Any:
    """What a page says, or what it has from its parents; None where nobody says it."""
    for _ in range(_DEEPEST):
        found = node.get(key)
        if found is not None:
            return found
        node = node.get("/Parent")
        if not isinstance(node, Dictionary):
            return None
    return None


def _box(value: Any) -> _Rect | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    numbers = [_number(one) for one in value]
    if any(number is None for number in numbers):
        return None
    x0, y0, x1, y1 = (number or 0.0 for number in numbers)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
