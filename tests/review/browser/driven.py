"""A review that runs as people run it, and what a browser in front of it did."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[3]


@contextlib.contextmanager
def reviewing(output: Path, *arguments: str) -> Iterator[str]:
    """`juesuan review` of an output folder in a process of its own; its link. It ends as by Ctrl-C."""
    command = [sys.executable, "-m", "extractor", "review", "-o", str(output), "--no-browser", "-j", "1", *arguments]
    environment = os.environ | {"JUESUAN_LANG": "en"}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        try:
            said = ""
            while (found := re.search(r"http://127\.0\.0\.1:\d+/enter\S+", said)) is None:
                line = process.stderr.readline()
                assert line, said
                said += line
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=600)
            assert process.returncode in (0, 130)


def until(seconds: float, holds: Callable[[], Any]) -> Any:
    """What `holds` gives as soon as it is true."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(Exception):  # the page is being made anew
            if value := holds():
                return value
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.2)


def strangers(driver: Any, host: str) -> list[str]:
    """Addresses outside of the review that its pages asked for; the browser has a first page of its own."""
    found = []
    for entry in driver.get_log("performance"):
        said = json.loads(entry["message"])["message"]
        asked = said["params"] if said["method"] == "Network.requestWillBeSent" else {}
        if urlsplit(asked.get("documentURL", "")).netloc == host:
            found.append(asked["request"]["url"])
    assert found
    return [address for address in found if urlsplit(address).netloc not in ("", host)]


def complaints(driver: Any) -> list[str]:
    """What stands in the console as an error."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
