"""The PDFs of the tests that are files hold their fonts, or are read again with the machine's in sight."""

from __future__ import annotations

import pytest

from tests.borrowed import borrowed
from tests.conftest import ROOT
from tests.documents.catalogue import make
from tests.printers.test_printed import BORROWING, DATA
from tests.test_corpus import CORPUS

SHARED = CORPUS.parent
HOMES = (ROOT / "samples", DATA, CORPUS / "pdf", SHARED / "annex" / "pdf", SHARED / "layouts")


def test_files_that_borrow_fonts_are_known() -> None:
    files = [path for home in HOMES for path in home.glob("*.pdf")]
    assert {path.stem for path in files if borrowed(path.read_bytes())} == BORROWING


@pytest.mark.parametrize(("name", "names"), [("hainan", {"/STSong-Light"}), ("central", set())])
def test_a_font_without_its_program_is_borrowed(name: str, names: set[str]) -> None:
    assert borrowed(make(name, 1)[0]) == names
