"""An archive about essential oils, for tests and pictures: two decisions, a PDF with a table and a DOCX, one decision on pepper,
and a report that tells the money again.
"""

from __future__ import annotations

from pathlib import Path

from conftest import save

from benchmarks.written import as_docx, as_pdf
from flows.process import process_file
from pipeline.audit.archive import check_subject
from pipeline.records import Document
from pipeline.store import Database

HEAD = """ỦY BAN NHÂN DÂN
{where}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day}

QUYẾT ĐỊNH
{subject}

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Xét đề nghị của Giám đốc Sở Nông nghiệp và Phát triển nông thôn,

QUYẾT ĐỊNH:

{body}
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Sỹ Đồng
"""
TABLE = """Điều 1. Phân bổ 1.500 triệu đồng từ nguồn ngân sách tỉnh năm 2019 để thực hiện các dự án sau (chi tiết tại biểu kèm theo).
Biểu phân bổ kinh phí hỗ trợ các dự án tinh dầu năm 2019
Đơn vị tính: triệu đồng
TT\tTên dự án\tĐơn vị thực hiện\tĐịa điểm\tKinh phí hỗ trợ
1\tDự án chế biến tinh dầu tràm\tHợp tác xã Tràm Hải Lăng\tHuyện Hải Lăng\t650
2\tDự án chưng cất tinh dầu quế\tTổ hợp tác Hướng Phùng\tHuyện Hướng Hóa\t450
3\tDự án trồng cây tràm gió lấy tinh dầu\tHợp tác xã Gio Mỹ\tHuyện Gio Linh\t400
\tTổng cộng\t\t\t1.500"""
DISTRICT = """Điều 1. Phân bổ 250 triệu đồng từ nguồn ngân sách huyện năm 2020 cho Hợp tác xã Tràm Hải Lăng thực hiện Dự án nâng cấp dây chuyền chiết xuất tinh dầu tràm tại xã Hải Thượng, huyện Hải Lăng."""
OTHER = """Điều 1. Phân bổ 900 triệu đồng từ nguồn ngân sách tỉnh năm 2020 cho Hợp tác xã Gio An thực hiện Dự án sản xuất hồ tiêu hữu cơ tại xã Gio An, huyện Gio Linh."""
REPORT = """ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ
SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN
Số: 312/BC-SNN
Quảng Trị, ngày 18 tháng 12 năm 2019

BÁO CÁO
Kết quả thực hiện các dự án tinh dầu năm 2019

Năm 2019, Ủy ban nhân dân tỉnh đã bố trí 1.500 triệu đồng tại Quyết định số 2456/QĐ-UBND ngày 15 tháng 8 năm 2019; đã giải ngân 1.400 triệu đồng.
"""
PROVINCE, HAI_LANG = "Ủy ban nhân dân tỉnh Quảng Trị", "Ủy ban nhân dân huyện Hải Lăng"
ANSWER = {
    (2019, "huyện Hải Lăng", "2456/QĐ-UBND", PROVINCE): 650_000_000,
    (2019, "huyện Hướng Hóa", "2456/QĐ-UBND", PROVINCE): 450_000_000,
    (2019, "huyện Gio Linh", "2456/QĐ-UBND", PROVINCE): 400_000_000,
    (2020, "huyện Hải Lăng", "1420/QĐ-UBND", HAI_LANG): 250_000_000,
}
"""What was given to essential oils: by year, district, decision and who decided, in đồng."""


def essential_oils(folder: Path) -> Path:
    """The database of the archive, in a folder beside its files."""

    def decision(number: str, day: str, subject: str, body: str, where: str = "TỈNH QUẢNG TRỊ") -> str:
        place = "Hải Lăng" if "HUYỆN" in where else "Quảng Trị"
        return HEAD.format(where=where, number=number, place=place, day=day, subject=subject, body=body)

    files = {
        "2456.pdf": as_pdf(decision("2456/QĐ-UBND", "15 tháng 8 năm 2019", "Về việc hỗ trợ kinh phí thực hiện các dự án tinh dầu năm 2019", TABLE)),
        "1420.docx": as_docx(decision("1420/QĐ-UBND", "9 tháng 9 năm 2020", "Về việc hỗ trợ Dự án nâng cấp dây chuyền chiết xuất tinh dầu tràm", DISTRICT, "HUYỆN HẢI LĂNG")),
        "77.docx": as_docx(decision("77/QĐ-UBND", "3 tháng 3 năm 2020", "Về việc hỗ trợ Dự án sản xuất hồ tiêu hữu cơ", OTHER)),
        "312.docx": as_docx(REPORT),
    }  # fmt: skip
    with Database(folder / "vanban.db") as database:
        for name, data in files.items():
            (folder / name).write_bytes(data)
            document = process_file(folder / name)
            assert isinstance(document, Document), name
            save(database, document)
        database.resolve_citations()
        database.compare(check_subject)
    return folder / "vanban.db"
