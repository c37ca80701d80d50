"""The first page of a review: drop files on it, watch them being read, open what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from extractor.review import words
from extractor.review.pages import Language, as_json, environment

_RANK = {"doubtful": 0, "inconsistent": 1, "failed": 2, "no_text": 3, "unsupported": 4, "verified": 5}
_COLUMNS = ("document", "entity", "fiscal_year", "kind", "status", "verdict_words", "source", "corrected", "confirmed")


def home_page(documents: Iterable[Mapping[str, str]], language: Language = "zh") -> str:
    """The page.

    Args:
        documents: lines of summary.csv.
        language: that it opens in.
    """
    lines = [{name: line.get(name) or "" for name in (*_COLUMNS, "reasons")} for line in documents]
    lines.sort(key=lambda line: (_RANK.get(line["status"], 9), line["document"], line["source"]))
    for line in lines:
        line["reasons"] = line["reasons"][:200]
    data: dict[str, Any] = {"documents": lines, "statuses": words.STATUSES, "kinds": words.KINDS}
    return (
        environment()
        .get_template("home.html")
        .render(
            mode="review",
            static="/static/",
            home="",
            language=language,
            words=words,
            counts=Counter(line["status"] for line in lines),
            data=as_json(data),
        )
    )
