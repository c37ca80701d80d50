"""Seeded mutations of a small real document, and a worker that reads one and says what it got wrong.

A mutation may change what is printed, and then the figures change with it. But a final account proves itself: a figure
that is `proved`, and every figure of a `verified` document, is held by sums that one stray byte cannot change too.
"""

from __future__ import annotations

import io
import random
import re
import time
from collections.abc import Iterator
from functools import cache

import pypdf
from pypdf.generic import DecodedStreamObject, EncodedStreamObject, NameObject, StreamObject

from extractor.batch import Done, Job, Options
from extractor.batch.run import failed
from extractor.document.reading import read_bytes
from extractor.errors import DocumentError
from extractor.model import Disclosure
from tests.faults.pdfs import SAMPLE

KINDS = ("packed", "plain", "fonts")
PAGES = {"whole": (0, *range(3, 12)), "short": (0, 5)}
"""The cover and the nine tables; the cover and one of them, which takes a tenth of the time."""
Place = tuple[str, str, str, str, str, str]


@cache
def document(size: str, kind: str) -> bytes:
    """The sample's tables: as published (`packed`), or with the streams open in which a byte is what is printed
    (`plain`: what draws the pages; `fonts`: what says which character a glyph is)."""
    writer = pypdf.PdfWriter()
    source = pypdf.PdfReader(SAMPLE)
    for index in PAGES[size]:
        writer.add_page(source.pages[index])
    for number, item in enumerate(writer._objects):
        if kind != "packed" and isinstance(item, EncodedStreamObject) and not _is_program(item):
            opened = DecodedStreamObject()
            opened.set_data(item.get_data())
            opened.update({key: value for key, value in item.items() if key not in ("/Filter", "/DecodeParms")})
            writer._objects[number] = opened
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _is_program(item: StreamObject) -> bool:
    return NameObject("/Length1") in item


@cache
def _spans(size: str, kind: str) -> list[tuple[int, int]]:
    """Where mutations fall: anywhere, or in the open streams of the kind."""
    data = document(size, kind)
    if kind == "packed":
        return [(9, len(data))]
    found = re.finditer(rb"stream\n(.*?)endstream", data, re.DOTALL)
    spans = [one.span(1) for one in found if one[1][:1] != b"\x78"]
    return [span for span in spans if (b"begincmap" in data[slice(*span)]) == (kind == "fonts")]


def mutated(size: str, kind: str, seed: int) -> bytes:
    """The document with a few bytes changed, lost, added or moved."""
    chance = random.Random(f"{size} {kind} {seed}")
    out = bytearray(document(size, kind))
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        start, end = chance.choice(_spans(size, kind))
        at, long = chance.randrange(start, end), chance.choice((1, 1, 2, 5, 40))
        match chance.randrange(6):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                out[at] = chance.randrange(256)
            case 2:
                del out[at : at + long]
            case 3:
                out[at:at] = bytes(chance.randrange(256) for _ in range(long))
            case 4:
                other = chance.randrange(start, end)
                out[at : at + long] = out[other : other + long]
            case 5:
                digits = [k for k in range(at, min(at + 200, len(out))) if out[k : k + 1].isdigit()]
                for k in digits[:1]:
                    out[k] = ord(chance.choice("0123456789.-"))
    return bytes(out)


def read_mutated(job: Job, options: Options) -> Done:
    """Read the mutation that a job's name tells (`short_plain_17`); notes say which wrong figures pass for proved."""
    size, kind, seed = job.path.name.split("_")
    started = time.perf_counter()
    try:
        found = read_bytes(mutated(size, kind, int(seed)), job.path.name, ocr="never")
    except DocumentError as error:
        return Done(failed(job, error.status, error.code, error.message, error.hint), time.perf_counter() - started)
    outcome = failed(job, found.status, found.code, "read", "")
    return Done(outcome, time.perf_counter() - started, notes=tuple(_wrong(found, _truth(size))))


@cache
def _truth(size: str) -> Disclosure:
    return read_bytes(document(size, "packed"), "truth", ocr="never")


def _wrong(found: Disclosure, truth: Disclosure) -> Iterator[str]:
    now, then = ([(place[0], place[-1], amount) for place, amount, _ in _all(one)] for one in (found, truth))
    if found.status == "verified" and now != then:
        changed = [pair for pair in zip(then, now, strict=False) if pair[0] != pair[1]][:3]
        yield f"verified with {len(now)} figures of {len(then)}: {changed}"
    printed: dict[Place, set[str]] = {}
    for place, amount, _ in _all(truth):
        printed.setdefault(place, set()).add(amount)
    for place, amount, proof in _all(found):
        if proof == "proved" and place in printed and amount not in printed[place]:
            yield f"proved {amount} for {printed[place]} in {place}"


def _all(document: Disclosure) -> Iterator[tuple[Place, str, str]]:
    """Every figure with an amount: where it belongs, the amount, and whether it is proved."""
    for table in document.tables:
        for row, figure in table.figures:
            place = (table.table_id, row.side, row.section, row.code, row.label, figure.column_id)
            if figure.amount is not None:
                yield place, str(figure.amount), figure.proof
