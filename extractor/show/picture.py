"""A page picture with what the program sees drawn on it: rulings, cells, figures, titles, findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractor.errors import OutputError
from extractor.model import Box, Figure, Page, Ruling
from extractor.model.correction import BY_PEOPLE
from extractor.parse.frame import inverse, turned_back, unwarped
from extractor.parse.picture import render_page
from extractor.show.seen import Seen, findings_on

SCALE = 2.0
Colour = tuple[int, int, int]
RULING = (230, 0, 0)
CELL = (60, 130, 255)
TITLE = (255, 130, 0)
FIGURE = (0, 140, 60)
NO_FIGURE = (200, 0, 200)
REPAIRED = (220, 90, 0)
FINDING = (240, 0, 110)
_WASH = 40


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws boxes given in points of the upright page."""

    draw: ImageDraw.ImageDraw
    x: float
    y: float

    def box(self, box: Box, colour: Colour, line: int = 1, wash: int = 0, inset: float = 0.0) -> None:
        left, top = box.x0 * self.x + inset, box.top * self.y + inset
        place = (left, top, max(left, box.x1 * self.x - inset), max(top, box.bottom * self.y - inset))
        self.draw.rectangle(place, outline=(*colour, 255), fill=(*colour, wash) if wash else None, width=line)

    def ruling(self, ruling: Ruling) -> None:
        place = (ruling.x0 * self.x, ruling.top * self.y, ruling.x1 * self.x, ruling.bottom * self.y)
        self.draw.line(place, fill=(*RULING, 160), width=max(1, round(ruling.thickness * self.x)))

    def name(self, box: Box, text: str, colour: Colour, size: int) -> None:
        """What a box is, in the margin at its left; over its top left corner where the margin is too narrow."""
        left, top = box.x0 * self.x, box.top * self.y
        if left > size * len(text) * 0.6 + 4:
            self._words((left - 4, top), text, colour, size, "rt")
        else:
            self._words((left, max(size, top - 2)), text, colour, size, "ls")

    def beside(self, box: Box, text: str, colour: Colour, size: int) -> None:
        """Small text at the left of a box, where a column of figures is mostly blank."""
        self._words((box.x0 * self.x - 3, box.mid_y * self.y), text, colour, size, "rm")

    def _words(self, at: tuple[float, float], text: str, colour: Colour, size: int, anchor: str) -> None:
        font = ImageFont.load_default(size)
        self.draw.rectangle(self.draw.textbbox(at, text, font=font, anchor=anchor), fill=(255, 255, 255, 210))
        self.draw.text(at, text, fill=(*colour, 255), font=font, anchor=anchor)


def draw_page(seen: Seen, number: int, scale: float = SCALE) -> Image.Image:
    """The page, upright: rulings red, cells blue, titles orange, figures green with the text that was read.

    What stands in a figure column and is no figure is purple; what findings speak of is framed in pink, with `!` and
    the finding's place in the list of the page.

    Args:
        seen: the document.
        number: of the page, from 1.
        scale: pixels a point.
    """
    sheet, page = seen.sheets[number - 1], seen.page(number)
    paper = render_page(seen.data, number, seen.password, scale=scale, turned=0 if page.warp else page.turned)
    paper = straight(paper, page, scale).convert("RGBA")
    layer = Image.new("RGBA", paper.size, (255, 255, 255, 0))
    pen = _Pen(ImageDraw.Draw(layer), paper.width / page.width, paper.height / page.height)
    for index, grid in enumerate(sheet.grids, start=1):
        owner = seen.owner(grid)
        for cell in grid.cells:
            pen.box(cell.box, CELL, inset=2 * scale)
        pen.name(grid.box, f"{index}: {owner.form_id if owner else '-'}", CELL, round(8 * scale))
    for ruling in page.rulings:
        pen.ruling(ruling)
    for box in seen.titles_on(number):
        pen.box(box, TITLE, 3, _WASH)
    for figure in figures(seen, number):
        colour = FIGURE if figure.state == "figure" else NO_FIGURE
        box = upright(figure.box, page)
        if figure.first_reading and figure.proof not in BY_PEOPLE:
            colour = REPAIRED
        pen.box(box, colour, 1, _WASH)
        if figure.printed.isascii():
            pen.beside(box, figure.printed, colour, round(6 * scale))
    for index, finding in enumerate(findings_on(seen, number), start=1):
        for spot in finding.spots:
            boxes = [(spot.page, spot.box), *spot.more]
            for box in (box for at, box in boxes if at == number and box is not None):
                pen.box(upright(box, page), FINDING, 2, _WASH, inset=-scale)
                pen.beside(upright(box, page), f"!{index}", FINDING, round(7 * scale))
    return Image.alpha_composite(paper, layer).convert("RGB")


def straight(paper: Image.Image, page: Page, scale: float) -> Image.Image:
    """The picture of a scanned page as it was read: skew and perspective taken out, then turned upright."""
    if not page.warp:
        return paper
    a, b, c, d, e, f, g, h, i = page.warp
    width, height = (page.height, page.width) if page.turned in (90, 270) else (page.width, page.height)
    # Pillow asks for the place on the old picture of each pixel of the new one, with the last number one.
    way = (a, b, c * scale, d, e, f * scale, g / scale, h / scale)
    out = paper.transform(
        (round(width * scale), round(height * scale)),
        Image.Transform.PERSPECTIVE,
        [value / i for value in way],
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )
    return out.rotate(-page.turned, expand=True) if page.turned else out


def write_picture(seen: Seen, number: int, path: Path, scale: float = SCALE) -> None:
    """Draw a page into a PNG file; raises `OutputError`."""
    picture = draw_page(seen, number, scale)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, format="PNG")
    except OSError as error:
        raise OutputError(f"无法写入 {path}：{error.strerror or error}。", "请用 --png 另选一个可写的位置。") from error


def figures(seen: Seen, number: int) -> Iterator[Figure]:
    """What is printed in the figure columns on a page."""
    for table in seen.tables:
        for _, figure in table.figures:
            if figure.page == number and figure.printed:
                yield figure


def upright(box: Box, page: Page) -> Box:
    """A figure's box, which is measured on the page as the file shows it, on the page as it was read."""
    width, height = (page.height, page.width) if page.turned in (90, 270) else (page.width, page.height)
    on_shown = unwarped(Box(*(value / page.user_unit for value in box)), inverse(page.warp))
    return turned_back(on_shown, -page.turned % 360, width, height)
