"""Archives that agree of documents of two years, and of documents that cite one decision; and faults for them.

As in `consistent`, nothing here reads `pipeline/`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.consistent import BODIES, PLACES, PROGRAMMES, WORKS, Archive, Fault, changed, date_of, foot, head

_ITEMS = (
    "Thu nội địa",
    "Thu từ doanh nghiệp",
    "Thu phí và lệ phí",
    "Chi thường xuyên",
    "Chi sự nghiệp giáo dục",
    "Doanh thu du lịch",
)
_THINGS = (("Tổng đàn trâu", "con"), ("Số sản phẩm đạt chuẩn", "sản phẩm"), ("Số hợp tác xã hoạt động", "hợp tác xã"))


def _shown(tenths: int) -> str:
    return f"{tenths / 10:,.1f}".translate(str.maketrans(",.", ".,"))


def two_years(rng: random.Random) -> Archive:
    """Two yearly reports of one office; the second tells growth, the first the figures that it is reckoned from."""
    year, place, body = rng.randint(2012, 2023), rng.choice(PLACES), rng.choice(BODIES)
    first, second = [], []
    for item in rng.sample(_ITEMS, 3):
        then = rng.randint(1_000, 90_000)
        now = int(then * rng.uniform(0.7, 1.6))
        verb = rng.choice(("đạt", "là", "thực hiện"))
        first.append(f"- {item} {verb} {_shown(then)} tỷ đồng.\n")
        change = f"{'tăng' if now >= then else 'giảm'} {abs(now / then * 100 - 100):.1f}%".replace(".", ",")
        to = rng.choice((f"so với năm {year}", "so với cùng kỳ", "so với năm trước"))
        second.append(f"- {item} {verb} {_shown(now)} tỷ đồng, {change} {to}.\n")
    thing, unit = rng.choice(_THINGS)
    then = rng.randint(20, 900)
    now = then + rng.randint(1, then)
    first.append(f"- {thing} là {then} {unit}.\n")
    second.append(
        f"- {thing} là {now} {unit}, tăng {now / then * 100 - 100:.1f}% so với năm {year}.\n".replace(".", ",", 1)
    )
    documents = {}
    for at, lines in enumerate((first, second)):
        day = f"{rng.randint(5, 28):02d} tháng 01 năm {year + at + 1}"
        subject = f"Tình hình kinh tế - xã hội năm {year + at}"
        text = head(rng, body, f"{rng.randint(2, 400)}/BC-SKH", place, day, "BÁO CÁO", subject)
        documents[f"bao-cao-{at + 1}.txt"] = text + "".join(lines) + foot(rng)
    return Archive("two_years", documents)


def two_years_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """A percentage that the other report's figure does not give."""
    name = "bao-cao-2.txt"
    shown = rng.choice(list(re.finditer(r"[\d,]+(?=%)", archive.documents[name])))
    wrong = f"{float(shown[0].replace(',', '.')) + rng.choice((4.5, 11.3, 27.8)):.1f}".replace(".", ",")
    yield changed(archive, name, "growth-across", shown.span(), lambda _: wrong)


def one_decision(rng: random.Random) -> Archive:
    """Two reports that cite one decision, and decisions of the same day whose numbers lie beside its own."""
    year, place, programme, work = (
        rng.randint(2012, 2023),
        rng.choice(PLACES),
        rng.choice(PROGRAMMES),
        rng.choice(WORKS),
    )
    number = rng.randint(100, 2500)
    while str(number)[-1] == str(number)[-2]:
        number += 1
    _, short = date_of(rng, year)
    about = f"về việc phân bổ kinh phí {work} thuộc {programme} tại huyện Cồn Thử năm {year}"
    beside = about.replace("Cồn Thử", "Núi Tạm")
    of = f"/QĐ-UBND ngày {short} của UBND tỉnh {place}"
    documents = {}
    for at, body in enumerate(rng.sample(BODIES, 2), 1):
        day = f"{rng.randint(5, 28):02d} tháng 12 năm {year}"
        text = head(
            rng,
            body,
            f"{rng.randint(2, 200) * 2 + at % 2}/BC-SNN",
            place,
            day,
            "BÁO CÁO",
            f"Kết quả kỳ {at} năm {year}",
        )
        text += f"Thực hiện Quyết định số {number}{of} {about}; Quyết định số {number + 1}{of} {beside}; đơn vị báo cáo như sau:\n\n"
        documents[f"bao-cao-{at}.txt"] = text + "Các việc được giao đã làm xong.\n" + foot(rng)
    return Archive("one_decision", documents)


def one_decision_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """The decision under a number with two digits exchanged, and under another year."""
    name = "bao-cao-2.txt"
    text = archive.documents[name]
    number = re.search(r"(?<=Quyết định số )\d+", text)
    year = re.search(r"(?<=/)\d{4}(?= của UBND)", text)
    assert number and year
    digits = number[0]
    yield changed(archive, name, "renumbered", number.span(), lambda _: digits[:-2] + digits[-1] + digits[-2])
    yield changed(archive, name, "other-year", year.span(), lambda words: str(int(words) - 1))
