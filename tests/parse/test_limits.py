"""What fills the memory is refused, what a printed account may hold is not."""

from __future__ import annotations

import zlib

import pytest

from extractor.errors import TooLargeError
from extractor.parse import limits
from extractor.parse.limits import check_chars, check_inflation, check_pieces
from tests.faults.pdfs import SAMPLE, stream

DEFLATE = b"/Filter /FlateDecode"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that tests can reach."""
    monkeypatch.setattr(limits, "MAX_INFLATED", 1 << 20)
    monkeypatch.setattr(limits, "MAX_INFLATED_PICTURE", 2 << 20)


def packed(size: int, layers: int = 1) -> bytes:
    data = bytes(size)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return data


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("layers", [1, 2, 3, 8])
def test_what_inflates_beyond_the_limit_is_refused(layers: int) -> None:
    check_inflation(b"4 0 obj " + stream(packed(1 << 20, layers), DEFLATE))
    with pytest.raises(TooLargeError, match="1 MB"):
        check_inflation(b"4 0 obj " + stream(packed((1 << 20) + 1, layers), DEFLATE))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("kind", [b"/Subtype /Image", b"/Type/EmbeddedFile"])
def test_pictures_and_attached_files_may_be_larger(kind: bytes) -> None:
    check_inflation(b"4 0 obj " + stream(packed(2 << 20), DEFLATE + kind))
    with pytest.raises(TooLargeError, match="2 MB"):
        check_inflation(b"4 0 obj " + stream(packed(3 << 20), DEFLATE + kind))
    with pytest.raises(TooLargeError, match="1 MB"):  # what the object before is does not matter
        check_inflation(b"3 0 obj <<" + kind + b">> endobj 4 0 obj " + stream(packed(2 << 20), DEFLATE))


@pytest.mark.usefixtures("small")
def test_what_is_not_deflated_or_damaged_is_left_to_the_reader() -> None:
    data = packed(2 << 20)
    for harmless in (b"\0" * 3_000_000, data[1:], data[:600] + b"\xff" * 600, b"", b"x"):
        check_inflation(b"4 0 obj " + stream(harmless, DEFLATE))
    with pytest.raises(TooLargeError):  # cut off in the middle, all the same too much
        check_inflation(b"4 0 obj << >> stream\r\n" + data[:1800])
    check_inflation(SAMPLE.read_bytes())


def test_pages_have_their_limits() -> None:
    check_chars(3, limits.MAX_CHARS)
    check_pieces(3, limits.MAX_PIECES)
    with pytest.raises(TooLargeError, match="第 3 页"):
        check_chars(3, limits.MAX_CHARS + 1)
    with pytest.raises(TooLargeError, match="第 3 页"):
        check_pieces(3, limits.MAX_PIECES + 1)
