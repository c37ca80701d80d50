"""Names of bodies, so that one body has one name: 某某局（本级）, 某某局 2023年度部门决算 and 某某局 are 某某局."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib import resources

from extractor import lazy_re as re
from extractor.language.text import squeeze

_YEAR_BEFORE = re.compile(r"^(?:20\d\d年?度?|[\[(]?\d{3,}[\])]?[-_:、])")
_TITLE_BEHIND = re.compile(
    r"(?:20\d\d年?度?)?(?:部门|单位)?(?:整体|收支)?(?:决算|预算)(?:信息)?(?:公开)?(?:说明|报告|报表|情况|表)?(?:\(.*\))?$|20\d\d年?度?$"
)
_ENDS = "局厅委会院部办署处所站校园馆社队团厂区县市司心室组"
"""Signs with which bodies end: what stands behind one may be no part of its name."""
_OWN = re.compile(rf"(?:\((?:本级|机关本级|局机关|机关|本部)\)|本级|(?<=[{_ENDS}])(?:机关本级|机关|本部))$")
"""Of the body alone, without its units."""
_WHOLE = re.compile(rf"(?:\((?:部门|汇总|含下属单位|单位)\)|(?<=[{_ENDS}])(?:部门|单位|汇总))$")


@lru_cache(maxsize=4096)
def body_name(entity: str) -> tuple[str, bool]:
    """The name of a body, and whether what is printed names the body alone, without its units (本级, 机关)."""
    text = simplified(squeeze(entity))
    own = False
    before = ""
    while text != before:
        before = text
        text = _TITLE_BEHIND.sub("", _YEAR_BEFORE.sub("", text)) or text
        if (bare := _OWN.sub("", text)) and bare != text:
            text, own = bare, True
        text = _WHOLE.sub("", text) or text
    return text.translate(_BRACKETS), own


_BRACKETS = {ord("("): "（", ord(")"): "）"}


def simplified(text: str) -> str:
    """A text in simplified characters, sign by sign."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return text.translate(_traditional())
    return text  # the signs of that standard are simplified ones: nothing need be loaded


@cache
def _traditional() -> dict[int, str]:
    text = (resources.files("extractor.forms.data") / "traditional.csv").read_text(encoding="utf-8")
    return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(text.splitlines())}
