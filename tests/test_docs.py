"""What the documents show can be done: the commands run, the links lead somewhere, the sizes are kept."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(ROOT.glob("**/README.md"), key=str)
OURS = [path for path in DOCUMENTS if not {".venv", "node_modules"} & set(path.relative_to(ROOT).parts)]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(text):
    """The code blocks without a language: what a person types."""
    return [found.split("\n") for found in re.findall(r"```\n(.*?)\n```", text, re.DOTALL)]


def commands(word):
    """The lines of the README that begin with a word."""
    return [line for block in blocks(README) for line in block if line.startswith(word)]


def test_the_readme_is_short():
    assert len(README.split("\n")) <= 200


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_it(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_commands_of_the_readme_run_one_after_the_other(tmp_path):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    lines = commands("annotator ")
    assert len(lines) > 3
    for line in lines:
        run = subprocess.run(
            [sys.executable, "-m", *line.split()],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert run.returncode == 0, f"{line}\n{run.stderr}"
    for made in ("sample/window.png", "sample/gold.jsonl", "gold.jsonl"):
        assert (tmp_path / made).stat().st_size > 0, made


@pytest.mark.parametrize("line", commands("python3 run.py"))
def test_run_py_knows_what_the_readme_asks_of_it(line):
    asked = line.split()[2:]
    run = (ROOT / "run.py").read_text("utf-8")
    assert not asked or f'"{asked[0]}"' in run
