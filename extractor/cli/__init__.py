"""The command line: parse arguments, call, print."""

from __future__ import annotations

from extractor.cli.entry import command, main

__all__ = ["command", "main"]
