"""The way in: window or command line, nothing too early, and a sentence instead of a traceback."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from annotator import __main__ as way_in
from annotator.errors import Refused, UserError

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "arguments", [[], ["news.annot"], ["./news"], ["C:\\news\\a.annot"], ["folder/news"]]
)
def test_nothing_or_one_path_opens_the_window(arguments: list[str]) -> None:
    assert way_in.wants_window(arguments)


@pytest.mark.parametrize(
    "arguments", [["demo"], ["--help"], ["--version"], ["check", "a.annot"], ["a.annot", "-x"]]
)
def test_commands_and_options_go_to_the_command_line(arguments: list[str]) -> None:
    assert not way_in.wants_window(arguments)


def window_that(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> None:
    def run(path: str | None) -> int:
        if error:
            raise error
        return 5 if path else 4

    app = ModuleType("annotator.ui.app")
    app.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.ui.app", app)


def test_the_exit_code_is_the_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    window_that(monkeypatch, None)
    assert way_in.main([]) == 4
    assert way_in.main(["a.annot"]) == 5


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UserError("a.annot does not exist.", "Was it moved?"), "a.annot does not exist.\nWas it moved?\n"),
        (UserError("The disk is full."), "The disk is full.\n"),
        (Refused("Select some words first."), "Select some words first.\n"),
        (
            ImportError("libEGL.so.1: cannot open", name="PySide6.QtGui"),
            "Qt cannot be loaded: libEGL.so.1: cannot open.\nannotator doctor names what is missing.\n",
        ),
    ],
)
def test_what_the_world_is_to_blame_for_is_a_sentence_with_a_hint_and_1(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window_that(monkeypatch, error)
    assert way_in.main([]) == 1
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("bug", [ValueError("a bug"), ImportError("no module", name="annotator.ui.gone")])
def test_a_bug_stays_a_bug(bug: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    window_that(monkeypatch, bug)
    with pytest.raises(type(bug)):
        way_in.main([])


def in_a_process(*arguments: str | bytes, **named: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *arguments]
    named.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        command,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=ROOT,
        **named,
    )


def is_told(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether it failed with a sentence, and perhaps a hint."""
    return done.returncode == 1 and 1 <= len(done.stderr.strip().split("\n")) <= 2


def test_a_path_where_nothing_is_opens_no_window() -> None:
    done = in_a_process("typo.annot")
    assert is_told(done)
    assert done.stderr.startswith("typo.annot does not exist.")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a display")
def test_without_a_display_the_window_says_so(tmp_path: Path) -> None:
    unseen = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in unseen}
    (tmp_path / "a.annot").touch()
    done = in_a_process(str(tmp_path / "a.annot"), env=environment)
    assert is_told(done)
    assert done.stderr.startswith("There is no display")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", [["formats"], ["--help"]])
def test_an_output_that_is_full_is_a_sentence(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = in_a_process(*command, stdout=full)
    assert is_told(done)
    assert "no room left" in done.stderr


def test_an_output_that_nobody_reads_ends_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = in_a_process("formats", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_that_is_not_utf8_gets_utf8_all_the_same(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = in_a_process("info", str(tmp_path / "für.annot"), env=environment)
    assert is_told(done)
    assert "für.annot does not exist" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes")
@pytest.mark.parametrize(
    "arguments",
    [
        ["new", b"b\xff.annot", "--scheme", b"b\xff"],
        ["info", b"b\xff.annot"],
        ["import", b"b\xff.annot", b"c\xff.txt"],
        [b"b\xff.annot"],
        ["x" * 5000],
        ["info", "x" * 5000 + ".annot"],
        ["x" * 5000 + ".annot"],
        ["new", "/dev/null/x.annot"],
        ["new", "x" * 300 + ".annot"],
    ],
)
def test_names_that_no_file_has_are_a_sentence(arguments: list[str | bytes], tmp_path: Path) -> None:
    done = in_a_process(*arguments)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_settings_that_may_not_be_read_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "annotator").mkdir()
    (tmp_path / "annotator" / "settings.json").touch(mode=0)
    assert is_told(
        in_a_process("new", str(tmp_path / "a.annot"), env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)})
    )


def test_settings_that_are_a_folder_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "annotator" / "settings.json").mkdir(parents=True)
    done = in_a_process(
        "new", str(tmp_path / "a.annot"), env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    )
    assert is_told(done)


def test_the_way_in_loads_nothing_that_the_first_paint_would_wait_for() -> None:
    late = "{'click', 'sqlite_utils', 'asyncio', 'PySide6'}"
    script = f"import sys, annotator.__main__; print(sorted({late} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
