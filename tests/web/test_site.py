"""What holds for every page: who may ask, what a browser may do with it, in which language it is."""

from __future__ import annotations

import html
import io
import re
import socket
import sqlite3
import time
import tomllib
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from conftest import ROOT
from web.site import Site

from pipeline.errors import UsageError
from pipeline.query.checks import untold
from pipeline.web.app import serve
from pipeline.web.words import Words, messages

WEB = ROOT / "pipeline" / "web"


@pytest.fixture(scope="module")
def site(archive: Path) -> Site:
    return Site(archive)


@pytest.mark.parametrize("address", ["/", "/failures", "/failures.csv", "/nope", "/static/vanban.css", "/vanban"])
def test_no_answer_lets_a_browser_run_or_leak_anything(site: Site, address: str) -> None:
    headers = site.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "address",
    ["/timeline?from=xx", "/timeline?year=hai", "/timeline?what=x", "/citations/list?held=x", "/review?reason=x", "/money?year=x", "/findings?since=x"],
)  # fmt: skip
def test_a_filter_that_is_not_understood_is_told(site: Site, address: str) -> None:
    name, _, value = address.partition("?")[2].partition("=")
    assert f"Không hiểu {name} = “{value}”" in site.get(address).text
    assert f"{name} = “{value}” cannot be understood" in site.get(f"{address}&lang=en").text
    assert "Không hiểu" not in site.get(address.partition("?")[0]).text


def test_one_day_that_is_not_understood_leaves_the_other(site: Site) -> None:
    heading = re.compile(r"<h2[^>]*>.*?</h2>")
    both = heading.findall(site.get("/timeline?from=2019&to=xx").text)
    assert both == heading.findall(site.get("/timeline?from=2019").text) != heading.findall(site.get("/timeline").text)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_no_file_leaves_out_a_filter_that_is_not_understood(site: Site, form: str) -> None:
    for lang, told in (("vi", "Không hiểu to = “xx”"), ("en", "to = “xx” cannot be understood")):
        answer = site.get(f"/timeline.{form}?from=2019&to=xx&lang={lang}")
        said = answer.json()["error"] if form == "json" else answer.text
        assert answer.status_code == 400 and told in said


FILES = ("/search", "/documents/{}", "/projects", "/timeline", "/money", "/money?by=fund", "/money?by=place", "/money/amounts",
         "/money/ledger", "/money/given?q=san+pham", "/citations", "/citations/list", "/citations/missing", "/findings", "/review", "/failures")  # fmt: skip


@pytest.mark.parametrize("address", FILES)
def test_files_for_people_are_in_words_and_data_is_not(site: Site, archive: Path, address: str) -> None:
    with closing(sqlite3.connect(archive)) as connection:
        address = address.format(
            connection.execute("SELECT id FROM documents WHERE number = '402/BC-SNN'").fetchone()[0]
        )
    path, _, asked = address.partition("?")
    link = html.unescape(re.findall(r'href="([^"]+\.csv\?[^"]+)"', site.get(address).text)[-1])
    for file in (f"{path}.xlsx?{asked}", link):
        data = site.get(file).content
        rows = pd.read_excel(io.BytesIO(data)) if "xlsx" in file else pd.read_csv(io.BytesIO(data))
        names = [str(name) for name in rows.columns]
        assert not [name for name in names if re.fullmatch(r"[a-z_]+", name) or "_" in name], file
    raw = set(pd.read_csv(io.BytesIO(site.get(f"{path}.csv?{asked}").content)).columns)
    if address != "/failures":
        assert raw == set(pd.read_excel(io.BytesIO(site.get(f"{path}.xlsx?{asked}&labels=0").content)).columns)
    assert raw & {"id", "document_id", "document", "source_path", "allocated_vnd", "number", "name"}


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (int(full[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_by_day_and_by_night(scheme: str) -> None:
    roots = re.findall(r":root \{(.*?)\}", (WEB / "static" / "vanban.css").read_text(encoding="utf-8"), re.DOTALL)
    by_day, by_night = (dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", root)) for root in roots[:2])
    assert set(by_day) == set(by_night)
    colours = by_day if scheme == "light" else by_night
    grounds = dict.fromkeys(("ink", "dim", "link", "error", "warning", "note", "green"), ("paper", "sheet", "panel"))
    grounds["ink"] = (*grounds["ink"], "mark", "chosen", "hit", "caution", "alarm")
    for ink, behind in grounds.items():
        for ground in behind:
            dark, bright = sorted((_luminance(colours[ink]), _luminance(colours[ground])))
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
    assert 1.05 / (_luminance(colours["button"]) + 0.05) >= 4.5


def test_no_style_but_the_pictures_of_paper_is_white_whatever_the_scheme() -> None:
    for path in (WEB / "static").glob("*.css"):
        for line in path.read_text(encoding="utf-8").splitlines():
            white = re.search(r"(?:background|fill): #fff\b", line)
            assert not white or line.startswith((".sheet {", "figure.strip", ".chart")), (path.name, line)


def test_only_this_machine_s_names_are_answered(site: Site) -> None:
    assert site.get("/", host="127.0.0.1:8001").status_code == 200
    assert site.get("/", host="[::1]:8001").status_code == 200
    for other in ("evil.example", "evil.example:8001", "127.0.0.1.evil.example", ""):
        assert site.get("/", host=other).status_code == 421


def test_nothing_can_be_sent(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert site.send(method, "/vanban").status_code == 405


def test_no_address_leads_to_another_site_or_to_the_machine_s_secrets(site: Site) -> None:
    assert "location" not in site.get("//evil.example/").headers
    for address in ("/-/versions", "/-/settings.json", "/-/threads", "/-/databases.json", "/-/metadata", "/_internal"):
        assert site.get(address).status_code in (403, 404)
    for address in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2ferrors.py"):
        assert "import" not in site.get(address).text


def test_a_language_is_chosen_by_the_address_and_remembered(site: Site) -> None:
    assert '<html lang="vi">' in site.get("/").text
    chosen = site.get("/failures?lang=en")
    assert '<html lang="en">' in chosen.text and "Refused files" in chosen.text
    assert chosen.headers["set-cookie"].startswith("lang=en;")
    assert '<html lang="en">' in site.get("/", cookie="lang=en").text
    assert '<html lang="vi">' in site.get("/?lang=vi", cookie="lang=en").text
    assert '<html lang="vi">' in site.get("/?lang=%22%3E%3Cscript%3E").text
    assert site.get("/vanban/documents?lang=en").status_code == 200, "the parameter never reaches a table's filters"


def test_a_refused_file_is_told_with_its_reason_and_escaped(site: Site) -> None:
    page = site.get("/failures").text
    assert "hong.pdf" in page and "Tệp &lt;b&gt;hỏng&lt;/b&gt;." in page and "<b>hỏng" not in page
    assert "hong.pdf" in site.get("/failures.csv").text
    assert site.get("/failures.json").json()[0]["stage"] == "read"


def test_every_message_is_used_and_every_used_message_is_there() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (*WEB.rglob("*.html"), *WEB.rglob("*.py"))]
    words = {match for source in sources for match in re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", source)}
    prefixes = {match for source in sources for match in re.findall(r"""["']([a-z_]+\.[a-z_]*)["'] ~""", source)}
    asked = {match for source in sources for match in re.findall(r"""\bt\(["']([a-z_]+\.[a-z_]+)["'](?! ~)""", source)}
    assert asked <= messages().keys()
    unused = {key for key in messages() if key not in words and not key.startswith(tuple(prefixes))}
    assert not unused


def test_both_languages_say_the_same_places() -> None:
    for key, (vi, *english) in messages().items():
        assert 1 <= len(english) <= 2, key
        assert all(sorted(re.findall(r"{\w+}", vi)) == sorted(re.findall(r"{\w+}", en)) for en in english), key


def test_english_tells_one_from_many() -> None:
    vi, en = Words("vi"), Words("en")
    assert [en("sql.rows", count=count) for count in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]
    assert vi("sql.rows", count=1) == "1 dòng" and en("money.found", count=1) == "amount"


def test_months_and_quotes_are_told_as_people_write_them() -> None:
    vi, en = Words("vi"), Words("en")
    assert (vi.month("2018-03-29", True), en.month("2018-03-29", True)) == ("Tháng 3 năm 2018", "March 2018")
    assert (vi.month("2018-12-01", False), en.month("2018-12-01", False)) == ("Tháng 12", "December")
    assert vi.cell("quote", "áng 6 đã chi 5 triệu đồng") == "áng 6 đã chi 5 triệu đồng"
    words = "đã chi hỗ trợ các hộ 5 triệu đồng " * 4
    assert vi.cell("quote", f"áng {words}huyệ") == f"…{words.strip()}…"
    assert (vi.cell("seconds", "11.689"), en.cell("seconds", 11.689)) == ("11,7", "11.7")


def test_moments_are_told_by_the_clock_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Ho_Chi_Minh")
        time.tzset()
        assert Words("vi").cell("started_at", "2026-11-28T18:01:06+00:00") == "29/11/2026 01:01"
        assert Words("en").cell("first_seen", "2026-11-28T12:01:06+00:00") == "2026-11-28 19:01"
    time.tzset()


def test_no_template_turns_escaping_off_or_runs_script_in_the_page() -> None:
    for path in WEB.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert "|safe" not in source.replace(" ", "") and "autoescape" not in source, path
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", source), path


def test_no_template_says_anything_in_a_language_of_its_own() -> None:
    own = {"vanban", "vanban verdict", "confirmed --why", "--db"}
    for path in WEB.rglob("*.html"):
        bare = re.sub(
            r"{#.*?#}|{% block body_class %}\w+|{%.*?%}|{{.*?}}",
            "\0",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        told = [*re.split(r"<[^>]*>|\0", bare), *re.findall(r'(?:title|alt|aria-label|placeholder)="([^"]*)"', bare)]
        words = {text.strip(' \n"“”…·:,.()[]/→←×#0') for text in told if re.search(r"[^\W\d_]{2}", text)}
        assert {text for text in words if "=" not in text and not text.startswith(("&", "SELECT"))} <= own, path


class _Texts(HTMLParser):
    """The texts of a page, each with what the page says of its language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._other = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self._other = 1 if "hreflang" in given else 0
        self.found |= (
            {str(given[name]) for name in ("title", "alt", "aria-label") if given.get(name)}
            if not self._other
            else set()
        )

    def handle_data(self, data: str) -> None:
        if not self._other and data.strip():
            self.found.add(" ".join(data.split()).rstrip(":"))


def _said() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """What pages may say in Vietnamese, and in English, of what the two say differently."""
    labels = tomllib.loads((ROOT / "pipeline" / "labels.toml").read_text(encoding="utf-8"))
    pairs = [(vi, en) for vi, *english in messages().values() for en in english]
    pairs += [*(pair for part in ("columns", "fields", "parts") for pair in labels[part].values())]
    pairs += [pair for values in labels["values"].values() for pair in values.values()]
    twins = [
        (vi, en) for vi, en in pairs if vi.lower() != en.lower() and re.search(r"[^\W\d_]{3}", re.sub(r"{\w+}", "", vi))
    ]
    as_pattern = [
        [re.compile(re.sub(r"\\{\w+\\}", r"[^\\s·]+", re.escape(text))) for text in side]
        for side in zip(*twins, strict=True)
    ]
    return as_pattern[0], as_pattern[1]


def test_every_page_is_in_its_language(site: Site, archive: Path) -> None:
    with sqlite3.connect(archive) as connection:
        one = {
            name: connection.execute(sql).fetchone()[0]
            for name, sql in {
                "document": "SELECT id FROM documents WHERE number = '176/BC-SNN'",
                "project": "SELECT project_key FROM projects_once ORDER BY sources DESC",
                "finding": "SELECT fingerprint FROM findings",
            }.items()
        }
        written = " ".join(
            text for row in connection.execute("SELECT text, kind_name, issuer FROM documents") for text in row if text
        )
        names = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master UNION SELECT c.name FROM sqlite_master m, pragma_table_info(m.name) c"
            )
        }
    addresses = [
        "/",
        "/search?q=san+pham&year=2022",
        f"/documents/{one['document']}",
        "/projects",
        f"/project?key={quote(one['project'])}",
    ]
    addresses += [
        "/timeline?year=2022",
        "/timeline?from=2021&to=2022",
        "/money?by=fund",
        "/money/amounts?by=year&state=allocated&year=2022",
    ]
    addresses += [
        "/money/ledger",
        "/citations",
        "/citations?number=1/1",
        "/citations/list",
        "/citations/missing",
        "/findings",
    ]
    addresses += [
        f"/findings/{one['finding']}",
        "/checks",
        "/failures",
        "/review",
        "/vanban",
        "/vanban/pages?_size=5",
        "/nope",
    ]
    addresses += [
        "/vanban/ledger?year=2022",
        "/vanban?sql=select+1+as+one",
        "/vanban?sql=select",
        "/search?q=khong-co-chu-nay",
    ]
    vietnamese, english = _said()
    for address in addresses:
        for lang, others in (("vi", english), ("en", vietnamese)):
            page = _Texts()
            page.feed(site.get(f"{address}{'&' if '?' in address else '?'}lang={lang}").text)
            # What documents say stays as it is, and what SQL calls its tables and columns.
            own = {text for text in page.found - names if text.casefold() not in written.casefold()}
            strange = {text for text in own for other in others if other.fullmatch(text)}
            assert not strange, (address, lang)


def test_values_and_names_are_told_as_people_write_them(archive: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive)) as held, closing(sqlite3.connect(tmp_path / "a.db")) as doubted:
        held.backup(doubted)
        doubted.execute("UPDATE entities SET confidence = 0.5 WHERE kind = 'place'")
        doubted.commit()
    site = Site(tmp_path / "a.db")
    review = site.get("/review").text
    assert "246.000.000 đồng" in review and "246000000" not in review and "→ địa danh: " in review
    assert "246,000,000 VND" in site.get("/review?lang=en").text
    assert "corpus/" not in site.get("/citations/missing").text + site.get("/findings").text
    assert 'href="/citations?number=218/Q%C4%90-UBND"' in site.get("/money/ledger?year=2022").text.replace("%2F", "/")


def test_columns_that_no_row_fills_are_left_out(site: Site) -> None:
    page = site.get("/money/ledger?year=2022").text
    assert "Đã nêu tại</th>" in page and "Bị thay bởi" not in page
    assert "Huyện (cũ)</th>" not in site.get("/money/given?q=san+pham").text.split('id="sums"')[1]


def test_a_table_of_the_terminal_speaks_its_language(archive: Path) -> None:
    rows = untold(archive)
    assert list(rows.columns[:3]) == ["check_name", "title_vi", "title_en"]
    assert not set(rows["title_vi"]) & set(rows["check_name"])
    assert (Words("vi").cell("table", "amounts"), Words("en").cell("table", "amounts")) == ("Số tiền", "Amounts")


def test_a_port_that_is_taken_is_told_in_one_language(
    archive: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken, pytest.raises(UsageError, match="cannot be opened"):
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        serve(archive, "127.0.0.1", taken.getsockname()[1], "vi", open_browser=False)
    assert not caplog.records and capfd.readouterr().err == ""


def test_the_address_is_told_once_a_visitor_can_reach_it(archive: Path) -> None:
    class Seen(Exception):
        pass

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def visit() -> None:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        raise Seen

    with pytest.raises(Seen):
        serve(archive, "127.0.0.1", port, "vi", open_browser=False, announce=visit)
