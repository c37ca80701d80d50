"""Options that several commands have."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from extractor.cli.values import check_jobs, check_memory, check_seconds

PASSWORD = click.option(
    "--password", envvar="JUESUAN_PASSWORD", show_envvar=True, metavar="口令", help="加密文件的打开口令。"
)
OCR = click.option(
    "--ocr",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="扫描页的识别（需安装扩展 ocr）：仅图片页、全部页或不识别。",
)
JSON = click.option("--json", "as_json", is_flag=True, help="在标准输出上给出一个 JSON 对象。")
JOBS = click.option(
    "-j", "--jobs", metavar="N", type=int, callback=check_jobs, default=0, help="进程数，默认每核一个。"
)
TIMEOUT = click.option(
    "--timeout",
    metavar="秒",
    type=float,
    callback=check_seconds,
    default=300.0,
    show_default=True,
    help="每份的时限（扫描件每读完一页重新计时），0 为不限。",
)
MAX_MEMORY = click.option(
    "--max-memory",
    metavar="MB",
    type=int,
    callback=check_memory,
    default=4096,
    show_default=True,
    help="每个进程的内存上限，0 为不限。",
)


def with_forms(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--forms`: a user's own families count while the command runs."""

    @click.option(
        "--forms",
        "own_forms",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="另用此文件夹中的表样（写法见 juesuan docs forms）。",
    )
    @functools.wraps(command)
    def run(*args: Any, own_forms: Path | None, **options: Any) -> Any:
        if own_forms is None:
            return command(*args, **options)
        from extractor.forms import user_forms, using

        with using(user_forms(own_forms)):
            return command(*args, **options)

    return run
