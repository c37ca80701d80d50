"""A picture of a page to a `Page`: upright, straight, with its rulings, its words and their characters."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

import numpy as np

from extractor import lazy_re as re
from extractor.language.text import ideographs
from extractor.model import Box, Char, Page, ReadWord, Ruling
from extractor.scan.bends import unbent
from extractor.scan.between_lines import between_lines
from extractor.scan.between_rows import between_rows
from extractor.scan.beyond_rows import read_in_rows
from extractor.scan.black_seals import without_black_seals
from extractor.scan.counted import as_the_row_counts, with_counted
from extractor.scan.covered import less_sure, taken_out
from extractor.scan.creases import without_creases
from extractor.scan.cut_figures import at_lines
from extractor.scan.cut_names import whole_names
from extractor.scan.cut_ordinals import with_ordinals
from extractor.scan.dashes import with_dashes
from extractor.scan.dirt import Mark, dirt
from extractor.scan.first_columns import with_first_column
from extractor.scan.folds import unfolded
from extractor.scan.framed_seals import without_framed_seals
from extractor.scan.ghosts import without_paler
from extractor.scan.grain import without_grain
from extractor.scan.halftone import without_dots
from extractor.scan.halos import without_halos
from extractor.scan.head_words import with_head_words
from extractor.scan.last_rows import with_first_row, with_last_rows
from extractor.scan.letters import as_printed, chars_of, in_cents, whole_figures
from extractor.scan.lost_points import with_points
from extractor.scan.ordinal_marks import with_marks
from extractor.scan.parted import parted
from extractor.scan.picture import (
    Gray,
    Picture,
    dark_print,
    even_light,
    without_blots,
    without_dust,
    without_pale,
)
from extractor.scan.print_lines import Strip, find_print, levelled, overlap
from extractor.scan.read_twice import once
from extractor.scan.recognise import Read
from extractor.scan.rectify import Matrix, rectifying, warped
from extractor.scan.remembered import ReadsLines
from extractor.scan.rulings import Lines, find_lines, ink_of
from extractor.scan.seals import without_seals
from extractor.scan.second_looks import looked_at_sealed, looked_at_wider
from extractor.scan.set_off import lowered, set_off
from extractor.scan.sheet import blank_beside, find_sheet
from extractor.scan.show_through import without_show_through
from extractor.scan.side_by_side import side_by_side
from extractor.scan.side_marks import along_sides, outside_frames, side_marks
from extractor.scan.stepped import SEVERAL
from extractor.scan.strays import without_strays
from extractor.scan.streaks import streaks
from extractor.scan.thin_dashes import drawn, thin_dashes
from extractor.scan.usual import usual_level
from extractor.scan.worn import is_rest, levels, mended
from extractor.scan.worn_cells import with_worn_cells
from extractor.scan.worn_columns import with_columns

_POINTS = 72.0
_SAMPLE, _MORE = 6, 8
# A page stands the other way where so much more of a few words is read, or so many times the characters.
_MORE_SHARE, _LONGER = 0.1, 3
_SURE = 0.8
_PAPER = 170.0
# Inches of paper around a word, and around one that is looked at once more.
PAD, _WIDER = 0.02, 0.03
# Beyond the edge of any picture, in pixels.
_FAR = 1 << 30
# What specks and rests of lines are read as; three dots are an ellipsis.
_SPECK = re.compile(r"[.,:;'`´·、。，：；|_~^\"\\]{1,2}|[|｜丨¦!\[\]{}「」〔〕lIL厂]{1,3}")


@dataclass(frozen=True, slots=True)
class Straight:
    """A page seen straight on, not yet turned: what every reading of it starts from."""

    gray: Gray
    dpi: float
    matrix: Matrix
    """From the pixels of the picture to those of `gray`."""
    enlarged: float
    """See `Picture.enlarged`."""
    mended: Gray | None = None
    """See `covered.taken_out`."""
    sealed: Gray | None = None
    """The page as it was before black seals were taken out; None where there are none."""


def straightened(picture: Picture, matrix: Matrix | None = None) -> Straight:
    """Even light, no seals, no skew, no perspective, no creases, no bends, no folds.

    Args:
        picture: as rendered.
        matrix: where the page was straightened before, that matrix, in pixels of this picture.
    """
    picture = replace(picture, pixels=without_dots(picture.pixels, picture.dpi))
    gray = dark_print(without_seals(even_light(picture), picture.dpi))
    gray, sealed = without_framed_seals(without_black_seals(gray, picture.dpi), picture.dpi), gray
    taken = taken_out(sealed, gray)
    gray = without_dust(without_blots(gray, picture.dpi), picture.dpi)
    sheet = find_sheet(picture.pixels, picture.dpi)
    blank_beside(gray, sheet, picture.dpi)
    gray = without_creases(gray, picture.dpi)
    if matrix is None:
        matrix = rectifying(gray, picture.dpi, sheet)
    flat = unfolded(unbent(warped(gray, matrix), picture.dpi, gray, matrix), picture.dpi)
    if taken is None:
        return Straight(flat, picture.dpi, matrix, picture.enlarged)
    return Straight(flat, picture.dpi, matrix, picture.enlarged, warped(taken, matrix), warped(sealed, matrix))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page turned one way, with its lines and strips of print."""

    gray: Gray
    ink: Gray
    """255 where something other than a line is printed."""
    dpi: float
    turn: int
    lines: Lines
    strips: list[Strip]
    speckled: bool
    """See `strays.Cleared`."""
    full: bool
    """Whether specks that look like dashes are out: see `grain.Cleared`."""
    dashes: list[Strip]
    """Those strips that are dashes by being alike."""
    mended: Gray | None = None
    """See `Straight.mended`."""
    sealed: Gray | None = None
    """See `Straight.sealed`."""

    def crops(self, strips: Sequence[Strip], pad: float = PAD) -> list[Gray]:
        """What is printed in each of some strips, ruling lines painted over; see `crop`."""
        painted, room = self.lines.painted, rooms(strips, self.strips)
        return [crop(self.gray, strip, painted, self.dpi, room[strip], pad) for strip in strips]

    def read(self, recogniser: ReadsLines, strips: Sequence[Strip]) -> list[Read]:
        """What is printed in some strips."""
        return recogniser.read(self.crops(strips))

    def wider(self, recogniser: ReadsLines, strips: Sequence[Strip]) -> list[Read]:
        """What is printed in some strips, with more paper around it."""
        return recogniser.read(self.crops(strips, _WIDER))

    def with_seals(self, recogniser: ReadsLines, strips: Sequence[Strip]) -> list[Read]:
        """What is printed in some strips, and of the black seals over it."""
        gray = self.gray if self.sealed is None else np.minimum(self.gray, self.sealed)
        return recogniser.read(replace(self, gray=gray).crops(strips))

    def bare(self, strip: Strip) -> Gray:
        """What is printed in a strip, lines and all, and nothing beyond its right end."""
        return crop(self.gray, strip, np.zeros_like(self.gray), self.dpi, (0, strip.x1 + 1))


def read_picture(picture: Picture, number: int, recogniser: ReadsLines) -> Page:
    """Read a picture of a page; see `read_straight`."""
    return read_straight(straightened(picture), number, recogniser)


def read_straight(straight: Straight, number: int, recogniser: ReadsLines, first: Page | None = None) -> Page:
    """Read a page that was made straight.

    Args:
        straight: the page.
        number: of the page.
        recogniser: what reads a line.
        first: the page as it was read, to read it again without upright lines through words.

    Returns:
        A page of the engine `ocr`: upright, in points of the paper; `warp` leads back to the page as shown.
    """
    laid, known = _upright(straight, recogniser) if first is None else (lay(straight, first.turned, True), {})
    scale = _POINTS / laid.dpi
    rulings = [Ruling(*(value * scale for value in ruling)) for ruling in laid.lines.rulings]
    unread = [strip for strip in laid.strips if strip not in known]
    known |= dict(zip(unread, laid.read(recogniser, unread), strict=True))
    reads = [known[strip] for strip in laid.strips]
    look, with_seals = partial(laid.read, recogniser), partial(laid.with_seals, recogniser)
    glyph = _glyph_height(laid.strips, laid.dpi)
    reads, strips = read_in_rows(reads, laid.strips, laid.gray, glyph, laid.mended, look, with_seals)
    reads = looked_at_sealed(reads, strips, laid.mended, with_seals)
    reads = looked_at_wider(reads, strips, partial(laid.wider, recogniser))
    reads, strips = side_by_side(*once(reads, strips), laid.ink)
    reads = with_dashes([as_printed(read) for read in reads], strips, laid.dashes)
    reads, strips = parted(reads, strips, laid.ink)
    reads, strips = with_ordinals(reads, strips, laid.lines.rulings, look)
    reads, strips = whole_names(reads, strips, laid.lines.rulings)
    reads = with_head_words(with_points(in_cents(with_marks(reads, strips))), strips)
    reads = at_lines(reads, strips, laid.lines.mask, lambda cut: recogniser.read([laid.bare(one) for one in cut]))
    reads = as_the_row_counts(list(less_sure(reads, strips, laid.mended)), strips)
    strips = with_counted(reads, strips)
    height, width = laid.gray.shape
    glyph = _glyph_height(strips, laid.dpi)
    words: list[ReadWord] = []
    lines: list[list[Char]] = []
    beside = side_marks(strips, width, laid.dpi, laid.lines.rulings)
    specks = dirt(
        [_mark(laid, strip, read, scale) for strip, read in zip(strips, reads, strict=True)],
        rulings,
        laid.speckled,
        laid.full,
    )
    specks |= outside_frames(strips, reads, laid.lines.rulings, laid.dpi) | along_sides(beside, strips, reads)
    specks |= between_rows(reads, strips) | streaks(strips, reads, laid.lines.rulings, laid.dpi)
    down = [pixels * scale for pixels in set_off(strips, laid.lines.rulings, glyph)]
    for k, (strip, read) in enumerate(zip(strips, reads, strict=True)):
        if k in specks or (strip in beside and not ideographs(read.text)):
            continue
        # A staple or a hair is read as a stroke, but no dash is as high as wide.
        hair = read.text == "—" and strip.y1 - strip.y0 >= strip.x1 - strip.x0
        if read.text.strip() and not hair and not _SPECK.fullmatch(read.text):
            box = Box(*(value * scale for value in strip))
            line = chars_of(read, levelled(strip, strips, glyph), laid.ink, glyph, scale)
            words.append(ReadWord("".join(read.text.split()), lowered(box, down[k]), read.confidence))
            lines.append([lowered(char, down[k]) for char in line])
    chars = tuple(itertools.chain.from_iterable(whole_figures(lines, glyph * scale)))
    columns = with_first_column(with_columns(rulings, words), words)
    return Page(
        number=number,
        width=width * scale,
        height=height * scale,
        text=_running(words),
        chars=chars,
        rulings=mended(with_worn_cells(with_first_row(with_last_rows(columns, words), words), words), chars),
        image_share=1.0,
        turned=laid.turn,
        engine="ocr",
        words=tuple(words),
        warp=_way_back(straight.matrix, scale, straight.enlarged),
        through_words=first is None and laid.lines.through_words,
    )


def _mark(laid: _Laid, strip: Strip, read: Read, scale: float) -> Mark:
    window = (slice(strip.y0, strip.y1), slice(strip.x0, strip.x1))
    ink = laid.gray[window][laid.ink[window] > 0]
    shade, darkest = (float(ink.mean()), usual_level(ink, 10)) if ink.size else (255.0, 255.0)
    box = Box(*(value * scale for value in strip))
    return Mark("".join(read.text.split()), read.confidence, shade, box, darkest, read.likelihood)


def rooms(strips: Sequence[Strip], among: Sequence[Strip]) -> dict[Strip, tuple[int, int]]:
    """For each strip from where to where nothing else of its line is printed, in pixels, `among` all that is: right
    behind a figure the code of the next column may begin."""
    every = np.array(among, np.int64).reshape(-1, 4)
    middles = (every[:, 1] + every[:, 3]) / 2
    out = {}
    for strip in strips:
        level = (strip.y0 < middles) & (middles < strip.y1)
        left = every[level & (every[:, 2] <= strip.x0), 2].max(initial=0)
        right = every[level & (every[:, 0] >= strip.x1), 0].min(initial=_FAR)
        out[strip] = int(left), int(right)
    return out


def crop(gray: Gray, strip: Strip, mask: Gray, dpi: float, room: tuple[int, int], pad: float = PAD) -> Gray:
    """A strip with a margin of `pad` inches (twice that at its sides), ruling lines painted over, and what is printed
    beside the `room` of the strip.

    A strip lower than print, such as a dash, is given the height of a line, or it would be read as a bar.
    """
    x0, y0, x1, y1 = strip
    least = int(0.1 * dpi)
    if y1 - y0 < least:
        lack = least - (y1 - y0)
        y0, y1 = y0 - lack // 2, y1 + lack - lack // 2
    margin = max(2, int(dpi * pad))
    left, top = max(0, x0 - 2 * margin), max(0, y0 - margin)
    window = slice(top, min(gray.shape[0], y1 + margin)), slice(left, min(gray.shape[1], x1 + 2 * margin))
    image = gray[window].copy()
    paper = int(usual_level(image, 85))
    image[mask[window] > 0] = paper
    image[:, : max(0, room[0] - left)] = paper
    image[:, max(0, room[1] - left) :] = paper
    return image


def turned(gray: Gray, turn: int) -> Gray:
    """A picture turned clockwise by `turn` degrees (a multiple of 90)."""
    return np.ascontiguousarray(np.rot90(gray, -turn // 90)) if turn else gray


def lay(straight: Straight, turn: int, only_clear: bool = False) -> _Laid:
    """The straight page turned clockwise, its lines found (see `find_lines`) and its print cut into strips."""
    gray = turned(straight.gray, turn)
    ink = ink_of(gray, straight.dpi)
    lines = find_lines(gray, ink, straight.dpi, only_clear)
    gray, ink = without_show_through(gray, ink, lines.mask, straight.dpi)
    ink = without_paler(ink, gray, lines.palest)
    if lines.shines:
        gray = np.where(gray > lines.palest, 255, gray).astype(np.uint8)
    ink |= between_lines(gray, lines.mask, lines.palest, straight.dpi)
    ink, speckled, mottled = without_strays(gray, without_pale(gray, ink, straight.dpi), lines.mask, straight.dpi)
    full = False
    if speckled:
        gray, ink, full = without_grain(gray, ink, lines.mask, straight.dpi)
    # What shines through from the back of the paper may have dashes as well, and stains may look like them.
    dashes = [] if lines.shines or mottled else thin_dashes(gray, ink, lines.mask, straight.dpi)
    marks = drawn(dashes, ink)
    ink, gray = ink | marks, _as_dark(gray, ink, marks)
    strips = find_print(ink, lines, straight.dpi)
    dashes = [dash for dash in dashes if not any(overlap(dash, strip) for strip in strips)]
    strips += dashes
    strips = [strip for strip in strips if _on_paper(gray, strip)]
    strips = without_halos(_without_rests(strips, lines, straight.dpi), gray)
    ink[lines.mask > 0] = 0
    mended, sealed = (None if page is None else turned(page, turn) for page in (straight.mended, straight.sealed))
    return _Laid(gray, ink, straight.dpi, turn, lines, strips, speckled, full, dashes, mended, sealed)


def _as_dark(gray: Gray, ink: Gray, dashes: Gray) -> Gray:
    """The page with its pale dashes as dark as its print."""
    if not dashes.any():
        return gray
    print_ = gray[ink > 0]
    shade = float(np.median(print_)) if print_.size else 0.0
    return np.where(dashes > 0, np.minimum(gray, np.uint8(shade)), gray).astype(np.uint8)


def _without_rests(strips: Sequence[Strip], lines: Lines, dpi: float) -> list[Strip]:
    """The strips but for rests of lines that were not seen whole."""
    scale = _POINTS / dpi
    through = levels([Ruling(*(value * scale for value in ruling)) for ruling in lines.rulings])
    usual = _glyph_height(strips, dpi) * scale
    return [strip for strip in strips if not is_rest(Box(*(value * scale for value in strip)), through, usual)]


def _on_paper(gray: Gray, strip: Strip) -> bool:
    """Whether white paper is around the ink: grain on the desk or the lid beside the sheet is no print."""
    x0, y0, x1, y1 = strip
    return usual_level(gray[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2], 90) >= _PAPER


def _upright(straight: Straight, recogniser: ReadsLines) -> tuple[_Laid, dict[Strip, Read]]:
    """The page turned so that its print can be read: some of its longest lines are tried each way. What was read of it
    so need not be read again."""
    as_shown = lay(straight, 0)
    known = _sample(as_shown, recogniser, False)
    best, most, surely = as_shown, *_legible(known.values())
    level = len(_lines(as_shown))
    # The running head of a page that is printed sideways stands upright, and characters of its rows stand beside one
    # another: a few lines, and far more that are none.
    few = len(as_shown.strips) > _MORE * max(1, level)
    if (most >= 0.7 and not few) or not as_shown.strips:
        return best, known
    sideways = lay(straight, 90)
    upright = len(_lines(sideways))
    tried = [(as_shown, 180), (sideways, 90), (sideways, 270)]
    # However little can be read, print lies the way in which its lines are long.
    if level > _MORE * max(1, upright):
        tried = tried[:1]
    elif upright > _MORE * max(1, level):
        tried, most = tried[1:], -1.0
    for laid, turn in tried:
        sample = _sample(laid, recogniser, turn != laid.turn)
        share, sure = _legible(sample.values())
        # Characters that stand above one another are read one by one as well, but not so many in a line.
        if share > most + _MORE_SHARE or (share >= most - _MORE_SHARE and sure > _LONGER * surely):
            most, surely, best = share, sure, laid if turn == laid.turn else lay(straight, turn)
            known = sample if turn == laid.turn else {}
    return best, known


def _lines(laid: _Laid) -> list[Strip]:
    """Words, not single characters: the recogniser knows those lying on their side as well."""
    return [s for s in laid.strips if s.y1 - s.y0 > 0.06 * laid.dpi and (s.x1 - s.x0) / (s.y1 - s.y0) > 3]


def _sample(laid: _Laid, recogniser: ReadsLines, over: bool) -> dict[Strip, Read]:
    """A few words, read head over heels or not."""
    lines = _lines(laid)
    # Long lines cost most; but of a cover there may be nothing else than its title and the number of the page.
    words = [s for s in lines if (s.x1 - s.x0) / (s.y1 - s.y0) < 16]
    words = words if len(words) >= _SAMPLE else lines
    # Where a table's lines are too faint to be seen, several rows of print may stand in one strip.
    usual = median(s.y1 - s.y0 for s in words) if words else 0.0
    rows = [s for s in words if s.y1 - s.y0 < SEVERAL * usual]
    words = rows if len(rows) >= _SAMPLE else words
    words = sorted(words, key=lambda s: s.x0 - s.x1)[:_SAMPLE]
    crops = [turned(image, 180) if over else image for image in laid.crops(words)]
    return dict(zip(words, recogniser.read(crops), strict=True))


def _legible(reads: Iterable[Read]) -> tuple[float, int]:
    """Share and number of the characters of a few words that are read with some certainty. Chinese ones tell up from
    down: 69 and 96 do not."""
    sample = list(reads)
    letters = sum(max(1, ideographs(read.text)) for read in sample)
    sure = sum(ideographs(read.text) for read in sample if read.likelihood >= _SURE)
    return (sure / letters if letters else 0.0), sure


def _glyph_height(strips: Sequence[Strip], dpi: float) -> float:
    """The usual height of a line of print, in pixels."""
    heights = [s.y1 - s.y0 for s in strips if 0.06 * dpi <= s.y1 - s.y0 <= 0.4 * dpi]
    return median(heights) if heights else 0.125 * dpi


def _running(words: Sequence[ReadWord]) -> str:
    """The words in reading order, a line of the page on each line."""
    lines: list[list[ReadWord]] = []
    high = median(w.box.height for w in words) if words else 0.0
    for word in sorted(words, key=lambda w: w.box.x0):
        # What stands nearest at the left decides: over the width of a page a line may rise or fall a little.
        beside = [line for line in lines if abs(line[-1].box.mid_y - word.box.mid_y) <= 0.6 * high]
        if beside:
            min(beside, key=lambda line: abs(line[-1].box.mid_y - word.box.mid_y)).append(word)
        else:
            lines.append([word])
    lines.sort(key=lambda line: line[0].box.mid_y)
    return "\n".join(" ".join(w.text for w in sorted(line, key=lambda w: w.box.x0)) for line in lines)


def _way_back(matrix: Matrix, scale: float, enlarged: float) -> tuple[float, ...]:
    """From points of the straight page to points of the page as shown; () where they are the same."""
    if np.allclose(matrix, np.eye(3)) and enlarged == 1:
        return ()
    to_points = np.diag([scale, scale, 1.0])
    back = np.diag([enlarged, enlarged, 1.0]) @ to_points @ np.linalg.inv(matrix) @ np.linalg.inv(to_points)
    back = back / back[2, 2]
    if not all(math.isfinite(value) for value in back.ravel()):
        return ()
    return tuple(float(value) for value in back.ravel())
