"""Projects across documents: what makes two of them one, and how far each has come."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.places.names import nearest_code, place_code, successor_code
from pipeline.normalize.fold import fold
from pipeline.records import Amount, AmountRole, Project, ProjectStatus

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_KIND = re.compile(
    r"^(?:tieu du an|du an|mo hinh|cong trinh|de an|de tai|nhiem vu|hang muc)\s+(?:thanh phan\s+)?(?:dau tu\s+)?"
)
_STATUSES: tuple[tuple[ProjectStatus, re.Pattern[str]], ...] = (
    ("stopped", re.compile(r"(?:tạm dừng|dừng thực hiện|chấm dứt|thu hồi chủ trương|không triển khai|giãn tiến độ)")),
    (
        "done",
        re.compile(
            r"(?:đã\s+(?:được\s+)?(?:hoàn thành|hoàn thiện|nghiệm thu|bàn giao|đưa vào (?:sử dụng|khai thác)|quyết toán)|hoàn thành (?:và )?đưa vào)"
        ),
    ),
    (
        "ongoing",
        re.compile(r"(?:đang\s+(?:được\s+)?(?:triển khai|thực hiện|thi công|xây dựng|đầu tư|tổ chức)|chuyển tiếp)"),
    ),
    (
        "planned",
        re.compile(
            r"(?:dự kiến|sẽ\s+(?:được\s+)?(?:triển khai|thực hiện|đầu tư|khởi công)|chuẩn bị đầu tư|khởi công mới|đề xuất)"
        ),
    ),
)
_REACH = 400
_OF_A_YEAR: tuple[AmountRole, ...] = ("planned", "allocated", "part", "disbursed", "spent", "requested")
_YEARS_COLUMN = re.compile(
    r"(?<!\w)(?:(?:kế hoạch|KH)(?: vốn)?(?: đầu tư)?[^|\n]{0,40}?năm\s+(?:19|20)\d\d|giải ngân)", re.IGNORECASE
)
"""What heads the money of one year: 'Kế hoạch vốn năm 2024'."""


def linked_projects(
    text: str, projects: Sequence[Project], amounts: Sequence[Amount], province: str | None
) -> tuple[Project, ...]:
    """Projects with their places by code, before the merger of 2025 and since, and their keys; the year of their money and what
    the text says of how far they are fill in what they do not tell; whether their cost is just a year's money.
    """
    of_project: dict[int, list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.project is not None:
            of_project[amount.project].append(amount)
    return tuple(
        replace(
            project,
            place_code=nearest_code(project.place, province, place_code) if project.place else None,
            place_code_34=nearest_code(project.place, province, successor_code) if project.place else None,
            total_of_a_year=_is_years_money(project, of_project[index]),
            year=project.year or next((amount.fiscal_year for amount in of_project[index]), None),
            status=project.status or project_status(text, project),
            key=project_key(project, place_code(project.place, province) if project.place else None),
        )
        for index, project in enumerate(projects)
    )


def project_key(project: Project, place_code: str | None) -> str:
    """The folded name without its kind, the beneficiary and the place: what two documents' mentions share.

    `place_code` is that of the very place, None where its words alone tell it.
    """
    name = _KIND.sub("", fold(project.name))
    parts = (name, fold(project.beneficiary or ""), place_code or fold(project.place or ""))
    return "|".join(_NO_LETTERS.sub(" ", part).strip() for part in parts)


def _is_years_money(project: Project, amounts: Sequence[Amount]) -> bool:
    """Whether what is taken for a project's cost is, by its column or its words, just a year's money of its `amounts`."""
    told = [amount for amount in amounts if amount.vnd is not None and amount.vnd == project.total_vnd]
    return bool(told) and all(
        amount.fiscal_year is not None
        and amount.role in _OF_A_YEAR
        and amount.column_heading is not None
        and _YEARS_COLUMN.search(amount.column_heading) is not None
        for amount in told
    )


def project_status(text: str, project: Project) -> ProjectStatus | None:
    """What the rest of the project's item or line says of its progress; the first of the words that are there."""
    line_end = text.find("\n", project.end)
    stop = min(line_end if line_end >= 0 else len(text), project.end + _REACH)
    said = [
        (match.start(), status) for status, pattern in _STATUSES if (match := pattern.search(text, project.end, stop))
    ]
    return min(said)[1] if said else None
