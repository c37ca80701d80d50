"""What the shipped documents say is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import click
import pytest

from extractor import docs
from extractor.cli import command, main
from extractor.errors import UsageError
from extractor.export import accepted
from extractor.export.findings import FINDING_COLUMNS
from extractor.export.words import KIND_OF_FINDING
from extractor.model import FindingKind, Severity
from extractor.model.catalogue import CATALOGUE


def test_each_topic_is_printed_by_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs"]) == 0
    assert capsys.readouterr().out.split() == docs.topics() == sorted(docs.topics())
    for topic in docs.topics():
        assert main(["docs", topic]) == 0
        assert capsys.readouterr().out == docs.text(topic)
    assert main(["docs", "../errors"]) == UsageError.exit_code
    assert "threat-model" in capsys.readouterr().err


def test_the_threat_model_names_every_command_and_fits_a_page() -> None:
    text = docs.text("threat-model")
    table = text[text.index("## What each command may write") : text.index("## What is not defended")]
    for name, one in command.commands.items():
        names = [f"archive {sub}" for sub in one.commands] if isinstance(one, click.Group) else [name]
        for wanted in names:
            group, _, sub = wanted.partition(" ")
            assert re.search(rf"`[^|]*\b{group}\b[^|]*\b{sub}\b", table), wanted
    assert len(text.splitlines()) < 60


def test_the_topic_of_findings_names_every_column_kind_and_severity() -> None:
    text = docs.text("findings")
    named = set(re.findall(r"`(\w+)`", text))
    assert {*FINDING_COLUMNS} - {"top", "x1"} <= named
    assert {*get_args(FindingKind), *get_args(Severity)} <= named
    assert {*accepted.COLUMNS} <= named
    for kind, word in KIND_OF_FINDING.items():
        assert f"| `{kind}` | {word} |" in text
    assert {"check_failed", "text_differs"} <= CATALOGUE.keys() & named


def rooms() -> list[list[str]]:
    """The names of the first table of the list of rooms, line by line."""
    text = docs.text("rooms")
    table = text[: text.index("## What a change touches")].splitlines()
    return [re.findall(r"`(\w+)`", line.split("|")[1]) for line in table if line.startswith("| `")]


def test_the_list_of_rooms_names_every_room() -> None:
    package = Path(docs.__file__).parents[1]
    there = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert {room for row in rooms() for room in row} == {room for room in there if not room.startswith("__")}


def test_the_list_of_rooms_is_in_the_order_of_the_contract() -> None:
    project = tomllib.loads((Path(docs.__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["type"] == "layers")
    asked = [sorted(re.findall(r"\w+", layer)) for layer in layers if layer != "__main__"]
    assert [sorted(row) for row in rooms()] == asked
