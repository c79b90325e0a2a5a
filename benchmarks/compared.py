"""More archives that agree, of documents that compare, cite, replace and report on one another; and faults for them.

As in `consistent`, nothing here reads `pipeline/`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from benchmarks.consistent import (
    BODIES,
    FUNDS,
    PLACES,
    PROGRAMMES,
    WORKS,
    Archive,
    Fault,
    changed,
    date_of,
    figures_of,
    foot,
    head,
)

_UBND = "UBND TỈNH "
ITEMS = ("Thu nội địa", "Thu từ doanh nghiệp", "Thu phí và lệ phí", "Chi thường xuyên", "Chi sự nghiệp giáo dục")


def _number(hundredths: int, decimals: int = 2) -> str:
    shown = f"{hundredths / 100:,.{decimals}f}"
    return shown.translate(str.maketrans(",.", ".,"))


def _percent(part: int, whole: int, shift: int = 0) -> str:
    return f"{abs(part / whole * 100 - shift):.1f}".replace(".", ",")


def growth(rng: random.Random) -> Archive:
    """A report whose sentences compare a year with the one before, and with its plan."""
    year, place = rng.randint(2012, 2024), rng.choice(PLACES)
    text = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/BC-STC", place, date_of(rng, year)[0], "BÁO CÁO", f"Tình hình thu, chi ngân sách năm {year}")  # fmt: skip
    for item in rng.sample(ITEMS, 4):
        then = rng.randint(5_000, 900_000)
        now = int(then * rng.uniform(0.7, 1.6))
        rise = f"{'tăng' if now >= then else 'giảm'} {_percent(now, then, 100)}%"
        share = f"{_percent(now, then)}%"
        text += rng.choice(
            (
                f"- {item} đạt {_number(now)} tỷ đồng, {rise} so với cùng kỳ ({_number(then)} tỷ đồng).\n",
                f"- {item} đạt {_number(now)} tỷ đồng, bằng {share} so với năm {year - 1} ({_number(then)} tỷ đồng).\n",
                f"- {item} thực hiện {_number(now)} tỷ đồng, đạt {share} dự toán ({_number(then)} tỷ đồng).\n",
                f"- {item} từ {_number(then)} tỷ đồng năm {year - 1} lên {_number(now)} tỷ đồng năm {year}, {rise}.\n"
                if now > then
                else f"- {item} năm {year - 1} là {_number(then)} tỷ đồng, năm {year} là {_number(now)} tỷ đồng, {rise}.\n",
            )
        )
    return Archive("growth", {"bao-cao.txt": text + foot(rng)})


def _wrong_percent(words: str, rng: random.Random) -> str:
    value = float(words.replace(",", "."))
    return f"{value + rng.choice((-1, 1)) * (3 + value / 8) if value > 6 else value + 4:.1f}".replace(".", ",")


def growth_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """A percentage that its figures do not give."""
    text = archive.documents["bao-cao.txt"]
    shown = rng.choice(list(re.finditer(r"[\d,]+(?=%)", text)))
    yield changed(archive, "bao-cao.txt", "percent", shown.span(), lambda words: _wrong_percent(words, rng))


def progress(rng: random.Random) -> Archive:
    """A report with a table of plan, use and the share that was used."""
    year, place = rng.randint(2012, 2024), rng.choice(PLACES)
    rows = [(rng.randint(100, 9_000), rng.randint(40, 100)) for _ in range(rng.randint(3, 6))]
    lines = [rng.choice(("TT\tĐơn vị\tKế hoạch vốn\tĐã giải ngân\tTỷ lệ (%)", f"TT\tĐơn vị\tKế hoạch năm {year}\tThực hiện năm {year}\t% so với KH"))]  # fmt: skip
    done = [plan * part // 100 for plan, part in rows]

    def row(ordinal: str, name: str, plan: int, used: int) -> str:
        return f"{ordinal}\t{name}\t{plan:,}\t{used:,}\t".replace(",", ".") + _percent(used, plan)

    for at, ((plan, _), used) in enumerate(zip(rows, done, strict=True), 1):
        lines.append(row(str(at), f"Huyện Thử {at}", plan, used))
    lines.append(row("", "Tổng cộng", sum(plan for plan, _ in rows), sum(done)))
    text = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/BC-SKH", place, date_of(rng, year)[0], "BÁO CÁO", f"Tiến độ giải ngân năm {year}")  # fmt: skip
    text += "Kết quả giải ngân theo biểu sau:\n\nĐVT: triệu đồng\n" + "\n".join(lines) + "\n"
    return Archive("progress", {"bao-cao.txt": text + foot(rng)})


def progress_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """A share that is not that of its row."""
    text = archive.documents["bao-cao.txt"]
    shown = rng.choice(list(re.finditer(r"(?<=\t)\d+,\d(?=\n)", text)))
    yield changed(archive, "bao-cao.txt", "percent-table", shown.span(), lambda words: _wrong_percent(words, rng))


def plan(rng: random.Random) -> Archive:
    """A plan of several years: its total by year, its works in a list, its basis cited twice."""
    year, place, programme = rng.randint(2012, 2021), rng.choice(PLACES), rng.choice(PROGRAMMES)
    total, parts = figures_of(rng, 3)
    basis = f"Quyết định số {rng.randint(2, 900)}/QĐ-UBND ngày {date_of(rng, year - 1)[1]} của UBND tỉnh {place}"
    text = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/KH-SNN", place, date_of(rng, year)[0], "KẾ HOẠCH", f"Thực hiện {programme} giai đoạn {year}-{year + 2}")  # fmt: skip
    text += f"Căn cứ {basis} về {programme};\n\n1. Kinh phí\n\nTổng kinh phí là {total}, gồm: "
    text += (
        "; ".join(f"năm {year + at} {part}" for at, part in enumerate(parts))
        + ".\n\n2. Việc làm\n\nCác việc của năm đầu:\n"
    )
    for work in rng.sample(WORKS, 4):
        _, (cost,) = figures_of(rng, 1)
        text += f"- {work.capitalize()} tại xã Thử {rng.randint(1, 9)}: {cost};\n"
    text += f"\nCác sở thực hiện theo {basis}.\n"
    return Archive("plan", {"ke-hoach.txt": text + foot(rng)})


def plan_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """An item listed again, the basis under another day, a day that no calendar has."""
    name = "ke-hoach.txt"
    text = archive.documents[name]
    items = list(re.finditer(r"^- .* đồng;\n", text, re.MULTILINE))
    first, last = items[0], items[-1]
    yield changed(archive, name, "listed-twice", last.span(), lambda _: first[0])
    *_, again = re.finditer(r"ngày (\d\d)(/\d{1,2}/\d{4})", text)
    other = f"{(int(again[1]) + rng.randint(1, 20)) % 28 + 1:02d}"
    if other != again[1]:
        yield changed(archive, name, "two-days", (again.start(), again.end()), lambda _: f"ngày {other}{again[2]}")
    yield changed(archive, name, "no-such-day", (again.start(), again.end()), lambda _: f"ngày 31/4/{again[2][-4:]}")


def replaced(rng: random.Random) -> Archive:
    """A decision, the one that replaces it, and a report that rests on the newer."""
    year, place = rng.randint(2012, 2022), rng.choice(PLACES)
    old, new = rng.sample(range(2, 900), 2)
    older, newer = f"05/3/{year}", f"10/5/{year + 1}"
    of = f"của UBND tỉnh {place}"
    decision = head(rng, _UBND + place.upper(), f"{new}/QĐ-UBND", place, f"10 tháng 5 năm {year + 1}", "QUYẾT ĐỊNH", "Về việc quy định mức hỗ trợ")  # fmt: skip
    decision += f"Điều 1. Ban hành quy định mức hỗ trợ.\n\nĐiều 2. Quyết định này thay thế Quyết định số {old}/QĐ-UBND ngày {older} {of}.\n"
    report = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/BC-SNN", place, f"10 tháng 12 năm {year + 2}", "BÁO CÁO", f"Kết quả hỗ trợ năm {year + 2}")  # fmt: skip
    report += f"Căn cứ Quyết định số {new}/QĐ-UBND ngày {newer} {of};\n\nSở đã hỗ trợ các hợp tác xã trong năm.\n"
    return Archive("replaced", {"quyet-dinh.txt": decision + foot(rng), "bao-cao.txt": report + foot(rng)})


def replaced_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """A report that rests on the decision that was replaced, or cites the newer one under another day."""
    old = re.search(r"thay thế (Quyết định số .*?) của", archive.documents["quyet-dinh.txt"])
    report = archive.documents["bao-cao.txt"]
    basis = re.search(r"(?<=Căn cứ )Quyết định số .*?(?= của)", report)
    day = re.search(r"(?<=ngày )10(?=/5/)", report)
    assert old and basis and day
    words = old[1]
    yield changed(archive, "bao-cao.txt", "old-basis", basis.span(), lambda _: words)
    yield changed(archive, "bao-cao.txt", "cited-day", day.span(), lambda _: f"{rng.randint(11, 28)}")


def retold(rng: random.Random) -> Archive:
    """A decision that allocates, and a report that tells its sum again."""
    year, place, programme = rng.randint(2012, 2024), rng.choice(PLACES), rng.choice(PROGRAMMES)
    total, _ = figures_of(rng, 2)
    number, short = f"{rng.randint(2, 900)}/QĐ-UBND", f"05/3/{year}"
    decision = head(rng, _UBND + place.upper(), number, place, f"05 tháng 3 năm {year}", "QUYẾT ĐỊNH", f"Về việc phân bổ kinh phí thực hiện {programme} năm {year}")  # fmt: skip
    decision += (
        f"Điều 1. Phân bổ kinh phí thực hiện {programme} năm {year} là {total} từ nguồn {rng.choice(FUNDS[:2])}.\n"
    )
    report = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/BC-SNN", place, f"20 tháng 12 năm {year}", "BÁO CÁO", f"Kết quả thực hiện {programme} năm {year}")  # fmt: skip
    report += (
        f"Năm {year} đã bố trí {programme} {total} tại Quyết định số {number} ngày {short} của UBND tỉnh {place}.\n"
    )
    return Archive("retold", {"quyet-dinh.txt": decision + foot(rng), "bao-cao.txt": report + foot(rng)})


def retold_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """Another sum than the decision's."""
    text = archive.documents["bao-cao.txt"]
    told = re.search(r"\d[\d.,]*(?= (?:triệu )?đồng tại)", text)
    assert told
    yield changed(archive, "bao-cao.txt", "told", told.span(), lambda words: _other_first_digit(words, rng))


def _other_first_digit(words: str, rng: random.Random) -> str:
    """A figure that rounding does not explain."""
    return rng.choice([digit for digit in "123456789" if abs(int(digit) - int(words[0])) > 1]) + words[1:]


def projects(rng: random.Random) -> Archive:
    """Two reports of one office that tell of one project."""
    year, place, work = rng.randint(2012, 2024), rng.choice(PLACES), rng.choice(WORKS)
    _, (cost,) = figures_of(rng, 1)
    documents = {}
    for at, day in enumerate((f"10 tháng 7 năm {year}", f"12 tháng 12 năm {year}"), 1):
        text = head(rng, "Sở Công Thương", f"{rng.randint(2, 200) * 2 + at % 2}/BC-SCT", place, day, "BÁO CÁO", f"Kết quả kỳ {at} năm {year}")  # fmt: skip
        text += f"- Dự án {work} cho HTX Mẫu Một, kinh phí năm {year} là {cost}, địa điểm tại xã Thử Hai.\n"
        documents[f"bao-cao-{at}.txt"] = text + foot(rng)
    return Archive("projects", documents)


def projects_faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """Another cost in the later report."""
    name = "bao-cao-2.txt"
    cost = re.search(r"(?<= là )\d[\d.,]*(?= (?:triệu )?đồng, địa)", archive.documents[name])
    assert cost
    yield changed(archive, name, "project-cost", cost.span(), lambda words: _other_first_digit(words, rng))


Template = Callable[[random.Random], Archive]
Faulty = Callable[[Archive, random.Random], Iterator[Fault]]
TEMPLATES: tuple[tuple[Template, Faulty], ...] = (
    (growth, growth_faults),
    (progress, progress_faults),
    (plan, plan_faults),
    (replaced, replaced_faults),
    (retold, retold_faults),
    (projects, projects_faults),
)
