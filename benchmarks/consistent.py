"""Archives of documents that agree with themselves and each other, made from varied templates, and faults put into them.

Kept apart from the grammar and the checks: nothing here reads `pipeline/`. Bodies and places are made up.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

PLACES = ("Sông Mẫu", "Núi Thử", "Biển Tạm", "Đồng Giả")
BODIES = ("Sở Nông nghiệp và PTNT", "Sở Công Thương", "Sở Tài chính", "UBND huyện Cồn Thử")
PROGRAMMES = ("chương trình ABC", "chương trình nông thôn mới", "đề án làng nghề", "chương trình nước sạch")
FUNDS = (
    "ngân sách tỉnh",
    "ngân sách huyện",
    "vốn doanh nghiệp",
    "nhân dân đóng góp",
    "vốn lồng ghép",
    "ngân sách trung ương",
)
WORKS = (
    "tập huấn",
    "mua máy",
    "tham gia hội chợ",
    "in tài liệu",
    "xây nhà kho",
    "làm đường",
    "sửa kênh",
    "thuê tư vấn",
)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True)
class Figure:
    """An amount as it stands in a text between braces: its thousands of đồng, and how it is printed."""

    thousands: int
    unit: str = "triệu"

    def __str__(self) -> str:
        if self.unit == "đồng":
            return f"{self.thousands * 1000:,}".replace(",", ".") + " đồng"
        whole, rest = divmod(self.thousands, 1000)
        decimals = f",{rest:03d}".rstrip("0") if rest else ""
        return f"{whole:,}".replace(",", ".") + decimals + " triệu đồng"


@dataclass(frozen=True)
class Archive:
    """Documents by file name; `template` names how they were made."""

    template: str
    documents: dict[str, str]


@dataclass(frozen=True)
class Fault:
    """A faulty copy: which fault, in which document, and the words of it that a finding must touch."""

    kind: str
    archive: Archive
    document: str
    start: int
    end: int


def words_of(thousands: int) -> str:
    """A sum of whole thousands of đồng written out, as the north of the country says it."""
    groups = [(thousands // 1_000_000, "tỷ"), (thousands // 1000 % 1000, "triệu"), (thousands % 1000, "nghìn")]
    out: list[str] = []
    for value, power in groups:
        if value:
            out.append(f"{_below_thousand(value, bool(out))} {power}")
    text = ", ".join(out)
    return text[:1].upper() + text[1:] + " đồng"


def _below_thousand(value: int, inside: bool) -> str:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inside else []
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
        if ones:
            words.append({1: "mốt", 5: "lăm"}.get(ones, _DIGITS[ones]))
    elif tens == 1:
        words.append("mười")
        if ones:
            words.append("lăm" if ones == 5 else _DIGITS[ones])
    elif ones:
        words += ["linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
    return " ".join(words)


def head(rng: random.Random, body: str, number: str, place: str, date: str, kind: str, subject: str) -> str:
    """The form's head."""
    above = "" if body.startswith("UBND") else f"UBND TỈNH {place.upper()}\n"
    gap = rng.choice(("\n", "\n\n"))
    return f"{above}{body.upper()}\nSố: {number}\n{place}, ngày {date}\n{gap}{kind}\n{subject}\n\n"


def foot(rng: random.Random) -> str:
    """Recipients and signature."""
    return f"\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n{rng.choice(('GIÁM ĐỐC', 'KT. GIÁM ĐỐC' + chr(10) + 'PHÓ GIÁM ĐỐC'))}\n\nTrần Thị Mẫu\n"


def figures_of(rng: random.Random, count: int) -> tuple[Figure, list[Figure]]:
    """A total and as many parts of it."""
    unit = rng.choice(("triệu", "triệu", "đồng"))
    step = rng.choice((10, 100, 500, 1000)) if unit == "triệu" else rng.choice((1, 50, 500))
    parts = [Figure(rng.randint(5, 900) * step * rng.choice((1, 1, 7)) + 1000, unit) for _ in range(count)]
    return Figure(sum(part.thousands for part in parts), unit), parts


def date_of(rng: random.Random, year: int) -> tuple[str, str]:
    """A day of a year, long and short."""
    day, month = rng.randint(1, 28), rng.randint(3, 11)
    return f"{day:02d} tháng {month} năm {year}", f"{day:02d}/{month}/{year}"


def _prose(rng: random.Random) -> Archive:
    """A report: totals with parts in sentences, in brackets, in bullets, and a count with its list."""
    year, place, body = rng.randint(2012, 2024), rng.choice(PLACES), rng.choice(BODIES)
    programme = rng.choice(PROGRAMMES)
    basis = date_of(rng, year - 1)[1]
    total, parts = figures_of(rng, 2)
    funds = rng.sample(FUNDS, 2)
    bracket = f"Kinh phí thực hiện là {total} ({funds[0]}: {parts[0]}, {funds[1]}: {parts[1]}).\n"
    whole, items = figures_of(rng, rng.randint(3, 5))
    names = rng.sample(WORKS, len(items))
    bullets = f"Tổng kinh phí {whole}, gồm:\n" + ";\n".join(
        f"- {name.capitalize()}: {item}" for name, item in zip(names, items, strict=True)
    ) + ".\n"  # fmt: skip
    some, halves = figures_of(rng, 3)
    inline = f"Tổng chi năm {year} là {some}, bao gồm: {'; '.join(f'{n} {p}' for n, p in zip(rng.sample(WORKS, 3), halves, strict=True))}.\n"  # fmt: skip
    counted = rng.randint(2, 5)
    listing = f"Trong năm đã tổ chức {counted:02d} hội chợ, gồm:\n" + "".join(
        f"- Hội chợ {rng.choice(('Xuân', 'Thu', 'Hè', 'Làng nghề'))} lần {index} tại {rng.choice(PLACES)};\n" for index in range(1, counted + 1)
    )  # fmt: skip
    blocks = [bracket, bullets, inline, listing]
    rng.shuffle(blocks)
    text = head(rng, body, f"{rng.randint(2, 400)}/BC-SNN", place, date_of(rng, year)[0], "BÁO CÁO", f"Kết quả thực hiện {programme} năm {year}")  # fmt: skip
    text += f"Thực hiện Quyết định số {rng.randint(2, 900)}/QĐ-UBND ngày {basis} của UBND tỉnh {place} về {programme}, kết quả như sau:\n\n"
    text += "\n".join(f"{index}. Nội dung {index}\n\n{block}" for index, block in enumerate(blocks, 1))
    return Archive("report", {"bao-cao.txt": text + foot(rng)})


def _request(rng: random.Random) -> Archive:
    """A request: a sum in digits and in words, with its funds."""
    year, place = rng.randint(2012, 2024), rng.choice(PLACES)
    programme = rng.choice(PROGRAMMES)
    total, parts = figures_of(rng, rng.randint(3, 5))
    funds = rng.sample(FUNDS, len(parts))
    label = rng.choice(("Bằng chữ: ", "Số tiền bằng chữ: ", ""))
    text = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/TTr-STC", place, date_of(rng, year)[0], "TỜ TRÌNH", f"Về việc xin kinh phí thực hiện {programme} năm {year}")  # fmt: skip
    text += f"Kính gửi: Ủy ban nhân dân tỉnh {place}.\n\n"
    text += f"1. Nhu cầu kinh phí năm {year} là {total} ({label}{words_of(total.thousands)}), {rng.choice(('gồm', 'bao gồm', 'chia ra'))}:\n"
    text += "".join(f"- {fund.capitalize()}: {part};\n" for fund, part in zip(funds, parts, strict=True))
    text += "\n2. Thời gian thực hiện: quý II năm " + f"{year}.\n"
    return Archive("request", {"to-trinh.txt": text + foot(rng)})


def _decision_and_report(rng: random.Random) -> Archive:
    """A decision that allocates, and the report on its use."""
    year, place = rng.randint(2012, 2024), rng.choice(PLACES)
    programme = rng.choice(PROGRAMMES)
    total, parts = figures_of(rng, 2)
    number = f"{rng.randint(2, 900)}/QĐ-UBND"
    long, short = f"05 tháng 3 năm {year}", f"05/3/{year}"
    decision = head(rng, "UBND TỈNH " + place.upper(), number, place, long, "QUYẾT ĐỊNH", f"Về việc phân bổ kinh phí thực hiện {programme} năm {year}")  # fmt: skip
    decision += f"Điều 1. Phân bổ kinh phí thực hiện {programme} năm {year} là {total} từ nguồn ngân sách nhà nước.\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    works = rng.sample(WORKS, 2)
    report = head(rng, rng.choice(BODIES), f"{rng.randint(2, 400)}/BC-SNN", place, f"20 tháng 12 năm {year}", "BÁO CÁO", f"Kết quả thực hiện {programme} năm {year}")  # fmt: skip
    report += f"Thực hiện Quyết định số {number} ngày {short} của UBND tỉnh {place}, kết quả như sau:\n\n"
    for work, part in zip(works, parts, strict=True):
        more = Figure(part.thousands + rng.randint(2, 90) * 1000, part.unit)
        report += f"- Năm {year} {work} cho {programme} hết {more}, trong đó ngân sách nhà nước hỗ trợ {part}.\n"
    return Archive("allocation", {"quyet-dinh.txt": decision + foot(rng), "bao-cao.txt": report + foot(rng)})


def _grants(rng: random.Random) -> Archive:
    """Two decisions that support different projects."""
    year, place = rng.randint(2012, 2024), rng.choice(PLACES)
    documents = {}
    for index, work in enumerate(rng.sample(WORKS, 2)):
        _, (share,) = figures_of(rng, 1)
        text = head(rng, "UBND TỈNH " + place.upper(), f"{rng.randint(2, 400) * 2 + index}/QĐ-UBND", place, date_of(rng, year)[0], "QUYẾT ĐỊNH", f"Về việc hỗ trợ dự án năm {year}")  # fmt: skip
        text += f"Điều 1. Phân bổ năm {year} cho dự án sau:\n"
        text += f"- Dự án {work} cho HTX Mẫu {index + 1}, phân bổ {share}, địa điểm tại xã Thử {index + 1}.\n"
        documents[f"ho-tro-{index}.txt"] = text + foot(rng)
    return Archive("grants", documents)


def _annex(rng: random.Random) -> Archive:
    """A decision with a table: rows under headings 'I', 'II', totals down and across."""
    year, place = rng.randint(2012, 2024), rng.choice(PLACES)
    funds = rng.sample(("Ngân sách tỉnh", "Ngân sách huyện", "Vốn khác"), rng.randint(2, 3))
    decimals = rng.choice((0, 1))

    def row(ordinal: str, name: str, values: list[int]) -> str:
        cells = [sum(values), *values]
        shown = [f"{cell / 10**decimals:,.{decimals}f}".translate(str.maketrans(",.", ".,")) for cell in cells]
        return "\t".join([ordinal, name, *shown])

    groups = [
        [[rng.randint(20, 90_000) for _ in funds] for _ in range(rng.randint(2, 4))] for _ in range(rng.randint(2, 3))
    ]
    lines = ["\t".join(["TT", "Nội dung", "Tổng số", *funds])]
    for roman, group in zip(("I", "II", "III"), groups, strict=False):
        lines.append(row(roman, f"Nhóm việc {roman}", [sum(column) for column in zip(*group, strict=True)]))
        lines += [row(str(at), work.capitalize(), values) for at, (work, values) in enumerate(zip(rng.sample(WORKS, len(group)), group, strict=True), 1)]  # fmt: skip
    whole = [sum(column) for column in zip(*(values for group in groups for values in group), strict=True)]
    total = row("", rng.choice(("Tổng cộng", "Cộng", "TỔNG SỐ")), whole)
    lines = [lines[0], total, *lines[1:]] if rng.random() < 0.3 else [*lines, total]
    text = head(rng, "UBND TỈNH " + place.upper(), f"{rng.randint(2, 900)}/QĐ-UBND", place, date_of(rng, year)[0], "QUYẾT ĐỊNH", f"Về việc giao kế hoạch vốn năm {year}")  # fmt: skip
    text += "Điều 1. Giao kế hoạch vốn theo biểu sau:\n\nĐVT: triệu đồng\n" + "\n".join(lines) + "\n"
    return Archive("annex", {"quyet-dinh.txt": text + foot(rng)})


TEMPLATES: tuple[Callable[[random.Random], Archive], ...] = (_prose, _request, _decision_and_report, _grants, _annex)

_AMOUNT = re.compile(r"\d[\d.,]* (?:triệu )?đồng")


def faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """One faulty copy of an archive for each fault that it can take."""
    name = "bao-cao.txt" if "bao-cao.txt" in archive.documents else next(iter(archive.documents))
    text = archive.documents[name]
    if archive.template in ("report", "request"):
        amounts = list(_AMOUNT.finditer(text))
        yield changed(archive, name, "digit", rng.choice(amounts).span(), lambda words: _swap_digit(words, rng))
        with_comma = [match for match in amounts if "," in match[0]]
        if with_comma:
            yield changed(archive, name, "comma", rng.choice(with_comma).span(), _move_comma)
        bullets = list(re.finditer(r"^- .*\d.*;\n", text, re.MULTILINE))
        if bullets:
            gone = rng.choice(bullets)
            lead = text.rfind("\n\n", 0, gone.start()) + 2
            yield changed(archive, name, "part-dropped", gone.span(), lambda _: "", (lead, gone.start()))
    if archive.template == "annex":
        figures = list(re.finditer(r"(?<=\t)[\d.,]+(?=[\t\n])", text))
        yield changed(archive, name, "table", rng.choice(figures).span(), lambda words: _swap_digit(words, rng))
    if archive.template == "report":
        basis = re.search(r"ngày (\d\d/\d{1,2}/\d{4})", text)
        year = re.search(r"năm (\d{4})", text)
        assert basis and year
        later = f"{basis[1][:-4]}{int(year[1]) + 1}"
        yield changed(archive, name, "date", basis.span(1), lambda _: later)
    if archive.template == "request":
        words = re.search(r"\((?:[^()]*: )?([^():]+ đồng)\), (?:gồm|bao gồm|chia ra)", text)
        assert words
        yield changed(archive, name, "words", words.span(1), lambda said: _change_word(said, rng))
    if archive.template == "allocation":
        uses = list(re.finditer(r"hỗ trợ (\d[\d.,]* (?:triệu )?đồng)", text))
        yield changed(archive, name, "exceeded", rng.choice(uses).span(1), _tenfold)
    if archive.template == "grants":
        first, second = archive.documents.values()
        item = re.search(r"- Dự án [^\n]*", first)
        assert item
        start = second.index("- Dự án")
        end = second.index("\n", start)
        copied = second[:start] + item[0] + second[end:]
        name = list(archive.documents)[1]
        yield Fault("twice", replace(archive, documents={**archive.documents, name: copied}), name, start, start + len(item[0]))  # fmt: skip


def changed(
    archive: Archive,
    name: str,
    kind: str,
    span: tuple[int, int],
    change: Callable[[str], str],
    place: tuple[int, int] | None = None,
) -> Fault:
    """The archive with some words of a document changed; `place` is where a finding must point, else the new words."""
    text = archive.documents[name]
    new = change(text[slice(*span)])
    changed = text[: span[0]] + new + text[span[1] :]
    start, end = place or (span[0], span[0] + len(new))
    return Fault(kind, replace(archive, documents={**archive.documents, name: changed}), name, start, end)


def _swap_digit(words: str, rng: random.Random) -> str:
    """Another digit at the first place, so that the sum is off by more than rounding."""
    at = re.search(r"[1-9]", words)
    assert at
    other = rng.choice([digit for digit in "123456789" if digit != at[0]])
    return words[: at.start()] + other + words[at.end() :]


def _move_comma(words: str) -> str:
    """'589,72' as '58,972': what a slip of a finger makes of it."""
    whole, rest = words.split(",", 1)
    whole = whole.replace(".", "")
    return f"{whole[:-1]},{whole[-1]}{rest}" if len(whole) > 1 else f"{whole}{rest[0]},{rest[1:]}" if rest[1:2].isdigit() else f"{whole}{rest}"  # fmt: skip


def _change_word(words: str, rng: random.Random) -> str:
    """Another digit in the sum's words."""
    said = [match for match in re.finditer(r"\w+", words) if match[0].lower() in _DIGITS[2:]]
    match = rng.choice(said)
    other = rng.choice([word for word in _DIGITS[2:] if word != match[0].lower()])
    return words[: match.start()] + (other.capitalize() if match[0][0].isupper() else other) + words[match.end() :]


def _tenfold(words: str) -> str:
    figures, unit = words.split(" ", 1)
    return f"{int(re.split(',', figures)[0].replace('.', '')) * 10:,}".replace(",", ".") + " " + unit
