"""What can go wrong with a document or a run, each with a machine code, an exit code and a hint what to do.

The codes stand in summary.csv and in `--json`; other programs read them, so they are never renamed.
"""

from __future__ import annotations

from typing import ClassVar


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
    exit_code: ClassVar[int] = 1
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint


class DocumentError(JuesuanError):
    """The document cannot be read, whatever the program does."""

    exit_code = 4


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


class EncryptedError(DocumentError):
    code = "encrypted"
    default_hint = "请用 --password 给出打开口令。"


class TooLargeError(DocumentError):
    code = "too_large"
    default_hint = "请拆分文件后再试。"


class NoTextError(DocumentError):
    code = "no_text"
    status = "no_text"
    default_hint = '请换用文字版，或安装扫描识别组件：pip install "juesuan[ocr]"（不要用 --ocr never）。'


class UnsupportedError(DocumentError):
    code = "unsupported"
    status = "unsupported"
    default_hint = "本程序只读取部门决算（和高等学校决算）公开文件。"


class BudgetError(UnsupportedError):
    code = "budget"
    default_hint = "请提供同一部门的决算公开文件。"


class OutputError(JuesuanError):
    """A result cannot be written: the folder is read-only or full, or the workbook is open elsewhere."""

    code = "output"
    exit_code = 6
    default_hint = "请关闭正在打开该文件的程序，或用 -o 另选一个可写的文件夹。"


class ClusterError(JuesuanError):
    """The cluster that reads the documents is lost, or not as it must be."""

    code = "cluster"
    default_hint = "已读完的文件结果完整；请检查集群，再次运行同样的命令会接着读。"


class UsageError(JuesuanError):
    code = "usage"
    exit_code = 2


class NothingToDoError(JuesuanError):
    code = "nothing_to_do"
    exit_code = 5
    default_hint = "请给出 PDF 文件，或含有 PDF 的文件夹。"
