"""The way in: window or command line, nothing too early, and a sentence instead of a traceback."""

import subprocess
import sys
from types import ModuleType

import pytest

from annotator import __main__ as way_in
from annotator.errors import Refused, UserError


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


def test_the_way_in_loads_nothing_that_the_first_paint_would_wait_for() -> None:
    late = "{'click', 'sqlite_utils', 'asyncio', 'PySide6'}"
    script = f"import sys, annotator.__main__; print(sorted({late} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
