"""Every finding that the program makes is in the catalogue, with all the words its sentence asks for, and no others."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.model.catalogue import CATALOGUE, finding

PACKAGE = Path(__file__).parents[2] / "extractor"
GIVEN = {"page", "table_id", "severity"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield path.relative_to(PACKAGE).as_posix(), node


def keys(call: ast.Call) -> list[str]:
    """The keys that the first argument may be: a string, or one of two."""
    first = call.args[0]
    branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    return [branch.value for branch in branches if isinstance(branch, ast.Constant) and isinstance(branch.value, str)]


def asked(key: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(CATALOGUE[key].sentence) if name}


def test_findings_are_made_of_the_catalogue_alone() -> None:
    made = {path for path, call in calls() if isinstance(call.func, ast.Name) and call.func.id == "Finding"}
    assert made == {"model/catalogue.py"}


def test_every_finding_names_what_its_sentence_asks_for() -> None:
    used = set()
    for path, call in calls():
        assert isinstance(call.func, ast.Name)
        of_table = path == "normalize/table.py" and call.func.id == "_finding"  # which gives the title itself
        if not of_table and (call.func.id != "finding" or any(word.arg is None for word in call.keywords)):
            continue
        words = {word.arg for word in call.keywords if word.arg} - GIVEN | ({"title"} if of_table else set())
        assert keys(call), f"{path}:{call.lineno}: the key is no literal"
        for key in keys(call):
            assert asked(key) - GIVEN == words, f"{path}:{call.lineno}"
            used.add(key)
    assert used == set(CATALOGUE)


def test_a_word_too_few_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        finding("hidden_text", page=3)
    with pytest.raises(KeyError):
        finding("no_such_finding")


def test_what_is_printed_is_not_taken_for_a_field() -> None:
    said = finding("lost_token", "T05", 3, title="{x}", printed="{0}")
    assert said.message == "{x}第 3 页的“{0}”不在任何数字栏内，未采用"


def test_two_sentences_of_one_code() -> None:
    listed, other = finding("missing_table.listed", "T05", title="表"), finding("missing_table", "T05", title="表")
    assert (listed.code, other.code) == ("missing_table", "missing_table")
    assert listed.message != other.message


def test_what_follows_from_a_finding_is_said_of_doubts_and_faults() -> None:
    for entry in CATALOGUE.values():
        if entry.misfit or entry.open_column or entry.unplaced:
            assert entry.severity == "doubt", entry.key
