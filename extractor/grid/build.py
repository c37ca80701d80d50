"""What is on a page: grids by their rulings, grids by alignment where a title promises one, and free lines."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms.performance import names_performance
from extractor.forms.titles import match_title, mentions_table
from extractor.forms.vocabulary import names_figures
from extractor.grid.aligned import begins_in_head, build_region, is_of_head
from extractor.grid.around import at_edge, head_key, without_heads
from extractor.grid.broken_off import with_whole_uprights
from extractor.grid.divided import divided
from extractor.grid.earlier import Earlier
from extractor.grid.filled import fill_edges, fill_walls, shade_edges
from extractor.grid.head_rests import without_rests
from extractor.grid.headed import is_header_only, with_body
from extractor.grid.known_edges import cut_at_known_edges
from extractor.grid.lost_edges import with_lost_edges
from extractor.grid.named_apart import named_apart
from extractor.grid.nested import joined_boxes, outer
from extractor.grid.plain import plain_grid
from extractor.grid.regions import regions, under_cut_head
from extractor.grid.rows_apart import rows_apart
from extractor.grid.ruled import Lattice, fill
from extractor.grid.rules import Network, Stroke, closing, networks, strokes
from extractor.grid.segments import set_lines
from extractor.grid.side_names import without_side_names
from extractor.grid.sides import Edges, beside, edges, gutter, parted, step_between
from extractor.grid.strips import without_strips
from extractor.grid.text import em_of, em_within, to_lines
from extractor.grid.tracks import Track, moved
from extractor.grid.undivided import is_head_and_rows
from extractor.grid.unstack import unstacked
from extractor.grid.writing import text_lines
from extractor.grid.zones import framed_zones, zones
from extractor.language.edges import is_blank_page
from extractor.language.lists import names_list
from extractor.language.money import is_money, is_number
from extractor.language.notes import opens_note
from extractor.language.text import squeeze
from extractor.model import Box, Char, Grid, Line, Page, Sheet

RULED = 4
_RULES = 3
"""Rules of one length that make a table without a title, on a page of a document."""
_FIGURES = 60
"""Digits outside its grids that make a page worth looking at for a table without rules: a few rows have as many."""
_CELLS = 4
"""A column of more cells, of which only one holds something, is one of figures if that is a figure."""
_COVER = 1
_FOOT = 0.88
"""Below this share of a page's height stands its foot."""
_CODES = re.compile(r"(?<![\d.,])\d{5}(?:\d\d)?(?![\d.,])")
_MANY_CODES = 3
_BARE_FIGURES = re.compile(r"(?m)^[ \t]*[\d,，]*\d\.\d+[ \t]*\r?$")
_TABLE_WORDS = re.compile(r"[算总况出入支细]表|(?:金额|计量)单位|单位[:：](?:人民币)?[亿万千百]?元")
_REST = 3
"""Lines, at most, of a page that has nothing but the end of a note, and its own number."""
_FEW = 100
"""Characters; no page without content has more."""


class Builder:
    """Builds the sheets of one document in order; remembers whether a table without rules may go on.

    `paired`: its sheets are known to hold two pages.
    """

    def __init__(self, paired: bool = False) -> None:
        self._tabular = False
        """The last page named a table, or carried one on, with the notes under it."""
        self.named = False
        """Whether any page so far named a table."""
        self._going_on: list[Track] | None = None
        """The columns of a table without rules that the last page did not end; none where it had only the title."""
        self._earlier = Earlier()
        self._paired = paired
        """A sheet before had two pages on it."""

    def wants(self, number: int, text: str, rulings: Callable[[], int]) -> bool:
        """Whether a page's characters are worth reading: it names a table, or it may carry one on."""
        # Of two pages on a sheet the text alone does not tell which line is whose.
        if number <= _COVER or self._going_on is not None or self._paired or _names_table(text):
            return True
        if self._tabular and _has_bare_figures(text):
            return True  # the last columns of a table perhaps, under three lines or none
        return (self._tabular or _is_coded(text) or names_list(text)) and rulings() >= RULED

    def build(self, page: Page, *, whole: bool = False) -> Sheet:
        """Take one page apart; pages must come in order. An empty one between two parts of a table is passed over.

        `whole`: it is known not to hold two pages, whatever numbers stand at its foot.
        """
        if (blank := _blank(page)) is not None:
            return Sheet(page.number, page.width, page.height, (), (), blank)
        em = em_of(page.chars)
        page = page if whole else beside(page, em, self._paired)
        at = None if whole else gutter(page, em, self._paired, self._going_on)
        if at is None:
            sheet, self._going_on = _build(page, self._going_on, self._earlier, False, em)
        else:
            self._paired = True
            left, right = parted(page, at)
            ends = edges(left, right, at, self._earlier.running)
            one, going_on = _build(ends[0].without(left), self._going_on, self._earlier, False)
            step = step_between(page, at)
            known = None if going_on is None else moved(going_on, step)
            other, going_on = _build(ends[1].without(right), known, self._earlier, False)
            self._going_on = None if going_on is None else moved(going_on, -step)
            self._earlier.running.update(ends[0].seen | ends[1].seen)
            sheet = _paired(_between(ends[0], one), _between(ends[1], other), at)
        carries_on = self._tabular and bool(sheet.grids)
        opens = bool(page.chars) and (_names_table(page.text) or (bool(sheet.grids) and names_list(page.text)))
        self._tabular = carries_on or opens or (self._tabular and _ends_a_table(page.text))
        self.named = self.named or opens
        return sheet


def _blank(page: Page) -> str | None:
    """What a page without content says, its number at most; None where it says more. A watermark is no content."""
    if not page.text.strip() or is_blank_page(page.text):
        return page.text
    drawn = "".join([char.text for char in page.chars[:_FEW]])
    return drawn if drawn and is_blank_page(drawn) else None


def _is_coded(text: str) -> bool:
    """Whether a page lists 科目 codes as only tables do: a part of one may stand anywhere in the file."""
    return len(_CODES.findall(text)) >= _MANY_CODES


def _has_bare_figures(text: str) -> bool:
    """Whether lines of a page are nothing but a figure, as no text has them."""
    return len(_BARE_FIGURES.findall(text)) >= _MANY_CODES


def _ends_a_table(text: str) -> bool:
    """Whether a page has only what stands under a table, or the end of that: of a wide one more columns may come."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) <= _REST or opens_note(squeeze(lines[0]))


def _names_table(text: str) -> bool:
    return mentions_table(text) or names_performance(text)


def build(page: Page) -> Sheet:
    """Find the grids of a single page.

    Args:
        page: upright, with characters and rulings.

    Returns:
        The grids from top to bottom, and all text outside them as lines.
    """
    at = gutter(page, em_of(page.chars), known=False)
    if at is None:
        return _build(page, None, Earlier(), True)[0]
    left, right = parted(page, at)
    ends = edges(left, right, at, ())
    left, right = ends[0].without(left), ends[1].without(right)
    one, other = (_build(side, None, Earlier(), True)[0] for side in (left, right))
    return _paired(_between(ends[0], one), _between(ends[1], other), at)


def _between(ends: Edges, sheet: Sheet) -> Sheet:
    """One of two pages with its head and its foot among its lines."""
    head, foot = (tuple(to_lines(sheet.page, chars)) for chars in (ends.head, ends.foot))
    return replace(sheet, lines=(*head, *sheet.lines, *foot))


def _paired(left: Sheet, right: Sheet, at: float) -> Sheet:
    """Two pages of one sheet as one: all of the left one comes before all of the right one."""
    return replace(
        left,
        grids=left.grids + right.grids,
        lines=left.lines + right.lines,
        text=f"{left.text}\n{right.text}",
        gutter=at,
    )


def _build(
    page: Page, going_on: list[Track] | None, earlier: Earlier, anything: bool, em: float | None = None
) -> tuple[Sheet, list[Track] | None]:
    """Take a page apart; `anything` is whether tables count that neither a title nor three rules announce."""
    em = em_of(page.chars) if em is None else em
    free: list[Char] = list(page.chars)
    grids: list[Grid] = []
    loose: list[Stroke] = []
    if page.rulings:
        own = em_within(page.chars, page.rulings, em)
        lattices, loose = _lattices(page, own)
        for lattice, network in lattices:
            held, free = _parted(free, lattice.box)
            grid = without_strips(fill(lattice, page.number, held, page.engine), own)
            if page.engine != "ocr":
                grid = without_side_names(grid)
            grid = divided(unstacked(grid, held), network, held, own)
            if page.engine == "ocr":
                grid = cut_at_known_edges(named_apart(with_lost_edges(grid, held, own), held), held, own)
                grid = without_rests(rows_apart(grid, held))
            grids.append(grid)
    open_tracks = None
    outside, lines = free, to_lines(page.number, free)
    if any(is_header_only(grid) for grid in grids):
        grids, free, open_tracks = _headed(page, free, grids, em, earlier)
        found, free, more = _aligned(page, free, grids, loose, em, going_on, earlier) if going_on else ([], free, None)
        grids += found
        open_tracks = open_tracks or more
    elif going_on is not None or _promises(page, grids, free, lines):
        found, free, open_tracks = _aligned(page, free, grids, loose, em, going_on, earlier)
        grids += found
    if (anything or len(loose) >= _RULES) and not any(grid.kind == "aligned" for grid in grids):
        found, free = _plain(page, free, loose, grids, em, anything)
        grids += found
    grids.sort(key=lambda g: (g.box.top, g.box.x0))
    if free is not outside:
        lines = to_lines(page.number, free)
    edge = [line for line in lines if at_edge(line.box, page.height)]
    earlier.running.update(head_key(line.squeezed) for line in edge)
    earlier.running.update(head_key(word.text) for line in edge for word in line.words if len(word.text) > 1)
    sheet = Sheet(
        page.number,
        page.width,
        page.height,
        tuple(grids),
        tuple(lines),
        page.text,
        page.turned,
        page.user_unit,
        page.hidden_chars,
        page.image_share,
        page.unread,
        page.overlays,
        page.red,
        page.warp,
        second=page.second,
        astray=page.astray,
    )
    return sheet, open_tracks


def _lattices(page: Page, em: float) -> tuple[list[tuple[Lattice, Network]], list[Stroke]]:
    """The lattices of a page with the lines they are made of, and the flat lines that belong to none."""
    found: list[tuple[Lattice, Network]] = []
    loose: list[Stroke] = []
    flat, upright = strokes(page.rulings, em)
    flat += closing(flat, upright, em)
    for network in joined_boxes(networks(flat, upright, em), _is_box, em):
        lattice = Lattice(network, em) if network.flat and network.upright else None
        if lattice is not None and page.engine != "ocr":
            lattice = with_whole_uprights(lattice, page.chars)
        if lattice is not None and lattice.cols < 2 and _is_lone_column(lattice, page):
            found.append((lattice, network))
        elif (
            lattice is None
            or len(lattice.spans) < 2
            or (lattice.cols < 2 and not _is_column(lattice, page.chars))
            or (
                lattice.rows == 1
                and page.engine != "ocr"
                and is_head_and_rows(_parted(page.chars, lattice.box)[0], page.text)
            )
        ):
            # Rules, or a frame: what stands in it is not divided by it.
            loose.extend(network.flat)
        else:
            found.append((lattice, network))
    if len(found) > 1:
        around = outer([(lattice.box, lattice.boxes) for lattice, _ in found], page.chars)
        found = [pair for k, pair in enumerate(found) if k not in around]
    return found, loose


def _is_lone_column(lattice: Lattice, page: Page) -> bool:
    """Whether cells one below the other hold a figure, and at most its head and blanks, at the head of a page that has
    nothing else: the last rows of columns that a spreadsheet prints on pages of their own."""
    held, rest = _parted(page.chars, lattice.box)
    if any(char.top < _FOOT * page.height and char.bottom > lattice.box.top for char in rest):
        return False
    texts = [squeeze("".join(char.text for char in _parted(held, box)[0])) for box in lattice.boxes]
    named = [text for text in texts if text and not is_number(text)]
    return any(map(is_money, texts)) and all(map(names_figures, named))


def _is_column(lattice: Lattice, chars: Sequence[Char]) -> bool:
    """Whether cells one below the other are a column of a table: its name in the first, nothing but figures below."""
    texts = [squeeze("".join(char.text for char in _parted(chars, box)[0])) for box in lattice.boxes]
    # What stands over it and its neighbours may be printed on another page, and its name with that.
    first, *below = list(itertools.dropwhile(lambda text: not text, texts)) or [""]
    return (
        (names_figures(first) or is_money(first))
        and (len(below) > 1 or (len(texts) > _CELLS and is_money(first)))  # the last row may be all that has a figure
        and all(not text or is_number(text) for text in below)
    )


def _is_box(network: Network) -> bool:
    """Whether a network is the four sides of one cell."""
    return len(network.flat) == 2 == len(network.upright)


def _headed(
    page: Page, free: list[Char], grids: list[Grid], em: float, earlier: Earlier
) -> tuple[list[Grid], list[Char], list[Track] | None]:
    """The grids, those of a header only with the rows below them; see `_aligned` for the rest."""
    lines = without_heads(text_lines(free, earlier.decimals), page.height, earlier.running)
    out: list[Grid] = []
    open_tracks: list[Track] | None = None
    for grid in grids:
        found = with_body(grid, lines, [g.box for g in grids if g is not grid], page.height, em)
        if found is None or not is_header_only(grid):
            out.append(grid)
            continue
        whole, tracks, ended = found
        out.append(whole)
        free = _parted(free, whole.box)[1]
        open_tracks = None if ended else tracks
    return out, free, open_tracks


def _promises(page: Page, grids: list[Grid], free: Sequence[Char], lines: Sequence[Line]) -> bool:
    """Whether more tables are announced on a page than its rulings gave."""
    if not page.chars or not _TABLE_WORDS.search("".join(page.text.split())):
        return False
    if not grids:
        return True
    # A grid may be the rest of the table before: then as many grids as titles are not enough.
    titles = sum(1 for line in page.text.splitlines() if match_title(line))
    if titles > len(grids) or (titles and sum(c.text.isdigit() for c in free) >= _FIGURES):
        return True
    return titles > 0 and _has_bare_title(lines, grids)


def _has_bare_title(lines: Sequence[Line], grids: Sequence[Grid]) -> bool:
    """Whether no grid follows a title before the next one, or the foot of the page: then its table is overleaf."""
    tops = [line.box.top for line in lines if match_title(line.text)]
    return any(
        not any(top <= grid.box.top < below for grid in grids) for top, below in itertools.pairwise([*tops, math.inf])
    )


def _aligned(
    page: Page,
    free: list[Char],
    grids: list[Grid],
    loose: list[Stroke],
    em: float,
    going_on: list[Track] | None,
    earlier: Earlier,
) -> tuple[list[Grid], list[Char], list[Track] | None]:
    """Tables without a lattice of lines, the characters they leave, and the columns of one that is not ended."""
    lines = without_heads(text_lines(free, earlier.decimals), page.height, earlier.running)
    earlier.count(word for line in lines for word in line.words)
    titles = sum(1 for line in lines if match_title(line.text))
    numbers = sum(1 for line in lines for word in line.words if is_money(word.text))
    if titles >= 3 and not numbers:
        return [], free, None
    found: list[Grid] = []
    open_tracks: list[Track] | None = None
    cut_head, earlier.cut_head = earlier.cut_head, ()
    shades = shade_edges([f for f in page.fills if not any(g.box.holds(f) for g in grids)], em)
    for region in regions(lines, loose, [g.box for g in grids], page.height, going_on is not None):
        if not region.lines:
            open_tracks = []
            continue
        known = None if region.titled else going_on or None
        if cut_head and not region.titled and (going_on == [] or begins_in_head(region)):
            region, known = under_cut_head(region, cut_head), None
        built = build_region(region, page.number, em, page.engine, known, earlier, shades)
        if built is None:
            # A title at the foot of a page: all of its table, or all but the first line of its head, is on the next.
            ended = region.ended or any(is_money(w.text) for line in region.lines for w in line.words)
            open_tracks = None if ended else []
            earlier.cut_head = () if ended else region.lines
            continue
        grid, tracks = built
        found.append(grid)
        free = _parted(free, grid.box)[1]
        open_tracks = None if region.ended else tracks
        if not region.ended and all(map(is_of_head, region.lines)):
            earlier.cut_head = region.lines  # a head alone at the foot of a page: its lower names may be on the next
    return found, free, open_tracks


def _plain(
    page: Page, free: list[Char], loose: list[Stroke], grids: list[Grid], em: float, anything: bool
) -> tuple[list[Grid], list[Char]]:
    """Tables that no title led to, and the characters they leave."""
    lines, typed = set_lines(free)
    flat, upright = fill_edges([f for f in page.fills if not any(g.box.holds(f) for g in grids)], lines, em)
    rules = [*loose, *typed, *flat]
    found: list[Grid] = []
    for zone in zones(lines, rules, em) if anything else framed_zones(lines, rules, em, _RULES):
        grid = plain_grid(zone.lines, rules, page.number, page.engine, fill_walls(upright, zone.lines, em))
        if grid is not None:
            found.append(grid)
            free = _parted(free, grid.box)[1]
    return found, free


def _parted(chars: Iterable[Char], box: Box) -> tuple[list[Char], list[Char]]:
    """The characters whose middle lies in a box, and the others."""
    x0, top, x1, bottom = box
    held: list[Char] = []
    rest: list[Char] = []
    for char in chars:
        _, left, upper, right, lower, _, _ = char
        inside = x0 <= (left + right) / 2 <= x1 and top <= (upper + lower) / 2 <= bottom
        (held if inside else rest).append(char)
    return held, rest
