"""`juesuan docs`: the texts that are installed with the program."""

from __future__ import annotations

import click

from extractor.cli.spoken import Command
from extractor.errors import ExitCode
from extractor.system.console import print_lines, print_text


@click.command(cls=Command)
@click.argument("topic", metavar="[TOPIC]", required=False)
def docs(topic: str | None) -> int:
    """随程序安装的说明（英文）：不给 TOPIC 时列出各篇。"""
    from extractor.docs import text, topics

    if topic:
        print_text(text(topic))
    else:
        print_lines(topics())
    return ExitCode.OK
