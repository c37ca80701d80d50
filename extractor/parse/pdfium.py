"""The first reader: PDFium through raw calls, some fourteen times as fast as pdfplumber on these documents.

Characters come with their loose box and the baseline they are written on; rulings come from strokes, thin filled
boxes and one-pixel pictures. What a person cannot see is not read, only counted.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from functools import partial
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor import lazy_re as re
from extractor.errors import DamagedError, EncryptedError
from extractor.language.money import holds_amount, is_amount
from extractor.language.text import UNREADABLE
from extractor.model import Box, Page, Ruling, Unread
from extractor.parse import raw
from extractor.parse.characters import LOST, UNREADABLE_SHARE, is_unreadable
from extractor.parse.drawn import is_drawn_writing, placed
from extractor.parse.dropped import Dropped, dropped, given_back, looked_at
from extractor.parse.faces import Faces
from extractor.parse.facing import side_by_side, two_ways
from extractor.parse.frame import Frame, askew, turning
from extractor.parse.geometry import Matrix, Rect, transformed
from extractor.parse.glyphs import Glyph, Seen, reading_turn, straightened, to_chars
from extractor.parse.layers import Unsure, unsure
from extractor.parse.limits import check_chars, check_pieces, check_streams
from extractor.parse.looks import inked_blanks
from extractor.parse.objects import ObjectReader
from extractor.parse.opened import Opened, visible_box
from extractor.parse.overlays import annotated, on_paper_only, overlays
from extractor.parse.page_text import by_index, glyphs_of, plain_text, unmapped_share
from extractor.parse.pages import COVERED, FEW_CHARS, Wanted
from extractor.parse.pictured import blanks_of, pictured
from extractor.parse.running import Lie, Piece, Start, in_order, running_text, upright
from extractor.parse.seen import BOTH, SCREEN, Sight
from extractor.parse.signs import LOOKED_AT
from extractor.parse.texts import HIDDEN, Texts, Veil
from extractor.parse.unread import sight_of
from extractor.parse.user_unit import user_units
from extractor.parse.viewers import ALIKE, viewing

_LONGEST_METADATA = 2000
_LITTLE = 100
"""Characters of a page; of one that has no more the objects are looked at."""
_WRITTEN_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")


class PdfiumReader:
    """An open PDF. One page at a time is loaded, and kept until another is asked for: some are asked twice."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self.damaged_streams = check_streams(data)
        self._data, self._password = data, password
        self._opened: Opened | None = None
        try:
            self._document = pdfium.PdfDocument(data, password=password)
            self.page_count = len(self._document)
        except pdfium.PdfiumError as error:
            if _wants_password(data, password):
                raise EncryptedError("文件已加密，没有口令无法打开" if not password else "口令不正确") from error
            raise DamagedError("PDF 已损坏，无法打开") from error
        self._units = user_units(data, password)
        self._unsure = unsure(data)
        held = raw.handle(self._document.raw)
        self._faces, self._unlooked = (
            Faces(held, look, self._unsure.doubled, self._unsure.twice) for look in (True, False)
        )
        self.hidden_layers = False
        self._viewing = viewing(data, password) if self._unsure.viewers else ALIKE
        self.shows_another = self._unsure.elsewhere or self._viewing.differs
        if self.page_count == 0:
            self.close()
            raise DamagedError("PDF 中没有页面")

    def close(self) -> None:
        self._faces.close()
        self._unlooked.close()
        self._release()
        self._document.close()

    def _release(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def metadata(self) -> dict[str, str]:
        """What the file says of itself (Title, Author, Producer, CreationDate …), blanks left out."""
        found: dict[str, str] = {}
        for key in self._document.METADATA_KEYS:
            with suppress(UnicodeDecodeError):  # half a character in it: what else it says is no use either
                found[key] = self._document.get_metadata_value(key)[:_LONGEST_METADATA]
        return {key: "".join(char for char in value if char.isprintable()) for key, value in found.items() if value}

    def read(self, number: int, wanted: Wanted | None = None) -> Page:
        """Read one page.

        Args:
            number: from 1.
            wanted: asked whether the page's characters are worth reading; a page it declines has only its text.

        Raises:
            DamagedError: the page cannot be loaded.
            TooLargeError: there is more on it than can be print.
        """
        return self._read(number, wanted, self._faces)

    def placed(self, number: int) -> Page:
        """See `Reader.placed`."""
        return self._read(number, None, self._unlooked)

    def written(self, number: int) -> str | None:
        """See `Reader.written`."""
        return _written(self._load(number))

    def _read(self, number: int, wanted: Wanted | None, faces: Faces) -> Page:
        unit = self._units.get(number, 1.0)
        on_paper = self._viewing.on_paper
        return _read_page(self._document, self._load(number), wanted, unit, self._unsure, faces, on_paper)

    def _load(self, number: int) -> Opened:
        opened = self._opened
        if opened is None or opened.number != number:
            self._release()
            try:
                self._opened = opened = Opened(self._document, number)
            except pdfium.PdfiumError as error:
                raise DamagedError(f"第 {number} 页已损坏，无法读取") from error
        return opened


def _wants_password(data: bytes, password: str | None) -> bool:
    """Whether a file that did not load is one whose password is wrong.

    PDFium does not set its last error for every failure; what stands there may be of the file before. So the error is
    first made another one, and the file loaded again.
    """
    for content, word in ((b"%PDF-", None), (data, password)):
        with suppress(pdfium.PdfiumError):
            pdfium.PdfDocument(content, password=word).close()
    return bool(pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD)


def _written(opened: Opened) -> str | None:
    """See `Reader.written`."""
    if opened.objects.may_show_pictures():
        return None
    handle = opened.text
    count = raw.count_chars(handle)
    check_chars(opened.number, count)
    text = plain_text(handle, count)
    return text if _says_all(handle, count, text) and len(set(text)) >= FEW_CHARS else None


def _says_all(handle: raw.Handle, count: int, text: str) -> bool:
    """Whether a page's fonts say what all its characters are, as far as a look tells; `text` is what they say."""
    return unmapped_share(handle, count) <= UNREADABLE_SHARE and not LOST.search(text) and not is_unreadable(text)


def _read_page(
    document: pdfium.PdfDocument,
    opened: Opened,
    wanted: Wanted | None,
    user_unit: float,
    unsure: Unsure,
    faces: Faces,
    on_paper: bool,
) -> Page:
    number, page, handle = opened.number, opened.page, opened.text
    left, bottom, right, top = visible = visible_box(page)
    shown_turn = pdfium_c.FPDFPage_GetRotation(page) * 90
    count = raw.count_chars(handle)
    check_chars(number, count)
    text = written = plain_text(handle, count)
    lie = _lie(handle, written, count)
    if lie is None:
        lie, sure = Lie(shown_turn), False
    else:
        sure = True
    if lie.turn != shown_turn:
        # PDFium gives words as they stand on the page as shown, on their heads as backwards.
        text = running_text(_starts(handle, written, count, lie, visible))

    objects = opened.objects
    shown = Frame(left, bottom, right, top, shown_turn)
    readable = _says_all(handle, count, written)
    if wanted is not None and readable and not wanted(number, text, lambda: len(objects.drawn.rulings)):
        may_be = objects.may_show_pictures() or len(set(text)) < FEW_CHARS
        share = _image_share(objects, shown, written) if may_be else 0.0
        # Which of its text is seen decides whether a page of pictures is a scan.
        if share < COVERED or not count:
            lost = _lost(document, number, handle, count, objects, shown)
            running = _running(handle, text, count, lie, objects, visible, lost) if text is written or lost else text
            return Page(number, shown.width, shown.height, running, image_share=share)
    share = _image_share(objects, shown, written)
    texts = Texts(objects)
    each = by_index(handle, count, written)
    every = glyphs_of(handle, each, texts)
    if lost := _lost(document, number, handle, count, objects, shown):
        every = given_back(every, lost)
        text = running_text([*_starts(handle, written, count, lie, visible), *_of_dropped(handle, lost, lie)])
    blanks, notes = inked_blanks(handle, each), annotated(page)
    media = BOTH if on_paper or (notes and on_paper_only(page)) else SCREEN

    def upright_as(way: int | None, texts: Texts) -> Page:
        """The page turned to be read; `way` is how far, None where that is still to be told."""
        glyphs, drawn = every, objects.drawn
        told = lie.turn if way is None else way
        unread, halves = sight_of(document, opened, blanks, notes, glyphs, texts, told, shown, unsure, faces, media)
        if halves.here:
            glyphs = halves.clipped(glyphs)
        written_glyphs, strokes = glyphs, [*drawn.marks, *drawn.dark(), *blanks_of(blanks, texts, glyphs)]
        pictures = [*drawn.pictures, *notes]
        if unread.changed:
            glyphs = [(g[0], UNREADABLE, *g[2:]) if g[0] in unread.changed else g for g in glyphs]
        turn = told if sure or way is not None else reading_turn(glyphs, shown_turn, partial(_direction, handle))
        straight: Matrix | None = None
        if skew := texts.ways.skew(turn):
            straight = turning(-skew, (left + right) / 2, (bottom + top) / 2)
            moved = ObjectReader(opened.handle, visible, partial(check_pieces, number), straight)
            drawn, texts = moved.drawn, Texts(moved)
            glyphs = straightened(glyphs, straight, skew)
        frame = Frame(left, bottom, right, top, turn)
        over = [
            *overlays(document, page),
            *pictured(document, number, pictures, strokes, written_glyphs, shown, texts.stamps(notes), media),
        ]
        seen = _but(_seen(texts.veils(turn), handle), unread.unseen | halves.there)
        missed = _missed(handle, written_glyphs, glyphs, unread, texts.unseen)
        chars, hidden = to_chars(glyphs, frame, seen)
        place = frame.placer()
        rulings = list(map(Ruling._make, placed(drawn, place)))
        missing = tuple(Unread(char, Box(*place(*box)), changed) for char, box, changed in missed)
        return Page(
            number=number,
            width=frame.width,
            height=frame.height,
            text=text,
            chars=tuple(chars),
            rulings=tuple(rulings),
            image_share=share,
            hidden_chars=hidden,
            hidden_rulings=drawn.hidden_rulings,
            turned=(frame.turn - shown_turn) % 360,
            user_unit=user_unit,
            unread=missing,
            overlays=tuple(Box(*place(*(transformed(box, straight) if straight else box))) for box in over),
            red=tuple(Box(*place(*box)) for box in texts.red),
            astray=_figures_in(handle, written_glyphs, texts.astray(turn), texts.lying),
            fills=tuple(Box(*place(*box)) for box in drawn.fills),
            warp=askew(skew, shown.width, shown.height),
        )

    if (ways := two_ways(texts, shown)) is not None:
        one, other = (upright_as(way, Texts(objects)) for way in ways)
        return side_by_side(one, other, shown)
    return upright_as(None, texts)


def _missed(
    handle: raw.Handle, written: Sequence[Glyph], glyphs: Sequence[Glyph], unread: Sight, hidden: Set[int]
) -> list[tuple[str, Rect, bool]]:
    """The digits and signs that are not read because they are not what the page shows, their places, and whether there
    is something else.

    Args:
        handle: of the page's text.
        written: all characters, as the file has them.
        glyphs: the same in their places on the straight page.
        unread: which are not seen, or not as they are read.
        hidden: text objects that are plainly not seen.
    """
    if not (hidden or unread.unseen or unread.changed):
        return []
    out = []
    for (index, char, *_), (_, _, left, bottom, right, top, _, _) in zip(written, glyphs, strict=True):
        changed = index in unread.changed
        unseen = index in unread.unseen or (hidden and raw.char_object(handle, index) in hidden)
        if (changed and char in LOOKED_AT) or (char.isdigit() and (changed or unseen)):
            out.append((char, (left, bottom, right, top), changed))
    return out


def _figures_in(handle: raw.Handle, glyphs: Sequence[Glyph], along: Set[int], lying: Set[int]) -> tuple[str, ...]:
    """The amounts in text that is not the page's, by what follows in the file without a space between.

    Args:
        handle: of the page's text.
        glyphs: its characters.
        along: the text objects that run along another side of the page.
        lying: all that are not the page's: among those that run aslant, dates and addresses of watermarks are none.
    """
    if not lying:
        return ()
    pieces: list[tuple[str, bool]] = []
    last = -1
    for index, char, *_ in glyphs:
        if (item := raw.char_object(handle, index) or 0) in lying:
            before = pieces.pop()[0] if pieces and index == last + 1 else ""
            pieces.append((before + char, item in along))
            last = index
    return tuple(piece for piece, is_along in pieces if (holds_amount if is_along else is_amount)(piece))


def _but(seen: Seen | None, unseen: Set[int]) -> Seen | None:
    if not unseen:
        return seen
    return lambda index, x, y: index not in unseen and (seen is None or seen(index, x, y))


def _direction(handle: raw.Handle, index: int) -> tuple[float, float]:
    matrix = (ctypes.c_float * 6)()
    if not raw.char_matrix(handle, index, raw.pointer(ctypes.addressof(matrix))):
        return (1.0, 0.0)
    return matrix[0], matrix[1]


def _image_share(objects: ObjectReader, frame: Frame, written: str) -> float:
    """How much of a page pictures cover; all of one whose letters are drawn and not written."""
    if len(set(written)) < FEW_CHARS and is_drawn_writing(objects.drawn.marks, len(written), frame.width):
        return 1.0
    return min(1.0, objects.drawn.image_area / max(1.0, frame.width * frame.height))


def _seen(veils: dict[int, Veil], handle: raw.Handle) -> Seen | None:
    """Whether a glyph is of no text object that is hidden as a whole."""
    hidden = {item for item, veil in veils.items() if veil is HIDDEN}
    if not hidden:
        return None
    object_of = raw.char_object
    return lambda index, x, y: object_of(handle, index) not in hidden


def _lost(
    document: pdfium.PdfDocument, number: int, handle: raw.Handle, count: int, objects: ObjectReader, shown: Frame
) -> list[Dropped]:
    lost = dropped(handle, count, objects.drawn.texts, objects.at)
    return looked_at(document, number, handle, lost, shown) if lost else lost


def _of_dropped(handle: raw.Handle, lost: Sequence[Dropped], lie: Lie) -> Iterator[Start]:
    """Where the characters start that PDFium left out."""
    origin = array("d", bytes(16))
    at = origin.buffer_info()[0]
    for one in lost:
        for index in one.twin:
            if (char := chr(raw.char_unicode(handle, index) or 32)) > " ":
                raw.char_origin(handle, index, raw.pointer(at), raw.pointer(at + 8))
                x, y = upright(origin[0] + one.across, origin[1] + one.up, lie)
                yield Start(y, x, char if one.sure else UNREADABLE)


def _running(
    handle: raw.Handle,
    text: str,
    count: int,
    lie: Lie,
    objects: ObjectReader,
    visible: Rect,
    lost: Sequence[Dropped],
) -> str:
    """A page's text in reading order, without what is written beyond its edges, and with what PDFium left out (`lost`).

    Where the file does not write it in that order, there may be something on the page that is not of it; so there may
    where it writes hardly anything: a watermark is all that a blank page has.
    """
    if len(text) == count > _LITTLE and not lie.skew and not lost:
        origin = array("d", bytes(16))
        at, origin_of = origin.buffer_info()[0], raw.char_origin
        to_x, to_y = raw.pointer(at), raw.pointer(at + 8)

        def start(index: int) -> tuple[Start, bool]:
            origin_of(handle, index, to_x, to_y)
            x, y = upright(origin[0], origin[1], lie)
            return Start(y, x, text[index]), _is_within(visible, origin[0], origin[1])

        pieces: list[Piece] = []
        cut = False
        for found in _WRITTEN_LINE.finditer(text):
            (first, begun), (last, ended) = start(found.start()), start(found.end() - 1)
            cut = cut or begun != ended
            if begun:
                pieces.append(Piece("".join(found[0].split()), first, last))
        if not cut and (ordered := in_order(pieces)) is not None:
            return ordered
    hidden = {item for item, veil in Texts(objects).veils(lie.turn).items() if veil is HIDDEN}
    return running_text([*_starts(handle, text, count, lie, visible, hidden), *_of_dropped(handle, lost, lie)])


def _is_within(box: Rect, x: float, y: float) -> bool:
    left, bottom, right, top = box
    return left <= x <= right and bottom <= y <= top


def _starts(
    handle: raw.Handle, text: str, count: int, lie: Lie, visible: Rect, hidden: Set[int] = frozenset()
) -> list[Start]:
    """Where each character of a page starts, but those beyond its edges and those of `hidden` text objects; `text` has
    one for each, or they are asked for one by one."""
    origins = array("d", bytes(16 * count))
    at, origin_of = origins.buffer_info()[0], raw.char_origin
    if len(text) != count:
        text = "".join(chr(raw.char_unicode(handle, index) or 32) for index in range(count))
    out = []
    for index, char in enumerate(text):
        if char > " " and not char.isspace() and not (hidden and raw.char_object(handle, index) in hidden):
            place = at + 16 * index
            if origin_of(handle, index, raw.pointer(place), raw.pointer(place + 8)):
                x, y = origins[2 * index], origins[2 * index + 1]
                if not _is_within(visible, x, y):
                    continue  # Qt writes a paragraph whole on each of its pages
                x, y = upright(x, y, lie)
                out.append(Start(y, x, char))
    return out


_ASKED = 15
_AGREE = 0.6


def _lie(handle: raw.Handle, text: str, count: int) -> Lie | None:
    """How the characters of a page lie, asked of some of them; None where they do not agree."""
    floats = (ctypes.c_float * 6)()
    at, matrix_of = raw.pointer(ctypes.addressof(floats)), raw.char_matrix
    asked = list(range(0, count, max(1, count // _ASKED)))
    if len(text) == count:
        asked = [index for index in asked if text[index] > " "]
    ways = []
    for index in asked:
        if matrix_of(handle, index, at):
            ways.append((floats[0], floats[1]))
    if all(y == 0.0 < x for x, y in ways):
        return Lie(0) if ways else None
    lies = [Lie.of(x, y) for x, y in ways]
    turn, votes = Counter(lie.turn for lie in lies).most_common(1)[0]
    if votes < _AGREE * len(lies):
        return None
    return Lie(turn, median(lie.skew for lie in lies if lie.turn == turn))
