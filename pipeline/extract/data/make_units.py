"""Write units63.csv and units34.csv from the data of `vietnamadminunits` (run by a developer, not at run time).

units63.csv: the administrative units before July 2025 (63 provinces, districts, communes):
code (General Statistics Office), parent code, kind ('huyện'), name, and for a commune the codes of the
units that took it over, the first the one that took most. units34.csv: the units since (34 provinces).
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_KINDS = ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")


def _split(name: str, short: str) -> tuple[str, str]:
    """'Thành phố Hà Nội' as ('thành phố', 'Hà Nội')."""
    for kind in _KINDS:
        if name.lower().startswith(kind + " "):
            return kind, short if name.endswith(" " + short) and short != name else name[len(kind) + 1 :]
    return "", short


def main() -> None:
    import vietnamadminunits

    data = Path(vietnamadminunits.__file__).parent / "data"
    connection = sqlite3.connect(data / "dataset.db")
    new_rows: dict[str, tuple[str, str, str]] = {}
    new_codes: dict[tuple[str, str], str] = {}
    for province, ward, p_short, w_short, p_code, w_code, p_key, w_key in connection.execute(
        "select province, ward, provinceShort, wardShort, provinceCode, wardCode, provinceKey, wardKey from admin_units"
    ):
        new_rows[p_code] = ("", *_split(province, p_short))
        new_rows[f"{w_code}"] = (p_code, *_split(ward, w_short))
        new_codes[(p_key, w_key)] = w_code
    successors = _successors(json.loads((data / "converter_2025.json").read_text(encoding="utf-8")), new_codes)
    old_rows: dict[str, tuple[str, str, str, str]] = {}
    for province, district, ward, p_short, d_short, w_short, p_code, d_code, w_code, *keys in connection.execute(
        "select province, district, ward, provinceShort, districtShort, wardShort, provinceCode, districtCode, wardCode,"
        " provinceKey, districtKey, wardKey from admin_units_legacy"
    ):
        old_rows[p_code] = ("", *_split(province, p_short), "")
        old_rows[d_code] = (p_code, *_split(district, d_short), "")
        if w_code:
            old_rows[w_code] = (d_code, *_split(ward, w_short), " ".join(successors.get("_".join(keys), [])))
    _write("units63.csv", ("code", "parent", "kind", "name", "successors"), old_rows)
    _write("units34.csv", ("code", "parent", "kind", "name"), new_rows)


def _successors(converter: dict[str, Any], codes: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """For each old commune's key the codes of its successors; undivided ones first."""
    found: dict[str, list[str]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                if (province, ward) in codes:
                    found[old].append(codes[province, ward])
    for province, wards in converter.get("DICT_PROVINCE_WARD_DIVIDED", {}).items():
        for old, parts in wards.items():
            for part in sorted(parts, key=lambda part: not part.get("isDefaultNewWard")):
                code = codes.get((province, part["newWardKey"]))
                if code and code not in found[old]:
                    found[old].append(code)
    return found


def _write(name: str, header: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows((code, *row) for code, row in sorted(rows.items(), key=lambda item: (len(item[0]), item[0])))


if __name__ == "__main__":
    main()
