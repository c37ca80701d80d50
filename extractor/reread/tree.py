"""The code of a row by the tree it stands in: a 款 is its 类 with two digits, and a 项 its 款.

Where the first digits of codes are worn off or read as something else, the rows above say what they were. Only what
the row itself still shows decides which: its own two digits, and all but one stroke of the rest, or at least the two
digits before its own where everything before these was not read as digits at all; or the two digits of each level,
set apart in cells of their own, where the rows beside it say the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.forms import class_codes, classified
from extractor.language.names import reads_as_name
from extractor.language.text import one_sign_apart, squeeze
from extractor.model import Row
from extractor.reread.published import is_published

LENGTHS = (3, 5, 7)
_OWN = 2
"""Digits that a code has more than the one above it in the tree."""
_REST_OF_CODE = re.compile("^(?:[^\u3001]{0,3}[0-9]|[^\u4e00-\u9fff(]{1,4})(?=[\u4e00-\u9fff])")
_SPOILT = re.compile(r"([\dA-Za-z.,:;|€£$&@%?]{3,9})([\u4e00-\u9fff].*)")
_SPECKS = re.compile("[.,:;|]")


def spoilt(label: str) -> tuple[str, str]:
    """What stands in the place of a code at the beginning of a squeezed name, without specks, and the name; "" and all
    where none."""
    found = _SPOILT.fullmatch(label)
    return (_SPECKS.sub("", found[1]), found[2]) if found and reads_as_name(found[2]) else ("", label)


def beside_code(name: str) -> str:
    """A squeezed name without what was left of a code before it: 206 whose first digit is worn may be read as 1)6."""
    return _REST_OF_CODE.sub("", name)


def codes_by_tree(rows: Sequence[Row], k: int, read: str) -> Iterator[str]:
    """The codes that the row `k` may have by the rows above it and what was read of its own.

    Args:
        rows: of a table, top down.
        k: which.
        read: what was read in the place of its code.
    """
    own = [row.panel for row in rows][k]
    above = next((row.code for row in reversed(rows[:k]) if row.panel == own and is_code(row.code)), "")
    below = next((row.code for row in rows[k + 1 :] if row.panel == own and is_code(row.code)), "")
    digits = _digits(read)
    for length in LENGTHS[:-1]:
        if len(above) < length or len(digits) < 2 * _OWN or (is_code(read) and len(read) != length + _OWN):
            continue
        code = above[:length] + digits[-_OWN:]
        spoilt_head = len(digits) < length and not is_code(read) and code.endswith(digits)
        if (_one_stroke(read, code) or spoilt_head) and above < code and (not below or code < below):
            yield code
        # Behind a code a line may have left a 1.
        code = above[:length] + digits[-_OWN - 1 : -1]
        if read == f"{code}1" and above < code and (not below or code < below):
            yield code
    whole = above[: LENGTHS[1]] + read[-_OWN:]
    if lost_middle(read, whole) and read < above < whole and (not below or whole < below):
        yield whole
    label = squeeze(rows[k].label)
    rest = _digits(label[: len(label) - len(beside_code(label))])
    if rest and is_code(read) and len(read) > LENGTHS[0]:
        # The 类 was carried down from the row above; what stands in its place is read with the name.
        read = digits = rest + read[LENGTHS[0] :]
    if above and not is_code(read):
        yield from (code for code in _of_class(rows, k, digits, above) if above < code and (not below or code < below))


def _of_class(rows: Sequence[Row], k: int, digits: str, above: str) -> Iterator[str]:
    """The codes of the 类 above whose own digits, those of the 款 and of the 项, were read, if not those of the 类: a
    项 stands below its 款, and a 款 above a 项 with the same two."""
    beside = [row for row in rows if row.panel == rows[k].panel]
    at = next(n for n, row in enumerate(beside) if row is rows[k])
    between = itertools.takewhile(lambda row: row.code != above, reversed(beside[:at]))
    if len(digits) >= 2 * _OWN:
        code = above[:3] + digits[-2 * _OWN :]
        under = above[:5] == code[:5] or any(_digits(row.code)[-_OWN:] == code[3:5] for row in between if row.code)
        if under and not _of_another(digits[: -2 * _OWN], above[:3]):
            yield code
    below = beside[at + 1].code if at + 1 < len(beside) else ""
    first = len(_digits(below)) >= 2 * _OWN and _digits(below)[-2 * _OWN : -_OWN] == digits[-_OWN:]
    if len(digits) >= _OWN and first and not _of_another(digits[:-_OWN], above[:3]):
        yield above[:3] + digits[-_OWN:]


def _of_another(head: str, code: str) -> bool:
    """Whether what was read of the code of a 类 is the end of another one."""
    return len(head) > 1 and any(each != code and each.endswith(head[-3:]) for each in class_codes().values())


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def code_by_children(rows: Sequence[Row], k: int) -> str:
    """The code that the rows below the row `k` begin with, one digit other than its own, or one more, or whatever was
    read where its name is published with that code; "" where they do not tell.

    Several of them must say it, or the code as it was read would stand behind the next of its kind.
    """
    own = rows[k].code
    whole = len(own) in LENGTHS[:-1]
    length = len(own) if whole else len(own) + 1
    if length not in LENGTHS[:-1] or not own.isdigit():
        return ""
    panel = [row.code for row in rows[k + 1 :] if row.panel == rows[k].panel and is_code(row.code)]
    below = list(itertools.takewhile(lambda code: len(code) > length, panel))
    heads = {code[:length] for code in below}
    if len(heads) != 1 or any(len(code) != length + _OWN for code in below[:1]):
        return ""
    (head,) = heads
    after = panel[len(below) : len(below) + 1]
    told = sum(len(code) == length + _OWN for code in below) > 1 or (whole and after and after[0][:length] <= own)
    other = any(row.code == head for row in rows)
    fits = _one_stroke(own, head) or (whole and is_published(head, squeeze(rows[k].label)))
    return head if told and not other and fits else ""


def read_in_pieces(read: str, code: str) -> bool:
    """Whether a code is among the digits that were read, with those of a neighbour or of a rest of a line, or these are
    its first."""
    digits = _digits(read)
    return len(digits) >= LENGTHS[0] and digits != code and (code in digits or code.startswith(digits))


def lost_middle(read: str, code: str) -> bool:
    """Whether the digits of the 款 were not read between those of the 类 and the 项, each in a cell of its own: 11 is
    no more than two strokes."""
    return len(code) == LENGTHS[2] and read == code[: LENGTHS[0]] + code[LENGTHS[1] :]


def is_code(text: str) -> bool:
    return text.isdigit() and len(text) in LENGTHS and text[:3] in classified()


def _one_stroke(read: str, code: str) -> bool:
    """Whether one sign of a code was read as another, or not at all, or what a line left was read as a 1 among them."""
    if len(read) == len(code):
        return one_sign_apart(read, code)
    if len(read) == len(code) + 1:
        return any(read[k] == "1" and read[:k] + read[k + 1 :] == code for k in range(len(read)))
    return len(read) == len(code) - 1 and any(code[:k] + code[k + 1 :] == read for k in range(len(code)))
