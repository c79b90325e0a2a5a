"""What is installed, what is missing, and what that costs."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from pipeline.read.scan.engine import language_folder
from pipeline.records import Lang

_PACKAGES = (
    "vanban",
    "pdfplumber",
    "pypdfium2",
    "spacy",
    "underthesea",
    "pandas",
    "prefect",
    "sqlite-utils",
    "python-docx",
    "openpyxl",
    "xlrd",
    "lxml",
    "tesserocr",
)
_OPTIONAL = {
    "prefect-dask": ("không chạy được trên cụm Dask", "no Dask cluster"),
    "weasyprint": ("không ghi được báo cáo .pdf", "no report as .pdf"),
}
_NO_OCR = (
    "không nhận dạng được ảnh quét; hãy cài tesseract-ocr và tesseract-ocr-vie",
    "scans cannot be read; install tesseract-ocr and tesseract-ocr-vie",
)
_PROGRAMS = {
    "soffice": ("không đọc được .odt, .ods, .ppt, .wps", ".odt, .ods, .ppt, .wps cannot be read"),
}


def installation(lang: Lang) -> dict[str, str]:
    """Names and versions, or what their lack costs."""
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    for package in _PACKAGES:
        found[package] = _version(package) or _lack("lỗi cài đặt", "broken installation", lang)
    for package, (vi, en) in _OPTIONAL.items():
        found[package] = _version(package) or _lack(vi, en, lang)
    for program, (vi, en) in _PROGRAMS.items():
        found[program] = shutil.which(program) or _lack(vi, en, lang)
    folder = language_folder()
    found["tesseract vie"] = str(folder) if folder else _lack(*_NO_OCR, lang)
    return found


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _lack(vi: str, en: str, lang: Lang) -> str:
    return f"missing: {en}" if lang == "en" else f"chưa có: {vi}"
