"""Documents of the family: a cover, a ruled table a page, a page of text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.documents.reportlab_text import FONTS, register

RUNNING = (
    ("费用编号", "费用名称", "合计", "办公", "出行"),
    ("合计", "", "1,320.50", "1,000.20", "320.30"),
    ("1", "房屋", "900.40", "900.40", ""),
    ("102", "房租", "700.10", "700.10", ""),
    ("103", "物业", "200.30", "200.30", ""),
    ("2", "其他", "420.10", "99.80", "320.30"),
    ("201", "耗材", "99.80", "99.80", ""),
    ("202", "车票", "320.30", "", "320.30"),
)
TRAVEL = (("项目", "金额"), ("火车", "200.20"), ("汽车", "120.10"), ("总计", "320.30"))
TEXT = (
    "一、运行情况说明",
    "2024年度机构运行经费共1,320.50万元，其中出行320.30万元，占24.26%。",
    "租房用去700.10万元。",
)
Rows = Sequence[Sequence[str]]


def document(
    running: Rows = RUNNING, travel: Rows = TRAVEL, text: Sequence[str] = TEXT, unit: str = "万元", ruled: bool = True
) -> bytes:
    """The PDF; without rules there are three lines: over and under the header, and at the foot."""
    register("embedded")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    font = FONTS["embedded"]
    canvas.setFont(font, 20)
    canvas.drawCentredString(A4[0] / 2, 600, "白鹿市应急管理局")
    canvas.drawCentredString(A4[0] / 2, 560, "2024年度机构运行信息公开")
    canvas.showPage()
    for title, rows, widths in (
        ("机构运行信息表", running, (80, 120, 90, 90, 90)),
        ("公务出行明细表", travel, (200, 120)),
    ):
        canvas.setFont(font, 14)
        canvas.drawCentredString(A4[0] / 2, 760, title)
        canvas.setFont(font, 10)
        canvas.drawString(60, 735, "单位名称：白鹿市应急管理局")
        canvas.drawRightString(530, 735, f"单位：{unit}")
        _table(canvas, rows, widths, ruled)
        canvas.showPage()
    canvas.setFont(font, 11)
    for k, line in enumerate(text):
        canvas.drawString(60, 760 - 24 * k, line)
    canvas.save()
    return buffer.getvalue()


def _table(canvas: Canvas, rows: Rows, widths: Sequence[float], ruled: bool) -> None:
    top, height = 725.0, 22.0
    for r, row in enumerate(rows):
        x = 60.0
        for text, width in zip(row, widths, strict=True):
            if ruled:
                canvas.rect(x, top - (r + 1) * height, width, height)
            if r and text[:1].isdigit() and "." in text:
                canvas.drawRightString(x + width - 4, top - (r + 1) * height + 7, text)
            else:
                canvas.drawString(x + 4, top - (r + 1) * height + 7, text)
            x += width
    for y in () if ruled else (top, top - height, top - len(rows) * height):
        canvas.line(60, y, 60 + sum(widths), y)
