"""Web pages as LibreOffice, Word and hands write them."""

from __future__ import annotations

from time import process_time

import pytest
from tables import FILES, REPORT, REPORT_LINES, cells_of, text_of

from pipeline.normalize import normalize
from pipeline.read.formats import HTML, MHT, RTF, SPREADSHEET_XML, media_type_of
from pipeline.read.html.reader import read_html, read_mht
from pipeline.read.refusals import TooLarge, UnsafeFile
from pipeline.records import Text

_LONG = "<p>" + "Một đoạn văn dài để đẩy bảng khỏi đầu và cuối trang. " * 20 + "</p>"


def _read(page: str, encoding: str = "utf-8") -> Text:
    return normalize(read_html(page.encode(encoding)))


def test_a_report_by_libreoffice() -> None:
    text = text_of(FILES / "bao-cao.html")
    assert text.text.split("\n")[: len(REPORT_LINES)] == REPORT_LINES
    assert cells_of(text) == REPORT


def test_spans_of_a_table() -> None:
    rows = "<tr><th rowspan=2>TT<th colspan=2>Vốn</tr><tr><th>A<th>B</tr><tr><td>1<td>2<td>3.000<br>đồng</tr>"
    text = _read(f"{_LONG}<table border=1>{rows}</table>{_LONG}")
    assert cells_of(text) == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Vốn"),
        (1, 1, 1, 1, "A"),
        (1, 2, 1, 1, "B"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "2"),
        (2, 2, 1, 1, "3.000 đồng"),
    ]


@pytest.mark.parametrize(
    ("sheet", "ruled"),
    [
        ("table, th, td { border: 1px solid }", True),
        (".bang td { border-top: 1px solid black }", True),
        ("#noi-dung > table.bang th, p { border: thin solid }", False),
        ("td { border: 1px solid } .bang td { border: 0 }", False),
        (".khac td { border: 1px solid } td { border-collapse: collapse }", False),
    ],
)
def test_borders_that_a_style_sheet_draws_make_a_table(sheet: str, ruled: bool) -> None:
    table = "<table class=bang><tr><td>Sở Y tế<td>đủ</tr><tr><td>Sở Tài chính<td>thiếu</tr></table>"
    assert len(_read(f"<style>{sheet}</style><div id=noi-dung>{table}</div>").tables) == ruled


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        (".x { display: none }", True),
        ("p.x, .y { visibility: hidden }", True),
        ("#an { display: none !important }", True),
        ("#khac .x { display: none }", False),
        (".x { display: none } p.x { display: block }", False),
        (".x { display: none } #an { display: none } p.x { display: block }", True),
        ("p { display: none }", False),
        ("@media print { .z { color: red } .x { display: none } }", False),
        ("@media print { .z { color: red } } .x { display: none }", True),
    ],
)
def test_what_the_pages_own_sheet_hides_is_left_out(sheet: str, hidden: bool) -> None:
    page = f"<style>{sheet}</style><p>Một</p><p class=x id=an>500 triệu đồng</p><p>Hai</p>"
    assert ("500" in _read(page).text) is not hidden
    assert "500" in _read(page.replace("class=x", "class=x style='display: block; visibility: visible'")).text


def test_a_borderless_block_of_lines_over_annexes_is_a_signature() -> None:
    foot = "<table><tr><td><p>Nơi nhận:</p><p>- Như trên.</p><td>CHỦ TỊCH<br>Lê Văn Mẫu</table>"
    text = _read(f"{_LONG}{foot}<table><tr><td>A<td>B</table>{_LONG}")
    assert "Nơi nhận:\n- Như trên.\n\nCHỦ TỊCH\nLê Văn Mẫu\n" in text.text
    assert [words for *_, words in cells_of(text)] == ["A", "B"]


def test_a_table_that_holds_tables_is_layout() -> None:
    inner = "<table border=1><tr><td>a<td>1</tr><tr><td>b<td>2</tr></table>"
    text = _read(f"<table border=1><tr><td>Mục lục<td>Nội dung{inner}</table>")
    assert [words for *_, words in cells_of(text)] == ["a", "1", "b", "2"]
    assert text.text.split("\n")[:1] == ["Mục lục"]


def test_what_no_reader_sees_is_left_out() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style><script>x()</script></head><body><p>Thấy &lt;b&gt; &amp; "
        "<span style='display:none'>ẩn</span>được<!-- không --></p><p style='mso-hide:all'>ẩn</p><p>Hết.</p></body>"
    )
    assert _read(page).text == "Thấy <b> & được\nHết."


def test_lists_show_their_marks() -> None:
    page = "<ol start=3><li><p>ba</p><li>bốn</ol><ul><li>chấm</ul>"
    assert _read(page).text.split("\n") == ["3. ba", "4. bốn", "- chấm"]


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("utf-8", "iso-8859-1")])
def test_encodings_by_mark_by_content_and_as_declared(encoding: str, name: str) -> None:
    page = f"<html><meta charset={name}><p>Ủy ban nhân dân tỉnh</p></html>"
    assert _read(page, encoding).text == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("500<sup>4</sup> triệu đồng, 95<sup>2</sup>%", "500 triệu đồng, 95%"),
        (
            "huyện Sơn Kỳ<sup>(1)</sup>, 12/QĐ-UBND<sup>5</sup> ngày 05/3/2019",
            "huyện Sơn Kỳ, 12/QĐ-UBND ngày 05/3/2019",
        ),
        ("500<a href=#_ftn1><span>[1]</span></a> triệu", "500 triệu"),
        (
            "40 km<sup>2</sup>, 3m<sup>3</sup>, 10<sup>6</sup> m<span style='vertical-align: super'>2</span>",
            "40 km2, 3m3, 10⁶ m2",
        ),
        ("60 mét<sup>2</sup> sàn, họp lúc 7<sup>30</sup>, hồi 8<sup>1</sup>", "60 mét2 sàn, họp lúc 730, hồi 8"),
        ("<a href=#_ftnref1><sup>[1]</sup></a> Không gồm", "[1] Không gồm"),
    ],
)
def test_a_raised_figure_that_calls_a_note_is_no_part_of_the_words(page: str, text: str) -> None:
    assert _read(f"<p>{page}</p>").text == text


def test_letters_from_before_unicode_by_style_and_attribute() -> None:
    page = (
        '<html><head><meta charset=windows-1252><style>p.MsoNormal, li {font-family:".VnTime",serif}</style></head>'
        "<body><p class=MsoNormal>Uû ban nh©n d©n tØnh</p><p><font face='.VnTime'>Ng©n s¸ch ®Þa ph\xad¬ng</font></p></body>"
    )
    assert _read(page, "cp1252").text.split("\n") == ["Uỷ ban nhân dân tỉnh", "Ngân sách địa phương"]


def test_a_page_in_one_file() -> None:
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<html><body><p>T=E1=BB=89nh</p></body></html>\r\n--x--\r\n"
    )
    assert media_type_of(data) == MHT
    assert normalize(read_mht(data)).text == "Tỉnh"


def test_formats_that_are_text_are_told_by_content() -> None:
    assert media_type_of("<html xmlns:o='x'><p>a".encode("utf-16")) == HTML
    assert media_type_of(b"<!-- saved --><!DOCTYPE html><p>") == HTML
    assert media_type_of(b"\xef\xbb\xbf{\\rtf1 }") == RTF
    book = b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
    assert media_type_of(book) == SPREADSHEET_XML


def test_hostile_pages() -> None:
    deep = "<div>" * 1000 + "sâu" + "</div>" * 1000 + "<p>sau</p>"
    assert _read(deep).text.split("\n") == ["sâu", "sau"]
    with pytest.raises(UnsafeFile):
        _read("<div>" * 100_000)
    with pytest.raises(TooLarge):
        _read("<table><tr>" + "<td colspan=1000>a" * 2000 + "</table>")
    assert "lol" not in _read('<!DOCTYPE html [<!ENTITY a "lol">]><p>&a;</p>').text


@pytest.mark.parametrize("sheet", ["a" * 1_000_000, "/*" * 500_000, "}" * 1_000_000, "{" * 1_000_000, "a{b" * 300_000])
def test_a_style_sheet_is_read_in_linear_time(sheet: str) -> None:
    began = process_time()
    assert _read(f"<style>{sheet}</style><p>sau</p>").text == "sau"
    assert process_time() - began < 3


def test_rules_inside_others_and_after_a_comment_give_fonts() -> None:
    sheet = "/* .a { */ @media print { .a, .b { margin: 0; font-family: '.VnTime', serif } } /* .a {font-family: Arial}"
    assert _read(f"<style>{sheet}</style><p class=b>V¨n b¶n</p><p>V¨n b¶n</p>").text.split("\n")[0] == "Văn bản"


def test_words_marked_as_deleted_are_left_out() -> None:
    assert _read("<p>Chi <del>700 </del><ins>800</ins> triệu đồng, còn <del>5</del>6 tỷ đồng.</p>").text.strip() == (
        "Chi 800 triệu đồng, còn 6 tỷ đồng."
    )
