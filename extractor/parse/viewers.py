"""What makes viewers show different things of one file, and paper other things than the screen.

PDFium's picture decides what of a page is seen. It runs no scripts, takes no other picture for printing, paints in the
colours that an operator names whatever the file has set in their place, and reads some layers otherwise than the format
says. Next to no account has any of these; a file with their marks is taken apart once more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor import lazy_re as re

if TYPE_CHECKING:
    import pikepdf

_DEFAULTS = {"/DefaultGray": "L", "/DefaultRGB": "RGB", "/DefaultCMYK": "CMYK"}
"""Resources that stand in for the plain colours, with Pillow's names of those."""
_ACTIONS = ("JavaScript", "SetOCGState", "Hide", "ResetForm", "ImportData")
"""That may change what pages show."""
_AREAS = ("ViewArea", "ViewClip", "PrintArea", "PrintClip")
"""What of a page some viewers show, or print: another of its boxes than the one that it is cut to."""
MARKS = ("OCProperties", *_ACTIONS, *_AREAS, "XFA", "Alternates", "DeviceN", *(name[1:] for name in _DEFAULTS))
"""Names of which a file has some, if any of this is in it; or it refers to a page of another."""
_UNSEEN = frozenset(["/E", "/X", "/D", "/U", "/Fo", "/Bl", "/K", "/V", "/WC", "/WS", "/DS", "/DP"])
"""What only a hand at a mouse or a keyboard sets off, and what comes when a file is closed, saved or was printed."""
_HARMLESS = re.compile(
    r"\s*(?:(?:this\s*\.\s*)?print\s*\([^()]*\)|this\s*\.\s*(?:zoom|zoomType|layout|pageNum)\s*=\s*[\w.]+|\s*;)*\s*"
)
"""A script that prints, or turns to a page."""
_OTHERWISE = frozenset(["/AllOff", "/AnyOff"])
_CATEGORIES = frozenset(["/View", "/Print", "/Export"])
_DEEP = 40
_INTO, _EDGE = (1, 1, -1, -1), 20.0
"""Which way from its sides a page goes on, and points of an edge on which nothing is printed."""
_GAMMA = (0.4, 4.0)
_DARK, _PALE = 128, 200
"""Levels of 255: what black print, and white paper, are at most and at least."""


class Viewing(NamedTuple):
    """What is known of the ways in which a file is shown."""

    differs: bool
    """Some viewers show, or print, something else than PDFium."""
    on_paper: bool
    """There are layers that are shown only on the screen, or only on paper; PDFium tells them apart."""


ALIKE = Viewing(False, False)
"""Of a file without any of the marks."""


def viewing(data: bytes, password: str | None) -> Viewing:
    """Take a file with some of the marks apart. Of one that cannot be, everything is to be feared."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            dictionaries = list(_dictionaries(pdf))
            layers = _Layers(pdf.Root)
            differs = (
                _has_own_form(pdf.Root)
                or any(map(_changes, _actions(pdf.Root, dictionaries)))
                or any(map(_has_others, dictionaries))
                or any(map(_is_recoloured, dictionaries))
                or any(map(_paints_nothing, _arrays(pdf, dictionaries)))
                or layers.differ(dictionaries)
                or _is_cut(pdf)
            )
            return Viewing(differs, layers.on_paper)
    except Exception:  # pikepdf raises whatever it stumbles over
        return Viewing(True, True)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of a file, those of streams and those inside others included."""
    import pikepdf

    waiting = [(item, 0) for item in pdf.objects]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            yield item
            inner = [value for _, value in item.items()]
        elif isinstance(item, pikepdf.Array):
            inner = list(item)
        else:
            continue
        if depth < _DEEP:
            held = (one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect)
            waiting += [(one, depth + 1) for one in held]


def _has_own_form(root: Any) -> bool:
    """Whether the file holds a form of another kind (XFA), which some viewers lay out in the place of its pages."""
    import pikepdf

    held = root.get("/AcroForm", {}).get("/XFA")
    parts = held if isinstance(held, pikepdf.Array) else [held]
    return any(isinstance(part, pikepdf.Stream) and part.read_bytes().strip() for part in parts)


# Actions ---------------------------------------------------------------------------------------------------------


def _actions(root: Any, dictionaries: list[Any]) -> Iterator[Any]:
    """The actions that a file sets off by itself when it, a page or a field is shown or printed."""
    import pikepdf

    waiting = [root.get("/OpenAction"), *_named(root.get("/Names", {}).get("/JavaScript"))]
    for one in dictionaries:
        if isinstance(events := one.get("/AA"), pikepdf.Dictionary):
            waiting += [action for event, action in events.items() if event not in _UNSEEN]
    for _ in range(_DEEP):
        found = [action for action in waiting if isinstance(action, pikepdf.Dictionary)]
        yield from found
        waiting = []
        for action in found:
            more = action.get("/Next")
            waiting += list(more) if isinstance(more, pikepdf.Array) else [more]


def _named(tree: Any, depth: int = 0) -> Iterator[Any]:
    """What a tree of names holds."""
    if tree is not None and depth < _DEEP:
        yield from tree.get("/Names", [])
        for kid in tree.get("/Kids", []):
            yield from _named(kid, depth + 1)


def _changes(action: Any) -> bool:
    import pikepdf

    kind = str(action.get("/S", ""))
    if kind != "/JavaScript":
        return kind[1:] in _ACTIONS
    script = action.get("/JS", "")
    text = script.read_bytes().decode("latin-1") if isinstance(script, pikepdf.Stream) else str(script)
    return _HARMLESS.fullmatch(text) is None


# Boxes -----------------------------------------------------------------------------------------------------------


def _is_cut(pdf: pikepdf.Pdf) -> bool:
    """Whether the file asks to show or print a part of its pages only."""

    wishes: Any = pdf.Root.get("/ViewerPreferences", {})
    boxes = {str(wishes[f"/{area}"]) for area in _AREAS if f"/{area}" in wishes} - {"/CropBox"}
    for page in pdf.pages if boxes else ():
        whole = _box(page, "/CropBox") or _box(page, "/MediaBox")
        for name in boxes:
            box = _box(page, name) or whole
            if box and whole and any(into * (a - b) > _EDGE for a, b, into in zip(box, whole, _INTO, strict=True)):
                return True
    return False


def _box(page: pikepdf.Page, name: str) -> list[float] | None:
    """(left, bottom, right, top) of a box of a page, which it may have from the folder that it is in."""
    held: Any = page.obj
    for _ in range(_DEEP):
        if name in held:
            x0, y0, x1, y1 = (float(value) for value in held[name])
            return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]
        if "/Parent" not in held:
            return None
        held = held["/Parent"]
    return None


# Pictures and colours --------------------------------------------------------------------------------------------


def _has_others(item: Any) -> bool:
    """Whether there is another picture that may be shown in the place of one, or a page of another file."""
    if "/Alternates" in item:
        return True
    return item.get("/Subtype") == "/Form" and "/Ref" in item


def _is_recoloured(item: Any) -> bool:
    """Whether resources say that a plain colour is another: black is not dark, or white not pale."""
    return any(_is_another(item[name], mode) for name, mode in _DEFAULTS.items() if name in item)


def _arrays(pdf: pikepdf.Pdf, dictionaries: list[Any]) -> Iterator[Any]:
    """The arrays of a file, as far as they are no parts of others."""
    import pikepdf

    yield from (item for item in pdf.objects if isinstance(item, pikepdf.Array))
    for one in dictionaries:
        yield from (value for _, value in one.items() if isinstance(value, pikepdf.Array))


def _paints_nothing(space: Any) -> bool:
    """Whether a colour has no ink, which PDFium paints by what stands in for it."""
    import pikepdf

    if len(space) < 2 or space[0] != "/DeviceN" or not isinstance(space[1], pikepdf.Array):
        return False
    return all(ink == "/None" for ink in space[1])


def _is_another(space: Any, mode: str) -> bool:
    import pikepdf

    if not isinstance(space, pikepdf.Array):
        return False
    kind = str(space[0])
    if kind in ("/CalGray", "/CalRGB"):
        gamma = space[1].get("/Gamma", 1)
        values = list(gamma) if isinstance(gamma, pikepdf.Array) else [gamma]
        return not all(_GAMMA[0] <= float(value) <= _GAMMA[1] for value in values)
    return kind != "/ICCBased" or _inverts(space[1].read_bytes(), mode)


def _inverts(profile: bytes, mode: str) -> bool:
    """Whether by a profile black is not dark, or white not pale; one that cannot be read is not used by anybody."""
    from PIL import Image, ImageCms

    black, white = {"L": ((0,), (255,)), "RGB": ((0,) * 3, (255,) * 3), "CMYK": ((0, 0, 0, 255), (0,) * 4)}[mode]
    try:
        # An opened profile knows what has to be freed; both are kept until the transform is done.
        way = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), mode, "RGB"
        )
        made = [ImageCms.applyTransform(Image.new(mode, (1, 1), colour), way) for colour in (black, white)]
        dark, pale = (0 if one is None else one.convert("L").tobytes()[0] for one in made)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False
    return dark > _DARK or pale < _PALE


# Layers ----------------------------------------------------------------------------------------------------------


class _Layers:
    """The layers of a file: whether each is shown on the screen and on paper, as the format says and as PDFium does."""

    def __init__(self, root: Any) -> None:
        properties = root.get("/OCProperties", {})
        self._groups = {_key(group): group for group in properties.get("/OCGs", [])}
        self._plan = properties.get("/D", {})
        others = [one for one in properties.get("/Configs", []) if "/View" in _names(one.get("/Intent"))]
        self._pdfium_plan = others[0] if others else self._plan
        said, done = ([self._states(event, pdfium) for event in ("View", "Print")] for pdfium in (False, True))
        self._strange = said != done or any(map(_hangs_on_more, self._used(self._plan)))
        self.on_paper = done[0] != done[1]

    def differ(self, dictionaries: list[Any]) -> bool:
        """Whether what viewers show of layers is not what PDFium shows."""
        return self._strange or any(self._is_misread(one) for one in dictionaries if one.get("/Type") == "/OCMD")

    def _states(self, event: str, pdfium: bool) -> list[bool]:
        return [(self._by_pdfium if pdfium else self._by_format)(key, event) for key in self._groups]

    def _by_format(self, key: object, event: str) -> bool:
        shown = _planned(self._plan, key)
        for happens in ("View", event):
            for usage in self._used(self._plan):
                if usage.get("/Event") == f"/{happens}" and key in map(_key, usage.get("/OCGs", [])):
                    said = [_used_as(self._groups[key], str(name)[1:]) for name in usage.get("/Category", [])]
                    said = [one for one in said if one is not None]
                    shown = all(said) if said else shown
        return shown

    def _by_pdfium(self, key: object, event: str) -> bool:
        """It heeds a layer's usage without being told to, and a second plan before the first."""
        for name in (event, "View"):
            if (said := _used_as(self._groups[key], name)) is not None:
                return said
        return _planned(self._pdfium_plan, key)

    def _used(self, plan: Any) -> list[Any]:
        return list(plan.get("/AS", []))

    def _is_misread(self, membership: Any) -> bool:
        """Of a membership in one layer that is not in a list, PDFium does not heed how the two are related."""
        import pikepdf

        single = "/VE" not in membership and isinstance(membership.get("/OCGs"), pikepdf.Dictionary)
        return bool(single and str(membership.get("/P", "")) in _OTHERWISE)


def _key(group: Any) -> object:
    return group.objgen


def _names(value: Any) -> list[str]:
    import pikepdf

    return [str(one) for one in value] if isinstance(value, pikepdf.Array) else [str(value)]


def _planned(plan: Any, key: object) -> bool:
    shown = bool(plan.get("/BaseState", "/ON") != "/OFF")
    for name, says in (("/ON", True), ("/OFF", False)):
        if key in map(_key, plan.get(name, [])):
            shown = says
    return shown


def _used_as(group: Any, name: str) -> bool | None:
    """What a layer says of its state on the screen or on paper; None where it says nothing."""
    state = group.get("/Usage", {}).get(f"/{name}", {}).get(f"/{name}State")
    return None if state is None else bool(state != "/OFF")


def _hangs_on_more(usage: Mapping[str, Any]) -> bool:
    """Whether layers are switched by how large a page is shown, by its reader or by a language."""
    return any(str(name) not in _CATEGORIES for name in usage.get("/Category", []))
