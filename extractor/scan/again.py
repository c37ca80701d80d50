"""A second look at a few places of a scanned page: finer pixels, other crops, and what else the recogniser saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pypdfium2 as pdfium

from extractor.model import Box, Page
from extractor.scan.cores import cores
from extractor.scan.kept_pages import KeptPages
from extractor.scan.letters import as_offered
from extractor.scan.page import crop, rooms, straightened, turned
from extractor.scan.picture import Gray, render
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read, Recogniser
from extractor.scan.rectify import Matrix

FINE = 300.0
_PADS = {FINE: (0.012, 0.025, 0.006), 200.0: (0.012, 0.02)}
_POINTS = 72.0
_LEVEL = 0.5
"""Of its height: nearer than this to another's, the middle of a word is on its line."""


def read_again(
    document: pdfium.PdfDocument,
    page: Page,
    boxes: Sequence[Box],
    recogniser: Recogniser,
    kept: KeptPages | None = None,
) -> list[tuple[str, ...]]:
    """See `ScannedPages.offers`."""
    words = [_word_in(page, box) for box in boxes]
    held = [(k, box) for k, box in enumerate(words) if box is not None]
    found: list[dict[str, None]] = [{} for _ in boxes]
    for dpi, pads in _PADS.items():
        lines = [box for _, box in held]
        for reads in read_lines(document, page, lines, recogniser, dpi, pads, offers=True, kept=kept):
            for (k, _), read in zip(held, reads, strict=True):
                found[k].update(dict.fromkeys("".join(text.split()) for text in (read.text, *read.others)))
    printed = [word.text for word in page.words]
    return [tuple(text for text in as_offered(texts, printed) if text) for texts in found]


def read_lines(
    document: pdfium.PdfDocument,
    page: Page,
    lines: Sequence[Box],
    recogniser: Recogniser,
    dpi: float,
    pads: Sequence[float],
    *,
    offers: bool = False,
    kept: KeptPages | None = None,
) -> Iterator[list[Read]]:
    """What stands on lines of print, once for each size of crop.

    Args:
        document: open.
        page: as it was read, with all its words.
        lines: one line of print each, on that page, in points.
        recogniser: what reads a line.
        dpi: pixels an inch.
        pads: what a crop shows around its line, in inches, where there is room.
        offers: see `Recogniser.read`.
        kept: the pages that were made straight before.
    """
    straight = kept.get(page.number, dpi) if kept is not None else None
    if straight is None:
        picture = render(document, page.number, dpi)
        straight = straightened(picture, _matrix(page, dpi, picture.enlarged))
        if kept is not None:
            kept.keep(page.number, straight)
    gray = turned(straight.gray, page.turned)
    mask = cores(gray, *_drawn(page, gray.shape, dpi), dpi)
    strips = [_pixels(line, dpi) for line in lines]
    room = rooms(strips, [*strips, *(_pixels(word.box, dpi) for word in page.words)])
    for pad in pads:
        yield recogniser.read([crop(gray, strip, mask, dpi, room[strip], pad) for strip in strips], offers=offers)


def _word_in(page: Page, box: Box) -> Box | None:
    """The one line of print in a box, of which a wide blank may have made two."""
    held = [word.box for word in page.words if box.holds(word.box)]
    if not held or any(abs(one.mid_y - held[0].mid_y) > _LEVEL * one.height for one in held):
        return None
    return Box(
        min(one.x0 for one in held),
        min(one.top for one in held),
        max(one.x1 for one in held),
        max(one.bottom for one in held),
    )


def _pixels(box: Box, dpi: float) -> Strip:
    return Strip(*(round(value * dpi / _POINTS) for value in box))


def _drawn(page: Page, shape: tuple[int, ...], dpi: float) -> tuple[Gray, Gray]:
    """1 where the level rulings of a page are, and the upright ones, a little wider than they are."""
    masks = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    scale, room = dpi / _POINTS, 1.0
    for x0, top, x1, bottom, thickness in page.rulings:
        half = thickness * scale / 2 + room
        level = x1 - x0 >= bottom - top
        wide, high = (room, half) if level else (half, room)
        rows = slice(max(0, int(top * scale - high)), int(bottom * scale + high) + 1)
        masks[not level][rows, max(0, int(x0 * scale - wide)) : int(x1 * scale + wide) + 1] = 1
    return masks


def _matrix(page: Page, dpi: float, enlarged: float) -> Matrix:
    """What made the page straight, in pixels of another size."""
    if not page.warp:
        return np.eye(3)
    to_pixels = np.diag([dpi / _POINTS, dpi / _POINTS, 1.0])
    back = np.array(page.warp).reshape(3, 3)
    to_points = np.diag([enlarged, enlarged, 1.0]) @ np.linalg.inv(to_pixels)
    return np.asarray(to_pixels @ np.linalg.inv(back) @ to_points, np.float64)
