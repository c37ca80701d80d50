"""The HTML of the report: the index of documents, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from extractor.model import Disclosure
from extractor.review.pictures import Picture

Mode = Literal["report", "review"]
"""`review` is the same page with `actions.js` on it, which asks the server it came from."""


def document_page(disclosure: Disclosure, pictures: Sequence[Picture], mode: Mode = "report") -> str:
    """One document: its pages as printed beside its tables, findings on top."""
    raise NotImplementedError


def judged(disclosure: Disclosure, pictures: Sequence[Picture]) -> dict[str, Any]:
    """What the page needs to show a new judgment: `detail` of the event `juesuan:judged`.

    Returns:
        `data` as `page_data` has it, and `html`: by the id of an element, what it holds now.
    """
    raise NotImplementedError
