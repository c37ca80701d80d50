"""What an account's text says of changes against the year before, and which figures it says it of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor import lazy_re as re
from extractor.export.panel.account import Account, Value
from extractor.export.panel.check import Place, last_place
from extractor.export.panel.source import Line
from extractor.forms import class_codes
from extractor.forms.panel import class_totals
from extractor.forms.shape import compiled
from extractor.language.text import squeeze

_DOWN = frozenset({"减少", "下降", "降低", "下跌"})
_HERE = "{amount}"
_CODED = re.compile(r"\((\d{3}|\d{5}|\d{7})\)$")
_OF_BUDGETS = re.compile(r"预算(?:数|安排)?[^，,。；;]{0,12}[比较与同][^，,。；;]{0,12}(?:预算|年)")
"""A budget that is set against the budget of the year before."""


@dataclass(frozen=True, slots=True)
class Told:
    """A number of the text with its sign, and one unit of its last place."""

    value: Decimal
    step: Decimal
    printed: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that sets something against the year before."""

    subject: str
    figures: tuple[Value, ...]
    """What it may be said of, as the tables (or records) of its own document have it."""
    named: tuple[str, ...]
    """The same as names: of named figures, else ids."""
    sure: bool
    """The sentence prints the amount, and the tables have it."""
    change: Told | None
    """万元."""
    rate: Told | None
    """%."""
    level: bool
    """It says that nothing changed."""
    place: Place


def claims_of(account: Account) -> Iterator[Claim]:
    """The claims against the year before, in the order of the text; those whose figure is not known are left out."""
    last = str(account.document.fiscal_year - 1)
    for line in account.records("changes"):
        if line["base_year"] == last:
            yield from _of_change(account, line)
    yield from _of_measures(account)
    for line in account.records("operating"):
        if line["state"] == "figure" and line["amount"] and line["base_year"] in ("", last):
            value = record_value(account, line, "amount", "operating/amount", "机关运行经费", "万元")
            yield from _claim(account, line, "机关运行经费", [("operating/amount", value)], True, "change_rate")
    for line in account.records("items"):
        if line["change_direction"] and line["final"] and line["base_year"] in ("", last):
            yield from _of_item(account, line)


def _of_change(account: Account, line: Line) -> Iterator[Claim]:
    candidates = list(meant_by(account, squeeze(line["subject"])))
    sure = False
    if line["amount"]:
        amount = Decimal(line["amount"])
        step = last_place(line["amount_printed"], amount)
        candidates = [(name, value) for name, value in candidates if _same(value, amount, step)]
        sure = True
    yield from _claim(account, line, line["subject"], candidates, sure, "rate")


def _same(value: Value, amount: Decimal, step: Decimal) -> bool:
    return value.amount is not None and abs(value.amount - amount) <= max(step, value.step) / 2


def meant_by(account: Account, subject: str) -> Iterator[tuple[str, Value]]:
    """What a squeezed subject may mean: figures of the family's sentences, the rows of a 类 or of a printed code."""
    family = account.family
    names: dict[str, None] = {}
    if family is not None and subject:
        for claim in family.narrative.claims:
            if _HERE not in claim.words and compiled(claim.words).fullmatch(subject):
                names.update(dict.fromkeys(claim.figures))
    for name in names:
        value = account.named(name)
        if value is not None:
            yield name, value
    printed = _CODED.search(subject)
    code = printed[1] if printed is not None else class_codes().get(subject)
    if code is not None and family is not None:
        for total in class_totals():
            figure = family.figures.get(total)
            for column in figure.columns if figure is not None else ():
                of_class = account.figure(f"{figure.table}/{code}/{column}") if figure is not None else None
                if of_class is not None:
                    yield of_class.id, of_class


def _of_measures(account: Account) -> Iterator[Claim]:
    """The 三公 items: change and rate stand in two rows of one record."""
    family = account.family
    if family is None:
        return
    names = {each.id: (each.final, each.title) for one in family.narrative.measures for each in one.measures}
    found: dict[str, dict[str, Line]] = {}
    for line in account.records("public_counts"):
        if line["aspect"] in ("change", "change_rate", "final") and line["state"] == "figure":
            found.setdefault(line["measure"], {})[line["aspect"]] = line
    for measure, aspects in found.items():
        told_of = aspects.get("change") or aspects.get("change_rate")
        if told_of is None or measure not in names or _OF_BUDGETS.search(told_of["sentence"]):
            continue
        name, title = names[measure]
        value = account.named(name)
        told = aspects.get("final")
        agrees = True
        if told is not None and told["value"] and value is not None:
            amount = Decimal(told["value"])
            agrees = _same(value, amount, last_place(told["value_printed"], amount))
        if value is None or not agrees:
            continue
        rate = aspects.get("change_rate")
        merged = told_of | {
            "change": aspects["change"]["value"] if "change" in aspects else "",
            "change_printed": aspects["change"]["value_printed"] if "change" in aspects else "",
            "rate": rate["value"] if rate else "",
            "rate_printed": rate["value_printed"] if rate else "",
            "rate_direction": rate["direction"] if rate else "",
        }
        yield from _claim(account, merged, title, [(name, value)], told is not None, "rate")


def _of_item(account: Account, line: Line) -> Iterator[Claim]:
    amount = Decimal(line["final"])
    step = last_place(line["final_printed"], amount)
    candidates = []
    for row in account.tables.get(line["table"], ()):
        if line["code"] and row.code == line["code"]:
            cells = [account.value(cell) for cell in row.cells.values()]
            candidates = [(value.id, value) for value in cells if _same(value, amount, step)][:1]
    merged = line | {"direction": line["change_direction"], "change": "", "change_printed": ""}
    yield from _claim(account, merged, f"{line['item']}（项）", candidates, True, "change_rate")


def _claim(
    account: Account, line: Line, subject: str, candidates: Sequence[tuple[str, Value]], sure: bool, rate_column: str
) -> Iterator[Claim]:
    if not candidates:
        return
    change = _told(line, "change", line["direction"])
    rate = _told(line, rate_column, line.get("rate_direction") or line["direction"])
    level = line["direction"] == "持平"
    if change is None and rate is None and not level:
        return
    box = (line["x0"], line["top"], line["x1"], line["bottom"])
    yield Claim(
        subject,
        tuple(value for _, value in candidates),
        tuple(name for name, _ in candidates),
        sure,
        change,
        rate,
        level,
        Place(account.document, line["page"], box, line["sentence"]),
    )


def _told(line: Line, column: str, direction: str) -> Told | None:
    text = line.get(column, "")
    if not text:
        return None
    value, printed = Decimal(text), line[f"{column}_printed"]
    return Told(-value if direction in _DOWN else value, last_place(printed, value), printed)


def record_value(account: Account, line: Line, column: str, value_id: str, title: str, unit: str) -> Value:
    """A number of a record as a value."""
    text = line[column]
    amount = Decimal(text) if text else None
    printed = line.get(f"{column}_printed", text)
    return Value(
        account.document,
        value_id,
        title,
        amount,
        unit,
        printed,
        line.get("unit") or unit,
        line.get("proof", ""),
        line["page"],
        (line["x0"], line["top"], line["x1"], line["bottom"]),
        last_place(printed, amount) if amount is not None else Decimal(1),
    )
