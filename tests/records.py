"""Records of the samples, edited by hand, and sealed again as a program would that knows how."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.record import SEAL, seal


def edit(path: Path, change: Callable[[dict[str, Any]], object], sealed: bool = False) -> None:
    """Change the record at `path`.

    Args:
        path: the file.
        change: what is done to its values.
        sealed: whether it gets the seal that fits.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    if sealed:
        data[SEAL] = seal(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def figure(data: dict[str, Any], table_id: str, label: str, column_id: str) -> dict[str, Any]:
    """A figure of a record by its row's label."""
    table = next(t for t in data["tables"] if t["table_id"] == table_id)
    row = next(r for r in table["rows"] if r["label"] == label)
    found: dict[str, Any] = next(f for f in row["figures"] if f["column_id"] == column_id)
    return found
