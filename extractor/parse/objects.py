"""The drawn objects of a page: lines and thin boxes as rulings, and which text cannot be seen.

What counts as seen: not in an invisible render mode, not nearly transparent, inside its clip, not white on nothing
darker, not under a solid box or picture that is painted later. Slanted text (watermarks, seals) is left out as well.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from extractor.parse import raw
from extractor.parse.frame import Place

Rect = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

# A filled box is a ruling, not a background, while it is thinner than half a line of small print (5 points) and
# clearly longer than thick. Wider ones are backgrounds.
THIN = 5.0
_WHITE = 240
_SOLID = 255
# Text this transparent (of 255) is a watermark over or under the print.
_FAINT = 90
# Red as spreadsheets print negative numbers: much red, and of the other two (0 to 255) hardly any.
_RED, _NOT_RED = 160, 80
_MAX_FORM_DEPTH = 8
# Objects at either end of a page among which the picture of a scan is.
_ENDS = 25
_INVISIBLE_MODE = 3
_CLIP_MODE = 7


@dataclass(slots=True)
class Drawn:
    """What the objects of one page come to, in the PDF's own coordinates."""

    rulings: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    """(x0, y0, x1, y1, thickness): centre lines, x0 <= x1 and y0 <= y1 for upright ones."""
    hidden_rulings: int = 0
    image_area: float = 0.0
    fills: list[Rect] = field(default_factory=list)
    """Coloured backgrounds: filled rectangles that are no lines."""


class Veil(NamedTuple):
    """What hides a text object: it shows only inside `clip` (None: everywhere) and not under any of `covers`."""

    clip: Rect | None
    covers: tuple[Rect, ...]

    def shows(self, x: float, y: float) -> bool:
        """Whether a character with its middle at (x, y) can be seen."""
        clip = self.clip
        if clip is not None and not (clip[0] - 1 <= x <= clip[2] + 1 and clip[1] - 1 <= y <= clip[3] + 1):
            return False
        return not any(_inside(cover, (x, y)) for cover in self.covers)


HIDDEN = Veil((0.0, 0.0, -9.0, -9.0), ())


class ObjectReader:
    """Walks a page's objects once, form XObjects included."""

    def __init__(self, document: int, page: int, visible: Rect, check: Callable[[int], None]) -> None:
        """Nothing is read yet; `check` is told how much there is before it is, and may raise."""
        self._document = document
        self._page = page
        self._visible = visible
        self._check = check
        self._pieces = 0
        self._floats = (ctypes.c_float * 6)()
        self._ints = (ctypes.c_uint * 4)()
        self._f = ctypes.addressof(self._floats)
        self._i = ctypes.addressof(self._ints)
        self._drawn = Drawn()
        self._order = 0
        self._dark: list[tuple[int, Rect]] = []
        self._covers: list[tuple[int, Rect]] = []
        self._pictures: list[tuple[int, int, Rect]] = []
        """Pictures painted after some text."""
        self._texts: list[tuple[int, int, Matrix | None]] = []
        self.red: list[Rect] = []
        """Where text is set in red; known after `suspects`."""

    @cached_property
    def drawn(self) -> Drawn:
        """All rulings and pictures; what text can be seen is asked of `suspects`."""
        page = self._page
        count = raw.count_objects(page)
        self._count(count)
        self._walk([raw.page_object(page, k) for k in range(count)], None, 0)
        return self._drawn

    def may_show_pictures(self) -> bool:
        """Whether the page has pictures, or parts that may hold some: a quick look at what is painted first and last,
        where the picture of a scan is."""
        page, kind_of = self._page, raw.object_type
        self._check(count := raw.count_objects(page))
        ends = [*range(min(count, _ENDS)), *range(max(_ENDS, count - _ENDS), count)]
        return any(kind_of(raw.page_object(page, k)) in (raw.IMAGE, raw.FORM) for k in ends)

    def _count(self, pieces: int) -> None:
        self._pieces += pieces
        self._check(self._pieces)

    def _walk(self, objects: list[int], parent: Matrix | None, depth: int) -> None:
        kind_of = raw.object_type
        for item in objects:
            self._order += 1
            kind = kind_of(item)
            if kind == raw.TEXT:
                self._texts.append((self._order, item, parent))
            elif kind == raw.PATH:
                self._path(item, parent)
            elif kind == raw.IMAGE:
                self._image(item, parent)
            elif kind == raw.FORM and depth < _MAX_FORM_DEPTH:
                count = raw.form_count_objects(item)
                self._count(count)
                inner = [raw.form_object(item, k) for k in range(count)]
                self._walk(inner, self._matrix(item, parent), depth + 1)

    # Text ------------------------------------------------------------------------------------------------------

    def named_fonts(self) -> dict[int, int]:
        """The font of every text object whose font is not embedded in the file, by address."""
        _ = self.drawn
        font_of = raw.text_font
        fonts = {item: font_of(item) or 0 for _, item, _ in self._texts}
        named = {font for font in set(fonts.values()) if font and raw.font_is_embedded(font) == 0}
        return {item: font for item, font in fonts.items() if font in named} if named else {}

    def suspects(self, slanted: bool) -> dict[int, Veil]:
        """Text objects that cannot be seen, or not all of them, by address.

        Args:
            slanted: whether the flow of characters shows text at an angle, so that it is worth looking for it.
        """
        _ = self.drawn
        suspects: dict[int, Veil] = dict.fromkeys(self._slanted(), HIDDEN) if slanted else {}
        if self._pictures:
            self._add_covering_pictures()
        last_cover = max((order for order, _ in self._covers), default=0)
        mode_of, color_of, clip_of, clip_count = (
            raw.text_render_mode,
            raw.fill_color,
            raw.object_clip,
            raw.clip_count_paths,
        )
        i, ints = self._i, self._ints
        for order, item, parent in self._texts:
            mode = mode_of(item)
            white = False
            if mode == 0 and color_of(item, i, i + 4, i + 8, i + 12):
                red, green, blue, alpha = ints
                seen = alpha > _FAINT
                white = red >= _WHITE and green >= _WHITE and blue >= _WHITE
            else:
                seen, white = self._paint_of_text(item)
            if not seen:
                suspects[item] = HIDDEN
                continue
            if mode == 0 and ints[0] >= _RED and ints[1] <= _NOT_RED and ints[2] <= _NOT_RED:
                self.red.append(self._bounds(item, parent))
            clipped = clip_count(clip_of(item)) > 0
            if not (white or clipped or order < last_cover) or item in suspects:
                continue
            box = self._bounds(item, parent)
            middle = _middle(box)
            if white and not any(o < order and _inside(dark, middle) for o, dark in self._dark):
                suspects[item] = HIDDEN
                continue
            clip = self._clip(item, parent) if clipped else None
            if clip is not None and _holds(clip, box):
                clip = None
            covers = tuple(cover for later, cover in self._covers if later > order and _meet(cover, box))
            if clip is not None or covers:
                suspects[item] = Veil(clip, covers)
        return suspects

    def _slanted(self) -> list[int]:
        """Text set at an angle, as watermarks and the writing around a seal are; forms print none.

        A character between slanted ones is of the same writing, even if its own angle happens to be straight, and so
        is one that stands at another right angle than the rest of such writing.
        """
        flags = []
        for _, item, parent in self._texts:
            a, b, _, _, _, _ = self._matrix(item, parent)
            flags.append(min(abs(a), abs(b)) > 0.05 * max(abs(a), abs(b)))
        if not any(flags):
            return []
        last = len(flags) - 1
        wide = [
            flag or (0 < k < last and any(flags[max(0, k - 2) : k]) and any(flags[k + 1 : k + 3]))
            for k, flag in enumerate(flags)
        ]
        return [item for flag, (_, item, _) in zip(wide, self._texts, strict=True) if flag]

    def _paint_of_text(self, item: int) -> tuple[bool, bool]:
        """Whether a text object leaves anything on the page, and whether that is white."""
        mode = raw.text_render_mode(item)
        if mode in (_INVISIBLE_MODE, _CLIP_MODE):
            return False, False
        i, ints = self._i, self._ints
        color = raw.stroke_color if mode in (1, 5) else raw.fill_color
        if not color(item, i, i + 4, i + 8, i + 12):
            return True, False
        red, green, blue, alpha = ints
        return alpha > _FAINT, red >= _WHITE and green >= _WHITE and blue >= _WHITE

    # Paths -----------------------------------------------------------------------------------------------------

    def _path(self, item: int, parent: Matrix | None) -> None:
        i, ints = self._i, self._ints
        raw.path_draw_mode(item, i, i + 4)
        filled, stroked = ints[0], ints[1]
        if not filled and not stroked:
            return
        segments = raw.path_count_segments(item)
        paint = self._paint(item, bool(filled), bool(stroked))
        clip = self._clip(item, parent) if raw.clip_count_paths(raw.object_clip(item)) > 0 else None
        if filled and not stroked and segments <= 6:
            self._filled_box(item, parent, paint, clip)
            return
        if stroked and segments == 2:
            x0, y0, x1, y1 = self._bounds(item, parent)
            width = min(x1 - x0, y1 - y0)
            if width <= THIN + 1.0:
                # The bounds of a stroke are grown by the pen: take the centre line and pull its ends back.
                grow = min(x1 - x0, y1 - y0) / 2
                if y1 - y0 <= x1 - x0:
                    middle = (y0 + y1) / 2
                    line = (x0 + grow, middle, x1 - grow, middle)
                else:
                    middle = (x0 + x1) / 2
                    line = (middle, y0 + grow, middle, y1 - grow)
                self._add(line, width, paint != "ink", clip)
                return
        self._outline(item, parent, bool(stroked), paint, clip)

    def _paint(self, item: int, filled: bool, stroked: bool) -> str:
        """`ink`, `white` or `none` (transparent) for what a path leaves on the page."""
        i, ints = self._i, self._ints
        color = raw.stroke_color if stroked else raw.fill_color
        if not color(item, i, i + 4, i + 8, i + 12):
            return "ink"
        red, green, blue, alpha = ints
        if alpha == 0:
            return "none"
        return "white" if red >= _WHITE and green >= _WHITE and blue >= _WHITE else "ink"

    def _filled_box(self, item: int, parent: Matrix | None, paint: str, clip: Rect | None) -> None:
        x0, y0, x1, y1 = box = self._bounds(item, parent)
        width, height = x1 - x0, y1 - y0
        thin, long = min(width, height), max(width, height)
        if thin <= THIN and (long >= 2 * thin or thin <= 1.5):
            if width >= height:
                middle = (y0 + y1) / 2
                line = (x0, middle, x1, middle)
            else:
                middle = (x0 + x1) / 2
                line = (middle, y0, middle, y1)
            self._add(line, thin, paint != "ink", clip)
        elif raw.path_count_segments(item) <= 5:
            self._background(box, item, paint, clip)

    def _background(self, box: Rect, item: int, paint: str, clip: Rect | None) -> None:
        """A filled rectangle that is no line: it may colour a cell, and hide what was painted before it."""
        if clip:
            box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
        if paint == "ink":
            if box[2] > box[0] and box[3] > box[1]:
                self._drawn.fills.append(box)
            if self._is_dark(item):
                self._dark.append((self._order, box))
        if paint != "none" and self._texts and self._is_opaque(item):
            self._covers.append((self._order, box))

    def _is_opaque(self, item: int) -> bool:
        """Whether a filled box hides what was painted before it; a highlighter or a shade does not."""
        i, ints = self._i, self._ints
        raw.fill_color(item, i, i + 4, i + 8, i + 12)
        return ints[3] == _SOLID and not raw.has_transparency(item)

    def _is_dark(self, item: int) -> bool:
        i, ints = self._i, self._ints
        raw.fill_color(item, i, i + 4, i + 8, i + 12)
        return sum(ints[0:3]) < 3 * 200

    def _outline(self, item: int, parent: Matrix | None, stroked: bool, paint: str, clip: Rect | None) -> None:
        """Every straight segment of a path: as a line where it is stroked, as the edge of thin parts where filled."""
        a, b, c, d, e, f = self._matrix(item, parent)
        floats, base = self._floats, self._f
        lines: list[Rect] = []
        boxes: list[Rect] = []
        points: list[tuple[float, float]] = []
        curved = False

        def finish() -> None:
            if len(points) < 2:
                return
            if stroked:
                lines.extend((*p, *q) for p, q in itertools.pairwise(points))
            elif not curved:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
                if min(max(xs) - min(xs), max(ys) - min(ys)) > THIN and _is_rectangle(points):
                    # One path may colour many cells.
                    self._background(boxes.pop(), item, paint, clip)

        segments = raw.path_count_segments(item)
        self._count(segments)
        for k in range(segments):
            segment = raw.path_segment(item, k)
            kind = raw.segment_type(segment)
            raw.segment_point(segment, base, base + 4)
            x, y = floats[0], floats[1]
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == raw.SEGMENT_MOVE:
                finish()
                points, curved = [point], False
            elif kind == raw.SEGMENT_BEZIER:
                if stroked:
                    finish()
                    points = [point]
                curved = True
            else:
                points.append(point)
            if raw.segment_close(segment) and points and points[0] != points[-1]:
                points.append(points[0])
        finish()
        width = self._stroke_width(item, parent) if stroked else 0.0
        hidden = paint != "ink"
        for line in lines:
            self._add(line, width, hidden, clip)
        for x0, y0, x1, y1 in boxes:
            thin, long = min(x1 - x0, y1 - y0), max(x1 - x0, y1 - y0)
            if thin <= THIN and (long >= 2 * thin or thin <= 1.5):
                flat = (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
                upright = ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
                self._add(flat if x1 - x0 >= y1 - y0 else upright, thin, hidden, clip)

    def _add(self, line: Rect, thickness: float, hidden: bool, clip: Rect | None) -> None:
        x0, y0, x1, y1 = line
        if clip is not None:
            reach = thickness / 2 + 0.5
            low_x, high_x, low_y, high_y = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            if (
                high_x < clip[0] - reach
                or low_x > clip[2] + reach
                or high_y < clip[1] - reach
                or low_y > clip[3] + reach
            ):
                hidden = True
            elif abs(x1 - x0) < 1 or abs(y1 - y0) < 1:
                x0, x1 = max(low_x, min(clip[0], high_x)), min(high_x, max(clip[2], low_x))
                y0, y1 = max(low_y, min(clip[1], high_y)), min(high_y, max(clip[3], low_y))
        if hidden:
            self._drawn.hidden_rulings += 1
        else:
            self._drawn.rulings.append((x0, y0, x1, y1, thickness))

    # Images ----------------------------------------------------------------------------------------------------

    def _image(self, item: int, parent: Matrix | None) -> None:
        x0, y0, x1, y1 = self._bounds(item, parent)
        left, bottom, right, top = self._visible
        width, height = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
        if width <= 0 or height <= 0:
            return
        if min(width, height) <= 1.5 and max(width, height) >= 6:
            # Some printers paint each line as a picture one pixel thick.
            if width >= height:
                self._add((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2), height, False, None)
            else:
                self._add(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1), width, False, None)
            return
        self._drawn.image_area += width * height
        self._dark.append((self._order, (x0, y0, x1, y1)))
        if self._texts:
            self._pictures.append((self._order, item, (x0, y0, x1, y1)))

    def _add_covering_pictures(self) -> None:
        """Pictures that hide text painted before them join the covers."""
        boxes = [(order, self._bounds(item, parent)) for order, item, parent in self._texts]
        for order, picture, box in self._pictures:
            if any(before < order and _meet(box, text) for before, text in boxes) and self._is_solid_picture(picture):
                self._covers.append((order, box))

    def _is_solid_picture(self, item: int) -> bool:
        """Whether a picture hides what is under it: a scan over its own text does, a seal or a watermark does not."""
        if raw.has_transparency(item):
            return False
        bitmap = raw.rendered_image(self._document, self._page, item)
        if not bitmap:
            return False
        try:
            if raw.bitmap_format(bitmap) != raw.BGRA:
                return True
            size = raw.bitmap_height(bitmap) * raw.bitmap_stride(bitmap)
            pixels = ctypes.string_at(raw.bitmap_buffer(bitmap), size)
            return min(pixels[3::4], default=0) == _SOLID
        finally:
            raw.bitmap_destroy(bitmap)

    # Geometry --------------------------------------------------------------------------------------------------

    def _bounds(self, item: int, parent: Matrix | None) -> Rect:
        f, floats = self._f, self._floats
        raw.object_bounds(item, f, f + 4, f + 8, f + 12)
        x0, y0, x1, y1 = floats[0:4]
        if parent is None:
            return (x0, y0, x1, y1)
        return _transformed((x0, y0, x1, y1), parent)

    def _matrix(self, item: int, parent: Matrix | None) -> Matrix:
        raw.object_matrix(item, self._f)
        a, b, c, d, e, f = self._floats
        if parent is None:
            return (a, b, c, d, e, f)
        pa, pb, pc, pd, pe, pf = parent
        return (
            a * pa + b * pc,
            a * pb + b * pd,
            c * pa + d * pc,
            c * pb + d * pd,
            e * pa + f * pc + pe,
            e * pb + f * pd + pf,
        )

    def _stroke_width(self, item: int, parent: Matrix | None) -> float:
        raw.stroke_width(item, self._f)
        width = self._floats[0]
        a, b, c, d, _, _ = self._matrix(item, parent)
        return float(width * abs(a * d - b * c) ** 0.5)

    def _clip(self, item: int, parent: Matrix | None) -> Rect:
        """The box that all clip paths of an object leave open."""
        clip = raw.object_clip(item)
        floats, base = self._floats, self._f
        left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
        for path in range(raw.clip_count_paths(clip)):
            xs, ys = [], []
            segments = raw.clip_count_segments(clip, path)
            # Nearly every clip is a rectangle, which two opposite corners describe.
            for k in (0, 2) if segments in (4, 5) else range(segments):
                raw.segment_point(raw.clip_segment(clip, path, k), base, base + 4)
                xs.append(floats[0])
                ys.append(floats[1])
            if xs:
                left, right = max(left, min(xs)), min(right, max(xs))
                bottom, top = max(bottom, min(ys)), min(top, max(ys))
        box = (left, bottom, right, top)
        return box if parent is None or left <= -1e9 else _transformed(box, parent)


def _is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    """Whether a closed line of points runs around a rectangle that stands upright."""
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    return (
        len(points) in (4, 5)
        and len(corners) == 4
        and len({x for x, _ in corners}) == 2 == len({y for _, y in corners})
    )


def _transformed(box: Rect, matrix: Matrix) -> Rect:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _middle(box: Rect) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _holds(outer: Rect, inner: Rect) -> bool:
    reach = 0.5
    return (
        outer[0] - reach <= inner[0]
        and outer[1] - reach <= inner[1]
        and inner[2] <= outer[2] + reach
        and inner[3] <= outer[3] + reach
    )


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(box: Rect, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def placed(drawn: Drawn, place: Place) -> list[tuple[float, float, float, float, float]]:
    """The rulings on the upright page; slanting ones (more than 1 in 20) are no table lines and are left out."""
    out = []
    for x0, y0, x1, y1, thickness in drawn.rulings:
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        width, height = x1 - x0, y1 - y0
        if (width if width < height else height) <= 0.05 * (height if width < height else width) + 0.5:
            out.append((*place(x0, y0, x1, y1), thickness))
    return out
