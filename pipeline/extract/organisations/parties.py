"""Firms told in capitals after what they are: 'Bên B: CÔNG TY CỔ PHẦN TƯ VẤN BẾN MẪU', 'ĐỐI VỚI CÔNG TY TNHH BẾN MẪU'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.normalize.letters import UPPER
from pipeline.records import Entity
from pipeline.structure.issuer import opens_body
from pipeline.structure.openings import Opened, openings_of
from pipeline.structure.spelling import true_case

_SHOUTED = rf"[{UPPER}&][{UPPER}\d&.]*(?!\w)"
_PARTY = Opened(
    re.compile(
        r"(?<!\w)(?:(?i:bên|chủ đầu tư|nhà thầu|đơn vị (?:thi công|tư vấn|thiết kế|giám sát|khảo sát)"
        r"|tên (?:tổ chức|đơn vị|công ty|doanh nghiệp|nhà thầu|hợp tác xã))(?!\w)[^:\n]{0,40}: ?"
        r"|ĐỐI VỚI (?=(?:TỔNG )?CÔNG TY (?:CỔ PHẦN|CP|TNHH) )(?![^\n]{0,160}(?<!\w)(?:DO|CÓ|CỦA|ĐƯỢC|THUỘC|NHÀ NƯỚC)(?!\w)))"
        rf"(?P<name>{_SHOUTED} {_SHOUTED}(?:(?:,? | ?[-–] ?)(?:{_SHOUTED}|\d{{1,3}}(?![\w.,/])))*)"
    ),
)


def parties_in_capitals(text: str) -> Iterator[Entity]:
    """Every such body, under its name as running text writes it."""
    for party in openings_of(text).find(_PARTY):
        name = party["name"].rstrip(".")
        if opens_body(name):
            start = party.start("name")
            yield Entity(
                start=start,
                end=start + len(name),
                text=name,
                rule="organisation.party",
                confidence=0.85,
                kind="organisation",
                name=true_case(name, text),
            )
