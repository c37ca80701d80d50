"""T09, the 三公 expenditure: one row of twelve figures, in one of two arrangements."""

from __future__ import annotations

from tests.documents.accounts import MEASURES, Account
from tests.documents.layouts import Layout
from tests.documents.sheets import Built, Cell, Column, Kind, Line, Row

BLOCKS = (("budget", "预算数"), ("final", "决算数"))


def build(account: Account, layout: Layout) -> Built:
    """The inside of T09."""
    block = layout.form.three_public == "block"
    pairs = [(m, b) for b, _ in BLOCKS for m in MEASURES] if block else [(m, b) for m in MEASURES for b, _ in BLOCKS]
    values = {f"{m}.{s}": "" for m, s in pairs}
    for measure, amounts in account.three_public.items():
        for (side, _), amount in zip(BLOCKS, amounts, strict=True):
            values[f"{measure}.{side}"] = layout.numbers.print(amount, layout.unit_of("T09"))
    titles = _titles(layout)
    words = dict(BLOCKS)
    columns = tuple(Column(f"{m}.{s}", (words[s], *titles[m]) if block else (*titles[m], words[s])) for m, s in pairs)
    head = _block_head(layout) if block else _pair_head(layout)
    if layout.form.column_numbers:
        head.append(tuple(Cell(str(n + 1), Kind.HEAD) for n in range(12)))
    body: tuple[Line, ...] = (tuple(Cell(v, Kind.FIGURE) for v in values.values()),)
    return Built(tuple(head), body, (1.0,) * 12, columns, (Row("", values),))


def _titles(layout: Layout) -> dict[str, tuple[str, ...]]:
    words = layout.wording
    return {
        "total": ("合计",),
        "abroad": (words.abroad,),
        "vehicle_subtotal": (words.vehicles, "小计"),
        "vehicle_purchase": (words.vehicles, "公务用车购置费"),
        "vehicle_operation": (words.vehicles, words.vehicle_running),
        "reception": ("公务接待费",),
    }


def _head_cell(text: str, cols: int = 1, rows: int = 1) -> Cell:
    return Cell(text, Kind.HEAD, cols=cols, rows=rows)


def _block_head(layout: Layout) -> list[Line]:
    words = layout.wording
    second, third = [], []
    for _ in BLOCKS:
        second += [
            _head_cell("合计", rows=2),
            _head_cell(words.abroad, rows=2),
            _head_cell(words.vehicles, cols=3),
            _head_cell("公务接待费", rows=2),
        ]
        third += [_head_cell("小计"), _head_cell("公务用车购置费"), _head_cell(words.vehicle_running)]
    return [tuple(_head_cell(word, cols=6) for _, word in BLOCKS), tuple(second), tuple(third)]


def _pair_head(layout: Layout) -> list[Line]:
    words = layout.wording
    top = (
        _head_cell("合计", cols=2, rows=2),
        _head_cell(words.abroad, cols=2, rows=2),
        _head_cell(words.vehicles, cols=6),
        _head_cell("公务接待费", cols=2, rows=2),
    )
    second = (
        _head_cell("小计", cols=2),
        _head_cell("公务用车购置费", cols=2),
        _head_cell(words.vehicle_running, cols=2),
    )
    return [top, second, tuple(_head_cell(word) for _, word in BLOCKS * len(MEASURES))]
