"""Why a check cannot tell, worded for auditors in both languages."""

from __future__ import annotations

from pipeline.records import UntoldReason

Reason = tuple[str, str]

APPROXIMATE: Reason = (
    "Số liệu chỉ nêu xấp xỉ hoặc giới hạn (“khoảng”, “trên”, “gần”).",
    "A figure is only told about or as a bound (“khoảng”, “trên”, “gần”).",
)
OVERLAP: Reason = (
    "Các khoản phân theo nhiều tiêu chí (nguồn, kỳ hạn, lĩnh vực), có thể trùng nhau.",
    "The parts are told by more than one criterion (source, term, field) and may overlap.",
)
NO_OWN_DAY: Reason = ("Không rõ ngày ban hành của chính văn bản.", "The document's own day is not known.")
NO_CITED_DAY: Reason = ("Không ghi ngày của văn bản được viện dẫn.", "The cited document's day is not given.")
OTHER_DOCUMENT: Reason = (
    "Cùng số nhưng khác cơ quan ban hành hoặc khác ngày, có thể là văn bản khác.",
    "The same number under another body or day: it may be another document.",
)
OTHER_BODY: Reason = (
    "Cùng số nhưng khác cơ quan ban hành, có thể là văn bản khác.",
    "The same number under another body: it may be another document.",
)
OTHER_YEAR: Reason = (
    "Cùng số và cơ quan ban hành nhưng khác năm, có thể là văn bản khác.",
    "The same number and body in another year: it may be another document.",
)
NO_USES: Reason = (
    "Văn bản không nêu khoản sử dụng nào của kinh phí này.",
    "The document tells of no use of this allocation.",
)
NO_SUCH_USE: Reason = (
    "Văn bản có nêu khoản sử dụng nhưng không khoản nào đối chiếu được với kinh phí này.",
    "The document tells of uses, but none could be set against this allocation.",
)
SEVERAL_ALLOCATIONS: Reason = (
    "Có nhiều khoản bố trí cùng năm, không rõ sử dụng thuộc khoản nào.",
    "Several sums were allocated for that year; which of them was used is not said.",
)
NO_SUCH_SUM: Reason = (
    "Văn bản bố trí có trong kho nhưng không đọc được số tiền của năm này.",
    "The deciding document is held, but no sum for that year was read in it.",
)
PART_OF_IT: Reason = (
    "Số tiền nêu lại ít hơn quyết định và có thể chỉ là phần của một đơn vị.",
    "Less is told than the decision gives, and it may be the share of one office.",
)
REVISED: Reason = (
    "Số tiền sau điều chỉnh, quyết toán hoặc trúng thầu có thể khác số ban đầu.",
    "A sum after revision, settlement or tender may differ from the first.",
)
PASSED_ON: Reason = (
    "Văn bản sau căn cứ hoặc sửa đổi văn bản trước, có thể là giao lại cùng một khoản.",
    "The later document rests on or amends the earlier: it may hand the same sum on.",
)
CARRIED: Reason = (
    "Báo cáo có nêu kinh phí năm trước chuyển sang, kết dư hoặc bổ sung trong năm.",
    "The report tells of money carried over from earlier years, or added within the year.",
)
TOLD_MORE: Reason = (
    "Có văn bản khác nêu khoản giao hoặc bổ sung của năm này ngoài quyết định có trong kho.",
    "Another document tells of money given for that year besides the decision that is held.",
)
OTHER_FUNDS: Reason = (
    "Kinh phí đã sử dụng có thể gồm cả nguồn khác với nguồn của quyết định.",
    "What was used may come from other funds than the decision's too.",
)
MAY_CONTAIN: Reason = (
    "Các khoản đã sử dụng trong báo cáo có thể bao hàm nhau (lũy kế, tổng số và chi tiết).",
    "The uses that the report tells may hold one another (cumulative sums, a total and its items).",
)
INSTALMENTS: Reason = (
    "Văn bản ghi rõ cấp theo đợt, có thể là hai đợt khác nhau.",
    "The documents speak of instalments: these may be two.",
)
NOT_YET_IN_EFFECT: Reason = (
    "Văn bản thay thế hoặc bãi bỏ ban hành ngay trước đó, có thể chưa có hiệu lực.",
    "The document that replaces or repeals it was signed shortly before and may not have been in effect.",
)
PAST_WORK: Reason = (
    "Văn bản kể lại việc thực hiện, có thể của thời gian trước khi hết hiệu lực.",
    "The document tells of what was done, maybe before the other went out of force.",
)
OTHER_ISSUER: Reason = (
    "Số liệu năm kia do cơ quan khác nêu, có thể tính theo phạm vi khác.",
    "The other year's figure is told by another body, whose scope may differ.",
)
TOLD_DIFFERENTLY: Reason = (
    "Các văn bản nêu số liệu năm kia khác nhau.",
    "The documents tell the other year's figure differently.",
)
NOT_FINAL: Reason = (
    "Số liệu năm kia được nêu khi năm chưa kết thúc, có thể là số ước tính.",
    "The other year's figure was told before the year was out: it may be an estimate.",
)
SERIAL_NUMBERS: Reason = (
    "Hai số gần nhau trong một ngày, có thể là hai văn bản có nội dung giống nhau.",
    "The two numbers lie close together on one day: they may be two documents of like subjects.",
)
OF_WHICH_PLACE: Reason = (
    "Có nhiều dự án cùng tên ở các địa điểm khác nhau; văn bản không ghi địa điểm.",
    "Several projects in different places bear this name; the document tells no place.",
)
PUT_RIGHT: Reason = (
    "Số liệu nằm trong câu được trích để đính chính, là lời của văn bản khác.",
    "The figures stand in words that are quoted to be put right: another document says them.",
)
NO_YEAR: Reason = ("Không rõ năm ngân sách.", "The fiscal year is not known.")

OF_UNTOLD: dict[UntoldReason, Reason] = {
    "unreadable": ("Có ô không đọc được số.", "A cell holds no figure that can be read."),
    "several-figures": (
        "Một mục nêu nhiều số tiền, không rõ số nào là thành phần.",
        "An item names several sums; which of them is the part is not said.",
    ),
    "other-names": (
        "Các mục liệt kê không mang tên của đối tượng được đếm.",
        "The items listed do not bear the name of what is counted.",
    ),
    "some-listed": (
        "Danh sách có thể chỉ nêu một phần của số được đếm.",
        "The list may name only some of what is counted.",
    ),
    "figures-decide": (
        "Lời văn hay tiêu đề không nói rõ các khoản là thành phần của số này, cộng lại thì không khớp: có thể sai số, hoặc còn khoản khác.",
        "Words or headings leave open what the parts of this sum are, and those named do not come to it: it is wrong, or has others.",
    ),
    "no-figures": (
        "Văn bản không nêu đủ hai số liệu để tính tỷ lệ này.",
        "The two figures that the percentage is taken of are not both there.",
    ),
    "approximate": APPROXIMATE,
    "other-prices": (
        "Tốc độ tính theo giá so sánh hoặc bình quân, không tính lại được từ số liệu đã nêu.",
        "The rate is at constant prices or a yearly average, which the figures do not give.",
    ),
}
"""The reasons of `link`, for relations whose figures cannot be told."""
