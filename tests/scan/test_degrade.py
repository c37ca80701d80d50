"""The degrader: the same scan every time, and one that has no text."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.parse import open_pdf
from tests.parse.build import EMBEDDED, pdf, say
from tests.scan.degrade import KINDS, scan

DATA = pdf(say("江城市水利局", 60, 700, 12, EMBEDDED), say("第二页", 60, 700, 12, EMBEDDED))


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_is_a_picture_without_text(kind: str) -> None:
    reader = open_pdf(scan(DATA, kind, 75))
    page = reader.read(1)
    assert (page.text.strip(), page.chars) == ("", ())
    assert page.image_share > 0.95
    reader.close()


def test_the_same_seed_gives_the_same_picture() -> None:
    assert _pixels(scan(DATA, "photo", 75, seed=3)) == _pixels(scan(DATA, "photo", 75, seed=3))
    assert _pixels(scan(DATA, "photo", 75, seed=3)) != _pixels(scan(DATA, "photo", 75, seed=4))


def test_pages_may_stay_text() -> None:
    reader = open_pdf(scan(DATA, dpi=75, pages={2}))
    assert "水利局" in reader.read(1).text
    assert not reader.read(2).text.strip()
    reader.close()


def _pixels(data: bytes) -> bytes:
    from tests.scan.degrade import rendered

    return rendered(data, 1, 75).tobytes()
