"""The title that begins at a line of a page: how many lines it takes, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms.titles import Title, cut_title, form_number, title_in, unit_of
from extractor.language.money import holds_amount
from extractor.language.text import squeeze
from extractor.locate.lines import entity_of, is_caption
from extractor.model import Grid, Kind, Line


def title_at(flow: Sequence[Line | Grid], index: int, kind: Kind) -> tuple[Title | None, int]:
    """The title that starts at a line, and how many lines it is printed on.

    A title may be broken over lines, and its last line alone can be another title (一般公共预算财政拨款 /
    支出决算表), so the longest reading wins.
    """
    line = flow[index]
    assert isinstance(line, Line)
    text = line.text
    best = title_in(text, kind)
    best_used = 1
    cut = _cut(line, flow[index + 1 : index + 1 + _CAPTIONS], kind) if best is None else None
    if best is None and cut is None and ("。" in text or len(squeeze(text)) > 60):
        return None, 1
    joined, last = text, line
    for used in (2, 3):
        follower = flow[index + used - 1] if index + used - 1 < len(flow) else None
        if not isinstance(follower, Line) or follower.box.top - last.box.bottom > 1.6 * last.box.height:
            break
        # The end of a title may carry its unit: 决算总 / 表（单位：万元）; a caption by itself ends it.
        captioned = bool(form_number(follower.text) or unit_of(follower.text)[0] or entity_of(follower.text))
        joined += follower.text
        last = follower
        title = title_in(joined, kind)
        if captioned and (best is not None or title is None or not title.form_id):
            break
        if title is None or (best is not None and (best.form_id or not title.form_id)):
            continue
        # A table of no known form is only known by its number, and the first line has to be part of its title.
        ends = _is_unknown(title_in(last.text, kind))
        if title.form_id or (title.number and not is_caption(text) and ends):
            best, best_used = title, used
    # As wide as its table, the first line of a whole title looks like a piece of one.
    return (cut, 1) if cut is not None and (best is None or not best.form_id) else (best, best_used)


_CAPTIONS = 4
"""Lines of number, unit and entity that may stand between a title and its table, and the table."""
_LONG = 12
"""Characters of a name that nothing but a table has."""


def _cut(line: Line, ahead: Sequence[Line | Grid], kind: Kind) -> Title | None:
    """The title of a line that is cut off at both edges of the table under it, since a spreadsheet prints no more than
    its columns hold of a title that is wider; or of a long one over its middle that only lacks its last character."""
    under = next((item for item in ahead if not (isinstance(item, Line) and is_caption(item.text))), None)
    if not isinstance(under, Grid) or under.page != line.page:
        return None
    size = line.box.height
    if line.box.x0 <= under.box.x0 + size and line.box.x1 >= under.box.x1 - size:
        return cut_title(line.text, kind)
    if len(line.squeezed) < _LONG or abs(line.box.mid_x - under.box.mid_x) > size:
        return None
    title = title_in(f"{line.text}表", kind)
    return title if title is not None and title.form_id else None


def _is_unknown(title: Title | None) -> bool:
    return title is not None and not title.form_id


def is_numbered(ahead: Sequence[Line | Grid]) -> bool:
    """Whether a table's printed number stands in the lines under its title."""
    for item in ahead:
        if not isinstance(item, Line):
            return False
        if form_number(item.text) or any(form_number(word.text) for word in item.words):
            return True
    return False


_EVALUATION = re.compile(r"绩效|自评")
"""Tables of an evaluation are no tables of money."""


def heads_table(title: Title, ahead: Sequence[Line | Grid], measured: bool, first: bool) -> bool:
    """Whether a title of no form heads a table of money, whatever that holds where its unit is said (`measured`: above
    the title), or one with amounts that begins its page (`first`); nothing but captions stands between."""
    if _EVALUATION.search(title.text):
        return False
    for item in ahead:
        if isinstance(item, Grid):
            return measured or (first and any(holds_amount(cell.text) for cell in item.cells))
        if not is_caption(item.text):
            return False
        measured = measured or bool(unit_of(item.text)[0])
    return False


def printed_title(raw: str, title: Title) -> str:
    """The title as printed (quotes kept), without what stands around it."""
    name = title.text
    for start in range(len(raw)):
        if squeeze(raw[start:]).startswith(name) and not squeeze(raw[start + 1 :]).startswith(name):
            for end in range(start + 1, len(raw) + 1):
                if squeeze(raw[start:end]) == name:
                    return raw[start:end] + ("”" if raw[end : end + 1] == "”" else "")
    return name
