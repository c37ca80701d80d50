"""`juesuan review`: the page beside the table in the browser, where a person confirms and corrects."""

from __future__ import annotations

import getpass
import time
import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from extractor.cli.options import JOBS, MAX_MEMORY, OCR, PASSWORD, TIMEOUT, with_forms
from extractor.cli.spoken import Command
from extractor.errors import ExitCode, OutputError, UsageError
from extractor.system.console import complain, print_lines
from extractor.system.tongue import either, english

if TYPE_CHECKING:
    from extractor.scan import Ocr


@click.command(cls=Command)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("-o", "--output", default="output", show_default=True, metavar="DIR", help="结果文件夹。")
@OCR
@PASSWORD
@JOBS
@TIMEOUT
@MAX_MEMORY
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="端口，默认任取一个空闲的。")
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只给出链接。")
@click.option("--install-launcher", is_flag=True, help="在桌面放一个启动图标，然后结束。")
@with_forms
def review(
    paths: tuple[str, ...],
    output: str,
    ocr: Ocr,
    password: str | None,
    jobs: int,
    timeout: float,
    max_memory: int,
    port: int,
    no_browser: bool,
    install_launcher: bool,
) -> int:
    """在浏览器中读取、核对和更正（需安装扩展 review）。

    不给 PATH 时打开拖放页：把 PDF 或文件夹拖进去即可读取。点一个数，看它印在哪里、与哪些数相加；读错的更正，读对的
    确认，已知的问题注明原因。每一步都立即重新核对，并写入结果文件夹的 corrections.csv 和 accepted.csv。
    网页只在本机（127.0.0.1）可用，链接只能用一次；按 Ctrl-C 结束。
    """
    if install_launcher:
        from extractor.review.launcher import install

        print_lines([either(f"已放好：{path}", f"Made: {path}") for path in install(output)])
        return ExitCode.OK
    if find_spec("flask") is None or find_spec("waitress") is None:
        raise UsageError("没有安装扩展 review", '请在程序的源码文件夹中运行 pip install ".[review]"。')
    if "://" in output:
        raise UsageError("review 的结果文件夹要在本机", "请用 -o 给出本机的文件夹。")
    from extractor import batch
    from extractor.forms import catalogue
    from extractor.review.intake import Intake, Limits
    from extractor.review.server import Server
    from extractor.review.session import Session

    found = batch.discover(paths, seconds=timeout) if paths else []
    settings = batch.Settings(batch.Limits(jobs, timeout, max_memory))
    with batch.destination(output) as target:
        options = batch.Options(target.folder, password, ocr, None, catalogue().user)
        intake = Intake(target, options, settings, Limits())
        session = Session(target, intake, _user())
        try:
            server = Server(session, port, "en" if english() else "zh")
        except OSError as error:
            intake.close()
            raise OutputError(f"端口 {port} 不能用", "请用 --port 另选一个。") from error
        try:
            server.start()
            intake.add(found)
            link = server.guard.link
            complain(
                either(f"请在浏览器中打开（只能用一次）：{link}", f"Open this in a browser (it is good once): {link}")
            )
            complain(either("按 Ctrl-C 结束。", "Ctrl-C ends it."))
            if not no_browser:
                with suppress(webbrowser.Error):
                    webbrowser.open(link)
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            complain(either("正在写完结果……（再按一次 Ctrl-C 立即结束）", "Finishing… (Ctrl-C again ends at once)"))
            with suppress(KeyboardInterrupt):
                intake.settle(timeout or 3600)
        finally:
            server.close()
            intake.close()
    return ExitCode.OK


def _user() -> str:
    """Who is logged in, to be proposed as a signature."""
    with suppress(Exception):  # no name, no home: then nobody is proposed
        return getpass.getuser()
    return ""
