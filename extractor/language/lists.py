"""Small tables of words that stand in the running text: units of a department, key work. All texts as printed."""

from __future__ import annotations

from extractor import lazy_re as re

_LIST = re.compile(
    r"序号?(?:(?:预算|决算|所属|下属|编报)?(?:单位|部门|机构)(?:的?全?称|名称)|(?:重[点要]|主要)?(?:工作|事项|任务|目标))"
)
_KEY_WORK = re.compile(r"重点工作(?:任务)?(?:完成|开展|落实)?(?:情况)?")
_COLUMNS = re.compile(r"完成情况|工作内容|目标")


def names_list(text: str) -> bool:
    """Whether a page's text may hold such a table; quick, for choosing pages."""
    if "序" not in text:
        return False
    bare = "".join(text.split())
    return bool(_LIST.search(bare)) or (bool(_KEY_WORK.search(bare)) and bool(_COLUMNS.search(bare)))
