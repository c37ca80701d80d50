"""Reports in a real browser, opened from the disk: both ways between table and page, by mouse and by keyboard."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import verify
from extractor.model import Disclosure
from extractor.review.report import write_report
from tests.conftest import ROOT
from tests.review.browser.conftest import Browser
from tests.review.printed import hostile, many, read, written

ARROW_DOWN, ENTER, ESCAPE = "\ue015", "\ue007", "\ue00c"
PICTURES = ROOT / ".github"


def misprinted() -> Disclosure:
    """The sample with one addend of a sum printed as another amount: its sums fail, and findings say so."""
    found = read()
    table = found["T03"]
    row = next(one for one in table.rows if one.level == "item" and one.amount("basic"))

    def change(of: object, figure):  # type: ignore[no-untyped-def]
        if of is not row or figure.column_id != "basic":
            return figure
        return replace(figure, printed="777,777.77", amount=Decimal("77.777777"))

    tables = tuple(one.map_figures(change) if one is table else one for one in found.tables)
    checks = verify.check(tables)
    tables = verify.proved(tables, checks)
    findings = (*found.findings, *verify.findings(tables, checks))
    return replace(found, tables=tables, checks=tuple(checks), findings=findings, status="inconsistent")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of two documents in a folder that was moved away from what it was made from."""
    output = tmp_path_factory.mktemp("output")
    written(output)
    written(output, replace(misprinted(), entity="某县学校"))
    written(output, hostile())
    write_report(output)
    return Path(shutil.move(output / "report", tmp_path_factory.mktemp("moved") / "report"))


def page(report: Path, mark: str) -> Path:
    return next((report / "documents").glob(f"*{mark}*.html"))


def sample(report: Path) -> Path:
    return page(report, "琼湾")


def test_a_click_goes_both_ways_between_table_and_page(report: Path, browser: Browser) -> None:
    browser.open(sample(report))
    figure = browser.run("return document.querySelectorAll('td[data-proof=proved]')[40].dataset.figure")
    cell, box = f'td[data-figure="{figure}"]', f'rect[data-figure="{figure}"]'
    for clicked in (cell, box):
        browser.press(ESCAPE)
        assert browser.current() == set()
        browser.click(clicked)
        assert browser.current() == {("td", figure), ("rect", figure)}
        assert browser.seen(browser.one(cell)) and browser.seen(browser.one(box))
    assert figure in browser.run("return juesuan.chosen().figure")


def test_a_figure_shows_every_identity_and_its_addends_light_up_with_their_signs(
    report: Path, browser: Browser
) -> None:
    browser.open(page(report, "某县学校"))
    figure = browser.one('td[data-mark="fail"]').get_attribute("data-figure")
    browser.click(f'td[data-figure="{figure}"]')
    checks = browser.run(
        "return juesuan.data.checks.filter((one) => one.figures.includes(arguments[0]) ||"
        " (one.sums || []).some((sum) => sum.terms.some(([, id]) => id === arguments[0]))).length",
        figure,
    )
    assert len(browser.all("#explained .sum")) == checks > 1
    assert "fail" in (browser.one("#explained .sum").get_attribute("class") or "")
    browser.point("#explained .sum.fail button")
    lit = {one.get_attribute("data-sign") for one in browser.all("td.lit")}
    assert {"+", "="} <= lit
    assert len(browser.all("rect.lit")) == len(browser.all("td.lit"))
    assert browser.all(".over text.missing") and browser.one("#explained .off .amount").text.strip("-") != "0.00"
    term = browser.one("#explained .terms button").get_attribute("data-go")
    browser.click("#explained .terms button")
    assert ("td", term) in browser.current() and ("rect", term) in browser.current()
    browser.press("u")
    assert ("td", figure) in browser.current()


def test_a_finding_shows_all_its_places(report: Path, browser: Browser) -> None:
    browser.open(page(report, "某县学校"))
    finding = browser.one("li.finding.fault").get_attribute("data-finding")
    figures = browser.run("return juesuan.data.findings.find((one) => one.id === arguments[0]).figures", finding)
    browser.click("li.finding.fault .message")
    assert {("li", finding), *((tag, one) for one in figures for tag in ("td", "rect"))} <= browser.current()
    assert any(browser.seen(one) for one in browser.all('rect[aria-current="true"]'))


def test_an_amount_of_the_text_shows_the_tables(report: Path, browser: Browser) -> None:
    browser.open(sample(report))
    claim = browser.run(
        "return Object.entries(juesuan.data.claims).find(([, one]) => one.figures.length && one.boxes.length)[0]"
    )
    figure = browser.run("return juesuan.data.claims[arguments[0]].figures[0]", claim)
    for clicked in (f'.passage [data-claim="{claim}"]', f'rect[data-claim="{claim}"]'):
        browser.press(ESCAPE)
        browser.click(clicked)
        assert browser.run("return juesuan.chosen().claim") == claim
        assert ("td", figure) in browser.current()
        assert browser.one("#explained [data-go]").get_attribute("data-go") == figure
    assert browser.seen(browser.one(f'td[data-figure="{figure}"]'))


def test_a_keyboard_alone_is_enough(report: Path, browser: Browser) -> None:
    browser.open(page(report, "某县学校"))
    browser.press("n")
    first = browser.current()
    assert first and browser.one("#at").text.startswith("1 /")
    browser.press("n")
    assert browser.current() != first
    browser.press("p")
    assert browser.current() == first
    browser.run("document.querySelector('td.n[tabindex=\"0\"]').focus()")
    before = browser.run("return document.activeElement.dataset.figure")
    browser.press(ARROW_DOWN, ENTER)
    after = browser.run("return document.activeElement.dataset.figure")
    assert after != before and ("td", after) in browser.current()
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"
    browser.press("+")
    assert browser.one("#scale").text == "125%"
    browser.press("0")
    browser.press("]")
    assert browser.one("#page-number").get_attribute("value") != "1"
    browser.press("?")
    assert browser.one("#keys").get_attribute("open") is not None
    browser.press(ESCAPE)
    assert browser.one("#keys").get_attribute("open") is None
    browser.press("/", "行政", ENTER)
    assert browser.all(".hit")


def test_every_stop_of_the_tab_key_can_be_seen(report: Path, browser: Browser) -> None:
    browser.open(sample(report))
    stops = []
    for _ in range(40):
        browser.press("\ue004")
        name, outline = browser.run(
            "const one = document.activeElement; const style = getComputedStyle(one);"
            "return [one.id || one.className || one.tagName, style.outlineStyle]"
        )
        stops.append(name)
        assert outline != "none", name
    assert {"language", "help", "find"} <= set(stops)


def test_chinese_and_english(report: Path, browser: Browser) -> None:
    browser.open(sample(report))
    browser.run("localStorage.clear()")
    browser.open(sample(report))
    assert "要看的地方" in browser.one("#found h2").text
    browser.click("#language")
    assert browser.one("#found h2").text == "What to look at"
    assert browser.one("#next").get_attribute("title") == "Next doubt (N)"
    browser.click("#language")
    assert browser.one("#found h2").text == "要看的地方"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (750, 475)], ids=["a phone held upright", "200 %"])
def test_a_narrow_window_is_readable(report: Path, browser: Browser, width: int, height: int) -> None:
    browser.size(width, height)
    browser.open(sample(report))
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    figure = browser.run("return document.querySelectorAll('td[data-proof=proved]')[3].dataset.figure")
    browser.click(f'td[data-figure="{figure}"]')
    cell, box = browser.one(f'td[data-figure="{figure}"]'), browser.one(f'rect[data-figure="{figure}"]')
    assert browser.seen(cell)
    if height > 500:
        assert browser.seen(box)
        assert browser.run("return arguments[0].getBoundingClientRect().height", box) >= 12
    browser.open(report / "index.html")
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_nothing_complains_nothing_is_asked_for_and_no_name_acts(report: Path, browser: Browser) -> None:
    pages = [report / "index.html", *sorted((report / "documents").glob("*.html"))]
    for one in pages:
        browser.open(one)
        for element in browser.all("td.n")[:3]:
            browser.run("arguments[0].click()", element)
        browser.run("document.querySelectorAll('li.finding').forEach((one) => one.click())")
        browser.run("document.querySelectorAll('.page').forEach((one) => one.scrollIntoView())")
        browser.until("[...document.images].some((one) => one.naturalWidth) || !document.images.length")
        assert browser.run("return document.title") != "ran"
        assert browser.run("return document.querySelectorAll('img[onerror], [onclick]').length") == 0
    assert browser.complaints() == []
    asked = browser.requests()
    assert asked and all(one.startswith("file://") for one in asked)
    assert any(one.endswith(".webp") for one in asked)


def test_pages_print_with_their_tables_and_without_the_pictures(report: Path, browser: Browser) -> None:
    browser.open(page(report, "某县学校"))
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        hidden = "return [...document.querySelectorAll(arguments[0])].every((one) => !one.offsetParent)"
        assert browser.run(hidden, "#paper, nav.strip, .tools")
        assert browser.run("return document.querySelector('#scroll').clientHeight > 3000")
        assert browser.run("return document.querySelector('td.n').offsetParent !== null")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_two_thousand_documents_in_the_index(browser: Browser, tmp_path: Path) -> None:
    many(tmp_path, 2000)
    write_report(tmp_path)
    browser.open(tmp_path / "report" / "index.html")
    assert browser.one("#shown").text == "2000 份"
    assert 50 <= len(browser.all("#rows tr")) < 500
    browser.click("#find")
    browser.press("第1777号")
    assert [one.text for one in browser.all("#rows .entity > :first-child")] == ["第1777号县水利局"]
    browser.run("document.getElementById('find').value = ''")
    browser.click(".pick .status.failed")
    assert browser.one("#shown").text == "500 / 2000 份"
    assert {one.get_attribute("data-status") for one in browser.all("#rows tr")} == {"failed"}
    browser.click('th[data-key="year"] button')
    assert browser.one('th[data-key="year"]').get_attribute("aria-sort") == "descending"
    years = [one.text for one in browser.all("#rows .year")]
    assert years == sorted(years, reverse=True)
    browser.run("scrollTo(0, document.body.scrollHeight)")
    browser.until("document.querySelectorAll('#rows tr').length > 150")
    browser.driver.refresh()
    assert browser.one("#shown").text == "500 / 2000 份"  # what was asked for stands in the address


def test_pictures_for_the_readme(report: Path, browser: Browser, rewrite_golden: bool) -> None:
    browser.size(1280, 800)
    browser.open(page(report, "某县学校"))
    browser.click('td[data-mark="fail"]')
    browser.point("#explained .sum.fail button")
    browser.until("[...document.images].some((one) => one.complete && one.naturalWidth)")
    shown = browser.run(
        "const pane = document.getElementById('pages').getBoundingClientRect();"
        "return [...document.images].filter((one) => { const box = one.getBoundingClientRect();"
        " return box.bottom > pane.top && box.top < pane.bottom; })"
    )
    for image in shown:
        browser.until("arguments[0].complete && arguments[0].naturalWidth > 0", image)
    if rewrite_golden:
        browser.picture(PICTURES / "report.webp")
    assert (PICTURES / "report.webp").is_file()
