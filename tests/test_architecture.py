"""Imports go one way, modules stay small, and the command's help loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

ROOMS = ("read", "normalize", "structure", "extract", "link", "audit", "store", "query", "web")
BASE = {"records", "errors", "labels", "loading"}
IN_CIRCLES = {
    ("extract", "organisations", "citations"),  # a law's name is no body's
    ("extract", "places", "organisations"),  # several places of one body: 'UBND các xã'
    ("extract", "tables", "amounts"),  # units of money in headings
    ("link", "sums", "funds"),  # sums part by fund, and funds follow the sums
}
"""Of a room's packages, who imports one that imports it in turn."""
MODULES = sorted((ROOT / "pipeline").rglob("*.py")) + sorted((ROOT / "flows").glob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_records_and_rooms_to_its_left(room: str) -> None:
    allowed = BASE | set(ROOMS[: ROOMS.index(room) + 1])
    for path in (ROOT / "pipeline" / room).rglob("*.py"):
        for name in _imports(path):
            top, _, rest = name.partition(".")
            assert top != "flows", f"{path} imports {name}"
            if top == "pipeline" and rest:
                assert rest.split(".")[0] in allowed, f"{path} imports {name}"


def _imports_inside(room: str) -> Iterator[tuple[str, str]]:
    """Who imports whom of a room's packages and of the modules beside them."""
    folder, inside = ROOT / "pipeline" / room, f"pipeline.{room.replace('/', '.')}."
    for path in folder.rglob("*.py"):
        importer = path.relative_to(folder).with_suffix("").parts[0]
        for name in _imports(path):
            imported = name.removeprefix(inside).split(".")[0]
            if name.startswith(inside) and imported != importer:
                yield importer, imported


@pytest.mark.parametrize("room", [*ROOMS, "extract/projects"])
def test_the_packages_of_a_room_import_one_another_in_no_circle_but_those_named(room: str) -> None:
    found = set(_imports_inside(room))
    named = {(importer, imported) for where, importer, imported in IN_CIRCLES if where == room}
    assert named <= found
    for spared in (None, *named):  # each that is named closes a circle
        graph: dict[str, set[str]] = {}
        for importer, imported in found - named | ({spared} if spared else set()):
            graph.setdefault(importer, set()).add(imported)
        if spared is None:
            TopologicalSorter(graph).prepare()
        else:
            with pytest.raises(CycleError):
                TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_mention_is_is_asked_of_its_record_and_not_of_its_rules_name(path: Path) -> None:
    """A rule's name says how a fact was found: it may be renamed, and a person's correction takes its place."""
    compared = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and any(isinstance(side, ast.Attribute) and side.attr == "rule" for side in (node.left, *node.comparators))
    ]
    assert not compared or path.parent.name == "records"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_binds_a_name_twice(path: Path) -> None:
    bound = list[str]()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            bound.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            bound += [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    assert sorted(bound) == sorted(set(bound))


def test_records_import_no_room() -> None:
    for path in (
        *(ROOT / "pipeline" / "records").glob("*.py"),
        *(ROOT / "pipeline" / f"{name}.py" for name in BASE - {"records"}),
    ):
        for name in _imports(path):
            ours = name.startswith(("pipeline", "flows")) and name != "pipeline"  # which holds the versions
            assert not ours or name.startswith("pipeline.records"), f"{path}: {name}"


def test_the_flows_import_one_another_in_no_circle() -> None:
    flows = {f"flows.{path.stem}": path for path in (ROOT / "flows").glob("*.py")}
    graph = {name: {other for other in _imports(path) if other in flows} for name, path in flows.items()}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_held_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_every_room_says_what_comes_in_and_goes_out() -> None:
    for room in ROOMS:
        doc = ast.get_docstring(ast.parse((ROOT / "pipeline" / room / "__init__.py").read_text(encoding="utf-8")))
        assert doc and " in" in doc and "new" in doc, room


@pytest.mark.parametrize(
    "arguments", [["--help"], ["show", "15/2021/NQ-HĐND"], ["search", "đường"]], ids=lambda given: given[0]
)
def test_a_command_that_reads_imports_nothing_heavy(arguments: list[str], archive: Path) -> None:
    given = ["vanban", *arguments] if arguments == ["--help"] else ["vanban", *arguments, "--db", str(archive)]
    script = (
        f"import sys; sys.argv = {given!r}\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('prefect', 'spacy', 'underthesea', 'pandas', 'sqlite_utils', 'datasette', 'pdfplumber', 'pipeline.extract.components')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.rstrip().endswith("[]")


def test_an_ingest_loads_nothing_heavy_but_in_its_workers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Số: 1/BC-SNN\n\nBÁO CÁO\nViệc 1\n\nChi 5 tỷ đồng.\n", encoding="utf-8")
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from flows.ingest import ingest\n"
        "from flows.runners import Options\n"
        f"assert ingest([Path({str(tmp_path / 'a.txt')!r})], Path({str(tmp_path / 'a.db')!r}), Options(runner='direct')).tally.added\n"
        "heavy = ('prefect', 'spacy', 'underthesea', 'pandas', 'pyarrow', 'datasette', 'pdfplumber', 'pypdfium2')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.rstrip().endswith("[]")
