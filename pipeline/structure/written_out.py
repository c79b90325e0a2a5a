"""Names compared as people shorten them: 'Ủy ban nhân dân' is 'UBND', 'ngân sách trung ương' is 'NSTW'."""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalize.fold import fold, fold_name

BODIES = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("quan ly du an", "qlda"),
    ("ban chi dao", "bcd"),
    ("hop tac xa", "htx"),
)
"""Words of bodies' names, folded, and the letters for them."""
_ASKED = (
    # Letters that begin other letters ('NST', 'NSTW') are put into words.
    *BODIES,
    ("mat tran to quoc", "mttq"),
    (" & ", " va "),
    ("&", " va "),
    ("phat trien nong thon", "ptnt"),
    ("nong nghiep va ptnt", "nn va ptnt"),
    ("ke hoach va dau tu", "kh va dt"),
    ("tai nguyen va moi truong", "tn va mt"),
    ("giao duc va dao tao", "gd va dt"),
    ("khoa hoc va cong nghe", "kh va cn"),
    ("giao thong van tai", "gtvt"),
    ("nong thon moi", "ntm"),
    ("muc tieu quoc gia", "mtqg"),
    ("ctmtqg", "chuong trinh mtqg"),
    ("ngan sach", "ns"),
    ("ns cap ", "ns "),
    ("nstw", "ns tw"),
    ("nsdp", "ns dia phuong"),
    ("nsnn", "ns nha nuoc"),
    ("nst", "ns tinh"),
    ("nsh", "ns huyen"),
    ("nsx", "ns xa"),
    ("trung uong", "tw"),
    ("tpcp", "trai phieu chinh phu"),
    ("xskt", "xo so kien thiet"),
    ("dtpt", "dau tu phat trien"),
    ("thanh pho", "tp"),
    ("thi xa", "tx"),
    ("tp. ", "tp "),
    ("tp.", "tp "),
    ("tx. ", "tx "),
    ("tx.", "tx "),
)


def asked(sought: str, name: str) -> bool:
    """Whether a name holds the words that are sought, whatever the case, the diacritics and the abbreviations of either."""
    return fold(sought) in fold(name) or _shortened(sought) in _shortened(name)


@lru_cache(maxsize=10_000)
def _shortened(words: str) -> str:
    return fold_name(words, _ASKED)
