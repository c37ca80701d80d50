"""Where tables without lines may be: the lines of writing under a title, or those that carry a table on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor import lazy_re as re
from extractor.forms.labels import opens_row
from extractor.forms.titles import Title, match_title
from extractor.grid.around import broken_title, ends, ends_caption, is_caption, is_foot, is_note, numbers_page
from extractor.grid.heads import is_of_heads
from extractor.grid.rules import Stroke
from extractor.grid.writing import TextLine
from extractor.language.money import as_counted, is_integer, is_money, is_number
from extractor.language.parts import opens_part
from extractor.language.text import squeeze
from extractor.model import Box

_PITCH = 1.3
"""From line to line of one name, in heights of a character."""
_DEEPEST = 8
"""Lines of a head, at most."""
_NOTE_LINES = 4
"""A note over its table is so long, with what stands between it and the head's first line of several words."""
_OPEN = re.compile(r"\([^()]{0,8}$")
_REST = re.compile(r"[^()]{0,8}\)")
"""What stands in brackets at the end of a title may be broken: (单 above 位:万元)."""


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of one table, and the horizontal rules inside it."""

    lines: tuple[TextLine, ...]
    rules: tuple[Stroke, ...]
    ended: bool
    """Something else follows on the page, so that the table does not go on."""
    titled: bool
    """It stands under a title, and does not carry on the table of the page before."""


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
    heading = ""
    outermost = (lines[0], lines[-1]) if lines else ()
    for k, (above, line, below) in enumerate(zip([None, *lines], lines, [*lines[1:], None], strict=False)):
        text = squeeze(line.text)
        if any(line is one for one in outermost) and (numbers_page(line, height) or (below is None and is_foot(lines))):
            continue
        title = match_title(line.text) or broken_title(above, line) or _opens_bracket(text)
        if title is not None and not title.form_id and opens_part(text):
            title = None  # the part of the document that has all the tables
        if title is None and collecting and current and is_note(text) and _is_over_rows(current, lines[k + 1 :]):
            continue
        stopped = any(box.top <= line.box.top for box in blocked) and current and _crossed(current[-1], line, blocked)
        if title is not None or stopped or (collecting and current and ends(line, text)) or opens_part(text):
            if collecting and current:
                out.append(Region(tuple(current), tuple(rules), True, titled))
            current = []
            collecting = titled = title is not None
            captions = []
            started = line.box.top
            heading = text if titled else ""
            continue
        if not collecting:
            continue
        if current and titled and is_caption(line) and not any(map(_may_be_of_table, current)):
            # What stands between a title and its caption is none of the table.
            captions, current = [*captions, *current], []
        if not current and ((ends(line, text) and not is_caption(line)) or is_note(text)):
            if titled and is_note(text) and _head_follows(lines[k + 1 : k + 1 + _NOTE_LINES]):
                captions.append(line)  # a note that stands over its table
            else:
                collecting = False
            continue
        if not current and not captions and _closes(text, heading):
            heading += text
            continue
        if not current and (is_caption(line) or ends_caption(line, captions) or _over_rule(line, below, rules)):
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


def under_cut_head(region: Region, head: Sequence[TextLine]) -> Region:
    """The region with the lines of its head above it that a break between pages left at the foot of the page before;
    as it is where it has a head that says all they say, but for the 栏次, which may be of the rows.

    The lines stand above the page's own, in the distance of lines of one name.
    """
    if not head or not region.lines:
        return region
    own = {squeeze(word.text) for line in region.lines[: len(head) + _DEEPEST] for word in line.words}
    said = {squeeze(word.text) for line in head for word in line.words if not _numbers_columns(line)}
    if said <= own:
        return region
    size = max(word.size for word in head[-1].words)
    by = region.lines[0].baseline - _PITCH * size - head[-1].baseline
    return replace(region, lines=(*(_moved(line, by) for line in head), *region.lines))


def _numbers_columns(line: TextLine) -> bool:
    words = as_counted([squeeze(word.text) for word in line.words])
    return "栏次" in words and all(word == "栏次" or is_integer(word) for word in words)


def _moved(line: TextLine, by: float) -> TextLine:
    def box_moved(box: Box) -> Box:
        return box._replace(top=box.top + by, bottom=box.bottom + by)

    words = tuple(word._replace(box=box_moved(word.box)) for word in line.words)
    return TextLine(words, box_moved(line.box), line.baseline + by)


def _opens_bracket(text: str) -> Title | None:
    """The title that a line is whole but for what stands in brackets at its end, which goes on below."""
    found = _OPEN.search(text)
    return match_title(text[: found.start()]) if found else None


def _closes(text: str, heading: str) -> bool:
    """Whether a line under a title is the rest of what stands in brackets at its end: （表 above 8）."""
    return heading.count("(") > heading.count(")") and bool(_REST.fullmatch(text))


def _over_rule(line: TextLine, below: TextLine | None, rules: Sequence[Stroke]) -> bool:
    """Whether the top rule of the table is right under a line, none of whose words is one of a head or opens a row."""
    if below is None or _may_be_of_table(line) or any(opens_row(word.text) for word in line.words):
        return False
    under = [rule for rule in rules if line.box.mid_y < rule.at < below.box.mid_y]
    # Over two columns at least: what stands under a rule of its own is underlined.
    return any(rule.low < below.box.x0 and below.box.x1 < rule.high and len(below.words) > 1 for rule in under)


def _head_follows(lines: Sequence[TextLine]) -> bool:
    """Whether the first lines after a note, before any title, have one of nothing but words of heads."""
    for line in lines:
        words = [squeeze(word.text) for word in line.words]
        if match_title(line.text) is not None or opens_part("".join(words)):
            return False
        if len(words) > 1 and all(map(is_of_heads, words)):
            return True
    return False


def _is_over_rows(above: Sequence[TextLine], below: Sequence[TextLine]) -> bool:
    """Whether a note stands between a head and its rows: nothing but a head is above, and figures are right below."""
    heads = all(any(is_of_heads(squeeze(word.text)) for word in line.words) or _numbers_columns(line) for line in above)
    near = list(itertools.takewhile(lambda line: match_title(line.text) is None, below[:_NOTE_LINES]))
    return heads and any(is_money(word.text) for line in near for word in line.words)


def _may_be_of_table(line: TextLine) -> bool:
    return any(is_of_heads(squeeze(word.text)) or is_number(word.text) for word in line.words)


def _crossed(last: TextLine, line: TextLine, blocked: Sequence[Box]) -> bool:
    return any(last.box.bottom <= box.top + 1 and box.bottom <= line.box.top + 1 for box in blocked)
