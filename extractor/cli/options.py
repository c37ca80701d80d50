"""Options that several commands have."""

from __future__ import annotations

import click

PASSWORD = click.option(
    "--password", envvar="JUESUAN_PASSWORD", show_envvar=True, metavar="口令", help="加密文件的打开口令。"
)
OCR = click.option(
    "--ocr",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help='扫描页的识别（需安装 "juesuan[ocr]"）：仅图片页、全部页或不识别。',
)
JSON = click.option("--json", "as_json", is_flag=True, help="在标准输出上给出一个 JSON 对象。")
