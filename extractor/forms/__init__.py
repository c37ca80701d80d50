"""The published forms as data: a folder a family (`data/<family>/`), one file a table, and what reads them.

A new region, year or family is a change of data with a test, not of code.

Source: the departmental form of the Ministry of Finance (nine tables; 2022 and later, with older and regional names
as aliases), and the form of the universities under the Ministry of Education (four tables).
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

from extractor.language.text import squeeze
from extractor.model import Side

Pattern = tuple[frozenset[str], ...]
"""Words that all stand in a column's header, each as one of a few spellings; one of them is the lowest word."""


Classification = Literal["functional", "economic", "own"]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A figure column of a form and the header words that name it."""

    id: str
    title: str
    patterns: tuple[Pattern, ...]
    side: Side = ""
    optional: bool = False
    of_which: bool = False
    """A part (其中) of another column: checked to be no more than its whole, never added."""
    of_budget: bool = False
    """A column of the budget, which the final account is set against."""
    under: str = ""
    """The column, or measure, whose words stand over this one as a heading: 公务用车购置及运行维护费 over its parts."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One set of columns a form is printed with."""

    name: str
    columns: tuple[FormColumn, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A numbered table as published."""

    id: str
    slug: str
    title: str
    family: str
    key: Literal["code", "label", "none"]
    """What names a row: a 科目 code, a label, or nothing (one row of figures)."""
    panels: int
    """How many lists of rows stand side by side at the most."""
    aliases: tuple[str, ...]
    variants: tuple[Variant, ...]
    classification: Classification = "functional"
    """Whose codes and names its rows have: those of 功能分类 (201…), of 支出经济分类 (301…), or its own."""
    sections: Literal["", "funds"] = ""
    """`funds`: the names of the funds stand in 本年收入 and again in the balances; a section tells them apart."""
    upright: bool = False
    """Its columns may be printed as rows."""
    sometimes: bool = False
    """There are good documents without it: one that the 目录 does not list is not missed."""
    nothing: str = ""
    """What a sentence names that says there was nothing of it, a regular expression."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The form's own title and every other one it is known by, as printed."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class Edition:
    """Tables that are published together somewhere."""

    id: str
    title: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of document with its tables."""

    id: str
    title: str
    kind: str
    """`account` or `budget`."""
    rank: int
    editions: tuple[Edition, ...]


_FORM_FILE = re.compile(r"[A-Z]\d\d.*\.toml$")


def _folders() -> list[Traversable]:
    folders = (entry for entry in resources.files("extractor.forms.data").iterdir() if entry.is_dir())
    return sorted((entry for entry in folders if (entry / "family.toml").is_file()), key=lambda entry: entry.name)


@cache
def families() -> dict[str, Family]:
    """Every family by id, in the order of their ranks."""
    read = [_family(folder.name, _toml(folder / "family.toml")) for folder in _folders()]
    return {family.id: family for family in sorted(read, key=lambda family: (family.rank, family.id))}


def _toml(entry: Traversable) -> dict[str, Any]:
    return tomllib.loads(entry.read_text(encoding="utf-8"))


def _family(family_id: str, entry: dict[str, Any]) -> Family:
    editions = tuple(Edition(one["id"], one["title"], tuple(one["tables"])) for one in entry["editions"])
    return Family(family_id, entry["title"], entry["kind"], entry["rank"], editions)


@cache
def forms() -> dict[str, Form]:
    """Every known form by id, in the order of the families and, in each, of the ids."""
    raw: dict[str, dict[str, Any]] = {}
    for folder in _folders():
        for entry in folder.iterdir():
            if _FORM_FILE.match(entry.name):
                loaded = _toml(entry)
                raw[loaded["id"]] = {**loaded, "family": folder.name}
    ranks = {family_id: family.rank for family_id, family in families().items()}
    order = sorted(raw.values(), key=lambda entry: (ranks[entry["family"]], entry["id"]))
    return {entry["id"]: _form(entry, raw) for entry in order}


def classification(table_id: str) -> Classification:
    """Whose codes a table's rows have; a table of no known form is taken to have those of 功能分类."""
    form = forms().get(table_id)
    return "functional" if form is None else form.classification


def family_forms(family: str) -> list[Form]:
    """The forms a family of documents publishes, in order."""
    return [form for form in forms().values() if form.family == family]


def _form(entry: dict[str, Any], raw: dict[str, dict[str, Any]]) -> Form:
    return Form(
        id=entry["id"],
        slug=entry["slug"],
        title=entry["title"],
        family=entry["family"],
        key=entry["key"],
        panels=entry.get("panels", 1),
        aliases=tuple(entry["aliases"]),
        variants=_variants(entry, raw),
        classification=entry.get("classification", "functional"),
        sections=entry.get("sections", ""),
        upright=entry.get("upright", False),
        sometimes=entry.get("sometimes", False),
        nothing=entry.get("nothing", ""),
    )


def _variants(entry: dict[str, Any], raw: dict[str, dict[str, Any]]) -> tuple[Variant, ...]:
    if "variants" in entry:
        out = []
        for variant in entry["variants"]:
            source = raw[variant["like"]] if "like" in variant else variant
            out.append(Variant(variant["name"], _columns(source)))
        return tuple(out)
    source = raw[entry["like"]] if "like" in entry else entry
    required = set(entry.get("require", ()))
    columns = tuple(replace(c, optional=c.optional and c.id not in required) for c in _columns(source))
    return (Variant("", columns),)


def _columns(entry: dict[str, Any]) -> tuple[FormColumn, ...]:
    if "measures" in entry:
        return _measured(entry)
    return tuple(
        FormColumn(
            column["id"],
            column["title"],
            tuple(_pattern(text) for text in column["match"]),
            column.get("side", ""),
            column.get("optional", False),
            column.get("of_which", False),
            column["id"] == "budget",
            column.get("under", ""),
        )
        for column in entry["columns"]
    )


def _measured(entry: dict[str, Any]) -> tuple[FormColumn, ...]:
    """Columns that are a measure in one of several kinds (预算数, 决算数), named by both words in either order."""
    titles = {"budget": "预算数", "final": "决算数"}
    out = []
    for measure in entry["measures"]:
        for kind, words in entry["kinds"].items():
            patterns = tuple((*_pattern(text), *_pattern(words)) for text in measure["match"])
            title = f"{titles[kind]}·{measure['title']}"
            optional = measure.get("optional", False)
            under = measure.get("under", "")
            column_id, of_budget = f"{measure['id']}.{kind}", kind == "budget"
            out.append(FormColumn(column_id, title, patterns, "", optional, of_budget=of_budget, under=under))
    return tuple(out)


def _pattern(text: str) -> Pattern:
    return tuple(frozenset(squeeze(word) for word in part.split("|")) for part in text.split("&"))


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
    text = (resources.files("extractor.forms.data") / "economic.csv").read_text(encoding="utf-8")
    return {
        row["code"]: frozenset(squeeze(name) for name in (row["name"], *filter(None, row["also"].split("|"))))
        for row in csv.DictReader(text.splitlines())
    }
