"""What the program sees in a PDF, as text and as a page picture: for a person who doubts a result or reports one."""

from __future__ import annotations

from extractor.show.seen import Seen, inspect
from extractor.show.text import overview, page_text

__all__ = ["Seen", "inspect", "overview", "page_text"]
