"""The parts of the bench of scanners, without reading anything: what it packs comes out again, and chance is seeded."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("cv2")

import numpy as np
import pypdf
import pypdfium2

from tests.bench.printers.score import Score
from tests.bench.scanners import paper
from tests.bench.scanners.draw import Picture, brought_down, drawn
from tests.bench.scanners.kinds import KINDS, scan
from tests.bench.scanners.one import Made, Result, kept
from tests.bench.scanners.pack import Way, as_pdf, packed
from tests.bench.scanners.report import as_text, counted, grouped
from tests.bench.scanners.things import black_and_white, fastened, photographed, skewed, stamped
from tests.parse.build import EMBEDDED, pdf, say


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scanners") / "page.pdf"
    path.write_bytes(pdf(say("收入决算表", 60, 250, 12, EMBEDDED)))
    return path


def sheet() -> Picture:
    """Black bars on white, another number of them in every quarter."""
    out = np.full((300, 400, 3), 255, np.uint8)
    for k, (y, x) in enumerate(((20, 20), (20, 220), (170, 20), (170, 220))):
        for n in range(k + 1):
            out[y : y + 90, x + 22 * n : x + 22 * n + 9] = 0
    return out


def shown(data: bytes, dpi: int) -> np.ndarray:
    document = pypdfium2.PdfDocument(data)
    try:
        return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("L"))
    finally:
        document.close()


@pytest.mark.parametrize("way", ["jpeg", "jpx", "g4", "jbig2"])
def test_a_page_comes_out_as_it_was_packed(way: Way) -> None:
    """Black is black again, and in its place."""
    picture = sheet()
    data = as_pdf([packed(picture, way, 75)], 100)
    got = shown(data, 100)
    assert got.shape == picture.shape[:2]
    assert ((got < 128) == (picture[:, :, 0] < 128)).mean() > 0.995
    image = pypdf.PdfReader(io.BytesIO(data)).pages[0].images[0] if way in ("jpeg", "jpx") else None
    assert image is None or image.image is not None


def test_a_page_has_the_size_of_its_paper() -> None:
    box = pypdf.PdfReader(io.BytesIO(as_pdf([packed(sheet(), "g4")], 200))).pages[0].mediabox
    assert (round(float(box.width), 2), round(float(box.height), 2)) == (144.0, 108.0)


def test_a_hairline_brought_down_is_grey(page: Path) -> None:
    fine = np.full((400, 400, 3), 255, np.uint8)
    fine[200] = 0
    gray = brought_down(fine, 200)[:, 50, 0]
    assert gray.shape == (200,)
    assert 100 < gray.min() < 160
    assert drawn(page, "pdfium", 100)[0].min() < 100


@pytest.mark.parametrize("change", [lambda p, r: skewed(p, 1.5), lambda p, r: photographed(p, 100, r)])
def test_the_print_of_a_page_stays_on_it(change: object) -> None:
    out = change(sheet(), Random(1))  # type: ignore[operator]
    assert out.shape == sheet().shape
    assert 0.7 < (out < 100).sum() / (sheet() < 100).sum() < 2.5


def test_a_stamp_is_coloured_and_hides_nothing_black() -> None:
    picture = sheet()
    out = stamped(picture, 100, Random(1), "白鹿市应急管理局", (0.5, 0.5))
    spread = out.max(axis=2).astype(int) - out.min(axis=2)
    assert (spread > 60).sum() > 200
    assert (out[picture[:, :, 0] == 0] == 0).all()
    assert (fastened(picture, 100, Random(1)) != picture).any()


def test_a_fax_is_black_and_white() -> None:
    assert set(np.unique(black_and_white(sheet(), Random(1)))) == {0, 255}


@pytest.mark.skipif(not paper.there(), reason="the extra `bench` is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_makes_the_same_scan_again(page: Path, kind: str) -> None:
    # A dot size that needs no time; effects that stand on compiled loops are left to the bench.
    one, two = (scan(page, kind, 50, "a seed of six", "局") for _ in range(2))
    assert one.data == two.data
    assert one.tags == two.tags
    assert one.pages == 1
    assert one.data != scan(page, kind, 50, "another", "局").data


def test_kept_scans_are_counted_by_kind(page: Path) -> None:
    page.with_suffix(".json").write_text('{"kind": "fax", "dpi": 150, "tags": ["stamp"]}', encoding="utf-8")
    made = kept(page)
    assert (made.kind, made.dpi, made.tags) == ("fax", 150, ("stamp",))
    good = Result(made, Score(true=10, right=10), "verified", 2, cpu_seconds=3.0, peak_mb=400)
    bad = Result(made, Score(true=10, right=7, wrong=1, missing=2, proved_wrong=1), "doubtful", 2, cpu_seconds=1.0)
    lost = Result(Made("x", "fax", 150, (), fault="no page"), Score(), "not made", 0)
    counts = counted([good, bad, lost])
    assert (counts["documents"], counts["right"], counts["share"], counts["verified"]) == (2, 17, 85.0, 1)
    assert (counts["proved_wrong"], counts["cpu_a_page"], counts["peak_mb"]) == (1, 1.0, 400)
    assert set(grouped([good, bad])) == {"all", "fax 150", "stamp"}
    assert "x not made: no page" in as_text([good, bad, lost])
