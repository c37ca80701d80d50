"""Which text of a page is not read: what cannot be seen, and what is not of the page but lies on it.

What counts as seen: not in an invisible render mode, not nearly transparent, inside its clip, not white on nothing
darker, not under a solid box or picture that is painted later. What lies on the page: text that runs another way than
the page's (watermarks, the writing round a seal, page numbers of a turned sheet), all that a seal's ring holds in the
ring's colour, and pale text in large type across other print.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from statistics import median
from typing import NamedTuple

from extractor.parse import raw
from extractor.parse.geometry import BLACK, TWO_FLOATS, Matrix, Rect, all_level, holds, inside, meet, middle
from extractor.parse.objects import WHITE, ObjectReader

# Text this transparent (of 255) is a watermark over or under the print.
_FAINT = 90
# Red as spreadsheets print negative numbers: much red, and of the other two (0 to 255) hardly any.
_RED, _NOT_RED = 160, 80
_INVISIBLE_MODE = 3
_CLIP_MODE = 7
_OPAQUE = 255
# Degrees by which text may run otherwise than the page's before it is foreign to it.
_FOREIGN = 3.0
# A sheet that was laid askew: within so many degrees most text runs alike; less than the smaller is nothing.
_SKEW, _STRAIGHT, _ALIKE = 5.0, 0.03, 0.2
_MOST = 0.6
_SAME_COLOUR = 12
# A watermark that stands upright: all its colours this bright, or not opaque, and this much larger than the print.
_PALE, _LARGER = 150, 1.6
_HAIR = 0.1
_EVERYWHERE = (b"Helvetica", b"Times", b"Courier", b"Arial")
_NAME = 128

Colour = tuple[int, int, int]


class Veil(NamedTuple):
    """What hides a text object: it shows only inside `clip` (None: everywhere) and not under any of `covers`."""

    clip: Rect | None
    covers: tuple[Rect, ...]

    def shows(self, x: float, y: float) -> bool:
        """Whether a character with its middle at (x, y) can be seen."""
        clip = self.clip
        if clip is not None and not (clip[0] - 1 <= x <= clip[2] + 1 and clip[1] - 1 <= y <= clip[3] + 1):
            return False
        return not any(inside(cover, (x, y)) for cover in self.covers)


HIDDEN = Veil((0.0, 0.0, -9.0, -9.0), ())


class Texts:
    """The text objects of one page."""

    def __init__(self, objects: ObjectReader) -> None:
        self._objects = objects
        self._at = objects.at
        self._drawn = objects.drawn
        self._texts = self._drawn.texts
        self._items = [item for _, item, _ in self._texts]
        self._clips: dict[tuple[int | None, int, Matrix | None], Rect] = {}
        self.red: list[Rect] = []
        """Where text is set in red; known after `veils`."""
        self.pale: list[Rect] = []
        """Where text that is read is pale or transparent; known after `veils`."""

    @cached_property
    def named_fonts(self) -> dict[int, int]:
        """The font of every text object whose font is not embedded in the file, by address."""
        fonts = list(map(raw.text_font, self._items))
        named = {font for font in set(fonts) if font and raw.font_is_embedded(raw.Handle(font)) == 0}
        if not named:
            return {}
        return {_address(item): font for (_, item, _), font in zip(self._texts, fonts, strict=True) if font in named}

    @cached_property
    def in_forms(self) -> dict[int, Matrix]:
        """The matrix of the form of every text object that is in one."""
        return {_address(item): parent for _, item, parent in self._texts if parent is not None}

    @cached_property
    def _angles(self) -> dict[int, float]:
        """Of every text that does not run to the right: by its number, which way it runs in degrees."""
        if not self.in_forms and all_level(self._items):
            return {}
        matrix_of, to_matrix, floats = raw.object_matrix, self._at.to_floats[0], self._at.floats
        angles: dict[int, float] = {}
        for k, (_, item, parent) in enumerate(self._texts):
            matrix_of(item, to_matrix)
            a, b = TWO_FLOATS(floats)
            if parent is not None:
                a, b = a * parent[0] + b * parent[2], a * parent[1] + b * parent[3]
            if b != 0.0 or a <= 0.0:
                angles[k] = math.degrees(math.atan2(b, a))
        return angles

    def skew(self, turn: int) -> float:
        """By how many degrees the page's text is turned beyond `turn`, where the sheet lies askew; 0.0 where not."""
        if 2 * len(self._angles) < len(self._texts) and turn == 0:
            return 0.0
        near = [off for off in (_apart(angle, turn) for angle in self._angles.values()) if abs(off) <= _SKEW]
        if not near or len(near) < _MOST * len(self._texts):
            return 0.0
        usual = median(near)
        alike = sum(1 for off in near if abs(off - usual) <= _ALIKE)
        return usual if abs(usual) > _STRAIGHT and alike >= _MOST * len(self._texts) else 0.0

    def veils(self, turn: int) -> dict[int, Veil]:
        """Text objects that are not read, or not all of them, by address.

        Args:
            turn: how far the page is turned clockwise to be read.
        """
        veils: dict[int, Veil] = dict.fromkeys((*self._foreign(turn), *self._sealed()), HIDDEN)
        drawn, at = self._drawn, self._at
        if drawn.pictures:
            self._objects.add_covering_pictures()
        last_cover = max((order for order, _ in drawn.covers), default=0)
        mode_of, color_of, clip_of, clip_count = (
            raw.text_render_mode,
            raw.fill_color,
            raw.object_clip,
            raw.clip_count_paths,
        )
        ints, (to_red, to_green, to_blue, to_alpha) = at.ints, at.to_ints
        pale: list[tuple[int, Rect]] = []
        modes, held = map(mode_of, self._items), map(clip_of, self._items)
        for (order, item, parent), mode, clip_path in zip(self._texts, modes, held, strict=True):
            clips = clip_count(clip_path)
            coloured = mode == 0 and color_of(item, to_red, to_green, to_blue, to_alpha)
            if coloured and clips <= 0 and ints == BLACK and order >= last_cover:
                continue  # as nearly all text: black, under nothing
            seen, white, red, green, blue = True, False, 0, 0, 0
            if coloured:
                if ints != BLACK:
                    red, green, blue, alpha = at.colour()
                    seen = alpha > _FAINT
                    white = red >= WHITE and green >= WHITE and blue >= WHITE
                    if alpha < _OPAQUE or (red >= _PALE and green >= _PALE and blue >= _PALE and not white):
                        pale.append((_address(item), at.bounds(item, parent)))
            else:
                seen, white = self._paint(item)
            if not seen:
                veils[_address(item)] = HIDDEN
                continue
            if veils and item.value in veils:
                continue
            if red >= _RED and green <= _NOT_RED and blue <= _NOT_RED:
                self.red.append(at.bounds(item, parent))
            if not (white or clips > 0 or order < last_cover):
                continue
            box = at.bounds(item, parent)
            if white and not any(o < order and inside(ground, middle(box)) for o, ground in drawn.dark):
                veils[_address(item)] = HIDDEN
                continue
            clip = self._clip(clip_path, clips, parent) if clips > 0 else None
            if clip is not None and holds(clip, box):
                clip = None
            covers: tuple[Rect, ...] = ()
            if order < last_cover:
                covers = tuple(cover for later, cover in drawn.covers if later > order and meet(cover, box))
            if clip is not None or covers:
                veils[_address(item)] = Veil(clip, covers)
        if pale:
            veils.update(dict.fromkeys(self._across(pale), HIDDEN))
            self.pale = [box for item, box in pale if veils.get(item) is not HIDDEN]
        return veils

    def _clip(self, clip: raw.Handle, count: int, parent: Matrix | None) -> Rect | None:
        """The box that a clip leaves open. Texts that are set under one clip share its paths: so many paths of which
        the last is the same are the same, and are measured once."""
        last = raw.clip_segment(clip, count - 1, 0).value, count, parent
        if last[0] is None:
            return self._at.clip(clip, count, parent)
        if last not in self._clips:
            self._clips[last] = self._at.clip(clip, count, parent)
        return self._clips[last]

    @cached_property
    def over(self) -> list[tuple[int, Rect]]:
        """What lies on text that was painted before it, see `Drawn.over`; not the parts of seals, which are expected
        to lie over print."""
        drawn, at = self._drawn, self._at

        def of_seal(box: Rect, colour: Colour) -> bool:
            return any(holds(ring, box) and _near(colour, of_ring) for _, ring, of_ring in drawn.rings)

        found = [(order, box) for order, box, colour in drawn.over if not of_seal(box, colour)]
        found += [(order, box) for order, _, box in drawn.pictures]
        if not found:
            return []
        boxes = [(order, at.bounds(item, parent)) for order, item, parent in self._texts]
        return [(later, box) for later, box in found if any(order < later and meet(text, box) for order, text in boxes)]

    @cached_property
    def inkless(self) -> set[int]:
        """Text objects whose fonts are not embedded, nor among those every reader has: they leave no ink here."""
        buffer = ctypes.create_string_buffer(_NAME)
        names: dict[int, bytes] = {}
        for font in set(self.named_fonts.values()):
            raw.font_name(raw.Handle(font), ctypes.addressof(buffer), _NAME)
            names[font] = buffer.value
        return {item for item, font in self.named_fonts.items() if not names[font].startswith(_EVERYWHERE)}

    def _paint(self, item: raw.Handle) -> tuple[bool, bool]:
        """Whether a text object leaves anything on the page, and whether that is white."""
        mode = raw.text_render_mode(item)
        if mode in (_INVISIBLE_MODE, _CLIP_MODE):
            return False, False
        color = raw.stroke_color if mode in (1, 5) else raw.fill_color
        if not color(item, *self._at.to_ints):
            return True, False
        red, green, blue, alpha = self._at.colour()
        return alpha > _FAINT, red >= WHITE and green >= WHITE and blue >= WHITE

    # What lies on the page -------------------------------------------------------------------------------------

    def _foreign(self, turn: int) -> list[int]:
        """Text that runs another way than the page's.

        A character between two such is of the same writing if it has their colour, even if its own angle happens to
        be the page's: at the top of a circle, or where every character stands its own way.
        """
        angles = self._angles
        if not self._texts or (not angles and turn == 0):
            return []
        usual: float = turn
        ways = Counter(round(angles.get(k, 0.0)) for k in range(len(self._texts)))
        if not any(abs(_apart(way, turn)) <= _FOREIGN for way in ways):
            usual = max(ways, key=lambda way: ways[way])
        flags = [abs(_apart(angles.get(k, 0.0), usual)) > _FOREIGN for k in range(len(self._texts))]
        if not any(flags):
            return []
        out = []
        for k, (_, item, _) in enumerate(self._texts):
            before = next((j for j in (k - 1, k - 2) if j >= 0 and flags[j]), None)
            behind = next((j for j in (k + 1, k + 2) if j < len(flags) and flags[j]), None)
            around = [self._texts[j][1] for j in (before, behind) if j is not None]
            if flags[k] or (len(around) == 2 and self._alike(item, around)):
                out.append(_address(item))
        return out

    def _alike(self, item: raw.Handle, others: Iterable[raw.Handle]) -> bool:
        colour = self._colour(item)
        return all(_near(colour, self._colour(other)) for other in others)

    def _sealed(self) -> list[int]:
        """Text in the colour of a ring around it that was painted right before or after the ring."""
        out: list[int] = []
        orders = [order for order, _, _ in self._texts]
        for ring_order, ring, colour in self._drawn.rings:
            first = sum(1 for order in orders if order < ring_order)
            for way in (range(first - 1, -1, -1), range(first, len(orders))):
                for k in way:
                    _, item, parent = self._texts[k]
                    held = inside(ring, middle(self._at.bounds(item, parent)))
                    if not (held and _near(self._colour(item), colour)):
                        break
                    out.append(_address(item))
        return out

    def _across(self, pale: list[tuple[int, Rect]]) -> list[int]:
        """Those of pale texts that are much larger than the print and lie across it, or across lines."""
        known = {item for item, _ in pale}
        boxes = [self._at.bounds(item, parent) for _, item, parent in self._texts if item.value not in known]
        if not boxes:
            return []
        usual = median(min(box[3] - box[1], box[2] - box[0]) for box in boxes)
        lines = [
            (min(x0, x1), min(y0, y1), max(x0, x1) + _HAIR, max(y0, y1) + _HAIR)
            for x0, y0, x1, y1, _ in self._drawn.rulings
        ]
        return [
            item
            for item, box in pale
            if min(box[3] - box[1], box[2] - box[0]) > _LARGER * usual
            and (any(meet(box, other) for other in boxes) or any(meet(box, line) for line in lines))
        ]

    def _colour(self, item: raw.Handle) -> Colour:
        if not raw.fill_color(item, *self._at.to_ints):
            return (0, 0, 0)
        red, green, blue, _ = self._at.colour()
        return (red, green, blue)


def _address(item: raw.Handle) -> int:
    """What a text object is known by, as `raw.char_object` gives it."""
    return item.value or 0


def _apart(angle: float, other: float) -> float:
    """By how many degrees an angle is beyond another, -180 to 180."""
    return (angle - other + 180.0) % 360.0 - 180.0


def _near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _SAME_COLOUR for a, b in zip(one, other, strict=True))
