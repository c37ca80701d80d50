"""Values of options that the machine cannot keep are refused before anything is done."""

from __future__ import annotations

import os

import click
from click.core import ParameterSource

_A_MONTH = 30 * 24 * 3600
_PER_CORE = 8
"""Worker processes a core: more only wait for each other, even where files come from far away."""
_LEAST_MEMORY = 256
"""MB: with less no worker even starts."""


def check_seconds(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """A time that a clock can wait for; 0 is none, and what is no number is no time."""
    if not 0 <= value <= _A_MONTH:  # false of nan, too
        raise click.BadParameter(f"{value:g} 不在 0 到 {_A_MONTH} 秒（30 天）之间；0 为不限。", context, parameter)
    return value


def check_memory(context: click.Context, parameter: click.Parameter, value: int) -> int:
    """MB that the machine has; the default holds for smaller ones too."""
    if value == 0 or context.get_parameter_source(parameter.name or "") is ParameterSource.DEFAULT:
        return value
    most = _machine_memory()
    if value < _LEAST_MEMORY or (most and value > most):
        bounds = f"{_LEAST_MEMORY} 到 {most or '本机内存'} MB"
        raise click.BadParameter(f"{value} 不在 {bounds}之间；0 为不限。", context, parameter)
    return value


def check_jobs(context: click.Context, parameter: click.Parameter, value: int) -> int:
    """As many processes as the machine can use; a cluster has its own."""
    most = _PER_CORE * (os.cpu_count() or 1)
    if not 0 <= value <= most:
        raise click.BadParameter(f"{value} 不在 0 到 {most} 之间（每核至多 {_PER_CORE} 个）。", context, parameter)
    return value


def check_outputs(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Names of what may be left out, with commas between; none at all is nothing of it."""
    known = ("xlsx", "csv", "json", "pdf")  # of `extractor.export`, which takes a while to load
    asked = [one.strip() for one in value.replace("，", ",").split(",") if one.strip()]
    if wrong := [one for one in asked if one not in known]:
        raise click.BadParameter(f"没有 {'、'.join(wrong)}；可以是 {'、'.join(known)}。", context, parameter)
    return tuple(one for one in known if one in asked)


def _machine_memory() -> int:
    """MB of memory, 0 where it is not known (Windows)."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    except (AttributeError, ValueError, OSError):
        return 0
