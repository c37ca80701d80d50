"""The drawn objects of a page: lines and thin boxes as rulings, backgrounds, and what may hide text.

What of the text can be seen is told by `extractor.parse.texts`, from what is found here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cached_property

from extractor.parse import raw
from extractor.parse.between import lines_between
from extractor.parse.drawn import ALWAYS, Drawn, rings_of, sides
from extractor.parse.geometry import BLACK, Matrix, Rect, geometry, is_rectangle, is_upright
from extractor.parse.over import grown
from extractor.parse.raw import Handle

# A filled box is a ruling, not a background, while it is thinner than half a line of small print (5 points) and
# clearly longer than thick. Wider ones are backgrounds.
THIN = 5.0
WHITE = 240
_SOLID = 255
MAX_FORM_DEPTH = 8
# Objects at either end of a page among which the picture of a scan is.
_ENDS = 25
_MAY_HOLD_PICTURES = frozenset((raw.IMAGE, raw.FORM))
# A path of more curves a part than the four corners of a rounded box (each told by three points), or that closes round
# slanting lines, is a drawing or the outline of characters; in it, only lines longer than any character's are rulings.
_CORNERS = 12
_SLANT = 0.5
# In small print all sides are short: there a side slants by its share of its own length, if it can be seen at all.
_SMALL_SLANT = 0.15
_STEEP = 0.25
# What closes after more sides than two cells joined at a corner have is a character like 出.
_SIDES = 8
_LONGEST_STROKE = 72.0
_BOX = 6
# A frame: two rectangles in one path, of which the inner one is left out.
_EVEN_ODD = 1
_TWO_BOXES = (8, 9, 10)
# A short stroke on a digit makes it another one (1 to 7); the lines of tables are longer (points).
_MARK = 9.0
# What is larger both ways than a digit of large print is no stroke of one.
_LARGE = 14.0
_SMALL_DRAWING = 40.0
# White lines thinner than this hide nothing.
_SEEN = 0.3
# The ring of a seal: as wide as high, or an oval; from the size of a private one to more than any office's (points).
_RING = (30.0, 260.0)
_OVAL = 1.7
_CHROMA = 60


class ObjectReader:
    """Walks a page's objects once, form XObjects included."""

    def __init__(self, page: Handle, visible: Rect, check: Callable[[int], None], base: Matrix | None = None) -> None:
        """Nothing is read yet; `check` is told how much there is before it is, and may raise.

        Args:
            page: its handle.
            visible: what is shown of the page.
            check: takes the number of pieces found so far.
            base: how the whole page is to be moved first; None to leave it as it is.
        """
        self._page = page
        self._visible = visible
        self._check = check
        self._base = base
        self._pieces = 0
        self.at = geometry()
        self._drawn = Drawn()
        self._order = 0

    @cached_property
    def drawn(self) -> Drawn:
        """All that is drawn."""
        page = self._page
        count = raw.count_objects(page)
        self._count(count)
        object_at = raw.page_object
        self._walk(list(map(object_at, itertools.repeat(page), range(count))), self._base, 0)
        self._drawn.rulings += lines_between(self._drawn.grounds)
        return self._drawn

    def may_show_pictures(self) -> bool:
        """Whether the page has pictures, or parts that may hold some: a quick look at what is painted first and last,
        where the picture of a scan is."""
        page, kind_of = self._page, raw.object_type
        self._check(count := raw.count_objects(page))
        ends = [*range(min(count, _ENDS)), *range(max(_ENDS, count - _ENDS), count)]
        kinds = map(kind_of, map(raw.page_object, itertools.repeat(page), ends))
        return not _MAY_HOLD_PICTURES.isdisjoint(kinds)

    def _count(self, pieces: int) -> None:
        self._pieces += pieces
        self._check(self._pieces)

    def _walk(self, objects: list[Handle], parent: Matrix | None, depth: int) -> None:
        text, path, texts = raw.TEXT, raw.PATH, self._drawn.texts
        for item, kind in zip(objects, map(raw.object_type, objects), strict=True):
            self._order += 1
            if kind == text:
                texts.append((self._order, item, parent))
            elif kind == path:
                self._path(item, parent)
            elif kind == raw.IMAGE:
                self._image(item, parent)
            elif kind == raw.SHADING:
                self._lies_over(self.at.bounds(item, parent))
            elif kind == raw.FORM and depth < MAX_FORM_DEPTH:
                count = raw.form_count_objects(item)
                self._count(count)
                inner, first = [raw.form_object(item, k) for k in range(count)], self._order + 1
                self._walk(inner, self.at.matrix(item, parent), depth + 1)
                if raw.has_transparency(item):
                    self._drawn.groups.append((first, self._order))

    # Paths -----------------------------------------------------------------------------------------------------

    def _path(self, item: Handle, parent: Matrix | None) -> None:
        at = self.at
        to_filled, to_stroked, to_blue, to_alpha = at.to_ints
        raw.path_draw_mode(item, to_filled, to_stroked)
        filled, stroked, _, _ = at.colour()
        if not filled and not stroked:
            return
        segments = raw.path_count_segments(item)
        # What a path leaves on the page: `ink`, `white` or `none` (transparent).
        paint = "ink"
        color_of = raw.stroke_color if stroked else raw.fill_color
        if color_of(item, to_filled, to_stroked, to_blue, to_alpha) and at.ints != BLACK:
            paint = _paint(*at.colour())
        if segments > _CORNERS and paint == "ink":
            self._ring(item, parent, segments)
        box = at.bounds(item, parent)
        may_be_frame = filled == _EVEN_ODD and not stroked and segments in _TWO_BOXES and self._is_opaque(item)
        if filled and not may_be_frame and (stroked or segments > _BOX or self._is_wide_shade(box, item)):
            self._lies_over(box)
        held = raw.object_clip(item)
        clips = raw.clip_count_paths(held)
        clip = at.clip(held, clips, parent) if clips > 0 else None
        if parent is not None and not is_upright(parent):
            if filled:
                self._lies_over(box)
            self._outline(item, parent, bool(stroked), paint, clip, may_be_frame=may_be_frame)
            return
        if filled and not stroked and segments <= 6:
            self._filled_box(item, box, segments, paint, clip)
            return
        if stroked and segments == 2:
            x0, y0, x1, y1 = box
            wide, high = x1 - x0, y1 - y0
            width = wide if wide < high else high
            if width <= THIN + 1.0:
                # The bounds of a stroke are grown by the pen: take the centre line and pull its ends back.
                grow = width / 2
                if high <= wide:
                    middle = (y0 + y1) / 2
                    line = (x0 + grow, middle, x1 - grow, middle)
                else:
                    middle = (x0 + x1) / 2
                    line = (middle, y0 + grow, middle, y1 - grow)
                self._add(line, width, paint, clip)
                return
        self._outline(item, parent, bool(stroked), paint, clip, may_be_frame=may_be_frame)

    def _ring(self, item: Handle, parent: Matrix | None, segments: int) -> None:
        """Remember a ring in a colour. Its colour is that which was asked for last."""
        red, green, blue, _ = self.at.colour()
        if max(red, green, blue) - min(red, green, blue) < _CHROMA:
            return
        x0, y0, x1, y1 = box = self.at.bounds(item, parent)
        short, long = min(x1 - x0, y1 - y0), max(x1 - x0, y1 - y0)
        if not (_RING[0] <= short and long <= _RING[1] and long <= _OVAL * short):
            return
        kinds = [raw.segment_type(raw.path_segment(item, k)) for k in range(segments)]
        if 2 * kinds.count(raw.SEGMENT_BEZIER) >= segments:
            self._drawn.rings.append((self._order, box, (red, green, blue)))

    def _lies_over(self, box: Rect) -> None:
        """Something that is no plain box: text may stand on it, or be under it."""
        self._drawn.grounds.append((self._order, box, None))
        self._drawn.marks.append(box)
        if self._drawn.texts:
            self._drawn.over.append((self._order, box))

    def _filled_box(self, item: Handle, box: Rect, segments: int, paint: str, clip: Rect | None) -> None:
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        thin, long = min(width, height), max(width, height)
        if thin <= THIN and (long >= 2 * thin or thin <= 1.5):
            if width >= height:
                middle = (y0 + y1) / 2
                line = (x0, middle, x1, middle)
            else:
                middle = (x0 + x1) / 2
                line = (middle, y0, middle, y1)
            self._add(line, thin, paint, clip)
        elif segments <= 5:
            self._background(box, item, paint, clip)

    def _background(self, box: Rect, item: Handle, paint: str, clip: Rect | None) -> None:
        """A filled rectangle that is no line: it may colour a cell, and hide what was painted before it."""
        if clip:
            box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
        if paint == "none" or box[2] <= box[0] or box[3] <= box[1]:
            return
        if paint == "ink":
            self._drawn.fills.append(box)
        if not self._is_opaque(item):
            self._lies_over(box)
            return
        red, green, blue, _ = self.at.colour()
        if max(box[2] - box[0], box[3] - box[1]) < _LARGE:
            self._drawn.marks.append(box)
        self._drawn.grounds.append((self._order, box, brightness(red, green, blue)))
        if self._drawn.texts:
            self._drawn.over.append((self._order, box))

    def _is_wide_shade(self, box: Rect, item: Handle) -> bool:
        return min(box[2] - box[0], box[3] - box[1]) > THIN and not self._is_opaque(item)

    def _is_opaque(self, item: Handle) -> bool:
        """Whether a filled box hides what was painted before it; a highlighter or a shade does not."""
        known = raw.fill_color(item, *self.at.to_ints)
        return bool(known) and self.at.colour()[3] == _SOLID and not raw.has_transparency(item)

    def _outline(
        self,
        item: Handle,
        parent: Matrix | None,
        stroked: bool,
        paint: str,
        clip: Rect | None,
        *,
        may_be_frame: bool = False,
    ) -> None:
        """Every straight segment of a path: as a line where it is stroked, as the edge of thin parts where filled.

        Args:
            item, parent: the path, and the matrix of the form it is in.
            stroked, paint, clip: how it is drawn.
            may_be_frame: what it leaves open hides nothing, if it is a rectangle with another one left out of it.
        """
        a, b, c, d, e, f = self.at.matrix(item, parent)
        to_x, to_y = self.at.to_floats[:2]
        lines: list[Rect] = []
        boxes: list[Rect] = []
        rectangles: list[Rect] = []
        points: list[tuple[float, float]] = []
        bends: list[tuple[float, float]] = []
        curved = False
        curves = parts = 0
        slants = drawing = False

        def finish() -> None:
            if len(points) < 2:
                return
            if stroked:
                lines.extend((*p, *q) for p, q in itertools.pairwise(points))
            elif not curved:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                box = (min(xs), min(ys), max(xs), max(ys))
                wide = min(box[2] - box[0], box[3] - box[1]) > THIN and is_rectangle(points)
                (rectangles if wide else boxes).append(box)

        segments = raw.path_count_segments(item)
        self._count(segments)
        for k in range(segments):
            segment = raw.path_segment(item, k)
            kind = raw.segment_type(segment)
            raw.segment_point(segment, to_x, to_y)
            x, y = self.at.two()
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == raw.SEGMENT_MOVE:
                finish()
                self._bent(bends)
                points, curved, slants = [point], False, False
                parts += 1
            elif kind == raw.SEGMENT_BEZIER:
                if stroked:
                    finish()
                    points = [point]
                curved = True
                curves += 1
                bends.append(point)
            else:
                old = points[-1] if points else point
                slants = slants or _slants(abs(old[0] - point[0]), abs(old[1] - point[1]))
                points.append(point)
            if raw.segment_close(segment) and points:
                drawing = drawing or slants or len(points) > _SIDES
                if points[0] != points[-1]:
                    points.append(points[0])
        finish()
        self._bent(bends)
        # One path may colour many cells, or be a frame: a rectangle with another one left out of it.
        rings = rings_of(rectangles)
        if may_be_frame:
            known = not (curves or boxes) and len(rectangles) == parts
            for rectangle, inner in rings if known else [(self.at.bounds(item, parent), None)]:
                for side in [rectangle] if inner is None else sides(rectangle, inner, None):
                    if min(side[2] - side[0], side[3] - side[1]) > THIN:
                        self._lies_over(side)
        for rectangle, inner in rings:
            if inner is None:
                self._background(rectangle, item, paint, clip)
            else:
                boxes.extend(sides(rectangle, inner, clip))
        if drawing or curves > _CORNERS * parts:
            lines = [line for line in lines if _length(line) > _LONGEST_STROKE]
            boxes = [box for box in boxes if _length(box) > _LONGEST_STROKE]
        width = self.at.stroke_width(item, parent) if stroked else 0.0
        box = self.at.bounds(item, parent)
        if width > THIN:
            self._lies_over(box)
        elif (
            stroked and curves and (curves > _CORNERS * parts or max(box[2] - box[0], box[3] - box[1]) < _SMALL_DRAWING)
        ):
            self._drawn.over.append((ALWAYS, box))
        for line in lines:
            self._add(line, width, paint, clip)
        for x0, y0, x1, y1 in boxes:
            thin, long = min(x1 - x0, y1 - y0), max(x1 - x0, y1 - y0)
            if thin <= THIN and (long >= 2 * thin or thin <= 1.5):
                flat = (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
                upright = ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
                self._add(flat if x1 - x0 >= y1 - y0 else upright, thin, paint, clip)

    def _bent(self, bends: list[tuple[float, float]]) -> None:
        """Remember a small curve by its points, and empty them for the next."""
        if bends:
            xs, ys = [x for x, _ in bends], [y for _, y in bends]
            if max(max(xs) - min(xs), max(ys) - min(ys)) < _LARGE:
                self._drawn.marks.append((min(xs), min(ys), max(xs), max(ys)))
            bends.clear()

    def _add(self, line: Rect, thickness: float, paint: str, clip: Rect | None) -> None:
        x0, y0, x1, y1 = line
        hidden = paint != "ink"
        self._may_change_text(line, thickness, hidden)
        if paint == "white" and self._drawn.grounds:
            hidden = not self._drawn.is_shaded(line, thickness)
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

    def _may_change_text(self, line: Rect, thickness: float, hidden: bool) -> None:
        """A white line hides a point or a sign; a short one makes a digit another."""
        length = _length(line)
        if (hidden and self._drawn.texts and thickness > _SEEN) or (length < _LARGE and not hidden):
            x0, y0, x1, y1 = line
            grow = thickness / 2
            # A pen that is broader than its stroke is long draws a bar across it.
            wide, high = (
                0.0 if _SEEN < length < thickness and abs(b - a) == length else grow for a, b in ((x0, x1), (y0, y1))
            )
            box = (min(x0, x1) - wide, min(y0, y1) - high, max(x0, x1) + wide, max(y0, y1) + high)
            if hidden:
                self._drawn.over.append((self._order, box))
                return
            self._drawn.marks.append(box)
            if length < _MARK:
                self._drawn.over.append((ALWAYS, grown(box)))

    # Images ----------------------------------------------------------------------------------------------------

    def _image(self, item: Handle, parent: Matrix | None) -> None:
        x0, y0, x1, y1 = self.at.bounds(item, parent)
        left, bottom, right, top = self._visible
        width, height = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
        if width <= 0 or height <= 0:
            return
        if min(width, height) <= 1.5 and max(width, height) >= 6:
            # Some printers paint each line as a picture one pixel thick.
            if width >= height:
                self._add((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2), height, "ink", None)
            else:
                self._add(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1), width, "ink", None)
            return
        self._drawn.image_area += width * height
        self._drawn.pictures.append((x0, y0, x1, y1))
        self._lies_over((x0, y0, x1, y1))


def brightness(red: int, green: int, blue: int) -> int:
    """Of a colour, 0 to 255, as the eye weighs it."""
    return (77 * red + 150 * green + 29 * blue) >> 8


def _slants(along: float, across: float) -> bool:
    """Whether a side is neither level nor upright, which those of tables are but for what rounding adds."""
    less, more = (along, across) if along < across else (across, along)
    return less > _SLANT or (less > _SMALL_SLANT and less > _STEEP * more)


def _paint(red: int, green: int, blue: int, alpha: int) -> str:
    if alpha == 0:
        return "none"
    return "white" if red >= WHITE and green >= WHITE and blue >= WHITE else "ink"


def _length(line: Rect) -> float:
    return max(abs(line[2] - line[0]), abs(line[3] - line[1]))
