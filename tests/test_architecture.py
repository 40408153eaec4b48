"""The house keeps its walls, its layers and its habits; each rule is shown a file that it must refuse."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What each part of the package may import of the package; all may import `errors`.
LAYERS = {
    "__init__": "",
    "errors": "",
    "resources": "",
    "files": "",
    "settings": "domain files resources",
    "domain": "domain",
    "formats": "domain formats",
    "suggest": "domain suggest",
    "storage": "domain storage",
    "services": "domain formats suggest storage services files resources settings",
    "doctor": "storage services settings",
    "ui": "domain formats suggest storage services files resources settings doctor ui __init__",
    "cli": "domain formats suggest storage services files resources settings doctor terminal ui cli __init__"
    " cli_assign cli_consistency cli_copies cli_damage cli_export cli_formats cli_release cli_report",
    "cli_assign": "storage services files settings terminal",
    "cli_consistency": "domain services terminal",
    "cli_damage": "domain services terminal",
    "cli_copies": "services terminal",
    "cli_export": "domain formats services files terminal",
    "cli_formats": "formats services terminal",
    "cli_release": "services files settings storage terminal",
    "cli_report": "services files terminal",
    "terminal": "storage services files settings",
    "__main__": "files cli ui",
}
QT = {"PySide6", "shiboken6"}
SQLITE = {"sqlite3", "sqlite_utils", "apsw"}
OFFSETS = "annotator/ui/reader/offsets.py"
QT_POSITIONS = {
    *("QTextCursor", "textCursor", "setTextCursor", "setPosition", "selectionStart", "selectionEnd"),
    *("toPlainText", "xToCursor", "cursorToX", "lineForTextPosition"),
}
OWN_WORDS = {"annotator/ui/panels/notes_page.py"}  # reads back what a person writes here, never an article
SQL = re.compile(
    r"select\b.*\bfrom\b|with\b.*\bselect\b|insert\s+(or\s+\w+\s+)?into\b|update\s+\w+\s+set\b|delete\s+from\b"
    r"|create\s+(virtual\s+|temp\s+)?(table|index|trigger|view)\b|(drop|alter)\s+(table|index|view)\b"
    r"|pragma\s+\w+|begin\s+(immediate|exclusive)\b|savepoint\s+\w+|attach\s+database\b|vacuum\b",
    re.DOTALL | re.IGNORECASE,
)
CATCHES_ALL = {"annotator/ui/jobs.py"}  # the last frame of the worker thread
FILE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 300, 60
TOP = {"LICENSE", "README.md", "annotator", "corpus", "pyproject.toml", "resources", "run.py", "tests"}
MACHINE = re.compile(rb"(?<![\w.:/~-])/(work|root|home/\w+|Users/\w+|opt/\w+)/")


class Source:
    """One Python file: where it is in the repository, and what it says."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        parts = Path(path).with_suffix("").parts
        self.part = parts[1] if parts[0] == "annotator" else ""  # a folder or single module of the package

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    def imports(self) -> Iterator[tuple[int, str]]:
        """The line and the dotted name of all that is imported; a relative name begins with a dot."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                prefix = "." * node.level + (node.module or "")
                yield from ((node.lineno, f"{prefix}.{name.name}") for name in node.names)

    def strings(self) -> Iterator[tuple[int, str]]:
        """The line and the text of every string but docstrings; `_` stands for what an f-string puts in."""
        passed = {id(node.value) for node in self.nodes if isinstance(node, ast.Expr)}
        for node in self.nodes:
            if isinstance(node, ast.JoinedStr):
                passed.update(id(value) for value in node.values)
                values = (value.value if isinstance(value, ast.Constant) else "_" for value in node.values)
                yield node.lineno, "".join(map(str, values))
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
                yield node.lineno, node.value


Findings = Iterator[tuple[int, str]]


def qt_outside_ui(source: Source) -> Findings:
    if source.part not in ("", "ui"):
        yield from ((line, name) for line, name in source.imports() if name.split(".")[0] in QT)


def sqlite_outside_storage(source: Source) -> Findings:
    if source.part not in ("", "storage"):
        yield from ((line, name) for line, name in source.imports() if name.split(".")[0] in SQLITE)


def sql_outside_storage(source: Source) -> Findings:
    if source.part not in ("", "storage"):
        for line, text in source.strings():
            first = text.split(maxsplit=1)[0] if text.strip() else ""
            if first in (first.lower(), first.upper()) and SQL.match(
                text.strip()
            ):  # "Select one from" is no SQL
                yield line, text.strip()[:60]


def qt_positions_outside_offsets(source: Source) -> Findings:
    if source.part == "" or source.path == OFFSETS:
        return
    for node in source.nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name == "toPlainText" and source.path in OWN_WORDS:
                continue
            if name in QT_POSITIONS or (name == "position" and "cursor" in ast.unparse(node).lower()):
                yield node.lineno, name


def imports_against_the_layers(source: Source) -> Findings:
    if source.part == "":
        return
    if source.part not in LAYERS:
        yield 1, f"{source.part} has no place among the layers"
    allowed = {"errors", *LAYERS.get(source.part, "").split()}
    for line, name in source.imports():
        first, *rest = name.split(".")
        part = rest[0] if rest and rest[0] in LAYERS else "__init__"
        if first == "" or (first == "annotator" and part not in allowed):
            yield line, f"{source.part} imports {name}"


def too_long(source: Source) -> Findings:
    lines = source.text.count("\n")
    if lines >= FILE_LINES:
        yield 1, f"the file has {lines} lines"
    for node in source.nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length >= (CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES):
                yield node.lineno, f"{node.name} has {length} lines"


def catches_everything(source: Source) -> Findings:
    for node in source.nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            yield node.lineno, "a bare except"
        elif re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)) and source.path not in CATCHES_ALL:
            passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if not passed_on:
                yield node.lineno, f"keeps {ast.unparse(node.type)} to itself"


def splits_at_other_than_newlines(source: Source) -> Findings:
    if not source.path.startswith("tests/"):
        for node in source.nodes:
            if isinstance(node, ast.Attribute) and node.attr == "splitlines":
                yield node.lineno, "splitlines also cuts at U+2028, U+0085 and form feeds"


def does_not_introduce_itself(source: Source) -> Findings:
    if not source.path.startswith("tests/") and ast.get_docstring(ast.parse(source.text)) is None:
        yield 1, "the module has no docstring"


# Per rule: a path, what must be refused there, what must be let through there.
LINE = "    x = 1\n"
SAMPLES: dict[Callable[[Source], Findings], list[tuple[str, str, str]]] = {
    qt_outside_ui: [
        ("annotator/cli.py", "from PySide6.QtCore import QObject", "from annotator.ui import app"),
        ("annotator/domain/text.py", "def f():\n    import PySide6", "import regex"),
    ],
    sqlite_outside_storage: [
        ("annotator/services/a.py", "import sqlite3 as s", "from annotator.storage import project"),
        ("annotator/ui/a.py", "from sqlite_utils import Database", "import json"),
    ],
    sql_outside_storage: [
        ("annotator/ui/a.py", "q = ' select a\\nfrom b'", "q = 'Select a word from the list.'"),
        ("annotator/cli.py", "q = f'UPDATE {table} SET a = 1'", "q = 'update the list'"),
        ("annotator/services/a.py", "q = 'pragma user_version'", "'''select all from here'''"),
    ],
    qt_positions_outside_offsets: [
        ("annotator/ui/a.py", "n = edit.toPlainText()", "n = edit.text()"),
        ("annotator/ui/reader/reader.py", "n = cursor.position()", "n = event.position()"),
        ("annotator/ui/reader/keys.py", "from x import y\nn = y(QTextCursor)", "n = 'QTextCursor'"),
    ],
    imports_against_the_layers: [
        ("annotator/domain/a.py", "from annotator.storage import log", "from annotator.domain import text"),
        ("annotator/storage/a.py", "from annotator import formats", "import annotator.errors"),
        ("annotator/ui/a.py", "import annotator.cli", "from annotator import __version__"),
        ("annotator/services/a.py", "from ..ui import app", "import annotator.storage.project"),
        ("annotator/formats/a.py", "import annotator.suggest", "from annotator.formats.b import c"),
    ],
    too_long: [
        ("tests/a.py", "x = 1\n" * FILE_LINES, "x = 1\n" * (FILE_LINES - 1)),
        ("annotator/cli.py", "class A:\n" + LINE * CLASS_LINES, "class A:\n" + LINE * (CLASS_LINES - 2)),
        ("run.py", "def f():\n" + LINE * FUNCTION_LINES, "def f():\n" + LINE * (FUNCTION_LINES - 2)),
    ],
    catches_everything: [
        ("annotator/ui/jobs.py", "try: f()\nexcept: g()", "try: f()\nexcept Exception: g()"),
        ("annotator/a.py", "try: f()\nexcept (OSError, Exception): g()", "try: f()\nexcept OSError: g()"),
        ("annotator/a.py", "try: f()\nexcept BaseException: g()", "try: f()\nexcept BaseException: raise"),
    ],
    splits_at_other_than_newlines: [("annotator/a.py", "t.splitlines()", "t.split('\\n')")],
    does_not_introduce_itself: [("annotator/a.py", "import json", "'''What it gives.'''\nimport json")],
}


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The paths in the repository, as git has them; without git the test is skipped."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This is no checkout: git lists no files here.")
    return [path for path in listed.stdout.decode().split("\0") if (ROOT / path).is_file()]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    folders = ("annotator", "corpus", "tests", ".")
    paths = [path for name in folders for path in (ROOT / name).glob("*.py" if name == "." else "**/*.py")]
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_nothing_in_the_house(rule: Callable[[Source], Findings], sources: list[Source]) -> None:
    assert len(sources) > 20
    found = [f"{source.path}:{line}: {what}" for source in sources for line, what in rule(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_a_rule_refuses_what_it_is_for_and_nothing_else(rule: Callable[[Source], Findings]) -> None:
    for path, bad, good in SAMPLES[rule]:
        assert list(rule(Source(path, bad))), bad
        assert not list(rule(Source(path, good))), good


def test_a_part_of_the_package_without_a_place_among_the_layers_is_refused() -> None:
    assert list(imports_against_the_layers(Source("annotator/helpers/a.py", "")))


def test_the_walls_keep_out_only_others() -> None:
    for path in ("annotator/ui/a.py", "tests/ui/test_a.py"):
        assert not list(qt_outside_ui(Source(path, "import PySide6")))
    assert not list(sql_outside_storage(Source("annotator/storage/a.py", "q = 'select a from b'")))
    assert not list(qt_positions_outside_offsets(Source(OFFSETS, "n = cursor.position()")))


def strangers(paths: list[str]) -> set[str]:
    """The entries at the top of the repository that have no place there; dot files may be there."""
    return {top for path in paths if not (top := path.split("/")[0]).startswith(".")} - TOP


def test_the_top_of_the_repository_holds_what_it_should_and_no_more(tracked: list[str]) -> None:
    assert strangers(tracked) == set()
    assert strangers([".ci/run", "run.py", "notes.txt", "scripts/a.py"]) == {"notes.txt", "scripts"}


def test_no_file_names_a_place_on_one_machine(tracked: list[str]) -> None:
    named = [path for path in tracked if MACHINE.search((ROOT / path).read_bytes())]
    assert named == []
    places = [f"cd {'/'}work/tree", f"'{'/'}root/.config'", f"open({'/'}home/ann/a.txt)"]
    assert all(MACHINE.search(place.encode()) for place in places)
    assert not MACHINE.search(b"https://example.org/work/1, ~/work/tree, and/root/")
