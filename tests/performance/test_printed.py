"""Forms of five layouts, set in many ways and broken over pages wherever they fall, are read whole."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from extractor import grid
from extractor.model.evaluation import Entry, Form
from extractor.parse import open_pdf
from extractor.records.performance import read_forms
from tests.performance.invented import STYLES, Truth, invent
from tests.performance.printed import TALL, WIDE, Place, Setting, print_forms

_FIELDS = (
    *("level1", "level1_weight", "level2", "level2_weight", "level3", "weight", "target", "actual", "score"),
    "deviation",
)
_MONEY = ("fund", "budget_initial", "budget", "final", "rate", "weight", "score")
_PLACES: tuple[Place, ...] = ("first", "middle", "every")


def plain(value: str | Entry | None) -> str:
    text = value.text if isinstance(value, Entry) else value or ""
    return unicodedata.normalize("NFKC", "".join(text.split()))


def read(data: bytes) -> tuple[Form, ...]:
    reader = open_pdf(data, None, "pdfium")
    builder = grid.Builder()
    try:
        return read_forms([builder.build(reader.read(k, builder.wants)) for k in range(1, reader.page_count + 1)])
    finally:
        reader.close()


def setting_of(random: Random, style: str) -> Setting:
    wide = style in ("sichuan", "yunnan")
    return Setting(
        page=WIDE if wide else TALL,
        size=random.choice((7, 8, 9) if wide else (7, 9, 10.5)),
        margin=random.choice((40, 60)),
        place=random.choice(_PLACES),
        cut_rows=random.random() < 0.4,
        framed=random.random() < 0.8,
        inset=random.choice((0, 0, 18)),
        gap=random.choice((4, 20, 40)),
        start=random.uniform(0, 300),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("style", STYLES)
def test_forms_are_read_whole_wherever_pages_break(style: str, seed: int) -> None:
    random = Random(f"{style}{seed}")
    truths = [invent(random, style) for _ in range(3)]
    setting = setting_of(random, style)
    forms = read(print_forms(truths, setting))
    assert [form.title and plain(form.title) for form in forms] == [plain(truth.title) for truth in truths], setting
    for truth, form in zip(truths, forms, strict=True):
        compare(truth, form, setting)


def compare(truth: Truth, form: Form, setting: Setting) -> None:
    wanted = [tuple(plain(getattr(row, name)) for name in _FIELDS) for row in truth.rows]
    found = [tuple(plain(getattr(one, name)) for name in _FIELDS) for one in form.indicators]
    assert found == wanted, setting
    assert [tuple(plain(getattr(row, name)) for name in _MONEY) for row in form.funds] == [
        tuple(map(plain, fund)) for fund in truth.funds
    ], setting
    for name, expected in (
        ("subject", truth.subject),
        ("department", truth.department),
        ("implementer", truth.implementer),
        ("total", truth.total),
        ("annual_goal", truth.goal),
        ("deviation_reason", truth.reason),
        ("improvement", truth.improvement),
    ):
        assert plain(getattr(form, name)) == plain(expected), (name, setting)
