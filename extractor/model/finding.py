"""What a person should know of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "doubt", "fault"]
"""`info` changes nothing; `doubt` makes the document doubtful; `fault` says the document contradicts itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: a stable code, a Chinese sentence, and where."""

    code: str
    message: str
    table_id: str = ""
    page: int | None = None
    severity: Severity = "info"
