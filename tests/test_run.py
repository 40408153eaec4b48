"""run.py decides rightly: what to start, what to install, which system libraries are missing."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LDD = """\
/venv/Qt/lib/libQt6Gui.so.6:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibQt6Core.so.6 => /venv/Qt/lib/libQt6Core.so.6 (0x00007f8a)
\tlibEGL.so.1 => not found
\tlibGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f8b)
/venv/Qt/plugins/platforms/libqxcb.so:
\tlibGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""


@pytest.fixture
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def which(*present: str) -> object:
    return lambda name: f"/usr/bin/{name}" if name in present else None


def test_nothing_said_opens_the_sample_project_and_other_words_go_to_annotator(run: ModuleType) -> None:
    annotator = ["-P", "-m", "annotator"]
    assert run.commands([]) == [[*annotator, "demo"]]
    assert run.commands(["export", "a.annot", "-o", "-"]) == [[*annotator, "export", "a.annot", "-o", "-"]]
    assert run.commands(["a project.annot"]) == [[*annotator, "a project.annot"]]


def test_the_whole_suite_runs_in_several_processes_and_a_part_of_it_in_one(run: ModuleType) -> None:
    assert run.commands(["test"])[0][:4] == ["-m", "pytest", "-n", "auto"]
    assert run.commands(["test", "tests/domain", "-k", "a word"]) == [
        ["-m", "pytest", "tests/domain", "-k", "a word"]
    ]


def test_lint_checks_style_form_and_types(run: ModuleType) -> None:
    assert [line[1] for line in run.commands(["lint"])] == ["ruff", "ruff", "mypy"]


def test_the_scripts_get_their_arguments(run: ModuleType) -> None:
    assert run.commands(["bench", "reader"]) == [["tests/benchmarks/run.py", "reader"]]
    assert run.commands(["pictures"]) == [["tests/pictures.py"]]


def test_the_first_exit_code_that_is_not_0_is_the_answer(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter([0, 3, 1])
    monkeypatch.setattr(run.subprocess, "call", lambda *_, **__: next(codes))
    assert run.run_all([["a"], ["b"], ["c"]], {}, ROOT) == 3


@pytest.mark.parametrize(
    ("task", "system", "environment", "offscreen"),
    [
        (None, "linux", {}, True),
        (None, "linux", {"DISPLAY": ""}, True),
        (None, "linux", {"DISPLAY": ":0"}, False),
        (None, "linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        (None, "linux", {"QT_QPA_PLATFORM": "vnc"}, False),
        (None, "darwin", {}, False),
        (None, "win32", {}, False),
        ("test", "linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("pictures", "darwin", {}, True),
    ],
)
def test_qt_draws_into_memory_for_tasks_and_where_there_is_no_display(
    run: ModuleType, task: str | None, system: str, environment: dict[str, str], offscreen: bool
) -> None:
    expected = {"QT_QPA_PLATFORM": "offscreen"} if offscreen else {}
    assert run.qt_platform(task, system, environment) == expected


def test_it_installs_again_only_when_the_project_file_the_folder_or_the_wish_changed(run: ModuleType) -> None:
    here, there = Path("/a"), Path("/b")
    now = run.fingerprint(b"one", here)
    assert not run.is_installed("", now, "")
    assert run.is_installed(f"{now} ", now, "")
    assert not run.is_installed(f"{now} ", now, "test")
    assert run.is_installed(f"{now} test", now, "test")
    assert run.is_installed(f"{now} test", now, ""), "the test tools come on top"
    assert not run.is_installed(f"{now} test", run.fingerprint(b"two", here), "")
    assert not run.is_installed(f"{now} test", run.fingerprint(b"one", there), "")


def test_uv_comes_first_where_it_is_and_pip_is_what_remains(run: ModuleType) -> None:
    uv, pip = run.install_commands("/bin/uv", "test")
    assert uv[:3] == ["/bin/uv", "pip", "install"]
    assert pip[1:3] == ["-m", "pip"] and "install" in pip
    assert uv[-1] == pip[-1] == f"{ROOT}[test]"
    assert [line[1] for line in run.install_commands(None, "")] == ["-m"]
    assert "--seed" in run.venv_command("/bin/uv"), "pip is there when uv has gone"
    assert run.venv_command(None)[:3] == [sys.executable, "-m", "venv"]


def test_a_python_without_venv_names_the_package(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(run.shutil, "which", which())
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"sudo apt-get install python3\.\d+-venv$"):
        run.install("")


def test_an_environment_that_was_not_finished_is_removed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(command: list[str]) -> int:
        (tmp_path / "venv").mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "VENV", tmp_path / "venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / "venv" / "python")
    monkeypatch.setattr(run.subprocess, "call", interrupted)
    with pytest.raises(SystemExit, match="not made"):
        run.install("")
    assert not (tmp_path / "venv").exists()


def test_missing_libraries_are_read_off_ldd_each_once(run: ModuleType) -> None:
    assert run.not_found(LDD) == ["libEGL.so.1", "libGL.so.1", "libxcb-cursor.so.0"]
    assert run.not_found("\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tstatically linked\n") == []


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_a_library_has_its_debian_package(run: ModuleType, library: str, package: str) -> None:
    assert run.debian_packages([library], "glibc 2.36") == [package]


def test_glib_has_another_name_on_newer_systems(run: ModuleType) -> None:
    libraries = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libEGL.so.1"]
    assert run.debian_packages(libraries, "glibc 2.36") == ["libegl1", "libglib2.0-0"]
    assert run.debian_packages(libraries, "glibc 2.39") == ["libegl1", "libglib2.0-0t64"]


def test_the_plugins_that_qt_may_load_follow_the_environment(run: ModuleType) -> None:
    assert run.plugins({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}) == ["qoffscreen"]
    assert run.plugins({"QT_QPA_PLATFORM": "xcb:size=1"}) == ["qxcb"]
    assert run.plugins({"DISPLAY": ":0"}) == ["qxcb"]
    assert run.plugins({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}) == ["qxcb", "qwayland"]


@pytest.mark.parametrize(
    ("managers", "command"),
    [
        (("apt-get", "dnf"), "sudo apt-get install libegl1 libxcb-cursor0"),
        (("dnf",), "sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'"),
        (("zypper",), "sudo zypper install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'"),
        ((), "libEGL.so.1 libxcb-cursor.so.0"),
    ],
)
def test_the_advice_is_one_command_that_can_be_pasted(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, managers: tuple[str, ...], command: str
) -> None:
    monkeypatch.setattr(run.shutil, "which", which(*managers))
    assert run.advice(["libEGL.so.1", "libxcb-cursor.so.0"]).endswith(command)


class System:
    """A Debian machine: who is asked for what, and which libraries its Qt misses."""

    def __init__(self, run: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int, works: bool) -> None:
        self.calls: list[list[str]] = []
        self.missing = ["libEGL.so.1"]
        self.works = works
        monkeypatch.setattr(run.shutil, "which", which("apt-get", "ldd"))
        monkeypatch.setattr(run.os, "geteuid", lambda: user, raising=False)
        monkeypatch.setattr(run.subprocess, "call", self.call)
        monkeypatch.setattr(run, "missing_libraries", lambda environment: self.missing)

    def call(self, command: list[str], **_: object) -> int:
        self.calls.append(command[2:])
        if command[2] == "install" and self.works:
            self.missing = []
        return 0 if self.works else 100


def test_root_on_debian_gets_the_libraries_installed_after_being_told(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    system = System(run, monkeypatch, user=0, works=True)
    run.complete_qt({})
    assert [call[0] for call in system.calls] == ["update", "install"]
    assert system.calls[1][-1] == "libegl1"
    assert capsys.readouterr().err == "Installing system libraries that Qt needs: libegl1\n"


@pytest.mark.parametrize(("user", "asked"), [(1000, 0), (0, 2)])
def test_others_and_those_whose_apt_fails_are_told_the_command(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int, asked: int
) -> None:
    system = System(run, monkeypatch, user, works=False)
    with pytest.raises(SystemExit, match=r"sudo apt-get install libegl1$"):
        run.complete_qt({})
    assert len(system.calls) == asked


def test_help_is_given_without_installing_anything() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "run.py", "--help"], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("Annotator from a checkout")
    assert told.stderr == ""


def test_run_py_is_one_short_file_that_older_pythons_can_read_far_enough_to_be_told() -> None:
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    assert text.count("\n") < 200
    tree = ast.parse(text, feature_version=(3, 7))
    first_import, version_check = tree.body[1:3]
    assert isinstance(first_import, ast.Import) and isinstance(version_check, ast.If)
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
