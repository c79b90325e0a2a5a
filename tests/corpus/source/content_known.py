"""Two summaries in the project's own words of facts that the report 78/BC-SNN of 28 March 2019 states.

Neither is an official document: each says so, has no number, and names the report as its source.
"""

from __future__ import annotations

from datetime import date

from model import Bullet, CorpusDocument, Heading, Paragraph

P, H, B = Paragraph, Heading, Bullet

SUMMARY = CorpusDocument(
    file="tom-tat-OCOP-Quang-Tri-2018.pdf",
    superior="",
    issuer=("BẢN TÓM TẮT CỦA DỰ ÁN VANBAN",),
    number="",
    place="",
    day=date(2026, 11, 24),
    kind="BÁO CÁO",
    subject="Tóm tắt số liệu chương trình OCOP tỉnh Quảng Trị năm 2018, kể lại từ Báo cáo số 78/BC-SNN ngày 28/3/2019",
    blocks=(
        P(
            "Các con số dưới đây lấy từ Báo cáo số 78/BC-SNN ngày 28/3/2019 của Sở Nông nghiệp và PTNT tỉnh Quảng Trị; câu chữ là của dự án vanban."
        ),
        H("1. Kinh phí năm 2018"),
        P(
            "Tỉnh bố trí 500 triệu đồng cho chương trình OCOP năm 2018 theo Quyết định số 649/QĐ-UBND ngày 29/3/2018 của Ủy ban nhân dân tỉnh Quảng Trị (Nguồn vốn: Sự nghiệp Ngân sách Trung ương)."
        ),
        H("2. Hội chợ năm 2018"),
        P(
            "Chi phí dự 09 hội chợ tổng cộng 589,72 triệu đồng (nguồn chương trình OCOP: 226,62 triệu đồng, nguồn phát triển cây trồng con nuôi chủ lực: 363,1 triệu đồng)."
        ),
        H("3. Dự án năm 2018"),
        P(
            "Ba dự án thuộc chương trình OCOP có tổng kinh phí 556,40 triệu đồng, trong đó ngân sách nhà nước hỗ trợ 273,38 triệu đồng, gồm:"
        ),
        B(
            "Dự án hỗ trợ thiết bị chung cất tinh dầu cho hộ kinh doanh Huyện Thoại Lê, kinh phí 237 triệu đồng, địa điểm: xã Vĩnh Trung, huyện Vĩnh Linh;"
        ),
        B(
            "Dự án hỗ trợ thiết bị chung cất tinh dầu cho Công ty TNHH Nhiên Thảo Quảng Trị, kinh phí 90 triệu đồng, địa điểm: thị trấn Gio Linh, huyện Gio Linh;"
        ),
        B(
            "Dự án hỗ trợ thiết bị chế biến hồ tiêu cho HTX Nông nghiệp dịch vụ Hồ tiêu Cù, kinh phí 229,4 triệu đồng, địa điểm: xã Cam Nghĩa, huyện Cam Lộ."
        ),
        H("4. Nhu cầu năm 2019"),
        P("Nhu cầu kinh phí năm 2019 là 6.400 triệu đồng (Bằng chữ: Sáu tỷ, bốn trăm triệu đồng)."),
    ),
    title=(),
    signer="",
    sample=False,
)

DOCUMENTS_CITED = CorpusDocument(
    file="van-ban-OCOP-2018-2019.docx",
    superior="",
    issuer=("BẢN TÓM TẮT CỦA DỰ ÁN VANBAN",),
    number="",
    place="",
    day=date(2026, 11, 24),
    kind="THÔNG BÁO",
    subject="Danh mục văn bản về chương trình OCOP tỉnh Quảng Trị giai đoạn 2018 - 2020, lập từ Báo cáo số 78/BC-SNN",
    blocks=(
        P("Danh mục này do dự án vanban lập; không phải văn bản của cơ quan nhà nước."),
        H("1. Văn bản của Trung ương"),
        B("Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ;"),
        B("Thông báo số 268/TB-VPCP ngày 31/7/2018 của Văn phòng Chính phủ;"),
        B(
            "Quyết định số 01/QĐ-BCĐTW ngày 22/8/2018 của Ban chỉ đạo Trung ương các Chương trình Mục tiêu quốc gia giai đoạn 2016 – 2020;"
        ),
        B("Công văn số 9654/BNN-VPĐP ngày 12/12/2018 của Bộ Nông nghiệp và PTNT."),
        H("2. Văn bản của tỉnh Quảng Trị"),
        B("Nghị quyết số 30/2017/NQ-HĐND của HĐND tỉnh Quảng Trị;"),
        B("Quyết định số 649/QĐ-UBND ngày 29/3/2018 của Ủy ban nhân dân tỉnh Quảng Trị;"),
        B("Công văn số 3496/UBND-NN ngày 13/8/2018 của UBND tỉnh Quảng Trị;"),
        B("Kế hoạch số 4565/KH-UBND ngày 17/10/2018 của UBND tỉnh Quảng Trị;"),
        B("Công văn số 5964/UBND-NN ngày 28/12/2018 của UBND tỉnh Quảng Trị;"),
        B("Các Công văn số 36/SNN-PTNT, 37/SNN-PTNT ngày 07/01/2019 của Sở Nông nghiệp và PTNT."),
    ),
    title=(),
    signer="",
    sample=False,
)

KNOWN = (SUMMARY, DOCUMENTS_CITED)
