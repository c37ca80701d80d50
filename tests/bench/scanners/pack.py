"""Pictures as the pages of a PDF, packed as scanners pack them: JPEG, JPEG 2000, G4, JBIG2."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import pypdf
from PIL import Image, TiffImagePlugin
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject

from tests.bench.scanners.draw import Picture

Way = Literal["jpeg", "jpx", "g4", "jbig2"]


@dataclass(frozen=True, slots=True)
class Packed:
    """One page's picture as it is written."""

    data: bytes
    way: Way
    width: int
    height: int
    gray: bool


def packed(picture: Picture, way: Way, quality: int = 60, *, gray: bool = False) -> Packed:
    """A picture packed.

    Args:
        picture: blue, green, red; for G4 and JBIG2 black and white already, or cut at the middle.
        way: how.
        quality: of JPEG, 1 to 100; of JPEG 2000 about the same sizes.
        gray: without colours.
    """
    height, width = picture.shape[:2]
    if way in ("g4", "jbig2"):
        black = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) < 128
        runs = _g4(np.ascontiguousarray(black))
        return Packed(runs if way == "g4" else _jbig2(runs, width, height), way, width, height, True)
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    image = image.convert("L") if gray else image
    out = io.BytesIO()
    if way == "jpeg":
        image.save(out, "JPEG", quality=quality)
    else:
        image.save(out, "JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[max(4, 90 - quality)])
    return Packed(out.getvalue(), way, width, height, gray)


def as_pdf(pages: Sequence[Packed], dpi: int) -> bytes:
    """A PDF whose pages are the pictures, at `dpi` pixels an inch."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for each in pages:
        wide, high = each.width * 72 / dpi, each.height * 72 / dpi
        page = writer.add_blank_page(wide, high)
        image = writer._add_object(_image(each))
        content = DecodedStreamObject()
        content.set_data(f"q {wide:.4f} 0 0 {high:.4f} 0 0 cm /Scan Do Q".encode())
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/Scan"): image})}
        )
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(out)
    return out.getvalue()


_FILTERS = {"jpeg": "/DCTDecode", "jpx": "/JPXDecode", "g4": "/CCITTFaxDecode", "jbig2": "/JBIG2Decode"}


def _image(each: Packed) -> StreamObject:
    two = each.way in ("g4", "jbig2")
    out = StreamObject()
    out.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(each.width),
            NameObject("/Height"): NumberObject(each.height),
            NameObject("/ColorSpace"): NameObject("/DeviceGray" if each.gray else "/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(1 if two else 8),
            NameObject("/Filter"): ArrayObject([NameObject(_FILTERS[each.way])]),
        }
    )
    if each.way == "g4":
        parameters = {
            NameObject("/K"): NumberObject(-1),
            NameObject("/Columns"): NumberObject(each.width),
            NameObject("/Rows"): NumberObject(each.height),
        }
        out[NameObject("/DecodeParms")] = ArrayObject([DictionaryObject(parameters)])
    out._data = each.data
    return out


def _g4(black: np.ndarray) -> bytes:
    """T.6 runs of a mask, written by libtiff as one strip; its bits set are the black runs."""
    out, tags = io.BytesIO(), TiffImagePlugin.ImageFileDirectory_v2()
    tags[TiffImagePlugin.ROWSPERSTRIP] = black.shape[0]
    Image.fromarray(black).save(out, "TIFF", compression="group4", tiffinfo=tags, strip_size=black.size)
    with Image.open(io.BytesIO(out.getvalue())) as written:
        starts, lengths = written.tag_v2[273], written.tag_v2[279]  # type: ignore[attr-defined]
    if len(starts) != 1:
        raise RuntimeError(f"{len(starts)} strips")
    return out.getvalue()[starts[0] : starts[0] + lengths[0]]


def _jbig2(runs: bytes, width: int, height: int) -> bytes:
    """T.88 for PDF: a page of one generic region, coded by the runs of T.6 (MMR), which T.88 takes as they are."""
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + b"\x01" + runs
    return _segment(0, 48, page) + _segment(1, 38, region)


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
