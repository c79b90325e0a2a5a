"""The form of people's names: a family name and given names with capitals, or a name of the highlands."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.extract.data_folder import DATA
from pipeline.normalize.letters import LOWER, NOT_ABOUT, UPPER
from pipeline.normalize.place_names import COMMUNES
from pipeline.normalize.tones import both_ways, compiled
from pipeline.structure.alternatives import alternatives

POST = (
    r"(?:Phó (?:Chủ|Giám|Bí|Trưởng|Tổng|Hiệu|Viện|Cục|Vụ|Chi|Ban|Đoàn|Chánh|Phòng)|Chủ (?:tịch|nhiệm)|Giám đốc|Bí thư"
    r"|Trưởng (?:phòng|ban|thôn|bản|đoàn|khoa)|Chánh (?:Văn|Thanh)|Hiệu (?:trưởng|phó)|Kế toán|Tổ (?:trưởng|phó)"
    r"|Đội trưởng|Chức (?:vụ|danh)|Điện thoại|Địa chỉ|(?<!Văn )(?<!Thị )Sinh (?:năm|ngày)|Năm sinh)(?!\w)"
)
"""A post or a form's label that runs on after a name without a comma: 'bà Nguyễn Thị Mận Phó Chủ tịch Hội'."""
_WORD = re.compile(r"\w+")
_BEFORE_NAMES = ("Ông ", "ông ", "Bà ", "bà ", "Đồng chí ", "đồng chí ", " anh ", " chị ")
_NO_NAME = (
    r"(?:VĂN (?:PHÒNG|HÓA|HOA|BẢN|THƯ|KIỆN)|Y (?:TẾ|HỌC|DƯỢC|BẢN)|CAO (?:ĐẲNG|SU|CẤP)|(?:LÂM|NÔNG) (?:NGHIỆP|THÔN|DÂN|LÂM|SẢN)"
    r"|ĐÀO TẠO|DANH (?:SÁCH|MỤC)|QUAN (?:TRẮC|HỆ)|ĐỒNG (?:CHÍ|BÀO|BẰNG)|MA T(?:ÚY|UY)"
    r"|ĐOÀN (?:KIỂM TRA|KIỂM TOÁN|THANH (?:TRA|NIÊN)|GIÁM SÁT|CÔNG TÁC|ĐẠI BIỂU|KHẢO SÁT|LIÊN NGÀNH|THẨM ĐỊNH))(?!\w)"
)
"""Words in capitals that begin as a family's name does: 'VĂN PHÒNG CHÍNH PHỦ'."""


@cache
def name_table() -> dict[str, tuple[str, ...]]:
    """The lists of `data/names.toml`."""
    return {
        key: both_ways(value) for key, value in tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8")).items()
    }


@cache
def person_name() -> re.Pattern[str]:
    """A family name and one to four more syllables with capitals, or all in capitals; any after 'ông', 'bà' or with 'Thị'; 'Y Bhiông Niê', "K'Brêu"."""
    families = name_table()["surnames"]
    family, shouted = (alternatives(names, {" ": " "}) for names in (families, [name.upper() for name in families]))
    syllable = rf"(?!{POST}){NOT_ABOUT}(?:[HKY]['’])?[{UPPER}][{LOWER}]*"
    return compiled(
        rf"(?=[{UPPER}])(?<![\w'’-])(?!\w+ (?:Văn|Thị) {POST})(?:{family} {syllable}(?: {syllable}){{0,3}}(?![\w])"
        rf"|(?!{_NO_NAME}){shouted}(?: (?!CHỨC (?:VỤ|DANH)|SỐ ){NOT_ABOUT}[{UPPER}]{{1,7}}){{1,4}}(?![\w])"
        r"|(?:(?<=[Ôô]ng )(?<!\w[Ôô]ng )|(?<=[Bb]à )|(?<=đồng chí )|(?<=Đồng chí )|(?<= anh )|(?<= chị ))(?!Phó|Trưởng|Chánh|Tổng|Mẹ "
        r"|Giám|Chủ|Viện|Bộ|Thứ|Ủy|Rịa)"
        rf"(?:(?>{syllable}(?: {syllable}){{1,3}})(?![\w.])|[{UPPER}][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.)?(?: [A-Z][a-z]+"
        rf"| (?!UBND|HTX|MTTQ)[A-Z]{{3,}})(?![\w])|{syllable}(?: {syllable}){{1,3}}(?![\w]))"
        rf"|{syllable} (?:Thị {syllable}(?: {syllable})?|Văn {syllable})(?![\w])"
        rf"|[HKY]['’] ?{syllable}(?: {syllable}){{0,2}}(?![\w]))"
    )


def may_open_name(text: str, start: int) -> bool:
    """Whether what every match of `person_name` has stands at a capital: a family name, 'Thị' or 'Văn' behind, 'ông' before; few have."""
    word = _WORD.match(text, start)
    return word is not None and (
        word[0] in _family_openers()
        or text.startswith((" Thị ", " Văn ", "'", "’"), word.end())
        or text.endswith(_BEFORE_NAMES, 0, start)
    )


@cache
def _family_openers() -> frozenset[str]:
    first = [name.split()[0] for name in name_table()["surnames"]]
    return frozenset((*first, *map(str.upper, first)))


def names_official(level: str, words: str) -> bool:
    """Whether words with capitals after a level are who heads its office: 'Chủ tịch UBND tỉnh Hồ Mẫu Sơn', not 'Bến Mẫu'.

    A commune's name may have three syllables too, and begin as a family's does: 'xã Trà Leng Hạ'.
    """
    first, *more = words.split()
    if len(more) < 2 or first not in name_table()["surnames"]:
        return False
    return level not in COMMUNES or first not in name_table()["place_openers"] or full_name().match(words) is not None


@cache
def full_name() -> re.Pattern[str]:
    """A name that is a person's wherever it stands, unless something is named after one: 'Nguyễn Thị Hoa'."""
    family, middle = (alternatives(name_table()[key], {" ": " "}) for key in ("surnames", "middle"))
    return re.compile(rf"(?=[{UPPER}])(?i:{family} {middle}) [{UPPER}][{LOWER}{UPPER}]*")
