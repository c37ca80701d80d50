"""The published forms as data: complete, without contradiction, with the ids that users rely on."""

from __future__ import annotations

from collections import defaultdict

import pytest

from extractor.forms import class_codes, families, family_forms, forms
from extractor.forms.labels import is_sum, opens_row
from extractor.forms.vocabulary import is_key_word, is_number_row, is_small_integer
from extractor.language.text import bare_label, ordinal, squeeze

SIX = ["opening_balance", "income", "exp_total", "exp_basic", "exp_project", "closing_balance"]
MEASURES = ["total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception"]

# The output contract: other people's programs know these names.
COLUMNS = {
    "T01": ["amount"],
    "T02": [
        "income_total",
        "fiscal_appropriation",
        "superior_subsidy",
        "undertaking",
        "business",
        "affiliated_remit",
        "other",
    ],
    "T03": ["expenditure_total", "basic", "project", "remit_superior", "business", "subsidy_affiliated"],
    "T04": ["amount", "total", "gpb", "gov_fund", "soe_capital"],
    "T05": ["total", "basic", "project"],
    "T06": ["amount"],
    "T07": SIX,
    "T09": [f"{measure}.{kind}" for measure in MEASURES for kind in ("budget", "final")],
    "U01": ["amount"],
    "U02": [
        "income_total",
        "fiscal_appropriation",
        "superior_subsidy",
        "undertaking",
        "undertaking_education_fees",
        "business",
        "affiliated_remit",
        "other",
    ],
    "U03": ["expenditure_total", "basic", "project", "remit_superior", "business", "subsidy_affiliated"],
    "U04": ["total", "basic", "project", "project_capital"],
}


def test_all_forms_are_there() -> None:
    ids = {"department": range(1, 10), "university": range(1, 5), "budget": range(1, 14)}
    letters = {"department": "T", "university": "U", "budget": "B"}
    assert list(forms()) == [f"{letters[family]}{n:02}" for family, own in ids.items() for n in own]
    assert [form.id for form in family_forms("department")] == [f"T{n:02}" for n in range(1, 10)]
    assert [form.id for form in family_forms("university")] == [f"U{n:02}" for n in range(1, 5)]


@pytest.mark.parametrize("form_id", COLUMNS)
def test_the_columns_of_the_output_contract(form_id: str) -> None:
    (variant,) = forms()[form_id].variants
    assert [column.id for column in variant.columns if not column.optional] == COLUMNS[form_id]


def test_the_form_of_state_capital_has_three_columns_or_six() -> None:
    variants = forms()["T08"].variants
    assert [[column.id for column in variant.columns if not column.optional] for variant in variants] == [
        ["total", "basic", "project"],
        SIX,
    ]


def test_the_sides_of_the_fiscal_summary() -> None:
    (variant,) = forms()["T04"].variants
    sides = {column.id: column.side for column in variant.columns if not column.optional}
    assert sides == {
        "amount": "income",
        "total": "expenditure",
        "gpb": "expenditure",
        "gov_fund": "expenditure",
        "soe_capital": "expenditure",
    }


def test_no_title_is_of_two_forms_of_one_kind_of_document() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in forms().values():
        for title in form.titles:
            owners[form.kind, squeeze(title).replace("、", "")].add(form.id)
    assert {title: ids for title, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("form_id", list(forms()))
def test_no_alias_is_listed_twice(form_id: str) -> None:
    titles = [squeeze(title) for title in forms()[form_id].titles]
    assert sorted(set(titles)) == sorted(titles)


def test_slugs_are_unique_and_plain() -> None:
    slugs = [form.slug for form in forms().values()]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() and slug.islower() for slug in slugs)


@pytest.mark.parametrize("form_id", list(forms()))
def test_column_ids_are_unique_and_every_column_has_words(form_id: str) -> None:
    for variant in forms()[form_id].variants:
        ids = [column.id for column in variant.columns]
        assert len(set(ids)) == len(ids)
        for column in variant.columns:
            assert column.title
            assert column.patterns
            assert all(words for pattern in column.patterns for words in pattern)


@pytest.mark.parametrize("form_id", list(forms()))
def test_no_header_word_alone_names_two_columns(form_id: str) -> None:
    """A single word is enough to name a column, so it may name only one of a side."""
    for variant in forms()[form_id].variants:
        owners: dict[tuple[str, str], set[str]] = defaultdict(set)
        for column in variant.columns:
            for pattern in column.patterns:
                if len(pattern) == 1:
                    for word in pattern[0]:
                        owners[column.side, word].add(column.id)
        assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_a_document_is_missed_what_its_own_edition_has() -> None:
    budget = families()["budget"]
    nine = {f"B0{n}" for n in range(1, 10)}
    assert set(budget.edition_of(nine - {"B08"}).tables) == nine
    assert budget.edition_of(["B01", "B02", "B03", "B10"]).tables == ("B01", "B02", "B03", "B10")
    assert "B12" in budget.edition_of(["B01", "B03", "B05", "B06", "B10", "B11", "B13"]).tables


def test_parts_of_a_column_are_marked() -> None:
    marked = {(form.id, c.id) for form in forms().values() for v in form.variants for c in v.columns if c.of_which}
    assert {("U02", "undertaking_education_fees"), ("U04", "project_capital")} <= marked


def test_budget_columns_are_marked() -> None:
    (variant,) = forms()["T09"].variants
    assert all(column.of_budget == column.id.endswith(".budget") for column in variant.columns)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("一般公共服务支出", "201"),
        ("文化旅游体育与传媒支出", "207"),
        ("文化体育与传媒支出", "207"),
        ("社会保障和就业支出", "208"),
        ("卫生健康支出", "210"),
        ("医疗卫生与计划生育支出", "210"),
        ("资源勘探工业信息等支出", "215"),
        ("资源勘探信息等支出", "215"),
        ("自然资源海洋气象等支出", "220"),
        ("国土海洋气象等支出", "220"),
        ("国有资本经营预算支出", "223"),
        ("灾害防治及应急管理支出", "224"),
        ("其他支出", "229"),
        ("债务还本支出", "231"),
        ("债务付息支出", "232"),
        ("抗疫特别国债安排的支出", "234"),
    ],
)
def test_classes_by_name(name: str, code: str) -> None:
    assert class_codes()[squeeze(name)] == code


def test_every_class_of_the_form_is_known() -> None:
    assert len(set(class_codes().values())) >= 26
    assert all(len(code) == 3 and code.startswith("2") for code in class_codes().values())


@pytest.mark.parametrize(
    ("text", "bare", "numeral"),
    [
        ("一、一般公共服务支出", "一般公共服务支出", "一、"),
        ("二十四、债务还本支出", "债务还本支出", "二十四、"),
        ("（一）基本支出", "基本支出", "(一)"),
        ("1.工资福利支出", "工资福利支出", "1."),
        ("1.5", "1.5", ""),
        ("一般公共预算财政拨款", "一般公共预算财政拨款", ""),
        ("十三、交通运输支出", "交通运输支出", "十三、"),
        ("三公经费", "三公经费", ""),
    ],
)
def test_the_numeral_is_no_part_of_a_label(text: str, bare: str, numeral: str) -> None:
    assert bare_label(text) == bare
    assert ordinal(text) == numeral


@pytest.mark.parametrize(
    ("printed", "squeezed"),
    [
        ("因 公 出 国 （ 境 ） 费 用", "因公出国(境)费用"),
        ("“三公”经费", "三公经费"),
        ("信息 网络\n及软件　购置", "信息网络及软件购置"),
        ("单位：万元", "单位:万元"),
        ("２０２３年度", "2023年度"),
        ("", ""),
    ],
)
def test_words_are_compared_without_space_quotes_and_width(printed: str, squeezed: str) -> None:
    assert squeeze(printed) == squeezed
    assert squeeze(squeezed) == squeezed


@pytest.mark.parametrize("text", ["合计", "总 计", "本年收入合计", "本年支出合计", "人员经费合计", "公用经费合计"])
def test_sums(text: str) -> None:
    assert is_sum(text) and opens_row(text)


@pytest.mark.parametrize(
    "text",
    [
        "一、外交支出",
        "外交支出",
        "使用非财政拨款结余",
        "年末结转和结余",
        "其中：捐赠收入",
        "上年结转和结余",
        "上年结转结余",
        "结转下年",
        "公务用车运行维护费",
    ],
)
def test_labels_that_open_a_row(text: str) -> None:
    assert opens_row(text) and not is_sum(text)


@pytest.mark.parametrize("text", ["保险缴费支出", "及其他", "费", "行政运行"])
def test_labels_that_may_be_the_rest_of_one(text: str) -> None:
    assert not opens_row(text)


@pytest.mark.parametrize(
    "text",
    [
        *("科目编码", "功能分类科目编码", "科目名称", "项目", "行次", "类", "款", "项", "部门预算支出经济分类科目编码"),
        *("科目名称（类/款/项）", "科目编码（类款项）", "功能分类科目编码（类、款、项）"),
        *("科目（编码及名称）", "科目编码（名称）"),
    ],
)
def test_words_that_name_rows(text: str) -> None:
    assert is_key_word(squeeze(text))


@pytest.mark.parametrize("text", ["基本支出", "合计", "决算数", "一般公共服务支出", "2010601", ""])
def test_words_that_name_no_rows(text: str) -> None:
    assert not is_key_word(text)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["栏次", "1", "2", "3"], True),
        (["类", "款", "项", "栏次", "1", "2", "3", "4", "5", "6", "7"], True),
        (["栏次"], True),
        (["1", "2", "3", "4"], True),
        (["栏次", "", "1", "栏次", "", "2"], True),
        (["栏次", "1=2+3", "2", "3"], True),
        (["码栏次", "1", "2", "3"], True),
        (["栏次", "1", "栏次", "2", "拨款", "政“4”"], True),
        (["1", "2", "3", "4", "护费", "6", "7"], True),
        (["1", "2", "项目", "5", "护费", "6", "7"], False),
        (["栏次", "1", "2", "3", "1", "5", "6", "7"], True),
        (["栏次", "1", "栏次", "2", "3", "1", "5"], True),
        (["栏次", "1", "1", "1"], False),
        (["1", "2", "3", "1", "5", "6i", "7", "8"], True),
        (["1", "2", "3", "1", "5"], False),
        (["1", "2", "3", "1", "5", "6", "7.00", "8"], False),
        (["1", "3", "5"], False),
        (["", "", "1", "2", "", "4", "5", "6"], True),
        (["", "", "1", "2", "", "4"], False),
        (["", "1", "2", "", "5", "7", "8"], False),
        (["栏次", "A", "B", "C"], True),
        (["类", "款", "项", "栏次", "A", "B"], True),
        (["A", "B"], True),
        (["栏次", "A"], True),
        (["栏次", "B", "C", "D", "E"], True),
        (["栏次", "B", "D"], False),
        (["栏次", "1", "栏次", "2", "J", "则此以"], True),  # 3 and 4, misread
        (["B", "C", "D"], False),
        (["A", "1.00"], False),
        (["栏次", "①", "②"], True),
        (["12", "13", "14"], False),
        (["合计", "1.00", "2.00"], False),
        (["201", "一般公共服务支出", "1", "2"], False),
        (["1"], False),
        ([], False),
        (["", ""], False),
    ],
)
def test_the_row_of_column_numbers(texts: list[str], numbers: bool) -> None:
    assert is_number_row(texts) is numbers


def test_small_integers() -> None:
    assert is_small_integer("1") and is_small_integer("62")
    assert not is_small_integer("2010601") and not is_small_integer("1.0") and not is_small_integer("")
