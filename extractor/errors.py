"""What can go wrong with a document or a run, each with a machine code, an exit code and a hint what to do.

The codes stand in summary.csv and in `--json`; other programs read them, so they are never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What a command tells the shell; part of the stable interface (README, "Exit codes")."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    CONTRADICTED = 3
    """A document contradicts itself, or may have been misread."""
    NOT_READ = 4
    """A document cannot be read or is none of ours, or a bag is damaged."""
    NOTHING_TO_DO = 5
    NOT_WRITTEN = 6
    INTERRUPTED = 130


_LISTED = 40
"""Names that a message lists."""


class JuesuanError(Exception):
    """Base of all errors that are not our own bugs.

    Attributes:
        code: stable machine code.
        status: the document status it leads to (DESIGN: `unsupported`, `no_text` or `failed`).
        exit_code: of a run in which nothing else is wrong.
        message: one Chinese sentence.
        hint: what the user can do, Chinese; may be empty.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[str] = "failed"
    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint

    @property
    def sentence(self) -> str:
        """What went wrong and what to do, as the command line says it."""
        return f"错误：{self.message.rstrip('。')}。{self.hint}"


class DocumentError(JuesuanError):
    """The document cannot be read, whatever the program does."""

    exit_code = ExitCode.NOT_READ


class NotPdfError(DocumentError):
    code = "not_pdf"
    default_hint = "请确认下载完整，且文件确为 PDF（不是网页、Word 或压缩包）。"


class EmptyFileError(DocumentError):
    code = "empty_file"
    default_hint = "请重新下载。"


class DamagedError(DocumentError):
    code = "damaged"
    default_hint = "文件可能下载不完整，请重新下载；也可先用其他软件另存为新的 PDF 再试。"


class UnreachableError(DocumentError):
    """A remote file, or the way to it."""

    code = "unreachable"
    default_hint = "请检查地址、网络和访问凭据，然后加 --retry-failed 再运行。"


class UnreadableError(DocumentError):
    """A file of this machine that is there and cannot be read."""

    code = "unreadable"
    default_hint = "请检查读取权限和磁盘。"


class NotFoundError(DocumentError):
    """A file that a list names, or that went away."""

    code = "not_found"
    default_hint = "请检查路径；清单应是 UTF-8 文本，每行一个路径。"


class UnknownNameError(JuesuanError, KeyError):
    """A table, a column or a document that is asked for by a name that nothing has; a `KeyError`, too."""

    code = "unknown_name"
    exit_code = ExitCode.USAGE

    def __init__(self, what: str, name: object, known: Iterable[object]) -> None:
        """Say what was asked for and what there is.

        Args:
            what: what kind of thing it is, in Chinese.
            name: as it was asked for.
            known: the names that there are.
        """
        there = [str(one) for one in known]
        listed = "、".join(there[:_LISTED]) + (" ……" if len(there) > _LISTED else "")
        super().__init__(f"没有{what}“{name}”", f"有：{listed}。" if there else "")
        self.name = name
        self.known = tuple(there)

    def __str__(self) -> str:
        return f"{self.message}。{self.hint}"


class BadNameError(DocumentError):
    """A name that no file can have."""

    code = "bad_name"
    default_hint = "请检查清单或命令中的这一项。"


class UnreadableFolderError(DocumentError):
    code = "unreadable_folder"
    default_hint = "请检查文件夹的读取权限；其中的文件没有读取。"


class LinkLoopError(DocumentError):
    """A link that leads to itself, or back to a folder that it lies in."""

    code = "link_loop"
    default_hint = "已跳过；如有需要，请改正或删除该链接。"


class PipeError(DocumentError):
    code = "pipe"
    default_hint = "已跳过；请给出普通文件。"


class SocketError(DocumentError):
    code = "socket"
    default_hint = "已跳过；请给出普通文件。"


class DeviceError(DocumentError):
    code = "device"
    default_hint = "已跳过；请给出普通文件。"


class TimedOutError(DocumentError):
    code = "timeout"
    default_hint = "请用 --timeout 放宽时限，或检查磁盘和网络。"


class BadRecordError(DocumentError):
    """A disclosure.json that is none, or says what no document can be."""

    code = "bad_record"
    default_hint = "请给出 juesuan extract 写出的 disclosure.json，或它所在的文件夹；也可以重新读取原文件。"


class EncryptedError(DocumentError):
    code = "encrypted"
    default_hint = "请用 --password 给出打开口令。"


class TooLargeError(DocumentError):
    code = "too_large"
    default_hint = "请拆分文件后再试。"


class NoTextError(DocumentError):
    code = "no_text"
    status = "no_text"
    default_hint = (
        '请换用文字版；或在程序的源码文件夹中运行 pip install ".[ocr]" 安装扫描识别组件（不要用 --ocr never）。'
    )


class UnsupportedError(DocumentError):
    code = "unsupported"
    status = "unsupported"
    default_hint = "本程序读取部门（单位、高等学校）的决算和预算公开文件。"


class OtherKindError(UnsupportedError):
    """A kind of document that is known and not read; what it is called and what to do is data (forms/data)."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.code = code  # type: ignore[misc]  # of the kind, not of the class


class TextOnlyError(UnsupportedError):
    code = "text_only"
    default_hint = "请提供同一部门的预算公开表格，通常是另一个文件。"


class PoorPrintError(UnsupportedError):
    """A scan of which hardly a word was read with any certainty, so that nothing tells what it is."""

    code = "poor_print"
    default_hint = "请以 200–300 dpi 重新扫描（字很小时用 300 dpi，不用传真），或换用文字版。"


class InternalError(DocumentError):
    """A failure of the program itself over one document."""

    code = "internal"
    default_hint = "请把文件和详情报告给我们。"


class OutputError(JuesuanError):
    """A result cannot be written: the folder is read-only or full, or the workbook is open elsewhere."""

    code = "output"
    exit_code = ExitCode.NOT_WRITTEN
    default_hint = "请关闭正在打开该文件的程序，或用 -o 另选一个可写的文件夹。"


class NotMarkedError(Exception):
    """The copy with the findings marked cannot be made; what is wrong, in Chinese. It costs the copy alone."""


class ClusterError(JuesuanError):
    """The cluster that reads the documents is lost, or not as it must be."""

    code = "cluster"
    default_hint = "已读完的文件结果完整；请检查集群，再次运行同样的命令会接着读。"


class UsageError(JuesuanError):
    code = "usage"
    exit_code = ExitCode.USAGE


class NothingToDoError(JuesuanError):
    code = "nothing_to_do"
    exit_code = ExitCode.NOTHING_TO_DO
    default_hint = "请给出 PDF 文件，或含有 PDF 的文件夹。"


class FormsError(UsageError):
    """The data of a family of forms is not what it must be; the message names file and line."""

    code = "forms"
    default_hint = "写法见 juesuan docs forms，检查用 juesuan forms --validate 文件夹。"
