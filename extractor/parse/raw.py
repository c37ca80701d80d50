"""The few PDFium calls that run a thousand times a page, bound so that hardly anything stands between.

`pypdfium2.raw` wraps every pointer it takes in a ctypes object, and ctypes converts every argument whose type it was
told; over a page that costs more than the work itself. These bindings are told no types: they take `Handle`s, plain
numbers for C's `int`, and for what is written to a pointer that was made once (`pointer`). A plain number in the place
of a pointer would be cut to 32 bits, so handles stay handles; only what is a key, not a handle, is an address.
All calls are documented in PDFium's public headers (fpdf_text.h, fpdf_edit.h, fpdf_transformpage.h).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c


class Handle(ctypes.c_void_p):
    """Something of PDFium's: a page, its text, an object. False where there is none; `value` is its address."""


_P, _I, _U, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value
    assert address is not None
    # `PYFUNCTYPE` keeps the interpreter's lock: to give it away and take it back costs more than such a call.
    bound: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return bound


def pointer(address: int) -> ctypes.c_void_p:
    """What a call may be given to write to; to be made once and used again."""
    return ctypes.c_void_p(address)


load_text = _bind("FPDFText_LoadPage", Handle)
close_text = _bind("FPDFText_ClosePage", None)
count_chars = _bind("FPDFText_CountChars", _I)
char_unicode = _bind("FPDFText_GetUnicode", _U)
char_box = _bind("FPDFText_GetCharBox", _I)
char_loose_box = _bind("FPDFText_GetLooseCharBox", _I)
char_origin = _bind("FPDFText_GetCharOrigin", _I)
char_matrix = _bind("FPDFText_GetMatrix", _I)
char_font_size = _bind("FPDFText_GetFontSize", ctypes.c_double)
char_object = _bind("FPDFText_GetTextObject", _P)
char_map_error = _bind("FPDFText_HasUnicodeMapError", _I)
text_of_range = _bind("FPDFText_GetText", _I)

count_objects = _bind("FPDFPage_CountObjects", _I)
page_object = _bind("FPDFPage_GetObject", Handle)
form_count_objects = _bind("FPDFFormObj_CountObjects", _I)
form_object = _bind("FPDFFormObj_GetObject", Handle, _P, ctypes.c_ulong)
object_type = _bind("FPDFPageObj_GetType", _I)
object_bounds = _bind("FPDFPageObj_GetBounds", _I)
count_marks = _bind("FPDFPageObj_CountMarks", _I)
object_mark = _bind("FPDFPageObj_GetMark", _P, _P, ctypes.c_ulong)
mark_value = _bind("FPDFPageObjMark_GetParamValueType", _I, _P, ctypes.c_char_p)
object_matrix = _bind("FPDFPageObj_GetMatrix", _I)
has_transparency = _bind("FPDFPageObj_HasTransparency", _I)
fill_color = _bind("FPDFPageObj_GetFillColor", _I)
stroke_color = _bind("FPDFPageObj_GetStrokeColor", _I)
stroke_width = _bind("FPDFPageObj_GetStrokeWidth", _I)
text_render_mode = _bind("FPDFTextObj_GetTextRenderMode", _I)
text_font_size = _bind("FPDFTextObj_GetFontSize", _I)
text_font = _bind("FPDFTextObj_GetFont", _P)
font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_is_embedded = _bind("FPDFFont_GetIsEmbedded", _I)
font_ascent = _bind("FPDFFont_GetAscent", _I, _P, _F, _P)
font_descent = _bind("FPDFFont_GetDescent", _I, _P, _F, _P)
glyph_width = _bind("FPDFFont_GetGlyphWidth", _I, _P, _U, _F, _P)
font_data = _bind("FPDFFont_GetFontData", _I, _P, _P, ctypes.c_size_t, _P)
new_text = _bind("FPDFPageObj_CreateTextObj", _P, _P, _P, _F)
set_text = _bind("FPDFText_SetText", _I, _P, _P)
rendered_text = _bind("FPDFTextObj_GetRenderedBitmap", Handle, _P, _P, _P, _F)
destroy_object = _bind("FPDFPageObj_Destroy", None, _P)
path_draw_mode = _bind("FPDFPath_GetDrawMode", _I)
path_count_segments = _bind("FPDFPath_CountSegments", _I)
path_segment = _bind("FPDFPath_GetPathSegment", Handle)
segment_point = _bind("FPDFPathSegment_GetPoint", _I)
segment_type = _bind("FPDFPathSegment_GetType", _I)
segment_close = _bind("FPDFPathSegment_GetClose", _I)
bitmap_buffer = _bind("FPDFBitmap_GetBuffer", _P)
bitmap_width = _bind("FPDFBitmap_GetWidth", _I)
bitmap_height = _bind("FPDFBitmap_GetHeight", _I)
bitmap_stride = _bind("FPDFBitmap_GetStride", _I)
bitmap_destroy = _bind("FPDFBitmap_Destroy", None)
object_clip = _bind("FPDFPageObj_GetClipPath", Handle)
clip_count_paths = _bind("FPDFClipPath_CountPaths", _I)
clip_count_segments = _bind("FPDFClipPath_CountPathSegments", _I)
clip_segment = _bind("FPDFClipPath_GetPathSegment", Handle)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
SEGMENT_BEZIER, SEGMENT_MOVE = 1, 2


def handle(of: Any) -> Handle:
    """What pypdfium2 holds (`PdfPage.raw`, `PdfDocument.raw`) for the calls of this module."""
    return Handle(ctypes.cast(of, ctypes.c_void_p).value)
