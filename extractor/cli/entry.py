"""The whole command line: what is ready before a command runs, and what its end means to the shell.

One module a command; heavy imports stand inside the commands, so that --help is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from extractor import __version__
from extractor.cli.accept import accept
from extractor.cli.archive import archive
from extractor.cli.check import check
from extractor.cli.correct import correct
from extractor.cli.docs import docs
from extractor.cli.extract import extract
from extractor.cli.forms import forms
from extractor.cli.panel import panel
from extractor.cli.report import report
from extractor.cli.review import review
from extractor.cli.show import show
from extractor.cli.spoken import Main, error_sentence, usage_sentence
from extractor.errors import ExitCode, FormsError, JuesuanError, UsageError
from extractor.system import console, process, tongue
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
        arguments = _spoken(list(sys.argv[1:] if argv is None else argv))
        with process.interruptible():
            code = command.main(args=arguments, prog_name="juesuan", standalone_mode=False)
    except click.ClickException as error:
        complain(usage_sentence(error))
        return ExitCode.USAGE
    except JuesuanError as error:
        said = error_sentence(error)
        for line in said.split("\n") if isinstance(error, FormsError) else [said]:  # a fault a line
            complain(line)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain(tongue.either("已中断。", "Interrupted."))
        return ExitCode.INTERRUPTED
    except SystemExit:  # click writes the help text itself, and leaves where nobody reads it
        return ExitCode.OK
    return code if isinstance(code, int) else ExitCode.OK


def _spoken(arguments: list[str]) -> list[str]:
    """Take `--lang` out of the arguments, wherever it stands, and speak that language; by default the locale's.

    Raises:
        UsageError: there is no such language.
    """
    tongue.speak(tongue.usual())
    rest, chosen = [], None
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            rest += [argument, *given]
        elif argument == "--lang":
            chosen = next(given, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    if chosen is not None:
        if chosen not in tongue.LANGUAGES:
            raise UsageError(f"--lang 只能是 {'、'.join(tongue.LANGUAGES)}", "例：--lang en")
        tongue.speak(chosen)
    return rest


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--lang", type=click.Choice(tongue.LANGUAGES), help=f"命令行的语言，默认随系统（或环境变量 {tongue.VARIABLE}）。"
)
@click.version_option(__version__, "--version", prog_name="juesuan", message="%(prog)s %(version)s", help="显示版本。")
def command(lang: str | None) -> None:
    """把公开的部门决算、部门预算 PDF 变成可以核对的电子表格。

    \b
    例：
      juesuan 某局2023年决算.pdf           读取一份，结果在 output 文件夹
      juesuan extract 下载 -o output      读取文件夹中的全部 PDF
      juesuan show 某局2023年决算.pdf      程序看到了什么
      juesuan check output               不用 PDF 重新核对
      juesuan report output              原页与各表对照的网页
      juesuan forms T07                  表 T07 的各栏和别名
    """


for _one in (extract, show, check, accept, correct, panel, report, review, forms, docs, archive):
    command.add_command(_one)
