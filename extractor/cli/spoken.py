"""Commands that speak one language at a time: help, headings and what click says of wrong usage."""

from __future__ import annotations

import glob
import os
import re
from inspect import cleandoc

import click

from extractor.cli.english import COMMANDS, ERRORS, OPTIONS, WORDS
from extractor.errors import JuesuanError
from extractor.system.tongue import either, english


class Command(click.Command):
    """A command whose help is in the language that is spoken."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        if english():
            for chinese, word in WORDS.items():
                pieces = pieces.replace(chinese, word)
        else:
            pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        formatter.write_usage(ctx.command_path, pieces, prefix=either("用法：", "Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = COMMANDS[_path(ctx)] if english() else (self.help or "")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(cleandoc(text))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [_record(option, ctx) for option in self.get_params(ctx) if isinstance(option, click.Option)]
        with formatter.section(either("选项", "Options")):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class Group(Command, click.Group):
    """Commands below one name; without one of them, its help."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            path = f"{_path(ctx)} {name}".removeprefix("juesuan ")
            text = COMMANDS[path] if english() else (self.commands[name].help or "")
            rows.append((name, text.strip().partition("\n")[0]))
        with formatter.section(either("命令", "Commands")):
            formatter.write_dl(rows)


Group.group_class = Group


class Main(Group):
    """The whole command line: without a command its help, with a file instead of one `extract`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and self._is_for_extract(ctx, args[0]):
            args = ["extract", *args]
        return super().parse_args(ctx, args)

    def _is_for_extract(self, ctx: click.Context, first: str) -> bool:
        if first in self.commands:
            return False
        if first.startswith("-") and first != "-":
            own = {name for option in self.get_params(ctx) for name in option.opts}
            return first.partition("=")[0] in {o for p in self.commands["extract"].params for o in p.opts} - own
        named = first == "-" or first.startswith("@") or "://" in first or first.lower().endswith(".pdf")
        return named or glob.has_magic(first) or os.path.lexists(first)


def error_sentence(error: JuesuanError) -> str:
    """What went wrong and what to do; in English what it is by its code, before the Chinese that names the place."""
    if english() and error.code in ERRORS:
        return f"Error: {ERRORS[error.code]} [{error.message.rstrip('。')}]"
    return f"Error: {error.message.rstrip('。')}. {error.hint}" if english() else error.sentence


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong with how a command was called, in the language that is spoken."""
    said = error.format_message()
    context: click.Context | None = getattr(error, "ctx", None)
    path = context.command_path if context else "juesuan"
    if english():
        return f"Usage error: {said}  See {path} --help"
    return f"用法错误：{_in_chinese(error, said)}  用法见 {path} --help"


def _in_chinese(error: click.ClickException, said: str) -> str:
    parameter: click.Parameter | None = getattr(error, "param", None)
    name = _name(error, parameter)
    if isinstance(error, click.NoSuchOption):
        near = f"；是否要用 {'、'.join(sorted(error.possibilities))}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}。"
    if isinstance(error, click.MissingParameter):
        return f"缺少{'选项' if isinstance(parameter, click.Option) else '参数'} {name}。"
    if isinstance(error, click.BadParameter):
        if isinstance(parameter and parameter.type, click.Choice):
            choices = "、".join(map(str, parameter.type.choices))  # type: ignore[union-attr]
            return f"{name} 只能是 {choices}。"
        detail = error.message
        if re.search(r"[\u4e00-\u9fff]", detail):
            return f"{name}：{detail}"
        found = re.match(r"'?(.*?)'? is not a valid (\w+)", detail)
        if found:
            return f"{name}：{found[1]} 不是{'整数' if found[2] == 'integer' else '数'}。"
        found = re.match(r"(\S+) is not in the range (.*?)\.?$", detail)
        if found:
            return f"{name}：{found[1]} 不在范围内（{found[2].replace('x', '值')}）。"
        return f"{name} 的值不对（{detail}）。"
    if isinstance(error, click.BadOptionUsage):
        if "requires" in said:
            return f"选项 {error.option_name} 后面缺少值。"
        return f"选项 {error.option_name} 不要值。"
    if found := re.match(r"No such command '(.*?)'", said):
        return f"没有命令 {found[1]}（也没有这个文件）。"
    if found := re.match(r"Got unexpected extra arguments? \((.*)\)", said):
        return f"多出参数 {found[1]}。"
    if said.startswith("Missing command"):
        return "缺少命令。"
    return said


def _name(error: click.ClickException, parameter: click.Parameter | None) -> str:
    if parameter is None:
        hint = getattr(error, "param_hint", None)
        return str(hint or "")
    if isinstance(parameter, click.Option):
        return "/".join(parameter.opts)
    context: click.Context | None = getattr(error, "ctx", None)
    return str(parameter.make_metavar(context) if context else parameter.human_readable_name)


def _record(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    record = option.get_help_record(ctx)
    names = record[0] if record else "/".join(option.opts)
    name, chinese_text = ("help", _HELP) if "--help" in option.opts else (option.name or "", option.help or "")
    text = OPTIONS[name] if english() else chinese_text
    if english():
        for chinese, word in WORDS.items():
            names = names.replace(f" {chinese}", f" {word}")
    extra = []
    default = option.get_default(ctx, call=False)
    if option.show_default and default not in (None, ""):
        extra.append(either(f"默认 {default}", f"default {default}"))
    if option.show_envvar and option.envvar:
        extra.append(either(f"环境变量 {option.envvar}", f"variable {option.envvar}"))
    if extra:
        text += either(f"（{'；'.join(extra)}）", f" ({'; '.join(extra)})")
    return names, text


_HELP = "显示本说明。"


def _path(ctx: click.Context) -> str:
    """The command without the program's name; `juesuan` for the whole."""
    return ctx.command_path.partition(" ")[2] or "juesuan"
