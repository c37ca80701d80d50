"""The page of a document: every figure in table and on the page, nothing printed that acts, words in two languages."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractor.document.explained import explained
from extractor.export.layout import join
from extractor.model import Disclosure
from extractor.review.data import Knowledge
from extractor.review.pages import document_page, index_page, judged
from extractor.review.pictures import draw_pictures
from extractor.review.report import entry_of
from tests.review.printed import NASTY, SAMPLE, hostile, read

ACTS = re.compile(r"(src|href|action|formaction|data|poster)$")


class Tags(HTMLParser):
    """Every tag with its attributes, and the text of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self._in = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in = tag

    def handle_data(self, data: str) -> None:
        if self._in == "script":
            self.scripts.append(data)
        self._in = ""

    def of(self, name: str, **wanted: str) -> list[dict[str, str]]:
        return [have for tag, have in self.tags if tag == name and wanted.items() <= have.items()]


def page_of(document: Disclosure, **how: object) -> str:
    pictures = draw_pictures(SAMPLE.read_bytes(), None)
    layouts = {table.table_id: join(table) for table in document.tables if table.parts}
    return document_page(document, pictures, layouts=layouts, **how)  # type: ignore[arg-type]


@cache
def page() -> Tags:
    return Tags(page_of(explained(read(), SAMPLE.read_bytes())))


@cache
def bad_page() -> Tags:
    return Tags(page_of(hostile(), files="x/"))


def test_every_figure_is_in_its_table_and_on_its_page_under_one_id() -> None:
    cells = [one["data-figure"] for one in page().of("td") if "data-figure" in one]
    boxes = [one["data-figure"] for one in page().of("rect") if "data-figure" in one]
    assert len(cells) == len(set(cells)) == len(boxes)
    assert set(cells) == set(boxes) == set(json.loads(page().scripts[0])["figures"])
    assert len(cells) == sum(len(row.figures) for table in read().tables for row in table.rows)


def test_a_sum_names_its_addends_with_their_signs_and_what_is_missing() -> None:
    data = json.loads(page().scripts[0])
    sums = [one for check in data["checks"] for one in check.get("sums", ())]
    assert len(sums) > 100
    amounts = {name: figure["amount"] for name, figure in data["figures"].items()}
    for one in sums:
        assert {sign for sign, _ in one["terms"]} <= {1, -1} and one["terms"][-1][0] == -1
        if not one.get("most"):
            total = sum(sign * float(amounts[name] or 0) for sign, name in one["terms"])
            assert total == pytest.approx(float(one["off"]), abs=1e-6)


def test_amounts_of_the_text_lead_to_figures_and_have_their_boxes() -> None:
    data = json.loads(page().scripts[0])
    claims = data["claims"]
    assert len(claims) > 50 and all(one["boxes"] for one in claims.values())
    shown = {name for one in page().of("span") for name in one.get("data-claims", "").split()}
    assert shown == set(claims)
    told = [one for one in claims.values() if one["figures"]]
    assert told and all(name in data["figures"] for one in told for name in one["figures"])


def test_the_text_is_there_as_printed() -> None:
    text = page_of(read())
    for words in ("生均拨款标准提高", "注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。"):
        assert words in text


def test_findings_come_first_and_the_gravest_of_them() -> None:
    known = Knowledge(hostile())
    ranks = [("fault", "doubt", "info").index(one.finding.severity) for one in known.findings]
    assert ranks == sorted(ranks) and len(ranks) > 1
    listed = [one["data-finding"] for one in bad_page().of("li") if "data-finding" in one]
    assert listed == [one.id for one in known.findings]


def test_nothing_that_is_printed_becomes_a_tag_or_an_attribute() -> None:
    honest = {tag for tag, _ in page().tags} | {"a"}
    assert {tag for tag, _ in bad_page().tags} <= honest
    assert not [have for _, have in bad_page().tags for name in have if name.startswith("on") or name == "style"]
    assert {one.get("src") for one in bad_page().of("script")} == {one.get("src") for one in page().of("script")}
    data = json.loads(bad_page().scripts[0])
    assert data["document"]["entity"] == f"某局{NASTY}" and "<" not in bad_page().scripts[0]
    for _, have in bad_page().tags:
        for name, value in have.items():
            assert not (ACTS.fullmatch(name) and re.match(r"\s*(javascript|data|https?):|//", value, re.I)), (
                name,
                value,
            )


def test_the_index_holds_nothing_that_acts_either() -> None:
    document = hostile()
    index = Tags(index_page([entry_of(document, "documents/x.html")]))
    assert {tag for tag, _ in index.tags} <= {tag for tag, _ in Tags(index_page([entry_of(read(), "")])).tags}
    assert json.loads(index.scripts[0])["documents"][0]["entity"] == document.entity


def test_the_policy_lets_no_script_run_but_those_beside_the_page() -> None:
    (policy,) = (one["content"] for one in page().of("meta", **{"http-equiv": "Content-Security-Policy"}))
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    assert rules["default-src"] == ["'none'"] and "connect-src" not in rules
    assert not {source for sources in rules.values() for source in sources} & {"'unsafe-inline'", "'unsafe-eval'", "*"}
    assert [one for one in page().of("script") if "src" not in one] == [{"type": "application/json", "id": "data"}]


def test_nothing_leads_out_of_the_page() -> None:
    for _, have in page().tags:
        assert not [name for name in ("src", "href") if have.get(name, "").startswith(("http", "//"))]


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    chinese, english = page().of("span", **{"class": "zh"}), page().of("span", **{"class": "en"})
    assert len(chinese) == len(english) > 30
    for _, have in page().tags:
        for name in ("title", "placeholder", "aria-label"):
            if f"data-{name}-zh" in have:
                assert have[f"data-{name}-en"] and not re.search("[\u4e00-\u9fff]{3}", have[f"data-{name}-en"])


def test_a_page_of_a_review_asks_its_server_and_one_of_a_report_nobody() -> None:
    review = Tags(page_of(read(), mode="review", static="/static/"))
    assert {one["src"] for one in review.of("script") if "src" in one} >= {"/static/actions.js", "/static/view.js"}
    assert "../static/actions.js" not in {one.get("src") for one in page().of("script")}
    assert [one["data-mode"] for one in review.of("body")] == ["review"]


def test_a_new_judgment_has_all_that_the_page_shows() -> None:
    detail = judged(read(), ())
    assert set(detail["html"]) <= {have["id"] for _, have in page().tags if "id" in have}
    assert json.dumps(detail) and detail["data"]["figures"].keys() == json.loads(page().scripts[0])["figures"].keys()


def test_pictures_are_small_and_drawn_once(tmp_path: Path) -> None:
    first = draw_pictures(SAMPLE.read_bytes(), tmp_path, "某校/")
    assert [one.number for one in first] == list(range(1, read().page_count + 1))
    assert first[0].href == "%E6%9F%90%E6%A0%A1/001.webp" and (first[0].width, first[0].height) > (500, 500)
    sizes = {path.name: path.stat() for path in tmp_path.iterdir()}
    assert sum(stat.st_size for stat in sizes.values()) < 6_000_000 * len(first) / 25
    assert draw_pictures(SAMPLE.read_bytes(), tmp_path, "某校/") == first
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == {
        name: stat.st_mtime_ns for name, stat in sizes.items()
    }
