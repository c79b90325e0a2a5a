"""One project whose place some documents leave out: they share the key of those that tell it, where these tell just one."""

from __future__ import annotations

import sqlite3

_FEWEST_WORDS = 4
"""Of a name that hardly two projects of a province have."""
_STEMS = "SELECT DISTINCT rtrim(subject, replace(subject, '|', '')) FROM settling WHERE subject LIKE 'project:%|%'"
"""What stands before the place in a project's key."""
_TOLD = """
SELECT p.rowid, p.project_key, p.place IS NULL, coalesce(u.province_code, u.code), coalesce(v.province_code, v.code)
FROM projects p JOIN documents d ON d.id = p.document_id
LEFT JOIN places u ON u.code = p.place_code LEFT JOIN places v ON v.code = d.place_code
WHERE p.project_key >= ?1 AND p.project_key < ?1 || '{'
"""


def settle_project_places(connection: sqlite3.Connection) -> None:
    """Give the projects of the table `settling` their keys again, in the open transaction; what has one changed is settled too."""
    changed: list[tuple[str, int]] = []
    keys = set[str]()
    for (subject,) in connection.execute(_STEMS).fetchall():
        stem = subject.removeprefix("project:")
        told = connection.execute(_TOLD, [stem]).fetchall()
        placed = {(key, province) for _, key, placeless, province, _ in told if not placeless}
        name = stem.partition("|")[0]
        distinct = len(name.split()) >= _FEWEST_WORDS and not any(letter.isdigit() for letter in name)
        only = next(iter(placed)) if distinct and len(placed) == 1 else None
        for row, key, placeless, _, province in told:
            if not placeless:
                continue
            now = only[0] if only and only[1] is not None and only[1] == province else stem
            if now != key:
                changed.append((now, row))
                keys |= {key, now}
    connection.executemany("UPDATE projects SET project_key = ? WHERE rowid = ?", changed)
    connection.executemany("INSERT OR IGNORE INTO settling VALUES ('project:' || ?)", [(key,) for key in sorted(keys)])
