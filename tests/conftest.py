"""What all tests share: where documents are, and the flag that rewrites golden files."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from extractor.system import tongue

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a slow machine is not a wrong number. No database: a run leaves nothing behind in the checkout.
os.environ["JUESUAN_LANG"] = "zh"  # whatever the machine speaks
settings.register_profile("juesuan", deadline=None, database=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("juesuan")

_preload = forkserver.set_forkserver_preload
forkserver.set_forkserver_preload = lambda names, **more: _preload([*names, "tests.warm"], **more)


def in_slow_set(*values: Any) -> list[Any]:
    """Parameters that only the slow set has: more of what the others already stand for."""
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow) for value in values
    ]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write tests/golden anew; look at the difference before committing",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rewrite-golden") and _in_ci():
        raise pytest.UsageError("golden files are not rewritten where CI is set: nobody would look at them")


# With fonts in sight only these are run again: what is seen of pages that borrow fonts, what draws pages for people,
# and what says so itself in tests of whole documents. A file that holds all its fonts is read alike on any machine, and
# each is held to what is said of it (`tests.borrowed`); scans are pictures, and the other rooms are handed pages.
_BORROWS_FONTS = (
    *(f"parse/test_{idea}" for idea in ("ways_to_hide", "false_fonts", "hidden", "seen", "added", "fonts", "narrow")),
    "show/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(ROOT / "tests").as_posix().startswith(_BORROWS_FONTS):
            item.add_marker("fonts")
    # The longest first: a worker that began the last of them when the others are done would keep all waiting.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay until the end: the garbage collector need not look at them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """A command that was run in English leaves the tests behind it in the language that documents are in."""
    yield
    tongue.speak("zh")


@pytest.fixture(scope="session")
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--rewrite-golden"))
