"""Heads read from pictures: a column of which one sign was misread is known by its place alone, and never in a text."""

from __future__ import annotations

from extractor.forms import forms
from extractor.normalize.columns import Group, match_columns
from extractor.normalize.header import HeadColumn

HALF = ["合计", "因公出国(境)费", "公务接待费"]


def found(budget: str, final: str, low: list[str]) -> list[Group]:
    paths = [(kind, word) for kind in (budget, final) for word in low]
    return [Group((k,), HeadColumn(k, "figure", path, path)) for k, path in enumerate(paths)]


def ids(groups: list[Group], of_picture: bool = True) -> list[tuple[str, str]]:
    matches = match_columns(forms()["T09"].variants[0].columns, groups, False, of_picture=of_picture)
    return [(match.form_column.id if match.form_column else "", match.matched_by) for match in matches]


def test_one_sign_of_a_word_may_be_another() -> None:
    assert ids(found("预体数", "决算数", HALF)) == [
        ("total.budget", "position"),
        ("abroad.budget", "position"),
        ("reception.budget", "position"),
        ("total.final", "header"),
        ("abroad.final", "header"),
        ("reception.final", "header"),
    ]
    assert ids(found("预算数", "决算数", ["合计", "因公出国(境)费", "公务接侍费"]))[2] == (
        "reception.budget",
        "position",
    )


def test_in_a_text_it_is_another_word() -> None:
    assert ids(found("预体数", "决算数", HALF), of_picture=False)[0] == ("", "unknown")


def test_two_signs_or_two_columns_name_none() -> None:
    assert ids(found("预体教", "决算数", HALF))[0] == ("", "unknown")
    assert ids(found("预体数", "预体数", HALF))[:4:3] == [("", "unknown"), ("", "unknown")]
