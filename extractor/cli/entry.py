"""The whole command line: what is ready before a command runs, and what its end means to the shell.

One module a command; heavy imports stand inside the commands, so that --help is quick.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from extractor import __version__
from extractor.cli.accept import accept
from extractor.cli.archive import archive
from extractor.cli.check import check
from extractor.cli.docs import docs
from extractor.cli.extract import extract
from extractor.cli.forms import forms
from extractor.cli.show import show
from extractor.errors import ExitCode, JuesuanError
from extractor.system import console, process
from extractor.system.console import complain


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: arguments without the program's name; those of the process where it is None.

    Returns:
        The exit code (README, "Exit codes").
    """
    if argv is None:
        process.speak_utf8()
    console.prepare()
    try:
        with process.interruptible():
            code = command.main(args=argv, prog_name="juesuan", standalone_mode=False)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "juesuan"
        complain(f"用法错误：{error.format_message()}  用法见 {path} --help")
        return ExitCode.USAGE
    except JuesuanError as error:
        complain(error.sentence)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("已中断。")
        return ExitCode.INTERRUPTED
    except SystemExit:  # click writes the help text itself, and leaves where nobody reads it
        return ExitCode.OK
    return code if isinstance(code, int) else ExitCode.OK


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="juesuan", message="%(prog)s %(version)s")
def command() -> None:
    """把公开的部门决算、部门预算 PDF 变成可以核对的电子表格。

    \b
    例：
      juesuan extract 下载 -o output      读取文件夹中的全部 PDF
      juesuan show 某局2023年决算.pdf      程序看到了什么
      juesuan check output               不用 PDF 重新核对
      juesuan forms T07                  表 T07 的各栏和别名
    """


for _one in (extract, show, check, accept, forms, docs, archive):
    command.add_command(_one)
