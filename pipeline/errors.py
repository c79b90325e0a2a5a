"""One exception class for each way to fail: a message in both languages, an exit code, a remedy.

A reader's error becomes a row in `failures`; any other ends the command with its `exit_code`.
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


Words = str | tuple[str, str]
"""What a message says of a file: the same in both languages, or in Vietnamese and in English."""


def _in_both(words: Words) -> tuple[str, str]:
    return words if isinstance(words, tuple) else (words, words)


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


class ReadError(VanbanError):
    """A file that cannot be turned into text."""

    exit_code = ExitCode.REFUSED
    stage = "read"


class EmptyFile(ReadError):
    lasting = True

    def __init__(self) -> None:
        super().__init__(
            "Tệp rỗng (0 byte). Hãy chép lại từ bản gốc.",
            "The file is empty (0 bytes). Copy it again from the original.",
        )


class UnsupportedFormat(ReadError):
    def __init__(self, what: Words, remedy_vi: str, remedy_en: str) -> None:
        what_vi, what_en = _in_both(what)
        super().__init__(
            f"Chưa đọc được định dạng {what_vi}. {remedy_vi}",
            f"The format {what_en} cannot be read yet. {remedy_en}",
        )


class DamagedFile(ReadError):
    lasting = True

    def __init__(self, what: Words, detail: Words) -> None:
        (what_vi, what_en), (detail_vi, detail_en) = _in_both(what), _in_both(detail)
        super().__init__(
            f"Tệp {what_vi} bị hỏng hoặc bị cắt cụt ({detail_vi.rstrip('.')}). Hãy chép lại từ bản gốc.",
            f"The {what_en} file is damaged or cut short ({detail_en.rstrip('.')}). Copy it again from the original.",
        )


class TooLarge(ReadError):
    """More than a bounded reading takes: a decompression bomb, or a file to be cut up first."""

    lasting = True

    def __init__(self, what: Words, detail: Words) -> None:
        (what_vi, what_en), (detail_vi, detail_en) = _in_both(what), _in_both(detail)
        super().__init__(
            f"Tệp {what_vi} quá lớn ({detail_vi}). Hãy chia thành các tệp nhỏ hơn rồi nạp lại.",
            f"The {what_en} file is too large ({detail_en}). Cut it into smaller files and load those.",
        )


class UnsafeFile(ReadError):
    """A construct that office programs never write and that attacks readers."""

    lasting = True

    def __init__(self, what: Words, detail: Words) -> None:
        (what_vi, what_en), (detail_vi, detail_en) = _in_both(what), _in_both(detail)
        super().__init__(
            f"Tệp {what_vi} chứa cấu trúc không an toàn ({detail_vi}) nên không được đọc. "
            "Hãy kiểm tra nguồn gốc tệp, hoặc mở bằng chương trình văn phòng rồi lưu lại.",
            f"The {what_en} file holds an unsafe construct ({detail_en}) and is not read. "
            "Check where it comes from, or open it in an office program and save it again.",
        )


class EncryptedFile(ReadError):
    lasting = True

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Tệp {what} có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.",
            f"The {what} file is locked by a password. Remove the password and load it again.",
        )


class NoTextLayer(ReadError):
    def __init__(self, pages: str) -> None:
        super().__init__(
            f"Trang {pages} là ảnh quét, không có lớp chữ. Hãy nạp lại với --ocr auto.",
            f"Page {pages} is a scan without a text layer. Load it again with --ocr auto.",
        )


class PictureOffPage(ReadError):
    """Pages without words whose pictures lie outside the paper or are too large to be drawn."""

    lasting = True

    def __init__(self, pages: str) -> None:
        super().__init__(
            f"Trang {pages} không có chữ, chỉ có ảnh nằm ngoài trang hoặc khổ giấy quá lớn. Hãy in tệp ra PDF khổ A4 rồi nạp lại.",
            f"Page {pages} has no words, only a picture that lies off the page or is too large. Print it to a PDF of A4 paper and load that.",
        )


class NoWords(ReadError):
    lasting = True

    def __init__(self) -> None:
        super().__init__(
            "Không thấy chữ nào trong tệp: trang trắng, hoặc ảnh quá mờ. Hãy quét lại rõ hơn (200–300 dpi).",
            "No words are seen in the file: blank pages, or pictures too faint. Scan it again (200 to 300 dpi).",
        )


class OcrMissing(ReadError):
    def __init__(self) -> None:
        super().__init__(
            "Tệp có trang ảnh quét mà máy chưa có Tesseract tiếng Việt. "
            "Hãy cài gói tesseract-ocr và tesseract-ocr-vie (apt-get install tesseract-ocr tesseract-ocr-vie) rồi nạp lại.",
            "The file has scanned pages and Tesseract with Vietnamese is not installed. "
            "Install tesseract-ocr and tesseract-ocr-vie (apt-get install tesseract-ocr tesseract-ocr-vie) and load it again.",
        )


class LegacyLetters(ReadError):
    lasting = True

    def __init__(self, encoding: str) -> None:
        super().__init__(
            f"Chữ trong tệp dùng bảng mã cũ ({encoding}), chưa phải Unicode. Hãy chuyển mã sang Unicode rồi nạp lại.",
            f"The letters are in a pre-Unicode encoding ({encoding}). Convert the file to Unicode and load it again.",
        )


class UnknownEncoding(ReadError):
    lasting = True

    def __init__(self) -> None:
        super().__init__(
            "Tệp không phải PDF, Word, bảng tính hay ảnh, và chữ trong đó không theo bảng mã nào đã biết. Nếu là tệp văn bản, hãy lưu "
            "lại ở dạng UTF-8; nếu là loại khác, tệp đã hỏng, hãy lấy lại bản gốc.",
            "The file is no PDF, Word, spreadsheet or image, and its letters are in no known encoding. If it is text, save it again "
            "as UTF-8; if not, it is damaged: get the original again.",
        )


class UnreadableFile(ReadError):
    def __init__(self, detail: Words) -> None:
        detail_vi, detail_en = _in_both(detail)
        super().__init__(
            f"Không mở được tệp ({detail_vi}). Hãy kiểm tra tệp còn ở đó và được phép đọc.",
            f"The file cannot be opened ({detail_en}). Check that it is there and may be read.",
        )


class UnreadableName(ReadError):
    def __init__(self) -> None:
        super().__init__(
            "Tên tệp không viết bằng UTF-8 nên không ghi lại được. Hãy đổi tên tệp rồi nạp lại.",
            "The file's name is not in UTF-8 and cannot be recorded. Rename it and load it again.",
        )


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
