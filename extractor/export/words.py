"""The Chinese words that stand in spreadsheets for the codes of the model."""

from __future__ import annotations

from extractor.model import Disclosure, Table

STATUS = {
    "verified": "通过",
    "inconsistent": "不符",
    "doubtful": "存疑",
    "unsupported": "不支持",
    "no_text": "无文字层",
    "failed": "失败",
}
TABLE_STATUS = {"present": "有数据", "empty": "空表", "missing": "缺失"}
SIDE = {"income": "收入", "expenditure": "支出", "": ""}
SECTION = {
    "current": "本年",
    "opening": "年初",
    "closing": "年末",
    "personnel": "人员经费",
    "public": "公用经费",
}
LEVEL = {"total": "合计", "class": "类", "division": "款", "item": "项", "": ""}
STATE = {"figure": "数字", "blank": "空白", "dash": "横线"}
PROOF = {"proved": "已核", "unproved": "未核", "disputed": "存疑"}
SEVERITY = {"info": "提示", "doubt": "存疑", "fault": "不符"}
FAMILY = {"department": "部门决算", "university": "高等学校决算", "": ""}


def verdict(table: Table) -> str:
    """What the checks say of a table, in one word. Until there are checks: 未核, 空表 or 缺失."""
    return {"present": "未核", "empty": "空表", "missing": "缺失"}[table.status]


def heading(table: Table) -> str:
    """The name a table goes by in names of files and sheets: its form's own, else the printed one."""
    return table.form_title or table.title_printed


def year(disclosure: Disclosure) -> str:
    return f"{disclosure.fiscal_year}年度" if disclosure.fiscal_year else "年度不详"
