"""What the shipped documents say is so."""

from __future__ import annotations

import re

import click
import pytest

from extractor import docs
from extractor.cli import command, main
from extractor.errors import UsageError


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
