"""Measures what design asks for and prints a table: `run.py bench [--documents N] [--only NAME] [--write]`.

A benchmark is a module of this folder with `rows(bench)`. A hundred thousand documents take some minutes.
"""

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BENCHMARKS = (
    *("startup", "labelling", "browsing", "reader", "list", "inout", "storage_size"),
    *("copies", "suggest", "motor"),
)
README = Path(__file__).with_name("README.md")
_HOME = {"HOME": "", "USERPROFILE": "", "APPDATA": "roaming", "LOCALAPPDATA": "local"}
_XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where that was asked for."""
    asked = _parser().parse_args(arguments)
    with home_of_its_own() as folder:
        from tests.benchmarks import harness

        bench = harness.Bench(folder, asked.documents, kept=_kept(asked.keep, asked.documents))
        rows: list[harness.Row] = []
        for name in asked.only or BENCHMARKS:
            harness.say(name)
            for row in import_module(f"tests.benchmarks.{name}").rows(bench):
                harness.say(f"  {row.what}: {row.measured}")
                rows.append(row)
    table = harness.table(rows)
    print(table)
    if asked.write:
        write(README, asked.documents, table)
    return 0


def write(readme: Path, documents: int, table: str) -> None:
    """Put the table, and what it was measured on, between the marks of this number of documents."""
    begin, end = f"<!-- {documents} -->", f"<!-- end of {documents} -->"
    before, _, rest = readme.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    if not after:
        raise SystemExit(f"{readme.name} has no place for {documents} documents: {begin} {end}")
    text = f"{before}{begin}\n{machine()}\n\n{table}\n{end}{after}"
    readme.write_text(text, encoding="utf-8", newline="\n")


def machine() -> str:
    """What the figures depend on."""
    import PySide6

    parts = (
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{os.cpu_count()} cores",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"PySide6 {PySide6.__version__}",
    )
    return ", ".join(parts) + "."


@contextmanager
def home_of_its_own() -> Iterator[Path]:
    """A folder for everything, which programs started from here take for the person's home as well."""
    with tempfile.TemporaryDirectory(prefix="annotator-bench-", ignore_cleanup_errors=True) as name:
        folders = _HOME | {name: name.lower() for name in _XDG}
        for variable, folder in folders.items():
            Path(name, folder).mkdir(exist_ok=True)
            os.environ[variable] = str(Path(name, folder))
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        yield Path(name)


def _kept(folder: Path | None, documents: int) -> Path | None:
    """The folder in which the big project of so many documents outlives the run."""
    if folder is None:
        return None
    kept = (folder / str(documents)).resolve()
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure speed and size.")
    parser.add_argument("--documents", type=int, default=100_000, help="in the big project")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="one of them; can be repeated")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the big project is made, or found")
    parser.add_argument("--write", action="store_true", help="put the table into the readme beside this file")
    return parser


if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # modules here are named as parts of the program are, and one as a type
    sys.exit(main(sys.argv[1:]))
