"""One exception class for each way to fail: a message in both languages, an exit code, a remedy.

What a file is refused for is in `read/refusals.py` and becomes a row in `failures`; any other ends the command with its `exit_code`.
"""

from __future__ import annotations

import errno
from enum import IntEnum
from http import HTTPStatus
from typing import ClassVar


class ExitCode(IntEnum):
    """What the command's exit status tells a script."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    DATABASE = 4


class VanbanError(Exception):
    """A failure that is explained to the user; never shown as a traceback."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE
    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    """What a page that fails so answers."""
    stage: ClassVar[str] = "command"
    lasting: ClassVar[bool] = False
    """Whether it comes again as long as the file and the program are the same, whatever else changes."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Cross a process boundary whole (the default would pass one argument)."""
        return _rebuild, (type(self), self.vi, self.en)  # type: ignore[return-value]

    def message(self, lang: str) -> str:
        """What happened and what to do about it, in `lang` ('vi' or 'en')."""
        return self.en if lang == "en" else self.vi


def _rebuild(kind: type[VanbanError], vi: str, en: str) -> VanbanError:
    error = kind.__new__(kind)
    VanbanError.__init__(error, vi, en)
    return error


_CAUSES = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không được phép",
    errno.ENOSPC: "đĩa đầy",
    errno.EDQUOT: "hết dung lượng được cấp",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.EIO: "đĩa lỗi",
    errno.EISDIR: "là thư mục",
    errno.ENOTDIR: "không phải thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng",
    errno.EADDRINUSE: "cổng đang có chương trình khác dùng",
    errno.ECONNREFUSED: "máy chủ từ chối kết nối",
    errno.ETIMEDOUT: "máy chủ không trả lời",
}


def cause_of(error: OSError) -> tuple[str, str]:
    """Why the system refused something, in both languages; in its own words where it is rare."""
    english = error.strerror or str(error) or type(error).__name__
    return _CAUSES.get(error.errno or 0, english), english


_STAGES = {
    "read": "đọc tệp",
    "structure": "phân tích bố cục",
    "extract": "trích xuất",
    "link": "liên kết số liệu",
    "audit": "kiểm tra",
    "store": "ghi vào kho",
}


class ProgramFault(VanbanError):
    """A fault of the program, of some `kind`, that a file brought out in a `stage`."""

    def __init__(self, stage: str, kind: str) -> None:
        super().__init__(
            f"Lỗi của chương trình ở bước {_STAGES.get(stage, stage)} ({kind}). Xin báo lỗi kèm tệp này.",
            f"A fault of the program in the stage {stage} ({kind}). Please report it with this file.",
        )


class DatabaseError(VanbanError):
    """The database cannot be used as asked."""

    exit_code = ExitCode.DATABASE
    status = HTTPStatus.SERVICE_UNAVAILABLE
    stage = "store"


class NotHeld(VanbanError):
    """A document that was in the archive a moment ago: another program took it out."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"Văn bản {document_id} không còn trong kho: một chương trình khác vừa rút hoặc thay nó.",
            f"The document {document_id} is not held any more: another program has just removed or replaced it.",
        )


class MissingExtra(VanbanError):
    """An optional package that is asked for but not installed, or lacks a `library` of the system."""

    def __init__(self, package: str, extra: str, library: str | None = None) -> None:
        also_vi = f" Gói này cần thư viện {library} của hệ thống." if library else ""
        also_en = f" It needs the system's library {library}." if library else ""
        super().__init__(
            f"Chưa dùng được gói {package}. Hãy chạy: pip install '.[{extra}]' trong thư mục mã nguồn.{also_vi}",
            f"The package {package} cannot be used. Run: pip install '.[{extra}]' in the source folder.{also_en}",
        )


class RunnerError(VanbanError):
    """What was to run the work did not start."""

    def __init__(self, runner: str) -> None:
        super().__init__(
            f"Máy chủ tạm của {runner} không khởi động được. Hãy chạy lại với --runner direct.",
            f"The temporary server of {runner} did not start. Run again with --runner direct.",
        )


class NoWorkers(VanbanError):
    """The processes that read documents cannot start; why is in the `log`."""

    def __init__(self, log: str) -> None:
        super().__init__(
            f"Các tiến trình đọc văn bản không khởi động được; chưa tệp nào bị từ chối. Nguyên nhân ghi ở {log}. "
            "Hãy kiểm tra bằng vanban doctor, hoặc cài lại vanban.",
            f"The processes that read documents cannot start; no file was refused. The cause is in {log}. "
            "Check with vanban doctor, or install vanban again.",
        )


class UsageError(VanbanError):
    """A command that cannot be carried out as given."""
