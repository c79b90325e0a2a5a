"""Word 97 and RTF: what a report in three encodings says, whatever it is wrapped in, and files that are broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import normalize
from pipeline.read import identify, read
from pipeline.read.refusals import DamagedFile, EncryptedFile, ReadError
from pipeline.read.word.doc import read_doc
from pipeline.read.word.rtf import read_rtf
from pipeline.records import Reading

FOLDER = Path(__file__).parent / "legacy"
REAL = ROOT.parent / "shared" / "legacy"
REPORTS = ["bao-cao.rtf", "bao-cao.doc"]
READERS: dict[str, Callable[[bytes], Reading]] = {".rtf": read_rtf, ".doc": read_doc}


def _text(rtf: str) -> str:
    return normalize(
        read_rtf(b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}{\\f1 .VnTime;}}" + rtf.encode() + b"}")
    ).text


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_it_was_typed(name: str) -> None:
    pages = [page.text.strip() for page in read(identify(FOLDER / name)).pages]
    assert pages[0].splitlines() == [
        "ủy ban nhân dân",
        "huyện hòa an",
        "",
        "cộng hòa xã hội chủ nghĩa việt nam",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "báo cáo",
        "",
        "Huyện đã hỗ trợ mười hai hợp tác xã trồng lúa nước.",
        "Giữ lại câu này.",
        "The project was co-financed by the Asian Development Bank.",
        "Chương trình được phê duyệt từ năm 2004.",
        "Sở Tài chính chịu trách nhiệm quyết toán nguồn vốn này.",
        "1. Giao thông",
        "2. Thủy lợi",
        "✓ Đã hoàn thành kế hoạch.",
        "tt\tchỉ tiêu\tkinh phí (triệu đồng)",
        "năm trước\tnăm nay",
        "1\tgiống lúa\t1.250\t1.300",
    ]
    assert pages[1].splitlines()[0] == "Trang sau: đề nghị bổ sung kinh phí."
    assert pages[1].splitlines()[-1] == "Số liệu của phòng Nông nghiệp."


@pytest.mark.parametrize("name", REPORTS)
def test_merged_cells_keep_their_place(name: str) -> None:
    page = read(identify(FOLDER / name)).pages[0]
    (table,) = page.tables
    cells = {page.text[cell.start : cell.end]: cell for cell in table.cells}
    assert {word: (c.row, c.column, c.row_span, c.column_span) for word, c in cells.items()} == {
        "tt": (0, 0, 2, 1),
        "chỉ tiêu": (0, 1, 2, 1),
        "kinh phí (triệu đồng)": (0, 2, 1, 2),
        "năm trước": (1, 2, 1, 1),
        "năm nay": (1, 3, 1, 1),
        "1": (2, 0, 1, 1),
        "giống lúa": (2, 1, 1, 1),
        "1.250": (2, 2, 1, 1),
        "1.300": (2, 3, 1, 1),
    }


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (r"\f1 C\'e9ng ho\'b5", "Cộng hoà"),
        (r"\f1 C{\b \'e9}ng", "Cộng"),
        (r"\uc2 \u7897\'3f\'3fng \uc0\u7897ng \uc1 {\u7897?}ng", "ộng ộng ộng"),
        (r"\u55357?\u56898? gi\u7889?ng", "\U0001f642 giống"),
        (r"a\~b\_c\endash d\emdash e\ldblquote f\rdblquote\tab g", "a b-c–d—e“f”\tg"),
        (r"tr\u432\'1bn{\*\generator x}{\pict\pngblip 89504e47}{\info{\author y}}", "trưn"),
        (r"a\bin5 \}}{{b", "ab"),
        (r"{\upr{cu}{\*\ud{m\u7899 ?i}}}", "mới"),
        (r"{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt khung}}{\shprslt cu}", "khung"),
        ("mot\\\nhai\\par ba\n bon", "mot\nhai\nba bon"),
        (r"{\v an}{\deleted bo}hien\v0 ", "hien"),
        (r"{\caps quy\u7871?t}", "QUYẾT"),
        (r"500{\super 4} tri\'ea, m{\super 2}, 7\super 1\nosupersub 5", "500 triê, m2, 75"),
    ],
)
def test_rtf_words(rtf: str, text: str) -> None:
    assert _text(rtf) == text


def test_code_pages_by_the_font() -> None:
    fonts = rb"{\fonttbl{\f0\fcharset163 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset163 .VnTime;}}"
    data = rb"{\rtf1\ansi\ansicpg1252\deff0" + fonts + rb"\f0 \'d0\'f5ng \f1 \'cc\'e8\'f0 \f2 C\'e9ng}"
    assert normalize(read_rtf(data)).text == "Đơng Мир Cộng"


def test_a_code_page_that_nobody_knows() -> None:
    assert normalize(read_rtf(rb"{\rtf1\ansi\ansicpg9\'e9}")).text == "é"


def test_deep_and_endless_rtf() -> None:
    assert read_rtf(b"{\\rtf1 " + b"{" * 15_000 + b"x").pages[0].text.strip() == "x"
    with pytest.raises(DamagedFile):
        read_rtf(b"{\\rtf1 " + b"{" * 100_000)
    assert read_rtf(b"{\\rtf1 " + b"\\'" * 200_000).pages
    assert read_rtf(b"{\\rtf1 " + b"\\trowd\\cellx1\\intbl x\\cell" * 5_000).pages


def test_a_row_whose_edges_run_backwards_keeps_its_cells() -> None:
    row = rb"\trowd\clbrdrt\brdrs\cellx-5000\clmrg\cellx-4000\clbrdrt\brdrs\cellx9000\intbl a\cell b\cell c\cell\row"
    (table,) = read_rtf(rb"{\rtf1 " + row + b"}").pages[0].tables
    assert all(cell.column_span > 0 and cell.row_span > 0 for cell in table.cells)


@pytest.mark.parametrize("name", REPORTS)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=8),
    st.floats(0, 1),
)
def test_broken_files_are_read_or_refused(name: str, harm: list[tuple[float, bytes]], kept: float) -> None:
    data = bytearray((FOLDER / name).read_bytes())
    for place, junk in harm:
        at = int(place * len(data))
        data[at : at + len(junk)] = junk
    for damaged in (bytes(data), bytes(data[: int(kept * len(data))])):
        try:
            assert READERS[Path(name).suffix](damaged).pages
        except ReadError as error:
            assert error.vi and error.en


def test_a_locked_document_is_named() -> None:
    data = bytearray((FOLDER / "bao-cao.doc").read_bytes())
    at = data.index(b"\xec\xa5")
    data[at + 0x0B] |= 0x01
    with pytest.raises(EncryptedFile):
        read_doc(bytes(data))


@pytest.mark.skipif(not REAL.exists(), reason="no legacy files here")
def test_real_files_give_back_their_letters() -> None:
    from benchmarks.letters import accuracy, ours

    total = right = 0
    for path in sorted((REAL / "files").iterdir()):
        if path.suffix in (".doc", ".rtf", ".pdf"):
            marked, _, seen = accuracy((REAL / "truth" / f"{path.stem}.txt").read_text(encoding="utf-8"), ours(path))
            total, right = total + marked, right + seen
    assert right > 0.998 * total > 0


def test_a_borderless_block_of_lines_over_annexes_is_a_signature() -> None:
    row = "\\trowd\\cellx4000\\cellx9000\\intbl"
    foot = f"{row} N\\par L\\cell C\\par M\\cell\\row\\pard "
    text = _text("Dau.\\par " * 8 + foot + "Cuoi.\\par " * 8)
    assert "\nN\nL\n\nC\nM\n" in text
