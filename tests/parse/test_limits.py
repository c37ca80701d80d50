"""What fills the memory is refused, what a printed account may hold is not."""

from __future__ import annotations

import base64
import random
import zlib
from pathlib import Path

import pytest

from extractor.errors import TooLargeError
from extractor.parse import limits
from extractor.parse.limits import check_chars, check_pieces, check_streams, object_streams
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
    check_streams(b"4 0 obj " + stream(packed(1 << 20, layers), DEFLATE))
    with pytest.raises(TooLargeError, match="1 MB"):
        check_streams(b"4 0 obj " + stream(packed((1 << 20) + 1, layers), DEFLATE))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("kind", [b"/Subtype /Image", b"/Type/EmbeddedFile"])
def test_pictures_and_attached_files_may_be_larger(kind: bytes) -> None:
    check_streams(b"4 0 obj " + stream(packed(2 << 20), DEFLATE + kind))
    with pytest.raises(TooLargeError, match="2 MB"):
        check_streams(b"4 0 obj " + stream(packed(3 << 20), DEFLATE + kind))
    with pytest.raises(TooLargeError, match="1 MB"):  # what the object before is does not matter
        check_streams(b"3 0 obj <<" + kind + b">> endobj 4 0 obj " + stream(packed(2 << 20), DEFLATE))


@pytest.mark.usefixtures("small")
def test_what_is_not_deflated_or_damaged_is_left_to_the_reader() -> None:
    data = packed(2 << 20)
    for harmless in (b"\0" * 3_000_000, data[1:], data[:600] + b"\xff" * 600, b"", b"x"):
        assert check_streams(b"4 0 obj " + stream(harmless, b"/Filter /LZWDecode")) == 0
    with pytest.raises(TooLargeError):  # cut off in the middle, all the same too much
        check_streams(b"4 0 obj << >> stream\r\n" + data[:1800])


def test_damaged_streams_are_counted() -> None:
    whole = zlib.compress(random.Random(1).randbytes(500))
    in_letters = base64.a85encode(whole) + b"~>"
    both = b"/Filter [ /ASCII85Decode /FlateDecode ]"
    assert check_streams(b"4 0 obj " + stream(whole, DEFLATE) + b" endobj 5 0 obj " + stream(in_letters, both)) == 0
    for place in (0, 1, 250, len(whole) - 1):
        hurt = whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
        for body in (hurt, whole[:place]):
            long = b"%d" % len(whole)
            file = b"4 0 obj " + stream(body, DEFLATE, long) + b" endobj 5 0 obj " + stream(whole, DEFLATE)
            assert check_streams(file) == 1
            assert check_streams(b"4 0 obj " + stream(body, DEFLATE + b"/Subtype /Image")) == 0
            assert check_streams(b"4 0 obj " + stream(body, DEFLATE) + b"trailer << /Encrypt 9 0 R >>") == 0
        assert check_streams(b"4 0 obj " + stream(base64.a85encode(hurt) + b"~>", both)) == 1
    assert check_streams(b"4 0 obj " + stream(in_letters[:200] + b"\xff" + in_letters[200:], both)) == 1


@pytest.mark.parametrize("start", [b"80 0 81 25 <<>> ", b"(4) Tj ", b"8O", b"x\x9c"])
def test_what_only_looks_deflated_need_not_be_whole(start: bytes) -> None:
    """An object stream whose first object has the number 80 begins as deflated data do."""
    assert check_streams(b"4 0 obj " + stream(zlib.compress(start + bytes(50)), DEFLATE)) == 0
    twice = b"/Filter [/FlateDecode /FlateDecode]"
    assert check_streams(b"4 0 obj " + stream(zlib.compress(zlib.compress(start)), twice)) == 0
    assert check_streams(b"4 0 obj " + stream(zlib.compress(zlib.compress(start)[:-3]), twice)) == 1


def test_a_stream_of_nothing_is_whole() -> None:
    assert check_streams(b"4 0 obj " + stream(b"", DEFLATE)) == 0
    assert check_streams(b"4 0 obj " + stream(b"", DEFLATE, b"12")) == 1


@pytest.mark.parametrize("path", sorted(SAMPLE.parent.glob("*.pdf")), ids=lambda path: path.stem)
def test_whole_documents_have_none(path: Path) -> None:
    assert check_streams(path.read_bytes()) == 0


def test_pages_have_their_limits() -> None:
    check_chars(3, limits.MAX_CHARS)
    check_pieces(3, limits.MAX_PIECES)
    with pytest.raises(TooLargeError, match="第 3 页"):
        check_chars(3, limits.MAX_CHARS + 1)
    with pytest.raises(TooLargeError, match="第 3 页"):
        check_pieces(3, limits.MAX_PIECES + 1)


def test_objects_in_streams_are_found_however_their_type_is_written() -> None:
    body = zlib.compress(b"1 0 << /OCProperties 2 0 R >>")
    for kind in (b"/ObjStm", b"/Obj#53tm", b"/#4fbjSt#6D"):
        data = b"5 0 obj << /Type " + kind + b" /N 1 >>\nstream\n" + body + b"\nendstream endobj"
        assert [b"/OCProperties" in part for part in object_streams(data)] == [True]
