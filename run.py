#!/usr/bin/env python3
"""Annotator from a checkout: Python 3.11 or newer is all it needs.

python3 run.py               open the sample project; the first time, make .venv and install into it
python3 run.py test [...]    run the test suite without a display; arguments go to pytest
python3 run.py lint          check style and types
python3 run.py bench [...]   measure speed and size
python3 run.py pictures      draw the pictures of the documentation
python3 run.py ...           anything else goes to annotator, such as: export news.annot -o gold.jsonl
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything that an older Python cannot run
    sys.exit(
        "Annotator needs Python 3.11 or newer; this is {}.{}.\n".format(*sys.version_info[:2])
        + "Get one from python.org, or with uv: uv run --no-project --python 3.12 run.py"
    )

import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.txt"  # written once an installation has succeeded
TASKS = {
    "test": ["-m pytest"],
    "lint": ["-m ruff check .", "-m ruff format --check .", "-m mypy --strict annotator"],
    "bench": ["tests/benchmarks/run.py"],
    "pictures": ["tests/pictures.py"],
}
WHOLE_SUITE = "-n auto --maxprocesses 4 --dist worksteal"  # a part of it, or a debugger, wants one process


def main(arguments: Sequence[str]) -> int:
    """Install what is missing, then do what was asked for and return its exit code."""
    if arguments and arguments[0] in ("-h", "--help"):
        print(str(__doc__).strip())
        return 0
    task = arguments[0] if arguments and arguments[0] in TASKS else None
    environment = os.environ | qt_platform(task, sys.platform, os.environ)
    extra = "test" if task else ""
    wanted = fingerprint((ROOT / "pyproject.toml").read_bytes(), ROOT)
    if not is_installed(STAMP.read_text() if STAMP.exists() and PYTHON.exists() else "", wanted, extra):
        install(extra)
        STAMP.write_text(f"{wanted} {extra}")
    if sys.platform == "linux":
        complete_qt(environment)
    return run_all(commands(arguments), environment, ROOT if task else Path.cwd())


def commands(arguments: Sequence[str]) -> list[list[str]]:
    """What to give to the environment's Python, one list a process."""
    task, *rest = arguments or ["demo"]
    if task not in TASKS:
        return [["-P", "-m", "annotator", task, *rest]]  # -P: a folder of that name here is not ours
    if task == "test" and not rest:
        rest = WHOLE_SUITE.split()
    return [[*line.split(), *rest] for line in TASKS[task]]


def run_all(lines: Sequence[Sequence[str]], environment: Mapping[str, str], folder: Path) -> int:
    """Run them one after the other and return the first exit code that is not 0."""
    if len(lines) == 1 and os.name == "posix":
        os.chdir(folder)
        os.execve(PYTHON, [str(PYTHON), *lines[0]], environment)
    codes = [subprocess.call([str(PYTHON), *line], env=environment, cwd=folder) for line in lines]
    return next((code for code in codes if code), 0)


def qt_platform(task: str | None, system: str, environment: Mapping[str, str]) -> dict[str, str]:
    """What to set so that Qt draws into memory: in every task, and where there is no display."""
    chosen = any(map(environment.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))
    return {"QT_QPA_PLATFORM": "offscreen"} if task or (system == "linux" and not chosen) else {}


def fingerprint(project: bytes, root: Path) -> str:
    """What an installation depends on: pyproject.toml, and where the checkout is."""
    return hashlib.sha256(project + os.fsencode(root)).hexdigest()


def is_installed(stamp: str, wanted: str, extra: str) -> bool:
    """Whether the stamp tells of that fingerprint with at least that extra."""
    return stamp in (f"{wanted} {extra}", f"{wanted} test")


def install(extra: str) -> None:
    """Make `.venv` where there is none, and install this checkout into it."""
    uv = shutil.which("uv")
    if not PYTHON.exists():
        if not uv and not importlib.util.find_spec("ensurepip"):
            package = "python{}.{}-venv".format(*sys.version_info)
            sys.exit(f"This Python cannot make .venv. On Debian and Ubuntu: sudo apt-get install {package}")
        say("Making .venv. About 300 MB come, Qt mostly; this happens once and takes a minute or two.")
        try:
            made = subprocess.call(venv_command(uv)) == 0
        except KeyboardInterrupt:
            made = False
        if not made:  # half of one would look like a whole one
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("The environment .venv was not made; see above.")
    say(f"Installing Annotator{' and its test tools' if extra else ''} into .venv.")
    if all(subprocess.call(way) for way in install_commands(uv, extra)):
        sys.exit("The installation failed; see above. With a network, the same command tries again.")


def venv_command(uv: str | None) -> list[str]:
    """Makes `.venv` with pip in it."""
    made_by = [uv, "venv", "-q", "--seed", "-p", sys.executable] if uv else [sys.executable, "-m", "venv"]
    return [*made_by, "--clear", str(VENV)]


def install_commands(uv: str | None, extra: str) -> list[list[str]]:
    """Ways to install, the best first: one that succeeds is enough."""
    editable = ["-e", f"{ROOT}[{extra}]" if extra else str(ROOT)]
    pip = [str(PYTHON), "-m", "pip", "-qq", "install", "--disable-pip-version-check", *editable]
    return [[uv, "pip", "install", "-q", "-p", str(PYTHON), *editable], pip] if uv else [pip]


def complete_qt(environment: Mapping[str, str]) -> None:
    """Install the system libraries that Qt misses, or say with which command to do so, and stop."""
    missing = missing_libraries(environment)
    apt = shutil.which("apt-get")
    if missing and apt and os.geteuid() == 0:
        packages = debian_packages(missing)
        say(f"Installing system libraries that Qt needs: {' '.join(packages)}")
        unasked = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for line in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            subprocess.call([apt, "-qq", *line], env=unasked, stdout=subprocess.DEVNULL)
        missing = missing_libraries(environment)
    if missing:
        sys.exit("Qt needs system libraries that are not here.\n" + advice(missing))


def missing_libraries(environment: Mapping[str, str]) -> list[str]:
    """The shared libraries that Qt asks for in vain, where it draws as the environment says."""
    ldd, qt = shutil.which("ldd"), next(VENV.glob("lib*/python*/site-packages/PySide6/Qt"), None)
    if not ldd or not qt:
        return []
    files = [qt / f"lib/libQt6{name}.so.6" for name in ("Gui", "Widgets", "Svg")]
    files += [qt / f"plugins/platforms/lib{name}.so" for name in plugins(environment)]
    return not_found(
        subprocess.run([ldd, *filter(Path.exists, files)], capture_output=True, text=True).stdout
    )


def plugins(environment: Mapping[str, str]) -> list[str]:
    """The platform plugins that Qt may load in this environment."""
    if environment.get("QT_QPA_PLATFORM"):
        return ["q" + environment["QT_QPA_PLATFORM"].partition(":")[0]]
    displays = {"DISPLAY": "qxcb", "WAYLAND_DISPLAY": "qwayland"}
    return [plugin for variable, plugin in displays.items() if environment.get(variable)]


def not_found(told: str) -> list[str]:
    """The libraries that the output of `ldd` calls missing, each once."""
    return sorted({line.split()[0] for line in told.split("\n") if line.strip().endswith("=> not found")})


def debian_packages(libraries: Iterable[str], libc: str = "") -> list[str]:
    """The Debian packages of these libraries; `libc` is the C library's version, by default the one here."""
    libc = libc or os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.0"
    glib = "libglib2.0-0t64" if int(libc.split(".")[1]) >= 39 else "libglib2.0-0"  # 39: Debian 13
    return sorted({debian_package(library, glib) for library in libraries})


def debian_package(library: str, glib: str) -> str:
    """Debian's rule: the name, then the version, parted by a hyphen where two digits would meet."""
    name, _, version = library.lower().partition(".so.")
    if name.endswith("-2.0"):  # glib, gthread, gobject and gio come in one package
        return glib
    return "zlib1g" if name == "libz" else name + "-" * name[-1].isdigit() + version


def advice(libraries: Sequence[str]) -> str:
    """The one command that installs them, where the system's package manager is known."""
    if shutil.which("apt-get"):
        return f"This installs them: sudo apt-get install {' '.join(debian_packages(libraries))}"
    manager = next(filter(shutil.which, ("dnf", "zypper")), None)
    if manager:
        provided = " ".join(f"'{library}()(64bit)'" for library in libraries)
        return f"This installs them: sudo {manager} install {provided}"
    return f"Install the packages that bring them: {' '.join(libraries)}"


def say(sentence: str) -> None:
    """On standard error: standard output belongs to what is run."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
