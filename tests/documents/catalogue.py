"""The named test documents.

``make(name, seed)`` gives the bytes of a PDF and its truth; the same name and seed give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from tests.documents import layouts_issuers, layouts_oddities, layouts_producers
from tests.documents.accounts import Options, make_account
from tests.documents.finish import as_pictures, finish
from tests.documents.layouts import Layout
from tests.documents.publication import Document
from tests.documents.render_fpdf2 import render as render_fpdf2
from tests.documents.render_reportlab import render as render_reportlab
from tests.documents.render_typst import render as render_typst
from tests.documents.truth import truth

Renderer = Callable[[Document, Layout], bytes]

RENDERERS: dict[str, Renderer] = {"reportlab": render_reportlab, "fpdf2": render_fpdf2, "typst": render_typst}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A kind of document: how it is printed, what account it shows, and what became of the file."""

    layout: Layout
    options: Options = field(default_factory=Options)
    university: bool = False
    government: bool = False
    damage: str = ""
    """A key of ``DAMAGES``."""
    expect: str = "readable"
    """``readable``, or why nothing can be read from it."""


def _render(document: Document, layout: Layout) -> bytes:
    return finish(RENDERERS[layout.producer](document, layout), layout.file)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "pictures": as_pictures,
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "tail": lambda data: data[: data.rindex(b"startxref")],
    "not a pdf": lambda data: "<html><body>文件不存在</body></html>".encode(),
}
"""What can become of a file; ``tail`` only loses the cross-reference pointer, which readers can repair."""

_PLAIN = Layout()

BROKEN: dict[str, Case] = {
    "government budget": Case(layout=_PLAIN, government=True, expect="government budget"),
    "scan": Case(layout=_PLAIN, damage="pictures", expect="no text"),
    "encrypted": Case(layout=layouts_oddities.ENCRYPTED, expect="encrypted"),
    "empty file": Case(layout=_PLAIN, damage="empty", expect="not a pdf"),
    "truncated": Case(layout=_PLAIN, damage="half", expect="damaged"),
    "truncated tail": Case(layout=_PLAIN, damage="tail", expect="repairable"),
    "not a pdf": Case(layout=_PLAIN, damage="not a pdf", expect="not a pdf"),
}

LAYOUTS: dict[str, Case] = {
    name: Case(**parts)
    for parts_by_name in (layouts_issuers.CASES, layouts_oddities.CASES, layouts_producers.CASES)
    for name, parts in parts_by_name.items()
}
"""Every document that can be read, by name."""

CASES: dict[str, Case] = LAYOUTS | BROKEN


def make(name: str, seed: int, misprints: tuple[tuple[str, str, str], ...] = ()) -> tuple[bytes, dict[str, Any]]:
    """The document of a name and seed, and what is to be found in it.

    Args:
        name: a key of ``CASES``.
        seed: of the account.
        misprints: figures printed wrong, as in ``Form.misprints``.
    """
    data, found = _made(name, seed, misprints)
    return data, deepcopy(found)


@lru_cache(maxsize=32)
def _made(name: str, seed: int, misprints: tuple[tuple[str, str, str], ...]) -> tuple[bytes, dict[str, Any]]:
    case = CASES[name]
    if misprints:
        case = replace(case, layout=replace(case.layout, form=replace(case.layout.form, misprints=misprints)))
    document = Document(make_account(seed, case.options), university=case.university, government=case.government)
    data = _render(document, case.layout)
    if case.damage:
        data = DAMAGES[case.damage](data)
    return data, truth(document, case.layout) | {
        "name": name,
        "seed": seed,
        "expect": case.expect,
        "hidden": ["88.88"] if case.layout.file.decoys else [],
    }
