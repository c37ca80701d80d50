"""Tables with few lines or none: three lines, row rules only, or nothing but the way the text is set.

Only where a title promises a table, or a page carries one on, is running text looked at this way. Rows are found by
what can only start one (a code, a figure, an ordinal, a total); what is left between belongs to the nearest row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractor.forms import class_codes
from extractor.forms.labels import is_sum, opens_row
from extractor.forms.titles import Title, form_number, match_title, unit_of
from extractor.forms.vocabulary import all_figure_words, is_key_word
from extractor.grid.alignment import Track, body_tracks, edges, find_tracks, holds_words, track_of
from extractor.grid.earlier import Earlier, signature
from extractor.grid.fused import unfused
from extractor.grid.heads import assembled, carries_unit, is_known, is_of_heads, of_header, parted
from extractor.grid.rules import Stroke
from extractor.grid.spans import header_spans
from extractor.grid.text import WORD_GAP, split_at_gaps, to_word, writing_lines
from extractor.grid.tokens import code_classes
from extractor.grid.wrapped import LabelLine, labels
from extractor.language.edges import is_of_page_number, is_page_number
from extractor.language.money import is_code, is_integer, is_money, is_number
from extractor.language.notes import opens_note
from extractor.language.parts import opens_part
from extractor.language.text import bare_label, squeeze
from extractor.model import Box, Cell, Char, Engine, Grid, Word, union

_CAPTION = re.compile(r"^(?:编制|公开|填报)?(?:部门|单位)(?:名称)?[:：]|^(?:续表|\(续\))$")
_HALF_UNIT = re.compile(r"^(?:[(\[]?(?:金额)?单位[:：](?:人民币)?[亿万千百]?元?|(?:(?:人民币)?[亿万千百]?元)?[)\]])$")
"""One of the two lines of a unit that is broken in a narrow table."""
_SPREAD = frozenset(
    ["收入", "支出", "项目", "合计", "总计", "小计", "栏次", "行次", "金额", "决算数", "预算数", "其中"]
)
_DIGITS = frozenset("0123456789.,，．%-－—–―△()（）")
_ADDRESS = re.compile(r"^(?:https?|file|ftp)://|^www\.")
_OF_ROWS = re.compile(r"^[#.,，\-—–－―~·]*$")
_WIDE = 0.55
_HEADER_LINES = 14
_DEEPEST = 8
"""How far the codes of 项 are set in, in heights of a character; what begins further right is another panel."""
_TOUCHING = 0.3
"""Of a character: lines that begin within this begin at one place."""
_LEVEL = 0.8
"""Of the lower of two lines, what they share at least of their height where they are one."""
_BESIDE = 0.5
"""Words that overlap by more than this share of their height stand beside one another, not one below the other."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One writing line with the characters it is made of."""

    words: tuple[Word, ...]
    box: Box
    baseline: float

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of one table, and the horizontal rules inside it."""

    lines: tuple[TextLine, ...]
    rules: tuple[Stroke, ...]
    ended: bool
    """Something else follows on the page, so that the table does not go on."""
    titled: bool
    """It stands under a title, and does not carry on the table of the page before."""


def text_lines(chars: Sequence[Char], decimals: int = 0) -> list[TextLine]:
    """The writing lines of some characters from top to bottom, each as words that stand apart.

    Args:
        chars: of a page or a part of one.
        decimals: how many decimals the document's figures have, 0 where that is not known.
    """
    groups = writing_lines(chars)
    cut = [[half for part in split_at_gaps(group, WORD_GAP) for half in _at_changes(part)] for group in groups]
    out: list[TextLine] = []
    for group, parts in zip(groups, unfused(cut, decimals), strict=True):
        words = _unspread([to_word(part) for part in parts])
        line = TextLine(tuple(words), union([w.box for w in words]), median(c.baseline for c in group))
        if out and _level(out[-1], line):
            both = sorted((*out[-1].words, *words), key=lambda w: w.box.x0)
            line = TextLine(tuple(both), union([out[-1].box, line.box]), line.baseline)
            out.pop()
        out.append(line)
    return out


def _level(above: TextLine, line: TextLine) -> bool:
    """Whether two lines are one that is set in two sizes: neither is below the other, and no word is over another."""
    a, b = above.box, line.box
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    if shared < _LEVEL * min(a.height, b.height):
        return False
    return not any(
        min(one.box.x1, other.box.x1) > max(one.box.x0, other.box.x0) for one in above.words for other in line.words
    )


def _at_changes(part: Sequence[Char]) -> list[list[Char]]:
    """Cut a run across a narrow gap where a number meets words, or two numbers meet: columns may stand that close."""
    gaps = sorted(b.x0 - a.x1 for a, b in itertools.pairwise(part))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    out: list[list[Char]] = [[part[0]]]
    for char in part[1:]:
        last = out[-1][-1]
        gap = char.x0 - last.x1
        digits = (last.text in _DIGITS) + (char.text in _DIGITS)
        if (digits == 1 and gap > 0.12 * char.size) or (digits == 2 and gap > usual + 0.25 * char.size):
            out.append([char])
        else:
            out[-1].append(char)
    return out


def _unspread(words: list[Word]) -> list[Word]:
    """收    入 set wide apart is one word."""
    out: list[Word] = []
    k = 0
    while k < len(words):
        for count in (3, 2):
            part = words[k : k + count]
            if len(part) == count and all(len(w.text) == 1 for w in part) and "".join(w.text for w in part) in _SPREAD:
                out.append(Word("".join(w.text for w in part), union([w.box for w in part]), part[0].size))
                k += count
                break
        else:
            out.append(words[k])
            k += 1
    return out


def regions(
    lines: Sequence[TextLine], rules: Sequence[Stroke], blocked: Sequence[Box], height: float, going_on: bool
) -> list[Region]:
    """The stretches of lines that are tables: after each title, and from the top of the page where one goes on."""
    out: list[Region] = []
    current: list[TextLine] = []
    collecting = going_on
    titled = False
    captions: list[TextLine] = []
    started = 0.0
    outermost = (lines[0], lines[-1]) if lines else ()
    for above, line in zip([None, *lines], lines, strict=False):
        text = squeeze(line.text)
        if any(line is one for one in outermost) and numbers_page(line, height):
            continue
        title = match_title(line.text) or _broken_title(above, line)
        stopped = any(box.top <= line.box.top for box in blocked) and current and _crossed(current[-1], line, blocked)
        if title is not None or stopped or (collecting and current and ends(line, text)) or opens_part(text):
            if collecting and current:
                out.append(Region(tuple(current), tuple(rules), True, titled))
            current = []
            collecting = titled = title is not None
            captions = []
            started = line.box.top
            continue
        if not collecting:
            continue
        if not current and (ends(line, text) or _is_note(text)):
            collecting = False
            continue
        if not current and (is_caption(line) or _ends_caption(line, captions)):
            captions.append(line)
            continue
        if not current and any(started <= box.top <= line.box.top for box in blocked):
            # The title's table is ruled; what comes after it is something else.
            collecting = False
            continue
        current.append(line)
    if collecting and (current or (titled and not any(box.top >= started for box in blocked))):
        # With no line it is a title at the foot of the page, whose table is on the next.
        out.append(Region(tuple(current), tuple(rules), False, titled))
    return out


def _broken_title(above: TextLine | None, line: TextLine) -> Title | None:
    """The title that ends with a line and began with the one above."""
    if above is None or match_title(above.text) is not None or line.box.top - above.box.bottom > 1.6 * above.box.height:
        return None
    title = match_title(above.text + line.text)
    return title if title is not None and title.form_id else None


def numbers_page(line: TextLine, height: float) -> bool:
    """Whether a line at the edge of a page looks like its number; a figure may look so, too, but not 第 5 页."""
    if "页" in line.text and is_page_number(squeeze(line.text)):
        return True
    at_edge_of_page = not 0.1 * height < line.box.mid_y < 0.9 * height
    return at_edge_of_page and len(line.words) <= 3 and is_page_number(squeeze(line.text))


def head_key(text: str) -> str:
    """A line without its digits, so that a running head with a page number is the same on every page."""
    return re.sub(r"\d+", "#", "".join(text.split()))


def at_edge(box: Box, height: float) -> bool:
    return box.mid_y < 0.12 * height or box.mid_y > 0.88 * height


def without_heads(lines: Sequence[TextLine], height: float, heads: set[str]) -> list[TextLine]:
    """Lines without running heads and feet: at the edge of the page, and seen at the edge of an earlier one.

    The lines of a title, repeated with its table, may be the same on several pages, too.
    """
    of_titles = {
        id(line)
        for pair in itertools.pairwise(lines)
        if at_edge(pair[0].box, height) and _broken_title(*pair) is not None
        for line in pair
    }
    return [
        line
        for line in lines
        if not (at_edge(line.box, height) and is_running(line, heads) and match_title(line.text) is None)
        or is_caption(line)
        or id(line) in of_titles
    ]


def is_running(line: TextLine, heads: set[str]) -> bool:
    """Whether a line is one that pages have in common, or made of such words, an address and numbers of pages."""
    if _known_head(line.text, heads):
        return True
    said = [_known_head(word.text, heads) or bool(_ADDRESS.match(word.text)) for word in line.words]
    rest = [word.text for word, known in zip(line.words, said, strict=True) if not known]
    return any(said) and all(is_of_page_number(squeeze(text)) for text in rest)


def _known_head(text: str, heads: set[str]) -> bool:
    """Whether a text is known from the heads and feet of pages; bare numbers are those of rows as well."""
    key = head_key(text)
    return key in heads and not _OF_ROWS.match(key)


def _crossed(last: TextLine, line: TextLine, blocked: Sequence[Box]) -> bool:
    return any(last.box.bottom <= box.top + 1 and box.bottom <= line.box.top + 1 for box in blocked)


def is_caption(line: TextLine) -> bool:
    text = line.text
    if _HALF_UNIT.match(squeeze(text)):
        return True
    of_header = any(carries_unit(squeeze(word.text)) for word in line.words)
    return bool(
        _CAPTION.match(squeeze(text))
        or (unit_of(text)[0] and not of_header)
        or form_number(text)
        or (len(line.words) <= 3 and any(form_number(w.text) for w in line.words))
    )


def _ends_caption(line: TextLine, captions: Sequence[TextLine]) -> bool:
    """Whether a line is the end of an entity's name that is broken in a narrow table: it stands right below."""
    text = squeeze(line.text)
    if len(line.words) > 1 or is_of_heads(text) or is_number(text) or opens_row(text):
        return False
    return any(
        _CAPTION.match(squeeze(above.text))
        and abs(above.box.x0 - line.box.x0) < _TOUCHING * line.words[0].size
        and line.box.top - above.box.bottom < 0.5 * line.box.height
        for above in captions
    )


def _is_note(text: str) -> bool:
    return opens_note(text) or opens_part(text)


def ends(line: TextLine, text: str) -> bool:
    """Notes and running text: they say something, in one long word or with a full stop."""
    if _is_note(text) or text.endswith("情况说明"):
        return True
    return "。" in text or (len(line.words) <= 2 and len(text) > 40)


def build_region(
    region: Region, page: int, em: float, engine: Engine, known: list[Track] | None, earlier: Earlier
) -> tuple[Grid, list[Track]] | None:
    """One region as a grid, with the columns it was read by; None where it is no table after all.

    Args:
        region: its lines and rules.
        page: its number.
        em: height of a character.
        engine: what read the page.
        known: the columns of the page before, for a table that goes on without a header.
        earlier: what earlier pages showed; it is added to.
    """
    lines = list(region.lines)
    start = _body_start(lines, known is not None)
    header, body = lines[:start], lines[start:]
    numbers = sum(1 for line in lines for word in line.words if is_money(word.text))
    if known is None and not header and numbers < 3:
        return None
    if known is not None and not any(_is_of_rows(word.text) for line in lines for word in line.words):
        return None
    if len(lines) < 2 and not numbers:
        return None
    body = _keys_joined(body, known is not None and not any(track.codes or _is_unused(track) for track in known))
    body_words = [list(line.words) for line in body]
    numbered = [k for k, line in enumerate(header) if is_number_line(line)]
    figures = [(t.low, t.high) for t in known or body_tracks(body_words, em) if t.numeric]
    words = parted([line.words for line in header], figures)
    header = [replace(line, words=tuple(own)) for line, own in zip(header, words, strict=True)]
    head_words = assembled([line.words for k, line in enumerate(header) if k not in numbered])
    counted = [w for k in numbered for w in header[k].words if is_integer(w.text)]
    head = signature(head_words)
    repeated = earlier.columns.get(head)
    if repeated is not None and not holds_words(repeated, body_words):
        repeated = None  # another table under the same header
    tracks = known or repeated or find_tracks(head_words, counted, body_words, em)
    if len(tracks) < 2:
        return None
    if head_words:
        earlier.columns.setdefault(head, tracks)
    top, bottom = lines[0].box.top, lines[-1].box.bottom
    x0, x1 = tracks[0].low, tracks[-1].high
    wide = [r for r in region.rules if r.high - r.low >= _WIDE * (x1 - x0) and top - 2 * em <= r.at <= bottom + 2 * em]
    short = [r for r in region.rules if r not in wide and top <= r.at <= bottom]
    rows = _rows(header, body, wide, tracks, em)
    grid = _grid(rows, len(header), tracks, short, page, em, engine, wide)
    return grid, tracks


def _is_unused(track: Track) -> bool:
    """Whether a column of keys had nothing on the pages before, as that of the codes has beside a 合计."""
    return not track.numeric and not track.lines


def _is_of_rows(text: str) -> bool:
    """Whether a word can only stand in a row of a table: a number, or the name of a 类 that may have no figure."""
    return is_number(text) or bare_label(text) in class_codes()


def _keys_joined(body: Sequence[TextLine], joined: bool) -> list[TextLine]:
    """The lines with each code and the name behind it as one word, where codes and names share a column.

    Set in by their level, some names begin left of where other codes end: no edge parts the two. `joined` says that
    earlier pages of the table showed it.
    """
    first = [line for line in body if len(line.words) > 1 and is_code(line.words[0].text)]
    left = min((line.words[0].box.x0 for line in first), default=0.0)
    named = [
        line
        for line in first
        if not is_number(line.words[1].text) and line.words[0].box.x0 - left < _DEEPEST * line.words[0].size
    ]
    ends = max((line.words[0].box.x1 for line in named), default=0.0)
    if not joined and sum(line.words[1].box.x0 < ends - 0.5 * line.words[0].size for line in named) < 2:
        return list(body)
    out = []
    for line in body:
        if any(line is one for one in named):
            code, name, *rest = line.words
            both = Word(f"{code.text} {name.text}", union([code.box, name.box]), name.size)
            line = replace(line, words=(both, *rest))
        out.append(line)
    return out


def is_number_line(line: TextLine) -> bool:
    """The 栏次 line: header letters and small numbers that count up."""
    numbers = [int(w.text) for w in line.words if is_integer(w.text)]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _body_start(lines: Sequence[TextLine], going_on: bool) -> int:
    """The first line that is a row: it has a figure, a code, or a label that can only open a row.

    Whatever stands above the line of column numbers is header; so is a 合计 alone on its line above more words that
    have no number.
    """
    counted = [k for k, line in enumerate(lines[:_HEADER_LINES]) if is_number_line(line)]
    if counted:
        return counted[0] + 1
    for k, line in enumerate(lines):
        if _is_header_line(line, k > 0) or (_only_total(line) and k + 1 < len(lines) and _is_wordy(lines[k + 1])):
            continue
        for word in line.words:
            if is_money(word.text) or ((k > 0 or going_on) and (is_code(word.text) or opens_row(word.text))):
                return _without_names(lines, k, going_on)
    return len(lines)


def _without_names(lines: Sequence[TextLine], start: int, going_on: bool) -> int:
    """The same first row, or the lines above it that are its name: under words of headers stand words of none."""

    def said(line: TextLine) -> int:
        return sum(is_of_heads(squeeze(word.text)) for word in line.words)

    k = start
    while k and not said(lines[k - 1]):
        k -= 1
    if not k and going_on:
        return 0
    words = sum(len(line.words) for line in lines[:k])
    return k if k and 2 * sum(map(said, lines[:k])) > words else start


def _only_total(line: TextLine) -> bool:
    """A 合计, beside it perhaps words that open no row, and no number."""
    totals = [word for word in line.words if squeeze(word.text) in ("合计", "小计", "总计")]
    return bool(totals) and all(word in totals or _says_nothing(word) for word in line.words)


def _is_wordy(line: TextLine) -> bool:
    """Words that open no row, and no number."""
    return all(map(_says_nothing, line.words))


def _says_nothing(word: Word) -> bool:
    return not is_number(word.text) and not opens_row(word.text)


def _is_header_line(line: TextLine, above: bool) -> bool:
    """Header words and no number; 类 款 项 beside a 合计 is the head of a row that shares its line."""
    words = [squeeze(word.text) for word in line.words]
    if any(is_number(word) for word in words):
        return False
    if not all(map(is_sum, words)) and all(map(is_of_heads, words)) and (len(words) > 1 or above):
        return not _names_levels(words)
    keys = sum(1 for word in words if is_key_word(word))
    if keys and any(word in ("合计", "总计") for word in words):
        return not _names_levels(words)
    known = sum(1 for word in words if word in all_figure_words() and not (is_sum(word) and len(words) == 1))
    return keys + known > len(words) / 2


Placed = dict[tuple[int, int], list[Word]]
"""Words of one row by the first and last column they stand in."""


@dataclass(slots=True)
class RowLine:
    """A row being put together from one or more writing lines."""

    words: list[Word]
    baseline: float


def _anchors(body: Sequence[TextLine]) -> list[TextLine]:
    """The lines that can only be rows: with a number, or a label that opens one."""
    return [line for line in body if any(is_number(w.text) or opens_row(w.text) for w in line.words)]


def row_baselines(lines: Sequence[TextLine]) -> list[float]:
    """Where the rows of a body that no line divides stand."""
    return [line.baseline for line in _anchors(lines)]


def _rows(
    header: Sequence[TextLine], body: Sequence[TextLine], wide: Sequence[Stroke], tracks: Sequence[Track], em: float
) -> list[RowLine]:
    head = [RowLine(list(line.words), line.baseline) for line in header]
    bands = [rule.at for rule in wide]
    anchors = _anchors(body)
    if not anchors:
        return head + [RowLine(list(line.words), line.baseline) for line in body]
    if len(bands) >= 4 and (rows := _banded(body, bands)) and not any(_stacked(row, tracks) for row in rows):
        return head + rows
    return head + labelled(body, tracks, em)


def labelled(body: Sequence[TextLine], tracks: Sequence[Track], em: float) -> list[RowLine]:
    """The lines with figures or codes as rows, each with the labels that belong to it; labels alone are rows too."""
    rows: list[RowLine] = []
    columns: dict[int, list[LabelLine]] = {}
    edge = [0.0] * len(tracks)
    for line in body:
        for word in line.words:
            if not is_number(word.text) and not is_sum(word.text):
                k = track_of(word, tracks)
                edge[k] = max(edge[k], word.box.x1)
    for line in body:
        numbers = [word for word in line.words if is_number(word.text)]
        if numbers and rows and (_beside(rows[-1], numbers, tracks) or _finishes(rows[-1], line, tracks)):
            rows[-1] = RowLine([*rows[-1].words, *numbers], line.baseline)
        elif numbers:
            rows.append(RowLine(numbers, line.baseline))
        named: dict[int, list[Word]] = {}
        for word in line.words:
            if not is_number(word.text):
                named.setdefault(track_of(word, tracks), []).append(word)
        for k, own in named.items():
            full = own[-1].box.x1 + own[-1].size > edge[k]
            columns.setdefault(k, []).append(LabelLine(tuple(own), line.baseline, full))
    extra: list[RowLine] = []
    codes = [word.text for row in rows for word in row.words if is_code(word.text) and word.text[:3] in code_classes()]
    economic = 2 * sum(code.startswith("3") for code in codes) > len(codes)
    for found in labels(list(columns.values()), [row.baseline for row in rows], em, economic):
        for label in found:
            held = [word for part in label.lines for word in part.words]
            near = [row for row in extra if abs(row.baseline - label.baseline) < 0.5 * em]
            if label.row is not None:
                rows[label.row].words.extend(held)
            elif near:
                near[0].words.extend(held)
            else:
                extra.append(RowLine(held, label.baseline))
    return sorted([*rows, *extra], key=lambda row: row.baseline)


def _beside(row: RowLine, numbers: Sequence[Word], tracks: Sequence[Track]) -> bool:
    """Whether numbers stand beside those of the row above them: some cells are set to the top, some to the middle.

    Rows of print do not overlap by half a character; where one column holds numbers of both, they are two rows.
    """
    held = {track_of(word, tracks) for word in row.words if is_number(word.text)}
    if held & {track_of(word, tracks) for word in numbers}:
        return False
    low, high = max(word.box.top for word in numbers), min(word.box.bottom for word in row.words)
    return high - low > _BESIDE * min(word.size for word in [*numbers, *row.words])


def _finishes(row: RowLine, line: TextLine, tracks: Sequence[Track]) -> bool:
    """Whether a line has the figures of the row above it, of which only the code was seen.

    A code set in one cell with its name stands at the name's first line, the figures at the middle of all its lines.
    Figures without a code are another row only where a name says so.
    """
    if not any(track.codes for track in tracks) or not all(tracks[track_of(w, tracks)].codes for w in row.words):
        return False
    if any(is_sum(w.text) or opens_row(w.text) for w in line.words if not is_number(w.text)):
        return False
    return not any(tracks[track_of(w, tracks)].codes for w in line.words if is_number(w.text))


def _banded(body: Sequence[TextLine], bands: list[float]) -> list[RowLine]:
    """Rows between horizontal rules; what stands outside them is a row of its own."""
    rows: dict[int, RowLine] = {}
    for line in body:
        band = sum(1 for at in bands if at < line.box.mid_y)
        row = rows.setdefault(band, RowLine([], line.baseline))
        row.words.extend(line.words)
    return [rows[band] for band in sorted(rows)]


def _stacked(row: RowLine, tracks: Sequence[Track]) -> bool:
    """Whether what stands between two rules holds numbers one below the other: then rules part no rows."""
    numbers = [(track_of(word, tracks), word) for word in row.words if is_number(word.text)]
    return any(
        a == b and abs(one.box.mid_y - other.box.mid_y) > 0.5 * one.size
        for (a, one), (b, other) in itertools.combinations(numbers, 2)
    )


def _grid(
    rows: list[RowLine],
    header_rows: int,
    tracks: list[Track],
    short: list[Stroke],
    page: int,
    em: float,
    engine: Engine,
    wide: list[Stroke],
) -> Grid:
    head = _head_rows(rows[:header_rows], tracks, short, em)
    body = []
    for row in rows[header_rows:]:
        placed: Placed = {}
        for word in row.words:
            k = track_of(word, tracks)
            placed.setdefault((k, k), []).append(word)
        body.append(placed)
    every = [*head, *body]
    boxes = [union([word.box for words in placed.values() for word in words]) for placed in every]
    left = min([r.low for r in wide] + [b.x0 for b in boxes])
    right = max([r.high for r in wide] + [b.x1 for b in boxes])
    xs = edges(tracks, left, right)
    ys = [boxes[0].top]
    ys += [max((a.bottom + b.top) / 2, ys[-1] + 0.01) for a, b in itertools.pairwise(boxes)]
    ys = increasing([*ys, boxes[-1].bottom])
    cells = [cell for r, placed in enumerate(every) for cell in row_cells(r, placed, xs, ys)]
    box = Box(xs[0], min(b.top for b in boxes), xs[-1], ys[-1])
    return Grid(page, box, tuple(xs), tuple(ys), tuple(cells), "aligned", engine)


def _head_rows(lines: Sequence[RowLine], tracks: list[Track], short: list[Stroke], em: float) -> list[Placed]:
    """The header as rows of cells: words over several columns line by line, then every column's own words as one cell.

    A column's name may be broken over lines, and names of one and of two lines stand at different heights, so its
    words are gathered down the column. Column numbers and 类 款 项 stay rows of their own.
    """
    split = [part for line in lines for part in _without_levels(line)]
    own = [line for line in split if _stays_a_row(line)]
    naming = [line for line in split if line not in own]
    rows: list[Placed] = []
    leaves: Placed = {}
    levels = assembled([line.words for line in naming])
    lowest = _lowest(levels, tracks)
    for level, reaches in zip(levels, header_spans(levels, tracks, short, em), strict=True):
        spanning: Placed = {}
        for word, (first, last) in zip(level, reaches, strict=True):
            if (own_track := lowest.get(id(word))) is not None:
                first = last = own_track
            # A whole name that is not the lowest of its column stands over it, however far it reaches.
            over = last > first or (own_track is None and is_known(squeeze(word.text)))
            target = spanning if over else leaves
            target.setdefault((first, last), []).append(word)
        if spanning:
            rows.append(spanning)
    if leaves:
        rows.append(leaves)
    for line in own:
        placed: Placed = {}
        for word in line.words:
            k = max(range(len(tracks)), key=lambda t: _over(word, tracks[t]))
            placed.setdefault((k, k), []).append(word)
        rows.append(placed)
    return rows


def _lowest(levels: Sequence[Sequence[Word]], tracks: Sequence[Track]) -> dict[int, int]:
    """The names that stand right over a column of their own, by their identity, and which column that is."""
    found: dict[int, Word] = {}
    for word in (word for level in levels for word in level):
        held = [
            k for k, t in enumerate(tracks) if t.head and t.head[0] - 1 <= word.box.x0 and word.box.x1 <= t.head[1] + 1
        ]
        if len(held) == 1:
            found[held[0]] = word
    return {id(word): k for k, word in found.items()}


def _over(word: Word, track: Track) -> float:
    low, high = track.head or (track.low, track.high)
    return max(min(high, word.box.x1) - max(low, word.box.x0), track.overlap(word.box.x0, word.box.x1))


def _without_levels(line: RowLine) -> list[RowLine]:
    """类 款 项 of a line, and the names that stand beside them, which go on above or below."""
    words = [squeeze(word.text) for word in line.words]
    if not _names_levels(words) or not all(map(of_header, words)):
        return [line]
    levels = [word for word in line.words if squeeze(word.text) in ("类", "款", "项", "类款项")]
    rest = [word for word in line.words if word not in levels]
    return [RowLine(part, line.baseline) for part in (rest, levels) if part]


def _stays_a_row(line: RowLine) -> bool:
    words = [squeeze(word.text) for word in line.words]
    return _names_levels(words) or "栏次" in words or all(is_integer(word) for word in words)


def _names_levels(words: Sequence[str]) -> bool:
    """Whether 类 款 项 stand here as heads of columns; a 款 alone is the end of a broken …拨款."""
    return "类款项" in words or len({"类", "款", "项"}.intersection(words)) > 1


def increasing(values: list[float]) -> list[float]:
    out = values[:1]
    for value in values[1:]:
        out.append(max(value, out[-1] + 0.01))
    return out


def row_cells(r: int, placed: dict[tuple[int, int], list[Word]], xs: list[float], ys: list[float]) -> list[Cell]:
    """The cells of one row: words of one column together, spans where they do not collide, blanks between."""
    owner: list[tuple[int, int] | None] = [None] * (len(xs) - 1)
    merged: dict[tuple[int, int], list[Word]] = {}
    for first, last in sorted(placed, key=lambda span: span[1] - span[0]):
        free = [c for c in range(first, last + 1) if owner[c] is None]
        if not free:
            clash = owner[first]
            assert clash is not None
            merged[clash].extend(placed[first, last])
            continue
        run = _longest_run(free)
        for c in range(run[0], run[1] + 1):
            owner[c] = run
        merged[run] = list(placed[first, last])
    cells = []
    c = 0
    while c < len(owner):
        span = owner[c] or (c, c)
        words = sorted(merged.get(span, []), key=lambda w: (round(w.box.bottom / 3), w.box.x0))
        box = Box(xs[span[0]], ys[r], xs[span[1] + 1], ys[r + 1])
        cells.append(
            Cell(
                r,
                span[0],
                1,
                span[1] - span[0] + 1,
                box,
                _text(words),
                union([w.box for w in words]) if words else None,
            )
        )
        c = span[1] + 1
    return cells


def _longest_run(cols: list[int]) -> tuple[int, int]:
    best = run = (cols[0], cols[0])
    for c in cols[1:]:
        run = (run[0], c) if c == run[1] + 1 else (c, c)
        if run[1] - run[0] > best[1] - best[0]:
            best = run
    return best


def _text(words: list[Word]) -> str:
    out = ""
    for k, word in enumerate(words):
        if k:
            same_line = abs(word.box.bottom - words[k - 1].box.bottom) < 0.4 * word.size
            out += " " if same_line else "\n"
        out += word.text
    return out
