"""What holds for every mention of every text."""

from __future__ import annotations

import random
import re
from dataclasses import fields

import pytest
from conftest import as_document, as_text
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.extract.components import language
from pipeline.extract.data_folder import DATA
from pipeline.extract.places.names import province_code
from pipeline.link import link
from pipeline.records import Facts, Mentions
from pipeline.structure import outline

PIECES = [
    "6.400 triệu đồng", "589,72", " tỷ ", "3 - 5", "(", ")", ", trong đó ", " gồm:\n", "- Dự án A cho HTX B, ", "\n", "Số: 1/QĐ-UBND",
    "Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ", "BÁO CÁO\n", "I. MỤC TIÊU\n", "1. ", "a/ ", "năm 2018",
    "quý II/2019", "09 hội chợ", "khoảng 20 sản phẩm", "xã Cam Nghĩa, huyện Cam Lộ", "Sở Nông nghiệp và PTNT", "Nơi nhận:\n- A;\n",
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n", "Trần Thị Mẫu", "\t", "  ", "đồng/người/năm", "(Bằng chữ: Sáu tỷ đồng)", "từ nguồn ngân sách ", ". ", "1.1.1.1.1", "%", "/", "-", "ngày 31/2/2019",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)


def _facts(text: str) -> Facts:
    read = as_text(text)
    form = outline(read)
    return link(read, form, extract(read, form))


@settings(max_examples=150)
@given(TEXTS)
def test_every_mention_slices_to_its_text(text: str) -> None:
    mentions = _facts(text).mentions
    for kind in fields(Mentions):
        for mention in getattr(mentions, kind.name):
            assert text[mention.start : mention.end] == mention.text
            assert mention.start < mention.end
            assert 0 < mention.confidence <= 1


@settings(max_examples=150)
@given(TEXTS)
def test_the_form_lies_within_the_text(text: str) -> None:
    form = outline(as_text(text))
    for section in form.sections:
        assert 0 <= section.start < section.heading_end <= section.end <= len(text)
        if section.parent is not None:
            parent = form.sections[section.parent]
            assert parent.start <= section.start and section.end <= parent.end and parent.level < section.level
    for item in form.items:
        assert text.startswith(item.mark, item.start)


@settings(max_examples=150)
@given(TEXTS)
def test_tokens_are_the_text(text: str) -> None:
    assert language().make_doc(text).text == text


def test_long_lines_take_linear_time() -> None:
    """A megabyte on one line ends; a quadratic grammar would not end within the test run."""
    for piece in ("1.1,", "1 tỷ ", "hai trăm ", "5 triệu đồng/", "12/QĐ-UBND, ", "((", "năm 2018, "):
        _facts(piece * (300_000 // len(piece)))
    hostile = (
        "/-/-", "số số ", "QĐ-QĐ-", "Nguyễn Văn ", "Sở Y tế, ",
        "Luật Đất đai ", "Quyết định nêu trên ", "Công ty Xây Dựng ", "tỉnh Quảng Trị, ", "Quyết định số 5 và ", "Dự án A B C ", "của Bộ Tài chính ", "thay thế ",
        "ngày 1/1/2020 của ", "Luật sửa đổi, bổ sung ", "các Sở: ", "ông Lê ", "căn cứ, quy định ", "Thanh tra ", "Hội Nông dân ", "Văn phòng thường trực ", "EVN ", "04 xã (An Mẫu, ", "Trung tâm Văn hóa, Thông tin, ", "HÀ NỘI ", "QĐ số 1/QĐ-UBND về việc ",
    )  # fmt: skip
    for piece in hostile:
        _facts(piece * (60_000 // len(piece)))


_ENDS = (
    "Đã chi 175 triệu đồng", "kinh phí 5 tỷ", "phí là 175.000 đồng", "Bằng chữ: Năm tỷ đồng", "trồng được 15 ha", "12 hộ nghèo",
    "họp ngày 5/3/2019", "kết quả năm 2019", "giai đoạn 2016-2020", "ban hành Quyết định số 12/QĐ-UBND", "giao ông Trần Văn An",
)  # fmt: skip
_OPENING = sorted(
    {
        word[0].upper() + word[1:]
        for table in ("money", "quantities", "citations")
        for word in re.findall(r'"([^\W\d_][^"\n]{0,20})"', (DATA / f"{table}.toml").read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("line", _ENDS)
def test_what_ends_a_line_is_what_it_is_whatever_opens_the_next(line: str) -> None:
    """'… 5 tỷ' over 'Số còn lại …' is no 'tỷ số', '… năm 2019' over 'Yên Bái …' no sum in yen."""

    def found(following: str) -> set[tuple[str, int, int]]:
        mentions = _facts(f"{line}\n{following}").mentions
        kinds = ("amounts", "dates", "quantities", "citations", "entities")
        return {(kind, m.start, m.end) for kind in kinds for m in getattr(mentions, kind) if m.start < len(line)}

    alone = found("")
    assert alone
    lost = [word for word in random.Random(0).sample(_OPENING, 120) if found(f"{word} thực hiện công việc.") != alone]
    assert not lost


def test_a_commune_that_the_province_lacks_is_none_of_another() -> None:
    found = as_document(
        "UBND HUYỆN CAM LỘ\nSố: 5/QĐ-UBND\nCam Lộ, ngày 3 tháng 4 năm 2019\nQUYẾT ĐỊNH\nVề việc giao vốn\n\n"
        "Điều 1. Giao xã Cam An và xã Đắk Nia 5 triệu đồng; chuyển xã Đắk Nia, tỉnh Đắk Nông 7 triệu đồng.\n"
    ).facts.mentions.entities
    codes = [(entity.name, entity.place_code) for entity in found if entity.name.startswith("xã")]
    assert codes == [("xã Cam An", None), ("xã Đắk Nia", None), ("xã Đắk Nia", "24628")]


def test_a_ministrys_paper_tells_of_communes_of_every_province() -> None:
    text = (
        "BỘ TÀI CHÍNH\nSố: 5/QĐ-BTC\nHà Nội, ngày 3 tháng 4 năm 2019\nQUYẾT ĐỊNH\nVề việc hỗ trợ\n\n"
        "Điều 1. Hỗ trợ xã Đắk Nia 20 triệu đồng; thị trấn Lao Bảo 30 triệu đồng; tỉnh Nghệ An 50 triệu đồng.\n"
    )
    assert [amount.place_code for amount in as_document(text).facts.mentions.amounts] == ["24628", "19432", "40"]
    capital = text.replace("BỘ TÀI CHÍNH", "UBND THÀNH PHỐ HÀ NỘI").replace("QĐ-BTC", "QĐ-UBND")
    assert [amount.place_code for amount in as_document(capital).facts.mentions.amounts] == [None, None, "40"]


def test_a_committees_chairman_stands_for_it() -> None:
    found = as_document(
        "CHỦ TỊCH\nỦY BAN NHÂN DÂN TỈNH LAI MẪU\nSố: 5/QĐ-CT\nLai Mẫu, ngày 3 tháng 4 năm 2009\nQUYẾT ĐỊNH\n"
        "Về việc giao vốn\n\nĐiều 1. UBND tỉnh giao UBND huyện 5 triệu đồng.\n"
    ).facts.mentions.entities
    named = [entity.name for entity in found if entity.text in ("UBND tỉnh", "UBND huyện")]
    assert named == ["UBND tỉnh Lai Mẫu", "UBND huyện"]


def test_a_provinces_name_is_no_communes() -> None:
    assert province_code("Sơn Lĩnh") is None
    assert province_code("Thừa Thiên Huế") == province_code("Huế") is not None


@pytest.mark.parametrize("annex", ["", "PHỤ LỤC\n1. Nội dung\n"])
def test_a_licence_that_a_decision_takes_back_is_cited_and_its_sites_is_not(annex: str) -> None:
    decision = "Điều 1. Thu hồi giấy phép thiết lập trang thông tin điện tử số 45/GP-STTTT ngày 5/2/2020.\n"
    foot = "Nơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nLê Văn Mẫu\n"
    imprint = "Trang thông tin điện tử Sở A. Giấy phép số 46/GP-TTĐT ngày 12/8/2021.\n"
    head = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 12/QĐ-STTTT\nQuảng Trị, ngày 5 tháng 3 năm 2020\nQUYẾT ĐỊNH\nVề việc thu hồi giấy phép\n\n"
    found = as_document(f"{head}{decision}{foot}{annex}{imprint}").facts.mentions.citations
    assert [citation.number for citation in found] == ["45/GP-STTTT"]


@pytest.mark.parametrize(
    ("imprint", "read"),
    [
        ("CỔNG THÔNG TIN ĐIỆN TỬ TỈNH MẪU\nTổng biên tập: Lê Thị Mẫu. Giấy phép số 13/GP-TTĐT cấp ngày 11/8/2020\n- In trang\n", False),
        ("Copyright 2006 Sở Tư pháp tỉnh Mẫu ngày 11/8/2020. Số lượt truy cập: 45.210 lượt người\n", False),
        ("Văn bản được xem 345 lượt. Bản quyền © ngày 11/8/2020. Giá: 500.000 đ/năm\n", False),
        ("Nơi nhận:\n- UBND tỉnh ngày 11/8/2020;\n- Cổng TTĐT tỉnh;\n- Lưu: VT.\nCổng TTĐT tỉnh Mẫu\nGiấy phép số 13/GP-TTĐT\n", True),
        ("Địa chỉ: 5 phố Mẫu, từ ngày 11/8/2020\n", True),
        ("Cổng thông tin điện tử mở ngày 11/8/2020\nvà có 500 người xem.\n", True),
    ],
)  # fmt: skip
def test_nothing_is_read_from_a_sites_imprint(imprint: str, read: bool) -> None:
    foot = "Điều 1. Giao vốn.\n\nGIÁM ĐỐC\n\nLê Văn Mẫu\n"
    head = "SỞ Y TẾ\nSố: 12/QĐ-SYT\nSông Mẫu, ngày 5 tháng 3 năm 2020\nQUYẾT ĐỊNH\nVề việc giao vốn\n\n"
    found = as_document(head + foot + imprint).facts.mentions
    told = [m for m in (*found.dates, *found.amounts, *found.entities, *found.quantities) if m.start > len(head + foot)]
    assert bool(told) is read


_NO_FOOT = "SỞ Y TẾ\nSố: 12/BC-SYT\nSông Mẫu, ngày 5 tháng 3 năm 2020\nBÁO CÁO\nVề việc chi\n\nĐã chi như sau:\n"


@pytest.mark.parametrize(
    ("last", "sums", "cited"),
    [
        ("Thiết bị: 300 triệu đồng.\nThiết kế: 35 triệu đồng.\nBản quyền phần mềm: 120 triệu đồng.\n", 3, 0),
        ("Cổng thông tin điện tử có 1,2 triệu lượt truy cập; đã chi 450 triệu đồng\n", 1, 0),
        (
            "Giấy phép số 45/GP-TTĐT ngày 3/2/2019 của Công ty Mẫu bị thu hồi, phạt 30 triệu.\nĐiện thoại: 300.000đ\n",
            2,
            1,
        ),
        ("Đã chi 15 triệu.\nGhi rõ nguồn khi trích dẫn; nhuận bút 1 tỷ đồng.\n© Sở Y tế. Giá: 500.000 đ\n", 2, 0),
        ("Đã chi 15 triệu.\nCổng thông tin điện tử Sở Y tế\nLượt truy cập: 1,2 triệu lượt, ngày 3/2/2020\n", 1, 0),
    ],
)
def test_what_a_report_ends_with_is_no_imprint_where_it_tells_money(last: str, sums: int, cited: int) -> None:
    found = as_document(_NO_FOOT + last).facts.mentions
    told = [day for day in found.dates if day.start > len(_NO_FOOT)]
    assert (len(found.amounts), len(found.citations), len(told)) == (sums, cited, cited)


@pytest.mark.parametrize(
    "imprint",
    [
        "Sở Y tế - Trang thông tin điện tử. Giấy phép số 45/GP-TTĐT ngày 3/2/2019.\n",
        "Trang thông tin điện tử Sở Y tế\nGiấy phép số 45/GP-TTĐT ngày 3/2/2019.\nCác tin khác\n",
    ],
)
def test_a_sites_licence_is_not_cited_where_other_words_stand_about_it(imprint: str) -> None:
    assert not as_document(f"{_NO_FOOT}1. Mua máy: 30 triệu đồng.\n{imprint}").facts.mentions.citations


@pytest.mark.parametrize(
    ("kind", "words", "days"),
    [
        ("BC", "Bão đổ bộ hồi 13 giờ ngày 25/9, trước 17h00 ngày 26 tháng 9 đã tan.", ["2017-09-25", "2017-09-26"]),
        ("BC", "Đêm ngày 28/12 có mưa, thiệt hại 3 nhà.", ["2016-12-28"]),
        ("BC", "Báo cáo gửi trước 16 giờ ngày 25/9 hằng năm; từ ngày 25/9 phải trực; lúc 5 giờ ngày 31/9.", []),
        ("CĐ", "Các tỉnh báo cáo trước ngày 26/9.", ["2017-09-26"]),
        # A year told in the sentence is the day's, unless it is the same or that of a cited paper.
        ("BC", "Năm 2013, tối ngày 16/10 bão đổ bộ.", ["2013-01-01"]),
        ("BC", "Trận lũ năm 2010: lúc 4 giờ ngày 16/10, nước dâng.", ["2010-01-01"]),
        ("BC", "Vào hồi 5 giờ sáng ngày 5/11 năm ngoái.", []),
        (
            "BC",
            "Tối ngày 16/9, bão số 10 của năm 2017 đổ bộ. Năm 2013, bão nhỏ.",
            ["2017-09-16", "2017-01-01", "2013-01-01"],
        ),
        ("CĐ", "Theo Chỉ thị ngày 5 tháng 3 năm 2016, các tỉnh báo cáo trước ngày 29/9.", ["2016-03-05", "2017-09-29"]),
        # Deadlines come, what is just past and cited is gone.
        ("BC", "Chậm nhất trước 17 giờ ngày 2/4 các xã gửi quyết toán.", ["2018-04-02"]),
        ("BC", "Đã di dời xong trước 17 giờ ngày 22/9.", ["2017-09-22"]),
        ("BC", "Chiều ngày 25/10 vừa qua có mưa; chiều ngày 25/10 sẽ họp.", ["2016-10-25", "2017-10-25"]),
        ("CĐ", "Thực hiện Quyết định số 45/QĐ-UBND ngày 3/2 và họp ngày 3/2.", ["2017-02-03", "2018-02-03"]),
    ],
)
def test_an_hours_day_has_the_year_of_the_document(kind: str, words: str, days: list[str]) -> None:
    issued = "05 tháng 01" if "12" in words else "25 tháng 9"
    head = f"UBND XÃ MẪU\nSố: 12/{kind}-UBND\nMẫu, ngày {issued} năm 2017\n"
    found = as_document(f"{head}{'CÔNG ĐIỆN' if kind == 'CĐ' else 'BÁO CÁO'}\nỨng phó với bão\n\n{words}\n").facts
    told = [date for date in found.mentions.dates if date.start > len(head)]
    assert [str(date.first_day) for date in told] == days
