"""The second reader: pdfplumber (pdfminer), another parser altogether, behind the same face as the first.

Ten times as slow and independent in everything that matters: its own file parser, fonts and graphics state. It does
not tell a character's render mode, so of hidden text it knows only what is white.
"""

from __future__ import annotations

import io
import itertools
import logging
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PlumberPage

from extractor.errors import DamagedError, EncryptedError
from extractor.language.text import UNREADABLE
from extractor.model import Page, Ruling
from extractor.parse.characters import printed
from extractor.parse.frame import Frame
from extractor.parse.glyphs import Glyph, reading_turn, to_chars
from extractor.parse.layers import unsure
from extractor.parse.limits import check_streams
from extractor.parse.objects import THIN
from extractor.parse.pages import Wanted
from extractor.parse.viewers import viewing

_WHITE = 0.94

# It warns of every odd font on every page; what matters of that is in our own findings.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


class PlumberReader:
    """An open PDF; the same calls as `PdfiumReader`."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self.damaged_streams = check_streams(data)
        try:
            self._document = pdfplumber.open(io.BytesIO(data), password=password or "")
            self.page_count = len(self._document.pages)
        except PDFPasswordIncorrect as error:
            raise EncryptedError("文件已加密，没有口令无法打开" if not password else "口令不正确") from error
        except Exception as error:  # pdfminer raises whatever it stumbles over
            refused = isinstance(error.__cause__ or error, PDFPasswordIncorrect) or "Password" in repr(error)
            if refused or (password and not password.isascii()):  # it knows only Latin passwords
                raise EncryptedError("口令不正确" if password else "文件已加密，没有口令无法打开") from error
            raise DamagedError("PDF 已损坏，无法打开") from error
        found = unsure(data)
        another = found.elsewhere or (found.viewers and viewing(data, password).differs)
        self.hidden_layers, self.shows_another = found.layers, another
        if self.page_count == 0:
            raise DamagedError("PDF 中没有页面")

    def close(self) -> None:
        self._document.close()

    def metadata(self) -> dict[str, str]:
        return {key: str(value) for key, value in (self._document.metadata or {}).items() if value}

    def read(self, number: int, wanted: Wanted | None = None) -> Page:
        """Read one page; see `PdfiumReader.read`.

        Raises:
            DamagedError: the page cannot be read.
        """
        page = self._document.pages[number - 1]
        try:
            return _read_page(page, number, wanted)
        except Exception as error:  # as above
            raise DamagedError(f"第 {number} 页已损坏，无法读取") from error
        finally:
            page.close()

    def placed(self, number: int) -> Page | None:
        """See `Reader.placed`."""
        return None

    def written(self, number: int) -> str | None:
        """See `Reader.written`: here nothing is cheaper than reading the page."""
        return None


def _read_page(page: PlumberPage, number: int, wanted: Wanted | None) -> Page:
    left, top, right, bottom = page.cropbox if page.cropbox else page.bbox
    left, top = max(left, page.bbox[0]), max(top, page.bbox[1])
    right, bottom = min(right, page.bbox[2]), min(bottom, page.bbox[3])
    width, height = float(right - left), float(bottom - top)
    text = page.extract_text() or ""
    lines = list(_lines(page, float(left), float(top)))
    share = min(1.0, sum(i["width"] * i["height"] for i in page.images) / max(1.0, width * height))
    if wanted is not None and not wanted(number, text, lambda: len(lines)):
        return Page(number, width, height, text, image_share=share, engine="pdfplumber")
    glyphs, unseen = _glyphs(page, float(left), float(top), height)
    turn = reading_turn(glyphs, 0, lambda index: page.chars[index]["matrix"][:2])
    frame = Frame(0.0, 0.0, width, height, turn)
    chars, hidden = to_chars(glyphs, frame, lambda index, x, y: True)
    place = frame.placer()
    rulings = [Ruling(*place(x0, height - y1, x1, height - y0), thick) for x0, y0, x1, y1, thick in lines]
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        text=text,
        chars=tuple(chars),
        rulings=tuple(rulings),
        image_share=share,
        hidden_chars=hidden + unseen,
        turned=turn,
        engine="pdfplumber",
    )


def _glyphs(page: PlumberPage, left: float, top: float, height: float) -> tuple[list[Glyph], int]:
    """Characters in PDF coordinates (y upwards) of the page as shown, and how many are white or slanted."""
    glyphs: list[Glyph] = []
    unseen = 0
    for index, char in enumerate(page.chars):
        unmapped = char["text"].startswith("(cid:")
        for letter in UNREADABLE if unmapped else char["text"]:
            shown = printed(ord(letter))
            if not shown:
                continue
            if is_white(char.get("non_stroking_color")) or is_slanted(char["matrix"]):
                unseen += 1
                continue
            x0, x1 = char["x0"] - left, char["x1"] - left
            y0, y1 = height - (char["bottom"] - top), height - (char["top"] - top)
            _, _, _, _, origin_x, _ = char["matrix"]
            upright = bool(char["upright"])
            baseline = y0 + 0.2 * (y1 - y0) if upright else origin_x - left
            glyphs.append((index, shown, x0, y0, x1, y1, x0 if upright else baseline, baseline if upright else y0))
    return glyphs, unseen


def is_slanted(matrix: tuple[float, ...]) -> bool:
    return min(abs(matrix[0]), abs(matrix[1])) > 0.05 * max(abs(matrix[0]), abs(matrix[1]))


def is_white(color: Any) -> bool:
    if color is None:
        return False
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(value, (int, float)) for value in values):
        return False
    if len(values) == 4:
        return all(value < 1 - _WHITE for value in values)
    return bool(values) and all(value > _WHITE for value in values)


def _lines(page: PlumberPage, left: float, top: float) -> Iterator[tuple[float, float, float, float, float]]:
    """Rulings as (x0, top, x1, bottom, thickness): strokes, thin boxes, the sides of stroked boxes."""
    for line in page.lines:
        if not is_white(line.get("stroking_color")):
            yield (
                line["x0"] - left,
                line["top"] - top,
                line["x1"] - left,
                line["bottom"] - top,
                float(line.get("linewidth") or 0),
            )
    for rect in page.rects:
        x0, y0, x1, y1 = rect["x0"] - left, rect["top"] - top, rect["x1"] - left, rect["bottom"] - top
        thick = min(x1 - x0, y1 - y0)
        if rect.get("stroke") and not is_white(rect.get("stroking_color")):
            for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                yield (*side, float(rect.get("linewidth") or 0))
        elif rect.get("fill") and thick <= THIN and not is_white(rect.get("non_stroking_color")):
            if x1 - x0 >= y1 - y0:
                yield (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, thick)
            else:
                yield ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, thick)
    for curve in page.curves:
        if not curve.get("stroke") or is_white(curve.get("stroking_color")):
            continue
        points = curve["pts"]
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            if abs(ax - bx) < 0.5 or abs(ay - by) < 0.5:
                yield (
                    min(ax, bx) - left,
                    min(ay, by) - top,
                    max(ax, bx) - left,
                    max(ay, by) - top,
                    float(curve.get("linewidth") or 0),
                )
