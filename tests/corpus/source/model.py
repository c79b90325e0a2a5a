"""What a corpus document is made of, apart from how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Heading:
    """A numbered heading, its label included."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Bullet:
    """A line of a list, without its mark."""

    text: str


@dataclass(frozen=True)
class Centred:
    """A centred bold line, such as 'QUYẾT ĐỊNH:' before the articles."""

    text: str


@dataclass(frozen=True)
class BudgetTable:
    """A ruled table; the first row is its header, the last its total."""

    unit: str
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullet | Centred | BudgetTable


@dataclass(frozen=True)
class CorpusDocument:
    """A document laid out as Decree 30/2020/NĐ-CP prescribes; a letter has no kind."""

    file: str
    superior: str
    issuer: tuple[str, ...]
    number: str
    place: str
    day: date
    kind: str | None
    subject: str
    blocks: tuple[Block, ...]
    title: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...] = field(default=())
    addressee: str | None = None
    sample: bool = True

    @property
    def place_and_day(self) -> str:
        """'Sông Mẫu, ngày 05 tháng 02 năm 2021': days below 10 and the first two months take a nought."""
        month = f"{self.day.month:02d}" if self.day.month < 3 else str(self.day.month)
        return f"{self.place}, ngày {self.day.day:02d} tháng {month} năm {self.day.year}"


SAMPLE_LINE = "VĂN BẢN MẪU - ĐỊA DANH, TÊN NGƯỜI VÀ SỐ LIỆU ĐỀU LÀ GIẢ ĐỊNH"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
