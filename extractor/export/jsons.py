"""JSON files: readable, one space a level, or compact, and quick to write."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def json_bytes(value: Any) -> bytes:
    """`value` as an indented JSON text in UTF-8, with a line break at the end.

    The bytes are those of `json.dumps(value, ensure_ascii=False, indent=1)`, which takes ten times as long. Half a
    character, as damaged file names have, is escaped; only that function can.
    """
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    except UnicodeEncodeError:
        return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def compact_bytes(value: Any) -> bytes:
    """`value` as JSON without a space, a line break at its end: two thirds of the size."""
    try:
        return msgspec.json.encode(value) + b"\n"
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return f"{text}\n".encode("utf-8", "backslashreplace")
