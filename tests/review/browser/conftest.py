"""A real browser: Chromium, driven by Selenium; without either the tests are left out with a word."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from selenium.webdriver import ActionChains, Chrome
    from selenium.webdriver.remote.webelement import WebElement

_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1500,950",
)


class Browser:
    """The few things a person does with a page, and what can be seen of it."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def _hand(self) -> ActionChains:
        from selenium.webdriver import ActionChains

        return ActionChains(self.driver)

    def open(self, page: Path | str) -> None:
        """A page from the disk, or an address."""
        self.driver.get("about:blank")  # so that a page that is open already is loaded anew
        address, _, place = str(page).partition("#")
        address = address if "://" in address else Path(address).resolve().as_uri()
        self.driver.get(f"{address}#{place}" if place else address)

    def size(self, width: int, height: int) -> None:
        """The window as large as this inside, in pixels of the style."""
        measure = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", measure)

    def run(self, script: str, *values: object) -> Any:
        return self.driver.execute_script(script, *values)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements("css selector", selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        """A click in the middle of an element, wherever it is."""
        element = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center', inline: 'center'})", element)
        self._hand().move_to_element(element).click().perform()

    def point(self, selector: str) -> None:
        self._hand().move_to_element(self.one(selector)).perform()

    def press(self, *keys: str) -> None:
        self._hand().send_keys(*keys).perform()

    def until(self, script: str, *values: object) -> Any:
        """Wait until a script says yes."""
        from selenium.webdriver.support.ui import WebDriverWait

        asked = f"return {script}"
        return WebDriverWait(self.driver, 20, 0.05).until(lambda driver: driver.execute_script(asked, *values))

    def current(self) -> set[tuple[str, str]]:
        """What is chosen: kind of element, and the id that it carries."""
        return {
            (one.tag_name, one.get_attribute("data-figure") or one.get_attribute("data-finding") or "")
            for one in self.all('[aria-current="true"]')
        }

    def seen(self, element: WebElement) -> bool:
        """Whether its middle can be seen: in the window, and over it nothing but itself."""
        return bool(
            self.run(
                "const box = arguments[0].getBoundingClientRect();"
                "const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);"
                "return there === arguments[0] || arguments[0].contains(there);",
                element,
            )
        )

    def complaints(self) -> list[str]:
        """What the console says."""
        return [str(line["message"]) for line in self.driver.get_log("browser")]

    def requests(self) -> set[str]:
        """Every address that was asked for since this was asked last, but the browser's own."""
        found = set()
        for line in self.driver.get_log("performance"):
            message = json.loads(line["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.add(str(message["params"]["request"]["url"]))
        return {one for one in found if not one.startswith(("data:", "chrome:", "about:"))}

    def picture(self, path: Path) -> None:
        """What the window shows, as a WebP of a size that a repository can hold."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(self.driver.get_screenshot_as_png())) as shown:
            shown.convert("RGB").save(path, "WEBP", quality=70, method=6)


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="no selenium: pip install -e '.[browser]'")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("no Chromium, or no chromedriver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for one in (*_OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(one)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made: Chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield made
    made.quit()


@pytest.fixture
def browser(driver: Chrome) -> Browser:
    made = Browser(driver)
    made.size(1500, 950)
    made.complaints(), made.requests()
    return made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
