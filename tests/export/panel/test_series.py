"""Which documents go together: by the user's own ids, by name and region, by scope."""

from __future__ import annotations

from extractor.export.panel.series import departments, series
from extractor.export.panel.source import Document


def document(year: int, entity: str = "某市教育局", **other: str) -> Document:
    said = {"department_id": "", "region": "", "kind": "account", "scope": "部门", "published": "", **other}
    name = f"{year}_{entity}{other.get('name', '')}"
    return Document(
        year,
        name,
        entity,
        entity,
        said["department_id"],
        said["region"],
        said["kind"],
        said["scope"],
        year,
        "verified",
        said["published"],
        True,
        "",
    )


def names(groups: list[list[Document]]) -> list[tuple[str, list[int]]]:
    return [(group[0].department, [one.fiscal_year for one in group]) for group in groups]


def test_a_body_that_was_renamed_is_one_where_the_list_says_so() -> None:
    old, new = document(2022, "某市体育局", department_id="D7"), document(2023, "某市文旅体育局", department_id="D7")
    assert names(departments([old, new])) == [("某市文旅体育局", [2022, 2023])]
    apart = [one._replace(department_id="") for one in (old, new)]
    assert names(departments(apart)) == [("某市体育局", [2022]), ("某市文旅体育局", [2023])]


def test_one_name_in_two_regions_is_two_departments() -> None:
    found = departments([document(2022, "财政局", region="甲县"), document(2023, "财政局", region="乙县")])
    assert names(found) == [("财政局（乙县）", [2023]), ("财政局（甲县）", [2022])]


def test_a_document_without_a_region_goes_with_the_only_one_there_is() -> None:
    found = departments([document(2022, "财政局", region="甲县"), document(2023, "财政局")])
    assert names(found) == [("财政局", [2022, 2023])]
    finer = departments([document(2022, "财政局", region="湖北省武汉市"), document(2023, "财政局", region="湖北省")])
    assert names(finer) == [("财政局", [2022, 2023])]
    three = departments([document(2022, "财政局", region=region) for region in ("甲县", "乙县", "")])
    assert len(three) == 3


def test_a_document_without_a_scope_goes_with_those_that_have_one() -> None:
    found, aside = series([document(2022), document(2023, scope=""), document(2023, kind="budget")])
    assert {key: [one.fiscal_year for one in line] for key, line in found.items()} == {
        ("account", "部门"): [2022, 2023],
        ("budget", "部门"): [2023],
    }
    assert aside == []
    twice, _ = series([document(2023), document(2023, scope="")])
    assert set(twice) == {("account", "部门"), ("account", "")}


def test_of_two_of_one_year_the_last_published_counts_and_the_other_is_named() -> None:
    early, late = document(2023, "甲", published="2024-08-01"), document(2023, "乙", published="2024-09-30")
    found, aside = series([late, early])
    assert found["account", "部门"] == [late]
    assert [(one.name, one.current, one.instead) for one in aside] == [(early.name, False, late.name)]
