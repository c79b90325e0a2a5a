"""Write `bao-cao.rtf`, a report in TCVN3, VNI and Unicode, and have LibreOffice save it as `bao-cao.doc`.

`python tests/read/legacy/make.py` after a change; the two files are committed, so that tests need no LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent), str(FOLDER.parents[2])]

from old_letters import encoded  # noqa: E402

FONTS = r"""{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset0 .VnTime;}{\f2\fswiss\fcharset0 .VnTimeH;}
{\f3\fswiss\fcharset0 VNI-Times;}{\f4\fnil\fcharset2 Wingdings;}{\f5\fswiss\fcharset0 .VnArial Narrow;}}"""
LISTS = r"""{\*\listtable{\list\listtemplateid1\listsimple{\listlevel\levelnfc0\leveljc0\levelfollow0\levelstartat1
{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}"""
EDGE = r"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs"


def run(text: str, font: int) -> str:
    """Text in a font: TCVN3 in fonts 1, 2 and 5, VNI in 3, Unicode in 0."""
    old = text if font == 0 else encoded(text, "VNI" if font == 3 else "TCVN3")
    escape = "\\u%d?" if font == 0 else "\\'%02x"
    return rf"{{\f{font} " + "".join(char if char.isascii() else escape % ord(char) for char in old) + "}"


def row(cells: list[tuple[str, int, str]]) -> str:
    """A ruled row: (text, right edge, merge words) for each cell."""
    definition = "".join(rf"{merge}{EDGE}\cellx{right}" for _, right, merge in cells)
    return (
        rf"\trowd\trgaph100{definition}"
        + "".join(rf"\pard\intbl {run(text, 5)}\cell" for text, _, _ in cells)
        + r"\row "
    )


def report() -> str:
    """The report as RTF."""
    head = (
        r"\trowd\cellx4000\cellx9000\pard\intbl\qc " + run("ủy ban nhân dân", 2) + r"\par " + run("huyện hòa an", 2)
        + r"\cell\pard\intbl\qc " + run("cộng hòa xã hội chủ nghĩa việt nam", 2) + r"\par "
        + run("Độc lập - Tự do - Hạnh phúc", 1) + r"\cell\row "
    )  # fmt: skip
    body = [
        r"\pard\qc " + run("báo cáo", 2) + r"\par\pard ",
        run("Huyện đã hỗ trợ ", 1) + r"{\field{\*\fldinst {\f1 QUOTE xx}}{\fldrslt " + run("mười hai hợp tác xã", 1)
        + "}}" + run(" trồng lúa nước.", 1) + r"{\footnote " + run("Số liệu của phòng Nông nghiệp.", 1) + r"}\par ",
        run("Giữ lại câu này", 1) + r"{\deleted " + run(", bỏ câu này", 1) + r"}{\v " + run(", giấu câu này", 1)
        + "}" + run(".", 1) + r"\par ",
        run("The project was co-financed by the Asian Development Bank.", 0) + r"\par ",
        run("Chương trình được phê duyệt từ năm 2004.", 0) + r"\par ",
        run("Sở Tài chính chịu trách nhiệm quyết toán nguồn vốn này.", 3) + r"\par ",
        r"{\listtext 1.\tab}\ls1 " + run("Giao thông", 1) + r"\par ",
        r"{\listtext 2.\tab}\ls1 " + run("Thủy lợi", 1) + r"\par\pard ",
        r"{\f4\'fc}" + run(" Đã hoàn thành kế hoạch.", 1) + r"\par ",
        row([("tt", 800, r"\clvmgf"), ("chỉ tiêu", 4000, r"\clvmgf"), ("kinh phí (triệu đồng)", 9000, "")]),
        row([("", 800, r"\clvmrg"), ("", 4000, r"\clvmrg"), ("năm trước", 6500, ""), ("năm nay", 9000, "")]),
        row([("1", 800, ""), ("giống lúa", 4000, ""), ("1.250", 6500, ""), ("1.300", 9000, "")]),
        r"\pard\page " + run("Trang sau: đề nghị bổ sung kinh phí.", 1) + r"\par ",
    ]  # fmt: skip
    return rf"{{\rtf1\ansi\ansicpg1252\deff1\uc1{FONTS}{LISTS}{head}{''.join(body)}}}"


if __name__ == "__main__":
    (FOLDER / "bao-cao.rtf").write_text(report(), encoding="ascii")
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", FOLDER, FOLDER / "bao-cao.rtf"],
        check=True,
    )
