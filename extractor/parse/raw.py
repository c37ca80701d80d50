"""The few PDFium calls that run a thousand times a page, bound so that they take plain addresses.

`pypdfium2.raw` wraps every pointer it takes in a ctypes object; over a page that costs more than the work itself.
These bindings take and give integers. All of them are documented in PDFium's public headers (fpdf_text.h,
fpdf_edit.h, fpdf_transformpage.h).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

_P, _I, _U, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value
    assert address is not None
    # `PYFUNCTYPE` keeps the interpreter's lock: to give it away and take it back costs more than such a call.
    bound: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return bound


load_text = _bind("FPDFText_LoadPage", _P, _P)
close_text = _bind("FPDFText_ClosePage", None, _P)
count_chars = _bind("FPDFText_CountChars", _I, _P)
char_unicode = _bind("FPDFText_GetUnicode", _U, _P, _I)
char_box = _bind("FPDFText_GetCharBox", _I, _P, _I, _P, _P, _P, _P)
char_loose_box = _bind("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
char_origin = _bind("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
char_matrix = _bind("FPDFText_GetMatrix", _I, _P, _I, _P)
char_font_size = _bind("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
char_object = _bind("FPDFText_GetTextObject", _P, _P, _I)
char_map_error = _bind("FPDFText_HasUnicodeMapError", _I, _P, _I)
text_of_range = _bind("FPDFText_GetText", _I, _P, _I, _I, _P)

count_objects = _bind("FPDFPage_CountObjects", _I, _P)
page_object = _bind("FPDFPage_GetObject", _P, _P, _I)
form_count_objects = _bind("FPDFFormObj_CountObjects", _I, _P)
form_object = _bind("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
object_type = _bind("FPDFPageObj_GetType", _I, _P)
object_bounds = _bind("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
object_matrix = _bind("FPDFPageObj_GetMatrix", _I, _P, _P)
has_transparency = _bind("FPDFPageObj_HasTransparency", _I, _P)
fill_color = _bind("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_color = _bind("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
stroke_width = _bind("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
text_render_mode = _bind("FPDFTextObj_GetTextRenderMode", _I, _P)
text_font_size = _bind("FPDFTextObj_GetFontSize", _I, _P, _P)
text_font = _bind("FPDFTextObj_GetFont", _P, _P)
font_is_embedded = _bind("FPDFFont_GetIsEmbedded", _I, _P)
font_ascent = _bind("FPDFFont_GetAscent", _I, _P, _F, _P)
font_descent = _bind("FPDFFont_GetDescent", _I, _P, _F, _P)
font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
glyph_width = _bind("FPDFFont_GetGlyphWidth", _I, _P, _U, _F, _P)
font_data = _bind("FPDFFont_GetFontData", _I, _P, _P, ctypes.c_size_t, _P)
new_text = _bind("FPDFPageObj_CreateTextObj", _P, _P, _P, _F)
set_text = _bind("FPDFText_SetText", _I, _P, _P)
rendered_text = _bind("FPDFTextObj_GetRenderedBitmap", _P, _P, _P, _P, _F)
destroy_object = _bind("FPDFPageObj_Destroy", None, _P)
path_draw_mode = _bind("FPDFPath_GetDrawMode", _I, _P, _P, _P)
path_count_segments = _bind("FPDFPath_CountSegments", _I, _P)
path_segment = _bind("FPDFPath_GetPathSegment", _P, _P, _I)
segment_point = _bind("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_type = _bind("FPDFPathSegment_GetType", _I, _P)
segment_close = _bind("FPDFPathSegment_GetClose", _I, _P)
rendered_image = _bind("FPDFImageObj_GetRenderedBitmap", _P, _P, _P, _P)
bitmap_buffer = _bind("FPDFBitmap_GetBuffer", _P, _P)
bitmap_format = _bind("FPDFBitmap_GetFormat", _I, _P)
bitmap_width = _bind("FPDFBitmap_GetWidth", _I, _P)
bitmap_height = _bind("FPDFBitmap_GetHeight", _I, _P)
bitmap_stride = _bind("FPDFBitmap_GetStride", _I, _P)
bitmap_destroy = _bind("FPDFBitmap_Destroy", None, _P)
object_clip = _bind("FPDFPageObj_GetClipPath", _P, _P)
clip_count_paths = _bind("FPDFClipPath_CountPaths", _I, _P)
clip_count_segments = _bind("FPDFClipPath_CountPathSegments", _I, _P, _I)
clip_segment = _bind("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)

BGRA = 4
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
SEGMENT_LINE, SEGMENT_BEZIER, SEGMENT_MOVE = 0, 1, 2


@contextmanager
def text_of(page: int) -> Iterator[int]:
    """The text of a loaded page, closed again at the end; without what pypdfium2 keeps of every handle.

    Raises:
        PdfiumError: there is none to be had.
    """
    handle = load_text(page)
    if not handle:
        raise pypdfium2.PdfiumError("Failed to load text page.")
    try:
        yield handle
    finally:
        close_text(handle)


def address(handle: Any) -> int:
    """The plain address behind a pypdfium2 handle."""
    value = ctypes.cast(handle, ctypes.c_void_p).value
    assert value is not None
    return value
