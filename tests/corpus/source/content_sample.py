"""The made-up programme of the made-up province Sông Mẫu, 2021 to 2023: nine documents that tell one story.

Three faults are planted, and only three; corpus/README.md names them.
"""

from __future__ import annotations

from datetime import date

from model import Block, BudgetTable, Bullet, Centred, CorpusDocument, Heading, Paragraph

PROVINCE = "SÔNG MẪU"
UBND = ("ỦY BAN NHÂN DÂN", "TỈNH SÔNG MẪU")
SNN = ("SỞ NÔNG NGHIỆP VÀ", "PHÁT TRIỂN NÔNG THÔN")
COUNCIL = ("HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG MẪU")

P, H, B = Paragraph, Heading, Bullet


def _articles(*texts: str) -> tuple[Block, ...]:
    return tuple(P(text) for text in texts)


RESOLUTION = CorpusDocument(
    file="15-NQ-HDND-2021.docx",
    superior="",
    issuer=COUNCIL,
    number="15/2021/NQ-HĐND",
    place="Sông Mẫu",
    day=date(2021, 7, 20),
    kind="NGHỊ QUYẾT",
    subject="Quy định chính sách hỗ trợ Chương trình mỗi xã một sản phẩm tỉnh Sông Mẫu giai đoạn 2021 - 2025",
    blocks=(
        P(
            "Căn cứ Nghị định số 57/2018/NĐ-CP ngày 17 tháng 4 năm 2018 của Chính phủ về cơ chế, chính sách khuyến khích doanh nghiệp đầu tư vào nông nghiệp, nông thôn;"
        ),
        P(
            "Xét Tờ trình số 31/TTr-UBND ngày 05/7/2021 của Ủy ban nhân dân tỉnh Sông Mẫu về chính sách hỗ trợ sản phẩm địa phương;"
        ),
        Centred("QUYẾT NGHỊ:"),
        P(
            "Điều 1. Đối tượng được hỗ trợ là hợp tác xã, tổ hợp tác và hộ kinh doanh có sản phẩm tham gia Chương trình mỗi xã một sản phẩm (OCOP) trên địa bàn tỉnh Sông Mẫu."
        ),
        P("Điều 2. Mức hỗ trợ"),
        P("1. Hỗ trợ hoàn thiện bao bì, nhãn mác: 25 triệu đồng/sản phẩm."),
        P("2. Thưởng sản phẩm lần đầu đạt 4 sao: 40 triệu đồng/sản phẩm."),
        P("3. Hỗ trợ thuê gian hàng hội chợ ngoài tỉnh: từ 10 đến 15 triệu đồng/gian hàng."),
        P(
            "Điều 3. Nguồn kinh phí thực hiện giai đoạn 2021 - 2025 dự kiến là 12,5 tỷ đồng, gồm ngân sách tỉnh 9 tỷ đồng và ngân sách huyện 3,5 tỷ đồng."
        ),
        P(
            "Điều 4. Nghị quyết này được Hội đồng nhân dân tỉnh Sông Mẫu thông qua ngày 20 tháng 7 năm 2021 và có hiệu lực từ ngày 01 tháng 8 năm 2021."
        ),
    ),
    title=("CHỦ TỊCH",),
    signer="Nguyễn Văn Mẫu",
    recipients=("Ủy ban nhân dân tỉnh", "Sở Nông nghiệp và PTNT", "Lưu: VT"),
)

PLAN = CorpusDocument(
    file="142-KH-UBND-2021.pdf",
    superior="",
    issuer=UBND,
    number="142/KH-UBND",
    place="Sông Mẫu",
    day=date(2021, 11, 18),
    kind="KẾ HOẠCH",
    subject="Triển khai Chương trình mỗi xã một sản phẩm tỉnh Sông Mẫu năm 2022",
    blocks=(
        P(
            "Thực hiện Nghị quyết số 15/2021/NQ-HĐND ngày 20/7/2021 của Hội đồng nhân dân tỉnh Sông Mẫu về chính sách hỗ trợ Chương trình mỗi xã một sản phẩm giai đoạn 2021 - 2025, Ủy ban nhân dân tỉnh ban hành kế hoạch năm 2022 như sau:"
        ),
        H("I. MỤC TIÊU"),
        B("Phát triển mới khoảng 3 - 5 sản phẩm, chuẩn hóa ít nhất 12 sản phẩm đã có;"),
        B("Tập huấn cho khoảng 150 cán bộ cấp xã và 100% lãnh đạo hợp tác xã tham gia Chương trình."),
        H("II. NHIỆM VỤ"),
        H("1. Tuyên truyền, tập huấn"),
        P("Hoàn thành trong quý II năm 2022."),
        H("2. Xúc tiến thương mại"),
        P("Tham gia 04 hội chợ trong 6 tháng cuối năm 2022."),
        H("III. KINH PHÍ"),
        P(
            "Nhu cầu kinh phí năm 2022 là 2.500 triệu đồng (Bằng chữ: Hai tỷ, năm trăm triệu đồng), chia theo nhiệm vụ tại bảng sau."
        ),
        BudgetTable(
            "ĐVT: triệu đồng",
            (
                ("TT", "Nhiệm vụ", "Ngân sách tỉnh", "Ngân sách huyện", "Cộng"),
                ("I", "Tuyên truyền, tập huấn", "300", "100", "400"),
                ("II", "Phát triển sản phẩm", "1.000", "300", "1.300"),
                ("III", "Xúc tiến thương mại", "700", "100", "800"),
                ("", "Tổng cộng", "2.000", "500", "2.500"),
            ),
        ),
        H("IV. TỔ CHỨC THỰC HIỆN"),
        P(
            "Sở Nông nghiệp và PTNT chủ trì, phối hợp với các sở, ngành và Ủy ban nhân dân các huyện thực hiện Kế hoạch này; báo cáo kết quả trước ngày 15/12/2022."
        ),
    ),
    title=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Trần Thị Ví Dụ",
    recipients=("Sở Nông nghiệp và PTNT", "UBND các huyện", "Lưu: VT, NN"),
)

ALLOCATION = CorpusDocument(
    file="218-QD-UBND-2022.pdf",
    superior="",
    issuer=UBND,
    number="218/QĐ-UBND",
    place="Sông Mẫu",
    day=date(2022, 2, 14),
    kind="QUYẾT ĐỊNH",
    subject="Về việc phân bổ kinh phí thực hiện Chương trình mỗi xã một sản phẩm năm 2022",
    blocks=(
        Centred("ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU"),
        P("Căn cứ Nghị quyết số 15/2021/NQ-HĐND ngày 20 tháng 7 năm 2021 của Hội đồng nhân dân tỉnh Sông Mẫu;"),
        P("Căn cứ Kế hoạch số 142/KH-UBND ngày 18/11/2021 của Ủy ban nhân dân tỉnh Sông Mẫu;"),
        P("Theo đề nghị của Giám đốc Sở Nông nghiệp và PTNT tại Tờ trình số 09/TTr-SNN ngày 25/01/2022,"),
        Centred("QUYẾT ĐỊNH:"),
        P(
            "Điều 1. Phân bổ 2.000 triệu đồng từ nguồn ngân sách tỉnh năm 2022 để thực hiện Chương trình mỗi xã một sản phẩm, chi tiết theo bảng sau."
        ),
        BudgetTable(
            "ĐVT: triệu đồng",
            (
                ("TT", "Đơn vị", "Nội dung", "Kinh phí"),
                ("1", "Chi cục Phát triển nông thôn", "Tập huấn, tuyên truyền", "300"),
                ("2", "UBND huyện Bến Ví Dụ", "Phát triển sản phẩm", "620"),
                ("3", "UBND huyện Đồi Giả Định", "Phát triển sản phẩm", "380"),
                ("4", "Trung tâm Xúc tiến thương mại", "Hội chợ", "700"),
                ("", "Tổng cộng", "", "2.000"),
            ),
        ),
        *_articles(
            "Điều 2. Các đơn vị sử dụng kinh phí đúng mục đích, quyết toán trước ngày 31 tháng 01 năm 2023.",
            "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Tài chính, Giám đốc Sở Nông nghiệp và PTNT chịu trách nhiệm thi hành Quyết định này./.",
        ),
    ),
    title=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Lê Văn Giả Định",
    recipients=("Như Điều 3", "Sở Tài chính", "Lưu: VT, NN"),
)

LETTER = CorpusDocument(
    file="96-SNN-PTNT-2022.txt",
    superior="UBND TỈNH SÔNG MẪU",
    issuer=SNN,
    number="96/SNN-PTNT",
    place="Sông Mẫu",
    day=date(2022, 3, 2),
    kind=None,
    subject="hướng dẫn sử dụng kinh phí Chương trình mỗi xã một sản phẩm năm 2022",
    addressee="Ủy ban nhân dân các huyện",
    blocks=(
        P(
            "Thực hiện Quyết định số 218/QĐ-UBND ngày 14/02/2022 của Ủy ban nhân dân tỉnh về việc phân bổ kinh phí, Sở Nông nghiệp và PTNT đề nghị Ủy ban nhân dân các huyện thực hiện một số nội dung sau:"
        ),
        P("1. Lựa chọn chủ thể có sản phẩm thuộc Kế hoạch số 142/KH-UBND ngày 18/11/2021."),
        P("2. Mức hỗ trợ bao bì không quá 25 triệu đồng/sản phẩm theo Nghị quyết số 15/2021/NQ-HĐND."),
        P("3. Gửi báo cáo giải ngân về Sở trước ngày 10/9/2022."),
    ),
    title=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Phạm Thị Minh Họa",
    recipients=("Như trên", "Lưu: VT, PTNT"),
)

AMENDMENT = CorpusDocument(
    file="1045-QD-UBND-2022.docx",
    superior="",
    issuer=UBND,
    number="1045/QĐ-UBND",
    place="Sông Mẫu",
    day=date(2022, 8, 9),
    kind="QUYẾT ĐỊNH",
    subject="Sửa đổi, bổ sung một số nội dung của Quyết định số 218/QĐ-UBND ngày 14/02/2022",
    blocks=(
        Centred("ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU"),
        P("Căn cứ Nghị quyết số 15/2021/NQ-HĐND ngày 20 tháng 7 năm 2021 của Hội đồng nhân dân tỉnh Sông Mẫu;"),
        Centred("QUYẾT ĐỊNH:"),
        P(
            "Điều 1. Sửa đổi, bổ sung Quyết định số 218/QĐ-UBND ngày 14/02/2022 của Ủy ban nhân dân tỉnh Sông Mẫu: chuyển nhiệm vụ của Trung tâm Xúc tiến thương mại về Sở Công Thương, giữ nguyên tổng mức."
        ),
        BudgetTable(
            "ĐVT: triệu đồng",
            (
                ("TT", "Đơn vị", "Đã giao", "Giao lại"),
                ("1", "Trung tâm Xúc tiến thương mại", "700", "0"),
                ("2", "Sở Công Thương", "0", "700"),
                ("", "Tổng cộng", "700", "700"),
            ),
        ),
        *_articles(
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
            "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh và Giám đốc các sở có liên quan chịu trách nhiệm thi hành./.",
        ),
    ),
    title=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Lê Văn Giả Định",
    recipients=("Như Điều 3", "Lưu: VT, NN"),
)

REPORT_2022 = CorpusDocument(
    file="402-BC-SNN-2022.docx",
    superior="UBND TỈNH SÔNG MẪU",
    issuer=SNN,
    number="402/BC-SNN",
    place="Sông Mẫu",
    day=date(2022, 12, 12),
    kind="BÁO CÁO",
    subject="Kết quả thực hiện Chương trình mỗi xã một sản phẩm (OCOP) năm 2022",
    blocks=(
        P(
            "Thực hiện Kế hoạch số 142/KH-UBND ngày 18/11/2021 của Ủy ban nhân dân tỉnh Sông Mẫu, Sở Nông nghiệp và PTNT báo cáo kết quả như sau:"
        ),
        H("I. KẾT QUẢ THỰC HIỆN NĂM 2022"),
        H("1. Kinh phí"),
        P(
            "Kinh phí đã bố trí để thực hiện chương trình OCOP năm 2022 là 2.000 triệu đồng tại Quyết định số 218/QĐ-UBND ngày 14/02/2022 của Ủy ban nhân dân tỉnh Sông Mẫu (Nguồn vốn: ngân sách tỉnh)."
        ),
        H("2. Xúc tiến thương mại"),
        P(
            "Đã tham gia 04 hội chợ, tổng kinh phí 830,5 triệu đồng (nguồn ngân sách tỉnh: 750,5 triệu đồng, nguồn đóng góp của doanh nghiệp: 80 triệu đồng), gồm:"
        ),
        B("Hội chợ nông sản mùa xuân - Bến Ví Dụ;"),
        B("Hội chợ hàng thủ công - Đồi Giả Định;"),
        B("Hội chợ đặc sản vùng cao - Sông Mẫu;"),
        B("Hội chợ cuối năm - Sông Mẫu."),
        H("3. Phát triển sản phẩm"),
        P(
            "Đã triển khai 02 dự án phát triển sản phẩm thuộc chương trình OCOP, tổng kinh phí 1.420 triệu đồng, trong đó ngân sách tỉnh hỗ trợ 1.300 triệu đồng, gồm:"
        ),
        B(
            "Dự án hỗ trợ thiết bị sấy trái cây cho HTX Nông nghiệp Hoa Mẫu, tổng kinh phí 800 triệu đồng, địa điểm thực hiện tại xã Suối Ví Dụ, huyện Bến Ví Dụ;"
        ),
        B(
            "Dự án hỗ trợ dây chuyền đóng gói cho Công ty TNHH Nông sản Giả Định, kinh phí thực hiện 620 triệu đồng, địa điểm thực hiện tại thị trấn Đồi Giả Định, huyện Đồi Giả Định."
        ),
        H("II. TỒN TẠI"),
        P("Số chủ thể đăng ký còn ít; việc giải ngân tập trung vào quý IV năm 2022."),
    ),
    title=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Phạm Thị Minh Họa",
    recipients=("UBND tỉnh (b/c)", "Sở Tài chính", "Lưu: VT, PTNT"),
)

PROPOSAL = CorpusDocument(
    file="88-TTr-SNN-2022.pdf",
    superior="UBND TỈNH SÔNG MẪU",
    issuer=SNN,
    number="88/TTr-SNN",
    place="Sông Mẫu",
    day=date(2022, 12, 20),
    kind="TỜ TRÌNH",
    subject="Về việc đề nghị bố trí kinh phí thực hiện Chương trình mỗi xã một sản phẩm năm 2023",
    addressee="Ủy ban nhân dân tỉnh Sông Mẫu",
    blocks=(
        P("Căn cứ kết quả tại Báo cáo số 402/BC-SNN ngày 12/12/2022 của Sở Nông nghiệp và PTNT;"),
        P("Sở Nông nghiệp và PTNT kính đề nghị Ủy ban nhân dân tỉnh xem xét bố trí kinh phí năm 2023 như sau:"),
        P("1. Tổng kinh phí đề nghị: 3.150 triệu đồng (Bằng chữ: Ba tỷ, năm trăm mười triệu đồng)."),
        P("2. Thời gian thực hiện: từ quý I - quý IV năm 2023."),
        P("Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./."),
    ),
    title=("GIÁM ĐỐC",),
    signer="Hoàng Văn Tạm",
    recipients=("Như trên", "Sở Tài chính", "Lưu: VT, PTNT"),
)

NOTICE = CorpusDocument(
    file="27-TB-VPUB-2023.txt",
    superior="UBND TỈNH SÔNG MẪU",
    issuer=("VĂN PHÒNG",),
    number="27/TB-VPUB",
    place="Sông Mẫu",
    day=date(2023, 1, 16),
    kind="THÔNG BÁO",
    subject="Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh Trần Thị Ví Dụ về kinh phí Chương trình mỗi xã một sản phẩm năm 2023",
    blocks=(
        P(
            "Sau khi nghe Sở Nông nghiệp và PTNT trình bày Tờ trình số 88/TTr-SNN ngày 20/12/2022, đồng chí Trần Thị Ví Dụ kết luận:"
        ),
        P("1. Thống nhất chủ trương bố trí kinh phí năm 2023 trên cơ sở kết quả quyết toán năm 2022."),
        P("2. Giao Sở Tài chính thẩm định trước ngày 28/02/2023."),
    ),
    title=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    signer="Đỗ Văn Nháp",
    recipients=("Sở Nông nghiệp và PTNT", "Sở Tài chính", "Lưu: VT"),
)

_ROWS_2023 = tuple(
    (
        str(index),
        f"Hỗ trợ sản phẩm mẫu số {index:02d}",
        "Xã Suối Ví Dụ" if index % 2 else "Xã Đồng Minh Họa",
        f"{20 + index}",
    )
    for index in range(1, 33)
)

REPORT_2023 = CorpusDocument(
    file="176-BC-SNN-2023.pdf",
    superior="UBND TỈNH SÔNG MẪU",
    issuer=SNN,
    number="176/BC-SNN",
    place="Sông Mẫu",
    day=date(2023, 6, 26),
    kind="BÁO CÁO",
    subject="Tình hình thực hiện Chương trình mỗi xã một sản phẩm 6 tháng đầu năm 2023",
    blocks=(
        P(
            "Thực hiện Thông báo số 27/TB-VPUB ngày 16/01/2023 của Văn phòng Ủy ban nhân dân tỉnh, Sở Nông nghiệp và PTNT báo cáo như sau:"
        ),
        H("1. Tập huấn, tuyên truyền"),
        P(
            "Trong 6 tháng đầu năm 2023, tổng kinh phí tập huấn và tuyên truyền là 246 triệu đồng, bao gồm: tập huấn 150 triệu đồng; tuyên truyền 86 triệu đồng."
        ),
        H("2. Hỗ trợ sản phẩm"),
        P("Đã hỗ trợ 32 sản phẩm, chi tiết theo bảng sau."),
        BudgetTable(
            "ĐVT: triệu đồng",
            (
                ("TT", "Nội dung", "Địa điểm", "Kinh phí"),
                *_ROWS_2023,
                ("", "Tổng cộng", "", "1.168"),
            ),
        ),
        H("3. Kiến nghị"),
        P("Đề nghị Ủy ban nhân dân tỉnh sớm giao kinh phí còn lại của năm 2023./."),
    ),
    title=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Phạm Thị Minh Họa",
    recipients=("UBND tỉnh (b/c)", "Lưu: VT, PTNT"),
)

SAMPLES = (
    RESOLUTION,
    PLAN,
    ALLOCATION,
    LETTER,
    AMENDMENT,
    REPORT_2022,
    PROPOSAL,
    NOTICE,
    REPORT_2023,
)
