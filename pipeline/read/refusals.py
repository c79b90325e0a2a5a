"""Why a file is refused: one class a reason that it cannot be turned into text, each with what to do about it.

It becomes a row in `failures`.
"""

from __future__ import annotations

from pipeline.errors import ExitCode, VanbanError

Words = str | tuple[str, str]
"""What a message says of a file: the same in both languages, or in Vietnamese and in English."""


def _in_both(words: Words) -> tuple[str, str]:
    return words if isinstance(words, tuple) else (words, words)


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
