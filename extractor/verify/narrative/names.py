"""类, 款 and 项 as the text names them, against the names the tables give their codes (S04).

A chain of names is right if some code of the tables has all three. Where none has, the code is told by what is right:
two of the names, or one and the amount. What then differs is said with the code, the name and the amount of its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor import lazy_re as re
from extractor.forms import class_codes, classification
from extractor.language.parts import NUMERAL
from extractor.language.text import bare_label, squeeze
from extractor.model import Passage, Stretch, Table
from extractor.verify.narrative.amounts import MONEY, amount_of
from extractor.verify.narrative.report import Report
from extractor.verify.shown import in_unit

_NAME = r"[\u4e00-\u9fff(),、\-—]{2,40}?"
_CODE = r"(?:\(\d{2,7}\))?"
_CHAIN = re.compile(
    rf"(?:(?P<class>{_NAME}){_CODE}\((?:2\d\d)?类\)(?:支出)?[、,-]?)?(?P<division>{_NAME}){_CODE}\((?:\d\d)?款\)(?:支出)?[、,-]?"
    rf"(?P<item>{_NAME}){_CODE}\((?:\d\d)?项\)"
)
_CLASS = re.compile(rf"(?P<class>{_NAME}){_CODE}\((?:2\d\d)?类\)")
_BEFORE_NAME = re.compile(rf"^.*[。;:]|^[、,\-—]+|^(?:\(?{NUMERAL}[)、]|\(?\d{{1,3}}[).、])|^(?:主要用于|用于|其中)")
_SIGNS = re.compile(r"[()、,]|支出$")
_AMOUNT = re.compile(MONEY)
_NEAR = 300
"""How far behind a chain its amounts stand, in characters."""
_LEVELS = {3: "类", 5: "款", 7: "项"}


@dataclass(frozen=True, slots=True)
class Chain:
    """类, 款 and 项 as one place of the text prints them; "" for what it leaves out."""

    names: tuple[str, str, str]
    at: Stretch
    near: frozenset[Decimal]
    """The amounts printed behind it, up to the next chain, 万元."""


def key_of(name: str) -> str:
    """A name as it is compared: without signs and the word 支出 at its end."""
    return _SIGNS.sub("", bare_label(name))


def chains(passage: Passage) -> Iterator[Chain]:
    """Every chain of names in a passage; a list under the heading of its 类 leaves that out of each item."""
    text = passage.text
    if "款)" not in text or "项)" not in text:  # as in most passages, and the search itself is slow
        return
    classes = [(found.end(), clean_name(found["class"])) for found in _CLASS.finditer(text)]
    found_all = list(_CHAIN.finditer(text))
    ends = [found.start() for found in found_all[1:]] + [len(text)]
    for found, end in zip(found_all, ends, strict=False):
        top = clean_name(found["class"] or "")
        if not top:
            top = next((name for end, name in reversed(classes) if end <= found.start("item")), "")
        yield Chain(
            (top, clean_name(found["division"]), clean_name(found["item"])),
            Stretch(passage, found.start(), found.end()),
            frozenset(_amounts(passage, found.end(), min(end, found.end() + _NEAR))),
        )


def _amounts(passage: Passage, start: int, end: int) -> Iterator[Decimal]:
    for found in _AMOUNT.finditer(passage.text, start, end):
        yield amount_of(passage, found.start(), found.end(), "", found["number"], found["unit"]).value


def clean_name(name: str) -> str:
    """A name without what the search for it took in before it."""
    before = None
    while name != before:
        before, name = name, _BEFORE_NAME.sub("", name)
    return name


class CodeNames:
    """What the tables of a document call each code."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.labels: dict[str, str] = {}
        self.amounts: dict[str, frozenset[Decimal]] = {}
        """Of each code, every amount but nought in its rows."""
        self._keys: dict[str, set[str]] = {}
        for table in tables:
            if classification(table.table_id) == "functional":
                for row in table.rows:
                    if row.code and row.label:
                        self.labels.setdefault(row.code, squeeze(row.label))
                        own = {figure.amount for figure in row.figures if figure.amount}
                        self.amounts[row.code] = self.amounts.get(row.code, frozenset()) | own
                        self._keys.setdefault(row.code, set()).add(key_of(row.label))
        for name, code in class_codes().items():
            self._keys.setdefault(code, set()).add(key_of(name))
            self.labels.setdefault(code, name)

    def is_called(self, code: str, name: str) -> bool | None:
        """Whether a code has this name; None where the tables do not print it or the text does not name it."""
        known = self._keys.get(code)
        return None if known is None or not name else key_of(name) in known

    def code_of(self, chain: Chain) -> str:
        """The 项 a chain means: the code that most of its names are right for, "" where none or several are."""
        scored: dict[int, list[str]] = {}
        for code in self._keys:
            if len(code) == 7:
                right = [self.is_called(code[:n], name) for n, name in zip((3, 5, 7), chain.names, strict=True)]
                if right[2]:
                    scored.setdefault(1 + (right[0] is True) + (right[1] is True), []).append(code)
        best = scored.get(max(scored, default=0), [])
        if len(best) > 1:  # the amount tells which of several is meant
            best = [code for code in best if self.amounts.get(code, frozenset()) & chain.near]
        return best[0] if len(best) == 1 else ""


def check_names(passages: Sequence[Passage], tables: Sequence[Table], report: Report) -> None:
    """Report names that are not those of the code they stand for.

    Args:
        passages: the running text, glossaries too.
        tables: the tables as read.
        report: where it is written down.
    """
    names = CodeNames(tables)
    noted: set[tuple[int, str, str]] = set()
    for passage in passages:
        for chain in chains(passage):
            for level, code in _wrong(chain, names):
                printed = chain.names[(3, 5, 7).index(level)]
                if (chain.at.page, code, printed) in noted:
                    continue
                noted.add((chain.at.page, code, printed))
                _say(chain, printed, code, names, report)


def _wrong(chain: Chain, names: CodeNames) -> Iterator[tuple[int, str]]:
    """(level, code) of each name that is not the code's."""
    code = names.code_of(chain)
    for level, name in zip((3, 5), chain.names, strict=False):
        if code and names.is_called(code[:level], name) is False:
            yield level, code[:level]


def _say(chain: Chain, printed: str, code: str, names: CodeNames, report: Report) -> None:
    level = _LEVELS[len(code)]
    full = "".join(f"{name}（{_LEVELS[n]}）" for n, name in zip((3, 5, 7), chain.names, strict=True) if name)
    item = names.code_of(chain)
    told = chain.near & names.amounts.get(item, frozenset())
    spent = f"，表中该项为{in_unit(min(told), '万元')}" if told else ""
    row = f"（{item}{names.labels.get(item, '')}{spent}）" if item else ""
    message = f"不符：文字中“{full}”的{level}名称印为“{printed}”，科目{code}应为“{names.labels[code]}”{row}"
    todo = f"{level}名称“{printed}”应为“{names.labels[code]}”（{code}）"
    report.add("S04", f"{code} {names.labels[code]}", "fail", chain.at, message, should=names.labels[code], todo=todo)
