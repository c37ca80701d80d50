"""The HTML of the report: the index of documents, and the page of one.

Whatever is printed in a document (names, cells, sentences) may hold HTML or script: the templates escape everything,
data stands in the page as JSON in which no `<` occurs, and the page's policy lets no script run but those beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from extractor.export import words as chinese
from extractor.export.findings import verdict_words
from extractor.export.layout import Layout
from extractor.export.layout_file import plain_layout
from extractor.model import Disclosure
from extractor.review import words
from extractor.review.charts import Year, charts
from extractor.review.data import Knowledge, page_data
from extractor.review.pictures import Picture
from extractor.review.prose import shown_passages
from extractor.review.tables import shown_table

Mode = Literal["report", "review"]
"""`review` is the same page with `actions.js` on it, which asks the server it came from."""
Language = Literal["zh", "en"]
_PAD = 1.5
"""Points around print that its box leaves free."""


def document_page(
    disclosure: Disclosure,
    pictures: Sequence[Picture],
    mode: Mode = "report",
    *,
    layouts: Mapping[str, Layout] | None = None,
    years: Sequence[Year] = (),
    static: str = "../static/",
    home: str = "../index.html",
    files: str = "",
    language: Language = "zh",
    made: str = "",
) -> str:
    """One document: its pages as printed beside its tables, findings on top.

    Args:
        disclosure: whose checks have their equations (`document.explained`).
        pictures: of its pages.
        mode: whether it can be worked on.
        layouts: its tables as printed, by table id; of one that is missing its rows are shown.
        years: of its department, for the chart.
        static: the address of the style and the scripts, seen from the page.
        home: the address of the index; "" for none.
        files: the address of the document's folder of results; "" for none.
        language: that it opens in.
        made: what it was made from, for whoever makes it again.
    """
    known = Knowledge(disclosure)
    laid = layouts or {}
    tables = [
        (
            table,
            shown_table(table, laid.get(table.table_id) or plain_layout(table), known.ids.of_place, known.marks),
        )
        for table in disclosure.tables
    ]
    proofs = Counter(figure.proof for _, _, _, figure in known.figures() if figure.state == "figure")
    return _rendered(
        "document.html",
        **_common(mode, static, home, language),
        d=disclosure,
        made=made,
        files=files,
        verdict=verdict_words(disclosure),
        findings=known.findings,
        proofs=proofs,
        scanned=any(figure.engine == "ocr" for _, _, _, figure in known.figures()),
        tables=tables,
        verdicts=chinese.verdicts(disclosure),
        heading=chinese.heading,
        pages=_pages(known, pictures),
        passages=shown_passages(disclosure.passages, known.claims),
        charts=charts(disclosure, known.ids),
        years=years,
        most=max((one for year in years for one in (year.income, year.expenditure) if one), default=0),
        data=as_json(known.data(pictures)),
    )


def judged(disclosure: Disclosure, pictures: Sequence[Picture]) -> dict[str, Any]:
    """What the page needs to show a new judgment: `detail` of the event `juesuan:judged`.

    Returns:
        `data` as `page_data` has it, and `html`: by the id of an element, what it holds now.
    """
    known = Knowledge(disclosure)
    proofs = Counter(figure.proof for _, _, _, figure in known.figures() if figure.state == "figure")
    scanned = any(figure.engine == "ocr" for _, _, _, figure in known.figures())
    shown = {**_common("review", "", "", "zh"), "d": disclosure, "verdict": verdict_words(disclosure)}
    return {
        "data": known.data(pictures),
        "html": {
            "verdict": _rendered("_verdict.html", **shown),
            "legend": _rendered("_legend.html", **shown, proofs=proofs, scanned=scanned),
            "findings": _rendered("_findings.html", **shown, findings=known.findings),
        },
    }


def index_page(documents: Sequence[Mapping[str, Any]], *, static: str = "static/", language: Language = "zh") -> str:
    """The index of a report.

    Args:
        documents: as `report.entry_of` makes them, the worst first.
        static: as above.
        language: as above.
    """
    return _rendered(
        "index.html",
        **_common("report", static, "", language),
        count=len(documents),
        statuses=Counter(one["status"] for one in documents),
        kinds=sorted({one["kind"] for one in documents if one["kind"]}),
        years=sorted({one["year"] for one in documents if one["year"]}, reverse=True),
        data=as_json({"documents": list(documents), "statuses": words.STATUSES, "kinds": words.KINDS}),
    )


def as_json(value: Any) -> Markup:
    """JSON that can stand in an HTML page: nothing in it ends a script or begins a tag."""
    text = msgspec.json.encode(value).decode("utf-8", "replace")
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _pages(known: Knowledge, pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """The pages with what stands on each: figures, places of findings, amounts of the text."""
    figures: dict[int, list[Any]] = {}
    for figure_id, _, _, figure in known.figures():
        box = figure.box
        place = (box.x0 - _PAD, box.top - _PAD, box.width + 2 * _PAD, box.height + 2 * _PAD)
        figures.setdefault(figure.page, []).append((figure_id, figure, known.marks.get(figure_id), _short(place)))
    found: dict[int, list[Any]] = {}
    for told in known.findings:
        for page, box in told.places:
            place = (box.x0 - 2, box.top - 2, box.width + 4, box.height + 4)
            found.setdefault(page, []).append((told, _short(place)))
    claims: dict[int, list[Any]] = {}
    for claim in known.claims:
        for page, box in claim.boxes:
            claims.setdefault(page, []).append((claim, _short((box.x0, box.top, box.width, box.height))))
    sizes = {one.number: one for one in pictures}
    numbers = sorted({*sizes, *range(1, known.disclosure.page_count + 1)} if sizes else ())
    return [
        {
            "number": number,
            "picture": sizes.get(number, Picture(number, "", 595.0, 842.0)),
            "figures": figures.get(number, []),
            "findings": found.get(number, []),
            "claims": claims.get(number, []),
        }
        for number in numbers
    ]


def _short(place: tuple[float, float, float, float]) -> tuple[str, str, str, str]:
    x, y, wide, high = (f"{value:.1f}".removesuffix(".0") for value in place)
    return x, y, wide, high


def _common(mode: Mode, static: str, home: str, language: Language) -> dict[str, Any]:
    return {"mode": mode, "static": static, "home": home, "language": language, "words": words, "chinese": chinese}


def both(pair: tuple[str, str]) -> Markup:
    """Words in both languages, of which the style shows one."""
    return Markup('<span class="zh">{}</span><span class="en" lang="en">{}</span>').format(*pair)


def said(name: str, chinese: str, english: str) -> Markup:
    """An attribute in both languages, which the script turns."""
    return Markup('{0}="{1}" data-{0}-zh="{1}" data-{0}-en="{2}"').format(name, chinese, english)


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("extractor.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=lambda zh, en: both((zh, en)), both=both, said=said)
    made.filters["class_of"] = lambda text: escape("".join(filter(str.isalnum, text)))
    return made


def _rendered(name: str, **values: Any) -> str:
    return environment().get_template(name).render(**values)


__all__ = ["Language", "Mode", "as_json", "document_page", "index_page", "judged", "page_data"]
