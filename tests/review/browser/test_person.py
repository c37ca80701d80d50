"""A person at a browser: drops a file, sees it read, corrects it, and what was said stays."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from extractor.cli import main
from extractor.export.corrections import read_corrections
from tests.document.test_corrected import misread
from tests.review.browser.driven import complaints, reviewing, strangers, until

SCANS = Path(__file__).parents[4] / "shared" / "scans"


def read_and_open(driver: Any, link: str, pdf: Path, seconds: float) -> None:
    """Drop a file on the page, wait until it is read, and open its page."""
    driver.get_log("browser"), driver.get_log("performance")
    driver.get(link)
    assert driver.current_url.endswith("/")  # no ticket stays in the address
    driver.find_element("id", "files").send_keys(str(pdf))
    until(seconds, lambda: driver.find_element("css selector", "#queue li[data-state=done] a"))
    assert driver.find_element("css selector", "#queue .name").text == pdf.name
    until(10, lambda: driver.find_element("css selector", "#queue li[data-state=done] a").click() or True)
    until(30, lambda: driver.execute_script("return Boolean(juesuan.act && juesuan.select)"))


def select(driver: Any, figure: str) -> None:
    driver.execute_script("juesuan.select({figure: arguments[0]})", figure)
    until(10, lambda: driver.find_element("id", "act-printed"))


def sign(driver: Any, printed: str | None = None) -> None:
    for name, text in (("act-who", "张三"), ("act-why", "对照原件"), ("act-printed", printed)):
        if text is not None:
            field = driver.find_element("id", name)
            field.clear()
            field.send_keys(text)


def status(driver: Any) -> str:
    return str(driver.find_element("css selector", "#verdict .status").get_attribute("class"))


def test_a_figure_is_corrected_judged_at_once_undone_and_kept(driver: Any, tmp_path: Path) -> None:
    _, data, figure, read, right = misread()
    pdf, output = tmp_path / "某局 2023年度.pdf", tmp_path / "out"
    pdf.write_bytes(data)
    with reviewing(output) as link:
        read_and_open(driver, link, pdf, 120)
        assert "inconsistent" in status(driver)
        select(driver, figure)
        assert driver.find_element("id", "act-printed").get_attribute("value") == read
        sign(driver, right)
        driver.find_element("id", "act-correct").click()
        until(30, lambda: "verified" in status(driver))
        cell = driver.find_element("css selector", f'td[data-figure="{figure}"]')
        assert (cell.text, cell.get_attribute("data-proof")) == (right, "corrected")
        assert "proved" in driver.find_element("id", "told").text
        driver.find_element("id", "undo").click()
        until(30, lambda: "inconsistent" in status(driver))
        assert read_corrections(output) == ()
        select(driver, figure)
        sign(driver, right)
        driver.find_element("id", "act-correct").click()
        until(30, lambda: "verified" in status(driver))
        driver.refresh()
        until(30, lambda: "verified" in status(driver))
        driver.get(link)  # a link is good once
        assert "juesuan review" in driver.page_source and not driver.find_elements("id", "drop")
        assert strangers(driver, urlsplit(link).netloc) == []
        assert [line for line in complaints(driver) if "favicon" not in line and "403" not in line] == []
    (row,) = read_corrections(output)
    assert (row.figure_id, row.as_read, row.as_printed, row.who) == (figure, read, right, "张三")
    again = tmp_path / "again"
    again.mkdir()
    shutil.copy(output / "corrections.csv", again)
    assert main(["extract", str(pdf), "-o", str(again), "-j", "1", "--progress", "none"]) == 0


@pytest.mark.skipif(not SCANS.is_dir(), reason="the scans are not beside the checkout")
@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra `ocr` is not installed")
def test_a_doubtful_scan_is_verified_by_a_persons_word_alone_and_stays_so(driver: Any, tmp_path: Path) -> None:
    pdf, output = SCANS / "c01_150dpi_skew.pdf", tmp_path / "out"
    with reviewing(output, "--timeout", "900") as link:
        read_and_open(driver, link, pdf, 900)
        assert "doubtful" in status(driver)
        doubt = driver.execute_script("return juesuan.data.findings.find(one => one.code === 'scan_rows_unclear')")
        assert doubt["quotes"] == ["31007 更新"]
        driver.execute_script("juesuan.select({finding: arguments[0]})", doubt["id"])
        key = until(10, lambda: driver.find_element("css selector", "#actions input.key"))
        until(10, lambda: key.get_attribute("value") == "更新")
        key.clear()
        key.send_keys("信息网络及软件购置更新")
        sign(driver)
        driver.find_element("css selector", "#actions .correct").click()
        until(60, lambda: "verified" in status(driver))
    (row,) = read_corrections(output)
    again = tmp_path / "again"
    again.mkdir()
    shutil.copy(output / "corrections.csv", again)
    run = ["extract", str(pdf), "-o", str(again), "-j", "1", "--timeout", "900", "--progress", "none"]
    assert main(run) == 0, row
