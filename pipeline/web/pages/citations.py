"""The citation graph: who implements, amends, replaces what; what is cited and not held stands hollow."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, get_args

import pandas as pd
from datasette.utils.asgi import NotFound, Response

from pipeline.records import Relation
from pipeline.structure.number.docnumber import number_key
from pipeline.web.layers import HEIGHT, WIDTH, draw
from pipeline.web.visit import FORM, View, Visit

_MOST = 40
"""Nodes of a drawing that can still be read."""
_MOST_EDGES = 2_000
_HEAVY = ("replaces", "repeals", "amends", "implements", "basis", "mentions")
"""Relations, that which says most first."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EDGES = """
SELECT c.document_id AS citing, c.target_document_id AS held, c.number_key, c.number, c.kind, c.issued_on, c.issuer, c.subject,
  c.relation, c.page, c."start", c."end"
FROM citations c WHERE {which} AND c.relation IN (SELECT value FROM json_each(:relations)) LIMIT :most
"""
_CITING = "c.document_id IN (SELECT value FROM json_each(:ids))"
_CITED = "c.target_document_id IN (SELECT value FROM json_each(:ids))"
_NOT_HELD = (
    "c.target_document_id IS NULL AND c.number_key = :key AND (c.issued_on = :day OR :day = '' OR c.issued_on IS NULL)"
)
_HEADS = """
SELECT id, coalesce(number, kind_name, source_path) AS number, kind_name, issuer, issued_on, subject FROM documents
WHERE id IN (SELECT value FROM json_each(?))
"""
_MOST_CITED = """
SELECT target_document_id, NULL, NULL, count(DISTINCT document_id) FROM citations INDEXED BY citations_cited
WHERE target_document_id IS NOT NULL AND relation IN (SELECT value FROM json_each(:relations))
GROUP BY target_document_id ORDER BY 4 DESC, 1 LIMIT :most
"""
_MOST_MISSED = """
SELECT NULL, number_key, issued_on, count(DISTINCT document_id) FROM citations INDEXED BY citations_missed
WHERE target_document_id IS NULL AND relation IN (SELECT value FROM json_each(:relations))
GROUP BY number_key, issued_on ORDER BY 4 DESC, 2, 3 LIMIT :most
"""
_MOST_MISSED_AT_ALL = """
SELECT NULL, number_key, issued_on, documents FROM missing_documents ORDER BY documents DESC, id LIMIT :most
"""
_MOST_CITING = """
SELECT document_id, count(*) FROM citations INDEXED BY citations_citing
WHERE relation IN (SELECT value FROM json_each(:relations)) GROUP BY document_id ORDER BY 2 DESC, 1 LIMIT :most
"""
_SIZE = """
SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM missing_documents)
"""
_NAMED = "SELECT id, number, kind_name, issued_on, subject, source_path FROM documents WHERE number_key = ? ORDER BY issued_on LIMIT 50"
_NAMED_MISSING = (
    "SELECT number_key, number, issued_on, max(issuer) AS issuer, max(subject) AS subject FROM citations "
    "WHERE number_key = ?1 AND target_document_id IS NULL AND (issued_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM citations "
    "WHERE number_key = ?1 AND target_document_id IS NULL AND issued_on IS NOT NULL)) "
    "GROUP BY issued_on ORDER BY issued_on LIMIT 50"
)


class Node(NamedTuple):
    """A document: by its id where it is held, else by the key of its number and its day."""

    id: str
    key: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A node as it is drawn."""

    number: str
    day: str | None
    title: str
    link: str
    held: bool
    chosen: bool


Edges = dict[tuple[Node, Node], dict[str, Any]]
"""Citing and cited, with the row of the citation that says most."""


async def citations(visit: Visit) -> Response:
    """The neighbourhood of one document, or the most cited ones, drawn and in a table."""
    relations = [name for name in visit.several("relation") if name in get_args(Relation)] or list(get_args(Relation))
    number = visit.one("number")
    chosen = None if number else await _chosen(visit)
    if number:
        key = number_key(number)
        held, missed = await visit.rows(_NAMED, [key]), await visit.rows(_NAMED_MISSING, [key])
        if len(held) + len(missed) != 1:
            return await visit.page("citations_named.html", number=number, held=held, missed=missed)
        chosen = Node(held[0]["id"]) if held else Node("", key, missed[0]["issued_on"] or "")
    graph = _Graph(visit, relations)
    if chosen:
        await graph.around(chosen, visit.whole("steps", 1, most=2))
        total = len(graph.nodes)
    else:
        total = await graph.most_cited()
    nodes = graph.kept(chosen)
    await graph.join(nodes)
    edges = {edge: row for edge, row in graph.edges.items() if edge[0] in nodes and edge[1] in nodes}
    shown = await _shown(visit, nodes, edges, chosen)
    if visit.form:
        return visit.file(_frame(edges, shown), "citations")
    names = {node: str(nth) for nth, node in enumerate(nodes)}
    drawing = draw(
        {names[node]: int(one.day[:4]) if one.day else None for node, one in shown.items()},
        [(names[citing], names[cited]) for citing, cited in edges],
    )
    return await visit.page(
        "citations.html",
        drawing=drawing,
        size=(WIDTH, HEIGHT),
        nodes=[(one, drawing.places[names[node]]) for node, one in shown.items()],
        edges=[
            (row, shown[citing], shown[cited], drawing.paths.get((names[citing], names[cited])))
            for (citing, cited), row in sorted(edges.items(), key=lambda e: (shown[e[0][0]].day or "9", e[0]))
        ],
        chosen=shown.get(chosen) if chosen else None,
        left_out=max(0, total - len(nodes)),
        cut=graph.cut,
        relations=_HEAVY,
        wanted=relations,
    )


async def _chosen(visit: Visit) -> Node | None:
    """The document whose neighbourhood the address asks for."""
    if id_ := visit.one("document"):
        if not await visit.rows("SELECT 1 FROM documents WHERE id = ?", [id_]):
            raise NotFound("")
        return Node(id_)
    if key := visit.one("key"):
        day = visit.one("day") or ""
        return Node("", key, day if _DAY.fullmatch(day) else "")
    return None


class _Graph:
    """What is found of the graph: nodes in the order in which they matter, edges by relation."""

    def __init__(self, visit: Visit, relations: Sequence[str]) -> None:
        self._visit = visit
        self._relations = json.dumps(sorted(relations))
        self.nodes: dict[Node, int] = {}
        """With how many steps from the chosen one."""
        self.edges: Edges = {}
        self.cut = False
        """Whether a document is cited so often that not all who cite it were read."""

    async def around(self, chosen: Node, steps: int) -> None:
        """The documents that a document cites and that cite it, and theirs."""
        self.nodes[chosen] = 0
        for step in range(1, steps + 1):
            ring = [node for node, near in self.nodes.items() if near == step - 1]
            ids = [node.id for node in ring if node.id]
            found = await self._read(_CITING, ids=ids) + await self._read(_CITED, ids=ids)
            for node in ring if step == 1 else ():
                if not node.id:
                    found += await self._read(_NOT_HELD, key=node.key, day=node.day)
            self._add(found, chosen)
            # The nearest by the relations that say most, the newest first: all of them may be too many to be drawn.
            near = sorted(self.edges.items(), key=lambda e: e[1]["issued_on"] or "", reverse=True)
            for (citing, cited), _ in sorted(near, key=lambda e: _HEAVY.index(e[1]["relation"])):
                for node in (citing, cited):
                    self.nodes.setdefault(node, step)

    async def most_cited(self) -> int:
        """The documents that are cited and that cite most; gives how many documents there are."""
        tops, size = await self._visit.kept(("most cited", self._relations), partial(_tops, self._relations))
        self.nodes = dict.fromkeys(tops, 0)
        return size

    def kept(self, chosen: Node | None) -> list[Node]:
        """As many nodes as can be drawn, the nearest."""
        nodes = sorted(self.nodes, key=lambda node: self.nodes[node])[:_MOST]
        return nodes if chosen is None or chosen in nodes else [chosen, *nodes[: _MOST - 1]]

    async def join(self, nodes: Collection[Node]) -> None:
        """Read the edges between some nodes."""
        self._add(await self._read(_CITING, ids=[node.id for node in nodes if node.id]), None, nodes)

    async def _read(self, which: str, **given: Any) -> list[dict[str, Any]]:
        sql = {name: json.dumps(value) if isinstance(value, list) else value for name, value in given.items()}
        asked = {**sql, "relations": self._relations, "most": _MOST_EDGES}
        rows = await self._visit.rows(_EDGES.format(which=which), asked)
        self.cut |= len(rows) == _MOST_EDGES
        return rows

    def _add(self, rows: Iterable[dict[str, Any]], chosen: Node | None, among: Collection[Node] = ()) -> None:
        days: dict[str, set[str]] = {}
        rows = list(rows)
        for node in (*among, *self.nodes):
            if node.key and node.day:
                days.setdefault(node.key, set()).add(node.day)
        for row in rows:
            if row["held"] is None and row["issued_on"]:
                days.setdefault(row["number_key"], set()).add(row["issued_on"])
        for row in rows:
            cited = Node(row["held"]) if row["held"] else self._missed(row, days, chosen)
            edge = (Node(row["citing"]), cited)
            known = self.edges.get(edge)
            if edge[0] != cited and (known is None or _says_more(row, known)):
                self.edges[edge] = row

    def _missed(self, row: dict[str, Any], days: dict[str, set[str]], chosen: Node | None) -> Node:
        """The node of a document that is not held: a citation without a day is of the one of its number, if it is one."""
        if chosen and chosen.key == row["number_key"] and chosen.day in ("", row["issued_on"] or chosen.day):
            return chosen
        known = days.get(row["number_key"], set())
        return Node("", row["number_key"], row["issued_on"] or (next(iter(known)) if len(known) == 1 else ""))


def _says_more(row: dict[str, Any], known: dict[str, Any]) -> bool:
    return _HEAVY.index(row["relation"]) < _HEAVY.index(known["relation"])


def _tops(relations: str, connection: sqlite3.Connection) -> tuple[list[Node], int]:
    """The most cited documents and those that cite most, half and half; and how many there are."""
    size = sum(connection.execute(_SIZE).fetchone())
    given = {"relations": relations, "most": _MOST}
    missed = _MOST_MISSED if len(json.loads(relations)) < len(get_args(Relation)) else _MOST_MISSED_AT_ALL
    cited = [tuple(row) for sql in (_MOST_CITED, missed) for row in connection.execute(sql, given)]
    cited.sort(key=lambda row: -row[3])
    dated = {key for _, key, day, _ in cited if key and day}
    # A citation without a day of a number that is cited with one is no document of its own.
    nodes = [Node(id_ or "", key or "", day or "") for id_, key, day, _ in cited if day or key not in dated]
    citing = [Node(row[0]) for row in connection.execute(_MOST_CITING, given)]
    half = nodes[: _MOST // 2]
    rest = [node for node in (*citing, *nodes[_MOST // 2 :]) if node not in half]
    return list(dict.fromkeys((*half, *rest)))[:_MOST], size


async def _shown(visit: Visit, nodes: Sequence[Node], edges: Edges, chosen: Node | None) -> dict[Node, Shown]:
    """The nodes as they are drawn."""
    heads = {row["id"]: row for row in await visit.rows(_HEADS, [json.dumps([node.id for node in nodes if node.id])])}
    told: dict[Node, list[dict[str, Any]]] = {}
    for (_, cited), row in edges.items():
        told.setdefault(cited, []).append(row)
    shown = {}
    for node in nodes:
        if node.id:
            head = heads[node.id]
            link = visit.link("/citations", document=node.id)
            title = " · ".join(filter(None, (head["kind_name"], head["issuer"], head["subject"])))
            shown[node] = Shown(head["number"], head["issued_on"], title, link, True, node == chosen)
            continue
        rows = told.get(node) or await visit.rows(_NAMED_MISSING, [node.key])
        issuer = Counter(row["issuer"] for row in rows if row["issuer"]).most_common(1)
        subject = next((row["subject"] for row in rows if row["subject"]), None)
        number = next((row["number"] for row in rows if row["number"]), None) or subject or node.key
        link = visit.link("/citations", key=node.key, day=node.day or None)
        title = " · ".join(filter(None, (issuer[0][0] if issuer else None, subject)))
        shown[node] = Shown(number, node.day or None, title, link, False, node == chosen)
    return shown


def _frame(edges: Edges, shown: dict[Node, Shown]) -> pd.DataFrame:
    rows = [
        (shown[citing].number, shown[citing].day, row["relation"], shown[cited].number, shown[cited].day, shown[cited].held,
         citing.id, cited.id, row["page"], row["start"], row["end"])
        for (citing, cited), row in edges.items()
    ]  # fmt: skip
    columns = ["document", "issued_on", "relation", "number", "cited_issued_on", "held", "document_id", "target_document_id",
               "page", "start", "end"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype="object").convert_dtypes()


ROUTES: list[tuple[str, View]] = [("/citations" + FORM, citations)]
