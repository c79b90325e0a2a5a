"""An archive of a programme's history for tests: documents that agree, disagree, cite, and give money by parts."""

from __future__ import annotations

from pathlib import Path

from conftest import as_document, save

from pipeline.audit.archive import check_subject
from pipeline.store import Database

DECISION = """UBND TỈNH QUẢNG TRỊ
Số: 12/QĐ-UBND
Quảng Trị, ngày 10 tháng 2 năm 2021

QUYẾT ĐỊNH
Về việc phân bổ kinh phí Chương trình OCOP năm 2021

Căn cứ Nghị định số 57/2018/NĐ-CP ngày 17/4/2018 của Chính phủ;
Căn cứ Kế hoạch số 9/KH-UBND ngày 5/1/2021 của UBND tỉnh;

Phân bổ 900 triệu đồng từ nguồn ngân sách tỉnh năm 2021.
"""
PLAN = """UBND TỈNH QUẢNG TRỊ
Số: 9/KH-UBND
Quảng Trị, ngày 5 tháng 1 năm 2021

KẾ HOẠCH
Thực hiện Chương trình OCOP năm 2021

Thực hiện Nghị định số 57/2018/NĐ-CP của Chính phủ về nông nghiệp, UBND tỉnh ban hành kế hoạch.
Kinh phí dự kiến năm 2021 là 1.000 triệu đồng.
"""
REPORT = """SỞ NÔNG NGHIỆP VÀ PTNT
TỈNH QUẢNG TRỊ
Số: 40/BC-SNN
Quảng Trị, ngày 20 tháng 12 năm 2021

BÁO CÁO
Kết quả Chương trình OCOP năm 2021

Kinh phí đã bố trí để thực hiện chương trình OCOP năm 2021 là 900 triệu đồng tại Quyết định số 12/QĐ-UBND ngày 10/02/2021 của Ủy ban nhân dân tỉnh (Nguồn vốn: ngân sách tỉnh).
Năm 2021 đã triển khai 02 dự án, tổng kinh phí 500 triệu đồng, gồm:
- Dự án hỗ trợ thiết bị chưng cất tinh dầu cho HTX Nông nghiệp An Xuân, kinh phí {cost} triệu đồng, địa điểm: xã Cam Nghĩa, huyện Cam Lộ;
- Dự án hỗ trợ thiết bị sấy dược liệu cho HTX Nông nghiệp Trường Sơn, kinh phí 200 triệu đồng, địa điểm: thị trấn Gio Linh, huyện Gio Linh.
"""


def history(folder: Path, *more: str) -> Path:
    """The archive: a plan, a decision, a report, a later report that tells one project's cost differently, and more texts."""
    db = folder / "history.db"
    later = REPORT.replace("40/BC-SNN", "41/BC-SNN").replace("20 tháng 12", "28 tháng 12").format(cost=350)
    with Database(db) as database:
        named = ((PLAN, "kh"), (DECISION, "qd"), (REPORT.format(cost=300), "bc"), (later, "bc2"))
        for text, name in (*named, *((text, f"m{nth}") for nth, text in enumerate(more))):
            save(database, as_document(text, f"{name}.txt"))
        database.resolve_citations()
        database.compare(check_subject)
    return db
