"""Doubts about pages that were read from pictures."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import classification, economic_names
from extractor.forms.labels import NUMBERED, is_total, place_in_order
from extractor.language.parts import NUMERALS
from extractor.language.text import bare_label, squeeze
from extractor.model import CheckResult, Figure, Finding, Page, Place, Row, Spot, Table
from extractor.model.catalogue import finding
from extractor.model.correction import BY_PEOPLE, LABEL, NOBODY, Vouched
from extractor.verify import of_tables

_UNSURE = 0.9
"""Confidence of a figure from which on it is taken for read where nothing proves it."""
_SOME = 0.3
"""Confidence of a word from which on it is taken for legible at all."""
_CODE_LENGTHS = (3, 5, 7)
_ORDINAL = re.compile(r"(?:^|(?<=[^一二三四五六七八九十]))[一二三四五六七八九十]{1,3}[-—]{0,2}、")
_NAME = 3
"""A shorter one is in many others."""
_COUNTING = 3
"""Steps of one that make a list count."""
_COUNTED = re.compile(r"^([一二三四五六七八九十]+)、")
_WITH_REST = re.compile(r"[\u4e00-\u9fff]\d$|^\d+[\u4e00-\u9fff]")
"""A number beside a name is a speck or of the next column: which of two rows of one name it is, the side tells that was
lost with it. 1. and (1) before a name number it."""
_NUMERAL = re.compile(r"[二三四五]?十[一二三四五六七八九]?|[一二三四五六七八九]")
"""No 一五 and no 十十: two ordinals, or one misread."""


def of_scans(tables: Sequence[Table], checks: Sequence[CheckResult], pages: Mapping[int, Page]) -> tuple[Finding, ...]:
    """What a person should know of the pages that were read from pictures.

    Args:
        tables: with their proofs.
        checks: all of the document.
        pages: those that were read from pictures, by number.
    """
    if not pages:
        return ()
    return (
        pages_read(pages),
        *illegible(pages),
        *of_figures(tables, checks, pages),
    )


def of_letters(letters: Mapping[int, int]) -> Iterator[Finding]:
    """Which pages of text have letters that were read from their pictures; how many, by page number."""
    if letters:
        pages = "、".join(map(str, sorted(letters)))
        yield finding("letters_read", page=min(letters), pages=pages, count=sum(letters.values()))


def of_figures(
    tables: Sequence[Table], checks: Sequence[CheckResult], pages: Collection[int], vouched: Vouched = NOBODY
) -> tuple[Finding, ...]:
    """What follows from the figures as they stand now: made anew where a person corrected some (`vouched`)."""
    return (
        *repaired(tables),
        *disputed(tables, checks, pages, vouched.figures),
        *(note for table in tables for note in unsure(table)),
    )


def pages_read(pages: Mapping[int, Page]) -> Finding:
    return finding("scanned_pages_read", page=min(pages), pages="、".join(map(str, sorted(pages))))


def illegible(pages: Mapping[int, Page]) -> Iterator[Finding]:
    """Less than half of what was read on a page was read with some certainty; an empty page is legible."""
    for number, page in sorted(pages.items()):
        letters = sum(len(word.text) for word in page.words)
        if 2 * sum(len(word.text) for word in page.words if word.confidence >= _SOME) < letters:
            yield finding("scan_illegible", page=number)


def repaired(tables: Sequence[Table]) -> Iterator[Finding]:
    """A figure that was read again is shown with what was read first."""
    for table in tables:
        for row, figure in table.figures:
            if figure.first_reading and figure.proof not in BY_PEOPLE:
                name = " ".join(filter(None, (table.table_id, row.code, row.label)))
                first, printed = figure.first_reading, figure.printed
                yield finding("repaired", table.table_id, figure.page, name=name, first=first, printed=printed)


def disputed(
    tables: Sequence[Table], checks: Sequence[CheckResult], pages: Collection[int], known: Collection[Place] = ()
) -> Iterator[Finding]:
    """A check fails that speaks of figures or of text read from pictures: nobody knows whose mistake it is.

    Where a person vouches for every figure of it (`known`), and it speaks of nothing else, it is the document's.
    """
    scanned = {table.place(row, figure) for table in tables for row, figure in table.figures if figure.engine == "ocr"}
    failed = [
        check
        for check in checks
        if check.grade == "fail"
        and not (of_tables(check) and check.places and all(place in known for place in check.places))
        and (scanned.intersection(check.places) or check.page in pages)
    ]
    if failed:
        names = "、".join(sorted({check.table_id for check in failed}))
        yield finding("scan_disputed", failed[0].table_id, failed[0].page, tables=names)


def unsure(table: Table) -> Iterator[Finding]:
    """Figures that were read with little confidence and that no sum proves."""
    found = [
        (row, figure)
        for row, figure in table.figures
        if figure.engine == "ocr" and figure.proof == "unproved" and (figure.confidence or 0.0) < _UNSURE
        if figure.printed
    ]
    if found:
        note = finding("scan_unsure", table.table_id, found[0][1].page, count=len(found))
        spots = (Spot(table.table_id, r.row_id, f.column_id, f.page, "", f.box, f.printed) for r, f in found)
        yield replace(note, spots=tuple(spots))


def distrust_rows(tables: Sequence[Table], vouched: Vouched = NOBODY) -> tuple[Table, ...]:
    """The tables, with no figure proved whose row, read from a picture, is not surely the row it is taken for.

    A sum holds as well where two rows were read as one, or the key of a row was not read. A row of which a person says
    what its code or its name is (`vouched`) is that row.
    """
    contested = {
        row.code
        for table in tables
        for row in table.rows
        if row.first_reading and len(row.code) > _CODE_LENGTHS[0] and row.label not in row.first_reading
        if not vouched.of_row(table.table_id, row.index)
    }
    # A code that was not read whole, and that nothing else prints, is the likeliest one and no more.
    whole = {row.code for table in tables for row in table.rows if not row.first_reading}
    contested.update(
        row.code
        for table in tables
        for row in table.rows
        if row.first_reading
        and len(row.code) > _CODE_LENGTHS[0]
        and row.code not in whole
        and row.code not in squeeze(row.first_reading)
        and not vouched.of_row(table.table_id, row.index)
    )
    return tuple(_rows_distrusted(table, contested, vouched) for table in tables)


def _rows_distrusted(table: Table, contested: Collection[str], vouched: Vouched) -> Table:
    """See `distrust_rows`; `contested` are codes whose names were not read alike: which tables read them right is a
    matter of how many did."""
    half = len(table.rows) / 2
    named = any(row.label or row.code for row in table.rows)
    coded = sum(bool(row.code) for row in table.rows) > half
    published = economic_names() if classification(table.table_id) == "economic" else {}
    labelled = sum(bool(row.label) for row in table.rows) > half

    def unclear(row: Row) -> bool:
        if not named or not row.of_picture:
            return False
        counted = _COUNTED.match(row.label)
        if len(_ORDINAL.findall(row.label)) > 1 or (counted and not _NUMERAL.fullmatch(counted[1])):
            return True
        if not any(figure.printed for figure in row.figures):
            return False
        if row.code and (len(row.code) not in _CODE_LENGTHS or row.code in contested):
            return True
        if row.code in published and squeeze(row.label) not in published[row.code]:
            return True
        if coded and not row.code and ("计" not in row.label or any(char.isdigit() for char in row.label)):
            return True
        if not row.code and _WITH_REST.search(squeeze(row.label)):
            return True
        return not row.label and (labelled or not row.code)

    lost = _without_ordinal(table) | _uncounted(table) | _left_out(table) | _out_of_order(table) | _total_twice(table)
    lost |= _beside_a_list(table)
    found = [
        row
        for row in table.rows
        if (row.index in lost or unclear(row)) and not vouched.of_row(table.table_id, row.index)
    ]
    if not found:
        return table
    unsure = {row.index for row in found}
    told = table.map_figures(lambda row, figure: _not_proved(figure) if row.index in unsure else figure)
    name = table.form_title or table.title_printed
    note = finding("scan_rows_unclear", table.table_id, found[0].page, title=name, count=len(found))
    spots = (
        Spot(table.table_id, row.row_id, LABEL, row.page, "", row.box, " ".join(filter(None, (row.code, row.label))))
        for row in found
    )
    return told.noting(replace(note, spots=tuple(spots)))


def _total_twice(table: Table) -> frozenset[int]:
    """Sums of one name and one side, without codes: one of them is the other side's, whose head was not read."""
    totals: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in table.rows:
        if row.side and not row.code and is_total(row.label) and row.of_picture:
            totals[row.side, row.section, squeeze(row.label)].append(row)
    return frozenset(row.index for rows in totals.values() if len(rows) > 1 for row in rows)


def _without_ordinal(table: Table) -> frozenset[int]:
    """The first row of a list, read from a picture, where the next is 二、 and it is not 一、; and its namesakes, with
    which it is mistaken: 一、一般公共预算财政拨款 is what came in, and further down what was left from before."""
    found: set[int] = set()
    for rows in _lists(table):
        for above, row in itertools.pairwise(rows):
            if row.label.startswith("二、") and above.of_picture:
                if not any(one.label.startswith("一、") for one in rows if one.index < row.index):
                    own = squeeze(above.label)
                    alike = (one for one in table.rows if len(name := bare_label(one.label)) > _NAME and name in own)
                    found.update((above.index, *(one.index for one in alike)))
                break
    return frozenset(found)


def _uncounted(table: Table) -> frozenset[int]:
    """The rows, read from a picture, without an ordinal right below one that has one in the same list: of two rows of
    one name it tells which this is."""
    return frozenset(
        row.index
        for rows in _lists(table)
        for above, row in itertools.pairwise(rows)
        if _number(above) and not _number(row) and row.of_picture
        if -1 < place_in_order(row.label)[0] == place_in_order(above.label)[0]
    )


def _left_out(table: Table) -> frozenset[int]:
    """The rows, read from a picture, that lost their ordinals: where they stand the count of their list goes on.

    What is printed without an ordinal, as parts of 一、财政拨款收入, leaves none out between 一、 and 二、.
    """
    found: set[int] = set()
    for rows in _lists(table):
        before, bare = 0, list[int]()
        for row in rows:
            if number := _number(row):
                found.update(bare if number > before + 1 else ())
                before, bare = number, []
                continue
            listed = not row.code and place_in_order(row.label)[0] > -1 and not squeeze(row.label).startswith("其中")
            if listed and row.of_picture:
                bare.append(row.index)
    return frozenset(found)


def _out_of_order(table: Table) -> frozenset[int]:
    """The rows of a list, read from a picture, of which one has the ordinal of the other or an earlier one: 二、 below
    二、 is 三、. A list that begins anew is another one, unless its names go on (一、节能环保支出 below 九、卫生健康
    支出 is 十、); one that does not begin with 一、 lost a stroke or more."""
    found = _begun_late(table)
    for rows in _lists(table):
        counted = [(number, row) for row in rows if (number := _number(row))]
        steps = []
        for (before, above), (number, row) in itertools.pairwise(counted):
            steps.append(number - before)
            if number <= before and (number > 1 or _goes_on(above, row)):
                found.update((above.index, row.index))
        # What is left out leaves a gap in a list; behind the last row nothing tells a gap from a misread sign.
        if len(steps) > _COUNTING and steps[-1] > 1 and set(steps[-1 - _COUNTING : -1]) == {1}:
            found.add(counted[-1][1].index)
    return frozenset(found)


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a row is a later one of the list that the row above is of."""
    listed, place = place_in_order(row.label)
    before, last = place_in_order(above.label)
    return -1 < listed == before and last < place


def _beside_a_list(table: Table) -> frozenset[int]:
    """The sources and the 类 of a side, read from a picture, that counts nowhere while the other side counts: forms
    number both or none, and of two rows of one name the ordinal tells which this is."""
    counts = defaultdict[str, int](int)
    for row in table.rows:
        counts[row.side] += bool(_number(row))
    if max(counts.values(), default=0) < _COUNTING:
        return frozenset()
    return frozenset(
        row.index
        for row in table.rows
        if row.of_picture and not counts[row.side] and not row.code and place_in_order(row.label)[0] in NUMBERED
    )


def _begun_late(table: Table) -> set[int]:
    """The first row of each side, read from a picture, where it counts and is not 一、."""
    first: dict[tuple[int, str], Row] = {}
    for row in table.rows:
        first.setdefault((row.panel, row.side), row)
    return {row.index for row in first.values() if _number(row) > 1}


def _lists(table: Table) -> Iterable[Sequence[Row]]:
    """The rows of a table, those of each side and section by themselves."""
    lists: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for row in table.rows:
        lists[row.panel, row.side, row.section].append(row)
    return lists.values()


def _number(row: Row) -> int:
    """The number of a row read from a picture by its ordinal; 0 where it has none."""
    counted = _COUNTED.match(squeeze(row.label))
    if not counted or counted[1] not in NUMERALS or not row.of_picture:
        return 0
    return NUMERALS.index(counted[1]) + 1


def _not_proved(figure: Figure) -> Figure:
    return replace(figure, proof="unproved") if figure.proof == "proved" else figure
