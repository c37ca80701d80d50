"""Documents that the tests make, in every layout there is: each figure right, and no false word about it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.document.reading import read_bytes, read_document
from extractor.errors import (
    DamagedError,
    DocumentError,
    EmptyFileError,
    EncryptedError,
    NoTextError,
    NotPdfError,
    OtherKindError,
)
from extractor.model import Disclosure
from extractor.parse import open_pdf
from tests.borrowed import borrowed
from tests.conftest import in_slow_set
from tests.documents import lines, titles
from tests.documents.accounts import FUNDS, Options, make_account
from tests.documents.catalogue import BROKEN, LAYOUTS, RENDERERS, make
from tests.documents.figures import NumberStyle
from tests.documents.finish import finish
from tests.documents.layouts import (
    FIRST,
    LAST,
    MOF_ORDER,
    SHANGHAI_ORDER,
    SHARED,
    File,
    Form,
    Layout,
    Pages,
    Rules,
    Text,
    Wording,
)
from tests.documents.publication import Document
from tests.documents.truth import truth as truth_of
from tests.scoring import Truth, differences, plain

SEEDS = (1, 2, 6)


def wanted(name: str, truth: dict[str, Any]) -> Truth:
    """The truth of a document; an empty table that is only a sentence prints no number either."""
    silent = LAYOUTS[name].layout.form.sentence_only if name in LAYOUTS else frozenset()
    tables = {key: dict(table) for key, table in truth["tables"].items()}
    for key in silent & tables.keys():
        tables[key].pop("form_no_printed", None)
    return truth | {"tables": tables}


@dataclass(frozen=True, slots=True)
class Sample:
    """One document, what is in it, and what was read from it."""

    name: str
    data: bytes
    truth: Truth
    read: Disclosure


def sample(name: str, seed: int) -> Sample:
    data, truth = make(name, seed)
    password = LAYOUTS[name].layout.file.password or None
    return Sample(name, data, wanted(name, truth), read_bytes(data, f"{name}.pdf", password=password))


BORROWING = {name for name, case in LAYOUTS.items() if case.layout.text.font == "cid"}
"""Those printed with a font that is not in the file: read with the machine's fonts in sight, too."""
_DOTTED = {"dotted", "dotted, font embedded"}
"""Each of their dots is a stroke: seconds to make and to read, so that they show one account, and in the slow set."""
# Every layout with one of the accounts, so that all accounts are read; every fourth with the next one in the slow set.
DOCUMENTS = [
    pytest.param(
        (name, seed),
        id=f"{name}-{seed}",
        marks=[
            *([] if nth == 0 and name not in _DOTTED else [pytest.mark.slow]),
            *([pytest.mark.fonts] if name in BORROWING else []),
        ],
    )
    for k, name in enumerate(LAYOUTS)
    for nth, seed in enumerate((SEEDS[k % len(SEEDS)], SEEDS[(k + 1) % len(SEEDS)]))
    if nth == 0 or (name not in _DOTTED and k % 4 == 0)
]


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Sample:
    """Each document in turn, made and read once for all tests of it."""
    return sample(*request.param)


def test_every_figure_is_right(document: Sample) -> None:
    truth, read = document.truth, document.read
    assert differences(read, truth) == []


def test_what_is_wrong_is_never_called_right(document: Sample) -> None:
    """The rule that matters most. A table that is not there is a doubt, too, and so are figures that are in the file
    and not on the page: nothing of them is read, but somebody put them there."""
    truth, read = document.truth, document.read
    missing = any(table["status"] == "missing" for table in truth["tables"].values())
    doubtful = bool(differences(read, truth)) or missing or bool(truth["hidden"])
    assert read.status == ("doubtful" if doubtful else "verified"), read.reasons


def test_nothing_hidden_is_read(document: Sample) -> None:
    truth, read = document.truth, document.read
    printed = {figure.printed for table in read.tables for _, figure in table.figures}
    labels = "".join(row.label for table in read.tables for row in table.rows)
    for decoy in truth["hidden"]:
        assert decoy not in printed
        assert decoy not in labels
    if truth["hidden"]:
        assert any(finding.code == "hidden_text" for finding in read.findings)


def test_unknown_tables_are_kept_and_nothing_else(document: Sample) -> None:
    truth, read = document.truth, document.read
    kept = [table for table in read.tables if table.table_id.startswith("X")]
    assert [table.table_id for table in kept] == list(truth["others"])
    for table in kept:
        other = truth["others"][table.table_id]
        strings = sorted(plain(value) for row in other["rows"] for value in row["values"].values() if value)
        assert sorted(plain(figure.printed) for _, figure in table.figures if figure.printed) == strings
        assert table.status == other["status"]


def test_family_and_the_order_of_the_forms(document: Sample) -> None:
    truth, read = document.truth, document.read
    assert read.family == truth["family"]
    ids = [table.table_id for table in read.tables]
    assert ids == sorted(ids, key=lambda key: (key.startswith("X"), key))


def test_what_is_not_read_with_fonts_in_sight_holds_its_own(document: Sample) -> None:
    password = LAYOUTS[document.name].layout.file.password
    assert bool(borrowed(document.data, password)) == (document.name in BORROWING)


def test_there_are_layouts_enough_of_several_producers() -> None:
    readable = {name: case for name, case in LAYOUTS.items() if case.expect == "readable"}
    assert len(readable) >= 12
    assert len({case.layout.producer for case in readable.values()}) >= 2


ERRORS: dict[str, type[DocumentError]] = {
    "government budget": OtherKindError,
    "scan": NoTextError,
    "encrypted": EncryptedError,
    "empty file": EmptyFileError,
    "truncated": DamagedError,
    "not a pdf": NotPdfError,
}


def test_every_broken_document_has_its_error() -> None:
    assert {*ERRORS, "truncated tail"} == set(BROKEN)


@pytest.mark.parametrize("name", ERRORS)
def test_broken_documents_are_refused_with_a_hint(name: str) -> None:
    data, _ = make(name, 1)
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "x.pdf", ocr="never")
    assert type(caught.value) is ERRORS[name]
    assert caught.value.hint
    assert caught.value.exit_code == 4


def test_a_file_without_its_last_line_is_read_all_the_same() -> None:
    data, truth = make("truncated tail", 1)
    read = read_bytes(data, "x.pdf")
    assert differences(read, truth) == []
    assert read.status == "verified"


def test_an_encrypted_document_is_read_with_its_password(tmp_path: Path) -> None:
    data, truth = make("encrypted", 1)
    path = tmp_path / "加密.pdf"
    path.write_bytes(data)
    read = read_document(path, password="juesuan")
    assert differences(read, truth) == []
    with pytest.raises(EncryptedError, match="口令不正确"):
        read_document(path, password="wrong")


@pytest.mark.parametrize("name", ["central", *in_slow_set("shanghai", "university")])
def test_the_second_reader_finds_the_same_document(name: str) -> None:
    """pdfplumber shares no code with PDFium; what both read alike is on the page."""
    data, truth = make(name, 1)
    assert differences(read_bytes(data, "x.pdf", engine="pdfplumber"), wanted(name, truth)) == []


def test_the_same_file_gives_the_same_document() -> None:
    central = sample("central", 1)
    assert read_bytes(central.data, "central.pdf") == central.read


def test_pages_are_as_many_as_the_file_has() -> None:
    central = sample("central", 1)
    reader = open_pdf(central.data)
    assert central.read.page_count == reader.page_count
    reader.close()


# Beyond the catalogue: what layouts have in common is tested one by one there, here they meet.


def printed(layout: Layout, options: Options, seed: int) -> tuple[Truth, Disclosure]:
    """An account in a layout, its truth, and how it is read."""
    document = Document(make_account(seed, options))
    data = finish(RENDERERS[layout.producer](document, layout), layout.file)
    return truth_of(document, layout), read_bytes(data, "x.pdf")


CROSSED: dict[str, tuple[Layout, Options]] = {
    "repeated header, total first": (
        Layout(form=Form(total=FIRST), text=Text(row_height=24), pages=Pages(repeat_header=True)),
        Options(classes=5),
    ),
    "repeated header, total last, dashes": (
        Layout(
            form=Form(total=LAST, line_numbers=False), numbers=NumberStyle(zero="-"), pages=Pages(repeat_header=True)
        ),
        Options(classes=2, density=0.8, grain=Decimal("0.01"), funds=frozenset(FUNDS)),
    ),
    "number before a title with its year": (
        Layout(form=Form(numbering="附表{n}", number_place="before")),
        Options(),
    ),
    "unknown table after the last, title on two lines": (
        Layout(
            form=Form(assets_table=True, number_place="before", title_lines=2),
            pages=Pages(orientation="landscape", contents="none"),
        ),
        Options(classes=5, density=0.3),
    ),
    "continued title on two lines": (
        Layout(
            form=Form(title="{entity}{title}", title_lines=2),
            wording=Wording(titles="situation"),
            pages=Pages(continued_title="{title}（续表）"),
        ),
        Options(classes=2, density=0.3, funds=frozenset(FUNDS)),
    ),
}


@pytest.mark.parametrize("seed", [0, *in_slow_set(1)])
@pytest.mark.parametrize("name", CROSSED)
def test_crossed_layouts(name: str, seed: int) -> None:
    truth, read = printed(*CROSSED[name], seed)
    assert differences(read, truth) == []
    assert read.status == "verified", read.reasons


def any_layout(rng: random.Random) -> tuple[Layout, Options]:
    """A layout nobody wrote down: every habit of an issuer and a printer by itself, all of them ruled."""
    pick = rng.choice

    def now_and_then(share: float) -> bool:
        return rng.random() < share

    while True:
        # fpdf2 never ends on columns that are narrower than a character, so it has layouts of its own only.
        producer = pick(["reportlab", "reportlab", "typst"])
        numbering = pick(["公开{n:02}表", "财决公开{n:02}表", "附表{n}", "表{n}", "表{cn}", ""])
        contents = pick(["none", "plain", "dots"])
        # Inside the grid a title is no longer than the grid is wide.
        in_grid = now_and_then(0.15)
        named = ["{title}", "{year}年度{title}"] + ([] if in_grid else ["{entity}{title}", "{entity}{year}年度{title}"])
        kinds = [kind for kind in lines.PAINTERS if kind not in ("rows only", "three line", "none")]
        try:
            layout = Layout(
                producer=producer,
                form=Form(
                    order=pick([MOF_ORDER, SHANGHAI_ORDER]),
                    numbering=numbering,
                    number_place=pick(["own line", "before", "after"]) if numbering else "own line",
                    title=pick(named),
                    title_in_grid=in_grid,
                    title_spread=now_and_then(0.15),
                    title_lines=pick([1, 1, 2]),
                    quotes=pick(["“”", '""', ""]),
                    unit=pick(["万元", "万元", "千元", "元"]),
                    unit_word=pick(["单位：{unit}", "金额单位：{unit}", "单位:{unit}"]),
                    entity_line=pick(["部门：{entity}", "单位名称：{entity}", "编制单位：{entity}"]),
                    line_numbers=now_and_then(0.5),
                    column_numbers=now_and_then(0.5),
                    codes=pick(["one", "three", "merged"]),
                    item_head=now_and_then(0.7),
                    total=pick([FIRST, LAST, SHARED]),
                    totals=pick([(), (("T05", LAST),)]),
                    total_spans=now_and_then(0.4),
                    basic_panels=pick([2, 3]),
                    basic_codes=pick(["one", "three"]),
                    three_public=pick(["block", "interleaved"]),
                    state_capital_columns=pick([3, 6]),
                    fiscal_group=now_and_then(0.5),
                    spending_head=now_and_then(0.7),
                    empty_shares_head=now_and_then(0.3),
                    blank_rows=pick([0, 0, 3, 6]),
                    formulas=now_and_then(0.5),
                    assets_table=bool(numbering) and contents != "none" and now_and_then(0.2),
                ),
                wording=Wording(
                    titles=pick(list(titles.ALIASES)),
                    affiliated=pick(["附属单位", "附属部门"]),
                    opening=pick(["年初", "上年"]),
                    amount=pick(["决算数", "金额"]),
                    subtotal=pick(["小计", "合计"]),
                    vehicles=pick(["公务用车购置及运行维护费", "公务用车购置及运行费"]),
                    vehicle_running=pick(["公务用车运行维护费", "公务用车运行费"]),
                    abroad=pick(["因公出国（境）费", "因公出国（境）费用"]),
                    code_head=pick(["功能分类科目编码", "支出功能分类科目编码", "科目编码"]),
                    debt_classes=now_and_then(0.6),
                    opening_ordinals=now_and_then(0.4),
                ),
                numbers=NumberStyle(
                    comma=pick([",", "", "，"]),
                    zero=pick(["", "", "0.00", "—", "-"]),
                    negative=pick(["-{}", "（{}）", "({})", "△{}"]),
                ),
                rules=Rules(
                    kind=pick(kinds) if producer == "reportlab" else "strokes",
                    width=pick([0.3, 0.5, 1]),
                    open_sides=now_and_then(0.2),
                    background=pick(["none", "white", "coloured", "zebra"]),
                ),
                text=Text(
                    font=pick(["embedded", "cid", "radicals"]) if producer == "reportlab" else "embedded",
                    size=pick([7.5, 8, 9, 10]) if producer == "reportlab" else 8,
                    row_height=pick([17, 20, 24]),
                    figure_valign=pick(["middle", "top"]),
                    figure_align=pick(["right", "right", "centre"]),
                    label_indent=now_and_then(0.2),
                    spread_labels=now_and_then(0.3),
                    bold_twice=now_and_then(0.15),
                ),
                pages=Pages(
                    orientation=pick(["mixed", "landscape"]) if producer == "reportlab" else "landscape",
                    repeat_header=now_and_then(0.3),
                    continued_title=pick(["", "", "{title}（续表）", "续表"]),
                    flow=now_and_then(0.25),
                    title_orphan=now_and_then(0.15),
                    blank_grid_after=pick(["", "", "T04"]),
                    rows_per_page=pick([0, 0, 0, 12]),
                    narrative_first=now_and_then(0.3),
                    contents=contents,
                    running_head=now_and_then(0.3),
                    page_numbers=now_and_then(0.8),
                    watermark=now_and_then(0.15),
                    seal=now_and_then(0.15),
                ),
                file=File(rotate=pick(["no", "no", "upright", "flag"])),
            )
        except ValueError:  # habits that exclude each other
            continue
        options = Options(
            classes=pick([2, 3, 5, 7]),
            density=pick([0.3, 0.5, 0.8]),
            funds=pick([frozenset(["gpb"]), frozenset(FUNDS)]),
            negative=now_and_then(0.2),
            grain=pick([Decimal("0.01"), Options().grain]),
        )
        return layout, options


# Two whose rules are dots and pieces of dashes take seconds each: in the slow set.
_QUICK = {0, 1, 4, 5, 6}
ANY = [
    pytest.param(
        seed,
        marks=[
            *([] if seed in _QUICK else [pytest.mark.slow]),
            *([pytest.mark.fonts] if any_layout(random.Random(seed))[0].text.font == "cid" else []),
        ],
    )
    for seed in range(9)
]


@pytest.mark.parametrize("seed", ANY)
def test_any_layout(seed: int) -> None:
    """First that nothing wrong is called right, or the document's own fault; then that nothing is wrong."""
    layout, options = any_layout(random.Random(seed))
    truth, read = printed(layout, options, seed)
    wrong = [line for line in differences(read, truth) if ": number " not in line]
    assert read.status == ("doubtful" if wrong else "verified"), (wrong[:3], read.reasons[:3], layout)
    assert wrong == [], (read.reasons[:3], layout)
