"""Which text of a page is not read, or is to be looked at: what cannot be seen, and what lies on the page.

What is plainly not seen is told here: text in an invisible render mode, nearly transparent, outside its clip, white on
white. Where it takes more to tell (something was painted over it, or under it in nearly its colour; transparency,
blending, patterns, cut by a clip), text is *doubted*: the page as rendered decides (`extractor.parse.seen`). On the
page lies text that runs another way than the page's (watermarks, the writing round a seal, page numbers of a turned
sheet), all that a seal's ring holds in the ring's colour, and pale text in large type across other print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from statistics import median
from typing import NamedTuple

from extractor.parse import raw
from extractor.parse.coloured import STAMP, Stamps
from extractor.parse.drawn import ALWAYS, Line
from extractor.parse.faces import Faces
from extractor.parse.geometry import (
    BLACK,
    Matrix,
    Rect,
    bounds_of,
    fill_colours,
    holds,
    inside,
    meet,
    middle,
    transformed,
)
from extractor.parse.knockout import replaced
from extractor.parse.layers import Unsure
from extractor.parse.objects import WHITE, ObjectReader, brightness
from extractor.parse.over import Lying
from extractor.parse.ways import Ways

# Text this transparent (of 255) is a watermark over or under the print.
_FAINT = 90
# Red as spreadsheets print negative numbers: much red, and of the other two (0 to 255) hardly any.
_RED, _NOT_RED = 160, 80
_INVISIBLE_MODE = 3
_CLIP_MODE = 7
_OPAQUE = 255
_SAME_COLOUR = 12
# A watermark that stands upright: all its colours this bright, or not opaque, and this much larger than the print.
_PALE, _LARGER = 150, 1.6
_HAIR = 0.1
# Text on a ground is seen without a look where their brightness (0 to 255) differs by so much; black does on lighter
# ones than this.
_STANDS_OUT, _DARK = 80, 90
_RECTANGLE = (4, 5)
# Render modes from this on make text a clip of what is painted later.
_CLIPPING = 4
_BOLD = 2
_EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)

Colour = tuple[int, int, int]
_READ_AS = b"ActualText"


class Veil(NamedTuple):
    """What hides a text object: it shows only inside `clip`."""

    clip: Rect

    def leaves(self, ink: Rect) -> bool:
        """Whether something of a character with its ink in a box may be seen."""
        return meet(self.clip, ink)


HIDDEN = Veil((0.0, 0.0, -9.0, -9.0))


class Texts:
    """The text objects of one page."""

    def __init__(self, objects: ObjectReader) -> None:
        self._objects = objects
        self._at = objects.at
        self._drawn = objects.drawn
        self._texts = self._drawn.texts
        self._items = [item for _, item, _ in self._texts]
        self.ways = Ways(self._texts, self._items, self._at, bool(self.in_forms))
        """Which way they run."""
        self._veils: dict[int, dict[int, Veil]] = {}
        self._clips: dict[tuple[int | None, int, Matrix | None], tuple[Rect, bool]] = {}
        self.red: list[Rect] = []
        """Where text is set in red; known after `veils`."""
        self.doubted: dict[int, int] = {}
        """Text objects that may not be seen for a reason of their own, by address, with their place in the order of
        painting; known after `veils`."""
        self.lying: set[int] = set()
        """Text that is not of the page but lies on it; known after `veils`."""
        self.sealed: frozenset[int] = frozenset()
        """Of it, that of seals."""
        self.unseen: set[int] = set()
        """Text that is plainly not seen; known after `veils`."""

    @property
    def marks(self) -> Sequence[Rect]:
        """Where something is drawn that may be strokes of digits."""
        return self._drawn.marks

    @property
    def lines(self) -> Sequence[Line]:
        """See `Drawn.rulings`."""
        return self._drawn.rulings

    def stamps(self, notes: Sequence[Rect]) -> Stamps:
        """Where there may be seals; annotations stand at `notes`."""
        large = [box for box in (*self._drawn.pictures, *notes) if min(box[2] - box[0], box[3] - box[1]) >= STAMP]
        return Stamps([ring for _, ring, _ in self._drawn.rings], large)

    @cached_property
    def named_fonts(self) -> dict[int, int]:
        """The font of every text object whose font is not embedded in the file, by address."""
        named = {font for font in set(self.fonts.values()) if font and raw.font_is_embedded(raw.Handle(font)) == 0}
        return {item: font for item, font in self.fonts.items() if font in named} if named else {}

    @cached_property
    def fonts(self) -> dict[int, int]:
        """The font of every text object, by address."""
        return dict(zip([item.value or 0 for item in self._items], map(raw.text_font, self._items), strict=True))

    @cached_property
    def _modes(self) -> list[int]:
        return list(map(raw.text_render_mode, self._items))

    @cached_property
    def in_forms(self) -> dict[int, Matrix]:
        """The matrix of the form of every text object that is in one."""
        return {_address(item): parent for _, item, parent in self._texts if parent is not None}

    def veils(self, turn: int) -> dict[int, Veil]:
        """What `_veiled` gives, found once."""
        if turn not in self._veils:
            self.red.clear()
            self._veils[turn] = self._veiled(turn)
        return self._veils[turn]

    def _veiled(self, turn: int) -> dict[int, Veil]:
        """Text objects that are not read, or not all of them, by address.

        Args:
            turn: how far the page is turned clockwise to be read.
        """
        self.sealed = frozenset(self._sealed())
        self.lying = {*self._foreign(turn), *self.sealed}
        veils: dict[int, Veil] = dict.fromkeys(self.lying, HIDDEN)
        drawn, at = self._drawn, self._at
        dark = any(level is None or level < _DARK for _, _, level in drawn.grounds)
        pale: list[tuple[int, Rect]] = []
        for k, held, clips, is_black in self._odd(every=dark):
            order, item, parent = self._texts[k]
            level = 0
            if not is_black:
                mode = self._modes[k]
                if (mode == 0 or (mode == _BOLD and self._is_of_one_colour(item))) and raw.fill_color(
                    item, *at.to_ints
                ):
                    if at.ints != BLACK:
                        red, green, blue, alpha = at.colour()
                        level = brightness(red, green, blue)
                        bare = red >= WHITE and green >= WHITE and blue >= WHITE
                        if alpha <= _FAINT or (bare and not drawn.grounds):
                            veils[_address(item)] = HIDDEN
                            self.unseen.add(_address(item))
                            continue
                        if alpha < _OPAQUE or (red >= _PALE and green >= _PALE and blue >= _PALE and not bare):
                            pale.append((_address(item), at.bounds(item, parent)))
                            self.doubted[_address(item)] = order
                        if red >= _RED and green <= _NOT_RED and blue <= _NOT_RED and item.value not in veils:
                            self.red.append(at.bounds(item, parent))
                elif mode in (_INVISIBLE_MODE, _CLIP_MODE) or self._is_faint_outline(item, mode):
                    veils[_address(item)] = HIDDEN
                    self.unseen.add(_address(item))
                    continue
                else:
                    self.doubted[_address(item)] = order
            if veils and item.value in veils:
                continue
            if not (level or dark or clips > 0):
                continue
            box = at.bounds(item, parent)
            if (level or dark) and not self._stands_out(level, order, box):
                self.doubted[_address(item)] = order
            if clips > 0:
                clip, is_box = self._clip(held, clips, parent)
                if not holds(clip, box):
                    veils[_address(item)] = Veil(clip)
                    self.doubted[_address(item)] = order
                elif not is_box:
                    self.doubted[_address(item)] = order
        across = self._across(pale) if pale else []
        veils.update(dict.fromkeys(across, HIDDEN))
        self.lying.update(across)
        return veils

    def _clip(self, clip: raw.Handle, count: int, parent: Matrix | None) -> tuple[Rect, bool]:
        """The box that a clip leaves open, and whether it is made of upright boxes. Texts that are set under one clip
        share its paths: so many paths of which the last is the same are the same, and are measured once."""
        last = raw.clip_segment(clip, count - 1, 0).value, count, parent
        found = self._clips.get(last)
        if found is None:
            is_box = all(raw.clip_count_segments(clip, path) in _RECTANGLE for path in range(count))
            found = self._at.clip(clip, count, parent), is_box
            if last[0] is not None:
                self._clips[last] = found
        return found

    def _odd(self, every: bool) -> Iterator[tuple[int, raw.Handle, int, bool]]:
        """The text objects that are not, as nearly all are, filled with black and cut by nothing, or all of them.

        Yields:
            The number of each, its clip and how many paths that has, and whether it is filled with plain black.
        """
        modes = self._modes
        for start, known, colours in fill_colours(self._items):
            end = start + len(known)
            held = list(map(raw.object_clip, self._items[start:end]))
            clips = list(map(raw.clip_count_paths, held))
            all_black = not any(modes[start:end]) and all(known) and colours == BLACK * len(known)
            asked: Iterable[tuple[int, int]] = enumerate(clips)
            if all_black and not every:
                if max(clips) <= 0:
                    continue
                asked = self._cut(start, held, clips)
            for k, clip in asked:
                is_black = all_black or (
                    not modes[start + k] and bool(known[k]) and colours[16 * k : 16 * k + 16] == BLACK
                )
                if every or clip > 0 or not is_black:
                    yield start + k, held[k], clip, is_black

    def _cut(self, start: int, held: Sequence[raw.Handle], clips: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Of texts from a number on, those that their clip does not plainly leave whole: some printers set one around
        every piece of text, which cuts nothing.

        Args:
            start: the number of the first.
            held, clips: the clip of each, and how many paths that has.

        Yields:
            The number of each, counted from the first, and how many paths its clip has.
        """
        texts = self._texts[start : start + len(held)]
        boxes = bounds_of(self._items[start : start + len(held)])
        for k, (clip, count, box, (_, _, parent)) in enumerate(zip(held, clips, boxes, texts, strict=True)):
            if count > 0:
                left, is_box = self._clip(clip, count, parent)
                if not (is_box and holds(left, box if parent is None else transformed(box, parent))):
                    yield k, count

    def said_otherwise(self) -> Iterator[int]:
        """Text that the file says is to be read as something else than its characters, by address."""
        for item, count in zip(self._items, map(raw.count_marks, self._items), strict=True):
            if count > 0 and any(raw.mark_value(raw.object_mark(item, k), _READ_AS) for k in range(count)):
                yield _address(item)

    def like_print(self) -> set[int]:
        """The text that lies on the page, no seal's, and is as dark as print, by address; known after `veils`."""
        lying = self.lying - self.sealed
        items = (item for item in self._items if _address(item) in lying) if lying else ()
        return {_address(item) for item in items if max(self._colour(item)) < _DARK}

    def astray(self, turn: int) -> Set[int]:
        """The text on the page, as `lying` has it after `veils`, that runs along another of its sides, by address."""
        if not self.lying:
            return set()
        along = (_address(self._items[k]) for k in self.ways.along_another_side(turn))
        return {address for address in along if address in self.lying}

    def looked_at(
        self, veils: dict[int, Veil], notes: Sequence[Rect], inked: Set[int], unsure: Unsure, faces: Faces
    ) -> dict[int, int]:
        """The text objects of which only the page as rendered tells whether they are seen, by address, with their place
        in the order of painting.

        Args:
            veils: what `veils` gave.
            notes: where annotations stand.
            inked: text objects whose spaces leave ink.
            unsure: what there is in the file.
            faces: its fonts.
        """
        drawn, at = self._drawn, self._at
        over = drawn.over + [(ALWAYS, box) for box in notes]
        hiding = inked | {item for item, veil in veils.items() if veil is HIDDEN} | self.doubted.keys()
        if hiding or unsure.drawings:
            for order, item, parent in self._texts:
                drawing = unsure.drawings and faces.is_drawing(self.fonts[_address(item)])
                if drawing or _address(item) in hiding:
                    # The glyphs of a font of drawings may reach anywhere.
                    over.append((ALWAYS, _EVERYWHERE) if drawing else (order, at.bounds(item, parent)))
        found = dict(self.doubted)
        clipped = max(self._modes, default=0) >= _CLIPPING
        if not (over or clipped or unsure.layers or unsure.masks or unsure.transfers or drawn.groups):
            return found
        lying = Lying(over)
        for order, item, parent in self._texts:
            if (
                clipped
                or unsure.transfers
                or (unsure.layers and (parent is not None or raw.count_marks(item)))
                or (unsure.masks and raw.has_transparency(item))
                or any(first <= order <= last for first, last in drawn.groups)
                or (over and lying.on(at.bounds(item, parent), order))
            ):
                found[_address(item)] = order
        return {key: order for key, order in found.items() if veils.get(key) is not HIDDEN}

    def replaced(self, page: raw.Handle) -> dict[int, int]:
        """See `extractor.parse.knockout`."""
        return replaced(page, self._texts)

    def _stands_out(self, level: int, order: int, box: Rect) -> bool:
        """Whether text of some brightness is clearly another than what it stands on."""
        place = middle(box)
        grounds = [ground for o, ground_box, ground in self._drawn.grounds if o < order and inside(ground_box, place)]
        ground = grounds[-1] if grounds else 255
        return ground is not None and abs(ground - level) >= _STANDS_OUT

    def _is_of_one_colour(self, item: raw.Handle) -> bool:
        """Whether text that is drawn bold, filled and outlined, has one colour."""
        at = self._at
        return bool(raw.stroke_color(item, *at.to_ints)) and at.colour() == (
            raw.fill_color(item, *at.to_ints) and at.colour()
        )

    def _is_faint_outline(self, item: raw.Handle, mode: int) -> bool:
        """Whether text drawn in outlines, or filled with a pattern, is transparent, or white on nothing else."""
        color = raw.stroke_color if mode in (1, 5) else raw.fill_color
        if not color(item, *self._at.to_ints):
            return False
        red, green, blue, alpha = self._at.colour()
        white = red >= WHITE and green >= WHITE and blue >= WHITE
        return alpha <= _FAINT or (mode in (1, 5) and white and not self._drawn.grounds)

    # What lies on the page -------------------------------------------------------------------------------------

    def _foreign(self, turn: int) -> list[int]:
        """Text that runs another way than the page's.

        A character between two such is of the same writing if it has their colour, even if its own angle happens to
        be the page's: at the top of a circle, or where every character stands its own way.
        """
        flags = self.ways.foreign(turn)
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
        if not self._drawn.rings:
            return []
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


def _near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _SAME_COLOUR for a, b in zip(one, other, strict=True))
