"""The language the command line speaks: Chinese, or English where the locale or the user asks for it.

What is written into files is Chinese, as the documents are.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
VARIABLE = "JUESUAN_LANG"
_spoken: Language = "zh"


def speak(language: Language) -> None:
    """Speak this from now on."""
    global _spoken
    _spoken = language


def english() -> bool:
    """Whether it is English."""
    return _spoken == "en"


def either(chinese: str, in_english: str) -> str:
    """Which of the two is said."""
    return in_english if english() else chinese


def usual(environment: Mapping[str, str] = os.environ) -> Language:
    """What the user reads, by the first of the variables that says anything, as gettext looks at them.

    A locale without a language (C, POSIX, none) leaves it at Chinese, which the documents are in.
    """
    for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = environment.get(name, "")
        if value:
            return _language(value)
    if sys.platform == "win32":
        return _language(locale.getlocale()[0] or "")
    return "zh"


def _language(value: str) -> Language:
    """`zh_CN.UTF-8` and `Chinese (Simplified)_China` are Chinese; so is no language at all; any other is not."""
    name = value.partition(".")[0].partition(":")[0].partition("@")[0].lower()
    return "zh" if name in ("", "c", "posix") or name.startswith(("zh", "chinese")) else "en"
