"""The published forms as data: a folder a family (`data/<family>/`), and what reads them.

A new region, year or family is a change of data with a test, not of code; a user's own folder counts within `using`.

Source: the departmental form of the Ministry of Finance (nine tables; 2022 and later, with older and regional names
as aliases), and the form of the universities under the Ministry of Education (four tables).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from extractor.forms.family import Edition, Family
from extractor.forms.load import NO_FORMS, UserForms, built_in, catalogue, user_forms, using
from extractor.forms.shape import Classification, Form, FormColumn, OutlineColumn, Pattern, RowRule, Variant
from extractor.language.text import squeeze

__all__ = [
    "NO_FORMS",
    "Classification",
    "Edition",
    "Family",
    "Form",
    "FormColumn",
    "OutlineColumn",
    "Pattern",
    "RowRule",
    "UserForms",
    "Variant",
    "catalogue",
    "class_codes",
    "classification",
    "economic_names",
    "families",
    "family_forms",
    "forms",
    "functional_names",
    "is_own",
    "is_own_form",
    "user_forms",
    "using",
]


def forms() -> dict[str, Form]:
    """Every known form by id, in the order of the families and, in each, of the ids."""
    return catalogue().forms


def families() -> dict[str, Family]:
    """Every family by id, in the order of their ranks."""
    return catalogue().families


def classification(table_id: str) -> Classification:
    """Whose codes a table's rows have; a table of no known form is taken to have those of 功能分类."""
    form = forms().get(table_id)
    return "functional" if form is None else form.classification


def is_own(family: str) -> bool:
    """Whether a family stands in a user's folder."""
    return any(family == one for one, _, _ in catalogue().user.families)


def is_own_form(table_id: str) -> bool:
    """Whether a table's form is one that a user added: what it prints is held by that form's identities."""
    known = catalogue()
    return bool(known.user.families) and table_id in known.forms and table_id not in built_in().forms


def family_forms(family: str) -> list[Form]:
    """The forms a family of documents publishes, in order."""
    found = families().get(family)
    return [] if found is None else list(found.forms.values())


@cache
def class_codes() -> dict[str, str]:
    """Name of a 功能分类 类, old names included, to its code."""
    text = (resources.files("extractor.forms.data") / "classes.csv").read_text(encoding="utf-8")
    out = {}
    for row in csv.DictReader(text.splitlines()):
        for name in (row["name"], *filter(None, row["also"].split("|"))):
            out[squeeze(name)] = row["code"]
    return out


@cache
def economic_names() -> dict[str, frozenset[str]]:
    """Code of a 部门预算支出经济分类科目 to the names it is printed with (政府收支分类科目, 2018 and later)."""
    return _names("economic.csv")


@cache
def functional_names() -> dict[str, frozenset[str]]:
    """Code of a 款 or 项 of the 支出功能分类 to the names it is printed with (政府收支分类科目, 2018 to 2025).

    Not every 科目 of every year is there: what is not may be right, too.
    """
    return _names("functional.csv")


@cache
def class_names() -> dict[str, frozenset[str]]:
    """Code of a 功能分类 类 to its names, old ones included; see `class_codes`."""
    codes = class_codes()
    return {code: frozenset(name for name, own in codes.items() if own == code) for code in codes.values()}


@cache
def published_names() -> dict[str, frozenset[str]]:
    """Code of either classification, a 类 of the 功能分类 too, to the names it is published with."""
    return {**class_names(), **economic_names(), **functional_names()}


def _names(file: str) -> dict[str, frozenset[str]]:
    text = (resources.files("extractor.forms.data") / file).read_text(encoding="utf-8")
    return {
        row["code"]: frozenset(squeeze(name) for name in (row["name"], *filter(None, row["also"].split("|"))))
        for row in csv.DictReader(text.splitlines())
    }


@cache
def classified() -> frozenset[str]:
    """The three digits that a code of the 功能分类 or of the 经济分类 may begin with."""
    return frozenset([*class_codes().values(), *(code[:3] for code in economic_names())])
